"""A Sphinx extension and HTML theme that turn a folder of posts into a blog.

In comes a folder of posts and pages in Markdown or reStructuredText, with the options
in its ``conf.py``. Out goes a blog: pages, lists, feeds, a search and all files that a
static site needs.

The packages and modules, each of which imports only those above it:

- `errors`, `files`, `installation`, `patching`, `warnings`: what all others share.
- `model`: posts, dates, permalinks, terms and lists of posts.
- `code_names`: what names in the Python of posts mean.
- `front_matter`: headers of posts, in all formats.
- `config`: the options of a site.
- `feeds`: the texts of feeds, sitemap and the like.
- `discovery`: the documents of a site, and their permalinks.
- `markdown`: texts of posts into doctrees.
- `site`: doctrees into posts, links and URLs.
- `builder`: Sphinx's HTML builders, with permalinks.
- `pages`: the values that templates draw.
- `output`: one build: what is written again, and all generated files.
- `features`: images, search, metadata, redirects, social cards, comments.
- `extension`: connects all of these to Sphinx.
- `importers`, `check`: blogs of other engines into posts; the problems of a site.
- `cli`: the commands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__version__ = "0.1.0"

_ENVIRONMENT = 4
"""Raised when what is pickled changes between two versions."""


def _environment_version() -> int:
    """Return a number that changes with each version of the extension.

    Sphinx drops an environment of another number, and reads all documents again.
    """
    text = f"{_ENVIRONMENT} {__version__}"
    return int.from_bytes(text.encode())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set up the extension; Sphinx calls this."""
    from sphinx_blogtheme.builder.speedups import garbage

    garbage.setup(app)  # before the other modules are loaded
    from sphinx_blogtheme.extension import setup_extension

    setup_extension(app)
    return {
        "version": __version__,
        "env_version": _environment_version(),
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
