"""Find documents by the paths in links that were written for other engines."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.dated_names import without_date

if TYPE_CHECKING:
    from collections.abc import Iterable

_SUFFIX = re.compile(r"\.(?:md|markdown|mdown|qmd|rst|ipynb|html?)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundPage:
    """A document, by the path of its file and by its docname."""

    path: str
    """Path of the file, relative to the source folder."""
    docname: str
    slug: str = ""
    """Slug of a post; empty for a page."""


def _bare(path: str) -> str:
    """Return a path without its suffix and without ``index`` at its end."""
    bare = _SUFFIX.sub("", path)
    folder, _, name = bare.rpartition("/")
    return folder if name in ("index", "_index") else bare


class PageIndex:
    """Finds documents by their paths, or by the names at the ends of paths."""

    def __init__(self, places: Iterable[FoundPage]) -> None:
        self._paths: dict[str, FoundPage] = {}
        self._ends: defaultdict[str, list[tuple[str, FoundPage]]] = defaultdict(list)
        for place in places:
            bare = _bare(place.path)
            self._paths[bare] = place
            stem = bare.rpartition("/")[2]
            for name in {stem, without_date(stem), place.slug} - {""}:
                self._ends[name].append((bare, place))

    def find(self, path: str, here: str) -> FoundPage | None:
        """Return the one document that a path means, or None if none or several fit.

        :param path: relative to `here` or to the root of the content, with or without
            suffix and folders; at its end is the file's name, with or without a date,
            or the slug.
        :param here: path of the file that has the link.
        """
        bare = _bare(path.strip().replace("\\", "/").rstrip("/"))
        beside = posixpath.join(posixpath.dirname(here), bare.lstrip("/"))
        for name in (beside, bare, f"content/{bare.lstrip('/')}"):
            found = self._paths.get(posixpath.normpath(name).lstrip("/"))
            if found:
                return found
        parts = [part for part in bare.split("/") if part not in ("", ".", "..")]
        if not parts:
            return None
        ends = self._ends.get(parts[-1]) or self._ends.get(without_date(parts[-1]), [])
        folder = "/".join(parts[:-1])
        nested = [
            place
            for bare_, place in ends
            if folder and f"/{bare_}".rpartition("/")[0].endswith(f"/{folder}")
        ]
        found_ = {place.docname: place for place in nested}
        if not found_:
            found_ = {place.docname: place for _, place in ends}
        return next(iter(found_.values())) if len(found_) == 1 else None
