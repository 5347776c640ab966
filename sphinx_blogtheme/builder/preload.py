"""Load what documents are read and written with, once for all processes.

A build in which nothing changed needs none of it, so each part is loaded where it is
first used. In a build of many documents that would be in each worker.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sphinx_blogtheme.builder.parallel import FEW

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

PARTS = (
    "markdown.dialect",
    "markdown.contents",
    "markdown.html_images",
    "markdown.mathml",
    "markdown.embeds.frames",
)
"""Modules that any document may need."""


def load(_: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Load them all, where there are workers (on ``env-before-read-docs``)."""
    del env
    for name in PARTS if len(docnames) > FEW else ():
        import_module(f"sphinx_blogtheme.{name}")
