"""Our defaults for options of Sphinx, MyST and ABlog, which suit a blog.

A value that the site sets itself, in ``conf.py`` or on the command line, wins.
"""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.checks import is_url
from sphinx_blogtheme.config.code_links import set_code_links
from sphinx_blogtheme.config.given import ablog_keeps_urls, is_set
from sphinx_blogtheme.config.jobs_of_others import SOURCE_READER
from sphinx_blogtheme.config.options import MYST_EXTENSIONS, BlogConfig
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.config.theme_options import names_theme
from sphinx_blogtheme.model.library import OVERVIEWS
from sphinx_blogtheme.model.posts import MARKDOWN, MARKDOWN_ENDINGS
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

DATE_FORMAT = "%-d %B %Y"
"""Format of dates on pages: "2 March 2025"."""

DEFAULTS: dict[str, Any] = {
    "myst_enable_extensions": [*MYST_EXTENSIONS],
    "myst_heading_anchors": 6,
    "myst_heading_anchors_html_ids": True,
    "blog_feed_fulltext": True,
    "blog_feed_length": 10,
    "post_date_format": DATE_FORMAT,
    # Dates in ABlog's lists, by default without a year; the codes are Python's own.
    "post_date_format_short": "%d %B %Y",
}
"""Our defaults, by name of the option."""

THEME_DEFAULTS: dict[str, Any] = {
    # Dashes and quotation marks stay as the author typed them, as in an imported blog;
    # `sphinx-blogtheme new` sets it to True.
    "smartquotes": False,
    # Posts have Markdown copies, and our theme links to those.
    "html_copy_source": False,
    "html_show_sourcelink": False,
}
"""Defaults for a site with our theme, by name of the option.

With another theme the site may be documentation that had pages before it had posts; its
pages stay as they were.
"""

GUEST_DEFAULTS: dict[str, Any] = {
    "blog_blogroll": [],
    "blog_files": [],
    "blog_robots": False,
    "blog_content_security_policy": False,
}
"""Our defaults for a site that leaves its blog to ABlog, by name of the option.

Its folder ``files`` may have documents, and its host gets no rules that nobody wrote.
"""

SECTION_DEFAULTS: dict[str, Any] = {
    "blog_files": [],
    "blog_not_found_page": False,
}
"""Our defaults for a site whose blog is a section, by name of the option.

The rest of the site is documentation, which keeps its folders and its 404 page.
"""


def keep_suffixes(app: Sphinx, config: Config) -> None:
    """Add no suffixes to those that the site names, but read its Markdown as such.

    This is called on ``config-inited``.

    MyST-Parser, which we load, makes Markdown files sources; a site that names its
    suffixes, and does not load MyST itself, may have others, such as a ``README.md``.
    """
    if not is_set(config, "source_suffix"):
        return
    given: Any = config.source_suffix
    named = (given,) if isinstance(given, str) else tuple(given or ())
    suffixes = app.registry.source_suffix
    loads_markdown = {"myst_parser", "myst_nb"}.intersection(config.extensions)
    if ".md" not in named and not loads_markdown:
        suffixes.pop(".md", None)
    for suffix in named:
        # Sphinx reads those of a list as reStructuredText if nobody says otherwise.
        if suffix.lower() in MARKDOWN_ENDINGS:
            suffixes.setdefault(suffix, MARKDOWN)


def fill_in(app: Sphinx, config: Config) -> None:
    """Set the options that the site leaves unset (on ``config-inited``).

    If it leaves its blog to ABlog, the options of others are as without us. The folders
    of ``blog_files`` are added to ``html_extra_path``.
    """
    if ablog_keeps_urls(config):
        values = _guest_defaults(config)
    else:
        values = _defaults(config) | _section_defaults(config)
        set_code_links(config, app.extensions)
        if names_theme(app, config):
            values |= THEME_DEFAULTS
        elif config.release:  # Sphinx's title, which has it, suits a documentation
            del values["html_title"]
        if SOURCE_READER in app.extensions:
            values.pop("html_copy_source", None)
    for name, value in values.items():
        if value != "" and not is_set(config, name):
            setattr(config, name, copy(value))  # extensions may add to a list
    served = []
    for name in config.blog_files:
        if Path(app.confdir, name).is_dir():
            served.append(name)
        elif name not in BlogConfig().files:  # the default may be missing
            warn(
                WarningKind.CONFIG,
                f"blog_files: {name!r}: expected a folder beside conf.py; nothing is"
                " copied from it.",
                location=location_of(config, "blog_files"),
            )
    config.html_extra_path = [
        *config.html_extra_path,
        *(name for name in served if name not in config.html_extra_path),
    ]


def _defaults(config: Config) -> dict[str, Any]:
    base: str = config.blog_baseurl  # without which ABlog writes no feed
    if not config.html_baseurl and is_url(base, "http", "https"):
        config.html_baseurl = base
    return {
        **DEFAULTS,
        "blog_title": config.project,
        "blog_baseurl": config.html_baseurl,
        "html_title": config.project,
        **_like_ablog(config),
    }


def _like_ablog(config: Config) -> dict[str, Any]:
    """Return our options that say the same as options of ABlog that the site sets."""
    found: dict[str, Any] = {}
    if isinstance(config.blog_feed_subtitle, str):
        found["blog_description"] = config.blog_feed_subtitle
    if config.blog_archive_titles is True:
        found["blog_list_shows"] = {"terms": "title", "archives": "title"}
    if config.blog_feed_archives is True:
        found["blog_term_feeds"] = [*OVERVIEWS]
    return found


def _section_defaults(config: Config) -> dict[str, Any]:
    """Return our defaults for a site with sections, after setting that of blog_path."""
    path = config.blog_path.strip("/") if is_set(config, "blog_path") else ""
    if path and config.blog_sections:
        warn(
            WarningKind.CONFIG,
            f"blog_path = {path!r}: expected it or blog_sections; ignored it.",
            location=location_of(config, "blog_path"),
        )
    elif path:
        title = config.blog_title if is_set(config, "blog_title") else ""
        about = config.blog_description or _like_ablog(config).get("blog_description")
        said = {"title": title, "description": about or ""}
        config.blog_sections = {path: said}
    return SECTION_DEFAULTS if config.blog_sections else {}


def _guest_defaults(config: Config) -> dict[str, Any]:
    if config.blog_sections:
        warn(
            WarningKind.CONFIG,
            "blog_sections: expected blog_permalink beside it, since ABlog makes the"
            " pages of this site; ignored it.",
            location=location_of(config, "blog_sections"),
        )
        config.blog_sections = {}
    # Of sphinx-sitemap, or of another extension that makes one.
    has_sitemap = "sitemap_excludes" in config
    return {**GUEST_DEFAULTS, **({"blog_sitemap": False} if has_sitemap else {})}
