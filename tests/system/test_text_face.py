"""The text face that comes with the theme: light, free, whole, and only where chosen."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

import sphinx_blogtheme
from conftest import ROOT, post
from serving import serve

sys.path.insert(0, str(ROOT / "docs"))

import text_font

STATIC = Path(sphinx_blogtheme.__file__).parent / "theme/sphinx_blogtheme/static-face"
FONTS = sorted((STATIC / "fonts").glob("*.woff2"))
SHEET = (STATIC / "css" / "face.css").read_text("utf-8")

BUDGET = 70_000
"""In bytes, for a page of Latin text."""

TEXT = "It *is* **so**, said 1<sup>st</sup> Zoë in 2025.[^1]\n\n## Part\n\n[^1]: Yes.\n"

BUNDLED = {"text_face": "bundled"}


@pytest.fixture(scope="module")
def built(module_site):
    """Return a blog that is set in the face."""
    files = {"a.md": post(TEXT), "b.md": post(f"**Bold *both* Łódź**\n\n{TEXT}")}
    return module_site(files, html_theme_options=BUNDLED).build()


@pytest.mark.parametrize("file", FONTS, ids=lambda file: file.stem)
def test_font_has_a_licence_and_no_reserved_name(file):
    """The copyright stays; no name of ours has the word that its owners reserve."""
    names = TTFont(file)["name"]
    own = [names.getDebugName(number) for number in (1, 3, 4, 6)]

    assert "Adobe" in names.getDebugName(0)
    assert "SIL Open Font License" in names.getDebugName(13)
    assert [name for name in own if not name or "Source" in name] == []
    licence = (STATIC / "fonts" / "BlogthemeSerif-LICENSE.txt").read_text("utf-8")
    assert {"Adobe", "Version 1.1", "Modified Version"} <= set(
        re.findall(r"Adobe|Version 1\.1|Modified Version", licence)
    )


@pytest.mark.parametrize("style", text_font.STYLES)
@pytest.mark.parametrize("part", text_font.PARTS)
def test_part_has_the_characters_that_it_is_loaded_for(style, part):
    """Each letter of its range, of which no other part has any."""
    font = TTFont(STATIC / "fonts" / text_font.file_name(style, part))
    wanted = text_font.named(text_font.PARTS[part])
    others = (text_font.named(text_font.PARTS[p]) for p in text_font.PARTS if p != part)

    letters = {code for code in wanted if chr(code).isalnum()}
    assert letters <= font.getBestCmap().keys()
    assert wanted.isdisjoint(set().union(*others))


def test_small_figures_can_give_way_to_others():
    """They are as high as ordinary ones, and stand on the line as those do."""
    figures, text = (
        TTFont(STATIC / "fonts" / text_font.file_name("Regular", part))
        for part in ("figures", "latin")
    )
    for digit in "0123456789":
        small, usual = (
            font["glyf"][font.getBestCmap()[ord(digit)]] for font in (figures, text)
        )
        assert (small.yMin, small.yMax) == pytest.approx(
            (usual.yMin, usual.yMax), abs=26
        )


def test_style_sheet_names_each_font_and_the_readers_own_first():
    """And a font that comes too late moves no line."""
    faces = re.findall(r"@font-face \{(.*?)\}", SHEET, re.DOTALL)
    sources = [re.search(r"src: (.*);", face)[1] for face in faces]

    assert [re.search(r"/([\w-]+\.woff2)", source)[1] for source in sources] == [
        text_font.file_name(style, part)
        for style in text_font.STYLES
        for part in text_font.PARTS
    ] + [text_font.file_name("Regular", "figures")]
    assert all(source.startswith("local(") for source in sources[:-1])
    assert all("font-display: optional" in face for face in faces)


def test_site_without_the_option_has_no_such_file(site):
    """Nor has one that names another face."""
    options = [{}, BUNDLED | {"text_font": "Georgia, serif"}]
    for number, chosen in enumerate(options):
        other = site({f"{number}.md": post()}, html_theme_options=chosen).build()
        assert not [name for name in other.files() if "BlogthemeSerif" in name]
        assert "BlogthemeSerif" not in other.text("index.html")


def test_page_announces_the_faces_that_it_needs(built):
    """Each link leads to a file."""
    page = built.html("2025/03/a")
    links = [link["href"] for link in page.select("link[rel=preload][as=font]")]

    assert [re.search(r"-(\w+)-latin", link)[1] for link in links] == [
        "Regular",
        "Italic",
        "Bold",
    ]
    assert all(built.exists(link.removeprefix("../../../")) for link in links)


SHIFTS = """\
() => new Promise(resolve => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) sum += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  document.fonts.ready.then(() => setTimeout(() => resolve(sum), 200));
})
"""


@pytest.mark.browser
def test_page_is_light_and_keeps_still(page, built):
    """At its first visit and at the next, when the browser has the fonts."""
    sizes = {}
    page.on(
        "requestfinished",
        lambda request: (
            sizes.update({request.url: request.sizes()["responseBodySize"]})
            if request.resource_type == "font"
            else None
        ),
    )
    with serve(built.out) as address:
        shifts = []
        for _ in range(2):
            page.goto(f"{address}2025/03/a/", wait_until="networkidle")
            shifts.append(page.evaluate(SHIFTS))
        names = {url.rpartition("/")[2] for url in sizes}
        used = page.evaluate(
            "[...document.fonts].filter(f => f.status === 'loaded').length"
        )

    # Hairs: on a busy machine, the face comes after its double.
    assert max(shifts) < 0.001
    assert names == {
        *(
            text_font.file_name(style, "latin")
            for style in ("Regular", "Italic", "Bold")
        ),
        text_font.file_name("Regular", "figures"),
    }
    assert sum(file.stat().st_size for file in FONTS if file.name in names) <= BUDGET
    assert used == len(names)
