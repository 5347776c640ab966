"""The level of trust in a document's author, which the owner sets in ``conf.py``.

`full` is all of Markdown, MyST and reStructuredText. `prose` is what is needed for
writing, without anything that runs on the readers' or on the owner's machine.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.checks import FULL, PROSE

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def is_prose(env: BuildEnvironment, docname: str | None = None) -> bool:
    """Return whether a document may be prose only, by default the one being read."""
    chosen = env.config.blog_trust
    if isinstance(chosen, str):
        return chosen == PROSE
    path = env.doc2path(docname or env.docname, base=False).as_posix()
    levels = (level for pattern, level in chosen.items() if fnmatchcase(path, pattern))
    return next(levels, FULL) == PROSE
