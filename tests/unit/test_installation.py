"""Where the package is from is known, and so is a line that installs more of it."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from conftest import ROOT
from sphinx_blogtheme import __version__, installation
from sphinx_blogtheme.cli.requirements import requirements_of
from sphinx_blogtheme.installation import Origin, install_command, read_origin

FORGE = "https://forge.example/ann/sphinx-blogtheme.git"


def noted(url, **kind):
    """Return the origin that pip noted."""
    return read_origin(json.dumps({"url": url, **kind}))


def lines_of(source, repository=""):
    """Return what a new blog's requirements say, comments left out, and what is to do."""
    text, to_do = requirements_of(source, repository, Path("blog"))
    return [line for line in text.splitlines() if not line.startswith("#")], to_do


@pytest.mark.parametrize(
    ("source", "address"),
    [
        (
            noted(FORGE, vcs_info={"vcs": "git", "commit_id": "1f2e"}),
            f"git+{FORGE}@1f2e",
        ),
        (
            noted(
                FORGE, vcs_info={"vcs": "git", "commit_id": "1f"}, subdirectory="a/b"
            ),
            f"git+{FORGE}@1f#subdirectory=a/b",
        ),
        (
            noted("https://a.example/it.whl", archive_info={}),
            "https://a.example/it.whl",
        ),
    ],
)
def test_new_blog_installs_what_made_it(source, address):
    """From the same repository and commit, or the same archive."""
    (line,), to_do = lines_of(source)

    assert Requirement(line).url == address
    assert to_do == ()


def test_name_alone_is_written_only_for_who_installed_by_name():
    """An index that has it for one has it for the next; a comment says so."""
    (line,), to_do = lines_of(read_origin(None))

    assert Requirement(line).specifier.contains(__version__, prereleases=True)
    assert to_do == ()
    assert "by its name" in requirements_of(Origin(), "", Path("blog")).text


@pytest.mark.parametrize(
    "kind",
    [
        {"dir_info": {}},
        {"archive_info": {}},
        {"vcs_info": {"vcs": "git", "commit_id": "1"}},
    ],
)
def test_place_on_this_computer_becomes_a_wheel_in_the_blog(kind):
    """Its path, which may have the user's name, is in no file; a command makes the wheel."""
    source = noted("file:///home/ann/sphinx%20blogtheme", **kind)
    text, to_do = requirements_of(source, "", Path("blog"))

    assert text.splitlines()[-1].startswith("./wheels/sphinx_blogtheme-")
    assert "ann" not in text
    assert to_do[:2] == ("pip", "wheel")
    assert to_do[-2:] == ("blog/wheels", "/home/ann/sphinx blogtheme")


def test_declared_repository_serves_all():
    """As soon as the metadata names it, nobody has to make a wheel."""
    (line,), to_do = lines_of(noted("file:///home/ann/it", dir_info={}), FORGE)

    assert Requirement(line).url == f"git+{FORGE}"
    assert to_do == ()


def test_hint_installs_an_extra_from_the_same_place(monkeypatch, tmp_path):
    """Nobody is sent to an index that may have another package of that name."""

    def hint(source):
        monkeypatch.setattr(installation, "origin", lambda: source)
        return install_command("serve")

    local = Origin(address=tmp_path.as_uri(), folder=tmp_path)
    remote = Origin(address=f"git+{FORGE}@1f2e")
    gone = Origin(address="file:///gone", folder=Path("/gone"))

    assert hint(local) == f'pip install "{tmp_path}[serve]"'
    assert hint(remote) == f'pip install "sphinx-blogtheme[serve] @ git+{FORGE}@1f2e"'
    assert re.fullmatch(r'pip install "sphinx-autobuild[^"]+"', hint(gone))


def test_sources_without_metadata_are_named(monkeypatch):
    """The package was run from a clone, not installed."""

    def missing(name):
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", missing)
    monkeypatch.setattr(metadata, "metadata", missing)

    assert (installation.origin().folder / "sphinx_blogtheme/__init__.py").is_file()
    assert installation.repository() == ""


PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "content").rglob("*.md")),
]


def test_no_page_installs_an_unclaimed_name():
    """Each `pip install` of this package names a folder or an address."""
    lines = [
        (page.name, line)
        for page in PAGES
        if "_build" not in page.parts
        for line in page.read_text("utf-8").splitlines()
        if re.search(r"pip install.*[\s\"']sphinx-blogtheme(\[|\s|$|['\"])", line)
    ]

    assert [(name, line) for name, line in lines if " @ " not in line] == []
