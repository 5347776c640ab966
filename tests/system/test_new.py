"""``sphinx-blogtheme new`` makes a blog that builds, and that a host can build."""

from __future__ import annotations

import os
import resource
import shlex
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
import yaml

from conftest import build_folder
from sphinx_blogtheme.cli.deploy import BUILD_COMMAND, HOSTS, OUTPUT_FOLDER
from sphinx_blogtheme.cli.main import main
from sphinx_blogtheme.cli.requirements import requirements_of
from sphinx_blogtheme.importers.new_blog import blog_site_files
from sphinx_blogtheme.installation import origin, repository

PATIENCE = 300
"""Seconds until a test takes silence for failure."""

TOOLS = str(Path(sys.executable).parent)


def files_in(folder):
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))


def sphinx_build(command, folder, **environ):
    """Run a command that a host runs, with our own Sphinx."""
    environ = {**os.environ, "PATH": f"{TOOLS}:{os.environ['PATH']}", **environ}
    return subprocess.run(  # noqa: S602 -- as hosts do
        command,
        shell=True,
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )


def commands(host, folder):
    """Return the commands in a host's file, as a host finds them."""
    if host == "github":
        text = (folder / ".github/workflows/publish.yml").read_text("utf-8")
        steps = yaml.safe_load(text)["jobs"]["build"]["steps"]
        return [step["run"] for step in steps if "run" in step]
    if host == "gitlab":
        job = yaml.safe_load((folder / ".gitlab-ci.yml").read_text("utf-8"))["pages"]
        return job["script"]
    if host == "readthedocs":
        text = (folder / ".readthedocs.yaml").read_text("utf-8")
        return yaml.safe_load(text)["build"]["jobs"]["build"]["html"]
    name = {"netlify": "netlify.toml", "cloudflare": "wrangler.toml"}[host]
    command = tomllib.loads((folder / name).read_text("utf-8"))["build"]["command"]
    return command.split(" && ")


def curly(title):
    """Return a title with the quotation marks that a new blog shows."""
    return title.replace(
        '"b"', "\N{LEFT DOUBLE QUOTATION MARK}b\N{RIGHT DOUBLE QUOTATION MARK}"
    )


@pytest.mark.parametrize("title", ["My blog", 'A "b" <i> \\ *c* {{d}} №1'])
def test_new_blog_builds_without_a_warning(tmp_path, title):
    """At once, whatever it is called; its draft is on no page."""
    blog = tmp_path / "blog"
    assert main(["new", str(blog), "--title", title, "--author", "Ann"]) == 0

    built = build_folder(blog, tmp_path / "out")

    assert built.warnings == []
    assert built.html().select_one("h1").get_text().rstrip("¶") == curly(title)
    assert "Hello" in built.text("feed/rss.xml")
    assert "Not yet" not in "".join(built.text(p) for p in ("index.html", "llms.txt"))
    assert not built.exists("README")


def test_new_blog_has_curly_quotation_marks(tmp_path):
    """An imported one is set as it was before."""
    main(["new", str(tmp_path / "blog"), "--title", "'Mine'", "--author", "Ann"])
    built = build_folder(tmp_path / "blog", tmp_path / "out")
    imported = blog_site_files("Mine", "https://example.org/")

    assert "in the reader\N{RIGHT SINGLE QUOTATION MARK}s browser" in built.text(
        "index.html"
    ) + "".join(p.read_text("utf-8") for p in built.out.rglob("hello/index.html"))
    assert b"smartquotes" not in imported[Path("conf.py")]


def test_new_blog_has_nothing_to_correct(tmp_path, capsys):
    """Its posts are examples of what a check likes."""
    assert main(["new", str(tmp_path / "blog")]) == 0
    capsys.readouterr()

    assert main(["check", str(tmp_path / "blog")]) == 0
    assert "own-url" not in capsys.readouterr().out


@pytest.mark.parametrize("host", [host for host in HOSTS if host != "none"])
def test_host_gets_a_command_that_builds(tmp_path, host):
    """What stands in its file makes the site where the host looks for it."""
    blog = tmp_path / "blog"
    assert main(["new", str(blog), "--deploy", host]) == 0
    found = commands(host, blog)
    builds = [command for command in found if command.startswith("sphinx-build")]
    out = {"gitlab": "public", "readthedocs": "rtd/html"}.get(host, OUTPUT_FOLDER)

    result = sphinx_build(builds[0], blog, READTHEDOCS_OUTPUT="rtd")

    assert (result.stderr, result.returncode) == ("", 0)
    assert len(builds) == 1
    assert (blog / out / "index.html").is_file()
    assert not any(".doctrees" in name for name in files_in(blog / out))


