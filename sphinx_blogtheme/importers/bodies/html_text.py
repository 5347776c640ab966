"""Turn the body of a post in HTML into Markdown.

The tree is prepared here: URLs are rewritten, footnotes get labels, scripts and styles
are removed with a warning. `html_markdown` then converts the elements.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.importers.bodies.active_html import (
    remove_active,
    script_left_out,
    script_text,
)
from sphinx_blogtheme.importers.bodies.ghost_cards import read_cards
from sphinx_blogtheme.installation import install_command
from sphinx_blogtheme.model.excerpt_separators import MORE_MARKER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from bs4 import BeautifulSoup, Tag

MAX_ELEMENT_DEPTH = 100
"""Depth of nested elements beyond which a body stays HTML."""

_URLS = ("href", "src", "poster", "data-src")
_REFERENCES = (
    'sup a[href^="#"], a.footnote-ref, a.footnote[href^="#"],'
    ' a.footnote-anchor[href^="#"]'
)
_BACK = re.compile(r"^[\s↩↑⤴^︎️]*$")


@dataclass(frozen=True, kw_only=True, slots=True)
class Converted:
    """A body in Markdown, and warnings on the parts that were lost."""

    text: str
    warnings: tuple[str, ...] = ()
    """Predicates of the document, as ``has a script (x.js), which is left out``, each
    of them once."""
    lines: Mapping[str, int] = field(default_factory=dict)
    """Lines of the body on which the first ones of some warnings are."""


def require_markdownify() -> None:
    """Make sure that markdownify, which converts HTML, is installed.

    :raises CommandError: if not, with the command that installs it.
    """
    try:
        import markdownify  # noqa: F401
    except ImportError:
        msg = (
            "bodies in HTML need markdownify to become Markdown; install it with: "
            f"{install_command('import')}"
        )
        raise CommandError(msg) from None


def markdown_of(source: str, url: Callable[[str], str] = str) -> Converted:
    """Convert a body to Markdown.

    :param source: a fragment of HTML.
    :param url: returns the new URL for that of a link or an image.
    """
    from bs4 import BeautifulSoup

    from sphinx_blogtheme.importers.bodies.html_markdown import Converter
    from sphinx_blogtheme.importers.bodies.html_tree import keep_targets, tidy_tree

    warnings: list[str] = []
    lines: dict[str, int] = {}
    source = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", "", source)
    source = re.sub(r"\r\n?", "\n", source)
    soup = BeautifulSoup(source, "html.parser")
    if active := remove_active(soup):
        warnings += active
        lines |= active
        source = str(soup)
    if _depth(soup) > MAX_ELEMENT_DEPTH:
        warnings.append(
            f"is nested more than {MAX_ELEMENT_DEPTH} deep, and kept as HTML"
        )
        text = re.sub(r"\n\s*\n", "\n", source)
        return Converted(text=text, warnings=(*warnings,), lines=lines)
    _read_comments(soup)
    for message, places in _read_scripts(soup).items():
        count = f" ({len(places)} times)" if len(places) > 1 else ""
        warnings.append(f"{message}{count}")
        lines[warnings[-1]] = places[0]
    warnings += read_cards(soup)
    tidy_tree(soup)
    _read_urls(soup, url)
    _read_embeds(soup)
    converter = Converter()
    notes = _read_notes(soup)
    keep_targets(soup)
    soup.smooth()
    definitions = []
    for label, note in notes.items():
        text = converter.convert_soup(note).strip()
        text = re.sub(r"\n(?!\n)", "\n    ", text)
        definitions.append(f"[^{label}]: {text}")
    parts = [converter.convert_soup(soup).strip(), *definitions]
    text = "\n\n".join(part for part in parts if part)
    text = f"{text}\n" if text else ""
    return Converted(text=text, warnings=(*dict.fromkeys(warnings),), lines=lines)


def _depth(soup: BeautifulSoup) -> int:
    """Return the depth of a tree; without recursion, whose limit it may exceed."""
    deepest, level = 0, [(soup.contents, 1)]
    while level:
        nodes, depth = level.pop()
        deepest = max(deepest, depth)
        level += [(c, depth + 1) for n in nodes if (c := getattr(n, "contents", None))]
    return deepest


def _replace(soup: BeautifulSoup, el: object, text: str, *, inline: bool) -> None:
    new = soup.new_tag("x-inline" if inline else "x-block")
    new["text"] = text
    el.replace_with(new)  # type: ignore[attr-defined]


def _read_comments(soup: BeautifulSoup) -> None:
    """Keep ``<!--more-->``, at which excerpts end; remove all other comments."""
    from bs4 import Comment

    for comment in soup.find_all(string=lambda string: isinstance(string, Comment)):
        if MORE_MARKER.match(f"<!--{comment}-->"):
            _replace(soup, comment, "<!--more-->", inline=False)
        else:
            comment.extract()


def _read_scripts(soup: BeautifulSoup) -> dict[str, list[int]]:
    """Remove scripts and style sheets, but what shows something.

    :return: the lines of those that are left out, by predicates of the document.
    """
    found: dict[str, list[int]] = {}
    for el in soup.find_all(["script", "noscript", "style", "link", "meta"]):
        values = {name: str(value) for name, value in el.attrs.items()}
        is_script = el.name == "script"
        if is_script and (shown := script_text(values, el.get_text())):
            _replace(soup, el, shown[0], inline=not shown[1])
            continue
        if is_script:
            what = script_left_out(values.get("src", ""))
            found.setdefault(what, []).append(el.sourceline or 0)
        elif el.name == "style" and el.get_text().strip():
            what = "has a style sheet within the text, which is left out"
            found.setdefault(what, []).append(el.sourceline or 0)
        el.extract()
    return found


def _read_urls(soup: BeautifulSoup, url: Callable[[str], str]) -> None:
    for el in soup.find_all(lambda tag: any(name in tag.attrs for name in _URLS)):
        if "data-src" in el.attrs and str(el.get("src", "data:")).startswith("data:"):
            el["src"] = el["data-src"]  # a script would have loaded it later
        for name in _URLS:
            if name in el.attrs:
                el[name] = url(str(el[name]))
        for name in ("srcset", "sizes", "data-src", "data-srcset"):
            el.attrs.pop(name, None)


def _inline(soup: BeautifulSoup, text: str) -> Tag:
    new = soup.new_tag("x-inline")
    new["text"] = text
    return new


def _read_embeds(soup: BeautifulSoup) -> None:
    """Turn each URL in a paragraph of its own into a player."""
    from sphinx_blogtheme.importers.bodies.html_markdown import embed_block

    for el in soup.select(".wp-block-embed__wrapper, p"):
        text = el.get_text().strip()
        alone = not el.find(True) or el.name == "div"
        if alone and re.fullmatch(r"https?://[^\s<>\"]+", text) and not el.find("a"):
            _replace(soup, el, embed_block(text), inline=False)


def _read_notes(soup: BeautifulSoup) -> dict[str, Tag]:
    """Remove the footnotes from the tree, and return them by label.

    Their references and texts link to each other, as those of WordPress's own block,
    Jetpack, Easy Footnotes, markdown-it, Pandoc, PHP Markdown and Substack do.
    """
    from bs4 import Tag

    notes: dict[str, Tag] = {}
    labels: dict[str, str] = {}
    for link in soup.select(_REFERENCES):
        target = str(link["href"])[1:]
        note = soup.find(id=target) if target else None
        if isinstance(note, Tag) and note.name == "a":
            note = note.find_parent(class_="footnote")  # its number, in Substack
        mark = link.find_parent("sup") or (link.find("sup") and link) or link
        if target not in labels:
            if not isinstance(note, Tag) or not _is_note(note, link, mark):
                continue
            labels[target] = str(len(labels) + 1)
            notes[labels[target]] = note
        mark.replace_with(_inline(soup, f"[^{labels[target]}]"))
    for note in notes.values():
        parent = note.parent
        note.extract()
        for back in note.select('a[href^="#"]'):
            what = " ".join(map(str, back.get("class") or ()))
            if _BACK.match(back.get_text()) or re.search("back|number", what):
                back.extract()
        note.name = "div"
        while parent and parent.name != "[document]" and not _says(parent):
            gone, parent = parent, parent.parent
            gone.extract()
    return notes


def _is_note(note: Tag, link: Tag, mark: Tag) -> bool:
    """Return whether an element is the footnote that a link refers to.

    :param mark: the whole reference to the note: the link, or a ``<sup>`` around it.
    """
    ids = {str(el.get("id") or "") for el in (link, mark)} - {""}
    leads_back = any(str(a["href"])[1:] in ids for a in note.select('a[href^="#"]'))
    holders = [note, *note.parents]
    named = any("footnote" in " ".join(map(str, p.get("class") or ())) for p in holders)
    return note.name in ("li", "p", "div", "dd") and (leads_back or named)


def _says(el: Tag) -> bool:
    return (
        bool(el.get_text(strip=True))
        or el.find(["img", "iframe", "x-block"]) is not None
    )
