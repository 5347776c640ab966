"""Pages of an old site that show what a build makes anew, such as an archive.

Their files have a header and no text: a template of the old engine listed the posts.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.model import Note
from sphinx_blogtheme.importers.site_urls import path_of
from sphinx_blogtheme.model.posts import FrontMatter, Status

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

_TAG = re.compile(r"\{[{%]")
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
        if _is_not_found(document, base_url):
            text = _not_found_page(document)
            if text:
                found.append(text)
                continue
            why = "is the page for missing pages; the build makes one, /404.html"
            skipped.append(Note(source=document.source, message=why))
            continue
        url = _generated_url(document, base_url)
        if not url:
            found.append(document)
            continue
        old = [path_of(one, base_url) for one in document.urls]
        generated |= dict.fromkeys(filter(None, old), url)
        why = f"has no text; the build makes such a page itself, {url}"
        skipped.append(Note(source=document.source, message=why))
    return found


def _is_not_found(document: Document, base_url: str) -> bool:
    """Return whether a page with a text is what a server sends for missing pages."""
    if document.as_it_is is not None or not document.urls or not document.page:
        return False
    path = path_of(document.urls[0], base_url).strip("/").removesuffix(".html")
    return path == "404" and bool(_COMMENT.sub("", document.body).strip())


def _not_found_page(document: Document) -> Document | None:
    """Return the text of the page for missing pages, which has no header; or None."""
    suffix = PurePosixPath(document.path).suffix
    if _TAG.search(document.body) or document.facts.status is Status.DRAFT:
        return None
    title = document.facts.title or "404"
    head = f"{title}\n{'=' * max(len(title), 4)}" if suffix == ".rst" else f"# {title}"
    body = document.body.strip("\r\n")
    return replace(
        document,
        path=f"404{suffix}",
        facts=replace(FrontMatter(), title=title),
        urls=(),
        as_it_is=f"{head}\n\n{body}\n".encode(errors="replace"),
    )


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
