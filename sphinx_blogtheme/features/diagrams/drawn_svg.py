"""Make a drawing of Mermaid's fit for an image: with a size, and without scripts."""

from __future__ import annotations

import re
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

_ROOT = re.compile(r"<svg\b[^>]*>")
_SIZE = re.compile(r"""\s(?:width|height)\s*=\s*(?:"[^"]*"|'[^']*')""")
_LIMIT = re.compile(r"max-width:\s*[^;\"']*;?\s*")
_TODAY = re.compile(r'<g class="today"\s*>.*?</g>', re.DOTALL)
"""Mark at the day on which a Gantt chart is drawn: it is wrong on the next."""

_RUNNING = frozenset(["script", "iframe", "object", "embed"])
_RUNS = re.compile(r"\s*(?:javascript|vbscript)\s*:", re.IGNORECASE)


def fitted_svg(text: str) -> str:
    """Return a drawing with a width and a height in pixels.

    Mermaid gives it the width of what is around it, which an image has not.

    :raises ValueError: if it is no SVG, has no size, or has a script.
    """
    width, height = _checked_size(text)
    root = _ROOT.search(text)
    if root is None:
        raise ValueError("it is no SVG")
    opened = _LIMIT.sub("", _SIZE.sub("", root[0]))
    opened = f'<svg width="{width}" height="{height}"{opened[4:]}'
    inside, closing, _ = _TODAY.sub("", text[root.end() :]).rpartition("</svg>")
    # Labels are wider than their boxes where the reader's fonts are.
    style = "<style>foreignObject{overflow:visible}</style>"
    style *= "<foreignObject" in inside
    return f"{text[: root.start()]}{opened}{inside}{style}{closing}\n"


def _checked_size(text: str) -> tuple[int, int]:
    """Return width and height of a drawing in pixels, from its ``viewBox``."""
    boxes: list[str] = []
    faults: list[str] = []

    def begin(tag: str, attributes: dict[str, str]) -> None:
        if not boxes:
            boxes.append(attributes.get("viewBox", "") if tag == "svg" else "")
        runs = any(
            name.lower().startswith("on") or _RUNS.match(value)
            for name, value in attributes.items()
        )
        if runs or tag.rpartition(":")[2].lower() in _RUNNING:
            faults.append("it has a script")

    parser: Any = ParserCreate()
    parser.StartElementHandler = begin
    try:
        parser.Parse(text.encode(), True)
        values = [float(value) for value in re.split(r"[\s,]+", boxes[0].strip())]
        width, height = (max(round(value), 1) for value in values[2:])
    except ExpatError as error:
        raise ValueError(f"it is no SVG: {error}") from error
    except ValueError as error:
        raise ValueError("it has no size") from error
    if faults:
        raise ValueError(faults[0])
    return width, height
