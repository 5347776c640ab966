"""Read and write documents in parallel, with all of their work done in the workers.

Sphinx's own builder (9.0) resolves each document and feeds the search index in the
parent process (https://github.com/sphinx-doc/sphinx/issues/10779), and sends the whole
environment through a pipe for each of many small chunks of documents
(https://github.com/sphinx-doc/sphinx/issues/10967).
"""

from __future__ import annotations

import pickle
from itertools import islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.build_phase import BuildPhase
from sphinx.util.display import status_iterator

from sphinx_blogtheme.builder.rivals import (
    drop_warnings,
    noting_shared_names,
    with_rivals,
)
from sphinx_blogtheme.builder.speedups.docutils_settings import cached_settings
from sphinx_blogtheme.builder.speedups.node_search import fast_searches
from sphinx_blogtheme.builder.workers import run_in_workers
from sphinx_blogtheme.markdown.unreadable import show_unwritable
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.kept_warnings import warning_keeper
from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence, Set

    from docutils import nodes

    from sphinx_blogtheme.builder.rivals import Name

INDEPENDENT_RESOLVERS = (
    "ablog",
    "docutils",
    "myst_parser",
    "sphinx",
    "sphinx_blogtheme",
)
"""Packages that note nothing about other documents when they resolve one."""
RESOLVING_EVENTS = ("doctree-resolved", "missing-reference", "warn-missing-reference")
"""Events during the resolving of a document."""
RESOLVED_DOCUMENTS = 200
"""Number of resolved documents that are kept in memory until workers write them."""
SERIAL_DOCUMENTS = 5
"""Number of documents up to which one process does the work, as in Sphinx's reading."""

_BY_DOCNAME = ("_titles", "_filenames", "_all_titles", "_index_entries")
_BY_WORD = ("_mapping", "_title_mapping")


