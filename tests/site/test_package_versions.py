"""A build makes everything anew when what reads texts has another version."""

from __future__ import annotations

import pygments
import pytest

from conftest import posts


@pytest.mark.parametrize("version", [pygments.__version__, "0.0"])
def test_other_version_reads_everything_again(site, monkeypatch, version):
    """As in a pipeline that restores the last build and installs what is new."""
    blog = site(posts(a="A.\n", b="B.\n"))
    before = times(blog)
    monkeypatch.setattr(pygments, "__version__", version)

    changed = {path for path, time in times(blog).items() if before[path] != time}

    assert len(changed) == (3 if version == "0.0" else 0)


def times(blog):
    """Build a site, and return the times of its doctrees."""
    blog.build()
    return {p: p.stat().st_mtime_ns for p in blog.outputs.rglob("*.doctree")}
