"""The rules of categories and tags: spellings that differ, and terms used once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from sphinx_blogtheme.check import rules
from sphinx_blogtheme.check.rules import Finding, TermEdit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_blogtheme.check.sources import SourceText
    from sphinx_blogtheme.model.terms import TermEntry, Vocabulary

TERM_KINDS = {"category": ("category", "categories"), "tag": ("tag", "tags")}
"""Keys of front matter, by kind of term."""

_NAMED_KINDS = {**TERM_KINDS, "author": ("author", "authors")}


def check_terms(
    sources: Sequence[SourceText], vocabulary: Vocabulary
) -> Iterator[Finding]:
    """Yield the findings of the categories and tags of all posts.

    :param sources: the published posts.
    :param vocabulary: the site's options on terms; their keys and names are correct.
    """
    for kind in TERM_KINDS:
        yield from _check_kind(sources, kind, vocabulary)


def check_names(
    sources: Sequence[SourceText],
    vocabulary: Vocabulary,
    default_authors: Sequence[str] = (),
) -> Iterator[Finding]:
    """Yield a finding for each post with a term that has the name of another one.

    :param sources: the published posts.
    :param default_authors: the authors of posts that name none.
    """
    for kind in _NAMED_KINDS:
        posts: defaultdict[str, defaultdict[str, list[SourceText]]]
        posts = defaultdict(lambda: defaultdict(list))
        for source in sources:
            texts = terms_of(source, kind)
            if kind == "author" and not texts:
                texts = tuple(default_authors)
            for term in vocabulary.terms(kind, texts):
                posts[term.name.casefold()][term.slug].append(source)
        for named in posts.values():
            best = max(named, key=lambda slug: (len(named[slug]), slug))
            for slug in sorted(set(named) - {best}):
                for source in named[slug]:
                    yield _namesake(source, kind, slug, best)


def _namesake(source: SourceText, kind: str, slug: str, best: str) -> Finding:
    return Finding(
        path=source.path,
        line=_line_of(source, kind, slug),
        rule=rules.SAME_NAME,
        message=f"the {kind} {slug!r} has the name of {best!r}, which makes two pages"
        " of one",
        suggestion=f"write {best!r}, or give one of them another name",
    )


def terms_of(source: SourceText, kind: str) -> tuple[str, ...]:
    """Return the terms of a post, as written.

    :param kind: ``category``, ``tag`` or ``author``.
    """
    facts = source.header.front_matter
    if kind == "author":
        return facts.authors
    return facts.categories if kind == "category" else facts.tags


def _check_kind(
    sources: Sequence[SourceText], kind: str, vocabulary: Vocabulary
) -> Iterator[Finding]:
    uses: defaultdict[str, list[SourceText]] = defaultdict(list)
    groups: defaultdict[str, set[str]] = defaultdict(set)
    posts = Counter[str]()
    right: set[str] = set()

    def slug_of(term: str) -> str:
        return vocabulary.terms(kind, [term])[0].slug

    def about(term: str) -> TermEntry | None:
        return vocabulary.about(kind, slug_of(term))

    for source in sources:
        for term in terms_of(source, kind):
            uses[term].append(source)
            posts[slug_of(term)] += 1
            groups[_sound(slug_of(term))].add(term)
            right |= _names(about(term))

    def merit(term: str) -> tuple[bool, int, int, str]:
        return (about(term) is not None, posts[slug_of(term)], len(uses[term]), term)

    for terms in groups.values():
        best = max(terms, key=merit)
        for term in sorted(terms - {best} - right):
            one_page = slug_of(term) == slug_of(best)
            for source in uses[term]:
                yield _misspelt(
                    source, kind, term, best, len(uses[best]), one_page=one_page
                )
        once = len(terms) == 1 and len(uses[best]) == 1
        # A tag with one post is usual; a category is meant to hold several.
        if once and kind == "category" and about(best) is None:
            yield _once(uses[best][0], kind, best)


def _names(about: TermEntry | None) -> set[str]:
    """Return the correct spellings of a term that the site's options describe."""
    return {about.key, about.name} if about else set()


def _sound(slug: str) -> str:
    """Return a slug without hyphens, dots and plural, such as ``webdesign``.

    It is the same for all spellings of a term: ``web-designs``, ``webdesign``.
    """
    joined = re.sub(r"[-_.]", "", slug)
    for end, singular in (("ies", "y"), ("sses", "ss"), ("s", "")):
        stem = joined.removesuffix(end)
        if stem != joined and len(stem) > 2 and not stem.endswith(("s", "u", "i")):  # noqa: PLR2004 -- "gas" is no plural
            return stem + singular
    return joined


def _once(source: SourceText, kind: str, term: str) -> Finding:
    return Finding(
        path=source.path,
        line=_line_of(source, kind, term),
        rule=rules.TERM_ONCE,
        message=f"the {kind} {term!r} has this post only",
        suggestion="a commoner one may help readers more",
    )


def _misspelt(
    source: SourceText,
    kind: str,
    term: str,
    best: str,
    count: int,
    *,
    one_page: bool,
) -> Finding:
    times = "1 post" if count == 1 else f"{count} posts"
    line = _line_of(source, kind, term)
    outcome, edit = ", which makes two pages of one", None
    if one_page:
        # Both spellings have the same slug, so a fix changes no URL.
        outcome = ""
        if has_term(source.text.split("\n")[line - 1], term):
            edit = TermEdit(old=term, new=best)
    return Finding(
        path=source.path,
        line=line,
        rule=rules.TERM_SPELLING,
        message=f"the {kind} {term!r} is {best!r} in {times}{outcome}",
        suggestion=f"write {best!r}",
        edit=edit,
    )


def _line_of(source: SourceText, kind: str, term: str) -> int:
    """Return the 1-based line of the header with a term, else that of the key."""
    first = source.line_of_key(*_NAMED_KINDS[kind])
    lines = source.text.split("\n")
    for number in range(first, source.header.body_line + 1):
        if has_term(lines[number - 1], term):
            return number
    return first


def has_term(line: str, term: str) -> bool:
    """Return whether a line of a header contains a term as a whole."""
    return re.search(_pattern(term), line) is not None


def with_term(line: str, edit: TermEdit) -> str:
    """Return a line of a header with one term replaced by another."""
    return re.sub(_pattern(edit.old), lambda match: match["before"] + edit.new, line)


def _pattern(term: str) -> str:
    """Return a pattern for a term between separators or quotes."""
    before = r"(?P<before>(?:^|[,;:\[\"'-])\s*)"
    return rf"{before}{re.escape(term)}(?=\s*(?:[,;\]\"']|\s#|$))"
