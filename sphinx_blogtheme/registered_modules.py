"""Which modules register parsers, nodes, directives, transforms or builders."""

from __future__ import annotations

from sphinx_blogtheme.builder import html_builders, message_builder
from sphinx_blogtheme.config import settings
from sphinx_blogtheme.features.diagrams import show_diagrams
from sphinx_blogtheme.features.images import place, raw_html
from sphinx_blogtheme.markdown import (
    code_annotations,
    code_origins,
    diagrams,
    docutils_messages,
    equations,
    included_notes,
    maths,
    parser,
    quotations,
    restructuredtext,
    transitions,
    unclosed_html,
    unreadable,
)
from sphinx_blogtheme.markdown.embeds import directive
from sphinx_blogtheme.markdown.shortcodes import details
from sphinx_blogtheme.markdown.trust import prose
from sphinx_blogtheme.site import (
    ablog_bridge,
    domain,
    held_updates,
    kept_warnings,
    linked_files,
    links,
    moved_folder,
    named_by_path,
    named_code,
    nbsphinx_links,
    package_versions,
    post_names,
    smart_quotes,
    source_names,
    toctree_pages,
    wikilink_targets,
)

MODULES_WITH_SETUP = (
    *(settings, ablog_bridge, parser, restructuredtext, unreadable, docutils_messages),
    *(unclosed_html, included_notes, domain, held_updates, smart_quotes, linked_files),
    *(nbsphinx_links, toctree_pages, transitions, quotations, place, raw_html),
    *(equations, maths, directive, details, prose, links, wikilink_targets, post_names),
    *(source_names, named_by_path, moved_folder, kept_warnings, html_builders),
    *(package_versions, message_builder, code_annotations, code_origins, named_code),
    *(diagrams, show_diagrams),
)
"""Modules whose `setup` the extension calls, in order."""
