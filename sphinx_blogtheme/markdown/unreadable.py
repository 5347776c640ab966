"""Show the text of a document as it is if a parser or a transform fails on it.

One such document is a warning, and all others are built. It is shown on a page of its
own as any document, with its title and its text in one block.
"""

from __future__ import annotations

import json
import re
from traceback import format_exception
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ConfigError, ExtensionError, SphinxError
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)

MAX_NESTING = 100
"""Levels of elements in each other that a document may have.

Sphinx needs several calls for each level when it stores and writes a document, and
Python allows a thousand.
"""

_HEADING = re.compile(r"^#[ \t]+(?P<title>\S.*?)[ \t#]*$", re.MULTILINE)


_SHOWN = "blog_text"
"""Name of an attribute of documents that are shown as text."""


class _TooDeepError(Exception):
    """A document has more levels than `MAX_NESTING`."""


def guard(parse: Callable[[], None], document: nodes.document) -> None:
    """Call the parser of a document; show the document's text if that fails."""
    try:
        parse()
    except ConfigError:
        raise
    except Exception as error:  # noqa: BLE001 -- any extension may be called
        _show_unreadable(document, document.settings.env, error)


class GuardTransforms(SphinxTransform):
    """Applies all other transforms, and shows the document's text if one fails."""

    default_priority = 0

    def apply(self, **kwargs: Any) -> None:
        """Apply those that wait in the document's transformer."""
        del kwargs
        if hasattr(self.document, _SHOWN):
            self._apply_all(careful=True)
            return
        try:
            self._apply_all()
            _check_depth(self.document)
        except ConfigError:
            raise
        except Exception as error:  # noqa: BLE001 -- they may be of any extension
            _show_unreadable(self.document, self.env, error)
            # Those of single nodes are not wanted, since their nodes are gone.
            transformer = self.document.transformer
            transformer.transforms, transformer.sorted = self._waiting, False
            self._apply_all(careful=True)

    def _apply_all(self, *, careful: bool = False) -> None:
        """Apply the transforms.

        :param careful: leave out those that fail; the document is only text, whose
            parser may not have set what they need.
        """
        transformer = self.document.transformer
        self._waiting = [t for t in transformer.transforms if not t[2]]
        while transformer.transforms:
            if not transformer.sorted:
                transformer.transforms.sort()
                transformer.transforms.reverse()
                transformer.sorted = True
            waiting = transformer.transforms.pop()
            priority, make, pending, options = waiting
            try:
                make(self.document, startnode=pending).apply(**options)
            except SphinxError:
                raise
            except Exception as error:
                if not careful:
                    raise
                _note(error, f"{make.__name__} for {self.document['source']}")
            transformer.applied.append((priority, make, pending, options))


def _note(error: Exception, where: str) -> None:
    """Log a traceback for ``sphinx-build -v``, as text, which workers can send."""
    _logger.debug("%s: %s", where, "".join(format_exception(error)))


def _check_depth(document: nodes.document) -> None:
    """Raise an error if a document has more levels than Sphinx can write."""
    level: list[nodes.Node] = [document]
    for _ in range(MAX_NESTING):
        level = [child for node in level for child in node.children if child.children]
        if not level:
            return
    raise _TooDeepError


def cause_of(error: Exception) -> str:
    """Return the kind and the first line of an error, for a message."""
    if isinstance(error, ExtensionError) and error.orig_exc:
        # Sphinx's message has the address of the listener, which always differs.
        return f"{cause_of(error.orig_exc)} (in the extension {error.modname})"
    return f"{type(error).__name__}: {error}".partition("\n")[0]


def _show_unreadable(
    document: nodes.document, env: BuildEnvironment, error: Exception
) -> None:
    """Replace the content of a document by its text, with a warning."""
    path = env.doc2path(env.docname)
    if isinstance(error, (RecursionError, _TooDeepError)):
        fault = (
            "lists, quotes or directives in each other: expected fewer levels; assumed"
            " that all of the text is to be shown as it is."
        )
    else:
        _note(error, str(path))
        fault = (
            f"expected a text that can be read, but: {cause_of(error)}; assumed that all of it is"
            " to be shown as it is."
        )
    warn(WarningKind.SOURCE, fault, location=f"{path}:1")
    show_text(document, env, env.docname)


def show_unwritable(
    document: nodes.document, env: BuildEnvironment, docname: str, error: Exception
) -> None:
    """Replace the content of a document that can't be written by its text."""
    _note(error, docname)
    warn(
        WarningKind.SOURCE,
        f"expected a document that can be written, but: {cause_of(error)}; assumed that all of"
        " its text is to be shown as it is.",
        location=f"{env.doc2path(docname)}:1",
    )
    show_text(document, env, docname)


def empty(document: nodes.document) -> None:
    """Take back what a parser has done to a document."""
    transformer = getattr(document, "transformer", None)
    fresh = nodes.document(
        document.settings, document.reporter, source=document["source"]
    )
    vars(document).update(vars(fresh))
    document.document = document
    if transformer is not None:
        document.transformer = transformer
        # Those of single nodes are not wanted, since their nodes are gone.
        transformer.transforms = [t for t in transformer.transforms if not t[2]]


def show_text(document: nodes.document, env: BuildEnvironment, docname: str) -> None:
    """Make a document consist of its title and its text, which is shown as code."""
    text, title = text_and_title(env, docname)
    empty(document)
    setattr(document, _SHOWN, True)
    heading = nodes.title(title, title)
    section = nodes.section("", heading, ids=["post"], names=["post"])
    for node in (section, heading):
        node.source, node.line = document["source"], 1
    if text:
        section += nodes.literal_block(text, text, language="text", force=True)
    document += section
    document.note_implicit_target(section, section)


def text_and_title(env: BuildEnvironment, docname: str) -> tuple[str, str]:
    """Return the text of a document without its header, and its title."""
    path = env.doc2path(docname)
    text = path.read_text("utf-8", errors="replace")
    source = source_of(env, docname)
    if path.suffix == ".ipynb":
        text = _text_of_cells(text)
    elif source is not None:
        text = "\n".join(text.split("\n")[source.header.body_line :])
    elif text.startswith("---\n"):
        text = text.partition("\n---\n")[2] or text
    if source is not None:
        return text.strip(), source.title
    heading = _HEADING.search(text)
    return text.strip(), heading["title"] if heading else docname.rpartition("/")[2]


def _text_of_cells(text: str) -> str:
    try:
        cells = json.loads(text)["cells"]
        return "\n\n".join("".join(cell["source"]) for cell in cells)
    except (ValueError, LookupError, TypeError):
        return text


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_transform(GuardTransforms)
