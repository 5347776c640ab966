"""Check the options of the theme, and make the values that its templates need.

A value that cannot be used is a warning, and the default takes its place.
"""

from __future__ import annotations

import math
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx

from sphinx_blogtheme.config.checks import (
    Check,
    NamesFrom,
    OneOf,
    accounts,
    expect_text,
)
from sphinx_blogtheme.config.checks import url as absolute_url
from sphinx_blogtheme.config.forges import FORGES, forge_at
from sphinx_blogtheme.config.palettes import DEFAULT_PALETTE, PALETTES
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.config.suggestions import did_you_mean
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.theming import Theme

THEME = Path(__file__).parents[1] / "theme" / "sphinx_blogtheme"

SWITCHES = {"1": True, "true": True, "0": False, "false": False}
"""Booleans as the command line gives them (``-D html_theme_options.x=1``)."""

_COLOUR = re.compile(
    r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})"
    r"|(?:rgb|hsl|hwb|lab|lch|oklab|oklch)a?\([\w\s.,%/+-]+\)",
    re.IGNORECASE,
)
_LENGTH = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:rem|em|px|pt|ch|ex|vw)")
_MAIL = re.compile(r"[^\s@<>?&#%/:]+@[^\s@<>?&#%/:]+")
_INHERIT = re.compile(r"""^\s*inherit\s*=\s*["']?(?P<name>[\w-]+)""", re.MULTILINE)
_FONTS = re.compile(r"[^<>{};\\]*")


def switch(value: object) -> str | None:
    """Expect a boolean, or the text for one from the command line."""
    if isinstance(value, bool) or str(value).lower() in SWITCHES:
        return None
    return "expected True or False"


def depth(value: object) -> str | None:
    """Expect a whole number above zero, or the text for one."""
    if str(value).isdecimal() and int(str(value)) > 0:
        return None
    return "expected a whole number above zero"


def css(pattern: re.Pattern[str], expected: str) -> Check:
    """Return a check that expects a value of CSS, or an empty string.

    :param expected: the kind of value, for the message.
    """

    def check(value: object) -> str | None:
        if value == "" or (isinstance(value, str) and pattern.fullmatch(value)):
            return None
        return f"expected {expected}"

    return check


colour = css(
    _COLOUR,
    "a colour in digits, such as '#1d4d75' or 'oklch(0.5 0.1 250)', and no name",
)
fonts = css(_FONTS, "names of typefaces, such as 'Charter, Georgia, serif'")
length = css(_LENGTH, "a length, such as '36rem'")


def page_or_url(value: object) -> str | None:
    """Expect a URL, the path of a page of the site, or an empty string."""
    if isinstance(value, str) and value.startswith("/"):
        return None
    return (
        absolute_url(value)
        and "expected a URL, or the path of a page, such as '/subscribe/'"
    )


def mail(value: object) -> str | None:
    """Expect a mail address, or an empty string."""
    if value == "" or (isinstance(value, str) and _MAIL.fullmatch(value)):
        return None
    return "expected a mail address, such as 'ann@example.org'"


def account(value: object) -> str | None:
    """Expect a fediverse account, or an empty string."""
    if isinstance(value, str):
        return accounts(value) and "expected an account, such as '@ann@social.example'"
    return "expected an account, such as '@ann@social.example'"


THEME_CHECKS: dict[str, Check] = {
    "palette": OneOf(tuple(PALETTES)),
    "colour_scheme": OneOf(("auto", "light", "dark")),
    "colour_switch": switch,
    "accent_colour_light": colour,
    "accent_colour_dark": colour,
    "browser_colour_light": colour,
    "browser_colour_dark": colour,
    "code_colours": OneOf(("theme", "pygments")),
    "text_face": OneOf(("", "bundled")),
    "text_font": fonts,
    "heading_font": fonts,
    "code_font": fonts,
    "text_size": length,
    "measure": length,
    "dark_logo": expect_text,
    "touch_icon": expect_text,
    "footnotes": OneOf(("popup", "side", "end")),
    "contents": OneOf(("margin", "box", "none")),
    "show_breadcrumb": switch,
    "show_reading_time": switch,
    "copy_button": switch,
    "show_code_language": switch,
    "subscribe_page": page_or_url,
    "reply_mail": mail,
    "reply_fediverse": account,
    "post_tools": NamesFrom(("history", "edit", "markdown", "cite")),
    "source_repository": absolute_url,
    "source_forge": OneOf(("auto", *FORGES)),
    "source_branch": expect_text,
    "source_directory": expect_text,
    "footer_text": expect_text,
    "show_powered_by": switch,
    "show_search_link": switch,
    "show_navigation": switch,
    "navigation_depth": depth,
    "show_page_contents": switch,
    "load_sphinx_scripts": switch,
    "ablog_inject_templates_after_theme": switch,
}
"""The check of each option in ``theme.toml``."""

