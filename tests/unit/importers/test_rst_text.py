"""ReStructuredText of Pelican and Nikola, rewritten for Sphinx."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.bodies.rst_text import (
    RstPlaces,
    rst_for_sphinx,
    with_places,
    without_docinfo,
)

REWRITTEN = {
    "a class": (".. class:: a b\n\nText.\n", ".. rst-class:: a b\n\nText.\n"),
    "a class around others": (
        ".. class:: a\n\n   .. class:: b\n\n   Text.\n",
        ".. rst-class:: a\n\n   .. rst-class:: b\n\n   Text.\n",
    ),
    "numbers of lines as Pygments asks for them": (
        ".. sourcecode:: py\n    :linenos: table\n    :hl_lines: 1 3\n\n    x = 1\n",
        ".. code-block:: py\n    :emphasize-lines: 1,3\n    :linenos:\n\n    x = 1\n",
    ),
    "numbers of lines as docutils asks for them": (
        ".. code:: py\n   :number-lines: 7\n\n   x = 1\n",
        ".. code-block:: py\n   :linenos:\n   :lineno-start: 7\n\n   x = 1\n",
    ),
    "no numbers of lines": (
        ".. code-block:: py\n   :linenos: none\n\n   x = 1\n",
        ".. code-block:: py\n\n   x = 1\n",
    ),
    "code in a list": (
        "- .. code:: py\n     :number-lines:\n\n     x = 1\n",
        "- .. code-block:: py\n     :linenos:\n\n     x = 1\n",
    ),
    "a thumbnail with two spaces": (
        "..  thumbnail:: /a.png\n    :alt: A\n\n    Caption.\n",
        "..  figure:: /a.png\n    :alt: A\n\n    Caption.\n".replace("..  ", ".. "),
    ),
    "a player": (
        ".. youtube:: abcdefghijk\n   :width: 640\n   :height: 480\n",
        ".. embed:: https://www.youtube.com/watch?v=abcdefghijk\n   :width: 640\n",
    ),
    "a shortcode with a player": (
        "{{% media url=https://vimeo.com/12 %}}\n",
        ".. embed:: https://vimeo.com/12\n",
    ),
    "media that nothing plays": (
        ".. media:: https://example.org/v\n",
        "`example.org/v <https://example.org/v>`__\n",
    ),
    "slides": (
        ".. slides::\n\n   /a.png\n   /b.png\n",
        ".. image:: /a.png\n\n.. image:: /b.png\n",
    ),
}
SAME = {
    "code that shows a class": ".. code:: rst\n\n   .. class:: a\n",
    "a literal block": "So::\n\n  .. class:: a\n",
    "a comment": ".. Not now\n\n   .. class:: a\n",
    "a known directive": ".. note::\n\n   Text.\n",
    "an image in a substitution": ".. |a| image:: /a.png\n   :alt: A\n",
}


@pytest.mark.parametrize("name", REWRITTEN)
def test_directives_mean_what_they_did(name: str) -> None:
    """Directives that Sphinx lacks, or reads otherwise, become such that it has."""
    old, new = REWRITTEN[name]

    assert rst_for_sphinx(old).text.rstrip("\n") == new.rstrip("\n")


@pytest.mark.parametrize("name", SAME)
def test_code_and_the_rest_stay(name: str) -> None:
    """What is code, a comment or known to Sphinx is not changed."""
    assert rst_for_sphinx(SAME[name]).text == SAME[name]


def test_unknown_directives_keep_their_text() -> None:
    """A directive that nothing knows is named, and its content stays on the page."""
    text = ".. panel:: wide\n   :colour: red\n\n   Text.\n\n.. chart:: Bar\n\n   'a', [1]\n"

    found = rst_for_sphinx(text)

    assert found.unknown == (".. panel::", ".. chart::")
    assert ".. container:: panel\n\n   Text." in found.text
    assert ".. code-block:: text\n\n   'a', [1]" in found.text


def test_options_without_effect_are_named() -> None:
    """An option that Sphinx would refuse, with all of the code, is left out."""
    found = rst_for_sphinx(".. code:: py\n   :anchorlinenos:\n\n   x\n")

    assert found.dropped == (":anchorlinenos:",)
    assert ":anchorlinenos:" not in found.text
    assert "   x" in found.text


def test_files_are_put_in() -> None:
    """Included texts and listings come from the files of the site."""
    files = {"a.inc": ".. class:: b\n\nIn.\n"}
    places = RstPlaces(listing=lambda name: f"/files/{name}", included=files.get)
    text = ".. include:: a.inc\n\n.. listing:: x.py python\n"

    found = rst_for_sphinx(text, places).text
    assert ".. rst-class:: b\n\nIn.\n" in found
    assert ".. literalinclude:: /files/x.py\n   :language: python\n" in found


@pytest.mark.parametrize(
    ("text", "new"),
    [
        ("`a <{static}/i/a.png>`_", "`a </i/a.png>`_"),
        (".. image:: |static|/i/a.png", ".. image:: /i/a.png"),
        ('<img src="{attach}i/a.png#x">', '<img src="/i/a.png#x">'),
        ("`b <{filename}b.rst>`_", "`b <{filename}b.rst>`_"),
    ],
)
def test_places_of_files_are_urls(text: str, new: str) -> None:
    """Marks of Pelican for files that are copied give way to the files' URLs."""
    found = with_places(
        text, lambda kind, path: "" if kind == "filename" else f"/{path.lstrip('/')}"
    )

    assert found == new


def test_first_field_list_is_shown() -> None:
    """Data of the document at its top are shown by docutils, but not by Sphinx."""
    found = without_docinfo(":Version: 8\n:Author: E\n\nText.\n")

    assert found == ".. container:: docinfo\n\n   :Version: 8\n   :Author: E\n\nText.\n"
    assert without_docinfo("Text.\n\n:a: b\n") == "Text.\n\n:a: b\n"
