"""Pages to which nothing leads are named by the import."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_blogtheme.importers.blog_files import new_blog_files
from sphinx_blogtheme.importers.engines import read_site

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ndate: 2024-05-06\ntitle: Post\n---\n{}\n"
PAGE = "---\ntitle: {}\npublish: true\n---\nText.\n"


def lone(tmp_path: Path, text: str, **pages: str) -> list[str]:
    (tmp_path / ".obsidian").mkdir()
    files = {"post": POST.format(text)} | {k: PAGE.format(v) for k, v in pages.items()}
    for name, content in files.items():
        (tmp_path / f"{name}.md").write_text(content, encoding="utf-8")
    made = new_blog_files(
        read_site("obsidian", tmp_path, None), title=None, base_url=None
    )
    return [
        f"{n.source} {n.message}" for n in made.blog.warnings if "menu" in n.message
    ]


def test_page_without_a_link_is_named(tmp_path: Path) -> None:
    """Once for all, with their URLs; they have no date, and neither have these."""
    assert lone(tmp_path, "Text.", Uses="What I use", Now="Now") == [
        "2 pages are on no menu and nothing links to them: /now/, /uses/"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "See [this](Uses.md).",
        "See [[Uses]].",
        "See [[What I use|this]].",
        '<a href="/uses/">x</a>',
        "[x]\n\n[x]: Uses.md#part",
    ],
)
def test_linked_page_is_not(tmp_path: Path, text: str) -> None:
    """Whatever the link is written in."""
    assert lone(tmp_path, text, Uses="What I use") == []


def test_page_on_the_menu_is_not(tmp_path: Path) -> None:
    """A page with one of the names that the menu has by default is on it."""
    assert lone(tmp_path, "Text.", About="About") == []
