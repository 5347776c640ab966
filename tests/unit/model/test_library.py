"""How a list is paginate into pages."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.model.library import paginate


@given(st.lists(st.integers(), unique=True, max_size=50), st.integers(1, 12))
def test_cutting_loses_and_repeats_nothing(posts, size):
    """Pages in order hold the list, each is full but the last, and all are linked."""
    pages = paginate(posts, size, "list")

    assert list(itertools.chain.from_iterable(page.posts for page in pages)) == posts
    assert all(len(page.posts) == size for page in pages[:-1])
    assert [page.number for page in pages] == list(range(1, pages[0].total + 1))
    for page, following in itertools.pairwise(pages):
        assert (page.next, following.previous) == (following.docname, page.docname)
    assert (pages[0].previous, pages[-1].next) == (None, None)
