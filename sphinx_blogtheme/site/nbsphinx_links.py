"""Lead the links of notebooks that nbsphinx reads to posts, and to no draft.

nbsphinx looks for what a link names in the folder of the docname, and publishes any file
that it finds there, a held-back post among them.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_blogtheme.discovery.allowed_files import refusal_of
from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.markdown.restructuredtext import LinksByURL
from sphinx_blogtheme.site.linked_files import LinkedFiles, names_no_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class NotebookLinks(LinkedFiles):
    """Turns links to posts, of a post all links by path, into references by URL."""

    default_priority = 490  # before those of nbsphinx

    def apply(self, **kwargs: Any) -> None:
        """Change the links of one document, if nbsphinx has read it."""
        if self.env.docname not in getattr(self.env, "nbsphinx_notebooks", ()):
            return
        if source_of(self.env) is None:
            for link in list(self.document.findall(nodes.reference)):
                self._lead_page(link)
        super().apply(**kwargs)
        LinksByURL(self.document).apply()

    def _url(self, source: str, url: str) -> str:
        """Return the URL of a file; in Jupyter a fragment has the letters of a title."""
        path, mark, fragment = super()._url(source, url).partition("#")
        is_notebook = source.endswith(".ipynb")
        return f"{path}{mark}{fragment if is_notebook else fragment.lower()}"

    def _lead_page(self, link: nodes.reference) -> None:
        """Lead a link of a page to a post; other sources and files are nbsphinx's."""
        url = link.get("refuri", "")
        source = None if names_no_file(url) else self._source(url)
        if source is None:
            return
        docname = self.env.path2doc(source)
        is_post = docname is not None and source_of(self.env, docname) is not None
        if is_post or refusal_of(self.env, Path(self.env.srcdir, source)):
            self._lead(link, url, shows_image=False)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(NotebookLinks)
