"""Texts in MDX as Markdown: imports dropped, elements as HTML, components by name.

What has a counterpart, such as a box, tabs, a picture or a player, becomes that. Of all
other components the text is kept, and their names are noted.
"""

from __future__ import annotations

import re
import textwrap
from html import escape
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from sphinx_blogtheme.importers.bodies.markdown_text import fenced, link_destination
from sphinx_blogtheme.importers.bodies.mdx_tree import (
    MdxElement,
    MdxExpression,
    TreeReader,
    imports_and_rest,
)
from sphinx_blogtheme.importers.bodies.mdx_values import Leftovers, MdxValues
from sphinx_blogtheme.importers.script_settings import NO_LITERAL
from sphinx_blogtheme.markdown.shortcodes.elements import ADMONITION_KINDS
from sphinx_blogtheme.model.inline_markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_BOXES = frozenset(
    (
        *("admonition", "alert", "aside", "callout", "callouts", "notice"),
        *("note", "tip", "info", "warning", "caution", "danger", "important", "hint"),
        *("success", "error", "warn", "attention", "faq", "question", "example"),
    )
)
_PICTURES = ("Image", "Img", "Picture", "Figure", "IdealImage", "ThemedImage")
_FRAMES = {
    **dict.fromkeys(
        ("YouTube", "Youtube", "LiteYouTube", "LiteYouTubeEmbed"), "youtube"
    ),
    "YouTubeEmbed": "youtube",
    **dict.fromkeys(("Vimeo", "VimeoEmbed"), "vimeo"),
}
_VIDEO = re.compile(r"(?:v=|youtu\.be/|embed/|vimeo\.com/(?:video/)?)([\w-]+)")
_FRAGMENTS = ("", "Fragment", "React.Fragment")
_LINKS = ("Link", "A")
_TABS = ("Tabs", "TabGroup")
_TAB = ("TabItem", "Tab")
_CODES = ("Code", "CodeBlock", "Prism", "CodeSnippet")
_VERBATIM = frozenset(("pre", "svg", "math", "textarea", "code", "kbd", "samp"))
_DROPPED = frozenset(("style", "script", "Head", "TOCInline", "Script", "Style"))
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "button", "cite", "data", "del", "dfn", "em"),
        *("i", "img", "input", "ins", "label", "mark", "q", "s", "small", "span"),
        *("strong", "sub", "sup", "time", "u", "var", "wbr", "br"),
    )
)
_TITLES = ("title", "heading", "label", "question", "term", "header")
_TEXTS = (
    "text",
    "description",
    "caption",
    "content",
    "quote",
    "subtitle",
    "summary",
    "answer",
)
_FILE = re.compile(r"[^?#]+\.(?:avif|gif|jpe?g|png|svg|webp)(?:[?#].*)?", re.IGNORECASE)
_MORE = re.compile(r"/\*\s*(?:truncate|more|excerpt)\s*\*/")
_ID_OF_HEADING = re.compile(r"/\*\s*#([\w.:-]+)\s*\*/")
_HEADING_LINE = re.compile(r" {0,3}#{1,6}[ \t]")
_DEEPEST = 6


