"""Leave out what runs in the HTML of an imported body, in whatever form.

Exports hold what plug-ins, visitors and break-ins have put into posts: scripts are only
the form that one sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.html_attributes import ATTRIBUTES, Form, Role

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_RUNNING = re.compile(r"[\x00-\x20;]*(?:java|vb|live)script:", re.IGNORECASE)
_DATA = re.compile(r"[\x00-\x20]*data:", re.IGNORECASE)
_BLANKS = re.compile(r"[\t\n\r]")
"""Characters that browsers leave out of a URL."""

_ANIMATED = ("by", "from", "to", "values")
"""Attributes of SVG's animations, which can set a link."""

_PLACES = {
    name
    for name, meanings in ATTRIBUTES.items()
    if any(
        meaning.role in (Role.LINK, Role.RESOURCE) and meaning.form is not Form.STYLE
        for meaning in meanings.values()
    )
} | {*_ANIMATED}

_SHOWN = re.compile(r"[^?#]*\.(?:pdf|png|jpe?g|gif|webp|avif)(?:[?#]|$)", re.IGNORECASE)
"""URLs of embedded files that are shown and don't run."""

_PICTURES = ("img", "image", "source", "video", "audio")
"""Elements in which a ``data:`` URL is no page."""


def remove_active(soup: BeautifulSoup) -> list[str]:
    """Remove handlers, frames and links with scripts, and programs from a tree.

    :return: predicates of the document, as ``has a handler (onclick), which is …``.
    """
    found: dict[str, None] = {}
    for el in soup.find_all(True):
        for name in list(el.attrs):
            what = _active_attribute(el, name)
            if what:
                del el[name]
                found[f"has {what}, which is left out"] = None
    for el in soup.find_all(["object", "embed", "applet", "base", "frameset"]):
        if el.name == "base" or el.decomposed:
            el.extract()
            continue
        place = str(el.get("data") or el.get("src") or "")
        if _SHOWN.match(place):
            continue
        found[
            f"has an element {el.name} ({place or 'a program'}), which is left out"
        ] = None
        for part in el.find_all("param"):
            part.extract()
        el.unwrap()
    for el in soup.find_all(["iframe", "frame"]):
        if not (el.get("src") or el.get("data-src")):
            el.extract()
    return list(found)


def _active_attribute(el: Tag, name: str) -> str | None:
    """Return a description of an attribute that runs something, or None."""
    key, value = name.lower(), _BLANKS.sub("", str(el[name]))
    if key.startswith("on"):
        return f"a handler ({key})"
    if key == "srcdoc":
        return "a frame with HTML of its own (srcdoc)"
    if key not in _PLACES:
        return None
    parts = value.split(";") if key == "values" else [value]
    if any(map(_RUNNING.match, parts)):
        return f"a script in an address ({key})"
    if el.name not in _PICTURES and any(map(_DATA.match, parts)):
        return f"a page in an address ({key}, data:)"
    return None
