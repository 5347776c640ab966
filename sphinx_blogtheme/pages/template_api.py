"""The version of what templates of sites and of other themes can rely on.

``docs/templates.md`` says what that is. Something that is taken away or changed raises
the first number, and something that is added the second.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.checks import api_version
from sphinx_blogtheme.config.settings import location_of, read_config
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

TEMPLATE_API = (1, 0)
"""The version, as two numbers."""

THEME_OPTION = "blog_template_api"
"""The option in the ``theme.toml`` of a theme that asks for a version."""

_OLD_FOLDER = "blogtheme"


def version_text(version: tuple[int, int] = TEMPLATE_API) -> str:
    """Return a version as text: ``1.0``."""
    return ".".join(map(str, version))


def is_enough(wanted: str) -> bool:
    """Return whether templates for a version work with this one.

    :param wanted: a version such as ``1.2``, or ``1`` for ``1.0``.
    """
    major, _, minor = wanted.partition(".")
    return int(major) == TEMPLATE_API[0] and int(minor or 0) <= TEMPLATE_API[1]


def check_template_api(app: Sphinx) -> None:
    """Warn of templates for another version (on ``builder-inited``)."""
    if getattr(app.builder, "theme", None) is None:
        return
    for wanted, whose, option in _wishes(app):
        if api_version(wanted) is None and is_enough(wanted):
            continue
        warn(
            WarningKind.CONFIG,
            f"{whose} asks for version {wanted!r} of the templates' interface; expected "
            f"{version_text()}, or an older {TEMPLATE_API[0]}.x. The templates are used, and "
            "may show less than they should.",
            location=location_of(app.config, option),
        )
    if old := sorted(_old_templates(app)):
        warn(
            WarningKind.CONFIG,
            f"templates_path has {', '.join(old)}: expected the names of the templates "
            "that all themes share, such as 'parts/entries.html'; these are not used.",
            location=location_of(app.config, "templates_path"),
        )


def _wishes(app: Sphinx) -> Iterator[tuple[str, str, str]]:
    """Yield the versions that are asked for, who does, and an option of ``conf.py``."""
    if wanted := read_config(app.config).template_api:
        yield wanted, "blog_template_api", "blog_template_api"
    builder: Any = app.builder
    if wanted := str(builder.theme.get_options({}).get(THEME_OPTION) or ""):
        yield wanted, f"the theme {builder.theme.name!r}", "html_theme"


def _old_templates(app: Sphinx) -> Iterator[str]:
    """Yield templates of a site that had these names for themes other than ours."""
    for folder in app.config.templates_path:
        for path in Path(app.confdir, folder, _OLD_FOLDER).glob("*.html"):
            yield f"'{_OLD_FOLDER}/{path.name}'"
