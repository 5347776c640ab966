"""Go on from a build that was made in another folder.

Sphinx begins anew if the source folder has another path than in the last build, as in a
pipeline whose runners restore the doctrees below paths of their own. Here the paths of
the environment are changed before Sphinx loads it, and those of a doctree when it is
written.
"""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

from sphinx_blogtheme.files import write_changed, write_whole
from sphinx_blogtheme.site.domain import BlogDomain, KeptWarning
from sphinx_blogtheme.site.kept_warnings import change_stored
from sphinx_blogtheme.site.permalink_builder import makes_site

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

_logger = logging.getLogger(__name__)


class _Move:
    """A move of the source folder."""

    def __init__(self, old: str, new: str) -> None:
        self._old, self._new = old, new

    def path(self, path: str) -> str:
        """Return the new path of a file.

        What lies beside the source folder, such as the code that is documented, has
        moved with it if it is there; what belongs to the system has not.
        """
        if path.startswith(self._old + os.sep):
            return self._new + path.removeprefix(self._old)
        if not Path(path).is_absolute():
            return path
        moved = os.path.normpath(Path(self._new, os.path.relpath(path, self._old)))
        return moved if Path(moved).exists() else path

    def text(self, text: str) -> str:
        """Return a text in which the paths of sources are the new ones."""
        return text.replace(self._old + os.sep, self._new + os.sep)

    def location(self, location: str) -> str:
        """Return a location in a file, such as ``code.py:docstring of f:3``."""
        drive, rest = os.path.splitdrive(location)
        path, colon, place = rest.partition(":")
        return f"{self.path(drive + path)}{colon}{place}"

    def warnings(self, warnings: Iterable[KeptWarning]) -> tuple[KeptWarning, ...]:
        """Return warnings with the new paths."""
        return tuple(
            one._replace(
                text=self.text(one.text),
                location=one.location and self.location(one.location),
            )
            for one in warnings
        )


def follow_folder(app: Sphinx, config: Config) -> None:
    """Change the paths in what the last build stored (late on ``config-inited``)."""
    del config
    file, new = Path(app.doctreedir, ENV_PICKLE_FILENAME), str(app.srcdir)
    try:
        if _note(app).read_text(encoding="utf-8") == new:
            return
        env: BuildEnvironment = pickle.loads(file.read_bytes())  # noqa: S301 -- Sphinx's
        old = str(env.srcdir)
        if old != new:
            move = _Move(old, new)
            _follow(env, move)
            env.srcdir = app.srcdir
            # The environment comes last: until it has the new path, all is done again.
            change_stored(app, move.warnings)
            write_whole(file, pickle.dumps(env, pickle.HIGHEST_PROTOCOL))
    except FileNotFoundError:
        return
    except Exception as error:  # noqa: BLE001 -- whatever is wrong, Sphinx begins anew
        _logger.debug("cannot go on from the last build: %s", error)


def _follow(env: BuildEnvironment, move: _Move) -> None:
    dependencies: dict[str, set[Any]] = env.dependencies
    for docname, paths in dependencies.items():
        dependencies[docname] = {type(path)(move.path(str(path))) for path in paths}
    data: dict[str, Any] = env.domaindata.get(BlogDomain.name, {})
    for key in ("contents", "lookups"):
        for docname, noted in data.get(key, {}).items():
            data[key][docname] = {move.path(path): noted[path] for path in noted}
    for docname, warnings in data.get("warnings", {}).items():
        data["warnings"][docname] = move.warnings(warnings)


def note_folder(app: Sphinx, env: BuildEnvironment) -> None:
    """Note where the sources are, for the next build (on ``env-check-consistency``)."""
    if makes_site(app.builder) or _note(app).exists():
        write_changed(_note(app), str(env.srcdir))


def _note(app: Sphinx) -> Path:
    return Path(app.doctreedir, "blog", "folder.txt")


class FollowFolder(SphinxPostTransform):
    """Changes the paths from which a doctree was read, which warnings name."""

    default_priority = 0

    def run(self, **kwargs: object) -> None:
        """Change the paths of one document, if it was read in another folder."""
        del kwargs
        name = str(self.env.doc2path(self.env.docname, base=False))
        old = str(self.document.get("source") or "")
        folder = old.removesuffix(os.sep + name)
        if folder in (old, str(self.env.srcdir)):
            return
        move = _Move(folder, str(self.env.srcdir))
        for node in self.document.findall():
            if node.source:
                node.source = move.location(node.source)
        self.document["source"] = self.document.source = move.location(old)


def setup(app: Sphinx) -> None:
    """Register the transform."""
    app.add_post_transform(FollowFolder)
