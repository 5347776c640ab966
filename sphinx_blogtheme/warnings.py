"""Every kind of warning that the extension gives, and the function that logs one.

The documentation's list of warnings is made from the members of `WarningKind` and the
docstrings below them. Each kind can be silenced with
``suppress_warnings = ["blogtheme.<kind>"]``.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from pathlib import Path

    from docutils.nodes import Node

_logger = logging.getLogger(__name__)

WARNING_TYPE = "blogtheme"


class WarningKind(enum.Enum):
    """The subtypes of our warnings; the docstring of each member says what it means."""

    FRONT_MATTER = "front_matter"
    """A header has a value that we could read only by assuming something."""

    UNKNOWN_KEY = "unknown_key"
    """A key of a header is not known, and is nearly one that is; it is given to
    templates, and sets nothing."""

    SOURCE = "source"
    """A file holds what is no text, is a notebook that is none, has HTML without an
    end, or cannot be read or written; it is shown as it is then."""

    PERMALINK = "permalink"
    """Two pages or files claim one URL, or a slug had to be changed to be safe as one."""

    LINK = "link"
    """A link leads to a page, a fragment, a file or a footnote that does not exist."""

    IMAGE = "image"
    """An image is missing, or cannot be read as an image."""

    EMBED = "embed"
    """An ``embed`` directive has the address of something that has no known player."""

    SHORTCODE = "shortcode"
    """A shortcode or tag of another engine isn't known, and is shown as it is."""

    DIAGRAM = "diagram"
    """A diagram could not be drawn, and is shown as code."""

    MATHS = "maths"
    """A formula could not be made into MathML, and is shown as TeX; or a macro could
    not be read."""

    TERM = "term"
    """A post has a term that is not in a vocabulary which the site has closed, or
    a language that is none."""

    CONFIG = "config"
    """An option in ``conf.py`` has a value that cannot be used."""

    SEARCH = "search"
    """Pagefind was to make the search, and can't; the site has Sphinx's."""

    TRUST = "trust"
    """A post wants more than its author may do: run code, read or publish a file that
    is not the site's, or, on a site for prose only, use HTML, scripts and the like."""

    POST_DIRECTIVE = "post_directive"
    """A ``post`` or ``update`` directive has a value that cannot be used."""


def warn(
    kind: WarningKind,
    message: str,
    *,
    location: str | tuple[str, int | None] | Path | Node | None = None,
) -> None:
    """Log a warning.

    :param message: one sentence that names the value, what was expected and what was
        assumed.
    :param location: a docname, ``(docname, line)``, a path with an optional ``:line``,
        or a node, as Sphinx's logger takes it.
    """
    _logger.warning(
        message,
        type=WARNING_TYPE,
        subtype=kind.value,
        location=str(location) if hasattr(location, "parts") else location,
    )
