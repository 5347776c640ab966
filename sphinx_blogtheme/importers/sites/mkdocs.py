"""Reader of sites of MkDocs with Material's plugin for blogs, and of Zensical.

By the documentation of MkDocs, “Configuration” and “Writing your docs”, and of Material
for MkDocs, “Blog plugin”. The posts become a blog below the folder of the old one, and
the other pages stay documentation.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.flavours import blog_markdown, python_markdown
from sphinx_blogtheme.importers.bodies.material_inline import (
    MaterialInline,
    without_icons,
)
from sphinx_blogtheme.importers.bodies.material_text import MaterialText
from sphinx_blogtheme.importers.bodies.myst_markup import linked_names
from sphinx_blogtheme.importers.bodies.snippets import Snippets
from sphinx_blogtheme.importers.documentation_site import (
    documentation_settings,
    front_page,
)
from sphinx_blogtheme.importers.documents import MARKDOWN_SUFFIXES, zone_of
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    mapping_of,
    read_settings,
    setting_text,
)
from sphinx_blogtheme.importers.folder_defaults import NearestDefaults
from sphinx_blogtheme.importers.kept_settings import (
    PLAIN,
    plain_settings,
    settings_of_texts,
)
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.ordinary_pages import ordinary_page, with_toctrees
from sphinx_blogtheme.importers.site_folder import SiteFolder, new_path
from sphinx_blogtheme.importers.sites.mkdocs_nav import menu_of, nav_entries
from sphinx_blogtheme.importers.sites.mkdocs_settings import (
    CONFIG_NAMES,
    fits_ignored,
    myst_extensions,
    read_mkdocs_settings,
    texts_of,
)
from sphinx_blogtheme.importers.sites.mkdocs_urls import (
    documentation_file,
    lists_of_blog,
    page_place,
    post_place,
    words_of_file,
)
from sphinx_blogtheme.importers.text_files import read, suffix_of
from sphinx_blogtheme.model.headings import heading_title
from sphinx_blogtheme.model.posts import FrontMatter, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.model import Blog

NAME = "MkDocs"

_H1 = re.compile(
    r"\s*#[ \t]+(?P<text>[^\n]+?)(?:[ \t]+#+)?(?:[ \t]*\{[^{}\n]*\})?[ \t]*(?:\n|$)"
)
_URL = re.compile(r"(?P<path>[^?#]*)(?P<query>\?[^#]*)?(?P<anchor>#.*)?", re.DOTALL)
_WEB = re.compile(r"[a-zA-Z][\w+.-]*:|//|\{")


class MkDocs:
    """Reader of one site."""

    def __init__(self, root: Path) -> None:
        self.tree = SiteFolder(root, NAME)
        self.config: dict[str, Any] = {}
        name, self.config = read_mkdocs_settings(root)
        why = f"configuration; of it, only {PLAIN}, address, navigation, redirects"
        self.tree.skip(name, f"{why} and the settings of blog and Markdown are used")
        self.zone = zone_of(None)
        self.docs = setting_text(self.config, "docs_dir").strip("./") or "docs"
        self.extensions = mapping_of(self.config, "markdown_extensions")
        plugins = mapping_of(self.config, "plugins")
        self.blog = plugins.get("blog")
        self.settings: dict[str, Any] = self.blog if isinstance(self.blog, dict) else {}
        self.blog_dir = _clean(setting_text(self.settings, "blog_dir") or "blog")
        written = setting_text(self.settings, "post_dir") or "{blog}/posts"
        self.post_dir = _clean(written.replace("{blog}", self.blog_dir or "."))
        self.pretty = self.config.get("use_directory_urls") is not False
        self.redirects = mapping_of(mapping_of(plugins, "redirects"), "redirect_maps")
        self.pages: dict[str, ParsedFile] = {}
        self.posts: dict[str, ParsedFile] = {}
        self.dropped: Counter[str] = Counter()
        self.titles: dict[str, str] = {}
        self.linked: set[str] = set()
        options = mapping_of(self.extensions, "pymdownx.snippets")
        folders = [root / name for name in texts_of(options, "base_path") or ["."]]
        self.defaults = NearestDefaults()
        self.snippets = Snippets(folders, root)
        self.appended = texts_of(options, "auto_append")

    def read(self) -> Blog:
        """Return the site's posts, pages and files."""
        tree = self.tree
        self._skip_others()
        is_on = "meta" in mapping_of(self.config, "plugins")
        self.defaults.take(tree, self.docs, (".meta.yml",) if is_on else ())
        tree.skip_hidden(self.docs, but=(".authors.yml",))
        authors = self._authors()
        self._skip_excluded()
        for path in list(tree.paths(self.docs)):
            if suffix_of(path) in MARKDOWN_SUFFIXES[:4]:
                self._take(path)
        entries = nav_entries(self.config.get("nav"), set(self.pages), self.blog_dir)
        for entry in entries:
            self._note_titles(entry)
        texts = [draft.body for draft in (*self.posts.values(), *self.pages.values())]
        self.linked = linked_names(texts)
        for path, draft in self.posts.items():
            self._post(path, draft)
        for path, draft in self.pages.items():
            self._page(path, draft)
        for path in list(tree.paths(self.docs)):
            tree.copy(path, f"files/{self._below(path)}")
        front = "index.md"
        if not any(document.path == front for document in tree.documents):
            title = setting_text(self.config, "site_name")
            tree.documents.append(front_page("", FrontMatter(), "", title))
        tree.documents[:] = with_toctrees(tree.documents, entries, front)
        menu = menu_of(self.config.get("nav"), entries, self.blog_dir)
        self._report()
        return tree.blog(
            title=setting_text(self.config, "site_name"),
            base_url=setting_text(self.config, "site_url"),
            settings=self._new_settings(authors)
            | ({"blog_menu": menu} if menu else {}),
            lists=lists_of_blog(self.settings, self.blog_dir, pretty=self.pretty),
        )

    def _skip_excluded(self) -> None:
        """Skip the files that are in no built site, so that they are in none here."""
        for name in ("exclude_docs", "draft_docs"):
            patterns = str(self.config.get(name) or "")
            for path in list(self.tree.paths(self.docs)):
                if fits_ignored(self._below(path), patterns):
                    self.tree.skip(path, f"is left out of the site by {name}")

    def _skip_others(self) -> None:
        """Skip all that is not in the folder of the documentation."""
        inside = f"{self.docs}/"
        others = [path for path in self.tree.paths() if not path.startswith(inside)]
        for folder in dict.fromkeys(path.partition("/")[0] for path in others):
            if f"{folder}/" in inside:
                continue
            if folder in others:
                self.tree.skip(folder, "is no part of the site")
            else:
                self.tree.skip_below(folder, "is no part of the site")
        theme = mapping_of(self.config, "theme")
        custom = setting_text(theme, "custom_dir").strip("./")
        if custom:
            self.tree.skip_below(custom, "templates of another theme")

    def _below(self, path: str) -> str:
        return path.removeprefix(f"{self.docs}/")

    def _take(self, path: str) -> None:
        defaults = self.defaults.of(path)
        draft = read(self.tree, path, self.zone, defaults=defaults, own=("status",))
        if draft is None:
            return
        # The key `status` marks a page as new or deprecated.
        held = [one.get("draft") for one in (draft.raw, *defaults) if "draft" in one]
        is_draft = str(held[0] if held else "").lower() == "true"
        status = Status.DRAFT if is_draft else Status.PUBLISHED
        draft = replace(draft, facts=replace(draft.facts, status=status))
        below = self._below(path)
        is_post = self.blog is not None and f"{below}".startswith(f"{self.post_dir}/")
        (self.posts if is_post else self.pages)[below] = draft

    def _note_titles(self, entry: Any) -> None:
        if entry.title and entry.path:
            self.titles[entry.path] = entry.title
        for child in entry.children:
            self._note_titles(child)

    def _post(self, path: str, draft: ParsedFile) -> None:
        facts, body = draft.facts, draft.body
        heading = _H1.match(body)
        shown = heading["text"] if heading else facts.title or words_of_file(path)
        named = draft.raw.get("title") or shown
        if facts.date is None and facts.status is not Status.DRAFT:
            self.tree.warn(f"{self.docs}/{path}", "has no date; imported as a draft")
            facts = replace(facts, status=Status.DRAFT, undated=False)
        stem = PurePosixPath(path).stem
        place = post_place(facts, str(named), stem, self.settings)
        url = f"/{posixpath.join(self.blog_dir, place)}"
        url = f"{url}/" if self.pretty else f"{url}.html"
        body = self._body(path, body, url)
        separator = setting_text(self.settings, "post_excerpt_separator")
        if separator and separator != "<!-- more -->":
            body = body.replace(separator, "<!-- more -->", 1)
        if links := [*self._links(draft.raw.get("links"), posixpath.dirname(path))]:
            body = "\n".join([body.rstrip(), "", "**Related links**", "", *links, ""])
        self.tree.add(
            Document(
                source=f"{self.docs}/{path}",
                path=new_path(path, ".md"),
                facts=replace(
                    facts,
                    title=heading_title(without_icons(shown), ""),
                    slug=facts.slug or PurePosixPath(place).name,
                    aliases=(),
                    extra={k: v for k, v in facts.extra.items() if k not in _UNUSED},
                ),
                body=body,
                urls=(url, *self._old_urls(path), *facts.aliases),
            )
        )

    def _links(self, links: Any, folder: str) -> Iterator[str]:
        """Yield the links of a post's front matter, with which its sidebar ends."""
        for item in links if isinstance(links, list) else ():
            pairs = item.items() if isinstance(item, dict) else [("", item)]
            for title, value in pairs:
                if isinstance(value, list):
                    yield from self._links(value, folder)
                elif isinstance(value, str):
                    inside = value.partition("#")[0] in {*self.pages, *self.posts}
                    place = posixpath.relpath(value, folder or ".") if inside else value
                    yield f"- [{title or ('' if inside else value)}]({place})"

    def _page(self, path: str, draft: ParsedFile) -> None:
        source = f"{self.docs}/{path}"
        if draft.facts.status is Status.DRAFT:
            self.tree.skip(source, "is a draft of a page; left out")
            return
        target = documentation_file(path)
        place = page_place(path)
        url = f"/{place}/" if place else "/"
        aliases = [*self._old_urls(path)]
        if not self.pretty and place and page_place(path) == path.removesuffix(".md"):
            aliases.append(f"/{place}.html")
        given = self.titles.get(target) or without_icons(draft.facts.title or "")
        title = given or words_of_file(path)
        facts = replace(
            draft.facts, title=title if place else draft.facts.title or title
        )
        base = url if self.pretty else posixpath.dirname(url.rstrip("/")) + "/"
        body = self._body(path, draft.body, base, page=True)
        if draft.facts.date:
            facts = replace(facts, date=None)
        self.tree.add(ordinary_page(source, target, facts, body, aliases))

    def _old_urls(self, path: str) -> list[str]:
        """Return the URLs of ``redirect_maps`` that lead to a page."""
        found = []
        for old, new in self.redirects.items():
            if isinstance(new, str) and new.partition("#")[0] == path:
                place = page_place(str(old))
                found.append(
                    f"/{place}/" if self.pretty or not place else f"/{place}.html"
                )
        return found

    def _body(self, path: str, body: str, base: str, *, page: bool = False) -> str:
        """Return the body of a document as the blog reads it.

        :param base: its URL in the old site, from which URLs in HTML are resolved.
        """
        for name in self.appended:
            body = f'{body.rstrip()}\n\n--8<-- "{name}"\n'
        body = self.snippets.expanded(body)
        folder = posixpath.dirname(path)

        def new_url(url: str, in_html: bool) -> str:
            return self._new_url(unescape(url), folder, base, in_html)

        body = blog_markdown(body, python_markdown(self.extensions)).text
        inline = MaterialInline(set(self.extensions), new_url)
        heading = None if page else _H1.match(body)
        rewritten = MaterialText(inline, self.extensions, page=page, linked=self.linked)
        if heading:
            rewritten.note_title(heading["text"])
            body = body[heading.end() :]
        text = rewritten.rewrite(body)
        self.dropped += inline.dropped
        return text

    def _new_url(self, url: str, folder: str, base: str, in_html: bool) -> str:
        """Return a URL that leads to a page or file of the site in the new blog.

        :param folder: folder of the document, from which paths of files are resolved.
        :param base: URL of its page, from which URLs in HTML are resolved.
        """
        match = _URL.fullmatch(url)
        if not match or _WEB.match(url):
            return url
        bare, query, anchor = match["path"], match["query"] or "", match["anchor"] or ""
        if not bare or (in_html and not bare.startswith("/")):
            if not bare and not query:
                return url
            whole = posixpath.normpath(posixpath.join(base, bare))
            slash = "/" if bare.endswith("/") or not bare else ""
            return f"{whole}{slash}{query}{anchor}"
        is_rooted = bare.startswith("/")
        path = bare.lstrip("/") if is_rooted else posixpath.normpath(f"{folder}/{bare}")
        path = path.lstrip("/")
        if path in self.pages or path in self.posts:
            name = PurePosixPath(documentation_file(path)).name
            return f"{bare.removesuffix(PurePosixPath(path).name)}{name}{anchor}"
        if not is_rooted and (self.tree.root / self.docs / path).is_file():
            return f"/{path}{query}{anchor}"
        return url

    def _authors(self) -> dict[str, tuple[str, str | None]]:
        """Return the authors of ``.authors.yml``, in the form of ``blog_authors``."""
        name = setting_text(self.settings, "authors_file") or "{blog}/.authors.yml"
        path = _clean(f"{self.docs}/{name.replace('{blog}', self.blog_dir or '.')}")
        if path not in self.tree.paths():
            return {}
        try:
            listed = read_settings(self.tree.root / path)
        except SettingsError as error:
            self.tree.error(path, str(error))
            return {}
        self.tree.skip(path, "authors; names and URLs of them are in conf.py")
        found = {}
        for key, value in mapping_of(listed, "authors").items():
            url = setting_text(value, "url")
            found[str(key)] = (setting_text(value, "name") or str(key), url or None)
        return found

    def _new_settings(self, authors: dict[str, Any]) -> dict[str, Any]:
        theme = mapping_of(self.config, "theme")
        found = plain_settings(
            author=setting_text(self.config, "site_author"),
            description=setting_text(self.config, "site_description"),
            language=setting_text(theme, "language"),
            rights=setting_text(self.config, "copyright"),
        ) | settings_of_texts(
            self.tree.documents,
            links="pymdownx.magiclink" in self.extensions,
            emoji="pymdownx.emoji" in self.extensions,
        )
        if authors:
            found["blog_authors"] = authors
        extensions = myst_extensions(self.extensions)
        return found | documentation_settings(self.blog_dir, extensions)

    def _report(self) -> None:
        tree = self.tree
        if self.blog is None:
            message = "has no plugin blog; all its pages are ordinary pages"
            tree.warn("the site", message)
        for name in self.snippets.missing:
            tree.warn("the site", f'--8<-- "{name}": no such file; left as it is')
        self.tree.warn_of_dropped(
            self.dropped, "icons and attributes that are left out"
        )


_UNUSED = ("hide", "links", "social", "search", "readtime", "icon", "status")
"""Keys of front matter for Material's own pages."""


def _clean(path: str) -> str:
    clean = posixpath.normpath(path).strip("/")
    return "" if clean == "." else clean


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of MkDocs or Zensical."""
    return any((path / name).is_file() for name in CONFIG_NAMES)


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a site.

    :param root: folder with ``mkdocs.yml`` or ``zensical.toml``.
    """
    return MkDocs(root).read()
