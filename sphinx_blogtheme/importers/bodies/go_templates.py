"""Fill in small templates of Go's `html/template`, as Hugo's shortcodes are.

Nothing of a site is run: known are texts, values and a few functions of texts, and what
else a template has, such as a file that it reads, makes it an `UnknownTemplateError`.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.filled_pieces import (
    Markdown,
    Markup,
    UnknownTemplateError,
    escaped,
    joined,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_ACTION = re.compile(
    r"(?P<before>(?:\s*(?=\{\{- ))?)\{\{(?:- )?\s*"
    r"(?P<code>/\*.*?\*/|(?:\"(?:\\.|[^\"\\])*\"|`[^`]*`|[^\"`}]|\}(?!\}))*?)"
    r"\s*(?P<trim> -)?\}\}",
    re.DOTALL,
)
_TOKEN = re.compile(
    r"\s*(?:(?P<string>\"(?:\\.|[^\"\\])*\"|`[^`]*`)|(?P<number>-?\d+(?:\.\d+)?)(?![\w.])"
    r"|(?P<sign>[()|,]|:?=)|(?P<path>\$?\.?[\w.]*[\w]|\$|\.))",
)
_CONSTANTS = {"true": True, "false": False, "nil": None}
_DEPTH = 8
_RESIZES = (".resize", ".fit", ".fill", ".crop", ".process", ".filter")
"""Methods of images that make another size of them."""
_LIMIT = 2000
"""Number of actions after which a template is none that anyone would write."""


@dataclass(kw_only=True)
class GoContext:
    """The values that a template may use, and how its functions make URLs."""

    root: Mapping[str, Any]
    """Values by their paths in lower case, such as ``.inner`` and ``.site.title``."""
    get: Callable[[Any], Any]
    """The function ``.Get``: the value of an argument by place or name."""
    functions: Mapping[str, Callable[..., Any]]
    """The functions, by their names in lower case."""
    variables: dict[str, Any] = field(default_factory=dict)
    depth: int = 0
    """Number of templates in which this one is."""


def filled_template(template: str, context: GoContext) -> list[str]:
    """Return the pieces of text that a template makes.

    :return: each a `Markdown` or a `Markup`.
    :raises UnknownTemplateError: if the template is more than a small one.
    """
    if context.depth > _DEPTH:
        raise UnknownTemplateError("itself")
    return joined(_Template(template, context).run())


class _Template:
    """A template, which is filled in from its beginning to its end."""

    def __init__(self, text: str, context: GoContext) -> None:
        self._context = context
        self._parts: list[tuple[str, str]] = []
        position, trim = 0, False
        for match in _ACTION.finditer(text):
            between = text[position : match.start()]
            self._add_text(between, trim=trim)
            code = match["code"].strip()
            if not match["code"].startswith("/*"):
                self._parts.append(("code", code))
            position, trim = match.end(), bool(match["trim"])
        self._add_text(text[position:], trim=trim)
        if any("{{" in part for kind, part in self._parts if kind == "text"):
            raise UnknownTemplateError("a tag that is not understood")
        self._place, self._count = 0, 0

    def _add_text(self, text: str, *, trim: bool) -> None:
        text = text.lstrip() if trim else text
        if text:
            self._parts.append(("text", text))

    def run(self) -> list[Any]:
        made, end = self._block(self._context.root, live=True)
        if end:
            raise UnknownTemplateError(f"a stray {end!r}")
        return made

    def _block(self, dot: Any, *, live: bool) -> tuple[list[Any], str]:
        """Fill in the parts up to an end; return what they make, and the end."""
        made: list[Any] = []
        while self._place < len(self._parts):
            kind, part = self._parts[self._place]
            self._place += 1
            self._count += 1
            if self._count > _LIMIT:
                raise UnknownTemplateError("it is too long")
            if kind == "text":
                made.append(Markup(part))
                continue
            word = part.partition(" ")[0]
            if word in ("end", "else"):
                return made, part
            if word in ("if", "with"):
                made += self._choice(word, part[len(word) :], dot, live=live)
            elif word == "range":
                made += self._loop(part[len(word) :], dot, live=live)
            elif word in ("define", "block", "template", "return", "break"):
                raise UnknownTemplateError(f"{word!r}")
            elif live:
                made += self._output(part, dot)
        return made, ""

    def _choice(self, word: str, code: str, dot: Any, *, live: bool) -> list[Any]:
        made: list[Any] = []
        is_done = not live
        while True:
            value = self._assigned(code, dot) if not is_done else None
            chosen = not is_done and is_true(value)
            inner = value if word == "with" and chosen else dot
            found, end = self._block(inner, live=chosen)
            if chosen:
                made, is_done = found, True
            if end == "else":
                found, end = self._block(dot, live=not is_done)
                made = made if is_done else found
            if end == "end":
                return made
            match = re.fullmatch(r"else (if|with) (.*)", end, re.DOTALL)
            if not match:
                raise UnknownTemplateError("an end that is missing")
            word, code = match[1], match[2]

    def _loop(self, code: str, dot: Any, *, live: bool) -> list[Any]:
        match = re.fullmatch(
            r"\s*(?:(\$\w+)\s*(?:,\s*(\$\w+)\s*)?:=)?(.*)", code, re.DOTALL
        )
        assert match  # noqa: S101 -- anything fits
        values = self._value(match[3], dot) if live else []
        if not isinstance(values, (list, tuple, dict)):
            raise UnknownTemplateError("a loop")
        pairs = values.items() if isinstance(values, dict) else enumerate(values)
        start, made = self._place, list[Any]()
        names = [name.lower() for name in match.group(1, 2) if name]
        for key, value in pairs:
            self._place = start
            given = (key, value) if len(names) > 1 else (value,)
            self._context.variables |= dict(zip(names, given, strict=False))
            found, end = self._block(value, live=True)
            made += found
            if end not in ("end", "else"):
                raise UnknownTemplateError("an end that is missing")
        if not pairs:
            _, end = self._block(dot, live=False)
        if end == "else":
            found, end = self._block(dot, live=live and not pairs)
            made += found
        if end != "end":
            raise UnknownTemplateError("an end that is missing")
        return made

    def _output(self, code: str, dot: Any) -> list[Any]:
        if re.match(r"\$\w+\s*:?=", code):
            self._assigned(code, dot)
            return []
        value = self._value(code, dot)
        if isinstance(value, (Markdown, Markup)):
            return [value]
        return [Markup(escaped(value))]

    def _assigned(self, code: str, dot: Any) -> Any:
        """Return the value of some code, which may be given to a variable as well."""
        match = re.match(r"\s*(\$\w+)\s*:?=(.*)", code, re.DOTALL)
        value = self._value(match[2] if match else code, dot)
        if match:
            self._context.variables[match[1].lower()] = value
        return value

    def _value(self, code: str, dot: Any) -> Any:
        tokens, position = [], 0
        code = code.strip()
        while position < len(code):
            match = _TOKEN.match(code, position)
            if not match:
                raise UnknownTemplateError(f"{code!r}")
            kind, token = str(match.lastgroup), str(match[match.lastgroup or 0])
            if code.startswith(")", position - 1) and token[0] == "." and position:
                kind = "field" if code[position] == "." else kind
            tokens.append((kind, token))
            position = match.end()
        value, rest = self._pipeline(tokens, dot)
        if rest:
            raise UnknownTemplateError(f"{code!r}")
        return value

    def _pipeline(self, tokens: list[Any], dot: Any) -> tuple[Any, list[Any]]:
        value, rest = self._command(tokens, dot, [])
        while rest and rest[0] == ("sign", "|"):
            value, rest = self._command(rest[1:], dot, [value])
        return value, rest

    def _command(
        self, tokens: list[Any], dot: Any, last: list[Any]
    ) -> tuple[Any, list[Any]]:
        if not tokens:
            raise UnknownTemplateError("an empty tag")
        (kind, text), rest = tokens[0], tokens[1:]
        function = self._function(text, dot) if kind == "path" else None
        if function is None:
            value, rest = self._operand(tokens, dot)
            if last or (rest and rest[0][1] not in ("|", ")")):
                raise UnknownTemplateError(f"{text!r} with arguments")
            return value, rest
        values: list[Any] = []
        while rest and rest[0] not in (("sign", "|"), ("sign", ")")):
            value, rest = self._operand(rest, dot)
            values.append(value)
        try:
            return function(*values, *last), rest
        except UnknownTemplateError:
            raise
        except (TypeError, ValueError, IndexError, KeyError, AttributeError):
            raise UnknownTemplateError(f"{text!r}") from None

    def _function(self, text: str, dot: Any) -> Callable[..., Any] | None:
        """Return the function that a path names; None if it names a value."""
        name = text.lower()
        functions = self._context.functions
        if text[0] not in "$.":
            is_value = name in _CONSTANTS or name.startswith(("site.", "page."))
            if name not in functions and not is_value and name != "site":
                raise UnknownTemplateError(f"{text!r}")
            return functions.get(name)
        if name in (".get", "$.get"):
            return self._context.get
        if name.endswith(".renderstring"):
            return functions["markdownify"]
        if name.endswith(_RESIZES):
            value = self._path(text.rpartition(".")[0], dot)
            if not isinstance(value, dict):
                raise UnknownTemplateError(f"{text!r}")
            return lambda *_: value
        return functions.get(name.lstrip("$"))

    def _operand(self, tokens: list[Any], dot: Any) -> tuple[Any, list[Any]]:
        (kind, text), rest = tokens[0], tokens[1:]
        if kind == "string":
            inside = text[1:-1]
            plain = inside if text[0] == "`" else re.sub(r"\\(.)", _unescaped, inside)
            return plain, rest
        if kind == "number":
            return (float(text) if "." in text else int(text)), rest
        if (kind, text) == ("sign", "("):
            value, rest = self._pipeline(rest, dot)
            if not rest or rest[0] != ("sign", ")"):
                raise UnknownTemplateError("a bracket that is missing")
            rest = rest[1:]
            while rest and rest[0][0] == "field":
                value, rest = _at(value, rest[0][1].strip(".").lower()), rest[1:]
            return value, rest
        if kind != "path":
            raise UnknownTemplateError(f"{text!r}")
        return self._path(text, dot), rest

    def _path(self, text: str, dot: Any) -> Any:
        """Return the value at a path, such as ``.Site.Params.version``."""
        name = text.lower()
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        variables = self._context.variables
        first, _, below = name.partition(".")
        if first in variables:
            return _at(variables[first], below) if below else variables[first]
        if first and first[0] == "$" and first != "$":
            raise UnknownTemplateError(f"{text!r}")
        root = self._context.root
        if name in (".", "$"):
            return dot if name == "." else root
        if first == "" and dot is not root:
            return _at(dot, below)
        path = f".{below}" if first in ("", "$") else f".{name}"
        if path in (".page", ".site"):  # what a partial template is given
            return root
        return value_at(root, path)


def value_at(root: Mapping[str, Any], path: str) -> Any:
    """Return the value at a path in lower case.

    :raises UnknownTemplateError: if nothing is known of it.
    """
    parts = path.split(".")
    for count in range(len(parts), 1, -1):
        start = ".".join(parts[:count])
        if start in root:
            rest = ".".join(parts[count:])
            return _at(root[start], rest) if rest else root[start]
    raise UnknownTemplateError(f"{path!r}")


def _at(value: Any, path: str) -> Any:
    for part in path.split("."):
        if not isinstance(value, dict):
            raise UnknownTemplateError(f"{path!r}")
        folded = {str(key).lower(): one for key, one in value.items()}
        value = folded.get(part)
        if value is None:
            return None
    return value


def _unescaped(match: re.Match[str]) -> str:
    return {"n": "\n", "t": "\t"}.get(match[1], match[1])


def is_true(value: Any) -> bool:
    """Return whether Go's templates take a value for true."""
    return bool(value) and value != ""


