"""Prepare the tree of an HTML body: paragraphs, emphasis and figures of old editors.

Editors wrote ``<br><br>`` between paragraphs, ``<span style="font-weight: bold">`` for
emphasis, and a table around a picture and its caption.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bs4.element import NavigableString, Tag

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement

_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style:\s*(?:italic|oblique)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[\w-]*:[^;]*line-through", re.IGNORECASE)
_STYLES = ((_BOLD, "strong"), (_ITALIC, "em"), (_STRUCK, "del"))

_HOLDERS = (
    "[document]",
    *("article", "aside", "blockquote", "body", "center", "dd", "div", "footer"),
    *("header", "li", "main", "p", "section"),
)
"""Elements whose text may be several paragraphs."""

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "audio", "blockquote", "center", "details"),
        *("div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "iframe", "main", "nav", "object", "ol", "p"),
        *("pre", "section", "table", "ul", "video", "x-block"),
    )
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TARGET = re.compile(r"^[A-Za-z][\w:.-]*$")
_KEEP_IDS = ("pre", "svg", "math", "form", "dl", "video", "audio", "object", "x-block")
"""Elements that stay as they are, with their ids, or have none."""

_APART = (
    *("article", "aside", "blockquote", "details", "div", "figure", "footer"),
    *("header", "hr", "iframe", "img", "main", "nav", "ol", "section", "table", "ul"),
)
"""Elements before which an anchor has to be, if there is no text in them."""

_PARAGRAPH_END = 2
"""Number of line breaks in a row that end a paragraph."""


def tidy_tree(soup: BeautifulSoup) -> None:
    """Give the tree the elements that its look stands for."""
    _read_captions(soup)
    _read_styles(soup)
    _read_formulas(soup)
    _read_line_breaks(soup)


def keep_targets(soup: BeautifulSoup) -> None:
    """Move ids that Markdown cannot keep to headings, and to anchors for links there."""
    linked = {str(a["href"])[1:] for a in soup.select('a[href^="#"]')}
    for el in soup.find_all(id=_TARGET):
        if el.name in (*_HEADINGS, "a") or el.find_parent(_KEEP_IDS):
            continue
        first = next((one for one in el.descendants if not _is_empty(one)), None)
        name = str(el["id"])
        if isinstance(first, Tag) and first.name in _HEADINGS and not first.get("id"):
            first["id"] = name
        elif name in linked and el.name not in _KEEP_IDS:
            place = el if el.name not in _APART else el.find(["p", "li", "dt", "dd"])
            anchor = soup.new_tag("a", id=name)
            if isinstance(place, Tag):
                place.insert(0, anchor)
            else:
                el.insert_before(anchor)


def _read_captions(soup: BeautifulSoup) -> None:
    """Turn Blogger's tables around a picture and its caption into figures."""
    for table in soup.select("table.tr-caption-container"):
        caption, images = table.select_one(".tr-caption"), table.find_all("img")
        if not caption or len(images) != 1 or caption.find("img"):
            continue
        figure, words = soup.new_tag("figure"), soup.new_tag("figcaption")
        words.extend(list(caption.contents))
        link = images[0].find_parent("a")
        figure.extend([(link or images[0]).extract(), words])
        table.replace_with(figure)


def _read_styles(soup: BeautifulSoup) -> None:
    """Turn emphasis by style into elements, and unwrap the others that style text."""
    for el in soup.find_all(["span", "font"]):
        if el.find_parent("pre"):
            continue
        style = str(el.get("style") or "")
        names = [name for pattern, name in _STYLES if pattern.search(style)]
        if names and _is_block(el):
            names = []  # emphasis of paragraphs is no emphasis
        for name in names:
            if not el.get_text(strip=True) or el.find_parent(name):
                continue
            mark = soup.new_tag(name)
            mark.extend(list(el.contents))
            el.append(mark)
        if not el.get("id"):
            el.unwrap()


def _read_formulas(soup: BeautifulSoup) -> None:
    """Take the line breaks out of formulas in ``$$``, as the scripts do that set them."""
    holders = {id(br.parent): br.parent for br in soup.find_all("br")}
    for holder in holders.values():
        is_open, breaks = False, list[Tag]()
        for node in list(holder.contents) if holder else ():
            if isinstance(node, Tag):
                breaks.append(node)
                is_open = is_open and node.name == "br"
            elif str(node).count("$$") % 2:
                for br in breaks if is_open else ():
                    br.replace_with("\n")
                is_open, breaks = not is_open, []


def _read_line_breaks(soup: BeautifulSoup) -> None:
    """Make paragraphs of the parts of a text between which are two line breaks."""
    parents: dict[int, Tag] = {}
    for br in soup.find_all("br"):
        holder = br.parent
        if (
            isinstance(holder, Tag)
            and holder.name in _HOLDERS
            and id(holder) not in parents
            and _next_sign(br, holder)
        ):
            parents[id(holder)] = holder
    for holder in parents.values():
        _part(soup, holder)


def _next_sign(br: Tag, holder: Tag) -> bool:
    """Return whether another line break follows, with only white space between."""
    node = br.next_sibling
    while isinstance(node, NavigableString) and not str(node).strip():
        node = node.next_sibling
    return (
        isinstance(node, Tag)
        and node.name == "br"
        and holder.find_parent("pre") is None
    )


def _part(soup: BeautifulSoup, holder: Tag) -> None:
    """Split the content of an element into paragraphs and the blocks between them."""
    made: list[PageElement] = []
    run: list[PageElement] = []

    def close() -> None:
        if inner := _trimmed(run):
            paragraph = soup.new_tag("p")
            paragraph.extend(inner)
            made.append(paragraph)
        run.clear()

    for node in list(holder.contents):
        node.extract()
        if isinstance(node, Tag) and _is_block(node):
            close()
            made.append(node)
            continue
        run.append(node)
        if isinstance(node, Tag) and _ends_paragraph(run):
            close()
    close()
    holder.extend(made)
    if holder.name == "p":
        holder.unwrap()


def _is_block(node: Tag) -> bool:
    """Return whether an element is a block, or contains one."""
    return any(
        isinstance(el, Tag) and el.name in _BLOCKS for el in (node, *node.descendants)
    )


def _trimmed(run: list[PageElement]) -> list[PageElement]:
    """Return nodes without those at their ends that show nothing."""
    shown = [number for number, node in enumerate(run) if not _is_empty(node)]
    return run[shown[0] : shown[-1] + 1] if shown else []


def _ends_paragraph(run: list[PageElement]) -> bool:
    """Return whether nodes end with two line breaks."""
    breaks = 0
    for node in reversed(run):
        if not _is_empty(node):
            break
        breaks += isinstance(node, Tag)
    return breaks >= _PARAGRAPH_END


def _is_empty(node: PageElement) -> bool:
    """Return whether a node shows nothing but white space: a break, or blank text."""
    if isinstance(node, Tag):
        return node.name == "br"
    return not str(node).strip()
