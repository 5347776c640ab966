"""Turn a `FrontMatter` into the text of a YAML header that is read as the same.

What is a text stays one for every reader of YAML: it is in quotation marks
wherever a plain word could be taken for something else.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter.fields import BY_KEY, folded
from sphinx_blogtheme.model import FrontMatter, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PLAIN = re.compile(r"[A-Za-z/](?:[\w ./()+@%-]|,(?= )|'(?=\w)|:(?=//))*", re.ASCII)
"""Values that need no quotation marks, unless they are one of `_WORDS`."""

# YAML 1.1 (which PyYAML reads), "Language-Independent Types".
_WORDS = frozenset(("y", "n", "yes", "no", "true", "false", "on", "off", "null"))

_KEYS = (
    ("title", "title"),
    ("slug", "slug"),
    ("url", "url"),
    ("date", "date"),
    ("publish_date", "publish_date"),
    ("updated", "updated"),
    ("expires", "expires"),
    ("on_menu", "on-menu"),
    ("categories", "categories"),
    ("tags", "tags"),
    ("authors", "author"),
    ("locations", "location"),
    ("series", "series"),
    ("part", "part"),
    ("description", "description"),
    ("summary", "summary"),
    ("image", "image"),
    ("image_alt", "image_alt"),
    ("language", "language"),
    ("comments", "comments"),
    ("toc", "toc"),
    ("maths", "maths"),
    ("template", "template"),
    ("canonical", "canonical_url"),
    ("link", "link"),
    ("aliases", "aliases"),
    ("is_post", "blogpost"),
)
"""The fields, and the keys that they are written with, in their order."""


def write_header(facts: FrontMatter) -> str:
    """Return the header, with its delimiters and a newline at the end.

    A mapping among the keys of others that sets a field too, such as
    ``cover: {image: …}``, stands for that field, if it says the same.
    """
    told = set(_told_by_mappings(facts))
    entries = [(key, value) for key, value in _entries(facts) if key not in told]
    known = {folded(key) for key, _ in entries}
    others = [(k, v) for k, v in facts.extra.items() if folded(k) not in known]
    lines = [line for key, value in (*entries, *others) for line in _lines(key, value)]
    return "\n".join(["---", *lines, "---", ""])


def _told_by_mappings(facts: FrontMatter) -> Iterator[str]:
    """Yield the keys of fields that a mapping among the other keys sets as they are."""
    keys = dict(_KEYS)
    for outer, mapping in facts.extra.items():
        for inner, value in mapping.items() if isinstance(mapping, dict) else ():
            for field, _ in BY_KEY.get(f"{folded(outer)}.{folded(inner)}", ()):
                if getattr(facts, field.name) == value:
                    yield keys[field.name]


def _entries(facts: FrontMatter) -> Iterator[tuple[str, Any]]:
    for name, key in _KEYS:
        value = getattr(facts, name)
        if name == "on_menu":
            if facts.undated:
                yield "date", ""
            if facts.status is Status.DRAFT:
                yield "state", Status.DRAFT.value
            if not facts.listed:
                yield "index", False
            if facts.pinned:
                yield "pinned", True
        if value not in (None, ()):
            yield key, value


def _lines(key: str, value: Any, depth: int = 0) -> Iterator[str]:
    """Yield the lines of one key."""
    indent = "  " * depth
    name = _scalar(key)
    if isinstance(value, dict) and value:
        yield f"{indent}{name}:"
        for inner, item in value.items():
            yield from _lines(inner, item, depth + 1)
    else:
        yield f"{indent}{name}: {_flow(value)}"


def _flow(value: Any) -> str:
    """Return a value on one line."""
    if isinstance(value, dict):
        items: Mapping[str, Any] = value
        pairs = (f"{_scalar(key)}: {_flow(item)}" for key, item in items.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(_item, value)) + "]"
    return _scalar(value)


def _item(value: Any) -> str:
    text = _flow(value)
    quoted = not isinstance(value, str) or text.startswith('"')
    # A comma parts the items of a list, unless it is within quotation marks.
    return text if quoted or "," not in text else _quoted(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return _date(value)
    text = str(value)
    plain = _PLAIN.fullmatch(text) and text == text.strip()
    return text if plain and text.lower() not in _WORDS else _quoted(text)


def _date(value: datetime) -> str:
    offset = value.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        value = value.astimezone(UTC)  # local mean time, from before there were zones
    return value.isoformat(" ")


def _quoted(text: str) -> str:
    r"""Return a text in double quotes, as YAML 1.2 section 7.3.1 has them."""
    return '"' + "".join(map(_character, text)) + '"'


def _character(char: str) -> str:
    if char in '"\\':
        return f"\\{char}"
    if char.isprintable():
        return char
    code = ord(char)
    if 0xD800 <= code <= 0xDFFF:  # noqa: PLR2004 -- half of a surrogate pair
        code = 0xFFFD
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004
