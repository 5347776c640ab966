"""The theme's styles and options: sound CSS, slips that are told."""

from __future__ import annotations

import re
import tomllib

import pytest
import tinycss2

from conftest import post
from sphinx_blogtheme.config.palettes import PALETTES as COLOURS
from sphinx_blogtheme.config.theme_options import THEME, THEME_CHECKS

CSS = sorted((THEME / "static" / "css").glob("*.css"))
OPTIONS = tomllib.loads((THEME / "theme.toml").read_text("utf-8"))["options"]

LOCAL = {"--bt-admonition", "--bt-ref", "--bt-above", "--bt-none", "--bt-date"}
LOCAL |= {"--bt-tree", "--bt-gap", "--bt-grow", "--bt-ground", "--bt-edge", "--bt-pad"}
LOCAL |= {"--bt-line"}
"""Properties that a rule, or the page, sets for itself."""


def declared(name):
    """Return the custom properties that a stylesheet declares, with their values."""
    text = (THEME / "static" / "css" / f"{name}.css").read_text("utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    return dict(re.findall(r"(--bt-[\w-]+):\s*([^;]+);", text))


@pytest.mark.parametrize("file", CSS, ids=lambda file: file.stem)
def test_stylesheet_parses(file):
    """No rule and no declaration is lost to a slip."""

    def errors(nodes):
        for node in nodes:
            if node.type == "error":
                yield node.message
            for part in (
                getattr(node, "content", None),
                getattr(node, "prelude", None),
            ):
                yield from errors(part or [])

    text = file.read_text("utf-8")
    assert list(errors(tinycss2.parse_stylesheet(text, skip_comments=True))) == []
    assert text.count("{") == text.count("}")


def test_each_property_that_is_used_is_declared():
    """A name that is changed is changed everywhere."""
    used = {
        name
        for file in CSS
        for name in re.findall(r"var\((--bt-[\w-]+)", file.read_text("utf-8"))
    }
    assert used - LOCAL <= declared("tokens").keys()


def test_each_option_is_checked():
    """And its default is one that the check lets through, unchanged."""
    assert THEME_CHECKS.keys() == OPTIONS.keys()
    assert {
        name: THEME_CHECKS[name](value) for name, value in OPTIONS.items()
    } == dict.fromkeys(OPTIONS)


BAD = {
    "palette": ["sepia", None, 1],
    "colour_scheme": ["black", True],
    "colour_switch": ["maybe", None],
    "accent_colour_light": ["#12", "rebeccapurpl", "red;}", "url(x)", 3],
    "text_font": ["x</style><script>", "a;b", 1],
    "measure": ["wide", "38", "calc(1px", "-3rem", 12],
    "footnotes": ["bottom"],
    "contents": [True],
    "navigation_depth": [0, "deep", -1],
    "dark_logo": ["missing.png", "../conf.py", 1],
    "footer_text": [None],
}


# One of each option's bad values in each round.
ROUNDS = [
    {name: values[n] for name, values in BAD.items() if n < len(values)}
    for n in range(max(map(len, BAD.values())))
]


def assert_told(built, options):
    """Assert that there is one warning of each option, and that no value was used."""
    for name in options:
        (warning,) = [w for w in built.warnings if f"html_theme_options[{name!r}]" in w]
        assert re.search(r"conf\.py:\d+: WARNING", warning)
        assert "using the default" in warning
    assert "<script>" not in str(built.html().find_all("style"))


def expected(options):
    """Return what each warning begins with."""
    return [
        f"html_theme_options[{name!r}] = {value!r}: expected "
        for name, value in options.items()
    ]


@pytest.mark.parametrize("options", ROUNDS)
def test_bad_option_is_one_warning_and_the_default(site, options):
    """It names the option, the value, what was expected, and its line."""
    plain = site({"post.md": post()}).build()
    built = site({"post.md": post()}, html_theme_options=options).build(
        warnings=expected(options)
    )
    assert_told(built, options)
    assert built.text("index.html") == plain.text("index.html")


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in BAD.items() for value in values],
)
def test_bad_option_alone_is_one_warning(site, name, value):
    """Whatever the others are."""
    options = {name: value}
    built = site({"post.md": post()}, html_theme_options=options).build(
        warnings=expected(options)
    )
    assert_told(built, options)


