"""Make the index of Sphinx's search from the documents that a build writes.

Sphinx's own (9.0) loses the index entries of documents that a build doesn't write,
and keeps the words of those that have gone.
"""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.search import IndexBuilder
from sphinx.util.index_entries import split_index_msg

from sphinx_blogtheme.parallel import ParallelBuilder

if TYPE_CHECKING:
    from collections.abc import Set


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
        if self.indexer is not None:
            language: Any = self.indexer.lang
            language.stem = cache(language.stem)  # Sphinx forgets after each document

    def index_all(self) -> None:
        """Feed all documents to Sphinx's search, where another has failed."""
        self.search_engine = "sphinx"
        config = self.config
        self.indexer = IndexBuilder(
            self.env,
            config.html_search_language or config.language,
            config.html_search_options,
            config.html_search_scorer,
        )
        for docname in sorted(self.env.found_docs):
            title = self.env.longtitles.get(docname)
            text = title.astext() if title else ""
            self.index_page(docname, self.env.get_doctree(docname), text)
        self.site_changed = True
        self.copy_static_files()  # some of them hold the words of a language

    def dump_search_index(self) -> None:
        """Write the search index, if a document has changed."""
        path = Path(self.outdir, self.searchindex_filename)
        if self.indexer is None or (path.exists() and not self.site_changed):
            return
        self.indexer.prune(self.env.all_docs)
        self._recall_index_entries()
        # Sphinx keeps the words of documents that have gone, with no document.
        index: Any = self.indexer
        for words in (index._mapping, index._title_mapping):  # noqa: SLF001
            for word in [word for word, docnames in words.items() if not docnames]:
                del words[word]
        super().dump_search_index()

    def _recall_index_entries(self) -> None:
        """Add the index entries of documents that this build didn't write.

        Sphinx loads the rest of the search index from the last build, but not these.
        """
        index: Any = self.indexer
        known = index._index_entries  # noqa: SLF001
        for docname, entries in self.env.domains.index_domain.entries.items():
            if docname in index._titles and docname not in known:  # noqa: SLF001
                found = set()
                for kind, text, target, main, _ in entries:
                    with contextlib.suppress(ValueError):
                        parts = split_index_msg(kind, text)
                        if kind in {"see", "seealso"}:
                            parts = parts[:1]
                        found |= {(part, target or "", main) for part in parts}
                known[docname] = sorted(found)
