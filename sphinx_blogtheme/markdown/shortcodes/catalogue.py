"""The known shortcodes, and the piece that each of them stands for."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from markdown_it import MarkdownIt

from sphinx_blogtheme.markdown.shortcodes.elements import (
    ADMONITION_KINDS,
    Box,
    Code,
    Embed,
    Figure,
    Hidden,
    PageLink,
    Piece,
    Quote,
    Verbatim,
    line_numbers,
)
from sphinx_blogtheme.markdown.shortcodes.tags import Tag, TagSyntax, arguments

if TYPE_CHECKING:
    from collections.abc import Callable


_NUMBERS = ("linenos", "linenums", "showLineNumbers")
"""Options that number the lines of code: of Hugo, Material and Docusaurus."""
TITLE_OPTIONS = ("title", "filename", "name")
"""Options of code that name it, of Material, Docusaurus, Quarto and Zola."""

_BARE_LINES = re.compile(r"(\b(?:hl|mark)_lines=)([\d-]+(?: +[\d-]+)*)")


def piece_of(tag: Tag) -> Piece | None:
    """Return the piece that a tag stands for; None if the tag is unknown.

    Of the tags ``{% … %}`` and ``{{ …() }}``, only those are known that can't be tags
    of another template language: posts about Django or Jinja are full of these.
    """
    if tag.closing:
        return None
    if tag.style is TagSyntax.LIQUID and not tag.called:
        maker = _LIQUID.get(tag.name)
    else:
        name = tag.name.rpartition("/")[2].removesuffix(".html").lower()
        maker = _SHORTCODES.get(name)
    return maker(tag) if maker else None


def has_body(piece: Piece) -> bool:
    """Return whether a shortcode has a body, which an end tag closes."""
    if isinstance(piece, Hidden):
        return piece.body
    return isinstance(piece, (Code, Box, Quote, Verbatim))


def code_of(language: str, options: str, lines: str = "") -> Code:
    """Return a code block from the options of Hugo, Jekyll, Material or Docusaurus.

    :param language: language of the code.
    :param options: options such as ``hl_lines=2 4-5,linenos=true``.
    :param lines: emphasised lines, such as ``2 4-5``, if the options have none.
    """
    # In Hugo's `"hl_lines=2 4-5,linenos=true"` the lines are not quoted.
    options = _BARE_LINES.sub(r'\1"\2"', options)
    words, named = arguments(options)
    numbers = next((named[key] for key in _NUMBERS if key in named), "false")
    start = named.get("linenostart", named.get("linenos_start", ""))
    if numbers.isdecimal() and numbers != "0":
        start, numbers = numbers, "true"
    numbered = numbers not in ("false", "0", "") or not {*words}.isdisjoint(_NUMBERS)
    first = int(start) if start.isdecimal() else 1
    chosen = named.get("hl_lines", named.get("mark_lines", lines))
    titles = (named[key] for key in TITLE_OPTIONS if key in named)
    return Code(
        language=language,
        start=first if numbered else None,
        emphasised=line_numbers(chosen),
        title=next(titles, "").strip(),
        caption=named.get("caption", "").strip(),
    )


def _figure(tag: Tag) -> Figure | None:
    source = tag.get("src", "image_path", "url", "path", "image", "link", place=0)
    if not source:
        return None
    link = tag.get("link", "href", "url") if source != tag.get("link", "url") else ""
    caption = tag.get("caption", "description")
    return Figure(
        source=source,
        alt=tag.get("alt") or _plain(caption),  # as Hugo's
        title=tag.get("title"),
        caption=caption,
        credit=tag.get("attr"),
        credit_link=tag.get("attrlink"),
        link=link,
        width=tag.get("width"),
        height=tag.get("height"),
        classes=tuple(re.findall(r"[\w-]+", tag.get("class", "classes"))),
    )


def _plain(markdown: str) -> str:
    """Return the plain text of a caption."""
    if not markdown:
        return ""
    html = MarkdownIt("commonmark").renderInline(markdown)
    from sphinx_blogtheme.markdown.html import text_of

    return " ".join(unescape(text_of(html)).split())


def _highlight(tag: Tag) -> Code:
    options = ",".join(tag.words[1:])
    named = "".join(f' {key}="{value}"' for key, value in tag.named.items())
    language = tag.get("lang", "language", place=0)
    return code_of(language, f"{options} {named}")


def _liquid_highlight(tag: Tag) -> Code | None:
    return _highlight(tag) if tag.words else None


def _youtube(tag: Tag) -> Embed | None:
    name = tag.get("id", "v", "video", "video_id", place=0)
    if not re.fullmatch(r"[\w-]+", name):
        return _media(tag)
    start = tag.get("start", "t")
    url = f"https://www.youtube.com/watch?v={name}"
    if playlist := tag.get("playlist", "list"):
        url = f"https://www.youtube.com/playlist?list={quote(playlist, safe='')}"
    url += f"&t={start}" if start.isdecimal() else ""
    return Embed(url=url, title=tag.get("title"), link_text="Video on YouTube")


def _service(pattern: str, link_text: str) -> Callable[[Tag], Embed | None]:
    def embed(tag: Tag) -> Embed | None:
        name = tag.get("id", "slug", place=0)
        if not re.fullmatch(r"[\w-]+", name):
            return _media(tag)
        url = pattern.format(id=name)
        return Embed(url=url, title=tag.get("title"), link_text=link_text)

    return embed


def _tweet(tag: Tag) -> Embed | None:
    user, number = tag.get("user", place=0), tag.get("id", place=1)
    if user.isdecimal() and not number:
        user, number = "i", user
    if not (re.fullmatch(r"\w+", user) and number.isdecimal()):
        return _media(tag)
    by = f" by @{user}" if user != "i" else ""
    return Embed(
        url=f"https://x.com/{user}/status/{number}", link_text=f"Post{by} on X"
    )


def _gist(tag: Tag) -> Embed | None:
    place = "/".join(word for word in tag.words[:2] if "." not in word)
    if not re.fullmatch(r"[\w-]+(?:/\w+)?", place):
        return _media(tag)
    return Embed(
        url=f"https://gist.github.com/{place}", link_text="Code on GitHub Gist"
    )


def _media(tag: Tag) -> Embed | None:
    """Return an embed by its URL, as Nikola's ``media`` has it."""
    url = tag.get("url", "src", "link", "id", place=0)
    if not re.match(r"https?://[^\s<>\"]+$", url):
        return None
    host = urlsplit(url).netloc.removeprefix("www.")
    return Embed(url=url, title=tag.get("title"), link_text=tag.get("title") or host)


