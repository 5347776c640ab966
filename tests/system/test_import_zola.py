"""What an import keeps of a Zola site: URLs, languages, shortcodes, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from test_import_files import bring
from test_import_hugo import PNG, urls

from conftest import build_folder

if TYPE_CHECKING:
    from pathlib import Path

HEADER = '+++\ntitle = "{}"\ndate = 2025-01-02\n+++\n\n'
CONFIG = 'base_url = "https://example.org"\ntitle = "Pens"\n'


def test_languages_are_in_the_names_of_files(tmp_path: Path) -> None:
    """A post in another language is below it, with the files beside it."""
    languages = 'default_language = "en"\n[languages.es]\ntitle = "Plumas"\n'
    folder, report = bring(
        tmp_path,
        {
            "config.toml": CONFIG + languages,
            "content/_index.es.md": "+++\n+++\n",
            "content/blog/a/index.md": HEADER.format("A") + "![x](x.png)\n",
            "content/blog/a/index.es.md": HEADER.format("Á") + "![x](x.png)\n",
            "content/blog/a/x.png": PNG,
            "content/blog/b.es.md": HEADER.format("B"),
            "content/blog/v1.2.md": HEADER.format("V"),
        },
    )
    built = build_folder(folder, tmp_path / "built")

    assert urls(report) == {
        "content/blog/a/index.md": "/blog/a/",
        "content/blog/a/index.es.md": "/es/blog/a/",
        "content/blog/b.es.md": "/es/blog/b/",
        "content/blog/v1.2.md": "/blog/v1-2/",
    }
    assert built.warnings == []
    assert built.html("es/blog/b").select_one("article[lang=es], main [lang=es]")
    links = built.html("blog/a").select("link[hreflang=es]")
    assert [link["href"] for link in links] == ["https://example.org/es/blog/a/"]
    title = built.html("es").select_one(".bt-site-title")
    assert title.get_text(strip=True) == "Plumas"


def test_dates_may_be_in_paths_only(tmp_path: Path) -> None:
    """Those pages are posts, and one line of the report says so."""
    pages = {
        f"content/{name}.md": f'+++\ntitle = "{name}"\npath = "{path}"\n+++\nText.\n'
        for name, path in (
            ("a", "2024/01/02/a"),
            ("b", "news/2024/1/3/b"),
            ("about", "about"),
        )
    }
    folder, report = bring(tmp_path, {"config.toml": CONFIG, **pages})
    built = build_folder(folder, tmp_path / "built")

    assert [(one["kind"], one["state"]) for one in report["documents"]] == [
        ("post", "published"),
        ("page", "published"),
        ("post", "published"),
    ]
    assert [one["message"] for one in report["warnings"]] == [
        "has its date only in its path, which is taken, and 1 more"
    ]
    assert (
        built.html("2024/01/02/a").select_one("time")["datetime"][:10] == "2024-01-02"
    )
    assert built.html("about")


def test_headings_and_code_are_those_of_zola(tmp_path: Path) -> None:
    """Links to headings live, and options of code are understood."""
    body = (
        "[one](#version-1-2-0) :tada:\n\n## Version 1.2.0\n\n"
        "```toml,linenos,hl_lines=1,name=x.toml\na = 1\n```\n"
    )
    emoji = "[markdown]\nrender_emoji = true\n"
    folder, _ = bring(
        tmp_path,
        {"config.toml": CONFIG + emoji, "content/a.md": HEADER.format("A") + body},
    )
    built = build_folder(folder, tmp_path / "built")
    shown = built.html("a").select_one(".e-content")

    assert built.warnings == []
    assert shown.select_one("section#version-1-2-0")
    assert shown.select_one(".highlight-toml .hll .linenos")
    assert "\U0001f389" in shown.get_text()


@pytest.mark.parametrize(("way", "url"), [("on", "/a-b/"), ("safe", "/A%20b/")])
def test_slugs_follow_the_configuration(tmp_path: Path, way: str, url: str) -> None:
    """A URL that the new blog cannot have leads on to the one that it has."""
    config = f'{CONFIG}[slugify]\npaths = "{way}"\n'
    _, report = bring(
        tmp_path, {"config.toml": config, "content/A b.md": HEADER.format("A")}
    )
    (document,) = report["documents"]

    assert url in (document["url"], *document["aliases"])


def test_own_shortcodes_are_filled_in(tmp_path: Path) -> None:
    """Templates of texts, values and choices are; the others are told once."""
    body = """{% aside(kind="x") %}
