"""Delete what other extensions have drawn for documents that no longer show it.

Graphviz, PlantUML and others write a picture into Sphinx's folder of images while a page
is written, named after a digest of its text, and never delete one. A post that is held
back again, or a diagram that was edited, would leave its picture on the site.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.files import paths_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder

_NAME = r"(?:[a-z]+-|math/)[0-9a-f]{40}"
_DRAWN = re.compile(rf"({_NAME})\.[\w.]+")
"""The path of a drawing below the folder of images: ``graphviz-….png.map``."""
_CACHES = ("_plantuml",)
"""Folders of the output in which extensions keep drawings, named after their digests."""

_DRAWING = (
    *("sphinx.ext.graphviz", "sphinx.ext.inheritance_diagram", "sphinx.ext.imgmath"),
    *("sphinxcontrib.plantuml", "sphinxcontrib.mermaid"),
)
"""Extensions that draw."""


class ForeignDrawings:
    """The drawings that each document shows: noted for written ones, kept for others."""

    def __init__(self, builder: PermalinkBuilder, last: str | None) -> None:
        """Take what the last build has left.

        :param last: `note` of the last build, if it left one.
        """
        self._builder = builder
        self._folder = Path(builder.outdir, builder.imagedir)
        self._is_known = last is not None
        self._shown: Mapping[str, list[str]] = json.loads(last) if last else {}

    @staticmethod
    def may_be(extensions: Collection[str]) -> bool:
        """Return whether one of the extensions of a site draws."""
        return any(name in extensions for name in _DRAWING)

    def remove_unused(self, found: Collection[str], written: Iterable[str]) -> None:
        """Delete the drawings that no document shows any more.

        :param found: docnames of all documents.
        :param written: docnames of those that this build has written.
        """
        new = set(written)
        shown = {name: self._shown[name] for name in self._shown if name in found}
        shown |= {name: self._on_page(name) for name in new.intersection(found)}
        self._shown = {name: names for name, names in shown.items() if names}
        self._is_known = self._is_known or new.issuperset(found)
        if not self._is_known:
            return
        used = {name for names in self._shown.values() for name in names}
        for path in list(paths_in(self._folder)):
            name = _DRAWN.fullmatch(path)
            if name and name[1] not in used:
                (self._folder / path).unlink()
        digests = {name[-40:] for name in used}
        for folder in (Path(self._builder.outdir, name) for name in _CACHES):
            for path in list(paths_in(folder)):
                if (folder / path).name[:40] not in digests:
                    (folder / path).unlink()
                    if not any((folder / path).parent.iterdir()):
                        (folder / path).parent.rmdir()

    def _on_page(self, docname: str) -> list[str]:
        builder: Any = self._builder
        page = Path(builder.outdir, builder.output_name(docname))
        try:
            text = page.read_text(encoding="utf-8")
        except OSError:
            return []
        return sorted(set(re.findall(rf"{builder.imagedir}/({_NAME})\.", text)))

    def note(self) -> str | None:
        """Return what the next build needs to know."""
        return json.dumps(dict(sorted(self._shown.items()))) if self._is_known else None
