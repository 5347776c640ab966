"""Change notes and captions as values for templates, and notes as HTML for feeds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import Markup

from sphinx_blogtheme.feeds.timestamps import rfc3339
from sphinx_blogtheme.model.urls import is_elsewhere
from sphinx_blogtheme.pages.template_values import NoteView
from sphinx_blogtheme.site.links import url_of
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import site_map_of
from sphinx_blogtheme.site.state_names import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.posts import ChangeNote, Post
    from sphinx_blogtheme.pages.contexts import PageContexts


class NoteViews:
    """The change notes and the captions of all posts in one build."""

    def __init__(self, env: BuildEnvironment, pages: PageContexts) -> None:
        self._env = env
        self._pages = pages

    def of_post(self, post: Post, pagename: str) -> list[NoteView]:
        """Return the notes that stand at the end of a post, newest first.

        Those that its text shows are left out.

        :param pagename: docname of the page: the post's own or a standing page.
        """
        notes = (note for note in post.changes if not note.in_text)
        return self.on_page(((post, note) for note in notes), pagename)

    def on_page(
        self, notes: Iterable[tuple[Post, ChangeNote]], pagename: str
    ) -> list[NoteView]:
        """Return notes as a page lists them.

        :param notes: the notes, each with its post.
        """
        language = self._pages.language
        return [
            NoteView(
                note.id,
                rfc3339(note.date),
                self._pages.titles.date(note.date),
                Markup(self._html(post, note, pagename)),  # noqa: S704 -- from Markdown
                post.title,
                post.docname,
                None if post.language == language else post.language,
                state_of(post),
            )
            for post, note in notes
        ]

    def caption(self, post: Post, pagename: str) -> Markup:
        """Return the caption of a post's image, as a page has it; empty without one."""
        text = post.image_caption
        return Markup(self._line(text, post, pagename) if text else "")  # noqa: S704

    def in_feed(self, post: Post, note: ChangeNote) -> str:
        """Return the HTML of a note with absolute URLs."""
        return self._html(post, note, None)

    def _html(self, post: Post, note: ChangeNote, pagename: str | None) -> str:
        return self._line(note.text, post, pagename)

    def _line(self, text: str, post: Post, pagename: str | None) -> str:
        # Imported where there are notes, which most builds have none of.
        from sphinx_blogtheme.markdown.short_markdown import line_html

        return line_html(text, partial(self._url, post, pagename))

    def _url(self, post: Post, pagename: str | None, written: str) -> str:
        """Return a URL of a note as a page has it, or absolute."""
        if is_elsewhere(written):
            return written
        url = urljoin(f"/{quote(post.docname)}/", written)
        target = site_map_of(self._env).find(url)
        if pagename is not None:
            return url_of(session_of(self._env).builder, pagename, target, url)
        path = self._pages.permalink(target.docname) if target.docname else target.path
        parts = urlsplit(url)._replace(path=path)
        return self._pages.base_url + parts.geturl()
