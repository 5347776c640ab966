"""What is read for one post, or one site, changes nothing for any other."""

from __future__ import annotations

import sys
from pathlib import Path

import markdown_it
import pytest
from markdown_it import MarkdownIt
from sphinx.config import Config

from conftest import post
from sphinx_blogtheme.check.sources import read_body
from sphinx_blogtheme.cli.main import main
from sphinx_blogtheme.markdown.dialect import use_blog_dialect
from sphinx_blogtheme.markdown.shortcodes.context import BodyContext
from sphinx_blogtheme.markdown.shortcodes.plugin import use_shortcodes
from sphinx_blogtheme.model.posts import NOTEBOOK

SITES = Path(__file__).parents[1] / "sites"

LIBRARIES = {
    *("bs4", "docutils", "html", "markdown_it", "markdownify", "mdit_py_plugins"),
    *("myst_parser", "yaml"),
}
"""Packages whose functions and classes all parsers of a process share."""

SHORTCODES = """\
{{< details >}}
[a]({filename}a.md) and {{< ref "a.md" >}}
{{< /details >}}

[file]

[file]: {filename}a.md
"""

POSTS = {f"posts/{name}.md": post(SHORTCODES, title=name) for name in "abc"}

PROBE = """\
[a](b), [c]({filename}a.md), [d](|filename|a.md), [e](<@/a.md> "A "title" of d")

[file]

[file]: {filename}a.md
"""


def check(site, tmp_path):
    del tmp_path
    main(["check", str(site(POSTS).source)])


def build(site, tmp_path):
    del tmp_path
    site(POSTS).build(warnings=None)


def import_sites(site, tmp_path):
    del site
    for source in ("hugo/site", "pelican/site", "wordpress/export.xml"):
        destination = tmp_path / source.partition("/")[0]
        assert main(["import", str(SITES / source), str(destination)]) in (0, 1)


def functions() -> dict[str, object]:
    """Return the functions, classes and methods of the libraries, by full name."""
    found = {}
    for module in [m for m in sys.modules if m.partition(".")[0] in LIBRARIES]:
        for name, value in vars(sys.modules[module]).items():
            if callable(value):
                found[f"{module}.{name}"] = value
            if isinstance(value, type):
                found |= {f"{module}.{name}.{k}": v for k, v in vars(value).items()}
    return {name: value for name, value in found.items() if callable(value)}


def rules() -> dict[str, list[str]]:
    """Return the rules that a parser has when it is made."""
    return MarkdownIt("commonmark").get_all_rules()


@pytest.mark.parametrize("work", [check, build, import_sites])
def test_process_keeps_its_parsers(site, tmp_path, work):
    """A check, a build or an import leaves the libraries that read as they were."""
    before, helpers = functions(), dict(vars(markdown_it.helpers))
    known, page = rules(), MarkdownIt("commonmark").render(PROBE)

    work(site, tmp_path)

    assert MarkdownIt("commonmark").render(PROBE) == page
    assert vars(markdown_it.helpers) == helpers
    assert rules() == known
    after = functions()
    assert [name for name, value in before.items() if after.get(name) != value] == []


@pytest.mark.parametrize("dialect", [False, True])
def test_targets_of_one_post_are_not_those_of_another(dialect):
    """Each parser looks for pages where its own post does, and a plain one nowhere."""

    def parser(url):
        md = MarkdownIt("commonmark")
        if dialect:
            use_blog_dialect(md)
        if url:
            use_shortcodes(md, BodyContext(find_page=lambda _: url))
        return md

    plain, first, second = map(parser, ("", "/one/", "/two/"))

    assert 'href="/one/"' in first.render(PROBE)
    assert 'href="/two/"' in second.render(PROBE)
    assert "/one/" not in second.render(PROBE)
    for md in (plain, parser("")):
        assert 'href="/' not in md.render(PROBE)


def test_thousand_posts_with_shortcodes_are_read():
    """Reading a post makes that of the next one neither slower nor deeper."""
    other = BodyContext(find_page=lambda _: "/2025/03/a/")
    read = {read_body(SHORTCODES, 0, other).links for _ in range(1_200)}

    assert [{link.url for link in links} for links in read] == [{"/2025/03/a/"}]


def test_kinds_of_files_of_one_site_are_not_those_of_another(site, monkeypatch):
    """Taking Markdown back from MyST-NB changes nothing for the next site.

    Sphinx (9.0) gives each site the same dictionary, and MyST-NB's suffixes into it.
    """
    pytest.importorskip("myst_nb")
    shared = Config.config_values["source_suffix"].default
    monkeypatch.setitem(shared, ".md", NOTEBOOK)

    built = site(
        POSTS, extensions=["myst_nb", "sphinx_blogtheme"], nb_execution_mode="off"
    ).build(warnings=None)

    assert built.exists("2025/03/a")
    assert shared[".md"] == NOTEBOOK
