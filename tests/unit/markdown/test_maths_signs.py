"""Which dollar signs are around formulas, and which are ordinary text."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_blogtheme.markdown.dialect import use_blog_dialect


def formulas(text: str) -> list[str]:
    md = MarkdownIt("commonmark").use(footnote_plugin)
    use_blog_dialect(md)
    tokens = [child for token in md.parse(text) for child in token.children or [token]]
    return [t.content for t in tokens if t.type.startswith(("math", "amsmath"))]


@pytest.mark.parametrize(
    "text",
    [
        "Tea is $3.[^1] Cake is $4.[^1]\n\n[^1]: Today.",
        "A $30 guide to snake_case, or a $40 one.",
        "Paid $8 ([bill](https://shop.example/x_y)) and $9.",
        "[For $8](/a_b) or $9_000",
        "Run $EDITOR on $my_file, or ${EDITOR} on ${my_file}.",
        "$XDG_HOME/$XDG_CACHE and ${A_B}${C_D} and $A_B:$PATH",
        "`a_$b` is $1, `c_$d` is $2",
        'Is <b title="$x_1">$5</b> less than <b>$6_0</b>?',
        "https://x.example/?q=$a_b&r=$c_d and <https://x.example/$a_b/$c>",
        "$1^st^ and $2^nd^",
        "**$5** or **$x_y**",
        "$_POST['a_b'] and $_GET['c_d'] or $('#e_f') and $('.g_h')",
        r"C:\Users costs $5 and D:\Temp$ nothing",
        "10_000$, 20_000$ and 30_000$",
        "Rated $$ to $$$, and $$–$$$",
        "`kill $$` or kill $$, then echo $$.",
        "the $-sign, or a US-$, is",
        "A$AP Rocky and ke$ha_1",
        r"\(c\) and \[x\] and \(not a link\)",
        "$5/user_month, or 10$/user_month",
        "^foo$ and bar_baz$",
        'If "$a" is "$s", or “$a” is “$s”',
        "(in US-$) and x_1 ($)",
        r"The pattern \(\d+\) or \[\w+\], or \\(one\\|two\\)",
        r"Write \[^1\] for a note",
        r"\[^1\]",
        "$5 for a_1 and\n$6 for b_2",
        "$my_x = 1;\n$my_y = 2;",
        "x[1]$a + x[2]$b, and $foo_$s",
        "From $5bn to 20bn$, or $5bn/$6bn",
    ],
)
def test_ordinary_text_has_no_formula(text):
    """Signs of Markdown, shells and shops are none of TeX."""
    assert formulas(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tea is $3.[^1] Let $x$ be.\n\n[^1]: Today.", ["x"]),
        ("A $30 guide to snake_case, and $x$.", ["x"]),
        ("Paid $8 ([bill](/x_y)) for $n$ cups.", ["n"]),
        ("$x$s, the $n$th and the $n$-th", ["x", "n", "n"]),
        ("设$x_1$为$y$。", ["x_1", "y"]),
        (r"$a_i \in \{1, 2\}$ or $f(x)=x^2$", [r"a_i \in \{1, 2\}", "f(x)=x^2"]),
        (r"$ x^2 $, $\alpha $ and $ x $", ["x^2", r"\alpha"]),
        (r"$12 d_{out}$ and $2 \times d_out$", ["12 d_{out}", r"2 \times d_out"]),
        (
            "$[0, 1)$, $]0, 1[$ and $x^{[1]}$\n\n[1]: /x",
            ["[0, 1)", "]0, 1[", "x^{[1]}"],
        ),
        ("$`a + b`$ and $``c ` d``$", ["a + b", "c ` d"]),
        (r"\\(\\frac{a}{b}\\) and \\(\\pi \\\\ x\\)", [r"\frac{a}{b}", r"\pi \\ x"]),
        (r"\(x_1\), \\(\beta\\) and \[ \gamma \]", ["x_1", r"\beta", r"\gamma"]),
        ("$$ a = b $$ and $$c$$", ["a = b", "c"]),
        ("$$\na\n$$ (one)\n\nText.\n\n$$\nb\n$$ (two)", ["a", "b"]),
        ("$$\na\n$$,\n\ntext\n\n$$\nb\n$$.", ["a,", "b."]),
        ("$$\na\n$$ where b\nstands\n\n$$\nc\n$$", ["a", "c"]),
        ("\\[\na_1\n= b\n\\]", ["a_1\n= b"]),
        (
            "Text\n\\begin{align*}\na &= b\n\\end{align*}.\nmore",
            ["\\begin{align*}\na &= b\n\\end{align*}."],
        ),
        (r"From \eqref{one}.", [r"\eqref{one}"]),
        ("H$_2$O, m$^2$, 10$^{-3}$, Na$^+$", ["_2", "^2", "^{-3}", "^+"]),
        (r"$\sim$50 and 4$\times$", [r"\sim", r"\times"]),
        ("$4ac$ and $2xy$", ["4ac", "2xy"]),
        (r"$\int f dx dy$", [r"\int f dx dy"]),
        (r"$(now, rem)$ and $x \in [low, high]$", ["(now, rem)", r"x \in [low, high]"]),
        ("$(a, b) \\in\nS$ and $x_1,\nx_2$", ["(a, b) \\in\nS", "x_1,\nx_2"]),
        ("$a &lt; b$ and $$a &amp; b$$", ["a < b", "a & b"]),
        ("[a](https://x.example/y)$x$, https://x.example).$y$", ["x", "y"]),
        (r"$$\frac{true positives}{all}$$", [r"\frac{true positives}{all}"]),
        ("$$ recall = true hits / all hits $$", ["recall = true hits / all hits"]),
        ("so $$ KL(q) = 0 $$ if", ["KL(q) = 0"]),
        (r"\\(N\\), \\(n = 3\\) and \\(x\_i\\)", ["N", "n = 3", "x_i"]),
        (r"\(\alpha\), \(n\) and \(k=1\)", [r"\alpha", "n", "k=1"]),
    ],
)
def test_formula_is_found_whole(text, found):
    """What stands around a formula takes nothing from it, and gives nothing to it."""
    assert formulas(text) == found


def test_text_after_an_equation_stays_text():
    """It begins the next paragraph, with its links."""
    md = MarkdownIt("commonmark")
    use_blog_dialect(md)
    html = md.render("> $$\n> a\n> $$ where [b](/b)\n> stands.")

    assert '<p>where <a href="/b">b</a>\nstands.</p>' in html


@pytest.mark.parametrize("opening", ["<!-- a", "<?php a", "<script>", "> <!-- a"])
def test_html_without_an_end_is_no_block(opening):
    """All that follows stays Markdown."""
    md = MarkdownIt("commonmark")
    use_blog_dialect(md)

    assert "<em>b</em>" in md.render(f"{opening}\n\n*b*")
