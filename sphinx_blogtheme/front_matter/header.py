"""Read the header of a post, in any dialect, into a typed `Header`.

Authors' headers are often not quite what the specification of a format asks for, so no
input is an error here: what can be read without loss is read silently, and each value
that is ambiguous or would lose something is a `Problem`.

There are two steps: the reader of a dialect (`dialects`) finds keys and values, and
`meaning` interprets them by one table (`fields`) of what each key sets.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sphinx_blogtheme.front_matter.dialects import read_header, read_whole
from sphinx_blogtheme.front_matter.draft_words import draft_in, misspelt_draft
from sphinx_blogtheme.front_matter.fields import is_of_one, meant_key
from sphinx_blogtheme.front_matter.meaning import front_matter_of, interpret
from sphinx_blogtheme.front_matter.raw import front_matter_problem
from sphinx_blogtheme.front_matter.values import HeaderContext
from sphinx_blogtheme.model.posts import Header, Misspelling, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.front_matter.meaning import HeaderLayer
    from sphinx_blogtheme.front_matter.raw import RawEntry, RawHeader
    from sphinx_blogtheme.model.posts import Problem


def parse_header(
    text: str,
    zone: ZoneInfo,
    *,
    rst: bool = False,
    expected: bool = True,
    jekyll: bool = False,
    defaults: Sequence[HeaderLayer] = (),
) -> Header:
    """Read the header of a file: its values, its length and its problems.

    A file without a header gives an empty `FrontMatter` and no line to skip.

    :param text: the whole file.
    :param zone: time zone of dates that name none.
    :param rst: whether the file is in reStructuredText.
    :param expected: whether the file is a post for other reasons, so that any field
        list is its header; documentation has field lists too.
    :param jekyll: whether spaces separate the names in ``categories: a b``.
    :param defaults: values that hold where the header says nothing, those of the
        nearest folder first.
    """
    raw = read_header(text, rst=rst, expected=expected)
    layer = interpret(raw.entries, HeaderContext(zone, jekyll, raw.nikola))
    problems = hold_back(text, raw, layer)
    return Header(
        front_matter=front_matter_of([layer, *defaults]),
        body_line=raw.body_line,
        problems=tuple(sorted(problems, key=lambda problem: problem.line or 0)),
        repaired=raw.repaired and not problems,
        misspelt=tuple(misspelt_keys(raw.entries, problems)),
    )


def hold_back(text: str, raw: RawHeader, layer: HeaderLayer) -> list[Problem]:
    """Make a draft of a file if its header can't be read, or seems to say that it is.

    :param text: the whole file.
    :param raw: its header, of which the layer has the values.
    :return: all problems of the header.
    """
    problems = [*raw.problems, *layer.problems]
    if raw.held_back:
        layer.values["status"] = Status.DRAFT
    elif layer.values.get("status") is None and (doubt := _doubtful_draft(text, raw)):
        layer.values["status"] = Status.DRAFT
        if raw.problems and not raw.entries:  # one cause, so only one problem
            (fault, *problems) = problems
            told = fault.message.partition(";")[0]
            outcome = f"assumed that the post is a draft, as line {doubt.line} says"
            doubt = replace(fault, message=f"{told}; {outcome}")
        problems.append(doubt)
    return problems


def misspelt_keys(
    entries: Sequence[RawEntry], problems: Sequence[Problem] = ()
) -> Iterator[Misspelling]:
    """Yield the misspelt keys of a header, but for those with another problem."""
    given = [entry.key for entry in entries]
    told = {problem.line for problem in problems}
    for entry in entries:
        meant = meant_key(entry.key, given)
        if meant and entry.line not in told:
            yield Misspelling(entry.key, meant, entry.line)


def _doubtful_draft(text: str, raw: RawHeader) -> Problem | None:
    """Return a problem if a header seems to say, in a wrong way, that it is a draft."""
    doubt = misspelt_draft(raw.entries)
    if doubt is None and (raw.repaired or raw.problems or not raw.entries):
        doubt = draft_in(text, read=bool(raw.entries))
    return doubt


def read_folder_defaults(
    text: str, suffix: str, zone: ZoneInfo
) -> tuple[Header, HeaderLayer]:
    """Read a file of folder defaults, such as ``_defaults.yml``.

    :param suffix: suffix of its name, which tells its format.
    :param zone: time zone of dates that name none.
    :return: a header with all problems, and the values as a layer for `parse_header`.
    """
    raw = read_whole(text, suffix)
    kept = [entry for entry in raw.entries if not is_of_one(entry.key)]
    layer = interpret(kept, HeaderContext(zone))
    own = [
        front_matter_problem(
            entry.line,
            f"{entry.key}: expected keys that several posts can share; ignored it",
        )
        for entry in raw.entries
        if is_of_one(entry.key)
    ]
    problems = sorted(
        (*raw.problems, *own, *layer.problems), key=lambda problem: problem.line or 0
    )
    header = Header(
        front_matter=front_matter_of([layer]),
        body_line=0,
        problems=tuple(problems),
        misspelt=tuple(misspelt_keys(raw.entries, problems)),
    )
    return header, layer
