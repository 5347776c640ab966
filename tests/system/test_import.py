"""The command that makes a blog from a dump."""

from __future__ import annotations

import ast
import io
import os
import runpy
import sys
from pathlib import Path

import pytest

from sphinx_blogtheme import files
from sphinx_blogtheme.cli import import_dump
from sphinx_blogtheme.cli.main import main

ARTICLE = (
    "---\nslug: {slug}\ntitle: A\ndate: {date} 10:00:00+00:00\n---\n\nBody of {slug}.\n"
)


def article(slug: str = "one", date: str = "2025-03-01") -> str:
    """Return the text of an article."""
    return ARTICLE.format(slug=slug, date=date)


def dump_of(*articles: str) -> str:
    """Return the articles in the frames that an export puts around them."""
    return "\n\n".join(
        f"<|article-start|>\n\n{text}\n\n<|article-end|>" for text in articles
    )


class Desk:
    """A folder with a dump, and a place for the blog."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.dump = folder / "dump.txt"
        self.dest = folder / "blog"
        self._capsys = capsys
        self.out = self.err = ""

    def run(self, dump: str | bytes | None, *options: str | Path) -> int:
        """Import a dump and return the exit code."""
        if dump is not None:
            self.dump.write_bytes(dump.encode() if isinstance(dump, str) else dump)
        code = main(["import", str(self.dump), str(self.dest), *map(str, options)])
        self.out, self.err = self._capsys.readouterr()
        return code

    def files(self) -> dict[str, bytes]:
        """Return the files of the blog."""
        return {
            path.relative_to(self.dest).as_posix(): path.read_bytes()
            for path in self.dest.rglob("*")
            if path.is_file()
        }

    def posts(self) -> set[str]:
        """Return the names of the posts."""
        return {name for name in self.files() if name.startswith("posts/")}


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_blog_is_made(desk: Desk, tmp_path: Path) -> None:
    """Each article becomes a file by date and slug, beside what a site needs."""
    (tmp_path / "assets" / "images").mkdir(parents=True)
    (tmp_path / "assets" / "images" / "a.png").write_bytes(b"\x89PNG")
    code = desk.run(
        dump_of(article("one"), article("two", "2024-12-31")),
        *("--assets", tmp_path / "assets"),
        *("--base-url", "https://blog.example.org/notes", "--title", 'My "*notes*"'),
    )
    conf = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in ast.parse(desk.files()["conf.py"]).body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }

    assert code == 0
    assert desk.err == ""
    assert desk.out.startswith("2 articles imported")
    assert "1 file copied" in desk.out
    assert desk.files().keys() == {
        "posts/2025/03/one.md",
        "posts/2024/12/two.md",
        "files/images/a.png",
        "conf.py",
        "index.md",
    }
    assert desk.files()["posts/2025/03/one.md"] == article("one").encode()
    assert desk.files()["files/images/a.png"] == b"\x89PNG"
    assert desk.files()["index.md"] == b'# My "\\*notes\\*"\n'
    assert conf == {
        "project": 'My "*notes*"',
        "extensions": ["sphinx_blogtheme"],
        "html_theme": "sphinx_blogtheme",
        "html_baseurl": "https://blog.example.org/notes/",
    }


@pytest.mark.parametrize("title", ['"', "\\", "${x}", "\a🐍", "a\u2028b"], ids=ascii)
def test_any_title_survives(desk: Desk, title: str) -> None:
    """Whatever characters a title has, `conf.py` gives it back."""
    desk.run(dump_of(article()), "--title", f"x{title}x")
    names: dict[str, str] = {}
    exec(desk.files()["conf.py"], names)  # noqa: S102

    assert names["project"] == " ".join(f"x{title}x".split())


@pytest.mark.parametrize(
    ("before", "text", "after", "content"),
    [
        ("\n", "---\nBody\n", "\n\n", "---\nBody\n"),
        ("\n", "---\nBody", "\n\n", "---\nBody\n"),
        ("\n\n \n", "---\nBody\n", "\n\n", "---\nBody\n"),
        ("\n", "---\nBody\n\n\n", "\n\n", "---\nBody\n\n\n"),
        ("", "---\nBody", "\n", "---\nBody\n"),
        ("\n", "---\n  Body  \n", "\n\n", "---\n  Body  \n"),
        ("\r\n", "---\r\nBody", "\r\n\r\n", "---\r\nBody\r\n"),
    ],
)
def test_bytes_of_an_article_stay(
    desk: Desk, before: str, text: str, after: str, content: str
) -> None:
    """The frame goes; the article's own bytes stay, and end with a newline."""
    header = article().split("---\n")[1]
    text = text.replace("---", f"---\n{header}---", 1)
    content = content.replace("---", f"---\n{header}---", 1)
    desk.run(f"<|article-start|>\n{before}{text}{after}<|article-end|>\n")

    assert desk.files()["posts/2025/03/one.md"] == content.encode()


