"""Interpret the keys and values of a header, by the table of fields."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter.fields import BY_KEY, CAUTIOUS, CONTAINERS, folded
from sphinx_blogtheme.front_matter.raw import (
    Node,
    RawEntry,
    Scalar,
    front_matter_problem,
    shown,
)
from sphinx_blogtheme.front_matter.values import one_text
from sphinx_blogtheme.model.posts import FrontMatter, Problem, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx_blogtheme.front_matter.field_kinds import Field
    from sphinx_blogtheme.front_matter.values import HeaderContext


_FOR_TEMPLATES = 1000
"""Rank of a mapping of which only some keys set fields: it is kept for templates."""


@dataclass(kw_only=True, slots=True)
class HeaderLayer:
    """The values of one header, or of one file of folder defaults."""

    values: dict[str, Any] = field(default_factory=dict)
    """Values by name of the field; None if a value could not be read."""
    extra: dict[str, Any] = field(default_factory=dict)
    """Values of other keys, for templates."""
    problems: list[Problem] = field(default_factory=list)


def front_matter_of(layers: Iterable[HeaderLayer]) -> FrontMatter:
    """Merge layers into one `FrontMatter`; each wins over those after it."""
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    undated = False
    for layer in layers:
        extra = layer.extra | extra
        given = {n: value for n, value in layer.values.items() if value is not None}
        undated = undated or ("date" in layer.values and "date" not in given)
        values = given | values
    if "publish_date" in values:
        values.setdefault("date", values["publish_date"])
    undated = undated and "date" not in values
    return FrontMatter(**values, undated=undated, extra=extra)


def interpret(entries: Iterable[RawEntry], place: HeaderContext) -> HeaderLayer:
    """Interpret the entries of a header: its values, and a problem for each doubt.

    If a key is given twice, the last one counts, as for parsers of YAML; but if two
    keys disagree about whether a post is shown, it is shown less.
    """
    return _Interpreter(place).read(entries)


class _Interpreter:
    """Interprets the entries of one header."""

    def __init__(self, place: HeaderContext) -> None:
        self._place = place
        self._layer = HeaderLayer()
        self._earlier: dict[str, RawEntry] = {}
        self._held_back = False

    def read(self, entries: Iterable[RawEntry]) -> HeaderLayer:
        """Return the values and the problems of the entries."""
        jobs = [
            (shift + rank, entry, target, len(targets) > 1)
            for entry, shift in _expanded(entries)
            for targets in [_targets(entry, shift)]
            for target, rank in targets
        ]
        used = set[int]()
        for rank, entry, target, shared in sorted(jobs, key=lambda job: job[0]):
            name = target.name if target else ""
            if rank and (
                self._layer.values.get(name) is not None
                if target
                else entry.key in self._layer.extra
            ):
                continue
            used.add(id(entry))
            self._set(entry, target, shared=shared)
        for _, entry, _, _ in jobs:
            if id(entry) not in used:
                self._layer.extra.setdefault(entry.key, plain_value(entry.node))
        if self._held_back:
            self._layer.values["status"] = Status.DRAFT
        return self._layer

    def _set(self, entry: RawEntry, target: Field | None, *, shared: bool) -> None:
        """Set the field, or the template's key, that an entry is for.

        :param shared: whether the key sets several fields.
        """
        found: dict[str, Any]
        if target is None:
            found, name, value = self._layer.extra, entry.key, plain_value(entry.node)
        else:
            value, uncertain, name = self._value_of(entry, target)
            if shared and value is None and not uncertain:
                return  # it is for another field of this key
            found, name = self._layer.values, name or target.name
            if uncertain and name == "publish_date" and value is None:
                self._held_back = True  # nobody knows from when on it is public
                uncertain = uncertain.partition("; going on")[0] + "; assumed a draft"
            if uncertain:
                self._doubt(entry, uncertain)
        first = self._earlier.setdefault(f"{target is None} {name}", entry)
        if first is entry or found.get(name) is None:
            found[name] = value
            if first is entry:
                return
        elif value is None and target is not None and first.key != entry.key:
            return  # this key has no value, so the two do not disagree
        agreed = found[name] == value and first.key != entry.key
        if target is None or found[name] != CAUTIOUS.get(name, found):
            found[name] = value
        if not agreed:
            self._doubt(
                entry,
                f"line {first.line} gives {name!r} too, expected it once;"
                f" assumed {_as_assumed(found[name])}",
            )

    def _value_of(self, entry: RawEntry, target: Field) -> tuple[Any, str, str]:
        """Return a value, its doubt, and the name of another field that it is for."""
        value, doubt, name, faults = target.kind.read(entry, self._place)
        for part, fault in faults:
            self._doubt(entry, fault, part)
        return value, doubt, name

    def _doubt(self, entry: RawEntry, text: str, part: str = "") -> None:
        """Add a problem, once, that quotes the entry, or a part of its value."""
        value = shown(part or _written(entry.node))
        problem = front_matter_problem(entry.line, f"{entry.key}: {value}: {text}")
        if problem not in self._layer.problems:
            self._layer.problems.append(problem)


def _targets(entry: RawEntry, shift: int) -> list[tuple[Field | None, int]]:
    """Return the fields that an entry may set, each with its rank.

    :return: None instead of a field if the entry is for templates.
    """
    known = BY_KEY.get(folded(entry.key), []) if shift < _FOR_TEMPLATES else []
    if isinstance(entry.node, dict):
        known = [(target, rank) for target, rank in known if not target.mappings]
    word = (one_text(entry.node) or "").lower()
    known = [(t, rank) for t, rank in known if not t.words or word in t.words]
    return [*known] or [(None, 0)]


def _expanded(entries: Iterable[RawEntry]) -> Iterator[tuple[RawEntry, int]]:
    """Yield the entries, and those in mappings, each with a rank to add to its own."""
    for entry in entries:
        node, key = entry.node, folded(entry.key)
        if not isinstance(node, dict):
            yield entry, 0
            continue
        inner = {name: _inner(entry, name, child) for name, child in node.items()}
        if key in CONTAINERS:
            for child in inner.values():
                yield child, CONTAINERS[key]
            continue
        known = [n for n in node if f"{key}.{folded(n)}" in BY_KEY]
        for name in known:
            outer = f"{entry.key}.{name}"
            yield _inner(entry, outer, node[name]), 0
        if key not in BY_KEY or not known:
            yield entry, 0
        elif len(known) < len(node):
            yield entry, _FOR_TEMPLATES


def _inner(entry: RawEntry, key: str, node: Node) -> RawEntry:
    return RawEntry(key=key, node=node, line=entry.line)


def plain_value(node: Node) -> Any:
    """Return a value as templates get it: text, list or dictionary."""
    if isinstance(node, Scalar):
        return node.text or ""
    if isinstance(node, list):
        return [plain_value(item) for item in node]
    return {key: plain_value(value) for key, value in node.items()}


def _written(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text or ""
    value = plain_value(node)
    return ", ".join(value) if all(isinstance(v, str) for v in value) else str(value)


def _as_assumed(value: Any) -> str:
    if isinstance(value, Status):
        return repr(value.value)
    return shown(", ".join(map(str, value)) if isinstance(value, tuple) else str(value))
