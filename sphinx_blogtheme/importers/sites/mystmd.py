"""Reader of sites of mystmd, which Jupyter Book 2 is too.

By mystmd's documentation: “Configuration”, “Table of Contents”, “Site options” and
“Frontmatter”. Notebooks become Markdown, with the outputs that they keep.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.myst_markup import linked_names
from sphinx_blogtheme.importers.bodies.mystmd_text import MystmdText
from sphinx_blogtheme.importers.documentation_site import (
    dated_document,
    documentation_settings,
    front_page,
    kept_facts,
    notebook_as_markdown,
    skip_unreferred,
)
from sphinx_blogtheme.importers.documents import read_document, zone_of
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    list_of,
    mapping_of,
    setting_text,
)
from sphinx_blogtheme.importers.kept_settings import (
    PLAIN,
    plain_settings,
    settings_of_texts,
)
from sphinx_blogtheme.importers.ordinary_pages import (
    TreeEntry,
    ordinary_page,
    with_toctrees,
)
from sphinx_blogtheme.importers.referred_files import ReferredFiles
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.sites.mystmd_settings import (
    KEYS_OF_MYSTMD,
    is_in_project,
    project_authors,
    read_myst_settings,
)
from sphinx_blogtheme.importers.sites.mystmd_toc import (
    moved_entry,
    myst_slug,
    myst_target,
    numbers_in_urls,
    toc_entries,
)
from sphinx_blogtheme.importers.text_files import suffix_of
from sphinx_blogtheme.model.posts import FrontMatter, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog

NAME = "MyST"

CONFIGS = ("myst.yml", "docs/myst.yml")
TEXTS_OF_MYST = (".md", ".ipynb")

_BLOGS = frozenset(("blog", "posts", "post", "news", "_posts"))
"""Names of folders whose dated texts are posts."""


class MystSite:
    """Reader of one site."""

    name = NAME
    config_names: tuple[str, ...] = CONFIGS
    makes_ids = True
    """Whether headings have the ids that mystmd makes."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, self.name)
        self.config: dict[str, Any] = {}
        found = next((one for one in self.config_names if (root / one).is_file()), "")
        self.root = posixpath.dirname(found)
        if found:
            try:
                self.config = self.read_config(root / found)
                why = (
                    f"configuration; of it, only {PLAIN}, address and contents are used"
                )
                self.tree.skip(found, why)
            except SettingsError as error:
                self.tree.error(found, str(error))
        self.project = mapping_of(self.config, "project")
        self.site = mapping_of(self.config, "site")
        self.zone = zone_of(None)
        self.drafts: dict[str, ParsedFile] = {}
        self.made: dict[str, bytes] = {}
        self.dropped: Counter[str] = Counter()
        self.files = ReferredFiles(self.tree)
        self.design = False
        self.linked: set[str] = set()
        self.numbers: dict[str, int] = {}
        self.front = ""

    def read_config(self, path: Path) -> dict[str, Any]:
        """Return the configuration in the form of ``myst.yml``.

        :raises SettingsError: if the file cannot be read.
        """
        return read_myst_settings(self.tree, path)

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        for folder in ("_build", "node_modules", "_templates", "_static/css"):
            tree.skip_below(
                posixpath.join(self.root, folder), "is made by a build, or a template"
            )
        prefix = f"{self.root}/" if self.root else ""
        for path in list(tree.paths(self.root)):
            below = path.removeprefix(prefix)
            if suffix_of(path) in TEXTS_OF_MYST and self.is_page(below):
                self._take(path)
        entries = [*self.entries()]
        self.front = self.front or next(
            iter([p for e in entries for p in e.pages()]), ""
        )
        self.linked = linked_names(draft.body for draft in self.drafts.values())
        pages = [page for entry in entries for page in entry.pages()]
        paths = map(self.below, self.drafts)
        self.numbers = numbers_in_urls(paths, pages, self.place)
        folder = self._blog_folder()
        for path, draft in self.drafts.items():
            if myst_target(self.below(path)) == self.front:
                self._front(path, draft)
            elif self._is_post(path, draft):
                self._post(path, draft)
            else:
                self._page(path, draft)
        if not any(one.path == "index.md" for one in tree.documents):
            tree.documents.append(front_page("", FrontMatter(), "", self.title()))
        moved = [moved_entry(entry, self._targets(), self.front) for entry in entries]
        tree.documents[:] = with_toctrees(tree.documents, moved, "index.md")
        self._report()
        return tree.blog(
            title=self.title(),
            base_url=self.base_url(),
            made={f"files/{path}": content for path, content in self.made.items()},
            settings=self._settings(folder),
        )

    def below(self, path: str) -> str:
        """Return the path of a file from the folder of the configuration."""
        return path.removeprefix(f"{self.root}/") if self.root else path

    def is_page(self, path: str) -> bool:
        """Return whether a text is a page of the site.

        :param path: from the folder of the configuration.
        """
        return is_in_project(path, self.project)

    def entries(self) -> Iterator[TreeEntry]:
        """Yield the entries of the table of contents, with the paths of new files."""
        toc = list_of(self.project, "toc")
        if not toc:
            paths = sorted(map(self.below, self.drafts))
            paths.sort(
                key=lambda path: (
                    path.count("/"),
                    PurePosixPath(path).stem not in ("index", "intro"),
                )
            )
            toc = [{"file": path} for path in paths]
        yield from toc_entries(toc, [*map(self.below, self.drafts)])

    def _take(self, path: str) -> None:
        text = self.tree.take(path)
        if text is None:
            return
        if suffix_of(path) == ".ipynb":
            found = notebook_as_markdown(self.tree, path, text, self.below(path))
            if found is None:
                return
            text, self.made = found[0], self.made | found[1]
        draft = read_document(text, self.zone)
        for problem in draft.problems:
            if not re.match(
                r"(?:\d+: )?(?:license|math|toc|format|authors?): ", problem
            ):
                self.tree.warn(path, problem)
        self.drafts[path] = draft

    def _is_post(self, path: str, draft: ParsedFile) -> bool:
        folders = set(PurePosixPath(self.below(path)).parts[:-1])
        is_list = PurePosixPath(path).stem == "index" and "/" not in posixpath.dirname(
            self.below(path)
        )
        return draft.facts.date is not None and bool(folders & _BLOGS) and not is_list

    def _blog_folder(self) -> str:
        """Return the folder of the blog; "" if it is the whole site."""
        posts = [
            self.below(path)
            for path, draft in self.drafts.items()
            if self._is_post(path, draft)
        ]
        folders = Counter(path.partition("/")[0] for path in posts)
        most = folders.most_common(1)
        targets = {myst_target(self.below(path)) for path in self.drafts}
        if most and {f"{most[0][0]}.md", f"{most[0][0]}/index.md"} & targets:
            return most[0][0]
        return ""

    def place(self, path: str) -> str:
        """Return the place of a text in the old site: ``blog/2019/x``."""
        parts = PurePosixPath(path).with_suffix("").parts
        if mapping_of(self.site, "options").get("folders") is not True:
            parts = parts[-1:]
        slugs = [myst_slug(part) for part in parts]
        if slugs and slugs[-1] == "index":
            slugs.pop()
        number = self.numbers.get(path, 0)
        return "/".join(slugs) + (f"-{number}" if number else "")

    def old_url(self, path: str) -> str:
        """Return the old URL of a text."""
        place = self.place(path)
        return f"/{place}/" if place else "/"

    def _post(self, path: str, draft: ParsedFile) -> None:
        below = self.below(path)
        url = self.old_url(below)
        facts, body = self._facts(path, draft), self._body(path, draft)
        name = PurePosixPath(url.removesuffix(".html").rstrip("/")).name
        urls = (url, *facts.aliases)
        self.tree.add(dated_document(path, below, facts, body, urls=urls, name=name))

    def _facts(self, path: str, draft: ParsedFile) -> FrontMatter:
        def image_url(url: str) -> str:
            return self.files.new_url(url, path, is_html=False)

        facts = kept_facts(draft, image_url, KEYS_OF_MYSTMD)
        named = draft.raw.get("authors", draft.raw.get("author"))
        authors = project_authors(self.project, named) or facts.authors
        return replace(facts, authors=authors)

    def _page(self, path: str, draft: ParsedFile) -> None:
        if draft.facts.status is Status.DRAFT:
            self.tree.skip(path, "is a draft of a page; left out")
            return
        below = self.below(path)
        urls = [self.old_url(below), *draft.facts.aliases]
        facts = self._facts(path, draft)
        facts = replace(facts, date=None, aliases=(), tags=())
        self.tree.add(
            ordinary_page(
                path,
                self._targets()[myst_target(below)],
                facts,
                self._body(path, draft),
                urls,
            )
        )

    def _targets(self) -> dict[str, str]:
        """Return the path of each page in the blog, by its path in the site."""
        found = {}
        for path in map(self.below, self.drafts):
            place = self.place(path)
            target = myst_target(path)
            # The path of a page's file is its URL.
            is_index = PurePosixPath(target).stem == "index"
            found[target] = (
                f"{place}/index.md" if is_index and place else f"{place or 'index'}.md"
            )
        return found

    def _front(self, path: str, draft: ParsedFile) -> None:
        facts = replace(draft.facts, tags=())
        urls = [self.old_url(self.below(path))]
        body = self._body(path, draft)
        self.tree.add(front_page(path, facts, body, self.title(), urls))

    def _body(self, path: str, draft: ParsedFile) -> str:
        places = {}
        for one in self.drafts:
            target = self._targets()[myst_target(self.below(one))]
            places[one] = (
                "index.md" if myst_target(self.below(one)) == self.front else target
            )

        def new_url(url: str, in_html: bool) -> str:
            bare, mark, anchor = url.partition("#")
            name = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), bare))
                if bare
                else ""
            )
            known = next(
                (one for one in (name, f"{name}.md", f"{name}.ipynb") if one in places),
                "",
            )
            if known and not bare.startswith("/"):
                # Posts keep the paths of their files, and pages have those of their URLs.
                mine = (
                    myst_target(self.below(path))
                    if self._is_post(path, draft)
                    else places[path]
                )
                other = self.drafts[known]
                target = (
                    myst_target(self.below(known))
                    if self._is_post(known, other)
                    else places[known]
                )
                return (
                    posixpath.relpath(target, posixpath.dirname(mine) or ".")
                    + mark
                    + anchor
                )
            return self.files.new_url(url, path, is_html=in_html)

        is_page = not self._is_post(path, draft)
        text = MystmdText(
            new_url, page=is_page, linked=self.linked, makes_ids=self.makes_ids
        )
        body = text.rewrite(draft.body)
        self.dropped += text.dropped
        self.design = self.design or text.design
        return body

    def title(self) -> str:
        """Return the title of the site."""
        return setting_text(self.site, "title") or setting_text(self.project, "title")

    def base_url(self) -> str:
        """Return the address of the site, or ""."""
        domains = list_of(self.site, "domains")
        return f"https://{domains[0]}/" if domains else ""

    def _settings(self, folder: str) -> dict[str, Any]:
        first = next(iter(list_of(self.project, "authors")), "")
        found = plain_settings(
            author=first if isinstance(first, str) else setting_text(first, "name"),
            description=setting_text(self.project, "description"),
            rights=setting_text(self.project, "copyright"),
        ) | settings_of_texts(self.tree.documents, links=True)
        extensions = (
            *("alert", "amsmath", "attrs_block", "attrs_inline", "colon_fence"),
            *("deflist", "dollarmath", "fieldlist", "strikethrough", "tasklist"),
        )
        found |= documentation_settings(folder, extensions)
        if self.design:
            found["extensions"] = ["sphinx_design"]
        return found

    def _report(self) -> None:
        if self.design:
            why = "has cards, tabs or drop-downs; to build them, `pip install sphinx-design`"
            self.tree.warn("the site", why)
        self.tree.warn_of_dropped(
            self.dropped, "directives and roles that are left out"
        )
        for name in ("_redirects", "CNAME", "robots.txt"):
            if name in self.tree.paths():
                self.files.copy(name)
        skip_unreferred(self.tree)


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of mystmd."""
    return any((path / name).is_file() for name in CONFIGS)


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a site.

    :param root: folder with ``myst.yml``, or with that in ``docs/``.
    """
    return MystSite(root).read()
