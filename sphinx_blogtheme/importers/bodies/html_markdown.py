"""Convert the elements of HTML into the Markdown of posts.

markdownify walks through the tree and converts most elements. Different here: text is
escaped for the dialect of posts, figures become directives, and elements that
Markdown lacks stay HTML.
"""

from __future__ import annotations

import html
import re
import unicodedata
from typing import TYPE_CHECKING, Any

from bs4.element import NavigableString, Tag
from markdownify import MarkdownConverter

from sphinx_blogtheme.importers.bodies.markdown_text import (
    escaped_text,
    fenced,
    heading_with_id,
    language_of,
    link_destination,
    text_of_code,
)
from sphinx_blogtheme.markdown.embeds.services import find_player
from sphinx_blogtheme.model.headings import heading_slug

if TYPE_CHECKING:
    from bs4.element import PageElement

BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "dd", "details", "div", "dl"),
        *("dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"),
        *("h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre"),
        *("section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
        *("x-block",),
    )
)
"""Block elements; ``x-block`` holds Markdown that is ready (see `html_text`)."""

_KEPT = ("audio", "canvas", "dl", "form", "iframe", "math", "object", "svg", "video")
"""Elements that stay HTML with all their content, because Markdown lacks them."""

_APART = BLOCKS.union(_KEPT)

_KEPT_TAGS = ("abbr", "ins", "kbd", "mark", "small", "sub", "sup", "u")
"""Inline elements that stay HTML, but whose content becomes Markdown."""


