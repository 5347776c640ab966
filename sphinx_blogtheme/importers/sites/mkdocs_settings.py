"""The configuration of MkDocs and of Zensical, in one form.

By MkDocs' documentation, “Configuration”, and Zensical's, “Basics”: plugins and
Markdown extensions are lists or mappings there, and are mappings here.
"""

from __future__ import annotations

import fnmatch
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    list_of,
    mapping_of,
    read_data,
    setting_text,
)

if TYPE_CHECKING:
    from pathlib import Path

CONFIG_NAMES = ("zensical.toml", "mkdocs.yml", "mkdocs.yaml")
"""Configuration files, in order of preference."""

_PARENTS = 5
"""How many configurations may inherit from one another."""


class _TaggedLoader(yaml.SafeLoader):
    """Reads MkDocs' tags without running what they name."""


def _python(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> dict[str, Any]:
    """Return the name of an object in Python, with the arguments of its call."""
    name = suffix.partition(":")[2] or suffix
    if not isinstance(node, yaml.MappingNode):
        return {"name": name}
    values = loader.construct_mapping(node, deep=True)
    given = values.get("kwds")
    return {"name": name, **(given if isinstance(given, dict) else {})}


def _environment(loader: yaml.SafeLoader, _: str, node: yaml.Node) -> Any:
    """Return the default of ``!ENV [NAME, default]``; variables are not read."""
    if not isinstance(node, yaml.SequenceNode):
        return None
    values = loader.construct_sequence(node, deep=True)
    return values[-1] if len(values) > 1 else None


_TaggedLoader.add_multi_constructor("tag:yaml.org,2002:python/", _python)
_TaggedLoader.add_multi_constructor("!ENV", _environment)
_TaggedLoader.add_multi_constructor("!", lambda *_: None)


def read_mkdocs_settings(root: Path) -> tuple[str, dict[str, Any]]:
    """Return the name of the configuration file, and the settings in MkDocs' form.

    :return: ``plugins`` and ``markdown_extensions`` map names to their options.
    :raises SettingsError: if the file cannot be read, or holds no settings.
    """
    name = next(name for name in CONFIG_NAMES if (root / name).is_file())
    found = _inherited(root / name, _PARENTS)
    if name.endswith(".toml"):
        found = mapping_of(found, "project") or found
        found["markdown_extensions"] = _flat(mapping_of(found, "markdown_extensions"))
    for key in ("plugins", "markdown_extensions"):
        found[key] = _by_name(found.get(key))
    return name, found


def _inherited(path: Path, depth: int) -> dict[str, Any]:
    found = read_data(path, loader=_TaggedLoader)
    if not isinstance(found, dict):
        raise SettingsError(path, "holds no settings; expected names and values")
    parent = setting_text(found, "INHERIT")
    if parent and depth:
        return _merged(_inherited(path.parent / parent, depth - 1), found)
    return found


def _merged(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Return two mappings as one; the second one's values override the first one's."""
    both = dict(first)
    for key, value in second.items():
        old = both.get(key)
        is_deep = isinstance(old, dict) and isinstance(value, dict)
        both[key] = _merged(old, value) if is_deep else value  # type: ignore[arg-type]
    return both


def _flat(extensions: dict[str, Any]) -> dict[str, Any]:
    """Return ``{"pymdownx": {"keys": …}}`` of TOML as ``{"pymdownx.keys": …}``."""
    inner = mapping_of(extensions, "pymdownx")
    others = {name: value for name, value in extensions.items() if name != "pymdownx"}
    return others | {f"pymdownx.{name}": value for name, value in inner.items()}


def _by_name(value: Any) -> dict[str, dict[str, Any]]:
    """Return a list such as ``["search", {"blog": {…}}]`` as a mapping."""
    items = value if isinstance(value, list) else [value]
    found: dict[str, dict[str, Any]] = {}
    for item in items:
        pairs = item.items() if isinstance(item, dict) else [(item, None)]
        for name, options in pairs:
            if isinstance(name, str):
                bare = name.removeprefix("material/").removeprefix(
                    "markdown.extensions."
                )
                found[bare] = options if isinstance(options, dict) else {}
    return found


def texts_of(settings: dict[str, Any], name: str) -> list[str]:
    """Return a setting that is a text or a list of texts as a list."""
    value = settings.get(name)
    values = [value] if isinstance(value, str) else list_of(settings, name)
    return [one for one in values if isinstance(one, str)]


def myst_extensions(given: dict[str, Any]) -> list[str]:
    """Return the extensions of MyST with which ordinary pages are read."""
    found = {"alert", "attrs_block", "attrs_inline", "colon_fence", "strikethrough"}
    found |= {"tasklist"}
    if "def_list" in given:
        found.add("deflist")
    if "pymdownx.arithmatex" in given:
        found.add("dollarmath")
    return sorted(found)


def fits_ignored(path: str, patterns: str) -> bool:
    """Return whether a path fits patterns such as those of a ``.gitignore``.

    :param patterns: one in each line; a later one that begins with ``!`` takes back.
    """
    found = False
    for line in patterns.splitlines():
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        taken_back = pattern.startswith("!")
        bare = pattern.removeprefix("!")
        is_rooted = "/" in bare.rstrip("/")
        bare = bare.strip("/").replace("**/", "*").replace("**", "*")
        parts = path.split("/")
        names = ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
        if pattern.endswith("/"):
            names.pop()  # of folders only
        if not is_rooted:
            names = [name.rpartition("/")[2] for name in names]
        if any(fnmatch.fnmatch(name, bare) for name in names):
            found = not taken_back
    return found
