"""The file that says which code of posts was run, when, and with what.

It lies in the blog's folder, to be kept with the posts. Only posts whose code passed are
in it; the digest tells whether the code has changed since.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.examples.verdicts import BlockFate
from sphinx_blogtheme.files import digest_of, write_changed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from sphinx_blogtheme.examples.post_runs import PostCode, PostRun

LOCK_NAME = "tested-code.json"


def write_lock(
    folder: Path, runs: Sequence[PostRun], today: date, *, whole: bool
) -> None:
    """Note the posts whose code passed.

    :param folder: the blog's folder.
    :param whole: whether all posts were run, so that the file is to have no others.
    :raises ValueError: if there is a file that is not as the command has written it.
    """
    file = folder / LOCK_NAME
    entries = read_lock(folder)
    if whole:
        paths = {run.post.path for run in runs if run.post.blocks}
        entries = {path: entry for path, entry in entries.items() if path in paths}
    for run in runs:
        passed = any(verdict.fate is BlockFate.PASSED for verdict in run.verdicts)
        if passed and not run.failed:
            entries[run.post.path] = {
                "code": code_digest(run.post),
                "date": today.isoformat(),
                "python": run.python,
                "versions": dict(run.versions),
            }
    posts = dict(sorted(entries.items()))
    text = json.dumps({"version": 1, "posts": posts}, ensure_ascii=False, indent=2)
    write_changed(file, f"{text}\n")


def read_lock(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the entries of a blog's file by path of the post; none if there is none.

    :raises ValueError: if the file is not as the command has written it.
    """
    try:
        text = (folder / LOCK_NAME).read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeError) as error:
        raise ValueError(f"{LOCK_NAME} cannot be read: {error}") from None
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{LOCK_NAME}: expected JSON: {error}") from None
    posts = found.get("posts") if isinstance(found, dict) else None
    if not isinstance(posts, dict):
        raise ValueError(f"{LOCK_NAME}: expected an object with 'posts'")  # noqa: TRY004
    return {path: entry for path, entry in posts.items() if isinstance(entry, dict)}


def code_digest(post: PostCode) -> str:
    """Return a digest of the code of a post, its outputs, and the packages it asks for."""
    parts = [
        (block.kind.value, block.code, [output.text for output in block.shown])
        for block in post.blocks
    ]
    return digest_of([post.needs.requires, post.needs.dependencies, parts])
