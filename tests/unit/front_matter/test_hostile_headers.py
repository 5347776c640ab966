"""Headers that are made to do harm are read, whatever they hold."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from growth import assert_proportional
from hostile import ASSUMED, CONTROLS, DIALECTS, KEYS, NESTED, PATHS, header
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.model.decoding import decode
from sphinx_blogtheme.model.permalinks import PermalinkPattern, docname_of_path

ZONE = ZoneInfo("Europe/Lisbon")

RST = ("nikola rst", "docinfo")


def laughs(number: int) -> str:
    """Return keys of which each is nine times the one before."""
    return "k0: &k0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"k{n}: &k{n} [{','.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, number)
    )


bits = st.sampled_from([*PATHS, *NESTED, *KEYS, "\n", "\r", "\n  ", ",", ": ", "#"])
values = st.lists(bits | st.text(max_size=20), max_size=4).map("".join)
pairs = st.lists(st.tuples(st.sampled_from(KEYS) | bits, values), max_size=8)


@pytest.mark.parametrize("dialect", DIALECTS)
@given(entries=pairs, jekyll=st.booleans())
@settings(max_examples=25)
def test_any_header_is_read(dialect, entries, jekyll):
    """It has typed values, and its problems say what was assumed."""
    text = header(dialect, entries)
    found = parse_header(text, ZONE, rst=dialect in RST, jekyll=jekyll)
    facts = found.front_matter

    assert 0 <= found.body_line <= len(re.findall(r"\r\n?|\n", text)) + 1
    assert all((problem.line or 0) > 0 for problem in found.problems)
    assert all(ASSUMED.search(problem.message) for problem in found.problems)
    for date in (facts.date, facts.updated, facts.publish_date, facts.expires):
        assert date is None or date.tzinfo
    for names in (facts.categories, facts.tags, facts.authors, facts.aliases):
        assert all(isinstance(name, str) and name.strip() for name in names)
    pattern = PermalinkPattern.parse("/{year}/{slug}/")
    places = [pattern.docname(facts.slug or "x", facts.date)] if facts.date else []
    places += [docname_of_path(facts.url)] if facts.url else []
    for place in places:
        assert not place.startswith("/")
        assert not {"..", "", "."}.intersection(place.split("/"))


@pytest.mark.parametrize(
    "text",
    [
        '---\ntitle: "a\\0"\n"\\0": [{"\\e": "\\e"}]\n---\n',
        '+++\ntitle = "a\\u0000"\n"\\u0000" = [{"\\u001b" = "\\u001b"}]\n+++\n',
        '{"title": "a\\u0000\\ud800", "\\ud800": [{"\\u001b": "\\u001b"}]}\n',
    ],
    ids=["yaml", "toml", "json"],
)
def test_escapes_hide_nothing(text):
    """A character that no page may have is none where it is written in letters."""
    facts = parse_header(text, ZONE).front_matter

    assert facts.title.startswith("a\ufffd")
    said = f"{facts.title}{facts.extra}"
    assert said.encode("utf-8").decode() == said
    assert not CONTROLS.search(f"{facts.title}{[*facts.extra]}")
    assert r"\x1b" not in said


@given(st.binary(max_size=400), st.sampled_from([*DIALECTS.values()]))
@settings(max_examples=100)
def test_any_bytes_are_read(data, dialect):
    """Whatever is in a file, it is text without control characters, and read."""
    start, _, _, end, suffix = dialect
    text, _ = decode(start.encode() + data + end.encode())

    assert not CONTROLS.search(text)
    parse_header(text, ZONE, rst=suffix == ".rst")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_time_is_proportional_to_the_header(dialect):
    """Keys and values that are made to do harm take no more than their length."""
    entries = [(f"key{n}", value) for n, value in enumerate(NESTED + PATHS)]
    rst = dialect in RST

    assert_proportional(
        lambda size: parse_header(header(dialect, entries * size), ZONE, rst=rst), 16
    )


def test_laughs_are_not_multiplied():
    """An alias of an alias of an alias fills neither time nor memory."""

    def read(number):
        return parse_header(f"---\ntitle: A\n{laughs(number)}---\n", ZONE)

    found = read(9)
    assert found.front_matter.title == "A"
    assert len(str(found.front_matter.extra)) < 100_000
    assert_proportional(read, 16)
