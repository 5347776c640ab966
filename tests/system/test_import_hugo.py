"""What an import keeps of a Hugo site: URLs, languages, shortcodes, files."""

from __future__ import annotations

from base64 import b64decode
from typing import TYPE_CHECKING, Any

import pytest
from test_import_files import bring

from conftest import build_folder

if TYPE_CHECKING:
    from pathlib import Path

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)
HEADER = "---\ntitle: {}\ndate: 2025-01-02\n---\n\n"
CONFIG = 'baseURL = "https://example.org/"\ntitle = "T"\n'


def site(config: str = "", **bodies: str) -> dict[str, str | bytes]:
    """Return the files of a site with a post for each body."""
    pages = {
        f"content/posts/{name}.md": HEADER.format(name) + body
        for name, body in bodies.items()
    }
    return {"hugo.toml": CONFIG + config, **pages}


def urls(report: dict[str, Any]) -> dict[str, str]:
    return {one["source"]: one["url"] for one in report["documents"]}


def test_languages_have_folders_of_their_own(tmp_path: Path) -> None:
    """The default language is at the root, the others below their names."""
    languages = """
[languages.en]
title = "Pens"
contentDir = "content/en"
[languages.pt]
title = "Penas"
contentDir = "content/pt"
[languages.pt.permalinks]
notes = "/n/:slug/"
[languages.fr]
contentDir = "content/fr"
disabled = true
"""
    post = HEADER.format("A") + "[b](/blog/b/)\n"
    folder, report = bring(
        tmp_path,
        {
            "hugo.toml": f"{CONFIG}defaultContentLanguage = 'en'\n{languages}",
            "content/en/blog/a.md": post,
            "content/en/blog/b/index.md": HEADER.format("B") + "![x](x.png)\n",
            "content/en/blog/b/x.png": PNG,
            "content/pt/blog/a.md": HEADER.format("\u00c1"),
            "content/pt/notes/n/index.md": HEADER.format("N") + "![x](x.png)\n",
            "content/pt/notes/n/x.png": PNG,
            "content/fr/blog/a.md": HEADER.format("F"),
        },
    )
    built = build_folder(folder, tmp_path / "built")

    assert urls(report) == {
        "content/en/blog/a.md": "/blog/a/",
        "content/en/blog/b/index.md": "/blog/b/",
        "content/pt/blog/a.md": "/pt/blog/a/",
        "content/pt/notes/n/index.md": "/pt/n/n/",
    }
    assert built.warnings == []
    assert built.html("pt/blog/a").html["lang"] == "pt"
    assert built.html("").select_one(".bt-site-title").get_text(strip=True) == "Pens"
    assert (built.out / "pt/n/n/x.png").is_file()
    for section in ("blog", "pt/blog", "pt/notes"):
        assert built.html(section).select_one("meta[http-equiv=refresh]"), section
    assert not built.exists("en")
    assert built.html("pt").select_one(".bt-entry, .bt-line")


@pytest.mark.parametrize(
    ("config", "url"),
    [
        ('[permalinks]\nposts = "/:sections[1:]/:slugorcontentbasename/"', "/sub/a/"),
        ('[permalinks.page]\nposts = "/p/:2006/:slug/"', "/p/2025/a-title/"),
        ("defaultContentLanguageInSubdir = true", "/en/posts/sub/deep/a/"),
    ],
)
def test_permalinks_of_the_configuration(tmp_path: Path, config: str, url: str) -> None:
    """A folder below the first is a section only if it has a page of its own."""
    files: dict[str, str | bytes] = {
        "hugo.toml": f"{CONFIG}{config}\n",
        "content/posts/sub/_index.md": "---\ntitle: S\n---\n",
        "content/posts/sub/deep/a.md": HEADER.format("A title"),
    }
    _, report = bring(tmp_path, files)

    assert urls(report) == {"content/posts/sub/deep/a.md": url}


def test_cascade_reaches_the_pages_of_its_target(tmp_path: Path) -> None:
    """Both that of a section and that of the configuration count."""
    cascade = '[[cascade]]\ntags = ["site"]\n[cascade.target]\npath = "/posts/b*"\n'
    files = site(cascade, a="A.\n", b="B.\n")
    files["content/posts/_index.md"] = "---\ncascade: {author: Ann}\n---\n"
    folder, _ = bring(tmp_path, files)
    a, b = ((folder / f"posts/{name}.md").read_text() for name in "ab")

    assert "Ann" in a
    assert "Ann" in b
    assert "site" not in a
    assert "tags: [site]" in b


