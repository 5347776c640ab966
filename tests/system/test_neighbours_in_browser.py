"""What other extensions add to a post works for a reader, also where posts are listed."""

from __future__ import annotations

import pytest

from browser import new_page
from neighbours import NEIGHBOURS, build_beside
from serving import serve

pytestmark = pytest.mark.browser

NAMES = ("copybutton", "tabs", "design", "togglebutton")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return where a site with buttons and tabs of other extensions is served."""
    chosen = {name: NEIGHBOURS[name] for name in NAMES}
    for neighbour in chosen.values():
        if missing := neighbour.missing():
            pytest.skip(f"{missing} is not installed")
    folder = tmp_path_factory.mktemp("neighbours")
    with serve(build_beside(folder, chosen, "dirhtml").site.out) as root:
        yield root


@pytest.fixture(params=["", "2025/03/one/", "python/"], ids=["front", "post", "list"])
def page(request, chromium, address):
    """Return a page with posts; no script on it may have failed."""
    errors = []
    with new_page(chromium) as page:
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address + request.param, wait_until="networkidle")
        yield page
    assert errors == []


def test_each_block_of_code_has_one_copy_button(page):
    """A reader sees one way to copy it."""
    counts = page.locator("div.highlight").evaluate_all(
        "blocks => blocks.map(block => block.parentElement"
        ".querySelectorAll('button').length)"
    )

    assert counts
    assert set(counts) == {1}


def test_each_tab_opens_its_own_panel(page):
    """A tab of one post leaves those of the others as they are."""
    pears = page.get_by_role("tab", name="Pears")
    yellow = page.get_by_text("Yellow.", exact=True)
    assert pears.count() == yellow.count() > 0
    last = pears.count() - 1
    pears.nth(last).click()

    assert [yellow.nth(n).is_visible() for n in range(last + 1)] == [
        n == last for n in range(last + 1)
    ]


def test_each_radio_tab_opens_its_own_panel(page):
    """The tabs of sphinx-design, which are radio buttons, are groups of one post."""
    labels = page.locator("label.sd-tab-label", has_text="B")
    bananas = page.get_by_text("Bananas.", exact=True)
    assert labels.count() == bananas.count() > 0
    for n in range(labels.count()):
        labels.nth(n).click()

    assert all(bananas.nth(n).is_visible() for n in range(bananas.count()))


def test_address_of_a_card_is_not_to_be_seen(page):
    """The link that covers a card has a text for programs only."""
    links = page.locator("a.sd-stretched-link")

    assert links.count() > 0
    for n in range(links.count()):
        assert links.nth(n).locator("span").bounding_box()["width"] < 1
