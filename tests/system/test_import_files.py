"""Which files an import takes from the folder of a site, and where it puts them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import DOT, run
from sphinx_blogtheme.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ntitle: {0}\ndate: 2025-01-02\n---\n\nText.\n"
PAGE = "---\ntitle: {0}\n---\n\nText.\n"
HUGO = {
    "hugo.toml": 'baseURL = "https://example.org/"\n',
    "content/posts/a.md": POST.format("A"),
    "content/posts/b.md": POST.format("B"),
}
SITES = {
    "hugo": HUGO,
    "zola": {
        "config.toml": 'base_url = "https://example.org/"\n',
        "content/posts/a.md": POST.format("A"),
    },
    "jekyll": {
        "_config.yml": "title: T\n",
        "_posts/2025-01-02-a.md": "---\n---\nText.",
    },
    "pelican": {
        "pelicanconf.py": "",
        "content/a.md": "Title: A\nDate: 2025-01-02\n\nText.\n",
    },
    "markdown": {"2025-01-02-a.md": "# A\n\nText.\n"},
}


def bring(
    folder: Path, files: dict[str, str | bytes], code: int = 0
) -> tuple[Path, dict[str, Any]]:
    """Import a site of these files; return the new blog and the report."""
    for name, content in files.items():
        path = folder / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    blog, report = folder / "blog", folder / "report.json"
    command = ["import", str(folder / "old"), str(blog), "--report", str(report)]
    assert main(command) == code
    return blog, json.loads(report.read_bytes())


def told(report: dict[str, Any], kind: str) -> dict[str, str]:
    return {note["source"]: note["message"] for note in report[kind]}


@pytest.mark.parametrize("engine", SITES)
def test_what_systems_leave_behind_is_not_imported(tmp_path: Path, engine: str) -> None:
    """A copy on a disk of another system is no picture, and hides none."""
    places = {"hugo": "content/posts", "zola": "content/posts", "pelican": "content"}
    place = places.get(engine, "img")
    junk = [f"{place}/._a.png", f"{place}/.DS_Store", f"{place}/x.md~", "Thumbs.db"]
    files = {**SITES[engine], f"{place}/a.png": DOT, **dict.fromkeys(junk, b"\0")}

    blog, report = bring(tmp_path, files)

    assert b"\0" not in {path.read_bytes() for path in blog.rglob("*.*")}
    assert DOT in {path.read_bytes() for path in blog.rglob("a.png")}
    assert report["errors"] == []
    sources = " ".join(told(report, "skipped"))
    assert "2 more like it" in sources
    assert "Thumbs.db" in sources


@pytest.mark.parametrize("engine", ["hugo", "jekyll", "zola", "markdown"])
def test_hidden_file_is_named_and_left(tmp_path: Path, engine: str) -> None:
    """Engines publish no file whose name begins with a dot."""
    place = "content/.notes" if engine in ("hugo", "zola") else ".notes"

    blog, report = bring(tmp_path, {**SITES[engine], place: "secret"})

    assert place in told(report, "skipped")
    assert "secret" not in {path.read_text() for path in blog.rglob("*notes*")}


def test_renamed_file_gives_way_to_the_one_whose_name_it_is(tmp_path: Path) -> None:
    """Whichever comes first, a picture is never another one."""
    bundle = "content/posts/c/"
    files = {
        **HUGO,
        f"{bundle}index.md": POST.format("C"),
        f"{bundle}_a.png": b"other",
        f"{bundle}a.png": DOT,
        "content/posts/_b.md": POST.format("Other"),
    }

    blog, report = bring(tmp_path, files, code=1)

    assert (blog / "posts/c/a.png").read_bytes() == DOT
    assert list(told(report, "errors")) == [f"{bundle}_a.png"]
    assert "title: B\n" in (blog / "posts/b.md").read_text()
    assert "title: Other\n" in (blog / "posts/b-2.md").read_text()


@pytest.mark.parametrize("engine", ["hugo", "zola"])
def test_loose_file_of_the_content_is_published_where_it_was(
    tmp_path: Path, engine: str
) -> None:
    """Its name stays too; what a page shows or has as its own stays beside it."""
    files = {
        **SITES[engine],
        "content/_headers": "/*\n  X: y\n",
        "content/css/own.css": "p {}",
        "content/posts/c/index.md": POST.format("C"),
        "content/posts/c/more/d.png": DOT,
        "content/posts/d.md": POST.format("D") + "\n![A dot](near.png)\n",
        "content/posts/near.png": DOT,
    }

    blog, _ = bring(tmp_path, files)

    kept = ["files/_headers", "files/css/own.css", "posts/near.png"]
    for name in [*kept, "posts/c/more/d.png"]:
        assert (blog / name).is_file(), name


def test_jekyll_publishes_what_it_is_told_to(tmp_path: Path) -> None:
    """A name in `include` may begin with an underscore, and no other may."""
    files = {
        **SITES["jekyll"],
        "_config.yml": "title: T\ninclude: [_headers, _pages/]\n",
        "_headers": "/*\n  X: y\n",
        "_pages/me.md": "---\ntitle: Me\npermalink: /me/\n---\n\nText.\n",
        "css/_part.css": "p {}",
    }

    blog, report = bring(tmp_path, files)

    assert (blog / "files/_headers").is_file()
    assert "url: /me/\n" in (blog / "pages/me.md").read_text()
    assert "css/_part.css" in told(report, "skipped")


MOVED = "# old\n/2019/a.html  /posts/a/  301\n/b /posts/b\n"


@pytest.mark.parametrize("place", ["content/_redirects", "static/_redirects"])
def test_rules_of_netlify_become_aliases(tmp_path: Path, place: str) -> None:
    """They work on every host, and a build writes the file of all aliases."""
    blog, report = bring(tmp_path, {**HUGO, place: MOVED})

    assert "aliases: [/2019/a.html]\n" in (blog / "posts/a.md").read_text()
    assert "aliases: [/b]\n" in (blog / "posts/b.md").read_text()
    assert not (blog / "files/_redirects").exists()
    assert "aliases" in told(report, "skipped")["_redirects"]


@pytest.mark.parametrize(
    "rule",
    [
        "/old/* /posts/:splat",
        "/posts/* /posts/a/ 200",
        "/x /elsewhere",
        "/x /posts/a/ 301 Country=at",
        "/x https://other.example/",
    ],
)
def test_other_rules_stay_as_they_are(tmp_path: Path, rule: str) -> None:
    """A rule that is no alias keeps the whole file, for the host that reads it."""
    blog, _ = bring(tmp_path, {**HUGO, "static/_redirects": f"{MOVED}{rule}\n"})

    assert (blog / "files/_redirects").read_text() == f"{MOVED}{rule}\n"
    assert "aliases: [/2019/a.html]\n" in (blog / "posts/a.md").read_text()


def test_broken_rules_are_copied(tmp_path: Path) -> None:
    """A file that is no text is still the author's."""
    blog, _ = bring(tmp_path, {**HUGO, "static/_redirects": b"\xff /posts/a/\n"})

    assert (blog / "files/_redirects").read_bytes() == b"\xff /posts/a/\n"


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("archives", "type: archives"),
        ("old", "layout: archives"),
        ("find", "layout: search"),
        ("search", "title: Search"),
        ("tags", "title: Tags"),
        ("x", "url: /categories/"),
        ("404", "title: Lost"),
    ],
)
def test_page_that_a_template_filled_is_left_to_the_build(
    tmp_path: Path, name: str, header: str
) -> None:
    """An archive without a text would be an empty page at the archive's URL."""
    page = f"---\n{header}\n---\n\n<!-- made by a template -->\n"

    blog, report = bring(tmp_path, {**HUGO, f"content/{name}.md": page})

    assert not (blog / f"{name}.md").exists()
    assert "the build makes" in told(report, "skipped")[f"content/{name}.md"]


