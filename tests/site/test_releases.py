"""The releases of a changelog are posts of a section, and leak nothing."""

from __future__ import annotations

import pytest

from conftest import post
from sphinx_blogtheme.cli.main import main

LOG = """\
# Changelog

## [Unreleased]

- Hush: a secret.

## [2.0.0] - 2999-01-01

- Hush: of the future.

## [1.1.0] - 2025-03-02

### Added

- A thing; see [#12], [the guide](docs/guide.md) and ![a dot](docs/dot.png).

## [1.0.0] - 2025-01-01

- Out.

[#12]: https://e.org/12
[Unreleased]: https://e.org/hush
"""
RST = """\
Widgets 1.1 (2025-03-02)
========================

Features
--------

- See `#12`_.

----

1.2 (unreleased)
================

- Hush: a secret.

.. _#12: https://e.org/12
"""
DOCS = {"index.md": "# Widgets\n\n```{toctree}\nguide\n```\n", "guide.md": "# Guide\n"}
NEWS = {"news": {"releases": "../CHANGELOG.md", "permalink": "/{slug}/"}}


def site_of(site, text, sections=NEWS, name="../CHANGELOG.md", **options):
    """Return a site whose changelog is beside the folder of the documentation."""
    made = site(DOCS, project="Widgets", blog_sections=sections, **options)
    made.write({name: text})
    return made


def titles(page):
    """Return the titles of the posts of a list."""
    return [h2.get_text(strip=True) for h2 in page.select(".h-entry h2")]


def test_each_release_with_a_date_is_a_post(site):
    """Its title has the project's name, and its address the version."""
    built = site_of(site, LOG).build(warnings=["docs/dot.png", "docs/guide.md"])
    page = built.html("news/1.1.0")

    assert titles(built.html("news")) == ["Widgets 1.1.0", "Widgets 1.0.0"]
    assert page.time["datetime"].startswith("2025-03-02")
    assert page.select_one(".e-content h2").contents[0] == "Added"
    assert page.find("a", string="#12")["href"] == "https://e.org/12"
    assert "Widgets 1.1.0" in built.text("news/feed/atom.xml")


@pytest.mark.parametrize("own", [{}, {"html_copy_source": True}])
def test_nothing_leaks_that_is_to_come(site, own):
    """Neither into pages nor into feeds, copies, sources or what Sphinx keeps."""
    made = site_of(site, LOG, html_theme="alabaster", **own)
    built = made.build(warnings=["docs/dot.png", "docs/guide.md"])

    for path in made.outputs.rglob("*"):
        if path.is_file():
            assert b"ush: " not in path.read_bytes(), path
            assert b"e.org/hush" not in path.read_bytes(), path
    assert not list(built.out.parent.rglob("CHANGELOG*"))


def test_preview_shows_what_is_scheduled(site):
    """As it does with other posts; what has no date is no post there either."""
    built = site_of(site, LOG.partition("## [1.1")[0] + "\n", blog_drafts=True).build()

    assert titles(built.html("news")) == ["Widgets 2.0.0"]
    assert "a secret" not in built.html("news/2.0.0").get_text()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_changelog_of_towncrier_in_restructuredtext(site, builder):
    """Its sections are those of the post."""
    sections = {"blog": {}, "news": {"releases": ["../CHANGES.rst"]}}
    made = site_of(site, RST, sections, "../CHANGES.rst")
    made.write({"posts/x.md": post(title="A post")})
    built = made.build(builder)
    page = built.html("news/2025/03/1.1/index.html")

    assert page.h1.get_text() == "Widgets 1.1"
    assert [h2.contents[0] for h2 in page.select(".e-content h2")] == ["Features"]
    assert page.find("a", string="#12")["href"] == "https://e.org/12"
    assert built.text("news/2025/03/1.1.rst").count("Hush") == 0
    assert titles(built.html("blog/index.html")) == ["A post"]


def test_release_notes_may_be_a_page_too(site):
    """The page stays, in the toctree, beside the posts."""
    tree = "# Widgets\n\n```{toctree}\nnotes\n```\n"
    sections = {"news": {"releases": "notes.md"}}
    made = site_of(site, "## 1.0 (2025-01-01)\n\n- Out.\n", sections, "notes.md")
    made.remove("guide.md")
    made.write({"index.md": tree, "posts/x.md": post("[All](../notes.md)\n")})
    built = made.build(warnings=["Document headings start at H2"])

    assert built.exists("notes/index.html")
    assert built.html("news/2025/01/1.0").h1.get_text() == "Widgets 1.0"
    assert built.html().select_one(".toctree-wrapper a")["href"] == "notes/"
    assert titles(built.html("news")) == ["Post", "Widgets 1.0"]


def test_edit_of_the_changelog_is_seen(site):
    """Without a clean build: a release comes, and another is corrected."""
    made = site_of(site, "## 1.0 (2025-01-01)\n\n- Out.\n")
    made.build()
    made.write(
        {
            "../CHANGELOG.md": "## 1.1 (2025-02-01)\n\n- New.\n\n## 1.0 (2025-01-01)\n\n- Old.\n"
        }
    )
    built = made.build()

    assert titles(built.html("news")) == ["Widgets 1.1", "Widgets 1.0"]
    assert "Old." in built.html("news/1.0").get_text()
    assert built.differences(made.build(fresh=True)) in ([], [".buildinfo"])


def test_same_version_twice_is_two_posts(site):
    """As changelogs have had by accident."""
    text = "## 1.0 (2025-01-01)\n\n- One.\n\n## 1.0 (2025-01-01)\n\n- Two.\n"
    built = site_of(site, text).build()

    assert built.exists("news/1.0/index.html")
    assert built.exists("news/1.0-2/index.html")


@pytest.mark.parametrize(
    ("releases", "text", "message"),
    [
        ("../CHANGES.md", "", "expected a file with a suffix of"),
        ("../CHANGELOG.md", "# Guide\n", "expected headings with versions and dates"),
    ],
)
def test_file_without_releases_is_one_warning(site, releases, text, message):
    """It names the section and the file."""
    made = site_of(site, text, {"news": {"releases": releases}})

    made.build(warnings=[f"releases of 'news': {message}"])


def test_warning_about_a_release_names_the_line_of_the_file(site):
    """Not one of a file that was made from it."""
    text = "# Log\n\n## 1.0 (2025-01-01)\n\nSee [x](/nothing/).\n"
    built = site_of(site, text).build(warnings=["CHANGELOG.md:5: WARNING"])

    assert built.exists("news/1.0/index.html")


def test_drafts_lists_each_scheduled_release(site, capsys):
    """And counts those that are public."""
    text = "".join(
        f"## {n}.0 ({y}-01-01)\n\n- x\n\n" for n, y in ((3, 2999), (2, 2998), (1, 2025))
    )
    made = site_of(site, text)

    assert main(["drafts", "--blog", str(made.source)]) == 0
    said = capsys.readouterr().out
    assert "Widgets 3.0" in said
    assert "Widgets 2.0" in said
    assert "1 post public" in said
