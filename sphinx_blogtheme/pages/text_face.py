"""The text face that comes with the theme, for sites that choose it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.theme_options import THEME, draws

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_face(app: Sphinx) -> None:
    """Add the fonts and their style sheet to the site (on ``builder-inited``).

    A site that sets its text in another face does not publish them.
    """
    if not draws(app):
        return
    builder: Any = app.builder
    options = builder.theme_options
    if options.get("text_face") == "bundled" and not options.get("text_font"):
        config = app.config
        own = str(THEME / "static-face")
        config.html_static_path = [*config.html_static_path, own]
