"""Folders of notes: what is published of them, and what their texts become."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from conftest import DOT
from sphinx_blogtheme.cli.main import main
from sphinx_blogtheme.importers.engines import recognise

if TYPE_CHECKING:
    from pathlib import Path

DATED = "---\ndate: 2025-01-02\n---\n"


class Moved:
    """A folder that was imported, and built."""

    def __init__(self, folder: Path, files: dict[str, str | bytes], code: int) -> None:
        for name, content in files.items():
            path = folder / "old" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        self.old, self.blog = folder / "old", folder / "blog"
        report = folder / "report.json"
        command = ["import", str(self.old), str(self.blog), "--report", str(report)]
        assert main(command) == code
        self.report: dict[str, Any] = json.loads(report.read_bytes())

    def build(self) -> str:
        """Build the blog; return the warnings."""
        command = ["sphinx", "-q", "-b", "dirhtml", self.blog, self.blog / "_build"]
        run = [sys.executable, "-m", *map(str, command)]
        return subprocess.run(run, check=True, capture_output=True, text=True).stderr

    def page(self, url: str) -> BeautifulSoup:
        """Return the body of a page."""
        text = (self.blog / "_build" / url / "index.html").read_bytes()
        body = BeautifulSoup(text, "html.parser").select_one(".e-content")
        assert body
        return body

    def published(self) -> str:
        """Return all that anyone can read."""
        out = self.blog / "_build"
        return "\n".join(
            path.read_text(encoding="utf-8", errors="replace")
            for path in out.rglob("*")
            if path.is_file() and ".doctrees" not in path.parts
        )

    def told(self, kind: str) -> dict[str, str]:
        return {note["source"]: note["message"] for note in self.report[kind]}

    def state(self) -> dict[str, str]:
        return {one["source"]: one["state"] for one in self.report["documents"]}


@pytest.fixture
def move(tmp_path: Path):
    """Return a function that imports files."""

    def moved(files: dict[str, str | bytes], code: int = 0) -> Moved:
        return Moved(tmp_path, files, code)

    return moved


def test_folder_publishes_what_says_so(move) -> None:
    """Headers and dated names are for readers; all else is a draft, and named."""
    moved = move(
        {
            "a.md": f"{DATED}Open.\n",
            "2025-02-03-b.md": "# B\n\nDated by its name.\n",
            "log/2025-02-04.md": "Shut away.\n",
            "CHANGELOG.md": "# Changes\n\nShut away.\n",
            "_old/c.md": f"{DATED}Shut away.\n",
            "templates/d.md": "---\ntitle: x\n---\nShut away.\n",
            "e.md": "---\ndate: {{date}}\n---\nShut away.\n",
        }
    )
    moved.build()

    assert moved.state() == {
        "a.md": "published",
        "2025-02-03-b.md": "published",
        "log/2025-02-04.md": "draft",
        "CHANGELOG.md": "draft",
        "_old/c.md": "draft",
    }
    assert {*moved.told("warnings")} == {
        "log/2025-02-04.md",
        "CHANGELOG.md",
        "_old/c.md",
    }
    assert {*moved.told("skipped")} == {"templates/d.md", "e.md"}
    assert "Shut away" not in moved.published()


def test_many_files_of_a_folder_are_one_line(move) -> None:
    """A folder of files without a header is named once, with their number."""
    notes = {f"notes/{number}.md": "Text.\n" for number in range(9)}
    moved = move({"a.md": f"{DATED}Open.\n", **notes})

    assert moved.told("warnings") == {
        "notes/ (9 files)": "has no header; imported as a draft"
    }


@pytest.mark.parametrize(
    "path",
    [
        *("2025/01/02/x.md", "posts/2025-01-02-x.md", "2025-01-02-x/index.md"),
        *("2025/01-02-x.md", "2025/1/2/x.md", "20250102-x.md", "2025.01.02 x.md"),
    ],
)
def test_date_is_that_of_the_path(move, path: str) -> None:
    """A date in folders or before the name is that of the post."""
    moved = move({path: "---\ntitle: X\n---\nText.\n"})

    assert [one["url"] for one in moved.report["documents"]] == ["/2025/01/x/"]


def test_folder_without_dates_is_a_question(move) -> None:
    """If nothing would be published, that is an error, and it asks for dates."""
    files = {f"posts/{name}.md": f"---\ntitle: {name}\n---\nText.\n" for name in "abc"}
    moved = move(files, code=1)

    (message,) = moved.told("errors").values()
    assert "no post has a date. Which date has each?" in message
    assert {*moved.state().values()} == {"draft"}


def test_folder_that_says_nothing_is_a_question(move) -> None:
    """If no file has a header, that is an error."""
    moved = move({"a.md": "A.\n", "b.md": "B.\n"}, code=1)

    assert "nothing says that it is to be published" in moved.told("errors")["."]


def test_unknown_engine_is_guessed(move) -> None:
    """What a folder is taken for, and which of its parts, is in the report."""
    moved = move(
        {
            "gatsby-config.js": "module.exports = {}",
            "package.json": "{}",
            "src/components/a.js": "x",
            "content/blog/hello/index.md": f"{DATED}![x](x.png)\n",
            "content/blog/hello/x.png": DOT,
            "static/robots.txt": "x",
        }
    )

    assert moved.told("warnings")["."].startswith("looks like a site of Gatsby, which")
    assert moved.report["files"] == ["files/robots.txt", "hello/x.png"]
    assert {*moved.told("skipped")} == {
        *("gatsby-config.js", "package.json", "src/components/a.js")
    }


VAULT = {
    "First Note.md": (
        "---\ndate: 2025-01-02\naliases: [Number one]\ntags: ['#own']\n---\n"
        "# First Note\n\nTo [[Second]], [[second#Some part|its part]] and #inline.\n\n"
        "![[dot.png|120]] ==seen== %%unseen%%\n\n%%\nunseen\n\nunseen\n%%\n\n"
        "> [!tip] Well\n> Boxed.\n\n![[Second#Some part]]\n\n[[Second#^b1]]\n"
    ),
    "deep/Second.md": (
        "---\ndate: 2025-01-03\n---\n## Some part\n\nBody of two. ^b1\n\n## End\n\nZ.\n"
    ),
    "About.md": "---\npublish: true\n---\nWho I am.\n",
    "Only tags.md": "---\ntags: x\n---\nSecret.\n",
    "Daily/2025-01-09.md": "Secret.\n",
    "2025-01-09 Meeting.md": "---\ncreated: 2025-01-09\n---\nSecret.\n",
    "Embeds.md": f"{DATED}Before.\n\n![[Only tags]]\n\nAfter.\n",
    "Vorlagen/note.md": "---\ndate: 2025-01-01\n---\nSecret.\n",
    "Plan.canvas": "{}",
    "pics/dot.png": DOT,
    "pics/bank.pdf": b"%PDF",
    ".obsidian/templates.json": '{"folder": "Vorlagen"}',
}


def test_vault_publishes_what_says_so(move) -> None:
    """A note needs a header with a date or `publish: true`; no other is readable."""
    moved = move(VAULT)
    assert recognise(moved.old) == "obsidian"
    assert moved.build() == ""

    assert {path for path, state in moved.state().items() if state == "draft"} == {
        *("Only tags.md", "Daily/2025-01-09.md", "2025-01-09 Meeting.md")
    }
    assert {*moved.told("skipped")} == {
        *("Plan.canvas", "Vorlagen/note.md", "pics/bank.pdf", ".obsidian/ (1 file)")
    }
    published = moved.published()
    assert "Secret" not in published
    assert "unseen" not in published
    assert "Embeds.md" in moved.told("warnings")
    assert "First Note.md:10" in moved.told("warnings")


def test_texts_of_a_vault_are_as_obsidian_shows_them(move) -> None:
    """Links, pictures, marks, boxes, embeds and ids of blocks are those of Obsidian."""
    moved = move(VAULT)
    moved.build()
    page = moved.page("2025/01/First-Note")

    assert [a["href"] for a in page.select("a:not(.headerlink)")] == [
        *("../Second/", "../Second/#some-part", "../Second/#%5Eb1")
    ]
    assert page.select_one("img")["width"] == "120"
    assert page.select_one("mark").get_text() == "seen"
    assert page.select_one(".admonition").get_text().split() == ["Well", "Boxed."]
    assert page.select_one("blockquote").get_text().split() == [
        *("Some", "part", "Body", "of", "two.")
    ]
    assert moved.page("2025/01/Second").select_one('[id="^b1"]')
    text = (moved.blog / "First Note.md").read_text(encoding="utf-8")
    assert "title: First Note\n" in text
    assert "tags: [own, inline]\n" in text
    assert "Number one" not in text


def test_wikilinks_make_a_vault_of_a_folder(move) -> None:
    """Notes with wikilinks are read as a vault, which the report says."""
    moved = move({"a.md": f"{DATED}To [[b]].\n", "b.md": f"{DATED}Text.\n"})

    assert recognise(moved.old) == "obsidian"
    assert "but wikilinks" in moved.told("warnings")["."]
    assert moved.build() == ""


def test_links_lead_to_notes_that_are_renamed(move) -> None:
    """A name that no URL can have is another one, and links still lead to the note."""
    header = "---\ndate: 2025-01-02\ntitle: Other\n---\n"
    moved = move(
        {
            "a.md": f"{DATED}To [[What (now)?]], [x](deep/b) and [y](b.md).\n",
            "What (now)?.md": f"{header}Text.\n",
            "deep/b.md": f"{DATED}Text.\n",
        }
    )
    assert moved.build() == ""

    links = moved.page("2025/01/a").select("a")
    assert [a.get_text() for a in links] == ["What (now)?", "x", "y"]
    assert [a["href"] for a in links] == ["../What-now/", "../b/", "../b/"]
