"""The configuration of mystmd: what it extends, which texts it has, and its authors."""

from __future__ import annotations

import fnmatch
import posixpath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import (
    list_of,
    read_settings,
    setting_text,
)
from sphinx_blogtheme.importers.sites.mystmd_toc import fits_entry, named_in_toc

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_blogtheme.importers.site_folder import SiteFolder

KEYS_OF_MYSTMD = (
    *("kernelspec", "jupytext", "numbering", "site", "exports", "downloads", "parts"),
    *("label", "github", "open_access", "license", "abbreviations", "bibliography"),
    *("affiliations", "venue", "short_title", "jupyter", "execute", "mystnb"),
)
"""Keys that say how mystmd draws or exports a page."""

_NO_PAGES = ("readme", "license", "contributing")


def read_myst_settings(tree: SiteFolder, path: Path) -> dict[str, Any]:
    """Return a configuration, with that of local files which it extends.

    :param path: the file ``myst.yml``.
    :raises SettingsError: if a file cannot be read.
    """
    found = read_settings(path)
    for one in map(str, list_of(found, "extends")):
        other = path.parent / one
        if "://" in one or not other.is_file():
            tree.warn(path.name, f"extends {one}, which is not read")
            continue
        base = read_settings(other)
        name = posixpath.normpath(other.relative_to(tree.root).as_posix())
        tree.skip(name, "a part of the configuration")
        for key, value in base.items():
            old = found.get(key)
            if isinstance(value, dict):
                found[key] = value | (old if isinstance(old, dict) else {})
    return found


def is_in_project(path: str, project: Mapping[str, Any]) -> bool:
    """Return whether a text is a page of a site.

    :param path: from the folder of the configuration.
    :param project: its setting ``project``.
    """
    toc = list_of(project, "toc")
    is_named = any(fits_entry(path, one) for one in named_in_toc(toc))
    if path.lower().startswith(_NO_PAGES):
        return is_named
    excluded = map(str, list_of(project, "exclude"))
    return not any(fnmatch.fnmatch(path, one) for one in excluded) and (
        is_named or not toc
    )


def project_authors(project: Mapping[str, Any], given: Any) -> tuple[str, ...]:
    """Return the names of authors, who may be ids of those of the project.

    :param given: the value of ``authors`` in a text's front matter.
    """
    known = [*list_of(project, "authors"), *list_of(project, "contributors")]
    names = {setting_text(one, "id"): setting_text(one, "name", "id") for one in known}
    found = []
    for one in given if isinstance(given, list) else ():
        value = {"id": one} if isinstance(one, str) else one
        key = setting_text(value, "id")
        found.append(names.get(key) or setting_text(value, "name", "id"))
    return tuple(filter(None, found))
