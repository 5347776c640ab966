"""A document that didn't change shows what others show now, and is warned of again."""

from __future__ import annotations

import os

import pytest

from conftest import DOT, WIDE, post

pytestmark = pytest.mark.filterwarnings("ignore:.*BuildEnvironment.app:")
"""MyST-Parser (5.2) asks for it where a file is included."""

LAB = "(lab)=\n\n## Lab\n\nText.\n"

FILES = {
    "posts/a.md": post(LAB, title="A"),
    "posts/refs.md": post(
        "{ref}`lab`, [](#lab), [](a.md#lab), [t](a.md#lab), {any}`lab`, "
        "{term}`word`, {numref}`fig`, {doc}`/words`.\n",
        title="Refs",
    ),
    "posts/files.md": post("[d](draft.md), [n](none.md), [](a.md)\n", title="Files"),
    "posts/shows.md": post(
        "![x](dot.png) ![y](/i/dot.png)\n\n```{include} part.txt\n```\n", title="S"
    ),
    "posts/draft.md": post(LAB, title="D", state="draft"),
    "words.md": "---\norphan:\n---\n# Words\n\n```{glossary}\nword\n  Text.\n```\n\n"
    "```{figure} posts/dot.png\n:name: fig\n\nFigure.\n```\n",
    "rest.rst": ":orphan:\n\nRest\n====\n\n:ref:`lab` and :doc:`words`\n",
    "posts/dot.png": DOT,
    "files/i/dot.png": DOT,
    "posts/part.txt": "Part.\n",
    "_templates/slots/footer-end.html": "<p>One</p>\n",
}

EDITS = {
    "heading of a label": {"posts/a.md": post(LAB.replace("Lab", "Pub"), title="A")},
    "label is gone": {"posts/a.md": post("## Lab\n", title="A")},
    "label has moved": {
        "posts/a.md": post("## Lab\n", title="A"),
        "posts/b.md": post(LAB, title="B"),
    },
    "post with the label has moved": {"posts/a.md": post(LAB, title="A", slug="z")},
    "post with the label is a draft": {
        "posts/a.md": post(LAB, title="A", state="draft")
    },
    "page of terms and figures": {"words.md": "---\norphan:\n---\n# Worte\n"},
    "draft is gone": {"posts/draft.md": None},
    "draft is public": {"posts/draft.md": post(title="D")},
    "file appears": {"posts/none.md": post(title="N")},
    "draft appears": {"posts/none.md": post(title="N", state="draft")},
    "file of another kind appears": {"posts/none.md": None, "posts/none": "x"},
    "picture": {"posts/dot.png": WIDE},
    "picture of the site": {"files/i/dot.png": WIDE},
    "picture is gone": {"posts/dot.png": None},
    "picture of the site is gone": {"files/i/dot.png": None},
    "included file": {"posts/part.txt": "Past.\n"},
    "included file is gone": {"posts/part.txt": None},
    "defaults of a folder": {"posts/_defaults.yml": "tags: [t]\n"},
    "template": {"_templates/slots/footer-end.html": "<p>Two</p>\n"},
    "another template": {"_templates/slots/post-after.html": "<p>After</p>\n"},
    "nothing": {},
}


@pytest.fixture
def blog(site):
    """Return a site that has been built."""
    made = site(FILES, templates_path=["_templates"], numfig=True)
    made.build(warnings=None)
    return made


def edit(blog, files, time=None):
    """Write files, or remove those without content; all get the time, if one is given."""
    for name, content in files.items():
        path = blog.source / name
        if content is None:
            path.unlink(missing_ok=True)
        else:
            blog.write({name: content})
            if time is not None:
                os.utime(path, ns=(time, time))


def assert_as_clean(blog):
    """Assert that two builds leave and say what a clean build does."""
    clean = blog.build(fresh=True, warnings=None)
    for _ in range(2):
        built = blog.build(warnings=None)
        assert built.differences(clean) == []
        assert sorted(built.warnings) == sorted(clean.warnings)


