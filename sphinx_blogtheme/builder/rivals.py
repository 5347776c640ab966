"""Find the documents that define the same name, and read these in a fixed order.

Of two documents with the same label, the one that is read later has it, and Sphinx
warns. That depends on which documents a build reads, and on which process reads them.
So the documents that share a name are read together, in the order of a build that reads
everything in one process.
"""

from __future__ import annotations

import logging as python_logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx.util.logging import NAMESPACE, MemoryHandler

from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.kept_warnings import document_being_read

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    Name = tuple[str, str, Any]


@dataclass(eq=False)
class SharedNames:
    """The names that several documents have defined in Sphinx's domains."""

    documents: dict[Name, set[str]] = field(default_factory=dict)
    """Docnames by domain, table and name: ``("std", "labels", "intro")``."""

    def add(self, other: Mapping[Name, Set[str]]) -> None:
        """Add the names that another process has found."""
        for name, docnames in other.items():
            self.documents.setdefault(name, set()).update(docnames)

    def rivals(self, found_docs: Set[str]) -> dict[str, set[str]]:
        """Return the documents with which each document shares a name.

        :param found_docs: the documents of the site; other names are Sphinx's own
            pages, such as ``genindex``.
        """
        rivals: dict[str, set[str]] = {}
        for docnames in self.documents.values():
            there = docnames & found_docs
            for docname in there if len(there) > 1 else ():
                rivals.setdefault(docname, set()).update(there - {docname})
        return rivals


class _Table(dict[Any, Any]):
    """A table of a domain that notes which names get a second document."""

    def __init__(
        self, values: Mapping[Any, Any], place: tuple[str, str], shared: SharedNames
    ) -> None:
        super().__init__(values)
        self._place, self._shared = place, shared

    def __setitem__(self, key: Any, value: Any) -> None:
        docnames = {_docname(self.get(key)), _docname(value)} - {""}
        if len(docnames) > 1:
            self._shared.add({(*self._place, key): docnames})
        super().__setitem__(key, value)

    def __reduce__(self) -> tuple[type[dict[Any, Any]], tuple[dict[Any, Any]]]:
        """Return what is pickled: a usual dictionary."""
        return dict, (dict(self),)


def _docname(value: Any) -> str:
    """Return the docname with which an entry of Sphinx's tables begins."""
    first = value[0] if value and isinstance(value, tuple) else ""
    return first if isinstance(first, str) else ""


@contextmanager
def noting_shared_names(env: BuildEnvironment) -> Iterator[SharedNames]:
    """Note which names get a second document while documents are read or merged."""
    shared = SharedNames()
    # Domains of others may keep their tables elsewhere, too.
    domains = [
        domain
        for domain in env.domains.sorted()
        if type(domain).__module__.startswith("sphinx.")
    ]
    for domain in domains:
        for key, table in domain.data.items():
            if type(table) is dict:
                domain.data[key] = _Table(table, (domain.name, key), shared)
    try:
        yield shared
    finally:
        for domain in domains:
            for key, table in domain.data.items():
                if isinstance(table, _Table):
                    domain.data[key] = dict(table)


def with_rivals(docnames: Set[str], *rivals: Mapping[str, Set[str]]) -> set[str]:
    """Return documents with all that share a name with one of them, or with those.

    :param rivals: tables of the documents with which each one shares a name.
    """
    found: set[str] = set()
    new = set(docnames)
    while new:
        found |= new
        new = {
            other for table in rivals for name in new for other in table.get(name, ())
        } - found
    return found


def read_rivals(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Let Sphinx also read what shares a name with what it reads.

    It is called on ``env-before-read-docs``. A document may also have shared a name
    with one that is gone.
    """
    del app
    rivals = blog_domain(env).rivals
    gone = {name for name in set().union(*rivals.values()) if name not in env.all_docs}
    gone -= set(docnames)
    of_gone = {name for name, others in rivals.items() if not gone.isdisjoint(others)}
    wanted = with_rivals({*docnames, *of_gone}, rivals) & env.found_docs
    if new := wanted - set(docnames):
        docnames += new
        docnames.sort()


def drop_warnings(docnames: Set[str]) -> None:
    """Drop the warnings of documents that are read again, as far as none sees them.

    Sphinx keeps them until all documents have been read.
    """
    for handler in python_logging.getLogger(NAMESPACE).handlers:
        if isinstance(handler, MemoryHandler):
            handler.buffer[:] = [
                record
                for record in handler.buffer
                if document_being_read(record) not in docnames
            ]
