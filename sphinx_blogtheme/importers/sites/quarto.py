"""Reader of Quarto websites.

By Quarto's documentation: “Creating a website”, “Creating a blog”, “Document listings”,
“Project basics” and “Managing execution”. Nothing is run: what a document's code printed
and drew is there if Quarto has frozen it, or if it is in a notebook.
"""

from __future__ import annotations

import fnmatch
import posixpath
import re
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.myst_markup import linked_names
from sphinx_blogtheme.importers.bodies.quarto_inline import QuartoInline
from sphinx_blogtheme.importers.bodies.quarto_text import QuartoText
from sphinx_blogtheme.importers.documentation_site import (
    dated_document,
    documentation_settings,
    front_page,
    kept_facts,
    skip_unreferred,
)
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    first_settings,
    list_of,
    mapping_of,
    setting_text,
)
from sphinx_blogtheme.importers.kept_settings import PLAIN, plain_settings
from sphinx_blogtheme.importers.ordinary_pages import (
    ordinary_page,
    with_toctrees,
)
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.sites.quarto_nav import (
    QUARTO_TEXTS,
    fits_pattern,
    flat_values,
    quarto_entries,
    quarto_place,
)
from sphinx_blogtheme.importers.sites.quarto_texts import QuartoTexts
from sphinx_blogtheme.importers.text_files import suffix_of
from sphinx_blogtheme.model.posts import FrontMatter, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog

NAME = "Quarto"

