"""Which posts are related, without Sphinx."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.model.related import LOOKED_AT, related_posts


def related(terms: dict[str, str], beside: dict[str, set[str]] | None = None):
    """Return the related posts, from one letter for each term of a post."""
    own = {docname: frozenset(letters) for docname, letters in terms.items()}
    return related_posts(own, beside or {})


def test_rare_term_relates_more_than_a_common_one():
    """Who shares what few have is closer than who is newer."""
    terms = {"new": "c", "near": "cr", "this": "cr", "old": "c", "older": "c"}

    assert related(terms)["this"] == ("near", "new", "old")


def test_more_shared_terms_relate_more():
    """Two common subjects are more than one of them."""
    assert related({"a": "x", "b": "xy", "c": "y", "d": "xy"})["d"] == ("b", "a", "c")


def test_newer_of_equally_related_posts_is_first():
    """And three are enough."""
    terms = dict.fromkeys(["e", "d", "c", "b", "a"], "x")

    assert related(terms)["a"] == ("e", "d", "c")
    assert related(terms)["e"] == ("d", "c", "b")


def test_posts_beside_are_not_repeated():
    """A page has its neighbours once."""
    terms = dict.fromkeys(["e", "d", "c", "b", "a"], "x")

    assert related(terms, {"c": {"d", "b"}})["c"] == ("e", "a")


def test_nothing_in_common_is_no_relation():
    """A post of its own kind stands alone."""
    assert related({"a": "x", "b": "y", "c": ""}) == {"a": (), "b": (), "c": ()}


def test_only_the_newest_posts_of_a_frequent_term_are_compared():
    """The effort for each post is bounded, however large the site is."""
    terms = {f"{number:03d}": "x" for number in range(3 * LOOKED_AT)}
    looks = 0

    class Counting(frozenset):
        def __and__(self, other):
            nonlocal looks
            looks += 1
            return frozenset.__and__(self, other)

    related_posts({name: Counting(own) for name, own in terms.items()}, {})

    assert looks <= len(terms) * LOOKED_AT


@given(st.lists(st.frozensets(st.sampled_from("abcdef")), max_size=12))
def test_relation_needs_a_shared_term_and_is_never_to_itself(terms):
    """Whatever the terms, no page leads where it should not."""
    own = {f"p{number}": letters for number, letters in enumerate(terms)}
    for docname, found in related_posts(own, {}).items():
        sharing = [o for o in own if o != docname and own[o] & own[docname]]
        assert set(found) <= set(sharing)
        assert len(set(found)) == len(found) == min(3, len(sharing))
