"""Warn of terms that are not in a closed vocabulary, and of unknown languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.model.decoding import read_source
from sphinx_blogtheme.model.languages import is_language, languages_in
from sphinx_blogtheme.model.library import TAXONOMIES, terms_in
from sphinx_blogtheme.model.terms import TERM_OPTIONS, slug_of
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.posts import Term

_FIELDS = {"language": "language"}
"""Field of the header by taxonomy, if it differs from the field of `Post`."""

_KEY = re.compile(r"""[\s.:"'{]*([\w-]+)["']?\s*[:=]""")


def report_unknown_terms(app: Sphinx, env: BuildEnvironment) -> None:
    """Warn of unknown terms, once for each key of a header (on ``env-updated``)."""
    domain, closed = blog_domain(env), app.config.blog_vocabularies
    for docname in sorted(domain.posts if closed else ()):
        for taxonomy in closed:
            strangers = [
                term
                for term in terms_in(domain.posts[docname], taxonomy)
                if domain.vocabulary.about(taxonomy, term.slug) is None
            ]
            if strangers:
                line = _line(env, docname, taxonomy, strangers[0])
                warn(
                    WarningKind.TERM,
                    f"{_fault(env, docname, taxonomy, strangers)} The post is listed"
                    " there all the same.",
                    location=f"{env.doc2path(docname)}:{line}",
                )


def report_unknown_languages(_: Sphinx, env: BuildEnvironment) -> None:
    """Warn of languages that are neither tags nor in ``blog_languages``.

    It is called on ``env-updated``.
    """
    domain = blog_domain(env)
    given: Mapping[str, str] = getattr(env.project, "languages", {})
    for docname in sorted(domain.posts.keys() & given.keys()):
        for text in languages_in(given[docname]):
            if not is_language(text, domain.vocabulary):
                line = _line_with(env, docname, "language", text)
                warn(
                    WarningKind.TERM,
                    f"language {text!r}: expected a tag such as 'pt-BR', or a key or"
                    " name of blog_languages; assumed none.",
                    location=f"{env.doc2path(docname)}:{line}",
                )


def _fault(
    env: BuildEnvironment, docname: str, taxonomy: str, strangers: Iterable[Term]
) -> str:
    """Return the sentences of a warning about unknown terms of one key."""
    sentences: list[str] = []
    for term in strangers:
        written = _written(env, docname, taxonomy, term)
        near = blog_domain(env).vocabulary.nearest(taxonomy, term)
        fault = (
            f"Nor is {written!r}"
            if sentences
            else f"{taxonomy} {written!r} is not in {TERM_OPTIONS[taxonomy]}"
        )
        expected = (
            f"did you mean {near!r}?" if near else "expected one of its keys or names."
        )
        sentences.append(f"{fault}; {expected}")
    return " ".join(sentences)


def _written(env: BuildEnvironment, docname: str, taxonomy: str, term: Term) -> str:
    """Return a term as the author wrote it in the header."""
    source = source_of(env, docname)
    facts = source.header.front_matter if source else None
    value = getattr(facts, _FIELDS.get(taxonomy, TAXONOMIES[taxonomy][0]), ()) or ()
    values = (value,) if isinstance(value, str) else value
    named = (text for text in values if slug_of(taxonomy, text) == term.slug)
    return next(named, term.name)


def _line(env: BuildEnvironment, docname: str, taxonomy: str, term: Term) -> int:
    """Return the line of a header that names a term, or the first one."""
    return _line_with(env, docname, taxonomy, _written(env, docname, taxonomy, term))


def _line_with(env: BuildEnvironment, docname: str, taxonomy: str, written: str) -> int:
    from sphinx_blogtheme.front_matter.fields import BY_KEY, folded

    text = read_source(Path(env.doc2path(docname)))
    lines = text.split("\n")[: blog_domain(env).posts[docname].body_line or None]
    word = re.escape(written)
    pattern = re.compile(rf"(?<!\w){word}(?!\w)", re.IGNORECASE)
    field = _FIELDS.get(taxonomy, TAXONOMIES[taxonomy][0])
    inside = False
    for number, line in enumerate(lines, start=1):
        if key := _KEY.match(line):
            targets = BY_KEY.get(folded(key[1]), ())
            inside = any(target.name == field for target, _ in targets)
        if inside and pattern.search(line):
            return number
    return 1
