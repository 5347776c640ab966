"""Headers in TOML or JSON, with every scalar as text.

The formats are TOML 1.0 (https://toml.io/en/v1.0.0) and RFC 8259. An invalid header is
one problem, at the line of the error, and is read line by line: each value on its own,
as text if that is invalid too.
"""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_blogtheme.front_matter.raw import (
    MAX_BRACKETS,
    MAX_LENGTH,
    Node,
    RawEntry,
    Scalar,
    front_matter_problem,
    node_of,
    shown,
)
from sphinx_blogtheme.model.decoding import readable

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_blogtheme.model.posts import Problem

MAX_DOTS = 1000
"""Maximum number of dots in a TOML header: its parser slows down with dotted keys."""

_ASSIGNMENT = re.compile(r"\s*([\w-]{1,60}|\"[^\"]{1,60}\"|'[^']{1,60}')\s*[=:](.*)")
_MEMBER = re.compile(r"[\s{]*\"([^\"]{1,60})\"\s*:(.*)")
_TABLE = re.compile(r"\s*\[{1,2}\s*[\"']?([\w-]+)[^\]]*\]{1,2}\s*(?:#.*)?")
_TOML_KEY = re.compile(r"\s*(?:\[{1,2}\s*)?(?:([\w-]+)|\"([^\"]+)\"|'([^']+)')")
_TOML_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_AFTER_A_COMMA = {
    ("Expecting property name enclosed in double quotes", "}"): "object",
    ("Expecting value", "]"): "array",
}
"""What Python before 3.13 says of the bracket after a trailing comma."""


class _Pairs(list[Any]):
    """The members of a JSON object in their order, repeated keys included."""


_JSON = json.JSONDecoder(
    object_pairs_hook=_Pairs,
    parse_int=str,
    parse_float=str,
    parse_constant=str,
    # Authors break lines within strings.
    strict=False,
)


def read_toml(text: str, *, first_line: int) -> tuple[list[RawEntry], list[Problem]]:
    """Return the entries of a header in TOML, and a problem if it is invalid.

    :param first_line: the 1-based line of the file on which the text begins.
    """
    try:
        nodes = {key: node_of(value) for key, value in _load_toml(text).items()}
    except (ValueError, RecursionError) as error:
        return _lenient(text, first_line, error, _TOML_FORMAT)
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        if match := _TOML_KEY.match(line):
            lines.setdefault(match[1] or match[2] or match[3], number)
    return [
        RawEntry(key=readable(key), node=node, line=lines.get(key, first_line))
        for key, node in nodes.items()
    ], []


def read_json(text: str, *, first_line: int) -> tuple[list[RawEntry], list[Problem]]:
    """Return the entries of a header in JSON, and a problem if it is invalid.

    :param first_line: the 1-based line of the file on which the text begins.
    """
    try:
        _refuse_absurd(text)
        pairs, end = _JSON.raw_decode(text, len(text) - len(text.lstrip()))
        if text[end:].strip() or not isinstance(pairs, _Pairs):
            msg = "Expected one object"
            raise json.JSONDecodeError(msg, text, end)
        nodes = [(key, node_of(_without_doubles(value))) for key, value in pairs]
    except (ValueError, RecursionError) as error:
        return _lenient(text, first_line, error, _JSON_FORMAT)
    entries = []
    place = 0
    for key, node in nodes:
        name = re.escape(json.dumps(key, ensure_ascii=False))
        if match := re.compile(rf"{name}\s*:").search(text, place):
            place = match.end()
        line = first_line + text.count("\n", 0, place)
        entries.append(RawEntry(key=readable(key), node=node, line=line))
    return entries, []


def json_end(text: str) -> int:
    """Return the index after the JSON object that begins a text; 0 if it is invalid."""
    try:
        _refuse_absurd(text[:MAX_LENGTH])
        return _JSON.raw_decode(text[:MAX_LENGTH])[1]
    except (ValueError, RecursionError):
        return 0


def _refuse_absurd(text: str) -> None:
    """Raise an error for a text that would take a parser too long."""
    if len(text) > MAX_LENGTH:
        msg = f"more than {MAX_LENGTH} characters"
        raise ValueError(msg)
    if text.count("[") + text.count("{") > MAX_BRACKETS:
        msg = f"more than {MAX_BRACKETS} brackets"
        raise ValueError(msg)


