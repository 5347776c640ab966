"""Add the values of the blog to the context of every page."""

from __future__ import annotations

from datetime import datetime, time
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from markupsafe import Markup

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.config.settings import default_language, site_language
from sphinx_blogtheme.config.theme_options import THEME, draws
from sphinx_blogtheme.feeds.paths import (
    LLMS,
    front_folder,
    markdown_copy_path,
    notebook_copy_path,
    opml_path,
    public,
)
from sphinx_blogtheme.files import paths_in
from sphinx_blogtheme.model.kinds import second_feed
from sphinx_blogtheme.model.library import ARCHIVES, CATEGORIES, OVERVIEWS
from sphinx_blogtheme.pages import template_api
from sphinx_blogtheme.pages.descriptions import beginning_of, describe, first_paragraph
from sphinx_blogtheme.pages.menu import menu_entries
from sphinx_blogtheme.pages.navigation import Navigation
from sphinx_blogtheme.pages.not_found import from_root, root_path
from sphinx_blogtheme.pages.note_views import NoteViews
from sphinx_blogtheme.pages.other_themes import own_options, share_templates
from sphinx_blogtheme.pages.post_end import PostEnds
from sphinx_blogtheme.pages.section_links import section_links
from sphinx_blogtheme.pages.template_values import (
    BlogContext,
    CodeRunView,
    FeedLink,
    MenuItem,
)
from sphinx_blogtheme.pages.toctree_titles import named_pages
from sphinx_blogtheme.pages.versions import edition_links, versions_of_list
from sphinx_blogtheme.site.addresses import addresses_of
from sphinx_blogtheme.site.blogroll_file import Blogroll
from sphinx_blogtheme.site.changed_files import file_digests
from sphinx_blogtheme.site.code_runs import code_runs_of
from sphinx_blogtheme.site.links import url_of
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import Target
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx.application import Sphinx

    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.pages.contexts import PageContexts
    from sphinx_blogtheme.pages.versions import PageVersion
    from sphinx_blogtheme.site.domain import BlogDomain

SHOWN = ("author", "copyright", "language", "project", "release", "version")
"""Options that templates show, besides those that Sphinx counts as HTML's."""

REPORTED = ("nitpicky", "nitpick_ignore", "nitpick_ignore_regex")
"""Options that decide which references Sphinx warns of."""

_TEMPLATE_SUFFIXES = (".html", ".jinja", ".xml", "_t")
_STATIC = "_static/"
_API_POSTS = "parts/api-posts.html"