class Converter(MarkdownConverter):  # type: ignore[misc] # its types are partial
    """Converter of one body, with markdownify's methods for elements.

    In all of them `el` is the element, `text` its content as Markdown, and
    `parent_tags` the names of the elements around it, and markdownify's ``_inline`` (no
    blocks allowed) and ``_noformat`` (no markup allowed).
    """

    class Options(MarkdownConverter.DefaultOptions):  # type: ignore[misc]
        """Options of markdownify that differ from its defaults."""

        bullets = "-"
        heading_style = "atx"
        newline_style = "backslash"

    _starts = True

    def process_text(self, el: Any, parent_tags: Any = None) -> str:
        """Return a text node, escaped as its position needs it."""
        before = getattr(el.previous_sibling, "name", "")
        after = getattr(el.next_sibling, "name", "")
        if not el.strip() and not {before, after}.isdisjoint(_APART):
            return ""
        self._starts = el.previous_sibling is None or before in {"br", *BLOCKS}
        return str(super().process_text(el, parent_tags=parent_tags))

    def escape(self, text: str, parent_tags: Any) -> str:
        """Return text with the characters escaped that Markdown takes for markup."""
        escaped = escaped_text(text, starts=self._starts)
        return escaped.replace("|", r"\|") if "_inline" in parent_tags else escaped

    def convert_x_block(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return Markdown that is ready, as a block."""
        return f"\n\n{el.get('text', '')}\n\n"

    def convert_x_inline(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return Markdown that is ready, within a line."""
        return str(el.get("text", ""))

    def _convert_kept(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        source = as_html(el)
        return source if "_inline" in parent_tags else f"\n\n{source}\n\n"

    def _convert_kept_tag(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_noformat" in parent_tags or not text.strip():
            return text
        title = el.get("title")
        attribute = f' title="{html.escape(str(title))}"' if title else ""
        return f"<{el.name}{attribute}>{text}</{el.name}>"

    def get_conv_fn(self, tag_name: str) -> Any:
        """Return the method that converts an element."""
        if tag_name in _KEPT:
            return self._convert_kept
        if tag_name in _KEPT_TAGS:
            return self._convert_kept_tag
        return super().get_conv_fn(tag_name)

    def _marked(self, el: Tag, text: str, parent_tags: set[str], mark: str) -> str:
        """Return emphasised text; as HTML where asterisks would not open or close it.

        CommonMark 0.31 section 6.2: left- and right-flanking runs.
        """
        inner = text.strip()
        if "_noformat" in parent_tags or not inner or "\n\n" in text.strip("\n"):
            return text
        before, after = text[: len(text) - len(text.lstrip())], ""
        if text.rstrip() != text:
            after = " "
        opened = not before and _is_word(_neighbour(el.previous_sibling, -1))
        closed = not after and _is_word(_neighbour(el.next_sibling, 0))
        if (opened and not _is_word(inner[0])) or (closed and not _is_word(inner[-1])):
            name = {"**": "strong", "*": "em", "~~": "del"}[mark]
            return f"{before}<{name}>{inner}</{name}>{after}"
        return f"{' ' if before else ''}{mark}{inner}{mark}{after}"

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return strong text."""
        return self._marked(el, text, parent_tags, "**")

    convert_strong = convert_b

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return emphasised text."""
        return self._marked(el, text, parent_tags, "*")

    convert_i = convert_cite = convert_dfn = convert_em

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return struck text."""
        return self._marked(el, text, parent_tags, "~~")

    convert_s = convert_strike = convert_del

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a line break: ``<br>`` in a cell, none in a heading or at the end."""
        if "td" in parent_tags or "th" in parent_tags:
            return "<br>"
        if not _follows(el):
            return "\n"
        return str(super().convert_br(el, text, parent_tags))

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a link, with an anchor for its id; without a URL, only its content."""
        if "_noformat" in parent_tags:
            return text
        name, href = el.get("id") or el.get("name"), str(el.get("href") or "")
        anchor = f'<a id="{html.escape(str(name))}"></a>' if name else ""
        if not href:
            return anchor + text
        if text.strip().startswith("```{figure}") and len(el.find_all("figure")) == 1:
            return anchor + text  # it has the link
        if "\n\n" in text.strip():
            images = [
                self.convert_img(one, "", parent_tags) for one in el.select("img")
            ]
            text = " ".join([*images, escaped_text(" ".join(el.stripped_strings))])
        inner = text.strip()
        if not inner:
            return anchor
        if href == el.get_text() and re.fullmatch(r"https?://[^\s<>%]+", href):
            return f"{anchor}<{href}>"
        before, after = text[0] == " ", text[-1] == " "
        link = f"[{inner}]({link_destination(href)}{_title(el)})"
        return f"{' ' if before else ''}{anchor}{link}{' ' if after else ''}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return an image, also in a heading or a table cell, unlike markdownify."""
        src = str(el.get("src") or "")
        alt = re.sub(
            r"[\[\]\\]", r"\\\g<0>", " ".join(str(el.get("alt") or "").split())
        )
        return f"![{alt}]({link_destination(src)}{_title(el)})" if src else alt

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        """Return a heading, with its id if that is not the slug of its text."""
        heading = str(super().convert_hN(n, el, text, parent_tags))
        name = str(el.get("id") or "")
        if not heading.strip("\n# ") or not heading.endswith("\n"):
            return "\n\n" if not heading.strip("\n# ") else heading
        if name.strip() and name != heading_slug(el.get_text().strip()):
            heading = f"\n\n{heading_with_id(heading.strip(), name.strip())}\n\n"
        return heading

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return code between fences."""
        code = text_of_code(el)
        return f"\n\n{fenced(code, language_of(el))}\n\n" if code.strip() else ""

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return inline code; in a table cell, with its pipes escaped."""
        code = str(super().convert_code(el, text, parent_tags))
        cell = "td" in parent_tags or "th" in parent_tags
        return code.replace("|", r"\|") if cell and "pre" not in parent_tags else code

    convert_samp = convert_tt = convert_code

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a table; as HTML if a cell spans others, or contains blocks."""
        spans = el.find(lambda tag: bool(tag.get("colspan") or tag.get("rowspan")))
        blocks = el.select("td :is(ul, ol, pre, table, blockquote, h2, p + p)")
        if spans or blocks or "_inline" in parent_tags:
            return self._convert_kept(el, text, parent_tags)
        caption = el.find("caption")
        lines = [line for line in text.splitlines() if line.startswith("|")]
        said = f"*{caption.get_text(' ', strip=True)}*\n\n" if caption else ""
        return f"\n\n{said}" + "\n".join(lines) + "\n\n" if lines else ""

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a ``<details>`` element, with Markdown in it."""
        return f"\n\n<details>\n{text.strip()}\n\n</details>\n\n"

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return the ``<summary>`` of a ``<details>`` element."""
        return f"<summary>{' '.join(text.split())}</summary>\n\n"

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return a figure: one image with a caption as directive, else its content."""
        caption = el.find("figcaption", recursive=False) or el.find("figcaption")
        images = el.find_all("img")
        if len(images) != 1 or el.find(["figure", "iframe", "table", "pre", "video"]):
            return f"\n\n{text.strip()}\n\n"
        words = "".join(self.process_element(c) for c in caption) if caption else ""
        if not words.strip():
            return f"\n\n{text.strip()}\n\n"
        image, link = images[0], images[0].find_parent("a")
        lines = [
            f"```{{figure}} {link_destination(str(image.get('src') or ''), bare=True)}"
        ]
        if alt := " ".join(str(image.get("alt") or "").split()):
            quoted = alt.replace("\\", "\\\\").replace('"', '\\"')
            lines.append(f':alt: "{quoted}"')
        if link and link.get("href"):
            lines.append(f":target: {link_destination(str(link['href']), bare=True)}")
        return "\n\n" + "\n".join([*lines, "", words.strip(), "```"]) + "\n\n"

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """Return the caption of a figure that is no directive, as a paragraph."""
        words = " ".join(text.split())
        return (
            f"\n\n*{words}*\n\n" if words and "*" not in words else f"\n\n{words}\n\n"
        )


def embed_block(url: str) -> str:
    """Return an ``embed`` directive, or a link if the URL is of no known service."""
    player = find_player(url)
    return f"```{{embed}} {url}\n```" if player else f"<{url}>"


def as_html(el: Tag) -> str:
    """Return an element as HTML without blank lines, so that Markdown sees one block.

    A blank line would end it (CommonMark 0.31, section 4.6).
    """
    for code in el.find_all("pre"):
        for string in list(code.find_all(string=True)):
            string.replace_with(NavigableString(string.replace("\n", "\x00")))
    source = re.sub(r"\n\s*\n", "\n", el.decode(formatter="minimal").strip())
    return source.replace("\x00", "&#10;")


def _title(el: Tag) -> str:
    title = " ".join(str(el.get("title") or "").split())
    return ' "' + re.sub(r'["\\]', r"\\\g<0>", title) + '"' if title else ""


def _neighbour(node: PageElement | None, index: int) -> str:
    text = node.get_text() if isinstance(node, Tag) else str(node or "")
    return text[index] if text else ""


def _is_word(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] not in "PSZC"


def _follows(el: Tag) -> bool:
    """Return whether text follows a line break within its block."""
    node = el.next_sibling
    while node is not None and (
        node.name == "br" if isinstance(node, Tag) else not str(node).strip()
    ):
        node = node.next_sibling
    return node is not None and getattr(node, "name", None) not in BLOCKS
