"""Texts of Obsidian: comments, marked text, ids of blocks, embedded notes.

(https://help.obsidian.md/syntax) Wikilinks and pictures stay as they are, since the
blog reads them too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.code_mask import MASK, without_code
from sphinx_blogtheme.model.source_headings import headings_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Set

_WIKILINK = re.compile(
    r"(?P<embed>!?)\[\[(?P<target>[^\[\]|#\n]*)(?P<rest>[^\[\]\n]*)\]\]"
)
_REFERRED = re.compile(r"#\^([\w-]+)")
_MARKED = re.compile(
    r"(?<![=\w])==(?![=\s])((?:(?!==)[^\n]|\n(?!\s*\n))+?)(?<![\s=])==(?!=)"
)
_MATHS = re.compile(
    r"\$\$.*?\$\$|(?<![\\$])\$(?![\s$])[^$\n]*?(?<![\s\\])\$(?!\d)", re.DOTALL
)
_BLOCK_ID = re.compile(r"(?m)(?:(?<=\S)[ \t]+|^[ \t]*)\^(?P<id>[A-Za-z0-9-]+)[ \t]*$")
_TAG = re.compile(r"(?<![\w/#&\\'\"(\[!:=.-])#(?P<tag>[\w/-]*[^\W\d_][\w/-]*)")
_URL = re.compile(r"\w+://[^\s<>)\]]+|\]\([^()\n]*\)|<[^<>\n]+>")
_EMBED_LINE = re.compile(
    r"(?m)^(?P<indent>[ \t>]*)!\[\[(?P<target>[^\[\]|#\n]+?)(?P<fragment>#[^\[\]|\n]*)?"
    r"(?:\|[^\[\]\n]*)?\]\][ \t]*$"
)
_FENCED = re.compile(r"(?m)^[ \t>]*(?:`{3,}|~{3,})[ \t]*(?P<name>[\w-]+)")

PROGRAMS = ("dataview", "dataviewjs", "tasks", "query", "base", "tracker", "button")
"""Names of code blocks that a plugin of Obsidian runs."""


def has_wikilinks(text: str) -> bool:
    """Return whether a text has links in double brackets, outside of code."""
    if "[[" not in text:
        return False
    masked = without_code(text)
    return any(
        (match["target"] + match["rest"]).strip() and masked[match.end() :][:1] != "("
        for match in _WIKILINK.finditer(masked)
    )


def without_percent_comments(text: str) -> tuple[str, list[int]]:
    """Return a text without what stands between ``%%``, and the lines of the comments.

    A comment without an end that begins a line goes to the end of the text.
    """
    if "%%" not in text:
        return text, []
    found: list[tuple[int, int]] = []
    work, position = text, 0
    while (start := without_code(work).find("%%", position)) >= 0:
        end = text.find("%%", start + 2)
        before = text[text.rfind("\n", 0, start) + 1 : start]
        if end < 0 and before.strip(" \t>"):
            break  # two signs in a sentence
        position = len(text) if end < 0 else end + 2
        found.append((start, position))
        # Of the same length, so that what follows is read anew, at its place.
        hidden = re.sub(r"[^\n]", " ", text[start:position])
        work = work[:start] + hidden + work[position:]
    parts, position = [], 0
    for start, end in found:
        before = text[text.rfind("\n", 0, start) + 1 : start]
        after = text[end:].partition("\n")[0]
        is_block = not before.strip() and not after.strip()
        parts.append(text[position : start - len(before) if is_block else start])
        position = min(len(text), end + len(after) + 1) if is_block else end
    lines = [text.count("\n", 0, start) + 1 for start, _ in found]
    return "".join([*parts, text[position:]]), lines


def with_marks(text: str) -> str:
    """Return a text in which ``==x==`` is an element ``<mark>``."""
    if "==" not in text:
        return text
    masked = _masked(text, _MATHS, _URL)
    parts, position = [], 0
    for match in _MARKED.finditer(masked):
        inner = text[match.start(1) : match.end(1)]
        parts += [text[position : match.start()], f"<mark>{inner}</mark>"]
        position = match.end()
    return "".join([*parts, text[position:]])


def referred_blocks(text: str) -> set[str]:
    """Return the ids of blocks to which links of a text lead."""
    return set(_REFERRED.findall(text)) if "#^" in text else set()


def with_block_ids(text: str, referred: Set[str]) -> str:
    """Return a text in which the ids of blocks are elements.

    :param referred: the ids to which links lead; others are left out.
    """
    if "^" not in text:
        return text
    masked = _masked(text, _MATHS)
    parts, position = [], 0
    for match in _BLOCK_ID.finditer(masked):
        name = text[match.start("id") : match.end("id")]
        element = f'<span id="^{name}"></span>' if name in referred else ""
        space = (
            " " if element and match.start() and text[match.start() - 1] != "\n" else ""
        )
        parts += [text[position : match.start()], space + element]
        position = match.end()
    return "".join([*parts, text[position:]])


def tags_in(text: str) -> list[str]:
    """Return the tags in a text, ``#tag``, without their signs."""
    if "#" not in text:
        return []
    masked = _masked(text, _MATHS, _URL, _WIKILINK)
    return list(
        dict.fromkeys(match["tag"].strip("/") for match in _TAG.finditer(masked))
    )


