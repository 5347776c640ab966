"""Which of MyST's options a header may set, and which are the owner's only.

A header is written by the author of a post, ``conf.py`` by the owner of the site. So a
header can choose among ways of writing, and limit itself; it can't turn on what runs
code, and can't take back a limit that the owner has set.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.files import line_with
from sphinx_blogtheme.markdown.trust.levels import is_prose
from sphinx_blogtheme.model.decoding import readable
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from myst_parser.config.main import MdParserConfig
    from sphinx.environment import BuildEnvironment


class Policy(enum.Enum):
    """What happens to an option of MyST in a header; the values are for the docs."""

    FREE = "the header decides"
    ADDED = "the header adds to what `conf.py` has, and takes nothing away"
    EXTENSIONS = (
        "the header decides, but only `conf.py` can turn on `substitution`, whose"
        " expressions could run code"
    )
    WITH_SUBSTITUTION = "the header decides if `conf.py` has turned on `substitution`"
    META = "the header decides; in prose, only names that say something of the text"
    OWNER = "only `conf.py` decides"


HEADER_POLICY: Mapping[str, Policy] = {
    "commonmark_only": Policy.FREE,
    "gfm_only": Policy.FREE,
    "enable_extensions": Policy.EXTENSIONS,
    "disable_syntax": Policy.ADDED,
    "all_links_external": Policy.FREE,
    "links_external_new_tab": Policy.FREE,
    "url_schemes": Policy.OWNER,  # MyST's own list is a limit, too
    "ref_domains": Policy.FREE,
    "fence_as_directive": Policy.FREE,
    "number_code_blocks": Policy.FREE,
    "title_to_header": Policy.FREE,
    "heading_anchors": Policy.FREE,
    "heading_slug_func": Policy.OWNER,  # imports a function by its name
    "heading_anchors_html_ids": Policy.FREE,
    "html_meta": Policy.META,
    "footnote_sort": Policy.FREE,
    "footnote_transition": Policy.FREE,
    "words_per_minute": Policy.FREE,
    "substitutions": Policy.WITH_SUBSTITUTION,
    "sub_delimiters": Policy.WITH_SUBSTITUTION,
    "linkify_fuzzy_links": Policy.FREE,
    "dmath_allow_labels": Policy.FREE,
    "dmath_allow_space": Policy.FREE,
    "dmath_allow_digits": Policy.FREE,
    "dmath_double_inline": Policy.FREE,
    "update_mathjax": Policy.OWNER,
    "mathjax_classes": Policy.OWNER,
    "enable_checkboxes": Policy.FREE,
    "strikethrough_single_tilde": Policy.FREE,
    "colon_fence_exact_match": Policy.FREE,
    "suppress_warnings": Policy.OWNER,
    "highlight_code_blocks": Policy.FREE,
    "inventories": Policy.OWNER,  # reads files and URLs
}
"""The policy for each option of MyST; one that isn't here is the owner's."""

RUN_CODE = frozenset(["substitution"])
"""Extensions of MyST that run code: Jinja's expressions reach all of Python."""

NOTEBOOK_OPTIONS = frozenset(
    [
        *("execution_mode", "execution_allow_errors", "execution_timeout"),
        *("merge_streams", "remove_code_source", "remove_code_outputs"),
        *("scroll_outputs", "code_prompt_show", "code_prompt_hide"),
        *("number_source_lines", "output_stderr", "render_text_lexer"),
        *("render_error_lexer", "render_image_options", "render_figure_options"),
        *("render_markdown_format", "mime_priority_overrides"),
    ]
)
"""The options of MyST-NB that a header may set: the others name programs and code."""

HARMLESS_META = frozenset(
    [
        *("description", "keywords", "author", "title", "subject", "date", "robots"),
        *("googlebot", "rating", "copyright", "language", "theme-color", "generator"),
        *("news_keywords", "abstract", "topic", "summary", "revised", "category"),
        *("geo.position", "geo.placename", "geo.region", "icbm"),
    ]
)
"""Names of ``<meta>`` elements that only say something of the text."""
HARMLESS_META_PREFIXES = (
    *("og:", "article:", "twitter:", "fediverse:", "citation_", "dc.", "dcterms."),
)
META_ATTRIBUTES = frozenset(["name", "property", "lang", "content", "xml:lang"])
"""Attributes that a ``<meta>`` element may have in prose."""


def is_harmless_meta(attributes: Mapping[str, str]) -> bool:
    """Return whether a ``<meta>`` element only says something of the text."""
    named = [
        attributes[key].lower() for key in ("name", "property") if attributes.get(key)
    ]
    return (
        bool(named)
        and attributes.keys() <= META_ATTRIBUTES
        and all(
            name in HARMLESS_META or name.startswith(HARMLESS_META_PREFIXES)
            for name in named
        )
    )


def _meta_attributes(key: str) -> dict[str, str]:
    """Return the attributes in a key of ``html_meta``, as MyST splits it."""
    found: dict[str, str] = {}
    for part in key.split():
        name, equals, value = part.partition("=")
        found[name.lower() if equals else "name"] = value if equals else name
    return found


