"""The contexts of the pages of all editions of a blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.config.settings import read_config
from sphinx_blogtheme.pages.blog_context import ContextCompleter
from sphinx_blogtheme.pages.contexts import PageContexts
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.translation import in_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sphinx.application import Sphinx

    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.output.feed_files import FeedMaker
    from sphinx_blogtheme.pages.excerpt_store import ExcerptStore
    from sphinx_blogtheme.pages.template_values import FeedLink
    from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder


class EditionContexts:
    """What completes the contexts of pages, for each edition in its language."""

    def __init__(
        self, app: Sphinx, builder: PermalinkBuilder, excerpts: ExcerptStore
    ) -> None:
        self._session = session_of(app.env)
        domain, blog = blog_domain(app.env), read_config(app.config)
        self._of_folder: dict[str, ContextCompleter] = {}
        covers = None
        editions = self._session.editions
        # Pages that are in no section are those of documentation.
        outside = () if editions.lists[0] is editions.main else (editions.main,)
        feeds: list[FeedLink] = []
        for edition in (*editions, *outside):
            with in_language(edition.language):
                uri_of = builder.get_target_uri
                pages = PageContexts(app.config, blog, edition, excerpts, uri_of)
                covers = pages.covers = pages.covers if covers is None else covers
                told = feeds if edition in outside else ()
                made = ContextCompleter(app, pages, domain, told)
                self._of_folder[edition.folder] = made
            feeds += () if edition.language else made.feeds

    @property
    def main(self) -> ContextCompleter:
        """What completes the pages in the language of the site, outside of sections."""
        return self._of_folder[""]

    def __iter__(self) -> Iterator[ContextCompleter]:
        """Yield that of each edition."""
        yield from self._of_folder.values()

    def feeds(
        self, views: Mapping[str, Listing], is_free: Callable[[str], bool]
    ) -> list[FeedMaker]:
        """Return what makes the feeds of each edition.

        :param views: the generated pages, by docname.
        :param is_free: returns whether nothing else has a path of the output.
        """
        from sphinx_blogtheme.output.feed_files import FeedMaker

        makers = (self._of_folder[one.folder] for one in self._session.editions)
        return [FeedMaker(one.pages, one.notes, views, is_free) for one in makers]

    def of(self, docname: str) -> ContextCompleter:
        """Return what completes one page."""
        view = self._session.pages.get(docname)
        folder = view.folder if view else self._session.editions.of_post(docname).folder
        return self._of_folder[folder]
