"""Tags of another engine that are left in an imported text, and that no build reads.

They are shortcodes of Hugo, Nikola and Quarto, tags of Liquid, Nunjucks, Jinja and
Zola, and values such as ``{{ title }}``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.importers.bodies.code_mask import MASK, without_code
from sphinx_blogtheme.markdown.shortcodes.catalogue import piece_of
from sphinx_blogtheme.markdown.shortcodes.context import EXPRESSION, BodyContext
from sphinx_blogtheme.markdown.shortcodes.tags import ESCAPED, Tag, TagSyntax, read_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_OPENING = re.compile(r"(?<!\\)(?:\{\{[<%]?|\{%)")
_VALUE = re.compile(r"\{\{-?\s*(?P<name>[^{}\s|(]+)[^{}\n]*\}\}")
_VERBATIM = re.compile(
    r"\{%-?\s*(?P<name>raw|comment|highlight)\b[^%]*%\}.*?\{%-?\s*end(?P=name)\s*-?%\}",
    re.DOTALL,
)
_RAW = re.compile(r"\{%-?\s*raw\b.*?\{%-?\s*endraw\b", re.DOTALL)
_BRANCHES = frozenset(("else", "elsif", "elif", "when", "endif", "endfor"))
_SHORTCODES = frozenset((TagSyntax.ANGLE, TagSyntax.PERCENT))
_STYLES = {
    "Hugo": _SHORTCODES,
    "Quarto": _SHORTCODES,
    "Nikola": _SHORTCODES,
    **dict.fromkeys(
        (
            *("ABlog", "WordPress", "Ghost", "Blogger", "Medium", "Substack"),
            *("Movable Type", "JSON Feed"),
        ),
        frozenset[TagSyntax](),
    ),
}
"""Styles of tags that an engine reads; of others, all but plain values."""
_WITH_VALUES = frozenset(("Jekyll", "11ty"))
"""Engines that fill in any value in double braces."""


_COMMENT = re.compile(
    r"\{#(?!\S*\}).*?#\}|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}",
    re.DOTALL,
)


def without_template_comments(text: str, engine: str) -> str:
    """Return a text in Markdown without what its engine showed nobody.

    :param engine: display name of the engine; only those that fill in texts have such
        comments, and in the texts of others they are what one reads.
    """
    if engine not in _WITH_VALUES or ("{#" not in text and "comment" not in text):
        return text
    masked = without_code(text, html=False)
    masked = _RAW.sub(lambda match: MASK * len(match[0]), masked)
    parts, position = [], 0
    for match in _COMMENT.finditer(masked):
        parts.append(text[position : match.start()])
        position = match.end()
    return "".join([*parts, text[position:]])


class LeftoverTag(NamedTuple):
    """A tag that a page would show as text."""

    name: str
    """Its style and name, such as ``{% image``: the same for all tags of its kind."""
    shown: str
    """Its text in one line."""
    source: str
    """Its text as written."""


def is_understood(tag: Tag) -> bool:
    """Return whether a build of the blog reads a tag, whatever the site is."""
    return BodyContext(find_page=lambda _: None).piece(tag) is not None


def tag_kind(tag: Tag) -> str:
    """Return style and name of a tag, such as ``{% image``."""
    return f"{tag.style.value} {tag.name}"


def leftover_tags(
    text: str, engine: str, values: Mapping[str, str] | None = None
) -> Iterator[LeftoverTag]:
    """Yield the tags in a text in Markdown that a build does not read.

    :param engine: display name of the engine of the text, such as ``Hugo``.
    :param values: values of ``page`` and ``site`` that the build knows, by name.
    """
    styles = _STYLES.get(engine, frozenset(TagSyntax))
    if not styles or ("{{" not in text and "{%" not in text):
        return
    body = BodyContext(find_page=lambda _: None, values=values or {}, site_url="/")
    masked = without_code(text)
    masked = _VERBATIM.sub(lambda match: " " * len(match[0]), masked)
    position = 0
    while opening := _OPENING.search(masked, position):
        start, position = opening.start(), opening.end()
        if escaped := ESCAPED.match(text, start):
            position = escaped.end()
        elif read := read_tag(text, start):
            tag, position = read
            if tag.style in styles and _is_left(tag, body):
                yield LeftoverTag(tag_kind(tag), tag.shown, tag.source)
        elif opening[0] == "{{" and engine in _WITH_VALUES:
            known = EXPRESSION.match(text, start)
            value = _VALUE.match(text, start)
            if value and not (known and body.expression(known) is not None):
                source = value[0]
                shown = Tag(source=source, style=TagSyntax.CALL, name="").shown
                yield LeftoverTag(f"{{{{ {value['name']}", shown, source)


def _is_left(tag: Tag, body: BodyContext) -> bool:
    """Return whether a tag stays; an end tag counts with its start."""
    ends = tag.style is TagSyntax.LIQUID and tag.name.startswith("end")
    if tag.closing or ends or tag.name in _BRANCHES:
        return False
    if tag.style is TagSyntax.CALL and (tag.words or not tag.named):
        return True
    known = tag.name == "param" or piece_of(tag) is not None
    return not known or body.piece(tag) is None
