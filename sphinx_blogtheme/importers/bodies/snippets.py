"""Put the files that a text names with ``--8<--`` into it, as PyMdown's snippets.

https://facelessuser.github.io/pymdown-extensions/extensions/snippets/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.documents import UnreadableError, read_text_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_DEPTH = 8
"""How deep files may name others."""

_ONE = re.compile(
    r"(?P<indent>[ \t]*)(?P<escape>;*)-{1,}8<-{1,}[ \t]+\"(?P<name>[^\"\r\n]+)\"[ \t]*"
)
_MANY = re.compile(r"(?P<indent>[ \t]*)-{1,}8<-{1,}[ \t]*")
_PARTS = re.compile(r"(?P<file>.*?)(?::(?P<part>(?!//)[\w:,-]+))?$")
_MARK = re.compile(r".*--8<--\s*\[\s*(?P<kind>start|end)\s*:\s*(?P<name>[\w-]+)\s*\].*")


class Snippets:
    """Puts files into texts, and notes those that are missing."""

    def __init__(self, folders: Sequence[Path], root: Path) -> None:
        """
        Take the folders of the files.

        :param folders: ``base_path``, in order of preference.
        :param root: folder of the site, out of which no file is read.
        """
        self._folders = folders
        self._root = root.resolve()
        self.missing: dict[str, None] = {}

    def expanded(self, text: str, depth: int = _DEPTH) -> str:
        """Return a text with the files in it that it names."""
        if "8<-" not in text:
            return text
        return "\n".join(self._lines(text.split("\n"), depth))

    def _lines(self, lines: Sequence[str], depth: int) -> Iterator[str]:
        opened: str | None = None
        for line in lines:
            bare = line.rstrip("\r")
            if opened is not None:
                if _MANY.fullmatch(bare):
                    opened = None
                elif bare.strip():
                    yield from self._file(bare.strip(), opened, line, depth)
                continue
            if one := _ONE.fullmatch(bare):
                if one["escape"]:
                    yield line.replace(";", "", 1)
                else:
                    yield from self._file(one["name"], one["indent"], line, depth)
            elif many := _MANY.fullmatch(bare):
                opened = many["indent"]
            elif not _MARK.fullmatch(bare):
                yield line

    def _file(self, name: str, indent: str, line: str, depth: int) -> Iterator[str]:
        if name.startswith(";"):
            return
        match = _PARTS.fullmatch(name)
        text = self._text(match["file"]) if match and depth else None
        if match is None or text is None:
            self.missing[name] = None
            yield line
            return
        lines = _part(text.splitlines(), match["part"] or "")
        for one in self._lines(lines, depth - 1):
            yield f"{indent}{one}" if one.strip() else one

    def _text(self, name: str) -> str | None:
        for folder in self._folders:
            path = (folder / name).resolve()
            if path.is_file() and path.is_relative_to(self._root):
                try:
                    return read_text_file(path)
                except UnreadableError:
                    return None
        return None


def _part(lines: list[str], part: str) -> list[str]:
    """Return the lines of a section, or of ``2:5,8:9``; all without a part."""
    if not part:
        return lines
    if re.fullmatch(r"[\d:,-]+", part):
        found = []
        for one in part.split(","):
            first, _, last = one.partition(":")
            start = int(first) if first.isdecimal() else 1
            end = int(last) if last.isdecimal() else len(lines)
            found += lines[max(start, 1) - 1 : end]
        return found
    inside, found = False, []
    for line in lines:
        mark = _MARK.fullmatch(line)
        if mark and mark["name"] == part:
            inside = mark["kind"] == "start"
        elif inside:
            found.append(line)
    return found
