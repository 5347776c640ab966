"""Give sphinx-llms-txt the text of public posts where it looks for their sources.

It takes the docname of a post, ``2025/03/x``, for the path of a source: it reads
``_sources/2025/03/x.md.txt``. There it finds the Markdown copy of the post. What a copy
leaves out, such as an update that is held back, is then in none of its files.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.jobs_of_others import SOURCE_READER
from sphinx_blogtheme.feeds.markdown_copies import write_markdown_copy
from sphinx_blogtheme.feeds.paths import markdown_copy_path, public_posts
from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.output.build import current_build

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.build import Build


def write_public_sources(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Write the texts of posts (on ``html-collect-pages``, after the copies)."""
    build = current_build(app.env)
    if (
        build is None
        or SOURCE_READER not in app.extensions
        or not app.config.html_copy_source
    ):
        return []
    for post in public_posts(build.session.editions):
        copy = markdown_copy_path(post) or f"{post.docname}.md"
        suffix = PurePosixPath(copy).suffix
        end = app.config.html_sourcelink_suffix
        path = f"_sources/{copy}{'' if suffix == end else end}"
        write_changed(Path(app.outdir, path), _text(build, post, copy))
        build.publish([path])
    return []


def _text(build: Build, post: Post, copy: str) -> str:
    """Return the copy of a post; of one that has none, title, date and permalink."""
    if copy in build.session.resources:
        return Path(build.app.outdir, copy).read_text(encoding="utf-8")
    url = build.pages.absolute(build.pages.permalink(post.docname))
    return write_markdown_copy(
        post.title, post.date, url or "", f"{post.description or ''}\n"
    )
