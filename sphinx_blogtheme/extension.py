"""Wire the stages of the pipeline to Sphinx."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme import (
    ablog_bridge,
    ablog_options,
    assets,
    body_nodes,
    build,
    builders,
    cards,
    comments,
    config,
    defaults,
    discovery,
    embed_directive,
    embeds,
    first_image,
    focus,
    generated,
    grouping,
    images,
    leftovers,
    links,
    loading,
    machines,
    maths,
    not_found,
    notebooks,
    other_posts,
    parser,
    punctuation,
    raw_images,
    reading,
    responsive,
    search,
    sidenotes,
    strangers,
    summaries,
    theme_options,
    toctrees,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx

THEME_NAME = "sphinx_blogtheme"


def setup_extension(app: Sphinx) -> None:
    """Set up MyST, ABlog, the theme and our own stages.

    A site that names only the theme makes Sphinx load us when it looks for that,
    too late to take part in the build: it gets the theme and nothing else.
    """
    app.add_html_theme(THEME_NAME, Path(__file__).parent / "theme" / THEME_NAME)
    for stage in (theme_options, assets, summaries):
        stage.setup(app)
    if hasattr(app, "project"):
        return
    if "myst_nb" not in app.extensions:  # which has set up MyST itself
        app.setup_extension("myst_parser")
    for stage in (
        loading,
        config,
        ablog_bridge,
        ablog_options,
        defaults,
        discovery,
        notebooks,
        parser,
        other_posts,
        reading,
        toctrees,
        images,
        raw_images,
        responsive,
        first_image,
        maths,
        punctuation,
        focus,
        sidenotes,
        embed_directive,
        embeds,
        body_nodes,
        links,
        grouping,
        strangers,
        not_found,
        builders,
        build,
        leftovers,
        generated,
        search,
        cards,
        comments,
        machines,
    ):
        stage.setup(app)
