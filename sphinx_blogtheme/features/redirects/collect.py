"""Collect the aliases of all pages as redirects, if nothing else has their URL."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.settings import read_config, site_url
from sphinx_blogtheme.features.redirects.rediraffe import lead_to_pages
from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.model.aliases import aliases_in
from sphinx_blogtheme.site.addresses import addresses_of
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.former_lists import former_folder
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import site_map_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.aliases import Redirect

REDIRECTS = "_redirects"
ROBOTS = "robots.txt"


def collect_redirects(app: Sphinx, env: BuildEnvironment) -> None:
    """Set the redirects of the site map, and claim their URLs (on ``env-updated``)."""
    lead_to_pages(app, env)
    blog = read_config(app.config)
    base_url = site_url(app.config)
    addresses = addresses_of(env)
    if blog.robots and base_url:
        _claim(ROBOTS, env)
    found: dict[str, Redirect] = {}
    twins: dict[str, str] = {}
    wanted = [*_aliases(env), *_former(app, env)]
    if not wanted:
        return
    from sphinx_blogtheme.model.aliases import Redirect, parse_alias

    files = session_of(env).resources
    for target, text, is_written in wanted:
        feed = target if target in files and target not in env.found_docs else ""
        docname = app.config.root_doc if feed else target
        try:
            redirect = Redirect(parse_alias(text, base_url), docname, feed)
        except ValueError as error:
            if is_written:
                _warn_of_alias(env, docname, text, str(error))
            continue
        alias = redirect.alias
        place = alias.place.removesuffix(".html").removesuffix(".htm")
        written = text if is_written else ""
        # Where case does not matter, both are one file, which leads to one page.
        is_twin = twins.get(alias.file.casefold()) == target
        if is_twin or addresses.claim_alias(alias.file, written, place, docname):
            twins.setdefault(alias.file.casefold(), target)
            found[alias.file] = redirect
    site_map_of(env).redirects = found
    if found:
        _claim(REDIRECTS, env)


def _claim(path: str, env: BuildEnvironment) -> None:
    """Add a file to those that we write, unless the site brings its own."""
    addresses, session = addresses_of(env), session_of(env)
    if path not in addresses.brought and addresses.claim_file(path):
        session.resources |= {path}


def _former(app: Sphinx, env: BuildEnvironment) -> Iterator[tuple[str, str, bool]]:
    """Yield the former URLs of lists and feeds, and those that ABlog gave to posts.

    A site with an empty ``blog_permalink`` keeps the URLs of its posts, but a header may
    move them: ABlog doesn't know the keys for that.
    """
    for url, place in session_of(env).former.urls.items():
        yield place, url, False
    builder, moved = app.builder, bool(former_folder(app.config))
    if not makes_site(builder) or not (moved or app.config.blog_permalink == ""):
        return
    for docname, post in sorted(blog_domain(env).posts.items()):
        former = post.path.removesuffix(PurePosixPath(post.path).suffix)
        if post.release:
            continue
        if former != docname and former not in env.found_docs:
            yield docname, builder.original_uri(former), False
        for alias in post.aliases if not post.body_line else ():
            # The pages of a directive's redirects end as all others do.
            yield docname, builder.original_uri(alias.strip("/")), False
    for former, docname in session_of(env).former.lists.items():
        if former not in env.found_docs:
            yield docname, builder.original_uri(former), False


def _aliases(env: BuildEnvironment) -> Iterator[tuple[str, str, bool]]:
    posts = blog_domain(env).posts
    for docname in sorted(env.found_docs):
        own = posts[docname].aliases if docname in posts else ()
        for text in own or aliases_in(env.metadata.get(docname, {})):
            yield docname, text, True


def _location(env: BuildEnvironment, docname: str, text: str) -> str:
    file = env.doc2path(docname)
    return f"{file}:{line_with(file, text)}"


def _warn_of_alias(env: BuildEnvironment, docname: str, text: str, fault: str) -> None:
    warn(
        WarningKind.FRONT_MATTER,
        f"aliases: {text!r}: expected a path in this site, such as '/2019/old/'; "
        f"{fault}; leaving it out.",
        location=_location(env, docname, text),
    )
