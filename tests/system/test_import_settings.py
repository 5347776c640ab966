"""What an import keeps of an old configuration, as settings of the new one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from conftest import run
from sphinx_blogtheme.cli.main import main
from sphinx_blogtheme.importers.engine_settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

POST = "---\ntitle: A\ndate: 2025-01-02\n---\n\nText.\n"
GHOST = {
    "meta": {"version": "5.0.0"},
    "data": {
        "posts": [
            {
                "id": "1",
                "title": "A",
                "slug": "a",
                "html": "<p>Text.</p>",
                "status": "published",
                "published_at": "2025-01-02T00:00:00.000Z",
            }
        ],
        "settings": [
            {"key": "title", "value": "T"},
            {"key": "description", "value": "All about pens"},
            {"key": "locale", "value": "de"},
        ],
    },
}
WORDPRESS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>T</title><link>https://example.org</link><description>All about pens</description>
<language>de</language><wp:wxr_version>1.2</wp:wxr_version>
<item><title>A</title><dc:creator>Ann Lee</dc:creator>
<content:encoded>Text.</content:encoded><wp:post_id>1</wp:post_id>
<wp:post_name>a</wp:post_name><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><wp:post_date>2025-01-02 00:00:00</wp:post_date></item>
</channel></rss>
"""

OWNER = {"author": "Ann Lee", "copyright": "2020 Ann Lee"}
ABOUT = {"blog_description": "All about pens", "language": "de"}

SITES = {
    "hugo": (
        {
            "hugo.toml": 'languageCode = "de-AT"\ncopyright = "© 2020 <b>Ann</b> Lee"\n'
            '[author]\nname = "Ann Lee"\n[params]\nDescription = "All about pens"\n',
            "content/posts/a.md": POST,
        },
        {**OWNER, **ABOUT},
    ),
    "hugo-split": (
        {
            "config/_default/hugo.yaml": "defaultContentLanguage: de\n",
            "config/_default/params.yaml": "author: {name: Ann Lee}\n",
            "config/_default/languages.yaml": "de: {params: {description: All about"
            " pens}, copyright: Copyright (c) 2020 Ann Lee}\n",
            "content/posts/a.md": POST,
        },
        {**OWNER, **ABOUT},
    ),
    "jekyll": (
        {
            "_config.yml": "author: {name: Ann Lee}\ndescription: >\n  All about\n  pens\n"
            "lang: de\ncopyright: 2020 Ann Lee\n",
            "_posts/2025-01-02-a.md": "---\ntitle: A\n---\nText.\n",
        },
        {**OWNER, **ABOUT},
    ),
    "zola": (
        {
            "config.toml": 'base_url = "/"\ndefault_language = "de"\n'
            'description = "All about pens"\nauthor = "Ann Lee"\n'
            '[extra]\ncopyright = "2020 Ann Lee"\n',
            "content/a.md": POST,
        },
        {**OWNER, **ABOUT},
    ),
    "pelican": (
        {
            "pelicanconf.py": 'AUTHOR = "Ann Lee"\nSITESUBTITLE = "All about pens"\n'
            'DEFAULT_LANG = "de"\nCOPYRIGHT = "2020 Ann Lee"\n',
            "content/a.md": POST,
        },
        {**OWNER, **ABOUT},
    ),
    "nikola": (
        {
            "conf.py": 'BLOG_AUTHOR = "Ann Lee"\nBLOG_TITLE = {"de": "T"}\n'
            'BLOG_DESCRIPTION = {"en": "No", "de": "All about pens"}\n'
            'DEFAULT_LANG = "de"\n',
            "posts/a.md": POST,
        },
        {**ABOUT, "author": "Ann Lee"},
    ),
    "eleventy": (
        {
            "eleventy.config.js": "",
            "_data/metadata.json": '{"author": {"name": "Ann Lee"}, "language": "de",'
            '"description": "All about pens"}',
            "blog/a.md": POST,
        },
        {**ABOUT, "author": "Ann Lee"},
    ),
    "ablog": (
        {
            "conf.py": 'extensions = ["ablog"]\nauthor = "Ann Lee"\nlanguage = "de"\n'
            'copyright = "2020 Ann Lee"\nblog_description = "All about pens"\n',
            "a.md": POST,
        },
        {**OWNER, **ABOUT},
    ),
    "ghost": ({"x.json": json.dumps(GHOST)}, ABOUT),
    "wordpress": ({"x.xml": WORDPRESS}, {**ABOUT, "author": "Ann Lee"}),
}


