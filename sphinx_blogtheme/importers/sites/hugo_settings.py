"""The settings of a Hugo site: one file or several, and those of each language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import (
    first_settings,
    list_of,
    mapping_of,
    setting_text,
)
from sphinx_blogtheme.importers.kept_settings import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_blogtheme.importers.site_folder import SiteFolder

_SUFFIXES = ("toml", "yaml", "yml", "json")

CONFIGS = tuple(
    f"{folder}{name}.{suffix}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for suffix in _SUFFIXES
)
"""Configuration files, in order of preference."""


class HugoSettings:
    """The settings of a site."""

    def __init__(self, tree: SiteFolder) -> None:
        self._tree = tree
        self.config: dict[str, Any] = {}
        path, found = first_settings(tree.root, *CONFIGS)
        self.config = in_lower_case(found)
        if path:
            name = path.relative_to(tree.root).as_posix()
            why = f"configuration; of it, only {PLAIN}, address and URLs are used"
            tree.skip(name, why)
            self._add_split_settings(path)
        named = in_lower_case(mapping_of(self.config, "languages"))
        self.language = setting_text(self.config, "defaultcontentlanguage").lower()
        self.language = self.language or ("en" if "en" in named or not named else "")
        self.language = self.language or next(iter(named))
        self.languages = {
            code: in_lower_case(mapping_of(named, code)) for code in named
        }
        """The settings of each language, by its tag in lower case."""
        self.local = self.languages.get(self.language, {})
        """Those of the default language."""
        self.params = in_lower_case(mapping_of(self.config, "params")) | in_lower_case(
            mapping_of(self.local, "params")
        )

    def _add_split_settings(self, path: Path) -> None:
        """Add the settings in files of their own, such as ``params.toml``."""
        if path.parent.name != "_default":
            return
        for name in ("params", "permalinks", "languages", "markup", "module"):
            files = [f"{name}.{suffix}" for suffix in _SUFFIXES]
            found = self._settings(path.parent, *files)
            if found:
                self.config.setdefault(name, found)
        languages = self.config.setdefault("languages", {})
        for file in sorted(path.parent.glob("*.*.*")):
            name, _, language = file.stem.rpartition(".")
            if name not in ("languages", "params"):
                continue  # such as menus, which nothing here uses
            found = self._settings(path.parent, file.name)
            own = languages.setdefault(language, {})
            if name == "languages":
                own.update(found)
            else:
                own.setdefault(name, found)

    def _settings(self, folder: Path, *names: str) -> dict[str, Any]:
        """Return the settings of the first file that exists."""
        return first_settings(folder, *names)[1]

    @property
    def contents(self) -> dict[str, str]:
        """The languages of the folders with texts, by the folders' paths.

        A folder that several languages share has the default language, and its files
        have the others in their names.
        """
        shared = setting_text(self.config, "contentdir").strip("/") or "content"
        found = {}
        for code, own in self.languages.items():
            folder = setting_text(own, "contentdir").strip("/").removeprefix("./")
            if folder and folder != shared:
                found[folder] = code
        for mount in list_of(mapping_of(self.config, "module"), "mounts"):
            source, target = (
                setting_text(mount, key).strip("/") for key in ("source", "target")
            )
            if target == "content" and source:
                lang = setting_text(mount, "lang").lower()
                found.setdefault(source, lang or self.language)
        if not {self.language, *self.languages} <= set(found.values()):
            found.setdefault(shared, self.language)
        return found

    @property
    def statics(self) -> list[str]:
        """The folders whose files are served from the root of the site."""
        found: list[str] = []
        for settings in (self.config, *self.languages.values()):
            said = settings.get("staticdir")
            found += said if isinstance(said, list) else [said] if said else []
        for mount in list_of(mapping_of(self.config, "module"), "mounts"):
            if setting_text(mount, "target").strip("/") == "static":
                found.append(setting_text(mount, "source"))
        names = [str(one).strip("/").removeprefix("./") for one in found]
        return list(dict.fromkeys([*filter(None, names), "static"]))

    def is_off(self, code: str) -> bool:
        """Return whether a language is switched off."""
        off = [str(one).lower() for one in list_of(self.config, "disablelanguages")]
        return code in off or self.languages.get(code, {}).get("disabled") is True

    def prefix(self, code: str) -> str:
        """Return the folder of a language's URLs, such as ``/de``, or ""."""
        in_folder = self.config.get("defaultcontentlanguageinsubdir") is True
        return "" if code == self.language and not in_folder else f"/{code}"

    def permalink(self, code: str, section: str) -> str:
        """Return the pattern of the pages of a section, or ""."""
        for settings in (self.languages.get(code, {}), self.config):
            permalinks = mapping_of(settings, "permalinks")
            pages = in_lower_case(mapping_of(permalinks, "page"))
            pattern = setting_text(pages, section.lower()) or setting_text(
                in_lower_case(permalinks), section.lower()
            )
            if pattern:
                return pattern
        return ""

    def is_ugly(self, section: str) -> bool:
        """Return whether the URLs of a section end in ``.html``."""
        said = self.config.get("uglyurls")
        if isinstance(said, dict):
            said = in_lower_case(said).get(section.lower())
        return said is True

    def markup(self, name: str) -> dict[str, Any]:
        """Return the settings of a part of Goldmark, such as ``extensions``."""
        markup = in_lower_case(mapping_of(self.config, "markup"))
        return in_lower_case(
            mapping_of(in_lower_case(mapping_of(markup, "goldmark")), name)
        )


def in_lower_case(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return settings by their names in lower case, as Hugo reads them."""
    return {str(key).lower(): value for key, value in settings.items()}
