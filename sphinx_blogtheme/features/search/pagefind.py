"""Run Pagefind, which makes an index from the texts of pages.

Pagefind (https://pagefind.app) is a program that reads a folder of HTML and writes an
index, which a browser loads in parts. Here it reads a temporary folder with only the
texts to be found, so that pages of the site need no markup for it. This module knows
nothing of Sphinx.
"""

from __future__ import annotations

import gzip
import importlib
import importlib.metadata
import os
import re
import subprocess
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PACKAGE = "pagefind"

PROGRAM_FILE = "pagefind.js"

ENTRY_FILE = "pagefind-entry.json"
"""Name of a file that each index has."""

SEGMENTED = {"zh", "ja", "th"}
"""Languages without spaces that only Pagefind's extended program splits into words."""

_PLAIN = "pagefind"
"""Name of the program that is not the extended one, ``pagefind_extended``."""

LEFT_OUT = ("annotation", ".headerlink", ".linenos", ".viewcode-link")
"""Selectors of elements that are not searched: TeX, link marks, line numbers."""

_UNUSED = re.compile(r"pagefind-.*(?:ui|highlight)\.(?:css|js)")
"""Files of Pagefind's own interfaces; the theme has one of its own."""

_NAMED = ("filter", "fragment", "index")
"""Folders of compressed files, which are named after what is in them."""

_SECTION = re.compile(
    r"<section\b(?P<before>[^>]*?) id=\"(?P<id>[^\"]*)\"(?P<after>[^>]*)>"
    r"(?P<targets>(?:\s|<span id=[^>]*></span>)*)<h(?P<level>[1-6])(?=[ >])"
)

_SIGNATURE = re.compile(
    r"<dt(?P<attributes> class=\"sig [^>]*? id=\"[^>]*)>(?P<text>.*?)</dt>", re.DOTALL
)


class PagefindError(Exception):
    """Pagefind is installed, but made no index; the text says why."""


def version() -> str | None:
    """Return the version of Pagefind that is installed; None if it is not.

    :raises PagefindError: if its program is missing.
    """
    try:
        found = importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        return None
    _program()
    return found


def finds_words_of(language: str) -> bool:
    """Return whether the program that is installed finds words of a language.

    Without the extended program, a sentence of Chinese, Japanese or Thai is one word.
    """
    return _subtag(language) not in SEGMENTED or Path(_program()).stem != _PLAIN


def _subtag(language: str) -> str:
    return re.split("[-_]", language)[0].lower()


def _program() -> str:
    """Return the path of the program, as Pagefind's package has it."""
    try:
        path = importlib.import_module(f"{PACKAGE}.service").get_executable()
    except (ImportError, AttributeError) as error:
        raise PagefindError(f"its package can't be used: {error}") from error
    if path is None or not Path(path).is_file():
        raise PagefindError("its package is installed without the program")
    return str(path)


def page_html(
    title: str,
    html: str,
    *,
    filters: Iterable[tuple[str, str]] = (),
    facts: Iterable[tuple[str, str]] = (),
    order: str | None = None,
) -> str:
    """Return the data of one page for Pagefind, as HTML.

    The attributes are those of https://pagefind.app/docs/indexing/ and the pages that
    follow it.

    :param title: title of the page, in plain text.
    :param html: text of the page, without its title.
    :param filters: pairs of a filter's name and a value, such as ``("tag", "Python")``.
    :param facts: pairs of a name and a value that results show.
    :param order: a date in UTC, by which results can be sorted.
    """
    head = [("meta", "title", title)]
    head += [("filter", name, value) for name, value in filters]
    head += [("meta", name, value) for name, value in facts]
    if order:
        head.append(("sort", "date", order))
    lines = "".join(
        f'<meta data-pagefind-{kind}="{name}[content]" content="{escape(value)}">\n'
        for kind, name, value in head
    )
    return (
        f"<!DOCTYPE html>\n<html><head>\n{lines}</head>\n<body data-pagefind-body>\n"
        f"<h1>{escape(title, quote=False)}</h1>\n{_with_anchors(html)}\n</body></html>"
    )


def _with_anchors(html: str) -> str:
    """Move ids from sections to their headings, where Pagefind looks for them.

    The signature of an object, which has an id, becomes a heading.
    """
    html = _SIGNATURE.sub(r"<h6\g<attributes>>\g<text></h6>", html)
    return _SECTION.sub(
        r'<section\g<before>\g<after>>\g<targets><h\g<level> id="\g<id>"', html
    )


class Indexing:
    """A run of Pagefind, in a process of its own.

    Two runs on the same texts make different files with the same results: Pagefind
    writes filters in any order, and names files by their content.
    """

    def __init__(
        self,
        records: Mapping[str, str],
        *,
        language: str,
        suffix: str = ".html",
        known: Iterable[str] = (),
    ) -> None:
        """Start Pagefind.

        It writes no file that is there, since the name tells the content. To compress
        the files takes a third of its time.

        :param records: HTML from `page_html`, by path of the page in the site.
        :param language: language of the site; one index has all pages, whatever theirs
            is.
        :param suffix: suffix of the paths.
        :param known: paths of files that this version made of other records.
        :raises PagefindError: if the program can't be started.
        """
        program = _program()
        self._folder = TemporaryDirectory(prefix="blogtheme-search-")
        folder = Path(self._folder.name)
        for path, html in records.items():
            _write(folder / "site" / path, html)
        for path in known:
            if path.startswith(_NAMED):
                _write(folder / "index" / path, "")
        command = [
            *(program, "--silent", "--site", "site", "--output-path", "index"),
            *("--glob", f"**/*{suffix}", "--exclude-selectors", ",".join(LEFT_OUT)),
            *("--force-language", _subtag(language)),
        ]
        self._said = folder / "said"
        self._process = _start(command, folder, self._said)

    def files(self) -> dict[str, bytes | None]:
        """Wait for the index; return its files by path in the index's folder.

        The data of a file that was known, and that the index needs, is None.

        :raises PagefindError: if the program failed.
        """
        with self._folder as name:
            if status := self._process.wait():
                text = self._said.read_text(encoding="utf-8", errors="replace")
                said = " ".join(text.split())
                raise PagefindError(said or f"it ended with status {status}")
            index = Path(name, "index")
            made = {
                path.relative_to(index).as_posix(): path.read_bytes()
                for path in sorted(index.rglob("*"))
                if path.is_file() and not _UNUSED.fullmatch(path.name)
            }
        if PROGRAM_FILE not in made:
            raise PagefindError(f"it wrote no {PROGRAM_FILE}")
        lists = [
            gzip.decompress(data)
            for path, data in made.items()
            if path.endswith(".pf_meta")
        ]
        return {
            path: data or None
            for path, data in made.items()
            if data or any(Path(path).stem.encode() in names for names in lists)
        }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _start(command: list[str], folder: Path, said: Path) -> subprocess.Popen[bytes]:
    """Start the program in a folder, without the user's configuration of it.

    :param said: file for its output.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PAGEFIND_")
    }
    try:
        with said.open("wb") as output:
            return subprocess.Popen(  # noqa: S603 -- a program that the user installed
                command,
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
    except OSError as error:
        raise PagefindError(str(error)) from error
