"""The rules of a ``_redirects`` file, as Netlify and Cloudflare Pages read it.

A rule that leads from one URL to an imported document becomes an alias, which works
on every host.
https://docs.netlify.com/manage/routing/redirects/overview/
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.documents import UnreadableError, read_text_file
from sphinx_blogtheme.importers.model import Note
from sphinx_blogtheme.importers.site_urls import path_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_blogtheme.importers.model import Blog, Document

RULES_FILE = "files/_redirects"
"""Path of the file in the new blog."""

_MOVED = ("301", "301!", "302", "302!", "308", "308!")
"""Statuses with which a rule says that a page has moved."""

_OLD_AND_NEW = 2


def with_redirects(blog: Blog) -> Blog:
    """Return a blog whose documents have the rules of its file as aliases too.

    The file stays as it is if it has other rules, and is left out, with a note, if not:
    a build writes one with all aliases.
    """
    source = blog.files.get(RULES_FILE)
    if source is None:
        return blog
    try:
        text = read_text_file(source)
    except UnreadableError:
        return blog  # it is copied as it is
    documents, others = _as_aliases(blog.documents, text, blog.base_url)
    blog = replace(blog, documents=documents)
    if others:
        return blog
    files = {path: file for path, file in blog.files.items() if path != RULES_FILE}
    why = "its rules are aliases of posts and pages, of which a build makes it anew"
    skipped = (*blog.skipped, Note(source=source.name, message=why))
    return replace(blog, files=files, skipped=skipped)


def _as_aliases(
    documents: Sequence[Document], text: str, base_url: str
) -> tuple[tuple[Document, ...], bool]:
    """Return the documents with more old URLs, and whether there are other rules."""
    owners: dict[str, int] = {}
    for number, document in enumerate(documents):
        for url in document.urls if document.as_it_is is None else ():
            owners.setdefault(_plain(path_of(url, base_url)), number)
    added: dict[int, dict[str, None]] = {}
    others = False
    for line in text.splitlines():
        words = line.partition("#")[0].split()
        rule = _moved_page(words)
        target = owners.get(_plain(path_of(rule[1], base_url))) if rule else None
        if rule and target is not None:
            added.setdefault(target, {})[rule[0]] = None
        elif words:
            others = True
    found = tuple(
        replace(document, urls=(*document.urls, *added.get(number, ())))
        for number, document in enumerate(documents)
    )
    return found, others


def _moved_page(words: list[str]) -> tuple[str, str] | None:
    """Return the old and the new URL of a rule; None if it is for more than one URL.

    :param words: the words of its line.
    """
    if len(words) not in (_OLD_AND_NEW, _OLD_AND_NEW + 1):
        return None
    old, new, *status = words
    if status and status[0] not in _MOVED:
        return None
    plain = not set("*:?=") & set(old + new.rpartition("://")[2])
    return (old, new) if plain and old.startswith("/") else None


def _plain(path: str) -> str:
    return path.strip("/").removesuffix("index.html").strip("/").casefold()
