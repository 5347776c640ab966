"""Posts that ask for a version of Python and for packages get an environment."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import sys
import zipfile

import pytest

from conftest import post
from sphinx_blogtheme.cli.main import main


def wheel(folder, version):
    """Write the wheel of a package that knows its version, and return its file."""
    file = folder / f"tiny_package-{version}-py3-none-any.whl"
    info = f"tiny_package-{version}.dist-info"
    files = {
        "tiny_package.py": f"version = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tiny-package\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: x\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = ""
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest())
        record += f"{name},sha256={digest.decode().rstrip('=')},{len(text)}\n"
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
        archive.writestr(f"{info}/RECORD", f"{record}{info}/RECORD,,\n")
    return file


def code(text, python):
    return post(f"```python\n{text}\n```\n", python=python)


def test_environment_has_what_a_post_depends_on(site, tmp_path, capsys, monkeypatch):
    """It is made once for equal needs, and kept; `--fresh` makes it again."""
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    monkeypatch.setenv("UV_FIND_LINKS", str(tmp_path))
    wheel(tmp_path, "1.0")
    uses = "import tiny_package\nassert tiny_package.version == '1.0'"
    made = site(
        {
            "posts/a.md": code(uses, "{dependencies: [tiny-package]}"),
            "posts/b.md": code(uses, "{dependencies: ['tiny_package>=1']}"),
            "posts/c.md": code("import tiny_package", "{seed: 1}"),
            "posts/d.md": code(uses, "{dependencies: [tiny-package]}"),
        }
    )
    command = ["test", "--blog", str(made.source), "--offline"]
    folder = made.source / "_build/environments"
    report = made.outputs / "report.json"

    assert main([*command, "--format", "json", "--report", str(report), "--lock"]) == 1
    told = capsys.readouterr().err
    assert told.count("making an environment with") == 2
    found = json.loads(report.read_text(encoding="utf-8"))
    faults = [[f["message"] for f in p["blocks"][0]["faults"]] for p in found["posts"]]
    missing = ["ModuleNotFoundError: No module named 'tiny_package'"]
    assert faults == [[], [], missing, []]
    assert found["posts"][0]["versions"] == {"tiny-package": "1.0"}
    assert len(list(folder.iterdir())) == 2

    wheel(tmp_path, "2.0")
    assert main(command) == 1
    output = capsys.readouterr()
    assert "making" not in output.err
    assert (
        output.out.count("ModuleNotFoundError: No") == 2
    )  # of one block, with its trace
    assert main([*command, "--fresh"]) == 1
    assert capsys.readouterr().out.count("AssertionError\n") == 6


def test_environment_that_cannot_be_made_is_a_failure(site, capsys):
    """At the line of the header; no half of it is left, and other posts are run."""
    made = site(
        {
            "posts/a.md": code("1", "{dependencies: [no-such-package-anywhere]}"),
            "posts/b.md": code("boom", "{seed: 1}"),
        }
    )

    assert main(["test", "--blog", str(made.source), "--offline"]) == 1
    output = capsys.readouterr()
    lines = [line for line in output.out.splitlines() if line[0] != " "]
    assert [line.partition("posts/")[2][:45] for line in lines] == [
        "a.md:4: no-such-package-anywhere cannot be in",
        "b.md:8: NameError: name 'boom' is not defined",
    ]
    assert (
        "1 failed, 1 skipped (1 there is no Python for it); 1 post could" in output.err
    )
    assert list((made.source / "_build/environments").glob("*")) == []


def test_version_that_no_python_has_is_a_failure(site, capsys, monkeypatch):
    """The message says which there are."""
    monkeypatch.setenv("PATH", os.path.dirname(sys.executable))  # noqa: PTH120 -- as it is
    version = ".".join(map(str, sys.version_info[:3]))
    made = site(
        {
            "posts/a.md": code("1", "{requires: '<3'}"),
            "posts/b.md": code("1", f"{{requires: '=={version}'}}"),
        }
    )

    assert main(["test", "--blog", str(made.source), "--offline"]) == 1
    output = capsys.readouterr().out
    assert f"a.md:4: no Python <3 is installed (found {version}" in output
    assert "b.md" not in output


def test_misspelt_key_is_one_warning_of_a_build(site):
    """With its file and its line."""
    made = site({"posts/a.md": code("1", "{dependancies: [numpy], requires: 3.9}")})

    made.build(warnings=["posts/a.md:4: WARNING: python: 'dependancies': did you mean"])


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("{requires: three}", "python: 'requires: three': expected versions"),
        ("{timeot: 3}", "python: 'timeot': did you mean 'timeout'?"),
    ],
)
def test_needs_that_nobody_understands_are_a_failure(site, capsys, value, said):
    """Whether the code is run as it has to be is not known, so it is not run."""
    made = site({"posts/a.md": code("boom", value)})

    assert main(["test", "--blog", str(made.source)]) == 1
    output = capsys.readouterr()
    assert f"posts/a.md:4: {said}" in output.out
    assert "0 run, 0 passed, 0 failed, 1 skipped" in output.err


@pytest.mark.parametrize("value", ["false", "{skip: needs a printer}"])
def test_post_can_be_left_out(site, capsys, value):
    made = site({"posts/a.md": code("boom", value)})

    assert main(["test", "--blog", str(made.source)]) == 0
    assert "1 skipped" in capsys.readouterr().err


READS = """\
from pathlib import Path
assert Path("data.csv").read_text() == "1,2"
assert [p.name for p in sorted(Path("more").iterdir())] == ["x.txt", "y.txt"]
assert Path("shared.txt").read_text() == "s"
Path("data.csv").write_text("changed")
"""


def test_code_reads_files_that_its_post_names(site, capsys):
    """They are copies, in a folder that has nothing else; one above has its name."""
    made = site(
        {
            "posts/a/index.md": code(READS, "{files: [data.csv, 'm*', ../shared.txt]}"),
            "posts/a/data.csv": "1,2",
            "posts/a/more/x.txt": "x",
            "posts/a/more/y.txt": "y",
            "posts/shared.txt": "s",
            "posts/b.md": code("open('a/data.csv')", "{files: shared.txt}"),
        }
    )

    assert main(["test", "--blog", str(made.source), "--format", "github"]) == 1
    (failure,) = capsys.readouterr().out.splitlines()
    assert "posts/b.md,line=8" in failure
    assert (made.source / "posts/a/data.csv").read_text(encoding="utf-8") == "1,2"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.csv", "there is no such file"),
        ("'*.csv'", "there is no such file"),
        ("../../../..", "expected a file in the blog's folder"),
    ],
)
def test_file_that_does_not_exist_is_a_failure(site, capsys, name, said):
    """With the line of the header; nothing of the post is run."""
    made = site({"posts/a.md": code("boom", f"{{files: [{name}]}}")})

    assert main(["test", "--blog", str(made.source), "--format", "github"]) == 1
    (failure,) = capsys.readouterr().out.splitlines()
    assert said in failure
    assert "posts/a.md,line=4" in failure


def test_file_that_cannot_be_copied_is_a_failure(site, capsys):
    """Such as a link to nothing, in a folder that the post names."""
    made = site({"posts/a.md": code("boom", "{files: more}"), "posts/more/x": "x"})
    (made.source / "posts/more/gone").symlink_to("nothing")

    assert main(["test", "--blog", str(made.source), "--format", "github"]) == 1
    (failure,) = capsys.readouterr().out.splitlines()
    assert "python: files: 'more':" in failure
    assert "posts/a.md,line=4" in failure


@pytest.mark.parametrize("value", ["/etc/passwd", "[]", "{a: b}", "[/x]"])
def test_value_that_names_no_file_is_ignored(site, value):
    """All but an empty list are a warning of a build."""
    made = site({"posts/a.md": code("", f"{{files: {value}}}")})

    expected = ["posts/a.md:4: WARNING: python: 'files: "] if value != "[]" else []
    made.build(warnings=expected)
