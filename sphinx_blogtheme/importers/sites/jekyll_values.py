"""What the Liquid of a Jekyll site knows: its configuration, data and includes."""

from __future__ import annotations

import csv
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_blogtheme.importers.bodies.code_mask import MASK
from sphinx_blogtheme.importers.bodies.html_islands import without_code_beside_html
from sphinx_blogtheme.importers.bodies.liquid import Liquid
from sphinx_blogtheme.importers.bodies.liquid_filters import (
    text_of_value,
)
from sphinx_blogtheme.importers.bodies.liquid_values import UNKNOWN, Values
from sphinx_blogtheme.importers.documents import HTML_SUFFIXES
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    read_data,
    setting_text,
    text_in,
)
from sphinx_blogtheme.importers.site_folder import new_path
from sphinx_blogtheme.importers.text_files import TEXTS, suffix_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from sphinx_blogtheme.model.posts import FrontMatter

_VALUE = re.compile(r"\{\{[^{}\n]+\}\}")
_PROTECTED = re.compile(
    r"\{%-?\s*(?P<name>raw|comment|highlight)\b.*?\{%-?\s*end(?P=name)\b", re.DOTALL
)
_MADE = (
    *("posts", "pages", "documents", "collections", "static_files", "related_posts"),
    *("html_pages", "html_files", "categories", "tags", "time", "github"),
)
"""Values of ``site`` that Jekyll makes of the whole site."""
_MADE_OF_PAGE = (
    *("content", "excerpt", "previous", "next", "id", "dir", "collection"),
    "relative_path",
)
_TYPED = re.compile(r"-?\d+(?:\.\d+)?")
_WORDS = {"true": True, "false": False, "null": None, "~": None}
_SUFFIXES = (".yml", ".yaml", ".json", ".csv", ".tsv")
_MAX_BYTES = 1_000_000


class _Header(dict[str, Any]):
    """The values of a header, whose names are in lower case."""

    def __contains__(self, key: object) -> bool:
        return super().__contains__(str(key).lower())

    def __getitem__(self, key: str) -> Any:
        return super().__getitem__(key.lower())

    def get(self, key: str, default: Any = None) -> Any:
        return super().get(key.lower(), default)


class JekyllValues:
    """The values and includes of one site."""

    def __init__(self, root: Path, config: Mapping[str, Any], base_url: str) -> None:
        """
        Take the site's folder and configuration; nothing is read yet.

        :param base_url: URL of the old site with its ``baseurl``, or "".
        """
        self.root, self.config, self.base_url = root, config, base_url.rstrip("/")
        self._includes = setting_text(config, "includes_dir") or "_includes"
        self._data: dict[str, Any] | None = None
        self._filters: dict[str, Callable[..., Any]] = {
            "relative_url": self._relative,
            "absolute_url": self._absolute,
        }

    def filled(self, text: str, path: str, header: Mapping[str, Any]) -> str:
        """Return a text with the values of its tags; what is unknown stays.

        :param path: path of its file from the site's folder.
        :param header: values of ``page``, by name in lower case.
        """
        if "{{" not in text and "{%" not in text:
            return text
        page = dict.fromkeys(_MADE_OF_PAGE, UNKNOWN) | dict(header)
        scope: dict[str, Any] = {"page": _Header(page), "site": self._site(text)}
        scope |= dict.fromkeys(("paginator", "content", "layout"), UNKNOWN)

        def included(kind: str, name: str) -> str | None:
            folder = PurePosixPath(path).parent.as_posix()
            return self._included(folder if kind.endswith("relative") else "", name)

        values = Values(scope, self._filters)
        liquid = Liquid(values, included, self.base_url, self._linked)
        return liquid.filled(text, html=suffix_of(path) in HTML_SUFFIXES)

    def known_in_code(
        self, text: str, path: str, header: Mapping[str, Any]
    ) -> Iterator[tuple[str, int]]:
        """Yield the tags that `filled` leaves in code although they are known.

        Each comes once, with the number of its line in the file.
        """
        if "{{" not in text or suffix_of(path) in HTML_SUFFIXES:
            return
        masked, seen = without_code_beside_html(text), set[str]()
        raw = [match.span() for match in _PROTECTED.finditer(text)]
        for match in _VALUE.finditer(text):
            if masked[match.start()] != MASK or match[0] in seen:
                continue
            if any(start < match.start() < end for start, end in raw):
                continue
            seen.add(match[0])
            made = self.filled(match[0], f"{path}.html", header)
            if made.strip() and made != match[0]:
                number = text.count(match[0], 0, match.start())
                parts = text_in(self.root / path).split(match[0], number + 1)
                yield match[0], match[0].join(parts[:-1]).count("\n") + 1

    def _linked(self, path: str) -> str:
        """Return a link to a file: the URL of one that is copied, else a tag."""
        if suffix_of(path) not in TEXTS:
            return f"/{quote(path)}"
        parent = setting_text(self.config, "collections_dir").strip("/")
        bare = path.removeprefix(f"{parent}/") if parent else path
        folder, _, below = bare.partition("/")
        names = self.config.get("collections")
        names = {*map(str, names)} if isinstance(names, (dict, list)) else set()
        if below and folder.startswith("_") and folder[1:] in names - {"posts"}:
            path = new_path(f"{folder[1:]}/{below}")
        elif folder != "_posts" and "/_posts/" not in path:
            path = new_path(path)
        return f"{{% link {path} %}}"

    def _site(self, text: str) -> dict[str, Any]:
        site = {**self.config, **dict.fromkeys(_MADE, UNKNOWN)}
        # A blog has its address once, in its configuration.
        site |= {"baseurl": "", "url": self.base_url}
        names = self.config.get("collections")
        names = names if isinstance(names, (dict, list)) else ()
        site |= dict.fromkeys(map(str, names), UNKNOWN)
        if self._data is None:
            folder = self.root / (setting_text(self.config, "data_dir") or "_data")
            self._data = _data_below(folder)
        return {**site, "data": self._data}

    def _included(self, folder: str, name: str) -> str | None:
        """Return the text of an include; None if there is none below the site.

        :param folder: folder of the including file for a relative one, else "".
        """
        base = self.root / folder if folder else self.root / self._includes
        try:
            path = (base / name).resolve()
            good = path.is_file() and path.stat().st_size <= _MAX_BYTES
        except (OSError, ValueError):
            return None
        root = self.root if folder else base
        if not good or not path.is_relative_to(root.resolve()):
            return None
        text = text_in(path)
        header = re.match(r"---[ \t]*\n.*?\n---[ \t]*\n", text, re.DOTALL)
        return text[header.end() :] if header and folder else text

    @staticmethod
    def _relative(value: Any) -> str:
        url = text_of_value(value)
        if re.match(r"[a-z][a-z+.-]*:|//", url):
            return url
        return f"/{url.lstrip('/')}"

    def _absolute(self, value: Any) -> str:
        url = self._relative(value)
        return f"{self.base_url}{url}" if url.startswith("/") else url


