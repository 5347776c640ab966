"""Build the site that is checked, in a folder of its own, and keep its warnings.

A later check reuses that folder. An incremental build repeats only the warnings of
documents that it reads again, so documents that had warnings are always read again.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import dataclass, replace
from io import StringIO
from itertools import chain, takewhile
from typing import TYPE_CHECKING, cast

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils
from sphinx.util.matching import get_matching_files

from sphinx_blogtheme.check.build_log import LoggedWarning, read_log
from sphinx_blogtheme.check.document_images import document_images
from sphinx_blogtheme.check.sources import BodyContent, SourceText, read_body
from sphinx_blogtheme.config.given import is_set
from sphinx_blogtheme.config.settings import read_config
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.discovery.served_files import ServedFiles
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.feeds.paging import further_paths
from sphinx_blogtheme.files import write_whole
from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.markdown.shortcodes.post_context import body_context
from sphinx_blogtheme.model.decoding import read_source
from sphinx_blogtheme.model.posts import MARKDOWN, NOTEBOOK, RST
from sphinx_blogtheme.site.domain import blog_domain, default_terms
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import site_map_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.front_matter.raw import RawEntry
    from sphinx_blogtheme.model.terms import Vocabulary
    from sphinx_blogtheme.site.site_map import SiteMap

OVERRIDES = {
    # Features are off that take time and change no link.
    "blog_search": "sphinx",
    "blog_social_cards": False,
    "blog_image_widths": [],
    "blog_drafts": False,
    "show_warning_types": True,
}


class BuildError(Exception):
    """The site cannot be built; the message says why."""


@dataclass(frozen=True, kw_only=True)
class BuiltSite:
    """A site that was built to be checked, and the warnings of the build."""

    folder: Path
    """The blog's folder, absolute."""
    output: Path
    """Folder of the built site."""
    env: BuildEnvironment
    blog: BlogConfig
    logged: tuple[LoggedWarning, ...]
    """The warnings of the build."""
    copy_widths: tuple[int, ...]
    """Widths in pixels of the smaller copies of images in the published site."""
    served: tuple[Path, ...]
    """Folders whose files are served from the root of the site."""

    @property
    def site_map(self) -> SiteMap:
        """The map from URLs of the site to documents and files."""
        return site_map_of(self.env)

    @property
    def vocabulary(self) -> Vocabulary:
        """The site's options on categories, tags and other terms."""
        return blog_domain(self.env).vocabulary

    @property
    def default_authors(self) -> tuple[str, ...]:
        """The authors of posts that name none."""
        return default_terms(self.env.config, "author")

    @property
    def base_url(self) -> str:
        """The option ``html_baseurl``: the URL of the published site, or ""."""
        return str(self.env.config.html_baseurl or "")

    @property
    def has_written_base_url(self) -> bool:
        """Whether ``conf.py`` sets ``html_baseurl``, be it to no URL."""
        return is_set(self.env.config, "html_baseurl")

    def places(self) -> list[str]:
        """Return the sorted paths of all pages and files of the site.

        They are docnames and file paths from the root: ``2025/03/x``, ``img/x.png``.
        The Markdown copies of posts are not among them: a link for readers leads to
        the page.
        """
        session = session_of(self.env)
        files = {
            file.relative_to(folder).as_posix()
            for folder in self.served
            for file in folder.rglob("*")
            if file.is_file()
        }
        copies = {name for name in session.resources if name.endswith(".md")}
        made = {*session.pages, *session.resources} - copies
        return sorted({*self.env.found_docs, *made, *files})

    def feeds(self) -> list[str]:
        """Return the paths of the feeds, such as ``feed/rss.xml``."""
        names = {feed.file_name for feed in FORMATS.values()}
        return [
            page
            for file in sorted(session_of(self.env).resources)
            if file.rpartition("/")[2] in names
            for page in takewhile(self._exists, chain([file], further_paths(file)))
        ]

    def _exists(self, path: str) -> bool:
        return (self.output / path).is_file()

    def anchors(self, docname: str) -> list[str]:
        """Return the sorted ids of a document, which fragments may refer to."""
        return sorted(blog_domain(self.env).anchors.get(docname, ()))

    def sources(self) -> Iterator[SourceText]:
        """Yield the source files, drafts too, with the headers that the build read."""
        project = self.env.project
        posts = blog_domain(self.env).posts
        if not isinstance(project, BlogProject):
            return
        for path, markup in self._files(project):
            text = read_source(self.folder / path)
            docname = project.path2doc(path)
            published = docname in self.env.found_docs
            post = project.sources.get(docname or "")
            if post and post.path == path:
                header = post.header
            else:
                header = project.headers.read(
                    path, markup=markup, expected=project.gate.expects(path)
                )[0]
            body = BodyContent()
            if published and markup == MARKDOWN:
                other = body_context(self.env, post) if post else None
                body = read_body(text, header.body_line, other)
            if docname and published and (markup != MARKDOWN or "{code-cell}" in text):
                found = document_images(self.env.get_doctree(docname), path, text)
                if markup == MARKDOWN:  # the others are in its text
                    found = (image for image in found if image.is_output)
                body = replace(body, images=(*body.images, *found))
            entries: tuple[RawEntry, ...] = ()
            if markup != NOTEBOOK:
                entries = read_header(text, rst=markup == RST).entries
            yield SourceText(
                path=path,
                text=text,
                markup=markup,
                header=header,
                entries=entries,
                body=body,
                is_post=docname in posts,
                docname=docname if published else None,
            )

    def _files(self, project: BlogProject) -> Iterator[tuple[str, str]]:
        """Yield the path and the file type (as in ``source_suffix``) of each source."""
        config = self.env.config
        excluded = [*config.exclude_patterns, *config.templates_path]
        for path in sorted(
            get_matching_files(
                self.folder,
                config.include_patterns,
                [*excluded, *project.not_sources],
            )
        ):
            for suffix, markup in project.suffixes.items():
                if path.endswith(suffix):
                    yield path, markup
                    break


