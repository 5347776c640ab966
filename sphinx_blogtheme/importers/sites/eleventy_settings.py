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
    NO_LITERAL,
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
_MOST_IMPORTS = 3
_PASSED_ON = re.compile(
    r"\bimport\s+(?P<name>\w+)\s+from\s+[\"'](?P<path>\.[^\"']+)[\"'](?=.*export\s+default\s+(?P=name)\b)"
    r"|module\.exports\s*=\s*require\([\"'](?P<required>\.[^\"']+)[\"']\)",
    re.DOTALL,
)
"""A module that only exports the values of another one."""

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


def program_without_comments(text: str) -> str:
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
        if value is NO_LITERAL:  # options after the first argument
            first = re.match(r"\s*(?:[\"'`][^\"'`$]*[\"'`]|\{[^{}]*\})", inside)
            value = literal(first[0]) if first else NO_LITERAL
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


_ANCHORS = re.compile(r"markdown-it-anchor|\bmarkdownItAnchor\b")
_SLUGIFY = re.compile(r"\bslugify\s*:\s*(?P<how>[^\n]*)")


def heading_settings(program: str) -> dict[str, Any]:
    """Return the setting for the ids that a configuration gives headings, if any."""
    if "IdAttributePlugin" in program:
        return {"blog_heading_ids": "eleventy"}
    if not _ANCHORS.search(program):
        return {}
    said = _SLUGIFY.search(program)
    if said is None:
        return {"blog_heading_ids": "markdown-it-anchor"}
    return {"blog_heading_ids": "eleventy"} if "slugify" in said["how"] else {}


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
                yield f"{stem}{suffix}", data_in_file(file, root)


def data_in_file(file: Path, root: Path) -> Mapping[str, Any] | Exception:
    """Return the values in a data file, or why it cannot be read.

    :param root: the site's folder, of which a module may import others.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
        if file.suffix == ".json":
            found = json.loads(text)
        elif file.suffix in (".yaml", ".yml"):
            found = yaml.load(text, Loader=yaml.SafeLoader)
        else:
            found = script_data(_exporting(text, file, root))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        return error
    return found if isinstance(found, dict) else {}


def _exporting(text: str, file: Path, root: Path) -> str:
    """Return the text of the module whose values a module exports as its own."""
    for _ in range(_MOST_IMPORTS):
        passed = next(
            (
                found["path"] or found["required"]
                for found in _PASSED_ON.finditer(program_without_comments(text))
            ),
            "",
        )
        file = file.parent.joinpath(passed).resolve()
        if not passed or not file.is_relative_to(root.resolve()) or not file.is_file():
            break
        text = file.read_text(encoding="utf-8-sig")
    return text


GUESSED = "permalink guessed"
"""Name of the value that says that a permalink is made of a part of a program."""


def script_data(text: str) -> dict[str, Any]:
    """Return the data that a module exports, and the permalink that it computes.

    Where the permalink is more than one text, `GUESSED` is true.
    """
    text = program_without_comments(text)
    found = exported_settings(text) or _returned(text)
    computed = found.pop("eleventyComputed", {})
    if isinstance(computed, dict):
        found |= computed
    if not isinstance(found.get("permalink"), str) and _PERMALINK.search(text):
        found["permalink"], is_plain = permalink_of_function(text)
        if not is_plain:
            found[GUESSED] = True
    return found


def _returned(text: str) -> dict[str, Any]:
    """Return the object that a function returns, or that an arrow makes."""
    match = re.search(r"(?:\breturn|=>)\s*\(?\s*(?=\{)", text)
    while match:
        end = end_of_braces(text, match.end())
        value = literal(text[match.end() : end]) if end > 0 else NO_LITERAL
        if isinstance(value, dict) and value:
            return value
        match = re.compile(r"\breturn\s*\(?\s*(?=\{)").search(text, match.end())
    return {}


def permalink_of_function(text: str) -> tuple[str, bool]:
    """Return the template of the URL that a function makes, or a program as it is.

    It is the one text of the function with a slash, as in
    ``(data) => `/blog/${data.page.fileSlug}/```.

    :return: the template, and whether the function has no other statements.
    """
    match = _PERMALINK.search(text)
    start = match and _body_of_function(text, match.end() - (match[0][-1] == "("))
    if not match or start is None or start < 0:
        return "{program}", False
    end = text.find("\n", start)
    if text[start : start + 1] == "{":
        end = end_of_braces(text, start)
    body = text[start : end if end > 0 else len(text)]
    texts = [
        part
        for found in _ANY_TEXT.finditer(body)
        if (part := next(part for part in found.groups() if part is not None)) != "/"
    ]
    made = _PART.sub(lambda part: f"{{{{ {part[1]} }}}}", texts[-1]) if texts else ""
    is_plain = len(texts) == 1 and not re.search(r"\b(?:const|let|var|if)\b", body)
    return ("{program}" if not made or "${" in made else made), is_plain


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
