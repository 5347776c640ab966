"""What readers can do at the end of a post: subscribe, reply, see its source, cite it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_blogtheme.config.forges import repository_of
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.model.urls import is_site_url
from sphinx_blogtheme.pages.citations import bibtex, citation
from sphinx_blogtheme.pages.menu import feed_target
from sphinx_blogtheme.pages.template_values import PostEnd
from sphinx_blogtheme.site.links import note_dead_link, url_of
from sphinx_blogtheme.site.site_map import site_map_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.pages.contexts import PageContexts
    from sphinx_blogtheme.site.site_map import Target


class PostEnds:
    """Makes what is at the ends of the posts of one build."""

    def __init__(self, builder: StandaloneHTMLBuilder, pages: PageContexts) -> None:
        """Find where readers subscribe; a page that doesn't exist is a warning.

        :param builder: the builder of the site.
        """
        self._builder = builder
        self._pages = pages
        env = builder.env
        self._page = str(builder.theme_options.get("subscribe_page") or "")
        self.target: Target | None = None
        """The page or feed of the site at which readers subscribe."""
        if not self._page:
            self.target = feed_target(env, pages)
        elif is_site_url(self._page):
            self.target = site_map_of(env).find(self._page)
            if self.target.fault:
                place = location_of(env.config, "html_theme_options")
                note_dead_link(env, self._page, self.target, place)

    def of(self, post: Post, context: Mapping[str, Any]) -> PostEnd:
        """Return the end of a post.

        :param context: values of the page, with the options of the theme.
        """
        subscribe = self._page
        if self.target:
            name = context["pagename"]
            subscribe = url_of(self._builder, name, self.target, self._page)
        mail = context.get("theme_reply_mail")
        subject = quote(f"Re: {post.title}", safe="")
        account = str(context.get("theme_reply_fediverse") or "").removeprefix("@")
        user, _, host = account.partition("@")
        repository = repository_of(context)
        path = str(self._builder.env.doc2path(post.docname, base=False))
        history, edit = repository.pages_of(path) if repository else ("", "")
        return PostEnd(
            subscribe,
            f"mailto:{mail}?subject={subject}" if mail else "",
            f"https://{host}/@{user}" if host else "",
            history,
            edit,
            *self._citations(post),
        )

    def _citations(self, post: Post) -> tuple[str, str]:
        pages = self._pages
        url = post.canonical or pages.absolute(pages.permalink(post.docname))
        if url is None or post.draft or not post.dated:
            return "", ""
        authors = [author.name for author in post.authors]
        known = post.title, authors, pages.title
        date = pages.titles.date(post.date)
        return bibtex(*known, post.date, url), citation(*known, date, url)
