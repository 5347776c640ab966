"""Permalinks with a category, an author, a folder, a title or a time in them."""

from __future__ import annotations

import pytest

from conftest import post


@pytest.mark.parametrize(
    ("pattern", "page"),
    [
        ("/{category}/{slug}/", "old-pens/a"),
        ("/{author}/{year}/{slug}/", "ann/2025/a"),
        ("/{section}/{slug}/", "travel/a"),
        ("/{year}/{title}/", "2025/what-s-new"),
        ("/{year}-{month}-{day}-{hour}{minute}/{slug}/", "2025-03-01-1830/a"),
    ],
)
def test_permalink_has_what_a_header_says(site, pattern, page):
    """The terms are those of the site's options, as in the URLs of their pages."""
    header = {"title": "What's new?", "categories": "[Old Quills, ink]"}
    files = {
        "posts/travel/a.md": post(**header, date="2025-03-01 18:30"),
    }
    options = {
        "blog_categories": {"old-pens": "Old Quills"},
        "blog_authors": {"ann": ("Ann Example", None)},
        "blog_default_author": "ann",
        "blog_permalink": pattern,
    }
    built = site(files, **options).build()

    assert built.exists(f"{page}/index.html")


def test_part_that_a_post_lacks_is_left_out(site):
    """A post without a category is one level higher."""
    built = site({"a.md": post()}, blog_permalink="/{category}/{year}/{slug}/").build()

    assert built.exists("2025/a/index.html")


def test_other_category_moves_a_post(site):
    """A build after the change is like a clean one."""
    blog = site(
        {"a.md": post(category="ink")}, blog_permalink="/blog/{category}/{slug}/"
    )
    blog.build()
    blog.write({"a.md": post(category="paper")})
    built = blog.build()

    assert built.exists("blog/paper/a/index.html")
    assert not built.exists("blog/ink/a")
    assert built.files() == blog.build(fresh=True).files()


def test_standing_page_with_a_path_has_no_second_address(site):
    """Its author has said where it is, so that its slug is free for others."""
    files = {
        "a.md": post(slug="about", url="/who/", index="false"),
        "about.md": "# About\n",
    }
    built = site(files).build()

    assert built.exists("who/index.html")
    assert built.html("about").select_one("h1").get_text(strip=True)[:5] == "About"


def test_path_of_an_ordinary_page_is_one_warning(site):
    """It has the path of its file; if the two agree, there is nothing to say."""
    files = {
        "a/index.md": "---\npermalink: /a/\n---\n# A\n",
        "b.md": "---\npermalink: /other/\n---\n# B\n",
        "c.md": "---\nurl: /third/\n---\n# C\n",
    }
    built = site(files).build(warnings=["b.md:2: WARNING: the path '/other/' is that"])

    assert "(and 1 more), which stays at /b/" in built.warnings[0]
    assert built.exists("b/index.html")
