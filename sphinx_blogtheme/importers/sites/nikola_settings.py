"""What the configuration of a site of Nikola says about files, languages and URLs."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import (
    list_of,
    mapping_of,
    setting_text,
)
from sphinx_blogtheme.model.languages import usual_case
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sphinx_blogtheme.model.posts import FrontMatter

TRANSLATIONS_PATTERN = "{path}.{lang}.{ext}"
"""Nikola's default for the names of files that are translations."""

_COMPILERS = {
    "rest": [".txt", ".rst"],
    "markdown": [".md", ".mdown", ".markdown"],
    "html": [".html", ".htm"],
}
_FORMATS = {"rest": ".rst", "markdown": ".md", "html": ".html", "ipynb": ".ipynb"}
"""Suffixes of formats, by the names of Nikola's compilers."""


def translation_pattern(
    conf: Mapping[str, Any], languages: Iterable[str]
) -> re.Pattern[str]:
    """Return the pattern of the paths of translations.

    Its groups are ``path``, ``ext`` and ``lang``.

    :param conf: the settings of the site.
    :param languages: codes of the languages besides the site's own.
    """
    pattern = setting_text(conf, "TRANSLATIONS_PATTERN") or TRANSLATIONS_PATTERN
    pattern = re.escape(pattern)
    codes = "|".join(map(re.escape, languages)) or "(?!)"
    for part, found in (
        ("{path}", "(?P<path>.+?)"),
        ("{ext}", r"(?P<ext>[^./]+)"),
        ("{lang}", f"(?P<lang>{codes})"),
    ):
        pattern = pattern.replace(re.escape(part), found, 1)
    return re.compile(pattern)


def formats_of(conf: Mapping[str, Any]) -> dict[str, str]:
    """Return the suffixes of the formats of files, by the suffixes of the files."""
    compilers = mapping_of(conf, "COMPILERS") or _COMPILERS
    return {
        str(suffix).lower(): _FORMATS.get(str(name), str(suffix).lower())
        for name, suffixes in compilers.items()
        for suffix in (suffixes if isinstance(suffixes, list) else [suffixes])
    }


def editions_of(conf: Mapping[str, Any], languages: Iterable[str]) -> dict[str, Any]:
    """Return the option with the names of the blog in its other languages."""
    editions = {}
    for code in languages:
        names = {
            "title": setting_text(conf, f"BLOG_TITLE.{code}"),
            "description": setting_text(conf, f"BLOG_DESCRIPTION.{code}"),
        }
        if texts := {key: text for key, text in names.items() if text}:
            editions[usual_case(code)] = texts
    return {"blog_editions": editions} if editions else {}


def redirections(conf: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return old URLs, and the place that each leads to, without slashes at its ends."""
    return [
        (
            f"/{str(rule[0]).lstrip('/')}",
            str(rule[1]).strip("/").removesuffix("/index.html"),
        )
        for rule in list_of(conf, "REDIRECTIONS")
        if isinstance(rule, list) and len(rule) == len(("from", "to"))
    ]


def inherited_facts(facts: FrontMatter, original: FrontMatter) -> FrontMatter:
    """Return the front matter of a translation, with what it shares with its original."""
    is_draft = Status.DRAFT in (facts.status, original.status)
    return replace(
        facts,
        date=facts.date or original.date,
        undated=False,
        slug=facts.slug or original.slug,
        tags=facts.tags or original.tags,
        categories=facts.categories or original.categories,
        authors=facts.authors or original.authors,
        status=Status.DRAFT if is_draft else facts.status,
    )
