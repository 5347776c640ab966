"""The texts of headers in the site's language, from the catalogs of its documents.

Sphinx translates the body of a document with the same catalogs (``locale_dirs``), which
``sphinx-build -b gettext`` makes.
"""

from __future__ import annotations

import gettext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.i18n import docname_to_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_blogtheme.discovery.file_digests import FileDigests
    from sphinx_blogtheme.model.posts import FrontMatter

TRANSLATED = ("description", "summary", "image_alt")
"""The fields of a header that catalogs translate, besides the title."""

MESSAGES = "gettext"
"""The builder that makes the catalogs, from what authors have written."""


class DocumentCatalogs:
    """The catalogs of a site's documents."""

    def __init__(self, app: Sphinx) -> None:
        config = app.config
        folders = (Path(app.srcdir, name) for name in config.locale_dirs)
        self._folders = [folder for folder in folders if folder.is_dir()]
        if app.builder.name == MESSAGES:
            self._folders = []
        self._language = config.language
        self._compact = config.gettext_compact
        self._messages = cache(self._read)

    def state(self, digests: FileDigests) -> list[tuple[str, str | None]]:
        """Return paths and digests of all catalogs that there are."""
        found = (path for folder in self._folders for path in folder.rglob("*.mo"))
        return [(str(path), digests.of(str(path))) for path in sorted(found)]

    def text(self, docname: str, text: str) -> str:
        """Return a text of a document in the site's language, or as it is."""
        if not self._folders:
            return text
        domain = docname_to_domain(docname, self._compact)
        for catalog in self._messages(domain):
            if (found := catalog.gettext(text)) != text:
                return found
        return text

    def facts(self, docname: str, facts: FrontMatter) -> FrontMatter:
        """Return the values of a document's header in the site's language."""
        if not self._folders:
            return facts
        texts: dict[str, Any] = {}
        for name in TRANSLATED:
            if text := getattr(facts, name):
                texts[name] = self.text(docname, text)
        return replace(facts, **texts)

    def _read(self, domain: str) -> list[gettext.GNUTranslations]:
        catalogs = []
        for folder in self._folders:
            for path in gettext.find(domain, folder, [self._language], all=True):
                with open(path, "rb") as file:  # noqa: PTH123 -- `find` returns a text
                    catalogs.append(gettext.GNUTranslations(file))
        return catalogs
