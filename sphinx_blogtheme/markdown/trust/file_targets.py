"""Refuse links, downloads and images that lead to files which aren't the site's.

The files that are left are copied by Sphinx, or by `features.images`.
"""

from __future__ import annotations

from glob import glob
from os.path import isdir
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from docutils import nodes
from docutils.parsers.rst.directives.misc import Include
from sphinx import addnodes

from sphinx_blogtheme.discovery.allowed_files import refusal_of
from sphinx_blogtheme.discovery.lookups import names_in
from sphinx_blogtheme.discovery.served_files import ServedFiles
from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.markdown.node_places import nearest_line, nearest_source
from sphinx_blogtheme.markdown.trust.limited_markup import warn_of_file
from sphinx_blogtheme.model.urls import is_elsewhere, is_site_url
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def refuse_files(app: Sphinx, doctree: nodes.document) -> None:
    """Replace links and images that the document may not have (on ``doctree-read``).

    It is called before Sphinx and others collect the files.
    """
    env = app.env
    for link in list(doctree.findall(addnodes.download_reference)):
        target = link["reftarget"]
        if "://" not in target and (reason := _refusal(env, target)):
            _warn(link, target, reason, "its text is kept, without the link")
            link.parent.replace(link, link.children)
    refused = set()
    # Where a definition is used, its image is shown, and reported.
    for image in sorted(doctree.findall(nodes.image), key=_is_definition):
        uri = image["uri"]
        if is_elsewhere(uri) or _is_served(app, uri):
            continue
        reason = _refusal(env, uri)
        is_folder = not reason and _is_folder(env, uri)
        if reason or is_folder:
            is_told = uri in refused and _is_definition(image)
            if is_folder and not is_told:
                _warn_of_folder(image, uri)
            elif not is_told:
                _warn(image, uri, reason, "its text is shown instead")
            refused.add(uri)
            replace_image(image)


def _is_definition(image: nodes.image) -> bool:
    return isinstance(image.parent, nodes.substitution_definition)


def refuse_included(
    app: Sphinx, relative_path: Path, parent_docname: str, content: list[str]
) -> None:
    """Empty an included file that the document may not use (on ``include-read``).

    Most are refused before they are read; in notebooks, MyST includes files by itself.
    """
    del parent_docname
    env = app.env
    path = (env.srcdir / relative_path).resolve()
    if path.is_relative_to(Path(Include.standard_include_path).resolve()):
        return
    if reason := refusal_of(env, path):
        file = env.doc2path(env.docname)
        line = line_with(file, relative_path.name)
        warn_of_file("include", relative_path.as_posix(), reason, f"{file}:{line}")
        content[0] = ""


def _refusal(env: BuildEnvironment, written: str) -> str:
    try:
        # A URL in Markdown has %2E%2E for two dots.
        found = [env.relfn2path(name, env.docname)[1] for name in names_in(written)]
        places = [
            one
            for place in found
            for one in (glob(place) if place.endswith(".*") else [place])  # noqa: PTH207
        ]
        return next(filter(None, (refusal_of(env, one) for one in places)), "")
    except (ValueError, OSError):  # no path, such as one that is too long
        return ""


def _is_folder(env: BuildEnvironment, written: str) -> bool:
    """Return whether an image is a folder, which Sphinx would take for a file."""
    # `Path.is_dir` raises an error for a name that is too long.
    return isdir(env.relfn2path(unquote(written))[1])  # noqa: PTH112


def _is_served(app: Sphinx, uri: str) -> bool:
    if not is_site_url(uri):
        return False
    served = ServedFiles(app.config, Path(app.confdir))
    return served.find_named(uri)[1] is not None


def replace_image(image: nodes.image) -> None:
    """Replace an image by its alternative text, in a paragraph if it needs one."""
    text = image.get("alt", "")
    shown: list[nodes.Node] = [nodes.Text(text)] if text else []
    old: nodes.Element = image
    if isinstance(old.parent, nodes.reference | addnodes.pending_xref):
        if isinstance(old.parent.parent, nodes.TextElement):
            old.parent.replace(old, shown)
            return
        old = old.parent  # a link that is a block may only hold an image
    inline = isinstance(old.parent, nodes.TextElement)
    old.parent.replace(old, shown if inline else [nodes.paragraph("", "", *shown)])


def _warn(node: nodes.Element, target: str, reason: str, outcome: str) -> None:
    warn(
        WarningKind.TRUST,
        f"{target!r} {reason}; expected a file of the site's folder, or one that"
        f" blog_trusted_paths lists. It is not published, and {outcome}.",
        location=_place(node),
    )


def _warn_of_folder(image: nodes.image, target: str) -> None:
    warn(
        WarningKind.IMAGE,
        f"image {target!r}: expected a file, but it is a folder; its text is shown"
        " instead.",
        location=_place(image),
    )


def _place(node: nodes.Element) -> str:
    return f"{nearest_source(node)}:{nearest_line(node) or ''}"