def _without_doubles(value: Any) -> Any:
    if isinstance(value, _Pairs):
        return {key: _without_doubles(item) for key, item in value}
    return [_without_doubles(v) for v in value] if isinstance(value, list) else value


def _load_toml(text: str) -> dict[str, Any]:
    _refuse_absurd(text)
    if text.count(".") > MAX_DOTS:
        msg = f"more than {MAX_DOTS} dots"
        raise ValueError(msg)
    return tomllib.loads(text, parse_float=str)


def _toml_value(text: str) -> object:
    return _load_toml(f"key = {text}")["key"]


def _json_value(text: str) -> object:
    return _without_doubles(_JSON.decode(text.strip().rstrip(",")))


class _Format(NamedTuple):
    """How the lines of an invalid header are read."""

    name: str
    key_line: re.Pattern[str]
    table_line: re.Pattern[str] | None
    read: Callable[[str], object]
    """Parses one value; raises ValueError."""


_TOML_FORMAT = _Format("TOML", _ASSIGNMENT, _TABLE, _toml_value)
_JSON_FORMAT = _Format("JSON", _MEMBER, None, _json_value)


def _lenient(
    text: str, first_line: int, error: Exception, form: _Format
) -> tuple[list[RawEntry], list[Problem]]:
    """Read an invalid header line by line; the parser's error is the one problem."""
    lines = text.split("\n")
    chunks: list[tuple[str, str, int, list[str]]] = []
    table = ""
    for number, line in enumerate(lines, first_line):
        if form.table_line and (match := form.table_line.fullmatch(line)):
            table = match[1]
        elif match := form.key_line.match(line):
            chunks.append((table, match[1].strip("\"'"), number, [match[2].strip()]))
        elif chunks and line.strip():
            chunks[-1][3].append(line)
    entries: list[RawEntry] = []
    tables: dict[str, dict[str, Node]] = {}
    for table, key, number, value in chunks:
        node = _lenient_value("\n".join(value), form.read)
        if not table:
            entries.append(RawEntry(key=key, node=node, line=number))
        elif table in tables:
            tables[table][key] = node
        else:
            tables[table] = {key: node}
            entries.append(RawEntry(key=table, node=tables[table], line=number))
    number, reason = _place_and_reason(error, len(lines))
    written = shown(lines[min(number, len(lines)) - 1].strip())
    message = (
        f"{written}: expected {form.name}, but: {reason}; assumed that each line with a key"
        " is right, and read the header line by line"
    )
    return entries, [front_matter_problem(first_line + number - 1, message)]


def _lenient_value(text: str, read: Callable[[str], object]) -> Node:
    try:
        _refuse_absurd(text)
        return node_of(read(text))
    except (ValueError, RecursionError):
        pass
    text = text.partition("\n")[0].strip().rstrip(",").strip()
    if len(text) > 1 and text[0] in "[(" and text[-1] in "])":
        items = (item.strip(" \"'") for item in text[1:-1].split(","))
        return [Scalar(value=item, text=item) for item in items]
    text = text.strip("\"'")
    return Scalar(value=text or None, text=text or None)


def _at_trailing_comma(error: json.JSONDecodeError) -> json.JSONDecodeError:
    """Return an error as Python 3.13 raises it: at a trailing comma, not behind it."""
    text, place = error.doc, error.pos
    before = text[:place].rstrip(" \t\r\n")
    kind = _AFTER_A_COMMA.get((error.msg, text[place : place + 1]))
    if kind is None or not before.endswith(","):
        return error
    msg = f"Illegal trailing comma before end of {kind}"
    return json.JSONDecodeError(msg, text, len(before) - 1)


def _place_and_reason(error: Exception, last: int) -> tuple[int, str]:
    """Return the 1-based line of a parser's error within the header, and its message.

    :param last: the last line of the header.
    """
    if isinstance(error, json.JSONDecodeError):
        error = _at_trailing_comma(error)
        return min(error.lineno, last), error.msg
    if isinstance(error, RecursionError):
        return 1, "nested too deep"
    reason = str(error)
    match = _TOML_LINE.search(reason)
    if not match:
        return 1, reason
    return int(match[1] or last), reason[: match.start()]