def go_functions(
    url: Callable[[str], str], markdown: Callable[[Any], str]
) -> dict[str, Callable[..., Any]]:
    """Return the functions that templates may use, by names in lower case.

    :param url: makes the URL of a path of the site.
    :param markdown: says what is Markdown in a text.
    """

    def text(value: Any) -> str:
        return "" if value is None else str(value)

    def printf(form: str, *values: Any) -> str:
        if any(isinstance(value, Markdown) for value in values):
            raise ValueError(form)
        return form.replace("%v", "%s") % tuple(map(text, values))

    def default(other: Any, value: Any = None) -> Any:
        return value if is_true(value) else other

    def safe(value: Any) -> Any:
        return value if isinstance(value, Markdown) else Markup(text(value))

    found: dict[str, Callable[..., Any]] = {
        "markdownify": markdown,
        **dict.fromkeys(("safehtml", "safehtmlattr", "safecss", "safejs"), safe),
        "safeurl": safe,
        "default": default,
        "cond": lambda test, yes, no: yes if is_true(test) else no,
        "eq": lambda value, *others: any(text(value) == text(o) for o in others),
        "ne": lambda value, other: text(value) != text(other),
        "and": lambda *values: next((v for v in values if not is_true(v)), values[-1]),
        "or": lambda *values: next((v for v in values if is_true(v)), values[-1]),
        "not": lambda value: not is_true(value),
        "isset": lambda values, key: (
            str(key).lower() in map(str.lower, map(str, values))
        ),
        "index": lambda values, key: (
            values.get(key) if isinstance(values, dict) else values[key]
        ),
        "len": len,
        "printf": printf,
        "print": lambda *values: "".join(map(text, values)),
        "lower": lambda value: text(value).lower(),
        "upper": lambda value: text(value).upper(),
        "title": lambda value: text(value).title(),
        "trim": lambda value, signs=None: type(value)(value.strip(signs)),
        "trimspace": lambda value: type(value)(value.strip()),
        "chomp": lambda value: type(value)(value.rstrip("\r\n")),
        "replace": lambda value, old, new: type(value)(value.replace(old, new)),
        "string": text,
        "int": int,
        **dict.fromkeys(("relurl", "absurl", "rellangurl", "abslangurl"), url),
        "htmlescape": lambda value: html.escape(text(value)),
        "htmlunescape": lambda value: html.unescape(text(value)),
        "plainify": lambda value: re.sub(r"<[^>]*>", "", text(value)),
        "emojify": lambda value: value,
        "urlize": lambda value: re.sub(r"[^\w.-]+", "-", text(value).lower()),
    }
    for place in ("strings", "transform", "safe", "urls", "compare", "fmt", "cast"):
        found |= {
            f"{place}.{name.removeprefix('safe')}"
            if place == "safe"
            else f"{place}.{name}": one
            for name, one in list(found.items())
            if "." not in name
        }
    found["strings.tolower"], found["strings.toupper"] = found["lower"], found["upper"]
    return found
