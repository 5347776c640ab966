"""Diagrams can be read in the scheme that the reader has chosen."""

from __future__ import annotations

import pytest

from conftest import post

pytestmark = pytest.mark.browser

PICTURES = """\
<img class="bt-diagram" src="/a.svg" alt="a" width="9" height="9">
<div class="graphviz"><img src="/a.svg" alt="b" width="9" height="9"></div>
<div class="graphviz"><object data="/a.svg" type="image/svg+xml">c</object></div>
<p class="plantuml"><img src="/a.svg" alt="d" width="9" height="9"></p>
"""

BEHIND = """elements => elements.map(element => {
  const colour = getComputedStyle(element).backgroundColor;
  const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
  return alpha === 0 ? "" : red + green + blue > 600 ? "light" : "dark";
})"""


@pytest.mark.parametrize("system", ["light", "dark"])
def test_diagram_has_a_light_ground_on_dark_pages(site, page, system):
    """Whether the system or the button in the header has asked for dark ones."""
    built = site(
        {
            "posts/a.md": post(PICTURES),
            "files/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        }
    ).build()
    page.emulate_media(color_scheme=system)
    page.goto((built.out / "2025/03/a/index.html").as_uri())
    selector = ".e-content :is(img, object)"

    assert (
        page.eval_on_selector_all(selector, BEHIND)
        == ["light" if system == "dark" else ""] * 4
    )
    for scheme, ground in (("dark", "light"), ("light", "")):
        page.evaluate(f"document.documentElement.dataset.colourScheme = '{scheme}'")
        assert page.eval_on_selector_all(selector, BEHIND) == [ground] * 4
