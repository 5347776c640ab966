"""Turn what an author says of a post's language into a tag, and into a name."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError

_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)


def language_tag(text: str | None) -> str | None:
    """Return a tag as HTML and feeds have it (BCP 47), or nothing.

    :param text: a tag, with hyphens or underscores, or anything else, such as the
        word of ABlog's for a language.
    """
    return text.replace("_", "-") if text and _TAG.fullmatch(text) else None


def language_name(tag: str, shown_in: str) -> str:
    """Return how readers of another language call one; the tag if nobody knows.

    :param shown_in: the tag of the readers' language.
    """
    try:
        locale = Locale.parse(tag, sep="-")
        name = locale.get_display_name(shown_in.replace("-", "_")) or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]
