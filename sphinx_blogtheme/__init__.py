"""A Sphinx extension and HTML theme that turn a folder of posts into a blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the stages, in the order in which a build passes them."""
    from sphinx_blogtheme.builder.speedups import garbage, log_records

    for thrift in (garbage, log_records):  # before the rest is loaded, which is much
        thrift.setup(app)
    from sphinx_blogtheme.extension import setup_extension

    setup_extension(app)
    return {
        "version": __version__,
        "env_version": 2,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
