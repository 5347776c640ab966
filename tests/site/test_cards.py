"""Posts get a picture with their title, for where they are shared."""

from __future__ import annotations

import json
import sys
from io import BytesIO

import pytest
from PIL import Image

from conftest import post
from sphinx_blogtheme.features.cards import drawing

BASE = "https://blog.example/"

FILES = {
    "posts/plain.md": post("One ![a](a.png)", title="A title", description="About."),
    "posts/a.png": b"",
    "posts/own.md": post("Two.", title="Own", image="/images/own.png"),
    "posts/first.md": post("![a](/images/own.png)", title="First", image="1"),
    "posts/about.md": post("Me.", title="About", index="false", slug="about"),
    "posts/draft.md": post("Not yet.", title="Draft", state="draft"),
}


def png(size: tuple[int, int] = (8, 8)) -> bytes:
    file = BytesIO()
    Image.new("RGB", size).save(file, "PNG")
    return file.getvalue()


FILES["posts/a.png"] = FILES["files/images/own.png"] = png()

PLAIN = "_cards/2025/03/plain.png"


@pytest.fixture(scope="module")
def blog(module_site):
    """Return a site with cards, built."""
    return module_site(FILES, html_baseurl=BASE, blog_social_cards=True).build()


def metas(built, page: str) -> dict[str, str]:
    found = built.html(page).select("meta[property], meta[name]")
    return {m.get("property", m.get("name")): m["content"] for m in found}


def test_card_is_what_previews_ask_for(blog):
    """It has their size, few colours, and weighs little."""
    data = (blog.out / PLAIN).read_bytes()

    with Image.open(BytesIO(data)) as image:
        assert (image.format, image.mode, image.size) == ("PNG", "P", (1200, 630))
        assert image.convert("RGB").getpixel((0, 0)) == (0xF7, 0xF1, 0xE1)
        assert len(image.convert("RGB").getcolors()) > 20
    assert len(data) < 40_000


def test_post_names_its_card(blog):
    """Its size is known before it is loaded, and the title is its text."""
    found = metas(blog, "2025/03/plain")

    assert found["og:image"] == BASE + PLAIN
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"] == "A title"
    assert found["twitter:card"] == "summary_large_image"
    (script,) = blog.html("2025/03/plain").select("script[type*=ld]")
    (posting, *_) = json.loads(script.string)["@graph"]
    assert posting["image"] == BASE + PLAIN


@pytest.mark.parametrize("page", ["2025/03/own", "2025/03/first"])
def test_image_of_the_author_comes_first(blog, page):
    """A post that names an image, or one of its text, has no card."""
    assert metas(blog, page)["og:image"] == f"{BASE}images/own.png"
    assert not blog.exists(f"_cards/{page}.png")


@pytest.mark.parametrize("page", ["", "archives", "2025/03"])
def test_site_has_a_card_too(blog, page):
    """What isn't a post is shared with the title of the site."""
    assert metas(blog, page)["og:image"] == f"{BASE}_cards/index.png"
    assert blog.exists("_cards/index.png")


def test_no_card_of_a_draft(blog):
    """Each card is named by a page."""
    found = {path.stem for path in (blog.out / "_cards").rglob("*.png")}
    assert found == {"index", "plain", "about"}


def test_image_of_the_site_comes_before_its_card(site):
    """Posts still have theirs."""
    built = site(
        FILES,
        html_baseurl=BASE,
        blog_social_cards=True,
        blog_image="/images/own.png",
    ).build()
    assert metas(built, "archives")["og:image"] == f"{BASE}images/own.png"
    assert metas(built, "2025/03/plain")["og:image"] == BASE + PLAIN
    assert not built.exists("_cards/index.png")


def test_no_cards_by_default(site):
    """They are the owner's choice."""
    built = site(FILES, html_baseurl=BASE).build()
    assert not built.exists("_cards")
    assert metas(built, "2025/03/plain")["og:image"].endswith("/a.png")


def test_card_follows_its_title(site, monkeypatch):
    """What hasn't changed is not drawn again; what is no longer named is gone."""
    source = site(FILES, html_baseurl=BASE, blog_social_cards=True)
    before = source.build().files()
    drawn = []
    draw = drawing.draw_card
    monkeypatch.setattr(
        "sphinx_blogtheme.features.cards.deck.draw_card",
        lambda text, *rest: drawn.append(text.title) or draw(text, *rest),
    )

    assert source.build().files() == before
    assert drawn == []

    source.write({"posts/plain.md": post("One.", title="Another title")})
    source.remove("posts/about.md")
    after = source.build().files()
    assert drawn == ["Another title"]
    assert after[PLAIN] != before[PLAIN]
    assert "_cards/2025/03/about.png" not in after
    fresh = source.build(fresh=True).files()
    assert {name: after[name] for name in fresh if name.startswith("_cards")} == {
        name: data for name, data in fresh.items() if name.startswith("_cards")
    }


def test_pages_learn_of_cards_that_come_and_go(site, monkeypatch):
    """Pillow may be installed, or not, between two builds."""
    source = site(FILES, html_baseurl=BASE, blog_social_cards=True)
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "sphinx_blogtheme.features.cards.deck", None)
        built = source.build(warnings=[": blog_social_cards: the site has no cards"])
        assert not built.exists("_cards")
        assert "og:image" not in metas(built, "archives")

    built = source.build()
    for page, card in [("archives", "_cards/index.png"), ("2025/03/plain", PLAIN)]:
        assert metas(built, page)["og:image"] == BASE + card


def test_without_an_address_there_are_no_cards(site):
    """Nothing could name them."""
    source = site(FILES, html_baseurl="", blog_social_cards=True)
    assert not source.build(warnings=["html_baseurl"]).exists("_cards")


def test_owner_chooses_colours(site):
    """Those that aren't given are the theme's."""
    built = site(
        FILES,
        html_baseurl=BASE,
        blog_social_cards={"background": "#102030"},
        html_theme_options={"palette": "harbour", "accent_colour_light": "#a00000"},
    ).build()
    with Image.open(built.out / PLAIN) as image:
        colours = {colour for _, colour in image.convert("RGB").getcolors()}
    assert (0x10, 0x20, 0x30) in colours
    assert (0xA0, 0, 0) in colours
    assert (0x10, 0x24, 0x2A) in colours


def test_font_that_is_none(site):
    """The cards are drawn with another one."""
    source = site(FILES, html_baseurl=BASE, blog_social_cards={"font": "x.ttf"})
    assert source.build(warnings=["font = 'x.ttf'"]).exists(PLAIN)


def test_letters_that_no_font_has_are_reported(site):
    """The rest of the title is drawn; a post without any keeps its own image."""
    files = {
        "posts/some.md": post("One.", title="Some \U00010a60"),
        "posts/none.md": post("One.", title="\U00010a60"),
    }
    source = site(files, html_baseurl=BASE, blog_social_cards=True)
    built = source.build(warnings=["some.md:1: WARNING: no font", "none.md:1: WARNING"])
    assert built.exists("_cards/2025/03/some.png")
    assert not built.exists("_cards/2025/03/none.png")
    assert metas(built, "2025/03/none")["og:image"] == f"{BASE}_cards/index.png"
