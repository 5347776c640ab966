"""Group the posts of a site when reading has ended, and fill the build's session."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_blogtheme.config.settings import read_config, site_url
from sphinx_blogtheme.discovery.served_files import ServedFiles, is_brought
from sphinx_blogtheme.feeds.paths import resource_paths
from sphinx_blogtheme.model.library import Library
from sphinx_blogtheme.model.listings import NOT_FOUND, Listing, listings_of
from sphinx_blogtheme.model.permalinks import is_reserved
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import SiteMap
from sphinx_blogtheme.warnings import WARNING_TYPE, WarningKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)


def group_posts(app: Sphinx, env: BuildEnvironment) -> None:
    """Set the session's library, generated pages, files and site map.

    It is called on ``env-updated``.
    """
    domain, session = blog_domain(env), session_of(env)
    blog = read_config(app.config)
    session.builder = app.builder
    session.library = Library.of(domain.posts.values())
    views = listings_of(
        session.library, app.config.root_doc, blog.page_size, blog.term_feeds
    )
    served = ServedFiles(app.config, Path(app.confdir))
    if is_brought(app.config, served):
        views = (view for view in views if view.docname != NOT_FOUND)
    if not env.toctree_includes:
        for docname in env.found_docs:
            # A site without toctrees has a menu and links, even if it has no post.
            env.metadata[docname]["orphan"] = True
    session.pages = _with_urls(views, env, app.config.root_doc)
    paths = resource_paths(session.library, blog, session.pages, site_url(app.config))
    session.resources = _without_folders(paths, {*domain.posts, *session.pages})
    session.parts[SiteMap] = SiteMap(env, served)


def _with_urls(
    views: Iterable[Listing], env: BuildEnvironment, home: str
) -> dict[str, Listing]:
    """Return the generated pages by docname, without those whose URL is taken.

    :param home: docname of the front page.
    """
    # Documents of these names are no pages, but give generated pages their text.
    texts = {home, NOT_FOUND} - blog_domain(env).posts.keys()
    documents = env.found_docs - texts
    pages: dict[str, Listing] = {}
    for view in views:
        if view.page and view.page.number > 1 and view.page.first not in pages:
            continue  # the list's URL is taken, which has been reported
        url = "" if view.docname == home else f"{view.docname}/"
        if is_reserved(view.docname):
            owner = "a page or file of Sphinx's own"
        elif view.docname in documents:
            owner = env.doc2path(view.docname, base=False).as_posix()
        elif view.docname in pages:
            owner = pages[view.docname].name
        else:
            pages[view.docname] = view
            continue
        _logger.error(
            "%s and %s claim the URL /%s; the latter is published there.",
            view.name,
            owner,
            url,
            type=WARNING_TYPE,
            subtype=WarningKind.PERMALINK.value,
        )
    return pages


def _without_folders(paths: Iterable[str], docnames: set[str]) -> frozenset[str]:
    """Return the paths of files, without those that are a page's folder."""
    folders = {
        "/".join(parts[:count])
        for parts in (docname.split("/") for docname in docnames)
        for count in range(1, len(parts) + 1)
    }
    files = set(paths)
    for path in sorted(files & folders):
        _logger.error(
            "the file %s and a page claim the URL /%s; the page is published there.",
            path,
            path,
            type=WARNING_TYPE,
            subtype=WarningKind.PERMALINK.value,
        )
    return frozenset(files - folders)