class MdxReader:
    """Reads the texts of one document."""

    def __init__(
        self,
        url: Callable[[str], str],
        header: Mapping[str, Any],
        file_text: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        """
        Take what the texts refer to.

        :param url: returns the new URL for a path of a file, or a URL as it is.
        :param header: values of the front matter, by name in lower case.
        :param file_text: returns the text of a file that is imported as a component or
            as a text, None if there is none.
        """
        self.url, self.header, self.file_text = url, header, file_text
        self.left = Leftovers()
        self.values = MdxValues((), header, url)
        self.depth = 0

    def markdown(self, text: str) -> str:
        """Return a text in MDX as Markdown."""
        parts, rest = imports_and_rest(text.replace("\r\n", "\n"))
        before, self.values = (
            self.values,
            MdxValues((part for _, part in parts), self.header, self.url),
        )
        for line, part in parts:
            for match in re.finditer(
                r"export\s+(?:default\s+)?(?:const|let|var|function|class)\s+([\w$]+)",
                part,
            ):
                if match[1] not in self.values.known and not self.depth:
                    self.left.exports.append((line, match[1]))
        self.depth += 1
        root = TreeReader(rest).read()
        made = self._content(root)
        self.depth -= 1
        self.values = before
        return made

    def _content(self, element: MdxElement) -> str:
        """Return the content of an element, as it stands."""
        parts = ""
        for child in element.children:
            if isinstance(child, str):
                parts += child
            elif isinstance(child, MdxExpression):
                name = _ID_OF_HEADING.fullmatch(child.code)
                if name and _HEADING_LINE.match(parts.rpartition("\n")[2]):
                    parts += f"{{#{name[1]}}}"
                else:
                    parts += self._expression(child)
            elif child.is_block and (block := self._block(child)) is not None:
                line = parts.rstrip(" \t")
                parts = line if line.endswith("\n") or not line else parts
                block = textwrap.indent(block.strip("\n"), child.indent)
                parts = f"{_apart(parts)}{block}\n\n" if block else parts
            else:
                parts += self._inline(child)
        return parts

    def _inside(self, element: MdxElement) -> str:
        """Return the content of an element that has its lines for itself, dedented."""
        content = self._content(element)
        first, mark, rest = content.partition("\n")
        if not mark or not first.strip():
            return textwrap.dedent(rest if mark else content).strip()
        return f"{first.strip()}\n{textwrap.dedent(rest)}".strip()

    def _expression(self, expression: MdxExpression) -> str:
        if _MORE.fullmatch(expression.code):
            return "<!-- more -->"
        value = self.values.of(expression.code)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            text = str(value)
            return escape_markdown(text) if text.strip() else text
        if value is NO_LITERAL:
            self.left.expressions.append((expression.line, expression.code))
        return ""

    def _verbatim(self, element: MdxElement) -> str:
        """Return the content of an element in which there is no Markdown."""
        parts = []
        for child in element.children:
            if isinstance(child, str):
                parts.append(child)
            elif isinstance(child, MdxExpression):
                value = self.values.of(child.code)
                parts.append(
                    escape(str(value)) if isinstance(value, (str, int)) else ""
                )
            else:
                parts.append(self._tag(child, self._verbatim(child)))
        return "".join(parts)

    def _tag(self, element: MdxElement, content: str) -> str:
        attributes = self.values.html(element.attributes)
        if element.is_whole:
            return content or f"<{element.name}{attributes}>"
        return f"<{element.name}{attributes}>{content}</{element.name}>"

    def _block(self, element: MdxElement) -> str | None:
        """Return an element that has its lines for itself; None if it is a paragraph."""
        if self._drops(element):
            return ""
        if element.is_component:
            made = self._known(element)
            if made is None:
                self.left.components.append((element.line, element.name))
                made = self._words(element, self._inside(element))
            return made
        return None if element.name in _INLINE else self._html_block(element)

    def _drops(self, element: MdxElement) -> bool:
        """Return whether an element is left out with its content, and note that."""
        if element.name not in _DROPPED:
            return False
        self.left.dropped.append((element.line, element.name))
        return True

    def _html_block(self, element: MdxElement) -> str:
        if element.name in _VERBATIM:
            return self._tag(element, self._verbatim(element))
        content = self._inside(element)
        if element.is_whole or not content:
            return self._tag(element, "")
        is_html = content.startswith("<") and content.endswith(">")
        if is_html and "\n\n" not in content:
            return self._tag(element, f"\n{content}\n")
        if "\n" in content:
            return self._tag(element, f"\n\n{content}\n\n")
        parser = MarkdownIt("commonmark").enable("strikethrough")
        return self._tag(element, parser.renderInline(content))

    def _inline(self, element: MdxElement) -> str:
        """Return an element within a paragraph."""
        name = element.name
        if self._drops(element):
            return ""
        if not element.is_component:
            is_code = name in _VERBATIM
            content = self._verbatim(element) if is_code else self._content(element)
            return self._tag(element, content)
        makers: dict[str, Callable[[MdxElement], str]] = {
            **dict.fromkeys(_PICTURES, self._picture),
            **dict.fromkeys(_LINKS, self._link),
            **dict.fromkeys(_FRAGMENTS, self._content),
        }
        if name in makers and (made := makers[name](element)):
            return made
        if (text := self._partial(name)) is not None:
            return text
        if name not in (*_FRAMES, *_FRAGMENTS) and name.lower() not in _BOXES:
            self.left.components.append((element.line, name))
        return self._content(element) or self._words(element, inline=True)

    def _known(self, element: MdxElement) -> str | None:
        """Return the Markdown for a component that has its lines for itself, or None."""
        name = element.name
        if name in _FRAGMENTS:
            return self._inside(element)
        makers: dict[str, Callable[[MdxElement], str]] = {
            **dict.fromkeys(_TABS, self._tabs),
            **dict.fromkeys(_TAB, self._tab),
            **dict.fromkeys(_PICTURES, self._figure),
            **dict.fromkeys(_FRAMES, self._player),
            **dict.fromkeys(_CODES, self._code),
            **dict.fromkeys(_LINKS, self._link),
        }
        make = self._box if name.lower() in _BOXES else makers.get(name)
        return (make(element) if make else "") or self._partial(name)

    def _figure(self, element: MdxElement) -> str:
        """Return a picture with its caption."""
        picture = self._picture(element)
        caption = self.values.text(element.attributes, "caption")
        caption = self._inside(element) or escape_markdown(caption)
        return f"{picture}\n\n{caption}" if picture and caption else picture

    def _link(self, element: MdxElement) -> str:
        href = self._href(element)
        text = " ".join(self._content(element).split())
        name = self.values.text(element.attributes, "id")
        if name and not href:
            return f'<span id="{escape(name)}">{text}</span>'
        return f"[{text}]({link_destination(href)})" if href else text

    def _words(
        self, element: MdxElement, content: str = "", *, inline: bool = False
    ) -> str:
        """Return the words of a component that is not known."""
        text = self.values.text
        title = text(element.attributes, *_TITLES)
        source = text(element.attributes, "src", "image", "img")
        parts = []
        if _FILE.fullmatch(source):
            alt = text(element.attributes, "alt", "title")
            parts.append(
                f"![{escape_markdown(alt)}]({link_destination(self.url(source))})"
            )
        elif title:
            shown = escape_markdown(title)
            href = self._href(element)
            shown = f"[{shown}]({link_destination(href)})" if href else shown
            parts.append(shown if inline else f"**{shown}**")
        said = [text(element.attributes, name) for name in _TEXTS]
        parts += [content, *map(escape_markdown, said)]
        return (" " if inline else "\n\n").join(filter(None, parts))

    def _href(self, element: MdxElement) -> str:
        written = self.values.text(element.attributes, "href", "to", "url", "link")
        return self.url(written) if written else ""

    def _picture(self, element: MdxElement) -> str:
        attributes = element.attributes
        source = self.values.text(attributes, "src", "img", "image")
        if "sources" in attributes:
            sources = re.search(r"[\"']([^\"']+\.\w+)[\"']", attributes["sources"])
            source = source or (sources[1] if sources else "")
        if not source:
            return ""
        if not attributes.get("src", "").startswith("{"):
            source = self.url(source)
        alt = escape_markdown(self.values.text(attributes, "alt"))
        title = self.values.text(attributes, "title").replace('"', "”")
        title = f' "{title}"' if title else ""
        return f"![{alt}]({link_destination(source)}{title})"

    def _box(self, element: MdxElement) -> str:
        kind = self.values.text(element.attributes, "type", "kind", "variant", "level")
        kind = (kind or element.name).lower()
        title = self.values.text(element.attributes, "title", "heading", "label")
        kind = kind if kind in ADMONITION_KINDS else "note"
        content = self._inside(element)
        longest = max(map(len, re.findall(r"(?m)^\s*(:{3,})", content)), default=2)
        mark = ":" * (longest + 1)
        head = (
            f"{mark}{kind}[{title}]" if title and "]" not in title else f"{mark}{kind}"
        )
        return f"{head}\n\n{content}\n\n{mark}"

    def _tabs(self, element: MdxElement) -> str:
        labels: dict[str, str] = {}
        values = self.values.attribute(element.attributes.get("values", ""))
        for one in values if isinstance(values, list) else ():
            if isinstance(one, dict) and "value" in one:
                labels[str(one["value"])] = str(one.get("label") or one["value"])
        tabs = [
            child
            for child in element.children
            if isinstance(child, MdxElement) and child.name in ("TabItem", "Tab")
        ]
        if not tabs:
            return self._inside(element)
        return "\n\n".join(self._tab(tab, labels) for tab in tabs)

    def _tab(self, element: MdxElement, labels: Mapping[str, str] | None = None) -> str:
        value = self.values.text(element.attributes, "value", "title", "name")
        label = self.values.text(element.attributes, "label") or (labels or {}).get(
            value, value
        )
        content = textwrap.indent(self._inside(element), "    ")
        return f'=== "{label.replace(chr(34), chr(39))}"\n\n{content}'

    def _player(self, element: MdxElement) -> str:
        names = ("id", "videoId", "videoid", "youTubeId", "url", "src")
        found = self.values.text(element.attributes, *names)
        video = _VIDEO.search(found) or re.fullmatch(r"([\w-]+)", found)
        return f"{{{{< {_FRAMES[element.name]} {video[1]} >}}}}" if video else ""

    def _code(self, element: MdxElement) -> str:
        language = self.values.text(element.attributes, "lang", "language")
        code = self.values.text(element.attributes, "code", "source")
        for child in () if code else element.children:
            if isinstance(child, str):
                code += child
            elif isinstance(child, MdxExpression):
                path = self.values.paths.get(child.code, "")
                value = self._raw(path) or self.values.of(child.code)
                code += value if isinstance(value, str) else ""
        return fenced(code.strip("\n"), language) if code.strip() else ""

    def _raw(self, path: str) -> str:
        """Return the text of a file that is imported as text, ``./x.py?raw``."""
        is_raw = path.startswith("!!raw-loader!") or path.endswith("?raw")
        bare = path.removeprefix("!!raw-loader!").removesuffix("?raw")
        return (self.file_text(bare) or "") if is_raw else ""

    def _partial(self, name: str) -> str | None:
        """Return the text of a component that is another file in MDX; None if it is none."""
        path = self.values.paths.get(name, "")
        if self.depth > _DEEPEST or not path.endswith((".md", ".mdx")):
            return None
        text = self.file_text(path)
        return None if text is None else self.markdown(text).strip()


def _apart(text: str) -> str:
    """Return a text with an empty line at its end, so that a block may follow."""
    if not text or text.endswith("\n\n"):
        return text
    return f"{text}\n" if text.endswith("\n") else f"{text}\n\n"
