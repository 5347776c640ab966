"""Turn files into their headers, and read again only those that changed."""

from __future__ import annotations

import pickle
import re
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme import dates, folders, front_matter, source_text
from sphinx_blogtheme.folders import Defaults, holds_posts, is_draft, is_jekyll
from sphinx_blogtheme.front_matter import parse_header
from sphinx_blogtheme.front_matter.docinfo import rst_title
from sphinx_blogtheme.front_matter.notebook import read_notebook
from sphinx_blogtheme.model import Status
from sphinx_blogtheme.output import write_whole
from sphinx_blogtheme.source_text import decode, read_source, readable_json

if TYPE_CHECKING:
    from collections.abc import Callable
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.model import Header

RST = "restructuredtext"
"""Sphinx's name for a kind of source."""

NOTEBOOK = "myst-nb"
"""MyST-NB's name for the kind of its notebooks."""

_H1 = re.compile(r"\s*#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)


class HeaderStore:
    """Headers of files, kept in a file of their own from build to build."""

    def __init__(self, store: Path, zone: ZoneInfo, root: Path) -> None:
        """Open a store.

        :param zone: of dates that name none.
        :param root: the folder of the sources.
        """
        self._store = store
        self._zone = zone
        self._root = root
        self._key = [zone.key, *_program()]
        self._used: dict[str, Any] = {}
        self.defaults = Defaults(root, zone)
        try:
            key, self._known = pickle.loads(store.read_bytes())  # noqa: S301 -- ours
        except Exception:  # noqa: BLE001 -- whatever is wrong with it, it is made anew
            key, self._known = None, {}
        if key != self._key:
            self._known = {}

    def read(
        self, path: str, *, markup: str = "markdown", expected: bool = False
    ) -> tuple[Header, str | None]:
        """Return the header of a file, and the heading that its body begins with.

        :param path: from the folder of the sources, with forward slashes.
        :param markup: as Sphinx calls the kind of the file.
        :param expected: whether the file is a post for other reasons.
        """
        file = self._root / path
        # Nikola's two-file format: what is said of a post is in a file beside it.
        beside = file.with_suffix(".meta")
        state = (expected, *map(_state, (file, beside)), self.defaults.state(path))
        entry = self._known.get(path)
        if entry is None or entry[0] != state:
            entry = (state, *self._parse(path, markup, expected=expected))
        self._used[path] = entry
        return entry[1], entry[2]

    def forget(self, path: str) -> None:
        """Keep nothing of a file, not even its name; it is read again next time."""
        del self._used[path]

    def _parse(
        self, path: str, markup: str, *, expected: bool
    ) -> tuple[Header, str | None]:
        file = self._root / path
        text, unreadable = decode(file.read_bytes())
        expected = expected or holds_posts(path)
        parse = partial(
            parse_header,
            zone=self._zone,
            jekyll=is_jekyll(path),
            defaults=self.defaults.layers(path),
        )
        if markup == NOTEBOOK:
            header, heading = self._notebook(text, parse, expected=expected)
        elif markup == RST:
            header, heading = parse(text, rst=True, expected=expected), rst_title(text)
        else:
            header = parse(text)
            heading = heading_of("\n".join(text.split("\n")[header.body_line :]))
        beside = file.with_suffix(".meta")
        if not header.body_line and beside.is_file():
            meta = parse(read_source(beside))
            header = replace(meta, body_line=0) if meta.body_line else header
        if unreadable:
            header = replace(header, problems=(unreadable, *header.problems))
        if is_draft(path):
            facts = replace(header.front_matter, status=Status.DRAFT)
            header = replace(header, front_matter=facts)
        return header, heading

    def _notebook(
        self, text: str, parse: Callable[..., Header], *, expected: bool
    ) -> tuple[Header, str | None]:
        notebook = read_notebook(readable_json(text))
        if notebook is None:
            return parse(""), None
        head = notebook.head
        header = parse(head)
        if not header.body_line and (meta := notebook.metadata):
            found = parse(meta)
            if expected or notebook.is_declared or found.front_matter.is_post:
                header, head = replace(found, body_line=0), ""
        lines = head.split("\n")
        problems = (
            replace(problem, line=notebook.line(lines[(problem.line or 1) - 1]))
            if head
            else replace(problem, line=1)
            for problem in header.problems
        )
        header = replace(header, problems=tuple(problems))
        return header, heading_of(notebook.text_after(header.body_line))

    def save(self) -> None:
        """Keep the headers that were read since the store was opened."""
        if self._used != self._known:
            write_whole(self._store, pickle.dumps([self._key, self._used]))


def heading_of(body: str) -> str | None:
    """Return the heading that Markdown begins with."""
    found = _H1.match(body)
    return found and found[1]


def _state(file: Path) -> tuple[int, int] | None:
    """Return what changes with a file; None where there is none."""
    try:
        facts = file.stat()
    except FileNotFoundError:
        return None
    return facts.st_mtime_ns, facts.st_size


def _program() -> list[int]:
    """Return what changes with the code that reads headers."""
    folder = Path(front_matter.__file__).parent
    modules = (dates.__file__, folders.__file__, source_text.__file__, __file__)
    files = sorted([*folder.glob("*.py"), *map(Path, modules)])
    return [file.stat().st_mtime_ns for file in files]
