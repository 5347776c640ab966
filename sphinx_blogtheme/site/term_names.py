"""Names of terms as pages show them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.given import sets_quotes
from sphinx_blogtheme.markdown.smart_text import smart_text
from sphinx_blogtheme.model.languages import language_name, language_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.config import Config

    from sphinx_blogtheme.model.posts import Term
    from sphinx_blogtheme.model.terms import Vocabulary

_MARKS = ("'", '"', "--", "...")
"""What quotation marks and dashes are typed as; few names have any."""


def smart_terms(
    vocabulary: Vocabulary, config: Config
) -> Callable[[str, Iterable[str]], tuple[Term, ...]]:
    """Return `Vocabulary.terms`, with the quotation marks of the site in the names."""
    if not sets_quotes(config):
        return vocabulary.terms

    def terms(taxonomy: str, raw: Iterable[str]) -> tuple[Term, ...]:
        found = vocabulary.terms(taxonomy, raw)
        return tuple(_smart(term, config) for term in found)

    return terms


def _smart(term: Term, config: Config) -> Term:
    if not any(mark in term.name for mark in _MARKS):
        return term
    return replace(term, name=smart_text(term.name, None, config) or term.name)


def language_terms(
    vocabulary: Vocabulary, tags: Iterable[str], config: Config
) -> tuple[Term, ...]:
    """Return the languages of a post as terms, named in the language of the site.

    :param tags: tags of languages, or keys or names of ``blog_languages``.
    """
    return tuple(
        term
        if (about := vocabulary.about("language", term.slug)) and about.name
        else replace(
            term, name=language_name(language_tag(tag) or tag, config.language or "en")
        )
        for tag in tags
        for term in vocabulary.terms("language", [tag])
    )
