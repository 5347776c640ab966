"""What sites of Pelican, Nikola and 11ty keep that is easily lost or shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import Built, build_folder
from sphinx_blogtheme.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cf00000301010018dd8db00000000049454e44ae426082"
)


def imported(folder: Path, files: dict[str, str | bytes]) -> tuple[Any, Built]:
    """Return the report of an import of a site with these files, and the blog, built."""
    for name, content in files.items():
        path = folder / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    report = folder / "report.json"
    main(["import", str(folder / "old"), str(folder / "blog"), "--report", str(report)])
    return json.loads(report.read_bytes()), build_folder(
        folder / "blog", folder / "out"
    )


@pytest.mark.parametrize(
    "header", ["---js\nconst draft = true;\nrun();", "---lua\nreturn {}", "---ini\na=1"]
)
def test_unread_headers_make_drafts(tmp_path: Path, header: str) -> None:
    """A header in a language that isn't read may say that its post is a draft."""
    report, built = imported(
        tmp_path,
        {
            "eleventy.config.js": "export default () => {};",
            "blog/a.md": "---\ntitle: A\ndate: 2024-01-02\ntags: posts\n---\nA.\n",
            "blog/b.md": f"{header}\n---\nStill a secret.\n",
        },
    )

    states = {one["source"]: one["state"] for one in report["documents"]}
    assert states["blog/b.md"] == "draft"
    assert any(note["source"] == "blog/b.md" for note in report["warnings"])
    files = [path for path in built.out.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Still a secret" in path.read_bytes()]


def test_eleventy_shows_pictures_of_plugins(tmp_path: Path) -> None:
    """A picture beside a text is copied without a rule, and a tag for one shows it."""
    _, built = imported(
        tmp_path,
        {
            "eleventy.config.js": "export default () => ({ dir: { input: 'src' } });",
            "src/blog/blog.json": '{"tags": "posts"}',
            "src/blog/a/a.md": "---\ntitle: A\ndate: 2024-01-02\n---\n"
            "![b](./b.png)\n\n{% image './c.png', 'The c' %}\n\nOf {{ title }}.\n\n"
            "<figure>\n  {% image 'c.png', 'c & d', [648] %}\n</figure>\n",
            "src/blog/a/b.png": PNG,
            "src/blog/a/c.png": PNG,
        },
    )

    page = built.html("blog/a")
    assert built.warnings == []
    assert [image["alt"] for image in page.select(".bt-body img")] == [
        *("b", "The c", "c & d")
    ]
    assert "Of A." in page.get_text()
    assert built.exists("blog/a/b.png")


def test_pelican_names_files_in_rest(tmp_path: Path) -> None:
    """Marks for files lead to pages and pictures in all parts of a text."""
    body = (
        "See `b <{filename}b.md>`_, |p| and x_, `all <{tag}ink>`_.\n\n"
        ".. |p| image:: {static}/images/a.png\n\n.. _x: {static}/images/a.png\n\n"
        '.. raw:: html\n\n   <img src="{static}/images/a.png" alt="r">\n\n'
        ".. class:: boxed\n\nIn a box.\n"
    )
    report, built = imported(
        tmp_path,
        {
            "pelicanconf.py": "SITENAME = 'T'\nDEFAULT_METADATA = {'status': 'draft'}\n",
            "content/a.rst": f"A\n#\n\n:date: 3/25/2024\n:status: published\n"
            f":tags: ink\n\n{body}",
            "content/b.md": "Title: B\nDate: 15.11.2024\nStatus: published\n\n"
            "![p]({attach}images/a.png)\n",
            "content/c.md": "Title: C\nDate: 2024-01-02\n\nNot yet.\n",
            "content/images/a.png": PNG,
        },
    )

    states = {one["source"]: one["state"] for one in report["documents"]}
    assert states["content/c.md"] == "draft"
    page = built.html("a").select_one(".bt-body")
    assert page
    assert built.warnings == []
    links = [a["href"] for a in page.select("a[href]")]
    assert links[:3] == ["../b/", "../images/a.png", "../tag/ink/"]
    assert [img["src"] for img in page.select("img")] == ["../images/a.png"] * 2
    assert page.select_one(".boxed").get_text() == "In a box."
    assert not built.exists("genindex/index.html") or "boxed" not in built.text(
        "genindex/index.html"
    )
    assert built.html("b").select_one(".bt-body img")


def test_nikola_reads_txt_and_names_the_rest(tmp_path: Path) -> None:
    """Its format is that of the configuration; what nothing reads is named once."""
    head = ".. title: {0}\n.. slug: {0}\n.. date: 2024-01-02\n\n"
    report, built = imported(
        tmp_path,
        {
            "conf.py": "BLOG_TITLE = 'T'\nSITE_URL = 'https://t.example.org/'\n",
            "posts/a.txt": head.format("a")
            + "*Text* with :doc:`b` and `b <link://slug/b>`_.\n\n"
            ".. youtube:: abcdefghijk\n\n.. include:: part.inc\n\n"
            ".. panel::\n\n   Kept.\n",
            "posts/b.txt": head.format("b") + ".. panel::\n\n   Too.\n",
            "posts/part.inc": "Put in.\n",
            "posts/c.rst": head.format("c") + ".. tags: featured\n",
        },
    )

    page = built.html("posts/a").select_one(".bt-body")
    assert page
    assert built.warnings == []
    assert page.select_one("em").get_text() == "Text"
    assert [a["href"] for a in page.select("p a[href^='..']")] == ["../b/", "../b/"]
    assert page.select_one("iframe, .bt-embed, [class*=embed]")
    assert "Put in." in page.get_text()
    assert "Kept." in page.get_text()
    (note,) = [one for one in report["warnings"] if "panel" in one["message"]]
    assert note["source"] == "posts/a.txt"
    assert note["message"].startswith("11: .. panel::")
    assert "1 more file" in note["message"]


def test_pelican_has_headers_of_its_own(tmp_path: Path) -> None:
    """A title alone is metadata, and so is the head of an article in HTML."""
    _, built = imported(
        tmp_path,
        {
            "pelicanconf.py": "SITENAME = 'T'\nSLUGIFY_SOURCE = 'basename'\n"
            "FILENAME_METADATA = r'(?P<date>\\d{4}-\\d{2}-\\d{2})-(?P<slug>.*)'\n",
            "content/2024-01-02-a.md": "Title: Only: this\n\nText.\n",
            "content/b.html": "<html><head><title>In HTML</title>"
            '<meta name="date" content="2024-01-03 10:00"/>'
            '<meta name="tags" content="x, y"/></head>'
            "<body><p>With <em>words</em>.</p></body></html>",
        },
    )

    assert built.html("a").select_one("h1").get_text() == "Only: this"
    page = built.html("b")
    assert page.select_one("h1").get_text() == "In HTML"
    assert page.select_one(".bt-body em").get_text() == "words"
    assert built.exists("tag/x/index.html")
    assert "Title:" not in built.html("a").get_text()


def test_nikola_keeps_pages_that_no_text_has(tmp_path: Path) -> None:
    """Listings have pages, names with commas are one name, and ids are docutils'."""
    head = ".. title: {0}\n.. slug: {0}\n.. date: 2024-01-02\n.. author: Ada, Grace\n"
    text = "\nNew\n---\n\nA.\n\nNew\n---\n\nB.\n\n日本\n----\n\nC.\n\n"
    code = "    {{% raw %}}{{% foo %}}{{% /raw %}}\n\nAfter.\n"
    _, built = imported(
        tmp_path,
        {
            "conf.py": "BLOG_TITLE = 'T'\nSITE_URL = 'https://t.example.org/'\n"
            "MARKDOWN_EXTENSIONS = ['extra', 'toc']\n",
            "posts/a.rst": head.format("a") + text + f"Code::\n\n{code}",
            "posts/b.md": "<!--\n.. title: B\n.. date: 2024-01-03\n-->\n\n"
            "## Café, now\n\n## Café, now\n",
            "listings/sub/bake.py": "print('loaf')\n",
        },
    )

    assert built.warnings == []
    ids = {one["id"] for one in built.html("posts/a").select(".bt-body section[id]")}
    assert ids == {"new", "new-1", "section-1"}
    assert built.html("posts/a").select_one("pre").get_text().strip() == "{{% foo %}}"
    ids = {one["id"] for one in built.html("posts/b").select(".bt-body section[id]")}
    assert ids == {"cafe-now", "cafe-now_1"}
    assert "refresh" in built.text("listings/sub/bake.py.html")
    assert "print" in built.html("listings/sub/bake-py").select_one("pre").get_text()
    assert built.html("listings").select_one(".bt-body a").get_text() == "sub"
    assert "author/ada" in built.text("authors/ada-grace/index.html")
    assert "/posts/a/" in built.text("authors/ada-grace.xml")
