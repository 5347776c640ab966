"""From the author's Markdown to headings, footnotes and warnings."""

from __future__ import annotations

import pytest

from conftest import post, posts

BODIES = {
    "headings": "## Set up\n\n## Set up\n\n## What's *new* in `x`?\n\n## C++ & C#\n\n"
    "## Snake_case\n\n## Ünïcode 日本\n\n## !!!\n\n## 1. One\n\n## 1\n\n"
    "[a](#set-up-1) [b](#whats-new-in-x) [c](#ünïcode-日本) [d](#comments)\n",
    "order": "One[^9] two[^a] one[^9].\n\n[^a]: A note.\n[^9]: The 9\n\n    goes on.\n",
    "numbers": "# 1\n\nOne[^2] two[^1].\n\n[^1]: First.\n[^2]: Second, as[^1].\n",
    "labels": "One[^*] two[^A] three[^a].\n\n[^*]: 1\n[^A]: 2\n[^a]: 3\n",
    "places": "- a[^1]\n\n> b[^2]\n\n```{note}\nc[^3]\n```\n\n"
    "[^1]: `x`\n[^2]: $y^2$\n[^3]: *z*\n",
}
TITLE = "Python_2_x *and* $5 <b> & [^1]"


@pytest.fixture(scope="module")
def built(module_site):
    """Return one site with a post for each body."""
    files = posts(**BODIES) | {
        "posts/title.md": post("[^1]\n\n[^1]: Note\n", title=f"'{TITLE}'"),
    }
    return module_site(files).build()


@pytest.fixture(scope="module")
def body(built):
    """Return a function that gives the body of a post, parsed."""
    return lambda slug: built.html(f"2025/03/{slug}").select_one(".e-content")


def test_headings_have_the_ids_of_github(built, body):
    """Readers' links to sections go on working; the title takes no id from them."""
    ids = [section["id"] for section in body("headings").select("section")]
    page = built.html("2025/03/headings")

    assert ids == [
        "set-up",
        "set-up-1",
        "whats-new-in-x",
        "c--c",
        "snake_case",
        "ünïcode-日本",
        "section",
        "1-one",
        "1",
    ]
    assert all(page.find(id=a["href"][1:]) for a in body("headings").select("p > a"))


def numbers(body) -> list[tuple[str, str]]:
    """Return each footnote reference: its number, and the note that it leads to."""
    return [
        (a.get_text().strip("[]"), body.find(id=a["href"][1:]).p.get_text())
        for a in body.select(".footnote-reference")
    ]


@pytest.mark.parametrize(
    ("slug", "expected"),
    [
        ("order", [("1", "The 9"), ("2", "A note."), ("1", "The 9")]),
        ("numbers", [("1", "Second, as[2]."), ("2", "First."), ("2", "First.")]),
        ("labels", [("1", "1"), ("2", "2"), ("3", "3")]),
        ("places", [("1", "x"), ("2", "y2"), ("3", "z")]),
    ],
)
def test_footnotes_are_numbered_in_reading_order(body, slug, expected):
    """Whatever their labels, and wherever they are referred to."""
    notes = body(slug).select("aside.footnote")

    assert numbers(body(slug)) == expected
    assert [n.select_one(".label").get_text()[1:-1] for n in notes] == [
        str(number) for number in range(1, len(notes) + 1)
    ]


def test_footnote_leads_back_to_each_reference(body):
    """A footnote that is used twice has two ways back; all its text is in it."""
    note = body("order").select_one("aside.footnote")
    back = [body("order").find(id=a["href"][1:]) for a in note.select(".backrefs a")]

    assert back == [body("order").select(".footnote-reference")[n] for n in (0, 2)]
    assert [p.get_text() for p in note.select("p")] == ["The 9", "goes on."]


def test_ids_are_unique_where_posts_share_a_page(built):
    """The footnotes of each post belong to it."""
    front = built.html()
    ids = [element["id"] for element in front.select("[id]")]

    assert len(front.select("aside.footnote")) == 11
    assert len(ids) == len(set(ids))
    for entry in front.select(".h-entry"):
        for reference in entry.select(".footnote-reference"):
            assert entry.find(id=reference["href"][1:])


def test_title_is_plain_text(built):
    """Nothing in a title is Markdown, maths, HTML or a footnote."""
    page = built.html("2025/03/title")

    assert page.h1.get_text() == TITLE
    assert page.title.get_text().startswith(TITLE)
    assert [a.get_text() for a in page.select(".footnote-reference")] == ["[1]"]
    assert TITLE in [a.get_text().strip() for a in built.html().select(".h-entry h2 a")]


@pytest.mark.parametrize(
    ("text", "warning", "shown"),
    [
        (
            "text\n\nOne[^nope].",
            "8: WARNING: the post has no footnote [^nope]",
            "[^nope]",
        ),
        ("One.\n\n[^x]: Kept.", "8: WARNING: Footnote [#] is not", "Kept."),
        (
            "[^x]\n\n[^x]: Kept.\n[^x]: Also.",
            "9: WARNING: Footnote [#] is not",
            "Also.",
        ),
        ("text\n\n[a](#gone)", "8: WARNING: 'myst' cross-reference target", "a"),
        ("text\n\n```{gone}\n```", "8: WARNING: Unknown directive type: 'gone'", ""),
    ],
)
def test_fault_is_one_warning_at_its_line(site, text, warning, shown):
    """The line is the author's own, header included, and no text is lost."""
    built = site(posts(x=text)).build(warnings=[f"posts/x.md:{warning}"])

    assert shown in built.html("2025/03/x").select_one(".e-content").get_text()


def test_options_for_myst_in_a_header_hold(site):
    """A post may set MyST's options for itself, in the header that we read."""
    source = post("{sub-ref}`today` {{ x }}", myst="\n  substitutions: {x: y}")
    built = site(
        {"posts/x.md": source}, myst_enable_extensions=["substitution"], today="now"
    ).build()

    assert (
        built.html("2025/03/x").select_one(".e-content").get_text().strip() == "now y"
    )


def test_other_pages_are_mysts_own(site):
    """A page that is no post keeps MyST's syntax, such as comments."""
    built = site(
        {"page.md": "---\norphan: true\n---\n\n# Page\n\n% hidden\n\nshown\n"}
    ).build()

    assert [p.get_text() for p in built.html("page").select("main p")] == ["shown"]
