"""Recognise the engine of a site or an export, and call its reader."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sphinx_blogtheme.errors import CommandError

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.model import Blog

EXPORTS = ("wordpress", "ghost")
"""Engines that are imported from an export, not from the folder of a site."""

# Files that only a site of that engine has, in the order in which they are tried.
_SIGNS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("hugo", ("hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json", "config/_default")),
    ("pelican", ("pelicanconf.py",)),
    (
        "eleventy",
        (
            *("eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs"),
            ".eleventy.js",
        ),
    ),
)
_HEAD_BYTES = 4096


def recognise(path: Path) -> str:
    """Return the name of the engine that a path is of, such as ``hugo``.

    A folder of no known engine is ``markdown``, and such a file ``dump``.

    :param path: the folder of a site, or an export or dump, or a folder of exports.
    :raises CommandError: if the path cannot be read.
    """
    if path.is_dir():
        return _folder(path)
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        msg = f"cannot read {path}: {error.strerror}"
        raise CommandError(msg) from None
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if bare.startswith(b"{"):
        return "ghost"
    if bare.startswith((b"<?xml", b"<rss")) or path.suffix.lower() in (".xml", ".wxr"):
        return "wordpress"
    return "dump"


def _folder(path: Path) -> str:
    conf, config = _text(path / "conf.py"), _text(path / "config.toml")
    signs = (
        *((name, any((path / sign).exists() for sign in of)) for name, of in _SIGNS),
        ("ablog", "ablog" in conf),
        ("nikola", "BLOG_TITLE" in conf),
        ("jekyll", any(path.glob("_config.*"))),
        ("zola", "base_url" in config),
        ("hugo", any(path.glob("config.*")) and (path / "content").is_dir()),
        ("jekyll", (path / "_posts").is_dir()),
    )
    found = next((engine for engine, there in signs if there), "")
    return found or next(
        (name for name in EXPORTS if _is_export(name, path)), "markdown"
    )


def _is_export(engine: str, path: Path) -> bool:
    module = import_module(f"sphinx_blogtheme.importers.{engine}")
    return bool(module.recognises(path))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


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
    module = import_module(f"sphinx_blogtheme.importers.{engine}")
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
    read = getattr(module, f"read_{engine}")
    found: Blog
    if engine == "ghost":
        found = read(source, assets, base_url or "")
    elif engine in EXPORTS:
        found = read(source, assets)
    else:
        found = read(source)
    if engine in EXPORTS and found.errors and not found.documents:
        fault = found.errors[0]
        msg = f"{fault.source}: {fault.message}"
        raise CommandError(msg)
    return found
