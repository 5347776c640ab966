"""Recognise the engine of a site or an export, and call its reader."""

from __future__ import annotations

import os
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import files_below
from sphinx_blogtheme.importers.engine_settings import SettingsError
from sphinx_blogtheme.importers.exports.export_files import is_archive
from sphinx_blogtheme.importers.feed_ids import FEED_IDS
from sphinx_blogtheme.importers.list_settings import lists_of_site
from sphinx_blogtheme.importers.list_slugs import SLUG_OF
from sphinx_blogtheme.importers.site_folder import unread_folder

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.model import Blog, Note

SITES = (
    *("hugo", "pelican", "mkdocs", "quarto", "mystmd", "jupyter_book", "eleventy"),
    *("ablog", "nikola", "zola", "jekyll", "astro", "docusaurus", "obsidian"),
    "markdown",
)
"""Engines that are imported from the folder of a site, in the order in which a folder is
compared with them; any folder may be one of Markdown."""

EXPORTS = (
    *("wordpress", "ghost", "blogger", "medium", "substack", "movabletype", "jsonfeed"),
)
"""Engines that are imported from an export: a file, or a folder of them."""

ENGINES = ("dump", *SITES[:-1], *EXPORTS, SITES[-1])
"""All engines, by the names of the modules that read them."""

NOTHING_WRITTEN = "nothing was written"
"""The end of a message about an import that did not begin."""

_HEAD_BYTES = 4096
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ")
"""The first bytes of archives that are not ZIP."""

_OTHER_NAMES = {
    "zensical": "mkdocs",
    "materialformkdocs": "mkdocs",
    "11ty": "eleventy",
    "myst": "mystmd",
    "microblog": "jsonfeed",
    "folder": "markdown",
}
"""Names of engines by others, of which only letters and digits count."""


def recognise(path: Path) -> str:
    """Return the name of the engine that a path is of, such as ``hugo``.

    A folder of no known engine is ``markdown``, and such a file ``dump``.

    :param path: the folder of a site, or an export or dump, or a folder of exports.
    :raises CommandError: if the path cannot be read.
    """
    try:
        if path.is_dir():
            with os.scandir(path):  # fails here if it cannot be read
                pass
            return _folder(path)
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}"
        raise CommandError(msg) from None
    except SettingsError as error:
        raise CommandError(f"{error.whole}; {NOTHING_WRITTEN}") from None
    found = (name for name in EXPORTS if reader_of(name).recognises(path))
    if name := next(found, ""):
        return name
    if is_archive(path):
        known = ", ".join(reader_of(name).NAME for name in EXPORTS[2:])
        msg = f"{path} is a ZIP archive, but no export of {known}; unpack it first"
        raise CommandError(msg)
    if head.startswith(b"PK\3\4"):
        msg = f"{path} is a ZIP archive that is damaged, or not called .zip; {NOTHING_WRITTEN}"
        raise CommandError(msg)
    if head.startswith(_PACKED):
        raise CommandError(f"{path} is an archive; unpack it first")
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    # Faulty exports, so that they are reported as such.
    if bare.startswith(b"{"):
        return "ghost"
    if bare.startswith((b"<?xml", b"<rss")) or path.suffix.lower() in (".xml", ".wxr"):
        return "wordpress"
    return "dump"


def engine_named(text: str) -> str:
    """Return the name of an engine, however it is written: ``Movable Type``.

    Any other name is returned as it is.
    """
    bare = "".join(char for char in text.lower() if char.isalnum())
    known = {name.replace("_", ""): name for name in ENGINES} | _OTHER_NAMES
    return known.get(bare, text)


def _folder(path: Path) -> str:
    *sites, others = SITES
    names = (*sites, *EXPORTS)
    return next((name for name in names if reader_of(name).recognises(path)), others)


def reader_of(engine: str) -> Any:
    """Return the module that reads an engine's sites or exports.

    It has the engine's display name, ``NAME``, a function ``recognises``, which returns
    whether a path is of the engine, and ``read_blog``.
    """
    package = "sites" if engine in SITES else "exports"
    return import_module(f"sphinx_blogtheme.importers.{package}.{engine}")


def read_site(
    engine: str, source: Path, assets: Path | None, base_url: str | None = None
) -> Blog:
    """Read a site or an export.

    :param engine: name of the engine as `recognise` returns it, but not ``dump``.
    :param source: the folder of the site, or the export, or a folder of exports.
    :param assets: folder of the files that an export refers to.
    :param base_url: URL of the old site, which exports of Ghost lack.
    :raises CommandError: if the source is not of that engine, or nothing can be read.
    """
    module = reader_of(engine)
    if engine in EXPORTS:
        if not module.recognises(source):
            name = module.NAME
            msg = f"{source} is no export of {name}; expected one, or a folder of them"
            raise CommandError(msg)
    elif not source.is_dir():
        msg = f"{source} is not a folder; expected the folder of a site"
        raise CommandError(msg)
    elif assets:
        msg = "--assets is for exports and dumps; a site has its own files"
        raise CommandError(msg)
    found: Blog
    if engine in EXPORTS:
        found = module.read_blog(source, assets, base_url or "")
        lists = lists_of_site(engine, source)
    else:
        try:
            found = module.read_blog(source)
            lists = lists_of_site(engine, source)
        except SettingsError as error:
            raise CommandError(f"{error.whole}; {NOTHING_WRITTEN}") from None
        except PermissionError as error:  # a folder in which it looks for its settings
            msg = f"cannot read {error.filename}: {error.strerror}; {NOTHING_WRITTEN}"
            raise CommandError(msg) from None
    if engine in EXPORTS and found.errors and not found.documents:
        fault = found.errors[0]
        msg = f"{fault.source}: {fault.message}"
        raise CommandError(msg)
    if engine in EXPORTS:
        found = replace(found, errors=(*found.errors, *_unread(source, assets)))
    return replace(
        found,
        lists={**lists, **found.lists},
        list_slug=SLUG_OF.get(engine, ""),
        feed_ids=found.feed_ids or FEED_IDS.get(engine, ""),
    )


def _unread(*folders: Path | None) -> list[Note]:
    """Return the errors of folders that cannot be read, below some folders."""
    found: list[Note] = []
    for folder in filter(None, folders):
        errors: list[OSError] = []
        if folder.is_dir():
            files_below(folder, failed=errors.append)
        found += [unread_folder(error, folder) for error in errors]
    return found
