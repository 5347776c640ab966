"""A JSON Feed becomes a blog, as micro.blog's archive or alone."""

from __future__ import annotations

import json
import shutil

import pytest

from conftest import ROOT
from sphinx_blogtheme.importers.engines import recognise
from sphinx_blogtheme.importers.exports import jsonfeed

EXPORT = ROOT / "tests" / "sites" / "jsonfeed" / "export"


def read_items(tmp_path, *items, **values):
    """Read a feed without an archive."""
    path = tmp_path / "feed.json"
    feed = {"version": "https://jsonfeed.org/version/1", "items": items, **values}
    path.write_text(json.dumps(feed), encoding="utf-8")
    return jsonfeed.read_blog(path)


def test_feed_folder_and_archive_are_recognised(tmp_path):
    """The archive of micro.blog has a suffix of its own."""
    archive = shutil.make_archive(str(tmp_path / "small"), "zip", EXPORT)
    archive = (tmp_path / archive).rename(tmp_path / "small.bar")
    sources = (EXPORT, EXPORT / "feed.json", archive)

    assert [recognise(path) for path in sources] == ["jsonfeed"] * 3
    assert [len(jsonfeed.read_blog(path).documents) for path in sources] == [3] * 3


def test_archive_has_the_sources_of_the_texts():
    """They are Markdown, of which only the URLs change, and not in code."""
    blog = jsonfeed.read_blog(EXPORT)

    assert [document.body for document in blog.documents] == [
        "Rain, again. ![](/uploads/2024/rain.png)\n",
        (
            "Fog is a `![](uploads/x.png)` cloud.\n\n"
            "See [the rain](/2024/03/02/082900.html).\n"
        ),
        "Later.\n",
    ]
    assert list(blog.files) == ["files/uploads/2024/rain.png"]
    assert [note.source for note in blog.skipped] == ["index.html"]


def test_post_without_a_title_is_a_note():
    """Its URL stays, and no title is made of it."""
    note = jsonfeed.read_blog(EXPORT).documents[0]

    assert (note.facts.title, note.facts.kind) == (None, "note")
    assert note.urls == ("https://small.example.org/2024/03/02/082900.html",)


@pytest.mark.parametrize(
    "item",
    [{"_x": {"is_draft": True}}, {"draft": True}, {"_x": {"status": "draft"}}, {}],
)
def test_draft_stays_a_draft(tmp_path, item):
    """Feeds have no drafts, but extensions of them do; without a date none is public."""
    blog = read_items(tmp_path, {"id": "1", "content_html": "x", **item})

    assert blog.documents[0].facts.status.value == "draft"


def test_feed_alone_has_html_or_plain_text(tmp_path):
    """Plain text is not taken for Markdown."""
    date = {"date_published": "2024-01-02T03:04:05Z"}
    blog = read_items(
        tmp_path,
        {"id": "1", "content_html": "<b>x</b>", "content_text": "x", **date},
        {
            "id": "2",
            "content_text": "*x*",
            "external_url": "https://x.example/",
            **date,
        },
        {"id": "2", "content_text": "again", **date},
        {
            "id": "3",
            "attachments": [
                {"url": "https://x.example/a.mp3", "mime_type": "audio/mpeg"}
            ],
            **date,
        },
        "odd",
        author={"name": "Ann"},
        next_url="https://a.example/2.json",
    )

    assert [d.body for d in blog.documents] == [
        "**x**\n",
        "\\*x\\*\n",
        '\n<audio controls preload="none" src="https://x.example/a.mp3"></audio>\n',
    ]
    assert blog.documents[1].facts.link == "https://x.example/"
    assert blog.documents[0].facts.authors == ("Ann",)
    assert [len(blog.skipped), len(blog.errors), len(blog.warnings)] == [1, 1, 1]


@pytest.mark.parametrize("text", ['"version": "https://jsonfeed.org/version/1"', "{]"])
def test_faulty_feed_is_one_error(tmp_path, text):
    """It says where it ends."""
    path = tmp_path / "feed.json"
    path.write_text(f"{{{text}", encoding="utf-8")

    if jsonfeed.recognises(path):
        assert [n.message[:6] for n in jsonfeed.read_blog(path).errors] == ["line 1"]


def test_footnotes_of_a_feed_are_footnotes(tmp_path):
    """Their links have the whole URL of the page, so that feed readers follow them."""
    page = "https://a.example/x/"
    html = (
        f'<p>a<sup><a id="r1" href="{page}#f1">1</a></sup></p>'
        f'<ol class="footnotes"><li id="f1">b <a href="{page}#r1">↩</a></li></ol>'
    )
    blog = read_items(tmp_path, {"id": "1", "url": page, "content_html": html})

    assert blog.documents[0].body == "a[^1]\n\n[^1]: b\n"
