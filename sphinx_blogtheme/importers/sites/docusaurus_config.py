"""The parts of a Docusaurus site: its blogs, its documentation, and their URLs.

By Docusaurus' documentation, plugins “content-blog” and “content-docs”.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import (
    mapping_of,
    program_text,
    setting_text,
)
from sphinx_blogtheme.importers.script_settings import exported_settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CONFIGS = tuple(
    f"docusaurus.config.{suffix}" for suffix in ("js", "ts", "mjs", "cjs", "mts")
)
"""Names of configuration files."""

_DATED = re.compile(
    r"(?P<folder>.*)(?P<date>\d{4}[-/]\d{1,2}[-/]\d{1,2})[-/]?(?P<text>.*?)(?:/index)?"
)
_NO_NUMBER = re.compile(r"\d+[-_.]\d+")
_NUMBER = re.compile(r"\d+\s*[-_.]+\s*(?P<rest>[^-_.\s].*)")
_INDEXES = ("index", "readme")


@dataclass(frozen=True, slots=True)
class ContentPart:
    """A folder of posts or of documentation."""

    folder: str
    """From the site's folder, such as ``blog``."""
    route: str
    """Path of its URLs, such as ``/blog``; empty for the root."""
    name: str
    """Id of the plugin's instance: ``default``, if it has none."""
    settings: Mapping[str, Any] = field(default_factory=dict)


class DocusaurusConfig:
    """The configuration of one site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.name = next((name for name in CONFIGS if (root / name).is_file()), "")
        self.settings = exported_settings(
            program_text(root / self.name) if self.name else ""
        )
        base = setting_text(self.settings, "baseUrl").strip("/")
        self.base = f"/{base}" if base else ""
        self.blogs = list(self._parts("blog"))
        self.docs = list(self._parts("docs"))
        markdown = mapping_of(self.settings, "markdown")
        self.format = setting_text(markdown, "format") or "mdx"
        static = self.settings.get("staticDirectories")
        names = static if isinstance(static, list) and static else ["static"]
        self.static = tuple(str(name).removeprefix("./").strip("/") for name in names)

    def _parts(self, kind: str) -> Iterator[ContentPart]:
        """Yield the parts of a kind, ``blog`` or ``docs``, that exist."""
        found = False
        for name, options in self._plugins("presets"):
            if "classic" in name:
                found = True
                given = options.get(kind, {})
                if given is not False:
                    yield from self._part(
                        kind, given if isinstance(given, dict) else {}
                    )
        if not found:  # a preset that the configuration makes by a program
            yield from self._part(kind, {})
        for name, options in self._plugins("plugins"):
            if f"content-{kind}" in name:
                yield from self._part(kind, options)

    def _plugins(self, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
        listed = self.settings.get(key)
        for one in listed if isinstance(listed, list) else ():
            name, *options = one if isinstance(one, list) and one else [one]
            given = options[0] if options and isinstance(options[0], dict) else {}
            yield str(name), given

    def _part(self, kind: str, settings: dict[str, Any]) -> Iterator[ContentPart]:
        folder = setting_text(settings, "path") or kind
        folder = folder.removeprefix("./").strip("/")
        route = settings.get("routeBasePath")
        route = (route if isinstance(route, str) else kind).strip("/")
        if not folder.startswith("../") and (self.root / folder).is_dir():
            name = setting_text(settings, "id") or "default"
            yield ContentPart(folder, f"/{route}" if route else "", name, settings)


def docusaurus_place(below: str) -> tuple[str, str]:
    """Return the path of a post's URL below the blog, and its name without the date.

    :param below: path of the file from the folder of the blog.
    """
    bare = re.sub(r"\.mdx?$", "", below)
    if match := _DATED.fullmatch(bare):
        date = match["date"].replace("-", "/")
        return f"{date}/{match['folder']}{match['text']}".strip("/"), match["text"]
    bare = re.sub(r"/index$", "", bare)
    return bare, bare.rpartition("/")[2]


def doc_place(below: str, identity: str, slug: str) -> str:
    """Return the path of a page's URL below the documentation.

    :param below: path of the file from the folder of the documentation.
    :param identity: value of ``id`` in its header, or "".
    :param slug: value of ``slug`` in its header, or "".
    """
    path = PurePosixPath(below)
    folders = [_without_number(part) for part in path.parts[:-1]]
    if slug.startswith("/"):
        return slug.strip("/")
    stem = path.stem.lower()
    is_index = stem in _INDEXES or (path.parts[:-1] and stem == path.parts[-2].lower())
    name = slug or ("" if is_index else identity or _without_number(path.stem))
    return "/".join([*folders, name]).strip("/")


def _without_number(name: str) -> str:
    match = None if _NO_NUMBER.match(name) else _NUMBER.fullmatch(name)
    return match["rest"] if match else name
