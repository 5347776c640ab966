"""Find the directives of a text in reStructuredText, but none in code or comments."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    Rule = Callable[["RstDirective"], "Sequence[str] | None"]

_DIRECTIVE = re.compile(
    r"(?P<before>[ \t]*(?:[-*+][ \t]+)?)\.\.[ \t]+(?P<place>\|[^|]+\|[ \t]+)?"
    r"(?P<name>[A-Za-z][\w.+-]*)[ \t]?::(?:[ \t]+(?P<argument>.*?))?[ \t]*"
)
_COMMENT = re.compile(r"([ \t]*)\.\.(?:[ \t]+(?![_\[|]|[\w.+-]+[ \t]?::).*)?[ \t]*")
_OPTION = re.compile(r"[ \t]+:([^:\s][^:]*):(?:[ \t]+(.*?))?[ \t]*")
_SHORTCODE = re.compile(r"([ \t]*)\{\{%\s*([\w/-]+)\s*(.*?)\s*%\}\}[ \t]*")

LITERAL_DIRECTIVES = frozenset(
    (
        *("code", "code-block", "sourcecode", "highlight", "raw", "math", "mermaid"),
        *("literalinclude", "graphviz", "uml", "chart", "csv-table", "meta", "gist"),
    )
)
"""Names of directives whose content is not reStructuredText."""


class RstDirective(NamedTuple):
    """A directive, with the lines that belong to it."""

    name: str
    argument: str
    """Its argument; the lines of one that has several are joined by spaces."""
    options: Mapping[str, str]
    content: tuple[str, ...]
    """The lines of its content as they are, with their indentation."""
    before: str
    """What stands before its two dots: spaces, and perhaps the mark of a list."""
    place: str
    """The name between bars that it defines, with a space; else ""."""

    def made(
        self,
        name: str,
        argument: str | None = None,
        options: Mapping[str, str] | None = None,
    ) -> list[str]:
        """Return the lines of the directive with other values."""
        argument = self.argument if argument is None else argument
        columns = [indentation(line) for line in self.content if line.strip()]
        inner = " " * min(columns, default=len(self.before.expandtabs()) + 3)
        head = f"{self.before}.. {self.place}{name}:: {argument}".rstrip()
        given = self.options if options is None else options
        lines = [f"{inner}:{key}: {value}".rstrip() for key, value in given.items()]
        gap = [""] if self.content else []
        return [head, *lines, *gap, *self.content]


def indentation(line: str) -> int:
    """Return the number of columns before the text of a line."""
    wide = line.expandtabs()
    return len(wide) - len(wide.lstrip())


def rewritten(
    text: str,
    directive: Rule,
    shortcode: Callable[[str, str, str], Sequence[str] | None] | None = None,
    plain: Callable[[str], str] | None = None,
) -> str:
    """Return a text with other lines for some of its directives.

    Those within the content of others are asked for too, but not those of one that is
    replaced; code stays as it is.

    :param directive: returns the lines that come in the place of a directive, or None.
    :param shortcode: the same for a shortcode that is alone in its line, by what stands
        before it, its name and its arguments.
    :param plain: changes a line that is no code.
    """
    lines, done = text.splitlines(), list[str]()
    number = 0
    while number < len(lines):
        line = lines[number]
        found = _DIRECTIVE.fullmatch(line)
        depth = len(found["before"].expandtabs()) if found else indentation(line)
        end = _end_of_block(lines, number, depth)
        new: Sequence[str] | None = None
        if found:
            one = _read(found, lines[number + 1 : end])
            new = directive(one)
            if new is None and one.name.lower() in LITERAL_DIRECTIVES:
                new = lines[number:end]
                if plain and one.name.lower() == "raw":
                    new = [plain(each) for each in new]
        elif _COMMENT.fullmatch(line):
            is_empty = line.strip() == ".."
            new = [line] if is_empty else lines[number:end]
            end = number + 1 if is_empty else end
        elif shortcode and (mark := _SHORTCODE.fullmatch(line)):
            new = shortcode(mark[1], mark[2], mark[3])
            end = number + 1
        elif line.rstrip().endswith("::"):
            new = [plain(line) if plain else line, *lines[number + 1 : end]]
        if new is None:
            new, end = [plain(line) if plain else line], number + 1
        done += new
        number = end
    return "\n".join(done) + ("\n" if text.endswith(("\n", "\r")) else "")


def _end_of_block(lines: Sequence[str], start: int, depth: int) -> int:
    """Return the index after the deeper lines below one, without blank ones."""
    end = start + 1
    for number in range(start + 1, len(lines)):
        if not lines[number].strip():
            continue
        if indentation(lines[number]) <= depth:
            break
        end = number + 1
    return end


def _read(found: re.Match[str], below: Sequence[str]) -> RstDirective:
    argument, options = [found["argument"] or ""], dict[str, str]()
    number, last = 0, ""
    while number < len(below) and below[number].strip():
        if option := _OPTION.fullmatch(below[number]):
            last = option[1]
            options[last] = option[2] or ""
        elif last:
            options[last] = f"{options[last]} {below[number].strip()}".strip()
        elif found["name"].lower() in ("image", "figure", "thumbnail"):
            argument.append(below[number].strip())
        else:
            break
        number += 1
    while number < len(below) and not below[number].strip():
        number += 1
    return RstDirective(
        found["name"],
        " ".join(filter(None, argument)),
        options,
        tuple(below[number:]),
        found["before"],
        found["place"] or "",
    )


def directive_names(text: str) -> Iterator[str]:
    """Yield the names of the directives of a text, also of those in others."""
    names = list[str]()

    def note(one: RstDirective) -> None:
        names.append(one.name)

    rewritten(text, note)
    yield from names