class ContextCompleter:
    """Completes the contexts of one build's pages."""

    def __init__(
        self,
        app: Sphinx,
        pages: PageContexts,
        domain: BlogDomain,
        feeds: Sequence[FeedLink] = (),
    ) -> None:
        """Prepare to complete contexts.

        :param feeds: feeds of others that the pages announce.
        """
        self._app = app
        builder: Any = app.builder
        self._builder = builder
        self.pages = pages
        site, home = pages.site, app.config.root_doc
        self._session = session_of(app.env)
        self._views = self._session.pages
        self._domain = domain
        self.navigation = Navigation(domain, pages.titles, site)
        self.notes = NoteViews(app.env, pages)
        self.draws_blog = draws(app)
        if not self.draws_blog:
            share_templates(builder)
        sidebars = [
            name for names in app.config.html_sidebars.values() for name in names
        ]
        self.lists_everywhere = any(name.startswith("ablog/") for name in sidebars)
        self.menu = menu_entries(app.env, pages)
        published = self._session.resources
        self._feeds = [feed for feed in pages.feeds() if feed.path in published]
        self._feeds += feeds
        self.sections = section_links(self._session, app.config, pages.blog, site)
        main = default_language(app.config)
        self._editions = edition_links(self._session, site, home, main)
        has_blogroll = bool(self._session.parts[Blogroll].entries)
        self._blogroll = opml_path(self._session.editions) if has_blogroll else None
        second = second_feed(public(site.posts), pages.blog.feed_kinds)
        others = second and pages.feeds(
            front_folder(site, second), pages.titles.feed_name(None, second)
        )
        self._announced = self._feeds + [
            feed for feed in others or () if feed.path in published
        ]
        self._ends = PostEnds(builder, pages)
        self.everywhere: list[Any] = [
            self._ends.target,
            self._templates(),
            [getattr(app.config, name) for name in REPORTED],
            self.menu,
            self._announced,
            pages.title,
            pages.blog.description,
            self._view(ARCHIVES) is not None,
            [name for name in OVERVIEWS.values() if self._view(name)],
            LLMS in published,
            has_blogroll,
            self._changes_page(),
            self._styles(),
            *self._editions,
            *self.sections,
            bool(app.env.toctree_includes),
        ]
        """Values that every page shows, so that a change concerns all pages."""

    @cached_property
    def in_toctrees(self) -> frozenset[str]:
        """Docnames of the documents and generated pages that toctrees name."""
        env = self._app.env
        included = chain.from_iterable(env.toctree_includes.values())
        return frozenset((*included, *named_pages(env)))

    @cached_property
    def has_own_templates(self) -> bool:
        """Whether the site may show more than our templates do, with its own ones."""
        folders = [*map(str, self._builder.theme.get_theme_dirs())]
        is_child = str(THEME) in folders[1:]
        return is_child or bool(self._app.config.templates_path)

    @property
    def feeds(self) -> Sequence[FeedLink]:
        """The feeds of the whole edition."""
        return self._feeds

    def _view(self, name: str) -> str | None:
        """Return the docname of a generated page of the edition, if there is one.

        :param name: its docname in the edition of the site's language.
        """
        docname = f"{self.pages.site.folder}{name}"
        return docname if docname in self._views else None

    def _templates(self) -> list[tuple[str, str | None]]:
        """Return name and digest of each template, in the order of the folders."""
        digests = file_digests(self._app.env)
        folders = [*getattr(self._builder.templates, "pathchain", ()), THEME]
        return [
            (path, digests.of(f"{folder}/{path}"))
            for folder in dict.fromkeys(map(str, folders))
            for path in sorted(paths_in(Path(folder)))
            if path.endswith(_TEMPLATE_SUFFIXES)
        ]

    def _styles(self) -> dict[str, int]:
        """Return checksums of the site's own CSS and JavaScript, by path.

        Pages have them in the URLs of these files.
        """
        folders = (
            Path(self._app.confdir, entry)
            for entry in self._app.config.html_static_path
        )
        files = {
            path.relative_to(folder).as_posix(): path
            for folder in folders
            for path in sorted(folder.rglob("*"))
        }
        # What the site brings to the same place is published there.
        for name, path in addresses_of(self._app.env).brought.items():
            if name.startswith(_STATIC):
                files[name.removeprefix(_STATIC)] = path
        return {
            name: crc32(path.read_bytes())
            for name, path in files.items()
            if path.suffix in {".css", ".js"} and path.is_file()
        }

    @cached_property
    def version(self) -> list[object]:
        """Values that generated pages depend on, besides their contexts."""
        info = self._builder.build_info
        config = self._app.config
        shown = [getattr(config, name) for name in SHOWN]
        return [info.config_hash, info.tags_hash, *shown]

    def root(self, docname: str) -> str:
        """Return the relative URL of the site root, such as ``../../``."""
        if self._builder.is_not_found(docname):
            return root_path(self._app.config)
        depth = self._builder.get_target_uri(docname).count("/")
        return "../" * depth or "./"

    def versions(self, view: Listing) -> list[PageVersion]:
        """Return the pages of other editions that list the same."""
        config = self._app.config
        language = default_language(config)
        return versions_of_list(self._session, view, config.root_doc, language)

    def menu_of(self, pagename: str) -> list[MenuItem]:
        """Return the entries of `menu` as one page shows them."""
        items = []
        main = site_language(self._app.config)
        for label, target, url, is_foreign in self.menu:
            uri = url
            if target:
                uri = url_of(self._builder, pagename, target, url) or "#"
                if self._builder.is_not_found(pagename):
                    uri = from_root(uri, self.root(pagename))
            current = target == Target(pagename) and "#" not in url
            items.append(MenuItem(label, uri, current, main if is_foreign else ""))
        return items

    def complete(self, pagename: str, context: dict[str, Any]) -> None:
        """Add the values of the blog to the context of one page."""
        pages, views = self.pages, self._views
        if not self._domain.posts:
            if not ablog_keeps_urls(self._app.config):
                for name in ("feed_path", "feed_title"):
                    context.pop(name, None)  # there is no feed
            return
        view, post = views.get(pagename), self._domain.posts.get(pagename)
        context["blog"] = BlogContext(
            title=pages.title,
            description=pages.blog.description,
            home=pages.home,
            archives=self._view(ARCHIVES),
            categories_page=self._view(CATEGORIES),
            language=pages.site.language or self._app.config.language or "en",
            menu=self.menu_of(pagename),
            feeds=self._feeds,
            llms=LLMS if LLMS in self._session.resources else None,
            base_url=pages.base_url,
            has_tree=bool(self._app.env.toctree_includes),
            blogroll=self._blogroll,
            editions=self._editions,
            template_api=template_api.version_text(),
            root=self._app.config.root_doc if self.sections else pages.home,
            site_title=self._app.config.project if self.sections else pages.title,
            section=pages.site.section,
            sections=self.sections,
            in_tree=bool(self.sections) and pagename in self.in_toctrees,
        )
        if pages.site.language:
            context["language"] = pages.site.language
        own: list[FeedLink] = []
        context["page_kind"] = "search" if pagename == "search" else "page"
        context["page_title"] = Markup(context.get("title", "")).striptags()  # noqa: S704
        context["page_description"] = describe(context, pagename)
        context["page_url"] = pages.absolute(self._builder.get_target_uri(pagename))
        context.setdefault("breadcrumb", [])
        context["number"] = pages.titles.dates.number
        if view is not None:
            context["page_kind"] = view.kind
            context["page_title"] = context.get("heading", pages.titles.heading(view))
            context["page_description"] = self._description_of(view, context)
            if view.feed_folder:
                own = pages.feeds(view.feed_folder, pages.titles.feed_name(view))
            if view.post is not None:
                context |= self.navigation.of_post(view.post)
                context["cover_caption"] = self.notes.caption(view.post, pagename)
                self._add_notes(view.post, pagename, context)
                self._add_code_run(view.post, context)
            if self._builder.is_not_found(pagename):
                context["page_url"] = None
        elif post is not None:
            context["page_kind"] = "post"
            context["page_title"] = post.title
            context["page_description"] = self._description(post)
            context["post"] = pages.post(post)
            context["cover"] = pages.cover_on_top(post)
            context["cover_caption"] = self.notes.caption(post, pagename)
            # In this value, other themes expect the canonical URL.
            context["pageurl"] = post.canonical or context.get("pageurl")
            context |= self.navigation.of_post(post)
            self._add_notes(post, pagename, context)
            self._add_code_run(post, context)
        else:
            self._add_posts_about(pagename, context)
        published = self._session.resources
        context["page_feeds"] = [
            feed for feed in own if feed.path in published
        ] + self._announced
        copies = (markdown_copy_path(post), notebook_copy_path(post)) if post else ()
        context["page_twin"] = next((p for p in copies if p in published), None)
        self._add_end(view.post if view else post, context)

    def _add_posts_about(self, pagename: str, context: dict[str, Any]) -> None:
        """Add the posts about what a page documents to the end of its body."""
        if posts := self.navigation.posts_about(pagename):
            values = context | {"api_posts": posts}
            context["body"] += self._builder.templates.render(_API_POSTS, values)

    def _add_end(self, post: Post | None, context: dict[str, Any]) -> None:
        """Add what readers can do at the end of a post."""
        if post is not None:
            options = context if self.draws_blog else own_options(context)
            context["post_end"] = self._ends.of(post, options)

    def _add_notes(self, post: Post, pagename: str, context: dict[str, Any]) -> None:
        """Add the change notes of a post, and the page that lists those of all."""
        if not post.changes:
            return
        context["changes"] = self.notes.of_post(post, pagename)
        context["changes_page"] = self._changes_page() if post.listed else None

    def _add_code_run(self, post: Post, context: dict[str, Any]) -> None:
        """Add when the code of a post was run, if its page is to say so."""
        if run := code_runs_of(self._app.env).of(post.docname):
            versions = (("Python", run.python), *run.packages)
            context["code_run"] = CodeRunView(
                run.day.isoformat(),
                self.pages.titles.date(datetime.combine(run.day, time())),
                _(", ").join(f"{name} {version}" for name, version in versions),
            )

    def _changes_page(self) -> str | None:
        place = self.pages.site.folder + self.pages.blog.changes_page.strip("/")
        view = self._views.get(place)
        return place if view and view.kind == "changes" else None

    def _description_of(self, view: Listing, context: dict[str, Any]) -> str:
        """Return the description of a generated page."""
        if view.post is not None:
            return self._description(view.post)
        about = context.get("about")
        own = first_paragraph(about.html) if about else ""
        return own or self.pages.titles.description(view)

    def _description(self, post: Post) -> str:
        """Return a post's description, or the beginning of its text."""
        if post.description:
            return post.description
        rendering = self.pages.excerpts.load(post.docname)
        return beginning_of(rendering.excerpt, post.language or self.pages.language)
