"""Which files are posts, where each of them goes, and which are not public yet."""

from __future__ import annotations

import json
import tempfile
import zlib
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import make_site, post

WORD = "xyzzy"
"""A word that is in a post's title, slug, date's year, text and terms only."""

HIDDEN = {
    "title": "Xyzzytitle",
    "slug": "xyzzyslug",
    "description": "Xyzzydescription",
    "categories": "xyzzycategory",
    "tags": "xyzzytag",
    "author": "Xyzzyauthor",
}
HIDDEN_BODY = (
    "Xyzzyintro\n\n## Xyzzyheading\n\n(xyzzylabel)=\n\n<!--more-->\n\nxyzzybody\n"
)


def places_of(built, word=WORD):
    """Return the output files that hold a word, in their name or their content."""
    found = set()
    for name, data in built.files().items():
        text = (
            zlib.decompress(data.split(b"\n", 4)[4]) if name == "objects.inv" else data
        )
        if word in name.lower() or word.encode() in text.lower():
            found.add(name)
    return found


@pytest.mark.parametrize(
    "path", ["x.md", "posts/x.md", "posts/1999/12/x.md", "a/x/index.md", "Deep/é/x.md"]
)
def test_permalink_does_not_depend_on_where_the_file_lies(site, path):
    """A post is at the year, month and slug of its header, or of its file."""
    built = site({path: post(date="2025-03-01")}).build()

    assert built.html("2025/03/x").h1.get_text() == "Post"


def test_slug_of_the_header_wins(site):
    """Renaming a file does not change a URL that the header names."""
    built = site({"posts/file-name.md": post(slug="my-slug")}).build()

    assert built.exists("2025/03/my-slug/index.html")
    assert not built.exists("2025/03/file-name")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("/{slug}/", "x"),
        ("/blog/{year}-{month}-{day}/{slug}/", "blog/2025-03-01/x"),
        ("/{year}/{slug}", "2025/x"),
    ],
)
def test_pattern_decides_the_permalink(site, pattern, expected):
    """The URLs of an older blog can be kept."""
    built = site({"x.md": post()}, blog_permalink=pattern).build()

    page = built.html(expected)
    assert page.select_one("link[rel=canonical]")["href"] == (
        f"https://example.org/{expected}/"
    )


def test_title_comes_from_the_first_heading(site):
    """A post without a title in its header has its heading's, and shows it once."""
    built = site({"x.md": post("# From the heading\n\nText.\n", title=None)}).build()

    page = built.html("2025/03/x")
    assert [h1.get_text() for h1 in page.select("h1")] == ["From the heading"]
    assert page.select_one(".e-content").get_text(strip=True) == "Text."
    assert page.title.get_text() == "From the heading — Test blog"


def test_title_comes_from_the_slug_at_last(site):
    """An article with neither title nor heading is called after its file."""
    built = site({"my-first-post.md": post(title=None, kind="article")}).build()

    assert built.html("2025/03/my-first-post").h1.get_text() == "My first post"


@pytest.mark.parametrize("header", ["", "---\nblogpost: true\n---\n"])
def test_date_comes_from_the_name_of_the_file(site, header):
    """Other engines' ``2024-05-06-x.md`` are posts of that day where a post is meant."""
    source = f"{header}# Title\n\nText.\n"
    conf = {} if header else {"blog_post_pattern": "posts/*"}
    built = site({"posts/2024-05-06-x.md": source}, **conf).build()

    time = built.html("2024/05/x").select_one("time.dt-published")
    assert time["datetime"] == "2024-05-06T00:00:00+00:00"


