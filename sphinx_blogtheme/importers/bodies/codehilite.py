"""Indented code that names its language, as Python-Markdown's CodeHilite reads it."""

from __future__ import annotations

import re

from sphinx_blogtheme.importers.bodies.code_mask import MASK, without_code
from sphinx_blogtheme.importers.bodies.markdown_text import fenced

_NAMED = re.compile(
    r"(?m)^(?P<before> *)(?P<step> {4}|\t)(?::::|#!)(?P<language>[\w+#.-]+)"
    r"(?:[ \t]+(?P<options>hl_lines=[\"'][\d\s,-]*[\"']))?[ \t]*\n"
    r"(?P<code>(?:(?P=before)(?: {4}|\t).*(?:\n|\Z)|[ \t]*\n)+)"
)


def with_fences(text: str) -> str:
    """Return a text in which such code is in fences; that in fences stays as it is."""
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    masked = without_code(text, html=False, indented=False)

    def fence(match: re.Match[str]) -> str:
        if masked[match.start("language")] == MASK:
            return match[0]
        before = match["before"]
        code = re.sub(rf"(?m)^{before}(?: {{4}}|\t)", "", match["code"]).strip("\n")
        info = " ".join(filter(None, (match["language"], match["options"])))
        block = fenced(code, info)
        return "".join(f"{before}{line}\n" for line in block.split("\n")) + "\n"

    return _NAMED.sub(fence, text).replace("\n", ends)
