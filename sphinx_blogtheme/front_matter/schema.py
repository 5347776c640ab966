"""Turn the table of keys into a JSON Schema, by which editors complete headers.

Draft 7 (https://json-schema.org/draft-07), which is what editors read. Where our
readers take more than one spelling of a value, the schema allows them all; keys
that no field has are allowed as well, since templates get them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter import values
from sphinx_blogtheme.front_matter.fields import CONTAINERS, FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.front_matter.kinds import Field

Schema = dict[str, Any]

_TEXT: Schema = {"type": ["string", "number", "boolean", "null"]}
_LINE: Schema = {"type": ["string", "null"]}
_NAMED: Schema = {"type": "object", "required": ["name"]}
_FLAG: tuple[Schema, ...] = (
    {"type": ["boolean", "null"]},
    {"enum": [*sorted(values.TRUE | values.FALSE), 0, 1]},
)
_KINDS: dict[str, tuple[Schema, ...]] = {
    "text": (_TEXT,),
    "names": (_TEXT, {"type": "array", "items": {"anyOf": [_TEXT, _NAMED]}}, _NAMED),
    "date": (_LINE,),
    "boolean": _FLAG,
    "number": (
        {"type": ["integer", "null"], "minimum": 0, "maximum": 999_999},
        {"type": "string", "pattern": "^[0-9]{1,6}$"},
    ),
    "status": ({"enum": sorted(values.PUBLISHED | values.UNLISTED | values.WITHHELD)},),
    "published": (*_FLAG, _LINE),
    "path": (_LINE, {"const": False}),
    "url": ({"type": ["string", "null"], "pattern": "^[hH][tT][tT][pP][sS]?://"},),
}
"""What may stand for a kind of value, by its name."""

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass(kw_only=True, slots=True)
class _Key:
    """What is known of one key."""

    description: str = ""
    choices: list[Schema] = field(default_factory=list)
    below: dict[str, _Key] = field(default_factory=dict)
    """The keys of its mapping."""

    def schema(self) -> Schema:
        choices = list(self.choices)
        if self.below:
            inner = {name: key.schema() for name, key in sorted(self.below.items())}
            choices = [c for c in choices if c != {"type": "object"}]
            choices.append({"type": "object", "properties": inner})
        allowed = choices[0] if len(choices) == 1 else {"anyOf": choices}
        described = {"description": self.description} if self.description else {}
        return described | allowed


def json_schema() -> Schema:
    """Return the schema of a header, as ``json.dumps`` takes it."""
    top = _Key()
    for known in FIELDS:
        for spelling in _spellings(known):
            _note(top, spelling, known)
    for name in CONTAINERS:
        top.below.setdefault(name, _Key()).choices.append({"type": "object"})
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Front matter of a post",
        "description": "What sphinx-blogtheme reads of a post's header; other keys are"
        " kept for templates.",
        **top.schema(),
    }


def _spellings(known: Field) -> Iterator[str]:
    """Yield the keys of a field, with underscores and with hyphens."""
    for key in (*known.keys, *known.instead):
        yield from dict.fromkeys((key, key.replace("_", "-")))


def _note(top: _Key, spelling: str, known: Field) -> None:
    """Note what a field says of one of its keys; several may read it."""
    key = top
    for name in spelling.split("."):
        key = key.below.setdefault(name, _Key())
    key.description = key.description or _LINK.sub(r"\1", known.meaning)
    choices = list(_KINDS[known.kind.name])
    if known.name == "image":
        choices.append({"type": "array"})
    if known.mappings:
        choices.append({"type": "object"})
    key.choices += [choice for choice in choices if choice not in key.choices]
