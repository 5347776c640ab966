"""Make nodes of a doctree from the tokens of a Markdown parser."""

from __future__ import annotations

from os.path import normpath
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import quote, unquote, urljoin, urlsplit

from docutils import nodes
from myst_parser.mdit_to_docutils.base import clean_astext
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.slugs import github_slugify, unique_slug
from sphinx import addnodes

from sphinx_blogtheme.discovery.lookups import look_up
from sphinx_blogtheme.markdown.shortcodes.detect import BODY_OPTION
from sphinx_blogtheme.model.urls import SCHEME, leads_out

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

SITE_LINK = "site"
"""The ``reftype`` of links by URL, which `site.links` resolves."""

BY_NAME = "by_name"
"""Attribute of a reference's text: a file or a label is named, not a fragment."""

COMMENTS = "comments"
"""Id of the comments, at the end of each post."""

_TASK = '<input class="task-list-item-checkbox" '


class BlogRenderer(SphinxRenderer):
    """MyST's renderer, with references for links by URL."""

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link without a known scheme: by URL, else as MyST does."""
        href = cast("str", token.attrGet("href"))
        destination = self.md.normalizeLinkText(href)
        out = leads_out(destination)
        if not out and urlsplit(destination).netloc:
            token.attrs["href"] = f"https:{destination}"
            self.render_link_url(token)
        elif not out and self._is_site_url(destination):
            permalink = f"/{quote(self.sphinx_env.docname)}/"
            self.add_site_link(token, urljoin(permalink, destination))
        else:
            self._add_reference(token, destination)
            reference = self.current_node[-1]
            if isinstance(reference, addnodes.pending_xref):
                # MyST copies it to the link that it makes of a target not found.
                cast("nodes.Element", reference[0])[BY_NAME] = True
                if out:
                    reference["href"] = href

    def _add_reference(self, token: SyntaxTreeNode, destination: str) -> None:
        """Add a reference to a file or a label.

        MyST takes ``%23``, ``%25``, ``%26`` and ``%3F`` for parts of a file's name.
        """
        path, _, fragment = destination.partition("#")
        name = unquote(path)
        env = self.sphinx_env
        file = env.relfn2path(name, env.docname)[1] if name != path else ""
        if not file or not look_up(env, file):
            self._look_up(destination)
            super().render_link_unknown(token)
            return
        facts: dict[str, Any] = {
            "reftype": "myst",
            "refdoc": env.docname,
            "refexplicit": True,
        }
        wrap: nodes.Element
        if docname := env.path2doc(file):
            facts |= {"reftarget": docname, "reftargetid": fragment or None}
            wrap = addnodes.pending_xref(refdomain="doc", **facts)
            classes = ["xref", "myst"]
        else:
            wrap = addnodes.download_reference(refdomain=None, reftarget=name, **facts)
            classes = ["xref", "download", "myst"]
        self._process_wrap_node(wrap, token, True, classes, name)

    def render_link_anchor(self, token: SyntaxTreeNode, target: str) -> None:
        """Render a link within the page; ``#`` alone leads to the top."""
        if target != "#":
            super().render_link_anchor(token, target)
            return
        self.render_link_url(token)

    def render_link_project(self, token: SyntaxTreeNode) -> None:
        """Render a link to a document by its file, as MyST does."""
        self._look_up(cast("str", token.attrGet("href")).removeprefix("project:"))
        super().render_link_project(token)

    def _look_up(self, destination: str) -> None:
        """Let the document be read again if the file that a link names comes or goes."""
        if path := unquote(urlsplit(destination).path):
            look_up(self.sphinx_env, self._file(path))

    def _file(self, path: str) -> str:
        """Return the path of the file that a link names."""
        env = self.sphinx_env
        folder = env.srcdir if path[0] == "/" else env.doc2path(env.docname).parent
        return normpath(folder / path.lstrip("/"))

    def add_site_link(self, token: SyntaxTreeNode, destination: str) -> None:
        """Add a reference to a URL of the site.

        :param destination: URL from the root, such as ``/2025/03/x/``.
        """
        reference = addnodes.pending_xref(
            refdomain=None,
            reftype=SITE_LINK,
            reftarget=destination,
            refdoc=self.sphinx_env.docname,
            refexplicit=True,
        )
        self._process_wrap_node(reference, token, True, ["xref"], destination)
        reference.line = self._line_of(token, cast("str", token.attrGet("href")))

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Render an image, with its own line for warnings."""
        super().render_image(token)
        line = self._line_of(token, cast("str", token.attrGet("src")))
        self.current_node[-1].line = line

    def _line_of(self, token: SyntaxTreeNode, url: str) -> int | None:
        """Return the line that has the URL; MyST gives the first of its paragraph."""
        if not token.map:
            return None
        start, end = token.map
        lines: list[str] = self.md_options["source_lines"]
        spellings = [url, self.md.normalizeLinkText(url)]
        if (body := self.md_options.get(BODY_OPTION)) and url in body.spellings:
            spellings.append(body.spellings[url])
        for number, line in enumerate(lines[start - 1 : end], start=start):
            if any(spelling in line for spelling in spellings):
                return number
        return start

    def render_s(self, token: SyntaxTreeNode) -> None:
        """Render struck-through text as HTML, without MyST's warning about that."""
        self.current_node.append(nodes.raw("", "<s>", format="html"))
        self.render_children(token)
        self.current_node.append(nodes.raw("", "</s>", format="html"))

    def render_math_block_label(self, token: SyntaxTreeNode) -> None:
        """Render an equation with a label, which `equations` numbers."""
        self.render_math_block(token)
        cast("nodes.Element", self.current_node[-1])["label"] = token.info

    def render_amsmath(self, token: SyntaxTreeNode) -> None:
        """Render an environment of TeX's; MyST gives it a random label."""
        self.render_math_block(token)
        node = cast("nodes.Element", self.current_node[-1])
        node["nowrap"] = True
        if token.info:
            node["label"] = token.info

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render code; GitHub's fence ``math`` is a formula."""
        if token.info.strip().lower() == "math":
            self.render_math_block(token)
        else:
            super().render_fence(token)

    def render_list_item(self, token: SyntaxTreeNode) -> None:
        """Render an item; the checkbox of a task gets a name for screen readers."""
        super().render_list_item(token)
        item = cast("nodes.Element", self.current_node[-1])
        box = next(iter(item.findall(nodes.raw)), None)
        html = box.astext() if box else ""
        if box and html.startswith(_TASK) and "aria-label" not in html:
            name = "Completed" if " checked=" in html else "Incomplete"
            named = html.replace(_TASK, f'{_TASK}aria-label="{name} task" ', 1)
            box.replace_self(nodes.raw("", named, format="html"))

    def _is_site_url(self, destination: str) -> bool:
        """Return whether a destination is a URL of the site, not a file or a label."""
        path = unquote(urlsplit(destination).path)
        if "/" not in path or SCHEME.match(destination):
            return False
        found = bool(path.strip("/")) and look_up(self.sphinx_env, self._file(path))
        if path.startswith("/"):
            return not found
        return not found and isinstance(self, PostRenderer)


