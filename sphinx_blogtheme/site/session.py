"""The data of one build about its site, made anew each time and never pickled."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx_blogtheme.model.editions import Editions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Set

    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.listings import Listing


def _nothing(*_: object) -> None:
    pass


class FormerPlaces(NamedTuple):
    """Where lists and feeds were before, by ABlog or as an option has it."""

    lists: Mapping[str, str] = MappingProxyType({})
    """Docnames of our lists, by those of ABlog's: ``blog/tag/python``."""
    labels: Mapping[str, str] = MappingProxyType({})
    """Docnames of our lists, by ABlog's labels: ``tag-python``."""
    feeds: Mapping[str, str] = MappingProxyType({})
    """Paths of our feeds, by former ones at which they are files: ``blog/atom.xml``."""
    urls: Mapping[str, str] = MappingProxyType({})
    """Docnames of our lists, and paths of feeds, by former URLs that lead on to them."""


@dataclass(kw_only=True, eq=False)
class Session:
    """The site in one build, from the end of reading on."""

    builder: Builder | None = None
    editions: Editions = field(default_factory=Editions)
    """The posts, sorted and grouped, by language."""
    pages: Mapping[str, Listing] = field(default_factory=dict)
    """The generated pages, by docname."""
    resources: frozenset[str] = frozenset()
    """Paths in the output of the other generated files, such as ``feed/atom.xml``."""
    former: FormerPlaces = field(default_factory=FormerPlaces)
    """Other places of lists and feeds, at which the site had them before."""
    documents_removed: bool = False
    """Whether a document that the last build wrote no longer exists."""
    read: list[str] = field(default_factory=list)
    """Sphinx's own list of the documents that it reads, and then writes."""
    reading_since: int = 0
    """When it began to read them, in nanoseconds."""
    interrupted: bool = False
    """Whether the last build ended while it read documents."""
    forgotten: bool = False
    """Whether Sphinx removed a document from its environment in this build."""
    before_writing: Callable[[], None] = _nothing
    """Called before the first file is written, if anything is to be written."""
    after_writing: Callable[[Set[str]], None] = _nothing
    """Called with the docnames of the documents that have been written."""
    doubts: list[tuple[str, str | None]] = field(default_factory=list)
    """URLs in options that only the output can tell from dead ones, with locations."""
    parts: dict[type, Any] = field(default_factory=dict)
    """What modules above this one keep for the build, by its class."""

    @property
    def library(self) -> Library:
        """The posts of the edition in the site's language."""
        return self.editions.main

    def __reduce__(self) -> tuple[type[None], tuple[()]]:
        """Return what stands for it in a pickled environment: None."""
        return type(None), ()


_ATTRIBUTE = "_blogtheme_session"


def session_of(env: BuildEnvironment) -> Session:
    """Return the session of a build, which its environment owns."""
    found: Session | None = getattr(env, _ATTRIBUTE, None)
    if found is None:
        found = Session()
        setattr(env, _ATTRIBUTE, found)
    return found
