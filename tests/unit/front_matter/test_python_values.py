"""``python`` in a header: what the code of a post needs."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.front_matter.writing import write_header
from sphinx_blogtheme.model.code_needs import CodeNeeds

UTC = ZoneInfo("UTC")


def read(text):
    return parse_header(f"---\ntitle: A\n{text}\n---\n", UTC)


@pytest.mark.parametrize(
    ("text", "needs"),
    [
        ("python: {requires: '>=3.12'}", CodeNeeds(requires=">=3.12")),
        ("python: {requires-python: '>=3.12,<4'}", CodeNeeds(requires="<4,>=3.12")),
        ("python: '>=3.12'", CodeNeeds(requires=">=3.12")),
        ("python: 3.12", CodeNeeds(requires=">=3.12")),
        (
            "python:\n  dependencies: [numpy, 'rich >= 14', numpy]\n  timeout: 1.5",
            CodeNeeds(dependencies=("numpy", "rich>=14"), timeout=1.5),
        ),
        ("python: {dependencies: numpy}", CodeNeeds(dependencies=("numpy",))),
        ("python: {seed: 7, network: yes}", CodeNeeds(seed=7, network=True)),
        ("python: false", CodeNeeds(skip="python: false")),
        ("python: {skip: needs a GPU}", CodeNeeds(skip="needs a GPU")),
        ("python: {skip: false, seed: 1}", CodeNeeds(seed=1)),
        ("python: {files: [a.csv, 'b/*']}", CodeNeeds(files=("a.csv", "b/*"))),
        # As in a field list of reStructuredText, whose values are text.
        ("python: '{seed: 1, note: true}'", CodeNeeds(seed=1, note=True)),
        ("python: true", None),
        ("python:", None),
    ],
)
def test_needs_are_read_and_written(text, needs):
    """What is written is read as the same."""
    header = read(text)

    assert (header.front_matter.python, header.problems) == (needs, ())
    written = write_header(header.front_matter)
    assert parse_header(written, UTC).front_matter.python == needs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("python: {dependancies: [numpy]}", "did you mean 'dependencies'? ignored it"),
        ("python: {colour: red}", "expected requires, dependencies, files"),
        ("python: {requires: newest}", "expected versions of Python, such as '>=3.12'"),
        ("python: {dependencies: ['numpy >>']}", "expected a list of packages"),
        ("python: {timeout: 0}", "expected a number of seconds"),
        ("python: {timeout: nan}", "expected a number of seconds"),
        ("python: {seed: -1}", "expected a whole number"),
        ("python: {network: perhaps}", "expected true or false"),
        ("python: snake", "expected a mapping such as"),
        ("python: [numpy]", "expected a mapping such as"),
    ],
)
def test_wrong_part_is_one_problem(text, message):
    """Its line and its value are named, and the rest counts."""
    header = read(text.replace("}", ", seed: 3}") if "seed" not in text else text)

    (problem,) = header.problems
    assert (problem.line, message in problem.message) == (3, True), problem.message
    if "}" in text and "seed" not in text:
        assert header.front_matter.python == CodeNeeds(seed=3)
