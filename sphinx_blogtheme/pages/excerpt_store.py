"""Turn the one rendering of a post into the intro and the text that others show.

A fragment is the post's HTML with marks in front of each URL of the site, each
link within the post, and each id. Where it is used, they become the way to the
root of the site (relative on a page, absolute in a feed), nothing or the post's
permalink, and a prefix that keeps ids unique although ten posts share a page.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import paths_in, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx_blogtheme.markdown.html import StartTag

# Markdown, reST and HTML all forbid NUL, so no author's text can hold these.
ROOT = "\0r"
HERE = "\0h"
ID = "\0i"

_COPIES = re.compile(r" srcset=\"[^\"]*\" sizes=\"[^\"]*\"")
"""What our images begin with, if there are smaller copies."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendering:
    """A post's HTML, to be put on any page."""

    permalink: str
    """From the root of the site, with a slash at its end only."""
    excerpt: str
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
            from sphinx_blogtheme.markdown.html import rename

            html = rename(
                html, {f"h{n}": f"h{min(n + deeper, 6)}" for n in range(1, 7)}
            )
        return html.replace(ROOT, root).replace(HERE, "").replace(ID, prefix)

    def in_feed(self, html: str, *, base_url: str) -> str:
        """Return `html`, one of this fragment's texts, with absolute URLs only.

        Images are the originals, since readers cut feeds to a width of their own.

        :param base_url: of the site, with a slash at its end.
        """
        here = base_url + self.permalink
        if " srcset=" in html:
            from sphinx_blogtheme.markdown.html import change_tags

            html = change_tags(html, _without_copies, "img")
        return html.replace(ROOT, base_url).replace(HERE, here).replace(ID, "")


def _without_copies(image: StartTag) -> str | None:
    copies = _COPIES.match(image.attributes)
    return image.attributes[copies.end() :] if copies else None


MOST_IN_MEMORY = 1000
"""Fragments that are held at once: a tenth of a megabyte each, at most."""

_NONE = Rendering(permalink="", excerpt="", body="", has_more=False)


class ExcerptStore:
    """Keeps the fragments beside the doctrees, so that each is made once.

    One file per post: parallel writers and later builds lose nothing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, Rendering] = {}

    def _path(self, docname: str) -> Path:
        return self._folder / f"{docname}.json"

    def save(self, docname: str, fragment: Rendering) -> None:
        """Keep the fragment of a post."""
        text = json.dumps(asdict(fragment))
        write_whole(self._path(docname), text.encode())
        self._hold(docname, fragment)

    def load(self, docname: str) -> Rendering:
        """Return the fragment of a post; an empty one where none was made."""
        if docname not in self._loaded:
            try:
                text = self._path(docname).read_text(encoding="utf-8")
                fragment = Rendering(**json.loads(text))
            except (OSError, ValueError, TypeError):
                fragment = _NONE
            self._hold(docname, fragment)
        return self._loaded[docname]

    def _hold(self, docname: str, fragment: Rendering) -> None:
        if len(self._loaded) >= MOST_IN_MEMORY:
            del self._loaded[next(iter(self._loaded))]
        self._loaded[docname] = fragment

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
        """Drop all but the fragments of the given posts, what was cut short too."""
        for path in paths_in(self._folder):
            if path.removesuffix(".json") not in docnames:
                (self._folder / path).unlink()
