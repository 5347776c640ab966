"""The context of a post's body: dialects, URLs and values for constructs in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx_blogtheme.config.checks import DIALECTS
from sphinx_blogtheme.markdown.shortcodes.catalogue import CERTAIN, piece_of
from sphinx_blogtheme.markdown.shortcodes.elements import Code, Hidden, Text, Verbatim
from sphinx_blogtheme.markdown.shortcodes.tags import TagSyntax, read_tag
from sphinx_blogtheme.model.library import term_docname
from sphinx_blogtheme.model.posts import Term
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_blogtheme.markdown.shortcodes.elements import Piece
    from sphinx_blogtheme.markdown.shortcodes.tags import Tag

EXPRESSION = re.compile(
    r"\{\{-?\s*(?P<value>(?:site|page)\.[\w.]+|\"[^\"{}|]*\"|'[^'{}|]*')"
    r"(?P<filters>(?:\s*\|\s*\w+(?:\s*:\s*[\w.\"'/-]+)?){0,9})\s*-?\}\}"
)
"""An expression of Liquid with a value of the site or page, or with a path."""

_OF_SITE = re.compile(r"\bsite\.(?:posts|pages|related_posts|categories|tags|data)\b")
"""Names that only Jekyll's templates have."""

_PELICAN = re.compile(
    r"(?:\{(?P<kind>filename|static|attach|tag|category|author|index|archives)\}"
    r"|\|(?P<old>filename|static|attach|tag|category|author|index|archives)\|)"
    r"(?P<path>.*)",
    re.DOTALL,
)


