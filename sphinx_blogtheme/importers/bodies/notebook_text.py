"""Turn a notebook into Markdown: its texts, its code, and the outputs that it keeps.

https://nbformat.readthedocs.io/en/latest/format_description.html
"""

from __future__ import annotations

import base64
import binascii
import re
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter.notebook import joined_lines
from sphinx_blogtheme.importers.bodies.markdown_text import fenced

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PICTURES = {
    "image/svg+xml": "svg",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
}
"""Suffixes of pictures, by their type, in order of preference."""

_ESCAPES = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_OPTION = re.compile(r"\s*(?:#|//|--)\|\s*(?P<key>[\w-]+)\s*:\s*(?P<value>.*)")
_BLANK_LINES = re.compile(r"\n\s*\n")
_REMOVED = ("remove-cell", "remove_cell", "hide-cell", "remove")


class NotebookText:
    """The text of a notebook, and the pictures in it."""

    def __init__(self, content: Mapping[str, Any], folder: str) -> None:
        """
        Read a notebook.

        :param content: the notebook's JSON; ``cells`` is a list of dictionaries.
        :param folder: folder of its pictures, from the root of the site.
        """
        self.pictures: dict[str, bytes] = {}
        """The contents of its pictures, by path from the root of the site."""
        self._folder = folder.strip("/")
        metadata = content.get("metadata")
        info = metadata if isinstance(metadata, dict) else {}
        kernel = info.get("kernelspec")
        spec = info.get("language_info")
        names = [
            one.get(key)
            for one, key in ((spec, "name"), (kernel, "language"))
            if isinstance(one, dict)
        ]
        self._language = str(next(filter(None, names), "python")).lower()
        self._cells = [cell for cell in content["cells"] if isinstance(cell, dict)]

    def text(self) -> str:
        """Return the whole in Markdown; a header in its first cell stays first."""
        parts = [
            part for cell in self._cells for part in self._cell(cell) if part.strip()
        ]
        return "\n\n".join(parts) + "\n"

    def _cell(self, cell: Mapping[str, Any]) -> Iterator[str]:
        source = joined_lines(cell.get("source"))
        kind = cell.get("cell_type")
        metadata = cell.get("metadata")
        tags = metadata.get("tags") if isinstance(metadata, dict) else None
        if isinstance(tags, list) and any(tag in tags for tag in _REMOVED):
            return
        if kind == "markdown":
            yield self._with_attachments(source, cell.get("attachments"))
        elif kind == "raw":
            if source.startswith("---"):
                yield source
        elif kind == "code":
            yield from self._code(source, cell.get("outputs"))

    def _code(self, source: str, outputs: Any) -> Iterator[str]:
        lines = source.split("\n")
        options: dict[str, str] = {}
        while lines and (option := _OPTION.fullmatch(lines[0])):
            options[option["key"]] = option["value"].strip().strip("\"'")
            del lines[0]
        code = "\n".join(lines).strip("\n")
        if options.get("include") == "false":
            return
        if code and options.get("echo") != "false":
            yield fenced(code, self._language)
        if options.get("output") == "false":
            return
        for output in outputs if isinstance(outputs, list) else ():
            if isinstance(output, dict):
                yield from self._output(output, options)

    def _output(
        self, output: Mapping[str, Any], options: Mapping[str, str]
    ) -> Iterator[str]:
        kind = output.get("output_type")
        if kind == "stream":
            yield self._plain(joined_lines(output.get("text")))
        elif kind == "error":
            traceback = output.get("traceback")
            lines = traceback if isinstance(traceback, list) else []
            yield self._plain("\n".join(map(str, lines)))
        data = output.get("data")
        if not isinstance(data, dict):
            return
        for media, suffix in _PICTURES.items():
            if media in data:
                yield self._picture(joined_lines(data[media]), suffix, options)
                return
        if "text/markdown" in data:
            yield joined_lines(data["text/markdown"])
        elif "text/html" in data:
            # A blank line would end the HTML.
            yield _BLANK_LINES.sub("\n", joined_lines(data["text/html"]).strip())
        elif "text/latex" in data:
            yield joined_lines(data["text/latex"])
        elif "text/plain" in data:
            yield self._plain(joined_lines(data["text/plain"]))

    @staticmethod
    def _plain(text: str) -> str:
        text = _ESCAPES.sub("", text).strip("\n")
        return fenced(text, "") if text.strip() else ""

    def _picture(self, data: str, suffix: str, options: Mapping[str, str]) -> str:
        path = self._store(data, suffix, f"output-{len(self.pictures) + 1}")
        if not path:
            return ""
        name = options.get("label", "")
        end = f"{{#{name}}}" if name.startswith("fig-") else ""
        caption = options.get("fig-cap", "")
        return (
            f"![{caption}](/{path}){end}" if caption or end else f"![]({_quoted(path)})"
        )

    def _store(self, data: str, suffix: str, name: str) -> str:
        try:
            content = data.encode() if suffix == "svg" else base64.b64decode(data)
        except (binascii.Error, ValueError):
            return ""
        path = f"{self._folder}/{name}.{suffix}".strip("/")
        self.pictures[path] = content
        return path

    def _with_attachments(self, text: str, attachments: Any) -> str:
        """Return a text whose pictures within the notebook are files."""
        for name, kinds in attachments.items() if isinstance(attachments, dict) else ():
            for media, data in kinds.items() if isinstance(kinds, dict) else ():
                suffix = _PICTURES.get(media)
                if suffix and (
                    path := self._store(
                        joined_lines(data),
                        suffix,
                        f"attachment-{len(self.pictures) + 1}",
                    )
                ):
                    text = text.replace(f"attachment:{name}", _quoted(path))
        return text


def _quoted(path: str) -> str:
    return f"/{path}".replace(" ", "%20")
