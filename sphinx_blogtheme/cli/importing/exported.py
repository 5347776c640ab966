"""Turn what an export says of a post into a document; bodies are HTML there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx_blogtheme.cli.files import files_below
from sphinx_blogtheme.cli.importing.html import to_markdown
from sphinx_blogtheme.cli.importing.model import Document, Note
from sphinx_blogtheme.cli.importing.places import path_of
from sphinx_blogtheme.permalinks import safe_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sphinx_blogtheme.model import FrontMatter

SETTINGS = {"blog_dialects": ["callouts"]}
"""The bodies are plain Markdown: braces in them are an author's own."""

_URL = re.compile(
    r"(?P<before>\b(?:href|src|poster)\s*=\s*[\"'])(?P<url>[^\"']*)", re.IGNORECASE
)
_SRCSET = re.compile(r"\s(?:srcset|sizes)\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A post or a page of an export."""

    source: str
    facts: FrontMatter
    html: str
    urls: tuple[str, ...]
    page: bool = False


@dataclass(kw_only=True, slots=True)
class Exported:
    """What an export holds, while it is read."""

    base_url: str
    root: str
    """Path below which the old site had the files, ``wp-content/uploads``."""
    assets: Path | None = None
    entries: list[Entry] = field(default_factory=list)
    files: dict[str, Path] = field(default_factory=dict)
    skipped: list[Note] = field(default_factory=list)
    warnings: list[Note] = field(default_factory=list)
    errors: list[Note] = field(default_factory=list)

    def find_files(self) -> None:
        """List the files that were given along with the export."""
        if not self.assets:
            return
        taken, left = files_below(self.assets, without=lambda name: name[:1] == ".")
        for path in taken:
            self.files[f"files/{self.root}/{path.as_posix()}"] = self.assets / path
        for path in left:
            note = Note(source=f"{self.assets / path}", message="not a plain file")
            self.skipped.append(note)

    def documents(self) -> Iterator[Document]:
        """Yield the documents, with links within the site as they are in the new one."""
        known = {
            path_of(url, self.base_url).strip("/")
            for entry in self.entries
            for url in entry.urls
        }
        for entry in self.entries:
            missing: list[str] = []
            html = self._relinked(entry.html, known, missing)
            if missing:
                count = f"{len(missing)} link{'' if len(missing) == 1 else 's'}"
                message = f"{count} to what was not imported ({missing[0]})"
                self.warnings.append(Note(source=entry.source, message=message))
            yield Document(
                source=entry.source,
                path=self._path(entry),
                facts=entry.facts,
                body=to_markdown(html),
                urls=entry.urls,
                page=entry.page,
            )

    @staticmethod
    def _path(entry: Entry) -> str:
        slug = safe_slug(entry.facts.slug or entry.facts.title or "untitled")
        if entry.page:
            return f"pages/{slug}.md"
        date = entry.facts.date
        return f"posts/{date:%Y/%m}/{slug}.md" if date else f"posts/{slug}.md"

    def _relinked(self, html: str, known: set[str], missing: list[str]) -> str:
        """Return HTML with links from the root to what the new site has too."""
        bases = re.sub(r"^https?:", "", self.base_url.rstrip("/"))

        def relinked(match: re.Match[str]) -> str:
            url = match["url"]
            inner = re.sub(r"^https?:", "", url)
            if inner.startswith("/") and not inner.startswith("//"):
                path = inner
            elif bases and (inner == bases or inner.startswith(f"{bases}/")):
                path = inner.removeprefix(bases) or "/"
            else:
                return match[0]
            bare, mark, rest = re.split("([?#]|$)", path, maxsplit=1)
            place = unquote(bare).strip("/")
            if place in known or not place or f"files/{place}" in self.files:
                kept = mark + rest if mark == "#" else ""
                return f"{match['before']}{quote(unquote(bare))}{kept}"
            missing.append(path)
            return f"{match['before']}{self.base_url.rstrip('/')}{path}"

        return _URL.sub(relinked, _SRCSET.sub("", html))


def without_lists(names: Iterable[str]) -> tuple[str, ...]:
    """Return names, each once, in their order."""
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))
