"""Texts of Obsidian as Markdown that every blog reads."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.bodies.obsidian_text import (
    has_wikilinks,
    part_of,
    tags_in,
    with_block_ids,
    with_marks,
    without_percent_comments,
)


@pytest.mark.parametrize(
    ("text", "kept", "lines"),
    [
        ("a %%b%% c", "a  c", [1]),
        ("a\n\n%%\nb\n\nc\n%%\n\nd\n", "a\n\n\nd\n", [3]),
        ("a %%b\nc%% d\n%%e%%\n", "a  d\n", [1, 3]),
        ("a\n%% b\nc", "a\n", [2]),
        ("50%% of 100", "50%% of 100", []),
        ("`%%a%%`\n\n```\n%%\n```\n", "`%%a%%`\n\n```\n%%\n```\n", []),
        ("%%\n```\n%%\na `b` %% c %%\n", "a `b` \n", [1, 4]),
        ("> %% a %%\n> b\n", "> \n> b\n", [1]),
    ],
)
def test_comments_are_left_out(text: str, kept: str, lines: list[int]) -> None:
    """Nothing between two `%%` is kept, except in code."""
    assert without_percent_comments(text) == (kept, lines)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("==a b==", "<mark>a b</mark>"),
        ("==a== and ==*b*==.", "<mark>a</mark> and <mark>*b*</mark>."),
        ("a == b == c", "a == b == c"),
        ("Title\n====\n", "Title\n====\n"),
        ("`==a==` $x==y==z$ https://x.y/?a==b==", None),
        ("==a\n\nb==", None),
    ],
)
def test_marked_text_is_an_element(text: str, shown: str | None) -> None:
    """Text between `==` is marked, except in code, formulas and URLs."""
    assert with_marks(text) == (shown or text)


def test_ids_of_blocks_are_ids_of_elements() -> None:
    """An id to which a link leads is an element, and any other is left out."""
    text = "A. ^one\n\n- b ^two\n\n| a |\n|---|\n\n^three\n\nx^2\n"

    assert with_block_ids(text, {"one", "three"}) == (
        'A. <span id="^one"></span>\n\n- b\n\n| a |\n|---|\n\n'
        '<span id="^three"></span>\n\nx^2\n'
    )


def test_tags_are_those_of_the_text() -> None:
    """A word after `#` is a tag, but no number, colour of code, heading or fragment."""
    text = (
        "#One and #two/three, #4 `#five` [x](#six) [[A#seven]] https://a.b/#c\n# No\n"
    )

    assert tags_in(text) == ["One", "two/three"]


def test_wikilinks_tell_a_vault() -> None:
    """Double brackets are wikilinks, except in code and before a URL."""
    assert has_wikilinks("To [[A note]].")
    assert not has_wikilinks("`[[a]]` [[1]](/x)\n\n```\n[[ -f x ]]\n```\n")


def test_part_of_a_note_is_embedded() -> None:
    """A heading goes up to the next of its rank, and a block is a paragraph."""
    note = "# A\n\nOne.\n\n## B: c\n\nTwo. ^id\n\n### D\n\nThree.\n\n## E\n\nFour.\n"

    assert part_of(note, "B c").split() == [
        *("##", "B:", "c", "Two.", "^id", "###", "D", "Three.")
    ]
    assert part_of(note, "^id") == "Two. ^id"
    assert part_of(note, "gone") == ""
