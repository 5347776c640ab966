"""Dates, names and code as the libraries of Pelican and Nikola read them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sphinx_blogtheme.importers.bodies.codehilite import with_fences
from sphinx_blogtheme.importers.loose_dates import loose_date
from sphinx_blogtheme.importers.plain_slugs import plain_slug

UTC = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/25/2015", "2015-03-25"),
        ("15.11.2026", "2026-11-15"),
        ("3/4/2015 10:20", "2015-03-04"),
        ("20101203", "2010-12-03"),
        ("2019-12-01-19:48", "2019-12-01"),
        ("2010-12", "2010-12-01"),
        ("25-3-99", "1999-03-25"),
        ("25 March 2015", "2015-03-25"),
        ("2015-03-25T10:00:00Z", "2015-03-25"),
    ],
)
def test_dates_are_read_as_dateutil_does(text: str, day: str) -> None:
    """The month comes first, unless the number can only be a day or a year."""
    found = loose_date(text, UTC)

    assert found
    assert found.date().isoformat() == day


@pytest.mark.parametrize("text", ["2012-13-05", "soon", "", "13/13/2013"])
def test_what_dateutil_refuses_is_no_date(text: str) -> None:
    """Nothing is guessed."""
    assert loose_date(text, UTC) is None


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Größe & Maß", "grosse-mass"),
        ("L'été — déjà", "lete-deja"),
        ("Привет мир", "privet-mir"),
        ("C++ tips", "c-tips"),
        ("Ærø", "aero"),
    ],
)
def test_slugs_are_in_ascii(text: str, slug: str) -> None:
    """Letters of other scripts are written as Unidecode writes them."""
    assert plain_slug(text) == slug


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("a\n\n    :::py\n    x\n\n    y\n\nb\n", "a\n\n```py\nx\n\ny\n```\n\nb\n"),
        ("    #!sh\n    ls\n", "```sh\nls\n```\n\n"),
        (
            '    :::py hl_lines="1 2"\n    x\n',
            '```py hl_lines="1 2"\nx\n```\n\n',
        ),
        (
            "1.  a\n\n        :::py\n        x\n",
            "1.  a\n\n    ```py\n    x\n    ```\n\n",
        ),
        ("```\n    :::py\n    x\n```\n", "```\n    :::py\n    x\n```\n"),
    ],
)
def test_code_with_a_language_is_in_a_fence(text: str, new: str) -> None:
    """Indented code whose first line has the language; that in fences stays."""
    assert with_fences(text) == new
