"""Sphinx's HTML builders, with permalinks, and quiet where nothing changes.

Posts and the pages made of them end in a slash under both builders; every other
document keeps the URL that the builder gives it.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx.builders.dirhtml import DirectoryHTMLBuilder
from sphinx.builders.html import INVENTORY_FILENAME, StandaloneHTMLBuilder
from sphinx.util.fileutil import copy_asset
from sphinx.util.index_entries import split_index_msg
from sphinx.util.inventory import InventoryFile
from sphinx.util.matching import DOTFILES

from sphinx_blogtheme.output import write_changed, write_whole
from sphinx_blogtheme.reading import BlogDomain, blog_domain

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

    from docutils import nodes
    from sphinx.application import Sphinx

_TEMPLATES = (".jinja", "_t")


class BlogBuilder(StandaloneHTMLBuilder):
    """What both builders do for a blog."""

    site_changed = True
    """False where neither a document was written nor one has gone."""

    @property
    def _domain(self) -> BlogDomain:
        return blog_domain(self.env)

    def is_permalink(self, docname: str) -> bool:
        """Tell whether a page is one whose URL ends in a slash."""
        return docname in self._domain.posts or docname in self._domain.pages

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the URL of a page from the root of the site."""
        if self.is_permalink(docname):
            return "" if docname == self.config.root_doc else f"{quote(docname)}/"
        return super().get_target_uri(docname, typ)

    def get_output_path(self, page_name: str, /) -> Path:
        """Return the file of a page."""
        if self.is_permalink(page_name) and page_name != self.config.root_doc:
            return Path(self.outdir, *page_name.split("/"), f"index{self.out_suffix}")
        return super().get_output_path(page_name)

    def get_doc_context(self, docname: str, body: str, metatags: str) -> dict[str, Any]:
        """Return the context of a document, whose name may not be its file's."""
        context = super().get_doc_context(docname, body, metatags)
        path = self.env.doc2path(docname, base=False)
        context["page_source_suffix"] = path.suffix
        if context["sourcename"]:
            suffix = self.config.html_sourcelink_suffix
            extra = "" if path.suffix == suffix else suffix
            context["sourcename"] = (
                f"{path.with_suffix('').as_posix()}{path.suffix}{extra}"
            )
        return context

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Note whether there is anything to write."""
        self.site_changed = bool(docnames) or self._domain.documents_removed
        super().prepare_writing(docnames)

    def handle_page(
        self,
        pagename: str,
        addctx: dict[str, Any],
        templatename: str = "page.html",
        *,
        outfilename: Path | None = None,
        event_arg: Any = None,
    ) -> None:
        """Write one page; a generated one only if it differs.

        The document of the front page is rendered for its text; the page itself
        is written when all posts have been.
        """
        scratch = Path(self.doctreedir, "blog", f"page-{os.getpid()}.html")
        super().handle_page(
            pagename, addctx, templatename, outfilename=scratch, event_arg=event_arg
        )
        if not scratch.exists():
            return  # Sphinx has said why
        data = scratch.read_bytes()
        scratch.unlink()
        path = Path(outfilename or self.get_output_path(pagename))
        if event_arg is None:
            write_changed(path, data)
        elif pagename not in self._domain.pages:
            write_whole(path, data)  # its date tells Sphinx that it is up to date
        elif path.is_file():
            os.utime(path)

    def index_page(self, pagename: str, doctree: nodes.document, title: str) -> None:
        """Feed a document to the search index, unless it is to be found nowhere."""
        post = self._domain.posts.get(pagename)
        if post is None or post.listed:
            super().index_page(pagename, doctree, title)

    def dump_search_index(self) -> None:
        """Write the search index, if a document has changed."""
        path = Path(self.outdir, self.searchindex_filename)
        if self.indexer is None or (path.exists() and not self.site_changed):
            return
        self.indexer.prune(self.env.all_docs)
        self._recall_index_entries()
        # Sphinx keeps the words of documents that have gone, with no document.
        index: Any = self.indexer
        for words in (index._mapping, index._title_mapping):  # noqa: SLF001
            for word in [word for word, docnames in words.items() if not docnames]:
                del words[word]
        super().dump_search_index()

    def _recall_index_entries(self) -> None:
        """Add the index entries of documents that this build didn't write.

        Sphinx loads the rest of the search index from the last build, but not these.
        """
        index: Any = self.indexer
        known = index._index_entries  # noqa: SLF001
        for docname, entries in self.env.domains.index_domain.entries.items():
            if docname in index._titles and docname not in known:  # noqa: SLF001
                found = set()
                for kind, text, target, main, _ in entries:
                    with contextlib.suppress(ValueError):
                        parts = split_index_msg(kind, text)
                        if kind in {"see", "seealso"}:
                            parts = parts[:1]
                        found |= {(part, target or "", main) for part in parts}
                known[docname] = sorted(found)

    def dump_inventory(self) -> None:
        """Write ``objects.inv``, without what is to be found nowhere."""
        path = Path(self.outdir, INVENTORY_FILENAME)
        if self.site_changed or not path.exists():
            environment: Any = SimpleNamespace(
                config=self.config,
                domains=SimpleNamespace(sorted=self._listed_domains),
            )
            InventoryFile.dump(path, environment, self)

    def _listed_domains(self) -> Iterator[SimpleNamespace]:
        posts = self._domain.posts
        unlisted = {name for name, post in posts.items() if not post.listed}
        for domain in self.env.domains.sorted():
            objects = [item for item in domain.get_objects() if item[3] not in unlisted]
            yield SimpleNamespace(
                name=domain.name, get_objects=lambda objects=objects: objects
            )

    def create_pygments_style_file(self) -> None:
        """Write the style sheets of highlighted code, if they differ."""
        folder = Path(self._static_dir)
        write_changed(folder / "pygments.css", self.highlighter.get_stylesheet())
        if self.dark_highlighter:
            dark = self.dark_highlighter.get_stylesheet()
            write_changed(folder / "pygments_dark.css", dark)

    def copy_theme_static_files(self, context: dict[str, Any]) -> None:
        """Copy the theme's files; those made from templates only for a new site.

        What such a template shows, the configuration, changes no file's date.
        """
        if self.site_changed:
            super().copy_theme_static_files(context)
            return
        for folder in reversed(self.theme.get_theme_dirs()):
            copy_asset(
                Path(folder, "static"),
                self._static_dir,
                excluded=lambda path: DOTFILES(path) or path.endswith(_TEMPLATES),
                force=True,
            )

    def write_buildinfo(self) -> None:
        """Write ``.buildinfo``, if it differs."""
        path = Path(self.outdir, ".buildinfo")
        if self.site_changed or not path.exists():
            super().write_buildinfo()
        # Sphinx keeps the last one when the configuration changes.
        path.with_name(".buildinfo.bak").unlink(missing_ok=True)


class BlogHTMLBuilder(BlogBuilder):
    """Builder ``html``."""

    name = "html"


class BlogDirectoryBuilder(BlogBuilder, DirectoryHTMLBuilder):
    """Builder ``dirhtml``."""

    name = "dirhtml"


def setup(app: Sphinx) -> None:
    """Put our builders in the place of Sphinx's."""
    app.setup_extension("sphinx.builders.dirhtml")
    app.add_builder(BlogHTMLBuilder, override=True)
    app.add_builder(BlogDirectoryBuilder, override=True)
