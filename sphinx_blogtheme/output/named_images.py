"""Find the image that the header of a post names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.model.urls import is_elsewhere, is_site_url

if TYPE_CHECKING:
    from sphinx_blogtheme.output.build import Build


def named_image(build: Build, docname: str, text: str) -> tuple[str, Path | None]:
    """Return URL and file of an image, by the text of a header; "" if there is none.

    The URL is absolute, or from the root of the site: ``/images/a.png``. An image of
    another site has no file.

    :param text: a URL, or the path of a file of the site or beside the source.
    """
    if is_elsewhere(text):
        return text, None
    if not is_site_url(text):
        source, name = build.env.relfn2path(text, docname)
        files = build.domain.files.get(docname, {})
        url = next((f"/{path}" for path, s in files.items() if s == source), "")
        return url, Path(name)
    path = unquote(text).strip("/")
    file = build.served.find(path) or build.served.find_static(path)
    return (text, file) if file or path.startswith("_static/") else ("", None)
