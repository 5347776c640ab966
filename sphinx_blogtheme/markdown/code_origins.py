"""The origin of included code: a link to its file and lines at the site's forge."""

from __future__ import annotations

from pathlib import Path
from posixpath import relpath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.directives.code import LiteralInclude, LiteralIncludeReader
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util._lines import parse_line_num_spec

from sphinx_blogtheme.config.forges import repository_of
from sphinx_blogtheme.markdown.code_captions import (
    add_caption,
    code_blocks,
    is_captioned,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

ORIGIN = "origin"
"""Attribute of included code: path from the source folder, first and last line."""

ORIGIN_CLASS = "bt-code-origin"


class NumberedLine(str):
    """A line of a file that knows its number, from 1."""

    __slots__ = ("number",)

    number: int


class IncludedLines(LiteralIncludeReader):
    """Finds the lines of a file that ``literalinclude`` shows."""

    def read_file(
        self, filename: Any, location: tuple[str, int] | None = None
    ) -> list[str]:
        """Return the lines of a file, with their numbers."""
        lines: list[str] = []
        for number, text in enumerate(super().read_file(filename, location), 1):
            line = NumberedLine(text)
            line.number = number
            lines.append(line)
        return lines

    def lines_filter(
        self, lines: list[str], location: tuple[str, int] | None = None
    ) -> list[str]:
        """Return the chosen lines; the directive itself warns of those not there."""
        del location
        chosen = self.options.get("lines")
        if not chosen:
            return lines
        numbers = parse_line_num_spec(chosen, len(lines))
        return [lines[n] for n in numbers if n < len(lines)]

    def ends(self) -> tuple[int, int]:
        """Return the numbers of the first and of the last line that is shown."""
        lines = self.read_file(self.filename)
        for choose in (
            self.pyobject_filter,
            self.start_filter,
            self.end_filter,
            self.lines_filter,
        ):
            lines = choose(lines)
        numbers = [line.number for line in lines if isinstance(line, NumberedLine)]
        return min(numbers, default=0), max(numbers, default=0)


class IncludedCode(LiteralInclude):
    """Sphinx's ``literalinclude``, whose code knows where it is from."""

    def run(self) -> list[nodes.Node]:
        """Return the code, with its origin if the site shows it."""
        if not self.config.blog_code_origin:
            return super().run()
        if self.options.get("caption") == "":
            del self.options["caption"]  # it would be the path, which the origin has
        found = super().run()
        for code in code_blocks(found):
            file = code["source"]
            lines = IncludedLines(file, self.options, self.config)
            ends = (0, 0) if "diff" in self.options else lines.ends()
            folder = Path(self.env.srcdir).as_posix()
            code[ORIGIN] = (relpath(Path(file).as_posix(), folder), *ends)
            if not is_captioned(code.parent):
                self.state.document.set_id(code)  # the container gets it later
        return found


class LinkOrigins(SphinxPostTransform):
    """Shows the origins of included code, after a caption that it may have."""

    default_priority = 5
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change one document, if the site names its repository."""
        del kwargs
        if not self.config.blog_code_origin:
            return
        found = [n for n in self.document.findall(nodes.literal_block) if ORIGIN in n]
        if not found:
            return
        builder: Any = self.env._app.builder  # noqa: SLF001
        repository = repository_of(builder.globalcontext)
        for code in found:
            path, first, last = code[ORIGIN]
            if repository and (url := repository.lines_of(path, first, last)):
                text = repository.path_of(path)
                if first:
                    text += f":{first}" if first == last else f":{first}–{last}"
                _show(code, text, url)


def _show(code: nodes.literal_block, text: str, url: str) -> None:
    link = nodes.reference("", "", nodes.literal("", text), refuri=url)
    link["classes"].append(ORIGIN_CLASS)
    if is_captioned(code.parent):
        caption = code.parent.next_node(nodes.caption)
        if caption is not None:
            caption += [nodes.Text(" "), link]
        return
    ids, code["ids"] = code["ids"], []
    add_caption(code, nodes.caption("", "", link))
    code.parent["ids"] = ids


def setup(app: Sphinx) -> None:
    """Register the directive and the transform."""
    app.add_directive("literalinclude", IncludedCode, override=True)
    app.add_post_transform(LinkOrigins)
