"""Give templates the URLs of static files, which change when the file does.

Sphinx does so for the files that ``css_files`` and ``script_files`` name, on every page
again; the theme has others, and many pages.
"""

from __future__ import annotations

import zlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from markupsafe import Markup

from sphinx_blogtheme.config.theme_options import draws

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


_VERSIONS: WeakKeyDictionary[Sphinx, dict[str, str]] = WeakKeyDictionary()
"""The queries of the static files of each build, by path in ``_static``."""


def forget_versions(app: Sphinx, env: object) -> None:
    """Forget the files of the last build (on ``env-updated``)."""
    del env
    _VERSIONS.pop(app, None)


def add_asset(
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
    versions = _VERSIONS.setdefault(app, {})

    def asset(path: str) -> Markup:
        if path not in versions:
            versions[path] = _version(static / path)
        url = escape(pathto(f"_static/{path}", resource=True))
        return Markup(url + versions[path])  # noqa: S704 -- escaped above

    context["asset"] = asset


def _version(file: Path) -> str:
    """Return what changes with a file, as a query; nothing where there is no file."""
    try:
        content = file.read_bytes()
    except OSError:
        return ""
    # Line ends differ between checkouts, and mean nothing.
    checksum = zlib.crc32(content.replace(b"\r\n", b"\n"))
    return f"?v={checksum:08x}"
