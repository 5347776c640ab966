"""Turn HTML whose tags don't nest into HTML whose tags do.

Authors mix raw HTML into Markdown (``<ul>`` around a Markdown list, an ``</li>``
too many), and an intro ends in the middle of an element. Browsers guess; feed
readers and strict parsers give up.

The result is what the HTML Living Standard makes of it, but for three rules that
nobody means: of a ``</p>`` too many browsers make an empty paragraph, they go on with
``<b>`` in the next paragraph where it was not closed in the one before, and they take
all that follows ``<iframe … />`` for its text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.html import MARKUP, attributes
from sphinx_blogtheme.markdown.html_elements import (
    ENDS_PARAGRAPH,
    FOREIGN,
    FORMATTING,
    HEADINGS,
    HTML_WITHIN,
    LIKE,
    PARAGRAPH,
    PARENTS,
    RAW_TEXT,
    SCOPE,
    SPECIAL,
    TABLE,
    VOID,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class Nesting:
    """The elements that are open while HTML is read."""

    def __init__(self) -> None:
        self.open: list[str] = []
        # Looking through all that is open takes quadratic time in deep HTML.
        self._depths: dict[str, list[int]] = {}

    def tags(self, html: str) -> Iterator[tuple[re.Match[str], list[str]]]:
        """Yield each tag with the elements that it ends, innermost first.

        An end tag that ends nothing is one too many. What a start tag begins is open
        when the next tag is asked for. A comment without an end is yielded too.
        """
        position = 0
        while token := MARKUP.search(html, position):
            position = token.end()
            if not token["name"]:
                if token.end("comment") >= 0 or token.end("bogus") >= 0:
                    yield token, []
                continue
            name = token["name"].lower()
            if token["close"]:
                yield token, self._end(name)
                continue
            foreign = self._foreign()
            yield token, [] if foreign else self._before(name)
            if foreign or name in FOREIGN:
                if not closes_itself(token):
                    self._begin(name)
            elif name not in VOID and not (name in RAW_TEXT and closes_itself(token)):
                self._begin(name)
                if name in RAW_TEXT:
                    end = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
                    text = end.search(html, position)
                    position = text.start() if text else len(html)

    def ignores_slash(self, tag: re.Match[str]) -> bool:
        """Tell whether a start tag has a slash at its end, but no end of its own."""
        name = tag["name"].lower()
        return (
            closes_itself(tag)
            and not (self._foreign() or name in FOREIGN)
            and name not in VOID
        )

    def _foreign(self) -> bool:
        """Tell whether a start tag is one of SVG or MathML."""
        if "svg" not in self._depths and "math" not in self._depths:
            return False
        return self._last(FOREIGN) > self._last(HTML_WITHIN)

    def has(self, name: str) -> bool:
        """Tell whether an element is open."""
        return name in self._depths

    def _begin(self, name: str) -> None:
        self._depths.setdefault(name, []).append(len(self.open))
        self.open.append(name)

    def _last(self, names: frozenset[str]) -> int:
        """Return the depth of the innermost open element of `names`, or -1."""
        depths = self._depths
        return max([depths[name][-1] for name in names if name in depths], default=-1)

    def _close(self, depth: int) -> list[str]:
        """Close the element at a depth, if it is one, and all within it."""
        if depth < 0:
            return []
        ended = self.open[depth:][::-1]
        del self.open[depth:]
        for name in ended:
            depths = self._depths[name]
            depths.pop()
            if not depths:
                del self._depths[name]
        return ended

    def _innermost(self, names: frozenset[str], within: frozenset[str]) -> int:
        depth = self._last(names)
        return depth if depth < 0 or depth >= self._last(within) else -1

    def _before(self, name: str) -> list[str]:
        """Close what the start of an element ends."""
        ended = []
        if name in ENDS_PARAGRAPH:
            ended = self._close(self._innermost(PARAGRAPH, SCOPE))
        if name in HEADINGS and self.open and self.open[-1] in HEADINGS:
            ended += self._close(len(self.open) - 1)
        if name in LIKE:
            ended += self._close(self._innermost(*LIKE[name]))
        if name in PARENTS:
            parent = self._innermost(PARENTS[name], TABLE)
            if 0 <= parent < len(self.open) - 1:
                ended += self._close(parent + 1)
        return ended

    def _end(self, name: str) -> list[str]:
        """Close what an end tag ends."""
        if self.open and self.open[-1] == name:
            return self._close(len(self.open) - 1)
        within: frozenset[str] = SCOPE
        if name in PARENTS or name in TABLE:
            within = TABLE
        elif name not in FORMATTING and name not in SPECIAL:
            within = SPECIAL
        names = HEADINGS if name in HEADINGS else frozenset([name])
        return self._close(self._innermost(names, within))


def closes_itself(tag: re.Match[str]) -> bool:
    """Tell whether a tag has a slash at its end that is no part of a value."""
    text = tag["attributes"]
    if not text.endswith("/"):
        return False
    given = list(attributes(text))
    return not given or given[-1].end < len(text)


def balance(html: str) -> str:
    """Return `html` with each element closed where a browser would close it."""
    return "".join(_balanced(html))


def _balanced(html: str) -> Iterator[str]:
    nesting = Nesting()
    position = 0
    for tag, ended in nesting.tags(html):
        if not tag["name"]:
            yield html[position:] + (">" if tag["comment"] is None else "-->")
            position = len(html)
        elif tag["close"]:
            if ended != [tag["name"].lower()]:
                yield html[position : tag.start()] + _end_tags(ended)
                position = tag.end()
        else:
            if ended:
                yield html[position : tag.start()] + _end_tags(ended)
                position = tag.start()
            if tag["attributes"].endswith("/") and nesting.ignores_slash(tag):
                yield f"{html[position : tag.end() - 2].rstrip()}>"
                if tag["name"].lower() in RAW_TEXT:
                    yield f"</{tag['name']}>"
                position = tag.end()
    yield html[position:] + _end_tags(reversed(nesting.open))


def _end_tags(names: Iterable[str]) -> str:
    return "".join(f"</{name}>" for name in names)
