"""What readers can search: Pagefind's index where that is installed, else Sphinx's."""

from __future__ import annotations

import gzip
import json
import re
from importlib.util import find_spec

import pytest

from conftest import post
from serving import serve
from sphinx_blogtheme.features.search import pagefind

needs_pagefind = pytest.mark.skipif(
    find_spec("pagefind") is None or find_spec("pagefind_bin") is None,
    reason="Pagefind is not installed",
)

FILES = {
    "contact.md": "# Contact\n\nWrite a letter.\n\n## By pigeon\n\nThey come home.\n",
    "quiet.md": "---\nnosearch: true\n---\n\n# Quiet\n\nHidden words.\n",
    "posts/a.md": post(
        "Quills are sharpened.\n\n### Tools\n\nA knife, and $x^2$.\n\n"
        "```html\n<script>alert(1)</script>\n```\n",
        title="Quills & knives",
        date="2025-03-01 23:30:00 -05:00",
        categories="writing, small-web",
        tags="feathers",
        author="Mara",
    ),
    "posts/b.md": post("Ink is mixed.\n", title="Ink", date="2024-05-01"),
    "posts/c.md": post("Not for lists.\n", title="Unlisted", index="false"),
    "posts/d.md": post("Not yet.\n", title="Draft", state="draft"),
}


def index_of(built, part=""):
    """Return what Pagefind knows of each page of a part, by its URL."""
    pages = {}
    for path in built.out.glob(f"_pagefind/{part}fragment/*"):
        text = gzip.decompress(path.read_bytes()).decode("utf-8")
        page = json.loads(text.removeprefix("pagefind_dcd"))
        pages[page["url"]] = page
    return pages


def changes_of(built):
    """Return what a preview has found of the pages that changed since its start."""
    return index_of(built, "changes/")


def index_files(built):
    """Return the paths of the files of Pagefind's index."""
    return {path for path in (built.out / "_pagefind").rglob("*") if path.is_file()}


def headings(page):
    """Return the ids of the headings that results can lead to."""
    return [a["id"] for a in page["anchors"] if re.fullmatch("h[1-6]", a["element"])]


def times(built):
    return {path: path.stat().st_mtime_ns for path in built.out.rglob("*")}


@pytest.fixture
def not_installed(monkeypatch):
    """Let Pagefind's package have a name that nobody has installed."""
    monkeypatch.setattr(pagefind, "PACKAGE", "no-such-package")


@pytest.fixture
def program(monkeypatch, tmp_path):
    """Return what puts a shell script in the place of Pagefind's program."""

    def put(script):
        path = tmp_path / "program"
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(0o755)
        monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(path))

    return put


@needs_pagefind
@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_index_holds_posts_and_pages_and_nothing_else(site, builder):
    """Lists, unlisted posts, drafts and what wants no search are not found."""
    pages = index_of(site(FILES).build(builder))

    contact = "/contact/" if builder == "dirhtml" else "/contact.html"
    assert pages.keys() == {"/2025/03/a/", "/2024/05/b/", contact}
    assert pages[contact]["meta"]["title"] == "Contact"
    assert pages[contact]["content"].startswith("Contact. Write a letter.")
    assert headings(pages[contact]) == ["by-pigeon"]


@needs_pagefind
def test_post_is_found_by_what_its_author_said_of_it(site):
    """Categories, tags, authors and the year are filters; the date sorts."""
    page = index_of(
        site(FILES, blog_categories={"small-web": "Small: the web, é"}).build()
    )["/2025/03/a/"]

    assert {name: sorted(values) for name, values in page["filters"].items()} == {
        "author": ["Mara"],
        "category": ["Small: the web, é", "Writing"],
        "tag": ["Feathers"],
        "year": ["2025"],
    }
    assert page["meta"]["title"] == "Quills & knives"
    assert page["meta"]["date"] == "1 March 2025"
    assert headings(page) == ["tools"]


@needs_pagefind
def test_text_is_what_readers_read(site):
    """Code and formulas are searched as they are shown, without their TeX."""
    text = index_of(site(FILES).build())["/2025/03/a/"]["content"]

    assert "<script>alert(1)</script>" in text
    assert "x^2" not in text
    assert re.search(r"A knife, and x\s?2", text)
    assert "¶" not in text


@needs_pagefind
def test_site_in_several_languages_has_one_index(site):
    """A post in another language than the site's is found as well."""
    files = {**FILES, "posts/e.md": post("Federkiel.\n", lang="de")}
    built = site(files, language="pt_BR").build()

    entry = json.loads(built.text("_pagefind/pagefind-entry.json"))
    assert entry["languages"].keys() == {"pt"}
    assert "/2025/03/e/" in index_of(built)


