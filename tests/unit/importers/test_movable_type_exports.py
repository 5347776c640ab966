"""A text export of Movable Type, or of services with its format, becomes a blog."""

from __future__ import annotations

import pytest

from conftest import ROOT
from sphinx_blogtheme.importers.engines import recognise
from sphinx_blogtheme.importers.exports import movabletype

EXPORT = ROOT / "tests" / "sites" / "movabletype" / "blog.txt"


def read_text(tmp_path, text, **options):
    """Read an export of one or more entries."""
    path = tmp_path / "export.txt"
    data = text if isinstance(text, bytes) else text.encode()
    path.write_bytes(data)
    return movabletype.read_blog(path, **options)


def entry(*lines, body="<p>x</p>"):
    """Return an entry with some keys besides its title and date."""
    keys = "".join(f"{line}\n" for line in lines)
    return f"TITLE: A\nDATE: 01/02/2020 03:04:05\n{keys}-----\nBODY:\n{body}\n-----\n"


def test_text_is_recognised(tmp_path):
    """Other texts with lines of hyphens are none."""
    (tmp_path / "notes.txt").write_text("TITLE: a\n-----\nBODY of it\n", "utf-8")

    assert recognise(EXPORT) == recognise(EXPORT.parent) == "movabletype"
    assert recognise(tmp_path / "notes.txt") == "dump"


def test_parts_of_an_entry_are_those_of_the_post():
    """The extended body follows the mark at which the excerpt ends."""
    first, second, third = movabletype.read_blog(EXPORT).documents

    assert first.body == (
        "Two **kinds** of clay,\\\nboth grey.\n\n```\na\n-----\nb\n```\n\n"
        "Fired at 1200.\n\n<!--more-->\n\nThe rest of it.\n"
    )
    assert second.body == 'It *turns*.\n\n    raw = "*"\n'
    assert (first.facts.categories, first.facts.tags, first.facts.summary) == (
        ("Pots", "Kilns"),
        ("blue", "ash, wood"),
        "On clay.",
    )
    assert third.facts.status.value == "draft"


def test_comments_and_trackbacks_are_counted():
    """They are no part of the text."""
    notes = movabletype.read_blog(EXPORT).skipped

    assert [note.source for note in notes] == [
        "comments (1 on 1 post)",
        "trackbacks (1)",
    ]


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("03/25/2015 12:05:00 AM", 0),
        ("03/25/2015 12:05:00 PM", 12),
        ("03/25/2015 01:05:00 PM", 13),
        ("03/25/2015 23:05:00", 23),
        ("3/25/2015 9:05", 9),
    ],
)
def test_dates_are_american(tmp_path, written, hour):
    """The month comes first, and hours are of either clock."""
    text = entry().replace("01/02/2020 03:04:05", written)
    date = read_text(tmp_path, text).documents[0].facts.date

    assert (date.month, date.day, date.hour) == (3, 25, hour)


def test_url_is_the_given_or_the_default(tmp_path):
    """TypePad writes it; Movable Type's default is a guess that the report names."""
    text = entry("STATUS: Publish", "BASENAME: my_a") + "--------\n"
    text += entry("STATUS: Publish", "UNIQUE URL: http://r.example/b/2020/01/a.html")
    blog = read_text(tmp_path, text)

    assert [d.urls for d in blog.documents] == [
        ("/2020/01/my-a.html",),
        ("http://r.example/b/2020/01/a.html",),
    ]
    assert blog.base_url == "http://r.example/"
    assert [note.source for note in blog.warnings] == ["old URLs of 1 post"]


def test_hatena_blog_has_its_own_urls(tmp_path):
    """Its links of keywords are words, and its cards are links."""
    body = (
        '<p><a class="keyword" href="http://d.hatena.ne.jp/keyword/X">X</a> is '
        '<iframe src="//hatenablog-parts.com/embed?url=u" class="embed-card">'
        '<a href="https://x.example/">Xs</a></iframe>'
        '<cite class="hatena-citation"><a href="https://x.example/">x.example</a></cite>'
        "</p>"
    )
    keys = ("STATUS: Publish", "BASENAME: 2020/01/02/030405", "CONVERT BREAKS: 0")
    blog = read_text(tmp_path, entry(*keys, body=body))

    assert blog.engine == "Hatena Blog"
    assert blog.documents[0].urls == ("/entry/2020/01/02/030405",)
    assert blog.documents[0].body == "X is [Xs](https://x.example/)\n"


@pytest.mark.parametrize("status", ["Draft", "Review", "", "Secret"])
def test_only_what_was_public_is_published(tmp_path, status):
    """An unknown status is a draft, with a warning."""
    blog = read_text(tmp_path, entry(f"STATUS: {status}"))

    assert blog.documents[0].facts.status.value == "draft"
    assert len(blog.warnings) == (status in ("", "Secret"))


def test_other_encoding_is_named(tmp_path):
    """Old exports are in that of the server."""
    text = entry("STATUS: Publish", body="<p>caf\xe9</p>").encode("cp1252")
    blog = read_text(tmp_path, text)

    assert blog.documents[0].body == "café\n"
    assert ["Windows-1252" in note.message for note in blog.warnings] == [True]


def test_format_that_is_not_read_is_named(tmp_path):
    """The signs of Textile stay in the text."""
    blog = read_text(tmp_path, entry("STATUS: Publish", "CONVERT BREAKS: textile_2"))

    assert ["'textile_2'" in note.message for note in blog.warnings] == [True]
