"""Formulas, tables, code and headings in the Markdown of blogs, without Sphinx."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from sphinx_blogtheme.markdown.dialect import use_blog_dialect
from sphinx_blogtheme.markdown.dollar_maths import is_maths
from sphinx_blogtheme.model.headings import heading_title, outline
from sphinx_blogtheme.model.inline_markdown import plain_text


@pytest.mark.parametrize(
    ("content", "before", "after"),
    [
        ("x", "", ""),
        ("2", " ", "."),
        ("n+1", "(", ")"),
        ("5x", " ", " "),
        ("x_1", "", "s"),
        (" x^2 ", " ", " "),
        ("\\alpha", "", ""),
        ("10 \\text{ dollars}", "", ""),
    ],
)
def test_formula_is_maths(content, before, after):
    """A formula may begin with a number, and stand beside punctuation."""
    assert is_maths(content, before, after)


@pytest.mark.parametrize(
    ("content", "before", "after"),
    [
        ("5 and then ", " ", "1"),
        ("5 and then", " ", " "),
        ("5-", " ", "1"),
        ("5-", " ", "x"),
        ("100k/year versus ", " ", "2"),
        ("10 to US", "S", "2"),
        ("HOME and ", " ", "P"),
        ("", " ", " "),
        (" ", " ", " "),
        ("a\nb", " ", " "),
        ("x`y", " ", " "),
    ],
)
def test_price_is_not_maths(content, before, after):
    """Amounts, names of variables and lone signs stay text."""
    assert not is_maths(content, before, after)


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("It was $5, then $10; $12 and $15.", []),
        ("US$10 to US$20, or $3.50", []),
        ("$100k/year versus $200k/year", []),
        ("`$x$` and \\$x\\$ and $", []),
        ("$x$ costs $5", ["x"]),
        ("$x$, $y^2$ and $5$", ["x", "y^2", "5"]),
        ("$a \\$ b_1$", ["a \\$ b_1"]),
        ("$*a* _b_$", ["*a* _b_"]),
        ("$$a$$ and $$b$$", ["a", "b"]),
        ("$$\na\n$$", ["a"]),
        ("$$a\nb$$", ["a\nb"]),
        ("> $$\n> a\n> $$", ["a"]),
        ("text\n$$a$$\ntext", ["a"]),
        ("$$ never closed", []),
        ("    $$\n    code\n    $$", []),
        ("```\n$$\ncode\n$$\n```", []),
    ],
)
def test_formulas_are_found(text, formulas):
    """What is maths is taken out of Markdown whole; all else stays Markdown."""
    md = MarkdownIt()
    use_blog_dialect(md)
    tokens = [child for token in md.parse(text) for child in token.children or [token]]

    assert [t.content for t in tokens if t.type.startswith("math")] == formulas


@pytest.mark.parametrize(
    "text",
    ["a | b\n---\ntext", "a | b | c\n--- | ---\ntext", "```\na|b\n---\na|b\n```"],
)
def test_what_merely_looks_like_a_table_is_text(text):
    """A row that fits the header must follow; code is never mended."""
    md = MarkdownIt()
    use_blog_dialect(md)

    assert not [token for token in md.parse(text) if token.type == "table_open"]


@pytest.mark.parametrize(
    ("fence", "shown"),
    [
        ("```\na &lt; b &amp;&amp; c\n```", "a < b && c"),
        ("```python\nif a &lt; b:\n```", "if a < b:"),
        ('```python\nprint("&lt;")\n```', 'print("&lt;")'),
        ("```\n<p>&lt;</p>\n```", "<p>&lt;</p>"),
        ("```html\n&lt;p&gt;\n```", "&lt;p&gt;"),
        ("```html+jinja\n&lt;p&gt;\n```", "&lt;p&gt;"),
        ("```{note}\nNo &lt;b&gt; here\n```", "No &lt;b&gt; here"),
        ("```\n&nbsp; &copy;\n```", "&nbsp; &copy;"),
    ],
)
def test_code_that_was_escaped_is_shown_as_meant(fence, shown):
    """``&lt;`` in code is ``<``, unless the code shows that it means the entity."""
    md = MarkdownIt()
    use_blog_dialect(md)

    assert md.parse(fence)[0].content == f"{shown}\n"


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([], []),
        ([1, 2, 3], [2, 3, 4]),
        ([3, 3, 4, 2, 5], [2, 2, 3, 2, 3]),
        ([1, 6, 1], [2, 3, 2]),
        ([1, 2, 3, 4, 5, 6], [2, 3, 4, 5, 6, 6]),
    ],
)
def test_outline_leaves_no_level_out(levels, expected):
    """Headings begin at ``h2`` and go down one level at a time."""
    assert outline(levels) == expected


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("From the *heading*, `x` and **all**", "From the heading, x and all"),
        ("A [link](/x) and ![image](/y.png)", "A link and image"),
        ("snake_case and 2 * 3 * 4", "snake_case and 2 * 3 * 4"),
        ("What *`__init__`* and `[a](b)` are", "What __init__ and [a](b) are"),
    ],
)
def test_title_from_a_heading_is_plain(heading, text):
    """Marks of emphasis, code and links are no part of a title, but in code they are."""
    assert plain_text(heading) == text
    assert heading_title(heading, "") == text


def test_title_has_the_marks_that_its_heading_escapes():
    """They are text, as they are in the heading."""
    assert heading_title(r"No \_\_init\_\_ in *it*", "") == "No __init__ in it"
