"""What a blog and another extension would both write is written by one of them."""

from __future__ import annotations

import re

import pytest

from conftest import DOT, ROOT, post
from sphinx_blogtheme.config.jobs_of_others import JOBS_OF_OTHERS

# What is announced to other extensions is no matter of ours.
pytestmark = [
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::PendingDeprecationWarning"),
]

FILES = {
    "index.md": "# Test blog\n",
    "about.md": "---\norphan: true\n---\n# About\n",
    "posts/one.md": post(title="One"),
    "posts/two.md": post(title="Two", date="2024-02-01"),
    "posts/hidden.md": post(title="Hidden", date="2024-02-02", index="false"),
    "posts/draft.md": post(title="Draft", status="draft"),
}
SITEMAP = {
    "extensions": ["sphinx_sitemap", "sphinx_blogtheme"],
    "sitemap_url_scheme": "{link}",
}


def locations(built, path="sitemap.xml"):
    """Return the paths of the pages in a sitemap, in their order."""
    return re.findall(r"<loc>https://example\.org/([^<]*)</loc>", built.text(path))


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_sitemap_of_other_is_whole_after_a_change(site, builder):
    """It lists each page once, also those that a build does not write again."""
    pytest.importorskip("sphinx_sitemap")
    blog = site(FILES, **SITEMAP)
    first = locations(blog.build(builder))
    blog.write({"posts/two.md": post("New.\n", title="Two", date="2024-02-01")})
    second = locations(blog.build(builder))

    assert {"", "2025/03/one/", "2024/02/two/", "archives/"} <= {
        place.removesuffix("index.html") for place in first
    }
    assert "hidden" not in "".join(first)
    assert sorted(first) == sorted(second)
    assert len({*first}) == len(first)


def test_sitemap_of_other_leaves_out_what_the_site_names(site):
    """A pattern of the site holds for pages that are not written again, too."""
    pytest.importorskip("sphinx_sitemap")
    blog = site(FILES, **SITEMAP, sitemap_excludes=["about/", "archives/"])
    blog.build()
    blog.write({"posts/two.md": post("New.\n", title="Two", date="2024-02-01")})

    assert not {"about/", "archives/"} & {*locations(blog.build())}


def test_robots_txt_names_the_sitemap_of_other(site):
    """A crawler finds the one that there is."""
    pytest.importorskip("sphinx_sitemap")
    built = site(FILES, **SITEMAP, sitemap_filename="map.xml").build()

    assert "Sitemap: https://example.org/map.xml\n" in built.text("robots.txt")
    assert not built.exists("sitemap.xml")


def test_file_that_both_are_asked_for_is_an_error(site):
    """A site that sets our option gets our file, and is told of the other."""
    pytest.importorskip("sphinx_sitemap")
    blog = site(FILES, **SITEMAP, blog_sitemap=True)
    built = blog.build(warnings=["sphinx_sitemap"])

    assert "<lastmod>" in built.text("sitemap.xml")


def test_picture_of_other_has_no_size_of_ours(site):
    """Width and height belong to the picture that is named."""
    pytest.importorskip("sphinxext.opengraph")
    files = {**FILES, "posts/dot.png": b"\x89PNG"}
    blog = site(
        files,
        extensions=["sphinxext.opengraph", "sphinx_blogtheme"],
        ogp_image="https://example.org/card.png",
        ogp_social_cards={"enable": False},
    )
    page = blog.build(warnings=None).html("2025/03/one")

    pictures = [one["content"] for one in page.select('meta[property="og:image"]')]
    assert pictures == ["https://example.org/card.png"]
    assert page.select('meta[property="og:image:width"]') == []


TOLD = """\
from sphinx.application import Sphinx

def setup(app: Sphinx):
    app.connect("html-page-context", add_icon)

def add_icon(app, pagename, templatename, context, doctree):
    context["metatags"] = '<link rel="icon" href="x.png">' + context.get("metatags", "")
"""


def test_icon_of_other_is_the_only_one(site, monkeypatch):
    """The empty icon, for sites without one, is left out."""
    blog = site(
        {**FILES, "icons_of_mine.py": TOLD},
        extensions=["icons_of_mine", "sphinx_blogtheme"],
    )
    monkeypatch.syspath_prepend(blog.source)
    page = blog.build(warnings=None).html("about")

    assert [one["href"] for one in page.select("link[rel=icon]")] == ["x.png"]


def test_texts_for_llms_are_those_of_public_posts(site):
    """sphinx-llms-txt reads the copies of posts, which hold nothing back."""
    pytest.importorskip("sphinx_llms_txt")
    extensions = ["sphinx_llms_txt", "sphinx_blogtheme"]
    built = site(FILES, extensions=extensions).build()

    links = re.findall(r"\((https://example\.org/[^)]*)\)", built.text("llms.txt"))
    assert "https://example.org/_sources/2025/03/one.md.txt" in links
    for link in links:
        assert built.exists(link.removeprefix("https://example.org/")), link
    full = built.text("llms-full.txt")
    assert full.count("https://example.org/2025/03/one/") == 1
    assert "Hidden" not in full + built.text("llms.txt")
    assert built.exists("2025/03/one.md")


