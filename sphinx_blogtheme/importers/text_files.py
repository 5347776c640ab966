"""Read a text file of a site, and add it to the imported documents."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.html_text import markdown_of, require_markdownify
from sphinx_blogtheme.importers.documents import (
    HTML_SUFFIXES,
    MARKDOWN_SUFFIXES,
    RST_SUFFIXES,
    ParsedFile,
    read_document,
)
from sphinx_blogtheme.importers.engine_settings import setting_text
from sphinx_blogtheme.importers.list_texts import names_cover
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.site_folder import new_path
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.importers.site_folder import SiteFolder
    from sphinx_blogtheme.model.posts import FrontMatter

UNSUPPORTED_SUFFIXES = (
    ".ad",
    ".adoc",
    ".asciidoc",
    ".org",
    ".textile",
    ".pandoc",
    ".pdc",
    ".rdoc",
    ".wiki",
    ".txt",
)
"""Suffixes of markup languages that are not imported; they are reported."""

TEXTS = (
    *MARKDOWN_SUFFIXES,
    *HTML_SUFFIXES,
    *RST_SUFFIXES,
    *UNSUPPORTED_SUFFIXES,
    ".ipynb",
)
"""Suffixes of all files that may be posts or pages of a site."""


_NO_YAML = ("Pelican",)
"""Engines whose headers may look like YAML, and are none."""

_TEMPLATE_KEYS = ("layout", "type", "template")
"""Keys of front matter that name the template of a page."""


def suffix_of(path: str) -> str:
    """Return the suffix of a file in lower case, with its dot."""
    return PurePosixPath(path).suffix.lower()


def is_only_text(file: Path) -> bool:
    """Return whether there is no other text below a file's folder, but translations."""
    name = file.name.partition(".")[0]
    return all(
        other.name.partition(".")[0] == name
        for other in file.parent.rglob("*")
        if other.suffix.lower() in TEXTS
    )


def read(
    tree: SiteFolder,
    path: str,
    zone: ZoneInfo,
    *,
    jekyll: bool = False,
    defaults: Iterable[Mapping[str, Any]] = (),
    own: tuple[str, ...] = (),
    suffix: str = "",
    change: Callable[[str], str] | None = None,
) -> ParsedFile | None:
    """Return the front matter and body of a file; None, with an error, if unreadable.

    Problems of the front matter become warnings of the tree.

    :param zone: time zone of dates that name none.
    :param jekyll: whether spaces separate the names in ``categories: a b``.
    :param defaults: front matter that the site gives the file, nearest first.
    :param own: keys that the engine's reader interprets itself, such as
        ``permalink``; their problems are ignored.
    :param suffix: suffix of the format, if it is not that of the file.
    :param change: changes the text of the file before it is read.
    """
    suffix = suffix or suffix_of(path)
    if suffix in UNSUPPORTED_SUFFIXES or suffix == ".ipynb":
        tree.error(path, f"is in {suffix}, which is not read; left out")
        return None
    text = tree.take(path)
    if text is None:
        return None
    text = change(text) if change else text
    draft = read_document(
        text,
        zone,
        suffix=suffix,
        jekyll=jekyll,
        defaults=tuple(defaults),
        strict=tree.engine not in _NO_YAML,
    )
    for problem in draft.problems:
        mine = rf"(?:\d+: )?(?:{'|'.join(own)}): "
        if not own or not re.match(mine, problem, re.IGNORECASE):
            tree.warn(path, problem)
    return draft


def add_document(
    tree: SiteFolder,
    path: str,
    draft: ParsedFile,
    facts: FrontMatter,
    urls: Iterable[str],
    *,
    target: str | None = None,
    page: bool = False,
    suffix: str = "",
) -> None:
    """Add a file to the imported documents; a body in HTML becomes Markdown.

    :param draft: the file, as `read` returned it.
    :param facts: front matter of the document, instead of the file's own.
    :param urls: URLs in the old site, the permalink first.
    :param target: path in the blog, if it is not that in the old site.
    :param page: whether it is a page, which is in no listing.
    :param suffix: suffix of the format, if it is not that of the file.
    :raises CommandError: if the library that converts HTML is missing.
    """
    suffix = suffix or suffix_of(path)
    body = draft.body
    if suffix in HTML_SUFFIXES:
        require_markdownify()
        made = markdown_of(body)
        is_whole = draft.text.endswith(body)
        above = draft.text[: -len(body) or None].count("\n") if is_whole else 0
        body = made.text
        for message in made.warnings:
            line = made.lines.get(message, 0) if is_whole else 0
            tree.warn(f"{path}:{above + line}" if line else path, message)
    extra = {key: value for key, value in facts.extra.items() if _is_plain(value)}
    facts = replace(facts, extra=extra)
    if facts.status is Status.DRAFT and facts.undated:
        facts = replace(facts, undated=False)
    tree.add(
        Document(
            source=path,
            path=new_path(target or path, ".rst" if suffix in RST_SUFFIXES else ".md"),
            facts=facts,
            body=body,
            urls=tuple(urls),
            page=page,
            original=draft.text,
            has_cover=names_cover(draft.raw),
            templates=tuple(
                name for key in _TEMPLATE_KEYS if (name := setting_text(draft.raw, key))
            ),
        )
    )


def _is_plain(value: Any) -> bool:
    """Return whether the value of an unknown key can be written to a new header."""
    if isinstance(value, (list, tuple)):
        return all(map(_is_plain, value))
    if isinstance(value, dict):
        return all(map(_is_plain, value.values()))
    return isinstance(value, (str, int))


def engine_term_slug(name: str) -> str:
    """Return a name as most engines write it in URLs: ``c-tips`` for ``C++ Tips``."""
    return "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
