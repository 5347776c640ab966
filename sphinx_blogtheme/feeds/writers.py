"""Feeds and their entries, and the writer of each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.atom import write_atom
from sphinx_blogtheme.feeds.json_feed import write_json_feed
from sphinx_blogtheme.feeds.rss import write_rss

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_blogtheme.feeds.feed import Feed


WRITERS: Mapping[str, Callable[[Feed], str]] = {
    "rss": write_rss,
    "atom": write_atom,
    "json": write_json_feed,
}
"""The writer of each of the `FORMATS`."""
