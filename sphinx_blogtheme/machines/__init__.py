"""Turn pages and old URLs into what programs read: sharing, robots, redirects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.machines.files import setup as set_up_files
from sphinx_blogtheme.machines.head import setup as set_up_head
from sphinx_blogtheme.machines.pictures import setup as set_up_pictures
from sphinx_blogtheme.machines.redirects import setup as set_up_redirects

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register the stages."""
    set_up_pictures(app)
    set_up_redirects(app)
    set_up_head(app)
    set_up_files(app)
