"""Reader of folders of Markdown that are of no known engine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.obsidian_text import (
    has_wikilinks,
    without_percent_comments,
)
from sphinx_blogtheme.importers.documents import (
    MARKDOWN_SUFFIXES,
    RST_SUFFIXES,
    read_document,
    zone_of,
)
from sphinx_blogtheme.importers.engine_settings import text_in
from sphinx_blogtheme.importers.loose_files import (
    NOTHING_PUBLIC,
    HeldFiles,
    is_set_aside,
    is_template,
)
from sphinx_blogtheme.importers.notebook_files import NOTEBOOKS, add_notebook
from sphinx_blogtheme.importers.path_dates import date_from_path, dated_path
from sphinx_blogtheme.importers.site_folder import SiteFolder, new_path
from sphinx_blogtheme.importers.sites.unknown_engines import guessed, is_program_file
from sphinx_blogtheme.importers.text_files import (
    UNSUPPORTED_SUFFIXES,
    add_document,
    read,
    suffix_of,
)
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog
    from sphinx_blogtheme.model.posts import FrontMatter

NAME = "Markdown"


_FOR_HOSTS = ("_redirects", "_headers", "CNAME", "robots.txt")
"""Files that a host looks for in the root of a site."""


def recognises(path: Path) -> bool:
    """Return whether a folder may have texts in Markdown; any may."""
    return path.is_dir()


def read_blog(root: Path) -> Blog:
    """Return the documents and files of a folder.

    Documents with a date, in the header or in their paths, are posts; others with a
    header are pages, and those without one drafts.
    """
    return _Folder(root).read()


class _Folder:
    """Reader of one folder."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.zone = zone_of(None)
        self.held = HeldFiles()
        self.guess = guessed(root)
        self.intro = ""
        self.wikilinks = False
        self.templates: list[str] = []

    def read(self) -> Blog:
        """Return the documents and files."""
        tree, guess = self.tree, self.guess
        tree.skip_hidden()
        if guess:
            message = f"looks like a site of {guess.name}, which has no reader: "
            tree.warn(".", message + guess.told)
            for folder in guess.skipped:
                tree.skip_below(folder, f"a part of {guess.name} that makes the site")
        for path in list(tree.paths()):
            suffix = suffix_of(path)
            if suffix == NOTEBOOKS:
                add_notebook(tree, path)
                message = (
                    "is a notebook; to build it, `pip install myst-nb` and add 'myst_nb'"
                    " to extensions"
                )
                tree.warn(path, message)
            elif suffix in (*MARKDOWN_SUFFIXES, *RST_SUFFIXES):
                self._document(path)
        tree.skip_together(self.templates, "is a template")
        if guess:
            programs = [path for path in tree.paths() if self._is_program(path)]
            tree.skip_together(programs, "a program or its settings, which is not run")
        for path in list(tree.paths()):
            self._file(path)
        self.held.tell(tree.warn)
        if tree.documents and self.held.hold_all(tree.documents):
            tree.error(".", NOTHING_PUBLIC)
        settings = {"blog_wikilinks": True} if self.wikilinks else {}
        return tree.blog(intro=self.intro, settings=settings)

    def _is_program(self, path: str) -> bool:
        static = self.guess.static if self.guess else ()
        served = any(path.startswith(f"{folder}/") for folder in static)
        return not served and is_program_file(path)

    def _file(self, path: str) -> None:
        """Copy a file that is no document."""
        suffix = suffix_of(path)
        if suffix in UNSUPPORTED_SUFFIXES[:-1]:  # a .txt may be a file
            message = f"is in {suffix}, which is not read; copied as a file"
            self.tree.warn(path, message)
        for folder in self.guess.static if self.guess else ():
            if path.startswith(f"{folder}/"):
                self.tree.copy(path, f"files/{path.removeprefix(f'{folder}/')}")
                return
        is_for_host = path in _FOR_HOSTS
        self.tree.copy(
            path, f"files/{path}" if is_for_host else new_path(self._target(path))
        )

    def _document(self, path: str) -> None:
        tree = self.tree
        if path == "index.md":
            draft = read_document(tree.take(path) or "", self.zone)
            self.intro, _ = without_percent_comments(draft.body)
            tree.skip(path, "the front page; its text is in index.md")
            return
        text = text_in(tree.root / path)
        if is_template(path, text):
            self.templates.append(path)
            return
        draft_ = read(tree, path, self.zone)
        if draft_ is None:
            return
        facts, stem = date_from_path(draft_.facts, path, self.zone)
        body, lines = draft_.body, list[int]()
        if suffix_of(path) in MARKDOWN_SUFFIXES:
            body, lines = without_percent_comments(body)
            self.wikilinks = self.wikilinks or has_wikilinks(body)
        if lines:
            line = lines[0] + text.count("\n") - draft_.body.count("\n")
            what = "a comment" if len(lines) == 1 else f"{len(lines)} comments"
            message = f"has {what} between %% and %%, as Obsidian has them; left out"
            tree.warn(f"{path}:{line}", message)
        facts = replace(facts, slug=facts.slug or stem)
        if facts.status is not Status.DRAFT and (why := self._why_held(path, draft_)):
            self.held.add(path, f"{why}; imported as a draft")
            facts = replace(facts, status=Status.DRAFT)
        add_document(
            tree,
            path,
            replace(draft_, body=body),
            facts,
            [],
            target=self._target(path),
            page=_is_page(facts),
        )

    def _why_held(self, path: str, draft: ParsedFile) -> str:
        """Return why a document is not published; empty if it is."""
        if is_set_aside(path):
            return "is in a folder, or has a name, that begins with an underscore"
        dated = dated_path(path)
        if not draft.header and (dated is None or not dated.rest):
            return "has no header"
        return ""

    def _target(self, path: str) -> str:
        """Return the new path of a document, without the folder of an engine's texts."""
        for folder in self.guess.content if self.guess else ():
            if path.startswith(f"{folder}/"):
                return path.removeprefix(f"{folder}/")
        return path


def _is_page(facts: FrontMatter) -> bool:
    return facts.date is None and facts.status is not Status.DRAFT
