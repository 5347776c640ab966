"""One bad post is one warning, and never stops the others."""

from __future__ import annotations

import re

import pytest

from conftest import post

HEAD = b"---\ntitle: A\ndate: 2025-03-01\n---\n"

BAD = {
    "latin text": ("x.md", HEAD + b"Text: caf\xe9 \xff.\n", 5, "the byte 0xe9"),
    "latin title": ("x.md", HEAD.replace(b"A", b"\xe9"), 2, "the byte 0xe9"),
    "nul": ("x.md", HEAD + b"a\0b\x1b\n", 5, "U+0000"),
    "nul in a header": ("x.md", HEAD.replace(b"A", b"A\x07"), 2, "U+0007"),
    "latin rst": ("x.rst", b".. title: A\n.. date: 2025-03-01\n\n\xe9\n", 4, "0xe9"),
    "nul rst": ("x.rst", b".. title: A\n.. date: 2025-03-01\n\na\0\n", 4, "U+0000"),
}


@pytest.mark.parametrize(("name", "data", "line", "told"), BAD.values(), ids=BAD)
def test_what_is_no_text_is_one_warning(site, name, data, line, told):
    """It names the line and what was found; no page has a control character."""
    built = site({f"posts/{name}": data, "posts/y.md": post()}).build(
        warnings=[f"{name}:{line}: WARNING: the"]
    )

    assert told in built.warnings[0]
    assert "[blogtheme.source]" in built.warnings[0]
    assert built.exists("2025/03/x")
    assert built.exists("2025/03/y")
    texts = (d for n, d in built.files().items() if n.endswith((".html", ".xml")))
    assert not [t for t in texts if re.search(rb"[\x00-\x08\x0b\x0e-\x1f]", t)]


def test_page_that_is_no_text_is_one_warning(site):
    """A page that is no post doesn't stop the posts either."""
    index = b"# Test\n\n```{toctree}\npage\n```\n"
    files = {"index.md": index, "page.md": b"# Page\n\ncaf\xe9\n"}
    built = site({**files, "posts/y.md": post()}).build(
        warnings=["page.md:3: WARNING: the byte 0xe9"]
    )

    assert built.html("page").h1


def test_text_in_utf_16_is_read(site):
    """Notepad writes it; nothing is lost, so nothing is said."""
    text = post("Café.", title="Ünï").encode("utf-16")
    built = site({"posts/x.md": text}).build()

    assert built.html("2025/03/x").h1.text == "Ünï"
    assert "Café." in built.html("2025/03/x").select_one(".e-content").text


def test_huge_header_is_read(site):
    """A value of megabytes is kept for templates, like any other."""
    built = site({"posts/x.md": post(other="y" * 3_000_000)}).build()

    assert built.exists("2025/03/x")
