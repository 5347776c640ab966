"""Formulas become MathML while the page is built."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.markdown.mathml import to_mathml

MATHML = "{http://www.w3.org/1998/Math/MathML}"


def parse(markup: str) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314 -- made by ourselves


@pytest.mark.parametrize("block", [False, True])
def test_formula_carries_its_tex(block):
    """The formula is one ``math``; its TeX is no text of the page."""
    formula = parse(to_mathml(r"\frac{a}{b} < c", block=block))

    assert formula.tag == f"{MATHML}math"
    assert (formula.get("display") == "block") is block
    assert formula.find(f".//{MATHML}mfrac//{MATHML}mi").text == "a"
    assert formula.get("alttext") == r"\frac{a}{b} < c"
    assert "".join(formula.itertext()) == "ab<c"


@pytest.mark.parametrize(
    ("tex", "fault"),
    [
        (r"\nope{x}", "Unknown command"),
        (r"\frac{1", "Expected closing token"),
        ("}", "Unmatched closing token"),
        ("x^", "Expected argument"),
        ("a & b", "table-like environment"),
        (r"\begin{nope} a \end{nope}", "Unknown environment"),
        ("\0", "control character"),
    ],
)
def test_bad_tex_is_refused(tex, fault):
    """The message says what is wrong."""
    with pytest.raises(ValueError, match=fault):
        to_mathml(tex, block=False)


@given(
    st.lists(
        st.sampled_from(
            [
                *"{}\\^_&%$#~'ab1+=<|()[]. é日\n\0",
                *(r"\frac", r"\left(", r"\\", r"\{", r"\text{", r"\sqrt[", r"\hat "),
                *(r"\begin{matrix}", r"\end{matrix}"),
            ]
        ),
        max_size=12,
    ).map("".join),
    st.booleans(),
)
def test_any_tex_is_mathml_or_refused(tex, block):
    """Nothing that an author types breaks the build, or the page."""
    try:
        markup = to_mathml(tex, block=block)
    except ValueError:
        return
    formula = parse(markup)

    assert formula.get("alttext") == tex


def test_style_is_where_validators_look_for_it():
    """Only ``mstyle`` says how large a part of a formula is."""
    tex = r"\begin{pmatrix} \dfrac{\dfrac12}{3} & \tbinom{a}{b} \end{pmatrix}"
    formula = parse(to_mathml(tex, block=True))
    names = {"displaystyle", "scriptlevel"}
    styled = {e.tag for e in formula.iter() if names & e.attrib.keys()}

    assert styled == {f"{MATHML}mstyle"}
    assert len(formula.findall(f".//{MATHML}mfrac")) == 3


@pytest.mark.parametrize(
    ("tex", "line"), [(r"\underline{a+b}", "_"), (r"\overline{a+b}", "‾")]
)
def test_lines_are_no_combining_characters(tex, line):
    """There is nothing before them that they could combine with."""
    math = parse(to_mathml(tex, block=False))
    assert [mo.text for mo in math.iter(f"{MATHML}mo")][-1] == line


def test_formula_is_xml():
    """It is part of feeds and of other formats than HTML."""
    math = parse(to_mathml(r"\sin x", block=False))
    assert "\N{FUNCTION APPLICATION}" in "".join(math.itertext())


@pytest.mark.parametrize(
    ("tex", "shown"),
    [
        (r"\LaTeX", "LaTeX"),
        (r"a, \dotsc, b", "</mo><mi>b"),
        (r"\mbox{two words}", "two\N{NO-BREAK SPACE}words"),
        (r"\begin{matrix}a \cr b\end{matrix}", "<mtr>"),
        (r"\sum_{\substack{i \\ j}} i", "<mtr>"),
        (r"\widetilde{P} \smallsetminus Q", "<mover"),
    ],
)
def test_usual_command_is_known(tex, shown):
    """Commands that authors expect everywhere are no warning."""
    assert shown in to_mathml(tex, block=True)


def test_own_macro_comes_before_a_usual_command():
    """An author may give a command another meaning."""
    assert "own" in to_mathml(r"\TeX", block=False, macros=(("TeX", r"\text{own}"),))
