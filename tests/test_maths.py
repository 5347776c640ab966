"""Formulas become MathML while the page is built."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import posts
from sphinx_blogtheme.markdown.mathml import to_mathml

MATHML = "{http://www.w3.org/1998/Math/MathML}"

BODIES = {
    "both": "Inline $a < b$.\n\n$$\nx & y \\\\\nz\n$$\n",
    "numbered": "```{math}\n:label: one\na\n```\n\n```{math}\nb\n```\n\n"
    "```{math}\n:label: two\nc\n```\n\nSee {eq}`two`, {math}`d`.\n",
}


@pytest.fixture(scope="module")
def built(module_site):
    """Return one site with a post for each body."""
    return module_site(posts(**BODIES)).build()


def parse(markup: str) -> ET.Element:
    return ET.fromstring(markup)  # noqa: S314 -- made by ourselves


def texts(elements) -> list[str]:
    return [element.get_text() for element in elements]


@pytest.mark.parametrize("block", [False, True])
def test_formula_carries_its_tex(block):
    """The formula is one ``math``; its TeX is an annotation, to be copied."""
    formula = parse(to_mathml(r"\frac{a}{b} < c", block=block))
    annotation = formula.find(f"{MATHML}semantics/{MATHML}annotation")

    assert formula.tag == f"{MATHML}math"
    assert (formula.get("display") == "block") is block
    assert formula.find(f".//{MATHML}mfrac//{MATHML}mi").text == "a"
    assert annotation.get("encoding") == "application/x-tex"
    assert annotation.text == r"\frac{a}{b} < c"


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

    assert "".join(formula.find(f".//{MATHML}annotation").itertext()) == tex
    assert len(formula.find(f"{MATHML}semantics")) == 2


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


def test_inline_and_display(built):
    """Rows of a display formula are rows of a table; signs of HTML are escaped."""
    body = built.html("2025/03/both").select_one(".e-content")

    assert texts(body.select("p annotation")) == ["a < b"]
    assert len(body.select('div.math > math[display="block"] mtr')) == 2


def test_labelled_equations_are_numbered(built):
    """An equation with a label has a number, which references show."""
    body = built.html("2025/03/numbered").select_one(".e-content")
    link = body.select_one("p a")

    assert [n.find(string=True) for n in body.select(".eqno")] == ["(1)", "(2)"]
    assert link.get_text() == "(2)"
    assert body.find(id=link["href"][1:]).annotation.get_text() == "c"
    assert len(body.select("math")) == 4


def test_bad_formula_is_one_warning_and_shows_its_tex(site):
    """The post appears in lists and feeds as well, but is rendered once."""
    built = site(posts(x="text\n\nA $\\nope{x}$ b\n\n$$\n\\frac{1\n$$\n")).build(
        warnings=[
            r"posts/x.md:8: WARNING: cannot convert the formula '\\nope{x}'",
            r"posts/x.md:10: WARNING: cannot convert the formula '\\frac{1'",
        ]
    )

    for page in ("", "2025/03/x"):
        assert texts(built.html(page).select("code.tex")) == ["\\nope{x}", "\\frac{1"]


@pytest.mark.parametrize(
    "conf",
    [
        {"html_math_renderer": "mathjax"},
        {"extensions": ["sphinx_blogtheme", "sphinx.ext.imgmath"]},
    ],
)
def test_renderer_of_the_site_wins(site, conf):
    """Who has chosen a renderer, or loads one, gets it."""
    warnings = None if "extensions" in conf else ()
    built = site(posts(x="$a$"), **conf).build(warnings=warnings)
    page = built.html("2025/03/x")

    assert page.select("math") == []
    assert "a" in page.select_one(".math").get_text()
