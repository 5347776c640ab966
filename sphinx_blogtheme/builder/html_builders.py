"""Sphinx's builders ``html`` and ``dirhtml``, which write only what has changed."""

from __future__ import annotations

import os
import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemBytecodeCache
from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.errors import ConfigError
from sphinx.jinja2glue import BuiltinTemplateLoader
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset
from sphinx.util.matching import DOTFILES, Matcher

from sphinx_blogtheme.builder import highlighting
from sphinx_blogtheme.builder.missing_head import HEAD, with_head
from sphinx_blogtheme.builder.other_theme_files import other_theme_files
from sphinx_blogtheme.builder.search_index import IndexingBuilder, SearchIndex
from sphinx_blogtheme.builder.speedups import templates
from sphinx_blogtheme.builder.speedups.switch import is_on
from sphinx_blogtheme.builder.style_sheets import own_sheets, publish_sheets
from sphinx_blogtheme.config.code_links import CODE_LINKER
from sphinx_blogtheme.config.theme_options import THEME, draws
from sphinx_blogtheme.files import write_changed, write_whole
from sphinx_blogtheme.site.addresses import addresses_of
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import Session, session_of
from sphinx_blogtheme.site.source_names import source_name
from sphinx_blogtheme.site.state_names import state_of
from sphinx_blogtheme.translation import in_language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Set

    from docutils import nodes
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)

_TEMPLATES = (".jinja", "_t")


