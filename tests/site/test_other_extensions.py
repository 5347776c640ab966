"""Extensions of others find Sphinx's builder, and what they add to a page is there."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import make_site, post
from other_extension import QUESTIONS
from sphinx_blogtheme.pages.excerpts import cut_excerpt

WITH_WIDGET = "<!-- -->\n\n::::{container} widget\nA widget.\n::::\n"

FILES = {
    "index.md": "# Test blog\n\nHello.\n",
    "about.md": "---\norphan: true\n---\n# About\n",
    "posts/one.md": post(WITH_WIDGET, title="One", categories="python"),
    "posts/two.md": post("```python\nx = 1\n```\n", title="Two", date="2024-02-01"),
    "posts/hidden.md": post(title="Hidden", index="false"),
}
OTHERS = ["other_extension", "sphinx_blogtheme"]


@pytest.fixture(scope="module", params=["html", "dirhtml"])
def built(request, tmp_path_factory):
    """Return a site with an extension that asks a lot."""
    folder = tmp_path_factory.mktemp(request.param)
    return make_site(folder, FILES, extensions=OTHERS).build(request.param)


@pytest.mark.parametrize(
    "event",
    [
        "builder-inited",
        "doctree-resolved",
        "visitor",
        "html-page-context",
        "build-finished",
    ],
)
@pytest.mark.parametrize("question", QUESTIONS)
def test_builder_is_sphinxs_whoever_asks(built, event, question):
    """An extension that knows Sphinx's two builders knows ours, however it asks."""
    assert json.loads(built.text("answers.json"))[event][question]


def test_sitemap_of_another_extension_has_the_urls_of_the_site(built):
    """Nothing unlisted is in it, no search and no 404 page; all of it exists."""
    listed = set(json.loads(built.text("answers.json"))["sitemap"])

    assert {"", "2025/03/one/", "2024/02/two/", "python/"} <= {
        uri.removesuffix("index.html") for uri in listed
    }
    assert not [uri for uri in listed if "hidden" in uri or "search" in uri]
    assert not [uri for uri in listed if uri.startswith("404")]
    for uri in listed:
        end = "index.html" if uri.endswith("/") or not uri else ""
        assert built.exists(uri + end), uri


def assets(page):
    """Return the style sheets and scripts of the extension on a page."""
    return [
        (element.get("href") or element.get("src") or element.string).split("?")[0]
        for element in page.select("link[rel=stylesheet], script:not([type])")
        if "widget" in str(element)
    ]


@pytest.mark.parametrize("docname", ["2025/03/one", "", "python", "2025/03"])
def test_assets_of_a_post_are_on_each_page_that_shows_it(built, docname):
    """An extension adds them to the page of the post only."""
    root = "../" * docname.count("/") + "../" if docname else ""
    found = assets(built.html(docname))

    assert found == [
        f"{root}_static/widget.css",
        f"{root}_static/widget.js",
        "widget()",
    ]
    script = built.html(docname).select_one('script[src*="widget.js"]')
    assert script["defer"] == "defer"


@pytest.mark.parametrize("docname", ["2024/02/two", "2024/02", "archives", "2025"])
def test_assets_of_a_post_are_on_no_other_page(built, docname):
    """A page with titles only does without them."""
    assert assets(built.html(docname)) == []


def test_assets_go_when_the_post_needs_them_no_more(site):
    """A list has what its posts need now."""
    blog = site(FILES, extensions=OTHERS)
    assert assets(blog.build().html("python"))
    blog.write({"posts/one.md": post("Plain.\n", title="One", categories="python")})
    again = blog.build()

    assert assets(again.html("python")) == assets(again.html()) == []
    assert "sitemap_excludes" not in "".join(again.warnings)


TABS = (
    '<input type="radio" name="{0}" id="a" checked><label for="a">A</label>'
    "<INPUT NAME='{0}' TYPE=radio id='b'><input type=text name={0}>"
    "<details name={0}><summary>S</summary></details>"
)


