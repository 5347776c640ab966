"""What is on paper: all that the author wrote, and nothing that only a screen can do."""

from __future__ import annotations

import pytest
from PIL import Image

from conftest import post
from serving import serve

pytestmark = pytest.mark.browser

BODY = """\
```{figure} tall.png
The caption.
```

<details><summary>Closed</summary><p>Inside.</p></details>

"""


@pytest.fixture(scope="module")
def root(module_site):
    """Return where a blog with comments is served."""
    made = module_site(
        {"a.md": post(BODY, slug="a"), "b.md": post(slug="b")},
        blog_comments={"system": "html", "url": "https://c.example/{slug}.html"},
    )
    Image.new("RGB", (600, 2400)).save(made.source / "tall.png")
    with serve(made.build(warnings=None).out) as address:
        yield address


@pytest.fixture
def paper(page, root):
    """Return the page of the post as it is printed on a sheet of A4."""
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    page.route("https://c.example/**", lambda route: route.abort())
    page.goto(f"{root}2025/03/a/")
    return page


def test_picture_is_on_a_page_with_its_caption(paper):
    """However high it is, and not out of shape."""
    picture = paper.locator("figure img").bounding_box()
    caption = paper.locator("figcaption").bounding_box()

    assert caption["y"] + caption["height"] - picture["y"] < 1123 * 0.85
    assert picture["height"] / picture["width"] == pytest.approx(4, rel=0.02)


def test_closed_box_is_open_on_paper(paper):
    """Nobody can open it there."""
    assert paper.get_by_text("Inside.").is_visible()


def test_what_leads_on_is_not_on_paper(paper):
    """Nor are comments that were not fetched."""
    for selector in (".bt-end", ".bt-comments", ".bt-menu", ".bt-search-link"):
        assert not paper.locator(selector).is_visible(), selector
