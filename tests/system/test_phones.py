"""What readers have on a telephone: with a finger, and without a script."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from browser import new_page
from conftest import post
from serving import serve

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 720}, "has_touch": True}
PHONE |= {"is_mobile": True, "java_script_enabled": False, "reduced_motion": "reduce"}

LONG = "\n\n".join(f"## Part {n}\n\n" + "Text.\n\n" * 30 for n in range(4))

SMALL = """
$$
x = y
$$

$$
\\frac{f}{g} = h
$$

A line of text
![](a.png)
and ![](sign.png) more.

![](a.png)
"""


def drawn(width, height):
    """Return a picture as the bytes of a PNG."""
    data = BytesIO()
    Image.new("RGB", (width, height), "teal").save(data, "PNG")
    return data.getvalue()


FILES = {f"p{n}.md": post(slug=f"p{n}") for n in range(5)} | {
    "long.md": post(LONG, slug="long"),
    "small.md": post(SMALL, slug="small"),
    "api.md": "# API\n\n```{py:function} cut(feather)\n```\n",
    "a.png": drawn(300, 200),
    "sign.png": drawn(20, 16),
}

MENU = [(f"A page with number {n}", f"/2025/03/p{n}/") for n in range(5)]


@pytest.fixture(scope="module")
def root(module_site):
    """Return where a blog with a long menu is served."""
    built = module_site(FILES, blog_menu=MENU, blog_page_size=2).build()
    with serve(built.out) as address:
        yield address


@pytest.fixture
def phone(chromium):
    """Return a page on a telephone that runs no script."""
    with new_page(chromium, **PHONE) as page:
        yield page


def boxes(page, selector):
    """Return the boxes of the elements that are shown, from left to right."""
    shown = [part for part in page.locator(selector).all() if part.is_visible()]
    return sorted((part.bounding_box() for part in shown), key=lambda box: box["x"])


def middle(box):
    """Return the height of the middle of a box."""
    return box["y"] + box["height"] / 2


def touch(page, element):
    """Touch an element where it is; Playwright's own function scrolls to it first."""
    box = element.bounding_box()
    page.touchscreen.tap(box["x"] + 20, middle(box))


def test_header_is_a_line_with_search(phone, root):
    """The title, and what leads to the search page, which the menu then lacks."""
    phone.goto(f"{root}2025/03/p1/")
    title, search = boxes(phone, ".bt-site-title, .bt-search-link")

    assert middle(title) == pytest.approx(middle(search), abs=4)
    assert min(search["width"], search["height"]) >= 24
    assert not phone.locator(".bt-menu a", has_text="Search").is_visible()


def test_menu_is_a_line_that_scrolls(phone, root):
    """The page itself does not."""
    phone.goto(f"{root}2025/03/p1/")
    entries = boxes(phone, ".bt-menu a")

    assert len(entries) == len(MENU)
    assert {box["y"] for box in entries} == {entries[0]["y"]}
    assert phone.locator(".bt-menu").evaluate("m => m.scrollWidth > m.clientWidth")
    assert phone.evaluate("document.documentElement.scrollWidth") == 360


def test_pager_is_a_line(phone, root):
    """It has shorter words."""
    phone.goto(f"{root}page/2/")
    newer, here, older = boxes(phone, ".bt-pager > *")

    assert newer["x"] + newer["width"] < here["x"]
    assert here["x"] + here["width"] < older["x"]
    assert older["x"] + older["width"] <= 360
    assert max(box["height"] for box in (newer, here, older)) < 40


def test_contents_are_in_reach_wherever_the_reader_is(phone, root):
    """They open over the text, and what they lead to is below them."""
    phone.goto(f"{root}2025/03/long/#part-2")
    bar = phone.locator(".bt-post-contents summary")
    assert 0 <= bar.bounding_box()["y"] < 40
    at = phone.evaluate("scrollY")

    touch(phone, bar)
    assert phone.evaluate("scrollY") == at
    touch(phone, phone.locator(".bt-post-contents a", has_text="Part 1"))
    phone.wait_for_url("**#part-1")
    heading = phone.locator("h2", has_text="Part 1").bounding_box()
    opened = phone.locator(".bt-post-contents nav").bounding_box()
    assert opened["y"] + opened["height"] <= heading["y"] < 720


def test_anchor_of_a_heading_is_for_a_finger_too(phone, root):
    """It is seen without a pointer over it, and has the size that fingers need."""
    phone.goto(f"{root}2025/03/long/")
    anchor = phone.locator("h2 .headerlink").first
    box = anchor.bounding_box()

    assert anchor.evaluate("a => getComputedStyle(a).opacity") == "1"
    assert min(box["width"], box["height"]) >= 24


@pytest.mark.parametrize("density", [1, 1.5, 2])
def test_formula_that_fits_has_no_shadow(chromium, root, density):
    """Not even a hairline, where its box ends within a pixel of the screen."""
    with new_page(chromium, **PHONE | {"device_scale_factor": density}) as page:
        page.goto(f"{root}2025/03/small/")
        boxes_ = [box.bounding_box() for box in page.locator("div.math").all()]
        edges = [
            page.screenshot(
                full_page=True,
                clip={
                    "x": box["x"] + side,
                    "y": box["y"] - 3,
                    "width": 12,
                    "height": box["height"] + 6,
                },
            )
            for box in boxes_
            for side in (0, box["width"] - 12)
        ]

    assert len(edges) == 4
    for edge in edges:
        assert len(Image.open(BytesIO(edge)).convert("RGB").getcolors()) == 1


def test_picture_in_a_text_keeps_its_distance(phone, root):
    """From the line above and below; a sign within a line and a picture alone have none."""
    phone.goto(f"{root}2025/03/small/")
    margins = "i => parseFloat(getComputedStyle(i).marginBlockStart)"
    images = phone.locator(".e-content img").all()

    within, sign, alone = [image.evaluate(margins) for image in images]
    assert within >= 6
    assert sign == alone == 0


SIGN = """link => {
  const sign = document.createRange();
  sign.selectNodeContents(link);
  const before = link.previousElementSibling.getBoundingClientRect();
  return [before.right, sign.getBoundingClientRect().left];
}"""
"""Returns where what is before a link ends, and where the text of the link begins."""


def test_sign_of_a_link_is_beside_a_signature(phone, root):
    """Signatures have a negative indent, which is not for the link in them."""
    phone.goto(f"{root}api/")
    end, start = phone.locator(".sig .headerlink").evaluate(SIGN)

    assert end <= start
