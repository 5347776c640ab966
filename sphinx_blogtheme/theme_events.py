"""The listeners of the theme, which also works without the extension.

As in `extension`, a priority holds for the whole list; it differs from Sphinx's default
of 500 if the list has to be called before or after listeners of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme import translation
from sphinx_blogtheme.config import theme_options
from sphinx_blogtheme.pages import (
    ablog_pages,
    assets,
    descriptions,
    language_attributes,
    scheme_for_others,
    sidebars,
    signatures,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    Listeners = tuple[str, int, tuple[Callable[..., Any], ...]]

THEME_EVENTS: tuple[Listeners, ...] = (
    (
        "builder-inited",
        500,
        (theme_options.check_theme_options, translation.share_words),
    ),
    # When others have added their template loaders.
    ("builder-inited", 950, (sidebars.leave_out_missing_sidebars,)),
    ("env-updated", 500, (assets.forget_versions,)),
    ("html-page-context", 400, (assets.add_asset,)),
    (
        "html-page-context",
        500,
        (
            theme_options.add_theme_values,
            language_attributes.add_language_attributes,
            scheme_for_others.add_scheme,
            signatures.mend_page,
        ),
    ),
    # After the blog has described its pages, and ABlog its own.
    (
        "html-page-context",
        940,
        (descriptions.add_description, ablog_pages.add_ablog_values),
    ),
)
"""Listeners: event, priority, functions in order."""
