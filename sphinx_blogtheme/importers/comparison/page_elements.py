"""Elements of HTML pages, and those among them that are no text of an author."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from bs4 import BeautifulSoup
from bs4.element import PreformattedString, Tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NO_TEXT = frozenset(
    (
        *("script", "style", "template", "noscript", "nav", "button", "form", "head"),
        *("dialog", "svg", "select", "input", "textarea", "object", "canvas"),
    )
)
"""Elements that hold no text of a post, whatever the theme."""

_NO_TEXT_NAMES = frozenset(
    (
        *("toc", "table-of-contents", "tableofcontents", "share", "sharing", "social"),
        "markdown-toc",
        *("related", "related-posts", "comments", "comment", "pagination", "pager"),
        *("breadcrumb", "breadcrumbs", "post-meta", "entry-meta", "postmetadata"),
        *("headerlink", "header-anchor", "anchor", "anchorjs-link", "hash-link"),
        *("heading-anchor", "headinglink", "copy", "copy-button", "clipboard"),
        *("sr-only", "visually-hidden", "screen-reader-text", "skip-link"),
        *("linenos", "linenodiv", "gutter", "lineno", "lnt", "ln", "line-numbers"),
        *("rouge-gutter", "reading-time", "read-time", "post-nav", "post-navigation"),
        *("sharedaddy", "jp-relatedposts", "giscus", "disqus_thread", "newsletter"),
        *("footnote-backref", "footnote-back", "reversefootnote", "fn-backref"),
        *("post-info", "entry-header", "entry-footer", "post-header", "post-footer"),
        *("article-header", "article-footer", "article-meta", "article-info", "byline"),
        *("meta", "tags", "post-tags", "tag-list", "post-date", "post-author"),
        *("sidebar", "md-source-file", "edit-link", "u-url", "headeranchor-link"),
        *("post-metadata", "post-back", "back-link", "nextprev", "links-nextprev"),
        *("system-message", "system-messages", "problematic"),
    )
)
"""Classes and ids of such parts, as themes of many engines name them."""

_NAV_NAME = re.compile(r"(?:.*[-_])?nav|prev(?:ious)?|next|prev-?next")
"""Matches classes of links to other pages, in any theme."""

_LEVEL = re.compile(r"level\d")
"""Matches the class of a section that Pandoc makes of a heading and what follows."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_FRAMES = ("header", "footer", "aside")
"""Elements that are parts of the page, if they are in none of the next."""

_TEXTS = frozenset(("article", "main", "section", "blockquote"))

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "dd"),
        *("details", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2"),
        *(
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "html",
            "img",
            "label",
            "li",
            "main",
            "ol",
        ),
        *("p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th"),
        *("thead", "title", "tr", "ul", "video", "audio", "iframe", "picture"),
        *("label", "legend", "fieldset", "option", "hgroup", "search", "center"),
    )
)
"""Elements at which a word ends."""


_PLAYERS = ("iframe", "video", "audio")
"""Elements whose text is for programs that cannot show them."""


def _nothing(_: Tag) -> str:
    return ""


def soup_of(data: bytes) -> BeautifulSoup:
    """Return the tree of a page."""
    # Beautiful Soup warns of a single line without a tag, which may be a file name.
    return BeautifulSoup(data.decode("utf-8", "replace") + "\n", "html.parser")


def attribute(element: Tag, name: str) -> str:
    """Return the value of an attribute as one text; "" without it."""
    value = element.get(name)
    return (value if isinstance(value, str) else " ".join(value or ())).strip()


def classes_and_id(element: Tag) -> set[str]:
    """Return the classes and the id of an element, in lower case."""
    value = f"{attribute(element, 'class')} {attribute(element, 'id')}"
    return set(value.lower().split())


def is_no_text(element: Tag) -> bool:  # noqa: PLR0911 - each of them is a kind
    """Return whether an element is a part that no author wrote."""
    if element.name in _NO_TEXT:
        return True
    if element.name in _FRAMES and not any(up.name in _TEXTS for up in element.parents):
        return True
    if not element.attrs:
        return False
    if element.get("aria-hidden") == "true" or element.has_attr("hidden"):
        return element.name != "math" and "katex" not in " ".join(
            classes_and_id(element)
        )
    if element.name in _HEADINGS or element.name == "body":
        return False  # their class may be `anchor`
    if classes_and_id(element) & _NO_TEXT_NAMES:
        return not _is_of_heading(element)
    return any(map(_NAV_NAME.fullmatch, attribute(element, "class").lower().split()))


def _is_of_heading(element: Tag) -> bool:
    """Return whether an element is a section named after its heading, as ``tags``."""
    if element.name != "section":
        return False
    if any(map(_LEVEL.fullmatch, attribute(element, "class").split())):
        return True
    inner = element.find(True)
    return (
        not element.get("class")
        and isinstance(inner, Tag)
        and inner.name in _HEADINGS
        and inner.find("a", href=f"#{attribute(element, 'id')}") is not None
    )


def elements_of(
    root: Tag, without: Callable[[Tag], bool] = is_no_text
) -> Iterator[Tag]:
    """Yield the elements below one that authors wrote, in their order.

    :param without: returns whether an element is left out, with all that is in it.
    """
    level: list[Tag] = [root]
    while level:
        element = level.pop()
        if element is not root:
            yield element
        inner = [
            one for one in element.contents if isinstance(one, Tag) and not without(one)
        ]
        level += reversed(inner)


def element_text(
    root: Tag, *, without: Tag | None = None, leaf: Callable[[Tag], str] = _nothing
) -> str:
    """Return the text below an element, with line ends between blocks.

    :param without: an element whose text is left out.
    :param leaf: returns the text that stands for an element; "" for its own.
    """
    parts: list[str] = []
    level: list[object] = [root]
    while level:
        node = level.pop()
        if isinstance(node, str):
            if not isinstance(node, PreformattedString):  # as comments are
                parts.append(str(node))
            continue
        if not isinstance(node, Tag) or node is without:
            continue
        if text := leaf(node):
            parts.append(text)
            continue
        if node is not root and is_no_text(node):
            continue
        if node.name in _BLOCKS:
            parts.append("\n")
            level.append("\n")
            if node.name in _PLAYERS:
                continue
        elif node.name == "sup" and (node.find("a") or node.find_parent("a")):
            parts.append(" ")  # the number of a footnote is no part of a word
            level.append(" ")
        level += reversed(node.contents)
    return "".join(parts)


_WORD = re.compile(
    "[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
    "|[^\\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]+"
)
_EMOJI = re.compile(r":[\w+-]*[^\W\d][\w+-]*:")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def compared_words(text: str) -> list[str]:
    """Return the words of a text; signs are left out, which engines make typographic.

    Each character is a word in scripts that have no spaces.
    """
    plain = normalize("NFKC", _INVISIBLE.sub("", text))
    return _WORD.findall(plain)


def without_emoji_names(text: str) -> str:
    """Return a text without names such as ``:tada:``, as if they were the signs."""
    return _EMOJI.sub(_unless_emoji, text)


def _unless_emoji(match: re.Match[str]) -> str:
    from emoji import emojize

    name = match[0]
    return " " if emojize(name, language="alias") != name else name


def folded_words(text: str) -> str:
    """Return the words of a text in lower case, with one space between them."""
    return " ".join(compared_words(text)).casefold()
