"""Write and read a blogroll as OPML 2.0 (http://opml.org/spec2.opml)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from sphinx_blogtheme.feeds.xml import branch, document, element
from sphinx_blogtheme.model.blogroll import by_category

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_blogtheme.model.blogroll import BlogrollEntry


def write_opml(entries: Sequence[BlogrollEntry], *, title: str, owner: str) -> str:
    """Return the text of an OPML file, without a date, since the time would change it.

    :param owner: name of the site's author; may be empty.
    """
    head = [element("title", title)]
    if owner:
        head.append(element("ownerName", owner))
    body = list(_groups(entries))
    return document(
        branch("opml", [branch("head", head), branch("body", body)], version="2.0")
    )


def _groups(entries: Sequence[BlogrollEntry]) -> Iterator[str]:
    for name, found in by_category(entries):
        if name:
            yield branch("outline", map(_outline, found), text=name, title=name)
        else:
            yield from map(_outline, found)


def _outline(entry: BlogrollEntry) -> str:
    names = {"text": entry.title, "title": entry.title}
    about = {"description": entry.description} if entry.description else {}
    if not entry.feed:
        return element("outline", type="link", **names, **about, url=entry.url)
    # The type is that of all feeds, of Atom too.
    urls = {"xmlUrl": entry.feed, "htmlUrl": entry.url}
    return element("outline", type="rss", **names, **about, **urls)


def read_opml(data: bytes) -> list[dict[str, str]]:
    """Return the blogs of an OPML file, with the keys of `BlogrollEntry`.

    The category of a blog is the name of the outline around it.

    :raises ValueError: if it is no OPML.
    """
    try:
        root = ET.fromstring(data)  # noqa: S314 -- the author's own file
    except ET.ParseError as error:
        raise ValueError(str(error)) from error
    body = root.find("body")
    if root.tag != "opml" or body is None:
        raise ValueError("there is no element 'opml' with a 'body'")
    return list(_blogs(body, ""))


def _blogs(parent: ET.Element, category: str) -> Iterator[dict[str, str]]:
    for outline in parent.findall("outline"):
        name = outline.get("title") or outline.get("text") or ""
        feed = outline.get("xmlUrl", "")
        url = outline.get("htmlUrl") or outline.get("url") or feed
        if url:
            blog = {
                "title": name,
                "url": url,
                "feed": feed,
                "description": outline.get("description", ""),
                "category": category,
            }
            yield {key: value for key, value in blog.items() if value}
        yield from _blogs(outline, category if url else name)
