"""Read the cells of code in a Jupyter notebook, with their saved outputs."""

from __future__ import annotations

import re
from typing import Any

from sphinx_blogtheme.examples.block_options import options_of
from sphinx_blogtheme.examples.blocks import BlockKind, CodeBlock, ShownOutput
from sphinx_blogtheme.examples.markdown_code import words_of_tags
from sphinx_blogtheme.examples.output_comparison import ended
from sphinx_blogtheme.examples.placed_json import line_of_text, read_placed_json

_SILENT = re.compile(r"\s*%(?:matplotlib|config|load_ext|reload_ext|autoreload)\b.*")
"""Magics that only say how a notebook shows something."""
_MAGIC = re.compile(
    r"^\s*(?:%{1,2}[a-zA-Z]\w*|!\s*\S+|\w+\s*=\s*[!%]\s*\w+|\?+[\w.]+)", re.MULTILINE
)
_HELP = re.compile(r"^\s*[\w.]+\?{1,2}\s*$", re.MULTILINE)


def notebook_blocks(text: str) -> list[CodeBlock]:
    """Return the cells of code of a notebook, in their order.

    :param text: text of the file.
    :raises ValueError: if it is no notebook of nbformat 4.
    """
    content = read_placed_json(text)
    cells = content.get("cells") if isinstance(content, dict) else None
    if isinstance(content, dict) and "worksheets" in content:
        raise ValueError("its format is older than 4; save it with a newer Jupyter")
    if not isinstance(cells, list):
        raise ValueError("it has no list of cells")  # noqa: TRY004 -- it is the text
    other = other_language(content.get("metadata"))
    blocks = []
    for number, cell in enumerate(cells):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        pieces = _pieces(cell.get("source"))
        if any(line.strip() for line, _ in pieces):
            blocks.append(_block(cell, number, pieces, other))
    return blocks


def other_language(metadata: object) -> str:
    """Return the language of a notebook's kernel if that is not Python, or ""."""
    found = metadata if isinstance(metadata, dict) else {}
    for part, key in (("kernelspec", "language"), ("language_info", "name")):
        inner = found.get(part)
        name = inner.get(key) if isinstance(inner, dict) else None
        if isinstance(name, str) and name:
            return "" if name.lower() in ("python", "ipython") else name
    return ""


def python_of_cell(code: str) -> tuple[str, str]:
    """Return a cell without the lines that only concern a notebook's display.

    :return: the code, line for line, and why it cannot be run, or "".
    """
    lines = ["" if _SILENT.match(line) else line for line in code.split("\n")]
    kept = "\n".join(lines)
    if match := _MAGIC.search(kept) or _HELP.search(kept):
        return kept, f"IPython's {match[0].strip()}"
    if "get_ipython(" in kept:
        return kept, "IPython's get_ipython()"
    return kept, ""


def _block(
    cell: dict[str, Any], number: int, pieces: list[tuple[str, int]], other: str
) -> CodeBlock:
    code, magic = python_of_cell("\n".join(line for line, _ in pieces))
    metadata = cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    names = [str(tag) for tag in tags] if isinstance(tags, list) else []
    words = words_of_tags(names)
    if other:
        words = f"skip='the notebook is in {other}' {words}"
    elif magic:
        words = f'skip="{magic}" {words}'
    saved = _saved(cell.get("outputs"))
    if error := _saved_error(cell.get("outputs")):
        words = f"{words} expect-error={error.get('ename') or 'Exception'}"
        saved = _with_error(saved, error)
    shown = [] if saved is None else [saved]
    return CodeBlock(
        kind=BlockKind.CELL,
        code=code,
        lines=tuple(line for _, line in pieces),
        options=options_of(words, code=code),
        shown=tuple(shown),
        language="code-cell",
        cell=number,
    )


def _pieces(source: object) -> list[tuple[str, int]]:
    """Return the lines of a text of a notebook, each with its line in the file."""
    found: list[tuple[str, int]] = []
    joins = False
    for part in source if isinstance(source, list) else [source]:
        if not isinstance(part, str):
            continue
        for line in part.split("\n"):
            if joins:  # the part before did not end its line
                before, place = found[-1]
                found[-1] = before + line, place if before else line_of_text(part)
            else:
                found.append((line, line_of_text(part)))
            joins = False
        joins = True
    return found


def _saved(outputs: object) -> ShownOutput | None:
    """Return the saved text of a cell; None if it has none."""
    saved = ""
    lines: list[int] = []
    is_text = True
    for output in outputs if isinstance(outputs, list) else []:
        if not isinstance(output, dict):
            continue
        kind = output.get("output_type")
        data = output.get("data")
        if kind == "stream" and output.get("name") == "stdout":
            pieces = _pieces(output.get("text"))
        elif kind in ("execute_result", "display_data") and isinstance(data, dict):
            if kind == "display_data" and _is_drawing(data):
                continue
            pieces = _pieces(data.get("text/plain"))
            is_text = is_text and kind == "execute_result" and len(data) == 1
            saved = ended(saved)
        else:
            continue
        # A text that goes on in a line has no line of its own.
        goes_on = bool(saved) and not saved.endswith("\n")
        lines[saved.count("\n") + goes_on :] = [place for _, place in pieces[goes_on:]]
        text = "\n".join(piece for piece, _ in pieces)
        saved += text if kind == "stream" else ended(text)
    if not lines:
        return None
    return ShownOutput(
        text=saved, line=lines[0], end=lines[0], lines=tuple(lines), is_text=is_text
    )


def _is_drawing(data: dict[str, Any]) -> bool:
    """Return whether an output is a picture, of which its text is no part."""
    return any(str(kind).startswith("image/") for kind in data)


def _saved_error(outputs: object) -> dict[str, Any]:
    """Return the exception that a cell shows; empty if it shows none."""
    for output in outputs if isinstance(outputs, list) else []:
        if isinstance(output, dict) and output.get("output_type") == "error":
            return output
    return {}


def _with_error(saved: ShownOutput | None, error: dict[str, Any]) -> ShownOutput:
    """Return the saved text of a cell with the exception at its end."""
    name, value = str(error.get("ename") or "Exception"), error.get("evalue")
    message = f"{name}: {value}" if value else name
    line = line_of_text(value, line_of_text(error.get("ename")))
    text = f"Traceback (most recent call last)\n{message}\n"
    before = ended(saved.text) if saved else ""
    places = (*(saved.lines if saved else ()), line, line)
    return ShownOutput(
        text=before + text, line=places[0], end=places[0], lines=places, is_text=False
    )