def test_readme_says_the_same_command(tmp_path):
    """An author builds what the host builds."""
    assert main(["new", str(tmp_path / "blog")]) == 0

    assert (
        BUILD_COMMAND.format(output=OUTPUT_FOLDER)
        in (tmp_path / "blog/README.md").read_text()
    )


def test_command_for_the_next_step_can_be_pasted(tmp_path, monkeypatch, capsys):
    """Whatever is in the folder's name."""
    monkeypatch.chdir(tmp_path)
    assert main(["new", "a b/it's"]) == 0

    last = capsys.readouterr().out.splitlines()[-1]
    assert shlex.split(last) == ["sphinx-blogtheme", "serve", "a b/it's"]


def test_requirements_that_need_a_step_name_it(tmp_path, capsys):
    """Where the package is from this computer only, a command makes what is installed."""
    assert main(["new", str(tmp_path / "blog"), "--deploy", "gitlab"]) == 0
    text = (tmp_path / "blog/requirements.txt").read_text("utf-8")
    shown = capsys.readouterr().out

    source = origin()
    expected = requirements_of(source, repository(), tmp_path / "blog")
    assert text == expected.text
    assert shlex.join(expected.to_do) in shown
    assert "`requirements.txt` says" in (tmp_path / "blog/README.md").read_text("utf-8")


def test_login_name_is_published_nowhere(tmp_path, monkeypatch):
    """Who names no author is not named by their computer."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "xq7login")
    assert main(["new", str(tmp_path / "blog"), "--title", "Notes"]) == 0

    texts = [
        p.read_text("utf-8") for p in (tmp_path / "blog").rglob("*") if p.is_file()
    ]
    assert not any("xq7login" in text for text in texts)
    assert 'author = "Notes"' in (tmp_path / "blog/conf.py").read_text("utf-8")


@pytest.mark.parametrize("options", [[], ["--base-url", "https://ann.example/"]])
def test_assumed_address_is_told(tmp_path, capsys, options):
    """Whose blog has no address yet learns where to write it."""
    assert main(["new", str(tmp_path / "blog"), *options]) == 0

    assert ("set html_baseurl" in capsys.readouterr().out) == (options == [])


def test_deploy_none_writes_nothing_for_hosts(tmp_path):
    """Who has a server of their own gets no file of others."""
    assert main(["new", str(tmp_path / "blog"), "--deploy", "none"]) == 0

    names = {name.split("/")[0] for name in files_in(tmp_path / "blog")}
    assert names == {
        *(".gitignore", "README.md", "about.md", "conf.py", "index.md", "posts"),
        "requirements.txt",
    }


def test_nothing_is_overwritten(tmp_path, capsys):
    """A file in the way stops all of it, and stays as it is."""
    (tmp_path / "README.md").write_text("mine")

    assert main(["new", str(tmp_path)]) == 2
    assert files_in(tmp_path) == ["README.md"]
    assert (tmp_path / "README.md").read_text() == "mine"
    assert "README.md is there already; nothing was written" in capsys.readouterr().err


def test_blog_that_is_there_gets_what_a_host_needs(tmp_path, capsys):
    """An imported one has no files for hosts; what it has is kept."""
    (tmp_path / "conf.py").write_text("project = 'Mine'\n")
    (tmp_path / ".gitignore").write_text("mine")

    assert main(["new", str(tmp_path), "--deploy", "netlify"]) == 0
    assert ".gitignore (was there, and is kept)" in capsys.readouterr().out
    assert files_in(tmp_path) == [
        *(".gitignore", "README.md", "conf.py", "netlify", "netlify.toml"),
        *("netlify/keep_build", "netlify/keep_build/index.js"),
        "netlify/keep_build/manifest.yml",
        *("netlify/keep_build/package.json", "requirements.txt"),
    ]
    assert (tmp_path / ".gitignore").read_text() == "mine"
    assert main(["new", str(tmp_path), "--deploy", "github", "--title", "Ours"]) == 2


def test_blog_that_is_there_gets_a_readme_that_is_no_page(tmp_path, capsys):
    """It says how to build the blog, whose build has no more to warn of than before."""
    blog = tmp_path / "blog"
    for path, content in blog_site_files("Old songs", "https://e.example/").items():
        (blog / path).parent.mkdir(exist_ok=True)
        (blog / path).write_bytes(content)

    assert main(["new", str(blog), "--deploy", "gitlab"]) == 0
    assert (
        "conf.py (two new lines: README.md is for the host, and no page)"
        in capsys.readouterr().out
    )
    assert (blog / "README.md").read_text("utf-8").startswith("# Old songs\n")
    built = build_folder(blog, tmp_path / "out")
    assert built.warnings == []
    assert not built.exists("README")
    conf = (blog / "conf.py").read_bytes()
    assert main(["new", str(blog), "--deploy", "github"]) == 0
    assert (blog / "conf.py").read_bytes() == conf


@pytest.mark.parametrize(
    "options", [["--base-url", "example.org"], ["--title", " "], ["--deploy", "ftp"]]
)
def test_wrong_argument_is_refused(tmp_path, options):
    """Before anything is written."""
    with pytest.raises(SystemExit) as stopped:
        main(["new", str(tmp_path / "blog"), *options])

    assert stopped.value.code == 2
    assert files_in(tmp_path) == []


@pytest.mark.parametrize("folder", ["file", "file/blog", "file/my/blog"])
def test_file_in_place_of_a_folder_is_named(tmp_path, capsys, folder):
    """It stays as it is."""
    (tmp_path / "file").write_text("mine")

    assert main(["new", str(tmp_path / folder)]) == 2
    assert f"{tmp_path / 'file'} is in the way" in capsys.readouterr().err
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("folder", ["", " "])
def test_folder_without_a_name_is_refused(tmp_path, monkeypatch, capsys, folder):
    """A shell variable that is not set does not mean the current folder."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as stopped:
        main(["new", folder])

    assert stopped.value.code == 2
    assert "`.` is this one" in capsys.readouterr().err
    assert files_in(tmp_path) == []


