"""What an import says of faults in its source, and what it does then."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT
from sphinx_blogtheme.cli.main import main
from sphinx_blogtheme.importers.engines import engine_named, recognise

if TYPE_CHECKING:
    from pathlib import Path

SITES = ROOT / "tests" / "sites"
POST = "---\ntitle: A\ndate: 2025-01-02\n---\n\nText.\n"
CONFIGS = {
    "hugo": "hugo.toml",
    "zola": "config.toml",
    "jekyll": "_config.yml",
    "mkdocs": "mkdocs.yml",
    "quarto": "_quarto.yml",
    "mystmd": "myst.yml",
    "jupyter_book": "_config.yml",
    "pelican": "pelicanconf.py",
    "nikola": "conf.py",
    "ablog": "conf.py",
}
PROGRAMS = {
    "eleventy": "eleventy.config.js",
    "astro": "astro.config.mjs",
    "docusaurus": "docusaurus.config.js",
}


def bring(source: Path, *options: str) -> int:
    return main(["import", str(source), str(source.parent / "blog"), *options])


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Names of files and folders that nobody may read, not even the superuser."""
    names: set[str] = set()

    def refusing(call: Any) -> Any:
        def opened(path: Any, *args: Any, **options: Any) -> Any:
            if not isinstance(path, int) and os.path.basename(path) in names:  # noqa: PTH119
                raise PermissionError(13, "Permission denied", str(path))
            return call(path, *args, **options)

        return opened

    monkeypatch.setattr(os, "scandir", refusing(os.scandir))
    monkeypatch.setattr("io.open", refusing(open))
    return names


@pytest.mark.parametrize("engine", CONFIGS)
def test_broken_configuration_ends_the_import(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], engine: str
) -> None:
    """Without it the blog would have other URLs; one line names the file and the line."""
    site = shutil.copytree(SITES / engine / "site", tmp_path / "old")
    config = site / CONFIGS[engine]
    text = config.read_text()
    config.write_text(f"{text}\n{'a: [b' if config.suffix == '.yml' else 'x = (1'}\n")

    assert bring(site) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert told.count(config.name) == 1
    assert f"{config}:{text.count(chr(10)) + 2}" in told or "end" in told
    assert not (tmp_path / "blog").exists()


@pytest.mark.parametrize("engine", CONFIGS | PROGRAMS)
def test_configuration_that_cannot_be_read_ends_the_import(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    closed: set[str],
    engine: str,
) -> None:
    """Neither is it taken for none, nor the site for one of another engine."""
    site = shutil.copytree(SITES / engine / "site", tmp_path / "old")
    name = (CONFIGS | PROGRAMS)[engine]
    closed.add(name)

    assert (site / name).exists()
    assert bring(site) == 2
    assert f"{site / name}: cannot be read" in capsys.readouterr().err
    assert not (tmp_path / "blog").exists()


@pytest.mark.parametrize("source", ["hugo/site", "medium/export"])
def test_folder_that_cannot_be_read_is_an_error(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    closed: set[str],
    source: str,
) -> None:
    """What is in it is missing from the blog; the rest is there."""
    site = shutil.copytree(SITES / source, tmp_path / "old")
    (site / "closed").mkdir()
    closed.add("closed")

    assert bring(site) == 1
    assert "closed/: error: cannot be read" in capsys.readouterr().err
    assert (tmp_path / "blog/conf.py").is_file()


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("above", "old/site has hugo.toml: did you mean"),
        ("site/content", "old/site has hugo.toml: did you mean"),
        ("site/content/posts", "old/site has hugo.toml: did you mean"),
    ],
)
def test_site_near_the_folder_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], place: str, told: str
) -> None:
    """One folder too high or too low is another blog, with other URLs."""
    site = tmp_path / "old/site"
    (site / "content/posts").mkdir(parents=True)
    (site / "hugo.toml").touch()
    (site / "content/posts/a.md").write_text(POST)
    source = tmp_path / "old" / place.replace("above", "")

    main(["import", str(source), str(tmp_path / "blog"), "--dry-run"])
    assert told in capsys.readouterr().err


