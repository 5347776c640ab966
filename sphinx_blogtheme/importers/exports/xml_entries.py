"""The elements of an export in XML, parsed one after the other.

Exports may have gigabytes, so no tree is built of them. A document type, which could
declare entities, is refused.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CHUNK = 1 << 16
"""Number of bytes that are parsed at once."""

_CONTROLS = bytes({*range(32)} - {9, 10, 13})
"""Control characters, which XML forbids, but old programs write."""

_Entry = TypeVar("_Entry")


class XmlExportError(ValueError):
    """An export cannot be opened, has a document type, or is not well-formed.

    The message names the line from which on it is not, or the reason.
    """


class _DoctypeError(Exception):
    """An export has a document type, on the line of the argument."""


class EntryReader(Generic[_Entry]):
    """The handlers of an expat parser, which collect entries.

    A subclass adds complete entries to `ready`.
    """

    def __init__(self) -> None:
        # Without namespaces, whose declarations other tools have dropped.
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._open
        self._parser.EndElementHandler = self._close
        self._parser.CharacterDataHandler = self._characters
        self.ready: list[_Entry] = []
        self.path: list[str] = []
        """Names of the open elements, from the root on."""
        self._texts: list[str] = []

    def name_of(self, name: str) -> str:
        """Return the name of an element, given with its prefix."""
        return name

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the start of an element, which is not in `path` yet."""

    def end(self, name: str, parent: str, text: str) -> None:
        """Take the end of an element.

        :param parent: name of the element that it is in, or "".
        :param text: what it contains after its last inner element.
        """

    def entries(self, chunks: Iterable[bytes]) -> Iterator[_Entry]:
        """Yield the entries of an export.

        :raises XmlExportError: with the line of the fault, after all entries before
            it were yielded.
        """
        try:
            for chunk in chunks:
                self._parser.Parse(chunk.translate(None, _CONTROLS), False)
                yield from self._taken()
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            yield from self._taken()
            reason = expat.errors.messages[error.code]
            msg = f"line {error.lineno}: is not well-formed ({reason}); "
            raise XmlExportError(f"{msg}the rest is left out") from None
        except _DoctypeError as error:
            msg = f"line {error}: has a document type, as no export has; left out"
            raise XmlExportError(msg) from None
        yield from self._taken()

    def _taken(self) -> list[_Entry]:
        """Return the complete entries, and forget them."""
        ready, self.ready = self.ready, []
        return ready

    def _doctype(self, *_: object) -> None:
        raise _DoctypeError(self._parser.CurrentLineNumber)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        name = self.name_of(name)
        self.start(name, attributes)
        self.path.append(name)
        self._texts = []

    def _characters(self, text: str) -> None:
        self._texts.append(text)

    def _close(self, name: str) -> None:
        self.path.pop()
        parent, text = self.path[-1] if self.path else "", "".join(self._texts)
        self._texts = []
        self.end(self.name_of(name), parent, text)
