"""Ids of headings as different engines make them."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.model.heading_ids import heading_id, unique_heading_id

IDS = {
    "Version 1.2.0": {
        "github": "version-120",
        "github-ascii": "version-120",
        "blackfriday": "version-1-2-0",
        "zola": "version-1-2-0",
        "zola-safe": "Version_1.2.0",
        "python-markdown": "version-120",
    },
    "What's neu: \u00dcber?": {
        "github": "whats-neu-\u00fcber",
        "github-ascii": "whats-neu-uber",
        "blackfriday": "what-s-neu-\u00fcber",
        "zola": "what-s-neu-uber",
        "zola-safe": "What's_neu:_\u00dcber?",
        "python-markdown": "whats-neu-uber",
        "eleventy": "whats-neu-ueber",
        "markdown-it-anchor": "what's-neu%3A-%C3%BCber%3F",
    },
    "TL;DR & l\u2019età": {"eleventy": "tl-dr-and-l-eta"},
    "Rust \U0001f980": {
        "github": "rust",
        "github-slugger": "rust-",
        "zola": "rust-crab",
        "python-markdown": "rust",
    },
}


@pytest.mark.parametrize(
    ("heading", "way", "expected"),
    [(text, way, made) for text, ways in IDS.items() for way, made in ways.items()],
)
def test_id_is_that_of_the_engine(heading: str, way: str, expected: str) -> None:
    """Old links to a heading lead to it."""
    assert heading_id(heading, way) == expected


def test_second_heading_has_a_number() -> None:
    """Python-Markdown sets it apart with an underscore."""
    assert unique_heading_id("a", {"a", "a-1"}, "zola") == "a-2"
    assert unique_heading_id("a", {"a"}, "python-markdown") == "a_1"
    assert unique_heading_id("a", (), "github") == "a"
