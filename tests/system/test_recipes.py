"""Each recipe of the documentation, copied as it is, does what its title says."""

from __future__ import annotations

import re
import zlib

import pytest

from conftest import ROOT, make_site, post

RECIPES = ROOT / "docs/recipes"

# A line `% file NAME` above a fence marks a file of the blog, or lines of its `conf.py`.
FILE = re.compile(
    r"^% file (?P<name>\S+)\n(?P<fence>`{3,})\S+\n(?P<text>.*?\n)(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)

SHOWN = {
    "analytics": ("2025/03/hello", 'head script[src*="stats.example.org"]'),
    "authors": ("2026/03/boat", '.p-author:-soup-contains("Ivo Example")'),
    "custom-domain": ("", 'link[rel=canonical][href="https://notes.example.org/"]'),
    "dark-pictures": ("2026/03/chart", 'img.only-dark[src$="chart-night.svg"]'),
    "documentation": ("usage", 'nav.bt-tree a[href="../news/"]'),
    "favicon": ("2025/03/hello", 'link[rel~=icon][href$="icon.svg"]'),
    "font": ("2025/03/hello", 'link[href*="mine.css"]'),
    "intersphinx": ("2026/03/words", 'a[href$="library/stdtypes.html#str.split"]'),
    "newsletter": ("2025/03/hello", 'form[action^="https://letters.example.org"]'),
    "reply-by-mail": ("2025/03/hello", 'a[href$="subject=Re%3A%20Tea%20%26%20toast"]'),
}
"""For each recipe: a page, and an element that it has then."""

ELSEWHERE = {
    "analytics": ("_headers", "https://stats.example.org"),
    "authors": ("author/ivo/feed/rss.xml", "A boat for two"),
    "custom-domain": ("CNAME", "notes.example.org"),
    "documentation": ("news/index.html", "Version 1.0 is out"),
    "newsletter": ("_headers", "https://letters.example.org"),
}
"""For some recipes: a file of the site, and a text in it."""


def inventory(folder):
    """Write the names that a documentation of Python has, and return the file."""
    head = "# Sphinx inventory version 2\n# Project: Python\n# Version: 3\n"
    head += "# The remainder of this file is compressed using zlib.\n"
    names = b"str.split py:method 1 library/stdtypes.html#$ -\n"
    path = folder / "python.inv"
    path.write_bytes(head.encode() + zlib.compress(names))
    return str(path)


def test_each_recipe_is_tried():
    """A new one has its line here."""
    names = {path.stem for path in RECIPES.glob("*.md")} - {"index"}

    assert names == SHOWN.keys()
    assert names >= ELSEWHERE.keys()


@pytest.mark.parametrize("recipe", SHOWN)
def test_recipe_does_what_it_says(tmp_path, recipe):
    """Without a warning, in a blog that has nothing else."""
    page = (RECIPES / f"{recipe}.md").read_text(encoding="utf-8")
    files = {match["name"]: match["text"] for match in FILE.finditer(page)}
    values = {}
    # Our own documentation, as trusted as this test.
    exec(files.pop("conf.py", ""), values)  # noqa: S102
    values.pop("__builtins__")
    for name, (url, _) in values.get("intersphinx_mapping", {}).items():
        values["intersphinx_mapping"] = {name: (url, inventory(tmp_path))}
    hello = post(title="Tea & toast", slug="hello", date="2025-03-01")

    built = make_site(
        tmp_path / "blog", {"posts/hello.md": hello, **files}, **values
    ).build()
    where, element = SHOWN[recipe]
    file, text = ELSEWHERE.get(recipe, ("index.html", ""))

    assert built.html(where).select(element)
    assert text in built.text(file)
