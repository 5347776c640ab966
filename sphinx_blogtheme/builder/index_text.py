"""The text of Sphinx's search index, in which single documents are replaced.

The index of 10,000 posts has millions of numbers, and it takes seconds to read and to
write them. After an edit a few words have other documents; the entries of all other
words stay text here.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

_BEGIN, _END = "Search.setIndex({", "})"

_PARTS = {
    "alltitles": "{",
    "docnames": '["',
    "envversion": "{",
    "filenames": '["',
    "indexentries": "{",
    "objects": "{",
    "objnames": "{",
    "objtypes": "{",
    "terms": "{",
    "titles": '["',
    "titleterms": "{",
}
"""The parts of the index in their order, and how the value of each begins.

No key within a part is followed by such a value, so a part is found without reading what
is before it.
"""

_FEW = 8
"""Number of documents whose numbers are sought in the text; it is read for more."""


class IndexText:
    """The text of a search index."""

    def __init__(self, text: str, version: object) -> None:
        """Find the parts of an index.

        :param version: what the index must have as ``envversion``.
        :raises ValueError: if it is no index, or one of another version.
        """
        self._parts = dict(_parts_of(text))
        if self._parts["envversion"] != _written(version):
            raise ValueError("the search index is of another version")
        self.docnames: list[str] = self._read("docnames")
        """The documents in the order of their numbers, with the names in the file."""

    def merged(
        self,
        docnames: Sequence[str],
        numbers: Sequence[int | None],
        new: Mapping[str, Any],
        new_numbers: Sequence[int],
    ) -> str:
        """Return the text of the index with other documents.

        :param docnames: all documents, by their new numbers.
        :param numbers: the new number of each document of this index; None if it goes.
        :param new: an index of the documents to be added, with the objects of all.
        :param new_numbers: the number of each document of ``new``.
        :raises ValueError: if this index can't be read.
        """
        parts = {
            name: _written(new[name]) for name in ("objects", "objnames", "objtypes")
        }
        parts["docnames"] = _written(docnames)
        parts["envversion"] = self._parts["envversion"]
        names = self.docnames
        replaced = {n for n in new_numbers if names[n : n + 1] == [docnames[n]]}
        try:
            for name in ("filenames", "titles"):
                values: list[Any] = [None] * len(docnames)
                known = zip(numbers, self._read(name), strict=True)
                for number, value in (
                    *known,
                    *zip(new_numbers, new[name], strict=False),
                ):
                    if number is not None:
                        values[number] = value
                parts[name] = _written(values)
            for name in ("alltitles", "indexentries"):
                places = self._read(name)
                _move_places(places, numbers)
                _add_places(places, new[name], new_numbers)
                parts[name] = _written(places)
            for name in ("terms", "titleterms"):
                words = {
                    word: {new_numbers[number] for number in _documents(found)}
                    for word, found in new[name].items()
                }
                parts[name] = _terms(self._parts[name], numbers, words, replaced)
        except (AttributeError, LookupError, TypeError) as error:
            raise ValueError("the search index can't be read") from error
        return _BEGIN + ",".join(f'"{name}":{parts[name]}' for name in _PARTS) + _END

    def _read(self, name: str) -> Any:
        return json.loads(self._parts[name])


def _parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each part of an index.

    :raises ValueError: if a part is missing.
    """
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        raise ValueError("this is no search index")
    end = len(_BEGIN) - 1
    starts = []
    for name, opening in _PARTS.items():
        start = text.index(f'"{name}":{opening}', end)
        end = start + len(name) + 3
        starts.append((name, start, end))
    starts.append(("", len(text) - len(_END) + 1, 0))
    for (name, _, start), (_, following, _) in pairwise(starts):
        yield name, text[start : following - 1]


def _written(value: object) -> str:
    """Return a value as Sphinx writes it."""
    return json.dumps(value, separators=(",", ":"), sort_keys=True)


def _move_places(
    places: dict[str, list[Sequence[Any]]], numbers: Sequence[int | None]
) -> None:
    """Give the places of each text, such as a heading, the new numbers of documents."""
    for text, found in [*places.items()]:
        if any(numbers[place[0]] != place[0] for place in found):
            moved = [(numbers[old], *rest) for old, *rest in found]
            places[text] = [place for place in moved if place[0] is not None]
        if not places[text]:
            del places[text]


def _add_places(
    places: dict[str, list[Sequence[Any]]],
    new: Mapping[str, Iterable[Sequence[Any]]],
    numbers: Sequence[int],
) -> None:
    """Add the places of new documents; those of a text are in the documents' order."""
    for text, found in new.items():
        known = places.setdefault(text, [])
        known += [[numbers[number], *rest] for number, *rest in found]
        known.sort(key=lambda place: place[0])


def _terms(
    text: str,
    numbers: Sequence[int | None],
    new: Mapping[str, set[int]],
    replaced: Set[int],
) -> str:
    """Return the words of an index and the numbers of their documents, after a change.

    :param text: the words of the last build's index, with their documents.
    :param numbers: the new number of each document of that; None if it goes.
    :param new: the documents to be added to each word.
    :param replaced: numbers of documents that go and are added again.
    """
    changed = [old for old, number in enumerate(numbers) if old != number]
    # A word that ends in a comma would be split.
    if len(changed) > _FEW or text == "{}" or ',":' in text:
        terms = {word: _documents(found) for word, found in json.loads(text).items()}
        merged = {
            word: _renumbered(terms.get(word, ()), numbers, new.get(word, set()))
            for word in terms.keys() | new.keys()
        }
        return _written({word: _value(docs) for word, docs in merged.items() if docs})
    entries = text[2:-1].split(',"')
    touched = {word for word, found in new.items() if not found <= replaced}
    for number in changed:
        words = {_word_of(entry) for entry in entries if _has(entry, number)}
        if number in replaced:
            words ^= {word for word, found in new.items() if number in found}
        touched |= words
    pieces, end = list[str](), 0
    for word in sorted(touched):
        start = bisect_left(entries, word, key=_word_of)
        pieces += entries[end:start]
        end, known = start, list[int]()
        if start < len(entries) and _word_of(entries[start]) == word:
            end += 1
            known = _documents(json.loads(entries[start].rpartition('":')[2]))
        if found := _renumbered(known, numbers, new.get(word, set())):
            pieces.append(_written({word: _value(found)})[2:-1])
    pieces += entries[end:]
    return '{"' + ',"'.join(pieces) + "}" if pieces else "{}"


def _word_of(entry: str) -> str:
    """Return the word of an entry such as ``quill":[3,14]``."""
    return str(json.loads('"' + entry.rpartition('":')[0] + '"'))


def _has(entry: str, number: int) -> bool:
    """Return whether an entry has a document."""
    if f",{number}," in entry or f"[{number}," in entry:
        found = entry.rpartition('":')[2]  # its word may look like a list
        return f",{number}," in found or found.startswith(f"[{number},")
    return entry.endswith((f":{number}", f",{number}]"))


def _documents(found: int | list[int]) -> list[int]:
    """Return the documents of a word; a single one is written without a list."""
    return [found] if isinstance(found, int) else found


def _value(found: set[int]) -> int | list[int]:
    return sorted(found) if len(found) > 1 else next(iter(found))


def _renumbered(
    known: Iterable[int], numbers: Sequence[int | None], new: set[int]
) -> set[int]:
    """Return the new numbers of a word's documents, with those to be added."""
    staying = {number for old in known if (number := numbers[old]) is not None}
    return staying | new
