"""What was found in a source is kept for the next build, but never what may change."""

from __future__ import annotations

from collections import Counter

import pytest

from conftest import post
from sphinx_blogtheme.discovery import found_sources, gate, header_store
from sphinx_blogtheme.site import changed_posts

BROKEN = "---\ntitle: B\ndate: 2025-03-01\nexpires: never\n---\n\nText.\n"

FILES = {
    "posts/a.md": post(title="A", categories="Rust", changes="{2025-04-01: Better.}"),
    "posts/b.md": BROKEN,
    "posts/c.md": post("Hello.\n", title="C", description="It says 'hello'"),
    "posts/later.md": post(title="Later", date="2025-09-01"),
    "about.md": "---\norphan:\n---\n# About\n",
}
WARNING = "posts/b.md:4: WARNING: expires"

JUNE, OCTOBER = "1750000000", "1760000000"


@pytest.fixture
def blog(site, monkeypatch):
    """Return a site that was built in June."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", JUNE)
    made = site(FILES)
    made.build(warnings=[WARNING])
    return made


def assert_as_clean(blog):
    """Assert that a build leaves and says what a clean build does; return it."""
    built = blog.build(warnings=None)
    clean = blog.build(fresh=True, warnings=None)

    assert built.differences(clean) == []
    assert sorted(built.warnings) == sorted(clean.warnings)
    return built


def count(monkeypatch, owner, name):
    """Count the calls of a function by its first argument that is a text."""
    counts, function = Counter(), getattr(owner, name)

    def counted(*args, **kwargs):
        counts[next((arg for arg in args if isinstance(arg, str)), "")] += 1
        return function(*args, **kwargs)

    monkeypatch.setattr(owner, name, counted)
    return counts


def test_unchanged_build_looks_at_no_public_file_again(blog, monkeypatch):
    """But at those that are warned of, and at those that wait for their time."""
    judged = count(monkeypatch, gate.Gate, "judge")
    unpickled = count(monkeypatch, found_sources, "unpickled")
    made = count(monkeypatch, changed_posts, "make_post")
    blog.build(warnings=[WARNING])

    assert set(judged) == {"posts/b.md", "posts/later.md"}
    assert unpickled == {}
    assert made.total() == 1  # of the post that is warned of


def test_edit_makes_one_file_be_looked_at_again(blog, monkeypatch):
    """The others are as they were."""
    blog.write({"posts/c.md": post("Goodbye.\n", title="C")})
    judged = count(monkeypatch, gate.Gate, "judge")
    assert_as_clean(blog)

    assert judged["posts/c.md"] == 2  # once in the clean build
    assert judged["posts/a.md"] == judged["about.md"] == 1


@pytest.mark.parametrize(
    "options",
    [
        {"blog_permalink": "/{category}/{slug}/"},
        {"blog_categories": {"rust": "Oxide"}},
        {"blog_default_author": "Ada"},
        {"blog_post_pattern": "*.md"},
        {"smartquotes": True},
        {"blog_timezone": "Asia/Tokyo"},
        {"blog_sections": {"blog": {"title": "Blog"}}},
        {"source_suffix": {".md": "markdown", ".d": "markdown"}},
    ],
    ids=lambda options: next(iter(options)),
)
def test_options_decide_again(blog, options):
    """A change of one that headers are read with drops what was found."""
    blog.configure(**options)

    assert_as_clean(blog)


def test_clock_that_goes_back_holds_a_post_back(blog, monkeypatch):
    """What is kept holds only since the dates in the header."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", OCTOBER)
    built = assert_as_clean(blog)

    assert built.exists("2025/09/later/")

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1743000000")  # March
    built = assert_as_clean(blog)

    assert "Better" not in built.text("2025/03/a/index.html")
    assert not built.exists("2025/09/later/")


@pytest.mark.parametrize(
    "files",
    [
        {"posts/a.pt.md": post("Texto.\n", title="T")},
        {"posts/t.md": post(title="T", language="pt", translation_of="posts/a.md")},
        {"posts/aa.md": post(title="AA", slug="a")},
        {"posts/_defaults.yml": "tags: [t]\n"},
        {"posts/c.markdown": post(title="C"), "posts/c.meta": "title: D\n"},
        {"posts/a.md": post(title="A", expires="2025-05-01")},
        {"about.md": "---\ndraft: true\n---\n# About\n"},
    ],
    ids=["name", "translation", "rival", "defaults", "beside", "expired", "draft"],
)
def test_another_file_decides_again(blog, files):
    """A post that is kept has translations, rivals and defaults, as another one."""
    blog.write(files)
    assert_as_clean(blog)
    for name in set(files) - set(FILES):
        blog.remove(name)

    assert_as_clean(blog)


def test_code_that_reads_headers_decides_again(blog, monkeypatch):
    """What older code found is not used."""
    monkeypatch.setattr(header_store, "_program", lambda _: ["another"])
    judged = count(monkeypatch, gate.Gate, "judge")
    blog.build(warnings=[WARNING])

    assert judged["posts/a.md"] == 1
