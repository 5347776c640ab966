"""An export of Blogger becomes a blog, in its older and its newer form."""

from __future__ import annotations

import shutil

import pytest

from conftest import ROOT
from sphinx_blogtheme.importers.engines import recognise
from sphinx_blogtheme.importers.exports import blogger

FOLDER = ROOT / "tests" / "sites" / "blogger"
EXPORT = FOLDER / "blog-03-01-2026.xml"
TAKEOUT = FOLDER / "takeout"

HEAD = (
    "<?xml version='1.0'?><feed xmlns='http://www.w3.org/2005/Atom'>"
    "<id>tag:blogger.com,1999:blog-1.archive</id>"
)
KIND = "<category term='http://schemas.google.com/blogger/2008/kind#post'/>"


def entry(*parts):
    """Return an entry of the older form that is a post."""
    return f"<entry>{KIND}{''.join(parts)}</entry>"


def read_feed(tmp_path, *entries):
    """Read an export of some entries."""
    path = tmp_path / "blog.xml"
    path.write_text(f"{HEAD}{''.join(entries)}</feed>", encoding="utf-8")
    return blogger.read_blog(path)


def told(notes):
    """Return notes as lines."""
    return [f"{note.source}: {note.message}" for note in notes]


def test_both_forms_are_recognised(tmp_path):
    """A file, the folder of Takeout and its archive say what they are."""
    archive = shutil.make_archive(str(tmp_path / "takeout"), "zip", TAKEOUT)

    assert [recognise(path) for path in (EXPORT, TAKEOUT, tmp_path / archive)] == [
        "blogger"
    ] * 3


def test_takeout_has_settings_and_pictures(tmp_path):
    """The table beside the feed has the time zone, the albums have the pictures."""
    archive = shutil.make_archive(str(tmp_path / "takeout"), "zip", TAKEOUT)

    for source in (TAKEOUT, tmp_path / archive):
        blog = blogger.read_blog(source)
        first = blog.documents[0]

        assert (blog.title, blog.settings["language"]) == ("Garden diary", "de")
        assert (first.urls, f"{first.facts.date:%d %H:%M %z}") == (
            ("/2024/02/leeks.html",),
            "01 00:30 +0100",
        )
        assert first.facts.description == "When to sow leeks"
        assert list(blog.files) == ["files/images/leeks.png"]
        assert "![](/images/leeks.png)" in first.body
        assert blog.files["files/images/leeks.png"].is_file()


def test_takeout_tells_what_is_left_out():
    """Drafts stay drafts, and the bin, comments and the look are named."""
    blog = blogger.read_blog(TAKEOUT)

    assert [d.facts.status.value for d in blog.documents] == ["published", "draft"]
    assert told(blog.skipped) == [
        f"{name}: {why}"
        for name, why in [
            (
                "Takeout/Blogger/Blogs/Garden/feed.atom: post 23 (Thrown away)",
                "is in the bin",
            ),
            (
                "comments (1 on 1 post)",
                "a server for comments has to take them over",
            ),
            ("theme-classic.html", "the look of the old blog, and the like"),
        ]
    ]


def test_links_within_the_blog_lead_to_the_new_one():
    """They may name any country's domain of Blogger, and pages of labels."""
    texts = [document.body for document in blogger.read_blog(EXPORT).documents]

    assert "[the first](/2012/01/first.html)" in texts[0]
    assert "[South](/tag/south/)" in texts[1]


def test_jump_break_ends_the_excerpt():
    """The anchor `more` is Blogger's mark for it."""
    assert "\n\n<!--more-->\n\n" in blogger.read_blog(EXPORT).documents[0].body


def test_post_without_an_address_is_not_published(tmp_path):
    """Only what readers could see is published, and what is not says why."""
    published = "<published>2020-01-02T03:04:05Z</published><title>A</title>"
    blog = read_feed(
        tmp_path,
        entry(published),
        entry(
            published,
            "<link rel='alternate' href='https://a.example/2020/01/a.html'/>",
            "<control><draft>yes</draft></control>",
        ),
        entry("<link rel='alternate' href='https://a.example/2020/01/b.html'/>"),
    )

    assert {d.facts.status.value for d in blog.documents} == {"draft"}
    assert {d.urls for d in blog.documents} == {()}
    assert len(blog.warnings) == 2


def test_private_blog_is_named(tmp_path):
    """What a few could read would be for all."""
    setting = (
        "<entry><id>tag:blogger.com,1999:blog-1.settings.BLOG_READ_ACCESS_MODE</id>"
        f"{KIND.replace('#post', '#settings')}<content>PRIVATE</content></entry>"
    )
    blog = read_feed(tmp_path, setting, entry("<title>A</title>"))

    assert any("could be read by some only" in note.message for note in blog.warnings)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text[:4000], "line 8"),
        (lambda text: text.replace("?><", "?><!DOCTYPE feed><", 1), "document type"),
    ],
)
def test_faulty_feed_is_one_error(tmp_path, change, message):
    """What comes before the fault is imported."""
    path = tmp_path / "blog.xml"
    path.write_text(change(EXPORT.read_text(encoding="utf-8")), encoding="utf-8")

    blog = blogger.read_blog(path)

    assert [message in note.message for note in blog.errors] == [True]
