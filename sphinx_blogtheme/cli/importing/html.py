"""Turn the HTML of a body into Markdown, which is read as the same text.

markdownify does the work. What it would lose (players, anchors, dollars that
begin no formula, lines that MyST takes for comments) is kept here.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from sphinx_blogtheme.cli.console import CommandError

MORE = "<!--more-->"

_MORE = re.compile(r"<!--\s*more\b.*?-->", re.IGNORECASE | re.DOTALL)
_MARK = "\ue000more\ue000"


def to_markdown(html: str) -> str:
    """Return the Markdown of a piece of HTML.

    :raises CommandError: if markdownify is not installed.
    """
    html = _MORE.sub(f"<p>{_MARK}</p>", html)
    text = str(_converter()().convert(html)).strip("\n")
    text = re.sub(r"\n{3,}", "\n\n", text)
    return text.replace(_MARK, MORE) + "\n" if text.strip() else ""


@cache
def _converter() -> Any:
    try:
        from sphinx_blogtheme.cli.importing.converter import Converter
    except ImportError:
        msg = "bodies in HTML need markdownify: pip install 'sphinx-blogtheme[import]'"
        raise CommandError(msg) from None
    return Converter
