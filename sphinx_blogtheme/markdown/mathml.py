"""Convert TeX into MathML.

The TeX is kept as the attribute ``alttext`` (MathML 3, section 2.2.1). An ``annotation``
would be shown beside the formula by browsers for text and by feed readers that don't
know MathML.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape

from math_core import LatexError, LatexToMathML

_CONTROL = re.compile(r"[^\t\n\r -\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")
"""Characters that XML does not allow (XML 1.0, section 2.2)."""

_LABEL = re.compile(r"\\label\s*\{[^{}]*\}")
_NUMBER = re.compile(r"\\tag\*?\s*\{[^{}]*\}[ \t]*|\\(?:notag|nonumber)(?![a-zA-Z])")
_NUMBERED = re.compile(r"\\(begin|end)\{(align|gather|equation|multline)\}")
_WRAPPERS = re.compile(r"\\(?:begin|end)\{(?:displaymath|math|subequations)\*?\}")
_ALIGNED = re.compile(r"\\(begin|end)\{(?:alignat|flalign)\*?\}")
_COLUMNS = re.compile(r"(\\begin\{align)at(\*?\})\s*\{\d+\}")
_ARRAY = re.compile(r"\\(begin|end)\{eqnarray\*?\}")
_STYLED = re.compile(
    r"<(?!math\b|mstyle\b)(?P<name>\w+)(?P<before>[^<>]*?)"
    r"(?P<style>(?: (?:displaystyle|scriptlevel)=\"[^\"]*\")+)(?P<after>[^<>]*)>"
)
_LINE = re.compile("[\u0305\u0332]</mo></m(over|under)>")
"""A stretchy line over or under a formula: a combining character without a base."""

_SPLIT = re.compile(r"\\(begin|end)\{split\}")

Macros = tuple[tuple[str, str], ...]
"""Names of macros, without a backslash, and their TeX."""


_MISSING = {
    "LaTeX": r"\text{LaTeX}",
    "TeX": r"\text{TeX}",
    "cr": r"\\",
    "dotsb": r"\cdots",
    "dotsc": r"\ldots",
    "mbox": r"\text{#1}",
    "smallsetminus": r"\setminus",
    "substack": r"\begin{matrix}#1\end{matrix}",
    "widetilde": r"\tilde{#1}",
}
"""Usual commands of TeX that math-core doesn't have, as macros."""


def _with(macros: dict[str, str]) -> LatexToMathML:
    return LatexToMathML(
        annotation=False,
        xml_namespace=True,
        fancy_error=False,
        macros=_MISSING | macros,
    )


@cache
def _usable(macros: Macros) -> tuple[LatexToMathML, dict[str, str]]:
    """Return a converter with the macros that can be read, and the others' errors."""
    usable: dict[str, str] = {}
    faults: dict[str, str] = {}
    waiting = dict(macros)
    while waiting:
        before = len(waiting)
        for name, tex in list(waiting.items()):
            try:
                _with(usable | {name: tex})
            except (LatexError, ValueError) as error:
                faults[name] = str(error)  # it may use one that comes later
            else:
                usable[name] = tex
                faults.pop(name, None)
                del waiting[name]
        if len(waiting) == before:
            break
    return _with(usable), faults


def macro_faults(macros: Macros) -> dict[str, str]:
    """Return the names of macros that can't be read, with the reasons."""
    return _usable(macros)[1]


def to_mathml(
    tex: str, *, block: bool, meant: str | None = None, macros: Macros = ()
) -> str:
    """Return `tex` as one ``math`` element.

    :param block: whether it is a display formula.
    :param meant: TeX to be shown instead; `tex` is the text for programs.
    :raises ValueError: if the formula can't be converted; the text gives the position
        in `tex` and the reason.
    """
    if _CONTROL.search(tex):
        message = "it holds a control character"
        raise ValueError(message)
    try:
        markup = _usable(macros)[0].convert_with_local_state(
            _prepared(meant or tex, block=block), displaystyle=block
        )
    except LatexError as error:
        raise ValueError(str(error)) from error
    markup = _styled_as_mathml_3(markup)
    # An entity of HTML that XML doesn't have.
    markup = markup.replace("&ApplyFunction;", "\N{FUNCTION APPLICATION}")
    markup = _LINE.sub(
        lambda m: f"{'‾' if m[1] == 'over' else '_'}</mo></m{m[1]}>", markup
    )
    # XML would make spaces of these (XML 1.0, section 3.3.3).
    known = escape(tex).translate({ord(sign): f"&#{ord(sign)};" for sign in "\t\n\r"})
    return markup.replace(">", f' alttext="{known}">', 1)


def _styled_as_mathml_3(markup: str) -> str:
    """Move the style of an element to an ``mstyle`` around it.

    MathML Core allows these attributes anywhere (section 2.1.6); validators know
    MathML 3, where only ``mstyle`` has them.
    """
    while styled := _STYLED.search(markup):
        name = styled["name"]
        depth = 0
        for tag in re.finditer(rf"<(/?){name}\b[^<>]*?(/?)>", markup[styled.start() :]):
            depth += -1 if tag[1] else (0 if tag[2] else 1)
            if depth == 0:
                break
        end = styled.start() + tag.end()
        opening = (
            f"<mstyle{styled['style']}><{name}{styled['before']}{styled['after']}>"
        )
        inside = markup[styled.end() : end]
        markup = f"{markup[: styled.start()]}{opening}{inside}</mstyle>{markup[end:]}"
    return markup


def _prepared(tex: str, *, block: bool) -> str:
    """Return TeX that can be converted.

    Sphinx numbers the equations that have a label, so TeX must not; and Sphinx allows
    rows in a formula without an environment for them.
    """
    tex = _NUMBER.sub("", tex)
    tex = _WRAPPERS.sub("", _COLUMNS.sub(r"\1\2", tex))
    tex = _ALIGNED.sub(r"\\\1{align*}", tex)
    tex = _ARRAY.sub(
        lambda m: r"\begin{array}{rcl}" if m[1] == "begin" else r"\end{array}", tex
    )
    tex = _SPLIT.sub(r"\\\1{aligned}", _NUMBERED.sub(r"\\\1{\2*}", _LABEL.sub("", tex)))
    if block and r"\\" in tex and r"\begin" not in tex:
        return rf"\begin{{aligned}}{tex}\end{{aligned}}"
    return tex
