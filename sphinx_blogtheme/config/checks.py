"""Checks of the options in ``conf.py``.

Each check gets a value, and returns None if it can be used; if not, what was expected,
such as "expected True or False".
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sphinx_blogtheme.config.suggestions import did_you_mean
from sphinx_blogtheme.model.permalinks import PermalinkPattern

Check = Callable[[object], str | None]
"""A check of an option: returns what was expected, or None if the value can be used."""

FEED_FORMATS = ("rss", "atom", "json")

EMBEDS = ("click", "direct")

CARD_COLOURS = ("background", "text", "accent")

SEARCHES = ("auto", "pagefind", "sphinx", "none")

DIALECTS = ("callouts", "hugo", "jekyll", "nikola", "pelican", "zola")
"""Names of the dialects, in the option ``blog_dialects``."""

IN_FOLDERS, BESIDE = TRANSLATION_URLS = ("folder", "beside")
"""Where translations are: below their language, or beside the posts of which they are."""

FULL, PROSE = TRUST_LEVELS = ("full", "prose")

_API_VERSION = re.compile(r"\d+(?:\.\d+)?")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


@dataclass(frozen=True, slots=True)
class OneOf:
    """A check that expects one of the names."""

    names: tuple[str, ...]

    def __call__(self, value: object) -> str | None:
        """Return what was expected, or None if the value is one of the names."""
        if value in self.names:
            return None
        near = did_you_mean(value, self.names)
        return f"expected one of {', '.join(self.names)}{near}"


@dataclass(frozen=True, slots=True)
class NamesFrom:
    """A check that expects a list of some of the names.

    `term_checks.sift` takes the other names out of a list.
    """

    names: tuple[str, ...]

    def __call__(self, value: object) -> str | None:
        """Return what was expected, or None if the value is a list of the names."""
        expected = f"expected a list of names from {', '.join(self.names)}"
        if not isinstance(value, (list, tuple)):
            return expected + (did_you_mean(value, self.names) if value else "")
        others = [item for item in value if not self.knows(item)]
        return expected + did_you_mean(others[0], self.names) if others else None

    def knows(self, item: object) -> bool:
        """Return whether an item of a list is one of the names."""
        return isinstance(item, str) and item in self.names


def positive(value: object) -> str | None:
    """Expect a whole number above zero."""
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return None
    return "expected a whole number above zero"


def widths(value: object) -> str | None:
    """Expect a list of widths in pixels."""
    if isinstance(value, (list, tuple)) and not any(map(positive, value)):
        return None
    return "expected a list of widths in pixels, such as [480, 960]"


def expect_boolean(value: object) -> str | None:
    """Expect a boolean."""
    return None if isinstance(value, bool) else "expected True or False"


def boolean_or_none(value: object) -> str | None:
    """Expect True, False or None."""
    return None if value is None else expect_boolean(value)


def expect_text(value: object) -> str | None:
    """Expect a string."""
    return None if isinstance(value, str) else "expected a string"


def api_version(value: object) -> str | None:
    """Expect a version of two numbers, or of one; or an empty string."""
    if value == "" or (isinstance(value, str) and _API_VERSION.fullmatch(value)):
        return None
    return "expected a version, such as '1.0'"


def natural(value: object) -> str | None:
    """Expect a whole number, which may be zero."""
    return "expected a whole number" if value is None else natural_or_none(value)


def natural_or_none(value: object) -> str | None:
    """Expect a whole number, or None."""
    if value is None or (value == 0 and not isinstance(value, bool)):
        return None
    return positive(value) and "expected a whole number"


def timezone(value: object) -> str | None:
    """Expect the IANA name of a time zone that the system knows."""
    try:
        ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "expected the name of a time zone, such as 'Europe/Lisbon'"
    return None


def permalink(value: object) -> str | None:
    """Expect a pattern of permalinks, or an empty string or None."""
    if value is None or value == "":
        return None
    try:
        PermalinkPattern.parse(str(value))
    except ValueError as error:
        return str(error)
    return None


def page_path(value: object) -> str | None:
    """Expect the path of a page, or an empty text."""
    if isinstance(value, str) and (
        not value or re.fullmatch(r"/?[\w-]+(/[\w-]+)*/?", value)
    ):
        return None
    return "expected the path of a page, such as 'changes', or an empty text"


def strings(value: object) -> str | None:
    """Expect a list of strings."""
    if isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return None
    return "expected a list of strings"


def list_or_file(value: object) -> str | None:
    """Expect a list, the name of a file, or None; the reader looks at the content."""
    if value is None or (value and isinstance(value, str)):
        return None
    is_list = isinstance(value, (list, tuple))
    return None if is_list else "expected a list of dictionaries or the name of a file"


def macros(value: object) -> str | None:
    """Expect a dictionary from names of macros to TeX, or to TeX and a number."""
    if isinstance(value, dict) and all(
        isinstance(name, str)
        and name.removeprefix("\\").isalpha()
        and (
            isinstance(tex, str)
            or (isinstance(tex, (list, tuple)) and tex and isinstance(tex[0], str))
        )
        for name, tex in value.items()
    ):
        return None
    return "expected a dictionary from names of letters to TeX"


def strings_or_none(value: object) -> str | None:
    """Expect a list of strings, or None."""
    return None if value is None else strings(value)


def trust(value: object) -> str | None:
    """Expect a level of trust, or a dictionary from patterns of paths to levels."""
    levels = value.items() if isinstance(value, dict) else [("*", value)]
    for key, level in levels:
        if not isinstance(key, str) or level not in TRUST_LEVELS:
            return (
                f"expected one of {', '.join(TRUST_LEVELS)}, or a dictionary from "
                f"patterns of paths to these{did_you_mean(level, TRUST_LEVELS)}"
            )
    return None


def menu(value: object) -> str | None:
    """Expect a list of menu entries: names of pages, or pairs of label and URL."""
    if isinstance(value, (list, tuple)) and all(
        isinstance(item, str)
        or (
            isinstance(item, (list, tuple))
            and [type(part) for part in item] == [str, str]
        )
        for item in value
    ):
        return None
    return "expected a list of names or (label, URL) pairs"


def comments(value: object) -> str | None:
    """Expect a comment system and its settings, or None."""
    if value is None:
        return None
    from sphinx_blogtheme.config.comment_systems import comments_problem

    return comments_problem(value)


def url(value: object) -> str | None:
    """Expect an absolute URL, or an empty string."""
    if value == "" or is_url(value, "https", "http"):
        return None
    return "expected a URL that begins with 'https://'"


def is_hex(value: object) -> bool:
    """Return whether a value is a hexadecimal colour, such as ``#8c2316``."""
    return isinstance(value, str) and bool(_HEX.fullmatch(value))


