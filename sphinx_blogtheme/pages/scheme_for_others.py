"""Tell the styles and scripts of other extensions the colour scheme of a page.

They ask for ``data-theme``, an attribute of Furo and of PyData's theme: sphinx-tabs and
sphinxcontrib-mermaid at ``body``, sphinx-gallery at ``html``. A page that needs no
other extension does without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.theme_options import draws

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_ASK_NOTHING = (
    *("ablog", "alabaster", "myst_parser", "sphinx", "sphinx_blogtheme"),
    *("sphinx_design", "sphinxcontrib", "sphinxext", "notfound"),
)
"""Packages that don't ask, by the first part of their names."""

_ASKING = "sphinxcontrib.mermaid"


def add_scheme(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: Any
) -> None:
    """Add ``scheme_for_others`` if an extension may ask (on ``html-page-context``)."""
    del pagename, templatename, doctree
    if draws(app) and any(map(_may_ask, app.extensions)):
        context["scheme_for_others"] = context.get("theme_colour_scheme", "auto")


def _may_ask(extension: str) -> bool:
    return extension.partition(".")[0] not in _ASK_NOTHING or extension == _ASKING
