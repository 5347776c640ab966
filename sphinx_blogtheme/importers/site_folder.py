"""The files of a site's folder, and which of them are imported, copied or skipped.

A reader decides on each file once. Files that it has not decided on are reported as
skipped in the end, so that nothing is lost silently.
"""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.files import files_below
from sphinx_blogtheme.importers.documents import UnreadableError, read_text_file
from sphinx_blogtheme.importers.loose_files import HeldFiles
from sphinx_blogtheme.importers.model import Blog, Document, Note
from sphinx_blogtheme.model.permalinks import safe_slug

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Collection, Iterable, Iterator

TOOL_FOLDERS = frozenset(
    (
        *("node_modules", "__pycache__", "site-packages", "venv", ".venv"),
        "__MACOSX",
    )
)
"""Names of folders that tools fill; they are not searched."""

_PACKAGES = "vendor"
"""Folder that tools fill in the root of a site; another may hold scripts of pages."""

_JUNK = re.compile(
    r"\._.*|\.DS_Store|Thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r"
    r"|\.#.*|#.*#|.*~|\..*\.sw[a-p]",
    re.IGNORECASE | re.DOTALL,
)
"""Matches the names of files that systems and editors leave in any folder."""

RESERVED_NAMES = frozenset(
    ("files", "conf.py", "index", "_build", "_static", "_templates")
)
"""Names in the root of a blog that no imported file may have."""


_NAMES_SHOWN = 20
"""How many names a note has at most."""


