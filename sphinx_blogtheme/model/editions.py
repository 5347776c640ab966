"""The editions of a blog by section and language, with each text once in each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.model.languages import usual_case
from sphinx_blogtheme.model.library import (
    TAXONOMIES,
    Library,
    term_docname,
    terms_in,
    year_docname,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_blogtheme.model.posts import Post, Term


class PostVersion(NamedTuple):
    """A post as one of several versions of the same text."""

    language: str
    """Tag in the usual case."""
    post: Post


@dataclass(frozen=True, kw_only=True)
class Editions:
    """The posts of a site, and what has lists of its own: sections and languages.

    The edition in the site's language has all posts, each text once: in that language
    if there is such a version, or else as it was written. Another one has the posts in
    its language; it exists if one of them is the translation of a post. Each section of
    the site has editions of its own.
    """

    main: Library = field(default_factory=Library)
    """All posts, each text once; in a site without sections it has lists itself."""
    lists: tuple[Library, ...] = (Library(),)
    """The editions of each section, or of the site, that of its language first."""
    versions: Mapping[str, Sequence[PostVersion]] = field(default_factory=dict)
    """For each post that has translations: all versions, by docname."""

    @classmethod
    def of(
        cls,
        posts: Iterable[Post],
        language: str,
        names: Mapping[str, Mapping[str, str]] | None = None,
        *,
        collation: str = "",
        sections: Mapping[str, str] | None = None,
    ) -> Editions:
        """Sort posts, given in any order, into editions.

        :param language: tag of the site's language.
        :param names: names of terms in other languages, by language and slug.
        :param collation: tag of the language in whose order the terms of the site are.
        :param sections: docnames of the front pages of the sections, by their paths.
        """
        found = sorted(posts, key=lambda post: post.sort_key, reverse=True)
        versions: dict[str, Sequence[PostVersion]] = {}
        apart: dict[str, str] = {}
        for group in _groups(found, language):
            versions |= dict.fromkeys(
                (version.post.docname for version in group), group
            )
            apart |= {post.docname: tag for tag, post in group[1:]}
        sorter = _Sorter(language, names or {}, collation, apart)
        main = sorter.main(found)
        lists = [main, *sorter.others(found)] if not sections else []
        for path, front_page in (sections or {}).items():
            own = [post for post in found if post.section == path]
            lists += [sorter.main(own, path, front_page), *sorter.others(own, path)]
        return cls(main=main, lists=tuple(lists), versions=versions)

    def __iter__(self) -> Iterator[Library]:
        """Yield all that has lists of its own, that of the site's language first."""
        yield from self.lists

    @property
    def has_languages(self) -> bool:
        """Whether there are posts in several languages, with lists for each."""
        return any(one.language for one in self.lists)

    def of_section(self, path: str) -> Iterator[Library]:
        """Yield the editions of a section, that of the site's language first.

        :param path: path of the section; empty in a site without sections.
        """
        return (one for one in self.lists if one.section == path)

    def page_of_term(self, taxonomy: str, term: Term) -> str:
        """Return the docname of the page of a term, in the first section that has it."""
        folders = (one.folder for one in self.lists if term in one.terms[taxonomy])
        return term_docname(taxonomy, term, next(folders, ""))

    def page_of_year(self, year: int) -> str:
        """Return the docname of a year's archive, in the first section that has it."""
        return year_docname(year, next(e.folder for e in self.lists if year in e.years))

    def of_post(self, docname: str) -> Library:
        """Return the edition to which the page of a post belongs; `main` for a page."""
        return self._of_post.get(docname, self.main)

    @cached_property
    def _of_post(self) -> Mapping[str, Library]:
        """The edition of each post that is not in `main`, or not only there."""
        apart = {
            version.post.docname: version.language
            for group in self.versions.values()
            for version in group[1:]
        }
        places = {(one.section, one.language): one for one in self.lists}
        return {
            post.docname: places[post.section, apart.get(post.docname, "")]
            for one in (self.lists if apart or self.lists[0].section else ())
            for post in (*one.posts, *one.unlisted)
        }


@dataclass(frozen=True)
class _Sorter:
    """Makes the editions of some of the posts of a site."""

    language: str
    names: Mapping[str, Mapping[str, str]]
    collation: str
    apart: Mapping[str, str]
    """Languages of the posts that are not the main versions of their texts."""

    def main(
        self, found: Iterable[Post], section: str = "", front_page: str = ""
    ) -> Library:
        """Return the edition in the site's language."""
        own = list(found)
        return Library.of(
            [post for post in own if post.docname not in self.apart],
            translations=[post for post in own if post.docname in self.apart],
            collation=self.collation,
            folder=section and f"{section}/",
            section=section,
            front_page=front_page,
        )

    def others(self, found: Sequence[Post], section: str = "") -> Iterator[Library]:
        """Yield the editions in other languages."""
        by_tag: defaultdict[str, list[Post]] = defaultdict(list)
        for post in found if self.apart else ():
            tag = self.apart.get(post.docname)
            by_tag[tag or usual_case(post.language or self.language)].append(post)
        for tag in sorted({self.apart.get(post.docname, "") for post in found} - {""}):
            yield Library.of(
                _renamed(by_tag[tag], self.names.get(tag, {})),
                language=tag,
                folder=f"{tag.lower()}/{section}{'/' if section else ''}",
                section=section,
            )


def _renamed(posts: Iterable[Post], names: Mapping[str, str]) -> Iterator[Post]:
    """Yield posts with other names of their terms.

    :param names: the names, by slug.
    """
    if not names:
        yield from posts
        return
    for post in posts:
        terms = {
            attribute: tuple(
                replace(term, name=names.get(term.slug, term.name))
                for term in terms_in(post, taxonomy)
            )
            for taxonomy, (attribute, _) in TAXONOMIES.items()
        }
        series = next(iter(terms.pop("series")), None)
        yield replace(post, series=series, **terms)  # type: ignore[arg-type]


def _groups(posts: Iterable[Post], language: str) -> Iterator[list[PostVersion]]:
    """Yield the versions of each text that has several, the main one first."""
    known = {post.docname: post for post in posts}
    groups: defaultdict[str, list[Post]] = defaultdict(list)
    for post in known.values():
        original = known.get(post.original)
        if original and original.listed == post.listed:
            groups[post.original].append(post)
    for docname, translations in groups.items():
        members = [known[docname], *translations]
        found = {
            usual_case(post.language or language): post for post in reversed(members)
        }
        first = (
            language
            if language in found
            else usual_case(known[docname].language or language)
        )
        yield [
            PostVersion(tag, found[tag])
            for tag in sorted(found, key=lambda tag: (tag != first, tag))
        ]
