"""Read the blogroll from ``blog_blogroll``, or from a file beside ``conf.py``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx_blogtheme.config.checks import is_url
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.config.suggestions import did_you_mean
from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.model.blogroll import BlogrollEntry
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.config import Config

_OPTION = "blog_blogroll"
_FILES = ("blogroll.yml", "blogroll.yaml", "blogroll.toml", "blogroll.opml")
_LIST = "blogs"
"""Key of the list in a file whose format has no lists at the top."""
_KEYS = ("title", "url", "feed", "description", "category", "rel")
_XFN = (
    *("contact", "acquaintance", "friend", "met", "co-worker", "colleague"),
    *("co-resident", "neighbor", "child", "parent", "sibling", "spouse", "kin"),
    *("muse", "crush", "date", "sweetheart", "me"),
)
"""Values of ``rel`` that XFN 1.1 has."""


@dataclass(frozen=True, slots=True)
class Blogroll:
    """The blogroll of a build's site; empty if the site has none."""

    entries: tuple[BlogrollEntry, ...] = ()


def has_blogroll(config: Config) -> bool:
    """Return whether the site names a blogroll, or has a file for it."""
    given = config.blog_blogroll
    if isinstance(given, (list, tuple)):
        return bool(given)
    folder = Path(config._raw_config.get("__file__", "")).parent  # noqa: SLF001
    return any(
        (folder / name).is_file() for name in (_FILES if given is None else (given,))
    )


def read_blogroll(config: Config, folder: Path) -> Blogroll:
    """Return the blogroll; each fault in it is a warning.

    :param folder: the folder of ``conf.py``.
    """
    given = config.blog_blogroll
    if isinstance(given, (list, tuple)):
        return _Reader(location_of(config, _OPTION), None).read(given)
    names = _FILES if given is None else (given,)
    file = next((folder / name for name in names if (folder / name).is_file()), None)
    if file is None:
        if given:
            warn(
                WarningKind.CONFIG,
                f"{_OPTION}: {given!r}: expected a file beside conf.py; there is no"
                " blogroll.",
                location=location_of(config, _OPTION),
            )
        return Blogroll()
    try:
        rows = _rows(file)
    except (OSError, ValueError, RecursionError) as error:
        fault = " ".join(str(error).split())
        warn(
            WarningKind.CONFIG,
            f"{file.name}: expected a list of blogs in YAML, TOML or OPML; {fault};"
            " there is no blogroll.",
            location=f"{file}:1",
        )
        return Blogroll()
    return _Reader(None, file).read(rows)


def _rows(file: Path) -> list[Any]:
    """Return the rows of a file.

    :raises OSError: if it cannot be read.
    :raises ValueError: if it has no list of blogs.
    """
    data = file.read_bytes()
    match file.suffix.lower():
        case ".opml" | ".xml":
            from sphinx_blogtheme.feeds.opml import read_opml

            return read_opml(data)
        case ".toml":
            import tomllib

            found: Any = tomllib.loads(data.decode("utf-8-sig"))
        case ".yml" | ".yaml":
            import yaml

            try:
                # All values are texts: a title may be a number.
                found = yaml.load(data, Loader=yaml.BaseLoader)  # noqa: S506
            except yaml.YAMLError as error:
                raise ValueError(str(error)) from error
        case suffix:
            raise ValueError(f"it has the suffix {suffix!r}")
    if isinstance(found, dict):
        found = found.get(_LIST)
    if isinstance(found, list):
        return found
    raise ValueError(f"there is no list {_LIST!r}")


class _Reader:
    """Makes entries from rows, and warns of faults."""

    def __init__(self, location: str | None, file: Path | None) -> None:
        self._location = location
        self._file = file

    def read(self, rows: list[Any] | tuple[Any, ...]) -> Blogroll:
        entries = (self._entry(row) for row in rows)
        return Blogroll(tuple(entry for entry in entries if entry))

    def _entry(self, row: Any) -> BlogrollEntry | None:
        if not isinstance(row, dict):
            self._warn(
                f"expected a dictionary with a title and a url; got {row!r}", row
            )
            return None
        url = row.get("url")
        if not isinstance(url, str) or not is_url(url, "https", "http"):
            near = did_you_mean("url", [str(key) for key in row])
            said = f"got {url!r}" if url else f"got {row!r}{near}"
            title = row.get("title", "")
            self._warn(f"expected a URL as 'url' of each blog; {said}", url or title)
            return None
        facts = {"title": urlsplit(url).netloc.removeprefix("www.")}
        for key, value in row.items():
            if fault := _fault(key, value):
                self._warn(f"expected {fault} for {url!r}", value, key)
            elif text := " ".join(value.split()):
                facts[key] = text
        return BlogrollEntry(**facts)

    def _warn(self, fault: str, *near: object) -> None:
        location = self._location
        if self._file:
            texts = [str(text) for text in near if text]
            location = f"{self._file}:{line_with(self._file, *texts) if texts else 1}"
        name = self._file.name if self._file else _OPTION
        warn(WarningKind.CONFIG, f"{name}: {fault}; ignored it.", location=location)


def _fault(key: object, value: object) -> str:
    """Return what was expected in place of a value of a row; empty if it is right."""
    if key not in _KEYS:
        return f"keys from {', '.join(_KEYS)}; got {key!r}{did_you_mean(key, _KEYS)}"
    if not isinstance(value, str):
        return f"a string as {key!r}; got {value!r}"
    if key == "feed" and value and not is_url(value, "https", "http"):
        return f"a URL as 'feed'; got {value!r}"
    unknown = [name for name in value.split() if name not in _XFN]
    if key == "rel" and unknown:
        near = did_you_mean(unknown[0], _XFN)
        return f"names of XFN, such as 'friend met', as 'rel'; got {unknown[0]!r}{near}"
    return ""
