"""Sites and exports of other engines, compared with what these make of them.

`tests/sites/expected.py` notes that for the engines that can be installed; of
the others, the expectation is written by hand from their documentation.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from sphinx_blogtheme.cli.main import main
from sphinx_blogtheme.importers.engines import EXPORTS

SITES = Path(__file__).parents[1] / "sites"
SOURCES = {
    "hugo": "site",
    "jekyll": "site",
    "wordpress": "export.xml",
    "pelican": "site",
    "ghost": "export.json",
    "nikola": "site",
    "eleventy": "site",
    "zola": "site",
    "ablog": "site",
    "blogger": "blog-03-01-2026.xml",
    "medium": "export",
    "substack": "export",
    "movabletype": "blog.txt",
    "jsonfeed": "export",
    "astro": "site",
    "docusaurus": "site",
    "obsidian": "site",
    "mkdocs": "site",
    "quarto": "site",
    "mystmd": "site",
    "jupyter_book": "site",
}
LISTS = re.compile(
    r"/(?:blog/)?(?:archives?|authors?|categor(?:y|ies)|drafts|posts|tags?|\d{4})"
    r"(?:\.html|/.*)?|/|/blog/|/404\.html"
)
"""URLs of lists, which are made anew; what some engines write of drafts too."""


def words(html: str) -> list[str]:
    """Return the words and signs of some HTML; spaces in code depend on its colours."""
    text = BeautifulSoup(html, "html.parser").get_text(" ")
    return re.findall(r"\w+|[^\w\s]", text)


def page_at(output: Path, url: str) -> BeautifulSoup | None:
    """Return what a server shows at a URL, after an alias has led on."""
    for _ in range(2):
        path = output / url.strip("/")
        path = path / "index.html" if path.is_dir() or not path.suffix else path
        if not path.is_file():
            return None
        page = BeautifulSoup(path.read_bytes(), "html.parser")
        refresh = page.select_one("meta[http-equiv=refresh]")
        if not refresh:
            return page
        target = (path.parent / str(refresh["content"]).partition("url=")[2]).resolve()
        url = target.relative_to(output.resolve()).as_posix()
    return None


@pytest.fixture(scope="module", params=SOURCES)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def blog(engine: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a blog that was imported and built."""
    folder = tmp_path_factory.mktemp(engine) / "blog"
    source = SITES / engine / SOURCES[engine]
    uploads = SITES / engine / "assets"
    assets = ["--assets", str(uploads)] if uploads.is_dir() else []
    report = ["--report", str(folder.parent / "report.json")]
    assert main(["import", str(source), str(folder), *assets, *report]) == 0
    command = ["sphinx", "-q", "-n", "-b", "dirhtml", folder, folder / "_build"]
    built = subprocess.run(
        [sys.executable, "-m", *command], check=True, capture_output=True, text=True
    )
    assert built.stderr == ""
    return folder


@pytest.fixture(scope="module")
def expected(engine: str) -> dict[str, Any]:
    text = (SITES / engine / "expected.json").read_text(encoding="utf-8")
    return dict(json.loads(text))


def test_posts_are_those_of_the_engine(blog: Path, expected: dict[str, Any]) -> None:
    """The same posts have the same titles, dates, terms and texts, in one order."""
    feeds = (blog / "_build").rglob("feed/feed.json")
    feed = json.loads(min(feeds, key=lambda path: len(path.parts)).read_bytes())

    assert [
        (
            item.get("title", ""),  # notes have none
            datetime.fromisoformat(item["date_published"]),
            sorted(term.casefold() for term in item.get("tags", ())),
            words(item["content_html"]),
        )
        for item in feed["items"]
    ] == [
        (
            post["title"],
            parsedate_to_datetime(post["date"]),
            sorted(term.casefold() for term in post["terms"]),
            re.findall(r"\w+|[^\w\s]", post["text"]),
        )
        for post in expected["posts"]
    ]


def test_old_urls_lead_to_their_posts(blog: Path, expected: dict[str, Any]) -> None:
    """Each URL of a post or a page is kept, or leads on to where it is now."""
    output = blog / "_build"
    titles = {post["url"]: post["title"] for post in expected["posts"]}
    for url in (*titles, *expected["pages"]):
        if url not in titles and LISTS.fullmatch(url):
            continue
        page = page_at(output, url)
        assert page, url
        heading = page.select_one("h1")
        assert not titles.get(url) or (heading and heading.get_text() == titles[url])


def test_everything_is_told(blog: Path, engine: str) -> None:
    """Each file of a site is a document, a file, or in the report with a reason."""
    root = SITES / engine / SOURCES[engine]
    if root.is_file() or engine in EXPORTS:
        return
    report = json.loads((blog.parent / "report.json").read_bytes())
    told = [document["source"] for document in report["documents"]]
    told += [note["source"] for kind in ("skipped", "errors") for note in report[kind]]
    folders = tuple(name.partition("/ (")[0] + "/" for name in told if "/ (" in name)
    copied = {(blog / name).read_bytes() for name in report["files"]}
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        if path.is_file() and name not in told and not name.startswith(folders):
            assert path.read_bytes() in copied, name


def test_drafts_stay_drafts(blog: Path, engine: str) -> None:
    """What was no one's to read is imported, and still isn't in the site."""
    report = json.loads((blog.parent / "report.json").read_bytes())
    drafts = [d for d in report["documents"] if d["state"] == "draft"]
    titles = [
        line.removeprefix("title: ")
        for document in drafts
        for line in (blog / document["path"]).read_text(encoding="utf-8").splitlines()
        if line.startswith("title: ")
    ]
    pages = [p.read_text(encoding="utf-8") for p in (blog / "_build").rglob("*.html")]

    assert titles
    assert not [title for title in titles if any(title in page for page in pages)]