@needs_pagefind
def test_only_what_the_page_uses_is_written(site):
    """Neither Pagefind's own interfaces nor an index for Sphinx's search."""
    built = site(FILES).build()
    names = {path.name for path in (built.out / "_pagefind").iterdir()}

    assert {"pagefind.js", "pagefind-entry.json", "index", "fragment"} <= names
    assert not [name for name in names if name.endswith(".css") or "ui" in name]
    assert not built.exists("searchindex.js")


def test_sphinx_searches_where_pagefind_is_not_installed(site, not_installed):
    """Nothing has to be set, and nothing is said about it."""
    built = site(FILES).build()

    assert built.exists("searchindex.js")
    assert not built.exists("_pagefind")
    assert '"2025/03/c"' not in built.text("searchindex.js")
    script = built.html("search").select_one("script[src*=search]")
    assert "/search-sphinx.js?v=" in script["src"]


def test_site_that_insists_is_told_that_pagefind_is_missing(site, not_installed):
    """A machine that lacks the extra gives a warning, and a search all the same."""
    built = site(FILES, blog_search="pagefind").build(
        warnings=[
            "conf.py:5: WARNING: Pagefind can't be used, so the site has Sphinx's search"
        ]
    )

    assert built.exists("searchindex.js")


@needs_pagefind
def test_sphinx_searches_where_the_site_says_so(site):
    """Pagefind may be there and not be wanted."""
    built = site(FILES, blog_search="sphinx").build()

    assert built.exists("searchindex.js")
    assert not built.exists("_pagefind")


def test_site_without_search_has_no_trace_of_it(site):
    """No page, no index, no link to them."""
    built = site(FILES, blog_search="none", html_use_opensearch="https://x.org").build()

    assert not [name for name in built.files() if "search" in name.split("/")[0]]
    assert not built.exists("_pagefind")
    assert not built.html().select("a[href*='search'], link[rel=search]")


def test_link_to_a_search_that_is_not_there_is_dead(site):
    """An author who writes ``/search/`` hears of it."""
    files = {"posts/a.md": post("[Search](/search/)\n")}

    site(files).build()
    site(files, blog_search="none").build(warnings=["dead link to '/search/'"])


@needs_pagefind
@pytest.mark.parametrize("wanted", ["auto", "pagefind"])
def test_failing_program_leaves_sphinxs_search(site, program, wanted):
    """One warning says why, and the site is what it is without Pagefind."""
    program("echo 'Out of ink' >&2; exit 3")
    blog = site(FILES, blog_search=wanted)
    failed = blog.build(warnings=["Sphinx's search: Out of ink."])
    expected = site(FILES, blog_search="sphinx").build().files()

    assert {n: d for n, d in failed.files().items() if n != ".buildinfo"} == {
        n: d for n, d in expected.items() if n != ".buildinfo"
    }


@needs_pagefind
def test_package_without_its_program_leaves_sphinxs_search(site, monkeypatch):
    """``pip install pagefind`` alone does not bring the program."""
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "/nowhere/pagefind")

    built = site(FILES).build(warnings=["installed without the program"])

    assert built.exists("searchindex.js")


@needs_pagefind
def test_settings_of_the_environment_are_not_pagefinds(site, monkeypatch):
    """What somebody set for another site has no effect here."""
    monkeypatch.setenv("PAGEFIND_ROOT_SELECTOR", "nothing")

    assert "/2025/03/a/" in index_of(site(FILES).build())


def test_other_theme_keeps_its_own_search(site):
    """Its page knows Sphinx's search only."""
    built = site(FILES, html_theme="alabaster").build()

    assert built.exists("searchindex.js")
    assert not built.exists("_pagefind")
    site(FILES, html_theme="alabaster", blog_search="pagefind").build(
        warnings=["the theme 'alabaster' has no page for it"]
    )


@needs_pagefind
def test_documentation_is_searched_too(site):
    """A project without a post has the same search, without filters."""
    index = "# Docs\n\n```{toctree}\nstart\n```\n"
    built = site({"index.md": index, "start.md": "# Start\n\nFirst steps.\n"}).build()

    assert index_of(built).keys() == {"/", "/start/"}
    assert [s["name"] for s in built.html("search").select("select")] == ["kind"]


@needs_pagefind
def test_unchanged_site_writes_nothing(site):
    """Not even the index, whose content is the same."""
    blog = site(FILES)
    before = times(blog.build())

    assert times(blog.build()) == before


