"""Markdown of Material for MkDocs, rewritten as the blog's and as MyST."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from sphinx_blogtheme.importers.bodies.material_inline import (
    MaterialInline,
    without_icons,
)
from sphinx_blogtheme.importers.bodies.material_text import MaterialText
from sphinx_blogtheme.importers.bodies.myst_markup import linked_names
from sphinx_blogtheme.importers.bodies.snippets import Snippets
from sphinx_blogtheme.importers.sites.mkdocs_settings import (
    fits_ignored,
    read_mkdocs_settings,
)
from sphinx_blogtheme.importers.sites.mkdocs_urls import post_place
from sphinx_blogtheme.model.posts import FrontMatter

if TYPE_CHECKING:
    from pathlib import Path

EXTENSIONS: dict[str, Any] = {
    name: {}
    for name in (
        *("admonition", "attr_list", "pymdownx.details", "pymdownx.tabbed"),
        *("pymdownx.keys", "pymdownx.mark", "pymdownx.emoji", "pymdownx.arithmatex"),
    )
}


def rewritten(text: str, *, page: bool = False) -> str:
    inline = MaterialInline(EXTENSIONS, lambda url, _: url)
    return MaterialText(inline, EXTENSIONS, page=page).rewrite(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("++ctrl+del++", "<kbd>Ctrl</kbd>+<kbd>Del</kbd>"),
        ("==so== it `==is==`", "<mark>so</mark> it `==is==`"),
        ("a :material-check: b", "a b"),
        ("[a](b){ .button target=_blank }", "[a](b){.button}"),
        ("![a](b){ width=30px loading=lazy }", "![a](b){width=30}"),
        ("so \\(x^2\\) is", "so $x^2$ is"),
        ("## A { #own }", "## A {#own}"),
        ("## A -- b", "## A -- b {#a-b}"),
        ("## 1.2 b { id=1.2 }", "## 1.2 b {#1.2}"),
        ("{% x %}", "\\{% x %}"),
        ("one\ntwo\n{ .lead }", "{.lead}\none\ntwo"),
        ("| `a|b` | c |", "| `a\\|b` | c |"),
    ],
)
def test_line_is_rewritten(text: str, expected: str) -> None:
    """Keys, marks, icons, attributes, formulas and ids are what they were."""
    assert rewritten(text) == expected


def test_code_is_never_changed() -> None:
    """What looks like markup in code stays, whatever its fence."""
    code = "```{ .py .annotate }\n++a++ ==b== # (1)!\n!!! note\n    x\n```"

    assert rewritten(code).split("\n")[1:] == code.split("\n")[1:]
    assert rewritten(code).startswith("```py\n")


def test_options_of_code_are_those_of_the_directive() -> None:
    """Title and lines of code are shown, and lines that there are not are ignored."""
    code = '``` py title="x.py" hl_lines="1 9" linenums="3"\na = 1\n```'

    assert rewritten(code).split("\n") == [
        "```{code-block} py",
        ":caption: `x.py`",
        ":emphasize-lines: 1",
        ":lineno-start: 3",
        "",
        "a = 1",
        "```",
    ]


def test_boxes_of_pages_are_directives() -> None:
    """An ordinary page has the boxes of MyST, also within one another."""
    text = '!!! tip "So"\n\n    === "A"\n\n        x\n\n??? note\n    y\n'
    made = rewritten(text, page=True)

    assert "::::{admonition} So\n:class: tip\n" in made
    assert ":::{admonition} A\n:class: bt-tab\n\nx\n:::" in made
    assert '<details class="admonition note">' in made
    assert "!!!" not in made
    assert "    " not in made


def test_boxes_of_pages_may_begin_an_item() -> None:
    """Of a list or a definition, whose mark stays before the first line."""
    text = "Term\n\n:   !!! note\n\n        x\n\n-   !!! tip\n\n        y\n"
    made = rewritten(text, page=True)

    assert "\n:   :::{note}\n\n    x\n    :::\n" in made
    assert "\n-   :::{tip}\n\n    y\n    :::\n" in made


@pytest.mark.parametrize(
    ("heading", "link", "made"),
    [
        ("## A { #one }", "[b](#one)", "(one)=\n## A"),
        ("## A { #1.2 }", "[b](x.md#1.2)", '<div id="1.2"></div>\n\n(1.2)=\n## A'),
        ("## A { #one }", "", '<div id="one"></div>\n\n## A'),
    ],
)
def test_ids_of_pages_are_exact(heading: str, link: str, made: str) -> None:
    """Only those that the site links to are labels, of which a site has each once."""
    inline = MaterialInline(EXTENSIONS, lambda url, _: url)
    linked = linked_names([link])
    text = MaterialText(inline, EXTENSIONS, page=True, linked=linked)

    assert text.rewrite(heading) == made


def test_title_has_taken_its_id() -> None:
    """Python-Markdown numbers a second heading with the same words."""
    inline = MaterialInline(EXTENSIONS, lambda url, _: url)
    text = MaterialText(inline, EXTENSIONS, page=False)
    text.note_title("An `a`")

    assert text.rewrite("## An a") == "## An a {#an-a_1}"
    assert without_icons(":material-check: An :octicons-x-24: a") == "An a"


def test_boxes_of_posts_stay() -> None:
    """A build reads them, so that a post is as its author wrote it."""
    text = '!!! tip "So"\n\n    A ==b==.\n'

    assert rewritten(text) == '!!! tip "So"\n\n    A <mark>b</mark>.\n'


def test_later_definition_wins() -> None:
    """As in Python-Markdown, and not the first as in CommonMark."""
    assert rewritten("[a]\n\n[a]: one\n[a]: two") == "[a]\n\n[a]: two"


def test_snippets_are_in_the_text(tmp_path: Path) -> None:
    """A file, some of its lines or a section of it; a missing one is named."""
    lines = "one\ntwo\n--8<-- [start:x]\nthree\n--8<-- [end:x]\n"
    (tmp_path / "a.md").write_text(lines, encoding="utf-8")
    (tmp_path.parent / "secret.md").write_text("secret", encoding="utf-8")
    snippets = Snippets([tmp_path], tmp_path)

    assert snippets.expanded('--8<-- "a.md:2:2"') == "two"
    assert snippets.expanded('  --8<-- "a.md:x"') == "  three"
    assert snippets.expanded('--8<-- "../secret.md"') == '--8<-- "../secret.md"'
    assert list(snippets.missing) == ["../secret.md"]


def test_tags_of_yaml_are_read_and_not_run(tmp_path: Path) -> None:
    """Python's and MkDocs' own tags give names and defaults, and a parent its values."""
    (tmp_path / "mkdocs.yml").write_text(
        "INHERIT: base.yml\nplugins:\n  - blog:\n      post_slugify: "
        "!!python/object/apply:os.system\n        kwds: {case: fold}\n"
        "extra: {key: !ENV [KEY, none]}\n",
        encoding="utf-8",
    )
    (tmp_path / "base.yml").write_text("site_name: Base\n", encoding="utf-8")
    settings = read_mkdocs_settings(tmp_path)[1]

    assert settings["site_name"] == "Base"
    assert settings["extra"] == {"key": "none"}
    assert settings["plugins"]["blog"]["post_slugify"]["name"] == "os.system"


def test_settings_of_zensical_are_those_of_mkdocs(tmp_path: Path) -> None:
    """TOML has the same names, in mappings."""
    (tmp_path / "zensical.toml").write_text(
        '[project]\nsite_name = "Z"\nnav = [{"A" = "a.md"}]\n'
        "[project.markdown_extensions.pymdownx.keys]\n[project.plugins.blog]\n"
        'blog_dir = "news"\n',
        encoding="utf-8",
    )
    settings = read_mkdocs_settings(tmp_path)[1]

    assert settings["site_name"] == "Z"
    assert settings["markdown_extensions"] == {"pymdownx.keys": {}}
    assert settings["plugins"] == {"blog": {"blog_dir": "news"}}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/secret.md", True),
        ("drafts/x.md", True),
        ("b/drafts/x.md", True),
        ("a/kept.md", False),
        ("kept/a.md", False),
    ],
)
def test_excluded_files_are_known(path: str, expected: bool) -> None:
    """Patterns are those of a ``.gitignore``."""
    patterns = "# no\n/a/*.md\n!kept.md\ndrafts/\n"

    assert fits_ignored(path, patterns) is expected


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({}, "2024/03/05/über--a-b"),
        ({"post_url_format": "{slug}", "post_slugify_separator": "_"}, "über__a_b"),
        ({"post_url_date_format": "yyyy/M"}, "2024/3/über--a-b"),
        ({"post_url_format": "{categories}/{file}"}, "red-paint/x"),
    ],
)
def test_posts_have_the_urls_of_the_plugin(
    settings: dict[str, Any], expected: str
) -> None:
    """Each field of the format, and its settings."""
    facts = FrontMatter(
        date=datetime(2024, 3, 5, tzinfo=UTC), categories=("Red paint", "b")
    )

    assert post_place(facts, "Über & a b", "x", settings) == expected
