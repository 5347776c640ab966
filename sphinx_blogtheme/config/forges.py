"""The URLs at which forges show a file, its lines and its history, and edit it."""

from __future__ import annotations

from posixpath import normpath
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

FORGES = {
    "github": ("commits/{branch}/{path}", "edit/{branch}/{path}"),
    "gitlab": ("-/commits/{branch}/{path}", "-/edit/{branch}/{path}"),
    "forgejo": ("commits/branch/{branch}/{path}", "_edit/{branch}/{path}"),
    "bitbucket": ("history-node/{branch}/{path}", "src/{branch}/{path}?mode=edit"),
    "sourcehut": ("log/{branch}/item/{path}", ""),
}
"""URLs of the history and of the editor of a file, below that of its repository."""

_LINES = {
    "github": ("blob/{branch}/{path}", "?plain=1", "#L{}-L{}"),
    "gitlab": ("-/blob/{branch}/{path}", "?plain=1", "#L{}-{}"),
    "forgejo": ("src/branch/{branch}/{path}", "?display=source", "#L{}-L{}"),
    "bitbucket": ("src/{branch}/{path}", "", "#lines-{}:{}"),
    "sourcehut": ("tree/{branch}/item/{path}", "", "#L{}-{}"),
}
"""URL of a file, what shows the text of one that has a page, and its lines."""

_WITH_PAGE = (".adoc", ".ipynb", ".markdown", ".md", ".org", ".rst", ".svg")
"""Endings of files of which forges show something else than their lines."""

_HOSTS = {
    "github": "github",
    "gitlab": "gitlab",
    "codeberg": "forgejo",
    "forgejo": "forgejo",
    "gitea": "forgejo",
    "bitbucket": "bitbucket",
    "git.sr.ht": "sourcehut",
}
"""The forge on a host whose name contains this."""

_CONTEXT = {
    "github": "https://github.com",
    "gitlab": "https://gitlab.com",
    "bitbucket": "https://bitbucket.org",
}
"""The forges that ``html_context`` names for the themes of documentation."""


class Repository(NamedTuple):
    """Where the sources of a site are kept."""

    url: str
    forge: str
    """Key of `FORGES`."""
    branch: str
    folder: str
    """Path of the source folder in the repository; empty if that is its root."""

    def pages_of(self, path: str) -> tuple[str, str]:
        """Return the URLs of the history and of the editor; empty if there is none.

        :param path: path of the file from the source folder, such as ``posts/x.md``.
        """
        path = quote(self.path_of(path))
        history, edit = (
            pattern and f"{self.url}/{pattern.format(branch=self.branch, path=path)}"
            for pattern in FORGES[self.forge]
        )
        return history, edit

    def path_of(self, path: str) -> str:
        """Return the path of a file in the repository; it may lead out of that.

        :param path: its path from the source folder, such as ``../examples/x.py``.
        """
        return normpath("/".join(filter(None, (self.folder, path))))

    def lines_of(self, path: str, first: int, last: int) -> str:
        """Return the URL of lines of a file; empty if it is not in the repository.

        :param path: path of the file from the source folder.
        :param first: number of the first line; 0 for the whole file.
        """
        path = self.path_of(path)
        if path.startswith(("../", "/")):
            return ""
        pattern, plain, lines = _LINES[self.forge]
        url = f"{self.url}/{pattern.format(branch=self.branch, path=quote(path))}"
        if not first:
            return url
        if path.lower().endswith(_WITH_PAGE):
            url += plain
        return url + lines.format(first, last)


def forge_at(url: str) -> str:
    """Return the forge at a URL, a key of `FORGES`; empty if its host tells nothing."""
    host = urlsplit(url).hostname or ""
    return next((forge for part, forge in _HOSTS.items() if part in host), "")


def repository_of(context: Mapping[str, Any]) -> Repository | None:
    """Return the repository that options of the theme, or ``html_context``, name.

    :param context: both, as templates have them: ``theme_source_repository``,
        ``github_user``.
    """
    url = str(context.get("theme_source_repository") or "").rstrip("/")
    if url:
        forge = str(context.get("theme_source_forge"))
        forge = forge_at(url) if forge == "auto" else forge
        branch = context.get("theme_source_branch")
        folder = context.get("theme_source_directory")
        url = url.removesuffix(".git")
        return _repository(url, forge, branch, folder) if forge else None
    for forge, known in _CONTEXT.items():
        user, name = context.get(f"{forge}_user"), context.get(f"{forge}_repo")
        if user and name:
            host = str(context.get(f"{forge}_url") or known).rstrip("/")
            branch = context.get(f"{forge}_version")
            folder = context.get("conf_py_path") or context.get("doc_path")
            return _repository(f"{host}/{user}/{name}", forge, branch, folder)
    return None


def _repository(url: str, forge: str, branch: object, folder: object) -> Repository:
    folder = str(folder or "").strip("/")
    return Repository(url, forge, str(branch or "main"), folder)
