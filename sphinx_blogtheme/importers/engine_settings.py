"""The configuration of a site, in YAML, TOML, JSON or Python.

It is never run: of a Python module, only assignments of literals are read.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1_000_000
"""Size limit of a configuration; a larger file is refused."""


_TOML_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


class SettingsError(ValueError):
    """A configuration cannot be read; the message begins with the line, if it is known.

    As ``11: is not TOML: Invalid value``.
    """

    def __init__(self, path: Path, reason: str, line: int = 0) -> None:
        super().__init__(f"{line}: {reason}" if line else reason)
        self.whole = f"{path}:{self}" if line else f"{path}: {self}"
        """The message with the path of the file before it."""


def read_settings(
    path: Path, loader: type[yaml.SafeLoader] = yaml.SafeLoader
) -> dict[str, Any]:
    """Return the settings in a file, in the format of its suffix.

    They are empty if the file holds no mapping.

    :param path: a file with one of the suffixes ``.yml``, ``.yaml``, ``.toml``,
        ``.json`` and ``.py``.
    :param loader: reads YAML, with the tags that the engine has.
    :raises SettingsError: if the file cannot be read or parsed.
    """
    found = read_data(path, loader)
    return found if isinstance(found, dict) else {}


def read_data(path: Path, loader: type[yaml.SafeLoader] = yaml.SafeLoader) -> Any:
    """Return the value in a file, in the format of its suffix: a mapping or a list.

    :param path: as that of `read_settings`.
    :param loader: as that of `read_settings`.
    :raises SettingsError: if the file cannot be read or parsed.
    """
    suffix = path.suffix.lower()
    text = _text_of(path)
    try:
        if suffix in (".yml", ".yaml"):
            return yaml.load(text, Loader=loader)  # noqa: S506 - a safe one
        return _READERS[suffix](text)
    except (ValueError, SyntaxError, RecursionError, yaml.YAMLError) as error:
        reason, line = _fault(error, text)
        what = _FORMATS.get(suffix, "a configuration")
        raise SettingsError(path, f"is not {what}: {reason}", line) from None


def _text_of(path: Path) -> str:
    try:
        is_small = path.stat().st_size <= MAX_BYTES
        text = path.read_text(encoding="utf-8-sig") if is_small else ""
    except OSError as error:
        raise SettingsError(path, f"cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise SettingsError(path, f"is not UTF-8 (byte {error.start})") from None
    if not is_small:
        raise SettingsError(path, "is too large for a configuration")
    return text


def _fault(error: Exception, text: str) -> tuple[str, int]:
    """Return what a parser has found on one line, and the line, or 0 if unknown."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        parts = [error.context, error.problem]
        return ", ".join(filter(None, parts)), error.problem_mark.line + 1
    if isinstance(error, (SyntaxError, json.JSONDecodeError)):
        return error.msg, error.lineno or 0
    reason = " ".join(str(error).split()) or type(error).__name__
    if found := _TOML_LINE.search(reason):
        last = text.rstrip().count("\n") + 1
        return reason[: found.start()], int(found[1] or last)
    return reason, 0


def read_python(text: str) -> dict[str, Any]:
    """Return the literals that a module assigns to names, by name.

    :param text: the source of the module.
    :raises SyntaxError: if it is not Python.
    :raises ValueError: if it contains null characters.
    """
    values: dict[str, Any] = {}
    for node in ast.parse(text).body:
        if not isinstance(node, (ast.Assign, ast.AnnAssign)) or node.value is None:
            continue
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            if isinstance(target, ast.Name):
                try:
                    values[target.id] = _literal(node.value, values)
                except (ValueError, TypeError):
                    continue
    return values


def _literal(node: ast.expr, names: dict[str, Any]) -> Any:
    """Return the value of an expression made of literals and earlier names.

    A call counts as its first argument.

    :raises ValueError: if it is anything else.
    """
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, (ast.Tuple, ast.List)):
        return [_literal(item, names) for item in node.elts]
    if isinstance(node, ast.Dict):
        return {
            _literal(key, names): _literal(value, names)
            for key, value in zip(node.keys, node.values, strict=True)
            if key is not None
        }
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "dict":
        named = {word.arg: word.value for word in node.keywords if word.arg}
        first = _literal(node.args[0], names) if node.args else {}
        return {**dict(first), **{k: _literal(v, names) for k, v in named.items()}}
    if isinstance(node, ast.Call) and node.args and not node.keywords:
        return _literal(node.args[0], names)  # `_("Title")`, `dict(…)`
    return ast.literal_eval(node)


_READERS: dict[str, Any] = {
    ".toml": tomllib.loads,
    ".json": json.loads,
    ".py": read_python,
}
_FORMATS = {".toml": "TOML", ".json": "JSON", ".py": "Python"} | dict.fromkeys(
    (".yml", ".yaml"), "YAML"
)


def first_settings(folder: Path, *names: str) -> tuple[Path | None, dict[str, Any]]:
    """Return the path and the settings of the first file that exists.

    :param names: paths of the files from the folder, in order of preference.
    :return: None and an empty dictionary if none of the files exists.
    :raises SettingsError: if that file cannot be read, or holds no settings.
    """
    for name in names:
        path = folder / name
        if path.is_file():
            found = read_data(path)
            if not isinstance(found, (dict, type(None))):
                raise SettingsError(
                    path, "holds no settings; expected names and values"
                )
            return path, found or {}
    return None, {}


def program_text(path: Path) -> str:
    """Return the text of a configuration that is a program, or "" if there is none.

    :raises SettingsError: if it cannot be read.
    """
    if not path.is_file():
        return ""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise SettingsError(path, f"cannot be read ({error.strerror})") from None


def text_in(path: Path) -> str:
    """Return the text of a file, or "" if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def setting_text(settings: Any, *names: str) -> str:
    """Return the first non-empty text or number among some settings, or ``""``.

    :param settings: settings by name; anything else counts as empty.
    :param names: names in order of preference; dots for nesting, ``params.author``.
    """
    for name in names:
        value: Any = settings
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            text = " ".join(str(value).split())
            if text:
                return text
    return ""


def mapping_of(settings: Any, name: str) -> dict[str, Any]:
    """Return the value of a setting if it is a mapping, else an empty one."""
    value = settings.get(name) if isinstance(settings, dict) else None
    return value if isinstance(value, dict) else {}


def list_of(settings: Any, name: str) -> list[Any]:
    """Return the value of a setting if it is a list or tuple, else an empty list."""
    value = settings.get(name) if isinstance(settings, dict) else None
    return list(value) if isinstance(value, (list, tuple)) else []
