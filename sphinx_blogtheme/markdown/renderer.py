"""Make nodes of a doctree from the tokens of a Markdown parser."""

from __future__ import annotations

from os.path import normpath
from typing import TYPE_CHECKING, Any, cast
from unicodedata import normalize
from urllib.parse import quote, unquote, urljoin, urlsplit

from docutils import nodes
from docutils.parsers.rst import directives, roles
from docutils.parsers.rst.directives.misc import Include
from myst_parser.mdit_to_docutils.base import clean_astext, token_line
from myst_parser.slugs import unique_slug
from myst_parser.warnings_ import MystWarnings
from sphinx import addnodes

from sphinx_blogtheme.discovery.lookups import look_up, relative_path
from sphinx_blogtheme.markdown.code_captions import code_blocks
from sphinx_blogtheme.markdown.diagrams import DiagramRenderer
from sphinx_blogtheme.markdown.inline_lines import line_with_any, place_inline
from sphinx_blogtheme.markdown.shortcodes.detect import BODY_OPTION
from sphinx_blogtheme.markdown.table_headers import TableRenderer
from sphinx_blogtheme.markdown.trust.limited_markup import file_refusal, warn_of_file
from sphinx_blogtheme.markdown.trust.prose import without_markup
from sphinx_blogtheme.markdown.wikilinks import WikilinkRenderer, warn_of_empty_link
from sphinx_blogtheme.model.heading_ids import heading_id, unique_heading_id
from sphinx_blogtheme.model.headings import heading_slug
from sphinx_blogtheme.model.urls import SCHEME, leads_out
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from markdown_it.tree import SyntaxTreeNode

SITE_LINK = "site"
"""The ``reftype`` of links by URL, which `site.links` resolves."""

BY_NAME = "by_name"
"""Attribute of a reference's text: a file or a label is named, not a fragment."""

COMMENTS = "comments"
"""Id of the comments, at the end of each post."""

PROSE_OPTION = "blog_prose"
"""Option of a parser: whether the document may be prose only."""

_TASK = '<input class="task-list-item-checkbox" '


