"""Parse a shortcode or a Liquid tag: its name and its arguments.

Four styles are known: ``{{< name … >}}`` and ``{{% name … %}}`` (Hugo's, of which
Nikola has the second; https://gohugo.io/content-management/shortcodes/),
``{% name … %}`` (Liquid's, https://shopify.github.io/liquid/, and Zola's with a body,
https://www.getzola.org/documentation/content/shortcodes/) and ``{{ name(…) }}`` (Zola's
without one).

The patterns never look beyond the next opening mark, so that the time of parsing is
proportional to the length of any text.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.shortcodes.elements import Code, Hidden, Piece, Verbatim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.rules_block import StateBlock


class TagSyntax(enum.Enum):
    """The style of a tag."""

    ANGLE = "{{<"
    PERCENT = "{{%"
    LIQUID = "{%"
    CALL = "{{"


@dataclass(frozen=True, kw_only=True, slots=True)
class Tag:
    """A shortcode tag, as the author wrote it."""

    source: str
    style: TagSyntax
    name: str
    words: tuple[str, ...] = ()
    """The arguments without a name."""
    named: Mapping[str, str] = field(default_factory=dict)
    rest: str = ""
    """The text after the name, unparsed."""
    closing: bool = False
    whole: bool = False
    """Whether it states that it has no body (``{{< x />}}``)."""
    called: bool = False
    """Whether its arguments are in parentheses, as in Zola."""
    used: set[str] = field(default_factory=set, compare=False)
    """Names of the arguments that `get` has returned, and those without a name."""

    def get(self, *names: str, place: int | None = None) -> str:
        """Return the first argument that exists, by name or position, else nothing."""
        for name in names:
            if self.named.get(name):
                self.used.add(name)
                return self.named[name]
        if place is not None and place < len(self.words):
            self.used.add(self.words[place])
            return self.words[place]
        return ""

    def unused(self) -> list[str]:
        """Return the arguments with words for readers that nobody got, by their names.

        An argument without a name is returned itself.
        """
        words = [w for w in self.words if w not in self.used and len(w.split()) > 1]
        return words + [
            name
            for name, value in self.named.items()
            if name not in self.used
            and name not in _FOR_BROWSERS
            and (name in _FOR_READERS or len(value.split()) > 1)
            and value.strip()
        ]

    @property
    def shown(self) -> str:
        """The tag in one line, shortened, for messages."""
        text = " ".join(self.source.split())
        return text if len(text) <= 60 else f"{text[:57]}…"  # noqa: PLR2004


_FOR_READERS = frozenset(
    ("title", "caption", "description", "author", "attr", "source", "cite", "credit")
)
"""Arguments whose values readers see, in most shortcodes."""
_FOR_BROWSERS = frozenset(
    ("alt", "class", "classes", "style", "id", "sizes", "srcset", "allow", "rel")
)
"""Arguments of several words that are no text of the page."""

_STRING = r'"(?:\\[^{]|[^"\\{]|\{(?!\{[<%]))*"|`(?:[^`{]|\{(?!\{[<%]))*`'
_HUGO = re.compile(
    r"\{\{[<%]\s*(?P<close>/?)\s*(?P<name>\w[\w.-]*(?:/\w[\w.-]*)*)"
    rf"(?P<rest>(?:[\s/](?:{_STRING}|[^\"`{{>%]|[>%](?!\}}\}})|\{{(?!\{{[<%]))*)?)"
    r"[>%]\}\}"
)
_HUGO_ANY = re.compile(
    r"\{\{[<%]\s*(?P<close>/?)\s*(?P<name>\w[\w.-]*)(?P<rest>[^{}]*)[>%]\}\}"
)
"""A tag of Hugo's with unbalanced quotation marks."""
_LIQUID = re.compile(
    r"\{%-?\s*(?P<close>/?)(?P<name>\w[\w-]*)(?P<rest>(?:[^%{]|%(?!\})|\{(?!%))*)%\}"
)
_CALL = re.compile(
    r"\{\{-?\s*(?P<name>\w+)\s*(?P<rest>\((?:[^(){}\"'`]"
    r"|\"[^\"{}]*\"|'[^'{}]*'|`[^`{}]*`)*\))[ \t]{0,9}-?\}\}"
)
_ARGUMENT = re.compile(
    r"(?:(?P<key>[\w-]+)\s*=\s*)?"
    r"(?:\"(?P<double>(?:\\.|[^\"\\])*)\"|'(?P<single>[^']*)'|`(?P<raw>[^`]*)`"
    r"|\[(?P<list>[^\]]*)\]|(?P<word>[^\s,\"'`\[\]]+))",
    re.DOTALL,
)
ESCAPED = re.compile(
    r"\{\{(?P<mark>[<%])/\*(?P<hugo>(?:[^*{]|\*(?!/)|\{(?!\{))*)\*/[>%]\}\}"
    r"|(?P<open>\{\{|\{%)/\*(?P<zola>(?:[^*{]|\*(?!/)|\{(?![{%]))*)\*/(?P<shut>\}\}|%\})"
)
"""A shortcode that is to be shown, in the notation of Hugo and Zola."""


