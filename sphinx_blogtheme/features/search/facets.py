"""Let readers narrow the results of Sphinx's search, in themes that cannot do that.

The search page has the kind, the year and the categories of each listed post as JSON,
by URL; ``js/search-facets.js`` adds menus for them above the results.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from sphinx_blogtheme.config.theme_options import draws
from sphinx_blogtheme.output.build import current_build

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_blogtheme.output.build import Build


def add_facets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add ``search_facets`` to the search page (on ``html-page-context``)."""
    del templatename, doctree
    if pagename != "search" or draws(app):
        return
    build = current_build(app.env)
    if build is not None and build.domain.posts:
        facts = json.dumps(_facets(build), ensure_ascii=False, separators=(",", ":"))
        # Within a script, only this could end it.
        context["search_facets"] = Markup(facts.replace("</", "<\\/"))  # noqa: S704


def _facets(build: Build) -> dict[str, object]:
    """Return ``categories``, their names, and ``posts``: facts of each, by URL.

    The facts of a post are its date, its year and the numbers of its categories.
    """
    names: dict[str, int] = {}
    posts = {}
    library = build.session.library
    for post in (*library.posts, *library.translations):
        shown = build.editions.of(post.docname).pages.post(post)
        numbers = [names.setdefault(c.name, len(names)) for c in shown.categories]
        url = build.builder.get_target_uri(post.docname)
        date = shown.date_text if shown.dated else ""
        posts[url] = [date, str(post.date.year) if shown.dated else "", numbers]
    return {"categories": [*names], "posts": posts}