def settings_of(folder: Path, files: dict[str, str]) -> dict[str, Any]:
    """Import a site of these files, and return the settings of the new blog."""
    for name, text in files.items():
        path = folder / "old" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert main(["import", str(folder / "old"), str(folder / "blog")]) == 0
    return read_settings(folder / "blog/conf.py")


@pytest.mark.parametrize("engine", SITES)
def test_plain_values_are_kept(tmp_path: Path, engine: str) -> None:
    """Whose blog it is, what it is about, and in which language."""
    files, expected = SITES[engine]

    found = settings_of(tmp_path, files)

    names = ("author", "copyright", "blog_description", "language")
    assert {name: found[name] for name in names if name in found} == expected


@pytest.mark.parametrize(
    "rights", ["{{ year }} Ann", "© {year} Ann", "Copyright ${year}"]
)
def test_template_is_no_plain_value(tmp_path: Path, rights: str) -> None:
    """A year that a program puts there would be shown as its name."""
    config = f'languageCode = "en-us"\ncopyright = "{rights}"\nauthor = ["A"]\n'
    files = {"hugo.toml": config, "content/posts/a.md": POST}

    found = settings_of(tmp_path, files)

    assert not {"copyright", "language", "author", "blog_description"} & set(found)


LONG = POST + "Word. " * 90
MARKED = POST + "<!--more-->\n\nMore.\n"
DESCRIBED = LONG.replace("title", "summary: What it says\ntitle")


@pytest.mark.parametrize(
    ("texts", "shown", "words"),
    [
        ([LONG, LONG, MARKED], "excerpt", 70),
        ([DESCRIBED, DESCRIBED, MARKED], "description", None),
        ([LONG, MARKED], None, None),
    ],
)
def test_lists_go_on_showing_summaries(
    tmp_path: Path, texts: list[str], shown: str | None, words: int | None
) -> None:
    """Hugo shows a summary, or the first words of a post that marks no excerpt."""
    posts = {f"content/posts/{n}.md": text for n, text in enumerate(texts)}

    found = settings_of(tmp_path, {"hugo.toml": "", **posts})

    assert found.get("blog_list_shows") == shown
    assert found.get("blog_excerpt_words") == words


def test_length_of_summaries_is_kept(tmp_path: Path) -> None:
    """Both engines that have one let authors choose the number of words."""
    hugo = {"hugo.toml": "summaryLength = 30", "content/posts/a.md": LONG}
    pelican = {"pelicanconf.py": "SUMMARY_MAX_LENGTH = 20", "content/a.md": LONG}
    whole = {"pelicanconf.py": "SUMMARY_MAX_LENGTH = None", "content/a.md": LONG}

    assert settings_of(tmp_path / "a", hugo)["blog_excerpt_words"] == 30
    assert settings_of(tmp_path / "b", pelican)["blog_excerpt_words"] == 20
    assert "blog_list_shows" not in settings_of(tmp_path / "c", whole)


def test_blog_with_these_settings_builds(tmp_path: Path) -> None:
    """All of them are options that a build knows, with values of their kinds."""
    settings_of(tmp_path, SITES["hugo"][0])
    blog = tmp_path / "blog"

    built = run("-m", "sphinx", "-q", "-nW", "-b", "dirhtml", blog, blog / "_build")

    assert built.stderr == ""
    assert "2020 Ann Lee" in (blog / "_build/index.html").read_text(encoding="utf-8")
