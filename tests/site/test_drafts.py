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
    assert not built.html("2025/03/public").select(".bt-draft, meta[name=robots]")


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