CONFIGS = ("_quarto.yml", "_quarto.yaml")
_INCLUDE = re.compile(r"^[ \t]*\{\{<\s*include\s+(\S+)\s*>\}\}[ \t]*$", re.MULTILINE)
_UNUSED = (
    *("format", "execute", "editor", "jupyter", "knitr", "engine", "freeze", "listing"),
    *("code-fold", "code-tools", "page-layout", "title-block-banner", "toc-title"),
    *("toc-location", "toc-expand", "reference-location", "comments", "resources"),
    *("bibliography", "csl", "output-file", "number-sections", "toc-depth"),
    *("title-block-banner-color", "filters", "number-depth", "link-citations"),
)
"""Keys that say how Quarto draws a page."""


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
        render = [str(one) for one in list_of(project, "render")]
        self.texts = QuartoTexts(self.tree, render)
        self.drafts = self.texts.drafts
        self.files = self.texts.files
        self.listed: set[str] = set()
        self.lists: set[str] = set()
        self.linked: set[str] = set()
        self.dropped: Counter[str] = Counter()

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        for folder in (self.output, "_site", "_book", "_extensions", "site_libs"):
            tree.skip_below(folder, "is made by Quarto, or an extension of it")
        self.texts.defaults.take(tree, "", ("_metadata.yml", "_metadata.yaml"))
        self.texts.read_variables()
        for path in list(tree.paths()):
            if suffix_of(path) in QUARTO_TEXTS and self.texts.is_rendered(path):
                self.texts.take(path)
        self._hold_back()
        self._find_lists()
        self.linked = linked_names(draft.body for draft in self.drafts.values())
        front = next((path for path in self.drafts if quarto_place(path) == ""), "")
        folder = self._blog_folder(front)
        for path, draft in self.drafts.items():
            if self._is_post(path, draft):
                self._post(path, draft)
            elif path != front:
                self._page(path, draft)
        title = setting_text(self.website, "title")
        self._front(front, title)
        entries = [*quarto_entries(self.website)]
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
            made={
                f"files/{path}": content for path, content in self.texts.made.items()
            },
            settings=self._settings(folder),
        )

    def _hold_back(self) -> None:
        """Make drafts of the texts that the website's settings name."""
        for path in map(str, list_of(self.website, "drafts")):
            if (draft := self.drafts.get(path)) is not None:
                facts = replace(draft.facts, status=Status.DRAFT)
                self.drafts[path] = replace(draft, facts=facts)

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
                            if name != path and fits_pattern(name, pattern)
                        }
        self.listed -= self.lists

    def _is_post(self, path: str, draft: ParsedFile) -> bool:
        if path in self.lists or not quarto_place(path):
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
            if most and quarto_place(path).partition("/")[0] == most[0][0]
        ]
        return most[0][0] if listing else ""

    def _url(self, path: str, draft: ParsedFile) -> list[str]:
        """Return the old URLs of a document, the best one first."""
        place = quarto_place(path)
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
        urls = [*self._url(path, draft), *self._aliases(path, draft)]
        body = self._body(path, draft)
        self.tree.add(dated_document(path, path, facts, body, urls=urls, name=name))

    def _facts(self, path: str, draft: ParsedFile) -> FrontMatter:
        def image_url(url: str) -> str:
            return self.files.new_url(url, path, is_html=False)

        return kept_facts(draft, image_url, _UNUSED)

    def _page(self, path: str, draft: ParsedFile) -> None:
        body = self._body(path, draft)
        if draft.facts.status is Status.DRAFT:
            self.tree.skip(path, "is a draft of a page; left out")
            return
        if path in self.lists and not body.strip():
            self.tree.skip(path, "the page of a list, which is made anew")
            return
        if quarto_place(path) == "404":
            self.tree.skip(path, "the page for dead addresses, which is made anew")
            return
        urls = [*self._url(path, draft), *self._aliases(path, draft)]
        target = PurePosixPath(path).with_suffix(".md").as_posix()
        self.tree.add(
            ordinary_page(
                path,
                target,
                replace(self._facts(path, draft), date=None, aliases=()),
                body,
                urls,
            )
        )

    def _front(self, path: str, title: str) -> None:
        facts = self.drafts[path].facts if path else FrontMatter()
        body = self._body(path, self.drafts[path]) if path else ""
        self.tree.documents.append(front_page(path, facts, body, title))

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

        meta = self.texts.variables | {
            f"meta.{key}": value for key, value in flat_values(draft.raw)
        }
        given = (draft.raw, *self.texts.defaults.of(path), self.config)
        cites = any("bibliography" in one for one in given)
        inline = QuartoInline(new_url, meta, cites=cites)
        is_page = not self._is_post(path, draft)
        text = QuartoText(
            inline, page=is_page, linked=self.linked, folded=_folded(given)
        )
        body = text.rewrite(_INCLUDE.sub(included, draft.body))
        self.dropped += inline.dropped + text.dropped
        return body

    def _settings(self, folder: str) -> dict[str, Any]:
        found = plain_settings(
            author=setting_text(self.config, "author")
            or setting_text(self.website, "author"),
            description=setting_text(self.website, "description"),
            language=setting_text(self.config, "lang"),
        )
        # Quarto makes typographic marks of typed ones.
        found["smartquotes"] = True
        extensions = (
            *("alert", "attrs_block", "attrs_inline", "colon_fence", "deflist"),
            *("dollarmath", "strikethrough", "tasklist"),
        )
        return found | documentation_settings(folder, extensions)

    def _report(self) -> None:
        self.tree.warn_of_dropped(
            self.dropped, "has no counterpart, left out or left as it is"
        )
        self.tree.skip_below("_freeze", "outputs that no text shows")
        skip_unreferred(self.tree)


def _folded(given: Iterable[Mapping[str, Any]]) -> str:
    """Return the summary of cells that are folded, or "" if cells show their code.

    :param given: the settings of a document, the nearest ones first.
    """
    settings = [
        one
        for values in given
        for one in (values, mapping_of(mapping_of(values, "format"), "html"))
    ]
    folds = [one["code-fold"] for one in settings if "code-fold" in one]
    if not folds or str(folds[0]).lower() not in ("true", "show"):
        return ""
    return next(
        filter(None, (setting_text(one, "code-summary") for one in settings)), "Code"
    )


def recognises(path: Path) -> bool:
    """Return whether a folder is a project of Quarto."""
    return any((path / name).is_file() for name in CONFIGS)


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a site.

    :param root: folder with ``_quarto.yml``.
    """
    return Quarto(root).read()
