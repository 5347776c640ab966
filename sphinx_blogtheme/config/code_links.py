"""Whether names in the code of a site lead to their documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container

    from sphinx.application import Sphinx

    from sphinx_blogtheme.config.given import Config

CODE_LINKER = "sphinx_codeautolink"
"""An extension that makes such links, beside which ours are left out."""

_MAKE_API_PAGES = ("sphinx.ext.autodoc", "autoapi.extension", "autodoc2")


def set_code_links(config: Config, extensions: Container[str]) -> None:
    """Link names in code if the site leaves it to us, and their documentation is known.

    :param extensions: names of the extensions that the site loads.
    """
    if config.blog_code_links is None:
        has_inventories = "sphinx.ext.intersphinx" in extensions
        config.blog_code_links = bool(
            (has_inventories and config.intersphinx_mapping)
            or any(name in extensions for name in _MAKE_API_PAGES)
        )


def links_code(app: Sphinx) -> bool:
    """Return whether we link names in code."""
    return bool(app.config.blog_code_links) and CODE_LINKER not in app.extensions
