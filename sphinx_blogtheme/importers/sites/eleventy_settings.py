"""What the configuration of a site of 11ty says about folders and copied files.

It is a program, which is not run: what it says in literals is found in its text.
"""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from sphinx_blogtheme.importers.script_settings import (
    NOT_GIVEN,
    end_of_braces,
    exported_settings,
    literal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_COMMENT = re.compile(
    r"(?P<kept>\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`)"
    r"|/\*.*?\*/|(?<![:\\])//[^\n]*",
    re.DOTALL,
)
_DIR = re.compile(
    r"\b(input|includes|layouts|output|data)\s*:\s*[\"'`]([^\"'`$]+)[\"'`]"
)
_SET_DIR = re.compile(
    r"\bset(Input|Includes|Layouts|Output|Data)Directory\(\s*[\"'`]([^\"'`$]+)[\"'`]"
)
_COPY = re.compile(r"addPassthroughCopy\s*(?=\()")
_DATA_SUFFIXES = (
    *(".11tydata.js", ".11tydata.mjs", ".11tydata.cjs", ".11tydata.json"),
    *(".11tydata.yaml", ".11tydata.yml", ".json", ".yaml", ".yml"),
)
_PERMALINK = re.compile(r"\bpermalink\s*:\s*(?=[^\s\"'{\[])|\bpermalink\s*\(")
_ANY_TEXT = re.compile(
    r"`((?:[^`\\]|\\.)*)`|\"([^\"\n]*/[^\"\n]*)\"|'([^'\n]*/[^'\n]*)'"
)
_PART = re.compile(r"\$\{\s*(?:\w+\.)??(page\.\w+|[a-zA-Z_]\w*)\s*\}")


class PassedCopy(NamedTuple):
    """A rule of ``addPassthroughCopy``."""

    source: str
    """Path or pattern, from the site's folder."""
    target: str | None
    """Folder or file in the output; None for the same place."""

    def place_of(self, path: str, below: str) -> str | None:
        """Return where a file is copied to in the output; None if it isn't.

        :param path: path of the file from the site's folder.
        :param below: its path from the folder of the input.
        """
        if "*" in self.source or "{" in self.source:
            if not _pattern(self.source).fullmatch(path):
                return None
            name = PurePosixPath(path).name
            return below if self.target is None else f"{self.target}/{name}".strip("/")
        if path != self.source and not path.startswith(f"{self.source}/"):
            return None
        if self.target is None:
            return below
        rest = path.removeprefix(self.source).strip("/")
        return f"{self.target}/{rest}".strip("/")


def _pattern(glob: str) -> re.Pattern[str]:
    """Return the pattern of paths that a glob matches, with ``**`` and ``{a,b}``."""
    parts = {
        "**/": "(?:[^/]+/)*",
        "**": ".*",
        "*": "[^/]*",
        "?": "[^/]",
        "{": "(?:",
        "}": ")",
        ",": "|",
    }
    found = re.findall(r"\*\*/|\*\*|[*?{},]|[^*?{},]+", glob)
    return re.compile("".join(parts.get(part, re.escape(part)) for part in found))


def without_comments(text: str) -> str:
    """Return a program without its comments."""
    return _COMMENT.sub(lambda match: match["kept"] or " ", text)


def directories(text: str) -> dict[str, str]:
    """Return the folders that a configuration names, such as ``input``."""
    found = dict(_DIR.findall(text))
    return found | {name.lower(): folder for name, folder in _SET_DIR.findall(text)}


def passed_copies(text: str) -> tuple[list[PassedCopy], list[str]]:
    """Return the rules for files that are copied, and those that are no literals."""
    rules, unread = list[PassedCopy](), list[str]()
    for match in _COPY.finditer(text):
        end = end_of_braces(text, match.end())
        inside = text[match.end() + 1 : end - 1] if end > 0 else ""
        value = literal(inside)
        if value is NOT_GIVEN:  # options after the first argument
            first = re.match(r"\s*(?:[\"'`][^\"'`$]*[\"'`]|\{[^{}]*\})", inside)
            value = literal(first[0]) if first else NOT_GIVEN
        if isinstance(value, str):
            rules.append(PassedCopy(_bare(value), None))
        elif isinstance(value, dict) and value:
            rules += [
                PassedCopy(_bare(key), _bare(str(target)))
                for key, target in value.items()
            ]
        else:
            unread.append(" ".join(inside.split()))
    return rules, unread


def _bare(path: str) -> str:
    bare = normpath(path.strip()).strip("/")
    return "" if bare == "." else bare


def data_of(root: Path, path: str, input_folder: str) -> Iterator[tuple[str, Any]]:
    """Yield the data files of a file and of its folders, the nearest first.

    :param path: path of the file from the site's folder.
    :return: the path of each data file, and its values or an error.
    """
    place = PurePosixPath(path)
    stems = [place.with_suffix("").as_posix()]
    stems += [
        f"{folder}/{folder.name}"
        for folder in place.parents
        if folder.name
        and (not input_folder or folder.is_relative_to(PurePosixPath(input_folder)))
    ]
    for stem in stems:
        for suffix in _DATA_SUFFIXES:
            file = root / f"{stem}{suffix}"
            if file.is_file() and f"{stem}{suffix}" != path:
                yield f"{stem}{suffix}", _read_data(file)


def _read_data(file: Path) -> Mapping[str, Any] | Exception:
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix == ".json":
            found = json.loads(text)
        elif file.suffix in (".yaml", ".yml"):
            found = yaml.load(text, Loader=yaml.SafeLoader)
        else:
            found = script_data(text)
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        return error
    return found if isinstance(found, dict) else {}


def script_data(text: str) -> dict[str, Any]:
    """Return the data that a module exports, and the permalink that it computes."""
    text = without_comments(text)
    found = exported_settings(text) or _returned(text)
    computed = found.pop("eleventyComputed", {})
    if isinstance(computed, dict):
        found |= computed
    if not isinstance(found.get("permalink"), str) and (
        made := permalink_of_function(text)
    ):
        found["permalink"] = made
    return found


def _returned(text: str) -> dict[str, Any]:
    """Return the object that a function returns, or that an arrow makes."""
    match = re.search(r"(?:\breturn|=>)\s*\(?\s*(?=\{)", text)
    while match:
        end = end_of_braces(text, match.end())
        value = literal(text[match.end() : end]) if end > 0 else NOT_GIVEN
        if isinstance(value, dict) and value:
            return value
        match = re.compile(r"\breturn\s*\(?\s*(?=\{)").search(text, match.end())
    return {}


def permalink_of_function(text: str) -> str:
    """Return the template of the URL that a function makes, or "".

    It is read if the function has one text with a slash, as in
    ``(data) => `/blog/${data.page.fileSlug}/```.
    """
    match = _PERMALINK.search(text)
    if not match:
        return ""
    start = _body_of_function(text, match.end() - (match[0][-1] == "("))
    if start < 0:
        return ""
    end = text.find("\n", start)
    if text[start : start + 1] == "{":
        end = end_of_braces(text, start)
    texts = [
        next(part for part in found.groups() if part is not None)
        for found in _ANY_TEXT.finditer(text, start, end if end > 0 else len(text))
    ]
    if len(texts) != 1:
        return ""
    made = _PART.sub(lambda part: f"{{{{ {part[1]} }}}}", texts[0])
    return "" if "${" in made else made


def _body_of_function(text: str, start: int) -> int:
    """Return where the body of a function begins, after its parameters; or -1."""
    if name := re.compile(r"(?:async\s+)?(?:function\b)?[\w\s]*").match(text, start):
        start = name.end()
    if text[start : start + 1] == "(":
        start = end_of_braces(text, start)
    if start < 0:
        return -1
    arrow = re.compile(r"\s*(?:=>)?\s*").match(text, start)
    return arrow.end() if arrow else start
