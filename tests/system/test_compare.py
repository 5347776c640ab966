"""``import --compare``: what a blog has lost of the site that another engine built.

`tests/sites/expected.py` has kept the pages as their engines made them.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from sphinx_blogtheme.cli.main import main

SITES = Path(__file__).parents[1] / "sites"
SOURCES = {
    path.parent.name: path
    for path in SITES.glob("*/*")
    if path.stem in ("site", "export")
}
BUILT = sorted(
    path.parent.name for path in SITES.glob("*/output") if path.parent.name in SOURCES
)


@pytest.fixture(scope="module", params=BUILT)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def compared(
    engine: str, tmp_path_factory: pytest.TempPathFactory
) -> tuple[int, dict[str, Any]]:
    """Return the exit code of an import that was compared, and its report."""
    folder = tmp_path_factory.mktemp(engine)
    old, report = SITES / engine / "output", folder / "report.json"
    arguments = [str(SOURCES[engine]), str(folder / "blog"), "--compare", str(old)]
    code = main(["import", *arguments, "--report", str(report)])
    return code, json.loads(report.read_bytes())


def test_import_loses_nothing(compared: tuple[int, dict[str, Any]]) -> None:
    """All URLs of posts, pages, lists, feeds and files are kept, or lead on."""
    code, report = compared
    found = report["comparison"]
    lost = [one for one in found["urls"] if one["state"] == "lost"]

    assert [one["url"] for one in lost if one["kind"] not in ("hidden", "paging")] == []
    assert found["lost_words"] == 0
    assert [
        one
        for one in found["texts"]
        if one["new_title"] or one["dates"] or one["lost_terms"] or one["lost_ids"]
    ] == []
    assert found["order"][1] == 0
    assert not found["lost"]
    assert code == 0


def test_posts_are_those_of_the_engine(
    compared: tuple[int, dict[str, Any]], engine: str
) -> None:
    """Each post that the engine made is compared, and no other one is public."""
    report = compared[1]
    posts = [d for d in report["documents"] if d["kind"] == "post"]
    public = [one for one in posts if one["state"] == "published"]
    counts = report["comparison"]["counts"]["post"]

    assert counts["kept"] + counts["led on"] == len(public) > 0
    assert counts["lost"] == 0
    assert report["comparison"]["added"] == []


def test_entries_of_feeds_keep_their_ids(
    compared: tuple[int, dict[str, Any]], engine: str
) -> None:
    """Programs that read the old feeds show no post once more."""
    feeds = compared[1]["comparison"]["feeds"]

    assert [one["url"] for one in feeds if one["same_ids"] < one["found"]] == []


def test_dry_run_says_the_same(tmp_path: Path, capsys: Any) -> None:
    """Nothing is written, and the table is the same."""
    site, old = str(SITES / "eleventy/site"), str(SITES / "eleventy/output")
    blog = tmp_path / "blog"

    assert main(["import", site, str(blog), "--compare", old, "--dry-run"]) == 0
    said = capsys.readouterr().out.partition("Compared with")[2]
    assert not [*tmp_path.iterdir()]
    assert main(["import", site, str(blog), "--compare", old]) == 0
    assert capsys.readouterr().out.partition("Compared with")[2] == said


def test_import_ends_with_what_comes_next(tmp_path: Path, capsys: Any) -> None:
    """It names the commands, and what is still to decide."""
    blog, export = tmp_path / "blog", SITES / "wordpress/export.xml"
    assert main(["import", str(export), str(blog)]) == 0
    said = capsys.readouterr().out

    assert (
        "1 file that posts show was not given: --assets DIR names their folder" in said
    )
    for command in ("check", "serve", "import --compare OLD_OUTPUT", "new"):
        assert f"sphinx-blogtheme {command} {blog}" in said


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """Return the output of an engine, for a test to change it."""
    return Path(shutil.copytree(SITES / "eleventy/output", tmp_path / "old"))


def compare(blog: Path, old: Path, report: Path) -> int:
    return main(["import", str(blog), "--compare", str(old), "--report", str(report)])


def test_loss_is_found_and_named(old: Path, tmp_path: Path, capsys: Any) -> None:
    """A post, a word, a picture and a feed that the blog lacks are lost."""
    blog = tmp_path / "blog"
    assert main(["import", str(SITES / "eleventy/site"), str(blog)]) == 0
    page = old / "blog/bowline/index.html"
    text = page.read_text(encoding="utf-8")
    more = '<p>Aardvarks abound. <img src="/img/ant.png"></p>'
    page.write_text(text.replace("</p>", f"</p>{more}", 1), encoding="utf-8")
    (old / "blog/gone").mkdir()
    gone = f'<meta property="og:type" content="article">{text}'
    (old / "blog/gone/index.html").write_text(gone, encoding="utf-8")
    shutil.copy(old / "feed.xml", old / "gone.xml")
    capsys.readouterr()

    assert compare(blog, old, tmp_path / "lost.md") == 1
    said = capsys.readouterr().out
    assert "/blog/gone/ (post)" in said
    assert "/gone.xml (feed)" in said
    assert "2 words lost (Aardvarks abound); lost 1 picture (ant.png)" in said
    assert "Something is lost. 6 posts: 5 at the same URL, 0 led on to, 1 lost" in said
    table = (tmp_path / "lost.md").read_text(encoding="utf-8")
    assert "| posts | 5 | 0 | 1 |" in table


def test_missing_library_of_comparisons_is_named(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """Nothing is imported or built before."""
    monkeypatch.setitem(sys.modules, "bs4", None)
    site = str(SITES / "eleventy/site")

    assert main(["import", site, str(tmp_path / "blog"), "--compare", str(old)]) == 2
    assert "--compare reads pages with Beautiful Soup" in capsys.readouterr().err
    assert not (tmp_path / "blog").exists()


def test_sitemap_is_compared(old: Path, tmp_path: Path) -> None:
    """Of a sitemap, the URLs are compared; nothing is fetched."""
    blog = tmp_path / "blog"
    assert main(["import", str(SITES / "eleventy/site"), str(blog)]) == 0
    urls = ("blog/bowline/", "about/", "blog/nowhere/", "page/2/")
    entries = [f"<url><loc>https://old.example/{url}</loc></url>" for url in urls]
    sitemap = tmp_path / "sitemap.xml"
    sitemap.write_text(f"<urlset>{''.join(entries)}</urlset>", encoding="utf-8")

    assert compare(blog, sitemap, tmp_path / "report.json") == 1
    report = json.loads((tmp_path / "report.json").read_bytes())
    assert [(one["url"], one["state"]) for one in report["comparison"]["urls"]] == [
        ("/blog/bowline/", "kept"),
        ("/about/", "kept"),
        ("/blog/nowhere/", "lost"),
        ("/page/2/", "lost"),
    ]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["site", "blog", "--compare", "nowhere"], "nowhere does not exist"),
        (["empty", "--compare", "empty"], "has no pages"),
        (["site"], "expected DEST, the blog's folder, or --compare"),
    ],
)
def test_wrong_arguments_touch_nothing(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Any,
    arguments: list[str],
    fault: str,
) -> None:
    """What was expected is said, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    shutil.copytree(SITES / "eleventy/site", tmp_path / "site")

    assert main(["import", *arguments]) == 2
    assert fault in capsys.readouterr().err
    assert not (tmp_path / "blog").exists()
