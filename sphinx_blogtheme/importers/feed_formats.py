"""The formats of an old site's own feeds, by the templates that make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.engine_settings import text_in
from sphinx_blogtheme.importers.old_lists import ATOM, JSON, RSS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_FORMATS = {"<rss": RSS, "<rdf:RDF": RSS, "<feed": ATOM, "jsonfeed.org/version": JSON}
"""The new blog's feeds, by what a template of one in this format has."""

TEMPLATES: Mapping[str, tuple[str, ...]] = {
    "hugo": (
        *("layouts/index.rss.xml", "layouts/home.rss.xml", "layouts/rss.xml"),
        *("layouts/_default/index.rss.xml", "layouts/_default/home.rss.xml"),
        *("layouts/_default/list.rss.xml", "layouts/_default/rss.xml"),
    ),
    "zola": ("templates/{name}", "themes/*/templates/{name}"),
}
"""Where engines look for the templates of feeds; `{name}` is the feed's file name."""


def feed_of_template(text: str) -> str:
    """Return the URL of the new blog's feed in the format of a template.

    It is "" if the template makes no feed.
    """
    found = ((text.find(mark), feed) for mark, feed in _FORMATS.items())
    return min(((at, feed) for at, feed in found if at >= 0), default=(0, ""))[1]


def with_formats(lists: Mapping[str, str], engine: str, source: Path) -> dict[str, str]:
    """Return the lists of a site, with feeds in the formats of its own templates.

    :param lists: the new URLs of lists and feeds, by old ones.
    :param engine: name of the engine's reader.
    :param source: the folder of the site.
    """
    found, known = dict(lists), dict[str, str]()
    for old, new in lists.items():
        name = old.rpartition("/")[2]
        if not name or "/feed/" not in new:
            continue
        if name not in known:
            places = (one.format(name=name) for one in TEMPLATES.get(engine, ()))
            known[name] = _first_feed(source, places)
        if known[name]:
            found[old] = new.rpartition("/feed/")[0] + known[name]
    return found


def _first_feed(source: Path, places: Iterable[str]) -> str:
    """Return the feed of the first of these templates that is there, or ""."""
    files = (file for place in places for file in sorted(source.glob(place)))
    return next(filter(None, (feed_of_template(text_in(file)) for file in files)), "")
