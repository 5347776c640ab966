"""Turn one file of a site into one document of a blog, as its reader places it."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.documents import (
    HTML,
    MARKDOWN,
    RST,
    Draft,
    read_document,
)
from sphinx_blogtheme.importers.html_text import check_library, markdown_of
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.site_folder import new_path
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.importers.site_folder import Tree
    from sphinx_blogtheme.model.posts import FrontMatter

OTHERS = (".adoc", ".asciidoc", ".org", ".textile", ".pandoc", ".rdoc", ".wiki", ".txt")
"""Suffixes of texts in other languages than Markdown, HTML and reStructuredText."""

TEXTS = (*MARKDOWN, *HTML, *RST, *OTHERS, ".ipynb")


def suffix_of(path: str) -> str:
    """Return the suffix of a file, in small letters."""
    return PurePosixPath(path).suffix.lower()


def read(
    tree: Tree,
    path: str,
    zone: ZoneInfo,
    *,
    jekyll: bool = False,
    defaults: Iterable[Mapping[str, Any]] = (),
    own: tuple[str, ...] = (),
) -> Draft | None:
    """Return what a file says, or None where it can't be read; that is noted.

    :param own: keys that the reader takes itself, whatever is wrong with them for us.
    """
    suffix = suffix_of(path)
    if suffix in OTHERS or suffix == ".ipynb":
        tree.error(path, f"is in {suffix}, which is not read; left out")
        return None
    text = tree.take(path)
    if text is None:
        return None
    draft = read_document(
        text, zone, suffix=suffix, jekyll=jekyll, defaults=tuple(defaults)
    )
    for problem in draft.problems:
        if not any(re.match(rf"(?:\d+: )?{key}: ", problem) for key in own):
            tree.warn(path, problem)
    return draft


def add_document(
    tree: Tree,
    path: str,
    draft: Draft,
    facts: FrontMatter,
    urls: Iterable[str],
    *,
    target: str | None = None,
    page: bool = False,
) -> None:
    """Take a file over as a document.

    :param urls: that it had; its own first.
    :param target: its path in the blog, if not that in the old site.
    """
    suffix = suffix_of(path)
    body = draft.body
    if suffix in HTML:
        check_library()
        made = markdown_of(body)
        body = made.text
        for message in made.warnings:
            tree.warn(path, message)
    extra = {key: value for key, value in facts.extra.items() if _is_plain(value)}
    facts = replace(facts, extra=extra)
    if facts.status is Status.DRAFT and facts.undated:
        facts = replace(facts, undated=False)
    tree.add(
        Document(
            source=path,
            path=new_path(target or path, ".rst" if suffix in RST else ".md"),
            facts=facts,
            body=body,
            urls=tuple(urls),
            page=page,
        )
    )


def _is_plain(value: Any) -> bool:
    """Tell whether a value of a key that we don't know can be written again."""
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    return isinstance(value, (str, int))


def engine_term_slug(name: str) -> str:
    """Return a name as most engines have it in URLs."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
