"""Connect the packages to Sphinx: the only module that knows the order of the work.

`EVENTS` lists the functions for each of Sphinx's events, in order. A priority other than
500, Sphinx's default, puts the whole list before or after listeners of others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_blogtheme import translation
from sphinx_blogtheme.builder import preload, public_builder, rivals
from sphinx_blogtheme.config import (
    ablog_options,
    base_url,
    defaults,
    jobs_of_others,
    settings,
    theme_options,
)
from sphinx_blogtheme.discovery import (
    allowed_files,
    due,
    front_page,
    project,
    releases,
    served_files,
)
from sphinx_blogtheme.features import comments, content_policy
from sphinx_blogtheme.features.cards import stage as cards
from sphinx_blogtheme.features.diagrams import show_diagrams
from sphinx_blogtheme.features.images import covers, first, place, raw_html, responsive
from sphinx_blogtheme.features.metadata import foreign_lists, head, picture_files
from sphinx_blogtheme.features.redirects import collect as redirects
from sphinx_blogtheme.features.redirects import redirect_files
from sphinx_blogtheme.features.search import facets, site_search
from sphinx_blogtheme.markdown import (
    maths,
    nbsphinx_parser,
    notebooks,
    restructuredtext,
)
from sphinx_blogtheme.markdown.embeds import page_frames
from sphinx_blogtheme.markdown.trust import file_targets, levels
from sphinx_blogtheme.output import (
    body_filters,
    build,
    cleanup,
    generated_pages,
    overwritten,
    preview,
    public_sources,
    theme_navigation,
)
from sphinx_blogtheme.pages import (
    body,
    code_html,
    document_assets,
    keyboard_scrolling,
    not_found,
    other_themes,
    sidenotes,
    template_api,
    text_face,
    toctree_titles,
)
from sphinx_blogtheme.registered_modules import MODULES_WITH_SETUP
from sphinx_blogtheme.site import (
    ablog_bridge,
    addresses,
    changed_files,
    changed_posts,
    code_runs,
    grouping,
    kept_warnings,
    links,
    moved_folder,
    named_by_path,
    named_code,
    no_posts,
    package_versions,
    references,
    source_names,
    toctree_extensions,
    toctree_pages,
    unknown_tags,
    unknown_terms,
    withdrawal,
)
from sphinx_blogtheme.theme_events import THEME_EVENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sphinx.application import Sphinx

    Listeners = tuple[str, int, tuple[Callable[..., Any], ...]]

BODY_FILTERS = (
    keyboard_scrolling.focus_filter,
    code_html.code_filter,
    body_filters.balance_filter,
    body_filters.keeping_filter,
    # The others are for the post's own page only, not for lists and feeds.
    first.eager_image_filter,
    sidenotes.side_note_filter,
    code_html.code_note_filter,
    body_filters.xml_filter,
)
"""The filters that change a document's HTML before its page is drawn, in order."""

