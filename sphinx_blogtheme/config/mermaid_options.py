"""The options about diagrams of Mermaid, and their checks."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config import checks as expect
from sphinx_blogtheme.config.declaring import option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

AUTO, SVG, EXTENSION, CODE = MERMAID_WAYS = ("auto", "svg", "extension", "code")
"""How diagrams are shown."""


def command_line(value: object) -> str | None:
    """Expect the name of a program and its arguments."""
    if isinstance(value, (list, tuple)) and value and expect.strings(value) is None:
        return None if value[0].strip() else "expected a program as the first string"
    return "expected a list of strings, such as ['mmdc']"


def json_object(value: object) -> str | None:
    """Expect a dictionary that can be written as JSON."""
    if isinstance(value, dict):
        try:
            json.dumps(value, allow_nan=False)
        except (TypeError, ValueError) as error:
            return f"expected what JSON has: {error}"
        return None
    return "expected a dictionary"


def launch_options(value: object) -> str | None:
    """Expect a dictionary for Puppeteer, whose ``args`` are a list of strings."""
    if fault := json_object(value):
        return fault
    args = value.get("args", []) if isinstance(value, dict) else []
    fault = expect.strings(args)
    return fault and f"{fault} for 'args'"


@dataclass(frozen=True, kw_only=True, slots=True)
class MermaidOptions:
    """The options about diagrams, checked; a part of `BlogConfig`."""

    mermaid: str = option(
        AUTO,
        "How [diagrams of Mermaid](writing.md#mermaid) are shown: `svg`, as pictures "
        "that the program `mmdc` draws during the build; `extension`, by "
        "[sphinxcontrib-mermaid](other-extensions.md#sphinxcontrib-mermaid) in the "
        "reader's browser; or `code`, as text. `auto` is the first of these that the "
        "machine and `extensions` in `conf.py` allow.",
        expect.OneOf(MERMAID_WAYS),
        "html",
    )
    mermaid_command: Sequence[str] = option(
        ["mmdc"],
        "The program that draws diagrams, and its first arguments. It is looked for on "
        "`PATH`, and in `node_modules` beside `conf.py`. Paths of files in the "
        'arguments go from `conf.py`: `["mmdc", "--cssFile", "diagrams.css"]`.',
        command_line,
        "html",
    )
    mermaid_config: Mapping[str, Any] = option(
        {},
        "[Settings of Mermaid](https://mermaid.js.org/config/schema-docs/config.html) "
        'for these pictures: `{"theme": "neutral"}`.',
        json_object,
        "html",
    )
    mermaid_browser: Mapping[str, Any] = option(
        {},
        "[Settings of Puppeteer](https://pptr.dev/api/puppeteer.launchoptions), which "
        'starts the browser that draws them: `{"args": ["--no-sandbox"]}`.',
        launch_options,
        "html",
    )
    mermaid_timeout: int = option(
        60,
        "Seconds after which a diagram that is not drawn is shown as code.",
        expect.positive,
        "html",
    )
