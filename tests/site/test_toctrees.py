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


TREE = ".. toctree::\n\n   usage\n   {}\n"
DOCUMENTED = {
    "usage.md": "# Usage\n",
    "news/a.md": post(title="Out", categories="releases"),
}


def tree(built, docname="usage"):
    """Return label and file of each entry of the tree beside a page."""
    links = built.html(docname).select(".sphinxsidebarwrapper .toctree-l1 > a")
    return [(link.text, link["href"]) for link in links]


@pytest.mark.parametrize(
    ("entry", "shown"),
    [
        ("archives", ("Archives", "../archives/")),
        ("News <archives>", ("News", "../archives/")),
        ("News </archives/>", ("News", "../archives/")),
        ("releases", ("Releases", "../releases/")),
        ("feed", ("Feeds", "../feed/")),
        ("2025/index", ("2025", "../2025/")),
    ],
)
def test_generated_page_can_be_an_entry(site, entry, shown):
    """Its name is that of its URL, and neither builds nor numbers stumble over it."""
    entry = entry.replace("2025/index", "/2025")
    index = "Tool\n====\n\n" + TREE.format(entry).replace(
        "\n\n", "\n   :numbered:\n\n", 1
    )
    blog = site({**DOCUMENTED, "index.rst": index}, html_theme="alabaster")
    for _ in range(2):
        built = blog.build()
        assert tree(built) == [("1. Usage", "#"), shown]
        blog.write({"usage.md": "# Usage\n\nMore.\n"})
    assert ("1. Usage", "../usage/") in tree(built, shown[1].strip("./"))


def test_entry_of_a_page_that_is_not_made_is_a_warning(site):
    """As for a document that does not exist."""
    index = "Tool\n====\n\n" + TREE.format("tag")
    site({**DOCUMENTED, "index.rst": index}, html_theme="alabaster").build(
        warnings=["toctree contains reference to nonexisting document 'tag'"]
    )


@pytest.mark.parametrize("builder", ["epub", "text", "latex", "singlehtml"])
def test_other_builders_do_not_stumble_over_a_generated_page(site, builder):
    """In a book the entry leads to the published site."""
    index = "Tool\n====\n\n" + TREE.format("News <archives>")
    conf = {"version": "1", "copyright": "A", "html_baseurl": "https://example.org/"}
    built = site({**DOCUMENTED, "index.rst": index}, **conf).build(builder)

    if builder == "epub":
        assert 'href="https://example.org/archives/"' in built.text("index.xhtml")
        assert "archives" not in built.text("nav.xhtml")


def test_title_of_a_generated_page_is_current_in_the_next_build(site):
    """The tree of pages has the new name of a tag where its page has it."""
    files = {
        "index.md": "# Tool\n\n```{toctree}\n:hidden:\n\ndoc\n/tag/python\n```\n",
        "doc.md": "# Doc\n",
        "posts/a.md": post(tags="python"),
    }
    blog = site(files, blog_menu=[])
    blog.build(warnings=None)

    blog.write({"posts/a.md": post(tags="PyThOn")})
    tree = blog.build(warnings=None).html("doc").select_one(".bt-tree")
    assert "PyThOn" in tree.get_text()


PAGE = "---\norphan:\n---\n# Notes\n"


@pytest.mark.parametrize(
    ("entries", "name", "versions"),
    [
        ("/notes", "notes.md", [None, PAGE]),
        (":glob:\n\n*", "notes.md", [None, PAGE]),
        ("posts/a", "posts/a.md", [post(slug="z"), post(state="draft"), post(), None]),
        ("/2025/03/a", "posts/a.md", [post(slug="z"), post()]),
        ("/tag/t", "posts/a.md", [post(tags="u"), post(tags="t")]),
        ("/archives", "archives.md", [PAGE, None]),
    ],
)
def test_entry_leads_to_what_there_is_now(site, entries, name, versions):
    """Or is the warning that a new build gives, if there is nothing."""
    files = {
        "index.md": f"# Site\n\n```{{toctree}}\n{entries}\n```\n",
        "front.md": "---\norphan:\n---\n# Front\n\n```{toctree}\nnotes\n```\n",
        "notes.md": PAGE,
        "posts/a.md": post(tags="t"),
        "posts/b.md": post(),
    }
    blog = site(files)
    blog.build(warnings=None)
    for text in versions:
        if text is None:
            blog.remove(name)
        else:
            blog.write({name: text})
        built = blog.build(warnings=None)
        clean = blog.build(fresh=True, warnings=None)
        assert built.differences(clean) == []
        assert sorted(built.warnings) == sorted(clean.warnings)
