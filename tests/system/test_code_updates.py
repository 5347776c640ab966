"""``sphinx-blogtheme test --update`` writes outputs, and changes nothing else."""

from __future__ import annotations

import json

import pytest

from code_posts import fence, notebook, result, rst, stream
from conftest import post
from sphinx_blogtheme.cli.main import main

CHANGED = {
    # Name of the file: the text before, and what is put in the place of what.
    "fence.md": (
        post(fence("print('new')") + "\n" + fence("old", "output") + "\nEnd.\n"),
        "```output\nold\n",
        "```output\nnew\n",
    ),
    "empty.md": (
        post(fence("print('a\\n\\nb')") + "\n```output\n```\n"),
        "```output\n",
        "```output\na\n\nb\n",
    ),
    "gone.md": (
        post(fence("x = 1") + "\n" + fence("old", "output")),
        "```output\nold\n",
        "```output\n",
    ),
    "value.md": (
        post(fence("2 ** 10") + "\n" + fence("1000", "text")),
        "1000",
        "1024",
    ),
    "empty-value.md": (
        post(fence("2 ** 10") + "\n```output\n```\n"),
        "```output\n",
        "```output\n1024\n",
    ),
    "quote.md": (
        post(
            "> - So:\n>\n>   ```python\n>   print(1)\n>   print(2)\n>   ```\n>\n"
            ">   ~~~output\n>   one\n>   ~~~\n"
        ),
        ">   one\n",
        ">   1\n>   2\n",
    ),
    "session.md": (
        post(fence(">>> [1,\n...  2]\n[1]\n>>> print('a\\n\\nb')\n>>> 3\n3", "pycon")),
        "[1]\n>>> print('a\\n\\nb')\n",
        "[1, 2]\n>>> print('a\\n\\nb')\na\n<BLANKLINE>\nb\n",
    ),
    "loop.md": (
        post(fence(">>> for n in range(2):\n...     print(n)\n...\n0\n2\n>>> 1\n1")),
        "...\n0\n2\n",
        "...\n0\n1\n",
    ),
    "indented.md": (
        post("Text:\n\n    >>> [1]\n    []\n\nMore.\n"),
        "    []\n",
        "    [1]\n",
    ),
    "loop.rst": (
        rst(">>> for n in range(2):\n...     print(n)\n...\n0\n2\n"),
        "...\n0\n2\n",
        "...\n0\n1\n",
    ),
    "error.md": (
        post(
            fence(
                ">>> int('x')\nTraceback (most recent call last):\nValueError: no\n>>> 1\n1"
            )
        ),
        "Traceback (most recent call last):\nValueError: no\n",
        (
            "Traceback (most recent call last):\n    ...\n"
            "ValueError: invalid literal for int() with base 10: 'x'\n"
        ),
    ),
    "console.md": (
        post(fence("$ echo a\n$ echo b \\\n> c\nold\nold\n$ true", "console test")),
        "$ echo a\n$ echo b \\\n> c\nold\nold\n",
        "$ echo a\na\n$ echo b \\\n> c\nb c\n",
    ),
    "windows.md": (
        post(fence("print(1)") + "\n" + fence("2", "output")).replace("\n", "\r\n"),
        "output\r\n2\r\n",
        "output\r\n1\r\n",
    ),
    "directive.md": (
        post(
            "```{code-block} python\nprint(1)\n```\n\n```{code-block} output\n:class: x\n\n2\n```\n"
        ),
        "\n2\n",
        "\n1\n",
    ),
    "list.rst": (
        rst(
            "* One\n\n  .. code-block:: python\n\n     print('x')\n\n"
            "  .. code-block:: output\n\n     y\n\n>>> 1 + 1\n3\n"
        ),
        "     y\n\n>>> 1 + 1\n3\n",
        "     x\n\n>>> 1 + 1\n2\n",
    ),
    "cells.ipynb": (
        notebook(
            ("print('é')", stream("e\n")),
            ("1 + 1", result("3")),
            ("print(2)", stream("2\n")),
        ),
        '"e\\n"',
        '"é\\n"',
    ),
}


@pytest.fixture(scope="module")
def updated(module_site):
    """Return the bytes of the files after an update, and the codes of two runs."""
    texts = {f"posts/{name}": text.encode() for name, (text, *_) in CHANGED.items()}
    made = module_site(texts)
    files = [str(made.source / name) for name in texts]
    codes = main(["test", *files, "--update"]), main(["test", *files])
    return {
        name: (made.source / "posts" / name).read_bytes() for name in CHANGED
    }, codes


@pytest.mark.parametrize("name", CHANGED)
def test_output_is_written(updated, name):
    """The code, the line endings and the marks around it stay."""
    before, old, new = CHANGED[name]
    assert before.count(old) == 1
    after = before.replace(old, new)
    if name.endswith(".ipynb"):
        after = after.replace('"3"', '"2"')

    assert updated[0][name].decode() == after


def test_updated_posts_pass(updated):
    """Nothing is wrong when the outputs are written, nor in the next run."""
    assert updated[1] == (0, 0)


