"""The command that makes a blog of another engine's site or export."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from sphinx_blogtheme.cli import import_site
from sphinx_blogtheme.cli.main import main
from sphinx_blogtheme.importers.engines import recognise

SITES = Path(__file__).parents[1] / "sites"
HUGO = {
    "hugo.toml": 'title = "T"\nbaseURL = "https://example.org/"\n',
    "content/posts/a.md": "---\ntitle: A\ndate: 2025-01-02\n---\n\nText.\n",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def files_of(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def hugo(tmp_path: Path) -> Path:
    return write(tmp_path / "old", HUGO)


@pytest.mark.parametrize(
    "source",
    [
        *("ablog/site", "astro/site", "docusaurus/site", "obsidian/site"),
        *("eleventy/site", "ghost/export.json", "hugo/site"),
        *("jekyll/site", "nikola/site", "pelican/site", "wordpress/export.xml"),
        *("zola/site", "blogger/blog-03-01-2026.xml", "blogger/takeout"),
        *("medium/export", "substack/export", "movabletype/blog.txt"),
        "jsonfeed/export",
        *("mkdocs/site", "quarto/site", "mystmd/site", "jupyter_book/site"),
    ],
)
def test_engine_is_recognised(source: str) -> None:
    """A site is known by its own files, without being told."""
    assert recognise(SITES / source) == source.partition("/")[0]


def test_folder_of_markdown_is_a_blog(tmp_path: Path) -> None:
    """Files with a date are posts, others are pages, and pictures come along."""
    source = write(
        tmp_path / "notes",
        {
            "2025-01-02-hello.md": "# Hello\n\n![x](pics/a.svg)\n",
            "about.md": "# About\n",
            "pics/a.svg": "<svg/>",
        },
    )

    assert main(["import", str(source), str(tmp_path / "blog")]) == 0
    assert files_of(tmp_path / "blog") == {
        *("conf.py", "index.md", "2025-01-02-hello.md", "about.md", "pics/a.svg")
    }


def test_dry_run_writes_nothing_but_the_report(hugo: Path, tmp_path: Path) -> None:
    """`--dry-run` tells what would be done, for people and for machines."""
    report = tmp_path / "report.json"
    command = ["import", str(hugo), str(tmp_path / "blog"), "--dry-run"]

    assert main([*command, "--report", str(report)]) == 0
    assert not (tmp_path / "blog").exists()
    assert json.loads(report.read_bytes())["documents"] == [
        {
            "source": "content/posts/a.md",
            "path": "posts/a.md",
            "kind": "post",
            "state": "published",
            "url": "/posts/a/",
            "aliases": [],
        }
    ]


def test_existing_file_is_not_overwritten(
    hugo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --force nothing is touched; with it, other files stay."""
    blog = write(tmp_path / "blog", {"conf.py": "mine", "mine.md": "mine"})

    assert main(["import", str(hugo), str(blog)]) == 2
    assert "--force" in capsys.readouterr().err
    assert files_of(blog) == {"conf.py", "mine.md"}
    assert main(["import", str(hugo), str(blog), "--force"]) == 0
    assert (blog / "mine.md").read_text(encoding="utf-8") == "mine"
    assert (blog / "conf.py").read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    ("failure", "code"), [(KeyboardInterrupt(), 130), (OSError(28, "No space"), 1)]
)
def test_nothing_is_left_half_written(
    hugo: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    failure: BaseException,
    code: int,
) -> None:
    """After Ctrl-C and on a full disk there is neither a blog nor a part of one."""
    write_whole = import_site.write_whole

    def fail(target: Path, content: bytes) -> None:
        if target.name == "a.md":
            raise failure
        write_whole(target, content)

    monkeypatch.setattr(import_site, "write_whole", fail)

    assert main(["import", str(hugo), str(tmp_path / "blog")]) == code
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_names_cannot_escape(tmp_path: Path) -> None:
    """Whatever slugs, URLs, aliases and file names say, all lies in the blog."""
    header = "---\ntitle: A\ndate: 2025-01-02\nslug: ../../x\nurl: /../../y/\n"
    header += "aliases: [/../../z/, '..\\\\w', /ok/]\n---\n\nText.\n"
    source = write(tmp_path / "old", {**HUGO, "content/posts/..a.md": header})
    (source / "static").mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (source / "static" / "link").symlink_to(tmp_path / "secret")
    main(["import", str(source), str(tmp_path / "blog")])

    assert {path.name for path in tmp_path.iterdir()} == {"old", "blog", "secret"}
    texts = [p.read_text(encoding="utf-8") for p in (tmp_path / "blog").rglob("*.md")]
    assert not any("../" in text or "secret" in text for text in texts)


BOMB = """<?xml version="1.0"?>
<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rss><channel><title>&b;</title></channel></rss>
"""


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("x.xml", BOMB, "no export of WordPress"),
        ("x.xml", "<?xml version='1.0'?><rss><channel>", "no export of WordPress"),
        ("x.xml", "<rss><channel/></rss>", "no export of WordPress"),
        ("x.json", '{"a": 1}', "no export of Ghost"),
        ("x.json", "{", "no export of Ghost"),
        ("x.json", '{"a": ' + "[" * 100_000, "no export of Ghost"),
    ],
    ids=["bomb", "cut", "feed", "other", "cut-json", "deep"],
)
def test_export_that_is_none_is_refused(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    text: str,
    told: str,
) -> None:
    """A file that can't be read is a message, and nothing is written."""
    (tmp_path / name).write_text(text, encoding="utf-8")

    assert main(["import", str(tmp_path / name), str(tmp_path / "blog")]) == 2
    assert told in capsys.readouterr().err
    assert not (tmp_path / "blog").exists()


def test_missing_library_is_named(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without markdownify, an export says how to install it."""
    monkeypatch.setitem(sys.modules, "markdownify", None)
    export = SITES / "wordpress" / "export.xml"

    assert main(["import", str(export), str(tmp_path / "blog")]) == 2
    assert '[import]"' in capsys.readouterr().err


def test_empty_folder_is_a_message(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where there is no post, nothing is written, and that is said."""
    (tmp_path / "old").mkdir()

    assert main(["import", str(tmp_path / "old"), str(tmp_path / "blog")]) == 2
    assert "no post" in capsys.readouterr().err
    assert not (tmp_path / "blog").exists()


def test_closed_posts_are_drafts(tmp_path: Path) -> None:
    """What was for members or friends only is not published by an import."""
    report = tmp_path / "report.json"
    for export in ("ghost/export.json", "wordpress/export.xml"):
        command = ["import", str(SITES / export), str(tmp_path / "blog"), "--dry-run"]
        main([*command, "--report", str(report)])
        found = json.loads(report.read_bytes())["documents"]
        closed = [d for d in found if "members" in d["path"] or "friends" in d["path"]]

        assert [document["state"] for document in closed] == ["draft"]
