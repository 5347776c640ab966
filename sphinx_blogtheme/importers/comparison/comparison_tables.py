"""A comparison as text for the terminal, as Markdown, or as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.comparison.built_pages import HIDDEN, PAGING
from sphinx_blogtheme.importers.comparison.comparison_values import COUNTED
from sphinx_blogtheme.importers.comparison.site_output import KEPT, LED_ON, LOST
from sphinx_blogtheme.model.inline_markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_blogtheme.importers.comparison.comparison_values import (
        ComparedText,
        Comparison,
    )

_KINDS = {
    "post": "posts",
    "page": "pages",
    "list": "lists",
    "redirect": "redirects",
    "feed": "feeds",
    "file": "files",
    PAGING: "further pages of lists",
    HIDDEN: "pages that were not public",
}
_STATES = (KEPT, LED_ON, LOST)
_PARTS = {"words": "words", **{name: name.replace("_", " ") for name in COUNTED}}
_PARTS["ids"] = "ids of headings"
_MAX_LINES = 40
"""Number of lines of each list on the terminal; a file has them all."""


def comparison_text(comparison: Comparison, *, whole: bool = False) -> str:
    """Return a comparison as text.

    :param whole: whether long lists are not cut.
    """
    lines = [*_aligned([*_url_rows(comparison)])]
    if comparison.texts:
        lines += ["", *_aligned([*_part_rows(comparison)])]
    for heading, found in _lists(comparison):
        shown = found if whole else found[:_MAX_LINES]
        lines += ["", f"{heading}:", *(f"  {line}" for line in shown)]
        if len(shown) < len(found):
            lines.append(f"  … and {len(found) - len(shown)} more")
    if whole and comparison.texts:
        lines += ["", "All posts and pages:", *_aligned(_text_rows(comparison))]
    return "\n".join([*lines, "", summary(comparison)])


def comparison_markdown(comparison: Comparison) -> str:
    """Return a comparison as Markdown, with a table of all texts."""
    parts = ["# Comparison with the old site", summary(comparison)]
    parts.append(_table([*_url_rows(comparison)]))
    if comparison.texts:
        parts.append(_table([*_part_rows(comparison)]))
    for heading, found in _lists(comparison):
        items = "\n".join(f"- {escape_markdown(line)}" for line in found)
        parts += [f"## {heading}", items]
    if comparison.texts:
        parts += ["## All posts and pages", _table(_text_rows(comparison))]
    return "\n\n".join(parts) + "\n"


def comparison_data(comparison: Comparison) -> dict[str, object]:
    """Return a comparison as values of JSON."""
    return {
        "lost": comparison.has_lost,
        "counts": {
            kind: {state: comparison.count(kind, state) for state in _STATES}
            for kind in _KINDS
        },
        "totals": {name: [*comparison.total(name)] for name in _PARTS},
        "lost_words": sum(one.lost_words for one in comparison.texts),
        "gained_words": sum(one.gained_words for one in comparison.texts),
        **asdict(comparison),
    }


def summary(comparison: Comparison) -> str:
    """Return what a comparison says in one line."""
    posts = [comparison.count("post", state) for state in _STATES]
    found = sum(posts)
    said = (
        f"{found} post{'' if found == 1 else 's'}: {posts[0]} at the same URL,"
        f" {posts[1]} led on to, {posts[2]} lost"
    )
    if comparison.texts:
        share = comparison.lost_share * 1000
        lost = sum(one.lost_words for one in comparison.texts)
        said += f"; {lost} words lost ({share:.2f} per thousand)"
    verdict = "Something is lost" if comparison.has_lost else "Nothing is lost"
    return f"{verdict}. {said}."


def _url_rows(comparison: Comparison) -> Iterator[list[str]]:
    yield ["URLs of", *_STATES]
    for kind, name in _KINDS.items():
        counts = [comparison.count(kind, state) for state in _STATES]
        if any(counts):
            yield [name, *map(str, counts)]


def _part_rows(comparison: Comparison) -> Iterator[list[str]]:
    yield ["in posts and pages", "before", "now", LOST, "gained"]
    for name, label in _PARTS.items():
        before, now = comparison.total(name)
        if name == "words":
            lost = sum(one.lost_words for one in comparison.texts)
            gained = sum(one.gained_words for one in comparison.texts)
        else:
            pairs = [getattr(one, name) for one in comparison.texts]
            lost = sum(max(0, pair[0] - pair[1]) for pair in pairs)
            gained = sum(max(0, pair[1] - pair[0]) for pair in pairs)
        if before or now:
            yield [label, str(before), str(now), str(lost), str(gained)]


def _lists(comparison: Comparison) -> Iterator[tuple[str, list[str]]]:
    """Yield the headings of lists, each with its lines; none that is empty."""
    lost = [
        f"{one.url} ({one.kind}{f'; its post is at {one.now}' if one.now else ''})"
        for one in comparison.lost_urls
    ]
    changed = [
        f"{one.url}: {'; '.join(_changes(one))}"
        for one in sorted(comparison.texts, key=lambda one: -one.lost_words)
        if one.is_changed
    ]
    feeds = [
        f"{one.url}: {one.found} of {one.entries} entries"
        f"{f', {one.same_ids} with the same id' if one.found else ''}"
        f"{f', in {one.now}' if one.now not in ('', one.url) else ''}"
        f"{f'; {one.missing} of the newest are lost' if one.missing else ''}"
        for one in comparison.feeds
    ]
    order = []
    if comparison.order[1]:
        wrong, first = comparison.order[1], comparison.first_misplaced
        where = "have another place in the feed"
        order = [f"{wrong} of {comparison.order[0]} posts {where}, first {first}"]
    for heading, lines in (
        ("URLs that are lost", lost),
        ("Texts that lost something", changed),
        ("Feeds", feeds),
        ("Order", order),
        ("Posts that the old site did not have", [*comparison.added]),
        ("Not compared", [*comparison.notes]),
    ):
        if lines:
            yield heading, lines


def _changes(one: ComparedText) -> Iterator[str]:
    if one.lost_words:
        words = "word" if one.lost_words == 1 else "words"
        yield f"{one.lost_words} {words} lost ({one.lost_text})"
    if parts := [*one.lost_parts()]:
        yield f"lost {', '.join(parts)}"
    if one.new_title:
        yield f"its title {one.title!r} became {one.new_title!r}"
    if one.dates:
        yield f"its date {one.dates[0]} became {one.dates[1]}"


def _text_rows(comparison: Comparison) -> list[list[str]]:
    """Return the numbers of each text, below a row of headings."""
    rows = [["URL", "now", "words", "lost", "gained", *[*_PARTS.values()][1:]]]
    rows += [
        [
            one.url,
            "" if one.now == one.url else one.now,
            _change(one.words),
            str(one.lost_words),
            str(one.gained_words),
            *(_change(getattr(one, name)) for name in COUNTED),
        ]
        for one in comparison.texts
    ]
    return rows


def _change(pair: tuple[int, int]) -> str:
    return str(pair[0]) if pair[0] == pair[1] else f"{pair[0]} → {pair[1]}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [text.rjust(w) for text, w in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()


def _table(rows: Sequence[Sequence[str]]) -> str:
    def row(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"

    head, *others = rows
    rule = "|---|" + "---:|" * (len(head) - 1)
    return "\n".join([row(head), rule, *map(row, others)])
