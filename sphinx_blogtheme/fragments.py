"""Turn the one rendering of a post into the intro and the text that others show.

A fragment is the post's HTML with marks in front of each URL of the site, each
link within the post, and each id. Where it is used, they become the way to the
root of the site (relative on a page, absolute in a feed), nothing or the post's
permalink, and a prefix that keeps ids unique although ten posts share a page.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.dialect import MORE_MARKER
from sphinx_blogtheme.output import write_whole
from sphinx_blogtheme.tags import TAG, balance

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

# Markdown, reST and HTML all forbid NUL, so no author's text can hold these.
_ROOT = "\0r"
_HERE = "\0h"
_ID = "\0i"

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
"""One of the images in ``srcset`` (HTML Living Standard, section 4.8.4.2.1)."""
_COPIES = re.compile(r"(<img\b) srcset=\"[^\"]*\" sizes=\"[^\"]*\"")
_REFERENCES = frozenset(["for", "aria-labelledby", "aria-describedby"])
_MARKED = re.compile(
    rf"(?:{'|'.join(sorted({*_URLS, *_REFERENCES, 'srcset', 'id'}))})\s*=",
    re.IGNORECASE,
)
"""An attribute that has a mark in front of its value."""
_START = re.compile(
    rf"<(?!/|span class=\"\w*\">|(?:code|em|li|p|strong|ul)>){TAG.pattern[1:]}"
)
"""A start tag, unless it is one of the most frequent ones, which have no mark."""
_HEADERLINK = re.compile(r"<a class=\"headerlink\".*?</a>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-6])\b")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PATH_END = re.compile(r"[?#]")
_SHOWN = re.compile(r"<(?:img|iframe|video|audio|object|embed|svg)\b", re.IGNORECASE)


def without_title(body: str) -> str:
    """Return the HTML of a document without its title and the title's section.

    Footnotes follow that section; what comes after it stays.
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Fragment:
    """A post's HTML, to be put on any page."""

    permalink: str
    """From the root of the site, with a slash at its end only."""
    intro: str
    """Up to the marker; the whole where there is none."""
    body: str
    has_more: bool

    def on_page(
        self, html: str, *, root: str, prefix: str = "", deeper: int = 0
    ) -> str:
        """Return `html`, one of this fragment's texts, as a page shows it.

        :param root: what leads from the page to the root of the site.
        :param prefix: put before each id.
        :param deeper: number of levels that headings go down.
        """
        if deeper:
            html = _HEADING.sub(lambda m: f"<{m[1]}h{min(int(m[2]) + deeper, 6)}", html)
        return html.replace(_ROOT, root).replace(_HERE, "").replace(_ID, prefix)

    def in_feed(self, html: str, *, base_url: str) -> str:
        """Return `html`, one of this fragment's texts, with absolute URLs only.

        Images are the originals, since readers cut feeds to a width of their own.

        :param base_url: of the site, with a slash at its end.
        """
        here = base_url + self.permalink
        html = _COPIES.sub(r"\1", html)
        return html.replace(_ROOT, base_url).replace(_HERE, here).replace(_ID, "")


def cut(body: str, permalink: str) -> Fragment:
    """Cut a fragment from the HTML of a post.

    :param body: without the title, with URLs relative to `permalink`.
    :param permalink: from the root of the site, with a slash at its end only.
    """
    body = _HEADERLINK.sub("", body)
    marker = MORE_MARKER.search(body)
    if not marker:
        whole = _mark(body, permalink)
        return Fragment(permalink=permalink, intro=whole, body=whole, has_more=False)
    head, tail = body[: marker.start()], body[marker.end() :]
    return Fragment(
        permalink=permalink,
        intro=_mark(balance(head.rstrip()), permalink),
        body=_mark(head + tail, permalink),
        has_more=bool(_SHOWN.search(tail) or TAG.sub("", tail).strip()),
    )


