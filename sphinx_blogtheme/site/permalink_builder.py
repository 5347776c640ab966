"""Sphinx's HTML builders with permalinks as the URLs of posts and generated pages.

These end in a slash under both builders, as in ``2025/03/x/``; every other document
keeps the URL that the builder gives it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard
from urllib.parse import quote

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_blogtheme.config.given import ablog_keeps_urls, is_set
from sphinx_blogtheme.discovery.project import has_permalink, source_of
from sphinx_blogtheme.model.listings import NOT_FOUND
from sphinx_blogtheme.model.permalinks import page_file
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from sphinx.builders import Builder


class PermalinkBuilder(StandaloneHTMLBuilder):
    """Sphinx's HTML builder, with permalinks."""

    search_engine = "sphinx"
    """The engine of the site's search: ``pagefind``, ``sphinx`` or ``none``."""
    site_changed = True
    """Whether a document has to be written, or was removed."""
    draws_listing = False
    """Whether the page that is written is a generated one of ours."""
    writes_all = False
    """Whether all pages and files are written anew, as ``sphinx-build -a`` asks."""
    _uris: dict[str, str] | None = None
    _names: dict[str, str] | None = None

    def index_all(self) -> None:
        """Index all documents for Sphinx's search; nothing to do here."""

    def is_permalink(self, docname: str) -> bool:
        """Return whether the URL of a page ends in a slash, under both builders.

        That of a post does unless it is the path of the post's file.
        """
        if docname in session_of(self.env).pages:
            return not self.is_not_found(docname)
        return has_permalink(self.env.project, docname)

    def is_not_found(self, docname: str) -> bool:
        """Return whether a page is the generated 404 page."""
        return docname == NOT_FOUND and docname in session_of(self.env).pages

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the URL of a page, relative to the root: ``2025/03/x/``."""
        if self._uris is None:  # posts and generated pages are not yet known
            return self._find_uri(docname)
        if docname not in self._uris:
            self._uris[docname] = self._find_uri(docname)
        return self._uris[docname]

    def _find_uri(self, docname: str) -> str:
        if self.is_permalink(docname):
            place = self._folder_of(docname)
            return "" if docname == self.config.root_doc else f"{quote(place)}/"
        if self.is_not_found(docname):
            return f"{NOT_FOUND}{self.out_suffix}"
        index = f"{docname}/index"
        if docname not in self.env.found_docs and index in self.env.found_docs:
            docname = index  # an author's page in place of a generated one
        if docname in session_of(self.env).resources:
            return quote(docname)  # ABlog's name for the feed
        return super().get_target_uri(docname)

    def _folder_of(self, docname: str) -> str:
        """Return the folder to which a page with a permalink is written.

        The front page of a section may be the document ``blog/index``.
        """
        view = session_of(self.env).pages.get(docname)
        return (
            docname.removesuffix("/index") if view and view.kind == "home" else docname
        )

    def get_output_path(self, page_name: str, /) -> Path:
        """Return the path of a page's file."""
        return Path(self.outdir, self.output_name(page_name))

    def output_name(self, page_name: str) -> str:
        """Return the path of a page's file in the output: ``2025/03/x/index.html``."""
        if self._names is None:  # posts and generated pages are not yet known
            return self._find_name(page_name)
        if page_name not in self._names:
            self._names[page_name] = self._find_name(page_name)
        return self._names[page_name]

    def _find_name(self, page_name: str) -> str:
        if self.is_permalink(page_name) and page_name != self.config.root_doc:
            return f"{self._folder_of(page_name)}/index{self.out_suffix}"
        if self.is_not_found(page_name):
            return f"{NOT_FOUND}{self.out_suffix}"
        return page_file(
            page_name,
            is_permalink=False,
            directories=isinstance(self, DirectoryHTMLBuilder),
            suffix=self.out_suffix,
        )

    def search_name(self, docname: str) -> str:
        """Return the name from which Sphinx's search makes the URL of a document."""
        if isinstance(self, DirectoryHTMLBuilder):
            return docname
        return self.output_name(docname).removesuffix(self.out_suffix)

    def draw_listing(self, pagename: str, context: dict[str, Any]) -> None:
        """Write a generated page of ours, if it differs."""
        self.draws_listing = True
        try:
            self.handle_page(pagename, context)
        finally:
            self.draws_listing = False

    def original_uri(self, docname: str) -> str:
        """Return the URL that Sphinx itself gives to a docname: ``news/p.html``."""
        return super().get_target_uri(docname)

    def copied_paths(self) -> list[str]:
        """Return the paths of the files that Sphinx copies for documents."""
        env = self.env
        shown = frozenset().union(*blog_domain(env).copied.values())
        found = [
            f"{self.imagedir}/{name}"
            for source, (_, name) in env.images.items()
            if source in shown
        ]
        found += [f"_downloads/{name}" for _, name in env.dlfiles.values()]
        found += [
            f"_sources/{self.source_name(name)}"
            for name in env.found_docs
            if self.publishes_source(name)
        ]
        return found

    def publishes_source(self, docname: str) -> bool:
        """Return whether Sphinx copies the source of a document.

        That of a post, which may tell what is held back until a later date, is copied
        only if the site sets ``html_copy_source`` itself.
        """
        config = self.config
        if not config.html_copy_source:
            return False
        asked = is_set(config, "html_copy_source") or ablog_keeps_urls(config)
        if docname in blog_domain(self.env).posts and not asked:
            return False
        source = source_of(self.env, docname)
        # The file of a release has what is not public, too.
        return source is None or source.release is None

    def has_translations(self) -> bool:
        """Return whether Sphinx writes texts in the site's language for scripts."""
        return self._get_translations_js() is not None

    def source_name(self, docname: str) -> str:
        """Return a source's path below ``_sources``, such as ``posts/x.md.txt``."""
        path = self.env.doc2path(docname, base=False)
        suffix = self.config.html_sourcelink_suffix
        return f"{path.as_posix()}{'' if path.suffix == suffix else suffix}"


def makes_site(builder: Builder | None) -> TypeGuard[PermalinkBuilder]:
    """Return whether a builder makes all pages and files of the site, as HTML.

    Such a builder has the members of `PermalinkBuilder`, but for others its class is
    Sphinx's.
    """
    return hasattr(builder, PermalinkBuilder.is_permalink.__name__)
