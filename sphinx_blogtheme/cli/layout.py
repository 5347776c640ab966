"""The path of a new post, which follows the pattern of the latest posts' paths."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}(?=[-_].)")
_RECENT = 20
"""Number of latest posts whose paths count."""

DEFAULT = "posts/{slug}.md"
"""Pattern of paths for a blog without posts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """The path and the date of a post."""

    path: str
    """Path from the blog's folder, with forward slashes."""
    date: datetime


def next_path(
    posts: Iterable[Placed], slug: str, date: datetime, patterns: Iterable[str] = ()
) -> str:
    """Return the path of a new post, in the commonest pattern of the latest posts.

    :param posts: the posts of the blog, in any order.
    :param slug: slug of the new post, safe as a file name.
    :param date: date of the new post.
    :param patterns: globs of the paths of posts, for a blog without posts.
    :return: path from the blog's folder, such as ``posts/2025/x.md``.
    """
    latest = sorted(posts, key=lambda post: post.date.timestamp(), reverse=True)
    counted = Counter(shape_of(post) for post in latest[:_RECENT])
    # Of equally common patterns, the counter has that of the latest post first.
    shape = counted.most_common(1)[0][0] if counted else _first_shape(patterns)
    values = {
        "{date}": f"{date:%Y-%m-%d}",
        "{year}": f"{date.year:04d}",
        "{month}": f"{date:%m}",
        "{day}": f"{date:%d}",
        "{slug}": slug,
    }
    # All in one pass, so that braces in a slug are not taken for a field.
    return re.sub(r"\{\w+\}", lambda field: values.get(field[0], field[0]), shape)


def _first_shape(patterns: Iterable[str]) -> str:
    for pattern in patterns:
        folder, _, name = pattern.rpartition("/")
        if folder and name.startswith("*") and not re.search(r"[*?\[\]{}]", folder):
            return f"{folder}/{{slug}}.md"
    return DEFAULT


def shape_of(post: Placed) -> str:
    """Return the pattern of a post's path, as ``posts/{year}/{date}-{slug}.md``."""
    path = PurePosixPath(post.path)
    folders = list(path.parent.parts)
    if path.stem == "index" and folders:
        named = [_name_shape(folders.pop()), "index"]
    else:
        named = [_name_shape(path.stem)]
    suffix = path.suffix if path.suffix in (".md", ".markdown") else ".md"
    return "/".join([*_folder_shapes(folders, post.date), *named]) + suffix


def is_dated(name: str) -> bool:
    """Return whether a name begins with a date, as ``2025-03-02-x``."""
    return _DATED.match(name) is not None


def without_leading_date(name: str) -> str:
    """Return a name without the date that it may begin with: ``x``."""
    dated = _DATED.match(name)
    return name[dated.end() + 1 :] if dated else name


def _name_shape(name: str) -> str:
    dated = _DATED.match(name)
    return "{date}" + name[dated.end()] + "{slug}" if dated else "{slug}"


def _folder_shapes(folders: Iterable[str], date: datetime) -> Iterator[str]:
    expected = [
        (f"{date.year:04d}", "{year}"),
        (f"{date:%m}", "{month}"),
        (f"{date:%d}", "{day}"),
    ]
    for folder in folders:
        if expected and folder == expected[0][0]:
            yield expected.pop(0)[1]
        else:
            yield folder
