"""Formulas on the pages of a site."""

from __future__ import annotations

import pytest

from conftest import posts

BODIES = {
    "both": "Inline $a < b$.\n\n$$\nx & y \\\\\nz\n$$\n",
    "numbered": "```{math}\n:label: one\na\n```\n\n```{math}\nb\n```\n\n"
    "```{math}\n:label: two\nc\n```\n\nSee {eq}`two`, {math}`d`.\n",
}


@pytest.fixture(scope="module")
def built(module_site):
    """Return one site with a post for each body."""
    return module_site(posts(**BODIES)).build()


def texts(elements) -> list[str]:
    return [element.get_text() for element in elements]


def test_inline_and_display(built):
    """Rows of a display formula are rows of a table; signs of HTML are escaped."""
    body = built.html("2025/03/both").select_one(".e-content")

    assert [formula["alttext"] for formula in body.select("p math")] == ["a < b"]
    assert len(body.select('div.math > math[display="block"] mtr')) == 2


def test_labelled_equations_are_numbered(built):
    """An equation with a label has a number, which references show."""
    body = built.html("2025/03/numbered").select_one(".e-content")
    link = body.select_one("p a")

    assert [n.find(string=True) for n in body.select(".eqno")] == ["(1)", "(2)"]
    assert link.get_text() == "(2)"
    assert body.find(id=link["href"][1:]).math["alttext"] == "c"
    assert len(body.select("math")) == 4


def test_bad_formula_is_one_warning_and_shows_its_tex(site):
    """The post appears in lists and feeds as well, but is rendered once."""
    built = site(posts(x="text\n\nA $\\nope{x}$ b\n\n$$\n\\frac{1\n$$\n")).build(
        warnings=[
            r"posts/x.md:8: WARNING: cannot convert the formula '\nope{x}'",
            r"posts/x.md:10: WARNING: cannot convert the formula '\frac{1' (at character 7: ",
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
