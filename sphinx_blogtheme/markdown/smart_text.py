"""Curly quotation marks and dashes, as the language of a text has them.

Sphinx's option ``smartquotes`` asks for them. docutils knows the marks of many
languages; a text in another one stays as it was typed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import normalize_language_tag, smartquotes
from sphinx.util.nodes import is_smartquotable

from sphinx_blogtheme.config.given import sets_quotes
from sphinx_blogtheme.model.headings import kept_title
from sphinx_blogtheme.model.inline_markdown import as_typed, keep_typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sphinx.config import Config

    from sphinx_blogtheme.discovery.post_source import Source


_LEFT_ALONE = re.compile(r"\\|(?<=\0)[-'\".`]")


def quotes_language(tag: str | None, config: Config) -> str | None:
    """Return the language whose quotation marks a text gets, as docutils has it.

    :param tag: tag of the text's language, by default that of the site: ``de-CH``.
    :return: None if the text stays as it was typed.
    """
    if not sets_quotes(config):
        return None
    tag = tag or config.language or "en"
    names = [name.replace("_", "-") for name in normalize_language_tag(tag)]
    left_out = config.smartquotes_excludes.get("languages", [])
    if not {*names}.isdisjoint(name.lower().replace("_", "-") for name in left_out):
        return None
    known = smartquotes.smartchars.quotes
    return next((name for name in names if name in known), None)


def smart_text(text: str | None, tag: str | None, config: Config) -> str | None:
    """Return a text, such as a title, with the marks that its page shows.

    :param tag: tag of its language, by default that of the site.
    """
    language = quotes_language(tag, config)
    if language is None or not text:
        return text
    return next(_educated([("plain", _escaped(text))], language, config))


def smart_title(source: Source, tag: str | None, config: Config) -> str:
    """Return the title of a post with the marks that its page shows.

    Code and escaped marks stay as they were typed, and so do first words of a text.
    """
    title = source.shown_title
    if source.untitled:
        return title
    if source.heading:
        return smart_heading(source.heading, tag, config)
    if "`" in title:
        title = keep_typed(title)
    return as_typed(smart_text(title, tag, config) or "")


def smart_heading(heading: str, tag: str | None, config: Config) -> str:
    """Return the title that a heading is, without its markup."""
    return as_typed(smart_text(kept_title(heading), tag, config) or "")


def smarten(block: nodes.TextElement, language: str, config: Config) -> None:
    """Give a paragraph, a heading or the like its quotation marks and dashes.

    :param language: as docutils has it.
    """
    texts = [
        text
        for text in block.findall(nodes.Text)
        if not isinstance(text.parent, nodes.option_string)
    ]
    marks = _educated(map(_token, texts), language, config)
    for text, smart in zip(texts, list(marks), strict=True):
        if smart != text:
            text.parent.replace(text, nodes.Text(smart))


def _token(text: nodes.Text) -> tuple[str, str]:
    """Return what docutils needs to know of a text: kind and content."""
    parent = text.parent
    if isinstance(parent, nodes.raw) and parent.get("format") == "html":
        return "tag", str(text)  # what follows is seen as if the tag were not there
    if not is_smartquotable(text) or _is_address(parent, text.astext()):
        return "literal", text.astext()
    return "plain", _escaped(str(text))


def _is_address(parent: nodes.Node, text: str) -> bool:
    """Return whether a text is a URL or an e-mail address that leads to itself."""
    return isinstance(parent, nodes.reference) and parent.get("refuri") in {
        text,
        f"mailto:{text}",
        f"http://{text}",
        f"https://{text}",
    }


def _escaped(text: str) -> str:
    """Return a text of which docutils leaves backslashes and escaped marks alone."""
    return _LEFT_ALONE.sub(r"\\\g<0>", text)


def _educated(
    tokens: Iterable[tuple[str, str]], language: str, config: Config
) -> Iterator[str]:
    result: Iterator[str] = smartquotes.educate_tokens(
        tokens,
        attr=config.smartquotes_action,
        language=language,
    )
    return result
