"""An export of Ghost becomes a blog: posts, pages, dates, terms, files, URLs."""

from __future__ import annotations

import json

import pytest
from imported import SITES, build_import

from sphinx_blogtheme.importers import ghost

FOLDER = SITES / "ghost"
EXPORT = FOLDER / "export.json"


@pytest.fixture(scope="module")
def imported(module_site):
    lost = "image file not readable: content/images/2020/01/lost.png"
    return build_import(module_site, ghost.read_ghost(EXPORT), warnings=[lost])


def read_posts(tmp_path, *posts, **tables):
    """Read an export without the list around it, as other tools write it."""
    path = tmp_path / "export.json"
    meta = {"exported_on": 1, "version": "2.0.0"}
    text = json.dumps({"meta": meta, "data": {"posts": posts, **tables}})
    path.write_text(text, encoding="utf-8")
    return ghost.read_ghost(path)


def test_export_and_its_folder_are_recognised(tmp_path):
    """The file says what it is, and other JSON is none."""
    other = tmp_path / "package.json"
    other.write_text('{"data": []}', encoding="utf-8")

    found = [ghost.recognises(path) for path in (EXPORT, FOLDER, other, tmp_path)]

    assert found == [True, True, False, False]


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
        "title: 'Peas: a \"how to\"'",
        "slug: peas",
        "date: 2024-06-01 00:30:00+02:00",
        "categories: [Crops]",
        "tags: [Spring]",
        "author: [Rosa Root, Gus Green]",
        "description: How to sow peas.",
        "summary: Sow early.",
        "image: /content/images/2024/05/garden.png",
        "image_alt: A bed of peas",
        "canonical_url: https://example.org/first/",
        "featured: true",
        "image_caption: May",
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


def test_content_may_lie_elsewhere(tmp_path):
    """A folder that is named takes the place of the one beside the export."""
    (tmp_path / "images/2020/01").mkdir(parents=True)
    (tmp_path / "images/2020/01/lost.png").write_bytes(b"")

    files = ghost.read_ghost(EXPORT, tmp_path).files

    assert list(files) == ["files/content/images/2020/01/lost.png"]


def test_export_of_other_tools_is_recognised(tmp_path):
    """What they write may say neither when it was made nor for which version."""
    path = tmp_path / "export.json"
    path.write_text('{"data": {"posts": []}}', encoding="utf-8")

    assert ghost.recognises(path)


def test_report_names_what_is_not_imported(imported):
    """Nothing is lost without a word."""
    told = imported.told("skipped") | imported.told("warnings")
    parts = ("#wide", "post p6", "post p7", "post p8", "post p9", "lost.png")

    assert len(told) == len(parts)
    assert [part for part in parts if not any(part in key for key in told)] == []


def test_exports_of_ghost_2(tmp_path):
    """Pages have a flag, times are milliseconds, permalinks have dates."""
    common = {"status": "published", "html": "<p>x</p>", "author_id": 1}
    blog = read_posts(
        tmp_path,
        {"id": 1, "slug": "a", "page": 0, "published_at": 1700000000000, **common},
        {"id": 2, "slug": "b", "page": 1, "published_at": 1700000000000, **common},
        users=[{"id": 1, "name": "Ann"}],
        settings=[{"key": "permalinks", "value": "/:year/:month/:day/:slug/"}],
    )

    assert [d.urls for d in blog.documents] == [("/2023/11/14/a/",), ("/b/",)]
    assert [d.page for d in blog.documents] == [False, True]
    assert blog.documents[0].facts.authors == ("Ann",)


def test_odd_values_are_no_crash(tmp_path):
    """Whatever the columns hold, a post that cannot be shown becomes a draft."""
    odd = (None, 7, [], {}, "\0", "../x")
    rows = [dict.fromkeys(("id", "slug", "title", "html", "status"), v) for v in odd]

    blog = read_posts(tmp_path, *rows, tags=odd, posts_tags=rows, users=None)

    assert {d.facts.status.value for d in blog.documents} == {"draft"}
    assert len({d.path for d in blog.documents}) == len(odd)


@pytest.mark.parametrize("cut", [-30, 3000])
def test_cut_off_file_is_one_error(tmp_path, cut):
    """A broken download says where it ends."""
    path = tmp_path / "export.json"
    path.write_text(EXPORT.read_text(encoding="utf-8")[:cut], encoding="utf-8")

    blog = ghost.read_ghost(path)

    assert blog.documents == ()
    assert [note.message.partition(" ")[0] for note in blog.errors] == ["line"]
