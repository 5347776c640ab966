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
from http.client import IncompleteRead
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from conftest import post
from sphinx_blogtheme.cli.main import main, parse
from sphinx_blogtheme.cli.serve import EPILOG, newest_page

PATIENCE = 300
"""Seconds until a test takes silence for failure; timings are not what it tests."""


def program(source, *options):
    """Return the command that serves a folder at a port that is free."""
    code = "import sys; from sphinx_blogtheme.cli.main import main; sys.exit(main())"
    return [sys.executable, "-uc", code, "serve", str(source), "--port=0", *options]


@contextmanager
def serving(source, log):
    """Serve a folder in a process of its own, and give process and address."""
    with log.open("wb") as output:
        process = subprocess.Popen(
            program(source),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield process, address_in(log, process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=PATIENCE)


def address_in(log, process):
    """Return the address that a server says it has."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        said = log.read_text(encoding="utf-8", errors="replace")
        if found := re.search(r"http://127\.0\.0\.1:\d+", said):
            return f"{found[0]}/"
        time.sleep(0.05)
    pytest.fail(f"there is no server: {log.read_text(encoding='utf-8')}")


def wait_for(address, text):
    """Return a page, once it has a text."""
    end = time.monotonic() + PATIENCE
    found = ""
    while time.monotonic() < end:
        try:
            with urlopen(address) as response:  # noqa: S310 -- our own server
                found = response.read().decode()
        except (URLError, ConnectionError, IncompleteRead) as error:
            found = str(error)  # it is about to start, or to write the page again
        if text in found:
            return found
        time.sleep(0.1)
    pytest.fail(f"{address} has no {text!r}: {found[:500]}")


def wait_until(true):
    """Wait until a function returns something true."""
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def log(tmp_path):
    """Return the file into which a server writes."""
    return tmp_path / "serve.log"


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """Return the folder in which programs make their temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    return folder


def test_saved_text_is_served(site, log):
    """Drafts with their mark, edits and new posts, without another command."""
    blog = site({"one.md": post("First words.", title="One", date="2025-03-01")})
    blog.write(
        {"idea.md": post("Idea.", title="Idea", date="2025-03-02", state="draft")}
    )
    with serving(blog.source, log) as (_, address):
        wait_for(f"{address}2025/03/one/", "First words.")
        assert "bt-draft" in wait_for(f"{address}2025/03/idea/", "Idea.")

        blog.write({"one.md": post("Other words.", title="One", date="2025-03-01")})
        wait_for(f"{address}2025/03/one/", "Other words.")
        blog.write({"two.md": post("New.", title="Two", date="2025-03-03")})
        wait_for(f"{address}2025/03/two/", "New.")
        wait_for(address, "Two")

    output = blog.source / "_build" / "preview"
    assert newest_page(blog.source, output) == "2025/03/two/"


def test_warnings_are_repeated_at_the_end_of_a_build(site, log):
    """In one block, with the paths that the writer knows, while there are any."""
    head = " in this build:\n  posts/a.md:6: WARNING: dead link to '/gone/'"
    blog = site({"posts/a.md": post("[x](/gone/)\n")})
    with serving(blog.source, log) as (_, address):
        wait_for(f"{address}2025/03/a/", "e-content")
        wait_until(lambda: head in log.read_text(encoding="utf-8"))
        blog.write({"posts/a.md": post("Mended.\n")})
        wait_for(f"{address}2025/03/a/", "Mended.")
    assert log.read_text(encoding="utf-8").count(head) == 1


NOTE = """
import sys
with open(__file__.replace("conf.py", "builds"), "a", encoding="utf-8") as file:
    print("sphinx_blogtheme.markdown.mathml" in sys.modules, file=file)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes can't be forked")
def test_saved_text_is_built_by_a_process_that_has_sphinx_loaded(site, log):
    """The first build is not: it doesn't wait until there is one."""
    blog = site({"one.md": post("First words.", title="One")})
    with (blog.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(NOTE)
    builds = blog.source / "builds"
    with serving(blog.source, log) as (_, address):
        wait_for(f"{address}2025/03/one/", "First words.")
        for number in range(50):
            text = f"Words {number}."
            blog.write({"one.md": post(text, title="One")})
            wait_for(f"{address}2025/03/one/", text)
            if "True" in builds.read_text(encoding="utf-8"):
                break

    found = builds.read_text(encoding="utf-8").splitlines()
    assert found[0] == "False"
    assert "True" in found


def test_newest_page_of_nothing_is_the_front_page(tmp_path):
    """Before the first build, too."""
    assert newest_page(tmp_path, tmp_path) == ""


def test_folder_that_is_no_blog_is_refused(tmp_path, capsys):
    """With a hint, and before anything is written."""
    assert main(["serve", str(tmp_path)]) == 2
    assert "there is no conf.py" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def skip_if_ignored(number):
    """Skip where a signal is ignored, which programs inherit: under ``nohup``."""
    if signal.getsignal(number) == signal.SIG_IGN:
        pytest.skip(f"{number.name} is ignored")


@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 143)],
)
def test_end_is_quiet_and_leaves_nothing(site, log, temporary, number, code):
    """Ctrl-C is how a preview ends, and is no error; so is the end of a session."""
    skip_if_ignored(number)
    blog = site({"one.md": post("First words.", title="One")})
    with serving(blog.source, log) as (process, address):
        wait_for(f"{address}2025/03/one/", "First words.")
        process.send_signal(number)
        process.wait(timeout=PATIENCE)

    assert process.returncode == code
    assert "Traceback" not in log.read_text(encoding="utf-8")
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGKILL])
def test_end_of_the_whole_terminal_leaves_nothing(site, log, temporary, number):
    """All its processes are told at once, or the first one can't say good-bye."""
    skip_if_ignored(number)
    blog = site({"one.md": post("First words.", title="One")})
    with serving(blog.source, log) as (process, address):
        wait_for(f"{address}2025/03/one/", "First words.")
        wait_until(lambda: list(temporary.glob("*/builds")))
        if number == signal.SIGKILL:
            process.kill()
        else:
            os.killpg(process.pid, number)
        process.wait(timeout=PATIENCE)

        wait_until(lambda: not list(temporary.iterdir()))


INTERRUPTED_AT_ITS_START = """
import os, signal, sys
from uvicorn import Server
from sphinx_blogtheme.cli.main import main
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
        text=True,
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
