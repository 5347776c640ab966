"""The files that a build makes for programs, each with its further pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import write_changed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.fingerprints import PageFingerprints
    from sphinx_blogtheme.output.manifest import Manifest


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """A file, whose text is made only when it is needed."""

    path: str
    """Path in the output folder, with forward slashes."""
    texts: Callable[[], Sequence[str]]
    """Makes the text of the file, and those of its further pages."""
    posts: Sequence[Post]
    """The posts that the file shows."""
    facts: object = None
    """What the file shows besides posts, as a value with a ``repr``."""
    further: Sequence[str] = ()
    """Paths that its further pages have, if there are any, in order."""


def write_resource(
    one: Resource, outdir: Path, fresh: PageFingerprints, manifest: Manifest
) -> list[str]:
    """Write a file with its further pages, unless they are those of the last build.

    :return: the paths of all of them.
    """
    # Only the last build knows how many pages the same entries need.
    pages = [one.path, *filter(manifest.files.__contains__, one.further)]
    name = f"file:{one.path}"
    shown = (post.docname for post in one.posts)
    stays = fresh.stays(name, f"{outdir}/{one.path}", shown)
    if stays and all((outdir / path).is_file() for path in pages[1:]):
        return pages
    current = fresh.is_current(name, outdir / one.path, one.facts, one.posts)
    if not current or not all((outdir / path).is_file() for path in pages):
        texts = one.texts()
        pages = [one.path, *one.further][: len(texts)]
        if not manifest.files.issuperset(pages):
            manifest.begin(pages)
        for path, text in zip(pages, texts, strict=True):
            write_changed(outdir / path, text)
    return pages
