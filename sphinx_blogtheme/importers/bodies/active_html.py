"""Leave out what runs in the HTML of an imported text, in whatever form.

Exports hold what plug-ins, visitors and break-ins have put into posts: scripts are only
the form that one sees.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.html import attributes
from sphinx_blogtheme.markdown.html_attributes import ATTRIBUTES, Form, Role

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bs4 import BeautifulSoup

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

_EMBEDDED = ("object", "embed", "applet", "frameset")
_EMPTY_FRAMES = ("iframe", "frame")
"""Elements that are left out if no address is left of them."""

_GIST = re.compile(r"(https://gist\.github\.com/[\w./-]+?)\.js(?:\?.*)?")

_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][^\s/><=\"']*)(?P<attributes>"
    r"(?>[\s/]+|[^\s/>=<]+"
    r"(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>\"'<][^\s><]*|(?=>)))?+)*)(?P<end>>?)"
)
"""A tag, wherever it stands: what is text in a ``<style>`` is none in an ``<svg>``."""
SCRIPT_END = re.compile(r"</script(?:[\s/][^>]*)?>", re.IGNORECASE)


def script_text(values: Mapping[str, str], text: str) -> tuple[str, bool] | None:
    """Return the Markdown for a script that shows something, and whether it is a block.

    It is None for all other scripts. A gist is a link, and TeX for MathJax a formula.
    """
    if found := _GIST.fullmatch(values.get("src", "")):
        return f"<{found[1]}>", True
    if values.get("type", "").startswith("math/tex"):
        block = "display" in values["type"]
        mark = "$$" if block else "$"
        return f"{mark}{text.strip()}{mark}", block
    return None


def script_left_out(src: str) -> str:
    """Return the predicate of a document whose script is left out."""
    what = src.partition("?")[0] or "within the text"
    return _left_out(f"a script ({what})")


def remove_active(soup: BeautifulSoup) -> dict[str, int]:
    """Remove handlers, frames and links with scripts, and programs from a tree.

    :return: predicates of the document, as ``has a handler (onclick), which is …``, and
        the lines of the first ones.
    """
    found: dict[str, int] = {}
    for el in soup.find_all(True):
        for name in list(el.attrs):
            what = _active_attribute(el.name, name, str(el[name]))
            if what:
                del el[name]
                found.setdefault(_left_out(what), el.sourceline or 0)
    for el in soup.find_all([*_EMBEDDED, "base"]):
        if el.name == "base" or el.decomposed:
            el.extract()
            continue
        what = _active_element(el.name, {k: str(v) for k, v in el.attrs.items()})
        if what is None:
            continue
        found.setdefault(_left_out(what), el.sourceline or 0)
        for part in el.find_all("param"):
            part.extract()
        el.unwrap()
    for el in soup.find_all(_EMPTY_FRAMES):
        if not (el.get("src") or el.get("data-src")):
            el.extract()
    return found


def without_active(html: str, opened: list[str]) -> tuple[str, list[str]]:
    """Return HTML without what runs, all else as it was written.

    :param html: any part of a page, such as a single tag.
    :param opened: names of the elements before it whose end tags are left out; it is
        changed to those after it.
    :return: the HTML, and predicates as those of `remove_active`.
    """
    found: dict[str, None] = {}
    done: list[str] = []
    position = 0
    while match := _TAG.search(html, position):
        done.append(html[position : match.start()])
        position = match.end()
        name = match["name"].lower()
        if not match["end"] or match["attributes"][:1].strip(" \t\n\r\f/"):
            # Browsers look for the end in what follows, and read that as attributes.
            if html.find("=", match.start()) >= 0:
                found[_left_out(f"a tag without an end (<{name})")] = None
                done.append("&lt;")
                position = match.start() + 1
            else:
                done.append(match[0])
        elif match["close"]:
            if name in opened:
                opened.remove(name)
            elif name != "script":
                done.append(match[0])
        elif name == "script":
            values = _values(match["attributes"])
            end = SCRIPT_END.search(html, position)
            text = html[position : end.start() if end else len(html)]
            position = end.end() if end else len(html)
            if shown := script_text(values, text):
                done.append(f"\n\n{shown[0]}\n\n" if shown[1] else shown[0])
            else:
                found[script_left_out(values.get("src", ""))] = None
        else:
            kept, whats = _tag(match, name, opened)
            found |= dict.fromkeys(map(_left_out, whats))
            if kept == match[0] and "<" in match["attributes"]:
                # What looks like a value may be none after a comment, or in another.
                kept, position = kept[0], match.start() + 1
            done.append(kept)
    return "".join([*done, html[position:]]), list(found)


def _tag(match: re.Match[str], name: str, opened: list[str]) -> tuple[str, list[str]]:
    """Return what is left of a start tag, and what is left out.

    :param opened: names of the elements whose end tags are left out; may be added to.
    """
    values = _values(match["attributes"])
    whats = {
        key: what
        for key, value in values.items()
        if (what := _active_attribute(name, key, value))
    }
    values = {key: value for key, value in values.items() if key not in whats}
    found = list(whats.values())
    if what := _active_element(name, values):
        if name != "embed":
            opened.append(name)
        return "", [*found, what]
    if name == "base" or (name == "param" and opened):
        return "", found
    if name == "meta" and "http-equiv" in values:
        return "", [*found, f"an order to the browser ({values['http-equiv']})"]
    if not whats:
        return match[0], found
    if name in _EMPTY_FRAMES and not (values.get("src") or values.get("data-src")):
        opened.append(name)
        return "", found
    kept = [
        match[0][: 1 + len(name)],
        *(
            f' {one.name}="{one.written.replace(chr(34), "&quot;")}"'
            if one.has_value
            else f" {one.name}"
            for one in attributes(match["attributes"])
            if one.name not in whats
        ),
        " />" if match["attributes"].endswith("/") else ">",
    ]
    return "".join(kept), found


def _values(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in attributes(text):
        found.setdefault(one.name, one.value)
    return found


def _left_out(what: str) -> str:
    return f"has {what}, which is left out"


def _active_element(name: str, values: Mapping[str, str]) -> str | None:
    """Return a description of an element that runs something, or None."""
    place = values.get("data") or values.get("src") or ""
    if name not in _EMBEDDED or _SHOWN.match(place):
        return None
    return f"an element {name} ({place or 'a program'})"


def _active_attribute(element: str, name: str, written: str) -> str | None:
    """Return a description of an attribute that runs something, or None."""
    key, value = name.lower(), _BLANKS.sub("", written)
    if key.startswith("on"):
        return f"a handler ({key})"
    if key == "srcdoc":
        return "a frame with HTML of its own (srcdoc)"
    if key not in _PLACES:
        return None
    parts = value.split(";") if key == "values" else [value]
    if any(map(_RUNNING.match, parts)):
        return f"a script in an address ({key})"
    if element not in _PICTURES and any(map(_DATA.match, parts)):
        return f"a page in an address ({key}, data:)"
    return None
