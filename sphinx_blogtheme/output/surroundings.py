"""What a document's page shows of other documents and of the site."""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import digest_of
from sphinx_blogtheme.output.cleanup import static_files
from sphinx_blogtheme.output.fingerprints import settings_facts
from sphinx_blogtheme.pages.ablog_pages import has_index_entries
from sphinx_blogtheme.pages.toctree_titles import named_pages
from sphinx_blogtheme.site import ablog_bridge
from sphinx_blogtheme.site.addresses import addresses_of
from sphinx_blogtheme.site.api_posts import api_posts_of
from sphinx_blogtheme.site.code_runs import code_runs_of
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.post_names import post_names_of
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import site_map_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_blogtheme.output.edition_contexts import EditionContexts
    from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder

_NO_SOURCES: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


class Surroundings:
    """The surroundings of all documents in one build."""

    def __init__(
        self, app: Sphinx, builder: PermalinkBuilder, editions: EditionContexts
    ) -> None:
        self._app = app
        self._builder = builder
        self._env = app.env
        self._editions = editions
        self._pages = editions.main.pages
        self._session = session_of(app.env)

    def of(self, docname: str) -> list[object]:
        """Return what a document's page shows of other documents and of the site."""
        domain = blog_domain(self._env)
        contexts = self._editions.of(docname)
        facts: list[object] = [
            contexts.everywhere,
            docname in self._session.pages,
        ]
        if post := domain.posts.get(docname):
            facts += [contexts.navigation.facts_of(post), post]
            facts.append(contexts.pages.terms(post))
            facts.append(code_runs_of(self._env).of(docname))
        is_page = not (post and contexts.draws_blog)
        if is_page:
            facts.append(has_index_entries(self._env))
            facts += contexts.navigation.posts_about(docname)
        if is_page or docname in contexts.in_toctrees:
            facts.append(self.tree)
        for name in sorted(domain.sources.get(docname, _NO_SOURCES)[0]):
            facts.append(self.title_of(name))
        find = site_map_of(self._env).find
        for url, untitled in sorted(
            {(link.url, link.untitled) for link in domain.links.get(docname, ())}
        ):
            target = find(url)
            facts.append((url, target))
            if untitled:
                facts.append(self.title_of(target.docname or ""))
        for label in sorted(domain.labels.get(docname, ())):
            posts = post_names_of(self._env).find(label)
            named = [(post.docname, post.title) for post in posts]
            facts.append((label, named, ablog_bridge.reference(self._app, label)))
        if docname in domain.lists or contexts.lists_everywhere:
            facts.append(self.listed)
        if domain.lists.get(docname):
            facts.append(self._texts)
        return facts

    def of_site(self) -> list[object]:
        """Return what pages and files may show of the site, but the texts of posts.

        If it is that of the last build, what `of` returns is too, for each document
        that was not read.
        """
        env, session = self._env, self._session
        domain, site_map = blog_domain(env), site_map_of(env)
        found = chain.from_iterable(domain.links.values())
        to_places = {link.url for link in found if "#" in link.url}
        withheld = [
            *getattr(env.project, "withheld", ()),
            *domain.withheld.values(),
        ]
        return [
            settings_facts(self._app),
            [contexts.everywhere for contexts in self._editions],
            sorted((name, domain.facts.get(name)) for name in env.found_docs),
            list(session.pages),
            sorted(session.resources),
            sorted(site_map.redirects.items()),
            [(url, site_map.find(url).fault) for url in sorted(to_places)],
            sorted(map(repr, session.former)),
            sorted(map(repr, withheld)),
            sorted(addresses_of(env).brought),
            sorted(static_files(self._builder)),
            has_index_entries(env),
            self.tree,
            api_posts_of(env).facts(),
            code_runs_of(env).facts(),
            self._texts if any(domain.lists.values()) else "",
            [contexts.lists_everywhere for contexts in self._editions],
        ]

    @cached_property
    def listed(self) -> str:
        """Digest of the data of posts in lists of ABlog's sidebars and directives."""
        return digest_of(
            [
                (post.docname, post.title, post.date, self._pages.terms(post))
                for post in self._session.library.posts
            ]
        )

    @cached_property
    def _texts(self) -> str:
        """Digest of the texts of posts, which ABlog's lists may show the beginning of."""
        contents = blog_domain(self._env).contents
        return digest_of(
            [
                (post.description, sorted(contents.get(post.docname, {}).items()))
                for post in self._session.library.posts
            ]
        )

    @cached_property
    def tree(self) -> str:
        """Digest of the toctree, which each page of documentation shows.

        So do posts and generated pages that it names, and in other themes all pages.
        """
        tree = sorted(self._env.toctree_includes.items())
        names = {name for parent, children in tree for name in (parent, *children)}
        pages = self._session.pages
        made = sorted(pages.keys() & set(named_pages(self._env)))
        return digest_of(
            [
                tree,
                [(name, self.title_of(name)) for name in sorted(names)],
                [(name, self._pages.titles.heading(pages[name])) for name in made],
            ]
        )

    def title_of(self, docname: str) -> str:
        """Return the title of a document; empty if it has none."""
        titles = self._env.titles
        return titles[docname].astext() if docname in titles else ""