def test_what_runs_is_left_out_and_named(desk: Desk) -> None:
    """As in the articles of every other source; the header stays."""
    text = (
        article().replace("title: A", "title: <b onclick=x>") + "<b onclick=y>T</b>\n"
    )
    code = desk.run(dump_of(text))

    assert code == 0
    assert "article 1 (one): has a handler (onclick), which is left out" in desk.err
    assert desk.files()["posts/2025/03/one.md"].decode() == text.replace(
        "<b onclick=y>", "<b>"
    )


@pytest.mark.parametrize(
    ("dump", "line", "told"),
    [
        (
            "<|article-start|>\n\n---\nslug: x\n" + dump_of(article()),
            1,
            "no end marker",
        ),
        (
            dump_of(article()) + "\n<|article-start|>\n" + article("x"),
            13,
            "no end marker",
        ),
        ("Lost words.\n" + dump_of(article()), 1, "outside of the articles"),
        (dump_of(article()) + "\n<|article-end|>\n", 13, "without a start marker"),
        (dump_of(article(), "No header."), 16, "article 2: has no header"),
        (
            dump_of(article(), "---\nslug: x\n---\nBody"),
            16,
            "article 2 (x): its header has no date",
        ),
        (
            dump_of(article(), "---\ndate: 2025-01-01\n---\nBody"),
            16,
            "article 2: its header has no slug",
        ),
        (
            dump_of(article(), article("ONE")),
            16,
            "article 2 (ONE): article 1 (line 3) has the same path",
        ),
        (
            dump_of(article(), article("x\udcff")),
            17,
            "article 2: is not UTF-8",
        ),
    ],
    ids=lambda value: (
        value[:40] if isinstance(value, str) and "|" not in value else None
    ),
)
def test_malformed_dump_keeps_what_is_good(
    desk: Desk, dump: str, line: int, told: str
) -> None:
    """An error names line and article, the exit code is 1, the rest is written."""
    code = desk.run(dump.encode(errors="surrogateescape"))

    assert code == 1
    assert desk.err.startswith(f"{desk.dump}:{line}: error: ")
    assert told in desk.err
    assert len(desk.err.splitlines()) == 1
    assert "1 error," in desk.out
    assert desk.posts() == {"posts/2025/03/one.md"}


@pytest.mark.parametrize("dump", ["", "Only words.\n"], ids=["empty", "words"])
def test_dump_without_articles_makes_nothing(desk: Desk, dump: str) -> None:
    """A file that is no dump doesn't become an empty blog."""
    assert desk.run(dump) == 1
    assert "no article begins" in desk.err
    assert not desk.dest.exists()


def test_doubtful_header_is_reported_with_its_article(desk: Desk) -> None:
    """A warning has the line of the dump, the article and what was assumed."""
    doubtful = article("two").replace("title", "state: published, x\ntitle")
    code = desk.run(dump_of(article(), doubtful))

    assert code == 0
    assert desk.err == (
        f"{desk.dump}:18: warning: article 2 (two): state: 'published, x':"
        " expected one state; assumed 'published'\n"
    )
    assert "1 warning." in desk.out
    assert len(desk.posts()) == 2


