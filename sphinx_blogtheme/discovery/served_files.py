"""Find the file that is served at a URL of the site, from the folders of files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.discovery.source_files import is_file
from sphinx_blogtheme.model.listings import NOT_FOUND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx
    from sphinx.config import Config


def served_folders(config: Config, confdir: Path) -> tuple[Path, ...]:
    """Return the folders whose content is served from the root of the site."""
    return tuple(
        folder for name in config.blog_files if (folder := confdir / name).is_dir()
    )


def served_file(app: Sphinx, path: str) -> Path | None:
    """Return the source of a file that is served from the root of the site."""
    if ".." in path.split("/"):
        return None
    for entry in app.config.html_extra_path:
        source = Path(app.confdir, entry)
        found = source / path if source.is_dir() else source
        if is_file(found) and (found != source or source.name == path):
            return found
    return None


def extra_files(app: Sphinx) -> Iterator[str]:
    """Yield the paths of the files that the site has at its root itself."""
    for entry in app.config.html_extra_path:
        source = Path(app.confdir, entry)
        if source.is_file():
            yield source.name
        else:
            for path in source.rglob("*"):
                if path.is_file():
                    yield path.relative_to(source).as_posix()


FILE = f"{NOT_FOUND}.html"


def is_brought(app: Sphinx) -> bool:
    """Tell whether the site brings a ``404.html`` of its own, as it is."""
    if NOT_FOUND in app.config.html_additional_pages:
        return True
    places = [Path(app.confdir, name) for name in app.config.html_extra_path]
    return any(
        place.name == FILE if place.is_file() else (place / FILE).is_file()
        for place in places
    )