class BlogRenderer(TableRenderer, DiagramRenderer, WikilinkRenderer):
    """MyST's renderer, with references for links by URL."""

    def render_inline(self, token: SyntaxTreeNode) -> None:
        """Render the text of a paragraph, each part with its own line for warnings."""
        place_inline(token)
        super().render_inline(token)

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Render a link at the line of its URL; only its text, if it has no URL."""
        href = str(token.attrGet("href") or "")
        if (line := self._line_of(token, href or "](")) and token.map:
            token._attribute_token().map = [line, token.map[1]]  # noqa: SLF001
        if href:
            return super().render_link(token)
        warn_of_empty_link(self.document["source"], token_line(token, 0))
        return self.render_children(token)

    def render_link_unknown(self, token: SyntaxTreeNode) -> None:
        """Render a link without a known scheme: by URL, else as MyST does."""
        href = cast("str", token.attrGet("href"))
        destination = self.md.normalizeLinkText(href)
        out = leads_out(destination)
        if real := self._decomposed(destination):
            fragment = urlsplit(destination).fragment
            token.attrs["href"] = quote(f"/{real}") + f"#{fragment}" * bool(fragment)
            super().render_link_unknown(token)
        elif not out and urlsplit(destination).netloc:
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

    def _decomposed(self, destination: str) -> str:
        """Return the path of a linked file whose name is decomposed on the disk.

        It is the path from the source folder; empty if there is no such file.
        """
        env = self.sphinx_env
        known: Mapping[str, Path] = getattr(env.project, "decomposed", {})
        path = unquote(urlsplit(destination).path)
        if not known or path.isascii():
            return ""
        file = known.get(normalize("NFC", relative_path(env, self._file(path))))
        return file.as_posix() if file else ""

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
            try:
                super().render_link_unknown(token)
            except OSError:  # from `Path.is_file`, for a name that is too long
                warn(
                    WarningKind.LINK,
                    f"dead link to {destination!r}: expected a name that a file can"
                    " have; the link is kept as it is.",
                    location=f"{self.document['source']}:{token_line(token, 0)}",
                )
                self.render_link_url(token)
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

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Render a role; MyST warns of an unknown one, whose text is shown as typed."""
        count, name = len(self.current_node), token.meta["name"]
        super().render_myst_role(token)
        if all(isinstance(n, nodes.system_message) for n in self.current_node[count:]):
            known, _ = roles.role(name, self.language_module_rst, 0, self.reporter)
            if not known:
                self.current_node += nodes.Text(f"{{{name}}}`{token.content}`")

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

    def run_directive(
        self, name: str, first_line: str, *args: Any, **kwargs: Any
    ) -> list[nodes.Element]:
        """Run a directive; MyST itself includes files, without the directive's class."""
        found, _ = directives.directive(name, self.language_module_rst, self.document)
        if isinstance(found, type) and issubclass(found, Include):
            file = first_line.strip()
            if reason := file_refusal(self.sphinx_env, file, self.document["source"]):
                line = kwargs.get("position") or args[1]
                warn_of_file(name, file, reason, f"{self.document['source']}:{line}")
                return []
        return super().run_directive(name, first_line, *args, **kwargs)

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Render HTML; in prose only its comments, and the rest as text."""
        if not self.md_options.get(PROSE_OPTION):
            super().render_html_block(token)
            return
        comments, text = without_markup(token.content)
        if comments:
            self.current_node.append(nodes.raw("", comments, format="html"))
        if not text.strip():
            return
        if not text.startswith("</"):
            warn(
                WarningKind.TRUST,
                f"HTML {text.strip()[:80]!r}: expected none, since blog_trust is"
                " 'prose' here; it is shown as text.",
                location=(self.sphinx_env.docname, token.map and token.map[0]),
            )
        inline = isinstance(self.current_node, nodes.TextElement)
        shown = nodes.Text(text)
        self.current_node.append(shown if inline else nodes.paragraph("", "", shown))

    def render_image(self, token: SyntaxTreeNode) -> None:
        """Render an image, with its own line for warnings."""
        super().render_image(token)
        line = self._line_of(token, cast("str", token.attrGet("src")))
        self.current_node[-1].line = line

    def render_substitution(self, token: SyntaxTreeNode, inline: bool) -> None:
        """Render a substitution, whose expression can't reach Python."""
        from sphinx_blogtheme.markdown.trust.substitutions import evaluated

        values, expression = self.md_config.substitutions, token.content.strip()
        if expression in values:
            super().render_substitution(token, inline)
            return
        used = self.document.__dict__.setdefault("sub_references", set())
        try:
            text, names = evaluated(token.content, values, self.sphinx_env, used)
        except PermissionError as error:
            warn(
                WarningKind.TRUST,
                f"substitution {expression!r}: expected an expression of values and "
                f"filters, but: {error}; it is left out.",
                location=(self.sphinx_env.docname, token.map and token.map[0]),
            )
            return
        except ValueError as error:
            self.create_warning(
                f"Substitution error:{error}",
                MystWarnings.SUBSTITUTION,
                line=token_line(token),
                append_to=self.current_node,
            )
            return
        used |= names
        # MyST shows a value whose name is the whole expression without Jinja.
        config, with_text = self.md_config, {**values, expression: text}
        self.md_config = config.copy(substitutions=with_text)
        try:
            super().render_substitution(token, inline)
        finally:
            self.md_config = config
            used -= names

    def _line_of(self, token: SyntaxTreeNode, url: str) -> int | None:
        """Return the line that has the URL."""
        has_two = "%" in url or "xn--" in url.lower()  # as no other URL has
        spellings = [url, self.md.normalizeLinkText(url)] if has_two else [url]
        if (body := self.md_options.get(BODY_OPTION)) and url in body.spellings:
            spellings.append(body.spellings[url])
        return line_with_any(token, spellings, self.md_options["source_lines"])

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
        """Give a heading the id that links to it expect, by default GitHub's."""
        text = clean_astext(title_node)
        is_title = level == 1 and not self._heading_slugs
        way = self.sphinx_env.config.blog_heading_ids
        slug = token.meta.get("id") or heading_id(text, way)
        slug = slug or ("post" if is_title else "section")
        taken = {*self._heading_slugs, *self.document.ids}
        if is_title:
            slug = f"post-{slug}"  # leaves the plain slug to the body's headings
        slug = unique_heading_id(slug, taken, way)
        node["ids"] = [slug]
        node["slug"] = slug
        self.document.set_id(node)
        self._heading_slugs[slug] = (node.line, slug, text)

    def render_fence(self, token: SyntaxTreeNode) -> None:
        """Render code: highlighted as far as its lexer understands it."""
        before = len(self.current_node)
        super().render_fence(token)
        for node in code_blocks(self.current_node[before:]):
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
        slug = f"{prefix}-{heading_slug(label) or 'note'}"
        return unique_slug(slug, self.document.ids)
