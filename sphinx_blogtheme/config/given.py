"""What a site sets itself, apart from defaults; for packages without Sphinx too."""

from __future__ import annotations

from typing import Any

Config = Any
"""Sphinx's class, which the packages without Sphinx do not know."""


def is_set(config: Config, name: str) -> bool:
    """Return whether the site sets an option itself."""
    return name in config._raw_config or name in config.overrides  # noqa: SLF001


def ablog_keeps_urls(config: Config) -> bool:
    """Return whether the site uses ABlog itself, and leaves the URLs to it.

    Such a site lists ``ablog`` as an extension, and doesn't set ``blog_permalink``.
    """
    permalink = getattr(config, "blog_permalink", None)  # missing in a site without us
    return "ablog" in config.extensions and permalink is None


def sets_quotes(config: Config) -> bool:
    """Return whether posts get curly quotation marks and dashes.

    With another theme ``smartquotes`` is on, as in Sphinx, unless the site sets it; that
    is for its pages.
    """
    asked = ablog_keeps_urls(config) or is_set(config, "smartquotes")
    return bool(config.smartquotes) and asked
