"""The text of a search index after a change is that of an index made anew."""

from __future__ import annotations

import json
import random

import pytest

from sphinx_blogtheme.builder.index_text import IndexText

PLAIN = ("ink", "écriture", "羽根", '"q"', "back\\", "x1")
LIKE_LISTS = ("b,3,c", "d,2,e", "f,7,g", "x[1,y", "y:2", "z,1]")
LIKE_ENDS = ("a,", ":5", "x[1,")
VERSION = {"sphinx": 1}


def index_of(site, docnames):
    """Return an index of some documents, numbered in their order."""
    found = {"terms": {}, "titleterms": {}, "alltitles": {}, "indexentries": {}}
    for number, name in enumerate(docnames):
        for part, words in zip(found, site[name], strict=True):
            places = part in {"alltitles", "indexentries"}
            for word in words:
                value = (number, f"id-{word}") if places else number
                found[part].setdefault(word, []).append(value)
    for part in ("terms", "titleterms"):
        for word, numbers in found[part].items():
            found[part][word] = numbers if len(numbers) > 1 else numbers[0]
    return {
        **found,
        "docnames": docnames,
        "filenames": [f"{name}.md" for name in docnames],
        "titles": [str(site[name][1]) for name in docnames],
        **{part: {} for part in ("objects", "objnames", "objtypes")},
        "envversion": VERSION,
    }


def text_of(index):
    data = json.dumps(index, separators=(",", ":"), sort_keys=True)
    return f"Search.setIndex({data})"


def some_words(chance, words):
    return [chance.sample(words, chance.randrange(len(words))) for _ in range(4)]


@pytest.mark.parametrize("words", [PLAIN, PLAIN + LIKE_LISTS, PLAIN + LIKE_ENDS])
@pytest.mark.parametrize("seed", range(60))
def test_changed_text_is_that_of_a_new_index(words, seed):
    """Documents come, go and have other words; the numbers of the others shift."""
    chance = random.Random(seed)  # noqa: S311 -- the same changes each time
    site = {f"p{n:02}": some_words(chance, words) for n in range(14)}
    before = sorted(site)
    text = text_of(index_of(site, before))
    edited = set(chance.sample(before, chance.randrange(4)))
    gone = set(chance.sample(before, chance.randrange(3)))
    come = {f"p{chance.randrange(99)}-new" for _ in range(chance.randrange(3))}
    fed = sorted(edited - gone | come)
    site |= {name: some_words(chance, words) for name in fed}

    after = sorted({*before, *come} - gone)
    numbers = {name: number for number, name in enumerate(after)}
    merged = IndexText(text, VERSION).merged(
        after,
        [None if name in edited else numbers.get(name) for name in before],
        index_of(site, fed),
        [numbers[name] for name in fed],
    )

    assert merged == text_of(index_of(site, after))
