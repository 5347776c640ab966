"""Turn keys and values into `FrontMatter`, by one table.

The table says which field a key sets and how its value is read. Keys are equal
whatever their case, hyphens and underscores: ``on-menu`` is ``onMenu``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_blogtheme.dates import parse_date
from sphinx_blogtheme.front_matter.raw import (
    Node,
    RawEntry,
    Scalar,
    front_matter_problem,
    shown,
)
from sphinx_blogtheme.model import FrontMatter, Problem, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from zoneinfo import ZoneInfo

_TRUE = frozenset(("true", "yes", "on", "y", "t", "1"))
_FALSE = frozenset(("false", "no", "off", "n", "f", "0"))
_PUBLISHED = frozenset(("published", "publish", "public"))
_WITHHELD = frozenset(
    ("draft", "hidden", "pending", "private", "scheduled", "skip", "unpublished")
)


class _Reading(NamedTuple):
    """What a value means for a field."""

    value: Any
    """None sets nothing."""
    doubt: str = ""
    """What was expected and what was assumed, where that isn't certain."""


@dataclass(frozen=True, slots=True)
class _Field:
    """One field of `FrontMatter`, as a key sets it."""

    name: str
    read: Callable[[RawEntry, ZoneInfo], _Reading]
    cautious: object = None
    """The value that wins over any other, if two keys set the field."""


def _read_text(entry: RawEntry, _zone: ZoneInfo) -> _Reading:
    if isinstance(entry.node, Scalar):
        text = entry.node.text
        if text and "\n" in text:
            text = " ".join(text.split())
        return _Reading(text or None, _comment_doubt([entry.node]))
    if entry.source:
        # `title: [Draft] {1}` is text, whatever YAML sees in the brackets.
        return _Reading(entry.source)
    return _Reading(None, "expected text; ignored it")


def _read_names(entry: RawEntry, _zone: ZoneInfo) -> _Reading:
    """Read a list, or a text in which commas (or semicolons) part the names."""
    doubt = ""
    if isinstance(entry.node, list):
        scalars = [item for item in entry.node if isinstance(item, Scalar)]
        names = [item.text or "" for item in scalars]
        if len(scalars) < len(entry.node):
            doubt = "expected a list of texts; left out the items that are none"
    elif isinstance(entry.node, Scalar):
        scalars = [entry.node]
        text = entry.node.text or ""
        names = text.split("," if "," in text else ";")
    else:
        return _Reading(None, "expected a list of texts; ignored it")
    kept = tuple(
        dict.fromkeys(" ".join(name.split()) for name in names if name.strip())
    )
    return _Reading(kept, doubt or _comment_doubt(scalars))


def _read_name(entry: RawEntry, zone: ZoneInfo) -> _Reading:
    """Read one name, which may be the only item of a list."""
    if not isinstance(entry.node, list):
        return _read_text(entry, zone)
    names, doubt = _read_names(entry, zone)
    if len(names) > 1:
        doubt = f"expected one name; assumed {shown(names[0])}"
    return _Reading(names[0] if names else None, doubt)


def _comment_doubt(scalars: Iterable[Scalar]) -> str:
    comment = next((scalar.comment for scalar in scalars if scalar.comment), "")
    if not comment:
        return ""
    return (
        f"expected quotes around a value that holds ' #'; assumed that"
        f" {shown(comment)} is a comment, and left it out"
    )


def _read_date(entry: RawEntry, zone: ZoneInfo) -> _Reading:
    text = _one_text(entry.node)
    if text is None:
        return _Reading(None, "expected a date; going on without it")
    try:
        return _Reading(parse_date(text, zone) if text else None)
    except ValueError as error:
        return _Reading(None, f"{error}; going on without it")


def _read_number(entry: RawEntry, _zone: ZoneInfo) -> _Reading:
    text = _one_text(entry.node)
    if text is not None and (not text or re.fullmatch(r"[0-9]{1,6}", text)):
        return _Reading(int(text) if text else None)
    return _Reading(None, "expected a whole number; going on without it")


def _read_status(entry: RawEntry, _zone: ZoneInfo) -> _Reading:
    words = [word.strip().lower() for word in _words(entry.node)]
    if words and words[0] in _PUBLISHED and not _WITHHELD.intersection(words):
        only = len(words) == 1
        doubt = "" if only else "expected one state; assumed 'published'"
        return _Reading(Status.PUBLISHED, doubt)
    doubt = (
        "" if words == ["draft"] else "expected 'published' or 'draft'; assumed 'draft'"
    )
    return _Reading(Status.DRAFT, doubt)


