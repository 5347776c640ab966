"""The cards of Ghost's editor as plain HTML: bookmarks, players, products, forms.

(https://github.com/TryGhost/Koenig, packages/kg-default-nodes)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bs4 import BeautifulSoup, Tag

_STARS = 5
_EXTRAS = (
    ".kg-toggle-card-icon, .kg-audio-player-container, .kg-video-overlay,"
    " .kg-video-player-container, .kg-audio-thumbnail, .kg-file-card-icon,"
    " .kg-product-card-rating, [class*='kg-'] svg"
)
"""Parts of cards that are buttons and icons."""
_FORMS = ".kg-signup-card, form[data-members-form]"


def read_cards(soup: BeautifulSoup) -> list[str]:
    """Simplify the cards of a text.

    :return: predicates of the document that name what is left out.
    """
    left_out = list(_without_forms(soup))
    _bookmarks(soup)
    _toggles(soup)
    _callouts(soup)
    _sounds(soup)
    _files(soup)
    _ratings(soup)
    for extra in soup.select(_EXTRAS):
        extra.extract()
    return left_out


def _text(card: Tag, name: str) -> str:
    """Return the text of a part of a card, such as ``.kg-audio-title``, or ""."""
    part = card.select_one(name)
    return part.get_text(" ", strip=True) if part else ""


def _without_forms(soup: BeautifulSoup) -> Iterator[str]:
    for form in soup.select(_FORMS):
        if form.decomposed or not form.parent:
            continue  # a form in a card that is left out already
        name = _text(form, "h1, h2, h3, h4") or _text(form, "button")
        named = f" ({name})" if name else ""
        form.decompose()
        yield f"has a form for members{named}, which is left out"


def _bookmarks(soup: BeautifulSoup) -> None:
    for card in soup.select(".kg-bookmark-card"):
        link = card.find("a", href=True)
        title = card.select_one(".kg-bookmark-title")
        about = card.select_one(".kg-bookmark-description")
        if not link:
            continue
        link.string = (title or link).get_text(" ", strip=True) or str(link["href"])
        paragraph = soup.new_tag("p")
        paragraph.append(link.extract())
        if about and about.get_text(strip=True):
            paragraph.append(f" – {about.get_text(' ', strip=True)}")
        card.replace_with(paragraph)


def _toggles(soup: BeautifulSoup) -> None:
    for card in soup.select(".kg-toggle-card"):
        heading = card.select_one(".kg-toggle-heading")
        content = card.select_one(".kg-toggle-content")
        if heading and content:
            details, summary = soup.new_tag("details"), soup.new_tag("summary")
            summary.string = heading.get_text(" ", strip=True)
            details.extend((summary, content.extract()))
            card.replace_with(details)


def _callouts(soup: BeautifulSoup) -> None:
    for card in soup.select(".kg-callout-card"):
        box = soup.new_tag("blockquote")
        mark, sign = soup.new_tag("p"), soup.new_tag("x-inline")
        sign["text"] = "[!NOTE]"
        mark.append(sign)
        box.extend((mark, *(card.select(".kg-callout-text") or [card.find()])))
        card.replace_with(box)


def _sounds(soup: BeautifulSoup) -> None:
    """Put the title of a sound above its player."""
    for card in soup.select(".kg-audio-card"):
        sound = card.find("audio")
        if not sound:
            continue
        sound = sound.extract()
        sound.attrs = {name: sound[name] for name in ("src", "loop") if sound.get(name)}
        sound["controls"] = ""
        caption = card.find("figcaption")
        parts = []
        if title := _text(card, ".kg-audio-title"):
            parts.append(soup.new_tag("p"))
            parts[0].string = title
        card.replace_with(*parts, sound, *([caption.extract()] if caption else []))


def _files(soup: BeautifulSoup) -> None:
    for card in soup.select(".kg-file-card"):
        link = card.find("a", href=True)
        name = _text(card, ".kg-file-card-filename")
        title = _text(card, ".kg-file-card-title") or name
        if not link or not title:
            continue
        size = _text(card, ".kg-file-card-filesize")
        about = _text(card, ".kg-file-card-caption")
        link = link.extract()
        link.attrs = {"href": link["href"]}
        link.string = title
        known = [name if name != title else "", size]
        facts = ", ".join(filter(None, known))
        paragraph = soup.new_tag("p")
        paragraph.append(link)
        paragraph.append(f" ({facts})" if facts else "")
        paragraph.append(f" – {about}" if about else "")
        card.replace_with(paragraph)


def _ratings(soup: BeautifulSoup) -> None:
    for rating in soup.select(".kg-product-card-rating"):
        stars = len(rating.select(".kg-product-card-rating-active"))
        if stars:
            paragraph = soup.new_tag("p")
            paragraph.string = f"{stars} of {_STARS}"
            rating.insert_before(paragraph)
