"""Markdown of kramdown and Python-Markdown, which the blog's dialect reads the same."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.blog_files import new_blog_files
from sphinx_blogtheme.importers.bodies.flavours import (
    KRAMDOWN,
    blog_markdown,
    python_markdown,
)
from sphinx_blogtheme.importers.engines import read_site

EXTRA = python_markdown(["markdown.extensions.extra", "toc"])


def lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def of_kramdown(text: str) -> str:
    return blog_markdown(text, KRAMDOWN).text


@pytest.mark.parametrize(
    "text",
    [
        "Text, `<br>` and\nmore.\n\n- a\n- b\n\n```html\n<div>\n\n*x*\n</div>\n```\n",
        "<div>\n<b>x</b>\n</div>\n\nText.\n",
        "| a | b |\n|---|---|\n| c | d |\n",
        "```\n{::comment}\nx\n{:/comment}\n*[A]: B\n```\n\nA `{::nomarkdown}` A.\n",
        "    <br>\n    ## no heading\n",
        "Either {{ a | b }} or\n\n$$ |x| $$\n",
        "<pre>\na\n\n*b*\n</pre>\n",
    ],
)
def test_what_both_read_alike_stays(text: str) -> None:
    """Plain Markdown, and all code, is that of the author."""
    assert of_kramdown(text) == text


def test_lone_tag_begins_no_block() -> None:
    """Below a lone tag there is Markdown."""
    assert of_kramdown("A\n\n<br>\n## B\n") == "A\n\n<br>\n\n## B\n"
    assert of_kramdown("<br />\n*B*\n") == "<br /> *B*\n"


def test_text_after_a_block_is_markdown() -> None:
    """HTML ends with its end tag, in the same line or in the next one."""
    assert of_kramdown("<div>\nx</div>\n*a*\n") == "<div>\nx</div>\n\n*a*\n"
    assert of_kramdown("<hr> *a*\n") == "<hr>\n\n*a*\n"


def test_blank_lines_do_not_end_a_block() -> None:
    """What is in an element stays in it, line ends of code included."""
    made = of_kramdown("<div>\n\n    <p>*a*</p>\n\n<pre>b\n\nc</pre>\n</div>\n")

    assert made == "<div>\n    <p>*a*</p>\n<pre>b\n&#10;c</pre>\n</div>\n"

    code = "\n\n{% highlight py %}\na\n\nb\n{% endhighlight %}\n\n"
    assert of_kramdown(f"<div>\n\nx{code}</div>\n") == f"<div>\nx{code}</div>\n"


@pytest.mark.parametrize("flavour", [KRAMDOWN, EXTRA])
def test_element_may_hold_markdown(flavour: object) -> None:
    """It does if its author asks for it: blocks, or the text of a paragraph."""
    text = '<div class="x" markdown="1">\n  *a*\n</div>\n<p markdown=1>*b*</p>\n'

    made = blog_markdown(text, flavour).text  # type: ignore[arg-type]

    assert lines(made) == ['<div class="x">', "*a*", "</div>", "<p><em>b</em></p>"]
    assert "\n\n*a*\n\n" in made


def test_kramdown_parses_html_where_it_is_told_to() -> None:
    """An option lets all elements hold Markdown."""
    text = '{::options parse_block_html="true" /}\n\n<div>\n*a*\n</div>\n'

    assert lines(of_kramdown(text)) == ["<div>", "*a*", "</div>"]


def test_comment_is_hidden() -> None:
    """Nobody reads a comment, and raw HTML is raw."""
    made = of_kramdown("a {::comment}b--c{:/} d\n\n{::comment}\ne\n\nf\n{:/comment}\n")
    raw = of_kramdown("{::nomarkdown}<b>*x*</b>{:/}\n\ny {::nomarkdown}*z*{:/}\n")

    assert lines(made) == ["a <!-- b- -c --> d", "<!-- e", "f -->"]
    assert lines(raw) == ["<b>*x*</b>", r"y \*z\*"]


def test_table_needs_no_header() -> None:
    """A table of rows alone has an empty header, which isn't drawn."""
    made = of_kramdown("| a | `b|c` |\n|---|\n| d | e | f |\n\nx | y\n\nz\n")

    assert lines(made) == [
        *("| a | `b\\|c` |  |", "| --- | --- | --- |", "| d | e | f |"),
        *("|  |  |", "| --- | --- |", "| x | y |", "z"),
    ]


@pytest.mark.parametrize("flavour", [KRAMDOWN, EXTRA])
def test_abbreviation_is_explained(flavour: object) -> None:
    """Each use is, but none in code, in an address or in a longer word."""
    text = 'A `A` [A](/A) AB\n\n*[A]: An "a"\n'

    made = blog_markdown(text, flavour).text  # type: ignore[arg-type]

    short = '<abbr title="An &quot;a&quot;">A</abbr>'
    assert made.strip() == f"{short} `A` [{short}](/A) AB"


def test_definition_list_is_found() -> None:
    """The blog needs MyST's extension for it, and for nothing else."""
    assert blog_markdown("a\n: b\n", KRAMDOWN).extensions == {"deflist"}
    assert not blog_markdown("```\na\n: b\n```\n", KRAMDOWN).extensions
    assert not blog_markdown("a\n: b\n", python_markdown([])).extensions


def test_marks_that_nobody_reads_are_left_out() -> None:
    """Such as the place of a table of contents, which is in the margin."""
    made = blog_markdown("[TOC]\n\n## A { #b }\n\n`[TOC]`\n", EXTRA).text

    assert lines(made) == ["## A {: #b }", "`[TOC]`"]
    assert lines(of_kramdown("- {: .x} a\n\n^\n\n{:ref: .y}\nb\n")) == ["- a", "b"]


def test_heading_keeps_the_id_of_its_old_page() -> None:
    """It is written down where GitHub's rules give another one than ours."""
    text = "## What is *it* ?\n\n## It is\n\n```\n# no ?\n```\n\n## It ? {#own}\n"

    assert of_kramdown(text) == text.replace("*it* ?", "*it* ? {#what-is-it-}")


def test_line_ends_stay() -> None:
    """A text of Windows is one afterwards."""
    assert of_kramdown("<br>\r\n# a\r\n") == "<br>\r\n\r\n# a\r\n"


@pytest.mark.parametrize(
    ("body", "is_set"),
    [("```java\na &lt; b\n```\n", True), ("Text &lt; and `x`.\n", False)],
)
def test_escapes_in_code_set_an_option(tmp_path, body: str, *, is_set: bool) -> None:
    """Old pages showed them, so the new build does not undo them."""
    (tmp_path / "_config.yml").write_text("title: T\n", encoding="utf-8")
    (tmp_path / "_posts").mkdir()
    post = tmp_path / "_posts" / "2025-03-01-a.md"
    post.write_text(f"---\n---\n{body}", encoding="utf-8")
    made = new_blog_files(
        read_site("jekyll", tmp_path, None), title=None, base_url=None
    )
    lines = made.contents["conf.py"].decode().splitlines()

    assert ("blog_code_entities = False" in lines) is is_set
