"""Readers of values: each turns the value of a key into that of a field.

A reader never fails: if a value is ambiguous or invalid, the `Reading` has a doubt, and
the value that was assumed or none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from sphinx_blogtheme.front_matter.raw import Node, RawEntry, Scalar, shown
from sphinx_blogtheme.model.dates import parse_date
from sphinx_blogtheme.model.kinds import KIND_WORDS, KINDS
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from zoneinfo import ZoneInfo

TRUE = frozenset(("true", "yes", "on", "y", "t", "1"))
FALSE = frozenset(("false", "no", "off", "n", "f", "0"))
PUBLISHED = frozenset(("published", "publish", "public", "featured"))
UNLISTED = frozenset(("hidden", "unlisted"))
WITHHELD = frozenset(("draft", "skip"))
_DOUBTFUL = frozenset(("pending", "private", "unpublished"))
_SCHEDULED = frozenset(("scheduled", "future"))

NO_URL = r"[\s<>\"\x00-\x20\x7f]"
"""A character that no URL has."""

_JEKYLL_STYLES = frozenset(("date", "pretty", "ordinal", "weekdate", "none"))

_IMAGE_FILE = re.compile(
    r"(?!\w+:|//)([^?#]+\.(?:avif|gif|jpe?g|png|svg|webp))[?#].*", re.IGNORECASE
)
"""The URL of an image of the site with a query or a fragment."""

NO_PATH = (
    "expected a path of the site, such as /2025/03/hello/; assumed none, so that the"
    " permalink is the site's"
)


class HeaderContext(NamedTuple):
    """The settings on which the values of a header depend."""

    zone: ZoneInfo
    """Time zone of dates that name none."""
    jekyll: bool = False
    """Whether spaces separate the names in ``categories: a b``."""
    nikola: bool = False
    """Whether ``private`` is a post that is in no list, and not one that is held back."""


class Reading(NamedTuple):
    """The value that a reader has read."""

    value: Any
    """Value of the field; None sets nothing."""
    doubt: str = ""
    """What was expected and what was assumed, if the value is ambiguous or invalid."""
    field: str = ""
    """Name of the field that the value is for, if it is not the key's own."""
    faults: tuple[tuple[str, str], ...] = ()
    """Parts of the value that were left out or changed, each with a doubt of its own."""


