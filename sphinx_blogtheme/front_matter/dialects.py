"""Find the header of a file and read its keys and values, whatever its dialect.

A reader gets the text of a file and returns a `RawHeader`, or None if the file does not
begin as its dialect does. To add a dialect, write a reader and list it in `READERS`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.fields import is_known
from sphinx_blogtheme.front_matter.key_value import (
    is_of_post,
    read_bear,
    read_docinfo,
    read_head,
    read_nikola_header,
)
from sphinx_blogtheme.front_matter.raw import (
    RawHeader,
    each_line,
    front_matter_problem,
    shown,
    text_lines,
)
from sphinx_blogtheme.front_matter.toml_json import json_end, read_json, read_toml
from sphinx_blogtheme.front_matter.yaml_lenient import read_lines
from sphinx_blogtheme.front_matter.yaml_strict import NotStrictError, read_strict

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_blogtheme.front_matter.raw import RawEntry
    from sphinx_blogtheme.model.posts import Problem

MAX_HEADER_LINES = 2000
"""Number of lines within which a header must close; else ``---`` is a mere rule."""

_KEY_LINE = re.compile(r"[\w-]{1,40}:(?:\s|$)")


_YAML_MARK = re.compile(r"---[ \t]*(?:ya?ml)?[ \t]*(?:#.*)?", re.IGNORECASE)
"""An opening line that names its format, or has a comment behind it."""

_OTHER_MARK = re.compile(r"-{3,}[ \t]*([a-z][\w+-]{0,19})", re.IGNORECASE)
"""An opening line that names a format that no reader knows: ``---js``."""

_LANGUAGES = frozenset(
    (
        *("js", "javascript", "mjs", "cjs", "node", "ts", "typescript", "coffee"),
        *("coffeescript", "cson", "lua", "ruby", "rb", "php", "python", "py", "xml"),
        *("ini", "json5", "jsonc", "hjson", "edn", "clojure", "lisp", "dhall", "nix"),
    )
)
"""Formats of headers, in which any line may come first."""

_CODE_LINE = re.compile(
    r"\s*(?:[\w\"'.-]{1,40}\s*[:=]|[({]|(?:const|let|return|use)\b)"
)
_ALMOST = re.compile(
    r"(?P<indent>[ \t\u00a0\u200b\u2060\ufeff]*)"
    r"(?:-{2,}|-{0,2}[–—][–—-]{0,2})[ \t]*"
)
"""A delimiter that is indented, has too many hyphens, or was made dashes.

