"""The parts of an Astro project: its configuration, collections, routes and names.

By Astro's documentation, “Content collections”, “Routing” and “Configuration
reference”. Programs are not run: collections and routes are found in their texts.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    program_text,
    read_settings,
    setting_text,
    text_in,
)
from sphinx_blogtheme.importers.script_settings import (
    assigned,
    end_of_braces,
    exported_settings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CONFIGS = tuple(
    f"astro.config.{suffix}" for suffix in ("mjs", "ts", "js", "mts", "cjs")
)
"""Names of configuration files."""

_DEFINED = re.compile(
    r"(?:(?:const|let|var)\s+([\w$]+)[^=\n]*=|[\"']?([\w$-]+)[\"']?\s*:)\s*defineCollection\s*\("
)
_EXPORTED = re.compile(r"collections\b[^=\n]*=\s*\{")
_BASE = re.compile(r"\bbase\s*:\s*(?:[\"']([^\"']+)[\"']|`([^`]+)`|([\w$]+))")
_GET = re.compile(
    r"\bget(?:Collection|Entry|LiveCollection)\s*(?:<[^>]*>)?\(\s*[\"']([\w-]+)[\"']"
)
_PARAMETER = re.compile(r"\[(?:\.\.\.)?(\w+)\]")
_OF_A_POST = (
    "slug",
    "id",
    "path",
    "post",
    "article",
    "entry",
    "name",
    "title",
    "permalink",
)
_NAMES = {
    "title": ("SITE_TITLE", "SITE_NAME", "TITLE"),
    "description": ("SITE_DESCRIPTION", "SITE_DESC", "DESCRIPTION"),
    "author": ("SITE_AUTHOR", "AUTHOR", "AUTHOR_NAME"),
}
_KEYS = {
    "title": ("title", "name", "siteTitle"),
    "description": ("description", "desc", "siteDescription"),
    "author": ("author", "author.name"),
    "url": ("website", "url", "site", "siteUrl"),
    "language": ("lang", "language", "locale"),
}
_SITES = (
    "SITE",
    "siteConfig",
    "SITE_CONFIG",
    "site",
    "config",
    "CONFIG",
    "SITE_METADATA",
)
_SITE_FILES = tuple(
    f"{folder}/{name}.{suffix}"
    for folder in ("src", ".", "src/config", "src/data", "src/lib")
    for name in (
        "consts",
        "config",
        "constants",
        "site.config",
        "site",
        "siteConfig",
        "index",
    )
    for suffix in ("ts", "js", "mjs", "json")
)


class AstroProject:
    """The parts of one project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        name = next((name for name in CONFIGS if (root / name).is_file()), "")
        self.config_name = name
        self.config_text = program_text(root / name) if name else ""
        self.config = exported_settings(self.config_text)
        self.source = _folder(self.config.get("srcDir"), "src")
        self.public = _folder(self.config.get("publicDir"), "public")
        base = str(self.config.get("base") or "").strip("/")
        self.base = f"/{base}" if base else ""
        self.collections = dict(self._collections())
        """Folders by the names of their collections."""
        self.routes = dict(self._routes())
        """Paths such as ``/blog`` by the names of collections."""

    def _text(self, *names: str) -> str:
        for name in names:
            for suffix in ("ts", "js", "mjs", "mts"):
                if text := text_in(self.root / f"{self.source}/{name}.{suffix}"):
                    return text
        return ""

    def _collections(self) -> Iterator[tuple[str, str]]:
        """Yield the names and the folders of collections."""
        text = self._text("content.config", "content/config")
        content = self.root / self.source / "content"
        for one in sorted(content.iterdir()) if content.is_dir() else ():
            if one.is_dir() and not one.name.startswith((".", "_")):
                yield one.name, f"{self.source}/content/{one.name}"
        exported: dict[str, str] = {}
        if match := _EXPORTED.search(text):
            end = end_of_braces(text, match.end() - 1)
            inside = text[match.end() : end - 1]
            for key, value in re.findall(
                r"[\"']?([\w$-]+)[\"']?\s*(?::\s*([\w$]+))?\s*(?:,|$)", inside
            ):
                exported[value or key] = key
        for match in _DEFINED.finditer(text):
            end = end_of_braces(text, match.end() - 1)
            base = _BASE.search(text, match.end(), end if end > 0 else len(text))
            name = match[1] or match[2]
            if base and (folder := self._base(text, base)):
                yield exported.get(name, name), folder

    def _base(self, text: str, match: re.Match[str]) -> str:
        """Return the folder that a loader names."""
        written = match[1] or match[2] or ""
        if match[3]:
            value = assigned(text, match[3])
            written = value if isinstance(value, str) else ""

        def filled(name: re.Match[str]) -> str:
            value = assigned(text, name[1])
            return value if isinstance(value, str) else ""

        written = re.sub(r"\$\{\s*([\w$]+)\s*\}", filled, written)
        folder = _folder(written, "")
        return folder if folder and (self.root / folder).is_dir() else ""

    def _routes(self) -> Iterator[tuple[str, str]]:
        """Yield the names of collections, and the paths below which they are."""
        pages = self.root / self.source / "pages"
        found: dict[str, str] = {}
        loose: list[str] = []
        files = sorted(pages.rglob("*.astro"), key=lambda path: (len(path.parts), path))
        for path in files if pages.is_dir() else ():
            place = (
                path.relative_to(pages)
                .with_suffix("")
                .as_posix()
                .removesuffix("/index")
            )
            parameters = _PARAMETER.findall(place)
            if not parameters or parameters[-1].lower() not in _OF_A_POST:
                continue
            route = "/" + place.partition("[")[0].strip("/")
            names = [n for n in _GET.findall(text_in(path)) if n in self.collections]
            for name in names:
                found.setdefault(name, route.rstrip("/"))
            if not names:
                loose.append(route.rstrip("/"))
        for name in self.collections:
            if name not in found and f"/{name}" in loose:
                found[name] = f"/{name}"
        # A project whose posts are fetched by a function of its own.
        rest = [name for name in self.collections if name not in found]
        left = [route for route in loose if route not in found.values()]
        if len(rest) == 1 and len(left) == 1:
            found[rest[0]] = left[0]
        yield from found.items()

    def short_paths(self) -> dict[str, str]:
        """Return folders by the prefixes that stand for them in paths: ``@/``."""
        found = {
            "@/": f"{self.source}/",
            "~/": f"{self.source}/",
            "src/": f"{self.source}/",
        }
        text = text_in(self.root / "tsconfig.json") + text_in(
            self.root / "jsconfig.json"
        )
        base = re.search(r"\"baseUrl\"\s*:\s*\"([^\"]+)\"", text)
        for prefix, folder in re.findall(
            r"\"([@~#$][\w@~#$/-]*)\*\"\s*:\s*\[\s*\"([^\"]+)\*\"", text
        ):
            below = PurePosixPath(base[1] if base else ".", folder).as_posix()
            found[prefix] = below.removeprefix("./").strip("/") + "/"
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))

    def redirects(self) -> dict[str, list[str]]:
        """Return the old paths by the new ones to which they lead."""
        found: dict[str, list[str]] = {}
        redirects = self.config.get("redirects")
        for old, new in redirects.items() if isinstance(redirects, dict) else ():
            target = setting_text(new, "destination") if isinstance(new, dict) else new
            if isinstance(target, str) and "[" not in old:
                found.setdefault(target.strip("/"), []).append(old)
        return found

    def site_values(self) -> dict[str, str]:
        """Return title, description and author, as far as a module names them."""
        found: dict[str, str] = {}
        for name in _SITE_FILES:
            path = self.root / name
            text = text_in(path) if path.is_file() else ""
            if not text:
                continue
            for key, constants in _NAMES.items():
                for one in constants:
                    value = assigned(text, one)
                    if isinstance(value, str):
                        found.setdefault(key, value)
            objects = [assigned(text, one) for one in _SITES] + [
                exported_settings(text)
            ]
            if name.endswith(".json"):
                objects = [_json(text)]
            for value in objects:
                if isinstance(value, dict):
                    _collect(value, found)
                    _collect(value.get("site"), found)
        return found

    def author_name(self, key: str) -> str:
        """Return the name of an author in a collection of authors, or the key."""
        for folder in (self.collections.get("authors"), f"{self.source}/data/authors"):
            for suffix in ("json", "yaml", "yml") if folder else ():
                path = self.root / f"{folder}/{key}.{suffix}"
                if path.is_file():
                    try:
                        return setting_text(read_settings(path), "name", "title") or key
                    except SettingsError:
                        return key
            for suffix in ("md", "mdx") if folder else ():
                text = text_in(self.root / f"{folder}/{key}.{suffix}")
                if match := re.search(
                    r"(?m)^(?:name|title):\s*[\"']?([^\"'\n]+)", text
                ):
                    return match[1].strip()
        return key


def _collect(settings: Any, found: dict[str, str]) -> None:
    """Add the values of a site's settings to those that are found."""
    for key, names in _KEYS.items():
        if said := setting_text(settings, *names):
            found.setdefault(key, said)


def _folder(value: Any, default: str) -> str:
    """Return a folder of the configuration as a path from the root."""
    if not isinstance(value, str):
        return default
    return re.sub(r"^\.?/+", "", value).rstrip("/") or default


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return {}
