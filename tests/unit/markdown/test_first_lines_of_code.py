"""The first line of fenced code, as other engines have it."""

from __future__ import annotations

import pytest
from docutils.parsers.rst import directives
from docutils.parsers.rst.languages import en
from pygments.lexers import get_all_lexers

from sphinx_blogtheme.markdown.code_info import (
    language_and_options,
    language_in_braces,
)


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("{r}", ("r", "")),
        ("{r plot, echo=FALSE}", ("r", " plot, echo=FALSE")),
        ("{python}", ("python", "")),
        ("{.python #id .x}", ("python", " #id .x")),
        ("{hl_lines=[1]}", ("", "hl_lines=[1]")),
        ("{=html}", ("html", "")),
        ("{#only-an-id}", ("", "#only-an-id")),
        ("{ojs}", ("javascript", "")),
        ("{note} Title", None),
        ("{code-block} python", None),
        ("python", None),
    ],
)
def test_braces_with_a_language(info: str, expected: tuple[str, str] | None) -> None:
    """A language or an option makes it code, any other name a directive."""
    assert language_in_braces(info) == expected


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        ("toml,linenos,hl_lines=1", ("toml", ",linenos,hl_lines=1")),
        ("js{1,3}", ("js", "{1,3}")),
        ("js:title=x.js", ("js", ":title=x.js")),
        ("c++", ("c++", "")),
        ("objective-c x", ("objective-c", " x")),
    ],
)
def test_language_before_options(info: str, expected: tuple[str, str]) -> None:
    """The language ends where options begin."""
    assert language_and_options(info) == expected


def test_no_directive_has_the_name_of_a_language() -> None:
    """Else its content would be taken for code at an import."""
    names = {alias for lexer in get_all_lexers() for alias in lexer[1]}

    assert not names & {*en.directives, *directives._directives}
