"""Which posts are related, without Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.model.related import LOOKED_AT, RelatedPosts

if TYPE_CHECKING:
    from collections.abc import Iterable


def related(
    terms: dict[str, str],
    beside: dict[str, set[str]] | None = None,
    times: dict[str, float] | None = None,
):
    """Return the related posts, from one letter for each term of a post.

    Each post is a day older than the one before, unless there are `times`.
    """
    own = {docname: frozenset(letters) for docname, letters in terms.items()}
    found, left_out = RelatedPosts(own, times or daily(terms)), beside or {}
    return {name: found.closest(name, left_out.get(name, ())) for name in own}


def daily(docnames: Iterable[str]) -> dict[str, float]:
    """Return a time for each post, newest first, a day apart."""
    return {docname: -86400.0 * day for day, docname in enumerate(docnames)}


def test_rare_term_relates_more_than_a_common_one():
    """Who shares what few have is closer than who is newer."""
    terms = {"new": "c", "near": "cr", "this": "cr", "old": "c", "older": "c"}

    assert related(terms)["this"] == ("near", "old", "new")


def test_more_shared_terms_relate_more():
    """Two common subjects are more than one of them."""
    assert related({"a": "x", "b": "xy", "c": "y", "d": "xy"})["d"] == ("b", "c", "a")


def test_nearest_in_time_of_equally_related_posts_is_first():
    """And three are enough; of two as near, the newer is first."""
    terms = dict.fromkeys(["e", "d", "c", "b", "a"], "x")

    assert related(terms)["a"] == ("b", "c", "d")
    assert related(terms)["c"] == ("d", "b", "e")
    assert related(terms)["e"] == ("d", "c", "b")


def test_nearness_is_a_matter_of_time_not_of_places():
    """The post of the week before is nearer than the next one, a year later."""
    terms = dict.fromkeys(["d", "c", "b", "a"], "x")
    times = dict(zip(terms, [400.0, 20.0, 10.0, 0.0], strict=True))

    assert related(terms, times=times)["c"] == ("b", "a", "d")


def test_nearness_counts_less_than_terms():
    """It decides between equals only."""
    terms = {"far": "xy", "e": "x", "this": "xy", "c": "x"}
    times = {"far": 1e9, "e": 2.0, "this": 1.0, "c": 0.0}

    assert related(terms, times=times)["this"] == ("far", "e", "c")


def test_old_post_has_related_posts_of_its_time():
    """Also in a category of hundreds."""
    terms = {f"{number:03d}": "x" for number in range(6 * LOOKED_AT)}

    assert related(terms)["200"] == ("199", "201", "198")
    assert related(terms)["299"] == ("298", "297", "296")


def test_frequent_terms_count_where_rare_ones_are_shared():
    """Of two posts with the rare term, the one that shares the frequent one too."""
    many = {f"{number:03d}": "x" for number in range(3 * LOOKED_AT)}
    terms = {"both": "xr", "rare": "r", **many, "this": "xr"}

    assert related(terms)["this"][:2] == ("both", "rare")


def test_posts_beside_are_not_repeated():
    """A page has its neighbours once."""
    terms = dict.fromkeys(["e", "d", "c", "b", "a"], "x")

    assert related(terms, {"c": {"d", "b"}})["c"] == ("e", "a")


def test_nothing_in_common_is_no_relation():
    """A post of its own kind stands alone."""
    assert related({"a": "x", "b": "y", "c": ""}) == {"a": (), "b": (), "c": ()}


def test_only_the_nearest_posts_of_a_frequent_term_are_compared():
    """The effort for each post is bounded, however large the site is."""
    terms = {f"{number:03d}": "xy" for number in range(3 * LOOKED_AT)}
    looks = 0

    class Counting(frozenset):
        def __rand__(self, other):
            nonlocal looks
            looks += 1
            return frozenset.__rand__(self, other)

    own = {name: Counting(letters) for name, letters in terms.items()}
    found = RelatedPosts(own, daily(own))
    for name in own:
        found.closest(name, ())

    assert 0 < looks <= len(terms) * LOOKED_AT


@given(st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=12))
def test_relation_needs_a_shared_term_and_is_never_to_itself(terms):
    """Whatever the terms, no page leads where it should not."""
    own = {f"p{number}": letters for number, letters in enumerate(terms)}
    for docname, letters in own.items():
        found = RelatedPosts(own, daily(own)).closest(docname, ())
        sharing = [o for o in own if o != docname and own[o] & letters]
        assert set(found) <= set(sharing)
        assert len(set(found)) == len(found) == min(3, len(sharing))
