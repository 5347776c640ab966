"""A site of Jekyll becomes a blog: its URLs, and its texts as Jekyll shows them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from bs4 import BeautifulSoup

from sphinx_blogtheme.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path

CONFIG = """\
title: Garden
url: https://garden.example
baseurl: /notes
repository: ann/garden
timezone: America/Los_Angeles
include: [_pages]
collections:
  tabs: {output: true}
  beds: {output: true, permalink: "/bed-:name/"}
  secrets: {output: false}
defaults:
  - scope: {path: "", type: posts}
    values: {permalink: "/:year/:month/:day/:title/", author: Bob}
  - scope: {path: "_posts/short", type: posts}
    values: {permalink: "/s/:title/"}
people:
  - {name: Ann, age: 3}
  - {name: Bob, age: 4}
"""
FILES = {
    "_config.yml": CONFIG,
    "_data/tools.yml": "- {name: spade}\n- {name: rake}\n",
    "_includes/box.html": (
        '<div class="box">\n\n  <b>{{ include.title | upcase }}</b>\n'
        "{% if include.text %}{{ include.text }}{% endif %}\n</div>\n"
    ),
    "_pages/about.md": "---\ntitle: About\npermalink: /about/\n---\nWe dig.\n",
    "_tabs/links.md": "---\ntitle: Links\n---\nSee {% link _beds/Big-One.md %}.\n",
    "_beds/Big-One.md": "---\ntitle: The big one\n---\nIt is big.\n",
    "_secrets/key.md": "---\ntitle: Key\n---\nUnder the stone.\n",
    "_posts/2024-01-02-hello.md": "---\ntitle: Hello\n---\nText.\n",
    "_posts/2024-01-03-late.md": (
        "---\ntitle: Late\ndate: 2024-01-03 02:00:00 +0000\n---\nAt night.\n"
    ),
    "_posts/short/2024-01-04-x_y.md": "---\ntitle: X\n---\nShort.\n",
    "assets/a.png": "",
}
TEXT = """\
---
title: Values
mood: good
pic: /assets/a.png
---
By {{ site.title }}, {{ page.mood }}, in {{ page.date | date: "%B %Y" }}.
[#1](https://github.com/{{ site.repository }}/issues/1)
[home]({{ site.url }}{{ site.baseurl }}/about/) {{ page.nothing }}

![a][pic]

[pic]: {{ page.pic | relative_url }}

{% for one in site.people %}{% unless forloop.first %}, {% endunless %}{{ one.name }}{% endfor %}
and {{ site.data.tools | map: "name" | join: " + " }}

{% if page.mood == "good" and site.people.size > 1 %}Yes.{% else %}No.{% endif %}

{% include box.html title="here" text=page.mood %}

{% include missing.html %} and {{ site.posts.first.title }}

{% raw %}{{ site.title }}{% endraw %} `{{ site.title }}`

```
{% raw %}
{{ page.mood }}
{% endraw %}
```

<br>
### Kramdown
{% comment %}Nobody reads this.{% endcomment %}
{::comment}
Nor this.
{:/comment}
Word
: Meaning.
"""


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def imported(tmp_path: Path, files: dict[str, str]) -> tuple[Path, dict[str, Any]]:
    """Return the folder of the new blog, and the report of the import."""
    blog, report = tmp_path / "blog", tmp_path / "report.json"
    old = write(tmp_path / "old", files)
    assert main(["import", str(old), str(blog), "--report", str(report)]) == 0
    return blog, json.loads(report.read_bytes())


def test_urls_are_those_of_the_configuration(tmp_path: Path) -> None:
    """Defaults by scope, collections, included folders and the time zone count."""
    _, report = imported(tmp_path, FILES)

    assert {d["source"]: d["url"] for d in report["documents"]} == {
        "_posts/2024-01-02-hello.md": "/2024/01/02/hello/",
        "_posts/2024-01-03-late.md": "/2024/01/02/late/",
        "_posts/short/2024-01-04-x_y.md": "/s/x_y/",
        "_pages/about.md": "/about/",
        "_tabs/links.md": "/tabs/links/",
        "_beds/Big-One.md": "/bed-big-one/",
    }
    secrets = [note for note in report["skipped"] if "_secrets" in note["source"]]
    assert len(secrets) == 1


@pytest.fixture(scope="module")
def values(tmp_path_factory: pytest.TempPathFactory) -> tuple[BeautifulSoup, list[str]]:
    """Return the body of a post that is full of tags, and the warnings about it."""
    folder = tmp_path_factory.mktemp("jekyll")
    files = {**FILES, "_posts/2024-02-03-values.md": TEXT}
    blog, report = imported(folder, files)
    command = ["sphinx", "-q", "-b", "dirhtml", blog, blog / "_build"]
    subprocess.run([sys.executable, "-m", *command], check=True, capture_output=True)
    html = (blog / "_build/2024/02/03/values/index.html").read_bytes()
    body = BeautifulSoup(html, "html.parser").select_one(".e-content")
    assert body
    told = [f"{note['source']}: {note['message']}" for note in report["warnings"]]
    return body, told


def test_values_are_filled_in(values: tuple[BeautifulSoup, list[str]]) -> None:
    """Those of site, page and data are, with filters, loops and conditions."""
    body, _ = values
    text = " ".join(body.get_text().split())

    assert "By Garden, good, in February 2024." in text
    assert "Ann, Bob and spade + rake" in text
    assert "Yes." in text
    assert "No." not in text
    links = {a.get_text(): a["href"] for a in body.select("a[href]")}
    assert links["#1"] == "https://github.com/ann/garden/issues/1"
    assert str(links["home"]).endswith("about/")
    assert "garden.example" not in str(links["home"])
    assert len(body.select("img")) == 1


def test_include_is_expanded(values: tuple[BeautifulSoup, list[str]]) -> None:
    """A template of the site is filled in with what the tag gives it."""
    box = values[0].select_one("div.box")

    assert box
    assert box.get_text(" ", strip=True) == "HERE good"
    assert box.select_one("b")


def test_code_shows_what_it_protects(values: tuple[BeautifulSoup, list[str]]) -> None:
    """Code keeps its braces, and marks that protect it are not shown."""
    body, _ = values

    assert [el.get_text().strip() for el in body.select("pre")] == ["{{ page.mood }}"]
    assert "{{ site.title }}" in [el.get_text() for el in body.select("code")]
    assert "{{ site.title }} " in body.get_text()
    assert "raw" not in body.get_text()


def test_values_in_code_are_named(values: tuple[BeautifulSoup, list[str]]) -> None:
    """Code stays as it is, and the report says where Jekyll has filled in its values."""
    why = "{{ site.title }} in code stays as it is, where Jekyll shows its value"
    assert [line for line in values[1] if "in code" in line] == [
        f"_posts/2024-02-03-values.md: 23: {why}"
    ]


def test_list_leads_to_that_of_the_blog(tmp_path: Path) -> None:
    """A page that lists posts is a template, whose URL still answers."""
    loop = "{% for post in site.posts %}{{ post.title }}{% endfor %}"
    header = "---\ntitle: L\npermalink: {}\n---\n"
    pages = {
        "news.html": header.format("/news/") + loop,
        "ink.html": header.format("/inks/") + loop.replace("posts", "tags.ink"),
        "tags.html": header.format("/all-tags/") + loop.replace("posts", "tags"),
    }
    post = "---\ntitle: T\ntags: [ink]\n---\nText.\n"
    blog, _ = imported(tmp_path, {**FILES, **pages, "_posts/2024-01-02-t.md": post})
    conf = (blog / "conf.py").read_text(encoding="utf-8")

    assert '"/news/": "/archives/"' in conf
    assert '"/inks/": "/tag/ink/"' in conf
    assert '"/all-tags/": "/tag/"' in conf


def test_kramdown_is_read(values: tuple[BeautifulSoup, list[str]]) -> None:
    """Headings below a tag, definitions, and comments that nobody sees."""
    body, _ = values

    assert "Kramdown" in [h.get_text().rstrip("¶") for h in body.select("h2, h3")]
    assert [el.get_text(strip=True) for el in body.select("dt, dd")] == [
        *("Word", "Meaning.")
    ]
    assert "Nobody reads" not in str(body)
    assert "Nor this" not in body.get_text()


def test_tags_that_are_left_are_named(values: tuple[BeautifulSoup, list[str]]) -> None:
    """Each kind has one line in the report, with the line in the old file."""
    _, told = values

    assert [line for line in told if "is not understood" in line] == [
        (
            "_posts/2024-02-03-values.md: 21: {% include missing.html %} is not understood,"
            " and stays as it is"
        ),
        (
            "_posts/2024-02-03-values.md: 21: {{ site.posts.first.title }} is not"
            " understood, and stays as it is"
        ),
    ]


def test_images_of_a_folder_that_the_header_names(tmp_path: Path) -> None:
    """A post may name the folder of its images, as posts of the theme Chirpy do."""
    text = "---\ntitle: A\nmedia_subpath: /assets/a\n---\n"
    text += "![x](x.png) ![y](/y.png) `![z](z.png)` ![w](https://e.example/w.png)\n"

    blog, _ = imported(tmp_path, {**FILES, "_posts/2024-03-04-a.md": text})

    assert (
        (blog / "posts/2024-03-04-a.md")
        .read_text(encoding="utf-8")
        .endswith(
            "![x](/assets/a/x.png) ![y](/y.png) `![z](z.png)` ![w](https://e.example/w.png)\n"
        )
    )
