"""The images that posts name in their headers, beside their texts in lists."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from conftest import WIDE, Built, post

EVERYWHERE = ["home", "terms", "archives", "post"]

PAGES = {"home": "", "terms": "python", "archives": "2025/03", "post": "2025/03/own"}

FILES = {
    "files/images/s p.png": WIDE,
    "posts/own.png": WIDE,
    "posts/own.md": post(
        "Text.", slug="own", category="python", image="own.png", image_alt="A <quill>"
    ),
    "posts/served.md": post("Text.", slug="served", image="/images/s p.png"),
    "posts/far.md": post("Text.", slug="far", image="https://b.example/x.png"),
    "posts/none.md": post("Text.", slug="none"),
}


def cover(built: Built, docname: str, slug: str = "own"):
    """Return the cover of a post on a page; None if there is none."""
    page = built.html(docname)
    entries = page.select("article.h-entry")
    (entry,) = (
        e
        for e in entries
        if docname.endswith(slug) or e.select_one(f"a[href*='{slug}/']")
    )
    return entry.select_one("img.u-featured")


@pytest.mark.parametrize("place", PAGES)
def test_cover_is_shown_where_the_option_says(site, place):
    """And nowhere else; by default nowhere."""
    files = {name: text for name, text in FILES.items() if "own" in name}
    built = site(files, blog_covers=[place]).build()

    assert [name for name in PAGES if cover(built, PAGES[name])] == [place]


def test_nothing_is_shown_by_default(site):
    """An image in a header is for previews."""
    built = site(FILES).build()
    assert not any(built.html(docname).select("img") for docname in PAGES.values())


def test_cover_has_size_and_alternative_text_and_is_loaded_when_it_is_near(site):
    """A page does not jump, and no reader gets a path read out."""
    built = site(FILES, blog_covers=EVERYWHERE).build()

    own = cover(built, "python")
    assert (own["src"], own["alt"]) == ("../2025/03/own/own.png", "A <quill>")
    assert (own["width"], own["loading"]) == ("7", "lazy")
    assert built.exists("2025/03/own/own.png")
    served = cover(built, "", "served")
    assert (served["src"], served["alt"]) == ("images/s%20p.png", "")
    far = cover(built, "", "far")
    assert (far["src"], "width" in far.attrs) == ("https://b.example/x.png", False)
    assert cover(built, "", "none") is None
    assert "loading" not in cover(built, "2025/03/own").attrs


@pytest.mark.parametrize("value", ["excerpt", "description", "title"])
def test_shorter_lists_have_covers_beside_a_text(site, value):
    """Lines of titles have none."""
    built = site(FILES, blog_covers=EVERYWHERE, blog_list_shows=value).build()
    assert len(built.html().select("img")) == (0 if value == "title" else 3)


def test_image_that_a_page_shows_anyway_is_no_cover(site):
    """Nobody sees it twice."""
    files = {
        "a.png": WIDE,
        "x.md": post("![A](a.png)\n\n<!--more-->\n\nRest", slug="own", image="a.png"),
    }
    built = site(files, blog_covers=EVERYWHERE).build()
    assert [len(built.html(page).select("img")) for page in ("", "2025/03/own")] == [
        1,
        1,
    ]

    short = site(files, blog_covers=EVERYWHERE, blog_list_shows="excerpt").build()
    assert cover(short, "")["src"] == "2025/03/own/a.png"


def test_number_means_an_image_of_the_text(site):
    """A list that shows no images of the text shows that one, with its text."""
    files = {
        "a.png": WIDE,
        "x.md": post("![A](https://a.example/a.png) ![B](a.png)", slug="own", image=2),
        "y.md": post("None.", slug="two", image=2, date="2025-03-02"),
    }
    built = site(files, blog_covers=EVERYWHERE, blog_list_shows="excerpt").build()

    image = cover(built, "")
    assert (image["src"], image["alt"], image["width"]) == (
        *("2025/03/own/a.png", "B", "7"),
    )
    assert cover(built, "", "two") is None
    assert len(built.html("2025/03/own").select("img")) == 2


@pytest.mark.parametrize(
    "text", ["gone.png", "/images/gone.png", "../../../etc/passwd", "data:image/png,x"]
)
def test_image_that_cannot_be_shown_is_left_out(site, text):
    """There is the warning of every missing image, and no broken picture."""
    blog = site({"x.md": post(slug="own", image=text)}, blog_covers=EVERYWHERE)
    built = blog.build(warnings=None)
    assert not built.html().select("img")
    assert not built.html("2025/03/own").select("img")


def test_cover_has_smaller_copies_if_images_have(site):
    """They are made although no text shows the image."""
    file = BytesIO()
    Image.effect_noise((900, 600), 80).convert("RGB").save(file, "PNG")
    blog = site(
        {**FILES, "posts/own.png": file.getvalue()},
        blog_covers=["home", "post"],
        blog_image_widths=[300],
    )
    built = blog.build()

    image = cover(built, "")
    assert image["srcset"] == (
        "2025/03/own/own.300w.webp 300w, 2025/03/own/own.png 900w"
    )
    assert image["sizes"] == "9rem"
    assert built.exists("2025/03/own/own.300w.webp")
    assert "own.300w.webp 300w" in cover(built, "2025/03/own")["srcset"]


def test_other_image_changes_the_lists(site):
    """A build after the change is like a clean one."""
    blog = site(FILES, blog_covers=EVERYWHERE)
    blog.build()
    blog.write({"posts/own.png": WIDE[:16] + (9).to_bytes(4) + WIDE[20:]})
    built = blog.build()
    assert cover(built, "")["width"] == "9"
    assert built.files() == blog.build(fresh=True).files()

    blog.write({"posts/own.md": post("Text.", slug="own", category="python")})
    built = blog.build()
    assert cover(built, "") is None
    assert built.files() == blog.build(fresh=True).files()


def test_other_themes_show_covers_too(site):
    """In their lists and on posts."""
    built = site(FILES, blog_covers=EVERYWHERE, html_theme="alabaster").build()

    assert len(built.html().select("img.u-featured")) == 3
    assert len(built.html("2025/03/own").select("img.u-featured")) == 1


def test_caption_stands_below_the_cover_of_a_post(site):
    """It may have links, which lead where they say; lists have none."""
    files = {
        "posts/own.png": WIDE,
        "posts/own.md": post(
            "Text.",
            slug="own",
            cover="{image: own.png, alt: A quill, caption: 'By [Ann](/2025/03/ann/)'}",
        ),
        "posts/ann.md": post("Text.", slug="ann"),
    }
    built = site(files, blog_covers=EVERYWHERE).build()

    figure = built.html("2025/03/own").select_one("article figure")
    assert figure.select_one("img.u-featured")["alt"] == "A quill"
    caption = figure.select_one("figcaption")
    assert caption.get_text() == "By Ann"
    assert caption.select_one("a")["href"] == "../ann/"
    assert not built.html().select("figcaption")


def test_dead_link_in_a_caption_is_a_warning(site):
    """As one in the text is."""
    files = {"a.md": post(slug="own", image_caption="'[x](/gone/)'")}
    site(files).build(warnings=["/gone/"])


@pytest.mark.parametrize(
    ("key", "places"),
    [
        ("hide_cover", []),
        ("hide_cover_on_post", ["home", "terms", "archives"]),
        ("hide_cover_in_lists", ["post"]),
    ],
)
def test_header_hides_a_cover(site, key, places):
    """It is for previews all the same."""
    header = {"slug": "own", "category": "python", "image": "own.png", key: "true"}
    files = {"posts/own.png": WIDE, "posts/own.md": post("Text.", **header)}
    built = site(files, blog_covers=EVERYWHERE, html_baseurl="https://e.org/").build()

    assert [name for name in PAGES if cover(built, PAGES[name])] == places
    card = built.html("2025/03/own").select_one("meta[property='og:image']")
    assert card["content"] == "https://e.org/2025/03/own/own.png"
