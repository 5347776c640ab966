"""Give our builder the class of Sphinx's builder that it stands for.

Extensions ask ``type(app.builder) is DirectoryHTMLBuilder``, compare with its name, or
have a table of the classes that they know; a subclass is none of these. So others get a
builder of exactly Sphinx's class, which shares all attributes with ours. Among these
are our methods, which Python finds there before those of the class.
"""

from __future__ import annotations

from inspect import isfunction
from typing import TYPE_CHECKING, Any

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

PUBLIC_CLASSES = {
    kind.name: kind for kind in (StandaloneHTMLBuilder, DirectoryHTMLBuilder)
}
"""Sphinx's builders that ours stand for, by their names."""

_WRITING = ("_write_parallel",)
"""Methods of Sphinx's that hand the builder on to domains and translators.

Those of ours that do so hand on the public builder.
"""


def publish_builder(app: Sphinx) -> None:
    """Replace our builder by one of Sphinx's class (on ``builder-inited``)."""
    builder = app.builder
    if isinstance(builder, PermalinkBuilder):
        app.builder = public_builder(builder)


def public_builder(builder: PermalinkBuilder) -> StandaloneHTMLBuilder:
    """Return a builder of Sphinx's class that does what ours does.

    :param builder: ours, which has been initialised.
    """
    kind = PUBLIC_CLASSES[builder.name]
    public = kind.__new__(kind)
    public.__dict__ = shared = builder.__dict__
    for name, value in _own_members(type(builder)):
        if isfunction(value):
            shared[name] = getattr(builder, name)
        elif not isinstance(value, property):
            shared.setdefault(name, value)
    for name in _WRITING:
        shared[name] = getattr(kind, name).__get__(public)
    return public


def _own_members(kind: type) -> Iterator[tuple[str, Any]]:
    """Yield the members that our classes add to Sphinx's, those that count first."""
    found: set[str] = set()
    for one in kind.__mro__:
        if issubclass(one, PermalinkBuilder):
            for name, value in vars(one).items():
                if not name.startswith("__") and name not in found:
                    found.add(name)
                    yield name, value
