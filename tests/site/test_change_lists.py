"""The page of change notes, and notes that differ from the usual."""

from __future__ import annotations

import feedparser
import pytest

from conftest import assert_warnings, post

BASE = "https://example.org/blog/"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Set the clock of the builds to 15 June 2025."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1750000000")


def test_blog_without_notes_has_no_page_of_them(site):
    """Nor a feed; a menu may name it all the same."""
    built = site(
        {"a.md": post(title="A")}, html_baseurl=BASE, blog_menu=["changes"]
    ).build()

    assert not built.exists("changes")


def test_many_notes_have_several_pages(site):
    """Fifty on each, with the pager; the feed has the newest."""
    notes = "".join(
        f"\n  - 2024-{m:02}-{d:02}: Note." for m in range(1, 7) for d in range(1, 11)
    )
    built = site({"a.md": post(title="A", changes=notes)}, html_baseurl=BASE).build()

    assert len(built.html("changes").select(".bt-line")) == 50
    second = built.html("changes/page/2")
    assert len(second.select(".bt-line")) == 10
    assert second.h1.get_text() == "Changes, page 2"
    assert second.select_one(".bt-newer")["href"] == "../../"
    assert second.select_one("link[rel=alternate]")["href"] == "../../feed/rss.xml"
    assert len(feedparser.parse(built.text("changes/feed/atom.xml")).entries) == 10


UPDATED = """\
Title of it
===========

.. post:: 2025-02-03

Text.

.. update:: 2025-04-04

   Something *new*, and a_name.

.. update:: 2025-06-20

   Not known yet.
"""


def test_update_directive_is_a_note(site, monkeypatch):
    """It stands in the text, where the list leads; one of the future is held back."""
    blog = site({"it.rst": UPDATED, "two.md": post(title="Two")}, html_baseurl=BASE)
    built = blog.build()
    page = built.html("it")

    assert [node["id"] for node in page.select(".update")] == ["changed-2025-04-04"]
    assert page.select(".bt-changes") == []
    assert page.select_one(".dt-updated")["datetime"].startswith("2025-04-04")
    (line,) = built.html("changes").select(".bt-line")
    assert line.a["href"] == "../it/#changed-2025-04-04"
    assert line.p.get_text() == "Something new, and a_name."
    assert not built.exists("it.rst")
    assert built.exists("2025/03/two.md")
    kept = [f for f in blog.outputs.rglob("*") if f.is_file()]
    assert [f for f in kept if b"Not known yet" in f.read_bytes()] == []

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1751000000")
    built = blog.build()
    assert len(built.html("it").select(".update")) == 2
    assert "Not known yet." in built.html("changes").get_text()
    assert built.exists("it.rst")


def test_dead_link_in_a_note_is_one_warning(site):
    """In each build; it names the line of the header."""
    text = "---\ndate: 2025-03-01\nchanges:\n  - 2025-04-01: See [x](/no/such/).\n---\nText.\n"
    blog = site({"posts/a.md": text}, html_baseurl=BASE)

    for _ in range(2):
        built = blog.build(warnings=None)
        assert_warnings(built.warnings, ["a.md:4: WARNING: dead link to '/no/such/'"])


def test_note_of_a_guest_can_do_nothing(site):
    """It has no HTML, no images and no scripts, in any feed either."""
    note = (
        "<b onclick=x>a</b> ![i](https://x.example/i.png) [j](javascript:alert%281%29)"
    )
    built = site(
        {"a.md": post(changes=f"{{2025-04-01: '{note}'}}")}, html_baseurl=BASE
    ).build()

    for page in (
        built.html("2025/03/a").select_one(".bt-changes"),
        built.html("changes").main,
    ):
        assert page.select("b, img, [href^=javascript], [onclick]") == []
    assert "<b onclick" not in built.text("changes/feed/atom.xml")


@pytest.mark.parametrize(
    "files",
    [
        {"changes.md": "# Our changes\n"},
        {"posts/b.md": post(title="B", categories="changes")},
        {"posts/b.md": post(title="B", aliases="/changes/")},
        {"files/changes/index.html": "<p>Ours</p>"},
    ],
    ids=["page", "category", "alias", "file"],
)
def test_page_of_notes_gives_way_to_what_stands_there(site, files):
    """Old URLs stay what they were; the option names another place."""
    noted = {"posts/a.md": post(title="A", changes="{2025-04-01: Note.}"), **files}
    blog = site(noted, html_baseurl=BASE)
    built = blog.build()

    assert "Note." not in built.text("changes/index.html")
    assert built.html("2025/03/a").select(".bt-changes > p a") == []
    blog.configure(blog_changes_page="log/changes")
    built = blog.build()
    assert "Note." in built.html("log/changes").get_text()
    assert built.exists("log/changes/feed/atom.xml")


@pytest.mark.parametrize("upwards", [True, False])
def test_new_note_of_a_day_leaves_the_older_ones_ids(site, upwards):
    """Feed readers show it alone, whether notes are added at the top or at the end."""
    notes = ["2025-04-02: First.", "2025-04-02: Second."]
    written = ["2025-04-01: Before.", *notes]

    def built(lines):
        ordered = lines if upwards else lines[::-1]
        changes = "".join(f"\n  - '{line}'" for line in ordered)
        page = site({"a.md": post(changes=changes)}).build().html("2025/03/a")
        return page.select(".bt-changes li")

    ids = {item.span.get_text(): item["id"] for item in built(written)}
    assert ids["First."] == "changed-2025-04-02"
    assert ids["Second."] == "changed-2025-04-02-2"
