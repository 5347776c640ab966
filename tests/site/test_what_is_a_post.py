"""Which files are posts, and what the build says of a file that is none."""

from __future__ import annotations

import json
import unicodedata

import pytest

from conftest import post

NAMED = {
    "Markdown": ("posts/2025-03-01-hello.md", "---\ntitle: Hello\n---\n\nText.\n"),
    "no header": ("posts/2025-03-01-hello.md", "# Hello\n\nText.\n"),
    "TOML": ("posts/2025-03-01_hello.md", '+++\ntitle = "Hello"\n+++\n\nText.\n'),
    "a folder below": ("posts/2025/2025-3-1-hello.md", "# Hello\n\nText.\n"),
    "a bundle": ("posts/2025-03-01-hello/index.md", "# Hello\n\nText.\n"),
    "reStructuredText": ("posts/2025-03-01-hello.rst", "Hello\n=====\n\nText.\n"),
}


@pytest.mark.parametrize("name", NAMED)
def test_date_in_the_name_makes_a_post(site, name):
    """In a folder of posts, the name says the day where the header does not."""
    path, text = NAMED[name]
    built = site({path: text}).build()

    assert built.html("2025/03/hello").select_one("h1").get_text()[:5] == "Hello"
    assert built.html("archives").select('a[href="../2025/03/hello/"]')


def test_date_alone_is_a_name(site):
    """A diary has no other names."""
    built = site({"posts/2025-03-01.md": "# A day\n\nText.\n"}).build()

    assert built.exists("2025/03/2025-03-01/index.html")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("notes/2025-03-01-hello.md", "# Hello\n"),
        ("posts/2025-03-01-hello.md", "---\nblogpost: false\n---\n# Hello\n"),
    ],
)
def test_date_in_the_name_of_a_page_is_a_name(site, path, text):
    """Elsewhere, and where the header says so, a file is a page."""
    built = site({path: text, "posts/p.md": post()}).build()

    assert built.exists(path.removesuffix(".md") + "/index.html")


@pytest.mark.parametrize("folder", ["posts", "cafe\u0301s"])
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_file_with_a_decomposed_name_is_read(site, folder, suffix):
    """MacOS writes such names; links find the file in either form."""
    text = (
        post("[Back](/)\n")
        if suffix == ".md"
        else ":date: 2025-03-01\n:tags: a\n\nText.\n"
    )
    name = f"{folder}/cafe\u0301{suffix}"
    forms = [unicodedata.normalize(form, name) for form in ("NFC", "NFD")]
    link = post("".join(f"[There](../{form})\n" for form in forms))
    made = site({name: text, "posts/other.md": link})
    for _ in range(2):
        built = made.build()

        assert built.exists("2025/03/caf\u00e9/index.html")
        links = built.html("2025/03/other").select('.e-content a[href^="../caf"]')
        assert len(links) == len(forms)
    made.write({name: text + "\nMore.\n"})
    assert "More." in made.build().html("2025/03/caf\u00e9").get_text()


@pytest.mark.parametrize("suffix", [".markdown", ".MD", ".mdown", ".txt"])
def test_suffix_that_the_site_names_is_markdown(site, suffix):
    """A post is one whatever its suffix, and its header is not text."""
    conf = {"source_suffix": {".md": "markdown", suffix: "markdown"}}
    built = site(
        {f"posts/x{suffix}": post("**Bold**\n", title="Named")}, **conf
    ).build()

    page = built.html("2025/03/x")
    assert page.select_one("h1").get_text() == "Named"
    assert page.select_one(".e-content strong")
    assert "date:" not in page.select_one(".e-content").get_text()


@pytest.mark.parametrize(
    ("conf", "is_page"),
    [
        ({"source_suffix": ".rst"}, False),
        ({"source_suffix": [".rst"]}, False),
        ({"source_suffix": {".rst": "restructuredtext"}}, False),
        ({"source_suffix": {".rst": "restructuredtext", ".md": "markdown"}}, True),
        ({}, True),
        (
            {
                "source_suffix": ".rst",
                "extensions": ["myst_parser", "sphinx_blogtheme"],
            },
            True,
        ),
    ],
)
def test_readme_is_a_page_if_the_site_reads_markdown(site, conf, is_page):
    """A site that names its suffixes, and loads no reader, has no other sources."""
    files = {"README.md": "# How to deploy\n", "index.rst": "Home\n====\n"}
    built = site(files, **conf).build()

    assert built.exists("README/index.html") == is_page