VALUES: dict[Check, Callable[[object], object]] = {
    switch: lambda value: SWITCHES.get(str(value).lower(), value),
    depth: lambda value: int(str(value)),
}
"""For some checks: makes the value that templates get from that of the option."""

FILES = ("dark_logo", "touch_icon")
"""Options that name a file in one of the folders of ``html_static_path``."""

PROPERTIES = {
    "text_font": "--bt-font-text",
    "heading_font": "--bt-font-display",
    "code_font": "--bt-font-mono",
    "text_size": "--bt-size-text",
    "measure": "--bt-measure",
}
"""The CSS custom property that each option sets."""


def correct_theme_name(app: Sphinx, config: Config) -> None:
    """Use our theme if its name is written with a hyphen (on ``config-inited``)."""
    del app
    name = str(config.html_theme)
    if name != THEME.name and name.replace("-", "_").lower() == THEME.name:
        warn(
            WarningKind.CONFIG,
            f"html_theme = {name!r}: there is no such theme; did you mean "
            f"{THEME.name!r}? It is used.",
            location=location_of(config, "html_theme"),
        )
        config.html_theme = THEME.name


def names_theme(app: Sphinx, config: Config) -> bool:
    """Return whether a site names our theme, or one that inherits from it.

    This is known before a builder has loaded the theme, as `draws` needs it. A theme
    that an installed package has and no extension has registered counts as another.
    """
    name, seen = str(config.html_theme), set[str]()
    while name != THEME.name and name not in seen:
        seen.add(name)
        name = _parent_theme(app, config, name)
    return name == THEME.name


def _parent_theme(app: Sphinx, config: Config, name: str) -> str:
    """Return the name of the theme from which one inherits; empty if none is found."""
    folders = [Path(app.confdir, path, name) for path in config.html_theme_path]
    if name in app.registry.html_themes:
        folders.append(Path(app.registry.html_themes[name]))
    for folder in folders:
        for file in ("theme.toml", "theme.conf"):
            if (folder / file).is_file():
                text = (folder / file).read_text(encoding="utf-8", errors="replace")
                found = _INHERIT.search(text)
                return found["name"] if found else ""
    return ""


def drop_misspelt_options(app: Sphinx, config: Config) -> None:
    """Drop options that are nearly one of the theme's (on ``config-inited``).

    Each is a warning. Sphinx itself warns of all other options that a theme lacks.
    """
    del app
    given = config.html_theme_options
    if config.html_theme != THEME.name or not isinstance(given, dict):
        return
    unknown = given.keys() - THEME_CHECKS
    if unknown:
        unknown -= _options_of_basic()
    suggestions = {
        name: did_you_mean(name, THEME_CHECKS) for name in given if name in unknown
    }
    for name, suggestion in suggestions.items():
        if suggestion:
            warn(
                WarningKind.CONFIG,
                f"html_theme_options: there is no option {name!r}{suggestion}; "
                "it is ignored.",
                location=location_of(config, "html_theme_options"),
            )
    config.html_theme_options = {
        name: value for name, value in given.items() if not suggestions.get(name)
    }


def _options_of_basic() -> set[str]:
    """Return the options of Sphinx's theme that ours inherits from."""
    file = Path(sphinx.package_dir, "themes", "basic", "theme.toml")
    return set(tomllib.loads(file.read_text(encoding="utf-8"))["options"])


def draws(app: Sphinx) -> bool:
    """Return whether our theme, or one that inherits from it, draws the pages."""
    theme: Theme | None = getattr(app.builder, "theme", None)
    return theme is not None and _inherits(theme)


@lru_cache(maxsize=1)  # called for each page
def _inherits(theme: Theme) -> bool:
    return any(Path(folder) == THEME for folder in theme.get_theme_dirs())


