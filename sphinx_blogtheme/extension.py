"""Connect the packages to Sphinx: the only module that knows their order.

`EVENTS` lists the functions for each of Sphinx's events, in order. A priority holds for
the whole list; it differs from Sphinx's default of 500 if the list has to be called
before or after listeners of others.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.builder import html_builders, preload
from sphinx_blogtheme.config import ablog_options, defaults, settings, theme_options
from sphinx_blogtheme.discovery import project
from sphinx_blogtheme.features import comments, content_policy
from sphinx_blogtheme.features.cards import stage as cards
from sphinx_blogtheme.features.images import first, place, raw_html, responsive
from sphinx_blogtheme.features.metadata import head, picture_files
from sphinx_blogtheme.features.redirects import collect as redirects
from sphinx_blogtheme.features.redirects import redirect_files
from sphinx_blogtheme.features.search import site_search
from sphinx_blogtheme.markdown import (
    maths,
    notebooks,
    parser,
    restructuredtext,
    toctrees,
)
from sphinx_blogtheme.markdown.embeds import directive
from sphinx_blogtheme.markdown.embeds import page_frames as embeds
from sphinx_blogtheme.markdown.shortcodes import details
from sphinx_blogtheme.output import body_filters, build, cleanup, generated_pages
from sphinx_blogtheme.pages import (
    assets,
    body,
    descriptions,
    keyboard_scrolling,
    not_found,
    sidenotes,
)
from sphinx_blogtheme.site import ablog_bridge, domain, grouping, links, unknown_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx

    Listeners = tuple[str, int, tuple[Callable[..., Any], ...]]

THEME_NAME = "sphinx_blogtheme"

MODULES_WITH_SETUP = (
    settings,
    ablog_bridge,
    parser,
    restructuredtext,
    domain,
    toctrees,
    place,
    raw_html,
    maths,
    directive,
    details,
    links,
    html_builders,
)
"""Modules that register parsers, nodes, directives, transforms or builders."""

BODY_FILTERS = (
    keyboard_scrolling.focus_filter,
    body_filters.balance_filter,
    body_filters.keeping_filter,
    # The others are for the post's own page only, not for lists and feeds.
    first.eager_image_filter,
    sidenotes.side_note_filter,
)
"""The filters that change a document's HTML before its page is drawn, in order."""

EVENTS: tuple[Listeners, ...] = (
    (
        "config-inited",
        40,  # before ABlog and Sphinx use the values
        (
            settings.check_options,
            ablog_options.check_ablog_options,
            defaults.fill_in,
            ablog_bridge.replace_listeners,
            maths.choose_renderer,
        ),
    ),
    # Sphinx merges the suffixes of extensions into the site's at 800.
    ("config-inited", 700, (notebooks.keep_markdown,)),
    ("builder-inited", 0, (ablog_bridge.reset_ablog, project.install)),
    (
        "builder-inited",
        500,
        (responsive.set_image_sizes, sidenotes.add_styles, site_search.choose_engine),
    ),
    # After other extensions have added their template loaders.
    ("builder-inited", 900, (ablog_bridge.put_templates_last,)),
    (
        "env-get-outdated",
        500,
        (
            domain.documents_with_changed_posts,
            links.documents_with_changed_links,
            cleanup.note_removed,
        ),
    ),
    ("env-before-read-docs", 500, (preload.import_for_workers,)),
    ("source-read", 400, (notebooks.replace_broken_notebook,)),
    ("source-read", 500, (restructuredtext.read_post_source,)),
    # Before Sphinx collects images (500).
    ("doctree-read", 300, (place.find_images, ablog_bridge.read_directives)),
    (
        "doctree-read",
        600,  # after Sphinx has collected images
        (
            links.store_file_links,
            place.place_images,
            raw_html.find_raw_images,
            picture_files.note_picture,
        ),
    ),
    (
        "env-updated",
        100,  # before others look at posts and pages
        (
            grouping.group_posts,
            unknown_terms.report_unknown_terms,
            unknown_terms.report_unknown_languages,
            picture_files.check_default,
            redirects.collect_redirects,
            build.start_build,
            content_policy.announce_policy,
            responsive.make_copies,
            cards.draw_cards,
            site_search.begin_search,
        ),
    ),
    ("env-updated", 500, (cleanup.force_pickling,)),
    ("html-page-context", 0, (not_found.use_root,)),
    ("html-page-context", 400, (site_search.add_search_engine,)),
    (
        "html-page-context",
        900,  # when others have changed the body
        (
            body.filter_body(BODY_FILTERS),
            build.add_context,
            embeds.change_page,
        ),
    ),
    ("html-page-context", 950, (comments.add_comments, head.add_metadata)),
    # After the pages of other extensions (500), which the search is to find.
    (
        "html-collect-pages",
        500,
        (generated_pages.draw_pages,),
    ),
    (
        "html-collect-pages",
        600,
        (
            redirect_files.write_redirect_files,
            responsive.publish_copies,
            cards.publish_cards,
            site_search.publish_index,
        ),
    ),
    (
        "build-finished",
        500,
        (
            project.announce,
            build.finish_build,
            content_policy.write_policy,
            cleanup.remove_doctrees,
        ),
    ),
)
"""Listeners of the extension: event, priority, functions in order."""

THEME_EVENTS: tuple[Listeners, ...] = (
    ("builder-inited", 500, (theme_options.check_theme_options,)),
    ("env-updated", 500, (assets.forget_versions,)),
    ("html-page-context", 400, (assets.add_asset,)),
    ("html-page-context", 500, (theme_options.add_theme_values,)),
    # After the blog has described its pages.
    ("html-page-context", 940, (descriptions.add_description,)),
)
"""Listeners of the theme, which also works without the extension."""


def setup_extension(app: Sphinx) -> None:
    """Set up MyST, ABlog, the theme and our own packages.

    If a site names only the theme, Sphinx loads this extension when it looks for the
    theme, which is too late to take part in the build: only the theme is set up then.
    """
    app.add_html_theme(THEME_NAME, Path(__file__).parent / "theme" / THEME_NAME)
    _connect(app, THEME_EVENTS)
    if hasattr(app, "project"):
        return
    if "myst_nb" not in app.extensions:  # MyST-NB has set up MyST itself
        app.setup_extension("myst_parser")
    for module in MODULES_WITH_SETUP:
        module.setup(app)
    _connect(app, EVENTS)


def _connect(app: Sphinx, events: Iterable[Listeners]) -> None:
    for event, priority, functions in events:
        for function in functions:
            app.connect(event, function, priority=priority)
