"""Name the tags of the old engine that no build reads, each kind of them once."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.leftover_tags import LeftoverTag, leftover_tags
from sphinx_blogtheme.importers.documents import HTML_SUFFIXES, RST_SUFFIXES
from sphinx_blogtheme.importers.model import Blog, Document, Note
from sphinx_blogtheme.importers.notebook_files import NOTEBOOKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_blogtheme.model.posts import FrontMatter

_NAMED = 5
"""Number of further places that a note names."""


def notes_of_unread_tags(
    documents: Iterable[Document], blog: Blog, intro: str
) -> list[Note]:
    """Return a note for each kind of tag that the new blog shows as text.

    It names the first place, and some of the others, with their lines in the old files.

    :param blog: what the reader of the old engine returned.
    :param intro: text of the front page.
    """
    found: dict[str, list[tuple[str, str, LeftoverTag]]] = {}
    for document in documents:
        if PurePosixPath(document.path).suffix in (*RST_SUFFIXES, NOTEBOOKS):
            continue
        counts: dict[str, int] = {}
        body = document.body
        if PurePosixPath(document.source).suffix.lower() in HTML_SUFFIXES:
            body = body.replace("\\{", "{")  # as the conversion to Markdown writes it
        for tag in leftover_tags(body, blog.engine, _values(document.facts)):
            number = counts[tag.source] = counts.get(tag.source, -1) + 1
            line = document.place(tag.source, number)
            found.setdefault(tag.name, []).append((document.source, line, tag))
    for tag in leftover_tags(intro, blog.engine):
        found.setdefault(tag.name, []).append(("the front page", "", tag))
    return [_note(places, blog.unfilled) for places in found.values()]


def _note(
    places: list[tuple[str, str, LeftoverTag]], unfilled: Mapping[str, str]
) -> Note:
    (source, line, tag), *others = places
    why = f" ({unfilled[tag.name]})" if tag.name in unfilled else ""
    message = f"{line}{tag.shown} is not understood{why}, and stays as it is"
    if others:
        named = [f"{name}:{line}".strip(": ") for name, line, _ in others[:_NAMED]]
        more = len(others) - len(named)
        named += [f"{more} more"] if more else []
        message += f"; such tags are also in {', '.join(named)}"
    return Note(source=source, message=message)


def _values(facts: FrontMatter) -> dict[str, str]:
    """Return the values that a build fills in for a document."""
    plain = {
        name.lower(): str(value)
        for name, value in facts.extra.items()
        if isinstance(value, (str, int, float))
    }
    made = ("title", "slug", "url", "description", "date")
    return plain | dict.fromkeys((*made, "site.title", "site.description"), "")
