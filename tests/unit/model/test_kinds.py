"""The kind and the title of a post, from its header and the shape of its text."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sphinx_blogtheme.discovery.header_reader import heading_of
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.model.kinds import NOTE_LENGTH, kind_and_title, shape_of_body

ZONE = ZoneInfo("UTC")


def found(header: str, body: str, *, rst: bool = False, named: bool = False):
    """Return kind, title and whether there is no title for readers."""
    facts = parse_header(f"---\ndate: 2026-10-12\n{header}---\n", ZONE).front_matter
    shape = shape_of_body(body, None if rst else heading_of(body), rst=rst)
    return kind_and_title(facts, shape, "the-slug", named=named)


QUOTATIONS = {
    "dash in it": "> Be brief.\n>\n> — Ann\n",
    "dash after it": "> Be brief.\n\n-- [Ann](https://ann.example/), 1880\n",
    "heading before it": "# On length\n\n> Be brief.\n>\n> --- Ann\n",
    "underlined heading": "On length\n=========\n\n> Be brief.\n\n— Ann\n",
    "several paragraphs": "> Be brief.\n>\n> And clear.\n>\n> — Ann\n<!-- later -->\n",
}


@pytest.mark.parametrize("body", QUOTATIONS.values(), ids=QUOTATIONS)
def test_quotation_with_its_source_is_a_quote(body):
    """Quoting somebody needs no key."""
    assert found("title: X\n", body).kind == "quote"


OTHERS = {
    "no source": "> Be brief.\n>\n> And clear.\n",
    "source alone": "> — Ann\n",
    "words before": "She says:\n\n> Be brief.\n>\n> — Ann\n",
    "words after": "> Be brief.\n\n— Ann\n\nI agree.\n",
    "list": "> - Be brief\n>\n> - Be clear\n",
    "callout": "> [!NOTE]\n> Be brief.\n>\n> — Ann\n",
    "rule": "> Be brief.\n>\n> ---\n",
    "no text": "",
}


@pytest.mark.parametrize("body", OTHERS.values(), ids=OTHERS)
def test_text_that_has_more_or_less_is_no_quotation(body):
    """An article that begins with a motto stays one."""
    assert found("title: X\n", body).kind == "article"


def test_indented_text_with_a_source_is_a_quote_in_restructuredtext():
    """Authors of reStructuredText write quotations in their own way."""
    assert found("title: X\n", "   Be brief.\n\n   -- Ann\n", rst=True).kind == "quote"
    assert found("title: X\n", "Be brief.\n\n   -- Ann\n", rst=True).kind == "article"


@pytest.mark.parametrize(
    ("header", "body", "kind"),
    [
        ("", "Rain.\n", "note"),
        ("title: Rain\n", "Rain.\n", "article"),
        ("", "# Rain\n\nAll week.\n", "article"),
        ("", "Rain.\n\n## Later\n\nSun.\n", "article"),
        ("", "Rain.\n\n<!--more-->\n\nSun.\n", "article"),
        ("", "r" * NOTE_LENGTH, "note"),
        ("", "r" * (NOTE_LENGTH + 1), "article"),
        ("", "", "article"),
        ("index: false\n", "I write.\n", "article"),
        ("on-menu: true\n", "I write.\n", "article"),
        ("link: https://e.org/\n", "Rain.\n", "link"),
        ("link: https://e.org/\nkind: article\n", "Rain.\n", "article"),
        ("link: https://e.org/\nkind: quote\n", "Rain.\n", "quote"),
        ("title: Rain\nkind: Notes\n", "Rain.\n", "note"),
    ],
)
def test_header_says_the_kind_or_the_shape_does(header, body, kind):
    """A link has a ``link``; a note is short, and has no title."""
    assert found(header, body).kind == kind


@pytest.mark.parametrize(
    ("header", "kind", "kept"),
    [
        ("post_format: aside", "note", {}),
        ("type: micro", "note", {}),
        ("format: quote", "quote", {}),
        ("type: link", "link", {}),
        ("type: posts", None, {"type": "posts"}),
        ("type: text", None, {"type": "text"}),
        ("format:\n  html: default", None, {"format": {"html": "default"}}),
        ("kind: bookmark", "link", {}),
        ("kind: quote\ntype: micro", "quote", {"type": "micro"}),
    ],
)
def test_words_of_other_engines_are_known(header, kind, kept):
    """Their other values are for templates, as before, without a warning."""
    read = parse_header(f"---\n{header}\n---\n", ZONE)

    assert (read.front_matter.kind, read.front_matter.extra) == (kind, kept)
    assert read.problems == ()


def test_unknown_kind_is_one_warning():
    """A typing error is told, and the shape decides."""
    read = parse_header("---\nkind: qoute\n---\n", ZONE)

    assert [problem.line for problem in read.problems] == [2]
    assert "'qoute': expected one of article, link, quote, note" in (
        read.problems[0].message
    )
    assert read.front_matter.kind is None


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("Rain.\n\nSun.\n", "Rain."),
        ("*Rain* and [sun](/a/), `x` and <b>y</b>[^1].\n", "Rain and sun, x and y."),
        ("- Rain\n- Sun\n", "Rain Sun"),
        ("<!-- x -->\n![](a.png)\n\nThe yard\n", "The yard"),
        (
            "```\ncode\n```\n\nIt rains \\*all\\* day &amp; night\n",
            "It rains *all* day & night",
        ),
        ("{{< figure src=a.png >}}\n", "The slug"),
        ("See <https://e.org/a>\n", "See https://e.org/a"),
        ("word " * 30, "word word word word word word word word word word word…"),
    ],
)
def test_first_words_of_a_note_are_its_title(body, title):
    """Where a title can't be left out, readers get the words of the author."""
    assert found("", body)[1:] == (title, True)


def test_first_words_of_a_quotation_are_its_title():
    """Its quotation marks are the page's."""
    assert found("", QUOTATIONS["dash in it"]) == ("quote", "Be brief.", True)


@pytest.mark.parametrize("header", ["kind: article\n", "link: https://e.org/\n"])
def test_other_posts_have_the_title_of_their_slug(header):
    """Articles and links always have a title."""
    assert found(header, "Rain.\n")[1:] == ("The slug", False)


def test_name_of_a_file_is_a_title_in_a_folder_of_jekyll():
    """Jekyll makes titles of file names, so a short post there is no note."""
    assert found("", "Rain.\n", named=True) == ("article", "The slug", False)
