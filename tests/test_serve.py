"""``sphinx-blogtheme serve`` shows what an author saves."""

from __future__ import annotations

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from conftest import post
from sphinx_blogtheme.cli.main import main, parse
from sphinx_blogtheme.cli.serve import EPILOG, newest_page

PATIENCE = 60
"""Seconds until a test takes silence for failure; timings are not what it tests."""


PROGRAM = (
    *(sys.executable, "-u", "-c"),
    "import sys; from sphinx_blogtheme.cli.main import main; sys.exit(main())",
)


@contextmanager
def preview(blog):
    """Serve a blog in a process of its own, and give the process and its log.

    It ends as a terminal ends it, so that none of its processes leaves anything.
    """
    log = blog.outputs / "preview.log"
    log.parent.mkdir(exist_ok=True)
    with log.open("wb") as file:
        process = subprocess.Popen(
            [*PROGRAM, "serve", str(blog.source), "--port", "0"],
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process, log
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=PATIENCE)


@contextmanager
def serving(blog):
    """Serve a blog in a process of its own, and give the address."""
    with preview(blog) as (process, log):
        yield address_in(log, process)


def address_in(log, process):
    """Return the address of a preview, which chooses its port, once it says it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        text = log.read_text(encoding="utf-8")
        if found := re.search(r"Serving on (http://127\.0\.0\.1:\d+)", text):
            return f"{found[1]}/"
        assert process.poll() is None, text
        time.sleep(0.1)
    pytest.fail(f"it has no address: {text}")


def wait_for(address, text):
    """Return a page, once it has a text."""
    end = time.monotonic() + PATIENCE
    found = ""
    while time.monotonic() < end:
        try:
            with urlopen(address) as response:  # noqa: S310 -- our own server
                found = response.read().decode()
        except (URLError, ConnectionError) as error:
            found = str(error)
        if text in found:
            return found
        time.sleep(0.1)
    pytest.fail(f"{address} has no {text!r}: {found[:500]}")


def test_saved_text_is_served(site):
    """Drafts with their mark, edits and new posts, without another command."""
    blog = site({"one.md": post("First words.", title="One", date="2025-03-01")})
    blog.write(
        {"idea.md": post("Idea.", title="Idea", date="2025-03-02", state="draft")}
    )
    with serving(blog) as address:
        wait_for(f"{address}2025/03/one/", "First words.")
        assert "bt-draft" in wait_for(f"{address}2025/03/idea/", "Idea.")

        blog.write({"one.md": post("Other words.", title="One", date="2025-03-01")})
        wait_for(f"{address}2025/03/one/", "Other words.")
        blog.write({"two.md": post("New.", title="Two", date="2025-03-03")})
        wait_for(f"{address}2025/03/two/", "New.")
        wait_for(address, "Two")

    output = blog.source / "_build" / "preview"
    assert newest_page(blog.source, output) == "2025/03/two/"


NOTE = """
import sys
with open(__file__.replace("conf.py", "builds"), "a", encoding="utf-8") as file:
    print("sphinx_blogtheme.markdown.mathml" in sys.modules, file=file)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked")
def test_saved_text_is_built_by_a_process_that_has_sphinx_loaded(site):
    """The first build is not: it doesn't wait until there is one."""
    blog = site({"one.md": post("First words.", title="One")})
    with (blog.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(NOTE)
    with serving(blog) as address:
        wait_for(f"{address}2025/03/one/", "First words.")
        builds = blog.source / "builds"
        end = time.monotonic() + PATIENCE
        while "True" not in builds.read_text(encoding="utf-8"):
            assert time.monotonic() < end, "no build with Sphinx loaded"
            text = f"Words of {time.monotonic()}."
            blog.write({"one.md": post(text, title="One")})
            wait_for(f"{address}2025/03/one/", text)

    assert builds.read_text(encoding="utf-8").startswith("False\n")


def test_newest_page_of_nothing_is_the_front_page(tmp_path):
    """Before the first build, too."""
    assert newest_page(tmp_path, tmp_path) == ""


def test_folder_that_is_no_blog_is_refused(tmp_path, capsys):
    """With a hint, and before anything is written."""
    assert main(["serve", str(tmp_path)]) == 2
    assert "there is no conf.py" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_interruption_ends_it_quietly(site):
    """Ctrl-C is how a preview ends, and is no error."""
    blog = site({"one.md": post("First words.", title="One")})
    with preview(blog) as (process, log):
        wait_for(f"{address_in(log, process)}2025/03/one/", "First words.")
        process.send_signal(signal.SIGINT)

        assert process.wait(PATIENCE) == 130
    assert "Traceback" not in log.read_text(encoding="utf-8")


INTERRUPTED_AT_ITS_START = """
import os, signal, sys
from uvicorn import Server
from sphinx_blogtheme.cli.main import main, parse
begin = Server.serve
async def serve(self, sockets=None):
    os.kill(os.getpid(), signal.SIGINT)
    await begin(self, sockets)
Server.serve = serve
sys.exit(main())
"""


def test_interruption_while_the_server_starts_is_quiet(site):
    """Then it is no failure either."""
    blog = site({"one.md": post("First words.", title="One")})
    result = subprocess.run(
        [
            *(sys.executable, "-c", INTERRUPTED_AT_ITS_START, "serve"),
            *(str(blog.source), "--port", "0", "--", "--no-initial"),
        ],
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )

    assert result.returncode == 130
    assert "Traceback" not in result.stderr + result.stdout


@pytest.mark.parametrize("port", ["99999", "-1", "http"])
def test_number_that_is_no_port_is_refused(site, capsys, port):
    """With those that are."""
    with pytest.raises(SystemExit) as stopped:
        main(["serve", str(site({}).source), f"--port={port}"])

    assert stopped.value.code == 2
    assert "expected a number from 0 to 65535" in capsys.readouterr().err


def test_port_in_use_is_said_before_the_build(site, capsys):
    """Nothing is built for a server that can't be."""
    blog = site({})
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert main(["serve", str(blog.source), "--port", str(port)]) == 2

    assert f"127.0.0.1:{port}: " in capsys.readouterr().err
    assert not (blog.source / "_build").exists()


@pytest.mark.parametrize(
    "example", re.findall(r"^  sphinx-blogtheme (.*)$", EPILOG, re.MULTILINE)
)
def test_example_of_the_help_is_understood(example):
    """What follows `--` is handed on, and nothing else is."""
    own, _, handed_on = example.partition(" -- ")
    args = parse(shlex.split(example))

    assert args.source.name == "blog"
    assert args.options == shlex.split(handed_on)
    assert args.port == (8080 if "--port 8080" in own else 8000)


def test_folder_may_be_left_out_before_options():
    """An option of sphinx-build is no folder."""
    args = parse(["serve", "--", "-j", "auto"])

    assert args.source.name == ""
    assert args.options == ["-j", "auto"]
