"""The writing part of a build: what has to be written again, and what results.

Only what changed is written: a document if it changed, or something that its page shows
of others (neighbours, the menu, targets of links), and a generated page or file if its
content did.
"""

from __future__ import annotations

from os.path import exists
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.builder.workers import run_in_workers
from sphinx_blogtheme.discovery.served_files import ServedFiles
from sphinx_blogtheme.files import digest_of, remove_unfinished
from sphinx_blogtheme.output import preview
from sphinx_blogtheme.output.cleanup import (
    copied_files,
    remove_doctrees,
    static_files,
)
from sphinx_blogtheme.output.dead_links import report_dead_links
from sphinx_blogtheme.output.edition_contexts import EditionContexts
from sphinx_blogtheme.output.fingerprints import Fingerprints, PageFingerprints
from sphinx_blogtheme.output.foreign_drawings import ForeignDrawings
from sphinx_blogtheme.output.manifest import Manifest
from sphinx_blogtheme.output.outdated_documents import (
    DOCUMENT,
    READ,
    OutdatedDocuments,
)
from sphinx_blogtheme.output.surroundings import Surroundings
from sphinx_blogtheme.pages.excerpt_store import ExcerptStore
from sphinx_blogtheme.site import ablog_bridge
from sphinx_blogtheme.site.addresses import addresses_of
from sphinx_blogtheme.site.blogroll_file import Blogroll
from sphinx_blogtheme.site.domain import BlogDomain, blog_domain
from sphinx_blogtheme.site.kept_warnings import warning_keeper
from sphinx_blogtheme.site.permalink_builder import PermalinkBuilder, makes_site
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import site_map_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.posts import Post

_SITE, _LISTS, _FAULTY, _DRAWN = "site", "lists", "faulty", "drawn"
_FOREIGN = "foreign:"
"""Names of fingerprints, or their beginnings."""


def current_build(env: BuildEnvironment) -> Build | None:
    """Return the build of a site; None before it starts, or with another builder."""
    build: Build | None = session_of(env).parts.get(Build)
    return build