class SiteFolder:
    """The files of a site, and what is imported from them so far.

    All paths are relative to the site's folder, with forward slashes.
    """

    def __init__(self, root: Path, engine: str) -> None:
        self.root = root
        self.engine = engine
        self.documents: list[Document] = []
        self.files: dict[str, Path] = {}
        self.skipped: list[Note] = []
        self.warnings: list[Note] = []
        self.errors: list[Note] = []
        self._renamed: dict[str, list[tuple[str, str]]] = {}
        taken, left = files_below(root, without=_is_tool, failed=self._unread_folder)
        junk = [path for path in taken if is_junk(path.name)]
        self._open = {path.as_posix(): None for path in taken}
        self._skip_junk([path.as_posix() for path in junk])
        for path in left:
            is_tool = path.name in TOOL_FOLDERS or path.as_posix() == _PACKAGES
            why = "is filled by a tool" if is_tool else self._why_left(path)
            self.skipped.append(Note(source=path.as_posix(), message=why))

    def _unread_folder(self, error: OSError) -> None:
        self.errors.append(unread_folder(error, self.root))

    def _why_left(self, path: Path) -> str:
        """Return why a folder is not searched, or a file is none of the site."""
        file = self.root / path
        if file.is_symlink():
            leads = "that is not there" if not file.exists() else "outside of the site"
            kind = "to a folder" if file.is_dir() else f"to a file {leads}"
            return f"is a link {kind}"
        if file.is_dir():
            return "is a hidden folder, because its name begins with a dot"
        return "is no plain file"

    def _skip_junk(self, paths: list[str]) -> None:
        """Skip what systems and editors have left, with one note for each folder."""
        folders: dict[str, list[str]] = {}
        for path in paths:
            del self._open[path]
            folders.setdefault(path.rpartition("/")[0], []).append(path)
        for first, *others in folders.values():
            more = f" and {len(others)} more like it" if others else ""
            why = "was left there by a system or an editor"
            self.skipped.append(Note(source=f"{first}{more}", message=why))

    def skip_hidden(self, folder: str = "", but: tuple[str, ...] = ()) -> None:
        """Skip the files whose names begin with a dot, as engines do.

        :param but: names of files that the engine publishes.
        """
        for path in self.paths(folder):
            name = path.rpartition("/")[2]
            if name.startswith(".") and name not in but:
                self.skip(path, "is hidden, because its name begins with a dot")

    def paths(self, below: str = "") -> Iterator[str]:
        """Yield the files that are not decided on yet.

        :param below: only those below this folder.
        """
        prefix = f"{below.strip('/')}/" if below.strip("/.") else ""
        yield from [path for path in self._open if path.startswith(prefix)]

    def has(self, path: str) -> bool:
        """Return whether such a file or folder exists and is not decided on yet."""
        prefix = f"{path}/"
        return path in self._open or any(name.startswith(prefix) for name in self._open)

    def take(self, path: str) -> str | None:
        """Return the text of a file, or None and note an error if it cannot be read."""
        self._open.pop(path, None)
        try:
            return read_text_file(self.root / path)
        except UnreadableError as error:
            self.errors.append(Note(source=path, message=str(error)))
            return None

    def add(self, document: Document) -> None:
        """Import a document."""
        self._open.pop(document.source, None)
        self.documents.append(document)

    def copy(self, path: str, target: str) -> None:
        """Copy a file unchanged; note an error if the target is unsafe or not unique.

        :param target: new path from the blog's folder.
        """
        self._open.pop(path, None)
        parts = PurePosixPath(target).parts
        if any(part in ("..", ".") or "\\" in part or "\0" in part for part in parts):
            self.errors.append(
                Note(source=path, message="has an unsafe name; left out")
            )
            return
        first = self.files.get(target)
        if first is None:
            self.files[target] = self.root / path
            if _is_renamed(PurePosixPath(path), PurePosixPath(target)):
                top = path.partition("/")[0] if "/" in path else ""
                self._renamed.setdefault(top, []).append((path, target))
            return
        winner, loser = first.relative_to(self.root).as_posix(), path
        # A file that was renamed gives way to the one whose name it is.
        if PurePosixPath(winner).name != parts[-1] == PurePosixPath(path).name:
            winner, loser = loser, winner
            self.files[target] = self.root / winner
        message = f"{winner} has its place, {target}; left out"
        self.errors.append(Note(source=loser, message=message))

    def copy_content(
        self, folder: str, bundles: Collection[str], prefix: str = ""
    ) -> None:
        """Copy the files of a folder that are no pages, and that the engine publishes.

        Those of a page that is a folder stay beside it, and so do those that a page of
        the same folder shows. The others are served from the root of the site, where
        they were.

        :param folder: folder of the site's content, such as ``content``.
        :param bundles: folders that are pages, from the site's folder.
        :param prefix: folder of its documents in the blog, with a slash, or "".
        """
        for path in list(self.paths(folder)):
            below = prefix + path.removeprefix(f"{folder}/")
            parents = {parent.as_posix() for parent in PurePosixPath(path).parents}
            if parents & set(bundles) or self._is_shown_beside(path):
                self.copy(path, new_path(below))
            else:
                self.copy(path, f"files/{below}")

    def _is_shown_beside(self, path: str) -> bool:
        """Return whether a document in the folder of a file names it without a path."""
        folder, _, name = path.rpartition("/")
        named = re.compile(rf"[(\"'=\s:](?:\./)?{re.escape(name)}[)\"'\s>#?]")
        return any(
            document.source.rpartition("/")[0] == folder
            and named.search(f"{document.body}\n")
            for document in self.documents
        )

    def skip(self, path: str, why: str) -> None:
        """Skip a file.

        :param why: the reason, for the report.
        """
        self._open.pop(path, None)
        self.skipped.append(Note(source=path, message=why))

    def skip_below(self, folder: str, why: str) -> None:
        """Skip all files below a folder, with one note that counts them.

        :param why: the reason, for the report.
        """
        paths = list(self.paths(folder)) if folder.strip("/.") else []
        for path in paths:
            del self._open[path]
        if paths:
            count = f"{len(paths)} file{'' if len(paths) == 1 else 's'}"
            self.skipped.append(Note(source=f"{folder}/ ({count})", message=why))

    def skip_some(self, folder: str, paths: Collection[str], why: str) -> None:
        """Skip files below a folder, with one note that counts them."""
        for path in paths:
            self._open.pop(path, None)
        note = f"{folder}/ ({len(paths)} files)"
        self.skipped.append(Note(source=note, message=why))

    def skip_rest(self, why: str) -> None:
        """Skip all files that are left, with one note for each folder of the root."""
        folders: dict[str, list[str]] = {}
        for path in list(self._open):
            top, mark, _ = path.partition("/")
            folders.setdefault(f"{top}{mark}", []).append(path)
        for top, paths in folders.items():
            if len(paths) > 1:
                self.skip_some(top.strip("/"), paths, why)
            else:
                self.skip(paths[0], why)

    def skip_together(self, paths: Iterable[str], why: str) -> None:
        """Skip files, with one note for those of a folder if they are many.

        :param why: the reason, for the report.
        """
        held = HeldFiles()
        for path in list(paths):
            self._open.pop(path, None)
            held.add(path, why)
        held.tell(lambda source, why: self.skipped.append(_note(source, why)))

    def warn(self, path: str, message: str) -> None:
        """Note an assumption about a file, or a loss within it."""
        self.warnings.append(Note(source=path, message=message))

    def error(self, path: str, message: str) -> None:
        """Note that a file could not be read."""
        self._open.pop(path, None)
        self.errors.append(Note(source=path, message=message))

    def warn_of_dropped(self, dropped: Counter[str], what: str) -> None:
        """Note an assumption about the whole site, with names and how often they were.

        :param what: what they are, such as ``icons that are left out``.
        """
        if not dropped:
            return
        names = [f"{name} ({count})" for name, count in dropped.most_common()]
        more = len(names) - _NAMES_SHOWN
        shown = ", ".join(names[:_NAMES_SHOWN])
        self.warn(
            "the site", f"{what}: {shown}{f' and {more} more' if more > 0 else ''}"
        )

    def blog(self, **values: Any) -> Blog:
        """Return the collected blog; files that are not decided on are skipped.

        :param values: further fields of `Blog`, such as ``title`` and ``base_url``.
        """
        for path in list(self._open):
            self.skip(
                path, f"not a part that we know of a site made with {self.engine}"
            )
        for folder, pairs in self._renamed.items() if self.documents else ():
            if folder and len(pairs) > 1:
                message = f"are copied under other names, such as {pairs[0][1]}"
                self.warn(f"{folder}/ ({len(pairs)} files)", message)
                continue
            for path, target in pairs:
                self.warn(path, f"is copied under another name, {target}")
        return Blog(
            engine=self.engine,
            documents=tuple(self.documents),
            files=self.files,
            skipped=tuple(self.skipped),
            warnings=tuple(self.warnings),
            errors=tuple(self.errors),
            **values,
        )


