"""Decide which files a document may read or publish.

Links, images, downloads, included files and headers all ask `FileLimits.refusal`, so
that a post can't publish by one way what it can't by another. What ``conf.py`` names
(``html_extra_path``, ``html_static_path``, ``blog_trusted_paths``) is the owner's word.
"""

from __future__ import annotations

import fnmatch
from functools import cached_property
from os.path import realpath
from pathlib import Path, PurePath
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary, proxy

from sphinx_blogtheme.discovery.cascade import DEFAULTS_FILES
from sphinx_blogtheme.discovery.project import source_of
from sphinx_blogtheme.discovery.source_files import outputs

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.project import Project

_OF_A_PROJECT = (
    *("README*", "CHANGELOG*", "CHANGES*", "CONTRIBUTING*", "LICENSE*", "COPYING*"),
    *("pyproject.toml", "setup.py", "setup.cfg", "package.json", "Cargo.toml"),
    *("go.mod", "CMakeLists.txt", "meson.build", ".git", ".hg"),
)
"""Names of files that show that a folder holds a project, with its documentation."""

_LEVELS = 3
"""How far above the source folder the folder of a project is looked for."""

_ANNEX = (".git", "annex", "objects")
"""Where git-annex keeps the content of files, which are symbolic links to it."""

_PICTURES = frozenset(
    [".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".avif", ".pdf"]
)
"""Suffixes of the images that extensions make in the output folder."""


HELD_BACK_FILES = "blog_held_back_files"
"""Key of Sphinx's data of a document while it is read: the files that it wants, and
which are not public yet."""


class FileLimits:
    """The files that the documents of one site may read and publish."""

    def __init__(self, app: Sphinx) -> None:
        """Take the folders and the options of a site."""
        config, conf = app.config, Path(app.confdir)
        # The configuration would never be forgotten if what is noted for it held it.
        self._app: Sphinx = proxy(app)
        self._project: Project = proxy(app.project)
        self._source = Path(realpath(app.srcdir))
        self._seen: object = ()
        self._faults: dict[Path, str] = {}
        self._conf = {realpath(conf / "conf.py"), realpath(conf / "__pycache__")}
        self._templates = [realpath(conf / name) for name in config.templates_path]
        self._public = [
            Path(realpath(conf / _name(entry)))
            for entry in (*config.html_extra_path, *config.html_static_path)
        ]
        self._made = [
            # Of MyST-NB, nbsphinx and Matplotlib: what code in the documents made.
            Path(realpath(Path(app.outdir).parent / "jupyter_execute")),
            Path(realpath(Path(app.doctreedir) / "nbsphinx")),
            Path(realpath(Path(app.doctreedir).parent / "plot_directive")),
        ]
        chosen = config.blog_trusted_paths
        self._is_chosen = chosen is not None
        self._trusted = [Path(realpath(conf / name)) for name in chosen or ()]

    def refusal(self, file: str | os.PathLike[str], *, by_post: bool) -> str:
        """Return why a document may not use a file, or "" if it may.

        The reason goes on after the file's name: ``is outside of the site's folder``.

        :param file: its absolute path; symbolic links are followed.
        :param by_post: whether the document is a post; else it is a page, which may
            use the files of the project around the source folder.
        """
        path = Path(realpath(file))
        for root in (*self._public, *self._made, *self._trusted):
            if path.is_relative_to(root):
                hidden = _is_hidden(path, root) and root in self._trusted
                return "is hidden" if hidden else ""
        if path.is_relative_to(self._source):
            return self._own_refusal(path)
        if path.suffix.lower() in _PICTURES and self._is_output(path):
            return ""
        if not by_post and self._around and path.is_relative_to(self._around):
            return "is hidden" if _is_hidden(path, self._around) else ""
        return "is outside of the site's folder"

    def _own_refusal(self, path: Path) -> str:
        if self._is_output(path):
            made = path.suffix.lower() in _PICTURES
            return "" if made else "is in the output folder"
        if _is_hidden(path, self._source):
            return "is hidden"
        if _is_below(path, self._conf):
            return "is the site's configuration"
        if path.name in DEFAULTS_FILES:
            return "holds the defaults of headers"
        if _is_below(path, self._templates):
            return "is a template"
        return self.fault(path)

    def fault(self, file: str | os.PathLike[str]) -> str:
        """Return why a source is not public; "" if it is."""
        path = Path(realpath(file))
        withheld = getattr(self._project, "withheld", ())
        if withheld is not self._seen:
            self._seen = withheld
            self._faults = {}
            for item in withheld:
                fault = item.fault.removeprefix(item.path).strip()
                source = Path(realpath(self._source / item.path))
                self._faults |= dict.fromkeys(
                    (source, source.with_suffix(".meta")), fault
                )
        return self._faults.get(path, "")

    def _is_output(self, path: Path) -> bool:
        return _is_below(path, self._outputs)

    @cached_property
    def _outputs(self) -> list[str]:
        """The folders that builds write to."""
        app = self._app
        inside = [name for name in outputs(app) if name != "jupyter_execute"]
        folders = [self._source / name for name in inside]
        found = {realpath(one) for one in (*folders, app.outdir, app.doctreedir)}
        return [one for one in found if not self._source.is_relative_to(one)]

    @cached_property
    def _around(self) -> Path | None:
        """The folder of the project that the source folder documents, or None."""
        if self._is_chosen:
            return None
        for folder in self._source.parents[:_LEVELS]:
            try:
                names = [path.name for path in folder.iterdir()]
            except OSError:
                continue
            if any(fnmatch.filter(names, pattern) for pattern in _OF_A_PROJECT):
                return folder
        return None


def _name(entry: object) -> str:
    """Return the path in an entry of a list of paths, which may have more parts."""
    return str(entry[0] if isinstance(entry, (list, tuple)) else entry)


def _is_below(path: Path, folders: Iterable[str]) -> bool:
    return any(path.is_relative_to(folder) for folder in folders)


def _is_hidden(path: PurePath, root: Path) -> bool:
    parts = path.relative_to(root).parts
    return parts[: len(_ANNEX)] != _ANNEX and any(p.startswith(".") for p in parts)


_LIMITS: WeakKeyDictionary[Config, FileLimits] = WeakKeyDictionary()


def note_limits(app: Sphinx) -> None:
    """Note what the documents of a site may use (on ``builder-inited``)."""
    _LIMITS[app.config] = FileLimits(app)


def refusal_of(
    env: BuildEnvironment, file: str | os.PathLike[str], docname: str | None = None
) -> str:
    """Return why a document may not use a file; "" if it may.

    See `FileLimits.refusal`.

    :param docname: the document; by default the one that is being read.
    """
    limits = _LIMITS.get(env.config)
    if limits is None:
        return ""
    reason = limits.refusal(file, by_post=source_of(env, docname) is not None)
    if reason and docname is None and limits.fault(file):
        names = env.temp_data.get(HELD_BACK_FILES) or frozenset()
        env.temp_data[HELD_BACK_FILES] = names | {PurePath(file).stem}
    return reason
