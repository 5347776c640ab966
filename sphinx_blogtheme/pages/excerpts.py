"""Cut the excerpt from a post's HTML, and mark its URLs and ids for other pages."""

from __future__ import annotations

import posixpath
import re
from functools import cached_property

from sphinx_blogtheme.markdown.html import ATTRIBUTES, TAG, balance
from sphinx_blogtheme.pages.excerpt_store import HERE, ID, ROOT_MARK, Rendering

MORE_MARKER = re.compile(
    r"<!--\s*(?:more|TEASER_END|read[ -]more)\b.*?-->", re.IGNORECASE
)
"""The end of the excerpt, as the common engines write it: ``<!--more-->``."""

_TITLE = re.compile(
    r"\s*<section[^>]*>\s*(?:<span id=[^>]*></span>\s*)*<h1>.*?</h1>", re.DOTALL
)
_SECTION = re.compile(r"<(/?)section\b[^>]*>")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s\"'>/=]+)\s*=\s*"
    r"(?:(?P<quote>[\"'])(?P<value>.*?)(?P=quote)|(?P<bare>[^\s\"'=<>`]+))",
    re.DOTALL,
)
_URLS = frozenset(["href", "src", "poster"])
_CANDIDATE = re.compile(r"(?P<url>[^\s,]\S*[^\s,]|[^\s,])(?P<width>\s[^,]*)?")
"""An image in ``srcset`` (HTML Living Standard, section 4.8.4.2.1)."""
_REFERENCES = frozenset(["for", "aria-labelledby", "aria-describedby"])
_START = re.compile(
    rf"<(?P<name>[a-zA-Z][\w:-]*)(?=[\s/]{ATTRIBUTES}?"
    rf"(?i:{'|'.join(sorted({*_URLS, *_REFERENCES, 'srcset', 'id'}))})\s*=)"
    rf"(?P<attributes>{ATTRIBUTES})>"
)
"""A start tag with an attribute that may get a mark before its value."""
_HEADERLINK = re.compile(r"<a class=\"headerlink\".*?</a>", re.DOTALL)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PATH_END = re.compile(r"[?#]")
_TEXTLESS = re.compile(rf"(?:\s|{TAG.pattern})*+")
_SHOWN = re.compile(r"<(?:img|iframe|video|audio|object|embed|svg)\b", re.IGNORECASE)


def body_without_title(body: str) -> str:
    """Return the HTML of a document without its title and the title's section.

    Footnotes come after that section, and are kept.
    """
    title = _TITLE.match(body)
    if not title:
        return body.strip()
    depth = 0
    for tag in _SECTION.finditer(body):
        depth += -1 if tag[1] else 1
        if depth == 0:
            inside, after = body[title.end() : tag.start()], body[tag.end() :]
            return f"{inside.strip()}\n{after.strip()}".strip()
    return body[title.end() :].strip()


def cut_excerpt(body: str, permalink: str) -> Rendering:
    """Return the excerpt and the whole of a post, with marks.

    :param body: HTML without the title, with URLs relative to `permalink`.
    :param permalink: relative to the root, with a slash at its end: ``2025/03/x/``.
    """
    body = _HEADERLINK.sub("", body)
    marker = MORE_MARKER.search(body)
    if not marker:
        whole = _Marks(permalink, body).put()
        return Rendering(permalink=permalink, excerpt=whole, body=whole, has_more=False)
    head, tail = body[: marker.start()], body[marker.end() :]
    return Rendering(
        permalink=permalink,
        excerpt=_Marks(permalink, balance(head.rstrip())).put(),
        body=_Marks(permalink, head + tail).put(),
        has_more=not _TEXTLESS.fullmatch(tail) or bool(_SHOWN.search(tail)),
    )


class _Marks:
    """Puts marks before the URLs and ids of HTML."""

    def __init__(self, permalink: str, html: str) -> None:
        self._permalink = permalink
        self._html = html

    def put(self) -> str:
        """Return the HTML with its marks."""
        return _START.sub(self._tag, self._html)

    @cached_property
    def _ids(self) -> frozenset[str]:
        """The ids in the HTML; made when needed, since few posts have links to one."""
        return frozenset(
            match["value"] or match["bare"]
            for tag in _START.finditer(self._html)
            for match in _ATTRIBUTE.finditer(tag["attributes"])
            if match["name"].lower() == "id"
        )

    def _tag(self, tag: re.Match[str]) -> str:
        return f"<{tag['name']}{_ATTRIBUTE.sub(self._attribute, tag['attributes'])}>"

    def _attribute(self, match: re.Match[str]) -> str:
        name, quote = match["name"].lower(), match["quote"] or '"'
        value = match["bare"] or match["value"]
        if name in _URLS:
            value = self._url(value.strip())
        elif name == "srcset":
            value = _CANDIDATE.sub(
                lambda one: self._url(one["url"]) + (one["width"] or ""), value
            )
        elif name == "id":
            value = ID + value
        elif name in _REFERENCES:
            value = " ".join(
                ID + part if part in self._ids else part for part in value.split()
            )
        else:
            return match[0]
        return f"{name}={quote}{value}{quote}"

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
