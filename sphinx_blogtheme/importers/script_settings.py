"""The literals of a configuration in JavaScript or TypeScript, which is never run.

Objects, lists, strings and numbers are read; of a call, such as ``defineConfig({…})``,
its first argument. All else counts as not given.
"""

from __future__ import annotations

import re
from typing import Any

_SPACE = re.compile(r"(?:\s|//[^\n]*|/\*.*?\*/)*", re.DOTALL)
_STRING = re.compile(
    r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\$]|\\.|\$(?!\{))*)`",
    re.DOTALL,
)
_ANY_STRING = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|/\*.*?\*/|//[^\n]*",
    re.DOTALL,
)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?![\w.])")
_NAME = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*")
_CAST = re.compile(r"(?:\s+(?:as|satisfies)\s+[\w.]+(?:<[^<>]*>)?(?:\[\])?)+")
_EXPORTED = re.compile(r"(?m)^\s*(?:export\s+default|module\.exports\s*=)\s*")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r"}
_PAIRS = {"{": "}", "[": "]", "(": ")"}
_DEEPEST = 40

NO_LITERAL = object()
"""The value of an expression that is no literal."""


def exported_settings(text: str) -> dict[str, Any]:
    """Return the settings that a module exports as its default.

    :return: literals by name; empty if it exports no object.
    """
    match = _EXPORTED.search(text)
    if not match:
        return {}
    value, _ = _value(text, match.end(), 0)
    if value is NO_LITERAL and (name := _NAME.match(text, match.end())):
        value = assigned(text, name[0])
    return value if isinstance(value, dict) else {}


def assigned(text: str, name: str) -> Any:
    """Return the literal that is assigned to a name, or `NO_LITERAL`."""
    pattern = rf"(?:const|let|var)\s+{re.escape(name)}\b[^=\n]*=\s*"
    match = re.search(pattern, text)
    return _value(text, match.end(), 0)[0] if match else NO_LITERAL


def literal(expression: str) -> Any:
    """Return the value of an expression, or `NO_LITERAL` if it is no literal."""
    value, end = _value(expression, 0, 0)
    return value if not expression[end:].strip() else NO_LITERAL


def end_of_braces(text: str, start: int) -> int:
    """Return the index after the bracket that closes the one at an index, or -1.

    Brackets in strings and comments do not count.
    """
    stack = [_PAIRS[text[start]]]
    position = start + 1
    mark = re.compile(r"[\"'`/{}()\[\]]")
    while match := mark.search(text, position):
        char, position = match[0], match.end()
        if char in "\"'`/":
            if found := _ANY_STRING.match(text, match.start()):
                position = found.end()
        elif char in _PAIRS:
            stack.append(_PAIRS[char])
        elif char == stack[-1]:
            stack.pop()
            if not stack:
                return position
        else:
            return -1
    return -1


def _skip(text: str, position: int) -> int:
    match = _SPACE.match(text, position)
    return match.end() if match else position


def _value(text: str, start: int, depth: int) -> tuple[Any, int]:
    """Return the value of the expression at an index, and the index of its end."""
    position = _skip(text, start)
    char = text[position : position + 1]
    if depth > _DEEPEST or not char:
        return NO_LITERAL, position
    found: Any = NO_LITERAL
    if char in "{[":
        end = end_of_braces(text, position)
        if end < 0:
            return NO_LITERAL, len(text)
        inside = text[position + 1 : end - 1]
        read = _object if char == "{" else _list
        found, position = read(inside, depth + 1), end
    elif char == "(":
        end = end_of_braces(text, position)
        found, _ = _value(text[position + 1 : end - 1], 0, depth + 1)
        position = end if end > 0 else len(text)
    elif match := _STRING.match(text, position):
        raw = next(part for part in match.groups() if part is not None)
        found = re.sub(
            r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), raw, flags=re.DOTALL
        )
        position = match.end()
    elif match := _NUMBER.match(text, position):
        found, position = (
            float(match[0]) if "." in match[0] else int(match[0]),
            match.end(),
        )
    elif match := _NAME.match(text, position):
        words = {"true": True, "false": False, "null": None}
        found, position = words.get(match[0], NO_LITERAL), match.end()
        after = _skip(text, position)
        if match[0] not in words and text[after : after + 1] == "(":
            end = end_of_braces(text, after)
            found, _ = _value(text[after + 1 : end - 1], 0, depth + 1)
            position = end if end > 0 else len(text)
    if cast := _CAST.match(text, position):
        position = cast.end()
    end = _end_of_value(text, position)
    rest = text[position:end].strip()
    return (NO_LITERAL if rest.strip(";") else found), end


def _end_of_value(text: str, position: int) -> int:
    """Return the index of the comma, or of the end, after an expression."""
    mark = re.compile(r"[\"'`/{(\[,;]")
    while match := mark.search(text, position):
        char = match[0]
        if char in ",;":
            return match.start()
        if char in _PAIRS:
            end = end_of_braces(text, match.start())
            if end < 0:
                return len(text)
            position = end
        else:
            found = _ANY_STRING.match(text, match.start())
            position = found.end() if found else match.end()
    return len(text)


def _object(text: str, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    position = 0
    while (position := _skip(text, position)) < len(text):
        key = _STRING.match(text, position) or re.compile(r"[\w$]+").match(
            text, position
        )
        if key:
            name = key[0].strip("\"'`")
            after = _skip(text, key.end())
            if text[after : after + 1] == ":":
                value, position = _value(text, after + 1, depth)
                if value is not NO_LITERAL:
                    found[name] = value
                position += 1
                continue
        position = _end_of_value(text, position) + 1
    return found


def _list(text: str, depth: int) -> list[Any]:
    found: list[Any] = []
    position = 0
    while (position := _skip(text, position)) < len(text):
        value, position = _value(text, position, depth)
        if value is not NO_LITERAL:
            found.append(value)
        position += 1
    return found