def _words(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return (node.value or "").split(",")
    return [item.value or "" for item in node if isinstance(item, Scalar)]


def _read_draft(entry: RawEntry, zone: ZoneInfo) -> _Reading:
    draft, doubt = _boolean(unknown=True)(entry, zone)
    if draft is None:
        return _Reading(None)
    return _Reading(Status.DRAFT if draft else Status.PUBLISHED, doubt)


def _boolean(*, unknown: bool | None) -> Callable[[RawEntry, ZoneInfo], _Reading]:
    """Return a reader of booleans.

    :param unknown: what a value that is none is taken for; None: as not given.
    """

    def read(entry: RawEntry, _zone: ZoneInfo) -> _Reading:
        text = _one_text(entry.node)
        if text == "":
            return _Reading(None)
        if text is not None and text.lower() in _TRUE | _FALSE:
            return _Reading(text.lower() in _TRUE)
        assumed = "that it is not given" if unknown is None else str(unknown).lower()
        return _Reading(unknown, f"expected true or false; assumed {assumed}")

    return read


def _one_text(node: Node) -> str | None:
    """Return the text of a scalar, "" for an empty one, None for a collection."""
    return (node.value or "").strip() if isinstance(node, Scalar) else None


_TITLE = _Field("title", _read_text)
_STATUS = _Field("status", _read_status, Status.DRAFT)
_CATEGORIES = _Field("categories", _read_names)
_TAGS = _Field("tags", _read_names)
_AUTHORS = _Field("authors", _read_names)
_LANGUAGE = _Field("language", _read_text)
_ALIASES = _Field("aliases", _read_names)
_MATHS = _Field("maths", _boolean(unknown=None))
_LOCATIONS = _Field("locations", _read_names)
_PINNED = _Field("pinned", _boolean(unknown=False))
_EXPIRES = _Field("expires", _read_date)

FIELDS = {
    "title": _TITLE,
    "slug": _Field("slug", _read_text),
    "date": _Field("date", _read_date),
    "updated": _Field("updated", _read_date),
    "expires": _EXPIRES,
    "expirydate": _EXPIRES,
    "state": _STATUS,
    "status": _STATUS,
    "draft": _Field("status", _read_draft, Status.DRAFT),
    "index": _Field("listed", _boolean(unknown=False), cautious=False),
    "onmenu": _Field("on_menu", _boolean(unknown=None)),
    "category": _CATEGORIES,
    "categories": _CATEGORIES,
    "tag": _TAGS,
    "tags": _TAGS,
    "author": _AUTHORS,
    "authors": _AUTHORS,
    "series": _Field("series", _read_name),
    "part": _Field("part", _read_number),
    "description": _Field("description", _read_text),
    "math": _MATHS,
    "maths": _MATHS,
    "lang": _LANGUAGE,
    "language": _LANGUAGE,
    "location": _LOCATIONS,
    "locations": _LOCATIONS,
    "pinned": _PINNED,
    "pin": _PINNED,
    "featured": _PINNED,
    "sticky": _PINNED,
    "comments": _Field("comments", _boolean(unknown=None)),
    "image": _Field("image", _read_text),
    "alias": _ALIASES,
    "aliases": _ALIASES,
    "redirectfrom": _ALIASES,
    "blogpost": _Field("is_post", _boolean(unknown=None)),
}
"""Every key that sets a field, as `_folded` gives it."""


def _folded(key: str) -> str:
    return re.sub(r"[-_\s]", "", key).lower()


def is_known(key: str) -> bool:
    """Return whether a key sets a field."""
    return _folded(key) in FIELDS


def interpret(
    entries: Iterable[RawEntry], zone: ZoneInfo
) -> tuple[FrontMatter, list[Problem]]:
    """Return what the entries of a header mean, and what was not certain.

    Where a key is given twice, the last one counts, as for YAML's readers;
    but a post is shown less, not more, where two keys disagree about that.
    """
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    earlier: dict[str, RawEntry] = {}
    problems: list[Problem] = []

    def doubt(entry: RawEntry, text: str) -> None:
        value = shown(_written(entry.node))
        message = f"{entry.key}: {value}: {text}"
        problems.append(front_matter_problem(entry.line, message))

    for entry in entries:
        field = FIELDS.get(_folded(entry.key)) or _Field(entry.key, _read_extra)
        known = field.read is not _read_extra
        target = values if known else extra
        value, uncertain = field.read(entry, zone)
        if uncertain:
            doubt(entry, uncertain)
        first = earlier.setdefault(f"{known} {field.name}", entry)
        if first is entry:
            target[field.name] = value
            continue
        agreed = target[field.name] == value and first.key != entry.key
        if field.cautious is None or target[field.name] != field.cautious:
            target[field.name] = value
        if not agreed:
            doubt(
                entry,
                f"line {first.line} gives {field.name!r} too, expected it once;"
                f" assumed {_as_assumed(target[field.name])}",
            )
    given = {name: value for name, value in values.items() if value is not None}
    undated = "date" in values and values["date"] is None
    return FrontMatter(**given, undated=undated, extra=extra), problems


def _read_extra(entry: RawEntry, _zone: ZoneInfo) -> _Reading:
    return _Reading(_plain(entry.node))


def _plain(node: Node) -> Any:
    """Return a value as templates get it: text, list or dictionary."""
    if isinstance(node, Scalar):
        return node.text or ""
    if isinstance(node, list):
        return [_plain(item) for item in node]
    return {key: _plain(value) for key, value in node.items()}


def _written(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.text or ""
    plain = _plain(node)
    return ", ".join(plain) if all(isinstance(p, str) for p in plain) else str(plain)


def _as_assumed(value: Any) -> str:
    if isinstance(value, Status):
        return repr(value.value)
    return shown(", ".join(value) if isinstance(value, tuple) else str(value))
