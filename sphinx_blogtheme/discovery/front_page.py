"""Stop a build that has no front page, with the words to write into one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.errors import SphinxError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_ADVICE = """\
there is no front page: expected {path}, whose text the front page begins with. \
Write it, for example:

# {title}

Notes on things that work.
"""


def require_front_page(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Make sure that the site has its root document (on ``env-before-read-docs``).

    Sphinx itself would read everything first, and then name a file in another markup.

    :raises SphinxError: if it has none.
    """
    root = app.config.root_doc
    if root not in env.found_docs:
        path = Path(app.srcdir, f"{root}.md")
        title = app.config.project.strip() or "My blog"
        raise SphinxError(_ADVICE.format(path=path, title=title))
