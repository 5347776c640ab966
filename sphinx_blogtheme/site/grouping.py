"""Group the posts of a site when reading has ended, and fill the build's session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.defaults import is_set
from sphinx_blogtheme.config.settings import read_config, site_url
from sphinx_blogtheme.discovery.served_files import ServedFiles, is_brought
from sphinx_blogtheme.feeds.paths import resource_paths
from sphinx_blogtheme.model.library import Library
from sphinx_blogtheme.model.listings import (
    LIST_PLACES,
    NOT_FOUND,
    Listing,
    changes_views,
    listings_of,
)
from sphinx_blogtheme.site import ablog_bridge
from sphinx_blogtheme.site.addresses import Addresses, is_placeholder
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import SiteMap

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def group_posts(app: Sphinx, env: BuildEnvironment) -> None:
    """Set the session's library, generated pages, files and site map.

    It is called on ``env-updated``.
    """
    domain, session = blog_domain(env), session_of(env)
    blog = read_config(app.config)
    session.builder = app.builder
    session.library = Library.of(domain.posts.values())
    sizes = {place: blog.page_size_of(place) for place in LIST_PLACES}
    views = [
        *listings_of(
            session.library,
            app.config.root_doc,
            sizes,
            blog.term_feeds,
            front_kinds=blog.front_kinds,
            kind_pages=blog.kind_pages,
        )
    ]
    served = ServedFiles(app.config, Path(app.confdir))
    if blog.changes_page and not _gives_way(app, blog.changes_page, views, served):
        views += changes_views(session.library, blog.changes_page.strip("/"))
    if is_brought(app.config, served):
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
    session.pages = addresses.enter(views, texts)
    paths = resource_paths(session.library, blog, session.pages, site_url(app.config))
    session.resources = frozenset(filter(addresses.claim_file, paths))
    session.parts[SiteMap] = SiteMap(env, served)


def _gives_way(
    app: Sphinx, page: str, views: list[Listing], served: ServedFiles
) -> bool:
    """Return whether the page of change notes leaves its URL to something else.

    It does so for what sites have had there before, unless the option names that URL.
    """
    if is_set(app.config, "blog_changes_page"):
        return False
    posts = blog_domain(app.env).posts.values()
    return (
        not app.env.found_docs.isdisjoint({page, f"{page}/index"})
        or any(view.docname == page for view in views)
        or any(alias.strip("/") == page for post in posts for alias in post.aliases)
        or any(served.find(f"{page}{end}") for end in ("", ".html", "/index.html"))
    )
