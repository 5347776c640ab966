"""An export of Substack becomes a blog."""

from __future__ import annotations

import shutil

import pytest

from conftest import ROOT
from sphinx_blogtheme.importers.engines import recognise
from sphinx_blogtheme.importers.exports import substack
from sphinx_blogtheme.importers.exports.substack_html import read_substack

EXPORT = ROOT / "tests" / "sites" / "substack" / "export"


@pytest.fixture(scope="module")
def blog():
    return substack.read_blog(EXPORT)


def test_table_folder_and_archive_are_recognised(tmp_path):
    """Any of them leads to the same posts."""
    archive = shutil.make_archive(str(tmp_path / "substack"), "zip", EXPORT)

    sources = (EXPORT, EXPORT / "posts.csv", tmp_path / archive)

    assert [recognise(path) for path in sources] == ["substack"] * 3
    assert [len(substack.read_blog(path).documents) for path in sources] == [5] * 3


def test_only_what_was_for_everyone_is_published(blog):
    """Drafts and posts for paying readers stay hidden."""
    hidden = {d.facts.slug for d in blog.documents if d.facts.status.value == "draft"}

    assert hidden == {"half", "paid"}
    assert [d.page for d in blog.documents if d.facts.slug == "about"] == [True]


def test_address_is_that_of_the_buttons(blog):
    """The table lacks it; the buttons lead to the publication."""
    assert blog.base_url == "https://kitchen.example.org/"
    assert blog.documents[0].urls == ("/p/salt",)


def test_text_is_without_widgets(blog):
    """Footnotes, figures, players and formulas are those of the blog."""
    url = "https://substack-post-media.s3.amazonaws.com/public/images/5a17_800x600.png"

    assert blog.documents[0].body == (
        "Salt is *old*[^1].\n\n"
        f'```{{figure}} {url}\n:alt: "A heap"\n\nA heap of it\n```\n\n'
        "> Take a pinch.\n\n"
        "```{embed} https://www.youtube.com/watch?v=abcdefghijk\n```\n\n"
        "$$x_1 + y_2$$\n\n"
        "More in [the talk](/p/talk).\n\n"
        "[^1]: Older than {bread}.\n"
    )


def test_podcast_has_its_player(blog):
    """The sound stays where it is."""
    assert blog.documents[1].body == (
        '<audio controls preload="none"'
        ' src="https://api.substack.com/feed/podcast/1002/abc.mp3"></audio>\n\n'
        "We spoke of pepper.\n"
    )


def test_report_names_what_is_left_out(blog):
    """Widgets are counted for each post, and readers' data is never copied."""
    assert [note.message.partition(",")[0] for note in blog.warnings[:3]] == [
        "has a subscription widget",
        "has a button",
        "has a native-video-embed",
    ]
    assert [note.source for note in blog.skipped] == [
        "posts.csv: post 1006.later (untitled)",
        "2 tables",
    ]
    assert blog.files == {}


EMBEDS = [
    (
        (
            '<div class="image-gallery-embed" data-attrs=\'{"gallery": {"images": '
            '[{"src": "https://a.example/1.png"}], "caption": "C"}}\'></div>'
        ),
        '<div><p><img alt="" src="https://a.example/1.png"/></p><p><em>C</em></p></div>',
    ),
    (
        (
            '<div class="tweet" data-attrs=\'{"url": "https://x.example/1", "full_text": '
            '"Hi", "name": "Ada", "username": "ada"}\'><a>noise</a></div>'
        ),
        (
            '<blockquote><p>Hi</p><p>— <a href="https://x.example/1">Ada (@ada)</a></p>'
            "</blockquote>"
        ),
    ),
    (
        (
            '<div class="embedded-post-wrap" data-attrs=\'{"url": "https://b.example/p/x",'
            ' "title": "X"}\'><p>noise</p></div>'
        ),
        '<p><a href="https://b.example/p/x">X</a></p>',
    ),
    (
        (
            '<p>By <span class="mention-wrap" data-attrs=\'{"name": "Ada", "url": null}\'>'
            "</span>.</p>"
        ),
        "<p>By <span>Ada</span>.</p>",
    ),
    ('<div class="digest" data-attrs="[]"><p>kept</p></div>', None),
    ('<div class="poll-embed" data-attrs="{}">?</div>', ""),
]


@pytest.mark.parametrize(("html", "expected"), EMBEDS)
def test_embed_is_what_it_shows(html, expected):
    """What a script would draw is in the attributes; faulty ones are no crash."""
    made, _ = read_substack(html)

    assert made == expected or (expected is None and "<p>kept</p>" in made)
