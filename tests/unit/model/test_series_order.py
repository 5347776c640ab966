"""The order of a series, without Sphinx."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.model.library import series_in_order
from sphinx_blogtheme.model.posts import Post


def parts(numbers: list[int | None]) -> list[Post]:
    """Return posts of which each is a day newer than the one before it."""
    start = datetime(2025, 1, 1, tzinfo=UTC)
    return [
        Post(
            docname=f"p{index}",
            path=f"p{index}.md",
            slug=f"p{index}",
            title=f"P{index}",
            date=start + timedelta(days=index),
            part=number,
        )
        for index, number in enumerate(numbers)
    ]


@pytest.mark.parametrize(
    ("numbers", "order"),
    [
        ([], []),
        ([None, None, None], [0, 1, 2]),
        ([3, 2, 1], [2, 1, 0]),
        ([3, None, None], [1, 2, 0]),
        ([None, 1, None], [1, 0, 2]),
        ([7, 5], [1, 0]),
        ([9, None], [1, 0]),
        ([2, None, 2, None], [1, 0, 2, 3]),
        ([0, None, 1], [0, 2, 1]),
    ],
)
def test_part_is_a_place_and_the_date_decides_the_rest(numbers, order):
    """Who numbers one part needs not number them all."""
    assert [post.docname for post in series_in_order(parts(numbers))] == [
        f"p{index}" for index in order
    ]


@given(st.lists(st.none() | st.integers(0, 20), max_size=12), st.randoms())
def test_order_has_each_part_once_whatever_came_first(numbers, chance):
    """Nothing depends on the order in which files are found."""
    posts = parts(numbers)
    mixed = list(posts)
    chance.shuffle(mixed)
    ordered = series_in_order(mixed)

    assert ordered == series_in_order(posts)
    assert sorted(ordered, key=lambda p: p.docname) == sorted(
        posts, key=lambda p: p.docname
    )
    given_numbers = [p.part for p in ordered if p.part is not None]
    assert given_numbers == sorted(given_numbers)
