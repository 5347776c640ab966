"""Undo what other extensions write over files of the site when all are written.

Such an extension writes its sitemap or its redirects at one of Sphinx's last events,
whatever is there. One that only changes pages, such as a minifier, is not disturbed, nor is a
function in the site's own ``conf.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.files import copy_file, write_whole
from sphinx_blogtheme.output.build import current_build
from sphinx_blogtheme.output.generated_pages import redraw
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.site.site_map import site_map_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

    from sphinx_blogtheme.output.build import Build

_HARMLESS = ("ablog", "docutils", "myst_parser", "sphinx", "sphinx_blogtheme")
"""Packages that write none of our files at the end of a build."""

_NAMESPACES = ("sphinxcontrib", "sphinxext")
"""Packages that hold extensions of many authors."""

_EVENTS = ("html-collect-pages", "build-finished")
"""Events at which extensions write files."""

_REDIRECT = re.compile(rb"http-equiv\s*=\s*[\"']?refresh", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_HEAD = 2000
"""Number of bytes at the beginning of a page in which a redirect would be."""


@dataclass(frozen=True, kw_only=True)
class WrittenFiles:
    """The files of the site before the listeners of other extensions are called."""

    states: dict[str, tuple[int, int] | None]
    """Modification time and size, by path."""
    contents: dict[str, bytes]
    """The content of the files that aren't pages."""
    others: list[str]
    """The packages of other extensions that may overwrite them."""


def _state(file: Path) -> tuple[int, int] | None:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _others(app: Sphinx) -> list[str]:
    """Return the packages of other extensions that wait for one of the last events.

    There are none if ``conf.py`` does so too: a file may then be the author's.
    """
    conf = str(Path(app.confdir, "conf.py"))
    others = set()
    for listener in chain(*(app.events.listeners.get(name, ()) for name in _EVENTS)):
        module = getattr(listener.handler, "__module__", None) or ""
        where = getattr(listener.handler, "__globals__", {}).get("__file__")
        if where == conf:
            return []
        first, *rest = module.split(".")
        others.add(".".join([first, *rest[: first in _NAMESPACES]]))
    return sorted(others.difference(_HARMLESS, [""]))


def note_written(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Note the files of the site (on ``html-collect-pages``, before others)."""
    build = current_build(app.env)
    others = _others(app) if build else []
    if build is None or not others:
        return []
    outdir = Path(app.outdir)
    small = {*build.session.resources, *site_map_of(build.env).redirects}
    small -= build.late_files
    contents = {}
    for path in small - build.addresses.brought.keys():
        if (outdir / path).is_file():
            contents[path] = (outdir / path).read_bytes()
    paths = {*contents, *_pages(build), *build.addresses.brought}
    states = {path: _state(outdir / path) for path in sorted(paths)}
    build.session.parts[WrittenFiles] = WrittenFiles(
        states=states, contents=contents, others=others
    )
    return []


def _pages(build: Build) -> dict[str, str]:
    """Return the docnames of all pages of ours, by path."""
    names = sorted({*build.env.found_docs, *build.views})
    pages = {build.builder.output_name(name): name for name in names}
    for path in build.addresses.foreign:
        pages.pop(path, None)  # it has an empty document's place
    return pages


def restore_overwritten(app: Sphinx, exception: Exception | None) -> None:
    """Write again what others have overwritten (on ``build-finished``, at last)."""
    build = current_build(app.env) if exception is None else None
    if build is None:
        return
    written: WrittenFiles | None = session_of(app.env).parts.get(WrittenFiles)
    if written is None:
        return
    pages = _pages(build)
    for path in _changed(Path(app.outdir), written):
        if _restore(build, path, pages.get(path), written.contents.get(path)):
            build.addresses.report_overwritten(path, written.others)


def _changed(outdir: Path, written: WrittenFiles) -> Iterator[str]:
    for path, state in written.states.items():
        if state is not None and state != _state(outdir / path):
            yield path


def _restore(
    build: Build, path: str, docname: str | None, content: bytes | None
) -> bool:
    """Write a file again if another one has its place; return whether it had."""
    file = Path(build.app.outdir, path)
    found = file.read_bytes() if file.is_file() else b""
    source = build.addresses.brought.get(path)
    if source is not None and path not in build.addresses.hidden:
        if found == source.read_bytes():
            return False
        copy_file(source, file)
        return True
    if content is not None:
        if found == content:
            return False
        write_whole(file, content)
        return True
    if docname is None or not _is_another_page(build, docname, found):
        return False
    redraw(build, docname)
    return True


def _is_another_page(build: Build, docname: str, data: bytes) -> bool:
    """Return whether the HTML of a page is a redirect, or has no word of its title."""
    if _REDIRECT.search(data[:_HEAD]):
        return True
    if docname in build.views:
        title = build.editions.of(docname).pages.titles.heading(build.views[docname])
    else:
        title = build.surroundings.title_of(docname)
    text = unescape(_TAG.sub(" ", data.decode("utf-8", errors="replace")))
    words = title.split()
    return bool(words) and not any(word in text for word in words)