An *aside* of {{ mark(text="it") }}.
{% end %}

{{ pic(src="p.png") }}

{{ chart(data="x") }}

```text
{{ mark(text="code") }}
```
"""
    shortcodes = {
        "aside.html": '<aside class="{{ kind }}">{{ body | markdown | safe }}</aside>',
        "mark.html": "<mark>{{ text }}{% if nth > 1 %}!{% endif %}</mark>".replace(
            "nth > 1", "nth == 2"
        ),
        "pic.html": '<img src="{{ get_url(path=src) }}" alt="p">',
        "chart.html": "{{ load_data(path=data) }}",
    }
    files = {f"templates/shortcodes/{name}": text for name, text in shortcodes.items()}
    folder, report = bring(
        tmp_path,
        {
            "config.toml": CONFIG,
            "content/a/index.md": HEADER.format("A") + body,
            "content/a/p.png": PNG,
            **files,
        },
    )
    built = build_folder(folder, tmp_path / "built")
    shown = built.html("a").select_one(".e-content")

    assert shown.select_one("aside.x em").get_text() == "aside"
    assert shown.select_one("aside mark").get_text() == "it"
    assert shown.select_one('img[alt="p"]')["src"] == "p.png"
    assert shown.select_one("pre").get_text() == '{{ mark(text="code") }}\n'
    assert [one["message"] for one in report["warnings"]] == [
        (
            '12: {{ chart(data="x") }} is not understood (its template has the function'
            " 'load_data'), and stays as it is"
        )
    ]


def test_section_pages_are_pages_or_lists(tmp_path: Path) -> None:
    """With a text and no page below, they are pages; else their URLs lead on."""
    config = (
        'default_language = "en"\nfeed_filenames = ["news.xml"]\n'
        'taxonomies = [{ name = "tags" }]\n[languages.es]\n'
    )
    text = '+++\ntitle = "{}"\n+++\n\nWords.\n'
    folder, report = bring(
        tmp_path,
        {
            "config.toml": CONFIG + config,
            "content/about/_index.md": text.format("About"),
            "content/about/_index.es.md": text.format("Acerca"),
            "content/archive/_index.md": '+++\ntemplate = "archive.html"\n+++\n',
            "content/archive/_index.es.md": '+++\ntemplate = "archive.html"\n+++\n',
            "content/blog/_index.md": text.format("Blog"),
            "content/blog/a.md": HEADER.format("A") + "## Мост\n",
            "content/blog/a.es.md": HEADER.format("Á"),
        },
    )
    built = build_folder(folder, tmp_path / "built")

    assert urls(report)["content/about/_index.md"] == "/about/"
    assert built.warnings == []
    assert "Words." in built.html("about").select_one(".e-content").get_text()
    assert "Acerca" in built.html("es/about").select_one("h1").get_text()
    for old in ("archive", "es/archive", "blog"):
        assert built.html(old).select_one("meta[http-equiv=refresh]"), old
    assert "<entry" in built.text("news.xml")
    note = next(one["message"] for one in report["warnings"])
    assert note.startswith("1 headings and names of terms, such as 'Мост'")


def test_table_without_outer_pipes_is_a_table_in_a_shortcode(tmp_path: Path) -> None:
    """Its second line shows that a text is more than one paragraph."""
    folder, _ = bring(
        tmp_path,
        {
            "config.toml": CONFIG,
            "templates/shortcodes/wide.html": "<div>{{ body | markdown | safe }}</div>",
            "content/a.md": HEADER.format("A")
            + "{% wide() %}\n\n`a` | b\n----|---\n c  | d\n\n{% end %}\n",
        },
    )
    built = build_folder(folder, tmp_path / "built")

    assert built.html("a").select_one(".e-content table td").get_text() == "c"
