"""Messages of docutils, which are for the author and no one else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conftest import post

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

FAULTY = """\
.. image:: gone.png
   :scale: 50 %

.. image:: https://example.org/far.png
   :scale: 50 %

.. include:: gone.txt

A |stranger|, a :stranger:`role` and a `stranger`_ [7]_.
"""
WARNINGS = [
    'x.rst:10: CRITICAL: Problems with "include"',
    "x.rst:12: ERROR: Unknown interpreted text role",
    "x.rst:12: ERROR: Undefined substitution",
    'x.rst:12: ERROR: Unknown target name: "stranger"',
    'x.rst:12: ERROR: Unknown target name: "7"',
    "x.rst:4: WARNING: image file not readable",
    "x.rst:7: WARNING: the size of https://example.org/far.png is not known",
]


def test_messages_are_on_no_page(site: Callable[..., Site]) -> None:
    """A fault is one warning; pages, feeds and search have the text, as it is written."""
    header = ":date: 2025-03-02\n:blogpost: true\n\n"
    markdown = f"```{{eval-rst}}\n{FAULTY.replace('gone.txt', 'lost.txt')}```\n"
    files = {"posts/x.rst": header + FAULTY, "posts/y.md": post(body=markdown)}
    blog = site(files)
    built = blog.build(warnings=None)

    page = built.html("2025/03/x")
    told = [line for line in built.warnings if "x.rst" in line]
    assert [any(one in line for line in told) for one in WARNINGS] == [True] * 7
    assert sum("gone.png" in line for line in told) == 1
    assert "A |stranger|, a :stranger:`role` and a `stranger`_ [7]_." in page.get_text()
    texts = [
        path.read_text(encoding="utf-8", errors="replace")
        for path in built.out.rglob("*.*")
        if path.suffix in (".html", ".xml", ".json", ".js", ".md", ".txt")
    ]
    assert not [t for t in texts if "ystem-message" in t or "System Message" in t]
    assert not [text for text in texts if str(blog.source) in text]


def test_messages_that_a_site_wants_name_no_folder_of_the_author(
    site: Callable[..., Site],
) -> None:
    """With Sphinx's option, they are shown with the path below the site's folder."""
    header = ":date: 2025-03-02\n:blogpost: true\n\n"
    blog = site({"posts/x.rst": header + FAULTY}, keep_warnings=True)

    page = blog.build(warnings=None).text("2025/03/x/index.html")
    assert "posts/x.rst" in page
    assert str(blog.source) not in page
