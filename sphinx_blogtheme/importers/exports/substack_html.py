"""Turn the HTML of a Substack post into that of its text alone.

Substack's editor writes buttons, forms and previews among the text, and keeps what they
show as JSON in ``data-attrs``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_CDN = re.compile(
    r"https?://(?:substackcdn|cdn\.substack)\.com/image/fetch/"
    r"[^\s\"']*?(https?%3A[^\s\"'?]+)"
)
"""A picture that Substack scales: the URL of the original is in that of the copy."""

_LEFT_OUT = {
    "subscription widget": (
        ".subscription-widget-wrap, .subscription-widget-wrap-editor,"
        " .subscription-widget"
    ),
    "button": (
        ".captioned-button-wrap, .button-wrapper, a.button.primary,"
        " .community-chat, .directMessage, .install-substack-app-embed"
    ),
    "poll": ".poll-embed, .poll-wrapper",
    "mark of the paid part": ".paywall-jump, .paywall",
}
"""What is left out, and named in the report, by its CSS selector."""

_SILENT = (
    ".image-link-expand, .tweet-header-avatar, .tweet-footer, .header-anchor-widget,"
    " .header-anchor-parent, .image-link source, picture > source, .visibility-check"
)
"""What shows nothing of the text."""


def read_substack(html: str) -> tuple[str, list[str]]:
    """Return the HTML of a post's text, and predicates on what is left out.

    :param html: the file of the post.
    """
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(_CDN.sub(lambda found: unquote(found[1]), html), "html.parser")
    _close_quotes(soup)
    gone: Counter[str] = Counter()
    for what, selector in _LEFT_OUT.items():
        for el in soup.select(selector):
            if not el.decomposed:
                el.decompose()
                gone[what] += 1
    for el in soup.select(_SILENT):
        if not el.decomposed:
            el.decompose()
    for el in soup.select(".pullquote, .preformatted-block"):
        _read_block(el)
    for el in soup.select("[data-attrs]"):
        values = _values(el)
        made = _shown(soup, el, values)
        if made is not None:
            el.replace_with(made)
        elif el.name == "div" and values and not _says(el):
            gone[_name(el)] += 1
            el.decompose()
    _unlink_pictures(soup)
    return str(soup), [
        f"has {'a' if count == 1 else count} {what}{'' if count == 1 else 's'},"
        f" which {'is' if count == 1 else 'are'} left out"
        for what, count in gone.items()
    ]


def site_url_in(html: str) -> str:
    """Return the URL of the publication that the buttons of a post lead to, or ""."""
    found = re.search(r"(https://[\w.-]+)/subscribe\?", html)
    found = found or re.search(r"(https://[\w.-]+)/p/[\w-]+\?utm_source=substack", html)
    return f"{found[1]}/" if found else ""


def _values(el: Tag) -> dict[str, Any]:
    try:
        found = json.loads(str(el["data-attrs"]))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _close_quotes(soup: BeautifulSoup) -> None:
    """Take out of a quotation the blocks that a faulty file has left in it."""
    for el in soup.select(".pullquote"):
        for block in el.find_all(["div"], recursive=False):
            if el.find_all("div", recursive=False):
                el.insert_after(block.extract())


def _read_block(el: Tag) -> None:
    if "pullquote" in el.get_attribute_list("class"):
        el.name = "blockquote"
        return
    for code in el.find_all("pre"):
        code.attrs = {}
    for label in el.select(".hide-text, label"):
        label.decompose()


def _shown(soup: BeautifulSoup, el: Tag, values: dict[str, Any]) -> Tag | None:
    """Return what an embedded thing is in the new blog; None to keep its content."""
    for name in list(el.attrs):
        if name.startswith("data-"):
            del el[name]
    kinds = el.get_attribute_list("class")
    if el.name in ("pre", "code") or "highlighted_code_block" in kinds:
        if language := values.get("language"):
            el["data-language"] = str(language)
        return None
    for kind, make in _SHOWN.items():
        if kind in kinds and (made := make(soup, values)):
            return made
    has_frame = el.name == "iframe" or el.find("iframe") is not None
    if el.name != "div" or has_frame:
        return None
    return _link(soup, values)


def _alone(soup: BeautifulSoup, text: str) -> Tag:
    """Return a paragraph with a formula, or a URL, which becomes a player."""
    paragraph = soup.new_tag("p")
    paragraph.string = text
    return paragraph


def _youtube(soup: BeautifulSoup, values: dict[str, Any]) -> Tag | None:
    number = values.get("videoId")
    return _alone(soup, f"https://www.youtube.com/watch?v={number}") if number else None


def _vimeo(soup: BeautifulSoup, values: dict[str, Any]) -> Tag | None:
    number = values.get("videoId")
    return _alone(soup, f"https://vimeo.com/{number}") if number else None


def _formula(soup: BeautifulSoup, values: dict[str, Any]) -> Tag | None:
    tex = values.get("persistentExpression")
    return _alone(soup, f"$${tex}$$") if tex else None


def _mention(soup: BeautifulSoup, values: dict[str, Any]) -> Tag | None:
    """Return the name of a person or a share, which a script fills in."""
    name, where = values.get("name") or values.get("symbol"), values.get("url")
    if not isinstance(name, str) or not name.strip():
        return None
    known = isinstance(where, str) and where.startswith("http")
    el = soup.new_tag("a", href=str(where)) if known else soup.new_tag("span")
    el.string = name
    return el


def _link(soup: BeautifulSoup, values: dict[str, Any]) -> Tag | None:
    """Return a link to what a preview shows, with its title and description."""
    where = values.get("url") or values.get("canonical_url") or values.get("href")
    if not isinstance(where, str) or not where.startswith("http"):
        return None
    title = values.get("title") or values.get("name") or values.get("filename")
    about = str(values.get("description") or values.get("subtitle") or "")
    paragraph, link = soup.new_tag("p"), soup.new_tag("a", href=where)
    link.string = str(title or where)
    paragraph.append(link)
    if about.strip():
        paragraph.append(f" – {' '.join(about.split())}")
    return paragraph


def _gallery(soup: BeautifulSoup, values: dict[str, Any]) -> Tag | None:
    gallery = values.get("gallery")
    images = gallery.get("images") if isinstance(gallery, dict) else None
    if not isinstance(gallery, dict) or not isinstance(images, list):
        return None
    box = soup.new_tag("div")
    for image in images:
        if isinstance(image, dict) and isinstance(image.get("src"), str):
            paragraph = soup.new_tag("p")
            alt = str(image.get("alt") or gallery.get("alt") or "")
            paragraph.append(soup.new_tag("img", src=image["src"], alt=alt))
            box.append(paragraph)
    if caption := gallery.get("caption"):
        paragraph, words = soup.new_tag("p"), soup.new_tag("em")
        words.string = str(caption)
        paragraph.append(words)
        box.append(paragraph)
    return box


def _tweet(soup: BeautifulSoup, values: dict[str, Any]) -> Tag | None:
    if not values.get("url") or not values.get("full_text"):
        return None
    quote = soup.new_tag("blockquote")
    for line in str(values["full_text"]).split("\n"):
        if line.strip():
            paragraph = soup.new_tag("p")
            paragraph.string = line
            quote.append(paragraph)
    by = " ".join(
        (str(values.get("name") or ""), f"(@{values.get('username') or ''})")
    ).strip()
    paragraph = soup.new_tag("p")
    link = soup.new_tag("a", href=str(values["url"]))
    link.string = by
    paragraph.extend(("— ", link))
    quote.append(paragraph)
    return quote


_SHOWN = {
    "youtube-wrap": _youtube,
    "vimeo-wrap": _vimeo,
    "latex-rendered": _formula,
    "image-gallery-embed": _gallery,
    "mention-wrap": _mention,
    "cashtag-wrap": _mention,
    "tweet": _tweet,
    "twitter-embed": _tweet,
}
"""What makes embedded things anew, by the class of their elements."""


def _says(el: Tag) -> bool:
    return (
        bool(el.get_text(strip=True)) or el.find(["img", "iframe", "video"]) is not None
    )


def _name(el: Tag) -> str:
    """Return the name of an embedded thing for reports: ``native-video-embed``."""
    kinds = el.get_attribute_list("class")
    return str(next((kind for kind in kinds if kind), "part that is no text"))


def _unlink_pictures(soup: BeautifulSoup) -> None:
    """Remove the links of pictures to themselves."""

    def name(url: object) -> str:
        return str(url or "").partition("?")[0].rpartition("/")[2]

    for link in soup.select("a.image-link"):
        image = link.find("img")
        if image is not None and name(link.get("href")) in ("", name(image.get("src"))):
            link.unwrap()
