"""What lists of an imported blog show: excerpts, summaries, covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_blogtheme.importers.blog_files import new_blog_files
from sphinx_blogtheme.importers.engines import read_site
from sphinx_blogtheme.importers.list_texts import names_cover

if TYPE_CHECKING:
    from sphinx_blogtheme.importers.model import Blog


def read(folder, engine: str, files: dict[str, str]) -> Blog:
    """Return a site of an engine as it is imported."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    blog = read_site(engine, folder, None)
    return new_blog_files(blog, title=None, base_url=None).blog


def settings(folder, engine: str, files: dict[str, str]) -> str:
    """Return the ``conf.py`` of an imported site."""
    read(folder, engine, files)
    blog = read_site(engine, folder, None)
    made = new_blog_files(blog, title=None, base_url=None)
    return made.contents["conf.py"].decode()


JEKYLL = {
    "_config.yml": "title: T\n",
    "_posts/2025-03-01-a.md": "---\n---\nOne.\n\nTwo.\n",
}


@pytest.mark.parametrize(
    ("files", "shown"),
    [
        ({}, True),
        ({"_config.yml": "excerpt_separator: ''\n"}, False),
        ({"_posts/2025-03-01-a.md": "---\n---\nOne.\n\n<!--more-->\n\nTwo.\n"}, False),
        ({"index.html": "---\n---\n{% for post in x %}{{ post.content }}"}, False),
        ({"_layouts/home.html": "{% for post in x %}{{ post.excerpt }}"}, True),
    ],
)
def test_excerpt_of_jekyll_is_the_first_paragraph(tmp_path, files, shown):
    """Unless its lists show whole posts, or its posts say where an excerpt ends."""
    conf = settings(tmp_path, "jekyll", {**JEKYLL, **files})

    assert ("blog_excerpt_paragraphs = 1" in conf) == shown


def test_separator_of_a_site_of_jekyll_becomes_our_marker(tmp_path):
    """That of a post wins; code keeps it as text."""
    blog = read(
        tmp_path,
        "jekyll",
        {
            "_config.yml": "title: T\nexcerpt_separator: <!-- cut -->\n",
            "_posts/2025-03-01-a.md": "---\ntitle: A\n---\n"
            "One.\n\n    <!-- cut -->\n\n<!-- cut -->\n\nTwo.\n",
            "_posts/2025-03-02-b.md": "---\nexcerpt_separator: '[x]'\n---\n"
            "One.\n\n[x]\n\nTwo.\n",
        },
    )
    bodies = [one.body.strip() for one in blog.documents]

    assert bodies == [
        "One.\n\n    <!-- cut -->\n\n<!--more-->\n\nTwo.",
        "One.\n\n<!--more-->\n\nTwo.",
    ]
    assert not any(one.facts.excerpt_separator for one in blog.documents)


def test_lists_of_ablog_show_as_many_paragraphs_as_before(tmp_path):
    """One, if its configuration does not say."""
    files = {
        "conf.py": "project = 'T'\nextensions = ['ablog']\n",
        "a.md": "---\nblogpost: true\ndate: 2025-03-01\n---\n# A\n\nText.\n",
    }
    assert "blog_excerpt_paragraphs = 1\n" in settings(tmp_path, "ablog", files)

    files["conf.py"] += "post_auto_excerpt = 3\n"
    assert "blog_excerpt_paragraphs = 3\n" in settings(tmp_path, "ablog", files)


@pytest.mark.parametrize(
    ("header", "shown"),
    [
        ({"cover": {"image": "a.png"}}, True),
        ({"cover": {"image": ""}}, False),
        ({"Feature_Image": "a.png"}, True),
        ({"heroImage": "a.png"}, True),
        ({"header": {"overlay_image": "a.png"}}, True),
        ({"header": {"show": "yes"}}, False),
        ({"image": {"path": "a.png"}}, True),
        ({"params": {"thumbnail": "a.png"}}, True),
        ({"image": "a.png"}, False),
        ({"images": ["a.png"]}, False),
        ({"ogImage": "a.png"}, False),
    ],
)
def test_some_keys_are_of_images_that_themes_show(header, shown):
    """Others are for previews only."""
    assert names_cover(header) == shown


@pytest.mark.parametrize(("key", "shown"), [("cover", True), ("image", False)])
def test_covers_are_shown_as_before(tmp_path, key, shown):
    """On posts and in lists, if the old header named one that its theme showed."""
    files = {
        "hugo.toml": "title = 'T'\n",
        "static/a.png": "",
        "content/posts/a.md": f"---\ntitle: A\ndate: 2025-03-01\n{key}: /a.png\n---\nText.",
    }
    conf = settings(tmp_path, "hugo", files)

    assert (
        'blog_covers = ["home", "terms", "post"]' in conf.replace("'", '"')
    ) == shown


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ("cover = {hiddenInSingle = true}", "blog_covers = ['home', 'terms']"),
        ("cover = {hiddenInList = true}", "blog_covers = ['post']"),
        ("cover = {hidden = true}", "blog_covers = []"),
        ("cover = {hidden = false}", "blog_covers = ['home', 'terms', 'post']"),
        ("ShowReadingTime = false", "{'show_reading_time': False}"),
    ],
)
def test_what_a_theme_of_hugo_hides_stays_hidden(tmp_path, params, said):
    """Its parameters say so for all pages."""
    files = {
        "hugo.toml": f"title = 'T'\n[params]\n{params}\n",
        "content/posts/a.md": "---\ntitle: A\ndate: 2025-03-01\ncover: /a.png\n---\nT.",
    }
    assert said in settings(tmp_path, "hugo", files)


def test_schedule_without_a_date_stays_a_draft(tmp_path):
    """A page of it, too, though pages get the date of the newest post."""
    date = "date: 2025-03-01\n"
    blog = read(
        tmp_path,
        "hugo",
        {
            "hugo.toml": "title = 'T'\n",
            "content/posts/a.md": f"---\n{date}---\nText.",
            "content/posts/b.md": "---\nstatus: scheduled\n---\nText.",
            "content/c.md": "---\nstatus: scheduled\n---\nText.",
        },
    )
    assert [one.facts.status.value for one in blog.documents].count("draft") == 2


def test_file_that_leads_on_does_so_after_the_move(tmp_path):
    """At its old URL."""
    blog = read(
        tmp_path,
        "jekyll",
        {
            **JEKYLL,
            "old.md": "---\npermalink: /old/\nredirect_to: https://e.org/\n---\n",
        },
    )
    (page,) = (one for one in blog.documents if one.page)

    assert (page.facts.url, page.facts.redirect_to) == ("/old/", "https://e.org/")
