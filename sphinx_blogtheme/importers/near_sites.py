"""Sites above or below a folder of no known engine, which its author may have meant."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.engine_settings import SettingsError
from sphinx_blogtheme.importers.engines import SITES, reader_of
from sphinx_blogtheme.importers.model import Note
from sphinx_blogtheme.importers.site_folder import TOOL_FOLDERS

if TYPE_CHECKING:
    from collections.abc import Iterator

LOOSE_ENGINES = ("obsidian", "markdown")
"""Engines that are recognised by their texts only."""

_VAULT = ".obsidian"

_MARKS = (
    *(f"hugo.{suffix}" for suffix in ("toml", "yaml", "yml", "json")),
    *(
        "config/_default",
        "pelicanconf.py",
        "zensical.toml",
        "mkdocs.yml",
        "mkdocs.yaml",
    ),
    *("_quarto.yml", "_quarto.yaml", "myst.yml", "docs/myst.yml", "conf.py"),
    *(f"eleventy.config.{suffix}" for suffix in ("js", "mjs", "cjs")),
    *(".eleventy.js", "config.toml", "zola.toml", "config.yaml", "config.yml"),
    *("config.json", "_config.yml", "_config.yaml", "_config.toml", "_posts"),
    *(f"astro.config.{suffix}" for suffix in ("mjs", "ts", "js", "mts", "cjs")),
    *(f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs", "mts")),
)
"""By which an author knows the folder of a site."""

_UP = 3
_DOWN = 2
"""How many folders above and below a folder are looked at."""

_MOST = 3
"""How many sites are named at most."""


def near_sites(source: Path) -> list[Note]:
    """Return warnings that name the sites above and below a folder.

    There is none for a vault of Obsidian that has its settings.

    :param source: a folder that was recognised as one of `LOOSE_ENGINES`.
    """
    if (source / _VAULT).is_dir():
        return []
    found: list[tuple[Path, str]] = []
    for folder in (*_above(source), *_below(source, _DOWN)):
        if len(found) < _MOST and (mark := _mark_of(folder)):
            found.append((folder, mark))
    return [
        Note(
            source=str(source),
            message=f"{folder} has {mark}: did you mean that folder?",
        )
        for folder, mark in found
    ]


def _above(folder: Path) -> Iterator[Path]:
    for _ in range(_UP):
        folder = Path(os.path.normpath(folder / ".."))
        yield folder


def _below(folder: Path, depth: int) -> Iterator[Path]:
    """Yield the folders below a folder, those that are nearer first."""
    try:
        inner = sorted(path for path in folder.iterdir() if _may_be_site(path))
    except OSError:
        return
    yield from inner
    if depth > 1:
        for path in inner:
            yield from _below(path, depth - 1)


def _may_be_site(path: Path) -> bool:
    is_tool = path.name in TOOL_FOLDERS or path.name.startswith((".", "_"))
    return not is_tool and path.is_dir() and not path.is_symlink()


def _mark_of(folder: Path) -> str:
    """Return the name of what shows that a folder is a site; empty if nothing does."""
    if (folder / _VAULT).is_dir():
        return _VAULT
    names = [name for name in _MARKS if (folder / name).exists()]
    readers = (reader_of(engine) for engine in SITES if engine not in LOOSE_ENGINES)
    try:
        is_site = bool(names) and any(reader.recognises(folder) for reader in readers)
    except (OSError, SettingsError):
        is_site = True  # its configuration is there, and cannot be read
    return names[0] if is_site else ""
