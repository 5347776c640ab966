"""Reader of Quarto websites.

By Quarto's documentation: “Creating a website”, “Creating a blog”, “Document listings”,
“Project basics” and “Managing execution”. Nothing is run: what a document's code printed
and drew is there if Quarto has frozen it, or if it is in a notebook.
"""

from __future__ import annotations

import fnmatch
import json
import posixpath
import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter.notebook import read_notebook
from sphinx_blogtheme.importers.bodies.notebook_text import NotebookText
from sphinx_blogtheme.importers.bodies.quarto_inline import QuartoInline
from sphinx_blogtheme.importers.bodies.quarto_text import QuartoText
from sphinx_blogtheme.importers.documents import read_document, title_in, zone_of
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    first_settings,
    list_of,
    mapping_of,
    read_settings,
    setting_text,
)
from sphinx_blogtheme.importers.folder_defaults import FolderDefaults
from sphinx_blogtheme.importers.kept_settings import PLAIN, plain_settings
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.ordinary_pages import (
    TreeEntry,
    ordinary_page,
    with_toctrees,
)
from sphinx_blogtheme.importers.referred_files import ReferredFiles
from sphinx_blogtheme.importers.site_folder import SiteFolder, new_path
from sphinx_blogtheme.importers.text_files import suffix_of
from sphinx_blogtheme.model.decoding import readable_json
from sphinx_blogtheme.model.posts import FrontMatter, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog

NAME = "Quarto"

CONFIGS = ("_quarto.yml", "_quarto.yaml")
_TEXTS = (".qmd", ".md", ".rmd", ".ipynb")
_US_DATE = re.compile(r"\s*(\d{1,2})/(\d{1,2})/(\d{4})\s*")
_CELLS = re.compile(
    r"^[ \t>]*`{3,}\s*\{[a-zA-Z]|(?<!`)`(?:r|\{(?:r|python|julia)\}) [^`\n]+`",
    re.MULTILINE,
)
_INCLUDE = re.compile(r"^[ \t]*\{\{<\s*include\s+(\S+)\s*>\}\}[ \t]*$", re.MULTILINE)
_UNUSED = (
    *("format", "execute", "editor", "jupyter", "knitr", "engine", "freeze", "listing"),
    *("code-fold", "code-tools", "page-layout", "title-block-banner", "toc-title"),
    *("toc-location", "toc-expand", "reference-location", "comments", "resources"),
    *("bibliography", "csl", "output-file", "number-sections", "toc-depth"),
    *("title-block-banner-color", "filters", "number-depth", "link-citations"),
)
"""Keys that say how Quarto draws a page."""
_SIZES = 20


