"""The filters of Liquid and Jekyll, as far as they need nothing but their values.

(https://shopify.github.io/liquid/, https://jekyllrb.com/docs/liquid/filters/)
"""

from __future__ import annotations

import json
import math
import re
from datetime import date, datetime
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus, unquote_plus

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class UnknownValueError(ValueError):
    """A value that only the old site's program knows, or a filter of a plugin."""


_LONGEST = 1_000_000
"""Number of characters of a text; a longer one is unknown."""
_CODES = re.compile(r"%([-^0_]?)([A-Za-z%])")


def text_of_value(value: Any) -> str:
    """Return a value as Liquid prints it; nil is empty."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return strftime(value, "%Y-%m-%d %H:%M:%S %z")
    if isinstance(value, (list, tuple)):
        if any(isinstance(one, (list, tuple)) for one in value):
            raise UnknownValueError("lists of lists have no text")
        return "".join(map(text_of_value, value))
    if isinstance(value, dict):
        raise UnknownValueError("a mapping has no text")
    return str(value)


def strftime(moment: date, pattern: str) -> str:
    """Return a date by a pattern of Ruby, such as ``%-d %B %Y``; names are English."""

    def code(match: re.Match[str]) -> str:
        flag, letter = match.groups()
        if letter in "eDFTRsL":
            letter_text = {
                "e": f"{moment.day:2d}",
                "D": moment.strftime("%m/%d/%y"),
                "F": moment.strftime("%Y-%m-%d"),
                "T": moment.strftime("%H:%M:%S"),
                "R": moment.strftime("%H:%M"),
                "s": str(int(moment.timestamp()))
                if hasattr(moment, "timestamp")
                else "",
                "L": "000",
            }[letter]
        elif letter == "Y":
            letter_text = f"{moment.year:04d}"
        else:
            letter_text = moment.strftime(f"%{letter}")
        if flag == "-":
            return letter_text.lstrip("0 ") or "0"
        return letter_text.upper() if flag == "^" else letter_text

    return _CODES.sub(code, pattern)


def liquid_date(value: Any) -> date:
    """Return a value of Liquid as a date.

    :raises UnknownValueError: if it is none.
    """
    if isinstance(value, date):
        return value
    text = text_of_value(value).strip()
    for pattern in (*("%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S"), "%Y-%m-%d"):
        try:
            return datetime.strptime(text, pattern)  # noqa: DTZ007
        except ValueError:
            continue
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise UnknownValueError(f"{text!r} is no date") from None


def number_of(value: Any) -> float:
    """Return a value of Liquid as a number; 0 if it is none."""
    if isinstance(value, (int, float)):
        return value
    try:
        text = text_of_value(value).strip()
        return float(text) if "." in text else int(text)
    except ValueError:
        return 0


def slugify(value: Any, mode: str = "default") -> str:
    """Return a text as Jekyll's filter of this name."""
    kept = (
        r"[^\w]|_" if mode in ("default", "ascii", "latin") else r"[^\w.~!$&'()+,;=@]"
    )
    slug = re.sub(rf"(?:{kept})+", "-", text_of_value(value))
    return re.sub("^-|-$", "", slug).lower()


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _divided(value: Any, by: Any) -> float:
    first, second = number_of(value), number_of(by)
    if not second:
        raise UnknownValueError("a division by zero")
    exact = first / second
    whole = isinstance(first, int) and isinstance(second, int)
    return math.floor(exact) if whole else exact


def _truncated(value: Any, length: Any = 50, mark: str = "...") -> str:
    text, most = text_of_value(value), int(number_of(length))
    return text if len(text) <= most else text[: max(most - len(mark), 0)] + mark


def _first_words(value: Any, count: Any = 15, mark: str = "...") -> str:
    words, most = text_of_value(value).split(), max(int(number_of(count)), 1)
    return " ".join(words) if len(words) <= most else " ".join(words[:most]) + mark


def _property(value: Any, name: Any) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _where(values: Any, name: Any, wanted: Any = None) -> list[Any]:
    return [one for one in _list(values) if _property(one, name) == wanted]


def _sorted(values: Any, name: Any = None) -> list[Any]:
    def key(one: Any) -> tuple[bool, Any]:
        value = one if name is None else _property(one, name)
        return value is None, value if isinstance(value, (int, float)) else str(value)

    try:
        return sorted(_list(values), key=key)
    except TypeError:
        raise UnknownValueError("values of several types") from None


def _sentence(values: Any, word: str = "and") -> str:
    names = [text_of_value(value) for value in _list(values)]
    if len(names) < 3:  # noqa: PLR2004
        return f" {word} ".join(names)
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"


def _sliced(value: Any, start: Any, length: Any = 1) -> Any:
    whole = list(value) if isinstance(value, (list, tuple)) else text_of_value(value)
    first, count = int(number_of(start)), int(number_of(length))
    first = max(len(whole) + first, 0) if first < 0 else first
    return whole[first : first + max(count, 0)]


def _size(value: Any) -> int:
    return len(value) if isinstance(value, (str, list, tuple, dict)) else 0


def _markdownified(value: Any) -> str:
    from markdown_it import MarkdownIt

    made: str = MarkdownIt("commonmark").enable("table").render(text_of_value(value))
    return made.rstrip("\n")


