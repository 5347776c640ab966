"""Turn a path into the engine whose site or export it is, and into what it has."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.console import CommandError

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.cli.importing.model import Blog

EXPORTS = ("wordpress", "ghost")
"""Engines of which an export in one file is read."""

# What only a site of an engine has, in the order in which they are looked for.
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
    """Return the name of the engine.

    :raises CommandError: if there is nothing, or nothing that we know.
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
    return next((engine for engine, there in signs if there), "markdown")


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def read_site(engine: str, source: Path, assets: Path | None) -> Blog:
    """Return what a site or an export has.

    :param assets: folder of the files that an export uses.
    :raises CommandError: if the source is not what that engine has.
    """
    if engine in EXPORTS:
        if not source.is_file():
            msg = f"{source} is not a file; expected an export of {engine.title()}"
            raise CommandError(msg)
    elif not source.is_dir():
        msg = f"{source} is not a folder; expected the folder of a site"
        raise CommandError(msg)
    elif assets:
        msg = "--assets is for exports and dumps; a site has its own files"
        raise CommandError(msg)
    module = import_module(f"sphinx_blogtheme.cli.importing.{engine}")
    read = getattr(module, f"read_{engine}")
    found: Blog = read(source, assets) if engine in EXPORTS else read(source)
    return found
