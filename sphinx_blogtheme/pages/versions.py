"""The versions of a page in other languages, and the editions of the blog."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.model.languages import own_name
from sphinx_blogtheme.site.state_names import state_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx_blogtheme.model.editions import Editions
    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.listings import Listing
    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.site.session import Session


class PageVersion(NamedTuple):
    """A page as one of several versions in different languages, the main one first."""

    language: str
    """Tag (BCP 47), such as ``pt-BR``."""
    name: str
    """Name of the language in that language, such as "Português"."""
    docname: str
    title: str
    """Title of a post; empty for a generated page."""
    current: bool
    """Whether it is this page."""
    state: str = ""
    """As in `PostView`."""
    offered: bool = True
    """Whether search engines are told of it: not if its text is from elsewhere."""


def versions_of_post(editions: Editions, post: Post) -> list[PageVersion]:
    """Return all versions of a post; none if it has no translation."""
    return [
        PageVersion(
            tag,
            own_name(tag),
            other.docname,
            other.title,
            other.docname == post.docname,
            state_of(other),
            other.listed and not other.draft and not other.canonical,
        )
        for tag, other in editions.versions.get(post.docname, ())
    ]


def versions_of_list(
    session: Session, view: Listing, home: str, language: str
) -> list[PageVersion]:
    """Return the pages that list the same in other editions, with the page itself.

    :param home: docname of the front page of the site.
    :param language: tag of the site's language.
    """
    if not session.editions.has_languages or (view.page and view.page.number > 1):
        return []
    bare = "" if view.kind == "home" else view.docname.removeprefix(view.folder)
    beside = session.editions.of_section(view.section)
    found = [
        PageVersion(tag, own_name(tag), docname, "", docname == view.docname)
        for tag, docname in _places(beside, bare, home, language)
        if (other := session.pages.get(docname)) and other.kind == view.kind
    ]
    return found if len(found) > 1 else []


def edition_links(
    session: Session, edition: Library, home: str, language: str
) -> list[PageVersion]:
    """Return the front pages of all editions; none if there is only one.

    :param edition: the edition of the page that has the links.
    :param home: docname of the front page of the site.
    :param language: tag of the site's language.
    """
    if not session.editions.has_languages:
        return []
    current = edition.front_page or home
    beside = session.editions.of_section(edition.section)
    return [
        PageVersion(tag, own_name(tag), docname, "", docname == current)
        for tag, docname in _places(beside, "", home, language)
        if docname in session.pages
    ]


def _places(
    editions: Iterable[Library], bare: str, home: str, language: str
) -> Iterator[tuple[str, str]]:
    """Yield the language and the docname that a page has in each edition.

    :param bare: docname in the site's language; empty for the front page.
    """
    for edition in editions:
        docname = f"{edition.folder}{bare}" if bare else edition.front_page or home
        yield edition.language or language, docname


def alternates(
    versions: Sequence[PageVersion], url_of: Callable[[PageVersion], str]
) -> list[tuple[str, str]]:
    """Return languages and URLs of the versions that search engines are told of.

    The last is for readers of other languages (``x-default``): the main version.

    :param url_of: returns the absolute URL of a version.
    """
    told = [(v.language, url_of(v)) for v in versions if v.offered]
    if len(told) < 2 or not all(v.offered for v in versions if v.current):  # noqa: PLR2004
        return []
    return [*told, ("x-default", told[0][1])]
