"""Turn an export of Ghost into its tables.

It is the database as JSON (https://ghost.org/docs/migration/custom/): an object
with `meta` and `data`, in a list called `db` unless it was made by hand.
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


class GhostExportError(ValueError):
    """An export cannot be read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """The tables of a site."""

    tables: Mapping[str, Any]

    def rows(self, name: str) -> list[Row]:
        """Return the rows of a table, or none."""
        rows = self.tables.get(name)
        found = rows if isinstance(rows, list) else []
        return [row for row in found if isinstance(row, dict)]

    def by_id(self, name: str) -> dict[str, Row]:
        """Return the rows of a table by their ids."""
        return {row_text(row, "id"): row for row in self.rows(name)}

    def linked(self, name: str, key: str) -> dict[str, list[str]]:
        """Return which rows belong to each post, in their order.

        :param name: of a table of pairs, as ``posts_tags``.
        :param key: which names the other side, as ``tag_id``.
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
        """Return the first of some settings of the site, or ""."""
        values = {
            row_text(r, "key"): row_text(r, "value") for r in self.rows("settings")
        }
        return next((values[name] for name in names if values.get(name)), "")


def is_ghost_export(path: Path) -> bool:
    """Tell whether a file begins as an export does."""
    try:
        with path.open("rb") as file:
            head = file.read(4096).decode("utf-8-sig", "replace")
    except OSError:
        return False
    named = path.suffix.lower() == ".json" and any(sign in head for sign in _SIGNS)
    return named and _BEGINNING.match(head) is not None


def read_export(path: Path) -> Export:
    """Return what is in an export.

    :raises ExportError: with what is wrong with it, and where.
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
    return Export(tables=tables)


def row_text(row: Mapping[str, Any], key: str) -> str:
    """Return a value of a row as text, or ""."""
    value = row.get(key)
    return "" if value is None or isinstance(value, (bool, dict, list)) else str(value)


def moment_of(row: Mapping[str, Any], key: str) -> datetime | None:
    """Return a moment of a row: ISO 8601, and milliseconds before Ghost 2."""
    value = row.get(key)
    try:
        if isinstance(value, (int, float)):
            return datetime.fromtimestamp(value / 1000, UTC)
        moment = datetime.fromisoformat(str(value))
    except (ValueError, OverflowError, OSError):
        return None
    return moment.replace(microsecond=0, tzinfo=moment.tzinfo or UTC)


def markdown_in(row: Mapping[str, Any]) -> str | None:
    """Return the Markdown of a post that was written in it, as a whole.

    That is a column before Ghost 1, and a single card of Mobiledoc later.
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


def words_in(row: Mapping[str, Any]) -> str:
    """Return the words of a post in Lexical's or Mobiledoc's format, by paragraphs."""
    root = _json(row_text(row, "lexical")).get("root")
    if isinstance(root, dict):
        blocks = root.get("children")
    else:
        blocks = _json(row_text(row, "mobiledoc")).get("sections")
    texts = (_words(block) for block in (blocks if isinstance(blocks, list) else ()))
    return "\n\n".join(text for text in texts if text.strip())


def _words(node: Any) -> str:
    """Return the text within a node, without recursion."""
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