def test_file_with_another_name_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A link from elsewhere no longer finds it."""
    renamed = ("pics/_one.svg", "_two/two.svg", "many/_a.svg", "many/b/_c.svg")
    for name in (*renamed, "a.md", "pics/three.svg"):
        path = tmp_path / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(POST if name == "a.md" else "<svg/>")

    bring(tmp_path / "old")
    told = capsys.readouterr().err
    assert "pics/_one.svg: warning: is copied under another name, pics/" in told
    assert "_two/two.svg: warning: is copied under another name, two/two.svg" in told
    assert "many/ (2 files): warning: are copied under other names, such as" in told
    assert "three" not in told


def test_built_site_is_told_from_its_source(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is written, and the answer names what the folder is good for."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old/index.html").write_text("<p>Hello</p>")

    assert bring(tmp_path / "old") == 2
    told = capsys.readouterr()
    assert "--compare" in told.err
    assert "0 errors" not in told.out


@pytest.mark.parametrize("suffix", [".zip", ".bin"])
def test_cut_archive_is_no_dump(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], suffix: str
) -> None:
    """Half a download is said to be damaged."""
    shutil.make_archive(str(tmp_path / "x"), "zip", SITES / "medium/export")
    cut = tmp_path / f"cut{suffix}"
    cut.write_bytes((tmp_path / "x.zip").read_bytes()[:500])

    assert bring(cut) == 2
    assert "damaged" in capsys.readouterr().err


def test_header_that_is_no_yaml_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was read of it is a guess, as it is in TOML."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old/a.md").write_text(POST.replace("title: A", "title: [broken"))

    assert bring(tmp_path / "old") == 0
    assert (
        "a.md: warning: the front matter is not valid YAML" in capsys.readouterr().err
    )


def test_folder_that_cannot_be_written_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message names the folder, not a temporary one, and nothing has begun."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old/a.md").write_text(POST)

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied", "/x/.blog-1234")

    monkeypatch.setattr("tempfile.mkdtemp", refuse)

    assert bring(tmp_path / "old") == 2
    assert f"cannot write to {tmp_path}" in (told := capsys.readouterr().err)
    assert "1234" not in told


def test_left_out_parts_are_told_once_with_their_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three style sheets are one warning, which leads to the first one."""
    (tmp_path / "old/content").mkdir(parents=True)
    (tmp_path / "old/hugo.toml").touch()
    body = "<p>Text.</p>\n<style>p {}</style>\n" * 3
    (tmp_path / "old/content/a.html").write_text(POST.replace("Text.\n", body))

    bring(tmp_path / "old")
    lines = [line for line in capsys.readouterr().err.splitlines() if "style" in line]
    assert len(lines) == 1
    assert lines[0].startswith("content/a.html:7: warning: has a style sheet")
    assert lines[0].endswith("(3 times)")


def test_links_and_hidden_folders_are_called_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has the reason that is true of it."""
    (tmp_path / "old/.cache").mkdir(parents=True)
    (tmp_path / "old/a.md").write_text(POST)
    (tmp_path / "old/gone").symlink_to("nowhere")

    bring(tmp_path / "old")
    told = capsys.readouterr().out
    assert ".cache: is a hidden folder" in told
    assert "gone: is a link to a file that is not there" in told


@pytest.mark.parametrize(
    ("written", "engine"),
    [
        ("Hugo", "hugo"),
        ("Zensical", "mkdocs"),
        ("11ty", "eleventy"),
        ("Jupyter Book", "jupyter_book"),
        ("movable-type", "movabletype"),
        ("micro.blog", "jsonfeed"),
        ("nonsense", "nonsense"),
    ],
)
def test_engine_is_named_as_people_do(written: str, engine: str) -> None:
    """Case and signs don't matter, and the names of the manual are known."""
    assert engine_named(written) == engine


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_report_for_people_is_text(tmp_path: Path, suffix: str) -> None:
    """A file that is called a text holds one, without --compare too."""
    (tmp_path / "old").mkdir()
    (tmp_path / "old/a.md").write_text(POST)
    (tmp_path / "old/.gitignore").touch()
    report = tmp_path / f"report{suffix}"

    assert bring(tmp_path / "old", "--report", str(report)) == 0
    assert "1 post and 0 pages" in report.read_text()
    assert ".gitignore: is hidden" in report.read_text().replace("\\", "")


def test_recognition_of_a_closed_folder_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], closed: set[str]
) -> None:
    """It is no empty one."""
    (tmp_path / "old").mkdir()
    closed.add("old")

    assert bring(tmp_path / "old") == 2
    assert "cannot read" in capsys.readouterr().err
    closed.clear()
    assert recognise(tmp_path / "old") == "markdown"