@needs_pagefind
@pytest.mark.parametrize("parallel", [1, 2])
def test_edited_site_has_the_index_of_a_new_one(site, parallel):
    """Files of the old index have gone."""
    blog = site(FILES)
    first = blog.build(parallel=parallel)
    old = index_files(first)
    blog.write(
        {
            "posts/a.md": post("Geese are plucked.\n", title="Geese"),
            "contact.md": "# Contact\n\nDo not write.\n",
            "posts/e.md": post("More.\n", title="More"),
        }
    )
    blog.remove("posts/b.md")
    edited = blog.build(parallel=parallel)

    clean = blog.build(fresh=True)
    assert edited.files() == clean.files()
    assert index_of(edited) == index_of(clean)
    assert len(index_files(edited)) == len(index_files(clean))
    assert old - index_files(edited)
    assert "Geese are plucked." in index_of(clean)["/2025/03/a/"]["content"]


@needs_pagefind
def test_preview_has_the_index_of_its_start(site, monkeypatch):
    """What takes longer than the rest of an edit is made once; publishing makes it."""
    monkeypatch.setenv("SPHINX_BLOGTHEME_PREVIEW", "one")
    blog = site({"posts/b.md": post("Ink is mixed.\n", title="Ink")})
    built = blog.build()
    first = index_of(built)
    assert changes_of(built) == {}
    blog.write({"posts/b.md": post("Ink is bought.\n", title="Ink")})
    edited = blog.build()
    assert "bought" in edited.text("2025/03/b/index.html")
    assert index_of(edited) == first
    assert "Ink is bought." in changes_of(edited)["/2025/03/b/"]["content"]

    for preview in ("two", ""):
        monkeypatch.setenv("SPHINX_BLOGTHEME_PREVIEW", preview)
        built = blog.build()
        (page,) = index_of(built).values()
        assert "Ink is bought." in page["content"]
        assert changes_of(built) == {}
    blog.write({"posts/b.md": post("Ink is dry.\n", title="Ink")})
    (page,) = index_of(blog.build()).values()
    assert "Ink is dry." in page["content"]
    assert not blog.build().differences(blog.build(fresh=True))


@needs_pagefind
def test_preview_indexes_all_that_changed_since_its_start(site, monkeypatch):
    """In every build; what is no longer searched is still known to have changed."""
    monkeypatch.setenv("SPHINX_BLOGTHEME_PREVIEW", "one")
    blog = site(FILES)
    blog.build()
    blog.write({"posts/new.md": post("Quills are cut.\n", title="New")})
    blog.build()
    (blog.source / "about.md").write_text("# About\n\nGeese.\n", encoding="utf-8")
    built = blog.build()
    assert {"/2025/03/new/", "/about/"} <= changes_of(built).keys()
    same = blog.build()
    assert changes_of(same) == changes_of(built)
    form = same.html("search").select_one("form[data-pagefind]")
    assert form["data-newest"] == "changes/"
    assert form["data-parts"] == "1"

    text = post("Quills are cut.\n", title="New", index="false")
    blog.write({"posts/new.md": text})
    built = blog.build()
    assert "/2025/03/new/" not in changes_of(built)
    listed = json.loads(built.text("_pagefind/changes/changed.json"))
    assert listed["2025/03/new"] == "2025/03/new/index.html"

    blog.remove("posts/new.md")
    built = blog.build()
    assert changes_of(built) == {}
    assert "/2025/03/new/" not in index_of(built)


@needs_pagefind
def test_lost_index_is_made_again(site):
    """Somebody may have deleted a part of the output."""
    blog = site(FILES)
    built = blog.build()
    expected = index_of(built)
    (built.out / "_pagefind/pagefind.js").unlink()
    again = blog.build()

    assert again.exists("_pagefind/pagefind.js")
    assert index_of(again) == expected


@needs_pagefind
def test_search_can_change_between_builds(site, monkeypatch):
    """Pagefind is installed and removed again, and each build is as a clean one."""
    blog = site(FILES)
    for package in ("no-such-package", "pagefind", "no-such-package"):
        monkeypatch.setattr(pagefind, "PACKAGE", package)
        built = blog.build()

        assert built.files() == blog.build(fresh=True).files()
        assert built.exists("_pagefind") == (package == "pagefind")
    for wanted in ("none", "auto"):
        blog.configure(blog_search=wanted)

        assert blog.build().files() == blog.build(fresh=True).files()


def test_page_without_javascript_says_where_everything_is(site):
    """Archives and categories take the reader to each post."""
    note = site(FILES).build().html("search").select_one("main noscript")

    # A parser that runs scripts, as this one does not, has text here.
    links = {link["href"] for link in note.select("a")}
    assert {"../archives/", "../categories/"} <= links


@pytest.fixture(scope="module")
def blog(module_site):
    """Return a blog with more results than the page shows at once."""
    files = {
        f"posts/{day}.md": post(
            f"Quill number {day}.\n\n### Feather {day}\n\nA quill again.\n",
            title=f"Post {day}",
            date=f"{2010 + day}-03-01",
            categories="odd" if day % 2 else "even",
        )
        for day in range(1, 13)
    }
    return module_site(files).build


