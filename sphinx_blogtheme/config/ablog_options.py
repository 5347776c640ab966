"""Check the options of ABlog, and replace values that it could not use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx.util.i18n import date_format_mappings

from sphinx_blogtheme.config import checks as expect
from sphinx_blogtheme.config import term_checks
from sphinx_blogtheme.config.defaults import DEFAULTS
from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.config.section_checks import section_path
from sphinx_blogtheme.config.settings import location_of, without_faults
from sphinx_blogtheme.config.suggestions import did_you_mean
from sphinx_blogtheme.config.theme_options import names_theme
from sphinx_blogtheme.model.terms import TERM_OPTIONS, TermEntry, term_name
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

_DIRECTIVE = re.compile(r"%-?.?", re.DOTALL)


def date_format(value: object) -> str | None:
    """Expect a format of dates, with directives that Sphinx knows."""
    if not isinstance(value, str):
        return "expected a string"
    for found in _DIRECTIVE.findall(value):
        if found not in date_format_mappings:
            return f"expected directives such as '%d %B %Y'; there is no {found!r}"
    return None


ABLOG_CHECKS: dict[str, Callable[[object], str | None]] = {
    "blog_authors": term_checks.people,
    "blog_languages": term_checks.pairs,
    "blog_locations": term_checks.pairs,
    "blog_path": section_path,
    "blog_title": expect.expect_text,
    "blog_feed_fulltext": expect.expect_boolean,
    "blog_feed_length": expect.natural_or_none,
    "post_date_format": date_format,
    "post_date_format_short": expect.expect_text,
}
"""The check of each option."""


def check_ablog_options(app: Sphinx, config: Config) -> None:
    """Replace values that cannot be used by defaults (on ``config-inited``).

    ABlog gets a pair of name and URL for each author, place and language; the rest of
    an entry is read by `settings.vocabulary_of`.
    """
    for name, expectation in ABLOG_CHECKS.items():
        if expectation is date_format and ablog_keeps_urls(config):
            expectation = expect.expect_text  # noqa: PLW2901 -- ABlog takes any
        value = getattr(config, name)
        pairs = name in TERM_OPTIONS.values()
        if pairs and isinstance(value, dict):
            value = {key: _whole(item) for key, item in value.items()}
            setattr(config, name, value)
            value = without_faults(config, name, expectation)
        if fault := expectation(value):
            ours = {} if ablog_keeps_urls(config) else DEFAULTS
            default = ours.get(name, config.values[name].default)
            warn(
                WarningKind.CONFIG,
                f"{name} = {value!r}: {fault}; using the default {default!r}.",
                location=location_of(config, name),
            )
            config._raw_config.pop(name, None)  # noqa: SLF001 -- as if not set
            setattr(config, name, default)
        elif pairs:
            setattr(config, name, {key: _pair(key, v) for key, v in value.items()})
    _check_disqus(app, config)
    for name in ("author", "location", "language"):
        _check_default(config, f"blog_default_{name}", f"blog_{name}s")


def _check_disqus(app: Sphinx, config: Config) -> None:
    """Warn of Disqus if no page will have it.

    ABlog's own template of pages, which would show it, isn't drawn then.
    """
    value = config.disqus_shortname
    if not value:
        return
    leads = ablog_keeps_urls(config)
    if not (leads or names_theme(app, config)):
        fault = (
            "it has no effect with another theme than sphinx_blogtheme; blog_comments"
            " names the comment system of posts"
        )
    elif config.blog_comments:
        fault = "it has no effect beside blog_comments"
    elif not (config.blog_baseurl or (config.html_baseurl and not leads)):
        fault = "it has no effect without blog_baseurl; leaving the comments out"
    else:
        return
    if not leads:
        config.disqus_shortname = None  # ABlog's lists would link to the comments
    warn(
        WarningKind.CONFIG,
        f"disqus_shortname = {value!r}: {fault}.",
        location=location_of(config, "disqus_shortname"),
    )


def _check_default(config: Config, name: str, of: str) -> None:
    """Replace a default term that ABlog doesn't know by None: it would end the build.

    :param name: an option such as ``blog_default_author``.
    :param of: the option whose keys it may hold, such as ``blog_authors``.
    """
    value = getattr(config, name)
    keys = value if isinstance(value, (list, tuple)) else [value]
    known = getattr(config, of)
    unknown = [key for key in keys if not isinstance(key, str) or key not in known]
    if value and unknown:
        near = did_you_mean(unknown[0], known)
        warn(
            WarningKind.CONFIG,
            f"{name} = {value!r}: expected a key of {of}, or a list of them{near}; using"
            " the default None.",
            location=location_of(config, name),
        )
        setattr(config, name, None)


def _whole(value: object) -> object:
    """Return a pair of name and URL, with None for the URL if it is missing."""
    if isinstance(value, (list, tuple)) and len(value) == 1:
        return (value[0], None)
    return value


def _pair(key: str, value: object) -> tuple[str, str | None]:
    about = TermEntry.parse(key, value)
    return (about.name or term_name(key, {}), about.url or None)
