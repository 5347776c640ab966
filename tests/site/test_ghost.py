"""A blog of Ghost is what it was, once it is built."""

from __future__ import annotations

import pytest
from imported import SITES, build_import

from sphinx_blogtheme.importers.exports import ghost

FOLDER = SITES / "ghost"
EXPORT = FOLDER / "export.json"


@pytest.fixture(scope="module")
def imported(module_site):
    lost = "image file not readable: content/images/2020/01/lost.png"
    return build_import(module_site, ghost.read_blog(EXPORT), warnings=[lost])


def test_posts_keep_their_urls(imported):
    """Posts and pages are at the root, as with Ghost."""
    paths = ("peas", "beans", "about", "lexical", "etc-passwd")

    assert [path for path in paths if not imported.built.exists(path)] == []


@pytest.mark.parametrize("path", ["half", "next-century", "friends", "letter"])
def test_what_was_hidden_stays_so(imported, path):
    """No draft, scheduled or members' post, and no newsletter, is on the site."""
    texts = imported.built.files().values()

    assert not imported.built.exists(path)
    assert not any(f"/{path}/".encode() in data for data in texts)


def test_header_has_what_ghost_knew(imported):
    """The primary tag is the category; dates are by the site's clock."""
    header = imported.texts["posts/2024/06/peas.md"].split("---\n")[1]

    assert header.splitlines() == [
        """title: 'Peas: a "how to"'""",
        "slug: peas",
        "date: 2024-06-01 00:30:00+02:00",
        "categories: [Crops]",
        "tags: [Spring]",
        "author: [Rosa Root, Gus Green]",
        "description: How to sow peas.",
        "summary: Sow early.",
        "image: /content/images/2024/05/garden.png",
        "image_alt: A bed of peas",
        'image_caption: "*May*"',
        "canonical_url: https://example.org/first/",
        "featured: true",
    ]


@pytest.mark.parametrize(
    ("page", "selector", "text"),
    [
        ("peas", "a[href$='/beans/']", "beans"),
        ("peas", "aside.footnote", "So says the packet."),
        ("peas", "figure:has(img[alt='A bed']) figcaption", "The bed in May"),
        ("peas", ".highlight-python pre", 'sow("peas")'),
        ("peas", "a[href='https://example.org/peas']", "All peas"),
        ("peas", ".admonition", "Water early."),
        ("peas", "details i, details em", "frost"),
        ("peas", "td", "March"),
        ("beans", "article em", "climb"),
        ("lexical", "article p", "Kept *words*."),
        ("etc-passwd", "article", "<script>alert(1)</script> {{ page.title }}"),
    ],
)
def test_text_reads_as_before(imported, page, selector, text):
    """Cards come out as readers saw them, and Markdown as the author wrote it."""
    found = imported.built.html(page).select(selector)

    assert any(text in element.get_text() for element in found)


def test_player_waits_for_a_click(imported):
    """An embedded film becomes a player that asks nobody before."""
    assert imported.built.html("peas").select("article iframe[srcdoc][title='A film']")


def test_report_names_what_is_not_imported(imported):
    """Nothing is lost without a word."""
    told = imported.told("skipped") | imported.told("warnings")
    parts = ("#wide", "post p5", "post p6", "post p7", "post p8", "post p9", "lost.png")

    assert len(told) == len(parts)
    assert [part for part in parts if not any(part in key for key in told)] == []
