"""Let MyST-NB read notebooks, and Markdown that is one, in a site with our Markdown.

Where a site lists MyST-NB in its extensions, that takes all Markdown for itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.headers import NOTEBOOK

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_MARKDOWN = ".md"


def keep_markdown(app: Sphinx, config: Config) -> None:
    """Take Markdown back (on ``config-inited``)."""
    if "myst_nb" not in app.extensions:
        return
    if app.registry.source_suffix.get(_MARKDOWN) == NOTEBOOK:
        app.add_source_suffix(_MARKDOWN, "markdown", override=True)
    if config.source_suffix.get(_MARKDOWN) == NOTEBOOK:
        config.source_suffix[_MARKDOWN] = "markdown"


def parse_text_notebook(
    env: BuildEnvironment, text: str, document: nodes.document
) -> bool:
    """Parse Markdown that says that it is a notebook; return whether it was one."""
    if not hasattr(env, "mystnb_config"):
        return False
    from myst_nb.core.read import is_myst_markdown_notebook  # noqa: PLC0415
    from myst_nb.sphinx_ import Parser  # noqa: PLC0415

    if not is_myst_markdown_notebook(text):
        return False
    Parser().parse(text, document)
    return True


def setup(app: Sphinx) -> None:
    """Register the stage."""
    # Sphinx merges the suffixes of extensions into the site's at 800.
    app.connect("config-inited", keep_markdown, priority=700)
