"""How the theme sets text: sizes in proportion, dashes whole, long words, paper.

The tests drive the Chromium of the system with Playwright, and are skipped,
with a reason, where one of the two is missing.
"""

from __future__ import annotations

from importlib.resources import files
from itertools import product

import pytest

from conftest import build_folder, post
from measures import axe_violations
from serving import serve

pytestmark = pytest.mark.browser

LONG = "ONE_NAME_OF_A_SETTING_THAT_IS_LONGER_THAN_ANY_TELEPHONE_IS_WIDE_AT_ALL"

POST = f"""\
---
title: "Part DAY -- the ink"
slug: part-DAY
date: 2025-03-DAY
categories: offsite backups and all the tests that they need, inks
tags: {LONG}
series: The {LONG} of it
---

Ink -- as a word --- is short, and so is `--ink`. <span id="mark">Marked.</span>

## {LONG}

> [!tip]- Closed box
> <span id="boxed">Boxed text.</span>

<details><summary>Why?</summary><p id="folded">Folded text.</p></details>

### The third size

:::{{warning}}
Of spilled ink.
:::

```{{code-block}} text
:caption: A caption
ink
```

#### The fourth size

## The second size
"""

CARD = """\
# Cards

:::{card} A card
:link: https://elsewhere.example/a/very/long/address
Its text.
:::
"""

CONF = """\
project = "Typesetting"
extensions = ["sphinx_blogtheme", "sphinx_design"]
html_theme = "sphinx_blogtheme"
html_baseurl = "https://example.org/"
myst_enable_extensions = ["colon_fence"]
blog_comments = {"system": "utterances", "repo": "owner/name"}
html_theme_options = OPTIONS
"""

PAGE = "2025/03/part-11/"


def built(folder, **options):
    """Build the blog with options of the theme; return its folder."""
    files = {
        "conf.py": CONF.replace("OPTIONS", repr(options)),
        "index.md": "# Ink\n",
        "cards.md": CARD,
        **{f"posts/{n}.md": POST.replace("DAY", str(n)) for n in range(10, 22)},
    }
    for name, text in files.items():
        path = folder / "source" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return build_folder(folder / "source", folder / "out").out


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """Return the address of the blog as it is without options."""
    with serve(built(tmp_path_factory.mktemp("usual"))) as address:
        yield address


SIZES = """\
() => Object.fromEntries(
  [...document.querySelectorAll("h2, h3, h4, pre, .bt-meta, .bt-box, .bt-site-title, summary")]
    .map(element => [
      `${element.localName}.${element.className}`,
      parseFloat(getComputedStyle(element).fontSize)
        / parseFloat(getComputedStyle(document.body).fontSize),
    ]))
"""


ENHANCED = """\
async () => (await axe.run(document, { runOnly: ["color-contrast-enhanced"] }))
  .violations.flatMap(rule => rule.nodes.map(node => node.html.slice(0, 99)))
"""


def test_each_word_of_high_contrast_has_seven_to_one(page, tmp_path):
    """On posts, lists and archives, and in both schemes (WCAG 2.2, 1.4.6)."""
    axe = files("axe_playwright_python").joinpath("axe.min.js")
    with serve(built(tmp_path, palette="contrast")) as address:
        for scheme, path in product(("light", "dark"), (PAGE, "", "archives/")):
            page.emulate_media(color_scheme=scheme)
            page.goto(address + path)
            page.evaluate(f"{axe.read_text(encoding='utf-8')}; 0")
            assert page.evaluate(ENHANCED) == [], (scheme, path)


@pytest.mark.parametrize("path", [PAGE, "", "archives/"])
def test_all_sizes_follow_the_size_of_the_text(page, address, tmp_path, path):
    """Headings, code and small text keep their proportion to a larger text."""
    page.goto(address + path)
    usual = page.evaluate(SIZES)
    with serve(built(tmp_path, text_size="1.5rem")) as larger:
        page.goto(larger + path)
        sizes = page.evaluate(SIZES)

    assert sizes == pytest.approx(usual, abs=0.002)
    assert len(sizes) > 1


@pytest.mark.parametrize("path", [PAGE, "", "archives/", "inks/"])
def test_no_line_ends_within_a_typed_dash(page, address, path):
    """Two hyphens stand on one line, at whatever width they come to its end."""
    page.goto(address + path)
    for width in range(330, 420, 3):
        page.set_viewport_size({"width": width, "height": 800})
        lines = page.evaluate(
            """() => {
              const walker = document.createTreeWalker(document.body, 4);
              const found = [];
              for (let node; (node = walker.nextNode());) {
                if (node.parentElement.closest("pre, script, option")) continue;
                for (const { index, 0: dash } of node.data.matchAll(/-{2,}/g)) {
                  const range = new Range();
                  range.setStart(node, index);
                  range.setEnd(node, index + dash.length);
                  found.push(range.getClientRects().length);
                }
              }
              return found;
            }"""
        )
        assert set(lines) <= {0, 1}, width
    assert 1 in lines


