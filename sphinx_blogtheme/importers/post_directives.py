"""Find ABlog's ``post`` directives in reStructuredText and Markdown.

Its documentation describes them, “Posting and Listing”. In Markdown, a directive may be
MyST's own, or reStructuredText within ``{eval-rst}``. Code that only shows a directive
has none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_RST_POST = re.compile(
    r"(?m)^\.\. post::[ \t]*(?P<date>.*)\n?(?P<options>(?:[ \t]+\S.*(?:\n|\Z))*)"
)
_OPTION = re.compile(r"(?m)^\s*:?([\w-]+):[ \t]*(.*?)[ \t]*$")
_FENCE = re.compile(
    r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*(?:\{(?P<name>[\w-]+)\})?[ \t]*(?P<rest>.*?)\s*"
)


class PostDirective(NamedTuple):
    """A ``post`` directive of a document."""

    date: str
    """The date as it is written; may be empty."""
    options: Mapping[str, str]
    start: int
    end: int
    """Where the directive, or the ``{eval-rst}`` around it alone, stands in the text."""


def post_directives(text: str, *, rst: bool) -> list[PostDirective]:
    """Return the ``post`` directives of a document, in order.

    :param rst: whether it is in reStructuredText, and not in Markdown.
    """
    text = text.replace("\r\n", " \n").replace("\r", "\n")  # of the same length
    return list(_in_rst(text, 0) if rst else _in_markdown(text))


def _in_rst(text: str, offset: int) -> Iterator[PostDirective]:
    for found in _RST_POST.finditer(text):
        yield _directive(
            found["date"],
            found["options"],
            offset + found.start(),
            offset + found.end(),
        )


def _directive(date: str, options: str, start: int, end: int) -> PostDirective:
    return PostDirective(date.strip(), dict(_OPTION.findall(options)), start, end)


def _in_markdown(text: str) -> Iterator[PostDirective]:
    """Yield the directives of Markdown, whose fences are within no other."""
    position, fence, start, inside = 0, None, 0, 0
    for line in text.splitlines(keepends=True):
        begin, position = position, position + len(line)
        bare = line.strip()
        if fence is None:
            found = _FENCE.fullmatch(bare)
            if found and not line.startswith("    ") and "`" not in found["rest"]:
                fence, start, inside = found, begin, position
        elif set(bare) == {fence["fence"][0]} and len(bare) >= len(fence["fence"]):
            yield from _in_fence(fence, text, start, (inside, begin), position)
            fence = None
    if fence is not None:  # it ends with the text
        yield from _in_fence(fence, text, start, (inside, position), position)


def _in_fence(
    fence: re.Match[str], text: str, start: int, inside: tuple[int, int], end: int
) -> Iterator[PostDirective]:
    """Yield the directives of a fence.

    :param inside: where its content begins and ends.
    """
    within = text[slice(*inside)]
    if fence["name"] == "post":
        yield _directive(fence["rest"], within, start, end)
    elif fence["name"] == "eval-rst":
        found = list(_in_rst(within, inside[0]))
        if len(found) == 1 and not _RST_POST.sub("", within).strip():
            found = [found[0]._replace(start=start, end=end)]  # the fence goes along
        yield from found
