"""Releases are found in changelogs, and nothing that is still to come."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sphinx_blogtheme.model.release_notes import (
    has_release_headings,
    releases_in,
    text_of_release,
)

UTC = ZoneInfo("UTC")


def found(text, *, rst=False):
    """Return title and day of each release."""
    releases = releases_in(text, UTC, rst=rst)
    return [(one.title, f"{one.date:%Y-%m-%d}") for one in releases]


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("## [1.2.0] - 2026-10-01", "1.2.0"),
        ("## [1.2.0](https://e.org/v1.2.0) (2026-10-01)", "1.2.0"),
        ("# Widgets 1.2.0 (2026-10-01)", "Widgets 1.2.0"),
        ("### v1.2.0 — 1 October 2026", "v1.2.0"),
        ("## 1.2.0 “Quill”, October 1st, 2026", "1.2.0 “Quill”"),
        ("## 2026.10.1 (2026-10-01)", "2026.10.1"),
        ("## [1.2.0-rc.1] - 2026-10-01 [YANKED]", "1.2.0-rc.1 YANKED"),
        ("## Version 1.2 / 2026-10-01", "1.2"),
        ("Widgets 1.2.0 (2026-10-01)\n===", "Widgets 1.2.0"),
        ("## [2026-10-01] — A new home", "A new home"),
        ("## v1.2.0\n\nReleased on 1 October 2026", "v1.2.0"),
        ("## v1.2.0\n\n*2026-10-01*", "v1.2.0"),
    ],
)
def test_heading_with_version_and_date_is_a_release(heading, expected):
    """In Markdown; the date may be in a line below."""
    assert found(f"# Changes\n\n{heading}\n\nText.\n") == [(expected, "2026-10-01")]


@pytest.mark.parametrize(
    "heading",
    [
        "## [Unreleased]",
        "## [Unreleased] - 2026-10-01",
        "## [1.3.0] - unreleased",
        "## 1.3.0",
        "## 1.3.0 (draft) 2026-10-01",
        "## 1.3.0.dev0 (2026-10-01)",
        "## 1.3.0 - TBD",
        "## 1.3.0\n\nRelease date: to be announced",
        "```\n## 1.3.0 (2026-10-01)\n```",
        "<!--\n## 1.3.0 (2026-10-01)\n-->",
        "## Python 3.14 of 2026",
        "## What we did on 2026-10-01",
    ],
)
def test_what_is_no_release_is_left_out(heading):
    """What has no date, is still to come, or is no heading."""
    text = f"# Changes\n\n{heading}\n\n- Secret.\n\n## [1.0.0] - 2026-01-01\n\n- Out.\n"
    releases = releases_in(text, UTC)

    assert [one.version for one in releases] == ["1.0.0"]
    assert "Secret" not in text_of_release(text, releases[0])


RST = """\
=========
 Changes
=========

.. towncrier release notes start

Widgets 1.1 (2026-11-01)
------------------------

Features
~~~~~~~~

- See `#12`_ and |this|.

----

`1.0.0 <https://e.org>`_ - 2026-10-01
-------------------------------------

- First, see llhttp_.

  .. _llhttp: https://llhttp.example

1.2.0 (unreleased)
------------------

- Secret.

.. _#12: https://e.org/12
.. _#99: https://e.org/99
.. |this| replace:: that
"""


def test_releases_of_towncrier_are_found():
    """In reStructuredText; a rule between them is of neither."""
    releases = releases_in(RST, UTC, rst=True)
    first, second = (text_of_release(RST, one, rst=True) for one in releases)

    assert found(RST, rst=True) == [
        ("Widgets 1.1", "2026-11-01"),
        ("1.0.0", "2026-10-01"),
    ]
    assert first.strip().endswith(
        "|this|.\n\n.. _#12: https://e.org/12\n.. |this| replace:: that"
    )
    assert "----" not in first
    assert second.strip().startswith("- First")
    assert "Secret" not in first + second


def test_lines_keep_their_numbers():
    """A warning names the line of the file."""
    text = (
        "# Changes\n\n## 1.1 (2026-02-01)\n\n- New.\n\n## 1.0 (2026-01-01)\n\n- Old.\n"
    )
    (_, old) = releases_in(text, UTC)

    assert text_of_release(text, old).split("\n").index("- Old.") == 8


def test_links_bring_their_definitions():
    """Those that the release has; others may tell of what is to come."""
    text = (
        "# Changes\n\n## [1.1] - 2026-02-01\n\n- See [#12] and [the docs][Guide].\n\n"
        "## [1.0] - 2026-01-01\n\n- Old.\n\n"
        "[#12]: https://e.org/12\n[guide]: https://e.org/guide\n"
        "[Unreleased]: https://e.org/compare/1.1...HEAD\n"
    )
    new, old = (text_of_release(text, one) for one in releases_in(text, UTC))

    assert new.count("https://") == 2
    assert "https://" not in old


def test_notes_with_headings_of_the_same_level_are_whole():
    """As those that GitHub makes, whose first heading is of the second level."""
    text = (
        "## v1.1\n\nReleased 2026-02-01\n\n## What's Changed\n* One\n\n## Thanks\n* You\n\n"
        "## v1.0\n\nReleased 2026-01-01\n\n## What's Changed\n* Old\n"
    )
    new, old = (text_of_release(text, one) for one in releases_in(text, UTC))

    assert [line for line in new.split("\n") if line] == [
        *("## What's Changed", "* One", "## Thanks", "* You")
    ]
    assert "Old" in old


def test_other_headings_end_a_release():
    """What follows the last one is not of it."""
    text = (
        "# A\n\n## 1.0 (2026-01-01)\n\n- Out.\n\n## Older ones\n\nNo.\n\n# B\n\nNo.\n"
    )
    (one,) = releases_in(text, UTC)

    assert text_of_release(text, one).strip() == "- Out."


def test_file_without_releases_is_known():
    """One in which everything is still to come has headings of releases."""
    assert has_release_headings("# Changes\n\n## [Unreleased]\n")
    assert not has_release_headings("# Guide\n\n## Install\n")


def test_time_grows_with_the_length_of_the_file():
    """A long history is read once."""
    text = "".join(f"## 1.{n}.0 (2026-01-01)\n\n- [x]\n\n" for n in range(3000))

    assert len(releases_in(text, UTC)) == 3000
