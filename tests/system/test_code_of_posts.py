"""``sphinx-blogtheme test`` finds code that does not do what a post says, and no other."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest

from code_posts import fence, notebook, raised, result, rst, stream
from conftest import ROOT, post
from sphinx_blogtheme.cli.main import main

TEXT_NOTEBOOK = """\
---
title: Cells
date: 2025-03-01
file_format: mystnb
kernelspec: {name: python3, language: python}
---

```{code-cell} ipython3
:tags: [hide-input]

total = 1
```

```{code-cell} ipython3
totl + 1
```
"""

FAULTS = {
    # Name of the file: the text, the line that fails, and what is said of it.
    "wrong-output.md": (
        post(fence("print(1 + 1)") + "\n" + fence("3  ", "output")),
        "3  ",
        "the post shows '3  ', but the code gives '2'",
    ),
    "second-line.md": (
        post(fence("print('a\\nb\\nc')") + "\n" + fence("a\nB\nc", "text")),
        "B",
        "the post shows 'B', but the code gives 'b'",
    ),
    "wrong-example.md": (
        post(fence(">>> x = [3, 1]\n>>> sorted(x)\n[1, 2]", "pycon")),
        ">>> sorted(x)",
        "the post shows '[1, 2]', but the code gives '[1, 3]'",
    ),
    "wrong-error.md": (
        post(
            fence(
                ">>> [][1]\nTraceback (most recent call last):\nIndexError: no such item"
            )
        ),
        ">>> [][1]",
        "the error is not what is shown: IndexError: list index out of range",
    ),
    "more.md": (
        post(fence(">>> print('a\\n\\nb')\na\n\nb")),
        ">>> print('a\\n\\nb')",
        "the code gives 'b' too, which the post does not show",
    ),
    "renamed.md": (
        post(fence("import math\n\nmath.squareroot(2)")),
        "math.squareroot(2)",
        "AttributeError: module 'math' has no attribute 'squareroot'",
    ),
    "missing-import.md": (
        post(fence("value = json.dumps([])")),
        "value = json.dumps([])",
        "NameError: name 'json' is not defined",
    ),
    "no-such-module.md": (
        post(fence("import os\nimport a_module_that_is_not")),
        "import a_module_that_is_not",
        "ModuleNotFoundError",
    ),
    "wrong-order.md": (
        post(fence("greet()") + "\n" + fence("def greet():\n    print('hello')")),
        "greet()",
        "NameError: name 'greet' is not defined",
    ),
    "syntax.md": (
        post(fence("x = 1\nprint 'old'")),
        "print 'old'",
        "SyntaxError",
    ),
    "not-raised.md": (
        post(fence("int('12')", "python expect-error=ValueError")),
        "int('12')",
        "expected ValueError, but none was raised",
    ),
    "other-error.md": (
        post(fence("{}['key']", "python expect-error=ValueError")),
        "{}['key']",
        "expected ValueError, but got KeyError: 'key'",
    ),
    "other-message.md": (
        post(
            fence("int('x')")
            + "\n"
            + fence("Traceback (most recent call last):\n  ...\nValueError: no", "text")
        ),
        "ValueError: no",
        "the error is not what is shown: ValueError: invalid literal",
    ),
    "no-error.md": (
        post(
            fence("int('1')")
            + "\n"
            + fence("Traceback (most recent call last):\n  ...\nValueError: no", "")
        ),
        "Traceback (most recent call last):",
        "the post shows 'Traceback (most recent call last):', but the code gives '1'",
    ),
    "shell.md": (
        post(fence("$ cd . && echo one\none\n$ echo two\nthree", "console test")),
        "$ echo two",
        "the post shows 'three', but the code gives 'two'",
    ),
    "shell-code.md": (
        post(fence("$ true\n$ false", "console test")),
        "$ false",
        "the command failed, with code 1",
    ),
    "warned.md": (
        post(
            fence("import logging\nlogging.warning('b')")
            + "\n"
            + fence("WARNING:root:a", "output")
        ),
        "WARNING:root:a",
        "the post shows 'WARNING:root:a', but the code gives 'WARNING:root:b'",
    ),
    "no-command.md": (
        post(fence("# whoami\nroot", "console test")),
        "# whoami",
        "there is no command: expected a line that begins with '$ '",
    ),
    "endless.md": (
        post(fence("x = 0\nwhile True:\n    x += 1"), python="{timeout: 1}"),
        ("while True:", "    x += 1"),
        "it took more than 1 seconds",
    ),
    "network.md": (
        post(fence("import socket\nsocket.create_connection(('example.org', 80))")),
        "socket.create_connection(('example.org', 80))",
        "the code may not use the network: example.org; allow the network with",
    ),
    "exit.md": (
        post(fence("import sys\nsys.exit(0)") + "\n" + fence("print(1)")),
        "sys.exit(0)",
        "SystemExit: 0",
    ),
    "in-list.md": (
        post("1. One:\n\n   - Two:\n\n     ```python\n     assert 1 > 2\n     ```\n"),
        "     assert 1 > 2",
        "AssertionError",
    ),
    "in-quote.md": (
        post(
            "> Said:\n>\n> ```python\n> print('x')\n> ```\n>\n> ```text\n> y\n> ```\n"
        ),
        "> y",
        "the post shows 'y', but the code gives 'x'",
    ),
    "in-note.md": (
        post("````{note}\nSo:\n\n```python\n1 / 0\n```\n````\n"),
        "1 / 0",
        "ZeroDivisionError: division by zero",
    ),
    "directive.md": (
        post("```{code-block} python\n:caption: Two\n\nundefined\n```\n"),
        "undefined",
        "NameError",
    ),
    "jekyll.md": (
        post("{% highlight python %}\nmissing\n{% endhighlight %}\n"),
        "missing",
        "NameError",
    ),
    "text-notebook.md": (TEXT_NOTEBOOK, "totl + 1", "NameError: name 'totl'"),
    "in-function.md": (
        post(fence("def half(x):\n    return x / zero\n\nhalf(2)")),
        "    return x / zero",
        "NameError: name 'zero' is not defined",
    ),
    "misspelt-word.md": (
        post("<!-- test: skpi -->\n" + fence("boom()")),
        "boom()",
        "the word 'skpi' is not known; did you mean 'skip'?",
    ),
    "example.rst": (
        rst("Text:\n\n>>> 'a' + 'b'\n'ba'\n"),
        ">>> 'a' + 'b'",
        "the post shows \"'ba'\", but the code gives \"'ab'\"",
    ),
    "in-list.rst": (
        rst(
            "* One\n\n  - Two\n\n    .. code-block:: python\n\n       x = 1\n       y.z\n"
        ),
        "       y.z",
        "NameError: name 'y' is not defined",
    ),
    "output.rst": (
        rst(".. code:: python\n\n   print('x')\n\n.. code-block:: text\n\n   not x\n"),
        "   not x",
        "the post shows 'not x', but the code gives 'x'",
    ),
    "in-tab.rst": (
        rst(
            ".. tab-item:: A\n   :sync: a\n\n   .. testcode::\n\n      raise KeyError(1)\n"
        ),
        "      raise KeyError(1)",
        "KeyError: 1",
    ),
    "result.ipynb": (
        notebook("x = 20", ("x + 1", result("22"))),
        '       "22"',
        "the post shows '22', but the code gives '21'",
    ),
    "printed.ipynb": (
        notebook(("print('a')\nprint('b')", stream("a\nc\n"))),
        '      "c\\n"',
        "the post shows 'c', but the code gives 'b'",
    ),
    "error.ipynb": (
        notebook("a = 1\nb = 2\na + c"),
        '    "a + c"',
        "NameError: name 'c' is not defined",
    ),
    "other-error.ipynb": (
        notebook(("1 / 0", raised("ZeroDivisionError", "no"))),
        '     "evalue": "no",',
        "the error is not what is shown: ZeroDivisionError: division by zero",
    ),
    "no-notebook.ipynb": ("{}", "{}", "the file cannot be read as a notebook"),
}


@pytest.fixture(scope="module")
def findings(module_site):
    """Return what is found in each file, once for all tests."""
    made = module_site({f"posts/{n}": text for n, (text, *_) in FAULTS.items()})
    report = made.outputs / "report.json"
    files = (str(made.source / "posts" / name) for name in FAULTS)
    code = main(
        ["test", *files, "--format", "json", "--report", str(report), "--timeout", "20"]
    )
    assert code == 1
    return {
        found["path"].rpartition("/")[2]: [
            fault for part in [found, *found["blocks"]] for fault in part["faults"]
        ]
        for found in json.loads(report.read_text(encoding="utf-8"))["posts"]
    }


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_found_at_its_line(findings, name):
    """An author can go to the line that fails, and knows why."""
    text, wanted, message = FAULTS[name]
    lines = [wanted] if isinstance(wanted, str) else wanted
    expected = {text.split("\n").index(line) + 1 for line in lines}

    (fault,) = findings[name]
    assert fault["line"] in expected
    assert fault["message"].startswith(message) or message in fault["message"]


GOOD = {
    "all.md": post(
        "\n".join(
            [
                fence("from math import sqrt\n\ndef root(x):"),
                fence("    return sqrt(x)", "python continue"),
                "It is a function.\n",
                fence("root(16)"),
                fence("4.0", "output"),
                "Names are shared:\n",
                fence(">>> root(9)\n3.0\n>>> print([])  # doctest: +SKIP\nnever"),
                fence("{'b': root(4), 'a': [object()]}"),
                fence("{'b': 2.0, 'a': [<object object at 0x...>]}", "text"),
                fence("import random\nprint(random.random())", "python ignore-output"),
                fence("0.1", "output"),
                fence("pseudo code ...", "python skip"),
                "<!-- test: skip='needs a printer' -->\n" + fence("print_on_paper()"),
                fence("int('x')", "python expect-error=ValueError"),
                fence("int('x')"),
                fence(
                    "Traceback (most recent call last):\n    ...\nValueError: inv...",
                    "",
                ),
                "<!--\n" + fence("hidden = 5") + "-->\n",
                fence("print(hidden)\nprint('end   ')"),
                "That prints:\n",
                fence("5\nend", ""),
                fence("x = 1"),
                "A file:\n\nof its own, with this in it:\n",
                fence("no output at all", ""),
                fence("def later(): ..."),
                fence("later()", ""),
                fence("print('a  b')"),
                "<!-- test: +NORMALIZE_WHITESPACE -->\n" + fence("a b", "output"),
                fence("$ rm -rf /", "console"),
                fence("let x = 1", "js"),
                fence(
                    "$ X=1; echo $X\n1\n$ printf 'a\\nb\\n' | \\\n> tail -n 1\nb",
                    "console test",
                ),
                fence("open('x.txt', 'w').write('saved') and None"),
                fence("$ cat x.txt\nsaved", "console test"),
                fence("import sys\nif __name__ == '__main__':\n    sys.exit(0)"),
            ]
        )
    ),
    "sessions.md": post(
        fence(
            "$ for i in 1 2; do\n>   echo $i\n> done\n1\n2\n(venv) $ echo 'a\n> b'\na\nb"
            "\n$ echo '> c'\n> c\n$ cat <<END\n> x\n>\n> END\nx\n\n",
            "console test",
        )
    ),
    "empty.md": post("No code.\n"),
    "off.md": post(fence("boom"), python="false"),
    "good.rst": rst(
        ">>> import textwrap\n\n.. test: set-up\n\n   words = 'a b'\n\n"
        ".. code-block:: python\n\n   print(textwrap.fill(words))\n\nIt prints::\n\n"
        "   a b\n\n.. test: skip\n\n.. code-block:: python\n\n   boom\n\n"
        ".. code-block:: ruby\n\n   puts 1\n"
    ),
    "good.ipynb": notebook(
        "%matplotlib inline\nimport asyncio",
        ("%%time\nx", "hide"),
        ("async def f():\n    return {'k': 1}\n\nawait f()", result("{'k': 1}")),
        ("object()", result("<object at 0x7f0000000000>")),
        ("1 / 0", "raises-exception"),
        ("print(1)", "nbval-ignore-output", stream("2\n")),
        (
            "list(range(30))",
            result("\n".join(f"[{', '.join(map(str, range(30)))}]".split(" "))),
        ),
        ("display('x')", stream("'x'\n")),
    ),
    "other.ipynb": notebook("x <- 1", language="R"),
}


@pytest.fixture(scope="module")
def good(module_site):
    made = module_site({f"posts/{name}": text for name, text in GOOD.items()})
    return made.source, [str(made.source / "posts" / name) for name in GOOD]


def test_good_code_has_no_faults(good, capsys):
    """What is right, in all ways to say it, passes; what is skipped has a reason."""
    _, files = good

    assert main(["test", *files, "-v"]) == 0
    output = capsys.readouterr()
    found = [line.partition("posts/")[2] for line in output.out.splitlines()]
    assert [line for line in found if not line.endswith(": passed")] == [
        "all.md:53: skipped: skip",
        "all.md:58: skipped: needs a printer",
        "good.ipynb:36: cell 3: skipped: IPython's %%time",
        "good.rst:24: skipped: skip",
        "off.md:8: skipped: python: false",
        "other.ipynb:21: cell 2: skipped: the notebook is in R",
    ]
    assert "failed, 6 skipped (2 skip, 1" in output.err


def test_a_build_runs_no_code(site):
    """Nor does it show words such as `skip`, or warn of them."""
    made = site(
        {
            "posts/x.md": post(
                fence("open('ran.txt', 'w')")
                + "\n"
                + fence("raise SystemExit", "python expect-error=SystemExit skip")
                + "\n<!-- test: skip -->\n"
                + fence("x", "console test")
            )
        }
    )
    code = made.build().html("2025/03/x").select("article .highlight")
    text = " ".join(map(str, code))

    assert len(code) == 3
    assert not list(made.source.rglob("ran.txt"))
    assert [word for word in ("skip", "expect-error", "test") if word in text] == []


def test_failure_of_one_block_is_not_told_of_those_that_need_it(site, capsys):
    """The first fault is the one to mend."""
    made = site(
        {
            "posts/x.md": post(
                fence("import nothing_here\nvalue = 1")
                + "\n"
                + fence("print(value)")
                + "\n"
                + fence(">>> value\n1")
                + "\n"
                + fence("other")
            )
        }
    )

    assert main(["test", str(made.source / "posts"), "-v"]) == 1
    lines = [line for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    assert [line.partition("x.md:")[2] for line in lines] == [
        "7: ModuleNotFoundError: No module named 'nothing_here'",
        "12: skipped: it needs 'value' of line 7, which failed",
        "16: skipped: it needs 'value' of line 7, which failed",
        "21: NameError: name 'other' is not defined",
    ]


@pytest.fixture
def one_fault(site):
    made = site(
        {
            "posts/x.md": post(fence("print('a')") + "\n" + fence("b, % c", "output")),
            "posts/y.md": post(fence("1") + "\n" + fence("2", "python skip=later")),
        }
    )
    return made.source


def test_json_has_all_facts(one_fault, capsys):
    assert main(["test", "--blog", str(one_fault), "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)

    x, y = found["posts"]
    (block,) = x["blocks"]
    assert (block["line"], block["result"], block["kind"]) == (7, "failed", "code")
    assert block["faults"][0]["line"] == 11
    assert x["python"].count(".") == 2
    assert [one["result"] for one in y["blocks"]] == ["passed", "skipped"]
    assert found["counts"] == {
        "posts": 2,
        "found": 3,
        "run": 2,
        "passed": 1,
        "failed": 1,
        "skipped": 1,
        "faulty_posts": 0,
    }


def test_junit_is_read_by_its_readers(one_fault, tmp_path):
    report = tmp_path / "deep" / "code.xml"
    options = ("--format", "junit", "--report", str(report))
    assert main(["test", "--blog", str(one_fault), *options]) == 1
    whole = ET.parse(report).getroot()  # noqa: S314 -- our own

    assert (whole.get("tests"), whole.get("failures"), whole.get("skipped")) == (
        *("3", "1", "1"),
    )
    (failure,) = whole.iter("failure")
    assert "x.md:11" in failure.text
    assert [skipped.get("message") for skipped in whole.iter("skipped")] == ["later"]


def test_github_shows_faults_at_their_lines(one_fault, capsys, monkeypatch):
    monkeypatch.chdir(one_fault)
    assert main(["test", "--format", "github"]) == 1

    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("::error file=posts/x.md,line=11,title=code of a post::")
    assert "'b, %25 c'" in line


def test_drafts_are_run_and_files_are_chosen(site, capsys, monkeypatch):
    """All posts by default; a folder's pages too; one file by its name."""
    made = site(
        {
            "posts/a.md": post(fence("1")),
            "posts/d.md": post(fence("1"), state="draft"),
            "docs/page.md": "# Page\n\n" + fence("1"),
        }
    )
    monkeypatch.chdir(made.source)

    def found(*files):
        assert main(["test", "-v", *files]) == 0
        return [one.partition(":")[0] for one in capsys.readouterr().out.splitlines()]

    assert found() == ["posts/a.md", "posts/d.md"]
    assert found("docs") == ["docs/page.md"]
    assert found(".") == ["docs/page.md", "posts/a.md", "posts/d.md"]
    assert found("posts/d.md") == ["posts/d.md"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing.md"], "there is no such file"),
        (["--path", "nowhere"], "is not a folder"),
        (["--blog", "posts"], "there is no conf.py"),
    ],
)
def test_wrong_arguments_are_refused(site, capsys, monkeypatch, arguments, message):
    monkeypatch.chdir(site({"posts/x.md": post()}).source)

    assert main(["test", *arguments]) == 2
    assert message in capsys.readouterr().err


def test_code_of_the_demo_works(tmp_path, capsys):
    """What the demo blog says about programs is true."""
    report = tmp_path / "report.json"
    blog = str(ROOT / "content")
    code = main(["test", "--blog", blog, "--format", "json", "--report", str(report)])
    counts = json.loads(report.read_text(encoding="utf-8"))["counts"]

    assert code == 0, capsys.readouterr().out
    assert counts["passed"] > counts["skipped"]
