"""JSON Schema of headers, made from the table of fields, for completion in editors.

It is of draft 7 (https://json-schema.org/draft-07), which the language servers of YAML,
TOML and JSON know. In that draft, keywords beside a ``$ref`` are ignored, so a
description stands beside an ``anyOf``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter.fields import CONTAINERS, FIELDS
from sphinx_blogtheme.front_matter.notes_of_changes import NOTE_KEYS
from sphinx_blogtheme.model.code_needs import LARGEST_SEED, LONGEST_RUN
from sphinx_blogtheme.model.kinds import FORMAT_WORDS, KIND_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_blogtheme.front_matter.field_kinds import Field

URL = "https://sphinx-blogtheme.readthedocs.io/en/latest/front-matter.schema.json"
"""Where the documentation publishes the schema."""

_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_SEE = re.compile(rf"; see {_LINK.pattern}")

_SCALARS = ("string", "number", "boolean", "null")


def _either(*schemas: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [*schemas]}


def _words(*words: str) -> dict[str, Any]:
    """Return the schema of some words, which editors suggest; case doesn't matter."""
    letters = (
        "".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word)
        for word in words
    )
    pattern = {"type": "string", "pattern": f"^\\s*({'|'.join(letters)})\\s*$"}
    return _either({"enum": [*words]}, pattern)


_NULL = {"type": "null"}
_TEXT = {"type": [*_SCALARS]}
_DATE = {"type": ["string", "null"]}
_PERSON = {"type": "object", "required": ["name"]}
_NAMES = _either(_TEXT, {"type": "array", "items": _either(_TEXT, _PERSON)}, _PERSON)
_CHANGE = _either(
    *({"type": "object", "required": ["date", key]} for key in NOTE_KEYS),
    {"type": "object", "propertyNames": {"pattern": "^\\s*[0-9]"}},
)
_TRUTH = _either(
    {"type": "boolean"},
    _words("true", "false", "yes", "no", "on", "off", "y", "n", "t", "f", "1", "0"),
    {"enum": [0, 1, "", None]},
)

_VERSIONS = {"type": ["string", "number"]}
_PATH = {"type": "string", "pattern": "^\\s*[^/\\s]"}
_NEEDS = {
    "type": "object",
    "properties": {
        "requires": _VERSIONS,
        "requires-python": _VERSIONS,
        "dependencies": _either(
            {"type": "string"}, {"type": "array", "items": {"type": "string"}}
        ),
        "files": _either(_PATH, {"type": "array", "items": _PATH}),
        "timeout": {"type": "number", "exclusiveMinimum": 0, "maximum": LONGEST_RUN},
        "seed": {"type": "integer", "minimum": 0, "maximum": LARGEST_SEED},
        "network": _TRUTH,
        "skip": {"type": [*_SCALARS]},
        "note": _TRUTH,
    },
    "additionalProperties": False,
}

