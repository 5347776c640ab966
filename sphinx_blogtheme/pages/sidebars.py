"""Leave templates beside the text out that a site's old theme had and ours has not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError, TemplateNotFound, nodes
from sphinx.jinja2glue import BuiltinTemplateLoader

from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.config.theme_options import draws
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.application import Sphinx

OPTION_NAME = "html_sidebars"


def leave_out_missing_sidebars(app: Sphinx) -> None:
    """Remove missing templates from ``html_sidebars`` (on ``builder-inited``).

    Each is a warning.
    """
    templates = getattr(app.builder, "templates", None)
    if not draws(app) or not isinstance(templates, BuiltinTemplateLoader):
        return
    faults: dict[object, str] = {}
    kept: dict[str, Any] = {}
    for pattern, names in app.config.html_sidebars.items():
        kept[pattern] = []
        for name in [names] if isinstance(names, str) else names:
            if name not in faults:
                faults[name] = _fault(templates, name)
            if not faults[name]:
                kept[pattern].append(name)
    for fault in filter(None, faults.values()):
        warn(
            WarningKind.CONFIG,
            f"{OPTION_NAME} has {fault}: expected a template of the theme, of an"
            " extension or in templates_path; leaving it out.",
            location=location_of(app.config, OPTION_NAME),
        )
    app.config.html_sidebars = kept


def _fault(templates: BuiltinTemplateLoader, name: object) -> str:
    """Return which template is missing, for a message; empty if none is."""
    lost = next(_missing(templates, name, {name}), None)
    if lost is None:
        return ""
    return f"{name!r}" if lost == name else f"{name!r}, which needs {lost!r}"


def _missing(
    templates: BuiltinTemplateLoader, name: object, seen: set[object]
) -> Iterator[object]:
    """Yield the names of templates that are missing: this one, or one that it needs."""
    try:
        source, _, _ = templates.get_source(templates.environment, str(name))
        tree = templates.environment.parse(source)
    except TemplateNotFound:
        yield name
        return
    except TemplateError:
        return  # it is reported with its line when the page is drawn
    for node in tree.find_all((nodes.Extends, nodes.Include)):
        needed: Any = getattr(node, "template", None)
        optional = getattr(node, "ignore_missing", False)
        if (
            isinstance(needed, nodes.Const)
            and not optional
            and needed.value not in seen
        ):
            seen.add(needed.value)
            yield from _missing(templates, needed.value, seen)