@dataclass(kw_only=True, slots=True)
class BodyContext:
    """The context of one post's body, which also collects its unknown markup."""

    find_page: Callable[[str], str | None]
    """Returns the URL of a page by its path, or None: ``a.md`` to ``/2025/03/a/``."""
    dialects: frozenset[str] = frozenset(DIALECTS)
    """Engines whose constructs are read, as in ``blog_dialects``."""
    site_url: str = ""
    """URL of the root of the site, without a slash at its end."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Values of ``param`` and ``page.…``, by name in lower case."""
    spellings: dict[str, str] = field(default_factory=dict)
    """URLs, with the text that the author wrote for each."""
    unknown: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Line (from zero) and text of unknown tags, by style and name."""
    unused: dict[str, tuple[int, str]] = field(default_factory=dict)
    """Line (from zero) and text of tags with an argument that nothing shows, by name
    of the tag and the argument."""
    raw: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of lines, from zero, in which nothing is a shortcode."""
    offset: int = 0
    """Number of lines before the text that is parsed, such as that of a directive."""

    def piece(self, tag: Tag) -> Piece | None:
        """Return the piece that a tag stands for, or None."""
        if not self._reads(tag):
            return None
        if tag.style is TagSyntax.CALL and (tag.words or not tag.named):
            return None  # another template language: Zola's arguments have names
        if tag.name == "param" and tag.style in (TagSyntax.ANGLE, TagSyntax.PERCENT):
            value = self.values.get(tag.get("name", place=0).lower())
            return None if value is None else Text(text=value)
        return piece_of(tag)

    def is_certain(self, tag: Tag, *, alone: bool = False) -> bool:
        """Return whether an unknown tag can only be one of an engine's.

        :param alone: whether it is alone in its line, as Zola's shortcodes are.
        """
        if not self._reads(tag):
            return False
        if tag.style is TagSyntax.CALL or tag.called:
            return alone and bool(tag.named) and not tag.words
        if tag.style is TagSyntax.LIQUID:
            is_include = tag.name == "include" and tag.rest[:1] not in ('"', "'", "")
            of_site = _OF_SITE.search(tag.rest)
            return is_include or bool(of_site) or tag.name in CERTAIN
        return True

    def _reads(self, tag: Tag) -> bool:
        if tag.style is TagSyntax.ANGLE:
            return "hugo" in self.dialects
        if tag.style is TagSyntax.PERCENT:
            return bool({"hugo", "nikola"} & self.dialects)
        if tag.style is TagSyntax.CALL or tag.called or tag.name == "end":
            return "zola" in self.dialects
        return "jekyll" in self.dialects

    def note_unknown(self, tag: Tag, line: int, why: str = "") -> None:
        """Note a tag that is shown as it is; only the first of each name counts.

        :param line: its line, from zero.
        :param why: text after the tag in the warning.
        """
        if not tag.closing:
            line += self.offset
            self.unknown.setdefault(
                f"{tag.style.value}{tag.name}", (line, tag.shown + why)
            )

    def note_unused(self, tag: Tag, piece: Piece, line: int) -> None:
        """Note the arguments of a tag that its piece doesn't show.

        :param line: its line, from zero.
        """
        if isinstance(piece, (Code, Hidden, Verbatim)):
            return  # all arguments are options
        for name in tag.unused():
            said = f"{name!r} of {tag.shown}"
            self.unused.setdefault(f"{tag.name} {name}", (line + self.offset, said))

    def note_raw(self, first: int, last: int) -> None:
        """Note lines in which nothing is a shortcode.

        :param first: the first line, from zero.
        :param last: the line after the last one.
        """
        self.raw.append((first + self.offset, last + self.offset))

    def is_raw(self, line: int) -> bool:
        """Return whether nothing is a shortcode in a line."""
        line += self.offset
        return any(first <= line < last for first, last in self.raw)

    def page(self, path: str) -> str:
        """Return the URL of a page; that of a missing page is a dead link."""
        path, mark, fragment = path.partition("#")
        if not path:
            return f"{mark}{fragment}"
        url = self.find_page(path) or f"/{quote(path.lstrip('/'))}"
        return f"{url}{mark}{fragment}"

    def expression(self, match: re.Match[str]) -> str | None:
        """Return the text that an `EXPRESSION` prints; None if unknown."""
        if "jekyll" not in self.dialects:
            return None
        value, filters = match["value"], re.findall(r"\|\s*(\w+)", match["filters"])
        if value[0] in "\"'":
            known = {"relative_url", "absolute_url", "prepend", "append", "url"}
            return value[1:-1] if filters and set(filters) <= known else None
        root, _, name = value.partition(".")
        if root == "site":
            urls = {"baseurl": "", "url": self.site_url, "github.url": self.site_url}
            return urls.get(name, self.values.get(f"site.{name}"))
        return self.values.get(name)

    def url(self, written: str) -> str | None:
        """Return the URL for a destination with constructs; None if it has none.

        :param written: destination as the author wrote it: ``{filename}a.md``.
        """
        url = written
        if "{{" in url or "{%" in url:
            url = self._expanded(url)
        if "pelican" in self.dialects and (match := _PELICAN.match(url)):
            url = self._pelican(match["kind"] or match["old"], match["path"].strip())
        elif url.startswith("@/") and "zola" in self.dialects:
            url = self.page(url[1:])
        if url == written:
            return None
        if self.site_url and url.startswith(f"{self.site_url}/"):
            url = url[len(self.site_url) :]
        url = url.replace("//", "/") if url.startswith("//") else url
        self.spellings[url] = written
        return url

    def _expanded(self, text: str) -> str:
        """Return a URL with the text that its tags and expressions print."""
        parts, position = [], 0
        for mark in re.finditer(r"\{[{%]", text):
            start = mark.start()
            if start < position:
                continue
            if match := EXPRESSION.match(text, start):
                value, end = self.expression(match), match.end()
            elif read := read_tag(text, start):
                tag, end = read
                value = self._printed(tag)
            else:
                continue
            if value is not None:
                parts += [text[position:start], value]
                position = end
        return "".join([*parts, text[position:]])

    def _printed(self, tag: Tag) -> str | None:
        piece = self.piece(tag)
        if isinstance(piece, Text):
            return piece.text
        path = getattr(piece, "path", None)
        return None if path is None else self.page(path)

    def _pelican(self, kind: str, path: str) -> str:
        if kind in ("index", "archives"):
            return "/" if kind == "index" else "/archives/"
        if kind in ("tag", "category", "author"):
            return f"/{term_docname(kind, Term(slug=term_slug(path), name=path))}/"
        bare = path.partition("#")[0]
        if kind == "filename" and re.search(r"\.(?:md|markdown|rst|html?)$", bare):
            return self.page(path)
        return quote(path, safe="/#?=&%:~+,;@!$'()*")
