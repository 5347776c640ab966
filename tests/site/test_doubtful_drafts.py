"""A header that is not quite one holds its post back, where it says draft."""

from __future__ import annotations

import pytest

from conftest import post

ALMOST = {
    "no end": "---\ntitle: A\ndraft: true\n\nXyzzy.\n",
    "no end of toml": '+++\ntitle = "A"\ndraft = true\n\nXyzzy.\n',
    "json with a comma": '{"title": "A", "draft": true,}\n\nXyzzy.\n',
    "a space before": "---\ntitle: A\n draft: true\n---\n\nXyzzy.\n",
    "flow without an end": "---\n{title: A, draft: true\n---\n\nXyzzy.\n",
    "a list": "---\n- title: A\n- state: draft\n---\n\nXyzzy.\n",
    "a blank line first": "\n---\ntitle: A\nstatus: draft\n---\n\nXyzzy.\n",
    "four hyphens": "----\ntitle: A\npublished: false\n----\n\nXyzzy.\n",
    "comment without an end": "<!--\n.. title: A\n.. status: draft\n\nXyzzy.\n",
    "below the title": "# A\n\n---\ntitle: A\ndraft: true\n---\n\nXyzzy.\n",
    "head": "Title: A\nStatus: draft\n\nXyzzy.\n",
    "head in other words": "Title: A\nDraft: yes\n\nXyzzy.\n",
    "misspelt": "---\ntitle: A\ndate: 2025-03-01\ndarft: true\n---\n\nXyzzy.\n",
    "alone": "---\ntitle: A\ndate: 2025-03-01\ndraft\n---\n\nXyzzy.\n",
    "wide colon": "---\ntitle: A\ndate: 2025-03-01\ndraft\uff1atrue\n---\n\nXyzzy.\n",
    "invisible": "\u200b---\ntitle: A\ndate: 2025-03-01\ndraft: true\n---\n\nXyzzy.\n",
    "another key": post("Xyzzy.\n", isDraft="true"),
    "plural": post("Xyzzy.\n", drafts="true"),
    "no": post("Xyzzy.\n", unpublished="true"),
    "double no": post("Xyzzy.\n", is_published="false"),
    "unknown moment": post("Xyzzy.\n", publishDate="after the summer"),
}

TEXTS = {
    "of drafts": post("draft: true\n"),
    "title": post(title="Status: draft: and then?"),
    "rule": "---\n\ndraft: true\n\n# Page\n",
    "no draft": post(draft="false"),
    "no draft, in other words": post(isDraft="false", unpublished="false"),
    "no moment": post(publishDate=""),
}


@pytest.mark.parametrize("text", ALMOST.values(), ids=ALMOST)
def test_word_of_a_draft_holds_back(site, text):
    """One warning at most says so; the text is on no page."""
    built = site({"posts/x.md": text, "posts/y.md": post()}).build(warnings=None)

    assert built.exists("2025/03/y")
    assert not [name for name, data in built.files().items() if b"Xyzzy" in data]
    assert sum("posts/x.md" in warning for warning in built.warnings) <= 2


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_text_about_drafts_is_published(site, text):
    """A word in a text, or in a value, is just that."""
    built = site(
        {"x.md": text, "index.md": "# Test\n\n```{toctree}\n:glob:\n*\n```\n"}
    ).build(warnings=None)

    assert [name for name in built.files() if name.endswith("x/index.html")]


def test_flag_in_a_field_list_holds_back(site):
    """It needs no value, as ``:orphan:`` needs none."""
    flag = "Title\n=====\n\n:date: 2025-03-01\n:draft:\n\nXyzzy.\n"
    built = site({"posts/x.rst": flag, "posts/y.md": post()}).build()

    assert not [name for name, data in built.files().items() if b"Xyzzy" in data]


def test_forgotten_date_is_one_warning(site):
    """What is filed among the posts looks like one; a page can say that it is none."""
    header = "---\ntitle: A\ncategories: c\n---\n\nText.\n"
    page = header.replace("title", "blogpost: false\ntitle")
    files = {"posts/x.md": header, "posts/z.md": page, "posts/y.md": post()}
    built = site(files).build(warnings=["x.md:1: WARNING: expected a date"])

    assert built.exists("posts/x")
    assert built.exists("posts/z")
