"""A build goes on from what another folder's build has left, as a restored cache."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace

import pytest

from conftest import DOT, post
from sphinx_blogtheme.site import moved_folder

FILES = {
    "posts/a.md": post("![x](dot.png) {ref}`nowhere`\n", title="A"),
    "posts/b.md": post("[](a.md)\n\n```{include} part.txt\n```\n", title="B"),
    "posts/code.md": post("```{literalinclude} ../../code.py\n```\n", title="Code"),
    "posts/faulty.md": post("```{include} none.txt\n```\n", title="Faulty"),
    "posts/dot.png": DOT,
    "posts/part.txt": "Part.\n",
    "../code.py": "one = 1\n",
    "notes.rst": ":orphan:\n\nNotes\n=====\n\n.. include:: ../beside.txt\n",
    "../beside.txt": ":unknown:`x` and :ref:`nowhere`\n",
}
"""With files beside the source folder, and with warnings of reading and of writing."""


@pytest.fixture
def moved(site, tmp_path):
    """Return a site that was built, then moved, with new times for all its files."""
    blog = site(FILES, blog_trusted_paths=["../code.py", "../beside.txt"])
    blog.build(warnings=None)
    folder = blog.source.parent
    target = tmp_path / "another" / "place"
    shutil.move(folder, target)
    for path in target.rglob("*"):
        if path.is_file() and "out" not in path.relative_to(target).parts:
            path.touch()
    return replace(blog, source=target / "source", outputs=target / "out")


def times(blog):
    """Return the times of all doctrees and pages."""
    files = [*blog.outputs.rglob("*.doctree"), *blog.outputs.rglob("*.html")]
    return {path: path.stat().st_mtime_ns for path in files}


def assert_as_clean(blog):
    """Assert that two builds leave and say what a clean build does."""
    clean = blog.build(fresh=True, warnings=None)
    for _ in range(2):
        built = blog.build(warnings=None)
        assert built.differences(clean) == []
        assert sorted(built.warnings) == sorted(clean.warnings)


def test_nothing_is_read_or_written_again(moved):
    """Though every file has a new path and time; warnings name the new paths."""
    before = times(moved)
    built = moved.build(warnings=None)

    assert times(moved) == before
    assert len(built.warnings) > 1
    assert all(str(moved.source.parent) in warning for warning in built.warnings)
    assert_as_clean(moved)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("posts/a.md", post("{ref}`nobody`\n", title="New")),
        ("posts/part.txt", "Other.\n"),
        ("../code.py", "two = 2\n"),
        ("../beside.txt", ":other:`x` and :ref:`nobody`\n"),
        ("posts/none.txt", "There.\n"),
        ("posts/b.md", post(title="Neighbour")),
    ],
)
def test_edit_after_the_move_is_seen(moved, name, text):
    """Also of a file that others include, that was missing, or whose title others show."""
    moved.write({name: text})

    assert_as_clean(moved)


def test_damaged_environment_is_made_anew(moved):
    """As Sphinx does it."""
    environment = moved.outputs / "doctrees-dirhtml/environment.pickle"
    environment.write_bytes(environment.read_bytes()[:1000])

    assert_as_clean(moved)


def test_move_that_is_cut_off_is_done_again(moved, monkeypatch):
    """Its parts are in several files."""
    clean = moved.build(fresh=True, warnings=None)
    with monkeypatch.context() as patch:
        patch.setattr(moved_folder, "change_stored", lambda *_: sys.exit())
        with pytest.raises(SystemExit):
            moved.build(warnings=None)
    built = moved.build(warnings=None)

    assert sorted(built.warnings) == sorted(clean.warnings)
