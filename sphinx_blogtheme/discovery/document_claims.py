"""Which documents get the URLs that they ask for: each goes to the first that does."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.claims import Claim, ClaimKind, Claims, path_key
from sphinx_blogtheme.model.permalinks import SPHINX_FILES, SPHINX_PAGES, page_file

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.discovery.found_sources import FoundSource

_SPHINX_PAGES = {
    name: Claim(
        kind=ClaimKind.SPHINX,
        file=f"{name}/index.html",
        name=f"the page {name!r}",
        place=name,
    )
    for name in SPHINX_PAGES
}
"""The claims of Sphinx's own pages, by docname."""


class DocumentClaims:
    """The claims of the documents of one site, in one build."""

    def __init__(self, srcdir: Path, root_doc: str, *, directories: bool) -> None:
        """Enter the files that Sphinx writes.

        :param root_doc: docname of the front page, which always keeps its URL.
        :param directories: whether each page is written to a folder, as with
            ``dirhtml``.
        """
        self._folder = str(srcdir)
        self._root_doc = root_doc
        self._directories = directories
        self._claims = Claims()
        self._claims.add_sphinx_files(SPHINX_FILES)

    @property
    def contests(self) -> dict[Claim, list[Claim]]:
        """The claims that came too late, by the claim that stands."""
        return self._claims.contests

    def enter(self, found: FoundSource) -> bool:
        """Claim the output file of a document; return whether it gets it."""
        path, docname = found.path, found.docname
        if docname is None:
            return False
        claim = Claim(
            kind=ClaimKind.DOCUMENT,
            file=page_file(
                docname,
                is_permalink=docname != self._root_doc and found.is_permalink,
                directories=self._directories,
            ),
            name=path,
            place=docname,
            source=f"{self._folder}{os.sep}{path.replace('/', os.sep)}",
        )
        reserved = _SPHINX_PAGES.get(path_key(docname)) if found.source else None
        if reserved:
            self.contests.setdefault(reserved, []).append(claim)
            return False
        return self._claims.add(claim)