@pytest.mark.parametrize(
    "block",
    [
        fence("print('```')") + "\n" + fence("x", "output"),
        fence("$ printf 'a\\n$ b\\n'\na", "console test"),
        fence(">>> print('>>> b')\na", "pycon"),
        "- ```python\n  print('x\\n```')\n  ```\n\n  ```text\n  y\n  ```\n",
    ],
)
def test_output_that_would_be_something_else_is_not_written(site, capsys, block):
    """The fence would end, or the next run would take the output for code."""
    text = post(block + "\n" + fence("print(1)") + "\n" + fence("2", "output"))
    made = site({"posts/a.md": text})

    assert main(["test", "--blog", str(made.source), "--update"]) == 1
    after = (made.source / "posts/a.md").read_text(encoding="utf-8")
    assert after == text.replace("\n2\n", "\n1\n")
    output = capsys.readouterr()
    assert "a.md: wrote 1 output\n" in output.err
    assert "a.md: wrote 1 output not, since" in output.err
    assert "1 failed" in output.err


def test_faults_are_not_written(site, capsys):
    """An exception is no output; outputs before it are."""
    text = post(
        fence("print(1)")
        + "\n"
        + fence("2", "output")
        + "\n"
        + fence("boom")
        + "\n"
        + fence("old", "output")
    )
    made = site({"posts/a.md": text})

    assert main(["test", "--blog", str(made.source), "--update"]) == 1
    after = (made.source / "posts/a.md").read_text(encoding="utf-8")
    assert after == text.replace("\n2\n", "\n1\n")
    output = capsys.readouterr()
    assert "a.md:15: NameError: name 'boom'" in output.out
    assert "wrote 1 output\n" in output.err


def outputs_after_update(site, *cell):
    """Return the outputs of a notebook's cell after an update, and the exit code."""
    made = site({"posts/a.ipynb": notebook(cell)})
    file = made.source / "posts/a.ipynb"
    code = main(["test", str(file), "--update"])
    return json.loads(file.read_text(encoding="utf-8"))["cells"][1]["outputs"], code


def test_printed_text_and_value_of_a_cell_stay_apart(site):
    """Each is written in its own place, and what is right stays."""
    found = outputs_after_update(site, "print(1)\n2", stream("1\n"), result("3"))

    assert found == ([stream("1\n"), result("2")], 0)


def test_cell_gets_the_outputs_that_it_lacks_and_loses_others(site):
    """A value that it gives now, and one that it no longer gives; warnings stay."""
    warned = {**stream("careful\n"), "name": "stderr"}
    cell = outputs_after_update(site, "print(1)\n2", warned, stream("3\n"))
    assert cell == (
        [warned, stream("1\n"), {**result("2"), "execution_count": None}],
        0,
    )
    cell = outputs_after_update(site, "print(1)", result("1\n2"))
    assert cell == ([stream("1\n")], 0)


def test_table_is_not_replaced_by_text(site, capsys):
    """A cell whose value has other forms is wrong until the notebook is run again."""
    table = result("[1]")
    table["data"]["text/html"] = ["<table></table>"]

    assert outputs_after_update(site, "[2]", table) == ([table], 1)
    assert "gives '[2]'; run the notebook" in capsys.readouterr().out


def test_notebook_in_another_style_is_left_alone(site, capsys):
    """Its JSON could not be written as it was."""
    text = notebook(("print(1)", stream("2\n"))).replace('": ', '" : ')
    made = site({"posts/a.ipynb": text})
    file = made.source / "posts/a.ipynb"

    assert main(["test", str(file), "--update"]) == 1
    assert file.read_text(encoding="utf-8") == text


def lock(folder):
    return json.loads((folder / "tested-code.json").read_text(encoding="utf-8"))


def code_changed(folder, capsys):
    """Return the posts of which `check` says that their code has changed."""
    capsys.readouterr()
    main(["check", str(folder), "--select", "code-changed", "--format", "json"])
    found = json.loads(capsys.readouterr().out)["findings"]
    return [finding["path"].removeprefix(f"{folder}/") for finding in found]


def test_lock_file_says_what_passed(site, monkeypatch, capsys):
    """With the day, the version of Python, and a digest that changes with the code."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795600800")  # 2026-11-25
    made = site(
        {
            "posts/a.md": post(fence("import yaml")),
            "posts/b.md": post(fence("boom")),
            "posts/c.md": post("No code.\n"),
        }
    )
    command = ["test", "--blog", str(made.source), "--lock"]

    assert main(command) == 1
    before = lock(made.source)["posts"]
    assert list(before) == ["posts/a.md"]
    entry = before["posts/a.md"]
    assert (entry["date"], entry["python"].count(".")) == ("2026-11-25", 2)

    made.write({"posts/a.md": post("More.\n\n" + fence("import yaml"))})
    main(command)
    assert lock(made.source)["posts"] == before
    made.write({"posts/a.md": post(fence("import yaml as y"))})
    main(command)
    assert lock(made.source)["posts"]["posts/a.md"]["code"] != entry["code"]
    assert code_changed(made.source, capsys) == []
    made.write({"posts/a.md": post(fence("import yaml as z"))})
    assert code_changed(made.source, capsys) == ["posts/a.md"]
    made.write({"posts/a.md": post("None.\n")})
    main(command)
    assert lock(made.source)["posts"] == {}


def test_damaged_lock_file_is_not_overwritten(site, capsys):
    """A conflict of versions, for instance: its other entries would be lost."""
    made = site({"posts/a.md": post(fence("x = 1")), "tested-code.json": "<<<<<<<"})
    command = ["test", "--blog", str(made.source)]

    assert main([*command, "--lock"]) == 2
    assert "tested-code.json: expected JSON" in capsys.readouterr().err
    assert (made.source / "tested-code.json").read_text(encoding="utf-8") == "<<<<<<<"
    assert main(command) == 0
    assert code_changed(made.source, capsys) == ["tested-code.json"]
