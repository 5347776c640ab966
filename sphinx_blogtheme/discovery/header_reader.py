"""Read the header of a source file, and the shape of its body."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from sphinx_blogtheme.discovery.cascade import holds_posts, is_draft, is_jekyll
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.front_matter.key_value import rst_title
from sphinx_blogtheme.front_matter.notebook import read_notebook
from sphinx_blogtheme.model.decoding import decode, read_source, readable_json
from sphinx_blogtheme.model.kinds import BodyShape, shape_of_body
from sphinx_blogtheme.model.posts import NOTEBOOK, RST, Status

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.discovery.cascade import FolderDefaults
    from sphinx_blogtheme.model.posts import Header

_H1 = re.compile(
    r"\s*?^ {0,3}(?:#[ \t]+(?P<atx>.+?)[ \t]*#*[ \t]*$"
    # Lines of text that are underlined (CommonMark 0.31, section 4.3).
    r"|(?P<setext>[^\s#>`~<|*+:\-\d][^\n]*(?:\n(?!=+[ \t]*$)[ \t]*\S[^\n]*)*?)"
    r"\n {0,3}=+[ \t]*$)",
    re.MULTILINE,
)


class HeaderReader:
    """Reads the headers of the files in one source folder."""

    def __init__(self, root: Path, zone: ZoneInfo, defaults: FolderDefaults) -> None:
        """Prepare to read the files of a folder.

        :param root: the source folder.
        :param zone: time zone of dates that name none.
        :param defaults: the folder's files of defaults.
        """
        self._root = root
        self._zone = zone
        self._defaults = defaults

    def read(
        self, path: str, markup: str, *, expected: bool
    ) -> tuple[Header, BodyShape]:
        """Return the header of a file, and the shape of its body.

        :param path: path from the source folder, with forward slashes.
        :param markup: file type in ``source_suffix``, such as ``markdown``.
        :param expected: whether the file is a post for other reasons than its header.
        """
        file = self._root / path
        text, unreadable = decode(file.read_bytes())
        expected = expected or holds_posts(path)
        parse = partial(
            parse_header,
            zone=self._zone,
            jekyll=is_jekyll(path),
            defaults=self._defaults.layers(path),
        )
        if markup == NOTEBOOK:
            header, heading = self._notebook(text, parse, expected=expected)
            shape = BodyShape(heading)
        elif markup == RST:
            header = parse(text, rst=True, expected=expected)
            body = "\n".join(text.split("\n")[header.body_line :])
            shape = shape_of_body(body, rst_title(text), rst=True)
        else:
            header = parse(text)
            body = "\n".join(text.split("\n")[header.body_line :])
            shape = shape_of_body(body, heading_of(body))
        beside = file.with_suffix(".meta")
        if not header.body_line and beside.is_file():
            meta = parse(read_source(beside))
            header = replace(meta, body_line=0) if meta.body_line else header
        if unreadable:
            header = replace(header, problems=(unreadable, *header.problems))
        if is_draft(path):
            facts = replace(header.front_matter, status=Status.DRAFT)
            header = replace(header, front_matter=facts)
        return header, shape

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
        misspelt = (
            found._replace(line=notebook.line(lines[found.line - 1]) if head else 1)
            for found in header.misspelt
        )
        header = replace(header, problems=tuple(problems), misspelt=tuple(misspelt))
        return header, heading_of(notebook.text_after(header.body_line))


def heading_of(body: str) -> str | None:
    """Return the text of the level-1 heading that Markdown begins with, or None."""
    found = _H1.match(body)
    return found and " ".join((found["atx"] or found["setext"]).split())
