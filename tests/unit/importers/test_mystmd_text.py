"""MyST of mystmd, rewritten as the MyST of Sphinx."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.bodies.mystmd_text import MystmdText
from sphinx_blogtheme.importers.sites.mystmd_toc import myst_slug, numbers_in_urls


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
        ("`` a {mine}`b` ``", "`` a {mine}`b` ``"),
        ("{% x %}", "\\{% x %}"),
        (":::{code} md\n```{a}\n```\n:::", "````md\n```{a}\n```\n````"),
        (
            ":::{literalinclude} /a/b.py\n:::",
            ":::{literalinclude} /files/a/b.py\n:caption: `b.py`\n:::",
        ),
        (
            "```{code} python\n:filename: b.py\n1\n```",
            "```{code-block} python\n:caption: `b.py`\n\n1\n```",
        ),
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


def test_headings_keep_the_ids_of_mystmd() -> None:
    """Unless a label names them, or their words give the same id."""
    text = MystmdText(lambda url, _: url, makes_ids=True)
    made = text.rewrite("## 1. It's `a.b`\n## So\n(x)=\n### It's")

    assert made.split("\n") == [
        "## 1. It's `a.b` {#id-1-its-a-b}",
        "## So",
        "(x)=",
        "### It's",
    ]


def test_texts_with_one_name_have_numbers() -> None:
    """In the order of the table of contents, as mystmd gives them their URLs."""
    numbers = numbers_in_urls(["a.ipynb", "a.md", "b.md"], ["a.md"], lambda p: p[0])

    assert numbers == {"a.ipynb": 0, "a.md": 1, "b.md": 0}
