"""Read what the code of a post needs: ``python: {requires: ">=3.12"}``.

``requires`` and ``dependencies`` have the terms of PEP 723, which are those of packages.
"""

from __future__ import annotations

from contextlib import suppress
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.front_matter.raw import Node, RawEntry, Scalar
from sphinx_blogtheme.front_matter.values import FALSE, TRUE, HeaderContext, Reading
from sphinx_blogtheme.front_matter.yaml_strict import NotStrictError, read_strict
from sphinx_blogtheme.model.code_needs import CodeNeeds, run_seconds, seed_of

if TYPE_CHECKING:
    from collections.abc import Callable

_EXPECTED = (
    "expected a mapping such as {requires: '>=3.12', dependencies: [numpy]}, or false;"
    " ignored it"
)


def read_code_needs(entry: RawEntry, _place: HeaderContext) -> Reading:
    """Read the needs of the code; each part that is wrong has a doubt of its own."""
    node = entry.node
    if isinstance(node, Scalar) and (node.value or "").lstrip().startswith("{"):
        # In a field list, where all values are text.
        with suppress(NotStrictError):
            node = read_strict(f"python: {node.value}", first_line=1)[0].node
    if isinstance(node, Scalar):
        word = (node.value or "").strip().lower()
        if not word or word in TRUE:
            return Reading(None)
        if word in FALSE:
            return Reading(CodeNeeds(skip="python: false"))
        value = _requires(node)
        return Reading(CodeNeeds(requires=value)) if value else Reading(None, _EXPECTED)
    if not isinstance(node, dict):
        return Reading(None, _EXPECTED)
    values: dict[str, Any] = {}
    faults = []
    for key, inner in node.items():
        name = _name_of(key)
        if name not in _READERS:
            near = get_close_matches(name, _READERS, 1)
            known = f"expected {', '.join(_READERS)};"
            meant = f"did you mean {near[0]!r}?" if near else known
            faults.append((key, f"{meant} ignored it"))
            continue
        read, expected = _READERS[name]
        value = read(inner)
        if value is None:
            faults.append(
                (f"{key}: {_written(inner)}", f"expected {expected}; ignored it")
            )
        else:
            values[name] = value
    if values.get("skip") == "":
        del values["skip"]
    return Reading(CodeNeeds(**values) if values else None, faults=tuple(faults))


def _name_of(key: str) -> str:
    name = key.strip().lower().replace("_", "-")
    return "requires" if name == "requires-python" else name


def _text(node: Node) -> str | None:
    return (node.value or "").strip() if isinstance(node, Scalar) else None


def _written(node: Node) -> str:
    if isinstance(node, Scalar):
        return node.value or ""
    return ", ".join(_written(item) for item in node) if isinstance(node, list) else "…"


def _requires(node: Node) -> str | None:
    """Return a condition for versions; one version alone is the oldest."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet

    text = _text(node)
    if not text:
        return None
    if text[0].isdigit():
        text = f">={text}"
    try:
        return str(SpecifierSet(text))
    except InvalidSpecifier:
        return None


def _dependencies(node: Node) -> tuple[str, ...] | None:
    from packaging.requirements import InvalidRequirement, Requirement

    items = node if isinstance(node, list) else [node]
    found = []
    for item in items:
        text = _text(item)
        if text is None:
            return None
        try:
            found.append(str(Requirement(text)))
        except InvalidRequirement:
            return None
    return tuple(dict.fromkeys(found))


def _files(node: Node) -> tuple[str, ...] | None:
    items = node if isinstance(node, list) else [node]
    found = [_text(item) for item in items]
    paths = [text for text in found if text and not PurePosixPath(text).is_absolute()]
    return tuple(dict.fromkeys(paths)) if len(paths) == len(found) else None


def _timeout(node: Node) -> float | None:
    return run_seconds(_text(node) or "")


def _seed(node: Node) -> int | None:
    return seed_of(_text(node) or "")


def _boolean(node: Node) -> bool | None:
    word = (_text(node) or "").lower()
    return word in TRUE if word in TRUE | FALSE else None


def _skip(node: Node) -> str | None:
    """Return the reason; "" if nothing is skipped."""
    text = _text(node)
    if text is None or text.lower() in FALSE | {""}:
        return None if text is None else ""
    return "python: {skip: true}" if text.lower() in TRUE else text


_READERS: dict[str, tuple[Callable[[Node], Any], str]] = {
    "requires": (_requires, "versions of Python, such as '>=3.12'"),
    "dependencies": (_dependencies, "a list of packages, such as [numpy, 'rich>=14']"),
    "files": (_files, "paths from the folder of the post, such as [data.csv]"),
    "timeout": (_timeout, "a number of seconds"),
    "seed": (_seed, "a whole number"),
    "network": (_boolean, "true or false"),
    "skip": (_skip, "true, false or the reason"),
    "note": (_boolean, "true or false"),
}

PYTHON_KEYS = ("requires-python", *_READERS)
"""The keys of the mapping."""
