"""Aliases, JSON-LD and Open Graph, without Sphinx."""

from __future__ import annotations

import json
import string
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.features.metadata.facts import ArticleFacts, PageFacts
from sphinx_blogtheme.features.metadata.json_ld import json_ld
from sphinx_blogtheme.features.metadata.open_graph import locale_of, open_graph
from sphinx_blogtheme.model.aliases import aliases_in, parse_alias

BASE = "https://example.org/blog/"


TRICKS = [
    "/../x/",
    "/a/../../x/",
    "/%2e%2e/x/",
    "/..%2fx/",
    "/a/%2E%2E/%2e%2e/x",
    "/..\\x/",
    "\\\\host\\x",
    "//host/x/",
    "///x/",
    "https://host.example/x/",
    "javascript:alert(1)",
    "file:///etc/x",
    "C:/x",
    "/a//b/",
    "/./x/",
    "/a./x",
    "/x%00/",
    "/x%0Ay/",
    "/nul/",
    "/com1.txt",
    "/_static/x/",
    "/.doctrees/x/",
    "/x.html/y/",
    "/x?p=1",
    "/x#y",
    "/",
    "/index.html",
    "/*",
    "/:x/",
    "http://[x",
    "/" + "x" * 300,
]


@pytest.mark.parametrize("alias", TRICKS)
def test_alias_that_is_no_place_in_the_site(alias):
    """Nothing that a header says leads out of the output, or into Sphinx's files."""
    with pytest.raises(ValueError, match=r"."):
        parse_alias(alias, BASE)


@given(st.text(st.sampled_from(string.printable + "é/.%2e\\"), max_size=30))
def test_any_alias_stays_in_the_site(text):
    """Whatever a header says, the file is below the output's root or there is none."""
    try:
        alias = parse_alias(text, BASE)
    except ValueError:
        return
    parts = alias.file.split("/")

    assert not {"", ".", ".."} & set(parts)
    assert not {"\\", "\0", ":", " "} & {parts[0][0], *alias.file} - {" "}
    assert parts[-1].endswith((".html", ".htm"))
    for url in alias.urls:
        assert url.isascii()
        assert " " not in url


@pytest.mark.parametrize(
    ("text", "file", "urls"),
    [
        ("/old/x/", "old/x/index.html", ("old/x", "old/x/")),
        ("old/x", "old/x/index.html", ("old/x", "old/x/")),
        ("/old/x.html", "old/x.html", ("old/x.html",)),
        ("/old/x/index.html", "old/x/index.html", ("old/x", "old/x/")),
        ("/x.php", "x.php/index.html", ("x.php", "x.php/")),
        (f"{BASE}old/", "old/index.html", ("old", "old/")),
        ("/caf%C3%A9/", "café/index.html", ("caf%C3%A9", "caf%C3%A9/")),
        ("/a b/", "a b/index.html", ("a%20b", "a%20b/")),
    ],
)
def test_place_of_an_alias(text, file, urls):
    """A URL is a page's own file, or the index of a folder, as servers show it."""
    alias = parse_alias(text, BASE)

    assert alias.file == file
    assert alias.urls == urls


@pytest.mark.parametrize(
    ("metadata", "expected"),
    [
        ({"aliases": '["/a/", "/b,c/"]'}, ("/a/", "/b,c/")),
        ({"aliases": "/a/, /b/"}, ("/a/", "/b/")),
        ({"redirect_from": "/a/", "aliases": "/b/"}, ("/b/", "/a/")),
        ({"aliases": "7"}, ("7",)),
        ({"aliases": ""}, ()),
        ({"aliases": '{"a": 1}'}, ('{"a": 1}',)),
        ({}, ()),
    ],
)
def test_aliases_of_an_ordinary_page(metadata, expected):
    """MyST keeps a list as JSON, and reStructuredText has only text."""
    assert aliases_in(metadata) == expected


# Values


PAGE = PageFacts(title="T", description="", language="en", site="S", home="", url=None)


@given(st.text())
def test_any_text_is_safe_in_a_script(text):
    """It comes back as it was, and never ends the element."""
    article = ArticleFacts(
        published=datetime(2025, 3, 1, tzinfo=UTC),
        updated=None,
        authors=(),
        about=(),
        words=None,
    )
    script = json_ld(replace(PAGE, title=f"T{text}", article=article))

    assert not set("<>&") & set(script)
    headline = json.loads(script)["@graph"][0]["headline"]
    if text.isprintable():
        assert headline == f"T{text}"


def test_page_without_facts_has_no_script():
    """An empty graph is worth no bytes."""
    assert json_ld(PAGE) == ""
    assert [meta.name for meta in open_graph(PAGE)] == [
        "og:type",
        "og:title",
        "og:site_name",
        "og:locale",
        "twitter:card",
    ]


@pytest.mark.parametrize(
    ("language", "locale"),
    [
        ("en", "en_US"),
        ("en-GB", "en_GB"),
        ("pt", "pt_BR"),
        ("de", "de_DE"),
        ("zh-Hant", "zh_TW"),
        ("zh-Hant-HK", "zh_HK"),
        ("pt-br", "pt_BR"),
        ("x", ""),
    ],
)
def test_locale(language, locale):
    """Open Graph wants a territory with a language."""
    assert locale_of(language) == locale
