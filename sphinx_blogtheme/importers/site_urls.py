"""Turn the old URLs of documents into a permalink pattern, ``url`` and ``aliases``.

The pattern that gives most posts their old URL becomes that of the site; the other
posts set ``url``. A URL that cannot be kept, such as one that ends in ``.html``,
becomes an alias, which redirects to the new permalink.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from sphinx_blogtheme.config.options import DEFAULT_PERMALINK
from sphinx_blogtheme.importers.model import Document, Note
from sphinx_blogtheme.model.aliases import parse_alias
from sphinx_blogtheme.model.permalinks import PermalinkPattern, is_reserved, safe_slug
from sphinx_blogtheme.model.posts import Status
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime

_PAGE = re.compile(r"(?:(?:^|/)index)?\.(?:html?|php)$|/index$|^index$")
_DATED = re.compile(r"(\d{4})-(\d{2})-(\d{2})-(.+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """Documents with their final permalinks."""

    documents: tuple[Document, ...]
    """With ``slug``, ``url`` and ``aliases`` set in their front matter."""
    permalink: str
    """Permalink pattern of the site, such as ``/{year}/{month}/{slug}/``."""
    warnings: tuple[Note, ...]


class _Shape(NamedTuple):
    """The permalink pattern and the slug that make up a URL."""

    pattern: str
    slug: str


def settle(documents: Sequence[Document], base_url: str, folder: str = "") -> Settled:
    """Choose the site's permalink pattern, and set the URLs of each document.

    :param base_url: URL of the old site, with a slash at its end, or "".
    :param folder: folder of the blog in the new site, below which the pattern is.
    """
    root = f"/{folder}" if folder else ""
    warnings: list[Note] = []
    posts = [
        document
        for document in documents
        if not document.page
        and document.urls
        and not _is_below_language(document, base_url)
    ]
    permalink = (
        _pattern_of_most(posts, base_url, root, with_terms=False)
        or _pattern_of_most(posts, base_url, root, with_terms=True)
        or f"{root}{DEFAULT_PERMALINK}"
    )
    placed = tuple(
        _placed(document, permalink, base_url, warnings) for document in documents
    )
    return Settled(
        documents=_without_claims(placed, permalink, warnings),
        permalink=permalink.removeprefix(root),
        warnings=tuple(warnings),
    )


def _pattern_of_most(
    posts: Sequence[Document], base_url: str, root: str, *, with_terms: bool
) -> str:
    """Return the permalink pattern of at least half of the posts, or "".

    :param root: what the pattern begins with, such as ``/blog``, or "".
    :param with_terms: whether a folder may be the first category or author.
    """
    shapes = Counter(
        shape.pattern
        for post in posts
        if (shape := _shape_of(post, _place(post.urls[0], base_url), with_terms))
        and shape.pattern.startswith(f"{root}/")
    )
    pattern, count = max(
        shapes.items(),
        key=lambda item: (item[1], item[0] == f"{root}{DEFAULT_PERMALINK}", item[0]),
        default=("", 0),
    )
    return pattern if count * 2 >= len(posts) else ""


def _shape_of(document: Document, place: str, with_terms: bool) -> _Shape | None:
    """Return the pattern by which a post has a path, if there is one."""
    terms = _terms_of(document) if with_terms else {}
    return _shape(place, document.facts.date, terms)


def _terms_of(document: Document) -> dict[str, str]:
    """Return the slugs of the first category and author, by field of a pattern."""
    facts = document.facts
    terms = {"category": facts.categories[:1], "author": facts.authors[:1]}
    return {field: term_slug(names[0]) for field, names in terms.items() if names}


def _is_below_language(document: Document, base_url: str) -> bool:
    """Return whether a URL begins with the language of its document: ``/pt/hello/``."""
    language = (document.facts.language or "").lower()
    place = _place(document.urls[0], base_url) if document.urls else ""
    return bool(language) and place.lower().startswith(f"{language}/")


def _are_versions(document: Document, other: Document) -> bool:
    """Return whether two posts are the same in different languages, by their slugs."""
    facts, others = document.facts, other.facts
    return (
        bool(facts.slug)
        and facts.slug == others.slug
        and bool(facts.language or others.language)
        and facts.language != others.language
    )


def _placed(
    document: Document, permalink: str, base_url: str, warnings: list[Note]
) -> Document:
    if document.as_it_is is not None:
        return document
    facts, date = document.facts, document.facts.date
    if date is None:  # A draft had no permalink yet.
        document = replace(document, urls=document.urls[1:])
    place = _place(document.urls[0], base_url) if document.urls else ""
    if document.page and not place and not facts.url and facts.slug:
        place = safe_slug(facts.slug)  # Its date is not its own.
    shape = None
    if not document.page:
        pattern = PermalinkPattern.parse(permalink)
        shape = _shape_of(document, place, pattern.needs_header)
    if shape and shape.pattern == permalink:
        facts = replace(facts, slug=shape.slug, url=None)
    elif place and _is_docname(place):
        slug = facts.slug or place.rpartition("/")[2]
        facts = replace(facts, slug=safe_slug(slug), url=f"/{place}/")
    elif facts.slug:
        facts = replace(facts, slug=safe_slug(facts.slug), url=None)
    new = docname_in_site(replace(document, facts=facts), permalink)
    aliases = dict.fromkeys(
        alias
        for url in (*document.urls, *facts.aliases)
        if (alias := _alias(document, url, base_url, new, warnings))
    )
    return replace(document, facts=replace(facts, aliases=tuple(aliases)))


def docname_in_site(document: Document, permalink: str) -> str:
    """Return a document's docname in the new site, such as ``2025/03/x``.

    It is "" for a draft without a date or slug.

    :param permalink: permalink pattern of the site.
    """
    facts = document.facts
    if facts.url:
        return facts.url.strip("/")
    if not facts.slug or not facts.date:
        return ""
    pattern = PermalinkPattern.parse(permalink)
    return pattern.docname(facts.slug, facts.date, _terms_of(document))


def _without_claims(
    documents: tuple[Document, ...], permalink: str, warnings: list[Note]
) -> tuple[Document, ...]:
    """Make permalinks and aliases unique: the first document that has one keeps it.

    A later document gets another slug, or loses the alias.
    """
    owners: dict[str, Document] = {}
    for document in documents:
        owners.setdefault(docname_in_site(document, permalink).casefold(), document)
    found: list[Document] = []
    for document in documents:
        facts = document.facts
        docname = docname_in_site(document, permalink).casefold()
        owner = owners.get(docname)
        if (
            docname
            and owner is not document
            and owner
            and document.as_it_is is None
            and not _are_versions(document, owner)
        ):
            slug = f"{facts.slug}-{len(found)}"
            message = f"has the URL of {owner.source}, /{docname}/; assumed {slug!r}"
            warnings.append(Note(source=document.source, message=message))
            facts = replace(facts, slug=slug, url=None)
        kept = []
        for alias in facts.aliases:
            key = f"alias {alias.strip('/').casefold()}"
            place = alias.strip("/").removesuffix(".html").casefold()
            taken = owners.get(place) or owners.setdefault(key, document)
            if taken.source == document.source:
                kept.append(alias)
            else:
                message = f"its old URL {alias} is that of {taken.source}; left out"
                warnings.append(Note(source=document.source, message=message))
        found.append(replace(document, facts=replace(facts, aliases=tuple(kept))))
    return tuple(found)


def path_of(url: str, base_url: str) -> str:
    """Return the path of an old URL from the old site's root, such as ``/2025/x.html``.

    It is percent-decoded, and begins with a slash. It is "" if the URL is of another
    host, or has a query.

    :param base_url: URL of the old site, or "".
    """
    try:
        parts, base = urlsplit(url), urlsplit(base_url)
    except ValueError:
        return ""
    if parts.query or (parts.netloc and base.netloc not in ("", parts.netloc)):
        return ""
    path = parts.path
    if parts.netloc and base.path.strip("/"):
        path = f"/{path.removeprefix(base.path.rstrip('/')).lstrip('/')}"
    return unquote(path) if path.startswith("/") else f"/{unquote(path)}"


def _place(url: str, base_url: str) -> str:
    """Return the path of an old URL without slashes and ``.html``: ``2025/03/x``."""
    return _PAGE.sub("", path_of(url, base_url).strip("/")).strip("/")


def _is_docname(place: str) -> bool:
    segments = place.split("/")
    safe = all(safe_slug(segment) == segment for segment in segments)
    return safe and not is_reserved(place)


def _shape(
    place: str, date: datetime | None, terms: Mapping[str, str]
) -> _Shape | None:
    """Return the pattern by which a post of this date has this path, if there is one.

    :param place: path without slashes at its ends, as ``2025/03/x``.
    :param terms: slugs of terms that a folder may be, by field of the pattern.
    """
    if not place or not _is_docname(place):
        return None
    *folders, last = place.split("/")
    parts = list(_folded(folders, date, terms))
    named = _DATED.fullmatch(last)
    slug = last
    if date and named and (named[1], named[2], named[3]) == _numbers(date):
        slug, last = named[4], "{year}-{month}-{day}-{slug}"
    else:
        last = "{slug}"
    pattern = "/".join(["", *parts, last, ""])
    try:
        made = PermalinkPattern.parse(pattern)
    except ValueError:
        return None
    if date and made.docname(slug, date, terms) != place:
        return None
    return _Shape(pattern, slug)


def _numbers(date: datetime) -> tuple[str, str, str]:
    return f"{date.year:04d}", f"{date.month:02d}", f"{date.day:02d}"


def _folded(
    folders: Iterable[str], date: datetime | None, terms: Mapping[str, str]
) -> Iterator[str]:
    """Yield the folders of a URL, with fields such as ``{year}`` or ``{category}``."""
    left = {slug: field for field, slug in reversed([*terms.items()])}
    names = ["year", "month", "day"]
    numbers = list(_numbers(date)) if date else []
    for folder in folders:
        if numbers and folder == numbers[0]:
            yield f"{{{names.pop(0)}}}"
            del numbers[0]
        else:
            field = left.pop(folder, "")
            yield f"{{{field}}}" if field else folder


def _alias(
    document: Document, url: str, base_url: str, docname: str, warnings: list[Note]
) -> str:
    """Return an old URL as an alias, such as ``/2025/03/x.html``; "" if none is needed.

    A URL that cannot be an alias is noted among the warnings.

    :param docname: docname of the document in the new site.
    """
    path = path_of(url, base_url)
    if not path.strip("/"):
        if "?" in url and document.facts.status is Status.PUBLISHED and not docname:
            message = f"its old URL {url} cannot be kept: a file cannot answer it"
            warnings.append(Note(source=document.source, message=message))
        return ""
    if path.endswith(("/index.html", "/index.htm")):
        path = path.rpartition("/")[0] + "/"
    if path.strip("/") in (docname, _markdown_copy(document, docname)):
        return ""
    quoted = quote(path, safe="/-_.~!$&'()*+;=:@")
    try:
        parse_alias(quoted, "")
    except ValueError as error:
        message = f"its old URL {path} cannot be kept: {error}"
        warnings.append(Note(source=document.source, message=message))
        return ""
    return path if quoted == path and "," not in path else quoted.replace(",", "%2C")


def _markdown_copy(document: Document, docname: str) -> str:
    """Return the path of a post's copy for programs, as the new blog makes it; or ""."""
    suffix = PurePosixPath(document.path).suffix
    if document.page or not docname or suffix not in (".md", ".rst"):
        return ""
    return f"{docname}{suffix}"
