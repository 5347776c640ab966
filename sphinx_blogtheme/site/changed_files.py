"""Find the documents to be read again by the contents of their files.

Sphinx asks whether a file is later than the last reading. So it reads everything again
after a checkout, and never looks at a file that was replaced by an older one. Here the
digests of all files that a document was made from are compared, and the paths at which
it found a file, or none.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.discovery.file_digests import FileDigests
from sphinx_blogtheme.discovery.lookups import lookups_of, relative_path
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.files import digest_of, write_whole
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_CHANGING = "changing"
"""What stands for the digest of a file that changed while documents were read."""

_TICK = 20_000_000
"""Nanoseconds by which the times of files may be behind the clock."""


def note_lookups(app: Sphinx, doctree: nodes.document) -> None:
    """Store at which paths a document looked for files (on ``doctree-read``)."""
    del doctree
    if lookups := lookups_of(app.env):
        blog_domain(app.env).lookups[app.env.docname] = lookups


def begin_reading(app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
    """Note which documents are read (on ``env-before-read-docs``).

    The note is also left on disk until the environment is saved: if the build is
    killed, a doctree may be another than the environment knows.
    """
    session = session_of(env)
    session.read, session.reading_since = docnames, time.time_ns()
    if docnames:
        write_whole(_mark(app), json.dumps(sorted(docnames)).encode())


def end_reading(app: Sphinx, env: BuildEnvironment) -> None:
    """Store the digests of the files of the documents that were read.

    It is called on ``env-updated``.
    """
    domain, session, digests = blog_domain(env), session_of(env), file_digests(env)
    for docname in sorted(env.all_docs.keys() & session.read):
        domain.contents[docname] = {
            path: _noted(env, path, digests, session.reading_since)
            for path in _files(env, docname)
        }
        domain.facts[docname] = digest_of(_facts(env, docname))
    digests.save()
    del app


def _facts(env: BuildEnvironment, docname: str) -> list[object]:
    """Return what pages and files show of a document, or link to, but its text."""
    domain = blog_domain(env)
    post, title = domain.posts.get(docname), env.titles.get(docname)
    return [
        # Its length is shown with its text only.
        post and replace(post, words=0, body_line=0),
        title and title.astext(),
        sorted({link.url for link in domain.links.get(docname, ())}),
        sorted(domain.sources.get(docname, ((), ()))[0]),
        sorted(domain.files.get(docname, {}).items()),
        sorted(domain.copied.get(docname, ())),
    ]


def forget_reading(app: Sphinx, env: BuildEnvironment) -> None:
    """Remove the note of `begin_reading` (on ``env-check-consistency``)."""
    del env
    _mark(app).unlink(missing_ok=True)


def compare_contents(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Return the documents whose files have another content than when they were read.

    Those whose files have the same content are removed from `changed`. It is called on
    ``env-get-outdated``.
    """
    del removed
    domain, digests = blog_domain(env), file_digests(env)
    found = _interrupted(app)
    session_of(env).interrupted = _mark(app).exists()
    contents, lookups, root = domain.contents, domain.lookups, str(env.srcdir)
    for docname in (env.found_docs & env.all_docs.keys()) - added:
        noted = contents.get(docname)
        if noted is None or docname in found:
            continue
        if _differs(noted, digests) or (
            docname in lookups and _are_elsewhere(lookups[docname], root)
        ):
            found.add(docname)
        elif docname in changed and _is_whole(app, docname, noted):
            changed.discard(docname)
    return sorted(found)


def _differs(noted: Mapping[str, str | None], digests: FileDigests) -> bool:
    for path, digest in noted.items():  # noqa: SIM110 -- a generator is slower
        if digests.seen(path) != digest:
            return True
    return False


def _are_elsewhere(lookups: Mapping[str, bool], root: str) -> bool:
    """Return whether there is a file now where there was none, or none any more."""
    return any(
        os.path.isfile(os.path.join(root, path)) != was  # noqa: PTH113, PTH118
        for path, was in lookups.items()
    )


def file_digests(env: BuildEnvironment) -> FileDigests:
    """Return the digests of the build's files."""
    if isinstance(env.project, BlogProject):
        return env.project.digests
    parts = session_of(env).parts
    if FileDigests not in parts:
        store = Path(env.doctreedir, "blog", "digests.pickle")
        parts[FileDigests] = FileDigests(store, Path(env.srcdir))
    digests: FileDigests = parts[FileDigests]
    return digests


def _files(env: BuildEnvironment, docname: str) -> Iterator[str]:
    """Yield the paths of the files that a document was made from."""
    yield env.doc2path(docname, base=False).as_posix()
    for path in env.dependencies.get(docname, ()):
        yield relative_path(env, path)


def _noted(
    env: BuildEnvironment, path: str, digests: FileDigests, since: int
) -> str | None:
    with suppress(OSError):
        facts = os.stat(os.path.join(env.srcdir, path))  # noqa: PTH116, PTH118
        now = time.time_ns()
        if any(
            since - _TICK < moment <= now
            for moment in (facts.st_mtime_ns, facts.st_ctime_ns)
        ):
            return _CHANGING  # what was read may be what was there before
    return digests.of(path)


def _is_whole(app: Sphinx, docname: str, noted: Iterable[str]) -> bool:
    """Return whether nothing but the contents of files tells if a document changed."""
    env = app.env
    known = set(noted)
    return (
        docname not in env.reread_always
        and Path(app.doctreedir, f"{docname}.doctree").is_file()
        and known.issuperset(_files(env, docname))
        and not any(Path(env.srcdir, path).is_dir() for path in known)
    )


def _mark(app: Sphinx) -> Path:
    return Path(app.doctreedir, "blog", "reading.json")


def _interrupted(app: Sphinx) -> set[str]:
    """Return the documents that a build was reading when it was killed."""
    try:
        return set(json.loads(_mark(app).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return set()
    except (ValueError, TypeError):
        return set(app.env.all_docs)
