"""Languages of posts: their tags as in BCP 47, and their names."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError

if TYPE_CHECKING:
    from sphinx_blogtheme.model.terms import Vocabulary

_TAG = re.compile(r"[a-z]{2,3}(?:[-_][a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)

_WELL_FORMED = re.compile(
    r"""[a-z]{2,3} (?:-[a-z]{3}){0,3}  # language
    (?:-[a-z]{4})?  # script
    (?:-(?:[a-z]{2}|[0-9]{3}))?  # region
    (?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*  # variants
    (?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*  # extensions
    (?:-x(?:-[a-z0-9]{1,8})+)?  # private use
    """,
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
"""RFC 5646, section 2.1, except that language subtags have at most three letters."""


def languages_in(value: str) -> tuple[str, ...]:
    """Split the language field of a header at its commas: ``en, pt-BR``."""
    return tuple(filter(None, map(str.strip, value.split(","))))


def is_language(text: str, vocabulary: Vocabulary) -> bool:
    """Return whether a text is a well-formed tag (BCP 47), or in ``blog_languages``."""
    if _WELL_FORMED.fullmatch(text.replace("_", "-")):
        return True
    (term,) = vocabulary.terms("language", [text])
    return vocabulary.about("language", term.slug) is not None


def language_tag(text: str | None) -> str | None:
    """Return a tag as HTML and feeds have it (BCP 47): ``pt-BR`` for ``pt_BR``.

    :param text: a tag with hyphens or underscores, or any other text, such as ABlog's
        word for a language.
    :return: None if the text does not look like a tag.
    """
    return text.replace("_", "-") if text and _TAG.fullmatch(text) else None


def usual_case(tag: str) -> str:
    """Return a tag in the usual case (RFC 5646, section 2.1.1): ``pt-BR``, ``zh-Hant``.

    :param tag: a tag with hyphens, in any case, such as the slug ``pt-br``.
    """
    first, *others = tag.lower().split("-")
    parts = [first]
    for part in others:
        if len(parts[-1]) == 1:  # what follows has a meaning of its own
            return tag.lower()
        size = len(part)
        parts.append(part.upper() if size == 2 else part.title() if size == 4 else part)  # noqa: PLR2004
    return "-".join(parts)


def first_language(text: str | None) -> str | None:
    """Return the tag of the first language of a header, ``pt-BR``; None without any."""
    tags = map(language_tag, languages_in(text or ""))
    return next((usual_case(tag) for tag in tags if tag), None)


@cache
def known_language(tag: str) -> str | None:
    """Return a tag in the usual case, if CLDR has data for it; None if it has not.

    :param tag: a tag with a hyphen or an underscore: ``pt``, ``pt-br``, ``zh_Hant``.
    """
    try:
        locale = Locale.parse(usual_case(language_tag(tag) or ""), sep="-")
    except (UnknownLocaleError, ValueError):
        return None
    return usual_case(str(locale).replace("_", "-"))


def own_name(tag: str) -> str:
    """Return the name of a language in that language: "Deutsch", "Português"."""
    return language_name(tag, tag)


def language_name(tag: str, shown_in: str) -> str:
    """Return the name of a language, such as "German" for ``de`` among English readers.

    :param shown_in: tag of the readers' language.
    :return: the name, with a capital first letter; the tag itself if it is unknown.
    """
    try:
        locale = Locale.parse(tag, sep="-")
        name = locale.get_display_name(shown_in.replace("-", "_")) or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]


def direction_of(tag: str) -> str:
    """Return ``rtl`` or ``ltr``, the direction in which CLDR has a language written."""
    parts = tag.replace("_", "-").split("-")
    while parts:
        try:
            return Locale.parse("_".join(parts)).text_direction
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return "ltr"