SETEXT = {
    "plain": ("How we moved\n============\n\nText.\n", "How we moved"),
    "blank lines": ("\n\nHow we moved\n===\n\nText.\n", "How we moved"),
    "two lines": ("How we\nmoved\n===\n\nText.\n", "How we moved"),
    "indented": ("  How *we* moved\n  ===\n\nText.\n", "How we moved"),
    "a paragraph first": ("Text.\n\nHow we moved\n===\n", "X"),
    "a second level": ("How we moved\n---\n\nText.\n", "X"),
    "a quote": ("> How\n===\n", "How ==="),
}


@pytest.mark.parametrize("name", SETEXT)
def test_underlined_heading_is_the_title(site, name):
    """A title over ``===`` is as good as one after ``#``."""
    body, title = SETEXT[name]
    built = site({"posts/x.md": post(body, title=None)}).build(warnings=None)

    page = built.html("2025/03/x")
    assert [h.get_text() for h in page.select("h1")] == [title]
    assert ("How we moved" in page.select_one(".e-content").get_text()) == (
        title == "X"
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("07:00, Apr 10, 2026", "2026-04-10T07:00:00+00:00"),
        ("10 Apr 2026 07:00", "2026-04-10T07:00:00+00:00"),
        ("April 10, 2026 7am", "2026-04-10T07:00:00+00:00"),
        ("20260410T0700", "2026-04-10T07:00:00+00:00"),
        ("2026-04-10T07:00:00.123456+02:00", "2026-04-10T07:00:00+02:00"),
        ("04/10/2026", "2026-04-10T00:00:00+00:00"),
    ],
)
def test_directive_reads_dates_as_ablog_does(site, monkeypatch, text, shown):
    """What dateutil reads is a date."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    built = site({"p.rst": f"P\n=\n\n.. post:: {text}\n\nText.\n"}).build()

    time = built.html("p").select_one("time.dt-published")["datetime"]
    assert time.replace(".123456", "") == shown


@pytest.mark.parametrize("text", ["Apr 10", "Tuesday", "2026", "07:00"])
def test_directive_without_a_whole_date_is_held_back(site, text):
    """A day that isn't written is not made up."""
    built = site({"p.rst": f"P\n=\n\n.. post:: {text}\n\nText.\n"}).build(
        warnings=["holding the post back"]
    )

    assert not built.exists("p/index.html")


@pytest.mark.parametrize(
    "head",
    [
        "\n---\ntitle: Xyzzy\n---\n",
        '+++\ntitle = "Xyzzy"\n+++\n',
        "<!-- c -->\n---\ntitle: Xyzzy\n---\n",
        "--- # c\ntitle: Xyzzy\n---\n",
        ';;;\n"title": "Xyzzy"\n;;;\n',
    ],
)
@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_header_of_a_page_is_no_text(site, head, suffix):
    """A page has no other rules for its header than a post."""
    body = "# About\n\nText.\n" if suffix == ".md" else "About\n=====\n\nText.\n"
    built = site({f"about{suffix}": f"{head}\n{body}", "posts/p.md": post()}).build()

    page = built.html("about")
    assert page.select_one("h1").get_text().rstrip("¶#") == "About"
    assert "Xyzzy" not in page.get_text()


def test_status_of_nikola(site):
    """Its ``featured`` is pinned, and its ``private`` at its URL and in no list."""
    header = (
        ".. title: {0}\n.. slug: {0}\n.. date: 2025-01-0{1}\n.. status: {2}\n\nText.\n"
    )
    built = site(
        {
            "posts/a.md": header.format("first", 1, "featured"),
            "posts/b.md": header.format("second", 2, "private"),
            "posts/c.md": header.format("third", 3, "published"),
        }
    ).build()

    titles = [e.get_text() for e in built.html("").select(".bt-entry-title")]
    assert [title.strip() for title in titles] == ["first", "third"]
    assert built.exists("2025/01/second/index.html")


def test_notebook_among_posts_has_the_date_of_its_name(site):
    """A notebook is no exception."""
    pytest.importorskip("myst_nb")
    cell = {"cell_type": "markdown", "metadata": {}, "source": "# Hello\n\nText."}
    book = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": [cell]}
    built = site(
        {"posts/2025-03-01-hello.ipynb": json.dumps(book)},
        extensions=["myst_nb", "sphinx_blogtheme"],
    ).build(warnings=None)

    assert built.exists("2025/03/hello/index.html")
