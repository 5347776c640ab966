"""Keep what one build knows of its site: made anew each time, and never pickled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sphinx_blogtheme.model.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.site.site_map import SiteMap


def _nothing(*_: object) -> None:
    pass


@dataclass(kw_only=True, eq=False)
class Session:
    """The site of one build, from the end of reading on."""

    builder: Builder | None = None
    library: Library = field(default_factory=Library)
    """The posts, grouped."""
    pages: Mapping[str, Listing] = field(default_factory=dict)
    """The generated pages, by docname."""
    resources: frozenset[str] = frozenset()
    """Paths of the files that are generated beside the pages."""
    site_map: SiteMap = field(init=False)
    """Every URL of the site."""
    documents_removed: bool = False
    """Whether a document of the last build is no longer there."""
    forgotten: bool = False
    """Whether Sphinx forgot a document in this build."""
    before_writing: Callable[[], None] = _nothing
    """Called when there is something to write, before the first file is written."""
    after_writing: Callable[[Set[str]], None] = _nothing
    """Called with the names of the documents that have been written."""


_SESSIONS: WeakKeyDictionary[BuildEnvironment, Session] = WeakKeyDictionary()


def session_of(env: BuildEnvironment) -> Session:
    """Return the session of the build that has this environment."""
    found = _SESSIONS.get(env)
    if found is None:
        found = _SESSIONS[env] = Session()
    return found
