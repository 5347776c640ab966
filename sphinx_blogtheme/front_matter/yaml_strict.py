"""Front matter in YAML, read strictly, with every scalar as text.

The events of YAML are read rather than its values: YAML 1.1 reads ``10:30`` as 630,
``007`` as 7 and ``yes`` as true, and only the field tells what the author meant.
Only in mappings and lists can an alias stand, and only for a scalar: others can expand
without limit, and in a title, ``*`` is far more often emphasis.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from sphinx_blogtheme.front_matter.raw import (
    MAX_BRACKETS,
    MAX_DEPTH,
    MAX_LENGTH,
    Node,
    RawEntry,
    Scalar,
)
from sphinx_blogtheme.model.decoding import readable

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Characters that are line breaks only in YAML 1.1: line numbers would differ.
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")

_NULLS = ("", "~", "null")


class NotStrictError(ValueError):
    """The text is not a mapping in YAML, is too big, or has own tags or such aliases."""


def read_strict(text: str, *, first_line: int) -> list[RawEntry]:
    """Return the entries of a header.

    :param first_line: the 1-based line of the file on which the text begins.
    :raises NotStrictError: if it is not valid YAML or not a mapping, is too big, or has
        aliases of other values than scalars, anchors of scalars that no alias names, or
        tags that YAML doesn't define.
    """
    if (
        len(text) > MAX_LENGTH
        or text.count("[") + text.count("{") > MAX_BRACKETS
        or _OTHER_BREAKS.search(text)
    ):
        raise NotStrictError
    try:
        return _Composer(text, first_line).entries()
    except (yaml.YAMLError, ValueError) as error:
        # ValueError: PyYAML reads the number of a `%YAML` directive with int().
        raise NotStrictError from error


class _Composer:
    """Makes entries from the events of one header, which it reads once."""

    def __init__(self, text: str, first_line: int) -> None:
        self._lines = text.split("\n")
        self._first_line = first_line
        self._anchors: dict[str, Scalar] = {}
        self._unnamed: set[str] = set()
        """The anchors that no alias has named yet."""
        self._events: Iterator[yaml.Event] = (
            event
            for event in yaml.parse(text, Loader=_LOADER)
            if not isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent))
        )

    def entries(self) -> list[RawEntry]:
        """Return the entries of the one document, which has to be a mapping."""
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            return []
        if not isinstance(event, yaml.MappingStartEvent):
            raise NotStrictError
        entries = []
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            start = key.start_mark.line if key.start_mark else 0
            rest = "" if event.flow_style else self._rest_of_line(key)
            entries.append(
                RawEntry(
                    key=self._key(key),
                    node=self._node(next(self._events), depth=0),
                    line=start + self._first_line,
                    source=rest.partition(":")[2].strip(),
                )
            )
        if not isinstance(next(self._events), yaml.DocumentEndEvent) or not isinstance(
            next(self._events), yaml.StreamEndEvent
        ):
            raise NotStrictError
        if self._unnamed:
            # `&c`: a word of a title far more often than YAML.
            raise NotStrictError
        return entries

    def _rest_of_line(self, event: yaml.Event) -> str:
        """Return the text between the end of an event and the end of that line."""
        mark = event.end_mark
        # The mark of an unclosed bracket is below the last line.
        if mark is None or mark.line >= len(self._lines):
            return ""
        return self._lines[mark.line][mark.column :]

    def _key(self, event: yaml.Event) -> str:
        if not isinstance(event, yaml.ScalarEvent) or not event.value.strip():
            raise NotStrictError
        return readable(event.value).strip()

    def _node(self, event: yaml.Event, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise NotStrictError
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Node] = []
            while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
                items.append(self._node(item, depth + 1))
            return items
        if isinstance(event, yaml.MappingStartEvent):
            mapping: dict[str, Node] = {}
            while not isinstance(key := next(self._events), yaml.MappingEndEvent):
                name = self._key(key)
                value = self._node(next(self._events), depth + 1)
                if name in mapping and name[0].isdigit():
                    # A day with two change notes.
                    first = mapping[name]
                    value = [*(first if isinstance(first, list) else [first]), value]
                mapping[name] = value
            return mapping
        if isinstance(event, yaml.AliasEvent) and depth:
            anchor = event.anchor or ""
            self._unnamed.discard(anchor)
            if found := self._anchors.get(anchor):
                return found
        raise NotStrictError

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        found = self._value(event)
        if event.anchor:
            self._anchors[event.anchor] = found
            self._unnamed.add(event.anchor)
        return found

    def _value(self, event: yaml.ScalarEvent) -> Scalar:
        standard = not event.tag or event.tag.startswith("tag:yaml.org,2002:")
        if not standard:
            # `!important`: a word of a title far more often than YAML.
            raise NotStrictError
        value: str = event.value
        if event.style in ("'", '"'):
            value = readable(value)  # "\\0" is NUL
            return Scalar(value=value, text=value)
        if event.style in ("|", ">"):
            return Scalar(value=value.rstrip("\n"), text=value.rstrip("\n"))
        known = None if value in _NULLS else value
        rest = self._rest_of_line(event).strip()
        if not rest.startswith("#"):
            return Scalar(value=known, text=known)
        if re.match(r"#+[^\s#]", rest):
            # A hashtag, as in `title: What #python is`.
            return Scalar(value=known, text=f"{value} {rest}".strip())
        return Scalar(value=known, text=known, comment=rest if known else "")
