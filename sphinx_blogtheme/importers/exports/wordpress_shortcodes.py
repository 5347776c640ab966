"""Replace the shortcodes of WordPress and of common plugins with HTML.

Their grammar is that of ``get_shortcode_regex`` in ``wp-includes/shortcodes.php``.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MAX_NAMES = 100
"""Limit of different shortcodes with an end tag that are looked for in one post."""

_CLOSED = re.compile(r"\[/([A-Za-z][\w-]*)\]")
_REST = r"(?:[\s=][^\[\]]*)?"
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))|"([^"]*)"|(\S+)"""
)
_QUOTES = {0x201C: '"', 0x201D: '"', 0x2033: '"', 0x2018: "'", 0x2019: "'"}
"""Straight quotation marks, by the typographic ones that editors make of them."""
_NOTES = ("efn_note", "footnote", "fn", "mfn", "ref")
"""Shortcodes of Easy Footnotes, Modern Footnotes, Simple Footnotes and the like."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Attachment:
    """A file of WordPress's media library."""

    url: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    """In HTML."""
    parent: str = ""
    """Id of the post for which the file was uploaded."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WordPressPost:
    """The data outside a post's content that its shortcodes and blocks refer to."""

    post: str
    """Id of the post."""
    attachments: Mapping[str, Attachment] = field(default_factory=dict)
    """All attachments of the site, by id."""
    blocks: Mapping[str, str] = field(default_factory=dict)
    """Contents of the site's shared blocks, by id."""
    footnotes: str = ""
    """The post's metadata ``footnotes``, in JSON."""


def without_shortcodes(
    content: str, context: WordPressPost, notes: dict[str, str], warnings: list[str]
) -> str:
    """Return the content of a post with HTML for its shortcodes; unknown ones stay.

    :param notes: dictionary to which the footnotes of shortcodes are added, by id.
    :param warnings: list to which warnings on unknown shortcodes are added.
    """
    closed = "|".join(sorted(set(_CLOSED.findall(content)))[:MAX_NAMES]) or "(?!)"
    shortcode = re.compile(
        rf"\[(?P<escaped>\[)?(?:(?P<name>{closed})(?P<rest>{_REST})\]"
        r"(?P<body>(?:(?!\[(?P=name)[\s\]]).)*?)\[/(?P=name)\]"
        rf"|(?P<lone>[A-Za-z][\w-]*)(?P<lone_rest>{_REST})\])(?(escaped)\])",
        re.DOTALL,
    )

    def replace(match: re.Match[str]) -> str:
        if match["escaped"]:
            return match[0][1:-1]
        name = (match["name"] or match["lone"]).lower()
        rest, body = match["rest"] or match["lone_rest"] or "", match["body"]
        if name in _NOTES and body is not None:
            key = f"note-{len(notes) + 1}"
            notes[key] = body
            return f'<sup class="fn"><a href="#{key}" id="{key}-link">*</a></sup>'
        make = _SHORTCODES.get(name)
        made = make(values_of(rest.lstrip("=")), body or "", context) if make else ""
        if made:
            return made
        if "=" in rest.lstrip("=") or body is not None:
            warnings.append(f"has the shortcode [{name}], kept as it is")
        if body is None:
            return match[0]
        inner = shortcode.sub(replace, body)
        return f"[{match['name']}{rest}]{inner}[/{match['name']}]"

    return shortcode.sub(replace, content)


def values_of(rest: str) -> dict[str, str]:
    """Return the attributes of a shortcode by name; those without are ``0``, ``1``, ...

    :param rest: text between the name of the shortcode and its ``]``.
    """
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(html.unescape(rest).translate(_QUOTES)):
        if match[1]:
            found[match[1].lower()] = match[2] or match[3] or match[4] or ""
        else:
            number = sum(key.isdigit() for key in found)
            found[str(number)] = match[5] or match[6] or ""
    return found


def _caption(values: Mapping[str, str], body: str, context: WordPressPost) -> str:
    image = re.match(
        r"\s*(?:<a\b[^>]*>\s*)?<img\b[^>]*>(?:\s*</a>)?", body, re.IGNORECASE
    )
    if not image:
        return ""
    words = body[image.end() :].strip() or html.escape(values.get("caption", ""))
    return f"\n\n{_figure(image[0].strip(), words)}\n\n"


def _figure(image: str, words: str) -> str:
    said = f"<figcaption>{' '.join(words.split())}</figcaption>" if words else ""
    return f"<figure>{image}{said}</figure>"


def _gallery(values: Mapping[str, str], body: str, context: WordPressPost) -> str:
    ids: Sequence[str] = re.findall(
        r"\d+", values.get("ids", values.get("include", ""))
    )
    if not ids:
        ids = [
            name
            for name, file in context.attachments.items()
            if file.parent == context.post
            and re.search(
                r"\.(?:avif|gif|jpe?g|png|svg|webp)$", file.url, re.IGNORECASE
            )
        ]
    figures = [
        _figure(
            f'<img src="{html.escape(file.url)}" alt="{html.escape(file.alt)}">',
            file.caption,
        )
        for name in ids
        if (file := context.attachments.get(name))
    ]
    return "\n\n" + "\n\n".join(figures) + "\n\n" if len(figures) == len(ids) else ""


def _embed(values: Mapping[str, str], body: str, context: WordPressPost) -> str:
    url = html.unescape(body.strip() or values.get("src", values.get("0", "")))
    if not re.fullmatch(r"https?://[^\s<>\"]+", url):
        return ""
    return f'\n\n<div class="wp-block-embed__wrapper">{html.escape(url)}</div>\n\n'


def _vimeo(values: Mapping[str, str], body: str, context: WordPressPost) -> str:
    name = values.get("id", values.get("0", body.strip()))
    url = f"https://vimeo.com/{name}" if name.isdigit() else name
    return _embed({"0": url}, "", context)


def _player(name: str) -> Callable[[Mapping[str, str], str, WordPressPost], str]:
    keys = ("src", "mp3", "m4a", "ogg", "wav", "mp4", "m4v", "webm", "ogv", "0")

    def make(values: Mapping[str, str], body: str, context: WordPressPost) -> str:
        url = next((values[key] for key in keys if values.get(key)), "")
        return (
            f'\n\n<{name} controls src="{html.escape(url)}"></{name}>\n\n'
            if url
            else ""
        )

    return make


_SHORTCODES: Mapping[str, Callable[[Mapping[str, str], str, WordPressPost], str]] = {
    "caption": _caption,
    "wp_caption": _caption,
    "gallery": _gallery,
    "embed": _embed,
    "youtube": _embed,
    "vimeo": _vimeo,
    "audio": _player("audio"),
    "video": _player("video"),
}
