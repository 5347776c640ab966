"""An export of WordPress becomes a blog: posts, pages, dates, terms, files, URLs."""

from __future__ import annotations

import pytest
from imported import SITES, build_import

from sphinx_blogtheme.importers.exports import wordpress

FOLDER = SITES / "wordpress"
EXPORT = FOLDER / "export.xml"

BOILING = "2024/03/boiling"
CLASSIC = "2024/03/classic-tea"


@pytest.fixture(scope="module")
def imported(module_site):
    return build_import(module_site, wordpress.read_blog(EXPORT))


def test_posts_keep_their_urls(imported):
    """Each public post and page is where it was; a former slug leads there."""
    paths = (BOILING, CLASSIC, "2024/03/茶", "about", "2024/03/cooking")

    assert [path for path in paths if not imported.built.exists(path)] == []


@pytest.mark.parametrize("word", ["Unfinished", "Secret", "Hush", "Gone", "Later"])
def test_what_was_hidden_stays_so(imported, word):
    """No draft, private, protected, binned or scheduled post is in any file."""
    files = imported.built.files()

    assert [name for name, data in files.items() if word.encode() in data] == []


def test_header_has_what_wordpress_knew(imported):
    """The header says date in the site's zone, terms by name, author and image."""
    header = imported.texts["posts/2024/03/boiling.md"].split("---\n")[1]

    assert header.splitlines() == [
        "title: 'Boiling & pouring: a \"guide\"'",
        "slug: boiling",
        "date: 2024-03-05 09:30:00+01:00",
        "updated: 2024-04-01 11:00:00+01:00",
        "categories: [Hot drinks]",
        "tags: [Tea, Water]",
        "author: [Ada Leaf]",
        "description: All about boiling.",
        "summary: How to boil water.",
        "image: /wp-content/uploads/2024/03/kettle.png",
        "image_alt: A kettle",
        "image_caption: Steel, 1950",
        "aliases: [/2024/03/cooking/]",
    ]


def test_late_evening_stays_in_its_month(imported):
    """The day is that of the site's clock, and summer has another offset."""
    header = imported.texts["posts/2024/03/classic-tea.md"]

    assert "date: 2024-03-31 23:30:00+02:00" in header


@pytest.mark.parametrize(
    ("page", "selector", "text"),
    [
        (BOILING, "#how-hot", "Measuring heat"),
        (BOILING, "figure:has(img[alt='A kettle: \"steel\"']) figcaption em", "kettle"),
        (BOILING, ".highlight-python pre", 'print("<tea>")'),
        (BOILING, "td:nth-of-type(2)", "80 | 85"),
        (BOILING, "[role=doc-footnote], aside.footnote", "Try it in Peru"),
        (BOILING, "article", "Shared words."),
        (
            BOILING,
            f"a[href$='classic-tea/#milk'], a[href*='{CLASSIC}#milk']",
            "classic",
        ),
        (CLASSIC, "p:has(br)", "with a second line"),
        (CLASSIC, "figure figcaption", "A cup, full"),
        (CLASSIC, ".highlight-php pre", '"[gallery]"'),
        (CLASSIC, "aside.footnote, [role=doc-footnote]", "So says nobody."),
        (CLASSIC, "article", "[contact-form to="),
        (CLASSIC, "article", "Write [caption] to get"),
        (CLASSIC, "article", "goes in [sic] first"),
        (CLASSIC, "article li", "One"),
        ("2024/03/etc-passwd", "article", "{{ page.title }} and {% raw %}"),
        ("2024/03/etc-passwd", "article", "<script>alert(1)</script>"),
    ],
)
def test_text_reads_as_before(imported, page, selector, text):
    """Blocks, shortcodes and plain newlines come out as readers saw them."""
    found = imported.built.html(page).select(selector)

    assert any(text in element.get_text() for element in found)


def test_players_wait_for_a_click(imported):
    """A URL on a line of its own, and one in a block, become players."""
    pages = [imported.built.html(page) for page in (BOILING, CLASSIC)]

    assert [bool(page.select("article iframe[srcdoc]")) for page in pages] == [True] * 2


def test_script_of_a_post_is_left_out(imported):
    """What ran in readers' browsers is in the report, not on the page."""
    assert "alert(2)" not in imported.built.text("2024/03/etc-passwd/index.html")


def test_files_are_taken_where_they_are_used(imported):
    """Images keep their URLs; a smaller copy that is missing becomes the original."""
    assert sorted(imported.blog.files) == [
        "files/wp-content/uploads/2024/03/cup.png",
        "files/wp-content/uploads/2024/03/kettle.png",
    ]
    assert imported.built.exists("wp-content/uploads/2024/03/kettle.png")


def test_report_names_what_is_not_imported(imported):
    """Nothing is lost without a word."""
    told = imported.told("skipped") | imported.told("warnings")
    parts = (
        *("post 17", "nav_menu_item", "comments (3 on 2 posts)", "(1 file)"),
        *("lost.png", "post 10", "post 11", "post 15", "post 16", "post 18"),
    )

    assert len(told) == len(parts)
    assert [part for part in parts if not any(part in key for key in told)] == []
