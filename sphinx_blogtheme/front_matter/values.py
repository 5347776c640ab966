"""Turn the value of a key into what it means for a field.

Each function reads one kind of value and never fails: what isn't certain is said
beside the value, or instead of one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from sphinx_blogtheme.front_matter.raw import Node, RawEntry, Scalar, shown
from sphinx_blogtheme.model.dates import parse_date
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from zoneinfo import ZoneInfo

TRUE = frozenset(("true", "yes", "on", "y", "t", "1"))
FALSE = frozenset(("false", "no", "off", "n", "f", "0"))
PUBLISHED = frozenset(("published", "publish", "public", "featured"))
UNLISTED = frozenset(("hidden", "unlisted"))
WITHHELD = frozenset(("draft", "skip"))
_DOUBTFUL = frozenset(("pending", "private", "scheduled", "unpublished"))

_JEKYLL_STYLES = frozenset(("date", "pretty", "ordinal", "weekdate", "none"))

NO_PATH = (
    "expected a path of the site, such as /2025/03/hello/; assumed none, so that the"
    " permalink is the site's"
)


class HeaderContext(NamedTuple):
    """What the values of a header depend on beside themselves."""

    zone: ZoneInfo
    """Of dates that name none."""
    jekyll: bool = False
    """Whether spaces part the names in ``categories: a b``."""


class Reading(NamedTuple):
    """What a value means for a field."""

    value: Any
    """None sets nothing."""
    doubt: str = ""
    """What was expected and what was assumed, where that isn't certain."""
    field: str = ""
    """The field that the value is for, if not the one of the key."""


def read_text_value(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read a text; one of several lines becomes one line."""
    if isinstance(entry.node, Scalar):
        text = entry.node.text
        if text and "\n" in text:
            text = " ".join(text.split())
        return Reading(text or None, _comment_doubt([entry.node]))
    if entry.source:
        # `title: [Draft] {1}` is text, whatever YAML sees in the brackets.
        return Reading(entry.source)
    return Reading(None, "expected text; ignored it")


def read_words(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read a text; a number is none (ABlog's ``excerpt`` counts paragraphs)."""
    if (one_text(entry.node) or "").isdecimal():
        return Reading(None)
    return read_text_value(entry, place)


def read_names(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read a list, or a text in which commas (or semicolons) part the names."""
    doubt = ""
    node = entry.node
    if isinstance(node, dict) and isinstance(node.get("name"), Scalar):
        node = [node]
    if isinstance(node, list):
        # The authors of MyST and Quarto are mappings.
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
        # Pelican's authors part names by semicolons to have commas in them.
        names = text.split(";" if ";" in text else ",")
    else:
        return Reading(None, "expected a list of texts; ignored it")
    kept = tuple(
        dict.fromkeys(" ".join(name.split()) for name in names if name.strip())
    )
    return Reading(kept, doubt or _comment_doubt(scalars))


def _is_open_list(source: str, text: str) -> bool:
    """Tell whether a text, without quotes, begins as a list that never ends."""
    return source.startswith("[") and text.startswith("[") and "]" not in text


def read_terms(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read names, which Jekyll parts by spaces if its key is a plural."""
    text = one_text(entry.node)
    plural = entry.key.lower().endswith("s")
    if place.jekyll and plural and text and not re.search(r"[,;#[]", text):
        return Reading(tuple(dict.fromkeys(text.split())))
    return read_names(entry, place)


def read_name(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read one name, which may be the only item of a list."""
    if not isinstance(entry.node, list):
        return read_text_value(entry, place)
    names, doubt, _ = read_names(entry, place)
    if len(names) > 1:
        doubt = f"expected one name; assumed {shown(names[0])}"
    return Reading(names[0] if names else None, doubt)


def read_image(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read the URL, path or number of an image, or the first of a list."""
    node = entry.node
    if isinstance(node, list):
        first = node[0] if node else Scalar(value=None, text=None)
        if isinstance(first, dict):
            first = first.get("src", first.get("url", first))
        entry = RawEntry(key=entry.key, node=first, line=entry.line)
    return read_text_value(entry, place)


def _comment_doubt(scalars: Iterable[Scalar]) -> str:
    comment = next((scalar.comment for scalar in scalars if scalar.comment), "")
    if not comment:
        return ""
    return (
        f"expected quotes around a value that holds ' #'; assumed that"
        f" {shown(comment)} is a comment, and left it out"
    )


def read_date(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read a date, in any of the forms that `parse_date` knows."""
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


def read_status(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read a state; a word that we don't know makes a draft."""
    words = [word.strip().lower() for word in _words(entry.node)]
    withheld = (WITHHELD | _DOUBTFUL | UNLISTED).intersection(words)
    if words and words[0] in PUBLISHED and not withheld:
        doubt = "" if len(words) == 1 else "expected one state; assumed 'published'"
        return Reading(Status.PUBLISHED, doubt)
    if len(words) == 1 and words[0] in UNLISTED:
        return Reading(False, field="listed")
    doubt = "expected 'published' or 'draft'; assumed 'draft'"
    known = len(words) == 1 and words[0] in WITHHELD
    return Reading(Status.DRAFT, "" if known else doubt)


def _words(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return (node.value or "").split(",")
    return [item.value or "" for item in node if isinstance(item, Scalar)]


def boolean_reader(
    *, unknown: bool | None
) -> Callable[[RawEntry, HeaderContext], Reading]:
    """Return a reader of booleans.

    :param unknown: what a value that is none is taken for; None: as not given.
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
    """Return a reader of booleans that stand for other values.

    :param unknown: what a value that is none is taken for; None: as not given.
    """
    read_boolean = boolean_reader(unknown=unknown)

    def read(entry: RawEntry, place: HeaderContext) -> Reading:
        value, doubt, _ = read_boolean(entry, place)
        return Reading(None if value is None else true if value else false, doubt)

    return read


def read_published(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read Jekyll's boolean, or Hugo's date."""
    text = one_text(entry.node) or ""
    if text.lower() in TRUE | FALSE:
        shown_ = text.lower() in TRUE
        return Reading(Status.PUBLISHED if shown_ else Status.DRAFT)
    value, doubt, _ = read_date(entry, place)
    if value is None and text:
        doubt = "expected true, false or a date; assumed false"
        return Reading(Status.DRAFT, doubt)
    return Reading(value, doubt, field="publish_date")


def read_build(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read when Hugo renders or lists a page: always, never or within links."""
    text = (one_text(entry.node) or "").lower()
    shown_ = text in {"always", *TRUE, ""}
    if entry.key.lower().endswith("list"):
        return Reading(None if shown_ else False)
    return Reading(None if shown_ else Status.DRAFT)


def read_menu(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read whether a page is on a menu: a boolean, or the name of Hugo's menu."""
    text = one_text(entry.node)
    return Reading(None if text == "" else (text or "").lower() not in FALSE)


def read_hide(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read Material's list of what a page hides."""
    names = read_names(entry, place).value or ()
    return Reading(False if "toc" in names else None)


def read_path(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read the whole path of a page; 11ty's ``false`` means that it has none."""
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
    """Read an address of the web."""
    text = one_text(entry.node)
    if text == "":
        return Reading(None)
    try:
        parts = urlsplit(text or "")
        right = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        right = False
    if right and not re.search(r"[\s<>\"\x00-\x20\x7f]", text or ""):
        return Reading(text)
    return Reading(None, "expected a URL that begins with https://; ignored it")


def one_text(node: Node) -> str | None:
    """Return the text of a scalar, "" for an empty one, None for a collection."""
    return (node.value or "").strip() if isinstance(node, Scalar) else None
