"""A preview builds in processes that have Sphinx loaded already."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from conftest import post

pytest.importorskip("sphinx_autobuild")
if not hasattr(os, "fork"):
    pytest.skip("this system can't fork processes", allow_module_level=True)

from sphinx_blogtheme.cli.preview_builder import Builder, build, standing_by

PATIENCE = 300
"""Seconds until a test takes silence for failure."""

REPORT = """
import os, sys, pathlib
with pathlib.Path(__file__).with_name("builds").open("a") as file:
    loaded = "sphinx_blogtheme.markdown.mathml" in sys.modules  # what few builds need
    print(os.getppid(), loaded, file=file)
"""


@pytest.fixture
def blog(site):
    """Return a blog whose configuration notes who builds it."""
    blog = site({"one.md": post("First words.", title="One")})
    with (blog.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(REPORT)
    return blog


def builders(blog):
    """Return the process that started each build, and whether Sphinx was loaded."""
    lines = (blog.source / "builds").read_text(encoding="utf-8").splitlines()
    return [(int(line.split()[0]), line.split()[1] == "True") for line in lines]


def arguments(blog, *options):
    return ["-q", "-b", "dirhtml", *options, str(blog.source), str(blog.outputs / "p")]


def built_at(address, blog, *options):
    """Return the exit code of a build, once there is somebody to do it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        code = build(address, arguments(blog, *options))
        if code is not None:
            return code
        time.sleep(0.1)
    pytest.fail("nobody builds")


def wait_until_gone(process):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    pytest.fail(f"the process {process} is still there")


def test_builds_are_those_of_sphinx_build(blog):
    """One after the other, with its messages' exit codes, by one process."""
    with standing_by() as address:
        assert built_at(address, blog) == 0
        assert "First words." in (blog.outputs / "p/2025/03/one/index.html").read_text(
            encoding="utf-8"
        )
        blog.write({"one.md": post("Other words.", title="One")})
        assert built_at(address, blog) == 0
        assert "Other words." in (blog.outputs / "p/2025/03/one/index.html").read_text(
            encoding="utf-8"
        )
        assert built_at(address, blog, "-W", "-D", "blog_search=nonsense") == 1
        assert built_at(address, blog, "--no-such-option") == 2

    who, loaded = zip(*builders(blog), strict=True)
    assert len(set(who)) == 1
    assert all(loaded)


def test_a_build_without_it_loads_only_what_it_needs(blog):
    """Or the test before would show nothing."""
    subprocess.run([sys.executable, "-m", "sphinx", *arguments(blog)], check=True)

    assert [loaded for _, loaded in builders(blog)] == [False]


def test_a_program_that_changed_is_loaded_anew(blog, tmp_path, monkeypatch):
    """Another version of an extension is not met by the one of an hour ago."""
    program = tmp_path / "site" / "sitecustomize.py"
    program.parent.mkdir()
    program.touch()
    monkeypatch.setenv("PYTHONPATH", str(program.parent), prepend=os.pathsep)
    with standing_by() as address:
        assert built_at(address, blog) == 0
        program.write_text("import builtins\nbuiltins.version = 2\n", encoding="utf-8")
        with (blog.source / "conf.py").open("a", encoding="utf-8") as conf:
            conf.write("import builtins\nassert builtins.version == 2\n")
        assert built_at(address, blog) == 0


def test_it_ends_with_the_preview(blog):
    """Also where that ends while Sphinx is being loaded."""
    with standing_by() as address:
        built_at(address, blog)
    (who, _), *_ = builders(blog)

    wait_until_gone(who)
    with standing_by():
        pass


def test_preview_builds_where_nobody_is_there(blog, capfd):
    """As sphinx-autobuild itself does, and with what is to run before and after."""
    say = [sys.executable, "-c", "print('said')"]
    with standing_by() as address:
        builder = Builder(
            arguments(blog),
            address=address,
            url_host="127.0.0.1:1",
            pre_build_commands=[say],
            post_build_commands=[say],
        )
        built_at(address, blog)
        os.kill(builders(blog)[0][0], signal.SIGKILL)
        wait_until_address_is_dead(address)
        builder(changed_paths=[])

    assert [loaded for _, loaded in builders(blog)] == [True, False]
    assert capfd.readouterr().out.count("said\n") == 2


def test_build_that_crashes_is_done_by_another_process(blog):
    """Some libraries can't be used in a process that was forked."""
    with (blog.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write("if loaded:\n    os.abort()\n")
    with standing_by() as address:
        end = time.monotonic() + PATIENCE
        builder = Builder(
            arguments(blog),
            address=address,
            url_host="127.0.0.1:1",
            pre_build_commands=[],
            post_build_commands=[],
        )
        while not (blog.source / "builds").exists() or not builders(blog)[0][1]:
            assert time.monotonic() < end
            (blog.source / "builds").unlink(missing_ok=True)
            builder(changed_paths=[])

    assert [loaded for _, loaded in builders(blog)] == [True, False]
    assert (blog.outputs / "p/2025/03/one/index.html").is_file()


def wait_until_address_is_dead(address):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if build(address, ["--version"]) is None:
            return
    pytest.fail("somebody still builds")


def test_failed_build_is_told(blog, capfd):
    """The preview goes on with what there was."""
    with standing_by() as address:
        built_at(address, blog)
        builder = Builder(
            arguments(blog, "-W", "-D", "blog_search=nonsense"),
            address=address,
            url_host="127.0.0.1:1",
            pre_build_commands=[],
            post_build_commands=[[sys.executable, "-c", "print('said')"]],
        )
        builder(changed_paths=[])

    said = capfd.readouterr().out
    assert "exit code: 1" in said
    assert "said\n" not in said
    assert all(loaded for _, loaded in builders(blog))
