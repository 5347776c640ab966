"""Turn an index of Pagefind's into the one that each build of the same pages has.

Pagefind writes filters and their values in an order that differs from run to run,
and names files after what is in them. Here they are sorted, so that a site that
did not change has the files that it had. What has another format than that of
Pagefind 1.5 is left as it is: it works, in its own order.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ENTRY = "pagefind-entry.json"

_MARK = b"pagefind_dcd"
"""What each compressed file of an index begins with."""

_FILTERS_IN_META = 3
"""Where the list of filters is among the parts of a ``.pf_meta`` file."""

# Major types of CBOR (RFC 8949, section 3.1), which these files are written in.
_NUMBER, _TEXT, _ARRAY = 0, 3, 4
_LARGEST_IN_HEAD = 23


def in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of an index, by their path, with all filters sorted."""
    try:
        return _in_order(files)
    except (ValueError, LookupError, TypeError, OSError, EOFError):
        return dict(files)


def _in_order(files: Mapping[str, bytes]) -> dict[str, bytes]:
    made: dict[str, bytes] = {}
    names: dict[str, str] = {}
    for path, data in files.items():
        if path.endswith(".pf_filter"):
            name, values = _load(data)
            _add(made, names, path, [name, sorted(values)])
    for path, data in files.items():
        if path.endswith(".pf_meta"):
            parts = _load(data)
            filters = [[name, names[file]] for name, file in parts[_FILTERS_IN_META]]
            parts[_FILTERS_IN_META] = sorted(filters)
            _add(made, names, path, parts)
    entry = json.loads(files[ENTRY])
    for language in entry["languages"].values():
        language["hash"] = names[language["hash"]]
    made[ENTRY] = json.dumps(entry, separators=(",", ":")).encode()
    rest = {
        path: data
        for path, data in files.items()
        if path != ENTRY and not path.endswith((".pf_filter", ".pf_meta"))
    }
    return dict(sorted((rest | made).items()))


def _add(
    made: dict[str, bytes], names: dict[str, str], path: str, content: object
) -> None:
    """Add a file under the name that its new content gives it."""
    place = PurePosixPath(path)
    start, _, old = place.stem.rpartition(".")
    language = old.partition("_")[0]
    data = _MARK + _dump(content)
    new = f"{language}_{hashlib.sha256(data).hexdigest()[:10]}"
    names[old] = new
    name = f"{start}.{new}" if start else new
    made[str(place.with_name(name + place.suffix))] = gzip.compress(data, mtime=0)


def _load(data: bytes) -> Any:
    """Return the content of a file.

    :raises ValueError: it isn't what we could write again.
    """
    plain = gzip.decompress(data)
    content, end = _item(plain, len(_MARK))
    if end != len(plain) or _MARK + _dump(content) != plain:
        raise ValueError("not the format of Pagefind 1.5")
    return content


def _item(data: bytes, at: int) -> tuple[Any, int]:
    """Return the item at a place, and where the next one is."""
    major, value = data[at] >> 5, data[at] & 0x1F
    at += 1
    if value > _LARGEST_IN_HEAD:
        size = 1 << (value - _LARGEST_IN_HEAD - 1)
        value = int.from_bytes(data[at : at + size], "big")
        at += size
    if major == _NUMBER:
        return value, at
    if major == _TEXT:
        return data[at : at + value].decode("utf-8"), at + value
    if major != _ARRAY:
        raise ValueError("neither number, text nor array")
    items = []
    for _ in range(value):
        item, at = _item(data, at)
        items.append(item)
    return items, at


def _dump(item: Any) -> bytes:
    """Return an item as `_item` reads it, in its shortest form."""
    if isinstance(item, int):
        return _head(_NUMBER, item)
    if isinstance(item, str):
        text = item.encode("utf-8")
        return _head(_TEXT, len(text)) + text
    return _head(_ARRAY, len(item)) + b"".join(map(_dump, item))


def _head(major: int, value: int) -> bytes:
    if value <= _LARGEST_IN_HEAD:
        return bytes([major << 5 | value])
    power = next(n for n in range(4) if value < 1 << (8 << n))
    head = bytes([major << 5 | _LARGEST_IN_HEAD + 1 + power])
    return head + value.to_bytes(1 << power, "big")
