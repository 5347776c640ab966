"""Group the posts of a site when reading has ended, and fill the build's session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.given import is_set
from sphinx_blogtheme.config.jobs_of_others import files_of_others
from sphinx_blogtheme.config.settings import (
    default_language,
    read_config,
    site_language,
    site_url,
)
from sphinx_blogtheme.discovery.served_files import ServedFiles, is_brought
from sphinx_blogtheme.feeds.paths import opml_path, public, resource_paths
from sphinx_blogtheme.model.aliases import aliases_in
from sphinx_blogtheme.model.editions import Editions
from sphinx_blogtheme.model.listings import (
    FEEDS,
    LIST_PLACES,
    NOT_FOUND,
    Listing,
    blogroll_view,
    changes_views,
    feeds_view,
    listings_of,
)
from sphinx_blogtheme.model.sections import front_pages
from sphinx_blogtheme.site.addresses import Addresses, is_placeholder
from sphinx_blogtheme.site.blogroll_file import Blogroll, read_blogroll
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.former_lists import former_places, list_page
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import SiteMap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.model.library import Library


def group_posts(app: Sphinx, env: BuildEnvironment) -> None:
    """Set the session's library, generated pages, files and site map.

    It is called on ``env-updated``.
    """
    domain, session = blog_domain(env), session_of(env)
    blog = read_config(app.config)
    session.builder = app.builder
    editions = Editions.of(
        domain.posts.values(),
        default_language(app.config),
        blog.term_names(),
        collation=site_language(app.config),
        sections=front_pages(blog.parts.paths, env.found_docs),
    )
    session.editions = editions
    served = ServedFiles(app.config, Path(app.confdir))
    views = [*_views(app, editions, blog, served)]
    if not env.toctree_includes:
        for docname in env.found_docs:
            # A site without toctrees has a menu and links, even if it has no post.
            env.metadata[docname]["orphan"] = True
    addresses = session.parts[Addresses] = Addresses(app, env, served)
    # Documents of these names are no pages, but give generated pages their text.
    fronts = {edition.front_page for edition in editions if edition.section}
    texts = {app.config.root_doc, NOT_FOUND, *fronts} - domain.posts.keys()
    blank = list_page(app.config)
    if (
        blank in env.found_docs - domain.posts.keys() - {app.config.root_doc}
        and session.library.posts
        and is_placeholder(env, blank, with_toctree=False)
    ):
        # ABlog would write its list there.
        views.append(Listing(docname=blank, kind="archive"))
        texts.add(blank)
    for docname in fronts & env.found_docs & {view.docname for view in views}:
        env.metadata[docname]["orphan"] = True  # readers come from the menu
    url = site_url(app.config)
    roll = read_blogroll(app.config, Path(app.confdir)) if domain.posts else Blogroll()
    session.parts[Blogroll] = roll
    if roll.entries:
        views.append(blogroll_view(editions.lists[0]))
    views += _feed_pages(env, editions, blog, url)
    session.pages = addresses.enter(views, texts)
    paths = [*resource_paths(editions, blog, session.pages, url)]
    if roll.entries and (opml := opml_path(editions)) not in addresses.brought:
        paths.append(opml)
    addresses.lost |= (others := files_of_others(app))
    paths = [path for path in paths if path not in others]
    session.resources = frozenset(filter(addresses.claim_file, paths))
    session.former = former_places(app, env)
    session.resources |= frozenset(filter(addresses.claim_file, session.former.feeds))
    session.parts[SiteMap] = SiteMap(env, served)


def _views(
    app: Sphinx, editions: Editions, blog: BlogConfig, served: ServedFiles
) -> Iterator[Listing]:
    """Yield the pages that are generated from the posts of a site."""
    views = [view for one in editions for view in library_pages(one, app.config)]
    changes, places = blog.changes_page.strip("/"), {view.docname for view in views}
    for edition in editions if changes else ():
        page = f"{next(editions.of_section(edition.section)).folder}{changes}"
        if not _gives_way(app, page, places, served):
            views += changes_views(edition, changes)
    if blog.parts and (editions.main.posts or editions.main.unlisted):
        views.append(Listing(docname=NOT_FOUND, kind="not-found"))
    hides = not blog.not_found_page or is_brought(app.config, served)
    return (view for view in views if not (hides and view.docname == NOT_FOUND))


def _feed_pages(
    env: BuildEnvironment, editions: Editions, blog: BlogConfig, url: str
) -> Iterator[Listing]:
    """Yield the pages of the feeds.

    :param url: URL of the site; without it there are no feeds.
    """
    for edition in with_feed_page(editions, blog, url):
        first = next(editions.of_section(edition.section))
        if not _is_alias(f"{first.folder}{FEEDS}", env, url):
            yield feeds_view(edition)


def with_feed_page(editions: Editions, blog: BlogConfig, url: str) -> Iterator[Library]:
    """Yield the editions that have a page of the feeds, unless an alias is there.

    :param url: URL of the site; without it there are no feeds.
    """
    # Programs that know an old feed at its URL cannot read a page.
    former = {old.removesuffix("index.html").strip("/") for old in blog.former_urls}
    for edition in editions if url and blog.feed_page else ():
        first = next(editions.of_section(edition.section))
        is_free = f"{first.folder}{FEEDS}" not in former
        if is_free and blog.feeds_of(edition) and public(first.posts):
            yield edition


def library_pages(library: Library, config: Config) -> list[Listing]:
    """Return the generated pages that show the posts of a site or an edition."""
    blog = read_config(config)
    return [
        *listings_of(
            library,
            config.root_doc,
            {place: blog.page_size_of(place) for place in LIST_PLACES},
            blog.term_feeds,
            front_kinds=blog.front_kinds,
            kind_pages=blog.kind_pages,
        )
    ]


def _is_alias(place: str, env: BuildEnvironment, url: str) -> bool:
    """Return whether a page of the site has a path as an alias.

    :param place: the path without slashes at its ends.
    :param url: URL of the site.
    """
    posts = blog_domain(env).posts
    return any(
        alias.removeprefix(url).strip("/").removesuffix("/index.html") == place
        for docname in env.found_docs
        for alias in (
            posts[docname].aliases
            if docname in posts
            else aliases_in(env.metadata.get(docname, {}))
        )
    )


def _gives_way(app: Sphinx, page: str, places: set[str], served: ServedFiles) -> bool:
    """Return whether the page of change notes leaves its URL to something else.

    It does so for what sites have had there before, unless the option names that URL.
    """
    if is_set(app.config, "blog_changes_page"):
        return False
    return (
        not app.env.found_docs.isdisjoint({page, f"{page}/index"})
        or page in places
        or _is_alias(page, app.env, site_url(app.config))
        or any(served.find(f"{page}{end}") for end in ("", ".html", "/index.html"))
    )
