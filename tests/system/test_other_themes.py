"""What a reader sees of a blog under other themes, in the system's Chromium."""

from __future__ import annotations

from functools import cache

import pytest

from blog_in_docs import CONF, FILES, THEMES
from browser import new_page
from conftest import build_folder, make_site, post
from serving import serve

pytestmark = pytest.mark.browser

MORE = {
    "news/old.md": post(
        "Old widgets.\n",
        slug="old",
        title="Widgets of old",
        date="2024-05-01",
        categories="History",
    )
}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return a function that returns where the blog is served under a theme."""
    servers = []

    @cache
    def of(theme):
        pytest.importorskip(theme)
        folder = tmp_path_factory.mktemp(theme)
        made = make_site(folder, FILES | MORE, **CONF, html_theme=theme)
        servers.append(serve(build_folder(made.source, made.outputs).out))
        return servers[-1].__enter__()

    yield of
    for server in servers:
        server.__exit__(None, None, None)


SHOWN = "#search-results li:not(.bt-left-out) > a"


@pytest.mark.parametrize("theme", ["furo", "alabaster"])
def test_reader_narrows_the_results_of_the_search(page, address, theme):
    """To posts, a category or a year; posts have their date beside their title."""
    page.goto(f"{address(theme)}search/?q=widgets")
    page.locator(SHOWN).nth(2).wait_for()
    titles = sorted(page.locator(SHOWN).all_inner_texts())
    assert titles == ["A talk on widgets", "Widgets", "Widgets of old"]
    dates = page.locator(".bt-search-date").all_inner_texts()
    assert sorted(dates) == ["1 May 2024", "1 May 2025"]

    for name, choice, left in (
        ("Show", "Posts", ["A talk on widgets", "Widgets of old"]),
        ("Year", "2024", ["Widgets of old"]),
        ("Category", "Releases", []),
    ):
        page.locator(".bt-search-facets").get_by_label(name).select_option(choice)
        assert sorted(page.locator(SHOWN).all_inner_texts()) == left
    assert page.locator(".bt-search-none").is_visible()


@pytest.mark.parametrize(
    ("theme", "scheme"), [("furo", "dark"), ("alabaster", "light")]
)
def test_comments_have_the_scheme_that_the_theme_shows(
    chromium, address, theme, scheme
):
    """One without a dark scheme is light in a dark system too."""
    with new_page(chromium, color_scheme="dark") as page:
        page.goto(f"{address(theme)}2025/06/released/", wait_until="domcontentloaded")
        found = page.evaluate("document.documentElement.dataset.colourScheme")

    assert found == scheme


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("theme", ["furo", "pydata_sphinx_theme", "alabaster"])
def test_blog_is_accessible_in_its_frame(chromium, address, theme, scheme):
    """With the colours of the theme, whose own pages are no concern of ours."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    with new_page(chromium, color_scheme=scheme) as page:
        for path in ("2025/06/released/", "2025/02/part2/", "archives/", "categories/"):
            page.goto(f"{address(theme)}{path}", wait_until="domcontentloaded")
            found = axe.Axe().run(page, context=".bt-blog").response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


@pytest.mark.parametrize("theme", THEMES)
def test_blog_does_not_scroll_sideways_on_phones(chromium, address, theme):
    """Nothing of ours is wider than the frame of the theme."""
    with new_page(chromium, viewport={"width": 360, "height": 700}) as page:
        for path in ("", "2025/06/released/", "archives/", "releases/", "feed/"):
            page.goto(f"{address(theme)}{path}", wait_until="domcontentloaded")
            wide = page.evaluate(
                "[...document.querySelectorAll('.bt-blog *')].filter((one) => "
                "one.getBoundingClientRect().right > innerWidth + 1 && "
                "!one.closest('pre, .bt-hidden')).map((one) => one.outerHTML)"
            )
            assert wide == []
