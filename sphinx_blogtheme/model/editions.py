"""The editions of a blog: its posts by language, each text once in each of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.model.languages import usual_case
from sphinx_blogtheme.model.library import TAXONOMIES, Library, terms_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx_blogtheme.model.posts import Post


class PostVersion(NamedTuple):
    """A post as one of several versions of the same text."""

    language: str
    """Tag in the usual case."""
    post: Post


@dataclass(frozen=True, kw_only=True)
class Editions:
    """The edition in the site's language, and those in others.

    The first has all posts, each text once: in the site's language if there is such a
    version, or else as it was written. Another one has the posts in its language; it
    exists if one of them is the translation of a post.
    """

    main: Library = field(default_factory=Library)
    others: Mapping[str, Library] = field(default_factory=dict)
    """The other editions, by the tag of their language."""
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
    ) -> Editions:
        """Sort posts, given in any order, into editions.

        :param language: tag of the site's language.
        :param names: names of terms in other languages, by language and slug.
        :param collation: tag of the language in whose order the terms of the site are.
        """
        found = sorted(posts, key=lambda post: post.sort_key, reverse=True)
        versions: dict[str, Sequence[PostVersion]] = {}
        apart: dict[str, str] = {}
        for group in _groups(found, language):
            versions |= dict.fromkeys(
                (version.post.docname for version in group), group
            )
            apart |= {post.docname: tag for tag, post in group[1:]}
        if not versions:
            return cls(main=Library.of(found, collation=collation))
        tags = sorted(set(apart.values()))
        by_tag: defaultdict[str, list[Post]] = defaultdict(list)
        for post in found:
            tag = apart.get(post.docname) or usual_case(post.language or language)
            by_tag[tag].append(post)
        elsewhere = [post for post in found if post.docname in apart]
        main = [post for post in found if post.docname not in apart]
        return cls(
            main=Library.of(main, translations=elsewhere, collation=collation),
            others={
                tag: Library.of(
                    _renamed(by_tag[tag], (names or {}).get(tag, {})),
                    language=tag,
                    folder=f"{tag.lower()}/",
                )
                for tag in tags
            },
            versions=versions,
        )

    def __iter__(self) -> Iterator[Library]:
        """Yield all editions, that of the site's language first."""
        yield self.main
        yield from self.others.values()

    def of_post(self, docname: str) -> Library:
        """Return the edition to which the page of a post belongs."""
        versions = self.versions.get(docname, ())
        if versions and versions[0].post.docname != docname:
            tag = next(v.language for v in versions if v.post.docname == docname)
            return self.others[tag]
        return self.main


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
