"""A Sphinx domain with the diagrams in each document."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, cast

from sphinx.domains import Domain

from sphinx_blogtheme.discovery.lookups import relative_path
from sphinx_blogtheme.markdown.diagrams import (
    MERMAID_EXTENSION,
    find_in_notebook,
    has_diagram,
    mermaid_diagram,
)
from sphinx_blogtheme.markdown.node_places import nearest_line, nearest_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set
    from pathlib import Path

    from docutils import nodes
    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class DocumentDiagram:
    """A diagram in a document."""

    code: str
    source: str
    """Path of the file that has it: relative to the source folder, if it is below it."""
    line: int


class DiagramDomain(Domain):
    """The diagrams in each document, and their drawings."""

    name = "blog-diagrams"
    label = "Diagrams of the blog"
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {"shown": {}}

    way: str
    """How diagrams are shown: one of `SVG`, `EXTENSION` and `CODE`."""
    drawings: Mapping[str, Path]
    """The files of the drawings, by the text of the diagram."""

    def setup(self) -> None:
        """Start without drawings, which are made anew for each build."""
        super().setup()
        self.way, self.drawings = "", {}

    @property
    def shown(self) -> dict[str, tuple[DocumentDiagram, ...]]:
        """The diagrams in each document that has some, in order."""
        return cast("dict[str, tuple[DocumentDiagram, ...]]", self.data["shown"])

    def process_doc(
        self, env: BuildEnvironment, docname: str, document: nodes.document
    ) -> None:
        """Note the diagrams of a document that has been read."""
        if env.doc2path(docname).suffix == ".ipynb":
            find_in_notebook(env, document)
        if found := tuple(
            DocumentDiagram(
                code_of_diagram(node),
                relative_path(env, nearest_source(node) or env.doc2path(docname)),
                nearest_line(node) or 1,
            )
            for node in diagrams_in(env, document, has_diagram(env))
        ):
            self.shown[docname] = found

    def clear_doc(self, docname: str) -> None:
        """Remove the diagrams of a document."""
        self.shown.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Add the diagrams of documents that another process has read."""
        for docname in sorted(docnames & otherdata["shown"].keys()):
            self.shown[docname] = otherdata["shown"][docname]

    def resolve_any_xref(self, *args: Any) -> list[Any]:
        """Resolve nothing: there are no references to diagrams."""
        del args
        return []


def diagram_domain(env: BuildEnvironment) -> DiagramDomain:
    """Return the domain of an environment."""
    return cast("DiagramDomain", env.get_domain(DiagramDomain.name))


def diagrams_in(
    env: BuildEnvironment, document: nodes.document, has_ours: bool = True
) -> Iterator[nodes.Element]:
    """Yield the diagrams in a document: those of ours, and those of the extension.

    :param has_ours: whether there may be any of ours.
    """
    if has_ours:
        yield from list(document.findall(mermaid_diagram))
    if MERMAID_EXTENSION in env._app.extensions:  # noqa: SLF001
        foreign: type[nodes.Element] = sys.modules[MERMAID_EXTENSION].mermaid
        yield from list(document.findall(foreign))


def code_of_diagram(node: nodes.Element) -> str:
    """Return the text of a diagram."""
    code = node.astext() if isinstance(node, mermaid_diagram) else node.get("code", "")
    return str(code).rstrip("\n")
