"""A preview prepares its next build, and uses it where that makes no difference."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from conftest import post

pytest.importorskip("sphinx_autobuild")
if not hasattr(os, "fork"):
    pytest.skip("this system can't fork processes", allow_module_level=True)

from sphinx_blogtheme.cli.preview_builder import build, standing_by

PATIENCE = 300
"""Seconds until a test takes silence for failure."""

CONF = """
import os
import select
from sphinx.util import logging

MADE = os.times().elapsed
LOG = os.path.join(os.path.dirname(__file__), "..", "builds")

def note(app, env, docnames):
    with open(LOG, "a") as file:
        print(MADE, os.getpid(), file=file)
    while os.path.exists(LOG + ".wait"):
        select.select([], [], [], 0.02)

def setup(app):
    app.connect("env-before-read-docs", note)
    logging.getLogger("conf").warning("the configuration was read")
"""
"""Notes when the configuration was read, and by whom; and says that it was."""

WARNING = "WARNING: while setting up extension conf.py: the configuration was read\n"


class Preview:
    """A blog with the process that builds it."""

    def __init__(self, blog, address):
        self.blog = blog
        self.address = address
        self.out = blog.outputs / "p"
        self.conf = blog.source / "conf.py"
        self.post = blog.source / "posts" / "one.md"
        self.warned = self.out / ".doctrees" / "warnings.txt"
        self.next = self.out / ".doctrees" / "warnings.next"
        self.was_prepared = False
        self.process = 0

    def arguments(self, *options):
        places = (str(self.blog.source), str(self.out), "-w", str(self.warned))
        return ["-b", "dirhtml", *options, *places]

    def build(self, *changed, options=(), is_known=True):
        """Build, once there is somebody to do it, and return the exit code."""
        paths = [str(path) for path in changed] if is_known else None
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            start = os.times().elapsed
            code = build(self.address, self.arguments(*options), paths)
            if code is not None:
                log = self.blog.source.parent / "builds"
                *_, made, process = log.read_text(encoding="utf-8").split()
                self.was_prepared = float(made) < start
                self.process = int(process)
                return code
            time.sleep(0.1)
        pytest.fail("nobody builds")

    def write(self, text):
        self.blog.write({"posts/one.md": post(text, title="One")})

    def wait(self):
        """Wait until the next build is prepared."""
        end = time.monotonic() + PATIENCE
        while not (self.next.is_file() and self.next.read_text("utf-8") == WARNING):
            assert time.monotonic() < end
            time.sleep(0.02)

    @property
    def text(self):
        """The page of the post."""
        return (self.out / "2025/03/one/index.html").read_text(encoding="utf-8")


@pytest.fixture
def blog(site):
    """Return a blog that tells when its configuration is read."""
    blog = site({"posts/one.md": post("First words.", title="One")})
    with (blog.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(CONF)
    return blog


@contextmanager
def previewing(blog):
    """Build a blog, and give it when its second build is prepared."""
    with standing_by() as address:
        preview = Preview(blog, address)
        preview.build()
        preview.wait()
        yield preview


@pytest.fixture
def preview(blog):
    """Return a blog whose second build is prepared."""
    with previewing(blog) as preview:
        yield preview


def test_edit_is_built_by_what_was_prepared(preview):
    """Again and again, also a new post."""
    for text in ("Second words.", "Third words."):
        preview.write(text)
        preview.wait()
        assert preview.build(preview.post) == 0
        assert preview.was_prepared
        assert text in preview.text

    preview.blog.write({"posts/two.md": post("Other.", title="Two")})
    preview.wait()
    assert preview.build(preview.blog.source / "posts/two.md") == 0
    assert preview.was_prepared
    assert (preview.out / "2025/03/two/index.html").is_file()


def test_warnings_are_those_of_any_build(preview):
    """Not before the build, and each once; `-W` counts them."""
    assert preview.warned.read_text(encoding="utf-8") == WARNING
    preview.write("[x](/gone/)")
    assert preview.build(preview.post) == 0

    said = preview.warned.read_text(encoding="utf-8")
    assert preview.was_prepared
    assert said.startswith(WARNING)
    assert "dead link to '/gone/'" in said
    preview.build(preview.post, options=["-W"])
    preview.wait()
    assert preview.build(preview.post, options=["-W"]) == 1
    assert preview.was_prepared


def test_log_is_that_of_any_build(blog, capfd):
    """All that Sphinx says while it begins, in its order."""
    said = []
    with previewing(blog) as preview:
        for is_known in (True, False):
            preview.write(f"Words: {is_known}.")
            preview.wait()
            capfd.readouterr()
            preview.build(preview.post, is_known=is_known)
            assert preview.was_prepared == is_known
            said.append(capfd.readouterr())
    prepared, ordinary = said

    assert prepared == ordinary
    assert prepared.out.startswith("Running Sphinx")
    assert prepared.err == WARNING


@pytest.mark.parametrize(
    "change",
    [
        lambda preview: [preview.conf],
        lambda preview: [preview.blog.source / "_static" / "new.css"],
        lambda preview: [preview.post, preview.blog.source / "one.png"],
    ],
    ids=["configuration", "style", "picture"],
)
def test_change_of_something_else_is_built_by_another(preview, change):
    """Whatever may have been looked at before."""
    preview.write("Other words.")
    assert preview.build(*change(preview)) == 0

    assert not preview.was_prepared
    assert "Other words." in preview.text


def test_what_nobody_noticed_is_noticed(preview, tmp_path):
    """A file outside of the watched folder, and another configuration."""
    title = tmp_path / "title.txt"
    title.write_text("Old title", encoding="utf-8")
    with preview.conf.open("a", encoding="utf-8") as conf:
        conf.write(f"\nwith open({str(title)!r}) as file:\n    project = file.read()\n")
    preview.build(preview.conf)
    preview.wait()
    assert "Old title" in preview.text
    title.write_text("New title", encoding="utf-8")
    preview.build(preview.post)
    assert not preview.was_prepared
    assert "New title" in preview.text

    preview.wait()
    preview.conf.write_text(
        preview.conf.read_text(encoding="utf-8") + "\nproject = 'Third title'\n",
        encoding="utf-8",
    )
    preview.build(preview.post)
    assert not preview.was_prepared
    assert "Third title" in preview.text


def test_build_of_another_is_noticed(preview):
    """It may have left another environment."""
    preview.write("Other words.")
    subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", *preview.arguments()], check=True
    )
    assert preview.build(preview.post) == 0

    assert not preview.was_prepared
    assert "Other words." in preview.text


@pytest.mark.parametrize(
    "line",
    [
        "open(os.path.join(os.path.dirname(__file__), '..', 'read'), 'a').write('x')",
        "import subprocess; subprocess.run(['true'], check=True)",
        "import datetime; project = str(datetime.datetime.now())",
        "def f():\n    import time\n    return time.time()\nproject = str(f())",
    ],
    ids=["file", "program", "date", "clock"],
)
def test_configuration_that_does_more_is_read_for_each_build(preview, line):
    """And only then."""
    with preview.conf.open("a", encoding="utf-8") as conf:
        conf.write(f"\n{line}\n")
    for text in ("Second words.", "Third words."):
        preview.write(text)
        assert preview.build(preview.conf) == 0
        assert preview.build(preview.post) == 0
        assert not preview.was_prepared
        assert text in preview.text
    file = preview.blog.source.parent / "read"
    if file.exists():
        assert file.read_text(encoding="utf-8") == "xxxx"


def test_error_while_a_build_is_prepared_is_told_by_the_build(blog, capfd):
    """And once."""
    with previewing(blog) as preview:
        good = preview.conf.read_text(encoding="utf-8")
        preview.conf.write_text(f"{good}\nraise LookupError('no words')\n", "utf-8")
        for path in (preview.conf, preview.post):
            assert preview.build(path) == 2
            assert capfd.readouterr().err.count("Configuration error!") == 1

        preview.conf.write_text(good, encoding="utf-8")
        assert preview.build(preview.conf) == 0


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 2), (signal.SIGTERM, -signal.SIGTERM)]
)
def test_prepared_build_can_be_ended(preview, number, code):
    """As any build, and the next one is right."""
    wait = preview.blog.source.parent / "builds.wait"
    wait.touch()
    log = preview.blog.source.parent / "builds"
    before = log.read_text(encoding="utf-8")
    preview.write("Second words.")
    with ThreadPoolExecutor() as pool:
        result = pool.submit(preview.build, preview.post)
        end = time.monotonic() + PATIENCE
        while not (new := log.read_text("utf-8").removeprefix(before)).endswith("\n"):
            assert time.monotonic() < end
            time.sleep(0.02)
        os.kill(int(new.split()[1]), number)
        assert result.result() == code
    assert preview.was_prepared

    wait.unlink()
    assert preview.build(preview.post) == 0
    assert "Second words." in preview.text


def test_prepared_build_ends_with_the_process(blog):
    """It leaves no file, and is no zombie."""
    before = children_of(os.getpid())
    with previewing(blog) as preview:
        pass
    assert not preview.next.exists()
    assert children_of(os.getpid()) == before


def children_of(process):
    """Return the processes that a process started, and that are still there."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text(encoding="utf-8")
        except OSError:
            continue
        if re.search(rf"^PPid:\t{process}$", text, re.MULTILINE):
            found.append(status.parent.name)
    return found
