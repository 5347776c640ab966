"""A Sphinx domain with the images in each document."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, ClassVar, cast
from urllib.parse import quote

from sphinx.domains import Domain
from sphinx.util.osutil import relative_uri

if TYPE_CHECKING:
    from collections.abc import Mapping, Set
    from pathlib import Path

    from sphinx.environment import BuildEnvironment


@dataclass(frozen=True)
class DocumentImage:
    """An image of the site in a document."""

    source: str
    """Path of its file: absolute, or relative to the source folder."""
    path: str
    """Path in the output; empty if Sphinx copies it to ``_images``."""
    line: int | None


class ImageDomain(Domain):
    """The images in each document, and their smaller copies."""

    name = "blog-images"
    label = "Images of the blog"
    data_version = 4
    initial_data: ClassVar[dict[str, Any]] = {"shown": {}}

    copies: Mapping[str, tuple[tuple[str, int], ...]]
    """Paths and widths in pixels of the copies, by the image's path in the output.

    They are made anew for each build.
    """
    files: Mapping[str, Path]
    """The files of these copies, by path in the output."""
    covers: dict[str, DocumentImage]
    """The cover of each post that has one, if the site shows covers, by docname."""

    def setup(self) -> None:
        """Start without copies; `responsive` sets them when reading has ended."""
        super().setup()
        self.copies, self.files, self.covers = {}, {}, {}

    @property
    def shown(self) -> dict[str, tuple[DocumentImage, ...]]:
        """The images in each document, in order."""
        return cast("dict[str, tuple[DocumentImage, ...]]", self.data["shown"])

    def note(self, docname: str, image: DocumentImage) -> None:
        """Add an image to a document."""
        self.shown[docname] = (*self.shown.get(docname, ()), image)

    def clear_doc(self, docname: str) -> None:
        """Remove the images of a document."""
        self.shown.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Add the images of documents that another process has read."""
        for docname in sorted(docnames & otherdata["shown"].keys()):
            self.shown[docname] = otherdata["shown"][docname]

    def resolve_any_xref(self, *args: Any) -> list[Any]:
        """Resolve nothing: there are no references to images."""
        del args
        return []

    def srcset(self, path: str, *, page: str, width: int, sizes: str) -> str:
        """Return ``srcset`` and ``sizes`` of an image; empty if it has no copies.

        :param path: path of the image in the output.
        :param page: URL of the page, relative to the root.
        :param width: width of the image itself, in pixels.
        :param sizes: its width on the page, as the attribute ``sizes`` has it.
        """
        copies = self.copies.get(path)
        if not copies:
            return ""
        candidates = ", ".join(
            f"{relative_uri(page, quote(name))} {number}w"
            for name, number in (*copies, (path, width))
        )
        return f' srcset="{escape(candidates)}" sizes="{escape(sizes)}"'


def image_domain(env: BuildEnvironment) -> ImageDomain:
    """Return the domain of an environment."""
    return cast("ImageDomain", env.get_domain(ImageDomain.name))


LAZY = ' loading="lazy" decoding="async"'
"""Attributes of most images: they are loaded when the reader comes near them."""

OF_SPHINX = ("_static/", "_images/", "_downloads/", "_sources/")
"""Folders of the output that Sphinx fills."""