@pytest.mark.parametrize("slug", ["../../../../evil", "/etc/evil", "..", "a/b", "con"])
def test_slug_cannot_escape(desk: Desk, tmp_path: Path, slug: str) -> None:
    """Whatever a slug says, its file lies in the folder of its month."""
    code = desk.run(dump_of(article(slug)))
    (post,) = desk.posts()

    assert code == 0
    assert Path(post).parent == Path("posts/2025/03")
    assert f"({slug}): the slug is no name for a file" in desk.err
    assert {path.name for path in tmp_path.iterdir()} == {"dump.txt", "blog"}


@pytest.mark.parametrize("existing", ["conf.py", "index.md", "posts/2025/03/one.md"])
def test_existing_file_is_not_overwritten(desk: Desk, existing: str) -> None:
    """Without --force nothing is touched, with it everything is replaced."""
    target = desk.dest / existing
    target.parent.mkdir(parents=True)
    target.write_text("mine", encoding="utf-8")

    assert desk.run(dump_of(article())) == 2
    assert str(target) in desk.err
    assert "--force" in desk.err
    assert desk.files() == {existing: b"mine"}

    assert desk.run(None, "--force") == 0
    assert b"mine" not in desk.files().values()
    assert len(desk.files()) == 3


def test_own_files_of_a_blog_stay(desk: Desk) -> None:
    """Files that the import doesn't write are not in its way, nor touched."""
    desk.dest.mkdir()
    (desk.dest / "about.md").write_text("mine", encoding="utf-8")

    assert desk.run(dump_of(article())) == 0
    assert desk.files()["about.md"] == b"mine"


@pytest.mark.parametrize(
    ("obstacle", "is_folder"), [("posts", False), ("conf.py", True)], ids=str
)
def test_obstacle_is_named(desk: Desk, obstacle: str, is_folder: bool) -> None:
    """A file where a folder has to be stops the import, even with --force."""
    desk.dest.mkdir()
    if is_folder:
        (desk.dest / obstacle).mkdir()
    else:
        (desk.dest / obstacle).touch()

    assert desk.run(dump_of(article()), "--force") == 2
    assert f"{desk.dest / obstacle} is in the way" in desk.err
    assert [path.name for path in desk.dest.iterdir()] == [obstacle]


def test_missing_dump(desk: Desk) -> None:
    """A dump that isn't there is a message, not a traceback."""
    assert desk.run(None) == 2
    assert str(desk.dump) in desk.err
    assert not desk.dest.exists()


def test_missing_assets(desk: Desk, tmp_path: Path) -> None:
    """So are assets that aren't there."""
    assert desk.run(dump_of(article()), "--assets", tmp_path / "no") == 2
    assert "is not a folder" in desk.err
    assert not desk.dest.exists()


def test_assets_may_not_hold_the_blog(desk: Desk, tmp_path: Path) -> None:
    """The blog is not copied into itself."""
    assert desk.run(dump_of(article()), "--assets", tmp_path) == 2
    assert "within one another" in desk.err
    assert not desk.dest.exists()


def test_links_out_of_the_assets_are_not_followed(desk: Desk, tmp_path: Path) -> None:
    """A symbolic link brings no other file of the machine into the blog."""
    assets = tmp_path / "assets"
    assets.mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (assets / "good").write_text("good", encoding="utf-8")
    (assets / "inner").symlink_to("good")
    (assets / "outer").symlink_to(tmp_path / "secret")
    (assets / "loop").symlink_to(assets, target_is_directory=True)
    code = desk.run(dump_of(article()), "--assets", assets)
    copied = {name for name in desk.files() if name.startswith("files/")}

    assert code == 1
    assert copied == {"files/good", "files/inner"}
    assert [line.split(": ")[0] for line in desk.err.splitlines()] == [
        str(assets / "loop"),
        str(assets / "outer"),
    ]


@pytest.mark.parametrize(
    "options",
    [
        ["--base-url", "example.org"],
        ["--base-url", "ftp://example.org/"],
        ["--base-url", "https://example.org/?a=b"],
        ["--base-url", "https://exam ple.org/"],
        ["--title", " "],
        ["--title", "\udcff"],
        ["--colour"],
    ],
    ids=repr,
)
def test_wrong_option_is_refused(desk: Desk, options: list[str]) -> None:
    """An option that can't be used stops the command before it begins."""
    with pytest.raises(SystemExit) as caught:
        desk.run(dump_of(article()), *options)

    assert caught.value.code == 2
    assert not desk.dest.exists()


