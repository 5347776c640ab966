"""Sites and themes ask for the version of the interface of their templates."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT, post
from sphinx_blogtheme.pages import template_values
from sphinx_blogtheme.pages.template_api import version_text

FILES = {"a.md": post()}
THEME = '[theme]\ninherit = "{}"\n\n[options]\nblog_template_api = "{}"\n'
PARTS = ROOT / "sphinx_blogtheme/theme/sphinx_blogtheme"


@pytest.mark.parametrize("wanted", ["", "1", "1.0"])
def test_version_that_is_there_needs_no_word(site, wanted):
    """An older minor version too, since nothing is taken away."""
    site(FILES, blog_template_api=wanted).build()


@pytest.mark.parametrize("wanted", ["0.9", "1.99", "2.0"])
def test_another_version_is_one_warning(site, wanted):
    """Of the site's own templates, which are used all the same."""
    site(FILES, blog_template_api=wanted).build(
        warnings=[f"blog_template_api asks for version '{wanted}'"]
    )


@pytest.mark.parametrize("parent", ["sphinx_blogtheme", "alabaster"])
def test_theme_can_ask_too(site, parent):
    """One that inherits from ours, or from any other."""
    files = {**FILES, "themes/mine/theme.toml": THEME.format(parent, "2.0")}
    conf = {"html_theme": "mine", "html_theme_path": ["themes"]}
    site(files, **conf).build(warnings=["the theme 'mine' asks for version '2.0'"])

    files["themes/mine/theme.toml"] = THEME.format(parent, "1.0")
    site(files, **conf).build()


def test_templates_know_the_version(site):
    """So that a template can do without what an older one lacks."""
    line = "<i>{{ blog.template_api }}</i>"
    built = site(
        {**FILES, "_templates/slots/post-after.html": line},
        templates_path=["_templates"],
        html_theme="alabaster",
    ).build()

    assert built.html("2025/03/a").i.text == version_text()


def test_template_for_other_themes_of_old_is_one_warning(site):
    """They had a set of their own once; its names are nobody's now."""
    old = {"_templates/blogtheme/entries.html": "Mine."}
    built = site(
        FILES | old, templates_path=["_templates"], html_theme="alabaster"
    ).build(warnings=["templates_path has 'blogtheme/entries.html'"])

    assert "Mine." not in built.text("index.html")


def test_site_replaces_a_part_under_any_theme(site):
    """A part, a slot and a block of a layout have the same names everywhere."""
    own = {
        "_templates/parts/post-tools.html": "",
        "_templates/slots/post-before.html": "<i>before</i>",
        "_templates/layouts/post.html": '{% extends "!layouts/post.html" %}'
        "{% block post_footer %}{{ super() }}<b>footer</b>{% endblock %}",
    }
    for theme in ("sphinx_blogtheme", "alabaster"):
        built = site(
            FILES | own, templates_path=["_templates"], html_theme=theme
        ).build()
        page = built.html("2025/03/a")
        assert (page.i.text, page.b.text) == ("before", "footer")
        assert not page.select(".bt-cite")


def named(heading):
    """Return the names in code in one section of the page about templates."""
    page = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    section = page.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    return set(re.findall(r"`([^`\n]+)`", section))


def test_page_names_the_version_and_what_exists():
    """Whatever it calls stable is there: templates, blocks and values."""
    page = (ROOT / "docs/templates.md").read_text(encoding="utf-8")
    assert f"version is **{version_text()}**" in page

    templates = named("Templates")
    missing = {name for name in templates if not (PARTS / name).is_file()}
    folders = ("layouts/", "parts/", "slots/")
    assert {name for name in missing if name.startswith(folders)} == set()
    slots = {f"slots/{path.name}" for path in (PARTS / "slots").iterdir()}
    assert slots <= templates

    sources = "".join(
        path.read_text(encoding="utf-8") for path in PARTS.rglob("*.html")
    )
    blocks = set(re.findall(r"{%-? block (\w+)", sources))
    assert named("Blocks") - blocks == {"layout.html"}

    fields = {
        name
        for kind in ("BlogContext", "PostView", "PostRef", "TermLink", "Entry", "Pager")
        for name in getattr(template_values, kind)._fields
    }
    assert named("Fields") - fields == {"blog"}

    words = set(re.findall(r"[\w-]+", sources))
    assert named("Classes") - words == set()