def test_options_of_the_command_line_are_understood(site):
    """There a boolean and a number are text."""
    options = {"show_powered_by": "0", "navigation_depth": "2", "copy_button": "false"}
    built = site(
        {"post.md": post("```python\nx\n```")}, html_theme_options=options
    ).build()

    assert "sphinx-blogtheme" not in built.html().select_one("footer").text
    assert not built.html("2025/03/post").select("script[src*=copy]")


def test_option_is_drawn(site):
    """Typefaces, sizes, widths and the colour of links become custom properties."""
    options = {
        "text_font": '"Gill Sans", sans-serif',
        "measure": "34rem",
        "accent_colour_light": "#123456",
        "palette": "harbour",
    }
    page = site({"post.md": post()}, html_theme_options=options).build().html()

    style = page.head.find("style").string
    assert '--bt-font-text:"Gill Sans", sans-serif' in style
    assert "--bt-measure:34rem" in style
    assert "--bt-colour-link:light-dark(#123456,var(--bt-rubric))" in style
    assert page.select("link[href*='palette-harbour.css']")
    frames = [meta["content"] for meta in page.select("meta[name='theme-color']")]
    assert tuple(frames) == COLOURS["harbour"].paper


def test_plain_site_has_no_style_of_its_own(site):
    """Without such options nothing is added."""
    page = site({"post.md": post()}).build().html()
    assert page.head.find("style") is None


def test_logos_and_icons(site):
    """One logo for each scheme; icons for the tab and the telephone."""
    image = b"\x89PNG\r\n\x1a\n"
    page = (
        site(
            {
                "post.md": post(),
                "day.png": image,
                "_static/night.png": image,
                "_static/touch.png": image,
            },
            html_logo="day.png",
            html_favicon="day.png",
            html_static_path=["_static"],
            html_theme_options={"dark_logo": "night.png", "touch_icon": "touch.png"},
        )
        .build()
        .html("2025/03/post")
    )

    logos = {
        re.search(r"\w+\.png", img["src"])[0]: img["class"]
        for img in page.select(".bt-logo")
    }
    assert logos == {
        "day.png": ["bt-logo", "only-light"],
        "night.png": ["bt-logo", "only-dark"],
    }
    assert page.select_one("link[rel=icon]")["href"].endswith("_static/day.png")
    touch = page.select_one("link[rel=apple-touch-icon]")["href"]
    assert re.fullmatch(r"\.\./\.\./\.\./_static/touch\.png\?v=[0-9a-f]{8}", touch)


def sheets(page):
    """Return the names of the stylesheets that a page links to."""
    return {
        re.search(r"(\w+)\.css", link["href"])[1]
        for link in page.select("link[rel=stylesheet]")
    }


def scripts(page):
    """Return the names of our scripts that a page loads."""
    return {re.search(r"([\w-]+)\.js", s["src"])[1] for s in page.select("script[src]")}


def test_page_loads_what_it_needs(site):
    """Styles and scripts for code, notes, lists and formulas come where those are."""
    headings = "\n\n".join(f"## Part {n}\n\nText." for n in range(4))
    blog = site(
        {
            "plain.md": post(slug="plain"),
            "rich.md": post(
                f"```c\nx\n```\n\n{headings}\n\nA[^1] $x$.\n\n[^1]: B.", slug="rich"
            ),
        }
    )
    built = blog.build()
    common = {"tokens", "base", "layout", "content", "print"}

    assert sheets(built.html("2025/03/plain")) == common | {"post"}
    assert scripts(built.html("2025/03/plain")) == {"scheme", "copy-text"}
    assert sheets(built.html("2025/03/rich")) == common | {
        "post",
        "code",
        "notes",
        "popover",
        "fonts",
    }
    assert scripts(built.html("2025/03/rich")) == {
        "scheme",
        "copy",
        "copy-text",
        "notes",
        "contents",
    }
    assert sheets(built.html("archives")) == common | {"lists"}
    assert sheets(built.html()) == common | {
        "lists",
        "code",
        "notes",
        "popover",
        "fonts",
    }