def _mark(html: str, permalink: str) -> str:
    """Put the marks in front of the URLs and ids of a post's HTML."""
    ids = {
        match["value"] or match["bare"]
        for tag in _START.finditer(html)
        if _MARKED.search(tag["attributes"])  # few are, in a page of code
        for match in _ATTRIBUTE.finditer(tag["attributes"])
        if match["name"].lower() == "id"
    }

    def mark(match: re.Match[str]) -> str:
        name, quote = match["name"].lower(), match["quote"] or '"'
        value = match["bare"] or match["value"]
        if name in _URLS:
            value = _mark_url(value.strip(), permalink, ids)
        elif name == "srcset":
            value = _CANDIDATE.sub(
                lambda one: (
                    _mark_url(one["url"], permalink, ids) + (one["width"] or "")
                ),
                value,
            )
        elif name == "id":
            value = _ID + value
        elif name in _REFERENCES:
            value = " ".join(
                _ID + part if part in ids else part for part in value.split()
            )
        else:
            return match[0]
        return f"{name}={quote}{value}{quote}"

    return _START.sub(
        lambda tag: (
            tag[0]
            if not _MARKED.search(tag["attributes"])
            else f"<{tag['name']}{_ATTRIBUTE.sub(mark, tag['attributes'])}>"
        ),
        html,
    )


def _mark_url(url: str, permalink: str, ids: set[str]) -> str:
    if _SCHEME.match(url):
        return url
    if url.startswith("#"):
        # What the fragment does not hold is on the post's own page.
        if url[1:] in ids:
            return f"{_HERE}#{_ID}{url[1:]}"
        return f"{_ROOT}{permalink}{url}"
    if url.startswith("//"):
        return f"https:{url}"
    path = _PATH_END.split(url, maxsplit=1)[0]
    rest = url[len(path) :]
    slash = "/" if posixpath.basename(path) in ("", ".", "..") else ""
    place = posixpath.normpath(posixpath.join("/", permalink, path)).strip("/")
    return f"{_ROOT}{place}{slash if place else ''}{rest}"


MOST_IN_MEMORY = 1000
"""Fragments that are held at once: a tenth of a megabyte each, at most."""

_NONE = Fragment(permalink="", intro="", body="", has_more=False)


class FragmentStore:
    """Keeps the fragments beside the doctrees, so that each is made once.

    One file per post: parallel writers and later builds lose nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, Fragment] = {}

    def _path(self, docname: str) -> Path:
        return self._folder / f"{docname}.json"

    def save(self, docname: str, fragment: Fragment) -> None:
        """Keep the fragment of a post."""
        text = json.dumps(asdict(fragment))
        write_whole(self._path(docname), text.encode())
        self._loaded.pop(docname, None)

    def load(self, docname: str) -> Fragment:
        """Return the fragment of a post; an empty one where none was made."""
        if docname not in self._loaded:
            try:
                text = self._path(docname).read_text(encoding="utf-8")
                fragment = Fragment(**json.loads(text))
            except (OSError, ValueError, TypeError):
                fragment = _NONE
            if len(self._loaded) >= MOST_IN_MEMORY:
                del self._loaded[next(iter(self._loaded))]
            self._loaded[docname] = fragment
        return self._loaded[docname]

    def forget(self, docnames: Iterable[str]) -> None:
        """Load fragments anew, which another process may have saved."""
        for docname in docnames:
            self._loaded.pop(docname, None)

    def state(self, docname: str) -> tuple[int, int] | None:
        """Return what changes when a fragment is saved; None where there is none."""
        try:
            facts = self._path(docname).stat()
        except OSError:
            return None
        return facts.st_mtime_ns, facts.st_size

    def has(self, docname: str) -> bool:
        """Tell whether a post's fragment is there; none is written by half."""
        state = self.state(docname)
        return state is not None and state[1] > 0

    def prune(self, docnames: set[str]) -> None:
        """Drop the fragments of all but the given posts."""
        for path in self._folder.rglob("*.json"):
            name = path.relative_to(self._folder).with_suffix("").as_posix()
            if name not in docnames:
                path.unlink()