def test_full_disk_leaves_nothing(tmp_path):
    """No half of a blog, and no folder of it."""
    limit = (600, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
    result = subprocess.run(
        [sys.executable, "-m", "sphinx_blogtheme", "new", str(tmp_path / "a/blog")],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        capture_output=True,
        text=True,
        check=False,
    )

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert files_in(tmp_path) == []


def test_interruption_leaves_nothing(tmp_path):
    """Ctrl-C in the middle of writing."""
    program = (
        "import sys, time; from sphinx_blogtheme import files\n"
        "from sphinx_blogtheme.cli.main import main\n"
        "write = files.write_whole\n"
        "def slow(*args):\n"
        "    write(*args); print('written', flush=True); time.sleep(60)\n"
        "files.write_whole = slow\n"
        f"sys.exit(main(['new', {str(tmp_path / 'blog')!r}]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "written\n"
    assert files_in(tmp_path) != []
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=PATIENCE)

    assert process.returncode == 130
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert files_in(tmp_path) == []


def test_hosts_keep_what_a_build_left(tmp_path):
    """The folder of the doctrees, and that of the pages."""
    for host in ("github", "gitlab", "netlify"):
        assert (
            main(["new", str(tmp_path / host), "--deploy", host, "--title", "T"]) == 0
        )

    workflow = yaml.safe_load(
        (tmp_path / "github/.github/workflows/publish.yml").read_text("utf-8")
    )
    steps = workflow["jobs"]["build"]["steps"]
    assert [s["with"]["path"] for s in steps if "cache@" in s.get("uses", "")] == [
        "_build"
    ]
    job = yaml.safe_load((tmp_path / "gitlab/.gitlab-ci.yml").read_text("utf-8"))
    assert {"_build", "public"} < set(job["pages"]["cache"]["paths"])
    toml = tomllib.loads((tmp_path / "netlify/netlify.toml").read_text("utf-8"))
    plugin = tmp_path / "netlify" / toml["plugins"][0]["package"].lstrip("/")
    name = yaml.safe_load((plugin / "manifest.yml").read_text("utf-8"))["name"]
    assert name == plugin.name
    assert (plugin / "index.js").read_text("utf-8").count('("_build")') == 2


def test_terminal_is_asked(tmp_path):
    """Who names nothing is asked, and asked again after a wrong answer."""
    pty = pytest.importorskip("pty")
    leader, follower = pty.openpty()
    blog = tmp_path / "blog"
    process = subprocess.Popen(
        [sys.executable, "-m", "sphinx_blogtheme", "new", str(blog)],
        stdin=follower,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    answers = ["Notes", "Ann", "nonsense", "https://ann.example.org", "netlify"]
    shown = ""
    end = time.monotonic() + PATIENCE
    while answers and time.monotonic() < end:
        shown += os.read(leader, 1000).decode()
        if shown.endswith("]: "):
            os.write(leader, f"{answers.pop(0)}\n".encode())
            shown += "."
    process.wait(timeout=PATIENCE)

    conf = (blog / "conf.py").read_text()
    assert 'project = "Notes"' in conf
    assert 'html_baseurl = "https://ann.example.org/"' in conf
    assert (blog / "netlify.toml").is_file()