SHORTCODES = {
    "layouts/shortcodes/box.html": "<div class='box'>{{ .Inner | markdownify }}</div>",
    "layouts/_shortcodes/mark.html": "<mark>{{ .Get 0 }}</mark>",
    "layouts/shortcodes/plain.md": "{{ .Inner }}",
    "layouts/shortcodes/pic.html": (
        '{{ $p := .Page.Resources.GetMatch (.Get "src") }}'
        '<img src="{{ ($p.Resize "9x").RelPermalink }}" alt="{{ .Get "alt" }}">'
    ),
    "layouts/shortcodes/chart.html": "{{ readFile `x` }}",
    "themes/mine/layouts/shortcodes/theirs.html": "<b>theirs</b>",
}


def test_own_shortcodes_are_filled_in(tmp_path: Path) -> None:
    """Small templates are; the others stay, and are told once, with their count."""
    body = """{{< box >}}
A *box* with {{< mark "a mark" >}}.
{{< /box >}}

{{% plain %}}
## Heading
{{% /plain %}}

1. In a list:

   {{< box >}}
   {{< theirs >}}
   {{< /box >}}

[v{{< param version >}}](https://b.example/{{< param "version" >}})

{{< chart 1 >}} and {{< chart 2 >}}

```text
{{< mark "code" >}}
```
"""
    config = "theme = 'mine'\n[params]\nversion = '1.2'\n"
    folder, report = bring(tmp_path, {**site(config, a=body), **SHORTCODES})
    built = build_folder(folder, tmp_path / "built")
    shown = built.html("posts/a").select_one(".e-content")

    assert [" ".join(one.get_text().split()) for one in shown.select(".box")] == [
        "A box with a mark.",
        "theirs",
    ]
    assert shown.select_one(".box em")
    assert shown.select_one("li .box b")
    assert shown.select_one("section#heading")
    assert shown.select_one('a[href="https://b.example/1.2"]').get_text() == "v1.2"
    assert shown.select_one("pre").get_text() == '{{< mark "code" >}}\n'
    assert [(one["source"], one["message"]) for one in report["warnings"]] == [
        (
            "content/posts/a.md",
            (
                "22: {{< chart 1 >}} is not understood (its template has 'readFile'),"
                " and stays as it is; such tags are also in content/posts/a.md:22"
            ),
        )
    ]


def test_files_of_bundles_and_assets_come_along(tmp_path: Path) -> None:
    """A shortcode or a header may name them; previews have the bundle's image."""
    bundle = HEADER.format("B") + '{{< pic src="b.png" alt="B" >}}\n'
    files = {
        **site("staticDir = ['public-files']", a="![x](/images/x.png)\n"),
        **SHORTCODES,
        "content/posts/b/index.md": bundle,
        "content/posts/b/b.png": PNG,
        "content/posts/b/my-cover.png": PNG,
        "content/posts/c.md": HEADER.format("C").replace(
            "title", "image: images/y.png\ntitle"
        ),
        "assets/images/x.png": PNG,
        "assets/images/y.png": PNG,
        "assets/images/unused.png": PNG,
        "public-files/z.png": PNG,
    }
    folder, _ = bring(tmp_path, files)
    built = build_folder(folder, tmp_path / "built")
    images = built.html("posts/b").select_one(".e-content img")
    previews = [
        built.html(f"posts/{name}").select_one("meta[property='og:image']")["content"]
        for name in "bc"
    ]

    assert built.warnings == []
    assert images["src"] == "b.png"
    assert (built.out / "images/x.png").is_file()
    assert (built.out / "z.png").is_file()
    assert not (built.out / "images/unused.png").exists()
    assert previews == [
        "https://example.org/posts/b/my-cover.png",
        "https://example.org/images/y.png",
    ]


def test_markdown_is_read_as_hugo_reads_it(tmp_path: Path) -> None:
    """Bare addresses, emoji, ids and formulas are options of the new blog."""
    config = r"""enableEmoji = true
[markup.goldmark.parser]
autoHeadingIDType = "blackfriday"
[markup.goldmark.extensions.passthrough]
enable = true
[markup.goldmark.extensions.passthrough.delimiters]
block = [["@@", "@@"], ['\[', '\]']]
inline = [["@", "@"], ['\(', '\)']]
"""
    body = r"""See https://a.example/ :tada: @x^2@ and \(y^2\).

@@
z^2
@@

## A.B

`@code@`
"""
    folder, _ = bring(tmp_path, site(config, a=body))
    built = build_folder(folder, tmp_path / "built")
    shown = built.html("posts/a").select_one(".e-content")

    assert shown.select_one('a[href="https://a.example/"]')
    assert "\U0001f389" in shown.get_text()
    assert [one["alttext"] for one in shown.select("math")] == ["x^2", "y^2", "z^2"]
    assert shown.select_one("section#a-b")
    assert "@code@" in shown.get_text()


