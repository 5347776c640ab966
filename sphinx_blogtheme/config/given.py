"""What a site sets itself, apart from defaults; for packages without Sphinx too."""

from __future__ import annotations

from typing import Any

Config = Any
"""Sphinx's class, which the packages without Sphinx do not know."""


def is_set(config: Config, name: str) -> bool:
    """Return whether the site sets an option itself."""
    return name in config._raw_config or name in config.overrides  # noqa: SLF001


def sets_quotes(config: Config) -> bool:
    """Return whether posts get curly quotation marks and dashes.

    With another theme ``smartquotes`` is on, as in Sphinx, unless the site sets it; that
    is for its pages.
    """
    by_ablog = config.blog_permalink is None and "ablog" in config.extensions
    asked = by_ablog or is_set(config, "smartquotes")
    return bool(config.smartquotes) and asked
