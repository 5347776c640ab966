"""Pages as a reader's browser shows them: widths, colours, no script, no third party.

The tests drive the Chromium of the system with Playwright, and are skipped,
with a reason, where one of the two is missing.
"""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from browser import new_page
from conftest import build_folder
from measures import READ_TO_THE_END
from serving import serve

pytestmark = pytest.mark.browser

WORD = "incomprehensibility"

LONG_ADDRESS = "https://example.net/" + "a-long-path/" * 12
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

|{" Column |" * 16}
|{"---|" * 16}
|{" value |" * 16}

Euler knew that $e^{{i\\pi}} + 1 = 0$, and also that

$$
{LONG_FORMULA} = 0
$$

$$
{LONG_FORMULA} = 1
$$ (of-DAY)

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


@pytest.fixture(scope="module")
def window(chromium):
    """Return a window in which page after page is opened, each as if it were the first."""
    with new_page(chromium) as page:
        session = page.context.new_cdp_session(page)
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})
        yield page


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page_fits_and_is_whole(subtests, window, bare_page, address, path):
    """In windows of all widths, without a third party, and without JavaScript."""
    requests, failures = [], []

    def ask(request):
        requests.append(urlsplit(request.url).netloc)

    def receive(response):
        if not response.ok:
            failures.append(response.url)

    window.goto("about:blank")
    window.on("request", ask)
    window.on("response", receive)
    window.goto(address + path)
    window.evaluate(READ_TO_THE_END)

    for name, width in WIDTHS.items():
        with subtests.test(f"nobody scrolls sideways on a {name}"):
            window.set_viewport_size({"width": width, "height": 800})
            assert window.evaluate("document.documentElement.scrollWidth") <= width

    with subtests.test("JavaScript adds no text, and its absence hides none"):
        if path != PAGES["search"]:
            bare_page.set_viewport_size(window.viewport_size)
            bare_page.goto(address + path)
            # A button that only a script can serve is added by that script.
            window.evaluate(
                "document.querySelectorAll('.bt-copy, [data-copy]').forEach(b => b.remove())"
            )
            text, bare = (p.locator("main").inner_text() for p in (window, bare_page))
            assert text.strip()
            assert bare == text

    window.remove_listener("request", ask)
    window.remove_listener("response", receive)
    with subtests.test("all comes from the site itself, and nothing is missing"):
        assert set(requests) == {urlsplit(address).netloc}
        assert failures == []


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


def test_reader_chooses_light_or_dark(window, address):
    """Text is dark on light, or light on dark, with a contrast of at least 7."""
    luminances = {}
    window.goto(address + PAGES["post"])
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        text, background = map(luminance, window.evaluate(COLOURS))
        luminances[scheme] = (text, background)

    (ink, paper), (light, night) = luminances["light"], luminances["dark"]
    assert (paper + 0.05) / (ink + 0.05) >= 7
    assert (light + 0.05) / (night + 0.05) >= 7


def test_maths_font_is_loaded_where_a_formula_is(window, address):
    """A page with formulas fetches the font for them; one without does not."""
    fonts = set()

    def note(request):
        if request.resource_type == "font":
            fonts.add(request.url.rpartition("/")[2])

    window.on("request", note)
    found = []
    for name in ("page", "post"):
        window.goto(address + PAGES[name])
        window.evaluate("document.fonts.ready.then(() => null)")
        found.append(set(fonts))
    window.remove_listener("request", note)
    without_formula, with_formula = found

    assert without_formula == set()
    assert ["STIX" in name for name in with_formula] == [True]


def test_wide_formula_begins_in_view(window, address):
    """Its number, if it has one, is at the other end."""
    window.goto(address + PAGES["post"])
    starts = window.evaluate(
        "[...document.querySelectorAll('div.math')].map(box =>"
        " box.querySelector('math').getBoundingClientRect().left"
        " - box.getBoundingClientRect().left)"
    )

    assert starts == [0, 0]


EDGES = """() => {
    const body = document.querySelector('.e-content');
    const text = body.querySelector('p').getBoundingClientRect();
    const wide = ['pre', 'table', 'div.math'].map(name => body.querySelector(name));
    return [
        text.right,
        document.documentElement.scrollWidth,
        ...wide.map(box => box.getBoundingClientRect().right),
    ];
}"""


@pytest.mark.parametrize(("width", "growth"), [(900, 20), (1040, 192), (1600, 336)])
def test_wide_things_grow_into_the_margin(window, address, width, growth):
    """Code, tables and formulas do, up to about 56rem, and the page never scrolls."""
    window.set_viewport_size({"width": width, "height": 800})
    window.goto(address + PAGES["post"])
    text, page, *edges = window.evaluate(EDGES)

    assert page <= width
    assert [edge - text for edge in edges] == pytest.approx([growth] * 3, abs=25)
