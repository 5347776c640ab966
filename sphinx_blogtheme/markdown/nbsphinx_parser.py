"""Let nbsphinx read notebooks with what their authors may use, and run none of prose."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.markdown.trust.limited_markup import limited

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

NBSPHINX = "nbsphinx"


def limit_nbsphinx(app: Sphinx, _config: Config) -> None:
    """Put a limited parser in place of that of nbsphinx (on ``config-inited``)."""
    if NBSPHINX in app.extensions:
        app.add_source_parser(_limited_parser(), override=True)


@cache
def _limited_parser() -> type[Any]:
    from nbsphinx import NotebookParser

    class LimitedNotebookParser(NotebookParser):  # type: ignore[misc]
        def parse(self, inputstring: str, document: nodes.document) -> None:
            env = document.settings.env
            execute = env.config.nbsphinx_execute
            with limited(env, document) as prose:
                if prose:
                    env.config.nbsphinx_execute = "never"
                try:
                    super().parse(inputstring, document)
                finally:
                    env.config.nbsphinx_execute = execute

    return LimitedNotebookParser
