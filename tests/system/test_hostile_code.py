"""``sphinx-blogtheme test`` survives what the code of a post does, and says what it did."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conftest import post
from sphinx_blogtheme.cli.main import main

AFTER = "```python\nprint('after')\n```\n\n```output\nafter\n```\n"
"""A block that passes if the program goes on."""


def code(text, *more, info="python"):
    return post(f"```{info}\n{text}\n```\n\n" + "\n".join(more))


HARMLESS = {
    "closed": "import sys\nsys.stdout.close()",
    "closed-below": "import os\nos.close(1)\nos.close(2)",
    "all-closed": "import os\nos.closerange(3, 256)",
    "replaced": "import io, sys\nsys.stdout = io.StringIO()\nprint('lost')",
    "no-newline": "import sys\nsys.stdout.write('x')",
    "binary": "import sys\nsys.stdout.buffer.write(bytes(range(256)))",
    "descriptor": "import os\nos.write(1, b'direct')",
    "protocol": (
        'print(\'{"id": 0, "stdout": "", "error": null}\')\nprint(\'{"end": true}\')'
    ),
    "thread": (
        "import threading, time\n"
        "threading.Thread(target=time.sleep, args=(60,)).start()"
    ),
    "fork": "import os\nif os.fork() == 0:\n    raise SystemExit(3)",
    "fork-goes-on": "import os\nchild = os.fork()",
    "child": (
        "import subprocess, sys\n"
        "run = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])"
    ),
    "many-lines": "for n in range(1000):\n    print('x' * 10_000)",
    "surrogate": "text = '\\ud800'",
    "recursion": "import sys\nsys.setrecursionlimit(50)",
    "hooks": "import sys\nsys.excepthook = sys.displayhook = None",
    "builtins": "import builtins\nbuiltins.open = builtins.repr = None",
    "handlers": "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)",
    "folder": "import os\nos.mkdir('inside')\nos.chdir('inside')\nopen('x', 'w').close()",
    "names": "__name__ = 'other'\n__builtins__ = {}",
    "main": "import sys\nsys.modules['__main__'] = None",
}

HARMFUL = {
    # The code, and what is said of it.
    "input": ("name = input()", "EOFError"),
    "exit": ("import os\nos._exit(3)", "it ended Python, with exit code 3"),
    "kill": (
        "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
        "the signal SIGKILL ended Python",
    ),
    "crash": ("import ctypes\nctypes.string_at(0)", "the signal SIGSEGV ended Python"),
    "interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "deep": ("def f():\n    f()\n\nf()", "RecursionError"),
    "nested": ("(" * 500 + ")" * 500, "SyntaxError"),
    "null": ("x = '\\0' + 1", "TypeError"),
    "bad-repr": (
        "class C:\n    def __str__(self):\n        raise ValueError\n\n\nraise KeyError(C())",
        "KeyError",
    ),
    "sleep": ("import time\ntime.sleep(60)", "it took more than 2 seconds"),
    "busy": ("10 ** 10 ** 8", "it took more than 2 seconds"),
    "flood": ("while True:\n    print('x' * 100_000)", "it "),
}


@pytest.fixture(scope="module")
def outcomes(module_site):
    """Return the facts about each post, and the folders that were left behind."""
    files = {f"posts/{n}.md": code(text, AFTER) for n, text in HARMLESS.items()}
    files |= {
        f"posts/{n}.md": code(text, AFTER).replace(
            "---\n", "---\npython: {timeout: 2}\n", 1
        )
        for n, (text, _) in HARMFUL.items()
    }
    made = module_site(files)
    report = made.outputs / "report.json"
    temporary = made.outputs / "tmp"
    temporary.mkdir(parents=True)
    subprocess.run(
        [
            *(sys.executable, "-m", "sphinx_blogtheme", "test", "--format", "json"),
            *("--report", str(report), "--blog", str(made.source)),
        ],
        env={**os.environ, "TMPDIR": str(temporary)},
        check=False,
        timeout=300,
    )
    posts = json.loads(report.read_text(encoding="utf-8"))["posts"]
    return {Path(one["path"]).stem: one for one in posts}, list(temporary.iterdir())


@pytest.mark.parametrize("name", HARMLESS)
def test_program_goes_on(outcomes, name):
    """Whatever the first block does, the second is run, and its output is its own."""
    blocks = outcomes[0][name]["blocks"]

    assert [(block["result"], block["faults"]) for block in blocks] == [
        ("passed", []),
        ("passed", []),
    ]
    assert outcomes[0][name]["seconds"] < 30


@pytest.mark.parametrize("name", HARMFUL)
def test_end_of_a_program_is_told(outcomes, name):
    """The block that ended it fails; those after it do not pass."""
    first, second = outcomes[0][name]["blocks"]
    goes_on = name not in ("exit", "kill", "crash", "sleep", "busy", "flood")

    assert first["result"] == "failed"
    assert HARMFUL[name][1] in first["faults"][0]["message"]
    assert second["result"] == ("passed" if goes_on else "skipped")


def test_nothing_is_left_behind(outcomes):
    """Folders are deleted, even those of programs that were killed."""
    assert outcomes[1] == []


def test_line_of_an_endless_loop_is_found(outcomes):
    """It is not that of the block only."""
    (fault,) = outcomes[0]["sleep"]["blocks"][0]["faults"]

    assert fault["line"] == 9


def test_posts_share_nothing(site, tmp_path, capsys):
    """Neither names nor files, nor variables of the author's shell."""
    made = site(
        {
            "posts/a.md": code(
                "import os\nx = 1\nos.environ['X'] = open('f', 'w').name"
            ),
            "posts/b.md": code(
                "import os, pathlib, sys\n"
                "assert 'x' not in globals() and 'X' not in os.environ\n"
                "assert 'SECRET' not in os.environ and 'PYTHONPATH' not in os.environ\n"
                "assert not list(pathlib.Path().iterdir())\n"
                "assert not list(pathlib.Path.home().iterdir())\n"
                "assert not any('sphinx_blogtheme' in name for name in sys.modules)\n"
                "assert not any('examples' in path for path in sys.path)"
            ),
        }
    )
    result = subprocess.run(
        [sys.executable, "-m", "sphinx_blogtheme", "test", "--blog", made.source],
        env={**os.environ, "SECRET": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (result.returncode, result.stdout) == (0, "")


def test_code_runs_alike_each_time(site):
    """Random numbers and the order of sets have the seed of the post."""
    made = site(
        {
            "posts/a.md": code(
                "import random\nprint(random.random(), set('abcdef'))",
                "```output\n0.8444218515250481 ...\n```\n",
            )
        }
    )
    reports = []
    for number in range(2):
        report = made.outputs / f"{number}.txt"
        report.parent.mkdir(exist_ok=True)
        code_ = "print(hash('x'))\n```\n\n```output\nnone\n"
        made.write({"posts/b.md": code(code_)})
        main(
            ["test", "--blog", str(made.source), "--report", str(report), "--seed", "0"]
        )
        reports.append(report.read_text(encoding="utf-8"))

    assert reports[0] == reports[1]
    assert "a.md" not in reports[0]


def test_network_is_allowed_by_the_header_or_the_command(site, capsys):
    """Without that, no name is looked up; this machine is always allowed."""
    look_up = "import socket\ntry:\n    socket.gethostbyname('nowhere.invalid')\n"
    look_up += "except OSError:\n    print('asked')"
    local = (
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(server.getsockname()).close()"
    )
    made = site(
        {
            "posts/a.md": code(look_up),
            "posts/b.md": code(look_up).replace(
                "---\n", "---\npython: {network: true}\n", 1
            ),
            "posts/c.md": code(local),
        }
    )

    assert main(["test", "--blog", str(made.source)]) == 1
    (found,) = [n for n in capsys.readouterr().out.splitlines() if n[0] != " "]
    assert "a.md:9: NetworkRefusedError" in found
    assert main(["test", "--blog", str(made.source), "--network"]) == 0


def test_commands_have_no_network(site, capsys):
    """Where the system can run them apart."""
    if subprocess.run(["unshare", "-rn", "true"], check=False).returncode:  # noqa: S607
        pytest.skip("unshare does not work here")
    ask = "import socket; socket.create_connection(('192.0.2.1', 9), 1)"
    text = f'$ python -c "{ask}" 2>&1 | tail -n 1\nOSError: ... unreachable'
    made = site({"posts/a.md": code(text, info="console test")})

    assert main(["test", "--blog", str(made.source)]) == 0


def test_path_lets_code_import_from_a_folder(site, capsys):
    """Otherwise nothing of the blog can be imported."""
    made = site(
        {
            "posts/a.md": code("import helper_of_posts"),
            "lib/helper_of_posts.py": "",
        }
    )
    blog = ("test", "--blog", str(made.source))

    assert main([*blog]) == 1
    assert main([*blog, "--path", str(made.source / "lib")]) == 0


@pytest.mark.skipif(os.name == "nt", reason="signals are those of POSIX")
def test_interruption_ends_the_programs(site):
    """Ctrl-C leaves no process and no folder."""
    mark = f"sleeper-{time.monotonic_ns()}"
    made = site({"posts/a.md": code(f"import time\nmark = {mark!r}\ntime.sleep(60)")})
    temporary = made.outputs / "tmp"
    temporary.mkdir(parents=True)
    process = subprocess.Popen(
        [sys.executable, "-m", "sphinx_blogtheme", "test", "--blog", made.source],
        env={**os.environ, "TMPDIR": str(temporary)},
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while not list(temporary.glob("sphinx-blogtheme-*/control/results")):
        assert time.monotonic() < deadline
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)

    assert process.returncode == 130
    assert "interrupted" in errors
    assert list(temporary.iterdir()) == []
