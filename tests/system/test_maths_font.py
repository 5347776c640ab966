"""The maths font comes in parts, of which a browser loads those that a page needs."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from unicodedata import normalize

import pytest
import tinycss2
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont

import sphinx_blogtheme
from conftest import ROOT, posts
from serving import serve
from sphinx_blogtheme.markdown.mathml import to_mathml

sys.path.insert(0, str(ROOT / "docs"))

import maths_font

STATIC = Path(sphinx_blogtheme.__file__).parent / "theme/sphinx_blogtheme/static"
FONTS = STATIC / "fonts"
STYLES = STATIC / "css" / "fonts.css"

# In bytes.
BUDGETS = {"core": 58_000, "symbols": 42_000, "letters": 47_000, "others": 77_000}

# A single letter is drawn in italics (CSS Text 4, `text-transform: math-auto`).
ITALICS = {
    normalize("NFKC", chr(code)): chr(code)
    for code in (
        0x210E,
        *range(0x1D434, 0x1D455),
        *range(0x1D456, 0x1D468),
        *range(0x1D6E2, 0x1D71C),
    )
}

STRETCHED = (
    "()[]{}|‖/⌊⌋⌈⌉⟨⟩⟦⟧√∑∏∐∫∬∮⋂⋀⨁⨂⨀⨆⏞⏟⏜⏝←→↔⇒⇔↦↑⇓\u22c1\u22c3\u0302\u0303\u030c\u20d7"
)

CORE = {"core"}

FORMULAS = [
    (
        r"f(x) = \alpha x^2 + \beta \cdot \sqrt[3]{h} \pm \frac{1}{2} \neq \text{at most }7",
        CORE,
    ),
    (r"\sum_{i=1}^n \int_0^\infty \prod_j \oint \lim_{\theta \to 0} \sin'\theta", CORE),
    (
        r"\Gamma \Delta \Omega \varphi \varepsilon \nabla \partial \ell \hbar \infty",
        CORE,
    ),
    (
        r"\forall x \in \mathbb{R}, \exists y \notin \emptyset: A \subseteq B \cup C",
        CORE,
    ),
    (
        r"\hat{x} \bar{y} \vec{v} \dot{z} \tilde{a} \widehat{AB} \overrightarrow{AB}",
        CORE,
    ),
    (
        r"\left\lfloor\frac{a}{b}\right\rceil \left\langle x \middle| y \right\rangle",
        CORE,
    ),
    (r"\begin{pmatrix} a & \cdots \\ \vdots & \ddots \end{pmatrix} \not= I", CORE),
    (r"\underbrace{a + b}_{n} \xrightarrow{f} c \implies d \iff e \mapsto g", CORE),
    (r"P \land Q \lor \neg R \oplus S \equiv T \approx U \leq V \gg W", CORE),
    (
        r"A\mathbf{x} \mathbb{E} \mathcal{L} \mathfrak{g} \boldsymbol{\beta}",
        CORE | {"letters"},
    ),
    (r"A\mathsf{A} \mathtt{b}", CORE | {"others"}),
    (r"\text{naïve Größe}", CORE | {"symbols"}),
    (
        r"a \trianglelefteq b \curvearrowright c \preceq \beth",
        CORE | {"symbols", "letters"},
    ),
    ("\u2a2f", CORE | {"others"}),
]


@pytest.fixture(scope="module")
def fonts():
    """Return each part, opened."""
    return {part: TTFont(FONTS / maths_font.file_name(part)) for part in BUDGETS}


def held(fonts) -> set[int]:
    """Return the characters of all parts."""
    return set().union(*(font.getBestCmap() for font in fonts.values()))


def descriptors(face):
    """Return the descriptors of a face, by name."""
    found = tinycss2.parse_declaration_list(
        face.content, skip_comments=True, skip_whitespace=True
    )
    return {item.lower_name: item.value for item in found}


def codes(value):
    """Return the characters of a ``unicode-range``."""
    return {
        code
        for token in value
        if token.type == "unicode-range"
        for code in range(token.start, token.end + 1)
    }


@pytest.fixture(scope="module")
def ranges():
    """Return the characters that each part is loaded for, in the style sheet's order."""
    sheet = tinycss2.parse_stylesheet(
        STYLES.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True
    )
    found = {}
    for face in map(descriptors, sheet):
        url = next(t for t in face["src"] if t.type == "function" and t.name == "url")
        name = url.arguments[0].value
        part = re.fullmatch(r"\.\./fonts/STIXTwoMath-(\w+)\.woff2", name)[1]
        found[part] = codes(face["unicode-range"])
    return found


def characters(markup):
    """Return what a formula is drawn with, and what it asks the font for."""
    found = set()
    formula = BeautifulSoup(markup, "html.parser")
    for text in formula(string=True):
        found.update(text.strip("\n"), ITALICS.get(text, ""))
    return set(map(ord, found)) - maths_font.SELECTORS


