"""Drafts are on the pages of a preview, marked, and nowhere else."""

from __future__ import annotations

import pytest

from conftest import post

FILES = {
    "public.md": post("Public.", title="Public", date="2025-03-01"),
    "draft.md": post("Secret.", title="Secret", date="2025-03-02", state="draft"),
    "undated.md": post("Thought.", title="Thought", date=None, state="draft"),
    "later.md": post("Later.", title="Later", date="2150-01-01"),
}
HELD_BACK = ["Secret", "Thought", "Later"]


@pytest.fixture
def preview(site):
    """Return a site that shows what is not published, and how it was built."""
    blog = site(FILES, blog_drafts=True)
    return blog, blog.build()


def titles(built):
    return [title.text for title in built.html().select(".p-name")]


def test_draft_is_listed_and_says_so(preview):
    """The author sees it where it will be."""
    _, built = preview
    assert {*HELD_BACK, "Public"} <= {title.strip() for title in titles(built)}
    page = built.html("2025/03/draft")
    assert page.select_one(".bt-draft").text == "Draft"
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    public = built.html("2025/03/public")
    assert not public.select(".bt-post-header .bt-draft, meta[name=robots]")


def marks(part):
    """Return the mark of each post that a part of a page links to, by its title."""
    found = {}
    for link in part.select("a"):
        item = link.find_parent(["li", "article"])
        mark = item and item.select_one("mark")
        title = "".join(link.find_all(string=True, recursive=False)).strip()
        found.setdefault(title, mark.text if mark else "")
    return found


MARKS = {"Later": "Scheduled", "Old": "Expired", "Thought": "Draft", "Public": ""}
SET = {
    name: {"date": date, "tags": "t", "series": "S", **more}
    for name, date, more in [
        ("Public", "2025-03-01", {}),
        ("Old", "2025-03-02", {"expires": "2025-04-01"}),
        ("Later", "2150-01-01", {}),
        ("Thought", None, {"state": "draft"}),
    ]
}


@pytest.fixture(scope="module")
def marked(module_site):
    """Return a preview with a post of each state, which are related."""
    files = {f"{n}.md": post("Word.", title=n, **more) for n, more in SET.items()}
    return module_site(files, blog_drafts=True, blog_search="sphinx").build()


@pytest.mark.parametrize(
    ("page", "part"),
    [
        ("archives", "main .h-feed"),
        ("tag/t", "main"),
        ("404.html", "nav[aria-labelledby=recent-posts]"),
        ("2025/03/Public", ".bt-series ol"),
    ],
)
def test_list_says_what_is_not_public(marked, page, part):
    """So that its author sees at once what readers will not."""
    found = marks(marked.html(page).select_one(part))

    assert MARKS.items() <= found.items()


def test_links_of_a_post_say_what_is_not_public(marked):
    """Older, newer and related posts, and the parts beside it in its series."""
    links = marks(marked.html("2025/03/Public").select_one(".bt-end"))

    assert {title: links[title] for title in links if title in MARKS} == {
        "Old": "Expired",
        "Later": "Scheduled",
        "Thought": "Draft",
    }


def test_search_says_what_is_not_public(marked):
    """The index has each title twice: of the page, and of its first heading."""
    index = marked.text("searchindex.js")
    titles = [f'"{title} ({mark})"' for title, mark in MARKS.items() if mark]

    assert [index.count(title) for title in titles] == [2, 2, 2]
    assert index.count('"Public"') == 2


def test_draft_without_a_date_shows_none(marked):
    """It was not posted, and not on the day of the build."""
    page = marked.html("archives")
    line = page.find("a", string="Thought").find_parent("li")

    assert not line.select("time")
    [address] = [a["href"] for a in line.select("a")]
    meta = marked.html(f"archives/{address}index.html").select_one(".bt-meta").text
    assert meta.split("·")[0].split() == ["Draft"]


def test_draft_without_a_date_is_the_newest_of_its_day(site, monkeypatch):
    """What is being written comes before what was published today."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")  # 15 January 2027, 8:00
    files = {
        "a.md": post(title="A", date="2027-01-15 07:00"),
        "b.md": post(title="B", date=None, state="draft"),
    }
    assert titles(site(files, blog_drafts=True).build())[1:] == ["B", "A"]


def test_category_of_drafts_alone_has_an_empty_feed(site):
    """Nobody's posts are no reason to stop."""
    secret = post("Secret.", title="Secret", state="draft", category="Tides")
    built = site({"public.md": FILES["public.md"], "s.md": secret}, blog_drafts=True)

    assert "Secret" in built.build().html("tides").get_text()


def test_draft_is_in_no_file_for_machines(preview):
    """Feeds keep what they once had, and search engines too."""
    _, built = preview
    files = [
        path
        for path in built.files()
        if path.endswith((".xml", ".json", ".txt", ".md")) and "_static" not in path
    ]
    assert "feed/rss.xml" in files
    for path in files:
        text = built.text(path)
        assert not [title for title in HELD_BACK if title in text], path
    assert not built.exists("2025/03/draft.md")


def test_build_after_a_preview_has_no_trace_of_drafts(preview):
    """The same folders, with the option and then without."""
    blog, _ = preview
    blog.configure(blog_drafts=False)
    built = blog.build()

    assert built.files() == blog.build(fresh=True).files()
    assert not [
        path
        for path, data in built.files().items()
        if any(title.encode() in data for title in HELD_BACK)
    ]


def test_post_is_no_draft_once_its_time_has_come(site, monkeypatch):
    """The clock takes the mark away, without an edit."""
    files = {"later.md": post(title="Later", date="2030-01-01")}
    blog = site(files, blog_drafts=True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    assert blog.build().html("2030/01/later").select(".bt-draft")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    built = blog.build()

    assert not built.html("2030/01/later").select(".bt-draft")
    assert built.exists("2030/01/later.md")


@pytest.mark.parametrize("shown", [False, True])
def test_fault_in_the_header_of_a_draft_is_told(site, shown):
    """Whether it is shown or not, and without a date too."""
    files = {"x.md": post(title="X", date="soon", state="draft")}
    site(files, blog_drafts=shown).build(warnings=["'soon'"])


def test_blog_has_no_post_yet(site):
    """Its pages need no toctree then either."""
    built = site({"about.md": "# About\n", "x.md": post(state="draft")}).build()

    assert built.exists("about")
