"""What a reader of documentation finds beside the text, in the system's Chromium."""

from __future__ import annotations

import pytest

from browser import new_page
from conftest import post
from serving import serve

pytestmark = pytest.mark.browser

NAMES = [f"page-{number:02}" for number in range(60)]

SECTIONS = "\n\n".join(f"## Part {n}\n\n" + "Text.\n\n" * 30 for n in range(4))

FILES = {
    "index.md": "# Docs\n\n```{toctree}\n" + "\n".join(NAMES) + "\n```\n",
    **{f"{name}.md": f"# Page {name[-2:]}\n\n{SECTIONS}\n" for name in NAMES},
}

PHONE = {"viewport": {"width": 360, "height": 720}, "has_touch": True}


@pytest.fixture(scope="module")
def address(module_site):
    """Return where long documentation is served."""
    with serve(module_site(FILES).build().out) as root:
        yield f"{root}page-50/"


PAINTED = """bar => {
  const { left, right } = bar.getBoundingClientRect(), style = getComputedStyle(bar);
  const beyond = parseFloat(style.borderImageOutset.split(" ")[1]);
  return style.borderImageSource == "none" ? [left, right] : [left - beyond, right + beyond];
}"""
"""Returns the left and right edges of the ground of a bar."""


def edges(page, selector):
    """Return the left and right edges of an element."""
    box = page.locator(selector).bounding_box()
    return box["x"], box["x"] + box["width"]


@pytest.mark.parametrize("width", [1120, 1280, 1920])
def test_text_stands_between_the_tree_and_its_sections(page, address, width):
    """From seventy rem, without anything that opens over it."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    tree, text, sections = (
        edges(page, selector) for selector in (".bt-side", "main", ".bt-contents")
    )

    assert 0 < tree[0] < tree[1] < text[0] < text[1] < sections[0] < sections[1] < width
    assert text[1] - text[0] > 500
    assert not page.locator(".bt-page-bar").is_visible()


@pytest.mark.parametrize("width", [900, 1119])
def test_bar_above_the_text_covers_no_entry_of_the_tree(page, address, width):
    """Where the sections have a button, and the tree a column of its own."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address)
    link = page.locator(".bt-side a").first
    link.scroll_into_view_if_needed()

    assert page.locator(".bt-page-bar").is_visible()
    link.click(trial=True, timeout=2000)
    tree, bar = edges(page, ".bt-side"), page.locator(".bt-page-bar").evaluate(PAINTED)
    assert tree[1] <= bar[0]


def test_tree_shows_the_current_entry(page, address):
    """Where the tree is longer than the window."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    entry = page.locator(".bt-side .current > a", has_text="Page 50").bounding_box()

    assert 0 < entry["y"] < 800
    assert page.evaluate("scrollY") == 0


def test_key_leads_to_the_search(page, address):
    """But is a sign like others where the reader writes."""
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address)
    page.keyboard.press("/")
    box = page.locator("header input")
    assert box.evaluate("box => box === document.activeElement")
    page.keyboard.type("a/b")
    assert box.input_value() == "a/b"

    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=a%2Fb")


def test_phone_opens_the_tree_without_a_script(chromium, address):
    """One touch from the top of each page, and wherever the reader is in it."""
    with new_page(chromium, java_script_enabled=False, **PHONE) as phone:
        phone.goto(f"{address}#part-2")
        tree = phone.locator(".bt-side")
        assert not tree.is_visible()

        phone.locator(".bt-page-bar button").first.tap()
        assert tree.is_visible()
        phone.locator(".bt-side a", has_text="Page 03").tap()
        phone.wait_for_url("**/page-03/")
        assert phone.evaluate("document.documentElement.scrollWidth") == 360


def test_sections_open_over_the_text_and_give_way_to_it(chromium, address):
    """Where the reader goes is not hidden by what led there."""
    with new_page(chromium, **PHONE) as phone:
        phone.goto(address)
        phone.locator(".bt-page-bar button").last.tap()
        sections = phone.locator(".bt-contents")
        assert sections.is_visible()

        sections.locator("a", has_text="Part 2").tap()
        sections.wait_for(state="hidden")
        bar = phone.locator(".bt-page-bar").bounding_box()
        heading = phone.locator("h2", has_text="Part 2")
        phone.wait_for_function(
            "h => Math.abs(h.getBoundingClientRect().y) < innerHeight / 2",
            arg=heading.element_handle(),
        )
        assert bar["y"] == 0 or bar["y"] + bar["height"] < 720


def test_tree_can_be_closed(chromium, address):
    """By its button, and by the key for that."""
    with new_page(chromium, **PHONE) as phone:
        phone.goto(address)
        tree = phone.locator(".bt-side")
        for close in (
            lambda: phone.locator(".bt-close").tap(),
            lambda: phone.keyboard.press("Escape"),
        ):
            phone.locator(".bt-page-bar button").first.tap()
            assert tree.is_visible()
            close()
            assert not tree.is_visible()


LONG_NAME = {
    "page-00.md": FILES["page-00.md"],
    "index.md": "# Docs\n\n```{toctree}\npage-00\nblog/index\n```\n",
    "blog/index.md": "# News\n",
    "blog/a.md": post(tags="x"),
}


@pytest.fixture(scope="module")
def sections(module_site):
    """Return where documentation with a long name and a blog in its tree is served."""
    built = module_site(LONG_NAME, project="Clockworkmanufactory", blog_path="blog")
    with serve(built.build().out) as root:
        yield root


@pytest.mark.parametrize("width", [360, 1024, 1280, 1440])
def test_name_is_one_line_of_one_size_on_all_pages(page, sections, width):
    """Beside the tree, too, no word of it is broken."""
    page.set_viewport_size({"width": width, "height": 800})
    sizes = set()
    for path in ("page-00/", "blog/", "blog/tag/x/"):
        page.goto(f"{sections}{path}")
        sizes.add(round(page.locator(".bt-site-title").bounding_box()["height"]))

    assert len(sizes) == 1
    assert width < 400 or sizes.pop() < 40  # on a phone it does not fit
    assert page.evaluate("document.documentElement.scrollWidth") <= width
