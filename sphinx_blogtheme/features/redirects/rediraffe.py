"""Lead the redirects of sphinxext-rediraffe to the pages of posts.

It redirects from one source path to another, and makes the file of the page from the
path: for ``posts/x.md`` that is ``posts/x/index.html``, while the page of the post is
``2025/03/x/index.html``.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx.errors import ExtensionError

from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder

_OPTION = "rediraffe_redirects"


def lead_to_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Replace the paths of posts and generated pages in its option."""
    given: Any = getattr(app.config, _OPTION, None)
    builder = app.builder
    if not given or not makes_site(builder):
        return
    if isinstance(given, str):
        given = _read(Path(app.srcdir, given))
    if isinstance(given, dict):
        setattr(
            app.config,
            _OPTION,
            {
                old: new if new in given else _path_of_page(builder, env, new)
                for old, new in given.items()
            },
        )


def _read(file: Path) -> dict[str, str] | None:
    """Return the redirects in a file; None if the extension is going to reject it."""
    from sphinxext.rediraffe import create_graph

    try:
        found: dict[str, str] = create_graph(file)
    except (OSError, ExtensionError):
        return None
    return found


def _path_of_page(builder: PermalinkBuilder, env: BuildEnvironment, path: str) -> str:
    """Return the path of the source that the page would have without permalinks."""
    docname = env.project.path2doc(path)
    if docname is None and path.strip("/") in session_of(env).pages:
        docname = path.strip("/")
    if docname is None or not builder.is_permalink(docname):
        return path
    page = PurePosixPath(builder.output_name(docname))
    return str(page.with_suffix(PurePosixPath(path).suffix))
