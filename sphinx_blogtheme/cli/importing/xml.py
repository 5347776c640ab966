"""Turn an XML file into a tree of elements, without what could harm.

A document type is refused before anything of it is read: entities that grow
(“billion laughs”) and those from elsewhere need one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

if TYPE_CHECKING:
    from pathlib import Path


class XmlError(ValueError):
    """A file is not XML that we read."""


def read_xml(path: Path) -> Element:
    """Return the root; names with a namespace are ``{uri}name``.

    :raises XmlError: with the line, if it is not well-formed or has a document type.
    """
    parser = expat.ParserCreate(namespace_separator="}")
    builder = TreeBuilder()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, values: builder.start(
        _named(name), values
    )
    parser.EndElementHandler = lambda name: builder.end(_named(name))
    parser.CharacterDataHandler = builder.data

    def refuse(*_: Any) -> None:
        msg = f"line {parser.CurrentLineNumber}: has a document type, which no export"
        raise XmlError(f"{msg} has")

    parser.StartDoctypeDeclHandler = refuse
    try:
        with path.open("rb") as file:
            parser.ParseFile(file)
        return builder.close()
    except expat.ExpatError as error:
        msg = f"line {error.lineno}: is not XML: {expat.ErrorString(error.code)}"
        raise XmlError(msg) from None


def _named(name: str) -> str:
    return f"{{{name}" if "}" in name else name
