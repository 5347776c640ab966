"""The introductions on top of the pages of terms, from the options of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.markdown.short_markdown import paragraphs_html
from sphinx_blogtheme.model.terms import TERM_OPTIONS, TermEntry, term_name
from sphinx_blogtheme.model.urls import is_site_url
from sphinx_blogtheme.pages.template_values import TermIntroduction
from sphinx_blogtheme.site.links import note_dead_link, url_of, warn_of_dead_link
from sphinx_blogtheme.site.site_map import site_map_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.output.build import Build

_LONGEST_LABEL = 32


def introductions(build: Build) -> Mapping[str, TermIntroduction]:
    """Return the introductions by docname of the page, which is a term's first one.

    Dead links are reported, at the option.
    """
    vocabulary = build.domain.vocabulary
    found = {}
    for docname, view in build.views.items():
        if view.term is None or view.page is None or view.page.number > 1:
            continue
        about = vocabulary.about(view.list_kind, view.term.slug)
        if about and (about.description or about.picture or about.url or about.links):
            found[docname] = _Writer(build, view).write(about)
    return found


class _Writer:
    """Makes the introduction of one page."""

    def __init__(self, build: Build, view: Listing) -> None:
        self._build = build
        self._docname = view.docname
        self._is_foreign = bool(view.language)
        self._option = TERM_OPTIONS[view.list_kind]

    def write(self, about: TermEntry) -> TermIntroduction:
        """Return an introduction whose URLs are relative to the page."""
        # It is in the language of the site.
        text = "" if self._is_foreign else about.description
        links = [(_label(about.url), about.url)] if about.url else []
        return TermIntroduction(
            html=Markup(self._html(text)),  # noqa: S704 -- from Markdown
            picture=self._picture(about.picture),
            links=[(label, self._url(url)) for label, url in [*links, *about.links]],
        )

    def _picture(self, given: str) -> str:
        """Return the URL of a picture; empty, with a warning, if it does not exist."""
        if not given or ":" in given:
            return given
        place = "/" + given.lstrip("/")
        target = site_map_of(self._build.env).find(place)
        if target.fault:
            location = location_of(self._build.app.config, self._option)
            warn_of_dead_link(place, target, location, "the picture is left out")
            return ""
        return url_of(self._build.builder, self._docname, target, place)

    def _html(self, text: str) -> str:
        return paragraphs_html(text, self._url)

    def _url(self, url: str) -> str:
        """Return a URL relative to the page, if it is a URL of the site."""
        if not is_site_url(url):
            return url
        target = site_map_of(self._build.env).find(url)
        if target.fault:
            location = location_of(self._build.app.config, self._option)
            note_dead_link(self._build.env, url, target, location)
        return url_of(self._build.builder, self._docname, target, url)


def _label(url: str) -> str:
    """Return a label for a link that has none, from its URL: ``example.org/about``."""
    parts = urlsplit(url)
    if not parts.netloc:
        path = parts.path.rstrip("/")
        return path if parts.scheme else term_name(path.rpartition("/")[2], {})
    host = parts.netloc.removeprefix("www.")
    whole = host + parts.path.rstrip("/")
    return whole if len(whole) <= _LONGEST_LABEL else host
