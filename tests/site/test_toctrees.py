"""A toctree names posts by their files, each document once."""

from __future__ import annotations

import pytest

from conftest import post

FILES = {
    "posts/one.md": post(title="One"),
    "posts/two.md": post(title="Two", date="2025-04-01"),
    "posts/page.md": "# Page\n",
    "posts/zoo.md": "# Zoo\n",
}


def entries(page):
    """Return the texts of the entries of a page's toctrees."""
    return [link.get_text() for link in page.select(".toctree-wrapper a")]


@pytest.mark.parametrize("permalink", ["", "/{year}/{month}/{slug}/"])
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["posts/*"], ["One", "Page", "Two", "Zoo"]),
        (["/posts/*"], ["One", "Page", "Two", "Zoo"]),
        (["posts/o*"], ["One"]),
        (["posts/*o*"], ["One", "Two", "Zoo"]),
        (["posts/z*"], ["Zoo"]),
        (["posts/zoo", "posts/two", "posts/*"], ["Zoo", "Two", "One", "Page"]),
        (["posts/two.md", "posts/*.md", "posts/*"], ["Two", "One", "Page", "Zoo"]),
        (["Second <posts/two>", "posts/*"], ["Second", "One", "Page", "Zoo"]),
        (["posts/*", "posts/*o*"], ["One", "Page", "Two", "Zoo"]),
        (["posts/p*", "self", "https://e.org/"], ["Page", "Guide", "https://e.org/"]),
    ],
    ids=repr,
)
def test_glob_finds_each_document_once(site, permalink, lines, expected):
    """Posts and pages are in the order of their paths, and nothing is listed twice."""
    toctree = "\n".join(["```{toctree}", ":glob:", "", *lines, "```"])
    listing = "```{toctree}\n:glob:\n\nposts/*\nguide\n```"
    built = site(
        {
            **FILES,
            "guide.md": f"# Guide\n\n{toctree}\n",
            "all.md": f"---\norphan: true\n---\n# All\n\n{listing}\n",
        },
        blog_permalink=permalink,
        extensions=["ablog", "sphinx_blogtheme"],
    ).build()

    assert entries(built.html("guide")) == expected


def test_reversed_glob_begins_with_the_last(site):
    """As in Sphinx."""
    toctree = "```{toctree}\n:glob:\n:reversed:\n\nposts/*\n```\n"
    built = site({**FILES, "guide.md": f"# Guide\n\n{toctree}"}).build(
        warnings=["document isn't included in any toctree"]
    )

    assert entries(built.html("guide")) == ["Zoo", "Two", "Page", "One"]


def test_glob_that_matches_nothing_is_one_warning(site):
    """It is Sphinx's."""
    toctree = "```{toctree}\n:glob:\n\nnothing/*\nposts/*\n```\n"
    site({**FILES, "index.md": f"# Home\n\n{toctree}"}).build(
        warnings=["'nothing/*' didn't match any documents"]
    )
