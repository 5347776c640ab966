"""Make the files for programs: feeds, ``llms.txt``, Markdown copies and the sitemap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import starmap
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.feed import Feed, FeedEntry
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.llms_txt import LlmsLink, write_llms
from sphinx_blogtheme.feeds.markdown_copies import write_markdown_copy
from sphinx_blogtheme.feeds.paths import (
    FRONT_FEEDS,
    LLMS,
    feed_folders,
    markdown_copy_path,
    public,
)
from sphinx_blogtheme.feeds.sitemap import SitemapEntry, write_sitemaps
from sphinx_blogtheme.feeds.writers import WRITERS
from sphinx_blogtheme.feeds.xml import KEPT_TEXTS
from sphinx_blogtheme.model.decoding import read_source
from sphinx_blogtheme.model.kinds import (
    ARTICLE,
    ARTICLES,
    KIND_PAGES,
    feed_kinds,
    of_kinds,
    second_feed,
)
from sphinx_blogtheme.model.languages import language_tag, usual_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import ChangeNote, Post
    from sphinx_blogtheme.pages.contexts import PageContexts
    from sphinx_blogtheme.pages.note_views import NoteViews


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """A file, whose text is made only when it is needed."""

    path: str
    """Path in the output folder, with forward slashes."""
    text: Callable[[], str]
    posts: Sequence[Post]
    """The posts that the file shows."""
    facts: object = None
    """What the file shows besides posts, as a value with a ``repr``."""


class FileMaker:
    """Makes the files of one build."""

    def __init__(
        self,
        pages: PageContexts,
        notes: NoteViews,
        views: Mapping[str, Listing],
        documents: Mapping[str, str],
        srcdir: Path,
    ) -> None:
        """Prepare to make the files.

        :param pages: the contexts of pages, with the library and the excerpts.
        :param notes: the change notes as feeds have them.
        :param views: the generated pages, by docname.
        :param documents: titles of the ordinary pages, by URL in the site.
        :param srcdir: the source folder.
        """
        self._pages = pages
        self._notes = notes
        self._site = pages.site
        self._posts = public(pages.site.posts)
        self._views = views
        self._documents = documents
        self._srcdir = srcdir
        self._entries: dict[str, FeedEntry] = {}

    def resources(self) -> Iterator[Resource]:
        """Yield the files; none if the site doesn't know its URL."""
        if not self._pages.base_url:
            return
        blog = self._pages.blog
        if blog.sitemap:
            entries = list(self._sitemap())
            files = write_sitemaps(entries, base_url=self._pages.base_url)
            yield from starmap(_made, files.items())
        if not self._posts:
            return
        second = second_feed(self._posts, blog.feed_kinds)
        for folder, view in feed_folders(self._views, second):
            if view and view.kind == "changes":
                yield from self._feeds_of_changes(folder, view)
            else:
                yield from self._feeds(folder, view)
        if blog.llms:
            yield _made(LLMS, self._llms())
            for post in self._posts:
                if twin := markdown_copy_path(post):
                    text = partial(self._twin, post)
                    yield Resource(path=twin, text=text, posts=(post,))

    def _url(self, docname: str) -> str:
        return self._pages.base_url + self._pages.permalink(docname)

    def _feeds(self, folder: str, view: Listing | None) -> Iterator[Resource]:
        pages = self._pages
        second = folder.removeprefix(FRONT_FEEDS).strip("/") if view is None else ""
        posts = of_kinds(self._posts, feed_kinds(second, pages.blog.feed_kinds))
        name, home = pages.titles.feed_name(view, second), pages.config.root_doc
        language = (pages.config.language or "en").replace("_", "-")
        description = pages.blog.description
        if second == ARTICLES and KIND_PAGES[ARTICLE] in self._views:
            home = KIND_PAGES[ARTICLE]
        if view is not None:
            found = (
                public(self._site.terms[view.list_kind][view.term])
                if view.term
                else of_kinds(self._posts, [view.post_kind])
            )
            # Feeds begin with the newest post; a series is in reading order.
            posts = sorted(found, key=lambda post: post.sort_key, reverse=True)
            home, description = view.docname, pages.titles.about(view)
            if view.term and view.list_kind == "language":
                language = usual_case(language_tag(view.term.slug) or language)
        newest = tuple(posts)[: pages.config.blog_feed_length or None]

        @cache
        def entries() -> tuple[FeedEntry, ...]:
            return tuple(map(self._entry_of, newest))

        feed = self._feed(name, description, home, language)
        return self._written(folder, feed, newest, entries)

    def _feeds_of_changes(self, folder: str, view: Listing) -> Iterator[Resource]:
        """Yield the feeds of the change notes, which begin with the newest note."""
        pages = self._pages
        noted = [pair for pair in self._site.changes if not pair[0].draft]
        newest = noted[: pages.config.blog_feed_length or None]

        @cache
        def entries() -> tuple[FeedEntry, ...]:
            return tuple(starmap(self._entry_of_note, newest))

        titles = pages.titles
        feed = self._feed(
            titles.name(view), titles.description(view), view.docname, pages.language
        )
        posts = tuple(post for post, _ in newest)
        return self._written(folder, feed, posts, entries)

    def _feed(self, name: str, description: str, home: str, language: str) -> Feed:
        """Return a feed without its own URL and its entries.

        :param name: title of the list whose feed it is; empty for the whole blog.
        :param home: docname of the page that lists the same.
        """
        pages = self._pages
        return Feed(
            title=f"{pages.title}: {name}" if name else pages.title,
            site_title=pages.title,
            description=description,
            home_url=self._url(home),
            feed_url="",
            language=language,
            hub=pages.blog.websub_hub or None,
            authors=(pages.config.author,) if _named(pages.config.author) else (),
            entries=(),
            rights=_plain(pages.config.copyright),
        )

    def _written(
        self,
        folder: str,
        feed: Feed,
        posts: tuple[Post, ...],
        entries: Callable[[], tuple[FeedEntry, ...]],
    ) -> Iterator[Resource]:
        """Yield a feed in all formats.

        :param entries: makes the entries, which takes some time.
        """

        def write(kind: str, feed: Feed) -> str:
            return WRITERS[kind](replace(feed, entries=entries()))

        for kind in self._pages.blog.feeds:
            path = f"{folder}/{FORMATS[kind].file_name}"
            whole = replace(feed, feed_url=self._pages.base_url + path)
            text = partial(write, kind, whole)
            yield Resource(path=path, text=text, posts=posts, facts=whole)

    def _entry_of_note(self, post: Post, note: ChangeNote) -> FeedEntry:
        url = f"{self._url(post.docname)}#{note.id}"
        return FeedEntry(
            id=url,
            url=url,
            title=post.title,
            published=note.date,
            updated=note.date,
            authors=tuple(author.name for author in post.authors),
            categories=post.categories + post.tags,
            summary=None,
            language=post.language,
            content_html=f"<p>{self._notes.in_feed(post, note)}</p>",
        )

    def _entry_of(self, post: Post) -> FeedEntry:
        if post.docname not in self._entries:
            if len(self._entries) == KEPT_TEXTS:
                del self._entries[next(iter(self._entries))]
            self._entries[post.docname] = self._entry(post)
        return self._entries[post.docname]

    def _entry(self, post: Post) -> FeedEntry:
        rendering = self._pages.excerpts.load(post.docname)
        full = self._pages.config.blog_feed_fulltext
        url = self._url(post.docname)
        return FeedEntry(
            id=url,
            url=url,
            link=post.link,
            title=post.title,
            untitled=post.untitled,
            published=post.date,
            updated=post.last_change,
            authors=tuple(author.name for author in post.authors),
            categories=post.categories + post.tags,
            summary=post.description,
            language=post.language,
            content_html=rendering.in_feed(
                rendering.body if full else rendering.excerpt,
                base_url=self._pages.base_url,
            ),
        )

    def _llms(self) -> str:
        pages = self._pages
        return write_llms(
            pages.title,
            pages.blog.description,
            [
                LlmsLink(
                    title=post.title,
                    url=pages.base_url
                    + (markdown_copy_path(post) or pages.permalink(post.docname)),
                    description=post.description,
                    date=post.date,
                )
                for post in self._posts
            ],
            [
                LlmsLink(
                    title=title, url=pages.base_url + uri, description=None, date=None
                )
                for uri, title in self._documents.items()
                if uri
            ],
        )

    def _twin(self, post: Post) -> str:
        text = read_source(self._srcdir / post.path)
        body = "\n".join(text.split("\n")[post.body_line :])
        if (markdown_copy_path(post) or "").endswith(".rst"):
            return body
        title = "" if post.untitled else post.title
        return write_markdown_copy(title, post.date, self._url(post.docname), body)

    def _sitemap(self) -> Iterator[SitemapEntry]:
        base = self._pages.base_url
        newest = max((post.last_change for post in self._posts), default=None)
        for uri in self._documents:
            yield SitemapEntry(url=base + uri, last_change=None)
        for view in self._views.values():
            if view.kind in ("post", "not-found"):
                continue  # standing pages and the 404 page are not in sitemaps
            posts = view.page.posts if view.page else ()
            dates = [note.date for _, note in view.changes]
            changes = dates or [post.last_change for post in posts]
            change = max(changes, default=newest)
            yield SitemapEntry(url=self._url(view.docname), last_change=change)
        for post in self._posts:
            url = self._url(post.docname)
            if post.canonical in (None, url):  # other posts are declared copies
                yield SitemapEntry(url=url, last_change=post.last_change)


def _made(path: str, text: str) -> Resource:
    """Return a file whose text was made already, since that takes little time."""
    return Resource(path=path, text=lambda: text, posts=(), facts=text)


def _named(author: str) -> bool:
    """Return whether an author was set; Sphinx has names for none."""
    return author not in ("", "unknown", "Author name not set")


def _plain(text: str | list[str] | tuple[str, ...]) -> str | None:
    joined = ", ".join(text) if isinstance(text, (list, tuple)) else text
    return joined or None
