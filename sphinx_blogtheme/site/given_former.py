"""Where lists and feeds were before, as the option ``blog_former_urls`` has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.config.settings import read_config, site_url
from sphinx_blogtheme.model.former_urls import fields_in, with_values
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.listings import Listing


def given_former(app: Sphinx, env: BuildEnvironment) -> dict[str, str]:
    """Return the docnames of pages and the paths of feeds, by their former URLs."""
    given: Mapping[str, str] = read_config(app.config).former_urls
    if not given or not makes_site(app.builder):
        return {}
    session = session_of(env)
    places = {*session.pages, *env.found_docs, *session.resources}
    values = [*filter(None, map(_values, session.pages.values()))]
    found: dict[str, str] = {}
    for old, new in given.items():
        fields = fields_in(old)
        wanted = [one for one in values if one.keys() == fields] if fields else [{}]
        pairs = [
            (with_values(old, one), _place(with_values(new, one), app))
            for one in wanted
        ]
        good = {url: place for url, place in pairs if place in places}
        found = {**good, **found}
        if wanted and not good and (site_url(app.config) or not _is_file(new)):
            warn(
                WarningKind.CONFIG,
                f"blog_former_urls: {old!r}: the site has no page or feed at {new!r}; "
                "leaving it out.",
            )
    return found


def is_file_url(url: str) -> bool:
    """Return whether a feed can be a file at a URL: not where a folder is."""
    return not url.endswith("/")


def _values(listing: Listing) -> dict[str, str]:
    """Return the values of fields for which a list stands; none for its further pages."""
    if listing.page and listing.page.number > 1:
        return {}
    if listing.term:
        return {listing.list_kind: listing.term.slug}
    if listing.list_kind == "month":
        return {"year": f"{listing.year:04d}", "month": f"{listing.month:02d}"}
    return {"year": f"{listing.year:04d}"} if listing.kind == "year" else {}


def _place(url: str, app: Sphinx) -> str:
    return url.strip("/") or app.config.root_doc


def _is_file(url: str) -> bool:
    return "." in url.rpartition("/")[2]
