"""``post``, ``drafts`` and ``publish``: from an idea to a public post."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys

import pytest

from conftest import post
from sphinx_blogtheme.__init__ import __version__
from sphinx_blogtheme.cli.main import main

NOW = "1772000000"  # 2026-02-25 06:13:20 UTC
DRAFT = "---\ntitle: Idea\nstate: draft\n---\n\nText.\n"


@pytest.fixture(autouse=True)
def _clock(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


@pytest.fixture
def blog(site, monkeypatch):
    """Return a maker of blogs, which goes into their folders."""

    def make(files=None, **conf):
        made = site(files, **conf)
        monkeypatch.chdir(made.source)
        return made

    return make


def files_in(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file()
    }


@pytest.mark.parametrize(
    ("existing", "expected"),
    [
        ("posts/one.md", "posts/why-it-broke.md"),
        ("posts/2025/03/one.md", "posts/2026/02/why-it-broke.md"),
        ("_posts/2025-03-01-one.md", "_posts/2026-02-25-why-it-broke.md"),
        ("blog/one/index.md", "blog/why-it-broke/index.md"),
        (None, "posts/why-it-broke.md"),
    ],
)
def test_post_goes_where_posts_are(blog, capsys, existing, expected):
    """It is named like the others, its path is printed, and it builds."""
    made = blog({existing: post(title="One")} if existing else {})

    assert main(["post", "Why it broke"]) == 0
    assert capsys.readouterr().out.strip() == expected
    assert "Why it broke" in made.build().text("feed/rss.xml")


def test_blog_without_posts_follows_its_pattern(blog, capsys):
    """Where `blog_post_pattern` names a folder, the first post goes there."""
    blog(blog_post_pattern="writing/*.md")

    assert main(["post", "First"]) == 0
    assert capsys.readouterr().out.strip() == "writing/first.md"


@pytest.mark.parametrize("layout", ["yaml", "toml"])
def test_header_says_what_was_given(blog, layout):
    """In either format, with any title, and as the blog writes its terms."""
    made = blog(
        {"posts/one.md": post(title="One", categories="[Web Design]", tags="[a b]")}
    )
    title = 'Why: "it" # broke, C:\\n [x]'
    options = ["--category", "web-design", "--tags", "A b, quite-new"]

    assert main(["post", title, *options, "--format", layout]) == 0
    page = made.build().html("2026/02/why-it-broke-c-n-x")

    assert page.select_one("h1").get_text().rstrip("¶") == title
    assert "Web Design" in page.get_text()
    written = (made.source / "posts/why-it-broke-c-n-x.md").read_text("utf-8")
    assert "quite-new" in written
    assert written.startswith("+++" if layout == "toml" else "---")


@pytest.mark.parametrize(
    ("options", "hint"),
    [
        (["--category", "pyhton"], "did you mean 'python'? (--new-category"),
        (["--category", "zebra"], "no post has the category 'zebra' (--new-category"),
        (["--tags", "linus"], "did you mean 'linux'? (--new-tag"),
    ],
)
def test_typo_makes_no_term(blog, capsys, options, hint):
    """The nearest is named, nothing is written, and the exit code says so."""
    made = blog({"posts/one.md": post(categories="python", tags="linux")})
    before = files_in(made.source)

    assert main(["post", "Two", *options]) == 2
    assert hint in capsys.readouterr().err
    assert files_in(made.source) == before


def test_new_terms_are_taken_when_meant(blog):
    """With an option for each kind."""
    made = blog({"posts/one.md": post(categories="python", tags="linux")})
    options = ["--category", "pyhton", "--new-category", "--tag", "linus", "--new-tag"]

    assert main(["post", "Two", *options]) == 0
    assert b"pyhton" in files_in(made.source)["posts/two.md"]


@pytest.mark.parametrize(
    ("reply", "code", "written"),
    [("", 0, b"python"), ("n", 0, b"pyhton"), ("q", 2, b"")],
)
def test_typo_is_asked_about_on_a_terminal(blog, reply, code, written):
    """The nearest is one key away, and the new one another."""
    pty = pytest.importorskip("pty")
    made = blog({"posts/one.md": post(categories="python")})
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "sphinx_blogtheme"),
            *("post", "Two", "--category", "pyhton"),
        ],
        cwd=made.source,
        stdin=follower,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    shown = b""
    for line in ("x", reply):
        while not shown.endswith(b"q to stop: "):
            shown += os.read(leader, 1000)
        os.write(leader, f"{line}\n".encode())
        shown += os.read(leader, 1)

    assert process.wait(timeout=60) == code
    assert b"did you mean 'python'?" in shown
    assert b"'x' is no answer" in shown
    assert written in files_in(made.source).get("posts/two.md", b"")
    assert ("posts/two.md" in files_in(made.source)) == (code == 0)


def test_nothing_is_overwritten(blog, capsys):
    """Neither a file nor a permalink is taken twice."""
    made = blog({"posts/hello.md": post(), "x.md": post(slug="two", date="2026-02-01")})
    before = files_in(made.source)

    assert main(["post", "Hello", "--dir", "posts"]) == 2
    assert "is there already; choose another with --slug" in capsys.readouterr().err
    assert main(["post", "Two"]) == 2
    assert "has the permalink /2026/02/two/ already" in capsys.readouterr().err
    assert main(["post", "Two", "--dir", "../elsewhere"]) == 2
    assert main(["post", "Two", "--date", "soon"]) == 2
    assert files_in(made.source) == before


def test_title_without_a_slug_is_told(blog, capsys):
    """The post is there, and its author knows how to name it."""
    made = blog()

    assert main(["post", "🎉"]) == 0
    assert "choose one with --slug" in capsys.readouterr().err
    assert main(["post", "🎉", "--slug", "party"]) == 0
    assert capsys.readouterr().err == ""
    assert files_in(made.source).keys() >= {"posts/untitled.md", "posts/party.md"}


@pytest.mark.parametrize("words", [["two", "words"], ["two", "--draft", "words"]])
def test_title_without_quotes_is_explained(blog, capsys, words):
    """With the usage of this command."""
    blog()
    with pytest.raises(SystemExit) as stopped:
        main(["post", *words])

    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert said.startswith("usage: sphinx-blogtheme post ")
    assert said.endswith("unrecognized arguments: words; put the title in quotes\n")


@pytest.mark.parametrize("command", [["post", "A"], ["drafts"]])
def test_folder_that_is_no_blog_is_refused(tmp_path, monkeypatch, capsys, command):
    """With what to do, and without a traceback."""
    monkeypatch.chdir(tmp_path)

    assert main(command) == 2
    assert "sphinx-blogtheme new DIR" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_broken_configuration_is_said(blog, capsys):
    """An error in conf.py is its author's to read."""
    made = blog()
    made.write({"conf.py": "project = (\n"})

    assert main(["drafts"]) == 1
    assert "conf.py" in capsys.readouterr().err


