"""Register and check the options in ``conf.py``, and read them as a `BlogConfig`."""

from __future__ import annotations

import re
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.declaring import default_of
from sphinx_blogtheme.config.options import PREFIX, BlogConfig, option_fields
from sphinx_blogtheme.config.term_checks import sift
from sphinx_blogtheme.model.languages import first_language, usual_case
from sphinx_blogtheme.model.terms import TERM_OPTIONS, Vocabulary
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config


def check_options(app: Sphinx, config: Config) -> None:
    """Replace values that cannot be used by defaults (on ``config-inited``).

    Each is a warning; so is a name that is nearly that of an option.
    """
    for option_ in option_fields():
        name = PREFIX + option_.name
        value = without_faults(config, name, option_.metadata["check"])
        expected = option_.metadata["check"](value)
        if expected:
            default, fallback = default_of(option_), option_.metadata["fallback"]
            kind = "the default " if fallback == default else ""
            warn(
                WarningKind.CONFIG,
                f"{name} = {value!r}: {expected}; using {kind}{fallback!r}.",
                location=location_of(config, name),
            )
            setattr(config, name, fallback if kind == "" else default)
    known = [name for name in config.values if name.startswith(PREFIX)]
    for name in config._raw_config:  # noqa: SLF001
        if name.startswith(PREFIX) and name not in known:
            for near in get_close_matches(name, known, n=1, cutoff=0.8):
                warn(
                    WarningKind.CONFIG,
                    f"there is no option {name}; did you mean {near}? It is ignored.",
                    location=location_of(config, name),
                )


def without_faults(
    config: Config, name: str, check: Callable[[object], str | None]
) -> Any:
    """Remove the invalid parts of an option's value, and return the rest.

    Each part is a warning, and the valid parts beside it are kept.

    :param check: the option's check, which decides what its parts are.
    """
    value, faults = sift(check, getattr(config, name))
    for fault in faults:
        warn(
            WarningKind.CONFIG,
            f"{name}: {fault}; ignored it.",
            location=location_of(config, name),
        )
    if faults:
        setattr(config, name, value)
        for given in (config.overrides, config._raw_config):  # noqa: SLF001
            if name in given:
                given[name] = value
    return value


def location_of(config: Config, name: str) -> str | None:
    """Return the path and line of a setting, ``conf.py:12``, or None if it has none."""
    path = Path(config._raw_config.get("__file__", ""))  # noqa: SLF001
    if path.is_file():
        lines = enumerate(path.read_text("utf-8").splitlines(), 1)
        found = [number for number, line in lines if re.match(rf"{name}\b", line)]
        if found:
            return f"{path}:{found[-1]}"  # the last one counts
    return None


def read_config(config: Config) -> BlogConfig:
    """Return the options, which have been checked, as a `BlogConfig`."""
    return BlogConfig(
        **{
            option_.name: getattr(config, PREFIX + option_.name)
            for option_ in option_fields()
        }
    )


def vocabulary_of(config: Config) -> Vocabulary:
    """Return the terms that the site's options describe.

    The options of authors, places and languages have only pairs left, for ABlog; the
    whole entries are read from ``conf.py`` or the command line.
    """
    values = {}
    for taxonomy, name in TERM_OPTIONS.items():
        shown = getattr(config, name)
        own = config.overrides.get(name, config._raw_config.get(name))  # noqa: SLF001
        values[taxonomy] = own if isinstance(own, dict) and shown else shown
    return Vocabulary(values)


def site_language(config: Config) -> str:
    """Return the tag of the site's language (BCP 47), such as ``pt-BR``."""
    return usual_case((config.language or "en").replace("_", "-"))


def default_language(config: Config) -> str:
    """Return the tag of the language of posts that name none."""
    given = config.blog_default_language or ()
    names = [given] if isinstance(given, str) else list(given)
    return first_language(", ".join(map(str, names))) or site_language(config)


def site_url(config: Config) -> str:
    """Return the URL of the site with a slash at its end, or an empty string."""
    return f"{config.html_baseurl.rstrip('/')}/" if config.html_baseurl else ""


def setup(app: Sphinx) -> None:
    """Register the options."""
    for option_ in option_fields():
        app.add_config_value(
            PREFIX + option_.name,
            default_of(option_),
            option_.metadata["rebuild"],
            types=Any,
        )
