"""Write the HTML of authors as XML, for EPUB.

Elements are ended, attributes are quoted and are there once, and characters and names
that XML doesn't have are left out. What readers see stays the same.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

from sphinx_blogtheme.markdown.html import MARKUP, attributes
from sphinx_blogtheme.markdown.html_elements import FOREIGN, RAW_TEXT, VOID
from sphinx_blogtheme.markdown.html_nesting import balance, closes_itself

if TYPE_CHECKING:
    from collections.abc import Iterator

_CONTROL = re.compile(r"[^\t\n\r -\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that XML does not allow (XML 1.0, section 2.2)."""
_NAME = re.compile(r"[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?\Z")
_PREFIXES = {"xml": "", "epub": "", "xlink": "http://www.w3.org/1999/xlink"}
"""Prefixes that may be used, with the URLs of those that pages do not declare."""
_NAMESPACES = {
    "svg": "http://www.w3.org/2000/svg",
    "math": "http://www.w3.org/1998/Math/MathML",
}
_WRAPPER = '<div xmlns:epub="http://www.idpf.org/2007/ops">{}</div>'


def is_well_formed(html: str) -> bool:
    """Return whether HTML is XML too."""
    parser = ParserCreate(namespace_separator=" ")
    try:
        parser.Parse(_WRAPPER.format(html), True)
    except (ExpatError, UnicodeEncodeError):
        return False
    return True


def as_xml(html: str) -> str:
    """Return HTML as XML that means the same."""
    return "".join(_written(balance(_CONTROL.sub("", html))))


def _written(html: str) -> Iterator[str]:
    position, raw, foreign = 0, "", 0
    opened: list[str] = []
    while token := MARKUP.search(html, position):
        name = (token["name"] or "").lower()
        if raw and not (token["close"] and name == raw):
            # Nothing begins in the text of such an element.
            yield _text(html[position : token.start() + 1], entities=False)
            position = token.start() + 1
            continue
        yield _text(html[position : token.start()], entities=not raw)
        position, raw = token.end(), ""
        if not name:
            yield _comment(token[0])
        elif token["close"]:
            if opened:
                foreign -= opened[-1].lower() in FOREIGN
                yield f"</{opened.pop()}>"
        else:
            foreign += name in FOREIGN
            written = (token["name"] if foreign else name).replace(":", "-")
            empty = (closes_itself(token) and bool(foreign)) or (
                name in VOID and not foreign
            )
            yield f"<{written}{_attributes(token['attributes'], name, bool(foreign))}"
            yield " />" if empty else ">"
            if empty:
                foreign -= name in FOREIGN
            else:
                opened.append(written)
                raw = name if name in RAW_TEXT and not foreign else ""
    yield _text(html[position:], entities=not raw)
    yield from (f"</{name}>" for name in reversed(opened))


def _attributes(text: str, element: str, foreign: bool) -> str:
    found: dict[str, str] = {}
    seen: set[str] = set()
    if element in _NAMESPACES:
        found["xmlns"] = _NAMESPACES[element]
    for given, attribute in zip(_names(text), attributes(text), strict=True):
        prefix, colon, _ = given.partition(":")
        if (
            not _NAME.match(given)
            or (colon and prefix not in _PREFIXES)
            or given.startswith("xmlns")
            or attribute.name in seen
        ):
            continue
        seen.add(attribute.name)
        if colon and _PREFIXES[prefix]:
            found[f"xmlns:{prefix}"] = _PREFIXES[prefix]
        found[given if foreign else attribute.name] = attribute.value
    return "".join(f' {name}="{escape(value)}"' for name, value in found.items())


def _names(text: str) -> Iterator[str]:
    """Yield the names of attributes as written: SVG has capital letters in some."""
    for attribute in attributes(text):
        end = attribute.start if attribute.has_value else attribute.end
        yield re.split(r"[\s/>\"']", text[:end].rstrip().rstrip("=").rstrip())[-1]


def _text(text: str, *, entities: bool) -> str:
    """Return text with the characters instead of HTML's names for them."""
    plain = unescape(text) if entities and "&" in text else text
    return escape(_CONTROL.sub("", plain), quote=False)


def _comment(markup: str) -> str:
    """Return a comment that XML allows; other declarations are none in a body."""
    if not markup.startswith("<!--"):
        return ""
    inside = markup[4:].removesuffix("-->").removesuffix("--!>")
    return f"<!--{re.sub('-(?=-)', '- ', inside).rstrip('-')}-->"
