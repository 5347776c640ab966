"""Drive a build: group when reading ends, keep each rendering, draw and publish.

What is written is only what changed: a document whose surroundings (its
neighbours, the menu, what its links lead to) changed, and a page or file whose
content did.
"""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.osutil import copyfile

from sphinx_blogtheme import ablog_bridge, preview
from sphinx_blogtheme.builders import BlogBuilder
from sphinx_blogtheme.config import read_config
from sphinx_blogtheme.context import Drawing
from sphinx_blogtheme.fragments import FragmentStore
from sphinx_blogtheme.images import served_folders
from sphinx_blogtheme.leftovers import copies, names_of_copies
from sphinx_blogtheme.output import Manifest, digest_of, write_changed
from sphinx_blogtheme.pages import Pages
from sphinx_blogtheme.reading import BlogDomain, blog_domain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.freshness import Freshness
    from sphinx_blogtheme.template_model import Introduction

_HARMLESS = re.compile(r"<!--(?!-?>)(?:(?!--!?>).)*-->|<br */?>|</?s>", re.DOTALL)
"""Raw HTML that nests whatever is around it."""

_NO_SOURCES: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())


class Build:
    """One build of a site, from the end of reading to the last file."""

    def __init__(
        self, app: Sphinx, env: BuildEnvironment, builder: BlogBuilder
    ) -> None:
        self.app = app
        self.builder = builder
        self.env = env
        self.domain: BlogDomain = blog_domain(env)
        folder = Path(app.doctreedir) / "blog" / app.builder.name
        self.manifest = Manifest(folder / "manifest.json")
        self.fragments = FragmentStore(folder / "fragments")
        self.views = self.domain.pages
        blog = read_config(app.config)
        self.pages = Pages(app.config, blog, self.domain.site, self.fragments)
        self.drawing = Drawing(app, self.pages, self.domain)
        self.digests: dict[str, str] = {}
        self.published: Iterable[str] = ()
        self._begun = False
        self.is_whole = False
        """True where the last build left all that this one would make."""
        self.cards: Mapping[str, Path] = {}
        """Pictures for where pages are shared, by docname."""
        self.introductions: Mapping[str, Introduction] = {}
        """What the site says of its terms, by docname of their pages."""
        self.chores: dict[str, Callable[[], Callable[[], Any]]] = {}
        """What is begun before the generated pages are drawn, and then finished."""
        self.done: dict[str, Any] = {}
        """What each chore returned."""
        self.preview = preview.name()

    def prepare(self) -> list[str]:
        """Hand the posts to ABlog; return the documents to be written again."""
        domain = self.domain
        ablog_bridge.register(self.app, domain.site, self.body_of)
        digests = {
            f"doc:{name}": self._surroundings(name) for name in self.env.found_docs
        }
        known = {name for name in self.manifest.digests if name.startswith("doc:")}
        domain.documents_removed = bool(known - digests.keys())
        self.digests |= digests
        return sorted(
            docname
            for docname in self.env.found_docs
            if self.manifest.digests.get(f"doc:{docname}") != digests[f"doc:{docname}"]
            or (
                (docname in domain.posts or docname in self.views)
                and not self.fragments.has(docname)
            )
        )

    def _surroundings(self, docname: str) -> str:
        """Digest what a document's page shows that is not in the document."""
        domain = self.domain
        facts: list[object] = [self.drawing.everywhere]
        if post := domain.posts.get(docname):
            facts += [self.drawing.surroundings.facts_of(post), post]
            facts.append(self.pages.terms(post))
        elif self.env.toctree_includes:
            facts.append(self._tree)
        for name in sorted(domain.sources.get(docname, _NO_SOURCES)[0]):
            facts.append(self.title_of(name))
        for url in sorted(domain.links.get(docname, ())):
            facts.append((url, domain.site_map.find(url)))
        if docname in domain.lists or self.drawing.lists_everywhere:
            facts.append(self.listed)
        return digest_of(facts)

    @cached_property
    def listed(self) -> str:
        """Digest of what the lists of ABlog's sidebars and directives may show."""
        return digest_of(
            [
                (post.docname, post.title, post.date, self.pages.terms(post))
                for post in self.domain.site.posts
            ]
        )

    @cached_property
    def _tree(self) -> str:
        """Digest of the tree of pages, which each page of documentation shows."""
        tree = sorted(self.env.toctree_includes.items())
        names = {name for parent, children in tree for name in (parent, *children)}
        return digest_of(
            [tree, [(name, self.title_of(name)) for name in sorted(names)]]
        )

    def title_of(self, docname: str) -> str:
        """Return the title of a document."""
        titles = self.env.titles
        return titles[docname].astext() if docname in titles else ""

    def body_of(self, docname: str, pagename: str) -> str:
        """Return a post's intro as a page shows it, for ABlog's templates."""
        fragment = self.fragments.load(docname)
        return fragment.on_page(
            fragment.intro,
            root=self.drawing.root(pagename),
            prefix=f"{docname}-",
            deeper=1,
        )

    def keep(self, docname: str, body: str) -> str:
        """Keep the rendering of a post or the front page; return it without title."""
        from sphinx_blogtheme.cutting import cut, without_title

        text = without_title(body)
        folder, slash, _ = self.app.builder.get_target_uri(docname).rpartition("/")
        self.fragments.save(docname, cut(text, folder + slash))
        return text

    def publish(self, fresh: Freshness) -> list[str]:
        """Write feeds, twins and the like; return the paths of all that belong here."""
        from sphinx_blogtheme.publish import Publisher

        paths = []
        outdir = Path(self.app.outdir)
        documents = self._documents()
        publisher = Publisher(self.pages, self.views, documents, Path(self.app.srcdir))
        for one in publisher.resources():
            file, name = outdir / one.path, f"file:{one.path}"
            if file.is_dir():
                continue  # a page is there, as `grouping` has reported
            if not fresh.is_current(name, file, one.facts, one.posts):
                write_changed(file, one.text())
            paths.append(one.path)
        for files in self.domain.files.values():
            for path, source in files.items():
                (outdir / path).parent.mkdir(parents=True, exist_ok=True)
                copyfile(Path(self.app.srcdir, source), outdir / path, force=True)
                paths.append(path)
        return paths

    def _documents(self) -> dict[str, str]:
        """Return the titles of the ordinary pages, by URL in the site."""
        return {
            self.app.builder.get_target_uri(docname): self.env.titles[docname].astext()
            for docname in sorted(self.env.found_docs & self.env.titles.keys())
            if docname not in self.domain.posts and docname not in self.views
        }

    def begin(self) -> None:
        """Note what the output may hold, before the first file is written."""
        if not self._begun:
            self._begun = True
            posts = (path for files in self.domain.files.values() for path in files)
            copied = names_of_copies(self.builder)
            pages = self._page_files()
            self.manifest.begin([*self.domain.resources, *posts, *copied, *pages])

    def finish(self) -> None:
        """Take away what is no longer made, and note that the build is whole."""
        files = {*self.published, *self._page_files(), *copies(self.builder)}
        self.manifest.remove_stale(Path(self.app.outdir), files)
        if not self.is_whole:
            texts = self.views.keys() & self.env.found_docs
            self.fragments.prune({*self.domain.posts, *texts, self.app.config.root_doc})
        self.manifest.save(files, self.digests)

    def _page_files(self) -> Iterator[str]:
        yield from map(self.builder.output_name, (*self.env.found_docs, *self.views))
        for folder in served_folders(self.app.config, Path(self.app.confdir)):
            for path in folder.rglob("*"):
                yield path.relative_to(folder).as_posix()