def _details(tag: Tag) -> Box:
    summary = tag.get("summary", "title", place=0) or "Details"
    opened = tag.get("open") not in ("", "false")
    return Box(title=summary, folded=not opened)


def _notice(tag: Tag) -> Box:
    kind = tag.get("type", "kind", "style", "class", "level", place=0).lower()
    title = tag.get("title", "summary", place=1) or None
    if tag.words and kind not in ADMONITION_KINDS and not title:
        title = tag.words[0]
    return Box(kind=ADMONITION_KINDS.get(kind, "note"), title=title)


def _kind(tag: Tag) -> Box:
    title = tag.get("title", "summary", place=0) or None
    return Box(kind=ADMONITION_KINDS[tag.name.rpartition("/")[2].lower()], title=title)


def _quote(tag: Tag) -> Quote:
    work = tag.get("title", "source", "cite", "work", place=1)
    link = tag.get("link", "attrlink", "url", "src", "href")
    if not link and re.fullmatch(r"https?://\S+", work):
        work, link = "", work
    return Quote(author=tag.get("author", "attr", "by", place=0), work=work, link=link)


def _ref(tag: Tag) -> PageLink | None:
    path = tag.get("path", "id", place=0)
    return PageLink(path=path) if path else None


def _post_url(tag: Tag) -> PageLink | None:
    path = tag.rest.strip("\"' ")
    return (
        PageLink(path=f"_posts/{path}.md") if re.fullmatch(r"[^\s{}]+", path) else None
    )


