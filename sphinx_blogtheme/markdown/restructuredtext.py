"""Give posts in reStructuredText and notebooks the same form as those in Markdown.

Each has its title on top and the rest below it, a marker at the end of its excerpt, and
links by URL as references to pages of the site.
"""

from __future__ import annotations

import re
from os.path import normpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.parsers import RSTParser
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.markdown.renderer import SITE_LINK
from sphinx_blogtheme.markdown.trust.limited_markup import limited
from sphinx_blogtheme.model.inline_markdown import plain_text
from sphinx_blogtheme.model.posts import NOTEBOOK, RST
from sphinx_blogtheme.model.urls import is_site_url
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.statemachine import StringList
    from sphinx.application import Sphinx

    from sphinx_blogtheme.discovery.project import Source

_END_OF_INTRO = re.compile(r"(?:more|TEASER_END|read[ -]more)\b.*", re.IGNORECASE)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")

_NOT_TEXT = (nodes.docinfo, nodes.comment, nodes.target, nodes.substitution_definition)


class BlogRSTParser(RSTParser):
    """Sphinx's parser, for which lists that are too deep are no error."""

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse the text; show it as it is if it is too deeply nested for docutils."""
        try:
            with limited(document.settings.env, document):
                super().parse(inputstring, document)
        except RecursionError:
            warn(
                WarningKind.SOURCE,
                "lists or quotes in each other: expected fewer levels; assumed that all"
                " of the text is to be shown as it is.",
                location=document["source"],
            )
            text = "\n".join(
                inputstring.splitlines()
                if isinstance(inputstring, str)
                else inputstring
            ).strip()
            # Transforms of single nodes are not wanted, since their nodes are gone.
            document.transformer.transforms = [
                waiting for waiting in document.transformer.transforms if not waiting[2]
            ]
            document.children = []
            document += nodes.literal_block(text, text)


def read_post_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Take the header out of a post's text (on ``source-read``)."""
    source = source_of(app.env, docname)
    if source is None or source.markup not in (RST, NOTEBOOK):
        return
    count = source.header.body_line
    if source.markup == RST:
        lines = content[0].split("\n")
        content[0] = "\n" * count + "\n".join(lines[count:])
        return
    from sphinx_blogtheme.discovery.header_reader import heading_of
    from sphinx_blogtheme.front_matter.notebook import read_notebook, with_title

    if notebook := read_notebook(content[0]):
        heading = heading_of(notebook.text_after(count))
        own = heading and plain_text(heading) == source.title
        title = None if own else _PUNCTUATION.sub(r"\\\1", source.title)
        content[0] = with_title(notebook, title, count)


class _PostTransform(SphinxTransform):
    """A transform of posts that are not in Markdown."""

    def apply(self, **kwargs: Any) -> None:
        """Change the document, if it is such a post."""
        del kwargs
        source = source_of(self.env)
        if source is not None and source.markup in (RST, NOTEBOOK):
            self.change(source)

    def change(self, source: Source) -> None:
        """Change the document."""
        raise NotImplementedError


class PostOutline(_PostTransform):
    """Puts the title on top of a post, and everything else below it."""

    # After docutils' DocInfo, which looks for the field list at the top.
    default_priority = 345

    def change(self, source: Source) -> None:
        """Wrap the document in a section, unless it has one with the post's title."""
        if source.markup == NOTEBOOK:
            return
        for comment in list(self.document.findall(nodes.comment)):
            if _END_OF_INTRO.fullmatch(comment.astext().strip()):
                comment.replace_self(nodes.raw("", "<!--more-->", format="html"))
        rest = [n for n in self.document.children if not isinstance(n, _NOT_TEXT)]
        own = rest[0] if rest and isinstance(rest[0], nodes.section) else None
        if own is not None:
            self._drop_docinfo(own, source)
            heading = own.next_node(nodes.title)
            if len(rest) == 1 and heading and self._is_title(heading, source):
                return
        title = nodes.title("", source.title)
        section = nodes.section("", title, ids=["post"], names=["post"])
        section.source, section.line = self.document.get("source"), 1
        title.source, title.line = section.source, 1
        if not source.header.body_line and own is not None:
            self._unwrap(own, source)
        docinfo = [n for n in self.document.children if isinstance(n, nodes.docinfo)]
        section += [n for n in self.document.children if n not in docinfo]
        self.document.children = []
        self.document += [*docinfo, section]
        self.document.note_implicit_target(section, section)

    def _is_title(self, heading: nodes.title, source: Source) -> bool:
        return (
            source.header.front_matter.title is None or heading.astext() == source.title
        )

    def _unwrap(self, own: nodes.section, source: Source) -> None:
        """Replace the section of a repeated title by its content."""
        heading = own.next_node(nodes.title)
        if heading and self._is_title(heading, source):
            own.remove(heading)
            own.replace_self(own.children)

    def _drop_docinfo(self, section: nodes.section, source: Source) -> None:
        """Drop a field list below the title; docutils reads only one above it."""
        if source.header.body_line:
            return
        for node in section.children[1:]:
            if isinstance(node, nodes.field_list):
                section.remove(node)
            if not isinstance(node, _NOT_TEXT):
                return


class PostLinks(_PostTransform):
    """Makes references to pages of the site from links by URL."""

    # After the targets of references are known, before domains note the links.
    default_priority = 700

    def change(self, source: Source) -> None:
        """Replace the links by references."""
        del source
        for node in list(self._links()):
            target = node["reftarget"] if "reftarget" in node else node["refuri"]
            reference = addnodes.pending_xref(
                "",
                *self._content(node),
                refdomain=None,
                reftype=SITE_LINK,
                reftarget=target,
                refdoc=self.env.docname,
                refexplicit=True,
            )
            reference.source, reference.line = node.source, node.line
            node.replace_self(reference)

    def _links(self) -> Iterator[nodes.Element]:
        for node in self.document.findall(nodes.reference):
            if is_site_url(node.get("refuri", "")):
                yield node
        for xref in self.document.findall(addnodes.pending_xref):
            if xref.get("reftype") == "myst" and is_site_url(xref["reftarget"]):
                yield xref

    def _content(self, node: nodes.Element) -> list[nodes.Node]:
        if isinstance(node, addnodes.pending_xref):
            return node.children
        return [nodes.inline("", "", *node.children)]


class DocumentsByFile(SphinxTransform):
    """Lets ``:doc:`` name a post by its file, as links in Markdown do.

    A post's docname is its permalink, which authors should not have to know.
    """

    # With `PostLinks`, before `site.links` notes the targets of a document.
    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Replace targets that are files of posts by docnames."""
        del kwargs
        folder = (
            PurePosixPath("/") / self.env.doc2path(self.env.docname, base=False).parent
        )
        for xref in self.document.findall(addnodes.pending_xref):
            if xref.get("refdomain") == "std" and xref.get("reftype") == "doc":
                path = normpath(folder / xref["reftarget"]).lstrip("/")
                found = (
                    self.env.project.path2doc(path + suffix)
                    for suffix in self.env.project.source_suffix
                )
                known = self.env.found_docs
                if docname := next((name for name in found if name in known), None):
                    xref["reftarget"] = f"/{docname}"


def setup(app: Sphinx) -> None:
    """Register the parser and the transforms."""
    app.add_source_parser(BlogRSTParser, override=True)
    app.add_transform(PostOutline)
    app.add_transform(PostLinks)
    app.add_transform(DocumentsByFile)
