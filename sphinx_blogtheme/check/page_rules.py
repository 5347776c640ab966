"""The rules of pages: each id once, and elements that nest.

A validator knows far more; what is checked here is what authors' own HTML can
break, and quickly enough for each build.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.html import ATTRIBUTE, ENDS_PARAGRAPH, TAG, VOID

if TYPE_CHECKING:
    from collections.abc import Iterator

_PART = re.compile(
    rf"<!--.*?-->|<(?P<text>script|style|textarea|title|iframe)\b(?P<given>[^>]*)>"
    rf".*?</(?P=text)\s*>|{TAG.pattern}",
    re.DOTALL | re.IGNORECASE,
)
_HAS_ID = re.compile(r"\bid\s*=", re.IGNORECASE)

# HTML Living Standard, section 13.1.2.4: their end tags may be left out.
_OPTIONAL = frozenset(
    [
        "html",
        "head",
        "body",
        "li",
        "dt",
        "dd",
        "p",
        "rb",
        "rt",
        "rp",
        "optgroup",
        "option",
        "colgroup",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
    ]
)
_FOREIGN = frozenset(["svg", "math"])
_NO_NESTING = frozenset(["a", "button", "form", "label"])


def page_faults(html: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a page, and a text near which its source has it."""
    ids: set[str] = set()
    repeated: set[str] = set()
    open_: list[str] = []
    for part in _PART.finditer(html):
        attributes = part["given"] if part["text"] else part["attributes"]
        if attributes and _HAS_ID.search(attributes):
            for match in ATTRIBUTE.finditer(attributes):
                if match["name"].lower() == "id" and match["value"]:
                    value = unescape(match["value"].strip("\"'"))
                    if value in ids and value not in repeated:
                        repeated.add(value)
                        yield f"the id {value!r} is there twice", value
                    ids.add(value)
        if part["name"]:
            yield from _nest(part, open_)
    for name in reversed(open_):
        if name not in _OPTIONAL:
            yield f"<{name}> is never closed", f"<{name}"


def _nest(part: re.Match[str], open_: list[str]) -> Iterator[tuple[str, str]]:
    """Open or close an element."""
    name = part["name"].lower()
    foreign = any(tag in _FOREIGN for tag in open_)
    if part["close"]:
        yield from _close(name, open_)
        return
    if not foreign and name in ENDS_PARAGRAPH and open_ and open_[-1] == "p":
        open_.pop()
    if name in _NO_NESTING and name in open_:
        yield f"<{name}> is within another <{name}>", f"<{name}"
    closed = part["attributes"].rstrip().endswith("/")
    if name not in VOID and not (closed and (foreign or name in _FOREIGN)):
        open_.append(name)


def _close(name: str, open_: list[str]) -> Iterator[tuple[str, str]]:
    if name not in open_:
        yield f"</{name}> closes nothing", f"</{name}>"
        return
    while (last := open_.pop()) != name:
        if last not in _OPTIONAL:
            yield f"<{last}> is not closed before </{name}>", f"<{last}"
