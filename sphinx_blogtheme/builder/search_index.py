"""Make the index of Sphinx's search from the documents that a build writes.

Sphinx's own (9.0) loses the index entries of documents that a build doesn't write,
and keeps the words of those that have gone.
"""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.search import IndexBuilder, WordStore
from sphinx.util.index_entries import split_index_msg

from sphinx_blogtheme.builder.parallel import ParallelBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from docutils import nodes
    from sphinx.builders.html import StandaloneHTMLBuilder


class Index(IndexBuilder):
    """Sphinx's index, of exactly the documents that there are."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        config = builder.config
        super().__init__(
            builder.env,
            config.html_search_language or config.language,
            config.html_search_options,
            config.html_search_scorer,
        )
        self._entries = builder.env.domains.index_domain.entries
        language: Any = self.lang
        language.stem = cache(language.stem)  # Sphinx forgets after each document

    def _word_collector(self, doctree: nodes.document) -> WordStore:
        """Return the words of a document, each once: the index counts none."""
        found = super()._word_collector(doctree)
        found.words = list(dict.fromkeys(found.words))
        return found

    def prune(self, docnames: Iterable[str]) -> None:
        """Forget all documents but those given, and the words that only others have.

        Sphinx looks for what stays in each word's documents; what goes is less.
        """
        gone = self._titles.keys() - set(docnames)
        for docname in gone:
            for known in (self._titles, self._filenames, self._all_titles):
                known.pop(docname, None)
        if gone:
            for words in (self._mapping, self._title_mapping):
                for docs in words.values():
                    docs.difference_update(gone)
                for word in [word for word, docs in words.items() if not docs]:
                    del words[word]

    def freeze(self) -> dict[str, Any]:
        """Return the index as data, with the entries of all documents.

        Sphinx loads the rest of the search index from the last build, but not these.
        """
        known = self._index_entries
        for docname, entries in self._entries.items():
            if docname in self._titles and docname not in known:
                known[docname] = sorted(set(_parts_of(entries)))
        return super().freeze()


def _parts_of(entries: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str, str]]:
    """Yield what a document adds to a general index, as Sphinx takes it apart."""
    for kind, text, target, main, _ in entries:
        with contextlib.suppress(ValueError):
            parts = split_index_msg(kind, text)
            if kind in {"see", "seealso"}:
                parts = parts[:1]
            yield from ((part, target or "", main) for part in parts)


class IndexingBuilder(ParallelBuilder):
    """Sphinx's HTML builder, whose search may be Sphinx's or another."""

    search_engine = "sphinx"
    """What the search page works with: ``sphinx``, ``pagefind`` or ``none``."""
    site_changed = True
    """False where neither a document was written nor one has gone."""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare an index, for Sphinx's search only."""
        has_page, self.search = self.search, self.search_engine == "sphinx"
        super().prepare_writing(docnames)
        self.search = has_page

    def load_indexer(self, docnames: Set[str]) -> None:
        """Load the index of the last build, without the documents to be written."""
        self.indexer = Index(self)
        if not self._index_is_current():
            super().load_indexer(docnames)

    def _index_is_current(self) -> bool:
        path = Path(self.outdir, self.searchindex_filename)
        return path.exists() and not self.site_changed

    def index_all(self) -> None:
        """Feed all documents to Sphinx's search, where another has failed."""
        self.search_engine = "sphinx"
        self.indexer = Index(self)
        for docname in sorted(self.env.found_docs):
            title = self.env.longtitles.get(docname)
            text = title.astext() if title else ""
            self.index_page(docname, self.env.get_doctree(docname), text)
        self.site_changed = True
        self.copy_static_files()  # some of them hold the words of a language

    def dump_search_index(self) -> None:
        """Write the search index, if a document has changed."""
        if not self._index_is_current():
            super().dump_search_index()
