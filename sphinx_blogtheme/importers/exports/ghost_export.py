"""The tables of a Ghost export.

An export is the database as JSON (https://ghost.org/docs/migration/custom/): an object
with ``meta`` and ``data``, which is the only item of a list ``db`` unless the export
was written by hand.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_SIGNS = ('"exported_on"', '"version"', '"posts"')
_BEGINNING = re.compile(r'\s*\{\s*"(?:db|meta|data)"\s*:')

Row = dict[str, Any]
"""A row of a table: values by the names of columns."""


class GhostExportError(ValueError):
    """An export cannot be opened, is not JSON, or has no table of posts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class GhostExport:
    """The tables of a site's database."""

    tables: Mapping[str, Any]
    """Lists of rows, by the names of tables; the values are not checked."""

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table, none if it is missing."""
        rows = self.tables.get(name)
        found = rows if isinstance(rows, list) else []
        return [row for row in found if isinstance(row, dict)]

    def by_id(self, name: str) -> dict[str, Row]:
        """Return the rows of a table by their ids."""
        return {row_text(row, "id"): row for row in self.rows(name)}

    def linked(self, name: str, key: str) -> dict[str, list[str]]:
        """Return the ids of the rows that belong to each post, sorted, by post id.

        :param name: name of a join table, such as ``posts_tags``.
        :param key: its column with the other ids, such as ``tag_id``.
        """
        pairs: dict[str, list[tuple[int, str]]] = {}
        for number, row in enumerate(self.rows(name)):
            order = row.get("sort_order")
            order = order if isinstance(order, int) else number
            pairs.setdefault(row_text(row, "post_id"), []).append(
                (order, row_text(row, key))
            )
        return {post: [other for _, other in sorted(p)] for post, p in pairs.items()}

    def setting(self, *names: str) -> str:
        """Return the first non-empty value of some settings of the site, or ""."""
        values = {
            row_text(r, "key"): row_text(r, "value") for r in self.rows("settings")
        }
        return next((values[name] for name in names if values.get(name)), "")


def is_ghost_export(path: Path) -> bool:
    """Return whether a file is an export, by its suffix and first 4096 bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(4096).decode("utf-8-sig", "replace")
    except OSError:
        return False
    named = path.suffix.lower() == ".json" and any(sign in head for sign in _SIGNS)
    return named and _BEGINNING.match(head) is not None


def read_export(path: Path) -> GhostExport:
    """Read an export.

    :raises GhostExportError: if the file is no export, with the reason and place.
    """
    try:
        found = json.loads(path.read_bytes().decode("utf-8-sig"))
    except json.JSONDecodeError as error:
        msg = f"line {error.lineno}, column {error.colno}: is no JSON ({error.msg})"
        raise GhostExportError(msg) from None
    except OSError as error:
        msg = f"cannot be read ({error.strerror})"
        raise GhostExportError(msg) from None
    except (UnicodeDecodeError, RecursionError):
        msg = "is no JSON in UTF-8, or nested too deeply"
        raise GhostExportError(msg) from None
    if isinstance(found, dict) and isinstance(found.get("db"), list) and found["db"]:
        found = found["db"][0]
    tables = found.get("data") if isinstance(found, dict) else None
    if not isinstance(tables, dict) or not isinstance(tables.get("posts"), list):
        raise GhostExportError("has no table of posts")
    return GhostExport(tables=tables)


def row_text(row: Mapping[str, Any], key: str) -> str:
    """Return a text or number of a row as text, else ""."""
    value = row.get(key)
    return "" if value is None or isinstance(value, (bool, dict, list)) else str(value)


def time_of(row: Mapping[str, Any], key: str) -> datetime | None:
    """Return a time of a row, aware; None if there is none that can be read.

    It is in ISO 8601, and in milliseconds since 1970 before Ghost 2.
    """
    value = row.get(key)
    try:
        if isinstance(value, (int, float)):
            return datetime.fromtimestamp(value / 1000, UTC)
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return moment.replace(microsecond=0, tzinfo=moment.tzinfo or UTC)


def markdown_in(row: Mapping[str, Any]) -> str | None:
    """Return the source of a post that was written wholly in Markdown, else None.

    It is a column before Ghost 1, and the only card of a Mobiledoc document later.
    """
    if text := row_text(row, "markdown"):
        return text
    document = _json(row_text(row, "mobiledoc"))
    cards, sections = document.get("cards"), document.get("sections")
    if not isinstance(cards, list) or len(cards) != 1 or not isinstance(sections, list):
        return None
    # A section that begins with 10 is a card; an empty paragraph may follow.
    others = [s for s in sections if s not in ([10, 0], [1, "p", []])]
    card = cards[0]
    if others or not isinstance(card, list) or "markdown" not in str(card[:1]):
        return None
    payload = card[-1]
    text = row_text(payload, "markdown") if isinstance(payload, dict) else ""
    return text or None


def plain_text_in(row: Mapping[str, Any]) -> str:
    """Return the plain text of a post in Lexical's or Mobiledoc's format.

    Paragraphs are separated by blank lines.
    """
    root = _json(row_text(row, "lexical")).get("root")
    if isinstance(root, dict):
        blocks = root.get("children")
    else:
        blocks = _json(row_text(row, "mobiledoc")).get("sections")
    texts = (_words(block) for block in (blocks if isinstance(blocks, list) else ()))
    return "\n\n".join(text for text in texts if text.strip())


def _words(node: Any) -> str:
    """Return the text within a node; without recursion, whose limit it may exceed."""
    found, stack = [], [node]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            found.append(row_text(item, "text"))
            stack += reversed(item.get("children") or [])
        elif isinstance(item, list):
            # A marker of Mobiledoc is [type, formats, closed, text].
            if len(item) == 4 and isinstance(item[3], str):  # noqa: PLR2004
                found.append(item[3])
            stack += [child for child in reversed(item) if isinstance(child, list)]
    return "".join(found)


def _json(text: str) -> Row:
    try:
        found = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