def test_editor_is_opened(blog, monkeypatch, tmp_path):
    """`--edit` starts what VISUAL or EDITOR says, with its arguments."""
    made = blog()
    editor = tmp_path / "my editor"
    editor.write_text('#!/bin/sh\necho "$1: edited" >> "$2"\n')
    editor.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{editor}' --wait")

    assert main(["post", "One", "--edit"]) == 0
    assert b"--wait: edited" in files_in(made.source)["posts/one.md"]


def test_drafts_lists_what_is_held_back(blog, capsys):
    """What is due first, drafts, what expired, what is no post; others are counted."""
    blog(
        {
            "posts/public.md": post(title="Public"),
            "posts/idea.md": DRAFT,
            "posts/late.md": post(title="Late", date="2027-03-01 08:00"),
            "posts/soon.md": post(title="It's soon", date="2026-03-01 08:00"),
            "posts/gone.md": post(title="Gone", expires="2026-01-01"),
            "posts/undated.md": "---\ntitle: Undated\n---\n",
            "posts/bare.md": "Words.\n",
        }
    )

    assert main(["drafts"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "scheduled  2026-03-01 08:00  posts/soon.md  It's soon",
        "scheduled  2027-03-01 08:00  posts/late.md  Late",
        "draft                        posts/idea.md  Idea",
        "expired    2026-01-01 00:00  posts/gone.md  Gone",
        "no post                      posts/bare.md  It has no front matter.",
        "no post                      posts/undated.md  It has the keys of a post, but no date.",
        (
            "1 draft, 2 scheduled, 1 expired;"
            ' next due: 2026-03-01 08:00 UTC "It\'s soon" (posts/soon.md)'
        ),
        "1 post public.",
    ]


DECLARED = {
    "posts/soon.rst": "Soon\n====\n\n.. post:: Mar 1, 2026\n\nText.\n",
    "posts/undated.md": "# Undated\n\n```{post}\n```\n",
    "posts/nested.md": "# Nested\n\n```{eval-rst}\n.. post:: 2027-01-01\n```\n",
    "posts/taken.rst": "Taken\n=====\n\n.. include:: part.inc\n",
    "posts/part.inc": ".. post:: 2028-01-01\n",
    "posts/second.rst": (
        "Two\n===\n\n.. post:: 2025-01-01\n\nNew\n---\n\n.. post:: 2029-01-01\n"
    ),
    "posts/both.md": post("```{post} 2030-01-01\n```\n", title="Both"),
    "posts/draft.md": post("```{post} 2031-01-01\n```\n", title="D", draft="true"),
    "posts/public.rst": "Public\n======\n\n.. post:: 2025-01-01\n",
    "posts/header.md": post("```{post} 2025-01-01\n```\n", title="Header"),
    "howto.md": "# How to\n\n````md\n```{post} 2032-01-01\n```\n````\n",
}
"""Posts by a directive, two of them public, and a page that shows one."""


def test_drafts_lists_what_a_directive_holds_back(blog, capsys):
    """However it is written: the list is that of a build, and names no post twice."""
    blog(DECLARED, source_suffix={".md": "markdown", ".rst": "restructuredtext"})

    assert main(["drafts"]) == 0
    shown = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
    assert shown == [
        "scheduled  2026-03-01 00:00  posts/soon.rst  Soon",
        "scheduled  2027-01-01 00:00  posts/nested.md  Nested",
        "scheduled  2028-01-01 00:00  posts/taken.rst  Taken",
        "scheduled  2029-01-01 00:00  posts/second.rst  New",
        "scheduled  2030-01-01 00:00  posts/both.md  Both",
        "draft                        posts/draft.md  D",
        "draft                        posts/undated.md  Undated",
        (
            "2 drafts, 5 scheduled;"
            ' next due: 2026-03-01 00:00 UTC "Soon" (posts/soon.rst)'
        ),
        "2 posts public.",
    ]


def test_drafts_of_one_permalink_are_both_listed(blog, capsys):
    """None is forgotten because another would be in its place."""
    blog({"posts/ink.md": DRAFT, "posts/b/ink.md": DRAFT})

    assert main(["drafts"]) == 0
    shown = capsys.readouterr().out
    assert "posts/ink.md" in shown
    assert "posts/b/ink.md" in shown
    assert "2 drafts" in shown
    assert "0 posts public" in shown


HEADERS = {
    "yaml": "---\ntitle: Idea\n# Why?\nstate: draft\n---\n",
    "flag": "---\ntitle: Idea\ndraft: true # not yet\n---\n",
    "dated": "---\ntitle: Idea\ndate: 2026-01-05\npublished: false\n---\n",
    "empty date": "---\ntitle: Idea\ndate:\ndraft: yes\n---\n",
    "crlf": "---\r\ntitle: Idea\r\nstatus: 'draft'\r\n---\r\n",
    "toml": '+++\ntitle = "Idea"\ndraft = true\n+++\n',
    "json": '{\n  "title": "Idea",\n  "draft": true\n}\n',
    "pelican": "Title: Idea\nDate: 2026-01-05\nStatus: draft\n\n",
}


@pytest.mark.parametrize("header", HEADERS.values(), ids=HEADERS)
def test_publish_makes_a_draft_public(blog, header):
    """In each dialect, with a date, and with no other line changed."""
    body = "\nText: draft.\n"
    made = blog({"posts/idea.md": header + body})
    assert "Idea" not in made.build().text("index.html")

    assert main(["publish", "posts/idea.md"]) == 0

    assert "Idea" in made.build().text("index.html")
    old = (header + body).split("\n")
    new = (made.source / "posts/idea.md").read_bytes().decode().split("\n")
    assert len([line for line in old if line not in new]) <= 2
    assert new[-3:] == old[-3:]


def test_publish_keeps_or_sets_the_date(blog, capsys):
    """A date in the future makes a scheduled post, which is said."""
    made = blog({"posts/idea.md": DRAFT})

    assert main(["publish", "posts/idea.md", "--date", "2026-12-24 08:00"]) == 0
    assert "public from 2026-12-24 08:00 UTC on" in capsys.readouterr().out
    assert "Idea" not in made.build().text("index.html")
    assert main(["publish", "posts/idea.md"]) == 0
    assert "is published already" in capsys.readouterr().out
    assert main(["publish", "posts/idea.md", "--date", "now"]) == 0
    assert made.build().exists("2026/02/idea/index.html")


@pytest.mark.parametrize("date", ["03/04/2025", "2025-13-45"])
def test_date_that_cannot_be_read_is_not_thrown_away(blog, capsys, date):
    """Its author meant something by it, and says what."""
    made = blog({"posts/idea.md": post(title="Idea", date=date, state="draft")})
    before = files_in(made.source)

    assert main(["publish", "posts/idea.md"]) == 2
    said = capsys.readouterr().err
    assert repr(date) in said
    assert "give the date with --date" in said
    assert files_in(made.source) == before
    assert main(["publish", "posts/idea.md", "--date", "2025-04-03"]) == 0
    assert made.build().exists("2025/04/idea/index.html")


@pytest.mark.parametrize("given", ["idea", "idea.md", "posts/idea", "A good idea"])
def test_title_in_place_of_a_file_leads_to_it(blog, capsys, given):
    """Whoever types what `drafts` shows is told the file."""
    made = blog({"posts/idea.md": post(title="A good idea", state="draft")})
    before = files_in(made.source)

    assert main(["publish", given]) == 2
    assert "did you mean posts/idea.md?" in capsys.readouterr().err
    assert files_in(made.source) == before


def test_folder_is_no_draft(blog, capsys):
    """It is there, so that it is not said to be absent."""
    blog({"posts/idea.md": DRAFT})

    assert main(["publish", "posts"]) == 2
    assert "posts is a folder" in capsys.readouterr().err


def test_date_in_a_name_is_kept(blog):
    """A draft that is dated by its file gets no other date."""
    made = blog({"_posts/2025-03-01-idea.md": DRAFT})

    assert main(["publish", "_posts/2025-03-01-idea.md"]) == 0
    assert b"date" not in files_in(made.source)["_posts/2025-03-01-idea.md"]
    assert made.build().exists("2025/03/idea/index.html")


def test_publish_moves_out_of_the_folder_of_drafts(blog, capsys):
    """To where the blog's posts lie, with the name that they have."""
    made = blog(
        {"_posts/2025-03-01-one.md": post(), "_drafts/idea.md": "# Idea\n\nText.\n"}
    )

    assert main(["publish", "_drafts/idea.md"]) == 0
    assert "_posts/2026-02-25-idea.md" in capsys.readouterr().out
    assert not (made.source / "_drafts/idea.md").exists()
    assert made.build().exists("2026/02/idea/index.html")


def test_header_that_would_mean_something_else_is_left(blog, capsys):
    """The author is told what to write instead."""
    made = blog(
        {"posts/idea.md": "---\ntitle: Idea\nstate: {a: draft}\n---\n\nText.\n"}
    )
    before = files_in(made.source)

    assert main(["publish", "posts/idea.md"]) == 2
    assert "by hand" in capsys.readouterr().err
    assert main(["publish", "index.md"]) == 2
    assert main(["publish", "nothing.md"]) == 2
    assert files_in(made.source) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["publish", "posts/idea.md"],
        [
            "post",
            "A",
            "--category",
            "c" * 120_000,
            "--new-category",
            "--tag",
            "t" * 120_000,
        ],
    ],
    ids=["publish", "post"],
)
def test_full_disk_changes_nothing(blog, arguments):
    """The draft is as it was, and there is no half of a post."""
    made = blog({"posts/idea.md": DRAFT + "word " * 60000})
    before = files_in(made.source)
    limit = (200_000, resource.getrlimit(resource.RLIMIT_FSIZE)[1])

    result = subprocess.run(
        [sys.executable, "-m", "sphinx_blogtheme", *arguments],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit),
        cwd=made.source,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "Traceback" not in result.stderr
    assert result.returncode == 1
    assert files_in(made.source) == before