@pytest.mark.parametrize(
    ("date", "warning"),
    [
        ("soon", "x.md:3: WARNING: date: 'soon'"),
        ("03/04/2025", "x.md:3: WARNING: date: '03/04/2025'"),
        (None, "x.md:1: WARNING: a post needs a date"),
    ],
)
def test_post_without_a_readable_date_is_held_back(site, date, warning):
    """It is not published under a wrong date; one warning says where and why."""
    source = post(**HIDDEN, date=date, blogpost="true", body=HIDDEN_BODY)
    built = site({"posts/x.md": source}).build(warnings=[warning])

    assert "held back as a draft" in built.warnings[0]
    assert places_of(built) == set()


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025-03-31T23:30:00", "2025-03-31T23:30:00+09:00"),
        ("2025-03-31T23:30:00-05:00", "2025-03-31T23:30:00-05:00"),
    ],
)
def test_date_is_shown_as_it_is_written(site, date, expected):
    """The site's time zone is that of dates which name none."""
    built = site({"x.md": post(date=date)}, blog_timezone="Asia/Tokyo").build()

    time = built.html("2025/03/x").select_one("time.dt-published")
    assert (time["datetime"], time.get_text()) == (expected, "31 March 2025")


@pytest.mark.parametrize("theme", ["sphinx_blogtheme", "alabaster"])
@pytest.mark.parametrize("header", [{"state": "draft"}, {"date": "2030-01-01"}])
def test_what_is_not_public_is_in_no_file(site, monkeypatch, theme, header):
    """Neither a draft nor a post of the future leaves a trace, not even its name."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893455999")  # one second before 2030
    files = {
        "posts/xyzzyfile.md": post(HIDDEN_BODY, **{**HIDDEN, **header}),
        "posts/public.md": post(),
    }
    built = site(files, html_theme=theme, html_copy_source=True).build()

    assert built.exists("2025/03/public/index.html")
    assert places_of(built) == set()


def test_post_of_the_future_is_published_when_its_time_has_come(site, monkeypatch):
    """The clock of the build, or ``SOURCE_DATE_EPOCH``, decides."""
    blog = site({"x.md": post(date="2030-01-01")})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893455999")
    assert not blog.build().exists("2030/01/x")

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1893456000")
    assert blog.build().exists("2030/01/x/index.html")


def test_draft_page_is_not_public_either(site):
    """``state: draft`` holds back any page, not only posts."""
    built = site({"xyzzy.md": "---\nstate: draft\n---\n# Xyzzy\n"}).build()

    assert places_of(built) == set()


def test_unlisted_post_is_at_its_urls_only(site):
    """``index: false`` is for pages that are linked by hand, such as ``about``."""
    header = {**HIDDEN, "index": "false"}
    built = site(
        {"about.md": post(HIDDEN_BODY, **header), "other.md": post(date="2025-03-02")}
    ).build()

    assert places_of(built) == {
        "2025/03/xyzzyslug/index.html",
        "xyzzyslug/index.html",
    }
    assert built.html("2025/03/other").select(".bt-older-newer") == []


def test_standing_page_shows_the_newest_version(site):
    """``/about/`` is the last of several unlisted posts with that slug."""
    about = {"slug": "about", "index": "false"}
    built = site(
        {
            "a.md": post("Old.\n", date="2020-01-01", **about),
            "b.md": post("New.\n", date="2024-01-01", **about),
        }
    ).build()

    text = [
        built.html(name).select_one(".e-content").get_text(strip=True)
        for name in ("about", "2024/01/about", "2020/01/about")
    ]
    assert text == ["New.", "New.", "Old."]


@pytest.mark.parametrize(
    ("files", "conf", "names", "url"),
    [
        pytest.param(
            {"a/x.md": post(), "b/x.md": post()},
            {},
            ("a/x.md", "b/x.md"),
            "2025/03/x",
            id="two posts",
        ),
        pytest.param(
            {"a/X.md": post(), "b/x.md": post()},
            {},
            ("a/X.md", "b/x.md"),
            "2025/03/X",
            id="two posts that differ in case",
        ),
        pytest.param(
            {"a/x.md": post(slug="page"), "page.md": "---\norphan:\n---\n# Page\n"},
            {"blog_permalink": "/{slug}/"},
            ("x.md", "page.md"),
            "page",
            id="post and page",
        ),
        pytest.param(
            {
                "x.md": post(categories="python"),
                "python.md": "---\norphan:\n---\n# Py\n",
            },
            {},
            ("category 'Python'", "python.md"),
            "python",
            id="category and page",
        ),
        pytest.param(
            {"x.md": post(categories="archives")},
            {},
            ("category 'Archives'", "'archives'"),
            "archives",
            id="category and archives",
        ),
        pytest.param(
            {"x.md": post(categories="'2025'")},
            {},
            ("'2025'", "category '2025'"),
            "2025",
            id="category and year",
        ),
        pytest.param(
            {"x.md": post(categories="index")},
            {},
            ("category 'Index'", "'index'"),
            "",
            id="category and front page",
        ),
        pytest.param(
            {"x.md": post(categories="search")},
            {},
            ("category 'Search'", "search"),
            "search",
            id="category and search",
        ),
        pytest.param(
            {"x.md": post(categories="llms.txt")},
            {},
            ("a page", "the file llms.txt"),
            "llms.txt",
            id="category and file",
        ),
        pytest.param(
            {"x.md": post(slug="search")},
            {"blog_permalink": "/{slug}/"},
            ("x.md", "search"),
            "search",
            id="post and search",
        ),
    ],
)
def test_two_claims_to_one_url_are_an_error_that_names_both(
    site, files, conf, names, url
):
    """One of them is published, and the rest of the site is built."""
    files = {**files, "other.md": post(date="2024-01-01")}
    built = site(files, **conf).build(warnings=["claim the URL"])

    for name in names:
        assert name in built.warnings[0]
    assert built.exists(f"{url}/index.html".lstrip("/"))
    assert list(built.out.rglob("other/index.html"))
    assert built.html("").select(".h-entry")


def test_collision_can_be_silenced(site):
    """The owner of a site can decide that a collision is meant."""
    site(
        {"a/x.md": post(), "b/x.md": post()}, suppress_warnings=["blogtheme.permalink"]
    ).build()


def test_slug_that_is_no_part_of_a_url_is_changed(site):
    """What it became is a warning at its line."""
    warning = "x.md:4: WARNING: the slug 'My post!' cannot be part of a URL"
    built = site({"x.md": post(slug="My post!")}).build(warnings=[warning])

    assert "using 'My-post'" in built.warnings[0]
    assert built.exists("2025/03/My-post/index.html")


slugs = st.one_of(
    st.text(min_size=1, max_size=40),
    st.lists(
        st.sampled_from(
            [
                "..",
                "/",
                "\\",
                "_static",
                ".",
                "%2e",
                "~",
                "\u202e",
                "a",
                "\0",
                "CON",
                ":",
            ]
        ),
        min_size=1,
        max_size=8,
    ).map("".join),
)


@settings(max_examples=15)
@given(names=st.lists(slugs, min_size=6, max_size=6))
@example(names=["../../evil", "/etc/evil", "_static", "..", ".", "\\..\\evil"])
@example(names=["a/../../../../evil", "C:\\evil", "//evil", "%2e%2e/", "\u2024.", "_"])
@example(names=["index", "feed", "sitemap.xml", "index.html", "x" * 300, "é" * 200])
def test_nothing_is_written_outside_the_output(names):
    """Whatever a header says, a post is a page below the folder of its month."""
    with tempfile.TemporaryDirectory() as folder:
        files = {
            f"{number}.md": post(
                slug=json.dumps(name), categories=json.dumps([name]), tags=name[:0]
            )
            for number, name in enumerate(names)
        }
        made = make_site(Path(folder) / "site", files)
        before = {path for path in Path(folder).rglob("*") if path.is_file()}
        built = made.build(warnings=None)

        outside = {
            path
            for path in Path(folder).rglob("*")
            if path.is_file() and not path.is_relative_to(made.outputs)
        }
        pages = {path.parent for path in built.out.glob("2025/03/*/index.html")}
        assert outside == before
        assert {path.parent for path in made.outputs.iterdir()} == {made.outputs}
        assert 1 <= len(pages) <= len(names)
        assert set((built.out / "_static").glob("**/index.html")) == set()