def check_theme_options(app: Sphinx) -> None:
    """Replace values that cannot be used by defaults (on ``builder-inited``)."""
    if not draws(app):
        return
    builder: Any = app.builder
    defaults = builder.theme.get_options({})
    checked = dict(builder.theme_options)
    for name, value in builder.theme_options.items():
        if name not in THEME_CHECKS:
            continue  # Sphinx itself warns of options that a theme doesn't have
        check = THEME_CHECKS[name]
        expected = check(value)
        if not expected and name in FILES and value:
            expected = _static_file(app, str(value))
        if expected:
            default = checked[name] = defaults[name]
            warn(
                WarningKind.CONFIG,
                f"html_theme_options[{name!r}] = {value!r}: {expected}; "
                f"using the default {default!r}.",
                location=location_of(app.config, "html_theme_options"),
            )
        elif check in VALUES:
            checked[name] = VALUES[check](value)
    builder.theme_options = checked
    _check_forge(app, defaults | checked)
    _check_contrast(app, defaults | checked)


def _check_contrast(app: Sphinx, options: Mapping[str, Any]) -> None:
    """Warn of an accent colour that can't be read on the palette's background."""
    palette = PALETTES.get(options["palette"], PALETTES[DEFAULT_PALETTE])
    for scheme, ground in zip(("light", "dark"), palette.paper, strict=True):
        name = f"accent_colour_{scheme}"
        if not (accent := options[name]):
            continue
        from sphinx_blogtheme.config.contrast import contrast_of

        contrast = contrast_of(accent, ground)
        if contrast and contrast < palette.least:
            warn(
                WarningKind.CONFIG,
                f"html_theme_options[{name!r}] = {accent!r}: its contrast with the "
                f"background {ground} is {math.floor(contrast * 10) / 10} to 1; "
                f"expected at least {palette.least} to 1, as all text has. It is used.",
                location=location_of(app.config, "html_theme_options"),
            )


def _check_forge(app: Sphinx, options: Mapping[str, Any]) -> None:
    """Warn of a repository at an address that does not tell its forge."""
    url = options["source_repository"]
    if url and options["source_forge"] == "auto" and not forge_at(url):
        warn(
            WarningKind.CONFIG,
            f"html_theme_options['source_repository'] = {url!r}: expected the address "
            "of a forge that is known, or its kind in 'source_forge'; posts have no "
            "links to it.",
            location=location_of(app.config, "html_theme_options"),
        )


def _static_file(app: Sphinx, name: str) -> str | None:
    """Expect the name of a file in a folder of ``html_static_path``."""
    for entry in app.config.html_static_path:
        folder = Path(app.confdir, entry).resolve()
        file = (folder / name).resolve()
        if file.is_file() and file.is_relative_to(folder):
            return None
    return "expected a file in a folder that html_static_path names"


def own_properties(options: Mapping[str, Any]) -> str:
    """Return a CSS rule for the options that the site sets, or an empty string.

    :param options: options by name with the prefix ``theme_``, as templates have them.
    """
    rules = [
        f"{name}:{options[f'theme_{option}']}"
        for option, name in PROPERTIES.items()
        if options.get(f"theme_{option}")
    ]
    light, dark = (
        options.get(f"theme_accent_colour_{scheme}") for scheme in ("light", "dark")
    )
    if light or dark:
        palette = "var(--bt-rubric)"
        rules.append(
            f"--bt-colour-link:light-dark({light or palette},{dark or palette})"
        )
    return f":root{{{';'.join(rules)}}}" if rules else ""


def browser_colours(options: Mapping[str, Any]) -> tuple[str, str]:
    """Return the colours of the browser's own interface, for light and dark pages.

    :param options: options by name with the prefix ``theme_``, as templates have them.
    """
    palette = options.get("theme_palette", "")
    light, dark = PALETTES.get(palette, PALETTES[DEFAULT_PALETTE]).paper
    return (
        options.get("theme_browser_colour_light") or light,
        options.get("theme_browser_colour_dark") or dark,
    )


def add_theme_values(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add ``own_properties`` and ``browser_colours`` (on ``html-page-context``)."""
    if draws(app):
        context["own_properties"] = own_properties(context)
        context["browser_colours"] = browser_colours(context)
