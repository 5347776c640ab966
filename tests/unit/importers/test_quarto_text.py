"""Markdown of Quarto, and notebooks, rewritten as MyST."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.bodies.notebook_text import NotebookText
from sphinx_blogtheme.importers.bodies.quarto_inline import QuartoInline
from sphinx_blogtheme.importers.bodies.quarto_text import QuartoText


def rewritten(text: str) -> str:
    inline = QuartoInline(lambda url, _: url, {"meta.title": "T"})
    return QuartoText(inline).rewrite(text).strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("```{r}\n#| echo: false\nx <- 1\n```", "```r\nx <- 1\n```"),
        ("```{python}\n1\n```", "```python\n1\n```"),
        ("```{.r .cell-code}\n1\n```", "```r\n1\n```"),
        ("```{=html}\n<b>x</b>\n```", "<b>x</b>"),
        ("```{=latex}\n\\x\n```", ""),
        ("[x]{.mark} H~2~O", "<mark>x</mark> H<sub>2</sub>O"),
        ("{{< meta title >}}", "T"),
        ("`<i>x</i>`{=html}", "<i>x</i>"),
        ("a `x ^[y]` b", "a `x ^[y]` b"),
        ("::: {.callout-tip}\nx\n:::", ":::{tip}\n\nx\n:::"),
        ("::: {.column-margin}\nx\n:::", "x"),
        ('::: {.content-visible when-format="pdf"}\nx\n:::', ""),
        ("$$\nx\n$$ {#eq-a}", "$$\nx\n$$ (eq-a)"),
        ("## 1. So v1.2!", "## 1. So v1.2! {#so-v1.2}"),
        ("## A...\n\n## A", "## A...\n\n## A"),
        ("{% x %}", "\\{% x %}"),
        (
            "::: {.cell filename='a.r' output.var='x'}\n```{.r .cell-code}\n1\n```\n:::",
            "```{code-block} r\n:caption: a.r\n\n1\n```",
        ),
        (
            "```{r}\n#| code-fold: show\n#| code-summary: Some *code*\n1\n```",
            "<details open>\n<summary>Some code</summary>\n\n```r\n1\n```\n\n</details>",
        ),
        (
            "```{ojs}\n//| echo: fenced\n1\n```",
            "````\n```{ojs}\n//| echo: fenced\n1\n```\n````",
        ),
    ],
)
def test_construct_is_rewritten(text: str, expected: str) -> None:
    """Cells stay code, and divs their contents."""
    assert rewritten(text) == expected


def test_cells_of_a_document_are_folded() -> None:
    """As its settings say, but neither one that says otherwise nor other code."""
    inline = QuartoInline(lambda url, _: url, {})
    text = QuartoText(inline, folded="Code")
    cells = "```{r}\n1\n```\n\n```{r}\n#| code-fold: false\n2\n```\n\n```r\n3\n```"
    folded, _, other = text.rewrite(cells).partition("</details>")

    assert folded.split() == [
        "<details>",
        "<summary>Code</summary>",
        "```r",
        "1",
        "```",
    ]
    assert other.split() == ["```r", "2", "```", "```r", "3", "```"]


def test_figures_have_numbers_and_captions() -> None:
    """As Quarto counts them, and references have them too."""
    made = rewritten("See @fig-b.\n\n![A *b*](b.png){#fig-b width=50%}")

    assert made.split("\n") == [
        "See [Figure 1](#fig-b).",
        "",
        ":::{figure} b.png",
        ":name: fig-b",
        ":width: 50%",
        "",
        "Figure 1: A *b*",
        ":::",
    ]


def test_notes_within_a_text_are_at_its_end() -> None:
    """With the code that is in them."""
    made = rewritten("One^[With `code` [in](it).] two.")

    assert made == "One[^inline-1] two.\n\n[^inline-1]: With `code` [in](it)."


def test_grid_tables_have_pipes() -> None:
    """A cell of several lines is one line."""
    table = "+---+---+\n| a | b |\n+===+===+\n| c | d |\n| e |   |\n+---+---+"

    assert rewritten(table).split("\n") == ["| a | b |", "| --- | --- |", "| c e | d |"]


def test_notebook_keeps_its_outputs() -> None:
    """Texts, code, what it printed and drew; what its options hide is left out."""
    cells = [
        {"cell_type": "markdown", "source": ["# A\n", "b"]},
        {
            "cell_type": "code",
            "source": "#| echo: false\nx",
            "outputs": [
                {"output_type": "stream", "text": "\x1b[31mred\x1b[0m\n"},
                {"output_type": "display_data", "data": {"image/svg+xml": "<svg/>"}},
            ],
        },
        {"cell_type": "code", "source": "y = '```'", "outputs": []},
    ]
    notebook = NotebookText({"cells": cells}, "n_files")

    assert notebook.text() == (
        "# A\nb\n\n```\nred\n```\n\n![](/n_files/output-1.svg)\n\n"
        "````python\ny = '```'\n````\n"
    )
    assert notebook.pictures == {"n_files/output-1.svg": b"<svg/>"}
