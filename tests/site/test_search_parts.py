"""The index of a long blog is in parts, and readers search all of them."""

from __future__ import annotations

import pytest
from test_search import index_files, needs_pagefind

from conftest import post
from serving import serve
from sphinx_blogtheme.features.search import index_parts, pagefind

pytestmark = needs_pagefind

COUNT = 11
FILES = {
    f"posts/p{number:02}.md": post(
        "Ink and more ink.\n" if number % 2 else "Ink.\n",
        title=f"Post {number:02}",
        date=f"{2001 + number}-03-01",
        categories="odd" if number % 2 else "even",
    )
    for number in range(COUNT)
}


@pytest.fixture
def blog(site, monkeypatch):
    """Return a site with parts of four posts, and a page."""
    monkeypatch.setattr(index_parts, "PART_SIZES", (4,))
    return site({**FILES, "about.md": "# About\n\nInk.\n"})


def parts(built):
    """Return the names of the folders with an index."""
    return sorted(
        path.parent.relative_to(built.out).as_posix()
        for path in (built.out / "_pagefind").rglob("pagefind-entry.json")
    )


def changed(before, built):
    """Return the parts in which a file is other than before."""
    now = index_files(built)
    files = {path: path.read_bytes() for path in now}
    names = {
        path for path in now | before.keys() if files.get(path) != before.get(path)
    }
    return {path.relative_to(built.out).parts[1] for path in names}


def contents(built):
    return {path: path.read_bytes() for path in index_files(built)}


def test_edit_changes_the_part_of_its_post(blog):
    """The oldest posts are in the first, so a new one changes the last."""
    built = blog.build()
    assert parts(built) == ["_pagefind", "_pagefind/part-1", "_pagefind/part-2"]

    before = contents(built)
    blog.write({"posts/p05.md": FILES["posts/p05.md"].replace("Ink", "Quill")})
    assert changed(before, blog.build()) == {"part-1"}

    before = contents(built)
    blog.write({"posts/new.md": post("Quill.\n", title="New", date="2020-03-01")})
    assert changed(before, blog.build()) == {"part-2"}


def test_post_that_is_withdrawn_is_in_no_part(blog):
    """Nor is what is left of a part that is no longer needed."""
    blog.build()
    for number in range(6):
        blog.remove(f"posts/p{number:02}.md")
    built = blog.build()

    assert parts(built) == ["_pagefind"]
    clean = blog.build(fresh=True)
    assert parts(clean) == parts(built)
    assert built.differences(clean) == []


@pytest.mark.browser
def test_results_come_from_all_parts(page, blog):
    """By words, by category, and by date in both directions."""
    built = blog.build()
    with serve(built.out) as url:
        page.goto(f"{url}search/?q=ink")
        more = page.locator("#search-more")
        more.click()
        titles = page.locator("#search-results h2").all_inner_texts
        assert sorted(titles()) == ["About", *(f"Post {n:02}" for n in range(COUNT))]

        for order, expected in (("desc", [9, 7, 5, 3, 1]), ("asc", [1, 3, 5, 7, 9])):
            page.goto(f"{url}search/?q=ink&category=Odd&sort={order}")
            page.locator("#search-results h2").first.wait_for()
            assert titles() == [f"Post {number:02}" for number in expected]


@pytest.mark.browser
def test_preview_finds_what_was_saved(page, blog, monkeypatch):
    """And no longer what was there before, in any order."""
    monkeypatch.setenv("SPHINX_BLOGTHEME_PREVIEW", "one")
    blog.build()
    blog.write({"posts/p05.md": FILES["posts/p05.md"].replace("Ink", "Quill")})
    blog.build()
    blog.write({"posts/p06.md": FILES["posts/p06.md"].replace("Ink", "Ink and quill")})
    built = blog.build()
    with serve(built.out) as url:
        for query, order, expected in (
            ("quill", "", {"Post 05", "Post 06"}),
            ("quill", "asc", {"Post 05", "Post 06"}),
            ("more", "", {f"Post {n:02}" for n in (1, 3, 5, 7, 9)}),
        ):
            page.goto(f"{url}search/?q={query}&sort={order}")
            page.locator("#search-results h2").first.wait_for()
            titles = page.locator("#search-results h2").all_inner_texts()
            assert sorted(titles) == sorted(expected)


def test_file_that_is_there_is_not_made_again():
    """Pagefind names files after their content, and needs to compress new ones only."""
    page = pagefind.page_html
    texts = {"a": "Quills.", "b": "Ink.", "c": "Paper."}
    records = {f"{name}.html": page(name, text) for name, text in texts.items()}
    first = pagefind.Indexing(records, language="en").files()
    records["b.html"] = page("b", "Blots.")
    again = pagefind.Indexing(records, language="en", known=first).files()
    clean = pagefind.Indexing(records, language="en").files()

    def fragments(files):
        return {name for name in files if name.startswith("fragment/")}

    kept = fragments(first) & fragments(clean)
    assert len(kept) == 2
    assert {name for name in fragments(again) if again[name] is None} == kept
    assert fragments(again) == fragments(clean)
    assert all(clean.values())
