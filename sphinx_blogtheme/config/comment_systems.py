"""Comment systems: the check of ``blog_comments``, and what a page needs for each.

`SYSTEMS` has a row for each system, with its required and optional settings. Their
names are those that the system itself uses.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from sphinx_blogtheme.config.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

ISSO_SETTINGS = (
    "avatar",
    "avatar-bg",
    "avatar-fg",
    "css",
    "css-url",
    "default-lang",
    "feed",
    "gravatar",
    "lang",
    "max-comments-nested",
    "max-comments-top",
    "page-author-hashes",
    "reply-notifications",
    "reply-notifications-default-enabled",
    "reply-to-self",
    "require-author",
    "require-email",
    "reveal-on-click",
    "sorting",
    "vote",
    "vote-levels",
)
"""Client settings of Isso 0.14 (https://isso-comments.de/docs/reference/client-config/)."""

GISCUS_SETTINGS = (
    "emit-metadata",
    "input-position",
    "lang",
    "loading",
    "mapping",
    "reactions-enabled",
    "strict",
    "term",
    "theme",
)
"""Settings of giscus (https://giscus.app), besides the repository and the category."""

ENDPOINT_FIELDS = ("url", "slug", "path")
"""Fields that the URL of an HTML endpoint may have, in braces."""

_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_FIELD = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class System:
    """The settings of a comment system."""

    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


SYSTEMS = {
    "isso": System(required=("url",), optional=ISSO_SETTINGS),
    "giscus": System(
        required=("repo", "repo-id", "category", "category-id"),
        optional=(*GISCUS_SETTINGS, "url"),
    ),
    "utterances": System(
        required=("repo",),
        optional=("issue-term", "issue-number", "label", "theme", "url"),
    ),
    "html": System(required=("url",)),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentsView:
    """The comments of one post, for templates."""

    system: str
    script: Mapping[str, str]
    """Attributes of the system's script; empty without one."""
    thread: Mapping[str, str]
    """Attributes of the element that the script fills, if it needs one."""
    url: str
    """URL of the HTML with the comments; empty if a script makes it."""


def comments_problem(value: object) -> str | None:
    """Return an error message for a value of ``blog_comments``, or None."""
    names = ", ".join(SYSTEMS)
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        return f"expected None, or a dictionary with a 'system' from {names}"
    settings = _settings(value)
    name = settings.pop("system", None)
    system = SYSTEMS.get(name) if isinstance(name, str) else None
    if system is None:
        return f"expected a 'system' from {names}{did_you_mean(name, SYSTEMS)}"
    return _fault_of_settings(str(name), system, settings) or _fault_of_places(settings)


def _fault_of_settings(
    name: str, system: System, settings: Mapping[str, Any]
) -> str | None:
    for key in system.required:
        if not isinstance(settings.get(key), str) or not settings[key]:
            return f"{name} needs {key!r}, a string"
    known = (*system.required, *system.optional)
    for key, setting in settings.items():
        # Isso has such a setting for each of its texts.
        if key not in known and not (name == "isso" and "-text-" in key):
            near = did_you_mean(key, known)
            return f"{name} has no setting {key!r}{near}; it has {', '.join(known)}"
        if not isinstance(setting, (str, int, float)):
            return f"{key!r} should be a string, a number, True or False"
    return None


def _fault_of_places(settings: Mapping[str, Any]) -> str | None:
    url, repository = settings.get("url"), settings.get("repo")
    if url is not None and not _is_place(url):
        return "'url' should begin with https://, http:// or a slash"
    fields = _FIELD.findall(url or "")
    if unknown := [field for field in fields if field not in ENDPOINT_FIELDS]:
        return f"'url' may hold {{url}}, {{slug}} and {{path}}, not {{{unknown[0]}}}"
    if repository is not None and not _REPOSITORY.fullmatch(repository):
        return "'repo' should be 'owner/name'"
    return None


def _is_place(url: object) -> bool:
    if not isinstance(url, str):
        return False
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return bool(parts.netloc)
    return not parts.scheme and url.startswith("/")


def _settings(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings by the systems' own names, with hyphens: ``repo-id``."""
    return {key.replace("_", "-"): setting for key, setting in value.items()}


def _text(setting: object) -> str:
    """Return a setting as the value of an attribute; booleans as in JavaScript."""
    return str(setting).lower() if isinstance(setting, bool) else str(setting)


def comments_of(
    value: Mapping[str, Any], *, url: str, path: str, slug: str, title: str, lang: str
) -> CommentsView:
    """Return the comments of a post.

    :param value: value of ``blog_comments``, checked.
    :param url: absolute URL of the post, or its path if the site has no URL.
    :param path: path of the post on its server, quoted, with slashes at both ends.
    :param lang: BCP 47 tag of the page's language.
    """
    settings = _settings(value)
    system = settings.pop("system")
    place = settings.pop("url", "")
    script: dict[str, Any] = {}
    thread: dict[str, str] = {}
    if system == "isso":
        server = place.rstrip("/")
        settings = {"lang": lang, **settings}
        script = {"src": f"{server}/js/embed.min.js", "data-isso": f"{server}/"}
        script |= {f"data-isso-{key}": value for key, value in settings.items()}
        thread = {"id": "isso-thread", "data-isso-id": path, "data-title": title}
    elif system == "giscus":
        settings = {
            "mapping": "pathname",
            "theme": "preferred_color_scheme",
            "lang": lang,
            **settings,
        }
        server = (place or "https://giscus.app").rstrip("/")
        script = {"src": f"{server}/client.js", "crossorigin": "anonymous"}
        script |= {f"data-{key}": _flag(value) for key, value in settings.items()}
        thread = {"class": "giscus"}
    elif system == "utterances":
        settings = {"theme": "preferred-color-scheme", **settings}
        if "issue-number" not in settings:
            settings.setdefault("issue-term", "pathname")
        server = (place or "https://utteranc.es").rstrip("/")
        script = {"src": f"{server}/client.js", "crossorigin": "anonymous", **settings}
    # Paths are quoted already, and keep their slashes.
    fields = {"url": quote(url, safe=""), "path": path, "slug": quote(slug, safe="")}
    return CommentsView(
        system=system,
        script={key: _text(value) for key, value in script.items()},
        thread=thread,
        url=_FIELD.sub(lambda match: fields[match[1]], place)
        if system == "html"
        else "",
    )


def _flag(setting: object) -> object:
    """Return a setting of giscus, which has 1 and 0 instead of booleans."""
    return int(setting) if isinstance(setting, bool) else setting
