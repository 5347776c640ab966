"""Turn titles into the pictures that are shown where a page is shared."""

from __future__ import annotations

from sphinx_blogtheme.cards.stage import setup

__all__ = ["setup"]
