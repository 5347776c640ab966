"""Pages as a reader's browser shows them: widths, colours, no script, no third party.

The tests drive the Chromium of the system with Playwright, and are skipped,
with a reason, where one of the two is missing.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from browser import TIMEOUT
from conftest import build_folder
from serving import serve

pytestmark = pytest.mark.browser

WORD = "incomprehensibility"

LONG_ADDRESS = "https://example.org/" + "a-long-path/" * 12
LONG_CODE = "a line of code that no telephone can show as a whole " * 4
LONG_FORMULA = " + ".join(f"x_{{{n}}}^{{{n}}}" for n in range(60))

# DAY stands for a digit.
POST = f"""\
---
slug: post-DAY
title: A post about {WORD * 3}
date: 2025-03-0DAY 10:00:00
categories: python, a-category-of-{WORD}
description: What a narrow screen does with wide things.
---

The intro of post DAY, with a footnote[^1] and an address,
<{LONG_ADDRESS}>.

<!--more-->

### A heading with `{"inline_code_" * 8}`

```python
print("{LONG_CODE}")
```

|{" Column |" * 12}
|{"---|" * 12}
|{" value |" * 12}

Euler knew that $e^{{i\\pi}} + 1 = 0$, and also that

$$
{LONG_FORMULA} = 0
$$

> A quotation.

- A list
    - in a list

[^1]: Of {WORD}.
"""

FILES = {
    "conf.py": """\
project = "Browser test"
extensions = ["sphinx_blogtheme"]
html_theme = "sphinx_blogtheme"
html_baseurl = "https://example.org/"
blog_page_size = 2
""",
    "index.md": "# Browser test\n\nWelcome.\n",
    "contact.md": "---\norphan: true\n---\n\n# Contact\n\nAn ordinary page.\n",
    **{f"posts/{day}.md": POST.replace("DAY", str(day)) for day in range(1, 6)},
}

PAGES = {
    "front page": "",
    "second page": "page/2/",
    "post": "2025/03/post-1/",
    "category": "python/",
    "month": "2025/03/",
    "year": "2025/",
    "archive": "archives/",
    "categories": "categories/",
    "page": "contact/",
    "search": "search/",
}

WIDTHS = {"small phone": 320, "phone": 412, "desktop": 1280}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return the address of a small blog, built and served."""
    folder = tmp_path_factory.mktemp("browser")
    for name, text in FILES.items():
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    built = build_folder(folder / "source", folder / "out")
    assert built.warnings == []
    with serve(built.out) as address:
        yield address


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nobody_scrolls_sideways(page, address, path, width):
    """Wide things scroll within themselves; the page does not."""
    page.set_viewport_size({"width": width, "height": 800})
    response = page.goto(address + path)

    assert response.status == 200
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_comes_from_elsewhere(page, address, path):
    """A page asks only its own site for files, and gets each of them."""
    hosts, failures = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on(
        "response",
        lambda response: response.ok or failures.append(response.url),
    )
    page.goto(address + path, wait_until="networkidle")

    assert hosts == {urlsplit(address).netloc}
    assert failures == []


@pytest.mark.parametrize("path", [p for p in PAGES.values() if p != "search/"])
def test_text_is_the_same_without_javascript(chromium, address, path):
    """JavaScript adds no text, and its absence hides none."""
    texts = []
    for enabled in (True, False):
        context = chromium.new_context(java_script_enabled=enabled)
        context.set_default_timeout(TIMEOUT)
        page = context.new_page()
        page.goto(address + path)
        # A button that only a script can serve is added by that script.
        page.evaluate("document.querySelectorAll('.bt-copy').forEach(b => b.remove())")
        texts.append(page.locator("main").inner_text())
        context.close()

    assert texts[0].strip()
    assert texts[0] == texts[1]


COLOURS = """\
() => {
  const canvas = document.createElement("canvas").getContext(
    "2d", { willReadFrequently: true });
  const rgb = colour => {
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const opaque = element => {
    const colour = getComputedStyle(element).backgroundColor;
    const bare = /^(transparent|rgba\\(.*, 0\\))$/.test(colour);
    return bare && element.parentElement ? opaque(element.parentElement) : colour;
  };
  const text = document.querySelector("main .e-content p");
  return [getComputedStyle(text).color, opaque(text)].map(rgb);
}
"""


def luminance(rgb):
    """Return the relative luminance of a colour, as WCAG 2.2 defines it."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_reader_chooses_light_or_dark(page, address):
    """Text is dark on light, or light on dark, with a contrast of at least 7."""
    luminances = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        page.goto(address + PAGES["post"])
        text, background = map(luminance, page.evaluate(COLOURS))
        luminances[scheme] = (text, background)

    (ink, paper), (light, night) = luminances["light"], luminances["dark"]
    assert (paper + 0.05) / (ink + 0.05) >= 7
    assert (light + 0.05) / (night + 0.05) >= 7


def test_maths_font_is_loaded_where_a_formula_is(page, address):
    """A page with formulas fetches the font for them; one without does not."""
    fonts = set()

    def note(request):
        if request.resource_type == "font":
            fonts.add(request.url.rpartition("/")[2])

    page.on("request", note)
    page.goto(address + PAGES["page"], wait_until="networkidle")
    without_formula = set(fonts)
    page.goto(address + PAGES["post"], wait_until="networkidle")

    assert without_formula == set()
    assert ["STIX" in name for name in fonts] == [True]
