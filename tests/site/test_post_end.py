"""The end of a post: ways onward with dates, replies, its source, how to cite it."""

from __future__ import annotations

import pytest

from conftest import post

POSTS = {
    "posts/a.md": post(title="A & B: 100 %?", slug="a", date="2025-01-01", tags="t"),
    "posts/b.md": post(
        "[a](a.md)", title="B", slug="b", date="2025-02-02", tags="t", series="s"
    ),
    "posts/c.md": post(title="C", slug="c", date="2025-03-03", series="s"),
}

OPTIONS = {
    "reply_mail": "ann@blog.example",
    "reply_fediverse": "@ann@social.example",
    "source_repository": "https://github.com/ann/blog",
    "source_directory": "docs",
}

BASE = {"html_baseurl": "https://blog.example/", "author": "Ann Quill"}


def tools(page) -> dict[str, str]:
    """Return the links of both lines at the end of a post, by their text."""
    return {a.get_text(): a["href"] for a in page.select(".bt-end .bt-tools a")}


def test_ways_onward_are_one_block_with_dates(site):
    """Parts of a series, related posts, those that link here, older and newer ones."""
    built = site(POSTS).build()

    def lines(docname, kind):
        found = built.html(docname).select(f".bt-end > {kind} li")
        return [line.get_text(" ", strip=True) for line in found]

    assert lines("2025/02/b", ".bt-parts") == ["Next C 3 Mar 2025"]
    assert lines("2025/01/a", ".bt-post-links") == ["B 2 Feb 2025"]
    assert lines("2025/02/b", ".bt-older-newer") == [
        "Older A & B: 100 %? 1 Jan 2025",
        "Newer C 3 Mar 2025",
    ]


def test_dates_at_the_end_are_as_the_site_writes_dates(site):
    """The order of its parts stays; the name of the month is short."""
    built = site(POSTS, post_date_format="%B %d, %Y").build()

    days = built.html("2025/03/c").select(".bt-older-newer time")
    assert [day.get_text() for day in days] == ["Feb 02, 2025"]


def test_readers_are_offered_what_the_site_has(site):
    """Without an option that is the feed and the Markdown."""
    plain = site(POSTS).build().html("2025/01/a")

    assert tools(plain) == {
        "Subscribe": "../../../feed/",
        "Markdown": "../a.md",
    }


def test_post_without_address_cannot_be_cited(site):
    """A site that does not know its own gives nothing to cite."""
    assert not site(POSTS, html_baseurl="").build().html("2025/01/a").select(".bt-cite")


def test_readers_may_reply_and_see_the_source(site):
    """A mail has the title as its subject; the source is the file, not the permalink."""
    built = site(POSTS, html_theme_options=OPTIONS, **BASE).build()
    page = built.html("2025/01/a")

    assert tools(page) == {
        "Subscribe": "../../../feed/",
        "Reply by mail": (
            "mailto:ann@blog.example?subject=Re%3A%20A%20%26%20B%3A%20100%20%25%3F"
        ),
        "Reply on the fediverse": "https://social.example/@ann",
        "History": "https://github.com/ann/blog/commits/main/docs/posts/a.md",
        "Edit": "https://github.com/ann/blog/edit/main/docs/posts/a.md",
        "Markdown": "../a.md",
    }
    assert r"title = {{A \& B: 100 \%?}}" in page.select_one("#bt-bibtex").get_text()
    words = page.select_one(".bt-cite p").get_text()
    assert words.endswith("1 January 2025. https://blog.example/2025/01/a/")


def test_repository_of_other_themes_is_enough(site):
    """A site that changes its theme keeps its `html_context`."""
    host = {"gitlab_user": "ann", "gitlab_repo": "blog", "gitlab_version": "trunk"}
    page = site(POSTS, html_context=host).build().html("2025/01/a")

    assert tools(page)["Edit"] == "https://gitlab.com/ann/blog/-/edit/trunk/posts/a.md"


def test_readers_may_subscribe_at_a_page(site):
    """Its path is that of the site, from whichever page; a dead one is told."""
    page = {"letters.md": "---\norphan: true\n---\n# Letters\n"}
    options = {"html_theme_options": {"subscribe_page": "/letters/"}}
    built = site(POSTS | page, **options).build()

    assert tools(built.html("2025/01/a"))["Subscribe"] == "../../../letters/"


def test_dead_page_to_subscribe_at_is_told(site):
    """The warning names the option's file."""
    made = site(POSTS, html_theme_options={"subscribe_page": "/leters/"})
    built = made.build(warnings=["dead link to '/leters/'"])

    assert "conf.py" in built.warnings[0]


def test_owner_chooses_the_tools(site):
    """Their order is the owner's; an empty list is no line, and no script for it."""
    few = {"post_tools": ["cite", "markdown"]}
    page = site(POSTS, html_theme_options=few, **BASE).build().html("2025/01/a")
    line = page.select(".bt-tools:not(.bt-reply) > li")
    assert [item.select_one("summary, a").get_text() for item in line] == [
        "Cite",
        "Markdown",
    ]

    none = {"html_theme_options": {"post_tools": []}}
    page = site(POSTS, **none, **BASE).build().html("2025/01/a")
    assert not page.select(".bt-tools:not(.bt-reply), script[src*=copy-text]")


def test_reply_to_a_draft_cites_nothing(site):
    """A draft has no address that others may rely on."""
    files = {"posts/d.md": post(title="D", slug="d", date="2025-01-01", draft=True)}
    built = site(POSTS | files, blog_drafts=True, **BASE).build(warnings=None)

    assert built.html("2025/01/a").select(".bt-cite")
    assert not built.html("2025/01/d").select(".bt-cite")


WRONG = [
    ({"reply_mail": "ann"}, "expected a mail address"),
    ({"reply_mail": "a@b.example?cc=c@d.example"}, "expected a mail address"),
    ({"reply_fediverse": "@ann"}, "expected an account"),
    ({"reply_fediverse": {"ann": "@a@b.example"}}, "expected an account"),
    ({"subscribe_page": "letters"}, "the path of a page"),
    ({"post_tools": ["history", "quote"]}, "expected a list of names from history"),
    ({"source_repository": "me/blog"}, "expected a URL"),
    ({"source_repository": "https://code.example/x"}, "a forge that is known"),
]


@pytest.mark.parametrize(("options", "said"), WRONG)
def test_option_that_cannot_be_used_is_told(site, options, said):
    """One warning, and the pages are as without the option."""
    built = site(POSTS, html_theme_options=options).build(warnings=[said])

    assert tools(built.html("2025/01/a")).keys() == {"Subscribe", "Markdown"}
