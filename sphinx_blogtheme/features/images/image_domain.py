"""Note which images each document shows, and where in the site they are."""

from __future__ import annotations

import posixpath
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
class Shown:
    """An image of the site in a document."""

    source: str
    """Its file: absolute, or from the source folder."""
    path: str
    """Where it is in the output; empty if Sphinx gives it a name in its folder."""
    line: int | None


class ImageDomain(Domain):
    """The images that each document shows, and their smaller copies."""

    name = "blog-images"
    label = "Images of the blog"
    data_version = 2
    initial_data: ClassVar[dict[str, Any]] = {"shown": {}}

    copies: Mapping[str, tuple[tuple[str, int], ...]]
    """Paths and widths in pixels, by the image's path; made anew for each build."""
    files: Mapping[str, Path]
    """The files that are served as these copies, by path."""

    def setup(self) -> None:
        """Start without copies; `responsive` finds them when reading has ended."""
        super().setup()
        self.copies, self.files = {}, {}

    @property
    def shown(self) -> dict[str, tuple[Shown, ...]]:
        """The images of each document, in its order."""
        return cast("dict[str, tuple[Shown, ...]]", self.data["shown"])

    def note(self, docname: str, image: Shown) -> None:
        """Note that a document shows an image."""
        self.shown[docname] = (*self.shown.get(docname, ()), image)

    def clear_doc(self, docname: str) -> None:
        """Forget a document."""
        self.shown.pop(docname, None)

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over what a parallel reader has read."""
        for docname in sorted(docnames & otherdata["shown"].keys()):
            self.shown[docname] = otherdata["shown"][docname]

    def resolve_any_xref(self, *args: Any) -> list[Any]:
        """Resolve nothing: an image is not something to refer to."""
        del args
        return []

    def srcset(self, path: str, *, page: str, width: int, sizes: str) -> str:
        """Return the attributes that offer an image's copies; none if it has none.

        :param path: of the image in the output.
        :param page: URL of the page from the root of the site.
        :param width: of the image itself, in pixels.
        :param sizes: how wide it is on the page, as the attribute says it.
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
    """Return the domain of a build."""
    return cast("ImageDomain", env.get_domain(ImageDomain.name))


def bring_along(files: dict[str, str], docname: str, source: str) -> str:
    """Return where a document serves a file of its own, and note it in `files`.

    :param files: from site path to source path, of that document.
    :param source: path of the file from the source folder.
    """
    path = f"{docname}/{posixpath.basename(source)}"
    stem, suffix = posixpath.splitext(path)
    number = 2
    while files.setdefault(path, source) != source:
        path = f"{stem}-{number}{suffix}"
        number += 1
    return path
