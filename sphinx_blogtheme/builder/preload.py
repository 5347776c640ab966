"""Import modules once for all workers, before these are forked.

A build in which nothing changed needs none of them, so each is imported where it is
first used. In a build of many documents that would be in each worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sphinx_blogtheme.builder.parallel import SERIAL_DOCUMENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

FOR_DOCUMENTS = (
    "markdown.dialect",
    "markdown.contents",
    "markdown.html_images",
    "markdown.isolated_addresses",
    "markdown.long_words",
    "markdown.mathml",
    "markdown.page_text",
    "markdown.typed_dashes",
    "markdown.embeds.frames",
)
"""Modules that any document may need."""

FOR_BUILDS = (
    "discovery.header_reader",
    "features.metadata.page",
    "features.metadata.picture",
    "markdown.html_nesting",
    "markdown.image_sizes",
    "markdown.shortcodes.post_context",
    "model.date_forms",
    "output.generated_files",
    "pages.excerpts",
)
"""Further modules that a build imports when it first needs them."""


def import_all(names: Iterable[str]) -> None:
    """Import modules of this package, such as ``markdown.html``."""
    for name in names:
        import_module(f"sphinx_blogtheme.{name}")


def import_for_workers(_: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Import the modules, if there will be workers (on ``env-before-read-docs``)."""
    del env
    if len(docnames) > SERIAL_DOCUMENTS:
        import_all(FOR_DOCUMENTS)
