"""Sphinx's builder ``gettext``, which also collects the texts of headers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx.builders.gettext import MessageCatalogBuilder, MsgOrigin
from sphinx.util.i18n import docname_to_domain

from sphinx_blogtheme.discovery.catalogs import TRANSLATED
from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.files import line_with

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


class BlogMessageBuilder(MessageCatalogBuilder):
    """Sphinx's builder, which has titles of posts, with their descriptions."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Add the texts of a document to its catalog."""
        super().write_doc(docname, doctree)
        source = source_of(self.env, docname)
        if source is None:
            return
        file = str(self.env.doc2path(docname))
        domain = docname_to_domain(docname, self.config.gettext_compact)
        for name in TRANSLATED:
            if text := getattr(source.header.front_matter, name):
                line = line_with(self.env.doc2path(docname), text.split("\n")[0])
                self.catalogs[domain].add(text, MsgOrigin(file, line))


def setup(app: Sphinx) -> None:
    """Register our builder in place of Sphinx's."""
    app.setup_extension("sphinx.builders.gettext")
    app.add_builder(BlogMessageBuilder, override=True)
