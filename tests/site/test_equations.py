"""Numbers of equations, references to them, and macros."""

from __future__ import annotations

import pytest

from conftest import post, posts

LABELS = r"""
$$
a = b
$$ (one)

Between [two](/archives/).

$$
c = d \label{two}
$$

$$e = f \tag{9}$$

$$e = f \label{three} \tag{9a}$$

\begin{align}
x &= y \\
z &= w
\end{align}

\begin{gather*}
v
\end{gather*}

```{math}
:label: four
g
```

See {eq}`one`, $\eqref{two}$, \eqref{three}, {eq}`four`, and $x > \ref{two}$.
"""


@pytest.fixture(scope="module")
def body(module_site):
    """Return the body of a post with equations of all kinds."""
    page = module_site(posts(x=LABELS)).build().html("2025/03/x")
    return page.select_one(".e-content")


def test_equations_are_numbered_in_their_order(body):
    """Those with a label or an environment of TeX count, and a tag stands for itself."""
    numbers = [element.find(string=True) for element in body.select(".eqno")]

    assert numbers == ["(1)", "(2)", "(9)", "(9a)", "(3)", "(4)"]


def test_reference_leads_to_its_equation(body):
    """MyST's role and TeX's commands show the same numbers."""
    links = body.select("p:last-of-type a")

    assert [link.get_text() for link in links] == ["(1)", "(2)", "(9a)", "(4)"]
    assert all(body.find(id=link["href"][1:]) for link in links)
    assert body.select("p:last-of-type mtext")[-1].get_text() == "2"


def test_reference_to_nothing_is_a_warning(site):
    """Its TeX is shown."""
    built = site(posts(x="\\eqref{gone} and $a = \\ref{lost}$.\n")).build(
        warnings=["x.md:6: WARNING: equation not found: gone", "no equation 'lost'"]
    )

    text = built.html("2025/03/x").select_one(".e-content").get_text()
    assert "\\eqref{gone}" in text
    assert "\\ref{lost}" in text


@pytest.mark.parametrize(
    ("conf", "header"),
    [
        ({}, '\nmath:\n  "\\\\half": "\\\\frac{#1}{2}"'),
        ({}, "\nmath:\n  half: ['\\frac{#1}{2}', 1]"),
        ({"blog_maths_macros": {"half": r"\frac{#1}{2}"}}, ""),
        (
            {"mathjax3_config": {"tex": {"macros": {"half": [r"\frac{#1}{2}", 1]}}}},
            "",
        ),
    ],
)
def test_macro_is_used(site, conf, header):
    """The header of a post, the option and the configuration of MathJax have macros."""
    text = post("$\\half{x}$\n")
    text = text.replace("\n---\n\n", f"{header}\n---\n\n", 1)
    page = site({"posts/x.md": text}, **conf).build().html("2025/03/x")

    assert page.select_one(".e-content mfrac mi").get_text() == "x"


def test_bad_macro_is_one_warning(site):
    """The others are used; a macro may use one that comes later."""
    macros = {"bad": r"\nope", "a": r"\b", "b": "y"}
    built = site(posts(x="$\\a$ and $\\a$.\n"), blog_maths_macros=macros).build(
        warnings=["cannot read the macro 'bad'"]
    )

    shown = built.html("2025/03/x").select(".e-content mi")
    assert [element.get_text() for element in shown] == ["y", "y"]


def test_fence_of_github_is_a_formula(site):
    """So is its inline form; no other fence is."""
    built = site(
        posts(x="```math\n\\sqrt{x}\n```\n\n$`y`$\n\n```text\nz\n```\n")
    ).build()
    content = built.html("2025/03/x").select_one(".e-content")

    shown = [formula["alttext"] for formula in content.select("math")]
    assert shown == ["\\sqrt{x}", "y"]
    assert content.select_one("pre").get_text() == "z\n"
