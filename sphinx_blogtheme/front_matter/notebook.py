"""The header and the text of a Jupyter notebook.

The header is in the first cell, if that is Markdown or raw text, or else in the
metadata: in ``metadata.nikola``, as for Nikola, or in the metadata itself, as for
MyST-NB. The format is nbformat 4 (https://nbformat.readthedocs.io/).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sphinx_blogtheme.front_matter.fields import is_known

_NOT_OURS = ("kernelspec", "language_info", "jupytext", "mystnb", "toc", "celltoolbar")


@dataclass(frozen=True, kw_only=True, slots=True)
class Notebook:
    """A parsed notebook."""

    content: dict[str, Any]
    """The notebook's JSON; ``cells`` is a list of dictionaries."""
    file: str
    """The text of the whole file."""

    @property
    def head(self) -> str:
        """Text of the first cell; empty if that is code."""
        cells = self.content["cells"]
        return _text_of(cells[0]) if cells else ""

    @property
    def metadata(self) -> str:
        """The known keys of the metadata, as the text of a header in JSON, or empty."""
        found = self.content.get("metadata")
        own = dict(found) if isinstance(found, dict) else {}
        nikola = own.pop("nikola", None)
        if isinstance(nikola, dict):
            own = nikola
        kept = {k: v for k, v in own.items() if k not in _NOT_OURS and is_known(k)}
        return f"---json\n{json.dumps(kept)}\n---\n" if kept else ""

    @property
    def is_declared(self) -> bool:
        """Whether the metadata has a mapping ``nikola``, by which it is a post."""
        found = self.content.get("metadata")
        return isinstance(found, dict) and isinstance(found.get("nikola"), dict)

    def texts(self, cell_type: str) -> str:
        """Return the text of all cells of a type: ``markdown`` or ``raw``."""
        cells = self.content["cells"]
        return "\n\n".join(
            _text_of(cell) for cell in cells if cell.get("cell_type") == cell_type
        )

    def line(self, text: str) -> int:
        """Return the 1-based line of the file that holds a line of a cell."""
        place = self.file.find(json.dumps(text, ensure_ascii=False)[1:-1])
        return self.file.count("\n", 0, max(place, 0)) + 1

    def text_after(self, lines: int) -> str:
        """Return the text of the first two cells, without the lines of a header.

        :param lines: number of lines of the header in the first cell.
        """
        texts = [_text_of(cell) for cell in self.content["cells"][:2]]
        if texts:
            texts[0] = "\n".join(texts[0].split("\n")[lines:])
        return "\n\n".join(texts)


def read_notebook(file: str) -> Notebook | None:
    """Parse the text of a notebook; None if it is not of nbformat 4."""
    try:
        content = json.loads(file)
    except (ValueError, RecursionError):
        return None
    cells = content.get("cells") if isinstance(content, dict) else None
    if not isinstance(cells, list):
        return None
    known = [cell for cell in cells if isinstance(cell, dict)]
    return Notebook(content={**content, "cells": known}, file=file)


def published(notebook: Notebook, lines: int) -> str:
    """Return the text of a notebook for readers: without its header.

    :param lines: number of lines of the header in the first cell.
    """
    found = notebook.content.get("metadata")
    metadata = found if isinstance(found, dict) else {}
    kept = {key: value for key, value in metadata.items() if key in _NOT_OURS}
    cells = _without_header(notebook, lines)
    content = {**notebook.content, "metadata": kept, "cells": cells}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def with_title(notebook: Notebook, title: str | None, lines: int) -> str:
    """Return the text of a notebook with its title on top, instead of a header.

    :param title: title in Markdown; None if the text has it already.
    :param lines: number of lines of the header in the first cell.
    """
    cells = _without_header(notebook, lines)
    if title is not None:
        cell = {"cell_type": "markdown", "metadata": {}, "source": f"# {title}"}
        if notebook.content.get("nbformat_minor", 0) >= 5:  # noqa: PLR2004 -- has ids
            cell["id"] = "blog-title"
        cells.insert(0, cell)
    return json.dumps({**notebook.content, "cells": cells})


def _without_header(notebook: Notebook, lines: int) -> list[dict[str, Any]]:
    """Return the cells, the first without lines of a header; empty, it is left out."""
    cells = list(notebook.content["cells"])
    if lines and cells:
        rest = "\n".join(_text_of(cells[0]).split("\n")[lines:])
        cells[0] = {**cells[0], "source": rest}
        if not rest.strip():
            del cells[0]
    return cells


def _text_of(cell: dict[str, Any]) -> str:
    if cell.get("cell_type") not in ("raw", "markdown"):
        return ""
    return joined_lines(cell.get("source"))


def joined_lines(text: object) -> str:
    """Return a text of a notebook, which may be a list of lines; empty for no text."""
    if isinstance(text, list):
        return "".join(part for part in text if isinstance(part, str))
    return text if isinstance(text, str) else ""
