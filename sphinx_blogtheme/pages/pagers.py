"""The links from one page of a list to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.model.kinds import KIND_PAGES
from sphinx_blogtheme.model.library import month_docname, term_docname
from sphinx_blogtheme.pages.template_values import Pager

if TYPE_CHECKING:
    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import ListPage


def pager_of(view: Listing, page: ListPage, home: str) -> Pager:
    """Return the links on a page of a list.

    :param home: docname of the front page of the edition.
    """
    base = _base(view)
    first = base.rstrip("/") if base != view.folder else home
    newer, older = page.previous, page.next
    if view.list_kind == "series":
        newer, older = older, newer
    return Pager(
        page.number,
        page.total,
        newer,
        older,
        [
            (number, first if number == 1 else f"{base}page/{number}")
            for number in range(1, page.total + 1)
        ],
    )


def _base(view: Listing) -> str:
    """Return the folder of a list, such as ``tag/python/``; mostly empty at the front."""
    if view.kind == "changes" and view.page:
        return f"{view.page.first}/"
    if view.list_kind == "month":
        return f"{month_docname(view.year, view.month, view.folder)}/"
    if view.post_kind:
        return f"{view.folder}{KIND_PAGES[view.post_kind]}/"
    if view.term:
        return f"{term_docname(view.list_kind, view.term, view.folder)}/"
    return view.folder
