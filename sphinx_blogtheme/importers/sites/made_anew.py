"""Pages of an old site that show what a build makes anew, such as an archive.

Their files have a header and no text: a template of the old engine listed the posts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.model import Note
from sphinx_blogtheme.importers.site_urls import path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_blogtheme.importers.model import Document

_URLS = {
    **dict.fromkeys(("archives", "archive"), "/archives/"),
    "search": "/search/",
    **dict.fromkeys(("tags", "tag"), "/tag/"),
    **dict.fromkeys(("categories", "category"), "/categories/"),
    **dict.fromkeys(("authors", "author"), "/author/"),
    "series": "/series/",
    "404": "/404.html",
}
"""The URLs of the generated pages, by the names that engines and themes give them."""

_HOME = {"home": "/", "posts": "/", "blog": "/"}
"""The front page, by the names of templates only."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def without_lists(
    documents: Iterable[Document],
    base_url: str,
    skipped: list[Note],
    generated: dict[str, str],
) -> list[Document]:
    """Return the documents without the empty pages that a build makes anew.

    :param base_url: URL of the old site, or "".
    :param skipped: takes a note for each of these pages.
    :param generated: takes the URLs of generated pages, by those of the old ones.
    """
    found = []
    for document in documents:
        url = _generated_url(document, base_url)
        if not url:
            found.append(document)
            continue
        old = [path_of(one, base_url) for one in document.urls]
        generated |= dict.fromkeys(filter(None, old), url)
        why = f"has no text; the build makes such a page itself, {url}"
        skipped.append(Note(source=document.source, message=why))
    return found


def _generated_url(document: Document, base_url: str) -> str:
    """Return the URL of the generated page that a document stands for, or ""."""
    if document.as_it_is is not None or _COMMENT.sub("", document.body).strip():
        return ""
    for template in document.templates:
        name = template.lower().rpartition("/")[2].partition(".")[0]
        # A post may have the type `posts`, and no text but its image.
        if url := _URLS.get(name) or (document.page and _HOME.get(name)):
            return url
    if not document.page or not document.urls:
        return ""
    path = path_of(document.urls[0], base_url).strip("/")
    return _URLS.get(path.removesuffix(".html").removesuffix("/index").lower(), "")
