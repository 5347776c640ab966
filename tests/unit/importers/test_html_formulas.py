"""Formulas within HTML, which a script of the old site drew."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.bodies.html_formulas import (
    formulas_left,
    with_formulas,
)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("<div>\n$$\na^b\n$$\n</div>\n", "<div>\n\n$$\na^b\n$$\n\n</div>\n"),
        ("<p>\\[a_1\\]</p>\n", "$$\na_1\n$$\n"),
        (
            "<div><b>A</b>\n  <p>$$x$$</p><p>b</p></div>\n",
            "<div><b>A</b>\n\n$$\nx\n$$\n\n<p>b</p></div>\n",
        ),
        (
            "- a\n\n  <center>$$\nx\n\ny$$</center>\n",
            "- a\n\n  <center>$$\nx\n\ny$$</center>\n",
        ),
        (
            "- a\n\n  <div>$$x$$</div>\n",
            "- a\n\n  <div>\n\n  $$\n  x\n  $$\n\n  </div>\n",
        ),
        ("`<div>$$x$$</div>`\n", "`<div>$$x$$</div>`\n"),
        ("```\n<div>$$x$$</div>\n```\n", "```\n<div>$$x$$</div>\n```\n"),
        ("<div>\n<pre>$$x$$</pre>\n</div>\n", "<div>\n<pre>$$x$$</pre>\n</div>\n"),
        ("<div>$$x$$<b>y</b></div>\n", "<div>$$x$$<b>y</b></div>\n"),
        ("A <b>$$x$$</b>\n", "A <b>$$x$$</b>\n"),
    ],
)
def test_formula_between_tags_is_one_of_markdown(text: str, made: str) -> None:
    """Code, words and lone tags around it stay as they are."""
    assert with_formulas(text) == made
    assert with_formulas(made) == made


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<div>so $$x^2$$ and \\(a_1\\)</div>\n", 2),
        ("<div>5 $$ and 6 $$</div>\n\n$$x^2$$\n\n<p><code>\\(a_1\\)</code></p>\n", 0),
    ],
)
def test_formulas_among_words_are_counted(text: str, left: int) -> None:
    """They would be text, of which the import tells."""
    assert formulas_left(text) == left
