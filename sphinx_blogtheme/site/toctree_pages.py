"""Let a toctree name generated pages, such as ``archives``.

While documents are read, the pages are derived from the headers of the posts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sphinx_blogtheme.config.settings import default_language, read_config
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.markdown.toctrees import PathTocTree
from sphinx_blogtheme.model.editions import Editions
from sphinx_blogtheme.model.listings import BLOGROLL, FEEDS
from sphinx_blogtheme.model.sections import front_pages
from sphinx_blogtheme.site.domain import blog_domain, make_post
from sphinx_blogtheme.site.grouping import library_pages
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Container

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


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
        names: set[str] = set()
        project = env.project
        if isinstance(project, BlogProject) and project.sources:
            blog, vocabulary = read_config(env.config), blog_domain(env).vocabulary
            posts = (
                make_post(source, vocabulary, env.config, words=0)
                for source in project.sources.values()
            )
            editions = Editions.of(
                posts,
                default_language(env.config),
                sections=front_pages(blog.parts.paths, env.found_docs),
            )
            names = {
                page.docname
                for edition in editions
                for page in library_pages(edition, env.config)
            }
            for edition in editions if editions.main.posts else ():
                others = (FEEDS, BLOGROLL, blog.changes_page.strip("/"))
                names.update(f"{edition.folder}{name}" for name in others)
        parts[ExpectedPages] = ExpectedPages(docnames=frozenset(names - env.found_docs))
    expected: ExpectedPages = parts[ExpectedPages]
    return expected


def setup(app: Sphinx) -> None:
    """Register our toctree in place of Sphinx's."""
    app.add_directive("toctree", PageTocTree, override=True)
