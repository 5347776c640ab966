"""The parts of permalinks that are from a post's header and the path of its file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.discovery.cascade import DRAFTS, POSTS
from sphinx_blogtheme.model.terms import Vocabulary, term_slug

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sphinx_blogtheme.model.posts import FrontMatter


class PermalinkFields:
    """Makes the values of the fields of a pattern, as one site has them."""

    def __init__(
        self, vocabulary: Vocabulary | None = None, authors: Sequence[str] = ()
    ) -> None:
        """Take the options of a site.

        :param authors: authors of posts that name none.
        """
        self._vocabulary = vocabulary or Vocabulary({})
        self._authors = authors

    def __repr__(self) -> str:
        """Return a text that differs between sites whose options differ."""
        return repr((self._vocabulary, self._authors))

    def of(self, path: str, facts: FrontMatter, slug: str) -> Mapping[str, str]:
        """Return the values of ``category``, ``author``, ``section`` and ``title``.

        Those that a post does not have are empty.

        :param path: path of its file from the source folder, with forward slashes.
        :param slug: its slug, for a post whose header has no title.
        """
        return {
            "category": self._first("category", facts.categories),
            "author": self._first("author", facts.authors or self._authors),
            "section": section_folder(path),
            "title": term_slug(facts.title) if facts.title else slug,
        }

    def _first(self, taxonomy: str, names: Sequence[str]) -> str:
        terms = self._vocabulary.terms(taxonomy, names[:1])
        return terms[0].slug if terms else ""


def section_folder(path: str) -> str:
    """Return the first folder of a post below its folder of posts, or an empty text.

    It is ``travel`` for ``posts/travel/x.md``. The folder that has the name of a post,
    with an ``index`` in it, is none.
    """
    *folders, name = path.split("/")
    if folders and name.rpartition(".")[0] == "index":
        del folders[-1]
    for number, folder in reversed([*enumerate(folders)]):
        if folder in (*POSTS, DRAFTS):
            folders = folders[number + 1 :]
            break
    return folders[0] if folders else ""
