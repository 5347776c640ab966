"""Readers of values about menus, excerpts, reading times and redirects."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.raw import RawEntry, Scalar
from sphinx_blogtheme.front_matter.values import (
    FALSE,
    NO_URL,
    TRUE,
    Reading,
    boolean_reader,
    means,
    one_text,
    read_number,
    read_text_value,
    read_web,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.front_matter.values import HeaderContext


_IDENTITY = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"]+")


def read_order(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read a whole number, which may be below zero."""
    text = one_text(entry.node)
    if text is not None and (not text or re.fullmatch(r"[-+]?[0-9]{1,9}", text)):
        return Reading(int(text) if text else None)
    return Reading(None, "expected a whole number; going on without it")


def read_pinned(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read whether a post is pinned; in Hexo, a number says that, and in which order."""
    text = one_text(entry.node) or ""
    if text.isdecimal() and len(text) < 10:  # noqa: PLR2004
        return Reading(int(text) > 0)
    return boolean_reader(unknown=False)(entry, place)


def read_menu_weight(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read the weight of the first menu of Hugo's that has one."""
    found = (read_order(part, place).value for part in _menu_parts(entry, "weight"))
    return Reading(next((value for value in found if value is not None), None))


def read_menu_name(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read the name of the first menu of Hugo's that has one."""
    found = (read_text_value(part, place).value for part in _menu_parts(entry, "name"))
    return Reading(next(filter(None, found), None))


def _menu_parts(entry: RawEntry, key: str) -> Iterator[RawEntry]:
    """Yield the values of a key in menus such as ``{main: {weight: 5}}``."""
    menus = entry.node.values() if isinstance(entry.node, dict) else ()
    for menu in menus:
        if isinstance(menu, dict) and isinstance(menu.get(key), Scalar):
            yield RawEntry(key=key, node=menu[key], line=entry.line)


def read_paragraphs(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read a number of paragraphs; ``excerpt`` is a text in most engines."""
    if entry.key.lower() == "excerpt" and not (one_text(entry.node) or "").isdecimal():
        return Reading(None)
    return read_number(entry, place)


def read_separator(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read the text that ends an excerpt; empty lines are a number of paragraphs."""
    text = entry.node.text if isinstance(entry.node, Scalar) else None
    if text is not None and not text.strip():
        return Reading(1 if text else 0, field="excerpt_paragraphs")
    return Reading(text.strip() if text else None)


def read_minutes(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read whether a reading time is shown, or how many minutes it is."""
    text = (one_text(entry.node) or "").lower()
    if text.isdecimal() and len(text) <= 4:  # noqa: PLR2004
        return Reading(int(text))
    if text in FALSE:
        return Reading(0)
    doubt = "" if text in TRUE | {""} else "expected true, false or minutes; ignored it"
    return Reading(None, doubt)


def read_no_comments(entry: RawEntry, place: HeaderContext) -> Reading:
    """Read whether a post has no comments, which the mere key says in ABlog."""
    if one_text(entry.node) == "":
        return Reading(False)
    return means(true=False, false=True, unknown=None)(entry, place)


def read_file_name(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read the name of an HTML file, without its suffix: ``x`` of ``x.html``."""
    text = re.sub(r"\.html?$", "", one_text(entry.node) or "").rpartition("/")[2]
    return Reading(text if text not in ("", "index") else None)


def read_target(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read a URL of the web or a path of the site, which may be the only in a list."""
    node = entry.node
    if isinstance(node, list) and len(node) == 1:
        node = node[0]
    text = one_text(node)
    if not text or (re.match("/(?!/)", text) and not re.search(NO_URL, text)):
        doubt = "expected a URL or a path; ignored it" if text is None else ""
        return Reading(text or None, doubt)
    found = read_web(RawEntry(key=entry.key, node=node, line=entry.line), _place)
    doubt = "expected a URL that begins with https://, or with / for this site"
    return found if found.value else Reading(None, f"{doubt}; ignored it")


def read_identity(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read an absolute URI, such as ``urn:uuid:…`` or a URL."""
    text = one_text(entry.node)
    if text == "" or (text and _IDENTITY.fullmatch(text)):
        return Reading(text or None)
    doubt = "expected a URI, such as tag:example.org,2024-05-06:/x; ignored it"
    return Reading(None, doubt)