def test_radio_buttons_of_two_posts_are_two_groups(site):
    """In each post on a list, a button can be chosen."""
    files = {
        f"posts/{name}.md": post(TABS.format("set") + "\n", title=name)
        for name in ("one", "two")
    }
    page = site(files).build().html()

    groups = [button["name"] for button in page.select("[type=radio]")]
    assert len(groups) == 4
    assert len(set(groups)) == 2
    assert len({one["name"] for one in page.select("details")}) == 2
    assert {one["name"] for one in page.select("[type=text]")} == {"set"}


TAB_BUTTONS = (
    '<button name="0-0" role="tab">A</button><button class="group-tab" name="Linux" '
    'role="tab">B</button><button name="send">C</button>'
)


def test_tabs_of_two_posts_are_opened_one_by_one(site):
    """Those that the author has grouped are opened together, in all posts."""
    files = {
        f"posts/{name}.md": post(TAB_BUTTONS + "\n", title=name)
        for name in ("one", "two")
    }
    page = site(files).build().html()

    names = [button["name"] for button in page.select(".h-entry button")]
    assert len({*names[::3]}) == 2
    assert names[1::3] == ["Linux", "Linux"]
    assert names[2::3] == ["send", "send"]


@given(st.text(st.characters(exclude_characters='\0\r"&<>', codec="utf-8"), min_size=1))
def test_name_of_a_group_is_the_authors_on_the_posts_own_page(name):
    """A mark that nothing replaces would be seen."""
    html = f'<input type="radio" name="{name}">'
    rendering = cut_excerpt(html, "2025/03/x/")

    assert rendering.on_page(rendering.body, root="./") == html
    assert f'name="p-{name}"' in rendering.on_page(rendering.body, root="", prefix="p-")


OPTIONS = "documentation_options.js"


def scripts(page):
    """Return the names of a page's scripts, in order."""
    return [
        script["src"].split("?")[0].rpartition("/")[2]
        for script in page.select("script[src]")
    ]


@pytest.mark.parametrize("engine", ["sphinx", "none"])
@pytest.mark.parametrize("js", ["own.js", "https://example.net/own.js"])
def test_options_of_sphinx_come_before_any_other_script(site, engine, js):
    """A script may ask for them at once; the search doesn't load them again."""
    built = site(FILES, html_js_files=[js], blog_search=engine).build()

    for docname in ("", "2024/02/two", "about", "archives"):
        found = scripts(built.html(docname))
        assert found.index(OPTIONS) < found.index("own.js")
    if engine == "sphinx":
        assert built.text("search/index.html").count(OPTIONS) == 1


def test_page_without_other_scripts_loads_no_options(site):
    """Our own scripts don't need them."""
    built = site(FILES, blog_search="sphinx").build()

    assert OPTIONS not in built.text("2024/02/two/index.html")
    assert built.text("search/index.html").count(OPTIONS) == 1


def test_code_has_one_copy_button(site):
    """The button of an extension, with its settings, is instead of ours."""
    with_other = site(FILES, html_js_files=["copybutton.js"]).build()

    assert "copy.js" not in scripts(with_other.html("2024/02/two"))
    assert "copy.js" in scripts(site(FILES).build().html("2024/02/two"))


CLASSES = '''"""A module with nodes."""

from docutils import nodes


class Mine(nodes.Element):
    """A node of mine."""
'''


def test_autodoc_shows_signatures_as_they_are(site, monkeypatch):
    """A class of docutils' is documented with its own parameters."""
    blog = site(
        {
            "nodes_of_mine.py": CLASSES,
            "api.md": "---\norphan: true\n---\n# API\n\n```{eval-rst}\n"
            ".. autoclass:: nodes_of_mine.Mine\n```\n",
        },
        extensions=["sphinx.ext.autodoc", "sphinx_blogtheme"],
    )
    monkeypatch.syspath_prepend(blog.source)
    page = blog.build().html("api")

    parameters = [one.get_text().split(":")[0] for one in page.select(".sig-param")]
    # Docutils 0.22 has no default for the first any more.
    names = [parameter.partition("=")[0] for parameter in parameters]
    assert names == ["rawsource", "*children", "**attributes"]