@pytest.mark.parametrize("name", EDITS)
def test_edit_of_another_file_is_seen(blog, name):
    """Whatever a document shows of it, and whatever it is warned of."""
    edit(blog, EDITS[name])

    assert_as_clean(blog)


def test_first_toctree_is_seen(blog):
    """It gives every page what a site with documentation has."""
    edit(blog, {"index.md": "# Blog\n\n```{toctree}\nrest\n```\n"})

    assert_as_clean(blog)


@pytest.mark.parametrize(
    ("prefix", "options"),
    [("/", {}), ("/blog/", {"blog_sections": {"blog": {"posts": "posts/*"}}})],
)
def test_title_in_a_toctree_is_seen_on_all_that_it_names(site, prefix, options):
    """On posts and generated pages, too: a neighbour and, in a section, the tree."""
    tree = "# {}\n\n```{{toctree}}\n{}\n```\n"
    files = {
        "index.md": tree.format("Site", f"posts/a\n{prefix}tag/t\nguide"),
        "guide.md": tree.format("Guide", "part"),
        "part.md": "# Part\n",
        "posts/a.md": post(),
        "posts/b.md": post(tags="t"),
    }
    blog = site(files, **options)
    blog.build()
    edit(blog, {"part.md": "# Chapter\n"})
    assert_as_clean(blog)
    edit(blog, {"guide.md": tree.format("Manual", "part")})

    assert_as_clean(blog)


@pytest.mark.parametrize("file", ["posts/a.md", *list(FILES)[-4:]])
def test_file_with_an_older_time_is_seen(blog, file):
    """As a restored backup has it."""
    old = FILES[file]
    new = WIDE if old is DOT else old.replace("Lab", "Pub").replace("t", "d")
    edit(blog, {file: new}, time=10**18)

    assert_as_clean(blog)


def test_file_with_the_same_time_and_size_is_seen(blog):
    """As an archive has it that gives all files one time."""
    edit(blog, {"posts/a.md": FILES["posts/a.md"]}, time=10**18)
    blog.build(warnings=None)
    edit(blog, {"posts/a.md": FILES["posts/a.md"].replace("Text", "Pest")}, 10**18)

    assert_as_clean(blog)


def test_file_with_another_time_is_not_built_again(blog):
    """A checkout gives every file a new one."""
    out = blog.outputs / "dirhtml"
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*.html")}
    for path in blog.source.rglob("*.*"):
        path.touch()
    blog.build(warnings=None)

    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_reading_that_was_cut_off_is_done_again(blog, monkeypatch):
    """Though the file is back to what it was: a doctree may be of the text between."""
    doctree = blog.outputs / "doctrees-dirhtml/2025/03/a.doctree"
    environment = doctree.parents[2] / "environment.pickle"
    kept = environment.read_bytes()
    edit(blog, {"posts/a.md": post("Other.\n", title="A")})
    with monkeypatch.context() as patch:
        patch.setattr("sphinx.environment.BuildEnvironment.check_consistency", exit)
        with pytest.raises(SystemExit):
            blog.build(warnings=None)
    environment.write_bytes(kept)
    edit(blog, {"posts/a.md": FILES["posts/a.md"]})

    assert_as_clean(blog)


@pytest.mark.parametrize("option", ["nitpicky", "numfig"])
def test_changed_option_is_seen(blog, option):
    """It decides what references become, and which are reported."""
    blog.configure(**{option: option == "nitpicky"})

    assert_as_clean(blog)


@pytest.mark.parametrize("builder", ["html", "text"])
def test_other_builder_with_the_same_doctrees_writes_what_changed(blog, builder):
    """Each builder knows which pages it wrote, and what it said of them."""
    blog.build(builder, warnings=None, doctrees="doctrees-dirhtml")
    edit(blog, {"posts/a.md": post("## Lab\n", title="A")})
    blog.build(warnings=None)
    built = blog.build(builder, warnings=None, doctrees="doctrees-dirhtml")
    clean = blog.build(builder, fresh=True, warnings=None)

    if builder == "html":  # Sphinx's own builders go by the times of files
        assert built.differences(clean) == []
        assert sorted(built.warnings) == sorted(clean.warnings)
