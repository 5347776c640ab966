"""Turn settings of ABlog's that a site sets wrongly into ones that can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme import option_checks as expect
from sphinx_blogtheme.config import is_guest, location_of
from sphinx_blogtheme.defaults import DEFAULTS
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config

CHECKS: dict[str, Callable[[object], str | None]] = {
    "blog_authors": expect.people,
    "blog_languages": expect.people,
    "blog_locations": expect.people,
    "blog_title": expect.text,
    "blog_feed_fulltext": expect.boolean,
    "blog_feed_length": expect.natural_or_none,
    "post_date_format": expect.text,
    "post_date_format_short": expect.text,
}


def check(app: Sphinx, config: Config) -> None:
    """Give what can't be used its default (on ``config-inited``).

    A person may be a name alone, which for ABlog has to be a pair with a URL.
    """
    for name, expectation in CHECKS.items():
        value = getattr(config, name)
        if expectation is expect.people and isinstance(value, dict):
            value = {key: _pair(item) for key, item in value.items()}
            setattr(config, name, value)
        if fault := expectation(value):
            ours = {} if is_guest(config) else DEFAULTS
            default = ours.get(name, config.values[name].default)
            warn(
                WarningKind.CONFIG,
                f"{name} = {value!r}: {fault}; using the default {default!r}.",
                location=location_of(config, name),
            )
            config._raw_config.pop(name, None)  # noqa: SLF001 -- as if not set
            setattr(config, name, default)


def _pair(value: object) -> object:
    if isinstance(value, str):
        return (value, None)
    if isinstance(value, (list, tuple)) and len(value) == 1:
        return (value[0], None)
    return value


def setup(app: Sphinx) -> None:
    """Register the stage, before settings that are left open get a value."""
    app.connect("config-inited", check, priority=45)
