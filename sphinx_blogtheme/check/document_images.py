"""The images of documents whose text is not read here: reStructuredText, notebooks."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_blogtheme.check.sources import SourceImage
from sphinx_blogtheme.front_matter.notebook import read_notebook
from sphinx_blogtheme.model.urls import is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINES_OF_CELL = 10_000
"""Lines that MyST-NB counts for each cell of a notebook."""


def document_images(
    doctree: nodes.document, path: str, text: str
) -> Iterator[SourceImage]:
    """Yield the images of a document, one for each output of a notebook.

    :param path: path of the source, from the source folder.
    :param text: text of the source.
    """
    for image in doctree.findall(nodes.image):
        output = _output_of(image)
        if output is not None and image is not next(output.findall(nodes.image)):
            continue  # another form of the same picture
        uri = image["uri"]
        if output is not None:
            uri = posixpath.basename(uri)  # a file that no author has made
        elif uri.startswith("../") or "jupyter_execute/" in uri:
            uri = "attachment"  # which became a file
        elif not is_elsewhere(uri):
            uri = posixpath.relpath(uri, posixpath.dirname(path))
        yield SourceImage(
            url=uri,
            line=_line_of(image, path, text, uri),
            alt=image.get("alt"),
            is_output=output is not None,
        )


def _output_of(image: nodes.image) -> nodes.Element | None:
    """Return the output that an image is a form of, as MyST-NB has it, or None."""
    node = image.parent
    while node is not None:
        if node.get("nb_element") == "mime_bundle":
            return node
        node = node.parent
    return None


def _line_of(image: nodes.image, path: str, text: str, uri: str) -> int:
    line = image.line or 1
    if path.endswith(".ipynb"):
        cells = notebook.content["cells"] if (notebook := read_notebook(text)) else []
        number = line // _LINES_OF_CELL - 1
        if notebook and 0 <= number < len(cells):
            source = cells[number].get("source") or ""
            first = source[0] if isinstance(source, list) else source
            return notebook.line(first.split("\n")[0])
        return 1
    lines = text.split("\n")
    name = posixpath.basename(uri)
    for number in range(line, min(line + 4, len(lines)) + 1):
        if name in lines[number - 1]:
            return number
    return line
