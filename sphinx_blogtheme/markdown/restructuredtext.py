"""Give posts in reStructuredText and notebooks the same form as those in Markdown.

Each has its title on top and the rest below it, a marker at the end of its excerpt, and
links by URL as references to pages of the site.
"""

from __future__ import annotations

import re
from itertools import count
from os.path import normpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin

from docutils import nodes
from docutils.parsers.rst.states import Inliner
from sphinx import addnodes
from sphinx.parsers import RSTParser
from sphinx.transforms import SphinxTransform

from sphinx_blogtheme.discovery.project import (
    source_of,
)
from sphinx_blogtheme.discovery.source_files import (
    with_empty_lines,
    without_foreign_header,
)
from sphinx_blogtheme.markdown.node_places import nearest_line
from sphinx_blogtheme.markdown.renderer import SITE_LINK
from sphinx_blogtheme.markdown.shortcodes.post_context import body_context
from sphinx_blogtheme.markdown.trust.limited_markup import limited
from sphinx_blogtheme.markdown.unreadable import guard
from sphinx_blogtheme.model.excerpt_separators import MARKER_WORDS
from sphinx_blogtheme.model.inline_markdown import plain_text
from sphinx_blogtheme.model.posts import NOTEBOOK, RST
from sphinx_blogtheme.model.urls import is_elsewhere, is_site_url

if TYPE_CHECKING:
    from collections.abc import Iterator

    from docutils.statemachine import StringList
    from sphinx.application import Sphinx

    from sphinx_blogtheme.discovery.post_source import Source

_END_OF_INTRO = re.compile(rf"{MARKER_WORDS}.*", re.IGNORECASE)
_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")

_NOT_TEXT = (nodes.docinfo, nodes.comment, nodes.target, nodes.substitution_definition)


def _title_ids() -> Iterator[str]:
    """Yield ids for the title of a post, of which headings may have the first."""
    yield "post"
    yield from (f"post-title-{number}" for number in count(1))


class BlogRSTParser(RSTParser):
    """Sphinx's parser, for which no text ends the build."""

    def parse(self, inputstring: str | StringList, document: nodes.document) -> None:
        """Parse the text; show it as it is if that fails."""
        # Roles that directives call look for the document here. Docutils sets it with
        # the first text, which is mostly the title; a post's title is in its header.
        self.inliner = Inliner()
        self.inliner.document = document
        self.inliner.reporter = document.reporter
        with limited(document.settings.env, document):
            guard(
                lambda: super(BlogRSTParser, self).parse(inputstring, document),
                document,
            )


def read_post_source(app: Sphinx, docname: str, content: list[str]) -> None:
    """Take the header out of a post's text (on ``source-read``)."""
    source = source_of(app.env, docname)
    if source is None and app.env.doc2path(docname).suffix == ".rst":
        content[0] = without_foreign_header(app.env, content[0])
    if source is None or source.markup not in (RST, NOTEBOOK):
        return
    count = source.header.body_line
    if source.markup == RST:
        content[0] = with_empty_lines(content[0], count)
        return
    from sphinx_blogtheme.discovery.header_reader import heading_of
    from sphinx_blogtheme.front_matter.notebook import read_notebook, with_title

    if notebook := read_notebook(content[0]):
        heading = heading_of(notebook.text_after(count))
        own = heading and plain_text(heading) == source.title
        title = None if own else _PUNCTUATION.sub(r"\\\1", source.title)
        content[0] = with_title(notebook, title, count)


class PostOutline(SphinxTransform):
    """Puts the title on top of a post, and everything else below it."""

    # After docutils' DocInfo, which looks for the field list at the top.
    default_priority = 345

    def apply(self, **kwargs: Any) -> None:
        """Wrap the document in a section, unless it has one with the post's title."""
        del kwargs
        source = source_of(self.env)
        if source is None or source.markup != RST:
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
        taken = self.document.ids.keys() | self.document.nameids.keys()
        name = next(name for name in _title_ids() if name not in taken)
        section = nodes.section("", title, ids=[name], names=[name])
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
            if own.children:
                own.replace_self(own.children)
            else:
                own.parent.remove(own)  # the next section has the same level

    def _drop_docinfo(self, section: nodes.section, source: Source) -> None:
        """Drop a field list below the title; docutils reads only one above it."""
        if source.header.body_line:
            return
        for node in section.children[1:]:
            if isinstance(node, nodes.field_list):
                section.remove(node)
            if not isinstance(node, _NOT_TEXT):
                return


class PlacesOfPelican(SphinxTransform):
    """Lets links and images of posts name files as Pelican does: ``{filename}a.rst``."""

    # Before `LinksByURL`; the URLs of targets are known.
    default_priority = 690

    def apply(self, **kwargs: Any) -> None:
        """Replace the marks by URLs."""
        del kwargs
        source = source_of(self.env)
        if source is None or source.markup != RST:
            return
        places: list[tuple[nodes.Element, str]]
        places = [(node, "refuri") for node in self.document.findall(nodes.reference)]
        places += [(node, "uri") for node in self.document.findall(nodes.image)]
        named = [(n, key) for n, key in places if n.get(key, "").startswith(("{", "|"))]
        if not named:
            return
        body = body_context(self.env, source)
        for node, key in named:
            written = node[key]
            url = body.url(written)
            if url is not None:
                node[key], node["written"] = url, written


class LinksByURL(SphinxTransform):
    """Makes references to pages of the site from links by URL, in any document.

    In Markdown only ``{eval-rst}`` leaves some; the renderer makes those of its own.
    """

    # After the targets of references are known, before domains note the links.
    default_priority = 700

    def apply(self, **kwargs: Any) -> None:
        """Replace the links by references."""
        del kwargs
        for node in list(self.document.findall(nodes.reference)):
            url = node.get("refuri", "")
            if "external" not in node["classes"] and (
                target := url if is_site_url(url) else self._from_permalink(url)
            ):
                self._replace(node, target, node.get("written", url))
        for xref in list(self.document.findall(addnodes.pending_xref)):
            url = xref["reftarget"]
            is_link = xref.get("reftype") == "myst" and xref.get("refdomain") is None
            if is_link and is_site_url(url):
                self._replace(xref, url, url)

    def _replace(self, node: nodes.Element, target: str, written: str) -> None:
        content = node.children
        if isinstance(node, nodes.reference) and isinstance(
            node.parent, nodes.TextElement
        ):  # not around the image of a figure
            content = [nodes.inline("", "", *content)]
        reference = addnodes.pending_xref(
            "",
            *content,
            refdomain=None,
            reftype=SITE_LINK,
            reftarget=target,
            written=written,
            refdoc=self.env.docname,
            refexplicit=True,
        )
        reference.source, reference.line = node.source, nearest_line(node)
        node.replace_self(reference)

    def _from_permalink(self, url: str) -> str:
        """Return a URL relative to that of a post as one from the root; else ""."""
        path = url.partition("#")[0].partition("?")[0]
        # No URL has a brace; Pelican's {filename}/a.md is a place in its sources.
        if not path or "{" in path or is_elsewhere(url) or not source_of(self.env):
            return ""
        return urljoin(f"/{quote(self.env.docname)}/", url)


class DocumentsByFile(SphinxTransform):
    """Lets ``:doc:`` name a post by its file, as links in Markdown do.

    A post's docname is its permalink, which authors should not have to know.
    """

    # With `LinksByURL`, before `site.links` notes the targets of a document.
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
    app.add_transform(PlacesOfPelican)
    app.add_transform(LinksByURL)
    app.add_transform(DocumentsByFile)