def read_text_value(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read a text; line breaks become spaces."""
    if isinstance(entry.node, Scalar):
        text = entry.node.text
        if text and "\n" in text:
            text = " ".join(text.split())
        return Reading(text or None, _comment_doubt([entry.node]))
    if entry.source:
        # `title: [Draft] {1}` is text, although brackets mean a list in YAML.
        # But a mapping, or a list of several items, is hardly meant as text.
        meant = len(entry.node) > (0 if isinstance(entry.node, dict) else 1)
        whole = entry.source[0] + entry.source[-1] in ("[]", "{}")
        doubt = f"expected text; assumed {shown(entry.source)}, as quotes around it say"
        return Reading(entry.source, doubt if meant and whole else "")
    return Reading(None, "expected text; ignored it")


def read_words(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read a text, but no number: ABlog's ``excerpt`` is a number of paragraphs."""
    if (one_text(entry.node) or "").isdecimal():
        return Reading(None)
    return read_text_value(entry, place)


def read_names(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read a list of names, or a text with commas or semicolons between them."""
    doubt = ""
    node = entry.node
    if isinstance(node, dict) and isinstance(node.get("name"), Scalar):
        node = [node]
    if isinstance(node, list):
        # In MyST and Quarto, authors are mappings.
        items = [i.get("name", i) if isinstance(i, dict) else i for i in node]
        scalars = [item for item in items if isinstance(item, Scalar)]
        names = [item.text or "" for item in scalars]
        if len(scalars) < len(node):
            doubt = "expected a list of texts; left out the items that are none"
    elif isinstance(node, Scalar):
        scalars = [node]
        text = node.text or ""
        if _is_open_list(entry.source, text):
            text = text[1:]
            doubt = "expected ']' at the end of the list; assumed it"
        # With Pelican's semicolons between them, names can have commas in them.
        names = text.split(";" if ";" in text else ",")
    else:
        return Reading(None, "expected a list of texts; ignored it")
    kept = tuple(
        dict.fromkeys(" ".join(name.split()) for name in names if name.strip())
    )
    return Reading(kept, doubt or _comment_doubt(scalars))


def _is_open_list(source: str, text: str) -> bool:
    """Return whether an unquoted text begins as a list that never ends."""
    return source.startswith("[") and text.startswith("[") and "]" not in text


def read_terms(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read names; under a plural key of Jekyll's, spaces separate them."""
    text = one_text(entry.node)
    plural = entry.key.lower().endswith("s")
    if place.jekyll and plural and text and not re.search(r"[,;#[]", text):
        return Reading(tuple(dict.fromkeys(text.split())))
    return read_names(entry, place)


def read_name(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read one name, which may be the only item of a list."""
    if not isinstance(entry.node, list):
        return read_text_value(entry, place)
    names, doubt, *_ = read_names(entry, place)
    if len(names) > 1:
        doubt = f"expected one name; assumed {shown(names[0])}"
    return Reading(names[0] if names else None, doubt)


def read_image(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read the URL, path or number of an image, or of the first in a list."""
    node = entry.node
    if isinstance(node, list):
        first = node[0] if node else Scalar(value=None, text=None)
        if isinstance(first, dict):
            first = first.get("src", first.get("url", first))
        entry = RawEntry(key=entry.key, node=first, line=entry.line)
    if (one_text(entry.node) or "").lower() in ("true", "false", "none"):
        return Reading(None)  # it switches the image of a theme on or off
    reading = read_text_value(entry, place)
    # `?raw=true` and `#center` are for what other engines do with the file.
    file = _IMAGE_FILE.match(reading.value) if isinstance(reading.value, str) else None
    return Reading(file[1], *reading[1:]) if file else reading


def _comment_doubt(scalars: Iterable[Scalar]) -> str:
    comment = next((scalar.comment for scalar in scalars if scalar.comment), "")
    if not comment:
        return ""
    return (
        f"expected quotes around a value that holds ' #'; assumed that"
        f" {shown(comment)} is a comment, and left it out"
    )


def read_date(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read a date in any form that `parse_date` accepts."""
    text = one_text(entry.node)
    if text is None:
        return Reading(None, "expected a date; going on without it")
    try:
        return Reading(parse_date(text, place.zone) if text else None)
    except ValueError as error:
        return Reading(None, f"{error}; going on without it")


def read_number(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read a whole number."""
    text = one_text(entry.node)
    if text is not None and (not text or re.fullmatch(r"[0-9]{1,6}", text)):
        return Reading(int(text) if text else None)
    return Reading(None, "expected a whole number; going on without it")


def read_status(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read a state; an unknown one means a draft."""
    words = [word.strip().lower() for word in _words(entry.node)]
    if place.nikola and words == ["private"]:
        return Reading(False, field="listed")
    if len(words) == 1 and words[0] in _SCHEDULED:
        return Reading(None)  # `read_scheduled` reads it
    withheld = (WITHHELD | _DOUBTFUL | UNLISTED | _SCHEDULED).intersection(words)
    if words and words[0] in PUBLISHED and not withheld:
        doubt = "" if len(words) == 1 else "expected one state; assumed 'published'"
        return Reading(Status.PUBLISHED, doubt)
    if len(words) == 1 and words[0] in UNLISTED:
        return Reading(False, field="listed")
    doubt = "expected 'published' or 'draft'; assumed 'draft'"
    known = len(words) == 1 and words[0] in WITHHELD
    return Reading(Status.DRAFT, "" if known else doubt)


def read_scheduled(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read whether a state says that a post waits for its date: Ghost, WordPress."""
    words = [word.strip().lower() for word in _words(entry.node)]
    return Reading(True if len(words) == 1 and words[0] in _SCHEDULED else None)


def read_featured(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read whether a state says that a post is pinned."""
    words = [word.strip().lower() for word in _words(entry.node)]
    return Reading(True if words == ["featured"] else None)


def _words(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return (node.value or "").split(",")
    return [item.value or "" for item in node if isinstance(item, Scalar)]


def boolean_reader(
    *, unknown: bool | None
) -> Callable[[RawEntry, HeaderContext], Reading]:
    """Return a reader of booleans.

    :param unknown: value assumed for anything else; None: as if it were not given.
    """

    def read(entry: RawEntry, _place: HeaderContext) -> Reading:
        text = one_text(entry.node)
        if text == "":
            return Reading(None)
        if text is not None and text.lower() in TRUE | FALSE:
            return Reading(text.lower() in TRUE)
        assumed = "that it is not given" if unknown is None else str(unknown).lower()
        return Reading(unknown, f"expected true or false; assumed {assumed}")

    return read


def means(
    *, true: object = None, false: object = None, unknown: bool | None
) -> Callable[[RawEntry, HeaderContext], Reading]:
    """Return a reader of booleans that stand for other values, such as `Status.DRAFT`.

    :param true: value for true; None sets nothing.
    :param false: value for false; None sets nothing.
    :param unknown: boolean assumed for anything else; None: as if it were not given.
    """
    read_boolean = boolean_reader(unknown=unknown)

    def read(entry: RawEntry, place: HeaderContext) -> Reading:
        value, doubt, *_ = read_boolean(entry, place)
        return Reading(None if value is None else true if value else false, doubt)

    return read


def read_published(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read ``published``: a boolean, as in Jekyll, or a date, as in Hugo."""
    text = one_text(entry.node) or ""
    if text.lower() in TRUE | FALSE:
        shown_ = text.lower() in TRUE
        return Reading(Status.PUBLISHED if shown_ else Status.DRAFT)
    value, doubt, *_ = read_date(entry, place)
    if value is None and text:
        doubt = "expected true, false or a date; assumed false"
        return Reading(Status.DRAFT, doubt)
    return Reading(value, doubt, field="publish_date")


def read_build(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read whether Hugo renders or lists a page: ``always``, ``never`` and others."""
    text = (one_text(entry.node) or "").lower()
    shown_ = text in {"always", *TRUE, ""}
    if entry.key.lower().endswith("list"):
        return Reading(None if shown_ else False)
    return Reading(None if shown_ else Status.DRAFT)


def read_menu(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read whether a page is on a menu: a boolean, or the name of a menu of Hugo's."""
    text = one_text(entry.node)
    return Reading(None if text == "" else (text or "").lower() not in FALSE)


def read_hide(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read the list of what a page hides, as in Material for MkDocs."""
    names = read_names(entry, place).value or ()
    return Reading(False if "toc" in names else None)


def read_path(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read the whole path of a page; Eleventy's ``permalink: false`` means a draft."""
    text = one_text(entry.node)
    if text is None:
        return Reading(None, NO_PATH)
    if text.lower() == "false":
        return Reading(Status.DRAFT, field="status")
    if text.lower() in _JEKYLL_STYLES or re.search(r"[{}?#\\\x00-\x1f]|:[a-z]", text):
        return Reading(None, NO_PATH)
    segments = text.strip("/").split("/")
    if text.startswith("//") or {"", ".", ".."}.intersection(segments):
        return Reading(None, NO_PATH if text else "")
    return Reading(text)


def read_web(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read an absolute URL of the web."""
    text = one_text(entry.node)
    if text == "":
        return Reading(None)
    try:
        parts = urlsplit(text or "")
        right = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        right = False
    if right and not re.search(NO_URL, text or ""):
        return Reading(text)
    return Reading(None, "expected a URL that begins with https://; ignored it")


def read_kind(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read the kind of a post."""
    text = one_text(entry.node)
    kind = KIND_WORDS.get((text or "").lower())
    if kind or text == "":
        return Reading(kind)
    return Reading(None, f"expected one of {', '.join(KINDS)}; ignored it")


def one_text(node: Node) -> str | None:
    """Return the text of a scalar, "" if it is empty, or None for a list or mapping."""
    return (node.value or "").strip() if isinstance(node, Scalar) else None
