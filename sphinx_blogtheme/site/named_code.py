"""Let names in the Python of documents lead to their documentation.

What the names mean is found when a document is read, and kept with it. Where they lead
depends on inventories and on other pages, so it is looked up when it is written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_blogtheme.config.code_links import links_code
from sphinx_blogtheme.site.code_targets import code_targets_of, title_of
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.found_links import api_references
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_blogtheme.code_names.bindings import NameUse
    from sphinx_blogtheme.code_names.code_blocks import PythonBlock

CODE_LINKS = "code_links"
"""Attribute of code that has links: a list of `CodeLink` values."""

_NAMES = "code_names"

_HIDDEN_FENCE = re.compile(
    r"^(?P<mark>`{3,}|~{3,})[ \t]*(?:python3?|py3?)\b.*\n(?P<code>[^\0]*?)^(?P=mark)",
    re.MULTILINE,
)
"""Python in a comment of HTML."""

_PYTHON = frozenset(["python", "python3", "py", "py3", "pyi", "default"])
_SESSIONS = frozenset(["pycon", "pycon3", "python-console", "doctest"])
_IPYTHON = frozenset(["ipython", "ipython3", "ipythonconsole", "ipython3console"])


class CodeLink(NamedTuple):
    """A link in the text of code."""

    start: int
    end: int
    href: str
    title: str
    """The full name of what it leads to, without signs of ours."""
    is_first: bool
    """Whether no link before it on the page leads there."""


def note_code_names(app: Sphinx, doctree: nodes.document) -> None:
    """Note what names in the code of a document mean (on ``doctree-read``)."""
    domain, docname = blog_domain(app.env), app.env.docname
    if app.config.blog_api_backlinks:
        domain.api_references[docname] = tuple(api_references(doctree))
    if not links_code(app):
        return
    found = list(_blocks_in(doctree))
    if not found:
        return
    # Imported here, since a build that reads nothing needs it not.
    from sphinx_blogtheme.code_names.name_uses import uses_in

    names: set[str] = set()
    uses_of_blocks = uses_in([block for _, block in found])
    for (code, _), uses in zip(found, uses_of_blocks, strict=True):
        if code and uses:
            code[_NAMES] = uses
            names.update(name for use in uses for _, name in use.parts())
    if names:
        domain.code_names[docname] = tuple(sorted(names))


def _blocks_in(
    doctree: nodes.document,
) -> Iterator[tuple[nodes.Element | None, PythonBlock]]:
    """Yield the Python of a document in order, with its node if readers see it."""
    from sphinx_blogtheme.code_names.code_blocks import PythonBlock

    for node in doctree.findall(nodes.FixedTextElement):
        if isinstance(node, (nodes.comment, nodes.raw)):
            yield from ((None, PythonBlock(text=code)) for code in _hidden_in(node))
        elif _is_highlighted(node) and (block := _block_of(node)):
            yield node, block


def _is_highlighted(node: nodes.Element) -> bool:
    """Return whether Sphinx highlights the text of a node."""
    is_code = isinstance(node, (nodes.literal_block, nodes.doctest_block))
    return is_code and node.rawsource == node.astext()


def _hidden_in(node: nodes.Element) -> Iterator[str]:
    """Yield the Python in a comment, which is there for the code that readers see."""
    text = node.astext()
    if isinstance(node, nodes.raw):
        if text.startswith("<!--"):
            yield from (match["code"] for match in _HIDDEN_FENCE.finditer(text))
    elif "testnodetype" in node:  # of `sphinx.ext.doctest`
        yield text
    elif text.startswith(("test:", "invisible-code-block:")):
        from sphinx_blogtheme.examples.rst_code import set_up_in

        yield from filter(None, [set_up_in(text)])


def _block_of(node: nodes.Element) -> PythonBlock | None:
    """Return the Python of a node, if it has any."""
    from sphinx_blogtheme.code_names.code_blocks import PythonBlock

    language, text = node.get("language", "default"), node.rawsource
    if language in _PYTHON or language in _SESSIONS:
        is_sure = language != "default" or text.startswith(">>>")
        return PythonBlock(text=text, is_sure=is_sure)
    if language in _IPYTHON:
        return PythonBlock(text=text, is_ipython=True)
    return None


class LinkCodeNames(SphinxPostTransform):
    """Gives code the links of its names, which the highlighter puts into its HTML.

    On a page, only the first link to each place is in the order of the Tab key: a
    reader would pass dozens of them else, and all but the first say nothing new.
    """

    default_priority = 700
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Find the links of one document."""
        del kwargs
        builder = session_of(self.env).builder
        known = blog_domain(self.env).code_names
        if self.env.docname not in known or not makes_site(builder):
            return
        find = code_targets_of(self.env).find
        seen: set[str] = set()
        for code in self.document.findall(nodes.FixedTextElement):
            links = []
            uses: list[NameUse] = code.get(_NAMES, [])
            for use in uses:
                for end, name in use.parts():
                    if target := find(name):
                        href = target.href(builder, self.env.docname)
                        title = title_of(name)
                        is_first = href not in seen
                        links.append(CodeLink(use.start, end, href, title, is_first))
                        seen.add(href)
                        break
            if links:
                code[CODE_LINKS] = links


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(LinkCodeNames)
