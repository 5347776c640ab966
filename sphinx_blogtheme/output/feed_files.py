"""Make the feeds: of the blog, of terms and kinds of posts, and of changes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, partial
from html import escape
from itertools import islice, starmap
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.feed import Feed, FeedEntry
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.paging import further_paths, write_pages
from sphinx_blogtheme.feeds.paths import feed_folders, public
from sphinx_blogtheme.feeds.writers import WRITERS
from sphinx_blogtheme.feeds.xml import KEPT_TEXTS
from sphinx_blogtheme.model.kinds import feed_kinds, of_kinds
from sphinx_blogtheme.model.languages import language_tag, usual_case
from sphinx_blogtheme.output.resources import Resource
from sphinx_blogtheme.translation import _, in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import ChangeNote, Post
    from sphinx_blogtheme.pages.contexts import PageContexts
    from sphinx_blogtheme.pages.note_views import NoteViews

_KILOBYTE = 1024


class FeedMaker:
    """Makes the feeds of one edition."""

    def __init__(
        self,
        pages: PageContexts,
        notes: NoteViews,
        views: Mapping[str, Listing],
        is_free: Callable[[str], bool],
    ) -> None:
        """Prepare to make the feeds.

        :param pages: the contexts of pages, with the library and the excerpts.
        :param notes: the change notes as feeds have them.
        :param views: the generated pages, by docname.
        :param is_free: returns whether nothing else has a path of the output.
        """
        self._pages = pages
        self._notes = notes
        self._site = pages.site
        self._posts = public(pages.site.posts)
        self._views = views
        self._is_free = is_free
        self._entries: dict[str, FeedEntry] = {}

    def resources(self) -> Iterator[Resource]:
        """Yield the feeds of the edition; the site knows its URL."""
        if not self._posts:
            return
        with in_language(self._site.language):
            made = [*self._in_language()]
        yield from made

    def _in_language(self) -> Iterator[Resource]:
        kinds = self._pages.blog.feed_kinds
        for folder, view, second in feed_folders(self._site, self._views, kinds):
            if view and view.kind == "changes":
                yield from self._feeds_of_changes(folder, view)
            else:
                yield from self._feeds(folder, view, second)

    def _url(self, docname: str) -> str:
        return self._pages.base_url + self._pages.permalink(docname)

    def _feeds(
        self, folder: str, view: Listing | None, second: str
    ) -> Iterator[Resource]:
        pages = self._pages
        posts = of_kinds(self._posts, feed_kinds(second, pages.blog.feed_kinds))
        name = pages.titles.feed_name(view, second)
        home = pages.home_of(second, self._views)
        language = pages.language
        description = pages.blog.description
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

        def shorten(entry: FeedEntry) -> Iterator[FeedEntry]:
            shown = dict(zip(entries(), newest, strict=True))
            return self._shorter(entry, shown[entry])

        feed = self._feed(name, description, home, language)
        return self._written(folder, feed, newest, entries, shorten)

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
        return self._written(folder, feed, posts, entries, _without_text)

    def _feed(self, name: str, description: str, home: str, language: str) -> Feed:
        """Return a feed without its own URL and its entries.

        :param name: title of the list whose feed it is; empty for the whole blog.
        :param home: docname of the page that lists the same.
        """
        pages = self._pages
        return Feed(
            title=f"{pages.title}{_(': ')}{name}" if name else pages.title,
            site_title=pages.title,
            description=description,
            home_url=self._url(home),
            feed_url="",
            language=language,
            hub=pages.blog.websub_hub or None,
            authors=(pages.config.author,) if is_named(pages.config.author) else (),
            entries=(),
            rights=_plain(pages.config.copyright),
        )

    def _written(
        self,
        folder: str,
        feed: Feed,
        posts: tuple[Post, ...],
        entries: Callable[[], tuple[FeedEntry, ...]],
        shorten: Callable[[FeedEntry], Iterable[FeedEntry]],
    ) -> Iterator[Resource]:
        """Yield a feed in all formats.

        :param posts: the post of each entry.
        :param entries: makes the entries, which takes some time.
        :param shorten: yields shorter and shorter versions of an entry.
        """
        base, limit = self._pages.base_url, self._pages.blog.feed_limit

        def write(kind: str, feed: Feed, further: Sequence[str]) -> list[str]:
            return write_pages(
                replace(feed, entries=entries()),
                WRITERS[kind],
                limit=limit * _KILOBYTE,
                urls=[base + path for path in further],
                shorten=shorten,
            )

        for kind in self._pages.blog.feeds:
            path = f"{folder}/{FORMATS[kind].file_name}"
            whole = replace(feed, feed_url=base + path)
            free = filter(self._is_free, further_paths(path))
            further = tuple(islice(free, max(len(posts) - 1, 0) if limit else 0))
            yield Resource(
                path=path,
                texts=partial(write, kind, whole, further),
                posts=posts,
                facts=(whole, further),
                further=further,
            )

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
            id=post.feed_id or url,
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

    def _shorter(self, entry: FeedEntry, post: Post) -> Iterator[FeedEntry]:
        """Yield an entry with its excerpt, and then with its summary only."""
        rendering = self._pages.excerpts.load(post.docname)
        base_url = self._pages.base_url
        excerpt = rendering.in_feed(rendering.excerpt, base_url=base_url)
        yield replace(entry, content_html=excerpt)
        summary = escape(entry.summary or "", quote=False)
        if summary:
            yield replace(entry, content_html=f"<p>{summary}</p>")
        else:
            yield from _without_text(entry)


def _without_text(entry: FeedEntry) -> Iterator[FeedEntry]:
    """Yield an entry without its text; it has a title then."""
    yield replace(entry, content_html="", untitled=False)


def is_named(author: str) -> bool:
    """Return whether an author was set; Sphinx has names for none."""
    return author not in ("", "unknown", "Author name not set")


def _plain(text: str | list[str] | tuple[str, ...]) -> str | None:
    joined = ", ".join(text) if isinstance(text, (list, tuple)) else text
    return joined or None
