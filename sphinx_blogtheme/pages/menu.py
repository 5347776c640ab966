"""The entries of the site's menu."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.config.given import is_set
from sphinx_blogtheme.config.options import BlogConfig
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.config.suggestions import did_you_mean
from sphinx_blogtheme.markdown.smart_text import smart_text
from sphinx_blogtheme.model.kinds import KIND_PAGES
from sphinx_blogtheme.model.library import ARCHIVES, OVERVIEWS
from sphinx_blogtheme.model.listings import FEEDS
from sphinx_blogtheme.model.urls import is_site_url
from sphinx_blogtheme.pages.section_links import section_links
from sphinx_blogtheme.pages.titles import Titles
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.links import note_dead_link
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import Target, site_map_of
from sphinx_blogtheme.translation import _
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.pages.contexts import PageContexts

_MAY_LACK = {
    *(*BlogConfig().menu, BlogConfig().changes_page),
    *(ARCHIVES, *OVERVIEWS.values(), *KIND_PAGES.values()),
    "search",  # the theme adds it
}
"""Names of pages that a site need not have."""


class MenuEntry(NamedTuple):
    """An entry of the menu."""

    label: str
    target: Target | None
    """None if the URL is not one of the site."""
    url: str = ""
    """The URL as in ``conf.py``, or an empty string."""
    is_foreign: bool = False
    """Whether the label is in the site's language, and the page in another one."""


def menu_entries(env: BuildEnvironment, pages: PageContexts) -> list[MenuEntry]:
    """Return the entries of the menu; unknown names and dead URLs are warnings."""
    menu = _Menu(env, pages)
    given: Iterable[str | tuple[str, str]] = pages.blog.menu
    entries: list[MenuEntry | None] = []
    if pages.blog.parts and not is_set(env.config, "blog_menu"):
        links = section_links(session_of(env), env.config, pages.blog, pages.site)
        entries += (MenuEntry(page.title, Target(page.docname)) for page in links)
        given = given if pages.site.section else ()
    entries += (menu.entry(one) for one in given)
    edition_of, edition = session_of(env).editions.of_post, pages.site.language
    entries += [
        MenuEntry(post.brief_title, Target(post.docname))
        for post in sorted(blog_domain(env).posts.values(), key=_place)
        if post.on_menu and edition_of(post.docname).language == edition
    ]
    return list(dict.fromkeys(filter(None, entries)))


def _place(post: Post) -> tuple[bool, int, str]:
    """Return the key by which posts on the menu are sorted: order, then docname."""
    return post.order is None, post.order or 0, post.docname


def feed_target(env: BuildEnvironment, pages: PageContexts) -> Target | None:
    """Return where the menu's entry for the feed leads; None if there is no feed."""
    entry = _Menu(env, pages).feeds()
    return entry and entry.target


