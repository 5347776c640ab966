"""Front matter that a section or the configuration of a Hugo site gives to pages.

By Hugo's documentation, “Cascade”.
"""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import PurePosixPath

    from sphinx_blogtheme.importers.site_folder import SiteFolder


class Cascades:
    """The values that the pages of a site get."""

    def __init__(self, tree: SiteFolder, of_site: Any) -> None:
        self._tree = tree
        self._found: list[tuple[str, Mapping[str, Any], Mapping[str, Any]]] = []
        """The folder, the target and the values of each."""
        self.add("", ".", of_site)

    def add(self, path: str, folder: str, cascade: Any) -> None:
        """Add what a header says under ``cascade``: one mapping, or several.

        :param path: file of the header, for the report.
        :param folder: its folder, from that of the content.
        """
        for values in cascade if isinstance(cascade, list) else [cascade]:
            if not isinstance(values, dict):
                if values:
                    self._tree.warn(path, "its cascade is no mapping; not applied")
                continue
            target = values.get("target") or values.get("_target") or {}
            given = values.get("params") if "target" in values else None
            rest = {k: v for k, v in values.items() if k not in ("target", "_target")}
            if isinstance(given, dict):
                rest = {k: v for k, v in rest.items() if k != "params"} | given
            self._found.append(
                (folder, target if isinstance(target, dict) else {}, rest)
            )

    def of(self, place: PurePosixPath, language: str) -> list[Mapping[str, Any]]:
        """Return the values for a page, nearest first.

        :param place: path of its file from the folder of the content.
        """
        folders = {parent.as_posix() for parent in place.parents}
        page = f"/{place.with_suffix('')}".removesuffix("/index").lower()
        fitting = [
            (len(folder) if folder != "." else 0, -number, values)
            for number, (folder, target, values) in enumerate(self._found)
            if folder in folders and _fits(target, page, language)
        ]
        return [values for _, _, values in sorted(fitting, key=lambda one: one[:2])][
            ::-1
        ]


def _fits(target: Mapping[str, Any], page: str, language: str) -> bool:
    """Return whether a target is a page."""
    path = str(target.get("path") or "").lower()
    pattern = path.replace("{", "").replace("}", "").replace("**", "*")
    return (
        (not path or fnmatch.fnmatchcase(page, pattern))
        and str(target.get("kind") or "page") in ("page", "{page}")
        and str(target.get("lang") or language).lower() == language
    )
