"""The posts of a site or an edition of it, sorted, and grouped by term, year and month."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.language_rules import sort_key
from sphinx_blogtheme.model.posts import ListPage, Post, Term
from sphinx_blogtheme.model.related import RelatedPosts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sphinx_blogtheme.model.posts import ChangeNote

ARCHIVES = "archives"
CATEGORIES = "categories"

TAXONOMIES = {
    "category": ("categories", ""),
    "tag": ("tags", "tag/"),
    "author": ("authors", "author/"),
    "series": ("series", "series/"),
    "location": ("locations", "location/"),
    "language": ("languages", "language/"),
}
"""For each taxonomy: the attribute of `Post`, and the folder of its terms' pages."""

OVERVIEWS = {
    "category": CATEGORIES,
    "tag": "tag",
    "author": "author",
    "series": "series",
    "location": "location",
    "language": "language",
}
"""For each taxonomy: the docname of the page that lists its terms."""

_RELATING = ("category", "tag", "series")
"""Taxonomies by which posts are related."""


def term_docname(taxonomy: str, term: Term, folder: str = "") -> str:
    """Return the docname of the page that lists a term's posts: ``tag/python``.

    :param folder: folder of the edition's lists, such as ``pt/``.
    """
    return folder + TAXONOMIES[taxonomy][1] + term.slug


def terms_in(post: Post, taxonomy: str) -> tuple[Term, ...]:
    """Return a post's terms in one taxonomy, in the author's order."""
    value: tuple[Term, ...] | Term | None = getattr(post, TAXONOMIES[taxonomy][0])
    return (value,) if isinstance(value, Term) else value or ()


