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
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from conftest import DOT, WIDE, make_site, post

HISTORIES = int(os.environ.get("BLOGTHEME_HISTORIES", "12"))
NAMES = tuple(f"posts/{name}.md" for name in ("a", "b", "c", "d", "e", "f", "g"))
PICTURES = [DOT, WIDE]

TEXTS = (
    "Some text.\n\n<!--more-->\n\n## Part\n\nMore.\n",
    "![x](dot.png) and $x^2$, see [](b.md) and [c](/2025/03/c/).\n",
    "```python\nprint(1)\n```\n\nNote[^1].\n\n[^1]: Here.\n",
)
FIRST = {
    "index.md": "# Blog\n\nHello.\n",
    "about.md": "---\norphan:\n---\n# About\n\n[a](posts/a.md)\n",
    "posts/dot.png": PICTURES[0],
    "files/dot.png": PICTURES[0],
}
FIRST |= {
    name: post(TEXTS[number % 3], title=name, date=f"2025-0{number + 1}-01")
    for number, name in enumerate(NAMES)
}

headers = st.fixed_dictionaries(
    {
        "title": st.sampled_from(["One", "Two", "$3 & <four>"]),
        "date": st.sampled_from(["2025-03-01", "2025-03-02", "2024-12-31"]),
        "categories": st.sampled_from([None, "python", "ai, python", "Ünder wegs"]),
    },
    optional={
        "slug": st.sampled_from(["c", "elsewhere"]),
        "state": st.sampled_from(["draft", "published"]),
        "tags": st.just("tag one, t"),
        "author": st.just("Ann"),
        "series": st.just("Serial"),
        "index": st.just("false"),
        "on-menu": st.just("true"),
        "updated": st.just("2025-06-01"),
    },
)
confs = st.sampled_from(
    [
        {"blog_page_size": 2},
        {"blog_page_size": 10},
        {"blog_title": "Other"},
        {"blog_categories": {"ai": "Artificial"}},
        {"blog_menu": ["archives", ("Home", "/")]},
        {"html_theme_options": {"colour_scheme": "dark"}},
        {"html_theme_options": {}},
        {"blog_search": "none"},
        {"blog_search": "sphinx"},
        {"blog_feeds": ["atom"]},
    ]
)
edits = st.one_of(
    st.tuples(
        st.just("write"), st.sampled_from(NAMES), headers, st.sampled_from(TEXTS)
    ),
    st.tuples(st.just("remove"), st.sampled_from(NAMES)),
    st.tuples(st.just("rename"), st.sampled_from(NAMES), st.sampled_from(NAMES)),
    st.tuples(
        st.just("picture"),
        st.sampled_from(["posts/dot.png", "files/dot.png"]),
        st.sampled_from(PICTURES),
    ),
    st.tuples(st.just("configure"), confs),
    st.just(("build",)),
)


def make(blog, edit):
    """Do what an author does."""
    kind, *rest = edit
    if kind == "write":
        name, header, text = rest
        blog.write({name: post(text, **header)})
    elif kind == "picture":
        blog.write(dict([rest]))
    elif kind == "configure":
        blog.configure(**rest[0])
    elif kind == "build":
        blog.build(warnings=None, parallel=2)
    elif (blog.source / rest[0]).is_file():
        file = blog.source / rest[0]
        if kind == "remove":
            file.unlink()
        else:
            file.rename(blog.source / rest[1])


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """Return a site that was built, and a copy of its folder."""
    folder = tmp_path_factory.mktemp("histories")
    made = make_site(folder / "site", FIRST, blog_search="sphinx")
    made.build(warnings=None)
    shutil.copytree(folder / "site", folder / "pristine")
    return made, folder


def restored(pristine):
    """Return the site as it was when it had been built for the first time."""
    made, folder = pristine
    shutil.rmtree(folder / "site")
    shutil.copytree(folder / "pristine", folder / "site")
    return replace(made, _conf=dict(made._conf))


def differences(found, expected):
    """Return the paths whose content isn't the same."""
    return sorted(
        path
        for path in found.keys() | expected.keys()
        if found.get(path) != expected.get(path)
        and path != "_static/english-stemmer.js"  # Sphinx leaves what it once wrote
    )


@settings(
    max_examples=HISTORIES,
    deadline=None,
    derandomize="BLOGTHEME_HISTORIES" not in os.environ,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    print_blob=True,
)
@example(history=[("picture", "posts/dot.png", PICTURES[1]), ("build",)])
@example(
    history=[
        (
            "write",
            "posts/a.md",
            {"title": "One", "date": "2025-03-01", "slug": "c"},
            "",
        ),
        ("build",),
        ("remove", "posts/a.md"),
    ]
)
@given(history=st.lists(edits, min_size=1, max_size=6))
def test_history_gives_what_a_clean_build_gives(pristine, history):
    """One process or two, edited or new: the same bytes."""
    blog = restored(pristine)
    for edit in history:
        make(blog, edit)
    built = blog.build(warnings=None)
    clean = blog.build(fresh=True, warnings=None, parallel=2)

    assert differences(built.files(), clean.files()) == []


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
        moment = chance.choice(MOMENTS)
        process = subprocess.run(
            [
                *(sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml", "-j", "2"),
                *("-d", str(blog.outputs / "doctrees-dirhtml")),
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

    # A worker may have no ninth page to draw, if another took more.
    shared = ("html-page-context 4", "html-page-context 9")
    assert [end for end in ends if end[0] not in shared and not end[1]] == []
    assert any(end[1] for end in ends)
    built = blog.build(warnings=None)
    clean = blog.build(fresh=True, warnings=None, parallel=2)
    assert differences(built.files(), clean.files()) == []