class PostRenderer(BlogRenderer):
    """The renderer of posts: GitHub's ids of headings, footnotes, code of any kind."""

    def generate_heading_target(
        self,
        token: SyntaxTreeNode,
        level: int,
        node: nodes.Element,
        title_node: nodes.Element,
    ) -> None:
        """Give a heading the id that links to it expect, which is GitHub's."""
        text = clean_astext(title_node)
        is_title = level == 1 and not self._heading_slugs
        slug = (
            token.meta.get("id")
            or github_slugify(text).strip("-")
            or ("post" if is_title else "section")
        )
        taken = {*self._heading_slugs, *self.document.ids}
        if is_title:
            slug = f"post-{slug}"  # leaves the plain slug to the body's headings
        slug = unique_slug(slug, taken)
        node["ids"] = [slug]
        node["slug"] = slug
        self.document.set_id(node)
        self._heading_slugs[slug] = (node.line, slug, text)

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render code: highlighted as far as its lexer understands it."""
        before = len(self.current_node)
        super().render_fence(token)
        for node in self.current_node[before:]:
            if isinstance(node, nodes.literal_block):
                node["force"] = True
                if not token.info.strip():
                    node["language"] = self._language()

    def _language(self) -> str:
        """Return the language of code that names none; Sphinx would take Python."""
        env = self.sphinx_env
        chosen = (
            env.temp_data.get("highlight_language") or env.config.highlight_language
        )
        return "text" if chosen == "default" else chosen

    def render_link_anchor(self, token: SyntaxTreeNode, target: str) -> None:
        """Render a link within the post; the comments are no part of the doctree."""
        if target == f"#{COMMENTS}":
            self.add_site_link(token, f"/{quote(self.sphinx_env.docname)}/{target}")
        else:
            super().render_link_anchor(token, target)

    def render_code_block(self, token: SyntaxTreeNode) -> None:
        """Render indented code, which has no language."""
        super().render_code_block(token)
        code = self.current_node[-1]
        if isinstance(code, nodes.literal_block):
            code["language"] = "text"

    def render_footnote_ref(self, token: SyntaxTreeNode) -> None:
        """Render a reference to a footnote; all are numbered in reading order."""
        label = token.meta["label"]
        mark = f"[^{label}]"
        reference = nodes.footnote_reference(mark, auto=1, refname=mark)
        self.add_line_and_source_path(reference, token)
        reference["ids"] = [self._note_id("fnref", label)]
        self.document.note_autofootnote_ref(reference)
        self.document.note_footnote_ref(reference)
        self.current_node.append(reference)

    def render_footnote_reference(self, token: SyntaxTreeNode) -> None:
        """Render a footnote (MyST calls the definition "reference")."""
        label = token.meta["label"]
        # The brackets keep docutils from skipping numbers that authors use as labels.
        mark = f"[^{label}]"
        names = [] if mark in self.document.nameids else [mark]
        footnote = nodes.footnote(auto=1, names=names)
        footnote["ids"] = [self._note_id("fn", label)]
        self.add_line_and_source_path(footnote, token)
        self.document.note_autofootnote(footnote)
        self.document.note_explicit_target(footnote, footnote)
        with self.current_node_context(footnote, append=True):
            self.render_children(token)

    def _note_id(self, prefix: str, label: str) -> str:
        slug = f"{prefix}-{github_slugify(label) or 'note'}"
        return unique_slug(slug, self.document.ids)