def start(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Begin the writing part of a build (on ``env-updated``, when all is grouped)."""
    domain = blog_domain(env)
    if isinstance(app.builder, BlogBuilder):
        domain.build = Build(app, env, app.builder)
        return domain.build.prepare()
    ablog_bridge.register(app, domain.site, lambda *_: "")
    return []


def show(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the blog to a page's context, and keep what was rendered."""
    del templatename
    build = blog_domain(app.env).build
    if build is None:
        return
    if doctree is not None and (
        pagename in build.domain.posts or pagename in build.views
    ):
        if any(
            not _HARMLESS.fullmatch(raw.astext().strip())
            for raw in doctree.findall(nodes.raw)
        ):
            from sphinx_blogtheme.tags import balance

            context["body"] = balance(context["body"])
        text = build.keep(pagename, context["body"])
        if build.drawing.draws_blog:
            context["body"] = text
    build.drawing.complete(pagename, context)


def finish(app: Sphinx, exception: Exception | None) -> None:
    """Close a build that went well."""
    if exception is None and (build := blog_domain(app.env).build) is not None:
        build.finish()


def setup(app: Sphinx) -> None:
    """Register the stage."""
    app.connect("env-updated", start, priority=200)
    app.connect("html-page-context", show, priority=900)
    app.connect("build-finished", finish)
