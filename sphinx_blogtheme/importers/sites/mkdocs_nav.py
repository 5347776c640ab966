"""The navigation of MkDocs: ``nav`` of the configuration, or the folders of the pages."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.ordinary_pages import TreeEntry
from sphinx_blogtheme.importers.sites.mkdocs_urls import page_place

if TYPE_CHECKING:
    from collections.abc import Collection

_LONGEST_MENU = 8
_OF_BLOG = ("archives", "categories", "feed")
"""What the menu of a blog has besides."""
_WEB = ("http://", "https://", "mailto:")


def nav_entries(nav: Any, pages: Collection[str], blog_dir: str) -> list[TreeEntry]:
    """Return the entries of the navigation.

    :param nav: setting ``nav``; without one, pages are in the order of their names.
    :param pages: paths of the pages from the folder of the documentation.
    :param blog_dir: folder of the blog, whose front page is a page too; "" for the root.
    """
    entries = _of_list(nav, pages) if isinstance(nav, list) else _of_folder("", pages)
    if blog_dir and f"{blog_dir}/index.md" not in pages:
        for entry in _all(entries):
            if entry.path == f"{blog_dir}/index.md":
                entry.path = blog_dir
    return [entry for entry in entries if entry.path or entry.children]


def menu_of(nav: Any, entries: list[TreeEntry], blog_dir: str) -> list[Any]:
    """Return the menu of a site whose blog is a section: what its navigation begins with.

    It is empty for a navigation that nobody wrote, or with too many entries for a line.

    :param nav: setting ``nav``.
    :param entries: what `nav_entries` made of it.
    """
    if not blog_dir or not isinstance(nav, list) or len(entries) > _LONGEST_MENU:
        return []
    found: list[Any] = []
    for entry in entries:
        target = entry.path or next(entry.pages(), "")
        url = target if target.startswith(_WEB) else f"/{page_place(target)}/"
        is_blog = target in (blog_dir, f"{blog_dir}/index.md")
        title = entry.title or ("Blog" if is_blog else "")
        if target and url != "//" and title:
            found.append((title, url))
    return [*found, *_OF_BLOG] if found else []


def _all(entries: list[TreeEntry]) -> list[TreeEntry]:
    return [one for entry in entries for one in (entry, *_all(entry.children))]


def _of_list(items: list[Any], pages: Collection[str]) -> list[TreeEntry]:
    found: list[TreeEntry] = []
    for item in items:
        pairs = item.items() if isinstance(item, dict) else [("", item)]
        for title, value in pairs:
            name = str(title or "")
            if isinstance(value, list):
                found.append(_group(name, _of_list(value, pages)))
            elif isinstance(value, str) and value.startswith(_WEB):
                found.append(TreeEntry(name, value))
            elif isinstance(value, str) and (path := _page(value, pages)):
                found.append(TreeEntry(name, path))
    return found


def _page(value: str, pages: Collection[str]) -> str:
    """Return the path of a page in the blog, or "" if there is no such page."""
    path = value.strip("/").removeprefix("./")
    if path not in pages:
        return ""
    place = PurePosixPath(path)
    if place.stem.lower() == "readme":
        return place.with_name("index.md").as_posix()
    return place.with_suffix(".md").as_posix()


def _group(title: str, children: list[TreeEntry]) -> TreeEntry:
    """Return a group, which the page without a title of its own in it stands for."""
    first = children[0] if children else None
    is_index = first is not None and not first.children
    if first and is_index and PurePosixPath(first.path).name == "index.md":
        return TreeEntry(title, first.path, children[1:])
    return TreeEntry(title, "", children)


def _of_folder(folder: str, pages: Collection[str]) -> list[TreeEntry]:
    """Return the entries of a folder: its index, then its pages, then its folders."""
    inside = [path for path in pages if path.startswith(folder)]
    files = sorted(path for path in inside if "/" not in path.removeprefix(folder))
    folders = sorted(
        {path.removeprefix(folder).partition("/")[0] for path in inside}
        - {path.removeprefix(folder) for path in files}
    )
    files.sort(
        key=lambda path: PurePosixPath(path).stem.lower() not in ("index", "readme")
    )
    found = [TreeEntry("", _page(path, pages)) for path in files]
    for name in folders:
        children = _of_folder(f"{folder}{name}/", pages)
        words = name.replace("-", " ").replace("_", " ")
        found.append(_group(words[:1].upper() + words[1:], children))
    return found
