"""Which parts of a text are code, and which output belongs to which code."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.examples.block_options import options_of
from sphinx_blogtheme.examples.blocks import BlockKind, Prose, Snippet
from sphinx_blogtheme.examples.exceptions_shown import shown_error
from sphinx_blogtheme.examples.pairing import block_kind, blocks_of


def snippet(text, language="python", line=1):
    return Snippet(language=language, text=text, line=line, end=line + 1)


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("python", "x = 1\n", BlockKind.CODE),
        ("python", ">>> x\n1\n", BlockKind.DOCTEST),
        ("python", "# So:\n>>> x\n1\n", BlockKind.DOCTEST),
        ("python", 'def f():\n    """\n    >>> f()\n    """\n', BlockKind.CODE),
        ("python", "Python 3.12.4 on linux\n>>> x\n1\n", BlockKind.DOCTEST),
        ("", ">>> x\n", BlockKind.DOCTEST),
        ("console", ">>> x\n", BlockKind.DOCTEST),
        ("console", "$ python\n>>> x\n", BlockKind.CONSOLE),
        ("", "x = 1\n", None),
        ("js", ">>> x\n", None),
        ("diff", ">>> x\n", None),
        ("code-cell", "x\n", BlockKind.CELL),
    ],
)
def test_language_and_text_decide_how_code_is_run(language, text, kind):
    assert block_kind(snippet(text, language)) is kind


CODE, LINE, HEADING = (
    snippet("print(1)\n"),
    Prose(lines=1),
    Prose(lines=1, ends_section=True),
)


def shown(*parts):
    return [[output.text for output in block.shown] for block in blocks_of(parts)]


@pytest.mark.parametrize(
    ("parts", "outputs"),
    [
        ([CODE, snippet("a", "output")], [["a"]]),
        ([CODE, LINE, LINE, LINE, snippet("a", "output")], [["a"]]),
        ([CODE, HEADING, snippet("a", "output")], [[]]),
        ([CODE, snippet("x", "js"), snippet("a", "output")], [[]]),
        ([CODE, snippet("a", "text"), snippet("b", "text")], [["a"]]),
        ([CODE, LINE, snippet("a", "")], [["a"]]),
        ([CODE, LINE, LINE, snippet("a", "text")], [[]]),
        ([CODE, CODE, snippet("a", "output")], [[], ["a"]]),
        ([snippet("a", "output"), CODE], [[]]),
        ([snippet(">>> 1\n1\n"), snippet("a", "text")], [[]]),
    ],
)
def test_output_belongs_to_the_code_above_it(parts, outputs):
    assert shown(*parts) == outputs


def test_words_are_read_wherever_they_are():
    options = options_of(
        "title='x.py' skip='no printer'", "+NORMALIZE_WHITESPACE -ellipsis what", "x"
    )

    assert (options.skip, options.unknown) == ("no printer", ("what",))
    assert (options.flags.bit_count(), options.without.bit_count()) == (1, 1)
    assert options_of("{1,3}").unknown == ()
    assert options_of(code="#| eval: false\nx").skip == "eval: false"
    assert options_of(code="x  # doctest: +SKIP").skip == "+SKIP"
    assert options_of("expect-error").error == ""


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Traceback (most recent call last):\n  ...\nKeyError: 'x'\n", "KeyError: 'x'"),
        (
            "a\nTraceback (most recent call last):\n  File x\nmod.Odd: y\nz\n",
            "mod.Odd: y\nz",
        ),
        (
            '  File "<stdin>", line 1\n    x x\n      ^\nSyntaxError: no\n',
            "SyntaxError: no",
        ),
        ("ValueError: no\n", "ValueError: no"),
        ("All went well: yes\n", None),
        ("Name: x\n", None),
        ("one\nValueError: printed\n", None),
        ("", None),
    ],
)
def test_exception_in_an_output_is_known(text, message):
    found = shown_error(text)

    assert (found.message if found else None) == message
