"""Give templates the URLs of static files, which change when the file does.

Sphinx does so for the files that ``css_files`` and ``script_files`` name, on every page
again; the theme has others, and many pages.
"""

from __future__ import annotations

import zlib
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sphinx_blogtheme.theme_options import draws

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


def add_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add ``asset(path)`` for files in ``_static`` (on ``html-page-context``)."""
    if not draws(app):
        return
    pathto: Callable[..., str] = context["pathto"]
    static = Path(app.outdir, "_static")

    def asset(path: str) -> Markup:
        url = escape(pathto(f"_static/{path}", resource=True))
        file = static / path
        try:
            version = f"?v={_checksum(file, file.stat().st_mtime_ns)}"
        except OSError:  # no file
            version = ""
        return Markup(url + version)  # noqa: S704 -- escaped above

    context["asset"] = asset


@lru_cache(maxsize=256)
def _checksum(file: Path, mtime: int) -> str:
    del mtime  # a part of the key
    # Line ends differ between checkouts, and mean nothing.
    content = file.read_bytes().replace(b"\r\n", b"\n")
    return f"{zlib.crc32(content):08x}"


def setup(app: Sphinx) -> None:
    """Register the stage, after the page for dead links has its own ``pathto``."""
    app.connect("html-page-context", add_assets, priority=400)
