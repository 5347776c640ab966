"""Colours and line breaks of pictures with titles, without Sphinx."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from sphinx_blogtheme.config.palettes import PALETTES
from sphinx_blogtheme.features.cards import fonts, lines


@pytest.mark.parametrize("palette", PALETTES)
def test_colours_are_those_of_the_theme(palette):
    """Cards look like the pages in light."""
    css = ROOT / "sphinx_blogtheme/theme/sphinx_blogtheme/static/css"
    name = "tokens" if palette == "parchment" else f"palette-{palette}"
    text = (css / f"{name}.css").read_text(encoding="utf-8")
    found = dict(re.findall(r"--bt-(\w+): light-dark\((#\w+),", text))
    colours = PALETTES[palette]
    assert (colours.paper[0], colours.ink, colours.rubric) == (
        found["paper"],
        found["ink"],
        found["rubric"],
    )


MONO = 10
"""Width of each character, where each is as wide as the others."""


def fit(text: str, *, width: int, most: int) -> tuple[str, ...]:
    def measure(line: str, size: int) -> float:
        return len(line) * MONO

    return lines.fit_text(text, measure, width=width * MONO, sizes=[(MONO, most)]).lines


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three four", 10, ("one two", "three four")),
        ("one two three", 9, ("one two", "three")),
        ("well-known words", 8, ("well-", "known", "words")),
        ("incomprehensible", 6, ("incomp", "rehens", "ible")),
        ("one two three four five six", 5, ("one", "two", "thre…")),
        ("中文标题。好", 3, ("中文标", "题。好")),
        ("a " + "中" * 12, 4, ("a 中中", "中中中中", "中中中…")),
        ("नमस्ते " * 8, 7, ("नमस्ते", "नमस्ते", "नमस्ते…")),
        ("", 5, ()),
    ],
)
def test_titles_are_broken_where_readers_expect(text, width, expected):
    """At spaces and hyphens, in lines of like length; what is too long is cut."""
    assert fit(text, width=width, most=3) == expected


def test_right_to_left_titles_begin_at_the_right():
    """The first letter says which way a title runs."""
    assert fonts.is_right_to_left("שלום world")
    assert not fonts.is_right_to_left("Hello שלום")
