"""The kinds of posts: articles, links, quotations and notes.

The kind of a post is in its header, or follows from its shape: a post with a ``link``
is a link, one whose text is a quotation and its source is a quotation, and a short one
without a title is a note.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.model.cutting import shortened
from sphinx_blogtheme.model.excerpt_separators import MARKER_WORDS
from sphinx_blogtheme.model.headings import heading_title
from sphinx_blogtheme.model.inline_markdown import plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sphinx_blogtheme.model.posts import FrontMatter, Post

ARTICLE, LINK, QUOTE, NOTE = KINDS = ("article", "link", "quote", "note")
"""The kinds, as ``kind`` in a header and the options name them."""

KIND_WORDS = {
    **{kind: kind for kind in KINDS},
    **{f"{kind}s": kind for kind in KINDS},
    **dict.fromkeys(("text", "standard", "essay"), ARTICLE),
    **dict.fromkeys(("blogmark", "bookmark"), LINK),
    **dict.fromkeys(("quotation", "quotations"), QUOTE),
    **dict.fromkeys(("aside", "status", "micro"), NOTE),
}
"""The words for kinds, with those of other engines: WordPress has ``aside``."""

FORMAT_WORDS = frozenset((LINK, QUOTE, NOTE, "aside", "status", "micro"))
"""The words that mean a kind under a key such as ``type``, which may say anything."""

KIND_PAGES = {ARTICLE: "articles", LINK: "links", QUOTE: "quotes", NOTE: "notes"}
"""The docnames of the pages that list all posts of a kind."""

ALL, ARTICLES = "all", "articles"
"""The names of the second feed of a site, with all its posts or only its articles."""

NOTE_LENGTH = 1000
"""Number of characters of Markdown up to which a post without a title is a note."""

QUOTATION_LENGTH = 10_000
"""Number of characters up to which a text can be a quotation."""

BEGINNING = 60
"""Number of characters of the words that stand for a title."""

_DASH = r"(?:[—–―]|-{2,3})[ \t]*(?=[^\s—–―-])"
ATTRIBUTION = re.compile(_DASH)
"""The dash before the source of a quotation: ``— Ada Lovelace``, ``-- Ada``."""

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PART_MARK = re.compile(
    rf"^ {{0,3}}#{{1,6}}\s|<!--\s*{MARKER_WORDS}"
    r"|^ {0,3}[^\s>].*\n {0,3}(?:=+|-+)[ \t]*$",
    re.MULTILINE,
)
_PART_MARK_RST = re.compile(
    r"^\.\. |^\S.*\n([=~^*+#`:.'\"_-])\1{2,}[ \t]*$", re.MULTILINE
)
_HEADING = re.compile(r"\s*(?:([=~^*+#-])\1+\n)?.*(?:\n([=~^*+#-])\2+[ \t]*(?:\n|$))?")
_QUOTED = re.compile(r" {0,3}>[ \t]?")
_CALLOUT = re.compile(r" {0,3}>[ \t]*\[![\w-]+\]")
_NO_WORDS = re.compile(r"\s*(?:\||```|~~~|:::|\{\{|\{%|\.\. |\$\$|\{[^}`]*\}\s*$)")
_CLEANED = (
    (re.compile(r"(?m)^[ \t]*(?:>[ \t]?|[-+*][ \t]+|\d+[.)][ \t]+|#+[ \t]+)+"), ""),
    (re.compile(r"<((?:https?|mailto):[^<>\s]+)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), ""),
    (re.compile(r"\[\^[^\]]*\]"), ""),
    (re.compile(r"(?:\{[\w:.+-]+\}|:[\w:.+-]+:)(?=`)"), ""),
    (re.compile(r"`([^`<]+?)\s*<[^<>`]+>`_{0,2}"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\[[^\]]*\]"), r"\1"),
)
"""Patterns of markup that `plain_text` leaves, with what is put in their place."""
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_PRIVATE = 0xE000
"""What is added to escaped characters, so that they are no markup."""
_PUT_BACK = {code + _PRIVATE: code for code in range(0x21, 0x7F)}


class BodyShape(NamedTuple):
    """What the text of a post looks like, from its source."""

    heading: str | None = None
    """The level-1 heading that it begins with, as written."""
    beginning: str = ""
    """The first words of a text that begins with no heading, as plain text."""
    is_quotation: bool = False
    """Whether it is one quotation, with its source."""
    is_short: bool = False
    """Whether it can be a note: short, in one part, and without a heading."""


def shape_of_body(body: str, heading: str | None, *, rst: bool = False) -> BodyShape:
    """Return the shape of a text in Markdown or reStructuredText.

    :param heading: the level-1 heading that it begins with, if any.
    :param rst: whether it is in reStructuredText.
    """
    if heading is not None:
        rest = _HEADING.sub("", body, count=1)
        return BodyShape(heading, "", _is_quotation(rest, rst=rst))
    text = body.strip()
    parted = _PART_MARK.search(text) or (rst and _PART_MARK_RST.search(text))
    return BodyShape(
        None,
        _beginning(text),
        _is_quotation(body, rst=rst),
        bool(text) and len(text) <= NOTE_LENGTH and not parted,
    )


def kind_of(facts: FrontMatter, shape: BodyShape, *, named: bool = False) -> str:
    """Return the kind of a post.

    :param named: whether the name of its file is its title, as in Jekyll.
    """
    if facts.kind:
        return facts.kind
    if facts.link:
        return LINK
    if shape.is_quotation:
        return QUOTE
    # Standing pages and those on the menu are known by the names of their files.
    named = named or not facts.listed or bool(facts.on_menu)
    untitled = not named and not facts.title and shape.heading is None
    return NOTE if untitled and shape.is_short else ARTICLE


class KindAndTitle(NamedTuple):
    """The kind of a post, and its title."""

    kind: str
    title: str
    untitled: bool
    """Whether the title is only the first words of the text, or made of the slug."""


def kind_and_title(
    facts: FrontMatter, shape: BodyShape, slug: str, *, named: bool = False
) -> KindAndTitle:
    """Return the kind and the title of a post; a note or quotation may have no title.

    :param slug: the words for a title where there are no others.
    :param named: whether the name of its file is its title, as in Jekyll.
    """
    kind = kind_of(facts, shape, named=named)
    untitled = kind in (NOTE, QUOTE) and not (facts.title or shape.heading)
    title = facts.title or (shape.beginning if untitled else "")
    return KindAndTitle(kind, title or heading_title(shape.heading, slug), untitled)


def of_kinds(posts: Iterable[Post], kinds: Collection[str]) -> list[Post]:
    """Return the posts that are of one of the kinds."""
    return [post for post in posts if post.kind in kinds]


def second_feed(posts: Collection[Post], kinds: Collection[str]) -> str | None:
    """Return the name of a site's second feed, `ALL` or `ARTICLES`, if it has one.

    :param posts: the posts of the site.
    :param kinds: the kinds of the posts in its main feed.
    """
    if any(post.kind not in kinds for post in posts):
        return ALL
    articles = sum(post.kind == ARTICLE for post in posts)
    return ARTICLES if 0 < articles < len(posts) else None


def feed_kinds(name: str, kinds: Collection[str]) -> Collection[str]:
    """Return the kinds of posts in a feed of the whole site.

    :param name: name of the second feed; "" for the main one.
    :param kinds: the kinds in the main feed.
    """
    return {ALL: KINDS, ARTICLES: (ARTICLE,)}.get(name, kinds)


def _is_quotation(text: str, *, rst: bool) -> bool:
    """Return whether a text is one quotation and its source, which follows a dash."""
    if len(text) > QUOTATION_LENGTH:
        return False
    lines = _COMMENT.sub("", text).strip("\n").split("\n")
    if rst:
        quoted = all(not line.strip() or line[0] in " \t" for line in lines)
        return quoted and _ends_in_source("\n".join(line.strip() for line in lines))
    if not _QUOTED.match(lines[0]) or _CALLOUT.match(lines[0]):
        return False
    size = next((n for n, x in enumerate(lines) if not _QUOTED.match(x)), len(lines))
    after = "\n".join(lines[size:]).strip()
    if after:
        return bool(ATTRIBUTION.match(after)) and not re.search(r"\n[ \t]*\n", after)
    return _ends_in_source("\n".join(_QUOTED.sub("", line) for line in lines))


def _ends_in_source(text: str) -> bool:
    """Return whether the last of several paragraphs follows a dash."""
    paragraphs = re.split(r"\n[ \t]*\n", text.strip())
    return len(paragraphs) > 1 and bool(ATTRIBUTION.match(paragraphs[-1]))


def _beginning(text: str) -> str:
    """Return the first words of a text, or "" if it has none that can be read so."""
    return next(filter(None, map(_words_of, _paragraphs(text))), "")


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the first paragraphs that may be words, not far into a text."""
    head = _COMMENT.sub("", text[:NOTE_LENGTH])
    for paragraph in re.split(r"\n[ \t]*>?[ \t]*\n", head):
        if not _NO_WORDS.match(paragraph):
            yield paragraph


def _words_of(paragraph: str) -> str:
    paragraph = _ESCAPE.sub(lambda m: chr(ord(m[1]) + _PRIVATE), paragraph)
    for pattern, put in _CLEANED:
        paragraph = pattern.sub(put, paragraph)
    words = unescape(plain_text(paragraph)).translate(_PUT_BACK)
    return shortened(words, BEGINNING) if re.search(r"\w", words) else ""
