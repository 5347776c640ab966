"""Turn the places of a blog's posts into the place of the next one."""

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
"""How many posts tell how their author arranges them now."""

DEFAULT = "posts/{slug}.md"


@dataclass(frozen=True, kw_only=True, slots=True)
class Placed:
    """A post, as far as its place goes."""

    path: str
    """From the blog's folder, with forward slashes."""
    date: datetime


def next_path(
    posts: Iterable[Placed], slug: str, date: datetime, patterns: Iterable[str] = ()
) -> str:
    """Return where a new post goes: where most of the latest ones would lie.

    :param slug: safe as a file's name.
    :param patterns: globs of the paths of posts, for a blog without any.
    """
    latest = sorted(posts, key=lambda post: post.date.timestamp(), reverse=True)
    counted = Counter(shape_of(post) for post in latest[:_RECENT])
    # Of two that are as common, the one of the latest post is first.
    shape = counted.most_common(1)[0][0] if counted else _first_shape(patterns)
    values = {
        "{date}": f"{date:%Y-%m-%d}",
        "{year}": f"{date.year:04d}",
        "{month}": f"{date:%m}",
        "{day}": f"{date:%d}",
        "{slug}": slug,
    }
    # One pass, so that nothing in a slug is taken for a field.
    return re.sub(r"\{\w+\}", lambda field: values.get(field[0], field[0]), shape)


def _first_shape(patterns: Iterable[str]) -> str:
    for pattern in patterns:
        folder, _, name = pattern.rpartition("/")
        if folder and name.startswith("*") and not re.search(r"[*?\[\]{}]", folder):
            return f"{folder}/{{slug}}.md"
    return DEFAULT


def shape_of(post: Placed) -> str:
    """Return a path with fields for what is the post's own: its date and its name."""
    path = PurePosixPath(post.path)
    folders = list(path.parent.parts)
    if path.stem == "index" and folders:
        named = [_name_shape(folders.pop()), "index"]
    else:
        named = [_name_shape(path.stem)]
    suffix = path.suffix if path.suffix in (".md", ".markdown") else ".md"
    return "/".join([*_folder_shapes(folders, post.date), *named]) + suffix


def is_dated(name: str) -> bool:
    """Return whether a name begins with a date."""
    return _DATED.match(name) is not None


def without_date(name: str) -> str:
    """Return a name without the date that it may begin with."""
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
