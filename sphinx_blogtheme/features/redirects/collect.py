"""Collect the aliases of all pages as redirects, if nothing else has their URL."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

from sphinx_blogtheme.config.settings import read_config, site_url
from sphinx_blogtheme.discovery.served_files import ServedFiles
from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import site_map_of
from sphinx_blogtheme.warnings import WARNING_TYPE, WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.aliases import Redirect

REDIRECTS = "_redirects"
ROBOTS = "robots.txt"

KEYS = ("aliases", "alias", "redirect_from", "redirect-from")
"""Keys of aliases in the header of an ordinary page."""

_logger = logging.getLogger(__name__)


def aliases_in(metadata: Mapping[str, object]) -> tuple[str, ...]:
    """Return the aliases in the header of an ordinary page, as Sphinx stores it."""
    found: list[str] = []
    for key in KEYS:
        found += _listed(metadata.get(key))
    return tuple(dict.fromkeys(found))


def _listed(value: object) -> Iterable[str]:
    if not isinstance(value, str):
        return ()
    try:
        items = json.loads(value)  # as MyST writes a list
    except ValueError:
        items = value.split(",")
    if not isinstance(items, list):
        items = [value]
    return [text for item in items if (text := str(item).strip())]


def collect_redirects(app: Sphinx, env: BuildEnvironment) -> None:
    """Set the redirects of the site map, and report taken URLs (on ``env-updated``)."""
    session, blog = session_of(env), read_config(app.config)
    base_url = site_url(app.config)
    own = set(ServedFiles(app.config, Path(app.confdir)).paths())
    if blog.robots and base_url and ROBOTS not in own:
        session.resources |= {ROBOTS}
    found: dict[str, Redirect] = {}
    aliases = list(_aliases(env))
    if not aliases:
        return
    from sphinx_blogtheme.features.redirects.claims import Claims
    from sphinx_blogtheme.model.aliases import Redirect, parse_alias

    claims = Claims(app, env)
    for docname, texts in aliases:
        for text in texts:
            try:
                redirect = Redirect(parse_alias(text, base_url), docname)
            except ValueError as error:
                _warn_of_alias(env, docname, text, str(error))
                continue
            free, owner = claims.add(redirect)
            if free:
                found[redirect.alias.file] = redirect
            elif owner:
                _report_claim(env, docname, text, owner)
    site_map_of(env).redirects = found
    if found and REDIRECTS not in own:
        session.resources |= {REDIRECTS}


def _aliases(env: BuildEnvironment) -> Iterator[tuple[str, tuple[str, ...]]]:
    posts = blog_domain(env).posts
    for docname in sorted(env.found_docs):
        own = posts[docname].aliases if docname in posts else ()
        if aliases := own or aliases_in(env.metadata.get(docname, {})):
            yield docname, aliases


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


def _report_claim(env: BuildEnvironment, docname: str, text: str, owner: str) -> None:
    _logger.error(
        "%s has the alias %s, but %s has that URL and keeps it; remove the alias.",
        env.doc2path(docname, base=False).as_posix(),
        text,
        owner,
        type=WARNING_TYPE,
        subtype=WarningKind.PERMALINK.value,
        location=_location(env, docname, text),
    )
