"""MyST of mystmd, rewritten as the MyST of Sphinx."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.bodies.mystmd_text import MystmdText
from sphinx_blogtheme.importers.sites.mystmd_toc import myst_slug


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("% hidden\nshown\n+++ {}\nmore", "shown\nmore"),
        ("{u}`a` {sub}`b` {mine}`c`", "<u>a</u> {sub}`b` c"),
        (
            "[m](wiki:Moon) [d](doi:10.1/x)",
            "[m](https://en.wikipedia.org/wiki/Moon) [d](https://doi.org/10.1/x)",
        ),
        (
            ":::{figure} a.png\n:label: f\nC\n:::",
            ":::{figure} a.png\n:name: f\n\nC\n:::",
        ),
        ("```{code-cell} python\n:tags: [x]\n1\n```", "```python\n1\n```"),
        ("```{code-cell} python\n:tags: [remove-cell]\n1\n```", ""),
        (":::{mine}\nx\n:::", "x"),
        ("```python\n% {u}`a`\n```", "```python\n% {u}`a`\n```"),
    ],
)
def test_construct_is_rewritten(text: str, expected: str) -> None:
    """What Sphinx has stays; of all else the words stay."""
    assert MystmdText(lambda url, _: url).rewrite(text).strip() == expected


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("01-intro", "intro"),
        ("2024-03-05-a_b", "2024-03-05-a-b"),
        ("R & D", "r-and-d"),
        ("007", "007"),
    ],
)
def test_names_are_urls_as_in_mystmd(name: str, slug: str) -> None:
    """Numbers in front are left out, unless they are a year."""
    assert myst_slug(name) == slug
