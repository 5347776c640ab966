"""Sphinx's search index, complete although a build writes only some documents.

Sphinx's own (9.0) loses the index entries of documents that a build doesn't write, and
keeps words that only removed documents have.
"""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sphinx.search import IndexBuilder, WordStore
from sphinx.util.index_entries import split_index_msg

from sphinx_blogtheme.builder.parallel import ParallelBuilder
from sphinx_blogtheme.builder.script_words import usable_translations
from sphinx_blogtheme.builder.search_words import (
    language_of_search,
    split_in_any_script,
    stemmer_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from docutils import nodes

    from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder


class SearchIndex(IndexBuilder):
    """Sphinx's search index, of exactly the documents that exist.

    Sphinx's script makes the URL of a result from the docname in the file. Under the
    builder ``html`` it adds ``.html``, so a post is ``2025/03/x/index`` there.
    """

    def __init__(self, builder: PermalinkBuilder) -> None:
        config = builder.config
        self._builder = builder
        super().__init__(
            builder.env,
            language_of_search(config.html_search_language or config.language),
            config.html_search_options,
            config.html_search_scorer,
        )
        self._entries = builder.env.domains.index_domain.entries
        self.js_splitter_code = split_in_any_script(self.lang)
        language: Any = self.lang
        language.stem = cache(language.stem)  # Sphinx's cache is for one document

    def _word_collector(self, doctree: nodes.document) -> WordStore:
        """Return the words of a document, each once: the index doesn't count them."""
        found = super()._word_collector(doctree)
        found.words = list(dict.fromkeys(found.words))
        return found

    def get_js_stemmer_code(self) -> str:
        """Return the script of the language's stemmer."""
        return stemmer_of(self.lang, super().get_js_stemmer_code())

    def rename(self, docname: str, title: str, shown: str) -> None:
        """Give a document's own title another text in the results.

        Sphinx would show a title that differs from the page's as one of its headings.
        """
        titles = self._all_titles.get(docname, [])
        self._all_titles[docname] = [
            (shown if text == title else text, anchor) for text, anchor in titles
        ]

    def prune(self, docnames: Iterable[str]) -> None:
        """Remove all documents but those given, and the words that only they had.

        Sphinx intersects each word's documents with those that stay. Here those that go
        are removed, which are fewer.
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

    def load(self, stream: Any, format: Any) -> None:  # noqa: A002 -- Sphinx's name
        """Load the index of the last build, with its documents' own docnames.

        :raises ValueError: if the file is no index of this version of Sphinx.
        """
        reader = self.formats[format] if isinstance(format, str) else format

        def read(stream: Any) -> Any:
            frozen = reader.load(stream)
            if isinstance(frozen, dict):
                found = self._builder.env.found_docs
                known = {self._builder.search_name(name): name for name in found}
                names = frozen.get("docnames", ())
                frozen["docnames"] = [known.get(name, name) for name in names]
            return frozen

        super().load(stream, SimpleNamespace(load=read))

    def freeze(self) -> dict[str, Any]:
        """Return the index as data, with the index entries of all documents.

        Sphinx loads all of the last build's search index except these entries.
        """
        known = self._index_entries
        for docname, entries in self._entries.items():
            if docname in self._titles and docname not in known:
                known[docname] = sorted(set(_parts_of(entries)))
        self._index_entries = dict(sorted(known.items()))
        frozen = super().freeze()
        frozen["docnames"] = list(map(self._builder.search_name, frozen["docnames"]))
        return frozen


def _parts_of(entries: Iterable[tuple[Any, ...]]) -> Iterator[tuple[str, str, str]]:
    """Yield a document's entries of the general index, split as Sphinx splits them."""
    for kind, text, target, main, _ in entries:
        with contextlib.suppress(ValueError):
            parts = split_index_msg(kind, text)
            if kind in {"see", "seealso"}:
                parts = parts[:1]
            yield from ((part, target or "", main) for part in parts)


class IndexingBuilder(ParallelBuilder):
    """An HTML builder whose search is Sphinx's, Pagefind's or none."""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Prepare a search index, if the search is Sphinx's."""
        has_page, self.search = self.search, self.search_engine == "sphinx"
        super().prepare_writing(docnames)
        self.search = has_page

    def copy_translation_js(self) -> None:
        """Publish the words of Sphinx's scripts without those that are empty."""
        super().copy_translation_js()
        path = Path(self.outdir, "_static", "translations.js")
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(usable_translations(text), encoding="utf-8")

    def load_indexer(self, docnames: Set[str]) -> None:
        """Load the index of the last build, without the documents to be written."""
        self.indexer = SearchIndex(self)
        if not self._index_is_current():
            super().load_indexer(docnames)

    def _index_is_current(self) -> bool:
        path = Path(self.outdir, self.searchindex_filename)
        return path.exists() and not self.site_changed

    def index_all(self) -> None:
        """Index all documents for Sphinx's search, because Pagefind has failed."""
        self.search_engine = "sphinx"
        self.indexer = SearchIndex(self)
        for docname in sorted(self.env.found_docs):
            title = self.env.longtitles.get(docname)
            text = title.astext() if title else ""
            self.index_page(docname, self.env.get_doctree(docname), text)
        self.site_changed = True
        self.copy_static_files()  # with language_data.js, which the search needs

    def dump_search_index(self) -> None:
        """Write the search index, if a document has changed."""
        if not self._index_is_current():
            super().dump_search_index()