def paginate(
    posts: Sequence[Post], size: int, docname: str, parent: str | None = None
) -> tuple[ListPage, ...]:
    """Split a list of posts into pages of at most `size`; an empty list is one page.

    :param docname: docname of the first page.
    :param parent: folder of the others (``<parent>/page/2``), by default `docname`.
    """
    base = docname if parent is None else parent
    total = max(1, -(-len(posts) // size))
    names = [docname, *(f"{base}/page/{n}".lstrip("/") for n in range(2, total + 1))]
    return tuple(
        ListPage(
            number=index + 1,
            total=total,
            docname=names[index],
            first=docname,
            posts=tuple(posts[index * size : (index + 1) * size]),
            previous=names[index - 1] if index else None,
            next=names[index + 1] if index + 1 < total else None,
        )
        for index in range(total)
    )


@dataclass(frozen=True, kw_only=True)
class Library:
    """The posts of an edition and their groups: newest first, except within a series."""

    posts: tuple[Post, ...] = ()
    """The listed posts."""
    unlisted: tuple[Post, ...] = ()
    """Posts with ``index: false``, which are in no list."""
    translations: tuple[Post, ...] = ()
    """The listed posts that are only in the lists of their languages."""
    language: str = ""
    """Tag of the language, if it is not that of the site."""
    folder: str = ""
    """Folder of the lists with a slash at its end, such as ``pt/``; mostly empty."""
    section: str = ""
    """Path of the section, such as ``blog``; empty if the site has none."""
    front_page: str = ""
    """Docname of the front page if that is not the one of the site: ``pt``."""
    collation: str = ""
    """Tag of the language in whose order terms are."""

    @classmethod
    def of(
        cls,
        posts: Iterable[Post],
        *,
        translations: Iterable[Post] = (),
        language: str = "",
        folder: str = "",
        section: str = "",
        front_page: str = "",
        collation: str = "",
    ) -> Library:
        """Sort posts, given in any order.

        The other parameters are the attributes of the same names.
        """
        ordered = sorted(posts, key=lambda post: post.sort_key, reverse=True)
        return cls(
            posts=tuple(post for post in ordered if post.listed),
            unlisted=tuple(post for post in ordered if not post.listed),
            translations=tuple(post for post in translations if post.listed),
            language=language,
            folder=folder,
            section=section,
            front_page=front_page or folder.rstrip("/"),
            collation=collation or language,
        )

    @cached_property
    def terms(self) -> Mapping[str, Mapping[Term, tuple[Post, ...]]]:
        """For each taxonomy: its terms, sorted by name, each with its posts."""
        return {taxonomy: self._grouped(taxonomy) for taxonomy in TAXONOMIES}

    @cached_property
    def front(self) -> tuple[Post, ...]:
        """The listed posts in the order of the front page: pinned ones first.

        Of these, those with an ``order`` come first.
        """

        def place(post: Post) -> tuple[bool, bool, int]:
            order = post.order if post.pinned else None
            return not post.pinned, order is None, order or 0

        return tuple(sorted(self.posts, key=place))

    @property
    def categories(self) -> Mapping[Term, tuple[Post, ...]]:
        """Each category with its posts, sorted by name."""
        return self.terms["category"]

    @cached_property
    def series(self) -> Mapping[str, tuple[Post, ...]]:
        """The posts of each series, first part first, by the slug of the series."""
        return {term.slug: posts for term, posts in self.terms["series"].items()}

    def related(self, post: Post) -> tuple[Post, ...]:
        """Return the posts that are related to one of `posts`, but for those beside it."""
        if post.docname not in self._listed:
            return ()
        names = self._relations.closest(post.docname, self._beside(post))
        return tuple(self._listed[name] for name in names)

    @cached_property
    def _listed(self) -> Mapping[str, Post]:
        return {post.docname: post for post in self.posts}

    @cached_property
    def _relations(self) -> RelatedPosts:
        terms = {
            docname: frozenset(
                (taxonomy, term.slug)
                for taxonomy in _RELATING
                for term in terms_in(post, taxonomy)
            )
            for docname, post in self._listed.items()
        }
        times = {name: post.date.timestamp() for name, post in self._listed.items()}
        return RelatedPosts(terms, times)

    def _beside(self, post: Post) -> frozenset[str]:
        """Return the docnames of a post's neighbours, in the blog and in its series."""
        around = list(self.neighbours[post.docname])
        if post.series:
            parts = (None, *self.series[post.series.slug], None)
            index = parts.index(post)
            around += [parts[index - 1], parts[index + 1]]
        return frozenset(other.docname for other in around if other)

    def _grouped(self, taxonomy: str) -> Mapping[Term, tuple[Post, ...]]:
        groups: defaultdict[str, list[Post]] = defaultdict(list)
        terms: dict[str, Term] = {}
        posts = self.posts
        if taxonomy == "language":  # which is the same for all posts of an edition
            found = () if self.language else (*posts, *self.translations)
            posts = tuple(sorted(found, key=lambda post: post.sort_key, reverse=True))
        for post in posts:
            for term in terms_in(post, taxonomy):
                groups[term.slug].append(post)
                # If posts spell a name differently, the oldest post's spelling counts.
                terms[term.slug] = term
        key = sort_key(self.collation)
        ordered = sorted(terms.values(), key=lambda term: (key(term.name), term.slug))
        arranged = series_in_order if taxonomy == "series" else tuple
        return {term: arranged(groups[term.slug]) for term in ordered}

    @cached_property
    def changes(self) -> tuple[tuple[Post, ChangeNote], ...]:
        """The change notes of all listed posts, each with its post, newest first."""
        noted = [(post, note) for post in self.posts for note in post.changes]
        return tuple(sorted(noted, key=lambda pair: pair[1].date, reverse=True))

    @cached_property
    def years(self) -> Mapping[int, tuple[Post, ...]]:
        """The posts of each year, newest year first."""
        years: defaultdict[int, list[Post]] = defaultdict(list)
        for post in self.posts:
            years[post.date.year].append(post)
        return {year: tuple(posts) for year, posts in years.items()}

    @cached_property
    def months(self) -> Mapping[tuple[int, int], tuple[Post, ...]]:
        """The posts of each month, newest month first."""
        months: defaultdict[tuple[int, int], list[Post]] = defaultdict(list)
        for post in self.posts:
            months[post.date.year, post.date.month].append(post)
        return {month: tuple(posts) for month, posts in months.items()}

    @cached_property
    def neighbours(self) -> Mapping[str, tuple[Post | None, Post | None]]:
        """The next newer and next older post of each listed post, by docname."""
        around = (None, *self.posts, None)
        return {
            post.docname: (around[index], around[index + 2])
            for index, post in enumerate(self.posts)
        }

    @cached_property
    def standing(self) -> Mapping[str, Post]:
        """The newest unlisted post of each slug, such as ``about``: the standing pages.

        A post is left out if its docname is its slug, since it has that URL already, or
        if its author has given it a path.
        """
        versions: dict[str, Post] = {}
        for post in self.unlisted:
            if post.docname != post.slug and not post.has_path:
                versions.setdefault(post.slug, post)
        return versions


def year_docname(year: int, folder: str = "") -> str:
    """Return the docname of a year's archive, such as ``2025``.

    :param folder: folder of the edition's lists, such as ``pt/``.
    """
    return f"{folder}{year:04d}"


def month_docname(year: int, month: int, folder: str = "") -> str:
    """Return the docname of a month's archive, such as ``2025/03``.

    :param folder: folder of the edition's lists, such as ``pt/``.
    """
    return f"{folder}{year:04d}/{month:02d}"


def series_in_order(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return the posts of a series, first part first.

    A post with a number (`part`) has that place; the others fill the remaining places,
    oldest first. Posts with the same number follow each other by date.
    """
    ordered = sorted(posts, key=lambda post: post.sort_key)
    numbered = sorted(
        (post for post in ordered if post.part is not None),
        key=lambda post: (post.part or 0, post.sort_key),
    )
    others = [post for post in ordered if post.part is None]
    result: list[Post] = []
    while numbered or others:
        due = numbered and (numbered[0].part or 0) <= len(result) + 1
        result.append((numbered if due or not others else others).pop(0))
    return tuple(result)
