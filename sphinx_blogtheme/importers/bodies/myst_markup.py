"""Write boxes and code as MyST: directives, and HTML for what opens on a click."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.shortcodes.elements import line_numbers

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

_OPTION = re.compile(
    r"(?P<name>[\w-]+)=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s{}]+))"
)
_LANGUAGE = re.compile(r"\s*\{?\s*\.?(?P<name>[\w+#-][\w+#.-]*)?")
_PLAIN_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_LINKED_NAME = re.compile(
    r"(?:\]\([^()\s]*#|^ {0,3}\[[^\[\]]+\]:[ \t]*\S*#|href=[\"'][^\"'\s]*#|@)([\w:.+-]+)",
    re.MULTILINE,
)
_COLONS = re.compile(r"^[ \t]*(:{3,})", re.MULTILINE)


def indented(lines: Sequence[str], prefix: str) -> Iterator[str]:
    """Yield lines with a prefix, but for the blank ones."""
    yield from (f"{prefix}{line}" if line.strip() else "" for line in lines)


def box(title: str, kind: str, body: Sequence[str]) -> list[str]:
    """Return an admonition.

    :param title: in Markdown; "" for none.
    :param kind: a class, such as ``warning``.
    """
    if not any(line.strip() for line in body):
        return [f"**{title}**"]
    if title.lower() == kind:
        return directive(kind, "", {}, body)
    if not title:
        inner = "\n".join(body).strip("\n").split("\n")
        return [f'<div class="admonition {kind}">', "", *inner, "", "</div>"]
    return directive("admonition", title, {"class": kind}, body)


def directive(
    name: str, argument: str, options: Mapping[str, str], body: Sequence[str]
) -> list[str]:
    """Return a directive between colons, of which there are more than in its body."""
    text = "\n".join(body).strip("\n")
    marks = ":" * max([2, *(len(run) for run in _COLONS.findall(text))])
    head = f"{marks}:{{{name}}}{f' {argument}' if argument else ''}"
    given = [f":{key}: {value}".rstrip() for key, value in options.items()]
    inner = ["", *text.split("\n")] if text.strip() else []
    return [head, *given, *inner, f"{marks}:"]


def folded_box(
    title: str, kind: str, body: Sequence[str], *, is_open: bool
) -> list[str]:
    """Return a box that opens on a click.

    :param title: in Markdown, of which HTML has no more than the text.
    :param kind: a class, such as ``warning``; "" for a part without the look of a box.
    """
    classes = f' class="admonition {kind}"' if kind else ""
    name = ' class="admonition-title"' if kind else ""
    text = re.sub(r"[`*]", "", title)
    head = f"<details{classes}{' open' if is_open else ''}>"
    inner = "\n".join(body).strip("\n").split("\n")
    return [head, f"<summary{name}>{text}</summary>", "", *inner, "", "</details>"]


def linked_names(texts: Iterable[str]) -> set[str]:
    """Return the ids to which links in Markdown lead, and references as ``@sec-x``."""
    found = set()
    for text in texts:
        for match in _LINKED_NAME.finditer(text):
            found |= {match[1], match[1].rstrip(".:")}
    return found


def labelled_heading(
    start: str, text: str, name: str, *, page: bool, linked: Container[str]
) -> list[str]:
    """Return a heading with an id that is not made of its words.

    :param start: the signs before it: ``##``.
    :param page: whether an ordinary page has it. There an id is a label of the whole
        site, of which docutils changes signs, as in ``1.2`` and ``a_1``.
    :param linked: the ids to which links lead, which are labels therefore.
    """
    if not page:
        return [f"{start}{text} {{#{name}}}"]
    is_label = name in linked
    is_exact = is_label and _PLAIN_ID.fullmatch(name)
    element = [] if is_exact else [f'<div id="{name}"></div>', ""]
    return [*element, *([f"({name})="] if is_label else []), f"{start}{text}"]


def shown_comment(line: str) -> str:
    """Return a line so that ``{% x %}`` is text, as it is in Python-Markdown and Pandoc.

    MyST takes it for a list of attributes that is nothing but a comment.
    """
    return re.sub(r"^([ \t]*)(?=\{%.*%\}[ \t]*$)", r"\1\\", line)


def code_options(info: str, count: int) -> tuple[str, dict[str, str]]:
    """Return the language and the options of code, as MyST's directive has them.

    :param info: text after the fence: ``{ .py title="x.py" hl_lines="2 3" }``.
    :param count: number of its lines.
    """
    match = _LANGUAGE.match(info)
    language = match["name"] or "" if match else ""
    if language and info[match.end() : match.end() + 1] == "=":  # type: ignore[union-attr]
        language = ""
    options: dict[str, str] = {}
    for one in _OPTION.finditer(info):
        value = one["double"] or one["single"] or one["bare"] or ""
        name = one["name"].lower()
        if name in ("title", "filename") and value:
            options["caption"] = f"`{value}`" if "`" not in value else value
        elif name in ("hl_lines", "code-line-numbers") and re.search(r"\d", value):
            lines = [number for number in line_numbers(value) if number <= count]
            if lines:
                options["emphasize-lines"] = ",".join(map(str, lines))
        elif name == "linenums" and (first := re.match(r"\s*(\d+)", value)):
            options["lineno-start"] = first[1]
    return language, options


def code_directive(language: str, options: Mapping[str, str]) -> list[str]:
    """Return the first lines of code after its fence: ``{code-block} py`` and options."""
    if not options:
        return [language]
    name = f"{{code-block}} {language or 'text'}"
    return [name, *(f":{key}: {value}" for key, value in options.items()), ""]
