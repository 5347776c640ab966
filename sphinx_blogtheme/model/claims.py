"""Who may write which file of the site: each path has one owner.

Pages, files that the author brings, lists and redirects claim the paths of the files
that they are written to. The one that claims a path first gets it, so claims are added
in a fixed order, and the same one wins in every build.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class ClaimKind(Enum):
    """The kinds of claimants, from the strongest to the weakest."""

    SPHINX = auto()
    """A page or file of Sphinx's own, such as the search."""
    DOCUMENT = auto()
    """A page or post."""
    COPY = auto()
    """An image, a download or a source that belongs to a document."""
    BROUGHT = auto()
    """A file of ``blog_files`` or ``html_extra_path``."""
    LISTING = auto()
    """A generated page."""
    FILE = auto()
    """Another file that we make, such as a feed."""
    ALIAS = auto()
    """A redirect from a former URL."""
    EXTENSION = auto()
    """A page or file of another extension."""


class Claim(NamedTuple):
    """A claim to a path of the output."""

    kind: ClaimKind
    file: str
    """Path of the file in the output, such as ``guide/index.html``."""
    name: str
    """Name of the claimant in a message, such as ``the page of the tag 'Python'``."""
    place: str = ""
    """Docname of a page, or the path of an alias; empty for other files."""
    target: str = ""
    """Docname of the document to which an alias redirects, or the path of a file that
    leads to a URL."""
    source: str = ""
    """Absolute path of a file in which the claim is made; empty without any."""
    words: tuple[str, ...] = ()
    """Texts of which the line in that file has one."""


@dataclass(kw_only=True, slots=True)
class Claims:
    """The owners of all paths of the output.

    Paths that differ in case only, or in the way in which letters have their accents,
    are the same, as they are on many file systems. A file can't have the path of a
    folder that another file is in.
    """

    contests: dict[Claim, list[Claim]] = field(default_factory=dict)
    """The claims that came too late, by the claim that stands."""
    _files: dict[str, Claim] = field(default_factory=dict)
    _folders: dict[str, Claim] = field(default_factory=dict)
    _docnames: dict[str, Claim] = field(default_factory=dict)
    _places: dict[str, Claim] = field(default_factory=dict)

    def owner(self, claim: Claim) -> Claim | None:
        """Return the claim that stands against another one; None if it is free."""
        file = path_key(claim.file)
        return self._owner(claim, file, self._new_folders(file))

    def _owner(self, claim: Claim, file: str, folders: Iterable[str]) -> Claim | None:
        found = self._files.get(file) or self._folders.get(file)
        for folder in folders:
            found = found or self._files.get(folder)
        return found or self._owner_of_place(claim)

    def _new_folders(self, file: str) -> list[str]:
        """Return the folders above a file, from it up to one that another file is in.

        No file has the path of that one, or of one above it.
        """
        found = []
        end = file.rfind("/")
        while end > 0 and (folder := file[:end]) not in self._folders:
            found.append(folder)
            end = file.rfind("/", 0, end)
        return found

    def _owner_of_place(self, claim: Claim) -> Claim | None:
        if not claim.place:
            return None
        place = path_key(claim.place)
        if claim.kind is ClaimKind.DOCUMENT:
            # `guide` and `guide/index` are two pages with the builder ``html``.
            return self._docnames.get(place)
        found = self._places.get(place)
        if found and claim.target and claim.target in (found.place, found.target):
            return None  # a page may be at one place by several names
        return found

    def add_sphinx_files(self, names: Iterable[str]) -> None:
        """Claim the files that Sphinx writes at the root, such as ``objects.inv``."""
        for name in names:
            self.add(Claim(kind=ClaimKind.SPHINX, file=name, name=f"the file {name}"))

    def add(self, claim: Claim) -> bool:
        """Add a claim, and return whether it stands; if not, it is a contest.

        An alias that is the page's own URL is none.
        """
        file = path_key(claim.file)
        folders = self._new_folders(file)
        owner = self._owner(claim, file, folders)
        if owner is None:
            self._enter(claim, file, folders)
            return True
        if not (claim.target and claim.target in (owner.place, owner.target)):
            self.contests.setdefault(owner, []).append(claim)
        return False

    def _enter(self, claim: Claim, file: str, folders: Iterable[str]) -> None:
        self._files[file] = claim
        for folder in folders:
            self._folders[folder] = claim
        if claim.place:
            place = path_key(claim.place)
            self._docnames[place] = claim
            self._places.setdefault(place, claim)
            if not file.startswith(f"{place}/"):  # as a post called "index" has it
                self._places.setdefault(place.removesuffix("/index"), claim)


@lru_cache(maxsize=65536)
def path_key(path: str) -> str:
    """Return a path as file systems compare it that ignore case."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", path.casefold())


def folders_of(path: str) -> Iterator[str]:
    """Yield the folders above a path: ``2025`` and ``2025/03`` for ``2025/03/x``."""
    end = path.find("/")
    while end > 0:
        yield path[:end]
        end = path.find("/", end + 1)
