"""Pages that no reader would find: on no menu, in no toctree, and linked by nothing."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.config.options import BlogConfig
from sphinx_blogtheme.importers.model import Note
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx_blogtheme.importers.model import Document

_TARGET = re.compile(
    r"\]\(\s*<?(?P<inline>[^\s<>()]+)|\[\[(?P<wiki>[^\[\]|#\n]+)"
    r"|^[ \t]*\[[^\]\n]+\]:[ \t]*<?(?P<reference>[^\s<>]+)"
    r"|\bhref\s*=\s*[\"']?(?P<html>[^\s\"'<>]+)|<(?P<bare>(?:https?:|/)[^\s<>]+)>"
    r"|<(?P<rst>[^\s<>]+)>`|:target:[ \t]*(?P<target>\S+)",
    re.MULTILINE,
)
_SHOWN = 8
"""Number of pages that the note names."""


def notes_of_lone_pages(
    documents: Iterable[Document],
    urls: Mapping[str, str],
    intro: str,
    settings: Mapping[str, object],
) -> list[Note]:
    """Return a note that names the pages which nothing leads to; none if all have a link.

    :param documents: the documents with their final front matter.
    :param urls: permalinks by path of the document.
    :param intro: text of the front page.
    :param settings: those of ``conf.py``; other text in them may name pages too.
    """
    documents = tuple(documents)
    linking: dict[str, set[str]] = {}
    for document in documents:
        for name in _targets(document):
            linking.setdefault(name, set()).add(document.path)
    common = set(_names_in(intro)) | set(_names_in(repr(settings.get("blog_menu", ""))))
    menu = settings.get("blog_menu", BlogConfig().menu)
    entries = menu if isinstance(menu, (list, tuple)) else ()
    on_menu = {one for one in entries if isinstance(one, str)}
    lone = []
    for page in documents:
        facts, url = page.facts, urls.get(page.path, "")
        is_public = page.page and url and facts.status is Status.PUBLISHED
        if not is_public or page.as_it_is is not None or facts.on_menu:
            continue
        names = {*map(_name, (*page.urls, *facts.aliases, url, page.path, page.source))}
        names.add((facts.title or "").casefold())
        is_linked = any(linking.get(name, set()) - {page.path} for name in names)
        if not (is_linked or names & common or url.strip("/") in on_menu):
            lone.append(url)
    return [_note(lone)] if lone else []


def _targets(document: Document) -> Iterator[str]:
    whole = document.as_it_is
    yield from _names_in(
        document.body if whole is None else whole.decode(errors="replace")
    )
    if document.facts.redirect_to:
        yield _name(document.facts.redirect_to)


def _names_in(text: str) -> Iterator[str]:
    """Yield the names of what a text links to, as `_name` returns them."""
    for match in _TARGET.finditer(text):
        yield _name(next(filter(None, match.groups()), ""))


def _name(target: str) -> str:
    """Return the last part of a path or URL without its suffix, in lower case."""
    path = re.split("[?#]", unquote(target), maxsplit=1)[0].strip("/ ")
    path = re.sub(r"/index(?:\.\w+)?$", "", path)
    return PurePosixPath(path).stem.casefold()


def _note(lone: list[str]) -> Note:
    shown = ", ".join(lone[:_SHOWN])
    more = f" and {len(lone) - _SHOWN} more" if len(lone) > _SHOWN else ""
    is_one = len(lone) == 1
    source = "1 page" if is_one else f"{len(lone)} pages"
    message = (
        f"{'is' if is_one else 'are'} on no menu and nothing links to"
        f" {'it' if is_one else 'them'}: {shown}{more}"
    )
    return Note(source=source, message=message)