Pasted text may have invisible characters before it.
"""

_HEADER_LINE = re.compile(r"[ \t]+\S|[\w\"'-]{1,40}\s*:(?:\s|$)|- |#")

_BEFORE = re.compile(r"(?:[ \t]*\r?\n|[ \t]*<!--.*?-->[ \t]*\r?\n)+", re.DOTALL)
"""Empty lines, and comments, in front of a header."""


def split_header(
    text: str, opening: str = "---", closing: tuple[str, ...] = ("---", "...")
) -> tuple[str | None, int]:
    r"""Split a file into its header and its body.

    The header opens with ``---`` on the first line, and closes with the next line that
    is ``---`` or ``...`` (as YAML 1.2 ends a document), unless the dialect has other
    delimiters.

    :return: the header, its lines joined by ``\n``, or None; and the number of lines
        before the body, delimiters included.
    """
    if not text.removeprefix("\ufeff").startswith(opening[:3]):
        return None, 0
    lines, header = each_line(text, MAX_HEADER_LINES), list[str]()
    first = next(lines).rstrip().lower()
    if first != opening and not (opening == "---" and _YAML_MARK.fullmatch(first)):
        return None, 0
    for line in lines:
        if line.rstrip() in closing:
            return "\n".join(header), len(header) + 2
        header.append(line)
    return None, 0


def read_yaml(text: str) -> RawHeader | None:
    """Read a header between ``---`` lines: as strict YAML, or else line by line."""
    header, body_line = split_header(text)
    if header is None:
        return None
    return _yaml(header, first_line=2, body_line=body_line)


def _yaml(text: str, *, first_line: int, body_line: int = 0) -> RawHeader:
    try:
        entries = read_strict(text, first_line=first_line)
    except NotStrictError:
        found, problems = read_lines(text, first_line=first_line)
        return RawHeader(
            entries=tuple(found),
            body_line=body_line,
            problems=tuple(problems),
            repaired=True,
        )
    return RawHeader(entries=tuple(entries), body_line=body_line)


def read_unclosed(text: str) -> RawHeader | None:
    """Return a header with only a problem, if a file opens one that never closes.

    If its first key is one of a post, the file is held back, since its header would be
    text of the page.
    """
    first, second = [*text_lines(text, 2), "", ""][:2]
    mark = first.rstrip()
    if not (mark == "---" and _KEY_LINE.match(second)) and not (
        mark == "+++" and "=" in second
    ):
        return None
    held_back = is_known(re.split("[:=]", second, maxsplit=1)[0].strip())
    assumed = "a draft" if held_back else "a file that has no header"
    message = f"'{mark}' opens a header that no '{mark}' line closes; assumed {assumed}"
    return RawHeader(problems=(front_matter_problem(1, message),), held_back=held_back)


def read_unknown(text: str) -> RawHeader | None:
    """Return a header with only a problem, if it is in a format that nobody reads.

    Eleventy and gray-matter have headers that are programs: ``---js``.
    """
    first, second = [*text_lines(text, 2), "", ""][:2]
    mark = _OTHER_MARK.fullmatch(first.strip().removeprefix("\ufeff"))
    if not mark:
        return None
    if mark[1].lower() not in _LANGUAGES and not _CODE_LINE.match(second):
        return None
    opening = first.removeprefix("\ufeff").rstrip().lower()
    header, body_line = split_header(text, opening, ("---",))
    if header is None and mark[1].lower() not in _LANGUAGES:
        return None
    message = f"{shown(first.strip())}: expected a header in YAML, TOML or JSON; assumed a draft"
    return RawHeader(
        body_line=body_line,
        problems=(front_matter_problem(1, message),),
        held_back=True,
    )


def _named(
    opening: str,
    closing: str,
    read: Callable[..., tuple[list[RawEntry], list[Problem]]],
) -> Callable[[str], RawHeader | None]:
    """Return the reader of a header whose delimiters name its format: ``---toml``."""

    def reader(text: str) -> RawHeader | None:
        header, body_line = split_header(text, opening, (closing,))
        if header is None:
            return None
        entries, problems = read(header, first_line=2)
        if not any(is_known(entry.key) for entry in entries):
            return None  # `+++` alone separates blocks in MyST.
        return RawHeader(
            entries=tuple(entries), body_line=body_line, problems=tuple(problems)
        )

    return reader


def read_json_object(text: str) -> RawHeader | None:
    """Read a header that is one JSON object without delimiters, as Hugo allows.

    Braces also open templates and roles, so an object without a known key is no header.
    """
    bare = text.removeprefix("\ufeff")
    if not re.match(r"\{\s*\"", bare):
        return None
    lines = text_lines(text, MAX_HEADER_LINES)
    end = json_end(bare)
    if end:
        count = len(text_lines(bare[:end], MAX_HEADER_LINES + 1))
    else:
        whole = lines[0].rstrip().endswith("}")
        closing = (n for n, line in enumerate(lines, 1) if line.rstrip() == "}")
        count = 1 if whole else next(closing, 0)
    if not 0 < count <= len(lines) or lines[count - 1].rstrip()[-1:] != "}":
        return None
    entries, problems = read_json("\n".join(lines[:count]), first_line=1)
    if not any(is_known(entry.key) for entry in entries):
        return None
    return RawHeader(entries=tuple(entries), body_line=count, problems=tuple(problems))


READERS: tuple[Callable[[str], RawHeader | None], ...] = (
    read_yaml,
    _named("+++", "+++", read_toml),
    _named("---toml", "---", read_toml),
    _named("---json", "---", read_json),
    _named(";;;", ";;;", read_json),
    read_json_object,
    read_nikola_header,
    read_bear,
    read_head,
    read_unclosed,
    read_unknown,
)
"""The readers of all dialects, in the order in which they are tried."""

RST_READERS = (
    *READERS[:5],
    read_nikola_header,
    read_docinfo,
    read_unclosed,
    read_unknown,
)
"""The readers for files in reStructuredText."""


def read_header(text: str, *, rst: bool = False, expected: bool = True) -> RawHeader:
    """Read the header of a file with the first reader that knows its dialect.

    :param rst: whether the text is in reStructuredText.
    :param expected: whether the file is a post for other reasons, so that any field
        list is its header; documentation has field lists too.
    :return: an empty header if there is none.
    """
    for reader in RST_READERS if rst else READERS:
        raw = reader(text)
        if reader is read_unclosed:
            raw = _straightened(text) or raw
        if reader is read_docinfo and raw and not (expected or is_of_post(raw)):
            continue
        if raw is not None:
            return raw
    return _below(text) or RawHeader()


def _straightened(text: str) -> RawHeader | None:
    """Return a header with a delimiter that is almost ``---``, if it has a known key.

    No line of it may be one of text.
    """
    lines = each_line(text, MAX_HEADER_LINES)
    first = _ALMOST.fullmatch(next(lines, "").rstrip("\r\n").removeprefix("\ufeff"))
    if not first:
        return None
    header = ["---"]
    for line in lines:
        bare = line.rstrip()
        if _ALMOST.fullmatch(bare):
            if max(map(len, header)) <= len(first[0]):
                return None  # a title between lines, in reStructuredText
            raw = read_yaml("\n".join([*header, "---", ""]))
            return raw if raw and any(is_known(e.key) for e in raw.entries) else None
        if not _HEADER_LINE.match(line):
            return None
        header.append(bare.removeprefix(first["indent"]))
    return None


def _below(text: str) -> RawHeader | None:
    """Return a header with empty lines or comments above it, if it has a known key."""
    before = _BEFORE.match(text.removeprefix("\ufeff"))
    if not before:
        return None
    rest = text.removeprefix("\ufeff")[before.end() :]
    first = text_lines(rest, 1)[0].rstrip() if rest else ""
    if not rest.startswith(("---", "+++", ";;;")) and not _ALMOST.fullmatch(first):
        return None
    raw = read_header(rest)
    if not raw.held_back and not any(is_known(entry.key) for entry in raw.entries):
        return None
    count = len(text_lines(before[0], MAX_HEADER_LINES + 1)) - 1
    return replace(
        raw,
        entries=tuple(replace(e, line=e.line + count) for e in raw.entries),
        body_line=raw.body_line and raw.body_line + count,
        problems=tuple(
            replace(p, line=p.line and p.line + count) for p in raw.problems
        ),
    )


def read_whole(text: str, suffix: str) -> RawHeader:
    """Read a file that has only keys and values, such as ``_defaults.toml``.

    :param suffix: suffix of its name; all but ``.toml`` and ``.json`` are YAML.
    """
    readers = {".toml": read_toml, ".json": read_json}
    text = "\n".join(text_lines(text, MAX_HEADER_LINES))
    if suffix in readers:
        entries, problems = readers[suffix](text, first_line=1)
        return RawHeader(entries=tuple(entries), problems=tuple(problems))
    header, _ = split_header(text)
    return (
        _yaml(text, first_line=1) if header is None else read_yaml(text) or RawHeader()
    )