@pytest.fixture(scope="module")
def address(blog):
    """Return the address of the blog, in a folder of its server."""
    with serve(blog().out, "/some/blog/") as url:
        yield f"{url}search/"


def titles(page):
    return page.locator("#search-results h2").all_text_contents()


def found(page, text):
    """Wait for what the page says of the results."""
    page.get_by_role("status").get_by_text(text, exact=True).wait_for()


@needs_pagefind
@pytest.mark.browser
def test_nothing_is_loaded_before_the_reader_searches(page, address):
    """The page asks for Pagefind when its field has the focus."""
    urls = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(address, wait_until="networkidle")

    assert not [url for url in urls if "_pagefind" in url or "searchtools" in url]
    with page.expect_request("**/_pagefind/pagefind.js"):
        page.get_by_role("searchbox").focus()


@needs_pagefind
@pytest.mark.browser
def test_results_come_while_the_reader_types(page, address):
    """They say title, date and where in the page; the links work in a folder."""
    page.goto(address)
    page.get_by_role("searchbox").press_sequentially("number 7")
    found(page, "Pages found: 1")

    assert titles(page) == ["Post 7"]
    assert "1 March 2017 · Odd" in page.locator("#search-results").inner_text()
    assert "number" in page.locator("#search-results mark").all_text_contents()
    assert page.url == f"{address}?q=number+7"
    page.get_by_role("link", name="Post 7", exact=True).click()
    page.get_by_role("heading", name="Post 7").wait_for()
    assert page.url.endswith("/some/blog/2017/03/7/")


@needs_pagefind
@pytest.mark.browser
def test_results_lead_into_the_page(page, address):
    """A heading with what was sought is a link of its own."""
    page.goto(f"{address}?q=quill&category=Odd&year=2017")
    found(page, "Pages found: 1")

    link = page.get_by_role("link", name="Feather 7")
    assert link.get_attribute("href") == "/some/blog/2017/03/7/#feather-7"


@needs_pagefind
@pytest.mark.browser
def test_reader_narrows_and_sorts_with_the_keyboard(page, address):
    """Field, button, category, year and order follow each other."""
    page.goto(address)
    page.get_by_role("searchbox").fill("quill")
    found(page, "Pages found: 12")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")  # the first category
    found(page, "Pages found: 6")

    assert page.evaluate("document.activeElement.value") == "Even"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.wait_for_url("**sort=desc")
    page.get_by_role("link", name="Post 12").wait_for()

    assert titles(page) == [f"Post {n}" for n in range(12, 0, -2)]


@needs_pagefind
@pytest.mark.browser
def test_filter_alone_lists_its_pages(page, address):
    """Who wants all of a year need not think of a word."""
    page.goto(address)
    page.get_by_role("searchbox").focus()
    page.get_by_label("Year").locator("option").nth(1).wait_for(state="attached")
    page.get_by_label("Year").select_option("2012")
    found(page, "Pages found: 1")

    assert titles(page) == ["Post 2"]


@needs_pagefind
@pytest.mark.browser
def test_more_results_are_a_button_away(page, address):
    """The focus goes to the first of them."""
    page.goto(f"{address}?q=quill")
    found(page, "Pages found: 12")
    assert len(titles(page)) == 10
    page.get_by_role("button", name="More results").click()
    page.wait_for_function("document.activeElement.tagName == 'A'")

    assert len(titles(page)) == 12
    assert page.evaluate("document.activeElement.textContent") == titles(page)[10]
    assert not page.get_by_role("button", name="More results").is_visible()


@needs_pagefind
@pytest.mark.browser
def test_page_says_where_there_is_nothing_and_where_it_failed(page, address):
    """The reader never waits for what won't come."""
    page.goto(f"{address}?q=zzzz")
    found(page, "Nothing found.")
    page.route("**/_pagefind/**", lambda route: route.abort())
    page.goto(f"{address}?q=quill")
    found(page, "The search could not be loaded.")


@pytest.mark.browser
def test_sphinxs_search_is_loaded_with_the_first_question(page, site):
    """Its page is as quiet before, and finds what there is to be found."""
    built = site(FILES, blog_search="sphinx").build()
    urls = []
    page.on("request", lambda request: urls.append(request.url))
    with serve(built.out, "/some/blog/") as url:
        page.goto(f"{url}search/", wait_until="networkidle")
        assert not [u for u in urls if "searchindex" in u or "doctools" in u]
        page.get_by_role("searchbox").fill("sharpened")
        page.keyboard.press("Enter")
        link = page.locator("#search-results a").first
        link.wait_for()

        assert link.text_content() == "Quills & knives"
        page.locator("#search-results .context").first.wait_for()
        link.click()
        page.get_by_role("heading", name="Quills & knives").wait_for()
