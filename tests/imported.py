"""Blogs of other engines, imported and built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conftest import ROOT
from sphinx_blogtheme.front_matter.writing import write_header
from sphinx_blogtheme.importers.site_urls import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from conftest import Built, Site
    from sphinx_blogtheme.importers.model import Blog

SITES = ROOT / "tests" / "exports"


@dataclass(frozen=True, kw_only=True)
class Imported:
    """What was read, what was written, and what Sphinx makes of it."""

    blog: Blog
    texts: dict[str, str]
    """The new files by their path."""
    built: Built

    def told(self, kind: str) -> dict[str, str]:
        """Return the messages of a kind, ``skipped``, by what they are about."""
        return {note.source: note.message for note in getattr(self.blog, kind)}


def build_import(
    make: Callable[..., Site], blog: Blog, warnings: Sequence[str] = ()
) -> Imported:
    """Write a blog as it was read, and build it."""
    settled = settle(blog.documents, blog.base_url)
    texts = {
        document.path: write_header(document.facts) + "\n" + document.body
        for document in settled.documents
    }
    files = {target: source.read_bytes() for target, source in blog.files.items()}
    site = make(texts | files, blog_permalink=settled.permalink, **blog.settings)
    return Imported(blog=blog, texts=texts, built=site.build(warnings=warnings))