EVENTS: tuple[Listeners, ...] = (
    (
        "config-inited",
        40,  # before ABlog and Sphinx use the values
        (
            theme_options.correct_theme_name,
            theme_options.drop_misspelt_options,
            base_url.check_base_url,
            settings.check_options,
            ablog_options.check_ablog_options,
            defaults.fill_in,
            jobs_of_others.stand_back,
            ablog_bridge.replace_listeners,
            maths.choose_renderer,
        ),
    ),
    # Sphinx merges the suffixes of extensions into the site's at 800.
    (
        "config-inited",
        700,
        (
            defaults.keep_suffixes,
            notebooks.keep_markdown,
            nbsphinx_parser.limit_nbsphinx,
        ),
    ),
    (
        "config-inited",
        950,  # before Sphinx loads the environment
        (moved_folder.follow_folder, package_versions.note_versions),
    ),
    (
        "builder-inited",
        0,  # before other extensions look at the builder
        (
            public_builder.publish_builder,
            ablog_bridge.reset_ablog,
            project.install,
            source_names.keep_code,
            allowed_files.note_limits,
        ),
    ),
    (
        "builder-inited",
        500,
        (
            responsive.set_image_sizes,
            sidenotes.add_styles,
            text_face.add_face,
            template_api.check_template_api,
            site_search.choose_engine,
            served_files.keep_out_of_books,
            jobs_of_others.say_who_stands_back,
        ),
    ),
    (
        "builder-inited",
        900,  # after other extensions have added their template loaders
        (
            ablog_bridge.put_templates_last,
            source_names.adapt_listeners,
            source_names.restore_code,
            named_by_path.adapt_directives,
        ),
    ),
    # After all listeners of other extensions: the application is made.
    ("builder-inited", 10_000, (preview.pause,)),
    (
        "env-get-outdated",
        500,
        (
            changed_files.compare_contents,
            changed_posts.documents_with_changed_posts,
            links.documents_with_changed_links,
            toctree_pages.documents_with_changed_toctrees,
            cleanup.note_removed,
        ),
    ),
    (
        "env-before-read-docs",
        500,
        (
            toctree_extensions.lead_external_toctrees,
            rivals.read_rivals,
            changed_files.begin_reading,
            kept_warnings.begin_keeping,
            front_page.require_front_page,
            levels.report_unused_patterns,
            preload.import_for_workers,
        ),
    ),
    ("source-read", 0, (kept_warnings.listen_to_reading,)),
    # Before anything looks at the text of a post.
    ("source-read", 100, (releases.cut_release,)),
    ("source-read", 400, (notebooks.mend_notebook_source,)),
    ("include-read", 500, (file_targets.refuse_included,)),
    ("source-read", 500, (restructuredtext.read_post_source,)),
    (
        "doctree-read",
        300,  # before Sphinx collects images
        (file_targets.refuse_files, place.find_images, ablog_bridge.read_directives),
    ),
    (
        "doctree-read",
        600,  # after Sphinx has collected images
        (
            links.store_file_links,
            place.place_images,
            raw_html.find_raw_images,
            picture_files.note_picture,
            source_names.note_source_folders,
            source_names.store_code_by_docname,
            named_by_path.label_by_path,
            named_code.note_code_names,
            code_runs.note_code_digest,
        ),
    ),
    # After other extensions have changed the doctree.
    ("doctree-read", 900, (references.store_references, changed_files.note_lookups)),
    (
        "env-updated",
        50,
        (
            withdrawal.withdraw_documents,
            kept_warnings.repeat_reading,
            changed_files.end_reading,
            changed_posts.note_origins,
        ),
    ),
    (
        "env-updated",
        100,  # before others look at posts and pages
        (
            no_posts.report_no_posts,
            toctree_titles.remove_page_titles,
            grouping.group_posts,
            unknown_terms.report_unknown_terms,
            unknown_terms.report_unknown_languages,
            unknown_tags.report_unknown_tags,
            picture_files.check_default,
            redirects.collect_redirects,
            foreign_lists.leave_out_of_lists,
            build.start_build,
            content_policy.announce_policy,
            covers.find_covers,
            responsive.make_copies,
            covers.add_cover_copies,
            show_diagrams.draw_diagrams,
            cards.draw_cards,
            site_search.begin_search,
            addresses.report_addresses,
        ),
    ),
    ("env-updated", 500, (cleanup.force_pickling,)),
    ("env-updated", 600, (toctree_extensions.finish_toctrees,)),
    (
        "env-get-updated",
        900,  # after Sphinx has numbered sections and figures
        (
            toctree_titles.add_page_titles,
            build.compare_references,
            kept_warnings.begin_check,
        ),
    ),
    (
        "env-check-consistency",
        900,
        (
            changed_files.forget_reading,
            kept_warnings.end_check,
            moved_folder.note_folder,
        ),
    ),
    ("write-started", 500, (kept_warnings.begin_writing,)),
    ("doctree-resolved", 600, (named_by_path.lead_kernel_to_source,)),
    ("html-page-context", 0, (not_found.use_root,)),
    (
        "html-page-context",
        400,
        (
            site_search.add_search_engine,
            document_assets.add_shown_assets,
            head.tell_open_graph,
        ),
    ),
    # Before themes make their navigation of the tree of pages (500).
    ("html-page-context", 450, (theme_navigation.extend_tree,)),
    (
        "html-page-context",
        900,  # when others have changed the body
        (
            body.filter_body(BODY_FILTERS),
            build.add_context,
            page_frames.change_page,
        ),
    ),
    ("html-page-context", 950, (comments.add_comments, head.add_metadata)),
    (
        "html-page-context",
        970,  # when the context is complete
        (facets.add_facets, other_themes.draw_blog, theme_navigation.extend_header),
    ),
    ("html-page-context", 990, (source_names.name_source,)),
    # When all extensions have added theirs.
    ("html-page-context", 1000, (body_filters.keep_assets, other_themes.style_blog)),
    # Before other extensions write files.
    (
        "html-collect-pages",
        100,
        (
            generated_pages.draw_pages,
            public_sources.write_public_sources,
            redirect_files.write_redirect_files,
            responsive.publish_copies,
            cards.publish_cards,
            show_diagrams.publish_diagrams,
            overwritten.note_written,
        ),
    ),
    ("html-collect-pages", 600, (site_search.publish_index,)),
    # Before other extensions write files.
    (
        "build-finished",
        100,
        (
            kept_warnings.repeat_writing,
            due.announce,
            no_posts.list_no_posts,
            build.finish_build,
            foreign_lists.complete_sitemap,
            content_policy.write_policy,
            build.save_build,
        ),
    ),
    ("build-finished", 900, (overwritten.restore_overwritten,)),
)
"""Listeners of the extension: event, priority, functions in order."""


def setup_extension(app: Sphinx) -> None:
    """Set up MyST, ABlog, the theme and our own packages.

    A site that names only the theme loads this too late to take part in its build.
    """
    app.add_html_theme(theme_options.THEME.name, theme_options.THEME)
    translation.setup(app)
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
