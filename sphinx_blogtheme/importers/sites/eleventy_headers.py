"""Headers of 11ty in JavaScript, as far as they are literals: ``---js``."""

from __future__ import annotations

import json
import re
from typing import Any

from sphinx_blogtheme.importers.script_settings import NO_LITERAL, literal
from sphinx_blogtheme.importers.sites.eleventy_settings import program_without_comments

_HEADER = re.compile(
    r"\ufeff?---[ \t]*(?:js|javascript|node)[ \t]*\r?\n(?P<program>.*?)\r?\n---[ \t]*(?:\r?\n|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_STATEMENT = re.compile(
    r"(?:\A|[;\n])\s*(?:export\s+)?(?:const|let|var)\s+([\w$]+)\s*=\s*"
)
_DATE = re.compile(r"\bnew\s+Date\(\s*([\"'][^\"'\n]*[\"'])\s*\)")
_STRING = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\$]|\\.)*`")
_COMPUTED = re.compile(r"[(`]|=>|\.\.\.|:\s*(?!true\b|false\b|null\b)[A-Za-z_$]")
"""What shows that an object has more than literals, once its strings are left out."""


def with_plain_header(text: str) -> str:
    """Return a file with its header in YAML; the same if it isn't made of literals.

    Then the file is a draft for all readers, because its header is not read.
    """
    match = _HEADER.match(text)
    values = _values(match["program"]) if match else None
    if not match or not values:
        return text
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False, default=str)}"
        for key, value in values.items()
    ]
    # So that lines of the body keep their numbers.
    gap = "\n" * max(match[0].count("\n") - len(lines) - 2, 0)
    return "\n".join(["---", *lines]) + f"\n{gap}---\n{text[match.end() :]}"


def _values(program: str) -> dict[str, Any] | None:
    """Return the values that a header sets; None if it has anything but literals."""
    program = _DATE.sub(r"\1", program_without_comments(program)).strip()
    if program.startswith(("{", "(")):
        bare = _STRING.sub("1", program.strip("()"))
        found = literal(program)
        plain = isinstance(found, dict) and not _COMPUTED.search(bare)
        return found if plain else None
    starts = [*_STATEMENT.finditer(program)]
    if not starts or program[: starts[0].start()].strip(";\n "):
        return None
    values = {}
    for number, start in enumerate(starts):
        after = starts[number + 1].start() if number + 1 < len(starts) else len(program)
        said = program[start.end() : after].strip().rstrip(";")
        value = literal(said)
        if value is NO_LITERAL or _COMPUTED.search(_STRING.sub("1", f":{said}")):
            return None
        values[start[1]] = value
    return values