def test_output_that_cannot_be_written_is_an_error(blog):
    """A list that is cut short does not look like a whole one."""
    if not os.path.exists("/dev/full"):  # noqa: PTH110
        pytest.skip("there is no /dev/full here")
    made = blog()
    with open("/dev/full", "w") as full:  # noqa: PTH123
        result = subprocess.run(
            [sys.executable, "-m", "sphinx_blogtheme", "drafts"],
            stdout=full,
            # Buffered, as it is by default: the failure shows at the end only.
            env={**os.environ, "PYTHONUNBUFFERED": ""},
            stderr=subprocess.PIPE,
            cwd=made.source,
            text=True,
            check=False,
        )

    assert result.returncode == 1
    assert "No space left" in result.stderr


@pytest.mark.parametrize("buffered", ["", "1"])
def test_reader_that_has_enough_is_no_error(tmp_path, buffered):
    """`head` ends the command, without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    result = subprocess.run(
        [sys.executable, "-m", "sphinx_blogtheme", "schema"],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": buffered},
        text=True,
        check=False,
    )
    os.close(writing)

    assert result.stderr == ""
    assert result.returncode == 141


def test_version_is_that_of_the_package(capsys):
    """It is what a report of a bug needs."""
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])

    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"sphinx-blogtheme {__version__}\n"


@pytest.mark.parametrize(
    "command", ["new", "post", "drafts", "publish", "import", "serve", "schema"]
)
def test_help_has_examples_and_exit_codes(capsys, command):
    """Each command says how it is used and what it returns."""
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])

    text = capsys.readouterr().out
    assert stopped.value.code == 0
    assert "examples:\n  sphinx-blogtheme " in text
    assert re.search(r"exit codes:\n  \d ", text)
