"""Whatever an author does between builds, the site is what a clean build makes.

``BLOGTHEME_HISTORIES`` is the number of histories that are tried, each of a few
edits; CONTRIBUTING.md says how to run many.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from dataclasses import replace

import pytest
from edits import (
    FIRST,
    LATE,
    NAMES,
    OLD,
    OPTIONS,
    PICTURES,
    TEXTS,
    build,
    edits,
    keep_cache,
    make,
)
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import make_site, post

pytestmark = pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app:")
"""MyST-Parser (5.2) asks for it where a file is included."""

HISTORIES = int(os.environ.get("BLOGTHEME_HISTORIES", "12"))


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """Return a site that was built, and a copy of its folder."""
    folder = tmp_path_factory.mktemp("histories")
    made = make_site(folder / "site", FIRST, **OPTIONS)
    made.build(warnings=None, doctrees="doctrees")
    keep_cache(made)
    shutil.copytree(folder / "site", folder / "pristine")
    return made, folder


def restored(pristine):
    """Return the site as it was when it had been built for the first time."""
    made, folder = pristine
    shutil.rmtree(folder / "site")
    shutil.copytree(folder / "pristine", folder / "site")
    return replace(made, _conf=dict(made._conf))


def assert_as_clean(blog, built, builder="dirhtml", parallel=1):
    """Assert that a clean build leaves the same bytes, and gives the same warnings.

    Their texts have the paths of sources, lines and kinds.
    """
    clean = blog.build(builder, fresh=True, warnings=None, parallel=parallel)

    assert built.differences(clean) == []
    assert sorted(built.warnings) == sorted(clean.warnings)


@settings(
    max_examples=HISTORIES,
    derandomize="BLOGTHEME_HISTORIES" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    print_blob=True,
)
@example(
    history=[("file", ("posts/dot.png", PICTURES[1]), None), ("build", "dirhtml")],
    builder="dirhtml",
)
@example(
    history=[
        (
            "write",
            "posts/a.md",
            {"title": "One", "date": "2025-03-01", "slug": "c"},
            "",
            None,
        ),
        ("build", "dirhtml"),
        ("remove", "posts/a.md"),
    ],
    builder="dirhtml",
)
@example(
    history=[("file", ("files/_static/mine.css", "p { color: blue }\n"), None)],
    builder="dirhtml",
)
@example(
    history=[
        ("remove", "posts/a.md"),
        ("build", "dirhtml"),
        ("move", "deep/source"),
        ("restore", 1, "out-2", True),
        ("times", LATE),
        ("build", "dirhtml"),
        ("move", "source"),
        ("restore", 1, "out", False),
        ("times", OLD),
    ],
    builder="dirhtml",
)
@given(
    history=st.lists(edits, min_size=1, max_size=6),
    builder=st.sampled_from(["dirhtml", "dirhtml", "html"]),
)
def test_history_gives_what_a_clean_build_gives(pristine, history, builder):
    """One process or two, edited or new: the same bytes, and the same warnings."""
    blog = restored(pristine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1780000000")
        for edit in history:
            if edit[0] in {"build", "anew"}:
                assert_as_clean(blog, build(blog, edit), edit[1])
                keep_cache(blog)
            else:
                blog = make(blog, edit)
        built = blog.build(builder, warnings=None, doctrees="doctrees")
        again = blog.build(builder, warnings=None, doctrees="doctrees")
        assert_as_clean(blog, built, builder, parallel=2)

    assert sorted(again.warnings) == sorted(built.warnings)


KILL = """
import os, signal

def setup(app):
    event, left = os.environ.get("KILL_AT", "").split() or ("", "0")
    left = int(left)

    def count(*_):
        nonlocal left
        left -= 1
        if left == 0:
            os.killpg(os.getpgid(0), signal.SIGKILL)

    if event:
        app.connect(event, count, priority=int(os.environ["KILL_PRIORITY"]))
"""
"""Kills the build and its workers when an event is emitted for the n-th time."""

MOVES = (
    *(("times", OLD), ("times", None), ("move", "source-2"), ("move", "source")),
    *(("restore", 0, "out-2", True), ("restore", 1, "out", False)),
)
MOMENTS = (
    *("env-get-outdated 1", "source-read 1", "env-updated 1", "html-page-context 1"),
    *("html-page-context 4", "html-page-context 9", "build-finished 1"),
)


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="there are no groups to kill")
def test_build_that_is_killed_is_made_up_for(pristine):
    """At whatever moment the machine went down."""
    blog = restored(pristine)
    with (blog.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(KILL)
    ends = []
    chance = random.Random(5)  # noqa: S311 -- the same edits each time
    for number in range(max(4, HISTORIES // 4)):
        header = {"title": f"Title {number}", "date": "2025-03-01"}
        blog.write({chance.choice(NAMES): post(TEXTS[number % 3], **header)})
        if number % 2:
            blog = make(blog, chance.choice(MOVES))
        moment = chance.choice(MOMENTS)
        process = subprocess.run(
            [
                *(sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", "-j", "2"),
                *("-d", str(blog.outputs / "doctrees")),
                *(str(blog.source), str(blog.outputs / "dirhtml")),
            ],
            env=os.environ
            | {"KILL_AT": moment, "KILL_PRIORITY": chance.choice(["1", "999"])},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            check=False,
        )
        ends.append((moment, process.returncode))
        keep_cache(blog)
        if number % 3 == 2:
            assert_as_clean(blog, blog.build(warnings=None, doctrees="doctrees"))

    # A worker may have no ninth page to draw, if another took more.
    shared = ("html-page-context 4", "html-page-context 9")
    assert [end for end in ends if end[0] not in shared and not end[1]] == []
    assert any(end[1] for end in ends)
    built = blog.build(warnings=None, doctrees="doctrees")
    assert_as_clean(blog, built, parallel=2)
