"""Cut the excerpt from a post's HTML, and mark its URLs and ids for other pages."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.markdown.html import elements, has_text, start_tags, without
from sphinx_blogtheme.markdown.html_attributes import Role
from sphinx_blogtheme.markdown.html_nesting import balance
from sphinx_blogtheme.markdown.html_references import change_references, references
from sphinx_blogtheme.model.excerpt_separators import MORE_MARKER
from sphinx_blogtheme.model.urls import SCHEME
from sphinx_blogtheme.pages.excerpt_store import HERE, ID, NAME, ROOT_MARK, Rendering

if TYPE_CHECKING:
    from sphinx_blogtheme.markdown.html import Element
    from sphinx_blogtheme.markdown.html_references import Reference

_OUR_ID = re.compile(r"post(?:-|$)")
"""The ids that titles of posts get without their authors' doing."""
_NAMES_IDS = re.compile(
    # Where a word begins is asked last: a search for letters is fast.
    r"<style|begin(?<=\bbegin)\s*=|end(?<=\bend)\s*="
    r"|data-(?<=\bdata-)(?:bs-)?(?:parent|target)\s*="
)
"""Lower-case HTML in which an id may be part of CSS, or of an animation's times."""
_PATH_END = re.compile(r"[?#]")
_ASIDES = ("aside", "details", "figure", "table", "dl", "ol", "ul")
"""Elements whose paragraphs are not of the running text."""
_BOXES = frozenset(("admonition", "topic", "sidebar"))
"""Classes of boxes, whose paragraphs are not of it either."""
_SHOWN = ("img", "iframe", "video", "audio", "object", "embed", "svg")
"""Elements that show something without a text in them."""


def body_without_title(body: str) -> str:
    """Return the HTML of a document without its title and the title's section.

    Footnotes come after that section, and are kept. So are labels before the title and
    the ids that their authors know: links to them lead to the top of the text.
    """
    section = next(elements(body, "section"), None)
    if section is None or body[: section.tag.start].strip():
        return body.strip()
    inside = section.inside
    after = body[section.end :] if inside is not None else ""
    inside = body[section.tag.end :] if inside is None else inside
    title = next(elements(inside, "h1"), None)
    if title is None or not _is_title(title, inside):
        return body.strip()
    ids = _ids_of_title(section, inside[: title.tag.start])
    return f"{ids}{inside[title.end :].strip()}\n{after.strip()}".strip()


def _ids_of_title(section: Element, before: str) -> str:
    """Return empty elements with the ids of a title that has several, else ""."""
    own = section.tag.values().get("id", "")
    labels = [tag.values().get("id", "") for tag in start_tags(before, "span")]
    if not any(labels):
        return ""
    ids = [name for name in (own, *labels) if name and not _OUR_ID.match(name)]
    return "".join(f'<span id="{escape(name)}"></span>' for name in ids)


def _is_title(title: Element, section: str) -> bool:
    """Return whether a heading has nothing before it but targets of links."""
    before = section[: title.tag.start]
    return (
        title.inside is not None
        and not has_text(before)
        and all(tag.name == "span" for tag in start_tags(before))
    )


def cut_excerpt(body: str, permalink: str, paragraphs: int = 0) -> Rendering:
    """Return the excerpt and the whole of a post, with marks.

    :param body: HTML without the title, with URLs relative to `permalink`.
    :param permalink: relative to the root, with a slash at its end: ``2025/03/x/``.
    :param paragraphs: number of paragraphs of the excerpt if there is no marker; 0
        for all.
    """
    body = without(body, "a", classes=["headerlink"])
    if marker := MORE_MARKER.search(body):
        head, tail = body[: marker.start()], body[marker.end() :]
    elif end := _end_of_paragraphs(body, paragraphs):
        head, tail = body[:end], body[end:]
    else:
        whole = _Marks(permalink, body).put()
        return Rendering(permalink=permalink, excerpt=whole, body=whole, has_more=False)
    return Rendering(
        permalink=permalink,
        excerpt=_Marks(permalink, balance(head.rstrip())).put(),
        body=_Marks(permalink, head + tail).put(),
        has_more=_shows_something(tail),
        is_marked=marker is not None,
    )


def _end_of_paragraphs(html: str, count: int) -> int:
    """Return where a number of paragraphs of the running text ends; 0 if it is all.

    Paragraphs in notes, boxes, tables and the like are none of it.
    """
    if not count:
        return 0
    aside = [(one.tag.start, one.end) for one in elements(html, *_ASIDES)]
    aside += [
        (one.tag.start, one.end)
        for one in elements(html, "div")
        if _BOXES.intersection(one.tag.values().get("class", "").split())
    ]
    left = count
    for paragraph in elements(html, "p"):
        start, inside = paragraph.tag.start, paragraph.inside or ""
        if has_text(inside) and not any(a < start < b for a, b in aside):
            left -= 1
        if not left:
            return paragraph.end if _shows_something(html[paragraph.end :]) else 0
    return 0


def _shows_something(html: str) -> bool:
    return has_text(html) or any(start_tags(html, *_SHOWN))


class _Marks:
    """Puts marks before the URLs and ids of HTML."""

    def __init__(self, permalink: str, html: str) -> None:
        self._permalink = permalink
        self._html = html
        self._mark = NAME if _NAMES_IDS.search(html.lower()) else ID

    def put(self) -> str:
        """Return the HTML with its marks."""
        return change_references(self._html, self._value)

    @cached_property
    def _named(self) -> frozenset[tuple[Role, str]]:
        """The ids and group names in the HTML; made when needed, since few posts do."""
        return frozenset(
            (one.role, one.value)
            for one in references(self._html)
            if one.role in (Role.ID, Role.GROUP)
        )

    @cached_property
    def _forms(self) -> list[tuple[int, int]]:
        """Where forms begin and end; they keep their radio buttons to themselves."""
        found = elements(self._html, "form")
        return [(form.tag.start, form.end) for form in found]

    def _value(self, reference: Reference) -> str | None:
        role, value = reference.role, reference.value
        match role:
            case Role.ID:
                return self._mark + value
            case Role.ID_REFERENCE:
                return self._mark + value if self._has_id(value) else None
            case Role.GROUP:
                is_control = reference.element == "input"
                if is_control and any(a < reference.start < b for a, b in self._forms):
                    return None
                return self._mark + value
            case Role.GROUP_REFERENCE:
                return (
                    self._mark + value if (Role.GROUP, value) in self._named else None
                )
        is_nothing = role is Role.RESOURCE and not value.strip()
        return None if is_nothing else self._url(value.strip(), role)

    def _has_id(self, value: str) -> bool:
        return (Role.ID, value) in self._named

    def _url(self, url: str, role: Role) -> str:
        if SCHEME.match(url):
            return url
        if url.startswith("#"):
            if not (self._has_id(url[1:]) or self._has_id(unquote(url[1:]))):
                # A target outside of this HTML is on the post's own page.
                return f"{ROOT_MARK}{self._permalink}{url}"
            # What an SVG reuses has to be beside it, in feeds too.
            return f"{HERE if role is Role.LINK else ''}#{self._mark}{url[1:]}"
        if url.startswith("//"):
            return f"https:{url}"
        path = _PATH_END.split(url, maxsplit=1)[0]
        rest = url[len(path) :]
        slash = "/" if posixpath.basename(path) in ("", ".", "..") else ""
        place = posixpath.normpath(posixpath.join("/", self._permalink, path))
        place = place.strip("/")
        return f"{ROOT_MARK}{place}{slash if place else ''}{rest}"
