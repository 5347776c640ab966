"""Where this package was installed from, and how pip installs more of it.

The package is on no index yet, so a bare ``pip install sphinx-blogtheme`` would run
whatever somebody uploads under that name. Instead, messages and new blogs name the
place that pip itself noted: a repository, an archive, or a folder of this computer.
https://packaging.python.org/en/latest/specifications/direct-url/
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

DISTRIBUTION = "sphinx-blogtheme"
"""Name of the package in pip."""

REPOSITORY_LABEL = "Repository"
"""Label of the repository's address in ``[project.urls]`` of pyproject.toml.

That table is the one place for the address; without it, nobody is told of any.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin:
    """Where the package was installed from."""

    address: str = ""
    """URL that pip installs from, such as ``git+https://…@1f2e3d``; "" for an index."""
    folder: Path | None = None
    """The folder or file of this computer; None if other computers can reach it."""
    is_editable: bool = False


def read_origin(direct_url: str | None) -> Origin:
    """Parse the ``direct_url.json`` of an installed package.

    :param direct_url: the text of the file; None if the package is from an index.
    """
    if direct_url is None:
        return Origin()
    noted = json.loads(direct_url)
    address = str(noted["url"])
    parts = urlsplit(address)
    if parts.scheme == "file":
        return Origin(
            address=address,
            folder=Path(url2pathname(parts.path)),
            is_editable=bool(noted.get("dir_info", {}).get("editable")),
        )
    if vcs := noted.get("vcs_info"):
        address = f"{vcs['vcs']}+{address}@{vcs['commit_id']}"
    if noted.get("subdirectory"):
        address += f"#subdirectory={noted['subdirectory']}"
    return Origin(address=address)


def origin() -> Origin:
    """Return where the package was installed from."""
    try:
        return read_origin(
            metadata.distribution(DISTRIBUTION).read_text("direct_url.json")
        )
    except metadata.PackageNotFoundError:  # run from its sources
        sources = Path(__file__).resolve().parents[1]
        return Origin(address=sources.as_uri(), folder=sources)


def repository() -> str:
    """Return the address of the package's repository; "" if none is declared."""
    try:
        urls = metadata.metadata(DISTRIBUTION).get_all("Project-URL") or ()
    except metadata.PackageNotFoundError:
        return ""
    pairs = dict(line.split(", ", 1) for line in urls if ", " in line)
    return str(pairs.get(REPOSITORY_LABEL, ""))


def requirement(extras: str, address: str = "") -> str:
    """Return a requirement: ``sphinx-blogtheme[serve] @ git+https://…``.

    :param extras: names of extras, with commas between them.
    :param address: URL that pip installs from; the package's name alone if "".
    """
    name = f"{DISTRIBUTION}[{extras}]"
    return f"{name} @ {address}" if address else name


def install_command(extra: str) -> str:
    """Return the command that installs an extra: ``pip install "/src/it[serve]"``.

    It installs what the extra consists of, if the package's own place has gone.
    """
    source = origin()
    if source.folder is None:
        return f'pip install "{requirement(extra, source.address)}"'
    if source.folder.exists():
        option = "-e " if source.is_editable else ""
        return f'pip install {option}"{source.folder}[{extra}]"'
    needed = [line.partition(";") for line in metadata.requires(DISTRIBUTION) or ()]
    names = [f'"{name.strip()}"' for name, _, when in needed if f'"{extra}"' in when]
    return f"pip install {' '.join(names)}"
