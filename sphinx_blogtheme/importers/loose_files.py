"""Files of a folder that its author may never have meant for readers.

Where no engine says what is published, that is only what says so itself: by a header,
or by a date in its name. All else is a draft, or left out, and named in the report.
"""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx_blogtheme.importers.model import Document

NOTHING_PUBLIC = (
    "nothing says that it is to be published. Give the files that are for readers a"
    " header with `date: 2025-01-31` and import again; until then all are drafts"
)
"""The error of a folder from which nothing would be published."""

_TEMPLATES = frozenset(
    ("template", "templates", "archetypes", "scaffolds", "scaffold", "boilerplate")
)
"""Names of folders of templates, in lower case and without underscores."""

_IN_TEMPLATES = re.compile(
    r"\{\{\s*(?:date|title|time)\b[^{}\n]*\}\}|<%[-*_+]?\s*tp\.|<%[-*_+]?\s*await\b"
)
"""What templates of notes fill in: those of Obsidian, Templater and others."""

_HEAD = 20
"""Number of lines at the top of a file in which a template fills in the header."""

_EACH = 3
"""Number of files in a folder that are named one by one."""


def is_template(path: str, text: str, folders: frozenset[str] = frozenset()) -> bool:
    """Return whether a file is a template for notes or posts.

    :param folders: folders of templates that the settings name.
    """
    parents = PurePosixPath(path).parts[:-1]
    if any(part.lower().strip("_ ") in _TEMPLATES for part in parents):
        return True
    if any(path.startswith(f"{folder}/") for folder in folders):
        return True
    head = "\n".join(text.split("\n")[:_HEAD])
    return head.startswith("---") and bool(
        _IN_TEMPLATES.search(head[3:].partition("\n---")[0])
    )


def is_set_aside(path: str) -> bool:
    """Return whether a folder of a file, or its name, begins with an underscore."""
    return any(
        part.startswith("_") and part not in ("_posts", "_index.md")
        for part in PurePosixPath(path).parts
    )


class HeldFiles:
    """The files that are not published, for the report."""

    def __init__(self) -> None:
        self._found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)

    def add(self, path: str, why: str) -> None:
        """Note a file.

        :param why: predicate of the file, or of several: ``no header``.
        """
        folder = path.rpartition("/")[0]
        self._found[folder, why].append(path)

    def hold_all(self, documents: Iterable[Document]) -> bool:
        """Return whether nothing is published, and some of it because it was held."""
        return bool(self._found) and all(
            document.facts.status is Status.DRAFT for document in documents
        )

    def tell(self, note: Callable[[str, str], None]) -> None:
        """Call a function with each file or folder, and what became of it."""
        for (folder, why), paths in self._found.items():
            if folder and len(paths) > _EACH:
                note(f"{folder}/ ({len(paths)} files)", why)
                continue
            for path in paths:
                note(path, why)