def parts_for(needed, ranges, fonts):
    """Return the parts that a browser loads: it asks the last face first, and goes on."""
    loaded = set()
    for code in needed:
        for part in reversed(ranges):
            if code in ranges[part]:
                loaded.add(part)
                if code in fonts[part].getBestCmap():
                    break
    return loaded


@pytest.mark.parametrize(("tex", "parts"), FORMULAS)
def test_formula_loads_what_it_needs(ranges, fonts, tex, parts):
    """All signs are in the font, and those of ordinary formulas in its first part."""
    needed = characters(to_mathml(tex, block=True))

    assert needed <= held(fonts)
    assert parts_for(needed, ranges, fonts) == parts


def test_real_formulas_need_one_part(corpus_site, fonts):
    """A blog on machine learning never loads another."""
    formulas = {
        formula
        for path in corpus_site.out.rglob("index.html")
        for formula in re.findall(
            r"<math\b.*?</math>", path.read_text(encoding="utf-8"), re.DOTALL
        )
    }

    assert len(formulas) > 300
    core = set(fonts["core"].getBestCmap())
    assert [f for f in formulas if not characters(f) <= core] == []


def test_no_other_part_is_loaded_in_vain(ranges, fonts):
    """A browser goes from the first part to the one that has the character."""
    rest = held(fonts) - maths_font.REFERENCES - maths_font.OVERLAYS
    for code in rest:
        part = next(part for part in fonts if code in fonts[part].getBestCmap())
        assert parts_for({code}, ranges, fonts) <= {"core", part}, hex(code)


def test_overlays_are_in_all_parts(ranges, fonts):
    """What strikes out a character comes from the file that has it."""
    for part, font in fonts.items():
        assert ranges[part] & set(font.getBestCmap()) >= maths_font.OVERLAYS
    assert list(ranges)[-1] == "core"


def test_script_makes_the_style_sheet(fonts):
    """The script and what it made belong together."""
    parts = maths_font.divide(held(fonts))

    assert maths_font.style_sheet(parts) == STYLES.read_text(encoding="utf-8")


@pytest.mark.parametrize("part", BUDGETS)
def test_part_is_small(part):
    """A reader on the move gets the first part in a third of a second."""
    assert (FONTS / maths_font.file_name(part)).stat().st_size <= BUDGETS[part]


def test_only_the_parts_are_shipped():
    """Each file is one that a page can load, or the licence."""
    names = {maths_font.file_name(part) for part in BUDGETS}

    assert {p.name for p in FONTS.iterdir()} == names | {"STIXTwoMath-LICENSE.txt"}


def test_what_stretches_is_beside_the_space(fonts):
    """Browsers look for larger sizes in the font that has the space, and there alone."""
    font = fonts["core"]
    names = font.getBestCmap()
    variants = font["MATH"].table.MathVariants
    sizes = {
        *variants.VertGlyphCoverage.glyphs,
        *variants.HorizGlyphCoverage.glyphs,
    }

    assert [part for part in fonts if 0x20 in fonts[part].getBestCmap()] == ["core"]
    assert [sign for sign in STRETCHED if names[ord(sign)] not in sizes] == []


def test_parts_agree_on_measures(fonts):
    """A formula looks the same whichever part a browser measures it by."""
    measures = {
        (
            font["hhea"].ascent,
            font["hhea"].descent,
            font["MATH"].table.MathConstants.AxisHeight.Value,
            font["MATH"].table.MathConstants.FractionRuleThickness.Value,
        )
        for font in fonts.values()
    }

    assert len(measures) == 1


def test_licence_lies_beside(fonts):
    """It names the authors that the font names, and no name is reserved for them."""
    licence = (FONTS / "STIXTwoMath-LICENSE.txt").read_text(encoding="utf-8")
    reserved = re.findall(r"with Reserved Font Name (.+)\.", licence)

    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    for font in fonts.values():
        assert font["name"].getDebugName(0) in licence
        assert not any(name in font["name"].getDebugName(1) for name in reserved)


@pytest.mark.browser
def test_browser_loads_no_other_part(site, page):
    """Chromium loads a part for the signs that it draws, and only then."""
    source = posts(plain=r"$\theta = \sum x$", letters=r"$\mathfrak{g} = x$", no="x")
    built = site(source).build()
    loaded = []
    page.on("requestfinished", lambda r: r.resource_type == "font" and loaded.append(r))
    found = {}
    with serve(built.out) as address:
        for name in ("no", "plain", "letters"):
            loaded.clear()
            page.goto(f"{address}2025/03/{name}/", wait_until="networkidle")
            found[name] = {Path(r.url).stem.partition("-")[2] for r in loaded}

    assert found == {"no": set(), "plain": CORE, "letters": CORE | {"letters"}}