def test_hyphens_that_are_dashes_are_in_no_id(tmp_path: Path) -> None:
    """Hugo makes dashes of two or three of them before it makes the id, but in code."""
    folder, _ = bring(tmp_path, site("", a="## add --patch\n\n## of `--all` --- a\n"))
    built = build_folder(folder, tmp_path / "built")

    ids = [one["id"] for one in built.html("posts/a").select(".e-content section")]
    assert ids == ["add-patch", "of---all--a"]


def test_html_that_hugo_lets_through_is_no_fault(tmp_path: Path) -> None:
    """Ids within HTML, a link to the top and a rule in a list make no warning."""
    body = """Word<sup id="a1">[1](#f1)</sup>, [top](#).

1. <a id="f1"></a> Note. [back](#a1)

- item

  ---

  more
"""
    folder, _ = bring(tmp_path, site(a=body))
    built = build_folder(folder, tmp_path / "built")
    shown = built.html("posts/a").select_one(".e-content")

    assert built.warnings == []
    assert {one["id"] for one in shown.select("[id]")} >= {"a1", "f1"}
    assert shown.select_one('a[href="#"]')


def test_files_that_are_no_content_are_copied(tmp_path: Path) -> None:
    """A text file is served; a template that makes pages is told."""
    files = {
        **site(a="[t](/posts/t.txt)\n"),
        "content/posts/t.txt": "text",
        "content/_content.gotmpl": "{{ range }}",
    }
    folder, report = bring(tmp_path, files)

    assert (folder / "files/posts/t.txt").is_file()
    assert "content/_content.gotmpl" in [one["source"] for one in report["skipped"]]
    assert report["errors"] == []


def test_scripts_of_pages_are_copied(tmp_path: Path) -> None:
    """Only the folder `vendor` in the root of a site is what tools fill."""
    files = {**site(a="x\n"), "static/d/vendor/a.js": "1", "vendor/b.js": "2"}
    folder, report = bring(tmp_path, files)

    assert (folder / "files/d/vendor/a.js").is_file()
    assert {"source": "vendor", "message": "is filled by a tool"} in report["skipped"]


def test_alias_that_answers_anyway_is_left_out(tmp_path: Path) -> None:
    """A post has its Markdown beside it, so that a second file is not needed."""
    post = "---\ntitle: A\ndate: 2025-01-02\naliases: [/posts/a.md, /old.md]\n---\nx\n"
    folder, _ = bring(tmp_path, {**site(), "content/posts/a.md": post})

    assert "aliases: [/old.md]\n" in (folder / "posts/a.md").read_text()
    assert build_folder(folder, tmp_path / "built").exists("posts/a.md")


def test_undated_page_has_the_date_of_its_folders(tmp_path: Path) -> None:
    """Hugo has none then, so that lists had them in no order."""
    text = "---\ntitle: A\n---\n\nText.\n"
    files = {"hugo.toml": CONFIG, "content/posts/2024/01/02/a.md": text}
    files["content/posts/2024-03-04-b.md"] = text
    folder, report = bring(tmp_path, files)

    assert [one["kind"] for one in report["documents"]] == ["post", "post"]
    assert "date: 2024-01-02" in (folder / "posts/2024/01/02/a.md").read_text()
    assert urls(report)["content/posts/2024-03-04-b.md"] == "/posts/2024-03-04-b/"


def test_lists_lead_on_from_the_permalinks_of_the_configuration(tmp_path: Path) -> None:
    """Sections and terms may have URLs of their own."""
    config = "[permalinks.section]\nposts = '/all-:section/'\n"
    config += "[permalinks.term]\ntags = '/about/:slug/'\n"
    files = site(config, a="Text.\n")
    files["content/posts/b.md"] = "---\ntitle: B\ndate: 2025-01-03\ntags: [ink]\n---\n"
    folder, _ = bring(tmp_path, files)
    built = build_folder(folder, tmp_path / "built")

    assert built.warnings == []
    for old in ("all-posts", "about/ink"):
        assert built.html(old).select_one("meta[http-equiv=refresh]"), old


def test_section_page_without_pages_is_a_page(tmp_path: Path) -> None:
    """Many sites have their about page so; that of a list leads on."""
    text = "---\ntitle: About\n---\n\nOf us.\n"
    files = site(a="Text.\n") | {"content/about/_index.md": text}
    files["content/posts/_index.md"] = text
    folder, report = bring(tmp_path, files)
    built = build_folder(folder, tmp_path / "built")

    assert built.warnings == []
    assert urls(report)["content/about/_index.md"] == "/about/"
    assert "Of us." in built.html("about").select_one(".e-content").get_text()
    assert built.html("posts").select_one("meta[http-equiv=refresh]")
