"""Sphinx keeps its own log."""

from __future__ import annotations

import logging

FILES = {"index.md": "# Front\n"}


def test_log_is_as_it_was_after_a_build(site):
    """An editor that builds again in the same process finds what Sphinx sets."""
    site(FILES).build()

    assert logging.getLogger("sphinx").level == logging.DEBUG
