"""Where the lists and the feeds of a site were before it was made with this extension.

Each of these pages leads on to ours, and each of the feeds is still there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.paths import FRONT_FEEDS
from sphinx_blogtheme.model.languages import languages_in
from sphinx_blogtheme.site.ablog_bridge import (
    ABLOG_TAXONOMIES,
    former_names,
)
from sphinx_blogtheme.site.directive_posts import terms_as_written
from sphinx_blogtheme.site.domain import blog_domain, default_terms
from sphinx_blogtheme.site.given_former import given_former, is_file_url
from sphinx_blogtheme.site.session import FormerPlaces, session_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.listings import Listing

_ATOM = FORMATS["atom"].file_name


def former_folder(config: Config) -> str:
    """Return the folder of ABlog's lists, such as ``blog``; empty without any.

    There are some if the site lists ABlog, but has taken its URLs from it.
    """
    path = config.blog_path
    is_former = "ablog" in config.extensions and not ablog_keeps_urls(config)
    return path.strip("/") if is_former and isinstance(path, str) else ""


def list_page(config: Config) -> str:
    """Return the docname of the page where ABlog lists the posts, such as ``blog``.

    It is empty if the site isn't one that ABlog made before, or has sections.
    """
    return "" if config.blog_sections else former_folder(config)


def former_places(app: Sphinx, env: BuildEnvironment) -> FormerPlaces:
    """Return the former places of our lists and feeds, when these are known.

    They are those of ABlog, and those that the option ``blog_former_urls`` names.
    """
    config, folder = app.config, former_folder(app.config)
    found = _FormerLists(folder, config, env).places() if folder else FormerPlaces()
    feeds, urls = dict(found.feeds), dict[str, str]()
    files = session_of(env).resources
    for url, place in given_former(app, env).items():
        if place in files and is_file_url(url):
            feeds[unquote(url.strip("/"))] = place
        else:
            urls[url] = place
    return found._replace(feeds=feeds, urls=urls)


class _FormerLists:
    """Our lists in one build, and what ABlog called them."""

    def __init__(self, folder: str, config: Config, env: BuildEnvironment) -> None:
        self._folder, self._config, self._env = folder, config, env
        self._session = session_of(env)
        self._listings = [
            one for one in self._session.pages.values() if not one.language
        ]

    def places(self) -> FormerPlaces:
        """Return the places by those of ours."""
        feed_names = [f"{name}.xml" for name in self._config.blog_feed_templates]
        lists = dict(self._overviews())
        labels: dict[str, str] = {}
        folders = [self._folder]
        if self._config.blog_feed_archives:
            # Here a year has no feed of its own: its subscribers get all posts.
            years = (one.year for one in self._listings if one.kind == "year")
            folders += [f"{self._folder}/{year}" for year in years]
        made = self._session.resources
        paths = [f"{FRONT_FEEDS}/{_ATOM}", f"{self._folder}/{FRONT_FEEDS}/{_ATOM}"]
        front = next((path for path in paths if path in made), "")
        feeds = {f"{folder}/{name}": front for folder in folders for name in feed_names}
        for taxonomy, name, one in self._of_terms():
            page, label = former_names(self._config, taxonomy, name)
            former = f"{self._folder}/{taxonomy}/{page}"
            lists.setdefault(former, one.docname)
            labels.setdefault(f"{taxonomy}-{label}", one.docname)
            if self._config.blog_feed_archives:
                path = f"{one.feed_folder}/{_ATOM}"
                feeds |= {f"{former}/{name}": path for name in feed_names} | feeds
        return FormerPlaces(
            lists, labels, {old: new for old, new in feeds.items() if new in made}
        )

    def _overviews(self) -> Iterator[tuple[str, str]]:
        """Yield docnames of ABlog's pages that are not of one term, and of ours."""
        for one in self._listings:
            if one.kind == "archive":
                yield self._folder, one.docname
                yield f"{self._folder}/archive", one.docname
            elif one.kind == "year":
                yield f"{self._folder}/{one.year}", one.docname
            elif one.kind == "terms" and one.list_kind in ABLOG_TAXONOMIES:
                yield f"{self._folder}/{one.list_kind}", one.docname

    def _of_terms(self) -> Iterator[tuple[str, str, Listing]]:
        """Yield taxonomy, name as it is written, and our list of each term."""
        vocabulary = blog_domain(self._env).vocabulary
        lists = {
            (one.list_kind, one.term.slug): one
            for one in self._listings
            if one.term and one.page and one.page.number == 1
        }
        for taxonomy, name in dict.fromkeys(self._written()):
            for term in vocabulary.terms(taxonomy, [name]):
                if one := lists.get((taxonomy, term.slug)):
                    yield taxonomy, name, one

    def _written(self) -> Iterator[tuple[str, str]]:
        """Yield taxonomy and name of the posts' terms, as their authors wrote them."""
        for post in sorted(self._session.library.posts, key=lambda one: one.path):
            terms = self._of_header(post.docname) or terms_as_written(
                self._env, post.docname
            )
            for taxonomy in ABLOG_TAXONOMIES:
                for name in terms.get(taxonomy, ()):
                    yield taxonomy, name

    def _of_header(self, docname: str) -> Mapping[str, tuple[str, ...]]:
        """Return the terms in the header of a post, by taxonomy; none without one."""
        project, config = self._env.project, self._config
        sources = project.sources if isinstance(project, BlogProject) else {}
        if docname not in sources:
            return {}
        facts = sources[docname].header.front_matter
        languages = languages_in(facts.language or "")
        return {
            "category": facts.categories,
            "tag": facts.tags,
            "author": facts.authors or default_terms(config, "author"),
            "location": facts.locations or default_terms(config, "location"),
            "language": languages or default_terms(config, "language"),
        }
