"""Find the blog that a command is about, and read its posts without a build."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.console import FAILED
from sphinx_blogtheme.errors import CommandError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.config.options import BlogConfig
    from sphinx_blogtheme.discovery.post_source import Source
    from sphinx_blogtheme.model.schedule import Withheld

_MAY_DECLARE = re.compile(rb"\bpost::|\{post\}|\binclude(?:::|\})")
"""What a file with a ``post`` directive has, or one that includes such a file."""

_RUN_NOTHING = {"nb_execution_mode": "off", "nbsphinx_execute": "never"}


@dataclass(frozen=True, kw_only=True, slots=True)
class BlogFolder:
    """The configuration and the posts of a blog."""

    folder: Path
    """The blog's folder, absolute."""
    config: BlogConfig
    env: BuildEnvironment
    """Sphinx's environment, in which nothing has been read yet."""
    posts: tuple[Source, ...]
    """All posts in files of their own, drafts too, sorted by path.

    Of two at one permalink there is the first only.
    """
    withheld: tuple[Withheld, ...] = ()
    """Documents that are not public, pages too."""
    held_notes: tuple[Withheld, ...] = ()
    """Change notes of public posts that have a future date."""
    declared: int = 0
    """Number of public posts by a ``post`` directive, or in release notes."""
    no_posts: tuple[tuple[str, str], ...] = ()
    """Pages in folders of posts: their paths, and why they are no posts."""
    post_patterns: tuple[str, ...] = ()
    """Globs of the paths at which files are posts, whatever their headers say."""


def add_blog_option(parser: argparse.ArgumentParser) -> None:
    """Add ``--blog``, the folder of the blog, to a command."""
    parser.add_argument(
        "--blog",
        metavar="DIR",
        type=Path,
        help="the blog's folder, with conf.py (default: this one, or the nearest above)",
    )


def blog_folder(given: Path | None, start: Path) -> Path:
    """Return the absolute path of the blog's folder: the given, or the nearest above.

    :param given: value of ``--blog``.
    :param start: folder at which the search begins, if none is given.
    :raises CommandError: if there is no folder with ``conf.py``.
    """
    if given is not None:
        if not (given / "conf.py").is_file():
            raise CommandError(f"{given}: there is no conf.py; name the blog's folder")
        return given.resolve()
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / "conf.py").is_file():
            return folder
    raise CommandError(
        f"{start}: neither here nor above is a conf.py; go into the blog's folder,"
        " name it with --blog, or make a blog with: sphinx-blogtheme new DIR"
    )


def read_blog(folder: Path, *, with_directives: bool = False) -> BlogFolder:
    """Return the configuration and posts of a blog, as a build discovers them.

    :param folder: the blog's folder, absolute.
    :param with_directives: whether documents that may have a ``post`` directive are
        read, so that `BlogFolder.withheld` and `BlogFolder.no_posts` are complete.
    :raises CommandError: if ``conf.py`` has an error, or doesn't load the extension.
    """
    from sphinx.application import Sphinx
    from sphinx.errors import SphinxError
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    from sphinx_blogtheme.config.settings import read_config
    from sphinx_blogtheme.discovery.due import held_notes
    from sphinx_blogtheme.discovery.project import BlogProject

    with (
        tempfile.TemporaryDirectory(prefix="sphinx-blogtheme-") as scratch,
        patch_docutils(folder),
        docutils_namespace(),
    ):
        try:
            app = Sphinx(
                srcdir=folder,
                confdir=folder,
                outdir=Path(scratch, "out"),
                doctreedir=Path(scratch, "doctrees"),
                buildername="dummy",
                confoverrides={"blog_drafts": True, **_RUN_NOTHING},
                status=None,
                # Builds warn of problems of headers; the commands need not.
                warning=StringIO(),
            )
        except SphinxError as error:
            raise CommandError(f"{folder / 'conf.py'}: {error}", FAILED) from None
        project = app.project
        if not isinstance(project, BlogProject):
            raise CommandError(
                f"{folder / 'conf.py'}: the extension makes no blog of this site;"
                ' expected extensions = ["sphinx_blogtheme"]'
            )
        config = app.config
        project.discover(
            [*config.exclude_patterns, *config.templates_path], config.include_patterns
        )
        declared = _read_directives(app) if with_directives else {}
        releases = [post for post in project.sources.values() if post.release]
        notes = {post.path for post in releases}
        withheld = {(item.path, ""): item for item in declared.values() if item}
        withheld |= {
            (item.path, (item.docname or "") if item.path in notes else ""): item
            for item in project.withheld
        }
        return BlogFolder(
            folder=folder,
            config=read_config(config),
            env=app.env,
            posts=tuple(
                post
                for post in sorted(project.sources.values(), key=lambda post: post.path)
                if not post.release
            ),
            withheld=tuple(withheld.values()),
            held_notes=tuple(held_notes(project)),
            declared=sum(
                item is None and docname not in project.sources
                for docname, item in declared.items()
            )
            + sum(post.reason is None for post in releases),
            no_posts=tuple(
                (path, verdict.sign.value)
                for path, verdict in project.verdicts.items()
                if verdict.is_unclear and verdict.docname not in declared
            ),
            post_patterns=project.post_patterns,
        )


def _read_directives(app: Sphinx) -> Mapping[str, Withheld | None]:
    """Read the documents that may have a ``post`` directive.

    :return: the posts by docname, each with why it is not public, or None if it is.
    :raises CommandError: if Sphinx cannot read them.
    """
    from sphinx.errors import SphinxError

    from sphinx_blogtheme.site.domain import blog_domain

    env, project = app.env, app.project
    names = [
        docname
        for docname in sorted(project.docnames)
        if _MAY_DECLARE.search(project.doc2path(docname, absolute=True).read_bytes())
    ]
    if not names:
        return {}
    env.find_files(app.config, app.builder)
    app.events.emit("env-before-read-docs", env, names)
    try:
        for docname in names:
            app.builder.read_doc(docname)
    except SphinxError as error:
        raise CommandError(f"{app.srcdir}: {error}", FAILED) from None
    domain = blog_domain(env)
    withheld: dict[str, Withheld | None] = dict(domain.withheld)
    return dict.fromkeys(sorted(domain.posts)) | withheld