def _stripped_html(value: Any) -> str:
    text = re.sub(
        r"<script.*?</script>|<!--.*?-->|<style.*?</style>", "", value, flags=re.DOTALL
    )
    return re.sub(r"<[^>]*>", "", text)


def _on_text(change: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter for texts that takes any value."""
    return lambda value, *rest: change(text_of_value(value), *map(_argument, rest))


def _argument(value: Any) -> Any:
    return text_of_value(value) if not isinstance(value, (int, float)) else value


def _dated(pattern: str) -> Callable[[Any], str]:
    return lambda value: strftime(liquid_date(value), pattern)


FILTERS: Mapping[str, Callable[..., Any]] = {
    "abs": lambda v: abs(number_of(v)),
    "append": _on_text(lambda t, more: f"{t}{more}"),
    "array_to_sentence_string": _sentence,
    "at_least": lambda v, n: max(number_of(v), number_of(n)),
    "at_most": lambda v, n: min(number_of(v), number_of(n)),
    "capitalize": _on_text(str.capitalize),
    "ceil": lambda v: math.ceil(number_of(v)),
    "cgi_escape": _on_text(quote_plus),
    "compact": lambda v: [one for one in _list(v) if one is not None],
    "concat": lambda v, more: _list(v) + _list(more),
    "date": lambda v, pattern: (
        strftime(liquid_date(v), text_of_value(pattern)) if v else v
    ),
    "date_to_long_string": _dated("%d %B %Y"),
    "date_to_string": _dated("%d %b %Y"),
    "date_to_xmlschema": lambda v: liquid_date(v).isoformat(),
    "default": lambda v, other="": other if v in (None, False, "", [], {}) else v,
    "divided_by": _divided,
    "downcase": _on_text(str.lower),
    "escape": _on_text(lambda t: escape(t).replace("&#x27;", "&#39;")),
    "escape_once": _on_text(lambda t: re.sub(r"&amp;(#?\w+;)", r"&\1", escape(t))),
    "first": lambda v: next(iter(v), None) if isinstance(v, (list, str)) else None,
    "floor": lambda v: math.floor(number_of(v)),
    "join": lambda v, mark=" ": text_of_value(mark).join(map(text_of_value, _list(v))),
    "jsonify": lambda v: json.dumps(v, ensure_ascii=False, default=str),
    "last": lambda v: v[-1] if isinstance(v, (list, str)) and v else None,
    "lstrip": _on_text(str.lstrip),
    "map": lambda v, name: [_property(one, name) for one in _list(v)],
    "markdownify": _markdownified,
    "minus": lambda v, n: number_of(v) - number_of(n),
    "modulo": lambda v, n: number_of(v) % (number_of(n) or 1),
    "newline_to_br": _on_text(lambda t: t.replace("\n", "<br />\n")),
    "normalize_whitespace": _on_text(lambda t: " ".join(t.split())),
    "number_of_words": _on_text(lambda t: len(t.split())),
    "plus": lambda v, n: number_of(v) + number_of(n),
    "prepend": _on_text(lambda t, more: f"{more}{t}"),
    "remove": _on_text(lambda t, part: t.replace(str(part), "")),
    "remove_first": _on_text(lambda t, part: t.replace(str(part), "", 1)),
    "replace": _on_text(lambda t, old, new="": t.replace(str(old), str(new))),
    "replace_first": _on_text(lambda t, old, new="": t.replace(str(old), str(new), 1)),
    "reverse": lambda v: _list(v)[::-1],
    "round": lambda v, n=0: round(number_of(v), int(number_of(n)) or None),
    "rstrip": _on_text(str.rstrip),
    "size": _size,
    "slice": _sliced,
    "slugify": slugify,
    "smartify": _on_text(str),
    "sort": _sorted,
    "sort_natural": lambda v, name=None: _sorted(v, name),
    "split": _on_text(lambda t, mark=" ": t.split(mark) if mark else list(t)),
    "strip": _on_text(str.strip),
    "strip_html": _on_text(_stripped_html),
    "strip_index": _on_text(lambda t: re.sub(r"index\.html?$", "", t)),
    "strip_newlines": _on_text(lambda t: re.sub(r"\r?\n", "", t)),
    "times": lambda v, n: number_of(v) * number_of(n),
    "truncate": _truncated,
    "truncatewords": _first_words,
    "uniq": lambda v: [
        one for n, one in enumerate(_list(v)) if one not in _list(v)[:n]
    ],
    "upcase": _on_text(str.upper),
    "uri_escape": _on_text(lambda t: quote(t, safe="/:?=&#%+,;@!$'()*[]~")),
    "url_decode": _on_text(unquote_plus),
    "url_encode": _on_text(quote_plus),
    "where": _where,
    "xml_escape": _on_text(escape),
}
"""The filters by name; they take the value and the arguments."""


def filtered(name: str, value: Any, arguments: list[Any]) -> Any:
    """Return what a filter makes of a value.

    :raises UnknownValueError: if the filter is unknown, or cannot take these values.
    """
    if name not in FILTERS:
        raise UnknownValueError(f"the filter {name}")
    try:
        made = FILTERS[name](value, *arguments)
    except (TypeError, ValueError, AttributeError, KeyError, OverflowError) as error:
        raise UnknownValueError(f"{name}: {error}") from None
    if isinstance(made, (str, list)) and len(made) > _LONGEST:
        raise UnknownValueError(f"{name}: too long")
    return made
