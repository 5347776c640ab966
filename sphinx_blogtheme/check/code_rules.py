"""The rule for code that has changed since it was run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.check import rules
from sphinx_blogtheme.check.rules import Finding
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.examples.lock_file import LOCK_NAME, code_digest, read_lock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.check.site_build import BuiltSite


def check_code(built: BuiltSite) -> Iterator[Finding]:
    """Yield a finding for each post whose code is not the code that was run."""
    try:
        entries = read_lock(built.folder)
    except ValueError as error:
        yield Finding(
            path=LOCK_NAME,
            line=1,
            rule=rules.CODE_CHANGED,
            message=f"{error}; nobody knows which code has changed",
            suggestion="mend the file; or delete it, and run: sphinx-blogtheme test --lock",
        )
        return
    project = built.env.project
    if not entries or not isinstance(project, BlogProject):
        return
    # Imported here, since most blogs have no such file.
    from sphinx_blogtheme.examples.post_code import read_post_code

    sources = {source.path: source for source in project.sources.values()}
    for path, entry in entries.items():
        source = sources.get(path)
        if source is None:
            continue
        post = read_post_code(built.env, built.folder, path, path, source)
        if code_digest(post) != entry.get("code"):
            first = post.blocks[0].line if post.blocks else 1
            yield Finding(
                path=path,
                line=first,
                rule=rules.CODE_CHANGED,
                message=f"the code has changed since it was run, on {entry.get('date')}, as"
                f" {LOCK_NAME} says",
                suggestion=f"run it: sphinx-blogtheme test {path} --lock",
            )
