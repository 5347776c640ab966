"""What the results of Sphinx's search show of a page."""

from __future__ import annotations

from conftest import post
from serving import serve


def test_excerpts_of_the_search_are_the_texts_of_posts(page, site):
    """Without what the page has around them, and with each formula once."""
    files = {
        "posts/a.md": post(
            "A quill holds $x^2$ drops.\n\n## More\n\nA quill is cut.\n", title="A"
        ),
        "posts/b.md": post("No quill.\n", title="B"),
    }
    with serve(site(files, blog_search="sphinx").build().out) as address:
        page.goto(f"{address}search/?q=quill")
        page.locator(".context").nth(1).wait_for()
        texts = sorted(page.locator(".context").all_inner_texts())

    assert texts == ["A quill holds x2 drops. More A quill is cut.", "No quill."]
