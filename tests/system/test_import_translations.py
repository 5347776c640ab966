"""Translations that another engine publishes are translations in the new blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import build_folder
from sphinx_blogtheme.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ntitle: {}\ndate: 2025-01-02\n---\n\nText.\n"
PELICAN = "Title: {}\nDate: 2025-01-02\nSlug: a\nLang: {}\n\nText.\n"
NIKOLA = ".. title: {}\n.. slug: a\n.. date: 2025-01-02\n\nText.\n"
SITES = {
    "Hugo": (
        {
            "config/_default/hugo.toml": 'title = "Pens"',
            "config/_default/languages.en.toml": "weight = 1",
            "config/_default/languages.pt.toml": 'title = "Penas"',
            "content/posts/a.md": POST.format("A"),
            "content/posts/a.pt.md": POST.format("Á"),
        },
        "posts/a",
    ),
    "Pelican": (
        {
            "pelicanconf.py": "DEFAULT_LANG = 'en'\n",
            "content/a-en.md": PELICAN.format("A", "en"),
            "content/a-pt.md": PELICAN.format("Á", "pt"),
        },
        "a",
    ),
    "Nikola": (
        {
            "conf.py": "BLOG_TITLE = {'en': 'Pens', 'pt': 'Penas'}\nDEFAULT_LANG = 'en'\n"
            "TRANSLATIONS = {'en': '', 'pt': './pt'}\n",
            "posts/a.rst": NIKOLA.format("A"),
            "posts/a.pt.rst": ".. title: Á\n\nTexto.\n",
        },
        "posts/a",
    ),
    "Nikola, with another pattern of names": (
        {
            "conf.py": "BLOG_TITLE = 'Pens'\nDEFAULT_LANG = 'en'\n"
            "TRANSLATIONS = {'en': '', 'pt': './pt'}\n"
            "TRANSLATIONS_PATTERN = '{path}.{ext}.{lang}'\n",
            "posts/a.rst": NIKOLA.format("A"),
            "posts/a.rst.pt": ".. title: Á\n\nTexto.\n",
        },
        "posts/a",
    ),
    "Pelican, with a URL for languages": (
        {
            "pelicanconf.py": "DEFAULT_LANG = 'en'\nARTICLE_URL = 'b/{slug}/'\n"
            "ARTICLE_LANG_URL = '{lang}/b/{slug}/'\n",
            "content/a-en.md": PELICAN.format("A", "en"),
            "content/a-pt.md": PELICAN.format("Á", "pt"),
        },
        "b/a",
    ),
}
NAMES = {"Hugo": ("Pens", "Penas"), "Nikola": ("Pens", "Penas")}


@pytest.mark.parametrize("engine", SITES)
def test_translations_stay_together(tmp_path: Path, engine: str) -> None:
    """The URLs are those that the old site had, below the language."""
    files, place = SITES[engine]
    for name, content in files.items():
        path = tmp_path / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    main(["import", str(tmp_path / "old"), str(tmp_path / "blog")])

    built = build_folder(tmp_path / "blog", tmp_path / "built")

    assert built.warnings == []
    for name, page in zip(NAMES.get(engine, ()), ("", "pt"), strict=False):
        assert (
            built.html(page).select_one(".bt-site-title").get_text(strip=True) == name
        )
    for language, page in (("en", place), ("pt", f"pt/{place}")):
        links = built.html(page).select("link[hreflang]")
        named = {link["hreflang"]: link["href"] for link in links}
        assert named[language] == f"https://example.org/{page}/"
        assert len(named) == len(("en", "pt", "x-default"))
