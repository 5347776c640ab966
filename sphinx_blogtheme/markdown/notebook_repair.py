"""Mend notebooks, so that what is wrong with one output or cell costs no other text.

Programs write outputs and cells that the format of Jupyter doesn't have, as VS Code
does for an error in a figure, and MyST-NB ends the build for some of them. The
attachments of cells, which MyST-NB doesn't know, become files.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable

    Save = Callable[[bytes, str], str]

_KINDS = ("code", "markdown", "raw")
_WITH_DATA = ("display_data", "execute_result")
_WITH_IDS = 5
"""Minor version of the format from which on cells have ids."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NotebookFault:
    """What is wrong with a notebook, and what was done."""

    message: str
    near: str = ""
    """Text of the cell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class MendedNotebook:
    """A notebook that MyST-NB can read."""

    text: str
    """The JSON; that of the file, if nothing had to be changed."""
    faults: tuple[NotebookFault, ...] = ()


def mend_notebook(text: str, save: Save) -> MendedNotebook:
    """Return a notebook without what is wrong in it, and with files for attachments.

    :param text: text of the file.
    :param save: writes the bytes of an attachment, of a MIME type, into a file, and
        returns its URL.
    :raises ValueError: if the text is no notebook at all.
    """
    mender = _Mender(text, save)
    mender.mend()
    if not mender.changed:
        return MendedNotebook(text=text)
    return MendedNotebook(text=json.dumps(mender.notebook), faults=tuple(mender.faults))


class _Mender:
    def __init__(self, text: str, save: Save) -> None:
        self._save = save
        self._nbformat: Any = import_module("nbformat")
        self.notebook = self._read(text)
        self.faults: list[NotebookFault] = []
        self.changed = False

    def _read(self, text: str) -> dict[str, Any]:
        """Return a notebook of the format's version 4, as JSON."""
        try:
            found = json.loads(text)
        except RecursionError as error:
            message = "its values are too deep in each other"
            raise ValueError(message) from error
        if isinstance(found, dict) and "worksheets" in found:  # version 3 or older
            try:
                node = self._nbformat.reads(text, as_version=4)
                found = json.loads(self._nbformat.writes(node))
            except Exception as error:  # they come from many places
                raise ValueError(_first_line(error)) from error
        if not isinstance(found, dict) or not isinstance(found.get("cells"), list):
            message = "it has no list of cells"
            raise ValueError(message)  # noqa: TRY004 -- it is the text that is wrong
        return found

    def mend(self) -> None:
        self._mend_metadata()
        cells = []
        for number, cell in enumerate(self.notebook["cells"], start=1):
            kind = cell.get("cell_type") if isinstance(cell, dict) else ""
            fault = self._fault(cell, f"{kind}_cell" if kind in _KINDS else "")
            mended = cell
            if fault:
                mended = self._mended_cell(cell, f"cell {number}", fault)
                self.changed = True
            if mended is not None:
                self._take_attachments(mended)
                cells.append(mended)
        self.notebook["cells"] = cells

    def _fault(self, part: Any, schema: str) -> str:
        """Return what is wrong with a cell or output; empty if nothing is."""
        if not schema:
            return f"{_shown(part)} is of no known kind"
        try:
            self._nbformat.validate(part, schema, 4, self._minor)
        except Exception as error:  # noqa: BLE001 -- nbformat's own come from many places
            return _first_line(error)
        return ""

    def _report(self, message: str, near: str = "") -> None:
        self.changed = True
        self.faults.append(NotebookFault(message=message, near=near))

    def _mend_metadata(self) -> None:
        """Give the notebook a version and metadata that MyST-NB can use."""
        for name, least in (("nbformat", 4), ("nbformat_minor", 0)):
            if not isinstance(number := self.notebook.get(name), int) or number < least:
                self.notebook[name] = 4
                self.changed = True
        self._minor = min(self.notebook["nbformat_minor"], 5)
        metadata = self.notebook.setdefault("metadata", {})
        if not isinstance(metadata, dict):
            self._report(f"metadata: {_shown(metadata)} is no mapping; it is ignored")
            self.notebook["metadata"] = {}
            return
        for name in ("kernelspec", "language_info", "jupytext", "mystnb", "widgets"):
            if not isinstance(metadata.get(name, {}), dict):
                told = f"metadata: {name}: {_shown(metadata.pop(name))} is no mapping"
                self._report(f"{told}; it is ignored")

    def _mended_cell(self, cell: Any, place: str, fault: str) -> dict[str, Any] | None:
        """Return a cell that is valid, with all of its text; None if it has none.

        Only what readers miss is reported, not a key that the format doesn't have.
        """
        known = _mapping(cell)
        written, kind = known.get("source", ""), known.get("cell_type")
        source = _text(written)
        if kind not in _KINDS and not source:
            self._report(f"{place}: {fault}; it is left out")
            return None
        mended: dict[str, Any] = {
            "cell_type": kind if kind in _KINDS else "markdown",
            "metadata": _mapping(cell.get("metadata")),
            "source": source,
        }
        if self._minor >= _WITH_IDS:
            mended["id"] = place.replace(" ", "-")
        if attachments := _mapping(cell.get("attachments")):
            mended["attachments"] = attachments
        if kind not in _KINDS or not isinstance(written, (str, list)):
            self._report(f"{place}: {fault}; its text is kept", source)
        if kind == "code":
            count = cell.get("execution_count")
            outputs = cell.get("outputs")
            mended["execution_count"] = count if isinstance(count, int) else None
            mended["outputs"] = [
                output
                for number, one in enumerate(
                    outputs if isinstance(outputs, list) else [], start=1
                )
                if (
                    output := self._mended_output(
                        one, f"{place}, output {number}", source
                    )
                )
            ]
        return mended

    def _mended_output(self, output: Any, place: str, near: str) -> Any:
        """Return a valid output, with what can be shown of it; None if nothing can."""
        fault = self._fault(output, "output")
        if not fault:
            return output
        kept: dict[str, Any] = {}
        kind = output.get("output_type") if isinstance(output, dict) else None
        if kind in _WITH_DATA:
            base = {"output_type": "display_data", "metadata": {}}
            kept = {
                mime: value
                for mime, value in _mapping(output.get("data")).items()
                if not self._fault(base | {"data": {mime: value}}, "output")
            }
            mended = base | {
                "metadata": _mapping(output.get("metadata")),
                "data": kept,
            }
        elif kind == "stream":
            kept = {"text": _text(output.get("text", ""))}
            name = "stderr" if output.get("name") == "stderr" else "stdout"
            mended = {"output_type": kind, "name": name, **kept}
        elif kind == "error":
            lines = output.get("traceback")
            kept = {
                "ename": _text(output.get("ename", "")),
                "evalue": _text(output.get("evalue", "")),
                "traceback": [_text(line) for line in lines]
                if isinstance(lines, list)
                else [_text(output.get("evalue", ""))],
            }
            mended = {"output_type": kind, **kept}
        outcome = "the rest of it is kept" if kept else "it is left out"
        self._report(f"{place}: {fault}; {outcome}", near)
        return mended if kept else None

    def _take_attachments(self, cell: dict[str, Any]) -> None:
        """Let the text of a cell name files instead of its attachments."""
        attachments = _mapping(cell.get("attachments"))
        written = _text(cell["source"])
        for name in sorted(attachments, key=len, reverse=True):
            bundle = _mapping(attachments[name])
            kind = next((kind for kind in bundle if kind.startswith("image/")), None)
            if kind is None:
                continue
            data = _text(bundle[kind])
            try:
                content = data.encode() if kind == "image/svg+xml" else b64decode(data)
            except ValueError:
                self._report(
                    f"attachment {name!r} is not in base64; it is left out", written
                )
                continue
            url = quote(self._save(content, kind))
            text = _text(cell["source"])
            for spelling in {name, quote(name)}:
                found = re.escape(spelling)
                # Jupyter writes the name as alternative text.
                text = re.sub(rf"!\[{found}\](?=\(<?attachment:)", "![]", text)
                text = re.sub(
                    rf"<attachment:{found}>|attachment:{found}(?![\w.-])",
                    url,
                    text,
                )
            if text != written:
                self.changed = True
                cell["source"] = text


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0] or type(error).__name__


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _shown(value: Any, limit: int = 60) -> str:
    text = repr(value)
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(map(_text, value))
    return value if isinstance(value, str) else json.dumps(value)
