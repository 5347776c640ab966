"""Take links to the source of a post away where that source is not published.

Sphinx's own variable ``sourcename`` is empty then. Two themes make links all the same:
sphinx-book-theme to the folder of all sources, and shibuya to a file that is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FOLDER = "_sources/"
"""The end of a URL that was made with an empty name."""

_OF_SHIBUYA = "view_source_link"
"""The function in templates of shibuya that returns the URL of a source."""


def remove_source_buttons(context: dict[str, Any], copy_url: str | None) -> None:
    """Remove them from the context of a page whose source is not published.

    :param copy_url: absolute URL of the Markdown copy, which shibuya leads to instead.
    """
    if "header_buttons" in context:
        context["header_buttons"] = [*_alive(context["header_buttons"])]
    if "_sphinx_extensions" in context:  # shibuya's

        def url_of_copy(name: str) -> str | None:
            del name
            return copy_url

        context[_OF_SHIBUYA] = url_of_copy


def _alive(buttons: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield buttons of sphinx-book-theme, without those that lead to the folder."""
    for button in buttons:
        if "buttons" in button:
            inside = [*_alive(button["buttons"])]
            if inside:
                yield {**button, "buttons": inside}
        elif not str(button.get("url", "")).endswith(_FOLDER):
            yield button