def build_site(site: Path, cache: Path) -> BuiltSite:
    """Build the site of a blog into ``cache/html``, reusing an earlier build.

    :param site: the blog's folder.
    :param cache: folder of the output, the doctrees and ``warned.json``, absolute.
    :raises BuildError: if Sphinx cannot build it, or it does not load the extension.
    """
    site = site.resolve()
    memory = cache / "warned.json"
    warned = _remembered(memory)
    memory.unlink(missing_ok=True)  # An interrupted build must not be reused.
    stream = StringIO()
    with patch_docutils(site), docutils_namespace():
        try:
            app = Sphinx(
                srcdir=site,
                confdir=site,
                outdir=cache / "html",
                doctreedir=cache / "doctrees",
                buildername="dirhtml",
                confoverrides=dict(OVERRIDES),
                status=None,
                warning=stream,
                freshenv=warned is None,
                parallel=os.cpu_count() or 1,
            )
            if "sphinx_blogtheme" not in app.extensions:
                raise BuildError(
                    "conf.py does not load the extension; add"
                    ' extensions = ["sphinx_blogtheme"]'
                )
            app.connect("env-get-outdated", lambda *_: sorted(warned or ()))
            app.build()
        except SphinxError as error:
            raise BuildError(f"Sphinx cannot build the site: {error}") from error
        logged = tuple(read_log(stream.getvalue()))
        env = app.env
        names = {env.project.path2doc(warning.path) for warning in logged}
        known = sorted(name for name in names if name and name in env.found_docs)
        write_whole(memory, json.dumps(known).encode())
        return BuiltSite(
            folder=site,
            output=cache / "html",
            env=env,
            blog=read_config(app.config),
            logged=logged,
            copy_widths=_copy_widths(app),
            served=ServedFiles(app.config, site).folders,
        )


def _copy_widths(app: Sphinx) -> tuple[int, ...]:
    """Return the site's own ``blog_image_widths``, which `OVERRIDES` hides."""
    given = app.config._raw_config.get("blog_image_widths")  # noqa: SLF001
    values = given if isinstance(given, (list, tuple)) else ()
    return tuple(value for value in values if isinstance(value, int))


def _remembered(memory: Path) -> set[str] | None:
    """Return the docnames that had warnings; None if no earlier build was completed."""
    with suppress(OSError, ValueError, TypeError):
        return set(cast("list[str]", json.loads(memory.read_text(encoding="utf-8"))))
    return None
