"""Where engines have their lists and feeds, and where the new blog has them.

The result is the option ``blog_former_urls``: pages lead on from the old URLs of lists,
and feeds are files at theirs.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_blogtheme.importers.list_slugs import SLUGS
from sphinx_blogtheme.importers.site_urls import path_of
from sphinx_blogtheme.model.aliases import parse_alias
from sphinx_blogtheme.model.former_urls import fields_in, with_values
from sphinx_blogtheme.model.posts import Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_blogtheme.importers.model import Blog, Document, Note

RSS, ATOM, JSON = "/feed/rss.xml", "/feed/atom.xml", "/feed/feed.json"
ARCHIVE, TAG, CATEGORY = "/archives/", "/tag/{tag}/", "/{category}/"
AUTHOR = "/author/{author}/"

_OVERVIEWS = {
    "/tags/": "/tag/",
    "/tags/{tag}/": TAG,
    "/categories/{category}/": CATEGORY,
}
_BLOG = {"/blog/": ARCHIVE, **{f"/blog{old}": new for old, new in _OVERVIEWS.items()}}

ENGINE_LISTS: Mapping[str, Mapping[str, str]] = {
    "hugo": {
        **_OVERVIEWS,
        # Hugo has these lists without any term too.
        "/tags/": f"/tag/ {ARCHIVE}",
        "/categories/": f"/categories/ {ARCHIVE}",
        "/index.xml": RSS,
        "/tags/index.xml": RSS,
        "/categories/index.xml": RSS,
        "/tags/{tag}/index.xml": f"{TAG}feed/rss.xml",
        "/categories/{category}/index.xml": f"{CATEGORY}feed/rss.xml",
        "/{section}/": ARCHIVE,
        "/{section}/index.xml": RSS,
    },
    "jekyll": {
        "/feed.xml": ATOM,
        "/tags/": "/tag/",
        "/category/{category}/": CATEGORY,
        "/tags/{tag}/": TAG,
        "/categories/{category}/": CATEGORY,
    },
    "pelican": {
        "/archives.html": ARCHIVE,
        "/tags.html": "/tag/",
        "/categories.html": "/categories/",
        "/authors.html": "/author/",
        "/tag/{tag}.html": TAG,
        "/category/{category}.html": CATEGORY,
        "/author/{author}.html": AUTHOR,
        "/feeds/all.atom.xml": ATOM,
        "/feeds/all-{lang}.atom.xml": ATOM,
        "/feeds/{category}.atom.xml": f"{CATEGORY}feed/atom.xml",
        "/feeds/{author}.atom.xml": f"{AUTHOR}feed/atom.xml",
        "/feeds/{author}.rss.xml": f"{AUTHOR}feed/rss.xml",
    },
    "nikola": {
        "/categories/{tag}/": TAG,
        "/categories/{tag}.html": TAG,
        "/categories/cat_{category}/": CATEGORY,
        "/categories/cat_{category}.html": CATEGORY,
        "/authors/": "/author/",
        "/authors/{author}/": AUTHOR,
        "/authors/{author}.html": AUTHOR,
        "/archive.html": ARCHIVE,
        "/rss.xml": RSS,
        "/categories/{tag}.xml": f"{TAG}feed/rss.xml",
        "/categories/cat_{category}.xml": f"{CATEGORY}feed/rss.xml",
        "/authors/{author}.xml": f"{AUTHOR}feed/rss.xml",
    },
    "eleventy": {
        **_OVERVIEWS,
        "/blog/": ARCHIVE,
        "/posts/": ARCHIVE,
        "/feed.xml": ATOM,
        "/feed/feed.xml": ATOM,
        "/rss.xml": RSS,
    },
    "zola": {
        **_OVERVIEWS,
        "/atom.xml": ATOM,
        "/rss.xml": RSS,
        "/{section}/": ARCHIVE,
        "/{section}/atom.xml": ATOM,
        "/{section}/rss.xml": RSS,
    },
    "wordpress": {
        "/category/{category}/": CATEGORY,
        "/feed/": RSS,
        "/comments/feed/": RSS,
        "/feed/rss/": RSS,
        "/feed/rss2/": RSS,
        "/feed/atom/": ATOM,
        "/category/{category}/feed/": f"{CATEGORY}feed/rss.xml",
        "/tag/{tag}/feed/": f"{TAG}feed/rss.xml",
        "/author/{author}/feed/": f"{AUTHOR}feed/rss.xml",
    },
    "ghost": {
        "/rss/": RSS,
        "/tag/{tag}/rss/": f"{TAG}feed/rss.xml",
        "/tag/{category}/": CATEGORY,
        "/tag/{category}/rss/": f"{CATEGORY}feed/rss.xml",
        "/author/{author}/rss/": f"{AUTHOR}feed/rss.xml",
    },
    "blogger": {
        "/feeds/posts/default": ATOM,
        "/feeds/posts/summary": ATOM,
        "/atom.xml": ATOM,
        "/rss.xml": RSS,
        "/search/label/{tag}": TAG,
    },
    "movabletype": {
        "/atom.xml": ATOM,
        "/index.xml": RSS,
        "/rss.xml": RSS,
        "/archives.html": ARCHIVE,
    },
    "jsonfeed": {
        "/feed.json": JSON,
        "/feed.xml": RSS,
        "/archive/": ARCHIVE,
        "/categories/{category}/": CATEGORY,
        "/categories/{tag}/": TAG,
        "/categories/{tag}/feed.xml": f"{TAG}feed/rss.xml",
    },
    "substack": {"/archive": ARCHIVE, "/feed/": RSS},
    "mkdocs": {
        "/blog/": ARCHIVE,
        "/blog/category/{category}/": CATEGORY,
        "/blog/archive/{year}/": "/{year}/",
        "/blog/author/{author}/": AUTHOR,
        "/blog/tags/": "/tag/",
        "/tags/": "/tag/",
        "/feed_rss_created.xml": RSS,
        "/feed_rss_updated.xml": RSS,
        "/feed_json_created.json": JSON,
        "/feed_json_updated.json": JSON,
    },
    "docusaurus": {
        **_BLOG,
        "/blog/archive/": ARCHIVE,
        "/blog/authors/": "/author/",
        "/blog/authors/{author}/": AUTHOR,
        "/blog/rss.xml": RSS,
        "/blog/atom.xml": ATOM,
        "/blog/feed.json": JSON,
    },
    "astro": {**_OVERVIEWS, "/blog/": ARCHIVE, "/posts/": ARCHIVE, "/rss.xml": RSS},
    "quarto": {
        "/index.xml": RSS,
        "/blog.html": ARCHIVE,
        "/posts.html": ARCHIVE,
        "/archive.html": ARCHIVE,
        "/blog.xml": RSS,
        "/posts.xml": RSS,
    },
}
"""What each engine has, by the names of its reader and with the settings that most
sites have. `{section}` stands for a folder of content, `{lang}` for a language; of two
new URLs, the first is for blogs that have it."""

_OF_NAME = {
    **dict.fromkeys(("archive", "archives", "blog", "posts", "all"), ARCHIVE),
    **dict.fromkeys(("tags", "tag"), "/tag/"),
    **dict.fromkeys(("categories", "category"), "/categories/"),
    **dict.fromkeys(("authors", "author"), "/author/"),
}
_TEMPLATE = re.compile(
    rf"(?:(?:content|src|pages|_pages|_tabs)/)*((?:[\w-]+/)*?)({'|'.join(_OF_NAME)})(?:/index)?\.(?:html?|md|njk|liquid|pug)",
    re.IGNORECASE,
)
"""Matches the source of a page that lists posts."""

_FEED = re.compile(r"((?:(?!_)[\w-]+/)*(?:feed|atom|rss|index)\.xml)(?:\.\w+)?")

_SECTION_PAGE = re.compile(
    r"content/(?P<place>(?:[^/{}]+/)*[^/{}]+)/_index(?:\.(?P<lang>[\w-]+))?\.\w+"
)
"""Matches the source of the page of a section, in Hugo and Zola."""

_SECTION = re.compile(r"content/([^/]+)/(?!_index\.)[^/]")


def former_lists(
    blog: Blog, documents: Sequence[Document], generated: Mapping[str, str]
) -> dict[str, str]:
    """Return the former URLs of lists and feeds, with those of now.

    :param documents: the documents with their final front matter.
    :param generated: URLs of generated pages, by those of old pages like them.
    """
    main = str(blog.settings.get("language") or "")
    if not main and any(one.facts.language == "en" for one in documents):
        main = "en"  # as in the new blog, if no setting says another
    posts = [one for one in documents if _is_listed(one, main)]
    if not posts:
        return {}
    terms = _terms(posts, blog)
    others = {
        one.facts.language
        for one in documents
        if one.facts.language and _is_listed(one, "")
    }
    languages = (main, *sorted(others - {main}))
    found: dict[str, str] = {}
    spread = _spread(blog.lists, _sections(blog, documents), languages)
    found |= _of_lists(spread, terms, blog.list_slug)
    for language in languages[1:]:
        more = _of_language(language, documents, blog)
        found = {**more, **found}  # what a template says of itself counts first
    for old, new in {
        **_skipped_lists(blog.skipped, languages[1:]),
        **generated,
    }.items():
        is_known = new in ("/", RSS, ATOM, *_OF_OVERVIEW) or new.endswith(ARCHIVE)
        if is_known and _has(new, terms):
            found.setdefault(old, new)
    places = {path_of(one.facts.url, "") for one in documents if one.facts.url}
    return {old: new for old, new in found.items() if old != new and old not in places}


def _terms(posts: Sequence[Document], blog: Blog) -> dict[str, list[str]]:
    """Return the names of the terms that posts have, by taxonomy."""
    author = [str(blog.settings["author"])] if "author" in blog.settings else []
    return {
        "tag": _names(one.facts.tags for one in posts),
        "category": _names(one.facts.categories for one in posts),
        "author": _names(one.facts.authors for one in posts) or author,
    }


def _of_lists(
    lists: Iterable[tuple[str, str]], terms: Mapping[str, Sequence[str]], slug: str
) -> dict[str, str]:
    """Return those of the old URLs of lists for which the new blog has a list.

    :param lists: pairs of the old URL, and of new ones of which the first counts.
    :param slug: how the old site wrote terms.
    """
    found: dict[str, str] = {}
    for old, choices in lists:
        names = [name for name in fields_in(old) if name in terms]
        new = next((one for one in choices.split() if _has(one, terms)), "")
        if not new or not all(terms[name] for name in names):
            continue
        found[old] = new
        for name in names:
            found |= _exceptions(old, new, name, terms[name], slug)
    return found


def _of_language(
    language: str, documents: Sequence[Document], blog: Blog
) -> dict[str, str]:
    """Return the old URLs of the lists of a language, which are below its folder."""
    posts = [
        one
        for one in documents
        if one.facts.language == language
        and _is_listed(one, "")
        and any(
            path_of(url, blog.base_url).lower().startswith(f"/{language.lower()}/")
            for url in one.urls
        )
    ]
    if not posts:
        return {}
    lists = {
        old: new
        for old, new in blog.lists.items()
        # Some say the language themselves.
        if "{lang}" not in old and not _OF_LANGUAGE.match(old)
    }
    spread = _spread(lists, _sections(blog, documents), (language,))
    terms = _terms(posts, blog)
    return {
        f"/{language}{old}": f"/{language.lower()}{new}"
        for old, new in _of_lists(spread, terms, blog.list_slug).items()
    }


_OF_LANGUAGE = re.compile(r"/[a-z]{2}(?:-\w{2,4})?/", re.IGNORECASE)

_OF_OVERVIEW = {"/tag/": "tag", "/categories/": "category", "/author/": "author"}


def term_feeds(former: Mapping[str, str]) -> list[str]:
    """Return the taxonomies whose terms need feeds for such URLs."""
    taxonomies = {
        name for new in former.values() if "/feed/" in new for name in fields_in(new)
    }
    return ["category", *sorted(taxonomies - {"category"})]


def _has(url: str, terms: Mapping[str, Sequence[str]]) -> bool:
    """Return whether the new blog has a list, which is not one of terms without any."""
    taxonomy = _OF_OVERVIEW.get(url)
    return taxonomy is None or bool(terms[taxonomy])


def _skipped_lists(notes: Iterable[Note], languages: Sequence[str]) -> dict[str, str]:
    """Return the URLs of pages and feeds that a template of the old site made.

    :param languages: tags of the languages that posts have, besides the site's own.
    """
    found: dict[str, str] = {}
    for note in notes:
        if match := _TEMPLATE.fullmatch(note.source):
            place = f"{match[1] or ''}{match[2]}"
            new = _OF_NAME[match[2].lower()]
            found |= {f"/{place}.html": new, f"/{place}/": new}
        elif match := _FEED.fullmatch(note.source):
            found[f"/{match[1]}"] = RSS if "rss" in match[1].lower() else ATOM
        elif (match := _SECTION_PAGE.fullmatch(note.source)) and not match["lang"]:
            found[f"/{quote(match['place'])}/"] = ARCHIVE
        elif match and match["lang"] in languages:
            tag = match["lang"].lower()
            found[f"/{tag}/{quote(match['place'])}/"] = f"/{tag}{ARCHIVE}"
    return found


def _is_listed(document: Document, language: str) -> bool:
    facts = document.facts
    if document.page or facts.status is not Status.PUBLISHED or facts.date is None:
        return False
    date = facts.date if facts.date.tzinfo else facts.date.replace(tzinfo=UTC)
    is_main = not facts.language or not language or facts.language == language
    return is_main and date <= datetime.now(UTC) and facts.listed is not False


def _names(groups: Iterable[Iterable[str]]) -> list[str]:
    return [*dict.fromkeys(name for group in groups for name in group)]


def _sections(blog: Blog, documents: Sequence[Document]) -> Sequence[str]:
    """Return the folders of content that documents are in, such as ``posts``."""
    if blog.sections:
        return blog.sections
    found = [_SECTION.match(one.source) for one in documents]
    return [*dict.fromkeys(match[1] for match in found if match)]


def _spread(
    lists: Mapping[str, str], sections: Sequence[str], languages: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield the URLs, those of sections and of languages once for each.

    :param languages: tags of languages, that of the site first.
    """
    for old, new in lists.items():
        if not new:
            continue
        if "{section}" in old:
            for section in sections:
                yield old.replace("{section}", quote(section)), new
        elif "{lang}" in old:
            main, *others = languages
            yield old.replace("{lang}", main or "en"), new
            for tag in others:
                yield old.replace("{lang}", tag), f"/{tag.lower()}{new}"
        else:
            yield old, new


def _exceptions(
    old: str, new: str, field: str, names: Sequence[str], slug: str
) -> Iterator[tuple[str, str]]:
    """Yield the URLs of terms whose slugs the old engine wrote in another way."""
    for name in names:
        now = term_slug(name)
        before = SLUGS[slug](name)
        if before in ("", now):
            continue
        url = with_values(old, {field: quote(before, safe="+@")})
        try:
            parse_alias(url, "")
        except ValueError:
            continue
        yield url, with_values(new, {field: now})
