"""What readers of sites with MDX share: files that texts refer to, and the report."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from sphinx_blogtheme.importers.bodies.code_mask import without_code
from sphinx_blogtheme.importers.bodies.code_options import with_code_options
from sphinx_blogtheme.importers.bodies.destinations import with_destinations
from sphinx_blogtheme.importers.bodies.mdx import MdxReader
from sphinx_blogtheme.importers.documents import (
    UnreadableError,
    read_text_file,
    title_in,
)
from sphinx_blogtheme.importers.site_folder import new_path
from sphinx_blogtheme.importers.text_files import add_document
from sphinx_blogtheme.model.heading_ids import GITHUB, SLUGGER, heading_id
from sphinx_blogtheme.model.inline_markdown import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Document
    from sphinx_blogtheme.importers.site_folder import SiteFolder
    from sphinx_blogtheme.model.posts import FrontMatter

_SAFE = "/-_.~!$&'()*+,;=:@"
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#|\?|$)", re.IGNORECASE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.+?)[ \t#]*$", re.MULTILINE)
_DOCUMENT = re.compile(r"\.(mdx?|markdown)(?=$|[?#])", re.IGNORECASE)


def slugger_settings(documents: Iterable[Document]) -> dict[str, Any]:
    """Return the settings for ids of headings that are not those of any blog."""
    headings = (
        plain_text(match[1])
        for document in documents
        for match in _HEADING.finditer(without_code(document.body))
    )
    if any(heading_id(one, SLUGGER) != heading_id(one, GITHUB) for one in headings):
        return {"blog_heading_ids": SLUGGER}
    return {}


class MdxTexts:
    """The texts of a site, and what of them has no counterpart."""

    def __init__(
        self,
        tree: SiteFolder,
        targets: Mapping[str, str],
        short: Mapping[str, str],
        base: str = "",
    ) -> None:
        """
        Take the site's folders.

        :param targets: folders of texts, with their places in the new blog; "" for its
            root.
        :param short: folders by the prefixes that stand for them in paths: ``@/``.
        :param base: path of the site below its host, without a slash at its end.
        """
        self.tree, self.targets, self.short, self.base = tree, targets, short, base
        self._told: dict[str, defaultdict[str, list[str]]] = {
            kind: defaultdict(list)
            for kind in ("components", "dropped", "expressions", "exports")
        }
        self._missing: dict[str, str] = {}
        self.static: tuple[str, ...] = ("static", "public")
        """Folders whose files are served from the root."""
        self.pages: dict[str, str] = {}
        """URLs of documents, from which a browser reads URLs that name no file."""

    def target(self, path: str) -> str:
        """Return the path in the new blog of a file in a folder of texts, or ""."""
        for folder, place in self.targets.items():
            if path.startswith(f"{folder}/"):
                below = path.removeprefix(f"{folder}/")
                return new_path(f"{place}/{below}" if place else below)
        return ""

    def add(
        self,
        path: str,
        draft: ParsedFile,
        facts: FrontMatter,
        urls: Sequence[str],
        *,
        page: bool,
        name: str = "",
    ) -> None:
        """Add a document.

        :param draft: the file, with its body as Markdown.
        :param urls: its old URLs, the permalink first.
        :param name: its title if neither header nor text have one.
        """
        image = self.url(path, facts.image) if facts.image else None
        title = facts.title or title_in(draft.body, ".md") or name or None
        facts = replace(facts, image=image, title=title)
        target = self.target(path)
        add_document(self.tree, path, draft, facts, urls, target=target, page=page)

    def markdown(self, path: str, draft: ParsedFile, *, is_mdx: bool) -> str:
        """Return the body of a document as Markdown."""
        body = draft.body
        head = draft.text.count("\n") - body.count("\n")

        def url(written: str) -> str:
            return self.url(path, written)

        if is_mdx:
            reader = MdxReader(url, draft.raw, lambda name: self._text(path, name))
            body = reader.markdown(body)
            for kind, found in self._told.items():
                for line, name in getattr(reader.left, kind):
                    found[name].append(f"{path}:{line + head}")
        body = with_code_options(body)
        return with_destinations(body, url, indented=not is_mdx)

    def file(self, path: str, written: str) -> str:
        """Return the path from the site's folder of a file that a document names, or "".

        :param path: path of the document.
        """
        name = unquote(written.partition("?")[0].partition("#")[0])
        for prefix, folder in self.short.items():
            if name.startswith(prefix):
                name = posixpath.normpath(f"{folder}/{name.removeprefix(prefix)}")
                break
        else:
            if _ELSEWHERE.match(name) or name.startswith("/"):
                return ""
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
        if name.startswith("../"):
            return ""
        return name if (self.tree.root / name).is_file() else ""

    def url(self, path: str, written: str) -> str:
        """Return the new URL of a file or a page that a document names.

        A file that is nowhere served is copied to ``files/``.
        """
        if _ELSEWHERE.match(written):
            return written
        if written.startswith("/"):
            is_below = self.base and f"{written}/".startswith(f"{self.base}/")
            return (written.removeprefix(self.base) or "/") if is_below else written
        found = self.file(path, written)
        if not found:
            return self._beside_page(path, written) or self._missed(path, written)
        rest = f"#{written.partition('#')[2]}" if "#" in written else ""
        return quote(self._served(path, found), safe=_SAFE) + rest

    def _missed(self, path: str, written: str) -> str:
        """Note a file that is not there; return the URL of a page as the blog has it."""
        suffix = PurePosixPath(written).suffix
        is_file = suffix and not _DOCUMENT.search(written)
        is_short = any(written.startswith(prefix) for prefix in self.short)
        if is_short or (written.startswith(".") and is_file):
            self._missing.setdefault(written, path)
        return _DOCUMENT.sub(".md", written) if written.startswith(".") else written

    def _served(self, path: str, found: str) -> str:
        """Return the URL of a file of the site for a document, and copy the file."""
        if new := self.target(found):
            if _DOCUMENT.search(found):
                new = _DOCUMENT.sub(".md", new)
            elif found in self.tree.paths():
                self.tree.copy(found, new)
            return posixpath.relpath(new, posixpath.dirname(self.target(path)) or ".")
        for folder in self.static:
            if found.startswith(f"{folder}/"):
                return found.removeprefix(folder)
        place = new_path(found.removeprefix("src/"))
        if found in self.tree.paths():
            self.tree.copy(found, f"files/{place}")
        return f"/{place}"

    def _beside_page(self, path: str, written: str) -> str:
        """Return the URL of a file that is served beside the page of a document, or ""."""
        name = unquote(written.partition("?")[0].partition("#")[0])
        place = posixpath.normpath(posixpath.join(self.pages.get(path, "/"), name))
        is_there = any(
            (self.tree.root / f"{one}{place}").is_file() for one in self.static
        )
        return quote(place, safe=_SAFE) if is_there and path in self.pages else ""

    def _text(self, path: str, name: str) -> str | None:
        """Return the text of a file that a document imports, without its header."""
        from sphinx_blogtheme.front_matter.dialects import read_header
        from sphinx_blogtheme.importers.documents import body_after

        found = self.file(path, name)
        if not found:
            return None
        try:
            text = read_text_file(self.tree.root / found)
        except UnreadableError:
            return None
        if not _DOCUMENT.search(found):
            return text
        if found in self.tree.paths():
            self.tree.skip(found, f"is a part of {path} and others, and inserted there")
        return body_after(text, read_header(text).body_line)

    def tell(self) -> None:
        """Note what has no counterpart: each name once, with its number of uses."""
        messages = {
            "components": "the component <{}> is not imported; its text is kept",
            "dropped": "<{}> and its content are left out",
            "expressions": "the value of {{{}}} is not known; left out",
            "exports": "{} is a program, which is not run; left out",
        }
        for kind, message in messages.items():
            for name, places in self._told[kind].items():
                shown = " ".join(name.split())
                shown = shown if len(shown) <= 60 else f"{shown[:57]}…"  # noqa: PLR2004
                more = f" ({len(places) - 1} more)" if len(places) > 1 else ""
                self.tree.warn(places[0], message.format(shown) + more)
        for written, path in self._missing.items():
            self.tree.warn(path, f"names {written}, a file that is not there")
