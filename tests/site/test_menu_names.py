"""What the menu and other options say of a name that they do not know."""

from __future__ import annotations

import pytest

from conftest import post

SITE = {
    "about.md": "---\norphan:\n---\n# About us\n",
    "guide/index.md": "---\norphan:\n---\n# Guide\n",
    "later.md": post(draft="true"),
    "x.md": post(tags="ink"),
}

UNKNOWN = {
    "tags": " (did you mean 'tag'?)",
    "Archives": " (did you mean 'archives'?)",
    "abuot": " (did you mean 'about'?)",
    "fed": " (did you mean 'feed'?)",
    "guide/intro": " (did you mean 'guide/index'?)",
    "no such page": "",
}


def test_menu_warns_of_each_name_that_no_page_has(site):
    """The name that may be meant is proposed if the site has it."""
    blog = site(SITE, blog_menu=[*UNKNOWN, "about"])
    said = "expected names of pages of the site, or (label, URL) pairs"

    built = blog.build(
        warnings=[
            f"conf.py:5: WARNING: blog_menu: {said}; got {name!r}{near}; ignored it."
            for name, near in UNKNOWN.items()
        ]
    )
    links = built.html("2025/03/x").select(".bt-menu a")
    assert [link.get_text() for link in links] == ["About us", "Search"]


def test_menu_is_silent_about_the_names_that_the_system_knows(site):
    """A site may lack the pages of the default, and the lists of terms."""
    names = ["about", "contact", "archives", "categories", "feed", "tag", "author"]
    built = site(
        {"guide/index.md": SITE["guide/index.md"], "x.md": post()},
        blog_menu=[*names, "series", "location", "language", "search", "guide"],
    ).build()

    links = built.html("2025/03/x").select(".bt-menu a")
    assert "Guide" in [link.get_text() for link in links]


def test_menu_says_why_a_draft_is_missing(site):
    """A name of a draft is no typing error."""
    site(SITE, blog_menu=["later"]).build(warnings=["got 'later': "])


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"blog_search": "pagefnid"}, "did you mean 'pagefind'"),
        ({"blog_embeds": "Click"}, "did you mean 'click'"),
        ({"blog_dialects": ["hugo", "jekyl"]}, "did you mean 'jekyll'"),
        ({"blog_feeds": ["rss", "atm"]}, "did you mean 'atom'"),
        ({"blog_trust": {"guests/*": "pose"}}, "did you mean 'prose'"),
        ({"blog_comments": {"system": "giscuss"}}, "did you mean 'giscus'"),
        ({"blog_term_feeds": ["tags"]}, "did you mean 'tag'"),
        ({"blog_social_cards": {"txt": "#fff"}}, "did you mean 'text'"),
        ({"html_theme_options": {"contents": "marign"}}, "did you mean 'margin'"),
        (
            {"blog_authors": {"ann": ("Ann", None)}, "blog_default_author": "anne"},
            "did you mean 'ann'",
        ),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_option_proposes_the_name_that_may_be_meant(site, options, said):
    """Each option whose values are names does so."""
    site({"x.md": post()}, **options).build(warnings=[said])