SEPARATORS = """\
() => {
  const found = [];
  for (const line of document.querySelectorAll(".bt-meta, .bt-tags, .bt-breadcrumb")) {
    const walker = document.createTreeWalker(line, 4);
    let last = null;
    for (let node; (node = walker.nextNode());)
      for (let i = 0; i < node.data.length; i++) {
        const range = new Range();
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const box = range.getClientRects()[0];
        if (!node.data[i].trim() || !box) continue;
        if ("·,/".includes(node.data[i]) && last && box.top > last.bottom - 2)
          found.push(node.data.slice(i, i + 9));
        last = box;
      }
  }
  return found;
}
"""


@pytest.mark.parametrize("path", [PAGE, "", "inks/"])
def test_no_line_begins_with_what_parts_two_facts(page, address, path):
    """A point or a comma of the byline stays with the word before it."""
    page.goto(address + path)
    for width in range(320, 480, 4):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SEPARATORS) == [], width


def test_breadcrumb_ends_its_lines_with_the_stroke(page, address):
    """The last page has none after it, and no page one before it."""
    page.goto(address + PAGE)
    strokes = page.evaluate(
        """() => [...document.querySelectorAll(".bt-breadcrumb li")].map(
          item => ["::before", "::after"].map(
            part => getComputedStyle(item, part).content.includes("/")))"""
    )

    assert strokes == [[False, True], [False, True], [False, False]]


def test_dash_in_the_title_of_a_neighbour_stands_in_its_line(page, address):
    """Only the word above the title has a line of its own."""
    page.goto(address + PAGE)
    kept = page.locator(".bt-older-newer .bt-keep")

    assert kept.count() == 2
    assert {
        kept.nth(n).evaluate("e => getComputedStyle(e).display") for n in (0, 1)
    } == {"inline"}


def test_typed_dash_is_the_same_text(page, address):
    """What is copied, and what a page's title says, has two hyphens and no more."""
    page.goto(address + PAGE)

    assert page.title().startswith("Part 11 -- the ink")
    assert (
        page.locator(".e-content p")
        .first.inner_text()
        .startswith("Ink -- as a word --- is short, and so is --ink.")
    )


OPTIONS = ["--sdist", "--config-json", "--verbose-error"]
LONGER = "a_module.of_which.the-name-is/longer-than.any_line.that_a_screen.has.for_it"


@pytest.mark.parametrize("width", [320, 700, 1300])
def test_words_of_code_stay_whole_where_they_fit(page, site, width):
    """No line ends after the dashes of an option, and no page scrolls sideways."""
    words = "".join(
        f"{'x ' * count}`{option}`, [`{option}`](/), and `{LONGER}`.\n\n"
        for count in range(0, 40, 3)
        for option in OPTIONS
    )
    built = site({"a.md": post(f"{words}## The `{OPTIONS[2]}`\n\n- `{LONGER}`\n")})
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"file://{built.build().out}/2025/03/a/index.html")
    lines = page.evaluate(
        """() => [...document.querySelectorAll(".e-content code .pre")].map(
          word => [word.textContent,
            new Set([...word.getClientRects()].map(r => Math.round(r.top))).size])"""
    )

    assert {word for word, count in lines if count == 1} == {*OPTIONS}
    assert {word for word, count in lines if count > 1} == {LONGER}
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 700, 1000, 1300])
def test_long_words_stay_in_their_boxes(page, address, width):
    """Boxes that are opened hold a word that is longer than they are wide."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + PAGE)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    beyond = page.evaluate(
        """() => [...document.querySelectorAll("nav, summary, .bt-tags, h1, h2")]
          .filter(e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth)
          .map(e => e.outerHTML.slice(0, 80))"""
    )

    assert beyond == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_paper_shows_what_is_closed_on_the_screen(page, address):
    """Who prints a page cannot open a box on it."""
    page.goto(address + PAGE)
    shown = {}
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        shown[media] = [
            page.locator(f"#{name}").evaluate("e => e.checkVisibility()")
            for name in ("mark", "boxed", "folded")
        ]

    assert shown == {"screen": [True, False, False], "print": [True, True, True]}


def test_paper_has_no_heading_over_comments_that_are_not_there(page, address):
    """A frame is not printed, so nothing of it is: no heading and no empty page."""
    page.goto(address + PAGE)
    page.emulate_media(media="print")

    assert not page.locator("#comments").is_visible()


def test_title_on_paper_stays_with_what_follows(page, address):
    """No page ends with the title of a box or the caption of code."""
    page.goto(address + PAGE)
    page.emulate_media(media="print")
    for title in (".admonition-title", ".code-block-caption", "summary"):
        style = "e => getComputedStyle(e).breakAfter"
        assert page.locator(title).last.evaluate(style) == "avoid", title


def test_address_that_a_card_hides_is_not_drawn(page, address):
    """A card of sphinx-design can be clicked everywhere, and shows no URL."""
    page.goto(address + "cards/")

    width = page.locator(".sd-stretched-link").evaluate(
        """link => {
          const range = new Range();
          range.selectNodeContents(link);
          return range.getBoundingClientRect().width;
        }"""
    )

    assert width == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_found_pages_are_as_readable_as_others(page, address, scheme):
    """The search page is looked at when it shows more results than one screen has."""
    page.set_viewport_size({"width": 320, "height": 800})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.goto(address + "search/?q=ink")
    page.locator("#search-more").wait_for(state="visible")
    page.add_style_tag(
        content="""* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
          word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
    )

    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
