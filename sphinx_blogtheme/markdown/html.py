"""Turn HTML whose tags don't nest into HTML whose tags do.

Authors mix raw HTML into Markdown (``<ul>`` around a Markdown list, an ``</li>``
too many), and an intro ends in the middle of an element. Browsers guess; feed
readers and strict parsers give up.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ATTRIBUTES = r"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
"""Pattern of what stands between the name of a tag and its end."""
TAG = re.compile(
    rf"<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>{ATTRIBUTES})>"
)
ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'>/=]+)(?:\s*=\s*"
    r"(?P<value>\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?"
)
"""One attribute of a tag; its value with the quotes around it."""

_COMMENT_OR_TAG = re.compile(rf"<!--.*?-->|{TAG.pattern}", re.DOTALL)

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
"""HTML Living Standard, section 13.1.2: elements without an end tag."""

_RAW_TEXT = frozenset(["script", "style", "textarea", "title"])

ENDS_PARAGRAPH = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
        "li",
        "dd",
        "dt",
    ]
)
"""Section 13.2.6.4.7: start tags that close an open ``p``."""

_SCOPE = frozenset(
    ["button", "td", "th", "caption", "table", "object", "svg", "math", "html"]
)
"""Elements across which nothing is closed by implication."""

_SIBLINGS = {
    "li": (frozenset(["li"]), frozenset(["ul", "ol", "menu"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "tr": (frozenset(["tr"]), frozenset(["table"])),
    "td": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    "th": (frozenset(["td", "th"]), frozenset(["tr", "table"])),
    "a": (frozenset(["a"]), _SCOPE),
    "option": (frozenset(["option"]), frozenset(["select"])),
}
"""Elements that close their like, up to their container."""


_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])


class _Nesting:
    """The elements that are open."""

    def __init__(self) -> None:
        self.open: list[str] = []

    def close(self, depth: int) -> str:
        """Close all but the outer `depth` elements."""
        ended = self.open[depth:]
        del self.open[depth:]
        return "".join(f"</{name}>" for name in reversed(ended))

    def innermost(self, names: frozenset[str], within: frozenset[str]) -> int | None:
        """Return the depth of the innermost open element of `names`, if any."""
        for depth in range(len(self.open) - 1, -1, -1):
            if self.open[depth] in names:
                return depth
            if self.open[depth] in within:
                return None
        return None

    def before(self, name: str) -> str:
        """Return the end tags that the start of an element implies."""
        ended = ""
        if name in ENDS_PARAGRAPH:
            depth = self.innermost(frozenset(["p"]), _SCOPE)
            ended = "" if depth is None else self.close(depth)
        if name in _HEADINGS and not _HEADINGS.isdisjoint(self.open[-1:]):
            ended += self.close(len(self.open) - 1)
        if name in _SIBLINGS:
            names, within = _SIBLINGS[name]
            depth = self.innermost(names, within)
            ended += "" if depth is None else self.close(depth)
        return ended

    def end(self, name: str) -> str:
        """Return the end tags that an end tag stands for; none if nothing is open."""
        within = frozenset() if name in _SCOPE else frozenset(["td", "th", "table"])
        depth = self.innermost(frozenset([name]), within)
        return "" if depth is None else self.close(depth)


def balance(html: str) -> str:
    """Return `html` with each element closed where a browser would close it."""
    return "".join(_balanced(html))


def _balanced(html: str) -> Iterator[str]:
    nesting = _Nesting()
    position = 0
    raw_text = ""
    for tag in _COMMENT_OR_TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if not name or (raw_text and not (tag["close"] and name == raw_text)):
            continue
        yield html[position : tag.start()]
        position = tag.end()
        raw_text = ""
        if tag["close"]:
            yield nesting.end(name)
            continue
        yield nesting.before(name) + tag[0]
        if name not in VOID and not tag["attributes"].endswith("/"):
            nesting.open.append(name)
            raw_text = name if name in _RAW_TEXT else ""
    yield html[position:]
    yield nesting.close(0)
