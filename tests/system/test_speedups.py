"""Speed-ups change nothing but the time, and only with versions that were tested."""

from __future__ import annotations

import pytest

from conftest import ROOT, build_folder
from sphinx_blogtheme.builder.speedups import switch


@pytest.fixture
def fresh(monkeypatch):
    """Let each question be answered anew, in an environment without the variable."""
    monkeypatch.delenv(switch.VARIABLE, raising=False)
    switch.is_on.cache_clear()
    yield monkeypatch
    switch.is_on.cache_clear()


def test_demo_is_the_same_without_them(demo_site, tmp_path, monkeypatch):
    """All of them stand for functions with the same result."""
    monkeypatch.setenv(switch.VARIABLE, "1")

    plain = build_folder(ROOT / "content", tmp_path)

    assert plain.warnings == demo_site.warnings
    assert plain.files() == demo_site.files()


@pytest.mark.parametrize("name", switch.SPEEDUPS)
def test_each_is_on_with_the_versions_of_the_tests(fresh, name):
    """A version that the tests run with is one that was tested."""
    assert switch.is_on(name)


@pytest.mark.parametrize("value", ["1", "templates", "highlighter,templates"])
def test_variable_switches_them_off(fresh, value):
    """All of them, or some by name."""
    fresh.setenv(switch.VARIABLE, value)

    assert not switch.is_on("templates")
    assert switch.is_on("garbage") == (value != "1")


@pytest.mark.parametrize("version", ["8.2.3", "9.3.0", "10.0"])
def test_other_version_takes_the_plain_way(fresh, version):
    """What was not tried with a version of Sphinx is not used with it."""
    fresh.setattr(switch, "version", lambda _: version)

    assert not switch.is_on("highlighter")
    assert switch.is_on("garbage")