def header_values(
    raw: Mapping[str, Any], defaults: list[dict[str, Any]]
) -> dict[str, Any]:
    """Return the front matter of a file with its defaults, by name in lower case.

    :param raw: the header's own values, as text.
    :param defaults: those that the site gives it, the nearest first.
    """
    values: dict[str, Any] = {}
    for layer in reversed(defaults):
        values |= {str(key).lower(): value for key, value in layer.items()}
    return values | {key.lower(): _typed(value) for key, value in raw.items()}


def page_values(
    header: Mapping[str, Any], facts: FrontMatter, path: str, url: str
) -> dict[str, Any]:
    """Return the values of ``page`` for a post or a page.

    :param header: its header, as `header_values` returns it.
    :param path: path of its file from the site's folder.
    """
    name = PurePosixPath(path).name
    made: dict[str, Any] = {"path": path, "name": name, "url": url}
    made |= {"categories": list(facts.categories), "tags": list(facts.tags)}
    made["title"] = facts.title
    if facts.date:
        made["date"] = facts.date
    if facts.slug:
        made["slug"] = facts.slug
    return {**header, **made}


def _typed(value: Any) -> Any:
    if isinstance(value, str):
        if value in _WORDS:
            return _WORDS[value]
        if _TYPED.fullmatch(value) and not value.startswith("0"):
            return float(value) if "." in value else int(value)
    if isinstance(value, list):
        return [_typed(one) for one in value]
    if isinstance(value, dict):
        return {key: _typed(one) for key, one in value.items()}
    return value


def _data_below(folder: Path) -> dict[str, Any]:
    """Return the data files below a folder, by the names of folders and files."""
    found: dict[str, Any] = {}
    if not folder.is_dir():
        return found
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            found[path.name] = _data_below(path)
        elif path.suffix.lower() in _SUFFIXES and path.is_file():
            found[path.stem] = _data_in(path)
    return found


def _data_in(path: Path) -> Any:
    if path.suffix.lower() in (".csv", ".tsv"):
        sign = "," if path.suffix.lower() == ".csv" else "\t"
        return [*csv.DictReader(text_in(path).splitlines(), delimiter=sign)]
    try:
        return read_data(path)
    except SettingsError:
        return UNKNOWN