class Build:
    """One build of a site, from the end of reading to the last file.

    A feature takes part in it with three methods: `publish`, `fingerprint`, `later`.
    """

    def __init__(
        self, app: Sphinx, env: BuildEnvironment, builder: PermalinkBuilder
    ) -> None:
        self.app = app
        self.builder = builder
        self.env = env
        self.domain: BlogDomain = blog_domain(env)
        self.session = session_of(env)
        folder = Path(app.doctreedir) / "blog" / app.builder.name
        self.manifest = Manifest(folder / "manifest.json")
        """The files and digests of the last build, until this one is finished."""
        if app.fresh_env_used or builder.writes_all:
            self.manifest.digests = {}  # nothing is taken for unchanged
        self._fingerprints = Fingerprints(self.manifest.digests)
        self.excerpts = ExcerptStore(folder / "fragments")
        self.addresses = addresses_of(env)
        self.served = ServedFiles(app.config, Path(app.confdir))
        self.views = self.session.pages
        self.editions = EditionContexts(app, builder, self.excerpts)
        self.contexts = self.editions.main
        self.pages = self.contexts.pages
        for contexts in self.editions:
            # With ``html``, the page in place of a list may be at another URL.
            contexts.everywhere += [
                (name, builder.get_target_uri(name))
                for name in sorted(self.addresses.displaced)
            ]
        self.surroundings = Surroundings(app, builder, self.editions)
        self.outdated = OutdatedDocuments(
            app, self._fingerprints, self.surroundings, self.excerpts
        )
        self._published: set[str] = set()
        self._begun = False
        self._chores: dict[str, Callable[[], Callable[[], Any]]] = {}
        self._results: dict[str, Any] = {}
        self.is_whole = False
        """Whether all pages and files of the last build can stay as they are."""
        self.late_files: set[str] = set()
        """Paths of files of ours that are written when other extensions may be done."""
        self.cards: dict[str, Path] = {}
        """Files of the social cards, by docname."""
        self.blogroll = self.session.parts[Blogroll].entries
        self.preview = preview.name()
        self.session.before_writing = self.begin
        self.session.after_writing = self.excerpts.forget

    def publish(self, paths: Iterable[str]) -> None:
        """Keep files of the output; files that nobody publishes are deleted in the end.

        :param paths: paths in the output folder, with forward slashes.
        """
        self._published.update(paths)

    def fingerprint(self, name: str, facts: object) -> bool:
        """Note what a page or file shows; return whether it showed the same last time.

        :param name: name of the fingerprint, such as ``card:2025/03/x``.
        :param facts: any value whose ``repr`` changes with what is shown.
        """
        return self._fingerprints.note(name, facts)

    def later(self, name: str, begin: Callable[[], Callable[[], Any]]) -> None:
        """Do something while the generated pages are drawn, perhaps in a worker.

        :param begin: begins it, and returns a function that waits for its end and
            returns its result, which must be picklable.
        """
        self._chores[name] = begin

    def result(self, name: str) -> Any:
        """Return the result of something that was done with `later`."""
        return self._results[name]

    def showed(self, name: str, facts: object) -> bool:
        """Return whether the last build had this fingerprint, without noting it."""
        return self._fingerprints.last.get(name) == digest_of(facts)

    def keep_fingerprint(self, name: str) -> None:
        """Keep the fingerprint of the last build, whatever it was."""
        self._fingerprints.keep(name)

    @property
    def files(self) -> set[str]:
        """Paths of the files of this build, when it is finished; else of the last."""
        return self.manifest.files

    def left(self, folder: str) -> list[str]:
        """Return the paths of the last build's files below a folder of the output."""
        return [name for name in self.manifest.files if name.startswith(f"{folder}/")]

    def is_unchanged(self, facts: object) -> bool:
        """Return whether all pages and files would be those of the last build.

        If so, they are published as they are.

        :param facts: values that pages and files show and that have no fingerprint.
        """
        files = (f"{self.app.outdir}/{name}" for name in self.manifest.files)
        noted = sorted(self._fingerprints.now.items())
        brought = sorted(self.addresses.brought)
        static = sorted(static_files(self.builder))
        same = self.fingerprint(_SITE, [facts, noted, brought, static])
        self.is_whole = (
            same and not self.builder.site_changed and all(map(exists, files))
        )
        if self.is_whole:
            last = self.manifest.digests
            foreign = {name for name in last if name.startswith(_FOREIGN)}
            self._fingerprints.now = {
                **{name: last[name] for name in last.keys() - foreign},
                **self._fingerprints.now,
            }
            others = {name.removeprefix(_FOREIGN) for name in foreign}
            self.publish(self.manifest.files - others)
        return self.is_whole

    def page_fingerprints(
        self, common: list[object], others: list[object]
    ) -> PageFingerprints:
        """Return the fingerprints of the generated pages and files.

        :param common: values that all of them depend on.
        :param others: values that only some of them show, besides posts.
        """

        def state_of(post: Post) -> object:
            page = self._fingerprints.now.get(DOCUMENT + post.docname)
            return [page, self.excerpts.state(post.docname)]

        same = self.fingerprint(_LISTS, [common, others]) and self.outdated.same_facts
        changed = self.outdated.docnames | self._written() if same else None
        return PageFingerprints(self._fingerprints, common, state_of, changed)

    def draw(
        self, names: Iterable[str], draw: Callable[[str], None], fresh: PageFingerprints
    ) -> None:
        """Draw pages, in workers if that is safe, and do what `later` was given.

        :param names: docnames of the pages.
        :param draw: draws one page.
        :param fresh: the fingerprints of the pages.
        """

        def work(units: Iterable[str]) -> tuple[dict[str, str], dict[str, Any]]:
            done = {}
            for name in units:
                if name in self._chores:
                    done[name] = self._chores[name]()()
                else:
                    draw(name)
            return fresh.noted, done

        if self.builder.parallel_ok and self.builder.site_changed:
            results = run_in_workers([*self._chores, *names], work, self.app.parallel)
        else:
            begun = {name: begin() for name, begin in self._chores.items()}
            work(names)
            done = {name: finish() for name, finish in begun.items()}
            results = [(fresh.noted, done)]
        for noted, done in results:
            self._fingerprints.now |= noted
            self._results |= done

    def prepare(self) -> list[str]:
        """Hand the posts to ABlog; return the documents to be written again."""
        ablog_bridge.hand_over_posts(self.app, self.session.library, self.body_of)
        known = {
            name.removeprefix(DOCUMENT)
            for name in self.manifest.digests
            if name.startswith(DOCUMENT)
        }
        self.session.documents_removed = bool(known - self.env.found_docs)
        return self.outdated.find()

    def body_of(self, docname: str, pagename: str) -> str:
        """Return a post's excerpt as HTML for another page, for ABlog's templates.

        :param docname: docname of the post.
        :param pagename: docname of the page that shows it.
        """
        rendering = self.excerpts.load(docname)
        return rendering.on_page(
            rendering.excerpt,
            root=self.contexts.root(pagename),
            prefix=f"{docname}-",
            deeper=1,
        )

    def keep(self, docname: str, body: str) -> str:
        """Keep the rendering of a post or the front page; return it without title."""
        from sphinx_blogtheme.pages.excerpts import body_without_title, cut_excerpt

        text = body_without_title(body)
        folder, slash, _ = self.app.builder.get_target_uri(docname).rpartition("/")
        count = self.pages.blog.paragraphs_of(self.domain.posts.get(docname))
        self.excerpts.save(docname, cut_excerpt(text, folder + slash, count))
        return text

    def begin(self) -> None:
        """Note the paths of files that may be written, before the first one is."""
        if not self._begun:
            self._begun = True
            posts = (path for files in self.domain.files.values() for path in files)
            copied = self.builder.copied_paths()
            redirects = site_map_of(self.env).redirects
            names = {*self.session.resources, *posts, *copied, *redirects}
            names.update(self._page_files(), static_files(self.builder))
            self.manifest.make_room(Path(self.app.outdir), names)
            if self.builder.site_changed:  # so Sphinx copies all static files anew
                self.manifest.remove_static(Path(self.app.outdir), names)
            self.manifest.begin(names)

    def finish(self) -> None:
        """Delete files that are no longer made."""
        files = {*self._published, *self._page_files(), *self.addresses.foreign}
        files.update(copied_files(self.builder), static_files(self.builder))
        for docname in self.outdated.docnames - self._written():
            # Only some documents were to be written: it is for the next build.
            self._fingerprints.now.pop(READ + docname, None)
        for path in self.addresses.foreign:
            self.fingerprint(f"{_FOREIGN}{path}", "")
        outdir = Path(self.app.outdir)
        self.manifest.remove_stale(outdir, files)
        self._remove_drawings()
        was_killed = self.session.interrupted or not self.manifest.is_finished
        if was_killed:
            remove_unfinished(outdir, self.addresses.brought)
            if not Path(self.app.doctreedir).is_relative_to(outdir):
                remove_unfinished(Path(self.app.doctreedir))
        self._report_dead_links()
        preview.report_previews(self.app)
        if was_killed or not self.outdated.same_facts:
            texts = self.views.keys() & self.env.found_docs
            self.excerpts.prune({*self.domain.posts, *texts, self.app.config.root_doc})
            remove_doctrees(self.env)
        self.manifest.files = files

    def save(self) -> None:
        """Save the manifest, by which the next build knows that this one was finished."""
        self.manifest.save(self._fingerprints.now)

    def _remove_drawings(self) -> None:
        """Delete the drawings of other extensions that no document shows."""
        if not ForeignDrawings.may_be(self.app.extensions):
            return
        drawings = ForeignDrawings(self.builder, self._fingerprints.last.get(_DRAWN))
        # The page of a document such as the front page shows what its list does.
        lists = self.views.keys() & self.env.found_docs
        drawings.remove_unused(self.env.found_docs, self._written() | lists)
        if (note := drawings.note()) is not None:
            self._fingerprints.note_value(_DRAWN, note)

    def _report_dead_links(self) -> None:
        last, suspects = self._fingerprints.last.get(_FAULTY), None
        if self.outdated.same_facts and last is not None:
            suspects = self.outdated.docnames.union(self._written(), last.split("\n"))
        faulty = report_dead_links(self.builder, suspects)
        self._fingerprints.note_value(_FAULTY, "\n".join(faulty))

    def _written(self) -> set[str]:
        """Return the docnames of the documents that this build has written."""
        keeper = warning_keeper(self.env)
        return keeper.written if keeper else set()

    def _page_files(self) -> Iterator[str]:
        yield from map(self.builder.output_name, (*self.env.found_docs, *self.views))
        yield from self.addresses.brought


def start_build(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Begin the writing part of a build (on ``env-updated``, after `group_posts`)."""
    if makes_site(app.builder):
        build = session_of(env).parts[Build] = Build(app, env, app.builder)
        return build.prepare()
    ablog_bridge.hand_over_posts(app, session_of(env).library, lambda *_: "")
    return []


def compare_references(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Return the documents with changed references (on ``env-get-updated``)."""
    del app
    build = current_build(env)
    return build.outdated.changed_references() if build else []


def add_context(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the blog to a page's context (on ``html-page-context``)."""
    del templatename, doctree
    if build := current_build(app.env):
        build.editions.of(pagename).complete(pagename, context)


def finish_build(app: Sphinx, exception: Exception | None) -> None:
    """Finish a build that has not failed (on ``build-finished``)."""
    if exception is None and (build := current_build(app.env)) is not None:
        build.finish()


def save_build(app: Sphinx, exception: Exception | None) -> None:
    """Save the manifest of a build that has not failed (on ``build-finished``)."""
    if exception is None and (build := current_build(app.env)) is not None:
        build.save()