class Quarto:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.config: dict[str, Any] = {}
        try:
            path, self.config = first_settings(root, *CONFIGS)
            if path:
                why = f"configuration; of it, only {PLAIN}, address and navigation are used"
                self.tree.skip(path.name, why)
        except SettingsError as error:
            self.tree.error(CONFIGS[0], str(error))
        project = mapping_of(self.config, "project")
        self.website = mapping_of(self.config, "website") or mapping_of(
            self.config, "book"
        )
        self.output = setting_text(project, "output-dir").strip("./") or "_site"
        self.render = [str(one) for one in list_of(project, "render")]
        self.zone = zone_of(None)
        self.defaults = FolderDefaults()
        self.drafts: dict[str, ParsedFile] = {}
        self.made: dict[str, bytes] = {}
        self.listed: set[str] = set()
        self.lists: set[str] = set()
        self.dropped: Counter[str] = Counter()
        self.variables: dict[str, Any] = {}
        self.files = ReferredFiles(self.tree)

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        for folder in (self.output, "_site", "_book", "_extensions", "site_libs"):
            tree.skip_below(folder, "is made by Quarto, or an extension of it")
        self.defaults.take(tree, "", ("_metadata.yml", "_metadata.yaml"))
        self._read_variables()
        for path in list(tree.paths()):
            if suffix_of(path) in _TEXTS and self._is_rendered(path):
                self._take(path)
        self._find_lists()
        front = next((path for path in self.drafts if _place(path) == ""), "")
        folder = self._blog_folder(front)
        for path, draft in self.drafts.items():
            if self._is_post(path, draft):
                self._post(path, draft)
            elif path != front:
                self._page(path, draft)
        title = setting_text(self.website, "title")
        self._front(front, title)
        entries = [*self._entries()]
        tree.documents[:] = with_toctrees(tree.documents, entries, "index.md")
        for path in (
            *list_of(mapping_of(self.config, "project"), "resources"),
            "_redirects",
            "CNAME",
        ):
            for name in [
                name for name in tree.paths() if fnmatch.fnmatch(name, str(path))
            ]:
                self.files.copy(name)
        self._report()
        return tree.blog(
            title=title,
            base_url=setting_text(self.website, "site-url"),
            made={f"files/{path}": content for path, content in self.made.items()},
            settings=self._settings(folder),
        )

    def _is_rendered(self, path: str) -> bool:
        """Return whether Quarto makes a page of a file."""
        parts = PurePosixPath(path).parts
        if any(part.startswith(("_", ".")) for part in parts):
            return False
        if (
            parts[-1].lower() in ("readme.md", "license.md")
            and "README.md" not in self.render
        ):
            return False
        wanted = [one for one in self.render if not one.startswith("!")]
        refused = [one.removeprefix("!") for one in self.render if one.startswith("!")]
        if any(_fits(path, one) for one in refused):
            return False
        # A pattern such as "*.qmd" is of files in all folders.
        return not wanted or any(_fits(path, one) for one in wanted)

    def _read_variables(self) -> None:
        for path in ("_variables.yml", "_variables.yaml"):
            if path in self.tree.paths():
                try:
                    values = read_settings(self.tree.root / path)
                    self.variables = {
                        f"var.{key}": value for key, value in _flat(values)
                    }
                except SettingsError as error:
                    self.tree.error(path, str(error))
                self.tree.skip(path, "variables, whose values are in the texts now")

    def _take(self, path: str) -> None:
        """Read a text, with what its code made if that is kept."""
        text = self.tree.take(path)
        if text is None:
            return
        if suffix_of(path) == ".ipynb":
            notebook = read_notebook(readable_json(text))
            if notebook is None:
                self.tree.error(path, "is no notebook; left out")
                return
            found = NotebookText(
                notebook.content, f"{path.removesuffix('.ipynb')}_files"
            )
            text, self.made = found.text(), self.made | found.pictures
        defaults = self.defaults.of(path)
        draft = read_document(text, self.zone, defaults=defaults)
        # The ways in which Quarto writes dates.
        for problem in draft.problems:
            if not re.match(
                r"(?:\d+: )?(?:date[\w-]*|status|format|code-fold|toc|aliases): ",
                problem,
            ):
                self.tree.warn(path, problem)
        facts = replace(draft.facts, undated=False)
        raw = next(
            (str(one["date"]) for one in (draft.raw, *defaults) if one.get("date")), ""
        )
        if facts.date is None and (match := _US_DATE.fullmatch(raw)):
            month, day, year = match.groups()
            iso = f"---\ndate: {year}-{int(month):02d}-{int(day):02d}\n---\n"
            facts = replace(facts, date=read_document(iso, self.zone).facts.date)
        body = self._frozen(path, draft.body) or draft.body
        self.drafts[path] = replace(draft, facts=facts, body=body)

    def _frozen(self, path: str, body: str) -> str:
        """Return the body with the outputs that Quarto has frozen; "" without them."""
        if suffix_of(path) == ".ipynb" or not _CELLS.search(body):
            return ""
        bare = PurePosixPath(path).with_suffix("").as_posix()
        results = f"_freeze/{bare}/execute-results/html.json"
        text = self.tree.take(results) if results in self.tree.paths() else None
        try:
            found = json.loads(text or "{}").get("result")
        except (ValueError, AttributeError):
            found = None
        if not isinstance(found, dict) or not isinstance(found.get("markdown"), str):
            count = len(_CELLS.findall(body))
            cells = f"{count} cell{'' if count == 1 else 's'} of code"
            self.tree.warn(
                path,
                f"has {cells}, whose outputs are not kept; only the code is imported",
            )
            return ""
        self.tree.skip(results, "outputs of code, which are in the text now")
        for name in list(self.tree.paths(f"_freeze/{bare}")):
            below = name.removeprefix(f"_freeze/{bare}/")
            if f"{bare}_files/{below}" in self.tree.paths():
                self.tree.skip(name, "is in the folder of the text as well")
            else:
                self.files.copy(name, f"{bare}_files/{below}")
        if found.get("includes"):
            self.tree.warn(
                path, "has widgets in its outputs, whose scripts are left out"
            )
        return read_document(found["markdown"], self.zone).body

    def _find_lists(self) -> None:
        """Note which pages are lists, and which texts are in them."""
        for path, draft in self.drafts.items():
            listing = draft.raw.get("listing")
            items = listing if isinstance(listing, list) else [listing]
            for item in items:
                contents = item.get("contents") if isinstance(item, dict) else item
                if item is None or item is False:
                    continue
                self.lists.add(path)
                folder = posixpath.dirname(path)
                for one in (
                    contents if isinstance(contents, list) else [contents or "*"]
                ):
                    if isinstance(one, str):
                        pattern = posixpath.normpath(posixpath.join(folder, one))
                        self.listed |= {
                            name
                            for name in self.drafts
                            if name != path and _fits(name, pattern)
                        }
        self.listed -= self.lists

    def _is_post(self, path: str, draft: ParsedFile) -> bool:
        if path in self.lists or not _place(path):
            return False
        has_date = draft.facts.date is not None
        in_posts = bool({"posts", "blog", "post"} & set(PurePosixPath(path).parts[:-1]))
        return has_date and (path in self.listed or in_posts or not self.lists)

    def _blog_folder(self, front: str) -> str:
        """Return the folder of the blog, or "" if it is the site."""
        if front in self.lists or not self.lists:
            return ""
        posts = Counter(path.partition("/")[0] for path in self.listed if "/" in path)
        most = posts.most_common(1)
        listing = [
            path
            for path in self.lists
            if most and _place(path).partition("/")[0] == most[0][0]
        ]
        return most[0][0] if listing else ""

    def _url(self, path: str, draft: ParsedFile) -> list[str]:
        """Return the old URLs of a document, the best one first."""
        place = _place(path)
        own = draft.raw.get("output-file") or ""
        if isinstance(own, str) and own:
            place = posixpath.join(posixpath.dirname(path), PurePosixPath(own).stem)
            place = place.removesuffix("/index")
        is_folder = PurePosixPath(path).stem == "index" and not own
        return [f"/{place}/" if is_folder else f"/{place}.html"]

    def _aliases(self, path: str, draft: ParsedFile) -> list[str]:
        folder = posixpath.dirname(self._url(path, draft)[0].rstrip("/"))
        return [posixpath.join(folder, one) for one in draft.facts.aliases]

    def _post(self, path: str, draft: ParsedFile) -> None:
        place = PurePosixPath(path)
        name = (
            place.parent.name
            if place.stem == "index" and place.parent.name
            else place.stem
        )
        facts = self._facts(path, draft)
        self.tree.add(
            Document(
                source=path,
                path=new_path(path, ".md"),
                facts=replace(facts, slug=facts.slug or name, url=None, aliases=()),
                body=self._body(path, draft),
                urls=(*self._url(path, draft), *self._aliases(path, draft)),
            )
        )

    def _facts(self, path: str, draft: ParsedFile) -> FrontMatter:
        facts = draft.facts
        facts = replace(facts, title=facts.title or title_in(draft.body, ".md"))
        image = facts.image
        if image and not image.isdecimal():
            image = self.files.new_url(image, path, is_html=False)
        extra = {
            key: value
            for key, value in facts.extra.items()
            if key not in _UNUSED and _is_plain(value)
        }
        return replace(facts, image=image, extra=extra)

    def _page(self, path: str, draft: ParsedFile) -> None:
        body = self._body(path, draft)
        if draft.facts.status is Status.DRAFT:
            self.tree.skip(path, "is a draft of a page; left out")
            return
        if path in self.lists and not body.strip():
            self.tree.skip(path, "the page of a list, which is made anew")
            return
        if _place(path) == "404":
            self.tree.skip(path, "the page for dead addresses, which is made anew")
            return
        urls = [*self._url(path, draft), *self._aliases(path, draft)]
        target = PurePosixPath(path).with_suffix(".md").as_posix()
        self.tree.add(
            ordinary_page(
                path, target, replace(draft.facts, date=None, aliases=()), body, urls
            )
        )

    def _front(self, path: str, title: str) -> None:
        facts, body = FrontMatter(title=title), ""
        if path:
            draft = self.drafts[path]
            facts = replace(
                draft.facts, date=None, aliases=(), title=draft.facts.title or title
            )
            body = self._body(path, draft)
        self.tree.documents.append(
            ordinary_page(path or "the front page", "index.md", facts, body)
        )

    def _body(self, path: str, draft: ParsedFile) -> str:
        def included(match: re.Match[str]) -> str:
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), match[1]))
            text = self.tree.take(name) if name in self.tree.paths() else None
            if text is None:
                self.tree.warn(
                    path, f"{{{{< include {match[1]} >}}}}: no such file; left as it is"
                )
                return match[0]
            self.tree.skip(name, "is included in other texts")
            return text

        def new_url(url: str, in_html: bool) -> str:
            return self.files.new_url(url, path, is_html=in_html, documents=self.drafts)

        meta = self.variables | {
            f"meta.{key}": value for key, value in _flat(draft.raw)
        }
        given = (draft.raw, *self.defaults.of(path), self.config)
        cites = any("bibliography" in one for one in given)
        inline = QuartoInline(new_url, meta, cites=cites)
        text = QuartoText(inline)
        body = text.rewrite(_INCLUDE.sub(included, draft.body))
        self.dropped += inline.dropped + text.dropped
        return body

    def _entries(self) -> Iterator[TreeEntry]:
        """Yield the entries of the navigation: those of the bar, then of the sidebar."""
        bar = mapping_of(self.website, "navbar")
        side = self.website.get("sidebar")
        lists = [list_of(bar, "left"), list_of(bar, "right")]
        lists += [
            list_of(one, "contents")
            for one in (side if isinstance(side, list) else [side])
        ]
        lists.append(list_of(self.website, "chapters"))
        seen: set[str] = set()
        for items in lists:
            for entry in self._tree(items):
                pages = set(entry.pages())
                if pages and not pages <= seen:
                    seen |= pages
                    yield entry

    def _tree(self, items: list[Any]) -> Iterator[TreeEntry]:
        for item in items:
            values = item if isinstance(item, dict) else {"href": item}
            href = setting_text(values, "href", "file", "section")
            title = setting_text(values, "text", "section", "part")
            inner = (
                list_of(values, "contents")
                or list_of(values, "menu")
                or list_of(values, "chapters")
            )
            path = (
                PurePosixPath(href).with_suffix(".md").as_posix()
                if suffix_of(href) in _TEXTS
                else ""
            )
            children = [*self._tree(inner)]
            if path or children:
                yield TreeEntry("" if title == href else title, path, children)

    def _settings(self, folder: str) -> dict[str, Any]:
        found = plain_settings(
            author=setting_text(self.config, "author")
            or setting_text(self.website, "author"),
            description=setting_text(self.website, "description"),
            language=setting_text(self.config, "lang"),
        )
        if folder:
            found["blog_path"] = folder
        found["blog_files"] = ["files"]
        found["blog_dialects"] = ["callouts"]
        # Quarto makes typographic marks of typed ones.
        found["smartquotes"] = True
        found["myst_enable_extensions"] = [
            *("alert", "attrs_block", "attrs_inline", "colon_fence", "deflist"),
            *("dollarmath", "strikethrough", "tasklist"),
        ]
        return found

    def _report(self) -> None:
        if self.dropped:
            names = [f"{name} ({count})" for name, count in self.dropped.most_common()]
            more = f" and {len(names) - _SIZES} more" if len(names) > _SIZES else ""
            shown = ", ".join(names[:_SIZES]) + more
            self.tree.warn(
                "the site", f"has no counterpart, left out or left as it is: {shown}"
            )
        self.tree.skip_below("_freeze", "outputs that no text shows")
        for folder in dict.fromkeys(map(posixpath.dirname, self.tree.paths())):
            self.tree.skip_below(folder, "no text refers to it")


