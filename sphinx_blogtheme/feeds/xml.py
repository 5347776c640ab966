"""Write well-formed XML.

`xml.etree` can't write CDATA sections, and without them a feed of whole posts is a
quarter bigger and hard to read.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KEPT_TEXTS = 256
"""Number of entries whose text writers keep: most are in the feeds of several terms.

A blog with feeds of some dozens of categories has ten entries in each.
"""

_ILLEGAL = re.compile(r"[\x00-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]")


def legal(text: str, put: str = "") -> str:
    """Return a text without the characters that XML 1.0 (section 2.2) cannot contain.

    Lone surrogates are among them, so the result can be encoded in UTF-8.

    :param put: in the place of each.
    """
    return _ILLEGAL.sub(put, text)


def element(name: str, text: str = "", /, **attributes: str) -> str:
    """Return an element with a text, which is escaped."""
    start = f"<{name}{_written(attributes)}"
    return f"{start}>{escape(legal(text))}</{name}>" if text else f"{start}/>"


def html_element(name: str, html: str, /, **attributes: str) -> str:
    """Return an element with HTML in a CDATA section."""
    cdata = legal(html).replace("]]>", "]]]]><![CDATA[>")
    return f"<{name}{_written(attributes)}><![CDATA[{cdata}]]></{name}>"


def branch(name: str, children: Iterable[str], /, **attributes: str) -> str:
    """Return an element with other elements, one per line."""
    return "\n".join((f"<{name}{_written(attributes)}>", *children, f"</{name}>"))


def document(root: str) -> str:
    """Return the text of an XML file, which has to be encoded in UTF-8."""
    return f'<?xml version="1.0" encoding="utf-8"?>\n{root}\n'


def _written(attributes: Mapping[str, str]) -> str:
    return "".join(
        f" {name}={quoteattr(legal(value))}" for name, value in attributes.items()
    )
