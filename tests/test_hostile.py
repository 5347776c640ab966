"""Headers that are made to do harm: random, deep, huge, or leading elsewhere."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import post, run
from growth import assert_proportional
from sphinx_blogtheme.front_matter import parse_header
from sphinx_blogtheme.front_matter.fields import FIELDS
from sphinx_blogtheme.permalinks import PermalinkPattern, docname_of
from sphinx_blogtheme.source_text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Built

ZONE = ZoneInfo("Europe/Lisbon")
KEYS = sorted({key for field in FIELDS for key in (*field.keys, *field.instead)})

# What stands before, between and after the keys and values of a dialect.
DIALECTS = {
    "yaml": ("---\n", ": ", "\n", "\n---\n", ".md"),
    "toml": ("+++\n", " = ", "\n", "\n+++\n", ".md"),
    "json": ('{"', '": ', ',\n"', "\n}\n\n", ".md"),
    "named json": ('---json\n{"', '": ', ',\n"', "}\n---\n", ".md"),
    "pelican": ("", ": ", "\n", "\n\n", ".md"),
    "bear": ("", ": ", "\n", "\n___\n", ".md"),
    "nikola": ("<!--\n.. ", ": ", "\n.. ", "\n-->\n", ".md"),
    "nikola rst": (".. ", ": ", "\n.. ", "\n\n", ".rst"),
    "docinfo": ("Title\n=====\n\n:", ": ", "\n:", "\n\n", ".rst"),
}

RST = ("nikola rst", "docinfo")
QUOTED = ("toml", "json", "named json")

ASSUMED = re.compile(r"assumed|going on without|ignored|left out|kept|held back")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")
WHERE = re.compile(r"posts/\d+\.(?:md|rst)|the file [\w/.]+ and a page claim")

PATHS = [
    *("../../../escaped", "/etc/escaped", "..", ".", "/", "//a.example/x", "a/../../b"),
    *("C:\\escaped", "..\\..\\escaped", "%2e%2e/%2e%2e/x", "~/escaped", "a\0b", "-rf"),
    *("file:///etc/escaped", "javascript:alert(1)", "index.html", "feed/rss.xml"),
    *("_static", ".git/config", "con", "a" * 5000, "a/" * 300, "\u202egpj.exe", "\n"),
    *("", " ", "...", "‥/x", "\u2215etc", "a:b|c?", '"><script>', "]]>", "{{ 7*7 }}"),
]
NESTED = [
    "[" * 400,
    "[" * 30 + "]" * 30,
    '{"a":' * 30 + "1" + "}" * 30,
    "{a: " * 30,
    "- " * 300,
    "&a [*a, *a]",
    "*missing",
    "!!python/object/apply:os.system [exit]",
    "9" * 5000,
    "1e999",
    "-.inf",
    "0001-01-01",
    "9999-12-31T23:59:59-23:59",
    "2025-02-30",
    "2025-03-01",
    "\u202eright to left\u2066",
    "\ufeff\ufffe\ud7ff",
    "\x1b[31m",
    '"unclosed',
    "'''",
    "|\n  text\n >",
    "<!--",
    "--",
    "yes",
    "draft",
    "null",
]


def laughs(number: int) -> str:
    """Return keys of which each is nine times the one before."""
    return "k0: &k0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"k{n}: &k{n} [{','.join([f'*k{n - 1}'] * 9)}]\n" for n in range(1, number)
    )


bits = st.sampled_from([*PATHS, *NESTED, *KEYS, "\n", "\r", "\n  ", ",", ": ", "#"])
values = st.lists(bits | st.text(max_size=20), max_size=4).map("".join)
pairs = st.lists(st.tuples(st.sampled_from(KEYS) | bits, values), max_size=8)


def header(dialect: str, entries: list[tuple[str, str]]) -> str:
    """Return a header in a dialect, or what might be one."""
    start, colon, between, end, _ = DIALECTS[dialect]
    return start + between.join(f"{k}{colon}{v}" for k, v in entries) + end


@pytest.mark.parametrize("dialect", DIALECTS)
@given(entries=pairs, jekyll=st.booleans())
@settings(max_examples=25, deadline=None)
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
    places += [docname_of(facts.url)] if facts.url else []
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
@settings(max_examples=100, deadline=None)
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


def hostile_posts(seed: int) -> Iterator[tuple[str, str]]:
    """Yield random posts, the same for a seed."""
    chance = random.Random(seed)  # noqa: S311 -- the same posts each time
    for number in range(40):
        name = chance.choice([*DIALECTS])
        bad = [
            (chance.choice(KEYS), chance.choice(PATHS + NESTED))
            for _ in range(chance.randrange(5))
        ]
        date = '"2025-03-01"' if name in QUOTED else "2025-03-01"
        path = chance.choice([*PATHS, *PATHS, f"p{number}"])
        path = json.dumps(path) if name in QUOTED else path
        key = chance.choice(["slug", "url", "aliases", "categories", "author", "image"])
        text = header(name, [("date", date), (key, path), *bad])
        yield f"posts/{number}{DIALECTS[name][-1]}", text + "Text.\n"


def assert_sound(built: Built) -> None:
    """Assert that what machines read is well-formed, and pages are text."""
    for name, data in built.files().items():
        if name.endswith(".xml"):
            ET.fromstring(data)  # noqa: S314 -- made by ourselves
        elif name.endswith((".json", ".webmanifest")):
            json.loads(data)
        if name.endswith((".html", ".xml", ".txt")):
            assert not CONTROLS.search(data.decode("utf-8")), name


@pytest.mark.parametrize("seed", range(2))
def test_hostile_posts_stay_in_the_output(site, tmp_path, seed):
    """Each is at worst a warning; a good one is there, and nothing lies elsewhere."""
    blog = site({**dict(hostile_posts(seed)), "posts/good.md": post(title="Good")})
    before = {path for path in tmp_path.rglob("*") if blog.outputs not in path.parents}
    built = blog.build(warnings=None)
    after = {path for path in tmp_path.rglob("*") if blog.outputs not in path.parents}

    assert built.html("2025/03/good").h1.text == "Good"
    assert {*after} - {*before, blog.outputs} == set()
    assert {path.name for path in blog.outputs.iterdir()} == {
        "dirhtml",
        "doctrees-dirhtml",
    }
    assert [w for w in built.warnings if not WHERE.search(w)] == []
    assert not [name for name in built.files() if "escaped" in name and ".." in name]
    assert_sound(built)


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("x.md", post(image=f"{'a' * 5000}.png"), "blogtheme.image"),
        ("x.md", post(f"![A]({'a' * 5000}.png)"), "image.not_readable"),
        ("x.md", post(f'<img src="/{"a" * 5000}.png" alt="">\n'), "blogtheme.link"),
        ("x.md", post(f"[a](/{'a' * 5000}/b.html)"), "blogtheme.link"),
        (
            "x.rst",
            ".. title: A\n.. date: 2025-03-01\n\nA [1]_ |b|\n\n" + "- " * 300,
            "blogtheme.source",
        ),
    ],
    ids=["header", "image", "raw image", "link", "deep"],
)
def test_what_ends_a_build_elsewhere_is_one_warning(site, name, text, kind):
    """Names that no file can have, and lists without an end, are warnings."""
    files = {f"posts/{name}": text, "posts/y.md": post()}
    built = site(files).build(warnings=None)

    assert any(f"[{kind}]" in warning for warning in built.warnings)
    assert built.html("2025/03/x").select(".e-content :is(p, img, pre)")
    assert built.exists("2025/03/y")


BAD_POST = post(date="soon", title="Bad")


def test_bad_post_never_stops_the_others(site):
    """It is one warning, with file, line, value and what was assumed."""
    built = site({"posts/bad.md": BAD_POST, "posts/good.md": post()}).build(
        warnings=["posts/bad.md:3: WARNING: date: 'soon'"]
    )

    assert ASSUMED.search(built.warnings[0])
    assert built.exists("2025/03/good")
    assert "Bad" not in built.text("feed/rss.xml")


def test_bad_post_fails_where_warnings_are_errors(site, tmp_path):
    """With ``-W``, a build says so by its exit code, after all the others."""
    blog = site({"posts/bad.md": BAD_POST, "posts/good.md": post()})
    result = run(
        *("-m", "sphinx", "-qW", "-b", "dirhtml", blog.source, tmp_path / "html"),
        check=False,
    )

    assert result.returncode == 1
    assert "posts/bad.md:3: WARNING: date: 'soon'" in result.stderr
    assert (tmp_path / "html/2025/03/good/index.html").is_file()
