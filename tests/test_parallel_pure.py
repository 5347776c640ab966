"""How work is shared out among processes."""

from __future__ import annotations

import sphinx.util.docutils
from myst_parser.mdit_to_docutils import base

from sphinx_blogtheme.settings_cache import settings_once, without_spare_document
from sphinx_blogtheme.workers import share


def test_each_item_is_taken_once():
    """Whoever is free takes the next one; all results come back."""
    results = share(range(100), list, 3)

    assert sorted(number for found in results for number in found) == [*range(100)]
    assert len(results) == 3


def test_fewer_items_than_processes():
    """No process is made for nothing."""
    assert share(["only"], list, 4) == [["only"]]
    assert share([], list, 4) == []


def test_other_versions_are_left_alone(monkeypatch):
    """Where there is no such function, nothing is replaced."""
    monkeypatch.delattr(sphinx.util.docutils, "_get_settings")
    monkeypatch.delattr(base, "make_document")
    with settings_once(), without_spare_document():
        assert not hasattr(base, "make_document")
