"""Load the style sheets and scripts of a document on each page that shows its body.

Extensions such as sphinx-tabs add theirs to the page of a document that needs them, on
``html-page-context``. Lists, and the front page, show the document too.
"""

from __future__ import annotations

from os import fspath
from typing import TYPE_CHECKING, Any, TypedDict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sphinx.application import Sphinx

SHOWN_ASSETS = "document_assets"
"""In the context of a generated page: the assets of the documents that it shows."""

_STATIC = "_static/"


class Asset(TypedDict):
    """A style sheet or script, as JSON can keep it."""

    kind: str
    """``css`` or ``js``."""
    file: str
    """URL, or path in ``_static``; empty for a script with its text in `options`."""
    options: dict[str, Any]
    """The priority and the attributes, as Sphinx's ``add_js_file`` takes them."""


def added_assets(
    builder: Any, docname: str, context: Mapping[str, Any]
) -> Iterator[Asset]:
    """Yield the assets that one page has beside those of all pages.

    A script that names the page is about this page only, as that of PyData's theme is.

    :param builder: Sphinx's HTML builder.
    :param context: of the page, when extensions have completed it.
    """
    for kind, name in (("css", "css_files"), ("js", "script_files")):
        common: Sequence[Any] = getattr(builder, f"_orig_{kind}_files", ())
        for asset in context.get(name, ()):
            if asset not in common:
                options = dict(getattr(asset, "attributes", {}))
                if hasattr(asset, "priority"):
                    options["priority"] = asset.priority
                file = fspath(getattr(asset, "filename", asset) or "")
                if not file and f"'{docname}'" in options.get("body", ""):
                    continue
                yield Asset(kind=kind, file=file, options=options)


def add_shown_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add the assets of the documents that a page shows (on ``html-page-context``)."""
    del pagename, templatename, doctree
    builder: Any = app.builder
    shown: Iterable[Asset] = context.get(SHOWN_ASSETS, ())
    for asset in shown:
        add = builder.add_css_file if asset["kind"] == "css" else builder.add_js_file
        add(asset["file"].removeprefix(_STATIC), **asset["options"])
