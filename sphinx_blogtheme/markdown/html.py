"""How HTML is written: tags, their attributes, elements, and the text between them.

No other module has patterns for the HTML of authors; a few have one for the fixed
words that docutils writes. Comments are passed over, and so is what stands in
``<script>`` and its like, where ``<`` begins no tag.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.markdown.html_elements import LITERAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_ATTRIBUTES = (
    r"(?>[\s/]+|[^\s/>=<]+"
    r"(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'<][^\s><]*|(?=>)))?+)*"
)
"""Pattern of what stands between the name of a tag and its end."""
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s/>=<]+)"
    r"(?:\s*=\s*(?P<value>\"[^\"]*\"|'[^']*'|[^\s>\"'<][^\s><]*))?"
)
"""One attribute of a tag; its value with the quotes around it."""
_NAME = r"[a-zA-Z][\w:-]*"
_COMMENT = r"<!--(?:-?>|.*?(?:--!?>|(?P<comment>\Z)))"
_ENDED_COMMENT = re.compile(r"<!--(?:-?>|.*?--!?>)", re.DOTALL)
MARKUP = re.compile(
    rf"{_COMMENT}|<[!?][^>]*(?:>|(?P<bogus>\Z))"
    rf"|<(?P<close>/?)(?P<name>{_NAME})(?P<attributes>{_ATTRIBUTES})>",
    re.DOTALL,
)
"""A comment, what browsers take for one, or a tag; a comment may lack its end."""


@cache
def _tags(names: tuple[str, ...], *, ends: bool = False) -> re.Pattern[str]:
    """Return the pattern of comments, of the tags of some elements, and of literals.

    :param names: in lower case; none means all elements.
    :param ends: whether end tags are wanted.
    """
    name = rf"(?i:{'|'.join(names)})(?=[\s/>])" if names else _NAME
    return _searched(rf"(?P<close>{'/?' if ends else ''})(?P<name>{name})")


def _searched(tag: str) -> re.Pattern[str]:
    # The look at the first letter saves time with each of the other tags.
    letters = "".join(sorted({name[0] + name[0].upper() for name in LITERAL}))
    literal = rf"(?=[{letters}])(?P<literal>(?i:{'|'.join(sorted(LITERAL))}))(?=[\s/>])"
    return re.compile(
        rf"{_COMMENT}|<(?:{literal}(?P<literal_attributes>{_ATTRIBUTES})>"
        r"(?:(?<=[\s\"']/>)|.*?(?=(?i:</(?P=literal))[\s/>]|\Z))"
        rf"|{tag}(?P<attributes>{_ATTRIBUTES})>"
        # No other tag matters, unless a value may hold what looks like one that does.
        r"|(?=[a-zA-Z][^<>]*=\s*(?:\"[^\"<>]*+|'[^'<>]*+)[<>])"
        rf"{_NAME}{_ATTRIBUTES}>)",
        re.DOTALL,
    )


_ATTRIBUTED = _searched(
    # Most tags are those of highlighted code, which need no look at their attributes.
    rf"(?P<close>)(?P<name>{_NAME})(?=[\s/])(?! class=\"[^\"<>]*\">)"
)


class Attribute(NamedTuple):
    """An attribute with a value, such as ``href="/x?a&amp;b"``."""

    name: str
    """In lower case."""
    written: str
    """The value without its quotes: ``/x?a&amp;b``."""
    start: int
    """Where the value begins, with its quotes, in the text of the attributes."""
    end: int

    @property
    def has_value(self) -> bool:
        """Whether there is a value, if an empty one: ``alt=""``."""
        return self.end > self.start

    @property
    def value(self) -> str:
        """The value as it is meant: ``/x?a&b``."""
        return decoded(self.written)


_CHARACTER = re.compile(r"&(?:#[0-9a-fA-FxX]+;?|(?P<name>[a-zA-Z][a-zA-Z0-9]*;?)=?)")
"""A character reference in the value of an attribute, or what looks like one."""


def decoded(written: str) -> str:
    """Return the value of an attribute, from its text between the quotes.

    A name without a semicolon is none of a character if ``=``, a letter or a digit
    follows (HTML Living Standard, section 13.2.5.73): ``/x?a=1&region=2`` is a URL.
    """
    return _CHARACTER.sub(_character, written) if "&" in written else written


def _character(match: re.Match[str]) -> str:
    name = match["name"]
    if name is None:
        return unescape(match[0])
    return match[0] if match[0][-1] == "=" and name[-1] != ";" else _named(match[0])


def _named(text: str) -> str:
    name = text[1:].removesuffix("=")
    return html5[name] + text[1 + len(name) :] if name in html5 else text


def attributes(text: str) -> Iterator[Attribute]:
    """Yield the attributes of a start tag; the value of ``hidden`` is empty.

    :param text: what stands between the name of the tag and its end.
    """
    for match in _ATTRIBUTE.finditer(text):
        value = match["value"] or ""
        yield Attribute(
            name=match["name"].lower(),
            written=_unquoted(value),
            start=match.end() - len(value),
            end=match.end(),
        )


def _unquoted(value: str) -> str:
    return value[1:-1] if value.startswith(('"', "'")) else value


class StartTag(NamedTuple):
    """A start tag, such as ``<IMG src=a.png>``."""

    name: str
    """In lower case: ``img``."""
    attributes: str
    """As written: `` src=a.png``."""
    start: int
    """Where it begins in the HTML."""
    end: int

    def values(self) -> dict[str, str]:
        """Return the values by name; the first of a name counts, as in browsers."""
        found: dict[str, str] = {}
        for attribute in attributes(self.attributes):
            found.setdefault(attribute.name, attribute.value)
        return found


def _start_tag(match: re.Match[str]) -> StartTag | None:
    """Return the tag of a match of `_tags`, unless it is a comment or an end tag."""
    group = "literal" if match["literal"] else "name"
    if not match[group] or match["close"]:
        return None
    text = "literal_attributes" if match["literal"] else "attributes"
    return StartTag(
        name=match[group].lower(),
        attributes=match[text],
        start=match.start(),
        end=match.end(text) + 1,
    )


def start_tags(html: str, *names: str) -> Iterator[StartTag]:
    """Yield the start tags of some elements, or of all.

    :param names: in lower case.
    """
    for match in _tags(names).finditer(html):
        tag = _start_tag(match)
        if tag and (not names or tag.name in names):
            yield tag


def change_tags(
    html: str, change: Callable[[StartTag], str | None], *names: str
) -> str:
    """Return HTML with the attributes of some start tags changed.

    :param change: returns the new text of a tag's attributes; None for no change.
    :param names: of the elements, in lower case.
    """
    done, position = [], 0
    for tag in start_tags(html, *names):
        changed = change(tag)
        if changed is not None:
            end = tag.end - 1
            done += [html[position : end - len(tag.attributes)], changed]
            position = end
    return "".join([*done, html[position:]])


def attributed_tags(html: str) -> Iterator[tuple[StartTag, int]]:
    """Yield the start tags that have attributes, except those with a class only.

    Each comes with the end of its text, if it holds text only as ``<style>`` does;
    else with its own end.
    """
    for match in _ATTRIBUTED.finditer(html):
        if tag := _start_tag(match):
            yield tag, match.end()


def rename(html: str, names: Mapping[str, str]) -> str:
    """Return HTML with other names for some elements, such as ``h2`` for ``h1``.

    :param names: new names by old ones, in lower case.
    """

    def renamed(match: re.Match[str]) -> str:
        new = names.get((match["name"] or "").lower())
        if new is None:
            return match[0]
        return f"<{match['close']}{new}{match['attributes']}>"

    return _tags(tuple(names), ends=True).sub(renamed, html)


class Element(NamedTuple):
    """An element, such as ``<p>text</p>``."""

    tag: StartTag
    inside: str | None
    """The HTML within it; None where it has no end tag."""
    end: int
    """Where it ends in the HTML."""


def elements(html: str, *names: str) -> Iterator[Element]:
    """Yield the elements of some names, without those that are within another.

    An end tag belongs to the last start tag of its name that has none: no end is
    implied, so that ``<p>`` without ``</p>`` has nothing inside.

    :param names: in lower case.
    """
    tags: list[StartTag] = []
    ends: dict[int, tuple[int, int]] = {}
    opened: dict[str, list[int]] = {}
    for match in _tags(names, ends=True).finditer(html):
        if tag := _start_tag(match):
            if tag.name in names:
                opened.setdefault(tag.name, []).append(len(tags))
                tags.append(tag)
        elif match["close"] and opened.get(name := match["name"].lower()):
            ends[opened[name].pop()] = match.span()
            if len(ends) == len(tags):  # all are closed
                yield from _outermost(html, tags, ends)
                tags, ends = [], {}
    yield from _outermost(html, tags, ends)


def _outermost(
    html: str, tags: list[StartTag], ends: dict[int, tuple[int, int]]
) -> Iterator[Element]:
    position = 0
    for number, tag in enumerate(tags):
        if tag.start >= position:
            stop, position = ends.get(number, (None, tag.end))
            inside = None if stop is None else html[tag.end : stop]
            yield Element(tag=tag, inside=inside, end=position)


def without(html: str, *names: str, classes: Iterable[str] = (), put: str = "") -> str:
    """Return HTML without some elements and all within them.

    :param names: in lower case.
    :param classes: of which an element must have one; none means all elements.
    :param put: in the place of each.
    """
    wanted = frozenset(classes)
    if wanted and not any(name in html for name in wanted):
        return html
    done, position = [], 0
    for element in elements(html, *names):
        if element.inside is None or (wanted and not _has_one(element.tag, wanted)):
            continue
        done += [html[position : element.tag.start], put]
        position = element.end
    return "".join([*done, html[position:]])


def _has_one(tag: StartTag, classes: frozenset[str]) -> bool:
    """Return whether an element has one of these classes; most have not."""
    return any(name in tag.attributes for name in classes) and not (
        classes.isdisjoint(tag.values().get("class", "").split())
    )


def text_of(html: str, between: str = "") -> str:
    """Return the text between tags and comments, entities in it as written.

    :param between: put in the place of each tag and comment.
    """
    return MARKUP.sub(between, html) if "<" in html else html


def has_text(html: str) -> bool:
    """Return whether something but space stands between tags and comments."""
    position = 0
    for match in MARKUP.finditer(html):
        if html[position : match.start()].strip():
            return True
        position = match.end()
    return bool(html[position:].strip())


def without_comments(html: str) -> str:
    """Return HTML without its comments; one without an end stays."""
    return _ENDED_COMMENT.sub("", html) if "<!--" in html else html
