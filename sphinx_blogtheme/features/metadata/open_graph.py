"""Write a page's metadata as ``meta`` elements for Open Graph and X.

Follows https://ogp.me/ and, for the card, the documentation of X, which takes the title
and other values that a card lacks from Open Graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from babel.core import get_global

from sphinx_blogtheme.feeds.timestamps import rfc3339

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.features.metadata.facts import (
        ArticleFacts,
        PageFacts,
        PreviewImage,
    )


class Meta(NamedTuple):
    """A ``meta`` element."""

    attribute: str
    """Name of the attribute with the name: ``property`` (Open Graph) or ``name``."""
    name: str
    content: str


def open_graph(page: PageFacts) -> Iterator[Meta]:
    """Yield the ``meta`` elements for previews of a page."""
    yield _property("og:type", "article" if page.article else "website")
    yield _property("og:title", page.title)
    if page.description:
        yield _property("og:description", page.description)
    if page.url:
        yield _property("og:url", page.url)
    yield _property("og:site_name", page.site)
    if locale := locale_of(page.language):
        yield _property("og:locale", locale)
    if page.picture:
        yield from _picture(page.picture)
    if page.article:
        yield from _article(page.article)
    card = "summary_large_image" if page.picture else "summary"
    yield Meta("name", "twitter:card", card)


def _picture(picture: PreviewImage) -> Iterator[Meta]:
    yield _property("og:image", picture.url)
    if picture.size:
        width, height = picture.size
        yield _property("og:image:width", f"{width}")
        yield _property("og:image:height", f"{height}")
    if picture.alt:
        yield _property("og:image:alt", picture.alt)


def _article(article: ArticleFacts) -> Iterator[Meta]:
    if article.published:
        yield _property("article:published_time", rfc3339(article.published))
    if article.updated:
        yield _property("article:modified_time", rfc3339(article.updated))
    for author in article.authors:
        if author.url:  # the property is the URL of a profile, not a name
            yield _property("article:author", author.url)
    for name in article.about:
        yield _property("article:tag", name)


def _property(name: str, content: str) -> Meta:
    return Meta("property", name, content)


def locale_of(language: str) -> str:
    """Return a locale of Open Graph for a language, with a territory: ``pt_BR``.

    If the tag names no territory, it is that of Unicode's likely subtags. The result is
    empty if they have none.

    :param language: BCP 47 tag.
    """
    first, *rest = language.split("-")
    subtags: dict[str, str] = get_global("likely_subtags")  # type: ignore[assignment]
    for tag in ("_".join([first, *rest]), first):
        territory = next((p for p in rest if len(p) == 2 and p.isalpha()), "")  # noqa: PLR2004
        territory = territory or subtags.get(tag, "").rpartition("_")[2]
        if territory:
            return f"{first.lower()}_{territory.upper()}"
    return ""