def allowed_options(
    topmatter: Mapping[str, Any],
    config: MdParserConfig,
    env: BuildEnvironment,
) -> dict[str, Any]:
    """Return a header without the options that it may not set; report each.

    :param topmatter: the header's keys, among them ``myst`` and, of older versions of
        MyST, ``substitutions`` and ``html_meta``.
    :param config: MyST's options in ``conf.py``.
    """
    topmatter = _readable_values(topmatter)
    allowed = dict(topmatter)
    checker = _Checker(config, env)
    if isinstance(given := topmatter.get("myst"), dict):
        allowed["myst"] = checker.options(given)
    for name in ("substitutions", "html_meta"):
        if name in topmatter:
            allowed.pop(name)
            allowed |= checker.options({name: topmatter[name]})
    if isinstance(given := topmatter.get("mystnb"), dict):
        allowed["mystnb"] = checker.notebook_options(given)
    return allowed


def _readable_values(value: Any) -> Any:
    """Return what YAML holds with texts that a file can hold."""
    if isinstance(value, str):
        return readable(value)
    if isinstance(value, list):
        return [_readable_values(one) for one in value]
    if isinstance(value, dict):
        return {key: _readable_values(one) for key, one in value.items()}
    return value


class _Checker:
    def __init__(self, config: MdParserConfig, env: BuildEnvironment) -> None:
        self._config = config
        self._env = env
        self._prose = is_prose(env)

    def _refuse(self, key: str, value: object, expected: str) -> None:
        """Warn of a value at its line.

        :param key: keys from the outermost, such as ``myst: html_meta``.
        """
        file = self._env.doc2path(self._env.docname)
        word = value if isinstance(value, str) else key.rpartition(" ")[2]
        warn(
            WarningKind.TRUST,
            f"{key}: {value!r} in a header: expected {expected}; it is ignored.",
            location=f"{file}:{line_with(file, word)}",
        )

    def options(self, given: Mapping[Any, Any]) -> dict[Any, Any]:
        """Return the options of MyST that a header may set."""
        kept = {}
        for name, value in given.items():
            match HEADER_POLICY.get(name) if isinstance(name, str) else Policy.FREE:
                case None if name in _field_names():
                    self._refuse("myst", name, "an option that a header may set")
                case Policy.OWNER:
                    self._refuse(f"myst: {name}", value, "this in conf.py only")
                case Policy.EXTENSIONS:
                    kept[name] = self._extensions(value)
                case Policy.ADDED if isinstance(value, (list, tuple)):
                    own = getattr(self._config, name)
                    if not set(map(str, own)) <= set(map(str, value)) and own:
                        self._refuse(
                            f"myst: {name}",
                            value,
                            f"no less than in conf.py, {list(own)!r}",
                        )
                    kept[name] = [*own, *value]
                case Policy.WITH_SUBSTITUTION if (
                    "substitution" not in self._config.enable_extensions
                ):
                    self._refuse(
                        f"myst: {name}",
                        value,
                        "a site whose conf.py turns on MyST's 'substitution'",
                    )
                case Policy.META if self._prose and isinstance(value, dict):
                    kept[name] = self._meta(value)
                case _:
                    kept[name] = value
        return kept

    def _extensions(self, value: Any) -> Any:
        if not isinstance(value, (list, tuple, set)):
            return value
        # A value may be anything that YAML has; MyST reports what is no name.
        refused = [name for name in sorted(RUN_CODE) if name in value]
        refused = [n for n in refused if n not in self._config.enable_extensions]
        for name in refused:
            self._refuse(
                "myst: enable_extensions",
                name,
                "an extension that runs no code, or this one in conf.py",
            )
        return [one for one in value if one not in refused]

    def _meta(self, value: Mapping[Any, Any]) -> dict[Any, Any]:
        kept = {}
        for key, content in value.items():
            if is_harmless_meta(_meta_attributes(str(key))):
                kept[key] = content
            else:
                self._refuse(
                    "myst: html_meta",
                    key,
                    "a name that says something of the text, such as 'keywords'",
                )
        return kept

    def notebook_options(self, given: Mapping[Any, Any]) -> dict[Any, Any]:
        """Return the options of MyST-NB that a header may set."""
        own = getattr(self._env, "mystnb_config", None)
        is_off = own is not None and own.execution_mode == "off"
        kept = {}
        for name, value in given.items():
            if name not in NOTEBOOK_OPTIONS:
                self._refuse(f"mystnb: {name}", value, "this in conf.py only")
            elif name == "execution_mode" and is_off and value != "off":
                self._refuse(f"mystnb: {name}", value, "'off', as in conf.py")
            else:
                kept[name] = value
        return kept


def _field_names() -> frozenset[str]:
    from myst_parser.config.main import MdParserConfig

    return frozenset(field.name for field in MdParserConfig.get_fields())
