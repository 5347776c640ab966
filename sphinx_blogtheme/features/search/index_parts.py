"""Make Pagefind's index of a site, in parts of which a build makes those that changed.

Pagefind can't change an index, but a browser searches several as one. The index of a long
blog is in parts of a thousand posts, so that an edit costs no more than one of them; the
others have only a file of metadata for a reader to load.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.features.search import pagefind, search_facts
from sphinx_blogtheme.features.search.pagefind import PagefindError
from sphinx_blogtheme.files import digest_of, write_changed
from sphinx_blogtheme.output.fingerprints import settings_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sphinx_blogtheme.model.posts import Post
    from sphinx_blogtheme.output.build import Build

FOLDER = "_pagefind"
"""Folder of the index in the output, which no permalink can have."""

_PART = f"{FOLDER}/part-"
"""What the folders of further parts begin with."""

PART_SIZE = 1000
"""Number of documents in a part; a last one may have half as many more."""

_CHANGES = f"{FOLDER}/changes"
"""Folder of what has changed during a preview."""

_LIST = "changed.json"
"""Name of the file there with the paths of the pages, by docname."""

MANY = 50
"""Number of documents that are not a small change any more."""

_INDEX, _PREVIEW = "search:index", "search:preview"
"""Names of the fingerprints of the parts, and of a preview."""


class IndexMade(NamedTuple):
    """The index of one build."""

    files: list[str]
    """Paths of its files in the output."""
    digests: dict[str, str]
    """Digest of what each part shows, by name of its fingerprint."""


def searched(build: Build) -> Iterator[str]:
    """Yield the documents that are searched: listed posts, and ordinary pages."""
    library = build.session.library
    for post in (*library.posts, *library.translations):
        yield post.docname
    for docname in sorted(build.env.found_docs):
        metadata = build.env.metadata.get(docname, {})
        if not (
            docname in build.domain.posts
            or docname in build.views
            or "nosearch" in metadata
            or "no-search" in metadata
        ):
            yield docname


def index_parts(build: Build) -> list[list[str]]:
    """Return the documents of each part, by docname; of most sites there is one part.

    Those of posts are in the order of their dates, the oldest first, so that a new post
    changes the last part only.
    """
    posts = build.domain.posts
    found = [*searched(build)]
    if len(found) < PART_SIZE + PART_SIZE // 2:
        return [sorted(found)]
    pages = sorted(name for name in found if name not in posts)
    dated = (name for name in found if name in posts)
    by_date = [*_chunks(sorted(dated, key=lambda name: (posts[name].date, name)))]
    if by_date and len(pages) < PART_SIZE // 2:
        by_date[-1] += pages
        return by_date
    return [*_chunks(pages), *by_date]


def _chunks(names: Sequence[str]) -> Iterator[list[str]]:
    """Yield names in lists of `PART_SIZE`; a rest that is less than half is in the last."""
    count = max(1, (len(names) + PART_SIZE // 2) // PART_SIZE) if names else 0
    for number in range(count):
        end = None if number == count - 1 else (number + 1) * PART_SIZE
        yield [*names[number * PART_SIZE : end]]


class Shown(NamedTuple):
    """What the search page of a build searches."""

    parts: int
    """Number of the parts."""
    changes: str = ""
    """Path of the list of pages that changed since a preview began, if some have."""
    newest: bool = False
    """Whether they have a part of their own."""


class Indexes:
    """The work on the index of one build; its parts are made one after the other.

    It takes longer than the rest of a small edit. So a preview keeps the parts of its
    start, and makes one more of the documents that changed since then.
    """

    def __init__(self, build: Build, language: str) -> None:
        self._build = build
        self._language = language
        self._outdir = Path(build.app.outdir)
        self._parts = index_parts(build)
        self._changed: list[tuple[str, list[str]]] = []
        self._running: tuple[str, pagefind.Indexing] | None = None
        self._made = IndexMade([], {})
        self._since: set[str] | None = None
        """The documents that changed since a preview began, if this is one."""
        if build.preview and build.showed(_PREVIEW, build.preview) and self._is_whole():
            self._since = changed_since_start(build)

    def _is_whole(self) -> bool:
        """Return whether the index of the last build can be kept, but for few pages."""
        build = self._build
        return (
            self._is_there(build.left(FOLDER))
            and len(changed_since_start(build)) <= MANY
            and not build.session.documents_removed
        )

    @property
    def shown(self) -> Shown:
        """What the search page searches."""
        if self._since is None:
            return Shown(len(self._parts))
        names = [Path(name).name for name in self._kept()]
        changes = f"{_CHANGES}/{_LIST}" if self._since else ""
        return Shown(names.count(pagefind.ENTRY_FILE), changes, bool(self._searched()))

    def _kept(self) -> list[str]:
        """Return the files of the parts that a preview keeps."""
        found = self._build.left(FOLDER)
        return [name for name in found if not name.startswith(f"{_CHANGES}/")]

    def _searched(self) -> list[str]:
        """Return the documents that are searched of those that changed."""
        since = self._since or set()
        return [name for name in searched(self._build) if name in since]

    def begin(self) -> Callable[[], IndexMade | PagefindError]:
        """Start Pagefind for the first part that changed.

        :return: a function that makes the others, and returns the index; or the error.
        """
        if self._since is None:
            self._compare()
        else:
            self._keep(self._since)
        try:
            self._start()
        except PagefindError as error:
            failure = error
            return lambda: failure
        return self._finish

    def _keep(self, since: set[str]) -> None:
        """Keep the parts of the last build, and find the pages that changed since."""
        for number, _ in enumerate(self._parts):
            self._made.digests[_fingerprint(number)] = ""
        if not self._build.session.read:
            self._made.files.extend(self._build.left(FOLDER))
            return
        self._made.files.extend(self._kept())
        if since:
            path = f"{_CHANGES}/{_LIST}"
            places = {name: self._path(name) for name in sorted(since)}
            text = json.dumps(places, ensure_ascii=False, indent=1)
            write_changed(self._outdir / path, f"{text}\n".encode())
            self._made.files.append(path)
        if found := self._searched():
            self._changed.append((_CHANGES, found))

    def _path(self, docname: str) -> str:
        path = Path(self._build.builder.get_output_path(docname))
        return path.relative_to(self._outdir).as_posix()

    def _compare(self) -> None:
        """Find the parts that changed."""
        build = self._build
        common = [pagefind.version(), self._language, *settings_facts(build.app)]
        for number, docnames in enumerate(self._parts):
            states = [_state(build, docname) for docname in docnames]
            digest = digest_of([common, states])
            self._made.digests[_fingerprint(number)] = digest
            known = _left(build, number)
            if self._is_there(known) and build.showed(_fingerprint(number), digest):
                self._made.files.extend(known)
            else:
                self._changed.append((_folder(number), docnames))

    def _start(self) -> None:
        """Start Pagefind for the next part that changed, if there is one."""
        self._running = None
        if self._changed:
            folder, docnames = self._changed.pop(0)
            records = dict(sorted(_records(self._build, docnames)))
            suffix = self._build.builder.out_suffix
            indexing = pagefind.Indexing(
                records, language=self._language, suffix=suffix
            )
            self._running = folder, indexing

    def _finish(self) -> IndexMade | PagefindError:
        """Make all parts that changed."""
        try:
            while self._running:
                folder, indexing = self._running
                for name, data in indexing.files().items():
                    write_changed(self._outdir / folder / name, data)
                    self._made.files.append(f"{folder}/{name}")
                self._start()
        except PagefindError as error:
            return error
        return self._made

    def _is_there(self, files: list[str]) -> bool:
        return bool(files) and all((self._outdir / name).is_file() for name in files)


def changed_since_start(build: Build) -> set[str]:
    """Return the documents that were read since a preview made its index."""
    file = Path(build.app.outdir, _CHANGES, _LIST)
    earlier: dict[str, str] = {}
    with suppress(OSError, ValueError):
        earlier = json.loads(file.read_text(encoding="utf-8"))
    return (earlier.keys() | set(build.session.read)) & build.env.found_docs


def note_index(build: Build, made: IndexMade) -> None:
    """Note what the parts show; that of a preview may be of an earlier build."""
    for name, digest in made.digests.items():
        if digest:
            build.fingerprint(name, digest)
        else:
            build.keep_fingerprint(name)
    build.fingerprint(_PREVIEW, build.preview)


def _fingerprint(number: int) -> str:
    return f"{_INDEX}:{number}"


def _folder(number: int) -> str:
    return f"{_PART}{number}" if number else FOLDER


def _left(build: Build, number: int) -> list[str]:
    """Return the files that the last build made of a part."""
    found = build.left(_folder(number))
    others = (_PART, f"{_CHANGES}/")
    return found if number else [name for name in found if not name.startswith(others)]


def _state(build: Build, docname: str) -> object:
    """Return a value that changes with what is searched of a document."""
    if post := build.domain.posts.get(docname):
        return [post, build.excerpts.state(docname)]
    facts = build.builder.get_output_path(docname).stat()
    title = build.env.titles[docname].astext()
    return [docname, title, facts.st_mtime_ns, facts.st_size]


def _records(build: Build, docnames: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield path and data for Pagefind of each post and ordinary page."""
    outdir = Path(build.app.outdir)
    has_kinds = search_facts.has_documentation(build.env)
    for docname in docnames:
        kind = [("kind", search_facts.search_kind(build, docname))] if has_kinds else []
        path = build.builder.get_output_path(docname)
        if post := build.domain.posts.get(docname):
            record = _post(build, post, kind)
        else:
            title = build.env.titles[docname].astext()
            text = _main_text(path.read_text(encoding="utf-8", errors="replace"))
            record = pagefind.page_html(title, text, filters=kind, facts=kind)
        yield path.relative_to(outdir).as_posix(), record


def _main_text(html: str) -> str:
    """Return the HTML of a page's main part, without its title."""
    from sphinx_blogtheme.markdown.html import elements

    main = next(elements(html, "main"), None)
    text = (main.inside if main else "") or ""
    title = next(elements(text, "h1"), None)
    return text[: title.tag.start] + text[title.end :] if title else text


def _post(build: Build, post: Post, kind: list[tuple[str, str]]) -> str:
    shown = build.editions.of(post.docname).pages.post(post)
    rendering = build.excerpts.load(post.docname)
    terms = {
        "category": shown.categories,
        "tag": shown.tags,
        "author": shown.authors,
    }
    filters = [(name, term.name) for name, found in terms.items() for term in found]
    shown_facts = [*kind, ("state", shown.state)] if shown.state else [*kind]
    shown_facts += [("date", shown.date_text)] if shown.dated else []
    if shown.categories:
        names = ", ".join(category.name for category in shown.categories)
        shown_facts.append(("categories", names))
    return pagefind.page_html(
        post.title,
        rendering.on_page(rendering.body, root="/"),
        filters=[*kind, *filters, ("year", str(post.date.year))],
        facts=shown_facts,
        order=post.date.astimezone(UTC).isoformat(timespec="seconds"),
    )
