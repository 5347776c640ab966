"""How work is shared out among processes."""

from __future__ import annotations

import sphinx.util.docutils
from myst_parser.mdit_to_docutils import base

from sphinx_blogtheme.builder.speedups.docutils_settings import cached_settings
from sphinx_blogtheme.builder.workers import run_in_workers


def test_each_item_is_taken_once():
    """Whoever is free takes the next one; all results come back."""
    results = run_in_workers(range(100), list, 3)

    assert sorted(number for found in results for number in found) == [*range(100)]
    assert len(results) == 3


def test_fewer_items_than_processes():
    """No process is made for nothing."""
    assert run_in_workers(["only"], list, 4) == [["only"]]
    assert run_in_workers([], list, 4) == []


def test_other_versions_are_left_alone(monkeypatch):
    """Where there is no such function, nothing is replaced."""
    monkeypatch.delattr(sphinx.util.docutils, "_get_settings")
    monkeypatch.delattr(base.DocutilsRenderer, "setup_render")
    with cached_settings():
        assert not hasattr(base.DocutilsRenderer, "setup_render")
