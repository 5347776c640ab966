"""Titles in URLs and ids, as Python-Markdown and PyMdown write them.

https://facelessuser.github.io/pymdown-extensions/extras/slugs/
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import setting_text

if TYPE_CHECKING:
    from collections.abc import Mapping

_TAG = re.compile(r"</?[^>]*>")


def named_slug(text: str, how: Mapping[str, Any], separator: str = "-") -> str:
    """Return a title in a URL or an id: ``c-tips`` for "C++ tips".

    :param how: the function of ``post_slugify`` and its options, as
        `mkdocs_settings` reads them; without a name, Material's own.
    """
    name = str(how.get("name") or how.get("object") or "")
    case = setting_text(how, "case", "kwds.case")
    if name and not name.startswith("pymdownx.slugs"):
        return _markdown_slug(text, separator)
    if not name or name in ("pymdownx.slugs.uslugify", "pymdownx.slugs.gfm"):
        case = "lower"
    bare = unicodedata.normalize("NFC", _TAG.sub("", text)).strip()
    if case in ("lower", "lower-ascii"):
        bare = bare.lower()
    elif case == "fold":
        bare = bare.casefold()
    return re.sub(r"[^\w\- ]", "", bare).replace(" ", separator)


def _markdown_slug(text: str, separator: str) -> str:
    """Return a title as Python-Markdown writes it in an id by default."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^\w\s-]", "", plain).strip().lower()
    return re.sub(rf"[{re.escape(separator)}\s]+", separator, plain)


def toc_id(text: str, how: Mapping[str, Any] | None) -> str:
    """Return the id of a heading.

    :param how: the function of ``toc.slugify``, or None for Python-Markdown's own.
    """
    return named_slug(text, how) if how else _markdown_slug(text, "-")
