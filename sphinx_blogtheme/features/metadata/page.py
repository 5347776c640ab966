"""Collect the metadata of one page from its post, its context and the options."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sphinx_blogtheme.config.given import is_set
from sphinx_blogtheme.features.metadata.facts import (
    ArticleFacts,
    AuthorMetadata,
    Crumb,
    PageFacts,
    PreviewImage,
)
from sphinx_blogtheme.features.metadata.json_ld import json_ld
from sphinx_blogtheme.features.metadata.open_graph import Meta, open_graph
from sphinx_blogtheme.features.metadata.picture import card_of, image_at, picture_of
from sphinx_blogtheme.features.metadata.picture_files import WEB_SCHEMES
from sphinx_blogtheme.model.terms import term_slug
from sphinx_blogtheme.pages.versions import alternates
from sphinx_blogtheme.site.code_runs import code_runs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.build import Build
    from sphinx_blogtheme.pages.contexts import PageContexts
    from sphinx_blogtheme.pages.template_values import PostView, TermLink
    from sphinx_blogtheme.pages.versions import PageVersion

_GIVEN = re.compile(r"\b(?:name|property)=\"([^\"]+)\"")


@dataclass(frozen=True, slots=True)
class Machines:
    """The metadata of a page for the template, which escapes all but `json_ld`."""

    metas: Sequence[Meta]
    links: Sequence[tuple[str, str]]
    """Pairs of relation and URL."""
    json_ld: Markup
    """Text of a script element; may be empty."""
    alternates: Sequence[tuple[str, str]] = ()
    """Languages (or ``x-default``) and URLs of all versions of the page."""


def machines_context(build: Build, pagename: str, context: dict[str, Any]) -> Machines:
    """Return the metadata of one page.

    Elements that the page's author or another extension has written are left out.

    :param context: the page's context, with its title, description and ``metatags``.
    """
    blog = build.pages.blog
    facts = _facts(build, pagename, context)
    metas = [*open_graph(facts), *_creator(blog, build.domain.posts.get(pagename))]
    given = set(_GIVEN.findall(context.get("metatags") or ""))
    return Machines(
        [meta for meta in metas if not {meta.name, *_of_picture(meta.name)} & given],
        list(_links(blog, facts)),
        Markup(json_ld(facts)),  # noqa: S704 -- `json_ld` escapes it
        _alternates(build, context),
    )


def _of_picture(name: str) -> Iterator[str]:
    """Yield the name of the image that a value is about: ``og:image:width``."""
    whole, _, part = name.rpartition(":")
    if part in ("alt", "height", "width"):
        yield whole


def _alternates(build: Build, context: dict[str, Any]) -> list[tuple[str, str]]:
    """Return the versions of a page in all languages, if the site knows its URL."""
    pages = build.pages

    def url_of(version: PageVersion) -> str:
        return pages.base_url + pages.permalink(version.docname)

    return alternates(context.get("versions", ()), url_of) if pages.base_url else []


def _links(blog: BlogConfig, facts: PageFacts) -> Iterator[tuple[str, str]]:
    for url in blog.me:
        yield "me", url
    if blog.webmention:
        yield "webmention", blog.webmention
    if blog.pingback:
        yield "pingback", blog.pingback
    if blog.websub_hub and facts.url:
        # A hub knows a page by the URL that the page itself states.
        yield "hub", blog.websub_hub
        yield "self", facts.url


def _creator(blog: BlogConfig, post: Post | None) -> Iterator[Meta]:
    """Yield the fediverse account of a page's author, or of the first that has one."""
    creator = blog.fediverse_creator
    if not isinstance(creator, str):
        accounts = {term_slug(author): account for author, account in creator.items()}
        slugs = [author.slug for author in post.authors] if post else []
        creator = next((accounts[slug] for slug in slugs if slug in accounts), "")
    if creator:
        yield Meta("name", "fediverse:creator", f"@{creator.lstrip('@')}")


def _facts(build: Build, pagename: str, context: dict[str, Any]) -> PageFacts:
    pages = build.editions.of(pagename).pages
    post, view = build.domain.posts.get(pagename), build.views.get(pagename)
    shown = post or (view.post if view else None)
    language = (post and post.language) or pages.language
    title = Markup(context.get("title", "")).striptags()  # noqa: S704
    return PageFacts(
        title=context.get("page_title") or title,
        description=context.get("page_description", ""),
        language=language.replace("_", "-"),
        site=pages.title,
        home=pages.base_url and pages.base_url + pages.site.folder,
        url=context.get("page_url") or context.get("pageurl"),
        picture=_picture(build, shown),
        article=_article(build, post, context["post"]) if post else None,
        is_blog=context.get("page_kind") == "home",
        trail=tuple(_trail(pages, context)),
    )


def _picture(build: Build, post: Post | None) -> PreviewImage | None:
    """Return the image of a page: that of its post, or the site's."""
    own = picture_of(build, post) if post else None
    default = image_at(build.pages.base_url, build.pages.blog.image)
    return own or default or card_of(build, build.app.config.root_doc)


def _article(build: Build, post: Post, view: PostView) -> ArticleFacts:
    authors = tuple(_author(build, author) for author in view.authors)
    config = build.app.config
    if not authors and is_set(config, "author") and config.author:
        authors = (AuthorMetadata(config.author),)
    names = (term.name for term in (*view.categories, *view.tags))
    return ArticleFacts(
        published=post.date if post.dated else None,
        updated=post.updated,
        authors=authors,
        about=tuple(dict.fromkeys(names)),
        words=post.words or None,
        code_run=code_runs_of(build.app.env).of(post.docname),
    )


def _author(build: Build, author: TermLink) -> AuthorMetadata:
    url = author.url or ""
    if url.startswith("/") and build.pages.base_url:
        url = build.pages.base_url + url.lstrip("/")
    docname = author.docname
    if (
        not url.startswith(WEB_SCHEMES)
        and docname is not None
        and docname in build.views
    ):
        url = build.pages.absolute(build.pages.permalink(docname)) or ""
    return AuthorMetadata(author.name, url if url.startswith(WEB_SCHEMES) else None)


def _trail(pages: PageContexts, context: dict[str, Any]) -> Iterator[Crumb]:
    """Yield the breadcrumb of a page, from the front page; nothing if it has none."""
    above = context.get("breadcrumb", ())
    is_list = context.get("page_kind") in (
        *("list", "year", "archive", "terms", "changes"),
    )
    if pages.base_url and context.get("page_url") and (above or is_list):
        if not pages.site.section:  # or else the breadcrumb begins with the site
            yield Crumb(pages.title, pages.base_url + pages.site.folder)
        for page in above:
            yield Crumb(page.title, pages.base_url + pages.permalink(page.docname))
        yield Crumb(context["page_title"], context["page_url"])
