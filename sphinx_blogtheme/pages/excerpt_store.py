"""Keep the HTML of posts, as excerpt and whole, for lists, feeds and other pages.

A `Rendering` is the post's HTML with a mark before each URL of the site, each link
within the post, and each id. For a page or feed, the marks become the URL of the root
(relative on a page, absolute in a feed), nothing or the post's permalink, and a prefix
that keeps ids unique if several posts share a page.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import paths_in, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sphinx_blogtheme.markdown.html import StartTag
    from sphinx_blogtheme.pages.document_assets import Asset

# Markdown, reST and HTML all forbid NUL, so no author's text can hold these.
ROOT_MARK = "\0r"
HERE = "\0h"
ID = "\0i"
NAME = "\0n"
"""Stands before ids, as `ID`, where CSS or an animation has to name one."""

_NO_LETTER = re.compile(r"\W")
_COPIES = re.compile(r" srcset=\"[^\"]*\" sizes=\"[^\"]*\"")
"""What our images begin with, if there are smaller copies."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Rendering:
    """The HTML of a post, with marks, for any page or feed."""

    permalink: str
    """Relative to the root, with a slash at its end: ``2025/03/x/``."""
    excerpt: str
    """HTML up to the marker; the whole if there is none."""
    body: str
    has_more: bool
    is_marked: bool = False
    """Whether a marker ends the excerpt."""
    assets: tuple[Asset, ...] = ()
    """Style sheets and scripts that extensions have added to the post's own page."""

    def on_page(
        self, html: str, *, root: str, prefix: str = "", deeper: int = 0
    ) -> str:
        """Return HTML as a page shows it.

        :param html: `excerpt` or `body`.
        :param root: relative URL of the site root.
        :param prefix: text before each id.
        :param deeper: number of levels by which headings are lowered.
        """
        if deeper:
            from sphinx_blogtheme.markdown.html import rename

            html = rename(
                html, {f"h{n}": f"h{min(n + deeper, 6)}" for n in range(1, 7)}
            )
        if NAME in html:
            # A name begins with a letter in CSS, and has no dash in an animation.
            name = f"p_{_NO_LETTER.sub('_', prefix)}" if prefix else ""
            html = html.replace(NAME, name)
        return html.replace(ROOT_MARK, root).replace(HERE, "").replace(ID, prefix)

    def in_feed(self, html: str, *, base_url: str) -> str:
        """Return HTML with absolute URLs only.

        Images have no smaller copies, since programs for feeds have their own widths.

        :param html: `excerpt` or `body`.
        :param base_url: URL of the site, with a slash at its end.
        """
        here = base_url + self.permalink
        if " srcset=" in html:
            from sphinx_blogtheme.markdown.html import change_tags

            html = change_tags(html, _without_copies, "img")
        if any(sign in html for sign in _FOR_BROWSERS):
            from sphinx_blogtheme.pages.feed_bodies import for_feed_readers

            html = for_feed_readers(html)
        html = html.replace(ID, "").replace(NAME, "")
        return html.replace(ROOT_MARK, base_url).replace(HERE, here)


_FOR_BROWSERS = ('class="linenos', 'type="radio"', 'role="tablist"')
"""What HTML has that programs for feeds cannot show."""


def _without_copies(image: StartTag) -> str | None:
    copies = _COPIES.match(image.attributes)
    return image.attributes[copies.end() :] if copies else None


MOST_IN_MEMORY = 1000
"""Number of renderings in memory: a tenth of a megabyte each, at most."""

_NONE = Rendering(permalink="", excerpt="", body="", has_more=False)


class ExcerptStore:
    """Keeps renderings beside the doctrees, in one file for each post.

    So parallel writers don't disturb each other, and later builds need no new ones.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, Rendering] = {}

    def _path(self, docname: str) -> Path:
        return self._folder / f"{docname}.json"

    def save(self, docname: str, fragment: Rendering) -> None:
        """Keep the rendering of a post; it gets a new time, by which lists know it."""
        text = json.dumps(asdict(fragment), default=str)
        write_whole(self._path(docname), text.encode())
        self._hold(docname, fragment)

    def keep_assets(self, docname: str, assets: Iterable[Asset]) -> None:
        """Add the assets of a post's page to its rendering, which has been saved."""
        if found := tuple(assets):
            self.save(docname, replace(self.load(docname), assets=found))

    def load(self, docname: str) -> Rendering:
        """Return the rendering of a post; an empty one if none was saved."""
        if docname not in self._loaded:
            try:
                text = self._path(docname).read_text(encoding="utf-8")
                facts = json.loads(text)
                assets = tuple(facts.pop("assets", ()))
                fragment = Rendering(**facts, assets=assets)
            except (OSError, ValueError, TypeError):
                fragment = _NONE
            self._hold(docname, fragment)
        return self._loaded[docname]

    def _hold(self, docname: str, fragment: Rendering) -> None:
        if len(self._loaded) >= MOST_IN_MEMORY:
            del self._loaded[next(iter(self._loaded))]
        self._loaded[docname] = fragment

    def forget(self, docnames: Iterable[str]) -> None:
        """Remove renderings from memory: another process may have saved new ones."""
        for docname in docnames:
            self._loaded.pop(docname, None)

    def state(self, docname: str) -> tuple[int, int] | None:
        """Return the file's ``(mtime in ns, size)``, or None if it does not exist."""
        try:
            facts = os.stat(f"{self._folder}/{docname}.json")  # noqa: PTH116
        except OSError:
            return None
        return facts.st_mtime_ns, facts.st_size

    def has(self, docname: str) -> bool:
        """Return whether a post's rendering was saved; a file is never incomplete."""
        state = self.state(docname)
        return state is not None and state[1] > 0

    def prune(self, docnames: set[str]) -> None:
        """Delete the renderings of all but the given posts, and temporary files."""
        for path in paths_in(self._folder):
            if path.removesuffix(".json") not in docnames:
                (self._folder / path).unlink()
