"""Change the frames in HTML: let them load late or after a click, or make links."""

from __future__ import annotations

import re
from collections import Counter
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sphinx_blogtheme.markdown.embeds.click_page import LINK_CLASS, REFERRER
from sphinx_blogtheme.markdown.embeds.player_titles import title_of_player
from sphinx_blogtheme.markdown.embeds.services import Player, find_player
from sphinx_blogtheme.markdown.html import Element, attributes, elements
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_LINK = re.compile(rf'\s*<a class="{LINK_CLASS}" href="[^"]*"')
"""The link that the directive writes after its frame, up to its last attribute."""

_KEPT = re.compile(
    r"allow|allowfullscreen|class|dir|height|id|lang|name|sandbox|width"
    r"|(?:aria|data)-[\w-]+"
)
"""Attributes of an author's frame that are kept; others are obsolete or replaced."""

_UNTITLED = re.compile(
    r"|(?:youtube|vimeo|dailymotion)(?: video)?[ -]player|spotify embed|embed(?:ded)?",
    re.IGNORECASE,
)
"""Titles in the code of services, which say nothing about the content."""


class _Frame:
    """A frame in the HTML of a page."""

    def __init__(self, element: Element, link: str) -> None:
        self.source = element.tag.attributes
        self.link = link
        self.attributes = element.tag.values()
        self.player = None
        if "srcdoc" not in self.attributes:
            self.player = find_player(self.attributes.get("src", ""), pages=False)
        self.title = self._title()

    def _title(self) -> str:
        title = " ".join(self.attributes.get("title", "").split())
        if self.player and _UNTITLED.fullmatch(title):
            return title_of_player(self.player.service)
        if title:
            return title
        parts = urlsplit(self.attributes.get("src", ""))
        return parts.hostname or parts.path.strip("./") or _("Embedded page")

    def as_written(self, title: str) -> str:
        """Return the frame of the author, with a title and lazy loading."""
        changed = title != self.attributes.get("title")
        start, position = "", 0
        for attribute in attributes(self.source):
            if not (changed and attribute.name == "title"):
                start += self.source[position : attribute.end]
            position = attribute.end
        if changed:
            start += f' title="{escape(title)}"'
        if "loading" not in self.attributes:
            start += ' loading="lazy"'
        return f"<iframe{start}></iframe>"

    def waiting(self, player: Player, title: str, document: str) -> str:
        """Return a frame that shows a document until the click, and a link for paper.

        :param document: HTML of the page before the click.
        """
        written = self.attributes
        kept = {name: value for name, value in written.items() if _KEPT.fullmatch(name)}
        style = [written.get("style", "").strip().rstrip(";")]
        if "aspect-ratio" not in style[0]:
            style += _sizes(kept, player)
        kept |= {
            "title": title,
            "allow": _allowed(kept.get("allow", ""), player),
            "style": ";".join(filter(None, style)),
            "loading": "lazy",
            "referrerpolicy": REFERRER,
            "srcdoc": document,
        }
        start = "".join(
            f' {name}="{escape(value)}"' if value else f" {name}"
            for name, value in kept.items()
            if value or name not in ("allow", "style")
        )
        link = (
            f"{self.link} hidden"
            if self.link
            else f'<a class="{LINK_CLASS}" href="{escape(player.page)}" hidden>'
            f"{escape(player.called(self.title))}</a>"
        )
        return f"<iframe{start}></iframe>{link}"


def _sizes(given: dict[str, str], player: Player) -> Iterator[str]:
    """Yield CSS that keeps a frame's ratio if the column is narrow.

    Percentages are not allowed in attributes, and are moved to the CSS.
    """
    yield from ("border:0", "max-width:100%")
    numbers: dict[str, int] = {}
    for name in ("width", "height"):
        value = given.pop(name, "").strip().removesuffix("px")
        if value.isdecimal() and int(value):
            numbers[name] = int(value)
            given[name] = value
        elif re.fullmatch(r"\d+(?:\.\d+)?%", value):
            yield f"{name}:{value}"
    width, height = numbers.get("width"), numbers.get("height")
    fixed = height or player.service.height
    if fixed and (player.service.height or not width):
        yield f"height:{fixed}px;aspect-ratio:auto"
    elif width and height:
        yield f"height:auto;aspect-ratio:{width}/{height}"


def _allowed(allow: str, player: Player) -> str:
    """Return the value of ``allow``, with the player's host for each permission.

    Without a host, a permission is for the origin of ``src``, which is our own page
    here (Permissions Policy, section 9.5).
    """
    origin = f"https://{player.host}"
    features: dict[str, str] = {}
    for directive in allow.split(";"):
        name, _space, whom = " ".join(directive.split()).partition(" ")
        if name:
            own = whom in ("", "'src'", "src")
            features[name] = f"{name} {origin}" if own else f"{name} {whom}"
    if player.service.autoplay:
        features.setdefault("autoplay", f"autoplay {origin}")
    return "; ".join(features.values())


def mend_frames(
    texts: Sequence[str], click_page: Callable[[Player, str], str] | None
) -> list[str]:
    """Return parts of a page's HTML, with frames that load late or after a click.

    :param texts: the parts; two frames of one page get different titles.
    :param click_page: returns the page before the click, from a player and its title;
        None if frames don't wait for a click.
    """
    titles = Counter(
        _Frame(element, "").title
        for text in texts
        for element in elements(text, "iframe")
    )
    numbers: Counter[str] = Counter()

    def mend(frame: _Frame) -> str:
        title = frame.title
        if titles[title] > 1:
            numbers[title] += 1
            title = f"{title} ({numbers[title]})"
        if click_page and frame.player:
            document = click_page(frame.player, frame.title)
            return frame.waiting(frame.player, title, document)
        hidden = f"{frame.link} hidden" if frame.link else ""
        return frame.as_written(title) + hidden

    return [_with_frames(text, mend) for text in texts]


def _with_frames(html: str, change: Callable[[_Frame], str]) -> str:
    """Return HTML with each frame, and the link that follows it, changed."""
    done, position = [], 0
    for element in elements(html, "iframe"):
        link = _LINK.match(html, element.end)
        changed = change(_Frame(element, link[0] if link else ""))
        done += [html[position : element.tag.start], changed]
        position = link.end() if link else element.end
    return "".join([*done, html[position:]])


def take_frames(html: str) -> tuple[str, list[tuple[str, str]]]:
    """Return HTML without its frames, and URL and title of each.

    Frames of the site itself are left out without a link.
    """
    found = []

    def take(frame: _Frame) -> str:
        page, title = frame.attributes.get("src", "").strip(), frame.title
        if frame.player:
            page, title = frame.player.page, frame.player.called(title)
        if page.startswith("//"):
            page = f"https:{page}"
        if page.startswith(("https://", "http://")):
            found.append((page, title))
        return ""

    rest = _with_frames(html, take)
    return "" if "".join(rest.lower().split()) == "</iframe>" else rest, found
