"""Let authors name by its path what other extensions file under the docname of a post.

Pages that autosummary makes lie beside the source, as the author wrote it; autosectionlabel
and MyST-NB put the docname in front of a name. For a post that is the permalink, which no
author would write there.
"""

from __future__ import annotations

import posixpath
from posixpath import dirname, splitext
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.osutil import relative_uri

from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_AUTOSUMMARY = "autosummary"
_NOTEBOOK = ".ipynb"


def adapt_directives(app: Sphinx) -> None:
    """Adapt a directive and a role, if they are there (on ``builder-inited``)."""
    if "sphinx.ext.autosummary" in app.extensions:
        found: Any = directives.directive(_AUTOSUMMARY, None, None)[0]  # type: ignore[arg-type]
        app.add_directive(_AUTOSUMMARY, _beside_source(found), override=True)
    if "myst_nb" in app.extensions:
        app.add_role("nb-download", _executed_notebook(), override=True)


def _beside_source(directive: Any) -> type[Any]:
    """Return the directive ``autosummary``, whose pages lie beside the post's source."""

    class PostSummary(directive):  # type: ignore[misc]
        def run(self) -> list[nodes.Node]:
            source = source_of(self.env)
            if source is not None and "toctree" in self.options:
                here = dirname(self.env.docname) or "."
                way = posixpath.relpath(dirname(source.path) or ".", here)
                folder = (self.options["toctree"] or "").strip()
                self.options["toctree"] = posixpath.join(way, folder)
            run: list[nodes.Node] = super().run()
            return run

    return PostSummary


def _executed_notebook() -> Any:
    """Return MyST-NB's role ``nb-download``, which finds notebooks by their paths."""
    from myst_nb.ext.download import NbDownloadRole

    class PostNotebook(NbDownloadRole):  # type: ignore[misc]
        title: str
        target: str

        def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
            docname = _named_notebook(self.env, self.target)
            if docname:
                self.has_explicit_title = True  # which is the path as written
                here = dirname(self.env.docname) or "."
                self.target = posixpath.relpath(docname, here) + _NOTEBOOK
            run: tuple[list[nodes.Node], list[nodes.system_message]] = super().run()
            return run

    return PostNotebook()


def _named_notebook(env: BuildEnvironment, name: str) -> str:
    """Return the docname of a notebook, or of text that is one; "" if there is none.

    :param name: path from the document that is read, such as ``plot.ipynb``.
    """
    stem, suffix = splitext(name)
    if suffix != _NOTEBOOK:
        return ""
    for ending in (_NOTEBOOK, *env.config.source_suffix):
        docname = env.path2doc(env.relfn2path(f"{stem}{ending}")[1])
        if docname in env.found_docs:
            return docname or ""
    return ""


def label_by_path(app: Sphinx, doctree: nodes.document) -> None:
    """Give the labels of autosectionlabel by the path, too (late on ``doctree-read``).

    With ``autosectionlabel_prefix_document`` they begin with the docname.
    """
    source = source_of(app.env)
    if source is None or not getattr(
        app.config, "autosectionlabel_prefix_document", False
    ):
        return
    standard, stem = app.env.domains.standard_domain, splitext(source.path)[0]
    for title in doctree.findall(nodes.title):
        text = title.astext()
        known = nodes.fully_normalize_name(f"{app.env.docname}:{text}")
        name = nodes.fully_normalize_name(f"{stem}:{text}")
        if known in standard.labels:
            standard.labels.setdefault(name, standard.labels[known])
            standard.anonlabels.setdefault(name, standard.anonlabels[known])


class PlaceGluedPictures(SphinxPostTransform):
    """Makes the URLs of pictures that MyST-NB glues from another notebook go by the page.

    They go by the folder of the docname, which is not that of a post's page.
    """

    default_priority = 6  # after MyST-NB has made them
    formats = ("html",)

    def run(self, **kwargs: object) -> None:
        """Change the pictures of one document."""
        del kwargs
        builder = session_of(self.env).builder
        if not makes_site(builder) or not hasattr(self.env, "mystnb_config"):
            return
        folder = dirname(self.env.docname)
        for image in self.document.findall(nodes.image):
            uri = image["uri"]
            if image.get("candidates") != {"*": uri} or uri in self.env.images:
                continue
            path = posixpath.normpath(posixpath.join(folder, uri))
            if dirname(path) == builder.imagedir:
                page = builder.get_target_uri(self.env.docname)
                image["uri"] = relative_uri(page, path)
                image["candidates"] = {"*": image["uri"]}


def lead_kernel_to_source(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Let sphinx-thebe run code in the folder of a post's source (on ``doctree-resolved``).

    It names the folder of the docname.
    """
    source = source_of(app.env, docname)
    if source is None or "sphinx_thebe" not in app.extensions:
        return
    here, there = dirname(docname) or ".", dirname(source.path) or "."
    for raw in doctree.findall(nodes.raw):
        text = raw.astext()
        if "text/x-thebe-config" in text:
            raw.children = [nodes.Text(text.replace(f'/{here}"\n', f'/{there}"\n'))]


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(PlaceGluedPictures)