def unescaped(match: re.Match[str]) -> str:
    """Return the text that an `ESCAPED` shortcode shows."""
    if mark := match["mark"]:
        end = ">" if mark == "<" else mark
        return f"{{{{{mark}{match['hugo']}{end}}}}}"
    return f"{match['open']}{match['zola']}{match['shut']}"


def arguments(text: str) -> tuple[tuple[str, ...], dict[str, str]]:
    """Return the arguments in a text: those without a name, and those with one.

    >>> arguments('go "a b" hl_lines=[1, "3-4"] title=x')
    (('go', 'a b'), {'hl_lines': '1 3-4', 'title': 'x'})
    """
    words: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(text):
        value = next(v for v in match.group(*_VALUES) if v is not None)
        if match["double"] is not None:
            value = re.sub(r"\\(.)", r"\1", value)
        elif match["list"] is not None:
            value = " ".join(re.split(r"[\s,\"']+", value.strip(" \"'")))
        if match["key"]:
            named[match["key"]] = value
        else:
            words.append(value)
    return tuple(words), named


_VALUES = ("double", "single", "raw", "list", "word")


def read_tag(text: str, position: int = 0) -> tuple[Tag, int] | None:
    """Return the tag that begins at an index, and the index of its end, or None."""
    if text.startswith(("{{<", "{{%"), position):
        match = _HUGO.match(text, position) or _HUGO_ANY.match(text, position)
        style = (
            TagSyntax.ANGLE if text.startswith("{{<", position) else TagSyntax.PERCENT
        )
    elif text.startswith("{%", position):
        match, style = _LIQUID.match(text, position), TagSyntax.LIQUID
    elif text.startswith("{{", position):
        match, style = _CALL.match(text, position), TagSyntax.CALL
    else:
        return None
    if match is None:
        return None
    groups = match.groupdict()
    rest = groups["rest"].strip()
    whole = style in (TagSyntax.ANGLE, TagSyntax.PERCENT) and groups["rest"].endswith(
        "/"
    )
    if whole or style is TagSyntax.LIQUID:
        rest = rest.removesuffix("/" if whole else "-").strip()
    called = rest.startswith("(") and rest.endswith(")")
    words, named = arguments(rest[1:-1] if called else rest)
    tag = Tag(
        source=match[0],
        style=style,
        name=groups["name"],
        words=words,
        named=named,
        rest=rest,
        closing=bool(groups.get("close")),
        whole=whole,
        called=called,
    )
    return tag, match.end()


_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


@dataclass(frozen=True, kw_only=True, slots=True)
class EndTag:
    """The end tag of another tag, with the text before and after it in its line."""

    line: int
    before: str
    after: str


def closing_pattern(tag: Tag) -> re.Pattern[str]:
    """Return the pattern of the end tag of a tag."""
    name = re.escape(tag.name)
    if tag.style is TagSyntax.LIQUID:
        ending = "end" if tag.called else f"end{name}"
        return re.compile(rf"\{{%-?\s*{ending}\s*-?%\}}")
    return re.compile(rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}")


def _opening_pattern(tag: Tag) -> re.Pattern[str]:
    """Return the pattern of tags inside that need the same end tag."""
    if tag.style is not TagSyntax.LIQUID:
        return re.compile(rf"\{{\{{[<%]\s*{re.escape(tag.name)}[\s>%]")
    return re.compile(r"\{%-?\s*\w+\s*\(" if tag.called else r"(?!)")


class Fences:
    """Knows, line by line, whether a line is in fenced code."""

    def __init__(self) -> None:
        self._open = ""

    def passes(self, line: str) -> bool:
        """Return whether the next line is in fenced code, or a fence itself."""
        mark = _FENCE.match(line)
        if not mark:
            return bool(self._open)
        if not self._open:
            self._open = mark[1]
        elif line.strip().startswith(self._open) and not line.strip(" \t`~"):
            self._open = ""
        return True


class EndTags:
    """Finds the end tags of a post's tags, and remembers which have none."""

    def __init__(self) -> None:
        self._endless: dict[tuple[TagSyntax, str], int] = {}

    def find(
        self, state: StateBlock, tag: Tag, piece: Piece, line: int, rest: str
    ) -> EndTag | None:
        """Return the end tag of a tag, within the current block, or None.

        :param line: the last line of the tag.
        :param rest: text after the tag in that line.
        """
        key = (tag.style, tag.name)
        if line >= self._endless.get(key, len(state.bMarks)):
            return None
        opening, closing = _opening_pattern(tag), closing_pattern(tag)
        fences, depth = Fences(), 0
        verbatim = isinstance(piece, (Code, Verbatim, Hidden))
        for number in range(line, state.lineMax):
            outdented = state.sCount[number] < state.blkIndent
            if outdented and number > line and not state.isEmpty(number):
                break
            start = state.bMarks[number] + state.tShift[number]
            text = rest if number == line else state.src[start : state.eMarks[number]]
            if not verbatim and fences.passes(text):
                continue
            if not verbatim:
                depth += len(opening.findall(text))
            ends = list(closing.finditer(text))
            if len(ends) > depth:
                end = ends[depth]
                return EndTag(
                    line=number, before=text[: end.start()], after=text[end.end() :]
                )
            depth -= len(ends)
        if state.lineMax == len(state.bMarks) - 1:
            self._endless[key] = line
        return None
