"""Let a toctree name generated pages, such as ``archives``.

While documents are read, the pages are derived from the headers of the posts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx import addnodes

from sphinx_blogtheme.config.settings import default_language, read_config, site_url
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.markdown.toctrees import PathTocTree
from sphinx_blogtheme.model.editions import Editions
from sphinx_blogtheme.model.listings import BLOGROLL, FEEDS
from sphinx_blogtheme.model.sections import front_pages
from sphinx_blogtheme.site.blogroll_file import has_blogroll
from sphinx_blogtheme.site.domain import blog_domain, make_post
from sphinx_blogtheme.site.grouping import library_pages, with_feed_page
from sphinx_blogtheme.site.links import replaced_posts
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Collection, Container, Iterator

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.discovery.post_source import Source

_UPDATE = re.compile(rb"\bupdate(?:::|\})")
"""What a file with an ``update`` directive has."""


@dataclass(frozen=True, kw_only=True)
class ExpectedPages:
    """The generated pages that there will be when all documents have been read."""

    docnames: frozenset[str]


class PageTocTree(PathTocTree):
    """A toctree whose entries may also be generated pages."""

    def generated_pages(self) -> Container[str]:
        """Return the docnames of the generated pages that there will be."""
        return expected_pages(self.env).docnames


def expected_pages(env: BuildEnvironment) -> ExpectedPages:
    """Return the generated pages that the headers of the posts lead to."""
    parts = session_of(env).parts
    if ExpectedPages not in parts:
        names: frozenset[str] = frozenset()
        project = env.project
        if isinstance(project, BlogProject) and project.sources:
            sources = project.sources.values()
            updated = {one.docname for one in sources if _has_update(env, one)}
            names = frozenset(_names(env, sources, updated))
        parts[ExpectedPages] = ExpectedPages(docnames=names - env.found_docs)
    expected: ExpectedPages = parts[ExpectedPages]
    return expected


def _names(
    env: BuildEnvironment, sources: Collection[Source], updated: Container[str]
) -> Iterator[str]:
    """Yield the docnames of the pages that there will be.

    :param sources: the posts as far as they are known before they are read.
    :param updated: docnames of those that may have a note of a change.
    """
    config, domain, blog = env.config, blog_domain(env), read_config(env.config)
    posts = (
        domain.with_notes(make_post(source, domain.vocabulary, config, words=0))
        for source in sources
    )
    editions = Editions.of(
        posts,
        default_language(config),
        sections=front_pages(blog.parts.paths, env.found_docs),
    )
    for edition in editions:
        yield from (page.docname for page in library_pages(edition, config))
        noted = edition.changes or any(p.docname in updated for p in edition.posts)
        if noted and blog.changes_page:
            yield edition.folder + blog.changes_page.strip("/")
    for edition in with_feed_page(editions, blog, site_url(config)):
        yield edition.folder + FEEDS
    if has_blogroll(config):
        yield editions.lists[0].folder + BLOGROLL


def _has_update(env: BuildEnvironment, source: Source) -> bool:
    """Return whether a post may have an ``update`` directive, which makes a note."""
    return bool(_UPDATE.search(Path(env.srcdir, source.path).read_bytes()))


def documents_with_changed_toctrees(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Return the documents whose toctrees have another entry, or one less, now.

    Sphinx reads a document again only if its toctree has a pattern, or lacked a
    document (on ``env-get-outdated``).
    """
    del app, added, changed
    gone = removed | replaced_posts(env)
    pages = {name: set(_pages_in(env, name)) for name in env.toctree_includes}
    expected: set[str] = set()
    sources = env.project.sources if isinstance(env.project, BlogProject) else {}
    if sources and any(pages.values()):
        # Without a look into all files: of notes, those of the last build count.
        expected.update(_names(env, sources.values(), ()))
    return [
        docname
        for docname, included in env.toctree_includes.items()
        if not gone.isdisjoint(included)
        or not pages[docname].isdisjoint(env.found_docs)
        or not pages[docname].issubset(expected)
    ]


def _pages_in(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield the entries of a document's toctrees that are generated pages."""
    included = {"self", *env.toctree_includes[docname]}
    tocs = env.tocs.get(docname)
    for toctree in tocs.findall(addnodes.toctree) if tocs else ():
        for _title, target in toctree["entries"]:
            if target not in included and "://" not in target:
                yield target


def setup(app: Sphinx) -> None:
    """Register our toctree in place of Sphinx's."""
    app.add_directive("toctree", PageTocTree, override=True)
