"""Give templates the URLs of static files, with a checksum: ``a.css?v=0f3c21d7``.

Sphinx does so for the files in ``css_files`` and ``script_files``, and again on every
page. Here it is done for other files of the theme, once in a build.
"""

from __future__ import annotations

import zlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from markupsafe import Markup

from sphinx_blogtheme.builder.other_theme_files import BLOG_FOLDER, other_theme_files
from sphinx_blogtheme.config.theme_options import draws
from sphinx_blogtheme.site.permalink_builder import makes_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx


_VERSIONS: WeakKeyDictionary[Sphinx, dict[str, str]] = WeakKeyDictionary()
"""Queries of static files, such as ``?v=0f3c21d7``, by application and path."""


def forget_versions(app: Sphinx, env: object) -> None:
    """Forget the checksums of the last build (on ``env-updated``)."""
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
    if not (draws(app) or makes_site(app.builder)):
        return
    pathto: Callable[..., str] = context["pathto"]
    static = Path(app.outdir, "_static")
    versions = _VERSIONS.setdefault(app, {})
    moved = other_theme_files(app)

    def asset(path: str) -> Markup:
        if f"{BLOG_FOLDER}{path}" in moved:
            path = f"{BLOG_FOLDER}{path}"
        if path not in versions:
            versions[path] = _version(static / path)
        url = escape(pathto(f"_static/{path}", resource=True))
        return Markup(url + versions[path])  # noqa: S704 -- escaped above

    context["asset"] = asset


def _version(file: Path) -> str:
    """Return the checksum of a file as a query; empty if there is no file."""
    try:
        content = file.read_bytes()
    except OSError:
        return ""
    # Line ends may differ between checkouts of the same file.
    checksum = zlib.crc32(content.replace(b"\r\n", b"\n"))
    return f"?v={checksum:08x}"
