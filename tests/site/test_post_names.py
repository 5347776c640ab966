"""References lead to posts by the names of their files, and to pages of ABlog's."""

from __future__ import annotations

import pytest

from conftest import post

FILES = {
    "posts/my-post.md": post(title="My *post*"),
    "posts/2024-05-06-dated.md": post(title="Dated"),
    "posts/folder/index.md": post(title="In a folder"),
    "posts/Upper.md": post(title="Upper"),
    "posts/quiet.md": post(title="Quiet", index="false"),
    "posts/draft.md": post(title="Draft", draft="true"),
    "old/directive.rst": "By directive\n============\n\n.. post:: 2025-01-01\n\nText.\n",
}

PAGE = "---\norphan: true\n---\n# Page\n\n(upon)=\n## Upon\n\n{}\n"

REFERENCES = {
    "{ref}`my-post`": ("My *post*", "../2025/03/my-post/"),
    "{ref}`so <my-post>`": ("so", "../2025/03/my-post/"),
    "{ref}`2024-05-06-dated`": ("Dated", "../2025/03/dated/"),
    "{ref}`folder`": ("In a folder", "../2025/03/folder/"),
    "{ref}`Upper`": ("Upper", "../2025/03/Upper/"),
    "{ref}`quiet`": ("Quiet", "../2025/03/quiet/"),
    "{ref}`directive`": ("By directive", "../old/directive/"),
    "{any}`my-post`": ("My *post*", "../2025/03/my-post/"),
    "[](my-post)": ("My *post*", "../2025/03/my-post/"),
    "[so](my-post)": ("so", "../2025/03/my-post/"),
}


def link_of(page):
    """Return text and URL of the link of `PAGE`."""
    link = page.select_one(".bt-body p a.internal")
    return (link.get_text(), link["href"]) if link else None


@pytest.mark.parametrize("reference", REFERENCES)
def test_reference_names_a_post_by_its_file(site, reference):
    """As in ABlog; the text is the title, or the author's."""
    built = site({**FILES, "page.md": PAGE.format(reference)}).build()

    assert link_of(built.html("page")) == REFERENCES[reference]


def test_label_of_an_author_wins(site):
    """A file may have the name of a label."""
    files = {"posts/upon.md": post(title="A post")}
    built = site({**files, "page.md": PAGE.format("{ref}`upon`")}).build()

    assert link_of(built.html("page")) == ("Upon", "#upon")


def test_reference_to_a_draft_is_one_warning(site):
    """A draft has no page, and its title is not told."""
    built = site({**FILES, "page.md": PAGE.format("{ref}`draft`")}).build(
        warnings=["page.md:9: WARNING: undefined label: 'draft'"]
    )

    assert "Draft" not in built.text("page/index.html")


def test_name_of_two_files_is_one_warning(site):
    """The first by path gets the link."""
    files = {f"{year}/same.md": post(title=year) for year in ("a", "b")}
    files["b/same.md"] = post(title="b", slug="other")
    built = site({**files, "page.md": PAGE.format("{ref}`same`")}).build(
        warnings=["'same' is the name of several posts (a/same.md, b/same.md)"]
    )

    assert link_of(built.html("page")) == ("a", "../2025/03/same/")


def test_reference_follows_the_post(site):
    """What another file says is on the page after the next build."""
    page = PAGE.format("{ref}`my-post`")
    blog = site({"page.md": page, "posts/x.md": post(title="X")})
    built = blog.build(warnings=["undefined label: 'my-post'"])
    assert link_of(built.html("page")) is None

    blog.write({"posts/my-post.md": post(title="New")})
    assert link_of(blog.build().html("page")) == ("New", "../2025/03/my-post/")

    blog.write({"posts/my-post.md": post(title="Newer", date="2024-02-03")})
    built = blog.build()
    assert link_of(built.html("page")) == ("Newer", "../2024/02/my-post/")
    assert built.differences(blog.build(fresh=True)) == []


ABLOGS = {
    "blog-posts": "../archives/",
    "blog-archives": "../archives/",
    "blog-categories": "../categories/",
    "category-python": "../python/",
    "author-ann": "../author/ann/",
    "archive-2025": "../2025/",
    "blog-feed": "https://example.org/feed/atom.xml",
    "blog-drafts": None,
    "blog-tags": None,
    "blog-locations": None,
    "author-bob": None,
}

TERMS = {"posts/one.md": post(title="One", categories="python", author="ann")}
AUTHORS = {"ann": ("Ann", None), "bob": ("Bob", "https://bob.example/")}


@pytest.mark.parametrize("label", ABLOGS)
def test_reference_of_ablog_leads_to_a_page_or_is_a_warning(site, label):
    """A label whose page the site has not is undefined, as any other."""
    url = ABLOGS[label]
    expected = [] if url else [f"undefined label: '{label}'"]
    built = site(
        {**TERMS, "page.md": PAGE.format(f"{{ref}}`{label}`")}, blog_authors=AUTHORS
    ).build(warnings=expected)

    link = built.html("page").select_one(".bt-body p a")
    assert (link["href"] if link else None) == url


@pytest.mark.parametrize(
    ("feeds", "url"), [(["rss"], "../feed/rss.xml"), (["json"], "../feed/feed.json")]
)
def test_reference_to_the_feed_leads_to_one_that_exists(site, feeds, url):
    """Not every blog has an Atom feed."""
    built = site(
        {**TERMS, "page.md": PAGE.format("{ref}`blog-feed`")}, blog_feeds=feeds
    ).build()

    assert built.html("page").select_one(".bt-body p a")["href"] == url
