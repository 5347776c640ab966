"""Cut the excerpt from a post's HTML, and mark its URLs and ids for other pages."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.html import (
    attributes,
    change_tags,
    change_values,
    elements,
    has_text,
    start_tags,
    values,
    without,
)
from sphinx_blogtheme.markdown.html_elements import (
    ID_REFERENCES,
    IDS,
    IMAGE_SETS,
    SITE_URLS,
)
from sphinx_blogtheme.markdown.html_nesting import balance
from sphinx_blogtheme.pages.excerpt_store import HERE, ID, ROOT_MARK, Rendering

if TYPE_CHECKING:
    from sphinx_blogtheme.markdown.html import Element, StartTag

MORE_MARKER = re.compile(
    r"<!--\s*(?:more|TEASER_END|read[ -]more)\b.*?-->", re.IGNORECASE
)
"""The end of the excerpt, as the common engines write it: ``<!--more-->``."""

_CANDIDATE = re.compile(r"(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<width>\s[^,]*)?")
"""An image in ``srcset`` (HTML Living Standard, section 4.8.4.2.1)."""
_MARKED = tuple(sorted(SITE_URLS | IMAGE_SETS | IDS | ID_REFERENCES))
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PATH_END = re.compile(r"[?#]")
_GROUPS = ("input", "details")
"""Elements that may be a group by their names."""
_GROUP = re.compile(r"<(?:input|details)\b[^>]*\bname\b", re.IGNORECASE)
_SHOWN = ("img", "iframe", "video", "audio", "object", "embed", "svg")
"""Elements that show something without a text in them."""


def body_without_title(body: str) -> str:
    """Return the HTML of a document without its title and the title's section.

    Footnotes come after that section, and are kept.
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
    return f"{inside[title.end :].strip()}\n{after.strip()}".strip()


def _is_title(title: Element, section: str) -> bool:
    """Return whether a heading has nothing before it but targets of links."""
    before = section[: title.tag.start]
    return (
        title.inside is not None
        and not has_text(before)
        and all(tag.name == "span" for tag in start_tags(before))
    )


def cut_excerpt(body: str, permalink: str) -> Rendering:
    """Return the excerpt and the whole of a post, with marks.

    :param body: HTML without the title, with URLs relative to `permalink`.
    :param permalink: relative to the root, with a slash at its end: ``2025/03/x/``.
    """
    body = without(body, "a", classes=["headerlink"])
    marker = MORE_MARKER.search(body)
    if not marker:
        whole = _Marks(permalink, body).put()
        return Rendering(permalink=permalink, excerpt=whole, body=whole, has_more=False)
    head, tail = body[: marker.start()], body[marker.end() :]
    return Rendering(
        permalink=permalink,
        excerpt=_Marks(permalink, balance(head.rstrip())).put(),
        body=_Marks(permalink, head + tail).put(),
        has_more=_shows_something(tail),
    )


def _shows_something(html: str) -> bool:
    return has_text(html) or any(start_tags(html, *_SHOWN))


def _with_marked_group(tag: StartTag) -> str | None:
    """Return the attributes with a mark before the name, if that makes a group.

    Of radio buttons with one name a page can have one that is chosen, and of ``details``
    one that is open. The groups of two posts on a page are not to be one.
    """
    if tag.name == "input" and tag.values().get("type", "").lower() != "radio":
        return None
    for one in attributes(tag.attributes):
        if one.name == "name" and one.written:
            before = tag.attributes[one.start]
            mark = before if before in "\"'" else '"'
            quoted = f"{mark}{ID}{one.written}{mark}"
            return tag.attributes[: one.start] + quoted + tag.attributes[one.end :]
    return None


class _Marks:
    """Puts marks before the URLs and ids of HTML."""

    def __init__(self, permalink: str, html: str) -> None:
        self._permalink = permalink
        self._html = html

    def put(self) -> str:
        """Return the HTML with its marks."""
        html = change_values(self._html, self._value, *_MARKED)
        if _GROUP.search(html):
            html = change_tags(html, _with_marked_group, *_GROUPS)
        return html

    @cached_property
    def _ids(self) -> frozenset[str]:
        """The ids in the HTML; made when needed, since few posts have links to one."""
        return frozenset(one.written for one in values(self._html, *IDS))

    def _value(self, name: str, written: str) -> str:
        if name in SITE_URLS:
            return self._url(written.strip())
        if name in IMAGE_SETS:
            return _CANDIDATE.sub(
                lambda one: self._url(one["url"]) + (one["width"] or ""), written
            )
        if name in IDS:
            return ID + written
        return " ".join(
            ID + part if part in self._ids else part for part in written.split()
        )

    def _url(self, url: str) -> str:
        if _SCHEME.match(url):
            return url
        if url.startswith("#"):
            # A target outside of this HTML is on the post's own page.
            if url[1:] in self._ids:
                return f"{HERE}#{ID}{url[1:]}"
            return f"{ROOT_MARK}{self._permalink}{url}"
        if url.startswith("//"):
            return f"https:{url}"
        path = _PATH_END.split(url, maxsplit=1)[0]
        rest = url[len(path) :]
        slash = "/" if posixpath.basename(path) in ("", ".", "..") else ""
        place = posixpath.normpath(posixpath.join("/", self._permalink, path))
        place = place.strip("/")
        return f"{ROOT_MARK}{place}{slash if place else ''}{rest}"
