"""Make the files for programs: feeds, ``llms.txt``, Markdown copies and the sitemap."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.osutil import copyfile

from sphinx_blogtheme.feeds.llms_txt import LlmsLink, write_llms
from sphinx_blogtheme.feeds.markdown_copies import write_markdown_copy
from sphinx_blogtheme.feeds.opml import write_opml
from sphinx_blogtheme.feeds.paths import (
    LLMS,
    SITEMAP,
    markdown_copy_path,
    notebook_copy_path,
    opml_path,
    public,
    public_posts,
)
from sphinx_blogtheme.feeds.sitemap import (
    MAX_URLS,
    SitemapEntry,
    part_names,
    write_sitemaps,
)
from sphinx_blogtheme.front_matter.notebook import published, read_notebook
from sphinx_blogtheme.markdown.smart_text import smart_heading
from sphinx_blogtheme.model.decoding import read_source, readable_json
from sphinx_blogtheme.model.languages import own_name
from sphinx_blogtheme.model.release_notes import text_of_release
from sphinx_blogtheme.output.feed_files import is_named
from sphinx_blogtheme.output.resources import Resource, write_resource
from sphinx_blogtheme.pages.versions import alternates, versions_of_post
from sphinx_blogtheme.site import ablog_bridge
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx_blogtheme.model.blogroll import BlogrollEntry
    from sphinx_blogtheme.model.editions import Editions
    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.build import Build
    from sphinx_blogtheme.output.feed_files import FeedMaker
    from sphinx_blogtheme.output.fingerprints import PageFingerprints
    from sphinx_blogtheme.pages.contexts import PageContexts


class FileMaker:
    """Makes the files of one build."""

    def __init__(
        self,
        pages: PageContexts,
        feeds: Sequence[FeedMaker],
        views: Mapping[str, Listing],
        documents: Mapping[str, str],
        srcdir: Path,
        *,
        editions: Editions,
        blogroll: Sequence[BlogrollEntry],
        former_feeds: Mapping[str, str],
        facts: object,
    ) -> None:
        """Prepare to make the files.

        :param pages: the contexts of pages, with the library and the excerpts.
        :param feeds: make the feeds of the editions.
        :param editions: the posts of the site.
        :param views: the generated pages, by docname.
        :param documents: titles of the ordinary pages, by URL in the site.
        :param srcdir: the source folder.
        :param blogroll: the blogs of the file `OPML`; empty for none.
        :param former_feeds: paths of feeds, by others that they also have.
        :param facts: what the site is but for the texts of posts, with a ``repr``.
        """
        self._pages = pages
        self._feeds = feeds
        self._editions = editions
        self._posts = public_posts(editions)
        self._views = views
        self._documents = documents
        self._srcdir = srcdir
        self._blogroll = blogroll
        self._former_feeds = former_feeds
        self._facts = facts

    def resources(self) -> Iterator[Resource]:
        """Yield the files; few if the site doesn't know its URL."""
        if self._blogroll:
            yield _made(opml_path(self._editions), self._opml())
        blog = self._pages.blog
        if blog.notebook_copies:
            yield from self._copies(notebook_copy_path, self._notebook)
        if not self._pages.base_url:
            return
        if blog.sitemap:
            yield Resource(
                path=SITEMAP,
                texts=self._sitemaps,
                posts=(),
                facts=self._facts,
                further=self._parts_of_sitemap(),
            )
        if not self._posts:
            return
        feeds = chain.from_iterable(maker.resources() for maker in self._feeds)
        yield from chain.from_iterable(map(self._with_copies, feeds))
        if blog.llms:
            yield Resource(
                path=LLMS, texts=lambda: (self._llms(),), posts=(), facts=self._facts
            )
            yield from self._copies(markdown_copy_path, self._twin)

    def _copies(
        self,
        path_of: Callable[[Post], str | None],
        texts: Callable[[Post], tuple[str]],
    ) -> Iterator[Resource]:
        """Yield the copies of posts that have one."""
        for post in self._posts:
            if path := path_of(post):
                made = partial(texts, post)
                yield Resource(path=path, texts=made, posts=(post,))

    def _with_copies(self, feed: Resource) -> Iterator[Resource]:
        """Yield a feed, and its first page for the subscribers at its former paths."""
        yield feed
        for old, path in self._former_feeds.items():
            if path == feed.path:
                yield replace(
                    feed, path=old, texts=lambda: feed.texts()[:1], further=()
                )

    def _url(self, docname: str) -> str:
        return self._pages.base_url + self._pages.permalink(docname)

    def _opml(self) -> str:
        author = self._pages.config.author
        return write_opml(
            self._blogroll,
            title=f"{self._pages.title}{_(': ')}{_('Blogroll')}",
            owner=author if is_named(author) else "",
        )

    def _llms(self) -> str:
        pages = self._pages
        others = {post.docname for post in self._editions.main.translations}
        return write_llms(
            pages.title,
            pages.blog.description,
            [
                self._llms_link(post)
                for post in self._posts
                if post.docname not in others
            ],
            [
                LlmsLink(
                    title=title, url=pages.base_url + uri, description=None, date=None
                )
                for uri, title in self._documents.items()
                if uri
            ],
            translations=self._llms_translations(others),
            headings=(_("Posts"), _("Pages")),
        )

    def _llms_translations(self, others: set[str]) -> dict[str, list[LlmsLink]]:
        """Return the links to posts in other languages, by name of the language.

        :param others: docnames of the posts that are translations.
        """
        found: dict[str, list[LlmsLink]] = {}
        for edition in self._editions:
            if tag := edition.language:
                found.setdefault(f"{own_name(tag)} ({tag})", []).extend(
                    self._llms_link(post)
                    for post in public(edition.posts)
                    if post.docname in others
                )
        return found

    def _llms_link(self, post: Post) -> LlmsLink:
        pages = self._pages
        copy = markdown_copy_path(post) or pages.permalink(post.docname)
        language = self._editions.of_post(post.docname).language or pages.language
        return LlmsLink(
            title=post.title,
            url=pages.base_url + copy,
            description=post.description,
            date=post.date,
            language=post.language if post.language not in (None, language) else "",
        )

    def _twin(self, post: Post) -> tuple[str]:
        text = read_source(self._srcdir / post.path)
        if post.release:
            text = text_of_release(text, post.release, rst=post.path.endswith(".rst"))
        body = "\n".join(text.split("\n")[post.body_line :])
        if (markdown_copy_path(post) or "").endswith(".rst"):
            return (body,)
        title = "" if post.untitled else post.title
        url = self._url(post.docname)
        config = self._pages.config

        def shown(heading: str) -> str:
            return smart_heading(heading, post.language, config)

        return (write_markdown_copy(title, post.date, url, body, shown),)

    def _notebook(self, post: Post) -> tuple[str]:
        text = readable_json(read_source(self._srcdir / post.path))
        notebook = read_notebook(text)
        return (published(notebook, post.body_line) if notebook else text,)

    def _sitemaps(self) -> list[str]:
        base_url = self._pages.base_url
        return [*write_sitemaps([*self._sitemap()], base_url=base_url).values()]

    def _parts_of_sitemap(self) -> list[str]:
        """Return the names that the parts of a long sitemap may have."""
        most = len(self._documents) + len(self._views) + len(self._posts)
        return part_names(most) if most > MAX_URLS else []

    def _sitemap(self) -> Iterator[SitemapEntry]:
        base = self._pages.base_url
        newest = max((post.last_change for post in self._posts), default=None)
        for uri in self._documents:
            yield SitemapEntry(url=base + uri, last_change=None)
        for view in self._views.values():
            if view.kind in ("post", "not-found"):
                continue  # standing pages and the 404 page are not in sitemaps
            if view.kind in ("feeds", "blogroll"):  # the posts change neither
                yield SitemapEntry(url=self._url(view.docname), last_change=None)
                continue
            posts = view.page.posts if view.page else ()
            dates = [note.date for _, note in view.changes]
            changes = dates or [post.last_change for post in posts]
            change = max(changes, default=newest)
            yield SitemapEntry(url=self._url(view.docname), last_change=change)
        for post in self._posts:
            url = self._url(post.docname)
            if post.canonical in (None, url):  # other posts are declared copies
                yield SitemapEntry(
                    url=url,
                    last_change=post.last_change,
                    alternates=tuple(self._alternates(post)),
                )

    def _alternates(self, post: Post) -> list[tuple[str, str]]:
        versions = versions_of_post(self._editions, post)
        return alternates(versions, lambda version: self._url(version.docname))