def _note(source: str, message: str) -> Note:
    return Note(source=source, message=message)


def unread_folder(error: OSError, root: Path) -> Note:
    """Return the error of a folder that cannot be read.

    :param root: the folder of the site or export, to which the note's path is relative.
    """
    try:
        path = Path(error.filename or root).relative_to(root).as_posix()
    except ValueError:
        path = str(error.filename)
    message = f"cannot be read ({error.strerror}); all that is in it is left out"
    return Note(source=f"{path}/", message=message)


def _is_renamed(path: PurePosixPath, target: PurePosixPath) -> bool:
    """Return whether a file's name, or that of a folder above it, is written anew."""
    old = set(path.parts)
    new = {safe_slug(part) for part in old} | {
        f"old-{part.lstrip('_')}" for part in old
    }
    written = any(part in new - old for part in target.parts)
    return path.name != target.name or written


def is_junk(name: str) -> bool:
    """Return whether a file of this name is what a system or an editor leaves behind.

    Such as the ``._photo.jpg`` that macOS writes beside ``photo.jpg`` on other disks.
    """
    return _JUNK.fullmatch(name) is not None


def _is_tool(path: str) -> bool:
    """Return whether a folder of a site is not searched, by its path."""
    name = path.rpartition("/")[2]
    is_hidden = name.startswith(".") and name != ".well-known"
    return is_hidden or path == _PACKAGES or name in TOOL_FOLDERS


def new_path(path: str, suffix: str | None = None) -> str:
    """Return the new path of a file of the old site.

    It is the same where that is safe, so that links between files still work;
    ``files/x.md`` becomes ``old-files/x.md``.

    :param suffix: another suffix for the file, such as ``.md``.
    """
    parts = PurePosixPath(path).parts
    named = [part if _is_plain(part) else safe_slug(part) for part in parts]
    if named[0] in RESERVED_NAMES or named[0].partition(".")[0] in RESERVED_NAMES:
        named[0] = f"old-{named[0].lstrip('_')}"
    if suffix:
        named[-1] = PurePosixPath(named[-1]).stem + suffix
    return "/".join(named)


def _is_plain(part: str) -> bool:
    """Return whether a name is safe on every file system and in URLs."""
    bad = '<>:"|?*\\'
    return (
        part.isprintable()
        and not any(char in bad for char in part)
        and not part.startswith((".", "_"))
        and part == part.strip(" .")
        and safe_slug(part.replace(" ", "-")) == part.replace(" ", "-")
    )


def each(
    tree: SiteFolder, folder: str, suffixes: tuple[str, ...], do: Callable[[str], None]
) -> None:
    """Call a function with each undecided file that has one of the suffixes.

    :param folder: folder from the site's, below which the files are.
    :param suffixes: in lower case, with their dots.
    """
    for path in list(tree.paths(folder)):
        if PurePosixPath(path).suffix.lower() in suffixes:
            do(path)
