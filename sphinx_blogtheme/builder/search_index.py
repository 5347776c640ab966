"""Sphinx's search index, complete although a build writes only some documents.

Sphinx's own (9.0) loses the index entries of documents that a build doesn't write, keeps
words that only removed documents have, and reads and writes all words for each edit.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import INVENTORY_FILENAME
from sphinx.search import IndexBuilder, WordStore
from sphinx.util import logging
from sphinx.util.inventory import InventoryFile

from sphinx_blogtheme.builder.index_text import IndexText
from sphinx_blogtheme.builder.parallel import ParallelBuilder
from sphinx_blogtheme.builder.script_words import usable_translations
from sphinx_blogtheme.builder.search_words import (
    language_of_search,
    split_in_any_script,
    stemmer_of,
)
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Set

    from docutils import nodes
    from sphinx.domains import Domain


class SearchIndex(IndexBuilder):
    """Sphinx's search index, of exactly the documents that exist.

    Sphinx's script makes the URL of a result from the docname in the file. Under the
    builder ``html`` it adds ``.html``, so a post is ``2025/03/x/index`` there.
    """

    def __init__(self, builder: IndexingBuilder) -> None:
        config = builder.config
        self._builder = builder
        super().__init__(
            builder.env,
            language_of_search(config.html_search_language or config.language),
            config.html_search_options,
            config.html_search_scorer,
        )
        self._domains: Any = SimpleNamespace(sorted=builder.listed_domains)
        self._numbers: dict[str, int] = {}
        self._text = ""
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

    def add_last(self, text: str, docnames: Set[str]) -> None:
        """Add documents of the last build, with what its index has of them.

        :param text: the index of the last build.
        :raises ValueError: if it is no index of this version of Sphinx.
        """
        name_of = self._builder.search_name
        last = IndexText(text, self._env_version)
        known = {name_of(docname): docname for docname in docnames}
        staying = [known.get(name) for name in last.docnames]
        fed = sorted(self._titles)
        names = sorted({*fed, *filter(None, staying)})
        numbers = {docname: number for number, docname in enumerate(names)}
        self._numbers = numbers
        if not fed:  # Sphinx can't make an index without a document
            self._titles[""] = ""
        self._text = last.merged(
            [name_of(docname) for docname in names],
            [numbers[docname] if docname else None for docname in staying],
            self.freeze(),
            [numbers[docname] for docname in fed],
        )

    def prune(self, docnames: Iterable[str]) -> None:
        """Remove nothing: only documents that exist have been added."""

    def dump(self, stream: Any, format: Any) -> None:  # noqa: A002 -- Sphinx's name
        """Write the index."""
        if self._text:
            stream.write(self._text)
        else:
            super().dump(stream, format)

    def get_objects(self, fn2index: dict[str, int]) -> Any:
        """Return the objects of all documents, also of those of the last build."""
        return super().get_objects(self._numbers or fn2index)

    def freeze(self) -> dict[str, Any]:
        """Return the index as data, the same whichever process wrote a document first."""
        self._index_entries = dict(sorted(self._index_entries.items()))
        frozen = super().freeze()
        frozen["docnames"] = list(map(self._builder.search_name, frozen["docnames"]))
        return frozen


class IndexingBuilder(ParallelBuilder):
    """An HTML builder whose search is Sphinx's, Pagefind's or none."""

    _domains: list[SimpleNamespace] | None = None

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
        """Begin an index of the documents to be written."""
        self.indexer = SearchIndex(self)
        self._written = docnames

    def index_all(self) -> None:
        """Index all documents for Sphinx's search, because Pagefind has failed."""
        self.search_engine = "sphinx"
        self.load_indexer(frozenset())
        self.site_changed = True
        self.copy_static_files()  # with language_data.js, which the search needs

    def listed_domains(self) -> list[SimpleNamespace]:
        """Return the domains with their objects, but those of pages in no list.

        These are unlisted posts and the 404 page. Objects are looked up once in a build.
        """
        if self._domains is None:
            posts = blog_domain(self.env).posts
            unlisted = {name for name, post in posts.items() if not post.listed}
            unlisted |= set(filter(self.is_not_found, session_of(self.env).pages))
            self._domains = [
                _with_objects(domain, unlisted) for domain in self.env.domains.sorted()
            ]
        return self._domains

    def forget_objects(self) -> None:
        """Forget the objects of the domains, since the build has ended."""
        self._domains = None

    def dump_inventory(self) -> None:
        """Write ``objects.inv``, without unlisted posts and the 404 page."""
        path = Path(self.outdir, INVENTORY_FILENAME)
        if self.site_changed or not path.exists():
            domains = SimpleNamespace(sorted=self.listed_domains)
            environment: Any = SimpleNamespace(config=self.config, domains=domains)
            InventoryFile.dump(path, environment, self)

    def write_genindex(self) -> None:
        """Write the general index; Sphinx makes a URL of each document in its data."""
        entries = self.env.domains.index_domain.entries
        for docname in [docname for docname, found in entries.items() if not found]:
            del entries[docname]
        super().write_genindex()

    def dump_search_index(self) -> None:
        """Write the search index, if a document has changed."""
        path = Path(self.outdir, self.searchindex_filename)
        if self.indexer is None or (path.exists() and not self.site_changed):
            return
        index: Any = self.indexer
        others = self.env.all_docs.keys() - self._written
        try:
            index.add_last(path.read_text(encoding="utf-8"), others)
        except (OSError, ValueError):
            self._index(others)
        super().dump_search_index()

    def _index(self, docnames: Set[str]) -> None:
        """Index documents as if they were written.

        What is wrong with them was said when they were.
        """
        with logging.suppress_logging():
            for docname in sorted(docnames):
                self.write_doc_serialized(docname, self._resolved(docname))


def _with_objects(domain: Domain, unlisted: Set[str]) -> SimpleNamespace:
    """Return what Sphinx's indexes use of a domain."""
    objects = [item for item in domain.get_objects() if item[3] not in unlisted]
    return SimpleNamespace(
        name=domain.name,
        object_types=domain.object_types,
        get_type_name=domain.get_type_name,
        get_objects=lambda: objects,
    )