class ParallelBuilder(PermalinkBuilder):
    """Reads and writes documents in as many processes as ``sphinx-build -j`` allows."""

    def _read_serial(self, docnames: list[str]) -> None:
        """Read documents one after the other.

        All of them are forgotten first, so that a label which has moved from one to
        another isn't taken for a second one.
        """
        with noting_shared_names(self.env) as shared:
            self._read_one_by_one(docnames)
        found = shared.rivals(self.env.found_docs)
        self._settle(docnames, found, in_order=found.keys() <= set(docnames))

    def _read_parallel(self, docnames: list[str], nproc: int) -> None:
        """Read documents in workers, and merge their environments into this one."""
        if len(docnames) <= SERIAL_DOCUMENTS:
            self._read_serial(docnames)
            return
        self._forget(docnames)
        with noting_shared_names(self.env) as shared:

            def read(
                names: Iterator[str],
            ) -> tuple[list[str], bytes, dict[Name, set[str]]]:
                self.env._app = self._app  # noqa: SLF001
                done = []
                for docname in names:
                    self.read_doc(docname, _cache=False)
                    done.append(docname)
                environment = pickle.dumps(self.env, pickle.HIGHEST_PROTOCOL)
                return done, environment, shared.documents

            longest_first = sorted(docnames, key=self._length, reverse=True)
            bar = self._bar(longest_first, "reading sources... ", "purple")
            with cached_settings(), fast_searches():
                results = run_in_workers(
                    longest_first, read, nproc, bar, self.prepare_drawing
                )
            for names, environment, found in sorted(results, key=itemgetter(0)):
                other = pickle.loads(environment)  # noqa: S301 -- our own process
                self.env.merge_info_from(names, other, self._app)
                shared.add(found)
        self._settle(docnames, shared.rivals(self.env.found_docs), in_order=False)

    def _read_one_by_one(self, docnames: list[str]) -> None:
        self._forget(docnames)
        with cached_settings(), fast_searches():
            super()._read_serial(docnames)

    def _settle(
        self, docnames: list[str], rivals: dict[str, set[str]], *, in_order: bool
    ) -> None:
        """Note which documents define the same names; read these again in order.

        :param docnames: the documents that were read, to which others are added.
        :param rivals: the documents with which each document shares a name.
        :param in_order: whether they have just been read in order.
        """
        known = blog_domain(self.env).rivals
        if rivals and not in_order:
            again = with_rivals(rivals.keys(), rivals, known) & self.env.found_docs
            docnames += again.difference(docnames)
            docnames.sort()
            drop_warnings(again)
            with noting_shared_names(self.env) as shared:
                self._read_one_by_one(sorted(again))
            rivals = shared.rivals(self.env.found_docs)
        known.update(rivals)

    def _forget(self, docnames: Iterable[str]) -> None:
        for docname in docnames:
            self.events.emit("env-purge-doc", self.env, docname)
            self.env.clear_doc(docname)

    def prepare_drawing(self) -> None:
        """Prepare to draw pages, while workers read; nothing to do here."""

    def _length(self, docname: str) -> int:
        path = self.env.doc2path(docname)
        return path.stat().st_size if path.is_file() else 0

    def _bar(
        self, docnames: Sequence[str], summary: str, colour: str
    ) -> Iterable[object]:
        return status_iterator(
            docnames,
            summary,
            colour,
            len(docnames),
            self.config.verbosity,
        )

    def write_documents(self, docnames: Set[str]) -> None:
        """Resolve and write documents, in workers if that is safe."""
        with fast_searches():
            if len(docnames) <= SERIAL_DOCUMENTS or not self.parallel_ok:
                self._write_serial(sorted(docnames))
            elif self._resolves_alone():
                self._write_in_workers(sorted(docnames))
            else:
                self._resolve_and_write(sorted(docnames))
        if keeper := warning_keeper(self.env):
            keeper.written |= docnames
            keeper.writing = ""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a document; the warnings of that are kept with it."""
        if keeper := warning_keeper(self.env):
            keeper.begin_writing(docname)
        # Translators get the builder that other extensions know.
        public: Any = self._app.builder
        StandaloneHTMLBuilder.write_doc(public, docname, doctree)

    def _resolves_alone(self) -> bool:
        """Return whether nothing that resolves a document notes things for others."""
        handlers = [
            listener.handler
            for event in RESOLVING_EVENTS
            for listener in self.events.listeners.get(event, ())
        ]
        transforms = self._registry.get_post_transforms()
        return all(
            getattr(part, "__module__", "").partition(".")[0] in INDEPENDENT_RESOLVERS
            for part in (*handlers, *transforms)
        )

    def _write_in_workers(self, docnames: list[str]) -> None:
        index_parts = (*_BY_DOCNAME, *_BY_WORD) if self.indexer else ()
        longest_first = sorted(docnames, key=self._length, reverse=True)
        # Templates that this document needs are then compiled for all workers.
        self._write_one(longest_first.pop())

        def write(names: Iterator[str]) -> tuple[dict[str, str], dict[str, Any]]:
            for name in index_parts:
                setattr(self.indexer, name, {})
            for docname in names:
                self._write_one(docname)
            return self.images, {name: vars(self.indexer)[name] for name in index_parts}

        bar = self._bar(longest_first, "writing output... ", "darkgreen")
        for images, index in run_in_workers(
            longest_first, write, self._app.parallel, bar
        ):
            self.images.update(images)
            if index:
                self._add_to_index(index)

    def _resolve_and_write(self, docnames: list[str]) -> None:
        """Resolve documents here, one after the other, and write them in workers."""
        self._write_one(docnames.pop())  # which compiles the templates for the workers

        def write(documents: Iterator[tuple[str, nodes.document]]) -> None:
            self.phase = BuildPhase.WRITING
            for docname, doctree in documents:
                self.write_doc(docname, doctree)

        bar = self._bar(docnames, "writing output... ", "darkgreen")
        for start in range(0, len(docnames), RESOLVED_DOCUMENTS):
            some = docnames[start : start + RESOLVED_DOCUMENTS]
            resolved = [(docname, self._resolved(docname)) for docname in some]
            for docname, doctree in resolved:
                self.write_doc_serialized(docname, doctree)
            run_in_workers(resolved, write, self._app.parallel, islice(bar, len(some)))

    def _write_serial(self, docnames: Sequence[str]) -> None:
        """Write documents one after the other."""
        with logging.pending_warnings():
            bar = self._bar(docnames, "writing output... ", "darkgreen")
            for docname, _ in zip(docnames, bar, strict=True):
                self._write_one(docname)

    def _write_one(self, docname: str) -> None:
        doctree = self._resolved(docname)
        self.phase = BuildPhase.WRITING
        self.write_doc_serialized(docname, doctree)
        self.write_doc(docname, doctree)

    def _resolved(self, docname: str) -> nodes.document:
        """Return a document with its references resolved; as text if that fails.

        :raises Exception: if it fails for the text too, as it then does for any.
        """
        self.phase = BuildPhase.RESOLVING
        # Domains get the builder that other extensions know.
        builder = self._app.builder
        try:
            return self.env.get_and_resolve_doctree(docname, builder, tags=self.tags)
        except ConfigError:
            raise
        except Exception as error:  # noqa: BLE001 -- of any extension
            return self.shown_as_text(docname, error)

    def shown_as_text(self, docname: str, error: Exception) -> nodes.document:
        """Return the doctree of a document as text, with a warning.

        :param error: why the document itself can't be written.
        """
        document = self.env.get_doctree(docname)
        show_unwritable(document, self.env, docname, error)
        self.env.apply_post_transforms(document, docname)
        return document

    def _add_to_index(self, index: dict[str, Any]) -> None:
        for name in _BY_DOCNAME:
            getattr(self.indexer, name).update(index[name])
        for name in _BY_WORD:
            words = getattr(self.indexer, name)
            for word, docnames in index[name].items():
                words.setdefault(word, set()).update(docnames)
