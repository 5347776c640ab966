"""Translate shortcodes in paragraphs and in HTML into Markdown or HTML.

Code spans are not changed, except for the marks by which Hugo, Zola and Liquid protect
code. An unknown tag is shown as code if it can only be one of an engine's, and stays as
it is otherwise.
"""

from __future__ import annotations

import dataclasses
import re
from html import escape

from sphinx_blogtheme.markdown.shortcodes.catalogue import has_body
from sphinx_blogtheme.markdown.shortcodes.context import EXPRESSION, BodyContext
from sphinx_blogtheme.markdown.shortcodes.elements import (
    Box,
    Code,
    Embed,
    Figure,
    Hidden,
    PageLink,
    Piece,
    Quote,
    Text,
    Verbatim,
)
from sphinx_blogtheme.markdown.shortcodes.markup import (
    HtmlWriter,
    MarkdownWriter,
    destination,
)
from sphinx_blogtheme.markdown.shortcodes.tags import (
    ESCAPED,
    Tag,
    TagSyntax,
    closing_pattern,
    read_tag,
    unescaped,
)

_MARK = re.compile(
    r"\\[!-/:-@\[-`{-~]|`+|\]\(|\b(?:href|src|poster|srcset)\s*=\s*[\"']|\{[{%:]",
)
_HTML_MARK = re.compile(
    r"<(?P<tag>pre|code|script|style|textarea)\b|<!--"
    r"|\b(?:href|src|poster|srcset)\s*=\s*[\"']|\{[{%]",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(
    r"\{:\s*(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*'))"
    r"(?:\s+(?:[.#][\w:-]+|[\w-]+=(?:\"[^\"{}]*\"|'[^'{}]*')|[\w-]+))*\s*\}"
)
"""An attribute list of kramdown, for the element before it."""
_LONGEST = 2000
"""Number of characters of a destination; a longer one is not changed."""
_RAW = re.compile(r"\{%-?\s*raw\s*-?%\}")
_ENDRAW = re.compile(r"\{%-?\s*endraw\s*-?%\}")


class Translator:
    """Translates one text, from left to right."""

    def __init__(
        self, body: BodyContext, text: str, line: int, *, html: bool = False
    ) -> None:
        self.body, self.text, self.line = body, text, line
        self.write = HtmlWriter() if html else MarkdownWriter()
        self.marks = _HTML_MARK if html else _MARK
        self.html = html
        self.open: list[str] = []
        """Names of the tags with a body that have not ended."""
        self.endless: set[str] = set()
        """Tags without an end, which is not searched again."""
        self._counted = (0, line)

    def translate(self) -> str:
        """Return the text, translated."""
        text, parts, position = self.text, [], 0
        while mark := self.marks.search(text, position):
            start = mark.start()
            parts.append(text[position:start])
            new, position = self._at(mark)
            parts.append(text[start:position] if new is None else new)
        return "".join([*parts, text[position:]])

    def _at(self, mark: re.Match[str]) -> tuple[str | None, int]:
        """Return the text that replaces a mark (None: unchanged), and its end."""
        start, found = mark.start(), mark[0]
        if found.startswith("`"):
            return self._code(start, mark.end())
        if found.startswith("<"):
            return self._skip(mark)
        if found == "](":
            return self._destination(start)
        if found[-1] in "\"'":
            return self._attribute(mark)
        if found == "{:":
            return self._kramdown(start)
        return self._tag(start) if found[0] == "{" else (None, mark.end())

    def _skip(self, mark: re.Match[str]) -> tuple[str | None, int]:
        end = f"</{mark['tag']}" if mark["tag"] else "-->"
        found = re.compile(re.escape(end), re.IGNORECASE).search(self.text, mark.end())
        return None, found.end() if found else len(self.text)

    def _code(self, start: int, end: int) -> tuple[str | None, int]:
        fence = self.text[start:end]
        close = re.compile(rf"(?<!`){fence}(?!`)").search(self.text, end)
        if not close:
            return None, end
        code = code_text(self.body, self.text[end : close.start()])
        return f"{fence}{code}{fence}", close.end()

    def _kramdown(self, start: int) -> tuple[str | None, int]:
        match = _ATTRIBUTES.match(self.text, start)
        before = self.text[start - 1 : start]
        if (
            "jekyll" not in self.body.dialects
            or not match
            or before not in set(")*_`]>")
        ):
            return None, start + 1
        return "", match.end()

    def _until(self, start: int, ends: str) -> int:
        """Return the end of a destination, which may have tags in it, or -1."""
        text, position, depth = self.text, start, 0
        while position < min(len(text), start + _LONGEST):
            char = text[position]
            if char == "{" and (match := EXPRESSION.match(text, position)):
                position = match.end()
                continue
            if char == "{" and (read := read_tag(text, position)):
                position = read[1]
                continue
            if char == "\n" or (char in ends and depth == 0):
                return position
            depth += {"(": 1, ")": -1}.get(char, 0)
            position += 1
        return -1

    def _destination(self, start: int) -> tuple[str | None, int]:
        """Translate the destination of a link or an image, if it has constructs."""
        begin = start + 2
        rest = self.text[begin : begin + 12].lstrip()
        begin += len(self.text[begin : begin + 12]) - len(rest)
        angled = rest.startswith("<")
        begin += angled
        bare = self.text[begin : begin + 1]
        if bare not in ("{", "|", "@", "/", "h") and not bare.isalpha():
            return None, start + 2
        spaced = re.match(r"[{|]\w+[}|]", self.text[begin : begin + 12])
        end = self._until(begin, ">" if angled else ')"' if spaced else " )\t")
        if end < 0:
            return None, start + 2
        written = self.text[begin:end].rstrip()
        url = self.body.url(written)
        if url is None:
            return None, start + 2
        rest = self.text[begin + len(written) : end + angled].replace(">", "")
        return f"]({destination(url)}{rest}", end + angled

    def _attribute(self, mark: re.Match[str]) -> tuple[str | None, int]:
        """Translate the value of an HTML attribute, if it has constructs."""
        end = self._until(mark.end(), mark[0][-1])
        url = self.body.url(self.text[mark.end() : end]) if end > 0 else None
        if url is None:
            return None, mark.end()
        return mark[0] + escape(url), end

    def _tag(self, start: int) -> tuple[str | None, int]:
        """Translate a tag or an expression."""
        if match := ESCAPED.match(self.text, start):
            return self.write.plain(unescaped(match)), match.end()
        if match := EXPRESSION.match(self.text, start):
            value = self.body.expression(match)
            return (None if value is None else self.write.plain(value)), match.end()
        read = read_tag(self.text, start)
        return self._shortcode(*read, start) if read else (None, start + 1)

    def _shortcode(self, tag: Tag, end: int, start: int) -> tuple[str | None, int]:
        """Translate a tag in the text."""
        if self._ends(tag):
            return "", end
        piece = self.body.piece(tag)
        if piece is None:
            if not self.body.is_certain(tag):
                return None, end
            self._report(tag, start)
            return self.write.code(tag.source), end
        self.body.note_unused(tag, piece, self._line_at(start))
        if has_body(piece) and not tag.whole:
            return self._around(tag, piece, start, end)
        return self.shown(piece), end

    def _ends(self, tag: Tag) -> bool:
        """Return whether a tag ends another one before it."""
        if not self.open or not (tag.closing or tag.name.startswith("end")):
            return False
        name = tag.name.removeprefix("end") or "end"
        if name not in self.open and name != "end":
            return False
        self.open.pop()
        return True

    def _report(self, tag: Tag, start: int, why: str = "") -> None:
        self.body.note_unknown(tag, self._line_at(start), why)

    def _line_at(self, place: int) -> int:
        """Return the line of a place, counted from the one that was asked for last."""
        known, line = self._counted if self._counted[0] <= place else (0, self.line)
        line += self.text.count("\n", known, place)
        self._counted = place, line
        return line

    def shown(self, piece: Piece) -> str:
        """Return the text for a piece that has no body."""
        match piece:
            case Embed():
                return self.write.link(piece.url, piece.title or piece.link_text)
            case Figure():
                return self.write.image(resolved(self.body, piece))
            case PageLink():
                url = self.body.page(piece.path)
                self.body.spellings[url] = piece.path
                return self.write.link(url, url)
            case Text():
                return self.write.plain(piece.text)
            case _:
                return ""

    def _around(
        self, tag: Tag, piece: Piece, start: int, end: int
    ) -> tuple[str | None, int]:
        """Translate a tag that has a body."""
        close = None
        if tag.source not in self.endless:
            close = closing_pattern(tag).search(self.text, end)
        if not close:
            self.endless.add(tag.source)
            if tag.style is TagSyntax.LIQUID and not tag.called:
                return None, end  # Django has such tags as well
            self._report(tag, start, ", which has no end,")
            return self.write.code(tag.source), end
        inner = self.text[end : close.start()]
        if isinstance(piece, Hidden):
            is_whole = self.text.strip() == self.text[start : close.end()]
            certain = tag.style is not TagSyntax.LIQUID or is_whole
            return ("", close.end()) if certain else (None, end)
        if isinstance(piece, Verbatim):
            return inner, close.end()
        if isinstance(piece, Code):
            return self.write.code(inner), close.end()
        self.open.append("end" if tag.called else tag.name)
        title = piece.title if isinstance(piece, Box) else ""
        said = [piece.author, piece.work] if isinstance(piece, Quote) else []
        after = ", ".join(filter(None, said))
        after = f" ({after})" if after else ""
        before = f"{self.write.strong(title)} " if title else ""
        return before + self.write.plain(after.strip()) + (" " if after else ""), end


def resolved(body: BodyContext, figure: Figure) -> Figure:
    """Return a figure with URLs of the site."""
    source = body.url(figure.source) or figure.source
    link = body.url(figure.link) or figure.link
    return dataclasses.replace(figure, source=source, link=link)


def code_text(body: BodyContext, code: str) -> str:
    """Return code without the marks by which its engine protects it."""
    if "jekyll" in body.dialects and _RAW.match(code.lstrip()):
        opening = _RAW.search(code)
        closing = _ENDRAW.search(code)
        if opening and closing and not code[closing.end() :].strip():
            inner = code[opening.end() : closing.start()]
            if "\n" in code:
                inner = inner.removeprefix("\n").rstrip("\n") + "\n"
            return inner
    if {"hugo", "nikola", "zola"} & body.dialects and "/*" in code:
        return ESCAPED.sub(unescaped, code)
    return code
