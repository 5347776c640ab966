"""Entries of BibTeX, and citations in words."""

from __future__ import annotations

from datetime import UTC, datetime

from sphinx_blogtheme.pages.citations import bibtex, citation

DAY = datetime(2025, 3, 2, tzinfo=UTC)


def entry(title="Nibs", authors=("Ann Quill",), site="Ink"):
    """Return the lines of an entry."""
    return bibtex(title, authors, site, DAY, "https://x.example/a_b/").splitlines()


def test_entry_has_what_a_bibliography_shows():
    """The key is made of the author, the year and the title's first word."""
    assert entry("Of nibs", ["Ann Quill", "Bo Ink"]) == [
        "@misc{quill2025of,",
        "  author = {Ann Quill and Bo Ink},",
        "  title = {{Of nibs}},",
        "  howpublished = {Ink},",
        "  year = {2025},",
        "  month = mar,",
        "  url = {https://x.example/a_b/},",
        "}",
    ]


def test_signs_of_tex_are_plain_in_an_entry():
    """A title may have any of them, and the entry still has one title."""
    lines = entry("50 % of {a_b} & \\c ~ ^ $ #1")

    assert lines[2] == (
        r"  title = {{50 \% of \{a\_b\} \& \textbackslash{}c \textasciitilde{}"
        r" \textasciicircum{} \$ \#1}},"
    )


def test_author_may_be_a_firm():
    """The word "and" and a comma part no name."""
    assert entry(authors=["Quill and Sons, Porto"])[1] == (
        "  author = {{Quill and Sons, Porto}},"
    )


def test_post_without_author_is_cited_by_the_site():
    """There is no empty field, and the key has no accents."""
    assert entry(authors=[], site="Crème")[:2] == [
        "@misc{creme2025nibs,",
        "  title = {{Nibs}},",
    ]
    assert citation("Nibs", [], "Ink", "2 March 2025", "https://x.example/") == (
        "“Nibs”. Ink, 2 March 2025. https://x.example/"
    )


def test_citation_names_all_authors():
    """It is one sentence that can be pasted."""
    assert citation("Nibs", ["Ann", "Bo"], "Ink", "2 March 2025", "U") == (
        "Ann, Bo: “Nibs”. Ink, 2 March 2025. U"
    )