def test_help_shows_examples_and_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """The help is enough to use the command."""
    with pytest.raises(SystemExit) as caught:
        main(["import", "--help"])
    text = capsys.readouterr().out

    assert caught.value.code == 0
    assert "sphinx-blogtheme import dump.txt blog" in text
    assert all(f"\n  {code} " in text for code in (0, 1, 2, 130))


def test_module_runs_as_a_program(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m sphinx_blogtheme` is the same command."""
    monkeypatch.setattr(sys, "argv", ["sphinx-blogtheme"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("sphinx_blogtheme", run_name="__main__")

    assert caught.value.code == 2
    assert "usage: sphinx-blogtheme" in capsys.readouterr().err


def test_interrupt_leaves_whole_files(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while a file is written leaves neither a part nor a temporary file."""
    write = import_dump.write_whole

    def interrupted(target: Path, content: bytes) -> None:
        if target.suffix != ".md" or target.name == "index.md":
            write(target, content)
            return
        with files._replacing(target) as file:
            file.write(content[:10])
            raise KeyboardInterrupt

    monkeypatch.setattr(import_dump, "write_whole", interrupted)
    code = desk.run(dump_of(article()))

    assert code == 130
    assert "interrupted" in desk.err
    assert desk.files().keys() == {"conf.py", "index.md"}


def test_full_disk_is_a_message(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is told in one line."""

    def refuse(_target: Path, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(import_dump, "write_whole", refuse)

    assert desk.run(dump_of(article())) == 1
    assert desk.err == ("sphinx-blogtheme: error: [Errno 28] No space left on device\n")


def test_written_files_have_the_usual_rights(desk: Desk) -> None:
    """A web server has to read them, so they aren't their owner's alone."""
    mask = os.umask(0o022)
    try:
        desk.run(dump_of(article()))
    finally:
        os.umask(mask)

    assert (desk.dest / "index.md").stat().st_mode & 0o777 == 0o644


class Terminal(io.StringIO):
    """A terminal that remembers what was shown."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A counter goes up where a person is watching, and is erased at the end."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    desk.run(dump_of(article("one"), article("two")))
    shown = terminal.getvalue().split("\r")

    assert "reading articles: 1/2" in shown
    assert "reading articles: 2/2" in shown
    assert shown[-1] == "\x1b[2K"


@pytest.fixture
def corpus() -> Path:
    folder = os.environ.get("BLOGTHEME_CORPUS")
    if not folder:
        pytest.skip("BLOGTHEME_CORPUS does not name a folder with a dump")
    return Path(folder)


def test_corpus_is_imported(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every article and asset of the real dump arrives, byte for byte."""
    dump, dest = corpus / "blog-dump.txt", tmp_path / "blog"
    code = main(["import", str(dump), str(dest), "--assets", str(corpus / "assets")])
    out, err = capsys.readouterr()
    posts = sorted(path.read_bytes() for path in (dest / "posts").rglob("*.md"))
    framed = dump.read_bytes().split(b"<|article-start|>\n\n")[1:]
    articles = sorted(
        text.partition(b"\n\n<|article-end|>")[0].lstrip(b"\n") for text in framed
    )
    assets = corpus / "assets"
    names = [path.relative_to(assets) for path in assets.rglob("*") if path.is_file()]

    assert code == 0
    assert out.startswith("220 articles imported")
    assert "60 articles" in out
    assert len(err.splitlines()) == 1
    assert "another-youtube-screencast" in err
    assert "'published, startups'" in err
    assert len(posts) == len(articles) == 220
    for post, text in zip(posts, articles, strict=True):
        assert post == (text if text.endswith(b"\n") else text + b"\n")
    for name in names:
        assert (dest / "files" / name).read_bytes() == (assets / name).read_bytes()
