r"""Number equations and resolve references to them, and find a document's macros.

An equation gets a number if it has a label, from the directive, ``$$ (label)`` or TeX's
``\label``, or is an environment that TeX numbers. It is Sphinx's number, so that
``{eq}`` leads to it as ``\eqref`` does.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.discovery.project import source_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.domains.math import MathDomain
    from sphinx.environment import BuildEnvironment

_LABEL = re.compile(r"\\label\s*\{(?P<label>[^{}]+)\}[ \t]*")
TAG = re.compile(r"\\tag(?P<star>\*?)\s*\{(?P<tag>[^{}]*)\}[ \t]*")
"""The number that an author gives an equation."""
_NUMBERED = re.compile(
    r"\s*\\begin\{(?:equation|multline|gather|align|alignat|flalign|eqnarray)\}"
)
_UNNUMBERED = re.compile(r"\\(?:notag|nonumber)(?![a-zA-Z])")
_REFERENCE = re.compile(r"\s*\\(?P<kind>eq)?ref\s*\{(?P<label>[^{}]+)\}\s*")
REFERENCE = re.compile(r"\\(?P<kind>eq)?ref\s*\{(?P<label>[^{}]+)\}")
"""A reference to an equation within a formula."""


def math_domain(env: BuildEnvironment) -> MathDomain:
    """Return Sphinx's domain of equations."""
    return cast("MathDomain", env.get_domain("math"))


class NumberEquations(SphinxTransform):
    """Gives each equation that has a label its number, in the order of the text."""

    # Before other transforms and domains look for targets and references.
    default_priority = 5

    def apply(self, **kwargs: Any) -> None:
        """Change the document."""
        del kwargs
        number = 0
        for node in list(self.document.findall(nodes.math_block)):
            labels = self._labels(node)
            tag = TAG.search(node.astext())
            if not labels or (tag and not node.get("label") and not labels[0]):
                continue
            if not tag:
                number += 1
            self._register(node, labels, tag["tag"] if tag else number)
        self._refer()

    def _labels(self, node: nodes.math_block) -> list[str]:
        r"""Return the labels of an equation, and take TeX's ``\label`` out of it.

        An environment that TeX numbers has an invented one, if it has no other.
        """
        tex = node.astext()
        found = [node["label"]] if node.get("label") else []
        if "\\label" in tex:
            found += [m["label"].strip() for m in _LABEL.finditer(tex)]
            tex = _LABEL.sub("", tex)
            node.children = [nodes.Text(tex)]
            node.rawsource = tex
        if (
            not found
            and _NUMBERED.match(tex)
            and not _UNNUMBERED.search(tex)
            and not TAG.search(tex)
        ):
            count = sum(1 for _ in self._equations(self.env.docname))
            found = [f"{self.env.docname}:{count + 1}"]
        return found

    def _equations(self, docname: str) -> Iterator[str]:
        for label, (name, _) in math_domain(self.env).equations.items():
            if name == docname:
                yield label

    def _register(
        self, node: nodes.math_block, labels: Iterable[str], number: int | str
    ) -> None:
        domain, docname = math_domain(self.env), self.env.docname
        targets = []
        for label in dict.fromkeys(labels):
            if domain.equations.get(label, ("", 0))[0] == docname and (
                node.get("number") and node["label"] == label
            ):
                pass  # the directive has noted it
            else:
                domain.note_equation(docname, label, location=node)
                target = nodes.target("", "", ids=[_id(label)])
                self.document.note_explicit_target(target)
                targets.append(target)
            domain.equations[label] = (docname, cast("int", number))
            node.setdefault("label", label)
        node["docname"] = docname
        # A number from a tag stands in the TeX itself.
        node["number"] = number if isinstance(number, int) else None
        if targets:
            index = node.parent.index(node)
            node.parent.insert(index, targets)

    def _refer(self) -> None:
        r"""Make references of formulas that are an ``\eqref`` and nothing else."""
        for node in list(self.document.findall(nodes.math)):
            found = _REFERENCE.fullmatch(node.astext())
            if not found:
                continue
            label = found["label"].strip()
            reference = addnodes.pending_xref(
                "",
                nodes.literal(node.astext(), node.astext()),
                refdomain="math",
                reftype="eq",
                reftarget=label,
                refdoc=self.env.docname,
                refwarn=True,
                refexplicit=False,
            )
            reference.source, reference.line = node.source, node.line
            node.replace_self(reference)


def _id(label: str) -> str:
    return nodes.make_id(f"equation-{label}")


def macros_of(env: BuildEnvironment, docname: str) -> dict[str, str]:
    """Return the macros of a document's formulas, from name to TeX.

    They are the site's, those for MathJax, and those in the header of a post.
    """
    config = env.config
    found: dict[str, str] = {}
    for name in ("mathjax3_config", "mathjax4_config"):
        settings = getattr(config, name, None)
        tex = settings.get("tex") if isinstance(settings, dict) else None
        found |= _read(tex.get("macros") if isinstance(tex, dict) else None)
    found |= _read(config.blog_maths_macros)
    source = source_of(env, docname)
    if source is not None:
        extra = source.header.front_matter.extra
        for key in ("maths", "math"):
            found |= _read(extra.get(key))
    return found


def _read(macros: object) -> dict[str, str]:
    if not isinstance(macros, dict):
        return {}
    return dict(_pairs(macros))


def _pairs(macros: Mapping[object, object]) -> Iterator[tuple[str, str]]:
    for name, value in macros.items():
        tex = value[0] if isinstance(value, (list, tuple)) and value else value
        plain = str(name).strip().removeprefix("\\")
        if plain.isalpha() and plain.isascii() and isinstance(tex, str):
            yield plain, tex


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(NumberEquations)
