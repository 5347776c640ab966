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
from sphinx_blogtheme.feeds.paths import OPML, public, resource_paths
from sphinx_blogtheme.model.aliases import aliases_in
from sphinx_blogtheme.model.editions import Editions
from sphinx_blogtheme.model.listings import (
    BLOGROLL,
    FEEDS,
    LIST_PLACES,
    NOT_FOUND,
    Listing,
    changes_views,
    feeds_view,
    listings_of,
)
from sphinx_blogtheme.site import ablog_bridge
from sphinx_blogtheme.site.addresses import Addresses, is_placeholder
from sphinx_blogtheme.site.blogroll_file import Blogroll, read_blogroll
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.former_lists import former_places
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import SiteMap

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

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
    )
    session.editions = editions
    views = [view for one in editions for view in library_pages(one, app.config)]
    served = ServedFiles(app.config, Path(app.confdir))
    if blog.changes_page and not _gives_way(app, blog.changes_page, views, served):
        for edition in editions:
            views += changes_views(edition, blog.changes_page.strip("/"))
    if not blog.not_found_page or is_brought(app.config, served):
        views = [view for view in views if view.docname != NOT_FOUND]
    if not env.toctree_includes:
        for docname in env.found_docs:
            # A site without toctrees has a menu and links, even if it has no post.
            env.metadata[docname]["orphan"] = True
    addresses = session.parts[Addresses] = Addresses(app, env, served)
    # Documents of these names are no pages, but give generated pages their text.
    texts = {app.config.root_doc, NOT_FOUND} - domain.posts.keys()
    blank = ablog_bridge.list_page(app.config)
    if (
        blank in env.found_docs - domain.posts.keys() - {app.config.root_doc}
        and session.library.posts
        and is_placeholder(env, blank, with_toctree=False)
    ):
        # ABlog would write its list there.
        views.append(Listing(docname=blank, kind="archive"))
        texts.add(blank)
    url = site_url(app.config)
    roll = read_blogroll(app.config, Path(app.confdir)) if domain.posts else Blogroll()
    session.parts[Blogroll] = roll
    if roll.entries:
        views.append(Listing(docname=BLOGROLL, kind="blogroll", yields=True))
    has_feeds = url and blog.feeds and public(session.library.posts)
    if blog.feed_page and has_feeds and not _is_alias(FEEDS, env, url):
        views += map(feeds_view, editions)
    session.pages = addresses.enter(views, texts)
    paths = [*resource_paths(editions, blog, session.pages, url)]
    if roll.entries and OPML not in addresses.brought:
        paths.append(OPML)
    addresses.lost |= (others := files_of_others(app))
    paths = [path for path in paths if path not in others]
    session.resources = frozenset(filter(addresses.claim_file, paths))
    session.former = former_places(app.config, env)
    session.resources |= frozenset(filter(addresses.claim_file, session.former.feeds))
    session.parts[SiteMap] = SiteMap(env, served)


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


def _gives_way(
    app: Sphinx, page: str, views: list[Listing], served: ServedFiles
) -> bool:
    """Return whether the page of change notes leaves its URL to something else.

    It does so for what sites have had there before, unless the option names that URL.
    """
    if is_set(app.config, "blog_changes_page"):
        return False
    return (
        not app.env.found_docs.isdisjoint({page, f"{page}/index"})
        or any(view.docname == page for view in views)
        or _is_alias(page, app.env, site_url(app.config))
        or any(served.find(f"{page}{end}") for end in ("", ".html", "/index.html"))
    )