class _Menu:
    def __init__(self, env: BuildEnvironment, pages: PageContexts) -> None:
        self._env = env
        self._pages = pages
        self._session = session_of(env)
        self._folder = pages.site.folder
        self._others: dict[str, Titles] = {}
        outside = pages.blog.parts if not self._folder else ()
        self._folders = [self._folder, *(section.folder for section in outside)]
        """Where a page may be, the likeliest first."""

    def entry(self, given: str | tuple[str, str]) -> MenuEntry | None:
        """Return the entry for a name, or for a pair of label and URL."""
        if not isinstance(given, str):
            return self._custom(*given)
        found = self.feeds() if given == FEEDS else self._page(given)
        if found is None and given.strip("/") not in _MAY_LACK:
            self._report(given)
        return found

    def feeds(self) -> MenuEntry | None:
        """Return the page of the feeds, or the author's in its place, or a feed."""
        pages = self._session.pages
        found = (pages.get(folder + FEEDS) for folder in self._folders)
        view = next(filter(None, found), None)
        if view is not None and view.kind == "feeds":
            return MenuEntry(_("Feed"), Target(view.docname))
        if self._folder:
            return self._feed()
        own = site_map_of(self._env).find(f"/{FEEDS}/")
        is_page = view.kind == "post" if view else own.docname is not None
        if is_page and own.docname in (FEEDS, f"{FEEDS}/index"):
            return self._page(FEEDS)
        if own.docname is None and not own.fault:  # a file of the site
            return MenuEntry(_("Feed"), own)
        return self._feed()

    def _feed(self) -> MenuEntry | None:
        published = self._session.resources
        feeds = [feed for feed in self._pages.feeds() if feed.path in published]
        return MenuEntry(_("Feed"), Target(path=feeds[0].path)) if feeds else None

    def _page(self, name: str) -> MenuEntry | None:
        places = [folder + name.strip("/") for folder in self._folders]
        docname = next((p for p in places if self._title(p) is not None), places[0])
        if self._folder and self._title(docname) is None:
            docname = self._translation(name.strip("/"))
        if self._title(docname) is None:
            # The page may be `about/index`, or the name an alias.
            docname = site_map_of(self._env).find(f"/{docname}").docname or ""
        title = self._title(docname)
        foreign = bool(self._pages.site.language) and not self._is_ours(docname)
        found = MenuEntry(title or "", Target(docname), is_foreign=foreign)
        return None if title is None else found

    def _is_ours(self, docname: str) -> bool:
        """Return whether a page is of the edition of the menu."""
        view = self._session.pages.get(docname)
        edition = self._session.editions.of_post(docname)
        return (view.folder if view else edition.folder) == self._folder

    def _translation(self, docname: str) -> str:
        """Return the docname of the version of a post in the menu's language."""
        versions = self._session.editions.versions.get(docname, ())
        language = self._pages.site.language
        posts = (post for tag, post in versions if tag == language)
        return next((post.docname for post in posts), docname)

    def _title(self, docname: str) -> str | None:
        post = blog_domain(self._env).posts.get(docname)
        if view := self._session.pages.get(docname):
            heading = self._titles(view).heading(view)
            return (view.post and view.post.short_title) or heading
        if post and post.short_title:
            return post.short_title
        title = self._env.titles.get(docname)
        return None if title is None else title.astext()

    def _titles(self, view: Listing) -> Titles:
        """Return the titles of the edition of a page."""
        site = self._pages.site
        if view.folder == site.folder:
            return self._pages.titles
        if view.folder not in self._others:
            found = (one for one in self._session.editions if one.folder == view.folder)
            edition = next(found, site)
            self._others[view.folder] = Titles(
                self._env.config, self._pages.blog, edition
            )
        return self._others[view.folder]

    def _custom(self, label: str, url: str) -> MenuEntry:
        shown = smart_text(label, None, self._env.config) or label
        foreign = bool(self._pages.site.language)
        if not is_site_url(url):
            return MenuEntry(shown, None, url, foreign)
        target = site_map_of(self._env).find(url)
        if target.fault and not self._folder:
            note_dead_link(self._env, url, target, self._location)
        if self._folder and target.docname:
            target = target._replace(docname=self._translation(target.docname))
        return MenuEntry(shown, target, url, foreign)

    def _report(self, name: str) -> None:
        if self._folder:
            return  # the author is told about the menu in the site's language
        fault = site_map_of(self._env).withheld_fault(name.strip("/"))
        near = "" if fault else did_you_mean(name, self._names())
        said = f"{name!r}: {fault}" if fault else f"{name!r}{near}"
        warn(
            WarningKind.CONFIG,
            "blog_menu: expected names of pages of the site, or (label, URL) pairs; "
            f"got {said}; ignored it.",
            location=self._location,
        )

    def _names(self) -> dict[str, None]:
        """Return the names of the pages that are no posts, and of the feed."""
        posts = blog_domain(self._env).posts
        names = [*self._session.pages, *self._env.titles]
        feed = [FEEDS] if self._feed() else []
        return dict.fromkeys([*feed, *(name for name in names if name not in posts)])

    @property
    def _location(self) -> str | None:
        return location_of(self._env.config, "blog_menu")
