"""Files in YAML that give all texts of their folder front matter."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import SettingsError, read_settings

if TYPE_CHECKING:
    from collections.abc import Collection

    from sphinx_blogtheme.importers.site_folder import SiteFolder


class NearestDefaults:
    """The values of such files, such as ``_metadata.yml``."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, Any]] = {}

    def take(self, tree: SiteFolder, folder: str, names: Collection[str]) -> None:
        """Read the files of these names.

        :param folder: folder from the site's, below which they are looked for.
        """
        for path in list(tree.paths(folder)):
            place = PurePosixPath(path)
            if place.name not in names:
                continue
            try:
                self._values[place.parent.as_posix()] = read_settings(tree.root / path)
            except SettingsError as error:
                tree.error(path, str(error))
                continue
            tree.skip(path, "front matter of its folder, which is in each file now")

    def of(self, path: str) -> list[dict[str, Any]]:
        """Return the values that a file is given, those of the nearest folder first."""
        parents = [parent.as_posix() for parent in PurePosixPath(path).parents]
        return [self._values[name] for name in parents if name in self._values]