def _made(path: str, text: str) -> Resource:
    """Return a file whose text was made already, since that takes little time."""
    return Resource(path=path, texts=lambda: (text,), posts=(), facts=text)


def write_files(build: Build, fresh: PageFingerprints) -> list[str]:
    """Write feeds, Markdown copies and the like; return the paths of all."""
    paths = []
    outdir = Path(build.app.outdir)
    documents = _documents(build)
    srcdir, is_free = Path(build.app.srcdir), build.addresses.is_free
    feeds = build.editions.feeds(build.views, is_free)
    opml = opml_path(build.session.editions)
    roll = build.blogroll if opml in build.session.resources else ()
    publisher = FileMaker(
        build.pages,
        feeds,
        build.views,
        documents,
        srcdir,
        editions=build.session.editions,
        blogroll=roll,
        former_feeds=build.session.former.feeds,
        facts=build.outdated.facts,
    )
    for one in publisher.resources():
        if one.path not in build.addresses.lost:
            paths += write_resource(one, outdir, fresh, build.manifest)
    for files in build.domain.files.values():
        for path, source in files.items():
            if path in build.addresses.lost:
                continue
            (outdir / path).parent.mkdir(parents=True, exist_ok=True)
            copyfile(Path(build.app.srcdir, source), outdir / path, force=True)
            paths.append(path)
    return paths


def _documents(build: Build) -> dict[str, str]:
    """Return the titles of the ordinary pages, by URL in the site."""
    shown = build.env.found_docs - ablog_bridge.drafts_of_ablog(build.app)
    return {
        build.app.builder.get_target_uri(docname): build.env.titles[docname].astext()
        for docname in sorted(shown & build.env.titles.keys())
        if docname not in build.domain.posts and docname not in build.views
    }