@pytest.mark.parametrize("given", [True, None])
def test_source_of_unlisted_post_is_in_no_text_for_llms(site, given):
    """A site that publishes all sources keeps that post out of the lists."""
    pytest.importorskip("sphinx_llms_txt")
    extensions = ["sphinx_llms_txt", "sphinx_blogtheme"]
    built = site(FILES, extensions=extensions, html_copy_source=given).build()

    full = built.text("llms-full.txt")
    assert "Hidden" not in full
    assert full.count("# Two") == 1


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("kind", ["option", "file"])
def test_redirect_of_rediraffe_leads_to_a_post(site, builder, kind):
    """The name of a source is enough, wherever the page of the post is."""
    pytest.importorskip("sphinxext.rediraffe")
    table = {"old.md": "posts/one.md", "older.md": "old.md", "news.md": "archives"}
    lines = "".join(f'"{old}" "{new}"\n' for old, new in table.items())
    blog = site(
        {**FILES, "moved.txt": lines},
        extensions=["sphinxext.rediraffe", "sphinx_blogtheme"],
        rediraffe_redirects=table if kind == "option" else "moved.txt",
    )
    built = blog.build(builder)

    end = ".html" if builder == "html" else "/index.html"
    root = "" if builder == "html" else "../"
    for old, new in (
        ("old", "2025/03/one"),
        ("older", "2025/03/one"),
        ("news", "archives"),
    ):
        assert f"'{root}{new}/index.html'" in built.text(f"{old}{end}")


ASKING = '"""An extension."""\n\ndef setup(app):\n    app.add_css_file("x.css")\n'


@pytest.mark.parametrize("scheme", ["auto", "dark"])
def test_scheme_is_where_other_extensions_look_for_it(site, monkeypatch, scheme):
    """Their styles and scripts ask for ``data-theme``."""
    blog = site(
        {**FILES, "asking_one.py": ASKING, "_static/x.css": ""},
        extensions=["asking_one", "sphinx_blogtheme"],
        html_static_path=["_static"],
        html_theme_options={"colour_scheme": scheme},
    )
    monkeypatch.syspath_prepend(blog.source)
    page = blog.build(warnings=None).html("about")

    assert page.html["data-theme"] == page.body["data-theme"] == scheme


def test_page_beside_no_other_extension_tells_no_scheme(site):
    """A blog alone needs no such attribute."""
    assert "data-theme" not in site(FILES).build(warnings=None).text("about/index.html")


def test_todo_of_an_unlisted_post_is_in_no_list(site):
    """The list of what is to be done has no link to that post."""
    task = "```{{todo}}\nDo {}.\n```\n"
    built = site(
        {
            "todo.md": "---\norphan: true\n---\n# To do\n\n```{todolist}\n```\n",
            "posts/one.md": post(task.format("this"), title="One"),
            "posts/hidden.md": post(task.format("that"), index="false"),
        },
        extensions=["sphinx.ext.todo", "sphinx_blogtheme"],
        todo_include_todos=True,
    ).build()

    assert "Do this." in built.text("todo/index.html")
    assert "Do that." not in built.text("todo/index.html")
    assert "Do that." in built.text("2025/03/hidden/index.html")


def test_documentation_names_each_extension():
    """An author reads what stands back beside it."""
    page = (ROOT / "docs" / "other-extensions.md").read_text("utf-8")

    for job in JOBS_OF_OTHERS:
        words = re.split(r"[._]", job.extension.removesuffix(".extension"))
        assert re.search("[-_.]?".join(words[:2]), page), job.extension
        assert job.option in page


@pytest.mark.parametrize("theme", ["sphinx_blogtheme", "alabaster"])
def test_header_of_a_post_counts_beside_open_graph_of_other(site, theme):
    """What an author wrote is not replaced by what was found in the text."""
    pytest.importorskip("sphinxext.opengraph")
    text = post("Text.\n", title="One", description='A "line".', image="/dot.png")
    blog = site(
        {**FILES, "posts/one.md": text, "files/dot.png": DOT},
        extensions=["sphinxext.opengraph", "sphinx_blogtheme"],
        html_theme=theme,
        ogp_site_url="https://example.org/",
        ogp_image="https://example.org/card.png",
        ogp_social_cards={"enable": False},
    )
    page = blog.build().html("2025/03/one")

    said = {
        element.get("property") or element.get("name"): element["content"]
        for element in page.select("meta[property], meta[name]")
    }
    assert said["description"] == said["og:description"] == 'A "line".'
    assert said["og:image"] == "https://example.org/dot.png"
    assert said["og:type"] == "article"
    assert len(page.select("meta[name=description]")) == 1


def test_script_about_one_page_is_on_no_list(site):
    """A theme tells its scripts the name of the page."""
    built = site(FILES, html_theme="pydata_sphinx_theme").build(warnings=None)

    names = re.findall(r"\.pagename = '([^']*)'", built.text("index.html"))
    assert names == ["index"]
    names = re.findall(r"\.pagename = '([^']*)'", built.text("2025/03/one/index.html"))
    assert names == ["2025/03/one"]
