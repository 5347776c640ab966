"""Give each path of the output one owner.

Sphinx's own pages stand first, then documents, files that the site brings, generated
pages, other generated files, redirects, and at last what other extensions make.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.model.claims import Claim, ClaimKind, Claims
from sphinx_blogtheme.model.listings import NOT_FOUND, Listing
from sphinx_blogtheme.model.permalinks import SPHINX_FILES, SPHINX_PAGES, page_file
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.permalink_builder import makes_site
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.discovery.served_files import ServedFiles

_NO_TEXT = (
    *(nodes.title, nodes.subtitle, nodes.comment, nodes.target, nodes.meta),
    *(nodes.substitution_definition, addnodes.index, addnodes.toctree),
)
"""Nodes without text that readers would miss."""

_STATIC = "_static/"
_PAGEFIND = "_pagefind"


class Addresses:
    """Who has which path of the output in one build."""

    def __init__(self, app: Sphinx, env: BuildEnvironment, served: ServedFiles) -> None:
        self._app, self._env = app, env
        self._claims = Claims()
        editions = session_of(env).editions
        self._fronts = {edition.front_page for edition in editions if edition.section}
        brought: dict[str, list[Path]] = {}
        for path, source in served.files():
            if source not in brought.setdefault(path, []):
                brought[path].append(source)
        self._brought = brought
        self.brought: Mapping[str, Path] = {
            path: sources[-1]  # Sphinx copies it last
            for path, sources in brought.items()
        }
        """The files that the site brings, by path in the output."""
        self.lost: set[str] = set()
        """Paths of generated files and of copies that another one has."""
        self.hidden: set[str] = set()
        """Paths of files that the site brings where another one stands."""
        self.displaced: set[str] = set()
        """Docnames of generated pages whose URL another one has."""
        self.foreign: set[str] = set()
        """Paths of the pages of other extensions that were written."""

    def enter(self, listings: Sequence[Listing], texts: set[str]) -> dict[str, Listing]:
        """Enter what exists when reading has ended; return the generated pages.

        :param listings: all generated pages that there would be.
        :param texts: documents that are no pages, but text of a generated page.
        """
        found = {listing.docname: listing for listing in reversed(listings)}
        shown = texts & self._env.found_docs & found.keys()
        self._enter_sphinx()
        taken = set(self._enter_documents({name: found[name] for name in shown}))
        self._enter_brought()
        pages: dict[str, Listing] = {}
        # A standing page is a post, which is more than a list.
        for listing in sorted(listings, key=lambda listing: listing.kind != "post"):
            first = listing.page.first if listing.page else listing.docname
            if first != listing.docname and first not in pages:
                continue  # the list's URL is taken, which is reported
            if found[listing.docname] is listing and listing.docname in shown:
                stands = listing.docname not in taken
            else:
                claim = self._claim_of(listing)
                yields = listing.yields and self._claims.owner(claim) is not None
                stands = not yields and self._claims.add(claim)
            if stands:
                pages[listing.docname] = listing
            else:
                self.displaced.add(listing.docname)
        self.displaced -= pages.keys()
        return {
            listing.docname: listing
            for listing in listings
            if pages.get(listing.docname) is listing
        }

    def _add(self, claim: Claim) -> bool:
        stands = self._claims.add(claim)
        if not stands:
            self.lost.add(claim.file)
        return stands

    def _enter_sphinx(self) -> None:
        additional: Mapping[str, str] = self._app.config.html_additional_pages
        names = dict.fromkeys((*SPHINX_PAGES, *additional, *self._indices()))
        for name in names:
            whose = " of html_additional_pages" if name in additional else ""
            self._claims.add(
                Claim(
                    kind=ClaimKind.SPHINX,
                    file=self._file_of(name),
                    name=f"the page {name!r}{whose}",
                    place=name,
                )
            )
        files = [*SPHINX_FILES]
        if getattr(self._app.builder, "search_engine", "") == "pagefind":
            files.append(_PAGEFIND)
        self._claims.add_sphinx_files(files)

    def _indices(self) -> Iterator[str]:
        """Yield the docnames of the indices of domains that Sphinx writes."""
        wanted = self._app.config.html_domain_indices
        for domain in self._env.domains.sorted():
            for index in domain.indices:
                name = f"{domain.name}-{index.name}"
                is_wanted = name in wanted if isinstance(wanted, Collection) else wanted
                if is_wanted and index(domain).generate()[0]:
                    yield name

    def _enter_documents(self, shown: Mapping[str, Listing]) -> Iterator[str]:
        """Enter pages and posts; yield the docnames of those without a URL.

        :param shown: the generated pages that have documents, by docname.
        """
        env, builder = self._env, self._app.builder
        posts, srcdir = blog_domain(env).posts, str(env.srcdir)
        for name in sorted(env.found_docs):
            post = posts.get(name)
            path = post.path if post else env.doc2path(name, base=False).as_posix()
            listing = shown.get(name)
            claim = Claim(
                kind=ClaimKind.DOCUMENT,
                file=self._listing_file(name) if listing else self._file_of(name),
                name=listing.name if listing else path,
                place=name,
                source=os.path.join(srcdir, path),  # noqa: PTH118 -- of each post
            )
            if not self._claims.add(claim):
                yield name
        if makes_site(builder):
            for path in sorted(set(builder.copied_paths())):
                self._add(
                    Claim(kind=ClaimKind.COPY, file=path, name=f"the file {path}")
                )

    def _enter_brought(self) -> None:
        srcdir = Path(self._env.srcdir)
        for path, source in self.brought.items():
            if not self._claims.add(_file(ClaimKind.BROUGHT, path, str(source))):
                self.hidden.add(path)
            for other in self._brought[path][:-1]:
                self._claims.add(_file(ClaimKind.BROUGHT, path, str(other)))
            if path.startswith(_STATIC) and self._is_static(path):
                claim = Claim(
                    kind=ClaimKind.FILE, file=path, name=f"the static file {path}"
                )
                self._claims.add(claim)
        # Posts may show the same image, and one that the site serves at the same URL.
        shown = dict.fromkeys(
            (path, srcdir / name)
            for files in blog_domain(self._env).files.values()
            for path, name in files.items()
        )
        for path, source in shown:
            if self.brought.get(path) != source:
                self._add(_file(ClaimKind.COPY, path, str(source)))

    def _is_static(self, path: str) -> bool:
        """Return whether the theme or the site also has a static file of a path."""
        config, builder = self._app.config, self._app.builder
        name = path.removeprefix(_STATIC)
        folders = [Path(self._app.confdir, entry) for entry in config.html_static_path]
        if makes_site(builder):
            themes = builder.theme.get_theme_dirs()
            folders += [Path(folder, "static") for folder in themes]
        return any((folder / name).is_file() for folder in folders)

    def _file_of(self, docname: str) -> str:
        builder = self._app.builder
        if makes_site(builder):
            return builder.output_name(docname)
        return page_file(docname, is_permalink=False, directories=True)

    def _listing_file(self, docname: str) -> str:
        suffix = getattr(self._app.builder, "out_suffix", None) or ".html"
        if docname == NOT_FOUND:
            return f"{NOT_FOUND}{suffix}"
        if docname == self._app.config.root_doc:
            return self._file_of(docname)
        if docname in self._fronts:
            docname = docname.removesuffix("/index")
        return page_file(docname, is_permalink=True, directories=True, suffix=suffix)

    def _claim_of(self, listing: Listing) -> Claim:
        source, words = "", tuple[str, ...]()
        if listing.term and listing.page and listing.page.posts:
            path = listing.page.posts[0].path
            source = os.path.join(self._env.srcdir, path)  # noqa: PTH118
            words = (listing.term.name, listing.term.slug)
        return Claim(
            kind=ClaimKind.LISTING,
            file=self._listing_file(listing.docname),
            name=listing.name,
            place=listing.docname,
            source=source,
            words=words,
        )

    def claim_file(self, path: str) -> bool:
        """Claim the path of a generated file; return whether there will be a file.

        It is ours, or one that the site brings, unless the path is a page's folder.
        """
        stands = self._add(_file(ClaimKind.FILE, path))
        return stands or path in self.brought

    def claim_alias(
        self, file: str, text: str, place: str, docname: str, path: str = ""
    ) -> bool:
        """Claim the path of a redirect; return whether it gets it.

        :param file: path of the redirect's file.
        :param text: the alias as the author wrote it; empty if nobody did.
        :param place: path of the alias, without slashes and suffix.
        :param docname: the document to which it redirects; empty if it leads to a URL.
        :param path: path of the file that says so; by default that of the document.
        """
        path = path or self._env.doc2path(docname, base=False).as_posix()
        claim = Claim(
            kind=ClaimKind.ALIAS,
            file=file,
            name=f"an alias of {path}",
            place=place,
            target=docname or path,
            source=str(self._env.srcdir / path),
            words=(text,),
        )
        if not text and self._claims.owner(claim):
            return False
        return self._claims.add(claim)

    def is_free(self, path: str) -> bool:
        """Return whether nothing has a path of the output."""
        return self._claims.owner(_file(ClaimKind.FILE, path)) is None

    def report(self) -> None:
        """Report each URL that several pages or files claim, as one error."""
        contests = dict(self._claims.contests)
        earlier: dict[Claim, list[Claim]] = getattr(self._env.project, "contests", {})
        if not contests and not earlier:
            return
        from sphinx_blogtheme.site.contest_reports import report_alias, report_contest

        for first, late in earlier.items():
            owner = self._claims.owner(first) or first
            contests[owner] = [*late, *contests.get(owner, ())]
        for owner, late in contests.items():
            others = [claim for claim in late if not self._yields(claim)]
            if others and all(claim.kind is ClaimKind.ALIAS for claim in others):
                for claim in others:
                    report_alias(owner, claim, self._app)
            elif others:
                report_contest(owner, others, self._app)

    def _yields(self, claim: Claim) -> bool:
        """Return whether a claim is of a document without text of its own."""
        is_document = claim.kind is ClaimKind.DOCUMENT
        stands = is_document and self._env.found_docs >= {claim.place}
        return stands and is_placeholder(self._env, claim.place)

    def claim_page(self, pagename: str) -> bool:
        """Claim the URL of a page of another extension; report if it is taken.

        :return: whether the page is to be written.
        """
        file = self._file_of(pagename)
        claim = Claim(
            kind=ClaimKind.EXTENSION,
            file=file,
            name=f"the page {pagename!r} of another extension",
            place=pagename,
        )
        owner = self._claims.owner(claim)
        ablog = ablog_keeps_urls(self._app.config)
        if owner and not self._is_sphinx(owner, file) and not self._yields(owner):
            from sphinx_blogtheme.site.contest_reports import report_contest

            if not ablog:
                report_contest(owner, [claim], self._app)
                return False
            report_contest(claim, [owner], self._app)
        self.foreign.add(file)
        return True

    @staticmethod
    def _is_sphinx(owner: Claim, file: str) -> bool:
        """Return whether it is Sphinx itself that writes a page."""
        return owner.kind is ClaimKind.SPHINX and owner.file == file

    def report_overwritten(self, path: str, others: Iterable[str]) -> None:
        """Report that another extension overwrote a file, which was written again.

        :param others: the packages of the extensions that may have done so.
        """
        from sphinx_blogtheme.site.contest_reports import report_contest

        names = list(others)
        whose = f"one of {', '.join(names)}" if len(names) > 1 else "".join(names)
        name = f"a file {path} of another extension ({whose})"
        claim = Claim(kind=ClaimKind.EXTENSION, file=path, name=name)
        owner = self._claims.owner(claim) or _file(ClaimKind.FILE, path)
        report_contest(owner, [claim], self._app)


def _file(kind: ClaimKind, path: str, source: str = "") -> Claim:
    made = "" if source else " (generated)"
    return Claim(kind=kind, file=path, name=f"the file {path}{made}", source=source)


def is_placeholder(
    env: BuildEnvironment, docname: str, *, with_toctree: bool = True
) -> bool:
    """Return whether a document has no text, but perhaps a title and a toctree.

    :param with_toctree: whether a toctree that readers see counts as no text.
    """
    doctree = env.get_doctree(docname)
    toctrees = doctree.findall(addnodes.toctree)
    if not with_toctree and not all(node.get("hidden") for node in toctrees):
        return False
    inner = chain(
        doctree.children, *(s.children for s in doctree.findall(nodes.section))
    )
    return all(
        isinstance(node, (nodes.section, *_NO_TEXT))
        or (isinstance(node, nodes.compound) and "toctree-wrapper" in node["classes"])
        for node in inner
    )


def addresses_of(env: BuildEnvironment) -> Addresses:
    """Return who has which path of the output, when reading has ended."""
    addresses: Addresses = session_of(env).parts[Addresses]
    return addresses


def report_addresses(app: Sphinx, env: BuildEnvironment) -> None:
    """Report the URLs that several pages or files claim (on ``env-updated``)."""
    del app
    addresses_of(env).report()
