"""Make the files for programs: feeds, ``llms.txt``, Markdown copies and the sitemap."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from html import escape
from itertools import islice, starmap
from typing import TYPE_CHECKING

from sphinx_blogtheme.feeds.feed import Feed, FeedEntry
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.llms_txt import LlmsLink, write_llms
from sphinx_blogtheme.feeds.markdown_copies import write_markdown_copy
from sphinx_blogtheme.feeds.opml import write_opml
from sphinx_blogtheme.feeds.paging import further_paths, write_pages
from sphinx_blogtheme.feeds.paths import (
    LLMS,
    OPML,
    feed_folders,
    markdown_copy_path,
    public,
)
from sphinx_blogtheme.feeds.sitemap import SitemapEntry, write_sitemaps
from sphinx_blogtheme.feeds.writers import WRITERS
from sphinx_blogtheme.feeds.xml import KEPT_TEXTS
from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.model.decoding import read_source
from sphinx_blogtheme.model.languages import language_tag, usual_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sphinx_blogtheme.model.blogroll import BlogrollEntry
    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.fingerprints import PageFingerprints
    from sphinx_blogtheme.output.manifest import Manifest
    from sphinx_blogtheme.pages.contexts import PageContexts


_KILOBYTE = 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """A file, whose text is made only when it is needed."""

    path: str
    """Path in the output folder, with forward slashes."""
    texts: Callable[[], Sequence[str]]
    """Makes the text of the file, and those of its further pages."""
    posts: Sequence[Post]
    """The posts that the file shows."""
    facts: object = None
    """What the file shows besides posts, as a value with a ``repr``."""
    further: Sequence[str] = ()
    """Paths that its further pages have, if there are any, in order."""


class FileMaker:
    """Makes the files of one build."""

    def __init__(
        self,
        pages: PageContexts,
        views: Mapping[str, Listing],
        documents: Mapping[str, str],
        srcdir: Path,
        *,
        is_free: Callable[[str], bool],
        blogroll: Sequence[BlogrollEntry],
    ) -> None:
        """Prepare to make the files.

        :param pages: the contexts of pages, with the library and the excerpts.
        :param views: the generated pages, by docname.
        :param documents: titles of the ordinary pages, by URL in the site.
        :param srcdir: the source folder.
        :param is_free: returns whether nothing else has a path of the output.
        :param blogroll: the blogs of the file `OPML`; empty for none.
        """
        self._pages = pages
        self._site = pages.site
        self._posts = public(pages.site.posts)
        self._views = views
        self._documents = documents
        self._srcdir = srcdir
        self._is_free = is_free
        self._blogroll = blogroll
        self._entries: dict[str, FeedEntry] = {}

    def resources(self) -> Iterator[Resource]:
        """Yield the files; few if the site doesn't know its URL."""
        if self._blogroll:
            yield _made(OPML, self._opml())
        if not self._pages.base_url:
            return
        blog = self._pages.blog
        if blog.sitemap:
            urls = list(self._sitemap())
            files = write_sitemaps(urls, base_url=self._pages.base_url)
            yield from starmap(_made, files.items())
        if not self._posts:
            return
        for folder, view in feed_folders(self._views):
            yield from self._feeds(folder, view)
        if blog.llms:
            yield _made(LLMS, self._llms())
            for post in self._posts:
                if twin := markdown_copy_path(post):
                    texts = partial(self._twin, post)
                    yield Resource(path=twin, texts=texts, posts=(post,))

    def _url(self, docname: str) -> str:
        return self._pages.base_url + self._pages.permalink(docname)

    def _feeds(self, folder: str, view: Listing | None) -> Iterator[Resource]:
        pages = self._pages
        posts = self._posts
        name, home = "", pages.config.root_doc
        language = (pages.config.language or "en").replace("_", "-")
        description = pages.blog.description
        if view is not None and view.term is not None:
            found = public(self._site.terms[view.list_kind][view.term])
            # Feeds begin with the newest post; a series is in reading order.
            posts = sorted(found, key=lambda post: post.sort_key, reverse=True)
            name, home = view.term.name, view.docname
            description = pages.titles.about(view)
            if view.list_kind == "language":
                language = usual_case(language_tag(view.term.slug) or language)
        newest = tuple(posts)[: pages.config.blog_feed_length or None]

        @cache
        def entries() -> tuple[FeedEntry, ...]:
            return tuple(map(self._entry_of, newest))

        def write(kind: str, feed: Feed, further: Sequence[str]) -> list[str]:
            return write_pages(
                replace(feed, entries=entries()),
                WRITERS[kind],
                limit=pages.blog.feed_limit * _KILOBYTE,
                urls=[pages.base_url + path for path in further],
                shorten=partial(
                    self._shorter, dict(zip(entries(), newest, strict=True))
                ),
            )

        for kind in pages.blog.feeds:
            path = f"{folder}/{FORMATS[kind].file_name}"
            feed = Feed(
                title=f"{pages.title}: {name}" if name else pages.title,
                site_title=pages.title,
                description=description,
                home_url=self._url(home),
                feed_url=pages.base_url + path,
                language=language,
                hub=pages.blog.websub_hub or None,
                authors=(pages.config.author,) if _named(pages.config.author) else (),
                entries=(),
                rights=_plain(pages.config.copyright),
            )
            free = filter(self._is_free, further_paths(path))
            further = tuple(
                islice(free, len(newest) - 1 if pages.blog.feed_limit else 0)
            )
            yield Resource(
                path=path,
                texts=partial(write, kind, feed, further),
                posts=newest,
                facts=(feed, further),
                further=further,
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

    def _shorter(
        self, posts: Mapping[FeedEntry, Post], entry: FeedEntry
    ) -> Iterator[FeedEntry]:
        """Yield an entry with its excerpt, and then with its summary only."""
        rendering = self._pages.excerpts.load(posts[entry].docname)
        base_url = self._pages.base_url
        excerpt = rendering.in_feed(rendering.excerpt, base_url=base_url)
        yield replace(entry, content_html=excerpt)
        summary = escape(entry.summary or "", quote=False)
        yield replace(entry, content_html=f"<p>{summary}</p>" if summary else "")

    def _opml(self) -> str:
        author = self._pages.config.author
        return write_opml(
            self._blogroll,
            title=f"{self._pages.title}: Blogroll",
            owner=author if _named(author) else "",
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

    def _twin(self, post: Post) -> tuple[str]:
        text = read_source(self._srcdir / post.path)
        body = "\n".join(text.split("\n")[post.body_line :])
        if (markdown_copy_path(post) or "").endswith(".rst"):
            return (body,)
        url = self._url(post.docname)
        return (write_markdown_copy(post.title, post.date, url, body),)

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
            change = max((post.last_change for post in posts), default=newest)
            yield SitemapEntry(url=self._url(view.docname), last_change=change)
        for post in self._posts:
            url = self._url(post.docname)
            if post.canonical in (None, url):  # other posts are declared copies
                yield SitemapEntry(url=url, last_change=post.last_change)


def write_resource(
    one: Resource, outdir: Path, fresh: PageFingerprints, manifest: Manifest
) -> list[str]:
    """Write a file with its further pages, unless they are those of the last build.

    :return: the paths of all of them.
    """
    # Only the last build knows how many pages the same entries need.
    pages = [one.path, *filter(manifest.files.__contains__, one.further)]
    name = f"file:{one.path}"
    current = fresh.is_current(name, outdir / one.path, one.facts, one.posts)
    if not current or not all((outdir / path).is_file() for path in pages):
        texts = one.texts()
        pages = [one.path, *one.further][: len(texts)]
        if not manifest.files.issuperset(pages):
            manifest.begin(pages)
        for path, text in zip(pages, texts, strict=True):
            write_changed(outdir / path, text)
    return pages


def _made(path: str, text: str) -> Resource:
    """Return a file whose text was made already, since that takes little time."""
    return Resource(path=path, texts=lambda: (text,), posts=(), facts=text)


def _named(author: str) -> bool:
    """Return whether an author was set; Sphinx has names for none."""
    return author not in ("", "unknown", "Author name not set")


def _plain(text: str | list[str] | tuple[str, ...]) -> str | None:
    joined = ", ".join(text) if isinstance(text, (list, tuple)) else text
    return joined or None
