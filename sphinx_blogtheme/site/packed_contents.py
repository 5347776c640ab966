"""Pickle the table of contents of each document by itself, in Sphinx's environment.

They are a third of the environment, and a build that changes one post needs few of
them. So each is unpickled when it is asked for, and the others are kept as bytes.
"""

from __future__ import annotations

import pickle
from collections.abc import MutableMapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.environment import BuildEnvironment


class PackedContents(MutableMapping[str, nodes.bullet_list]):
    """Tables of contents by docname, in the place of the dictionary ``env.tocs``."""

    def __init__(self, packed: Mapping[str, bytes]) -> None:
        """Take the pickles of the tables."""
        self._packed = dict(packed)
        self._open: dict[str, nodes.bullet_list] = {}

    @classmethod
    def of(cls, tables: Mapping[str, nodes.bullet_list]) -> PackedContents:
        """Return tables that are not pickled yet."""
        made = cls({})
        made.update(tables)
        return made

    def __getitem__(self, docname: str) -> nodes.bullet_list:
        """Return a table, which may be changed."""
        if docname not in self._open:
            self._open[docname] = pickle.loads(self._packed[docname])  # noqa: S301
        return self._open[docname]

    def __setitem__(self, docname: str, table: nodes.bullet_list) -> None:
        """Set the table of a document."""
        self._open[docname] = table
        self._packed.setdefault(docname, b"")

    def __delitem__(self, docname: str) -> None:
        """Remove the table of a document."""
        del self._packed[docname]
        self._open.pop(docname, None)

    def __contains__(self, docname: object) -> bool:
        """Return whether a document has a table, without unpickling it."""
        return docname in self._packed

    def __iter__(self) -> Iterator[str]:
        """Yield the docnames."""
        return iter(self._packed)

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self._packed)

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what Sphinx pickles."""
        for docname, table in self._open.items():
            self._packed[docname] = pickle.dumps(table, pickle.HIGHEST_PROTOCOL)
        return PackedContents, (self._packed,)


def pack_contents(env: BuildEnvironment) -> None:
    """Pack the tables of an environment, if they are not."""
    tables: Any = env.tocs
    if not isinstance(tables, PackedContents):
        env.tocs = PackedContents.of(tables)  # type: ignore[assignment]
