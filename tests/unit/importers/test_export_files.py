"""The files of an export are read from a folder, a file or an archive."""

from __future__ import annotations

import stat
import zipfile

import pytest

from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.importers.engines import recognise
from sphinx_blogtheme.importers.exports.export_files import (
    ExportFileError,
    ExportFiles,
)


def archive_of(path, files):
    """Write an archive with the files that are given by name."""
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path


def test_archive_may_have_folders_around_all(tmp_path):
    """Some programs pack the folder, others its contents."""
    bare = archive_of(tmp_path / "a.zip", {"posts/x.html": "x"})
    around = archive_of(tmp_path / "b.zip", {"a/my export/posts/x.html": "x"})

    assert ExportFiles(bare).names(["posts/*.html"]) == ["posts/x.html"]
    assert ExportFiles(around).names(["posts/*.html"]) == ["a/my export/posts/x.html"]


@pytest.mark.parametrize(
    "name",
    ["../x.html", "/x.html", "a/../../x.html", "C:/x.html", "a\\x.html", "__MACOSX/x"],
)
def test_name_that_leads_elsewhere_is_no_file(tmp_path, name):
    """Nothing is written outside of the temporary folder."""
    source = archive_of(tmp_path / "a.zip", {name: "x", "uploads/y.png": "y"})

    files = ExportFiles(source)

    assert files.all_names() == ["uploads/y.png"]
    assert (files.folder_of("uploads") / "y.png").read_bytes() == b"y"
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_link_in_an_archive_is_no_file(tmp_path):
    """What it leads to may be anything on the disk."""
    link = zipfile.ZipInfo("uploads/y.png")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")

    assert ExportFiles(tmp_path / "a.zip").all_names() == []


def test_broken_member_is_an_error(tmp_path):
    """A download that was damaged says so."""
    source = archive_of(tmp_path / "a.zip", {"feed.json": "x" * 99})
    source.write_bytes(source.read_bytes().replace(b"x" * 99, b"y" * 99))

    with pytest.raises(ExportFileError, match="cannot be unpacked"):
        ExportFiles(source).read("feed.json")


def test_archive_of_something_else_is_no_dump(tmp_path):
    """The command says what archives it reads."""
    source = archive_of(tmp_path / "a.zip", {"letter.doc": "x"})

    with pytest.raises(CommandError, match="Medium"):
        recognise(source)
