"""``sphinx-blogtheme new --into`` adds a blog to a Sphinx project, if that is wanted."""

from __future__ import annotations

import io

import pytest

from conftest import build_folder
from sphinx_blogtheme.cli.conf_edit import with_extension
from sphinx_blogtheme.cli.main import main

CONF = """\
# Made by hand, in 2019.
project = 'Widgets'
extensions = [
    'sphinx.ext.autodoc',  # the API
    'sphinx.ext.todo'
]
exclude_patterns = ['_build']
html_theme = 'alabaster'
"""
INDEX = "Widgets\n=======\n\n.. toctree::\n\n   guide\n"
GUIDE = "Guide\n=====\n"
LOG = "# Changelog\n\n## [Unreleased]\n\n- Hush.\n\n## [1.0] - 2025-01-01\n\n- Out.\n"


@pytest.fixture
def docs(tmp_path):
    """Return the folder of a project's documentation."""
    folder = tmp_path / "project" / "docs"
    folder.mkdir(parents=True)
    for name, text in (("conf.py", CONF), ("index.rst", INDEX), ("guide.rst", GUIDE)):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def content(folder):
    """Return the content of all files of a folder."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_it_shows_what_it_would_change_and_writes_nothing(docs, capsys):
    """A diff of ``conf.py``, and the new files."""
    before = content(docs.parent)

    assert main(["new", "--into", str(docs)]) == 0
    said = capsys.readouterr().out
    assert "+    'sphinx_blogtheme',\n" in said
    assert '+blog_path = "blog"\n' in said
    assert f"+++ {docs}/blog/hello.rst" in said
    assert "Nothing was written" in said
    assert content(docs.parent) == before


@pytest.mark.parametrize(("answer", "written"), [("y\n", True), ("\n", False)])
def test_it_writes_after_a_confirmation(docs, monkeypatch, capsys, answer, written):
    """On a terminal; an empty answer is none."""
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    monkeypatch.setattr("sphinx_blogtheme.cli.into.is_interactive", lambda: True)

    assert main(["new", "--into", str(docs)]) == 0
    assert (docs / "blog/hello.rst").exists() == written
    assert "Write this?" in capsys.readouterr().err


def test_project_builds_with_its_blog_and_stays_what_it_was(docs):
    """With its own theme; the first post is in its markup."""
    (docs / "notes.md").write_text("# Notes of a developer\n", encoding="utf-8")
    url = "https://widgets.example.org/"

    assert main(["new", "--into", str(docs), "--yes", "--base-url", url]) == 0
    conf = (docs / "conf.py").read_text("utf-8")
    assert conf.startswith(CONF.partition("    'sphinx.ext.todo'")[0])
    built = build_folder(docs, docs.parent / "out")
    assert built.html("blog").h1.get_text() == "Blog"
    assert "Guide" in built.html().get_text()
    assert built.exists("blog/feed/atom.xml")
    assert not built.exists("notes/index.html")


def test_changelog_beside_the_project_becomes_news(docs):
    """If it has releases, and that is not refused."""
    (docs.parent / "CHANGELOG.md").write_text(LOG, encoding="utf-8")
    main(["new", "--into", str(docs.parent), "--yes", "--title", "Notes"])
    built = build_folder(docs, docs.parent / "out")

    assert built.html("blog").h1.get_text() == "Notes"
    assert "Widgets 1.0" in built.html("news").get_text()
    assert "Hush" not in built.html("news").get_text()


def test_changelog_can_be_left_alone(docs):
    """Then there is one section."""
    (docs.parent / "CHANGELOG.md").write_text(LOG, encoding="utf-8")
    main(["new", "--into", str(docs), "--yes", "--no-releases", "--path", "weblog"])

    assert 'blog_path = "weblog"' in (docs / "conf.py").read_text("utf-8")
    assert (docs / "weblog/hello.rst").is_file()


@pytest.mark.parametrize(
    ("conf", "message"),
    [
        (CONF.replace("sphinx.ext.todo", "sphinx_blogtheme"), "has a blog already"),
        (CONF + "blog_path = 'x'\n", "has a blog already"),
        (CONF.replace("sphinx.ext.todo", "ablog"), "blog of ABlog's"),
        ("extensions = [\n", "was never closed"),
        (None, "there is no conf.py"),
    ],
)
def test_what_it_cannot_do_is_said_and_nothing_is_touched(docs, capsys, conf, message):
    """With the exit code of wrong arguments."""
    if conf is None:
        (docs / "conf.py").unlink()
    else:
        (docs / "conf.py").write_text(conf, encoding="utf-8")
    before = content(docs)

    assert main(["new", "--into", str(docs), "--yes"]) == 2
    assert message in capsys.readouterr().err
    assert content(docs) == before


def test_file_in_the_way_stays(docs, capsys):
    """Nothing else is written either."""
    (docs / "blog").mkdir()
    (docs / "blog/hello.rst").write_text("Mine\n", encoding="utf-8")
    before = content(docs)

    assert main(["new", "--into", str(docs), "--yes"]) == 2
    assert "hello.rst is there already" in capsys.readouterr().err
    assert content(docs) == before


@pytest.mark.parametrize(
    "more", [["blog"], ["--deploy", "github"], ["--author", "Ann"]]
)
def test_arguments_of_new_blogs_do_not_go_with_it(docs, capsys, more):
    """Nobody thinks that they were heard."""
    assert main(["new", "--into", str(docs), *more]) == 2
    assert "--into goes with" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("extensions = []\n", 'extensions = ["x"]\n'),
        ("extensions = ['a']\n", "extensions = ['a', 'x']\n"),
        ("extensions = ['a', ]\n", "extensions = ['a',  'x']\n"),
        ('extensions = [\n  "a"  # b\n]\n', 'extensions = [\n  "a",  # b\n  "x",\n]\n'),
        ('extensions = [\n  "é",\n]\n', 'extensions = [\n  "é",\n  "x",\n]\n'),
        ('extensions = ["a",\n  "b"]\n', 'extensions = ["a",\n  "b", "x"]\n'),
        ("a = 1\n", 'a = 1\n\nextensions = ["x"]\n'),
        ("extensions = f()\n", 'extensions = f()\n\nextensions += ["x"]\n'),
    ],
)
def test_extension_is_added_as_its_author_would_type_it(text, expected):
    """Comments, indentation and quotation marks stay."""
    assert with_extension(text, "x") == expected