def _link(tag: Tag) -> PageLink | None:
    path = tag.rest.strip("\"' ")
    return PageLink(path=path) if re.fullmatch(r"[^\s{}|]+\.\w+", path) else None


def _include(tag: Tag) -> Piece | None:
    """Return the piece of an included file, by the file's name and the arguments."""
    file = re.match(r"([\w./-]+?)(?:\.html?)?(?=\s|$)", tag.rest)
    if not file:
        return None
    name = file[1].rpartition("/")[2].lower().replace("_", "-")
    given = Tag(
        source=tag.source,
        style=tag.style,
        name=name,
        words=tag.words[1:],
        named=tag.named,
        used=tag.used,
    )
    for part, maker in _INCLUDES.items():
        if part in name.split("-"):
            return maker(given)
    return None


def _video(tag: Tag) -> Embed | None:
    """Return the video of an include that names its provider, as Minimal Mistakes."""
    provider = tag.get("provider").lower()
    maker = _EMBEDS.get(provider) if provider in ("youtube", "vimeo") else None
    made = maker(tag) if maker else None
    return made if isinstance(made, Embed) else None


def _no_body(tag: Tag) -> Hidden:
    del tag
    return Hidden()


def _no_body_either(tag: Tag) -> Hidden:
    del tag
    return Hidden(body=True)


def _verbatim(tag: Tag) -> Verbatim:
    del tag
    return Verbatim()


_EMBEDS: dict[str, Callable[[Tag], Piece | None]] = {
    "youtube": _youtube,
    "vimeo": _service("https://vimeo.com/{id}", "Video on Vimeo"),
    "instagram": _service("https://www.instagram.com/p/{id}/", "Post on Instagram"),
    "streamable": _service("https://streamable.com/{id}", "Video on Streamable"),
    "tweet": _tweet,
    "twitter": _tweet,
    "x": _tweet,
    "gist": _gist,
}

_IMAGES: dict[str, Callable[[Tag], Piece | None]] = dict.fromkeys(
    ["figure", "image", "img", "thumbnail"], _figure
)

_SHORTCODES: dict[str, Callable[[Tag], Piece | None]] = {
    **_EMBEDS,
    **_IMAGES,
    **dict.fromkeys(
        ["instagram-simple", "instagram_simple"],
        _EMBEDS["instagram"],
    ),
    **dict.fromkeys(["twitter_simple", "x_simple"], _tweet),
    "vimeo_simple": _EMBEDS["vimeo"],
    "highlight": _highlight,
    "code": _highlight,
    "ref": _ref,
    "relref": _ref,
    "details": _details,
    "expand": _details,
    "media": _media,
    "quote": _quote,
    "blockquote": _quote,
    **dict.fromkeys(
        ["notice", "admonition", "callout", "alert", "hint", "admonish"], _notice
    ),
    **dict.fromkeys(
        ["note", "info", "tip", "important", "warning", "caution", "danger"], _kind
    ),
    "comment": _no_body_either,
    "raw": _verbatim,
    "toc": _no_body,
}
"""Shortcodes of Hugo, its themes, Nikola and Zola, by name."""

_INCLUDES = {**_EMBEDS, **_IMAGES, "toc": _no_body, "video": _video}
"""Pieces by a word in the name of the file that Jekyll includes."""

_LIQUID: dict[str, Callable[[Tag], Piece | None]] = {
    "highlight": _liquid_highlight,
    "raw": _verbatim,
    "comment": _no_body_either,
    "post_url": _post_url,
    "link": _link,
    "include": _include,
    "include_cached": _include,
    "gist": _gist,
    "youtube": _youtube,
    "vimeo": _EMBEDS["vimeo"],
}
"""Tags of Jekyll, its common plugins, and 11ty, by name."""

CERTAIN = frozenset(
    ["include_relative", "include_cached", "assign", "capture", "unless", "seo"]
)
"""Liquid's tags that Django and Jinja don't have."""