def _is_plain(value: Any) -> bool:
    return isinstance(value, (str, int, list))


def _flat(values: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the scalars of a mapping, by their keys with dots between them."""
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        elif isinstance(value, (str, int, float)):
            yield f"{before}{key}", value


def _place(path: str) -> str:
    """Return the place of a document in the site: ``posts/x`` for ``posts/x/index.qmd``."""
    place = PurePosixPath(path)
    if place.stem == "index":
        return "" if place.parent.as_posix() == "." else place.parent.as_posix()
    return place.with_suffix("").as_posix()


def _fits(path: str, pattern: str) -> bool:
    """Return whether a path is one of a pattern, or lies in such a folder."""
    pattern = pattern.strip("/").removeprefix("./")
    if pattern in ("", ".") or path.startswith(f"{pattern.rstrip('/')}/"):
        return True
    if "/" not in pattern and "*" in pattern:
        return fnmatch.fnmatch(PurePosixPath(path).name, pattern)
    return fnmatch.fnmatch(path, pattern.replace("**/", "*").replace("**", "*"))


def recognises(path: Path) -> bool:
    """Return whether a folder is a project of Quarto."""
    return any((path / name).is_file() for name in CONFIGS)


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a site.

    :param root: folder with ``_quarto.yml``.
    """
    return Quarto(root).read()