_VALUES: Mapping[str, Mapping[str, Any]] = {
    "text": _TEXT,
    "names": _NAMES,
    "name": _either(_TEXT, {"type": "array", "items": _TEXT, "maxItems": 1}),
    "date": _DATE,
    "boolean": _TRUTH,
    "url": _either(
        {"type": "string", "pattern": "^\\s*([hH][tT]{2}[pP][sS]?://|$)"}, _NULL
    ),
    "path": {"type": ["string", "number", "boolean", "null"]},
    "status": _words(
        *("published", "draft", "hidden", "publish", "public", "featured"),
        *("unlisted", "skip"),
    ),
    "kind": _either(_words(*KIND_WORDS), {"enum": ["", None]}),
    "format": _either(_words(*sorted(FORMAT_WORDS)), {}),
    "published": _either(_TRUTH, _DATE),
    "build": {"enum": ["always", "never", "local", "link", True, False, None]},
    "number": _either(
        {"type": "integer", "minimum": 0, "maximum": 999_999},
        {"type": "string", "pattern": "^\\s*[0-9]{0,6}\\s*$"},
        _NULL,
    ),
    "paragraphs": _TEXT,
    "pinned": _either(_TRUTH, {"type": "integer", "minimum": 0}),
    "separator": {"type": ["string", "null"]},
    "minutes": _either(_TRUTH, {"type": "integer", "minimum": 0, "maximum": 9999}),
    "place": _either(
        {"type": "integer"},
        {"type": "string", "pattern": "^\\s*([-+]?[0-9]{1,9})?\\s*$"},
        _NULL,
    ),
    "target": _either(
        {"type": "string", "pattern": "^\\s*([hH][tT]{2}[pP][sS]?://|/|$)"},
        {"type": "array", "maxItems": 1},
        _NULL,
    ),
    "identity": _either(
        {"type": "string", "pattern": '^\\s*([A-Za-z][A-Za-z0-9+.-]*:[^\\s<>"]|$)'},
        _NULL,
    ),
    "image": {"type": [*_SCALARS, "array"]},
    "menu": {"type": [*_SCALARS, "array", "object"]},
    "python": _either(_TEXT, _NEEDS),
    "changes": _either(
        _NULL,
        {"type": "string", "pattern": "^\\s*[0-9]"},
        _CHANGE,
        {"type": "array", "items": _either(_CHANGE, {"type": "string"})},
    ),
}
"""The values that are read without a problem, by name of their kind."""


_MAPPING = {"type": "object"}


def json_schema() -> dict[str, Any]:
    """Return the schema of a header, or of a file of folder defaults.

    Unknown keys are valid: they are kept for templates.
    """
    plain: dict[str, dict[str, Any]] = {}
    members: dict[str, dict[str, dict[str, Any]]] = {}
    for key, field in _keys().items():
        outer, _, inner = key.partition(".")
        if inner:
            members.setdefault(outer, {})[inner] = _schema_of(key, field)
            plain.setdefault(outer, {})
        else:
            mappings = [_MAPPING] if field.mappings else []
            plain[outer] = _schema_of(key, field, *mappings)
    for outer, inner_schemas in members.items():
        mapping = {"type": "object", "properties": inner_schemas}
        outside = _keys().get(outer)
        plain[outer] = _schema_of(outer, outside, mapping) if outside else mapping
    for key in CONTAINERS:
        about = "Keys that count as if they stood outside of it."
        plain[key] = {"description": about, "type": ["object", "null"]}
    about = "MyST's options for this file."
    plain["myst"] = {"description": about, "type": ["object", "null"]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": URL,
        "title": "Front matter of sphinx-blogtheme",
        "description": "The header of a post, or what a folder says of its posts.",
        "type": "object",
        "properties": plain,
        "patternProperties": {
            _spellings(key): {"$ref": f"#/properties/{key}"} for key in plain
        },
        "definitions": dict(_VALUES),
    }


def _keys() -> dict[str, Field]:
    """Return all keys, each with the field that it sets in the first place."""
    found: dict[str, Field] = {}
    for field in FIELDS:
        found.update((key, field) for key in field.keys if key not in found)
    for field in FIELDS:
        found.update((key, field) for key in field.instead if key not in found)
    return found


def _schema_of(key: str, field: Field, *others: Mapping[str, Any]) -> dict[str, Any]:
    """Return the schema of a key's values: those of its kind, or others."""
    usual = field.keys[0] if field.keys else key
    about = _SEE.sub("", field.meaning)
    about = _LINK.sub(r"\1", about).replace("`", "")
    if key in field.instead and key != usual:
        about = f"Where there is no {usual}: {about}"
    value = {"$ref": f"#/definitions/{field.kind.name}"}
    return {"description": about, **_either(value, *others)}


def _spellings(key: str) -> str:
    """Return a pattern of the other spellings of a key, such as ``onMenu``."""
    words = (f"[{word[0].upper()}{word[0]}]{word[1:]}" for word in key.split("_"))
    return f"^(?!{key}$){'[-_]?'.join(words)}$"
