"""Links in code for those who read with a keyboard, a mouse or a screen reader."""

from __future__ import annotations

import zlib

import pytest

from browser import new_page
from conftest import post
from serving import serve

pytestmark = pytest.mark.browser

CODE = """\
import os
import os.path as p

for folder in os.environ:
    print(p, os, "<a>")
"""

SESSION = ">>> import os\n>>> os.environ\n{}\n"

OBJECTS = """\
builtins py:module 0 b.html#$ -
print py:function 1 f.html#$ -
os py:module 0 os.html#module-$ -
os.path py:module 0 os.path.html#module-$ -
os.environ py:data 1 os.html#$ -
"""


@pytest.fixture(scope="module", params=["sphinx_blogtheme", "furo"])
def address(request, module_site):
    """Return where a post with linked code is served, in a theme."""
    pytest.importorskip(request.param)
    head = b"# Sphinx inventory version 2\n# Project: P\n# Version: 1\n"
    zipped = b"# The remainder of this file is compressed using zlib.\n"
    blocks = f"```python\n{CODE}```\n\n```pycon\n{SESSION}```\n"
    built = module_site(
        {
            "posts/a.md": post(f"{blocks}\n{blocks}"),
            "py.inv": head + zipped + zlib.compress(OBJECTS.encode()),
        },
        extensions=["sphinx.ext.intersphinx", "sphinx_blogtheme"],
        intersphinx_mapping={"py": ("https://docs.example/", "py.inv")},
        html_theme=request.param,
    ).build()
    with serve(built.out) as root:
        yield f"{root}2025/03/a/"


def test_tab_key_stops_once_for_each_place(page, address):
    """A page of code has as many stops as it names things."""
    page.goto(address)
    focused = (
        "[...document.querySelectorAll('.bt-name')].indexOf(document.activeElement)"
    )
    stops = set()
    for _ in range(60):  # more than once around the page
        page.keyboard.press("Tab")
        stops.add(page.evaluate(focused))
    links = page.locator(".bt-name")
    urls = [links.nth(stop).get_attribute("href") for stop in sorted(stops - {-1})]

    assert [url.rpartition("/")[2] for url in urls] == [
        "os.html#module-os",
        "os.path.html#module-os.path",
        "os.html#os.environ",
        "f.html#print",
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_links_look_like_the_code_around_them(chromium, address, scheme):
    """They have its colour and a line below it; on paper nothing, not even the URL."""
    look = """link => {
      const style = getComputedStyle(link);
      const same = style.color === getComputedStyle(link.parentElement).color;
      return [same, style.textDecorationLine, style.textDecorationStyle];
    }"""
    with new_page(chromium, color_scheme=scheme) as page:
        page.goto(address)
        link = page.locator("a.bt-name").last

        assert link.evaluate(look) == [True, "underline", "dotted"]
        link.hover()
        assert link.evaluate(look) == [True, "underline", "solid"]
        page.mouse.move(0, 0)
        page.emulate_media(media="print")
        assert link.evaluate(look)[1] == "none"
        after = "link => getComputedStyle(link, '::after').content"
        assert link.evaluate(after) == "none"


def test_selected_code_is_the_code(page, address):
    """Without anything that links would add."""
    page.goto(address)
    select = """pre => {
      getSelection().selectAllChildren(pre);
      return getSelection().toString();
    }"""

    assert page.locator("pre").first.evaluate(select).rstrip("\n") == CODE.rstrip("\n")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(chromium, address, scheme):
    """In the code: the rest of a page is measured elsewhere, and in furo not ours."""
    pytest.importorskip("axe_playwright_python")
    from measures import axe_violations  # noqa: PLC0415 -- needs axe

    with new_page(chromium, color_scheme=scheme) as page:
        page.goto(address)
        found = [fault for fault in axe_violations(page) if "bt-name" in fault]

    assert found == []