def social_cards(value: object) -> str | None:
    """Expect a boolean, or a dictionary with the colours and font of the cards."""
    if isinstance(value, bool):
        return None
    if not isinstance(value, dict):
        return "expected True, False or a dictionary"
    for key, item in value.items():
        if key not in (*CARD_COLOURS, "font"):
            known = (*CARD_COLOURS, "font")
            near = did_you_mean(key, known)
            return f"expected keys from {', '.join(known)}; got {key!r}{near}"
        if not isinstance(item, str):
            return f"expected a string for {key!r}"
        if key in CARD_COLOURS and not is_hex(item):
            return f"expected a colour such as '#8c2316' for {key!r}"
    return None


def is_url(value: object, *schemes: str) -> bool:
    """Return whether a value is an absolute URL with one of the schemes."""
    if not isinstance(value, str) or re.search(r"\s", value):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.netloc or parts.scheme == "mailto")


def profiles(value: object) -> str | None:
    """Expect a list of URLs, which may be ``mailto:`` addresses."""
    if isinstance(value, (list, tuple)) and all(
        is_url(item, "https", "http", "mailto") for item in value
    ):
        return None
    return "expected a list of URLs, such as ['https://social.example/@ann']"


def accounts(value: object) -> str | None:
    """Expect a fediverse account, or a dictionary from author to account."""
    found = value.values() if isinstance(value, dict) else [value]
    if value == "" or all(
        isinstance(account, str) and re.fullmatch(r"@?[^@\s]+@[^@\s]+", account)
        for account in found
    ):
        return None
    return "expected '@ann@social.example', or a dictionary from author to such a name"


def content_sources(value: object) -> str | None:
    """Expect a boolean, or a dictionary from directive to a list of sources."""
    if isinstance(value, bool):
        return None
    if not isinstance(value, dict):
        return "expected True, False or a dictionary such as {'img-src': ['http:']}"
    for directive, sources in value.items():
        if not isinstance(directive, str) or not re.fullmatch(
            r"[a-z]+(-[a-z]+)*", directive
        ):
            return f"expected names such as 'script-src'; got {directive!r}"
        if not isinstance(sources, (list, tuple)) or not all(
            isinstance(source, str) and re.fullmatch(r"[^\s;,]+", source, re.ASCII)
            for source in sources
        ):
            return f"expected a list of sources without spaces for {directive!r}"
    return None


SOCIAL_CARDS_OPTION = "blog_social_cards"