def test_scripts_can_be_declined(site):
    """With the options off, no page of ours has a script."""
    options = {
        "colour_switch": False,
        "copy_button": False,
        "footnotes": "end",
        "contents": "none",
    }
    headings = "\n\n".join(f"## Part {n}\n\nText." for n in range(4))
    body = f"```c\nx\n```\n\n{headings}\n\nA[^1].\n\n[^1]: B."
    page = (
        site({"post.md": post(body)}, html_theme_options=options)
        .build()
        .html("2025/03/post")
    )

    assert scripts(page) == set()
    assert not page.select(".bt-scheme, .bt-post-contents")


@pytest.mark.parametrize(
    ("options", "marks"),
    [({}, ["k", "nf", "c1"]), ({"code_colours": "pygments"}, ["k", "w", "nf", "p"])],
    ids=["theme", "pygments"],
)
def test_code_has_marks_for_what_has_a_colour(site, options, marks):
    """Names of tokens that look like the text would double the size of a page."""
    code = "def f(x):\n    return x + 1  # one more\n"
    files = {"post.md": post(f"```python\n{code}```")}
    page = site(files, html_theme_options=options).build().html("2025/03/post")

    assert page.pre.text == code
    found = {span["class"][0] for span in page.select("pre span[class]")}
    assert found >= set(marks)
    assert ("p" in found) == bool(options)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_chosen_scheme_holds_without_a_script(site, scheme):
    """The frame of the browser has its colour, and code the style that goes with it."""
    options = {"colour_scheme": scheme, "code_colours": "pygments"}
    page = (
        site({"post.md": post("```c\nx\n```")}, html_theme_options=options)
        .build()
        .html("2025/03/post")
    )

    assert page.html["data-colour-scheme"] == scheme
    assert page.select_one("meta[name=color-scheme]")["content"] == scheme
    (frame,) = page.select("meta[name=theme-color][media=all]")
    assert frame["content"] == COLOURS["parchment"].paper[scheme == "dark"]
    (dark,) = page.select("link[href*=pygments_dark]")
    assert dark["media"] == ("all" if scheme == "dark" else "not all")


def test_way_from_the_archives(site):
    """A post says where it is; the option takes that away."""
    blog = site({"post.md": post()})
    way = [a.text for a in blog.build().html("2025/03/post").select(".bt-breadcrumb a")]
    blog.configure(html_theme_options={"show_breadcrumb": False})

    assert way == ["Archives", "2025", "March 2025"]
    assert not blog.build().html("2025/03/post").select(".bt-breadcrumb")


def test_punctuation_stays_with_its_formula(site):
    """And so do brackets and the ending of a word; the text is the same."""
    body = "Let $n$, ($m$), the $k$th and $d$-dimensional; then $x$ and y.\n"
    page = site({"post.md": post(body)}).build().html("2025/03/post")

    assert [k.text for k in page.select(".bt-keep")] == ["n,", "(m),", "kth", "d-"]
    assert page.select_one(".e-content p").text == body.strip().replace("$", "")


def test_notes_beside_the_text(site):
    """Each note knows its reference and the note above it, on a post's own page only."""
    body = "A[^a] b[^b] again[^a].\n\n[^a]: One.\n[^b]: Two.\n"
    blog = site({"post.md": post(body)}, html_theme_options={"footnotes": "side"})
    built = blog.build()
    page = built.html("2025/03/post")

    references = [a.get("style") for a in page.select("a.footnote-reference")]
    assert references == ["anchor-name:--bt-ref-1", "anchor-name:--bt-ref-2", None]
    assert [note["style"] for note in page.select("aside.footnote")] == [
        "anchor-name:--bt-note-1;--bt-ref:--bt-ref-1",
        "anchor-name:--bt-note-2;--bt-ref:--bt-ref-2;--bt-above:--bt-note-1",
    ]
    assert not built.html().select("[style]")
    assert "anchor-name" not in built.text("feed/rss.xml")
    assert {"notes", "sidenotes"} <= sheets(page)