def programs_in(text: str) -> list[tuple[int, str]]:
    """Return line and name of each code block that a plugin would run."""
    if not any(name in text for name in PROGRAMS):
        return []
    return [
        (text.count("\n", 0, match.start("name")) + 1, match["name"])
        for match in _FENCED.finditer(text)
        if match["name"] in PROGRAMS
    ]


def with_renamed_links(text: str, new_name: Callable[[str], str | None]) -> str:
    """Return a text whose wikilinks lead to notes with other names, with their texts.

    :param new_name: returns the new name of a note, None if it keeps its own.
    """
    if "[[" not in text:
        return text
    parts, position = [], 0
    for match in _WIKILINK.finditer(without_code(text)):
        target, rest = (text[slice(*match.span(name))] for name in ("target", "rest"))
        new = new_name(target.strip()) if target.strip() else None
        if new is not None:
            shown = "" if "|" in rest or match["embed"] else f"|{target.strip()}"
            link = f"{match['embed']}[[{new}{rest}{shown}]]"
            parts += [text[position : match.start()], link]
            position = match.end()
    return "".join([*parts, text[position:]])


def with_embedded_notes(text: str, content: Callable[[str, str], str | None]) -> str:
    """Return a text with the notes that it embeds, each as a quotation.

    :param content: returns the text for the target and the fragment of an embed, None
        if it stays as it is.
    """
    if "![[" not in text:
        return text
    masked = without_code(text)
    parts, position = [], 0
    for match in _EMBED_LINE.finditer(masked):
        found = content(match["target"].strip(), (match["fragment"] or "")[1:].strip())
        if found is None:
            continue
        indent = match["indent"]
        lines = [f"{indent}> {line}".rstrip() for line in found.strip("\n").split("\n")]
        quoted = "\n".join(lines) if found.strip() else indent.rstrip()
        parts += [text[position : match.start()], quoted]
        position = match.end()
    return "".join([*parts, text[position:]])


def part_of(text: str, fragment: str) -> str:
    """Return the part of a note below a heading, or the block with an id.

    :param fragment: the heading, or ``^id``; empty for the whole note.
    :return: empty if the note has no such part.
    """
    if fragment.startswith("^"):
        return _block(text, fragment)
    lines = text.split("\n")
    if not fragment:
        return text
    wanted = _plain(fragment.rpartition("#")[2])
    headings = list(headings_of(lines))
    for number, heading in enumerate(headings):
        if _plain(heading.text) == wanted:
            later = (
                one.line for one in headings[number + 1 :] if one.level <= heading.level
            )
            return "\n".join(lines[heading.line : next(later, len(lines))])
    return ""


def _block(text: str, fragment: str) -> str:
    for block in re.split(r"\n[ \t]*\n", text):
        if re.search(rf"(?m)(?:^|\s){re.escape(fragment)}[ \t]*$", block):
            items = re.split(r"\n(?=[ \t]*(?:[-*+]|\d+[.)])[ \t])", block)
            return next(
                item
                for item in items
                if re.search(rf"(?m)(?:^|\s){re.escape(fragment)}[ \t]*$", item)
            )
    return ""


def _plain(heading: str) -> str:
    return " ".join(re.sub(r"[^\w\s]", " ", heading).casefold().split())


def _masked(text: str, *patterns: re.Pattern[str]) -> str:
    masked = without_code(text)
    for pattern in patterns:
        masked = pattern.sub(lambda match: re.sub(r"[^\n]", MASK, match[0]), masked)
    return masked


def named_files(text: str) -> Iterator[str]:
    """Yield the targets of wikilinks that may be files."""
    for match in _WIKILINK.finditer(text):
        if "." in match["target"]:
            yield match["target"].strip()