@pytest.mark.parametrize("header", ["title: About", "layout: landing"])
def test_other_empty_page_is_imported(tmp_path: Path, header: str) -> None:
    """Perhaps its text is still to come."""
    blog, _ = bring(tmp_path, {**HUGO, "content/about.md": f"---\n{header}\n---\n"})

    assert (blog / "about.md").is_file()


def test_archive_with_a_text_is_imported(tmp_path: Path) -> None:
    """What its author wrote is not lost, and nothing but a build says more."""
    page = "---\ntitle: Old\ntype: archives\n---\n\nAll that I wrote.\n"
    blog, _ = bring(tmp_path, {**HUGO, "content/old.md": page})

    assert "All that I wrote." in (blog / "old.md").read_text()


def test_imported_archive_is_that_of_the_build(tmp_path: Path) -> None:
    """There is one page at its URL, and it lists the posts."""
    page = "---\ntitle: Archive\ntype: archives\nurl: /archives/\n---\n"
    blog, _ = bring(tmp_path, {**HUGO, "content/archives.md": page})

    built = run("-m", "sphinx", "-q", "-nW", "-b", "dirhtml", blog, blog / "_build")

    assert built.stderr == ""
    assert ">A</a>" in (blog / "_build/archives/index.html").read_text()


def test_dated_pages_of_other_sections_are_told(tmp_path: Path) -> None:
    """Hugo lists the biggest section; what else has a date may not be meant so."""
    files = {
        **HUGO,
        "content/talks/x.md": POST.format("X"),
        "content/page/me.md": POST.format("Me"),
        "content/notes/n.md": POST.format("N").replace("title", "type: Page\ntitle"),
    }

    _, report = bring(tmp_path, files)

    kinds = {document["path"]: document["kind"] for document in report["documents"]}
    assert kinds["talks/x.md"] == "post"
    assert (kinds["page/me.md"], kinds["notes/n.md"]) == ("page", "page")
    warnings = told(report, "warnings")
    assert list(warnings) == ["content/talks/x.md", "2 pages"]
    assert "index: false" in warnings["content/talks/x.md"]
    assert "nothing links to them" in warnings["2 pages"]


def test_chosen_sections_need_no_word(tmp_path: Path) -> None:
    """Who sets `mainSections` has said which pages are posts."""
    config = HUGO["hugo.toml"] + '[params]\nmainSections = ["posts", "talks"]\n'
    files = {**HUGO, "hugo.toml": config, "content/talks/x.md": POST.format("X")}

    _, report = bring(tmp_path, files)

    assert report["warnings"] == []
    assert {document["kind"] for document in report["documents"]} == {"post"}


def test_assets_of_a_dump_have_no_junk(tmp_path: Path) -> None:
    """The same goes for the folder of `--assets`."""
    dump = (
        "<|article-start|>\n---\nslug: a\ndate: 2025-01-02\n---\nX\n<|article-end|>\n"
    )
    (tmp_path / "assets").mkdir()
    (tmp_path / "dump.txt").write_text(dump)
    (tmp_path / "assets/._a.png").write_bytes(b"\0")
    (tmp_path / "assets/a.png").write_bytes(DOT)
    command = ["import", str(tmp_path / "dump.txt"), str(tmp_path / "blog")]

    assert main([*command, "--assets", str(tmp_path / "assets")]) == 0
    assert [path.name for path in (tmp_path / "blog/files").iterdir()] == ["a.png"]
