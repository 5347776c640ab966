"""An export of WordPress becomes a blog: posts, pages, dates, terms, files, URLs."""

from __future__ import annotations

import sys

import pytest
from imported import SITES, build_import

from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.importers import wordpress

FOLDER = SITES / "wordpress"
EXPORT = FOLDER / "export.xml"

BOILING = "2024/03/boiling"
CLASSIC = "2024/03/classic-tea"


@pytest.fixture(scope="module")
def imported(module_site):
    return build_import(module_site, wordpress.read_wordpress(EXPORT))


def read_text(tmp_path, text):
    path = tmp_path / "export.xml"
    path.write_text(text, encoding="utf-8")
    return wordpress.read_wordpress(path)


def test_export_and_its_folder_are_recognised(tmp_path):
    """The file says what it is, and other XML is none."""
    other = tmp_path / "feed.xml"
    other.write_text("<rss/>", encoding="utf-8")

    found = [wordpress.recognises(path) for path in (EXPORT, FOLDER, other, tmp_path)]

    assert found == [True, True, False, False]


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


def test_uploads_may_lie_elsewhere(tmp_path):
    """A folder that is named takes the place of the one beside the export."""
    (tmp_path / "2024/03").mkdir(parents=True)
    (tmp_path / "2024/03/cup.png").write_bytes(b"")

    files = wordpress.read_wordpress(EXPORT, tmp_path).files

    assert list(files.values()) == [tmp_path / "2024/03/cup.png"]


def test_report_names_what_is_not_imported(imported):
    """Nothing is lost without a word."""
    told = imported.told("skipped") | imported.told("warnings")
    parts = (
        *("post 17", "nav_menu_item", "comments (3 on 2 posts)", "(1 file)"),
        *("lost.png", "post 10", "post 11", "post 15", "post 16", "post 18"),
    )

    assert len(told) == len(parts)
    assert [part for part in parts if not any(part in key for key in told)] == []


def test_several_files_are_one_blog(tmp_path):
    """An export in parts is read as one, each post once."""
    for name in ("a.xml", "b.xml"):
        (tmp_path / name).write_bytes(EXPORT.read_bytes())

    blog = wordpress.read_wordpress(tmp_path)

    assert len(blog.documents) == len(wordpress.read_wordpress(EXPORT).documents)


def test_cut_off_file_is_one_error(tmp_path):
    """What stands before the end of a broken download is imported."""
    text = EXPORT.read_text(encoding="utf-8")

    blog = read_text(tmp_path, text[: text.index("<wp:post_id>11")])

    assert len(blog.documents) == 1
    assert [note.message.partition(": ")[0][:5] for note in blog.errors] == ["line "]


def test_entities_are_refused(tmp_path):
    """A billion laughs end at the document type."""
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>\n<rss>'
    text = EXPORT.read_text(encoding="utf-8").replace("<rss", bomb[:-5] + "<rss", 1)

    blog = read_text(tmp_path, text)

    assert (blog.documents, len(blog.errors)) == ((), 1)


def test_control_characters_are_passed_over(tmp_path):
    """WordPress writes what XML forbids."""
    text = EXPORT.read_text(encoding="utf-8").replace("We drink", "We\x08 \x00drink")

    blog = read_text(tmp_path, text)

    assert [d.body for d in blog.documents if d.page] == ["We drink tea.\n"]


def test_path_does_not_lead_out(tmp_path):
    """A file outside of the uploads is never taken."""
    (tmp_path / "uploads").mkdir()
    (tmp_path / "secret.png").write_bytes(b"")
    text = EXPORT.read_text(encoding="utf-8").replace(
        "uploads/2024/03/cup.png", "uploads/../%2e%2e/secret.png"
    )

    assert read_text(tmp_path, text).files == {}


def test_missing_library_is_named(monkeypatch):
    """Without the extra, the command says what to install."""
    monkeypatch.setitem(sys.modules, "markdownify", None)

    with pytest.raises(CommandError, match=r'pip install "sphinx-blogtheme\[import\]"'):
        wordpress.read_wordpress(EXPORT)