class BlogBuilder(IndexingBuilder):
    """What our builders ``html`` and ``dirhtml`` have in common."""

    _rendered = _head = ""

    @property
    def _session(self) -> Session:
        return session_of(self.env)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Return the context of a document, with path and suffix of its source file.

        Sphinx derives both from the docname, which is the permalink of a post.
        """
        context = super().get_doc_context(docname, body, metatags)
        path = self.env.doc2path(docname, base=False)
        context["page_source_suffix"] = path.suffix
        if context["sourcename"]:
            publishes = self.publishes_source(docname)
            context["sourcename"] = self.source_name(docname) if publishes else ""
        return context

    def get_outdated_docs(self) -> Iterator[str]:
        """Yield all documents if options of HTML changed, else those without a page.

        Sphinx also yields those whose file, or a template, is later than their page.
        `Build.prepare` finds what changed by the contents.
        """
        path = Path(self.outdir, ".buildinfo")
        before = path.read_bytes() if path.is_file() else b""
        found: Iterable[str] = self.env.found_docs
        if not self._has_options_of(path):
            found = list(super().get_outdated_docs())
        changed = before != (path.read_bytes() if path.is_file() else b"")
        for docname in found:
            file = f"{self.outdir}/{self.output_name(docname)}"
            if (
                changed or docname not in self.env.all_docs or not os.path.isfile(file)  # noqa: PTH113 -- of each document
            ):
                yield docname

    def _has_options_of(self, path: Path) -> bool:
        """Return whether the site has the options that a file of Sphinx's tells."""
        try:
            return bool(type(self.build_info).load(path) == self.build_info)
        except (OSError, ValueError):
            return False

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Set `site_changed`, and prepare what all pages need."""
        self.site_changed = bool(docnames) or self._session.documents_removed
        self._uris, self._names = {}, {}
        if self.site_changed:
            self._session.before_writing()
        super().prepare_writing(docnames)
        # Docutils would look for its style sheet for each title; Sphinx uses none.
        self.docsettings.stylesheet_path = self._settings.stylesheet_path = None
        if is_on("templates"):
            self.globalcontext = templates.TemplateContext(self.globalcontext)

    def compile_all_catalogs(self) -> None:
        """Note that everything is to be written: Sphinx calls this only then."""
        self.writes_all = True
        super().compile_all_catalogs()

    def write_documents(self, docnames: Set[str]) -> None:
        """Write documents, and forget renderings which other processes replaced."""
        super().write_documents(docnames)
        self._session.after_writing(docnames)

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write a document; one that can't be is written as text, with a warning.

        :raises Exception: if the text can't be written either: a template or a listener
            that fails for it does so for other pages too.
        """
        with in_language(self._session.editions.of_post(docname).language):
            try:
                super().write_doc(docname, doctree)
            except ConfigError:
                raise
            except Exception as error:  # noqa: BLE001 -- nodes may be of any extension
                super().write_doc(docname, self.shown_as_text(docname, error))

    def finish(self) -> None:
        """Finish as Sphinx does, and forget URLs and objects, which may change."""
        super().finish()
        self._uris = None
        self.forget_objects()

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write one page, a generated page only if it differs.

        A document whose page is generated, such as the front page, is only rendered
        here, for its text: the page is written later, when all posts have been.
        """
        is_page = event_arg is None and outfilename is None
        is_others = is_page and not self.draws_listing
        if is_others and not addresses_of(self.env).claim_page(pagename):
            return  # which was reported
        self._rendered = ""
        super().handle_page(
            source_name(self.env, pagename),
            addctx,
            templatename,
            outfilename=Path(os.devnull),
            event_arg=event_arg,
        )
        if not self._rendered:
            return  # Sphinx has warned
        encoding = self.config.html_output_encoding
        text = self._rendered
        if draws(self._app):
            # Imported here, since a build of which nothing changed needs it not.
            from sphinx_blogtheme.markdown.isolated_addresses import isolate_addresses
            from sphinx_blogtheme.markdown.long_words import mark_long_words
            from sphinx_blogtheme.markdown.typed_dashes import keep_dashes

            text = keep_dashes(mark_long_words(isolate_addresses(text)))
        else:
            text = with_head(text, self._head)
        data = text.encode(encoding, "xmlcharrefreplace")
        path = Path(outfilename or self.get_output_path(pagename))
        if event_arg is None:
            write_changed(path, data)
        elif pagename not in self._session.pages:
            write_whole(path, data)  # always, since Sphinx compares its date
        elif path.is_file():
            os.utime(path)

    def init_templates(self) -> None:
        """Keep the text of each page in memory, and cache compiled templates."""
        super().init_templates()
        render = self.templates.render

        def keep(template: str, context: dict[str, Any]) -> str:
            self._rendered = render(template, context)
            self._head = context.get(HEAD, "")
            return self._rendered

        self.templates.render = keep
        if isinstance(self.templates, BuiltinTemplateLoader):
            environment = self.templates.environment
            if is_on("templates"):
                templates.disable_sandbox(environment)
            environment.auto_reload = False  # no template changes during a build
            folder = Path(self.doctreedir, "blog", "templates")
            folder.mkdir(parents=True, exist_ok=True)
            environment.bytecode_cache = FileSystemBytecodeCache(str(folder))

    def prepare_drawing(self) -> None:
        """Compile our theme's templates, if the site has our theme."""
        if draws(self._app) and isinstance(self.templates, BuiltinTemplateLoader):
            templates.compile_all(self.templates.environment, THEME)

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Add a document to the search index, unless it is unlisted or the 404 page."""
        post = blog_domain(self.env).posts.get(pagename)
        listed = not self.is_not_found(pagename) if post is None else post.listed
        if not listed:
            return
        state = state_of(post) if post else ""
        shown = f"{title} ({state})" if state else title
        super().index_page(pagename, doctree, shown)
        if state and isinstance(self.indexer, SearchIndex):
            self.indexer.rename(pagename, title, shown)

    def init_highlighter(self) -> None:
        """Highlight code in the theme's colours, unless the site prefers Pygments'."""
        super().init_highlighter()
        if is_on("highlighter"):
            self.highlighter = highlighting.Highlighter(self.highlighter)
        else:
            self.highlighter = highlighting.LinkingHighlighter(self.highlighter)
        if (
            draws(self._app)
            and self.theme_options.get("code_colours") != "pygments"
            # It finds names in code by their marks.
            and CODE_LINKER not in self._app.extensions
        ):
            folders = map(Path, self.theme.get_theme_dirs())
            self.highlighter.formatter = highlighting.theme_formatter_class(folders)

    def create_pygments_style_file(self) -> None:
        """Write the style sheets of highlighted code, if they differ."""
        folder = Path(self._static_dir)
        write_changed(folder / "pygments.css", self.highlighter.get_stylesheet())
        if self.dark_highlighter:
            dark = self.dark_highlighter.get_stylesheet()
            write_changed(folder / "pygments_dark.css", dark)

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Copy the theme's files; those made from templates only if the site changed.

        Templates show the configuration, so the dates of files don't tell whether they
        are up to date. If the configuration changes, Sphinx writes all documents.
        """
        folders = [Path(folder) for folder in self.theme.get_theme_dirs()]
        sheets = {*own_sheets(folders)}
        left = () if self.site_changed else _TEMPLATES
        for folder in reversed(folders):
            copy_asset(
                folder / "static",
                self._static_dir,
                excluded=lambda path: (
                    path in sheets or DOTFILES(path) or path.endswith(left)
                ),
                context=context,
                renderer=self.templates,
                onerror=lambda path, error: _logger.warning(
                    "cannot copy the theme's file %s: %s", path, error
                ),
                force=True,
            )
        publish_sheets(sheets, Path(self._static_dir))
        for name, file in other_theme_files(self._app).items():
            write_changed(Path(self._static_dir, name), file.read_bytes())

    def copy_extra_files(self) -> None:
        """Copy the files that the site brings, but those whose URL is taken."""
        hidden = addresses_of(self.env).hidden
        excluded = Matcher(self.config.exclude_patterns)
        try:
            for entry in self.config.html_extra_path:
                source = Path(self.confdir, entry)
                if source.is_dir() or source.name not in hidden:
                    copy_asset(
                        source,
                        self.outdir,
                        excluded=lambda path: (
                            excluded(path) or posixpath.normpath(path) in hidden
                        ),
                        force=True,
                    )
        except OSError as error:
            _logger.warning("cannot copy the file of html_extra_path: %s", error)

    def write_buildinfo(self) -> None:
        """Write ``.buildinfo`` if the site changed, without a copy of the last one."""
        path = Path(self.outdir, ".buildinfo")
        if self.site_changed or not path.exists():
            super().write_buildinfo()
        # Sphinx keeps the last one when the configuration changes.
        path.with_name(".buildinfo.bak").unlink(missing_ok=True)


class BlogHTMLBuilder(BlogBuilder):
    """The builder ``html``."""

    name = "html"


class BlogDirectoryBuilder(BlogBuilder, DirectoryHTMLBuilder):
    """The builder ``dirhtml``."""

    name = "dirhtml"


def setup(app: Sphinx) -> None:
    """Register our builders in place of Sphinx's."""
    app.setup_extension("sphinx.builders.dirhtml")
    app.add_builder(BlogHTMLBuilder, override=True)
    app.add_builder(BlogDirectoryBuilder, override=True)
