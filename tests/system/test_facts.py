"""What the documentation and the demo blog state of the code is true."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from conftest import ROOT
from sphinx_blogtheme.check.external_links import DAY, GONE, GOOD, KEEP
from sphinx_blogtheme.check.image_rules import SMALL
from sphinx_blogtheme.config.declaring import default_of
from sphinx_blogtheme.config.defaults import DEFAULTS
from sphinx_blogtheme.config.options import DEFAULT_PERMALINK, option_fields
from sphinx_blogtheme.features.images.first import NEAR_THE_TOP
from sphinx_blogtheme.feeds.paths import CARD_SIZE
from sphinx_blogtheme.feeds.sitemap import MAX_URLS
from sphinx_blogtheme.front_matter import values
from sphinx_blogtheme.markdown.contents import FEWEST_HEADINGS
from sphinx_blogtheme.model.headings import outline
from sphinx_blogtheme.model.kinds import NOTE_LENGTH
from sphinx_blogtheme.model.permalinks import MAX_SEGMENT_BYTES
from sphinx_blogtheme.model.posts import WORDS_PER_MINUTE
from sphinx_blogtheme.model.related import MOST
from sphinx_blogtheme.pages import template_values
from sphinx_blogtheme.warnings import WarningKind

if TYPE_CHECKING:
    from collections.abc import Callable

PACKAGE = ROOT / "sphinx_blogtheme"
STATIC = PACKAGE / "theme/sphinx_blogtheme/static"

POSTS = "content/posts/"
MATHS = f"{POSTS}2023/09/maths-without-a-script.md"
DARK = f"{POSTS}2024/05/dark-mode-in-css.md"
ABLOG = f"{POSTS}2024/10/ablog-underneath.md"
MACHINES = f"{POSTS}2025/03/a-page-for-machines.md"
FEEDS = f"{POSTS}2025/07/feeds-in-three-formats.md"
CONTRAST = f"{POSTS}2026/02/contrast-is-arithmetic.md"
COLOPHON = f"{POSTS}2026/10/colophon.md"
IMAGES = f"{POSTS}2022/06/images-and-files.md"
WARNINGS = f"{POSTS}2026/11/warnings-worth-reading.md"

SIX = ("scheme", "copy", "copy-text", "notes", "contents", "docs")

NUMBERS = {
    1: "one",
    2: "two",
    3: "three",
    4: "four",
    10: "ten",
    60: "sixty",
    70: "seventy",
    80: "eighty",
}


class Fact(NamedTuple):
    """A sentence of a page, with ``()`` where it states a value of the code."""

    page: str
    sentence: str
    value: Callable[[], object]


def text_of(page: str) -> str:
    return (ROOT / page).read_text(encoding="utf-8")


def size(*names: str) -> int:
    return sum((STATIC / name).stat().st_size for name in names)


def default(name: str) -> object:
    return next(default_of(option) for option in option_fields() if option.name == name)


def feed_default() -> int:
    return DEFAULTS["blog_feed_length"]


def quoted(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def word(number: int) -> str:
    return NUMBERS[number]


def converter() -> str:
    """Return the name of the library that converts formulas, as PyPI has it."""
    tree = ast.parse(text_of("sphinx_blogtheme/markdown/mathml.py"))
    modules = [n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)]
    (library,) = set(modules) & {"math_core", "latex2mathml", "docutils.utils.math"}
    return library.replace("_", "-")


def colour(name: str) -> str:
    """Return both values of a colour of the palette, as a table has them."""
    css = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
    return re.search(rf"--bt-{name}: light-dark\((.*?)\);", css)[1]


def parts_of_the_font() -> int:
    return len(list((STATIC / "fonts").glob("STIXTwoMath-*.woff2")))


FACTS = [
    # The demo blog
    Fact(MATHS, "STIX Two Math, cut into () parts", lambda: word(parts_of_the_font())),
    Fact(
        MATHS,
        "signs of everyday formulas has () KB",
        lambda: round(size("fonts/STIXTwoMath-core.woff2") / 1000),
    ),
    Fact(MATHS, "The converter is [()](", converter),
    Fact(COLOPHON, "| Formulas | [()](", converter),
    Fact(
        COLOPHON,
        "The configuration is about () lines long",
        lambda: word(round(len(text_of("content/conf.py").splitlines()), -1)),
    ),
    Fact(FEEDS, "blog_feed_length = 25  # the default is ()\n", feed_default),
    Fact(FEEDS, "# the default is [()]\n", lambda: quoted(default("feeds"))),
    Fact(ABLOG, "entries in a feed; () if you don't set it", feed_default),
    Fact(ABLOG, "whole posts; `()` if", lambda: DEFAULTS["blog_feed_fulltext"]),
    Fact(DARK, "--paper: light-dark(());", lambda: colour("paper")),
    Fact(DARK, "--ink: light-dark(());", lambda: colour("ink")),
    # The documentation
    Fact(
        "docs/theming.md",
        "The first six scripts together have less than () KB",
        lambda: -(-size(*(f"js/{name}.js" for name in SIX)) // 1000),
    ),
    Fact(
        "docs/pages.md", "without code, at () words a minute", lambda: WORDS_PER_MINUTE
    ),
    Fact("docs/kinds.md", "and at most () characters", lambda: NOTE_LENGTH),
    Fact("docs/pages.md", "if there are () or more", lambda: word(FEWEST_HEADINGS)),
    Fact("docs/pages.md", "up to () posts that share", lambda: word(MOST)),
    Fact("docs/pages.md", "Lists have () posts", lambda: word(default("page_size"))),
    Fact(
        "docs/feeds.md",
        "the full text of the () newest posts",
        lambda: word(feed_default()),
    ),
    Fact("docs/feeds.md", "bigger than () KB", lambda: default("feed_limit")),
    Fact("docs/permalinks.md", "and at most () bytes", lambda: MAX_SEGMENT_BYTES),
    Fact("docs/permalinks.md", "the default is `()`", lambda: DEFAULT_PERMALINK),
    Fact("docs/machines.md", "more than () pages", lambda: f"{MAX_URLS:,}"),
    Fact(
        "docs/machines.md", "PNG of () pixels", lambda: " × ".join(map(str, CARD_SIZE))
    ),
    Fact("docs/writing.md", "in the first () blocks", lambda: word(NEAR_THE_TOP)),
    Fact("docs/checking.md", "more than () KB", lambda: SMALL // 1024),
    Fact("docs/checking.md", "and moves for () days", lambda: KEEP[GOOD] // DAY),
    Fact("docs/checking.md", "dead links for () day", lambda: word(KEEP[GONE] // DAY)),
]


@pytest.mark.parametrize("fact", FACTS, ids=[f"{f.page}: {f.sentence}" for f in FACTS])
def test_page_states_the_value_of_the_code(fact):
    """A number or a name in a sentence is the one that the package has."""
    before, after = fact.sentence.split("()", 1)
    pattern = rf"{re.escape(before)}(.+?){re.escape(after)}"

    assert re.findall(pattern, text_of(fact.page)) == [str(fact.value())]


def test_posts_on_warnings_list_each_kind():
    """The table of the demo blog has a row for each kind of warning."""
    rows = re.findall(r"^`(\w+)` \| ", text_of(WARNINGS), re.MULTILINE)

    assert sorted(rows) == sorted(kind.value for kind in WarningKind)


MESSAGES = {
    MATHS: {"b.md": "---\ndate: 2024-01-01\n---\n\nA root.\nIt is\n\n$x^{2$\n"},
    f"{POSTS}2026/05/links-three-ways.md": {
        "b.md": "---\ndate: 2024-01-01\n---\n\nA link.\nIt is\n\n[x](/2024/02/missing/)\n"
    },
    f"{POSTS}2026/09/a-week-with-plus-signs.md": {
        "a-week-with-plus-signs.md": (
            '+++\ntitle = "A week with plus signs\ndate = 2026-09-06T08:15:00Z\n+++\n'
        )
    },
    WARNINGS: {
        "b.md": "---\ntitle: B\ndate: 2024-01-01\nstate: published, startups\n---\n",
        "on-vellum.md": "---\ntitle: On vellum\ndate: 2024-02-31\n---\n",
    },
}


@pytest.mark.parametrize("page", MESSAGES)
def test_post_shows_the_warning_that_a_build_gives(site, page):
    """A message in the demo blog is the one that an author gets today."""
    made = site(MESSAGES[page])

    given = made.build(warnings=None).warnings

    shown = re.findall(r"^\S+\.md:\d+: WARNING: .*", text_of(page), re.MULTILINE)
    assert sorted(shown) == sorted(w.removeprefix(f"{made.source}/") for w in given)


def test_post_on_images_shows_the_element_of_its_page(demo_site):
    """The sizes and the order of attributes are those that the theme writes."""
    (shown,) = re.findall(
        r'<img src="(?:\.\./)+(.*?)" alt=.*?\n +(.*?)>', text_of(IMAGES)
    )
    page = demo_site.html("2022/06/images-and-files")
    image = page.select_one(f'img[src$="{shown[0]}"]')

    assert shown[1].split() == [f'{n}="{image[n]}"' for n in image.attrs if n in SIZES]


SIZES = ("width", "height", "loading", "decoding")


def test_post_on_images_lists_the_folder_of_files():
    """The tree in the post is the folder."""
    tree = re.search(r"^files/\n(.*?)^```", text_of(IMAGES), re.MULTILINE | re.DOTALL)
    names = re.findall(r"── ([\w.-]+)", tree[1])

    files = sorted((ROOT / "content/files").rglob("*"))
    assert names == [file.name for file in files]


def test_post_on_headings_shows_their_levels():
    """What the headings of the example become is what the package makes of them."""
    page = text_of(f"{POSTS}2024/01/headings-from-the-third-floor.md")
    rows = re.findall(r"^(#+) \w+ +h(\d)$", page, re.MULTILINE)

    assert outline([len(marks) for marks, _ in rows]) == [int(n) for _, n in rows]


def test_post_on_metadata_knows_its_own_size(demo_site):
    """The Markdown copy has as many kilobytes as the note says."""
    (said,) = re.findall(r"this article is about (\d+) KB", text_of(MACHINES))
    copy = demo_site.out / "2025/03/a-page-for-machines.md"

    assert round(copy.stat().st_size / 1000) == int(said)


def luminance(code: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    channels = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_post_on_contrast_has_the_figures_of_the_palette():
    """Colours and contrasts are those of the stylesheet."""
    names = {"Text": "ink", "Links": "rubric", "Visited links": "plum"}
    names["Faded text"] = "faded"
    papers = colour("paper").split(", ")
    rows = re.findall(
        r"^\| ([A-Z][a-z ]+) \| `(.*?)` \| (\S+) \| `(.*?)` \| (\S+) \|",
        text_of(CONTRAST),
        re.MULTILINE,
    )

    assert [row[0] for row in rows] == list(names)
    for name, *cells in rows:
        codes = colour(names[name]).split(", ")
        pairs = zip(codes, papers, strict=True)
        light, dark = (f"{contrast(*pair):.1f}" for pair in pairs)
        assert cells == [codes[0], light, codes[1], dark]


def test_colophon_has_the_colours_of_the_palette():
    """Each colour of the table is one of the stylesheet."""
    rows = re.findall(
        r"^\| [A-Z]\w+.*? \| `(#\w+)` \| `(#\w+)`", text_of(COLOPHON), re.MULTILINE
    )

    names = ("paper", "ink", "faded", "rubric")
    assert rows == [tuple(colour(name).split(", ")) for name in names]


def test_states_are_documented():
    """Each word that makes a post public, unlisted or a draft is in its row."""
    page = text_of("docs/front-matter.md")
    rows = re.findall(r"^\| (`.*`) \| the post is (.*?) \|", page, re.MULTILINE)
    words = {meaning: set(re.findall(r"`(\w+)`", cell)) for cell, meaning in rows}

    assert words["public"] == values.PUBLISHED
    assert words["public, but [in no list](pages.md#standing-pages)"] == values.UNLISTED
    assert words["a draft"] == values.WITHHELD


SEEN_AS = {
    "BlogContext": "`blog` has",
    "PostView": "`post` has",
    "Entry": "| `entries`",
    "Pager": "| `pager`",
    "SeriesView": "| `series`",
    "ArchiveGroup": "| `groups`",
    "Cover": "| `cover`",
    "TermGroup": "| `term_groups`",
    "TermSummary": "| `summary`",
}


@pytest.mark.parametrize("name", SEEN_AS)
def test_values_of_templates_are_documented(name):
    """Each field that a template can use is named on the page on theming."""
    page = text_of("docs/theming.md").partition("## Template variables")[2]
    ending = r"(?=\n\n`|\Z)" if SEEN_AS[name].startswith("`") else "\n"
    (part,) = re.findall(
        rf"^{re.escape(SEEN_AS[name])}.*?{ending}", page, re.MULTILINE | re.DOTALL
    )
    words = set(re.findall(r"`(\w+)`", part))

    assert set(getattr(template_values, name)._fields) - words == set()


def test_scripts_are_documented():
    """Each script of the theme is named."""
    scripts = {f"`js/{path.name}`" for path in (STATIC / "js").glob("*.js")}

    assert scripts <= set(re.findall(r"`js/[\w.-]+`", text_of("docs/theming.md")))


IMPORT = re.compile(
    r"^\$ (sphinx-blogtheme import (\S+) .*?)\n(.*?)^```", re.MULTILINE | re.DOTALL
)

MOVING = [
    page
    for page in sorted((ROOT / "docs/moving").glob("*.md"))
    # The dump is on its page, for test_docs.
    if page.stem not in ("index", "dump", "real-blogs")
]


SOURCES = {
    "blogger": "blogger/blog-03-01-2026.xml",
    "jupyter-book": "mystmd/site",
    "medium": "medium/export",
    "micro-blog": "jsonfeed/export",
    "movable-type": "movabletype/blog.txt",
    "substack": "substack/export",
}
"""What the command on a page reads, if it is no folder ``site``."""


def bring(stem: str, target: Path) -> None:
    """Put the site or the export of a page where its command looks for it."""
    exports = ROOT / "tests/exports" / stem
    found = ROOT / "tests/sites" / SOURCES.get(stem, f"{stem}/site")
    found = exports if exports.is_dir() else found
    if (found.parent / "assets").is_dir():
        shutil.copytree(found.parent / "assets", target.parent / "pictures")
    if target.suffix in (".zip", ".bar"):
        made = shutil.make_archive(str(target), "zip", found)
        Path(made).rename(target)
    elif found.is_dir():
        shutil.copytree(found, target)
    else:
        shutil.copy(found, target)


@pytest.mark.parametrize("page", MOVING, ids=lambda page: page.stem)
def test_import_prints_what_the_page_shows(tmp_path, page):
    """The site or the export of the tests gives the output on the page."""
    (command, source, output) = IMPORT.search(page.read_text(encoding="utf-8")).groups()
    bring(page.stem, tmp_path / source)

    result = subprocess.run(
        [sys.executable, "-m", *shlex.split(command.replace("-", "_", 1))],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )

    assert result.stdout == output
