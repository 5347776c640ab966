"""Make from one imported blog the sites that the benchmark builds."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STOCK_CONF = """\
project = "Benchmark"
extensions = ["ablog", "myst_parser"]
html_theme = "alabaster"
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = project
blog_feed_fulltext = True
myst_enable_extensions = ["dollarmath", "strikethrough"]
"""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One way to build the posts."""

    name: str
    source: Path
    post: Path | None = None
    """What is edited between two builds; None where a new folder is all there is."""
    pristine: bytes = b""
    """Content of `post` before the edit."""
    program: tuple[str, ...] = ()
    """Command of a peer, run in the folder of the source; ``{source}`` and ``{out}`` are
    the folders. Empty for Sphinx."""
    writes_beside: bool = False
    """Whether the peer writes below its source, which is copied to be built there."""
    options: tuple[str, ...] = ()
    """Options of ``sphinx-build``."""


def import_posts(dump: Path, assets: Path | None, site: Path) -> None:
    """Import the dump with the command that users have."""
    program = "import sys; from sphinx_blogtheme.cli.main import main; sys.exit(main())"
    options = ["--assets", str(assets)] if assets else []
    subprocess.run(
        [*(sys.executable, "-c", program), *("import", dump, site), *options],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def middle_post(site: Path) -> Path:
    """Return a post in the middle of an imported blog that lists and the search have."""
    posts = sorted((site / "posts").rglob("*.md"))
    half = len(posts) // 2
    return next(post for post in posts[half:] if not _HIDDEN.search(post.read_bytes()))


_HIDDEN = re.compile(rb"^(?:index:|state:(?! published$))", re.MULTILINE)


def multiply(site: Path, times: int) -> None:
    """Make a blog many times as long, each copy in years and at URLs of its own."""
    for path in sorted((site / "posts").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        for number in range(1, times):
            copy = re.sub(
                r"^(slug:\s*)(\S+)",
                rf"\g<1>\g<2>-{number}",
                text,
                count=1,
                flags=re.MULTILINE,
            )
            date = re.compile(r"^(date:\D*)(\d{4})", re.MULTILINE)
            if found := date.search(copy):
                year = int(found[2]) - 20 * number
                copy = f"{copy[: found.start(2)]}{year:04}{copy[found.end(2) :]}"
            target = path.with_name(f"{path.stem}-{number}.md")
            target.write_text(copy, encoding="utf-8")


def read_post(text: str) -> tuple[dict[str, str], str]:
    """Split a post into the lines of its header, as key and value, and its body."""
    _, header, body = re.split(
        r"^---[ \t]*\n", text.lstrip(), maxsplit=2, flags=re.MULTILINE
    )
    pairs = (line.partition(":") for line in header.splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, _, value in pairs}, body


def stock_post(values: dict[str, str], body: str) -> str:
    """Write a post as stock ABlog and MyST can read it.

    That is: valid YAML, a naive date, ``category`` for ``categories``, and the
    title as a heading in the body.
    """
    header = {
        "blogpost": "true",
        "date": json.dumps(values["date"][:16]),
        "author": json.dumps(values.get("author", "admin")),
        "category": json.dumps(values.get("categories", "") or "none"),
        "tags": json.dumps(values.get("tags", "")),
    }
    title = re.sub(r"([\\`*_$<>\[\]#~])", r"\\\1", values["title"])
    lines = "".join(f"{key}: {value}\n" for key, value in header.items() if value)
    return f"---\n{lines}---\n\n# {title}\n{body}"


def prepare_stock(ours: Path, site: Path) -> None:
    """Make the site for stock ABlog from our imported one.

    The posts lie where their permalinks are (``2025/03/slug.md``) and the
    files at the root, so that the links between them work as they do in ours.
    """
    site.mkdir(parents=True)
    (site / "conf.py").write_text(STOCK_CONF, encoding="utf-8")
    (site / "index.md").write_text(
        "# Benchmark\n\n```{postlist} 10\n:excerpts:\n```\n", encoding="utf-8"
    )
    for path in sorted((ours / "posts").rglob("*.md")):
        values, body = read_post(path.read_text(encoding="utf-8"))
        target = site / path.relative_to(ours / "posts")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(stock_post(values, body), encoding="utf-8")
    if (ours / "files").is_dir():
        shutil.copytree(ours / "files", site, dirs_exist_ok=True)


def prepare_empty(site: Path) -> None:
    """Make the smallest Sphinx project."""
    site.mkdir()
    (site / "conf.py").write_text('project = "Empty"\n', encoding="utf-8")
    (site / "index.rst").write_text("Empty\n=====\n", encoding="utf-8")
