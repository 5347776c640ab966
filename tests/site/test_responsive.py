"""Images have smaller copies, for readers with small screens."""

from __future__ import annotations

import sys
from io import BytesIO
from urllib.parse import unquote, urljoin

import pytest
from PIL import Image, ImageCms, features

from conftest import post
from sphinx_blogtheme.features.images import copies
from sphinx_blogtheme.installation import install_command

WIDTHS = [480, 960]

SIZES = "(min-width: 40rem) 36rem, 100vw"

PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def picture(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """Return something as rich as a photograph, the same each time."""
    grey = Image.effect_mandelbrot((width, height), (-2, -1.2, 0.6, 1.2), 60)
    turned = grey.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    colour = Image.merge("RGB", (grey, turned, grey.point(lambda x: 255 - x)))
    return colour.convert(mode)


def saved(image: Image.Image, kind: str = "PNG", **options) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


WIDE = saved(picture(1200, 900))
MEDIUM = saved(picture(800, 600), "JPEG", quality=95)
TALL = saved(picture(900, 1200))
SMALL = saved(picture(480, 360))
DENSE = saved(picture(500, 400), "WEBP", quality=1)
FRAMES = [picture(600, 400), picture(600, 400).rotate(180)]
MOVING = {"save_all": True, "append_images": FRAMES[1:]}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"></svg>'

BODIES = {
    "served": "![a](/images/wide.png)\n\n<!--more-->\n\n![b](/images/a%20b.jpg)",
    "beside": "[![a](wide.png)](/images/wide.png)",
    "html": '<p><img src="wide.png" alt="a"></p>',
    "sized": "```{image} /images/wide.png\n:width: 300px\n:alt: a\n```",
    "tall": "![a](/images/tall.png)",
    "own": '<p><img src="wide.png" srcset="wide.png 2x" alt="a"></p>',
    "small": "![a](/images/small.png)",
    "dense": "![a](/images/dense.webp)",
    "svg": "![a](/images/a.svg)",
    "gif": "![a](/images/moving.gif)",
    "apng": "![a](/images/moving.png)",
    "webp": "![a](/images/moving.webp)",
}

FILES = {
    **{f"posts/{slug}.md": post(text, title=slug) for slug, text in BODIES.items()},
    "posts/wide.png": WIDE,
    "docs/page.md": "---\norphan: true\n---\n# Page\n\n![a](drawn.png)\n",
    "docs/drawn.png": WIDE,
    "files/images/wide.png": WIDE,
    "files/images/a b.jpg": MEDIUM,
    "files/images/small.png": SMALL,
    "files/images/tall.png": TALL,
    "files/images/dense.webp": DENSE,
    "files/images/a.svg": SVG,
    "files/images/moving.gif": saved(FRAMES[0], "GIF", **MOVING),
    "files/images/moving.png": saved(FRAMES[0], "PNG", **MOVING),
    "files/images/moving.webp": saved(FRAMES[0], "WEBP", **MOVING),
}


@pytest.fixture(scope="module")
def built(module_site):
    """Return one site with a post for each body."""
    return module_site(FILES, blog_image_widths=WIDTHS, blog_page_size=50).build()


def test_offer_follows_the_measure_of_the_theme(site):
    """An owner says once how wide the text is."""
    source = site(FILES, blog_image_widths=WIDTHS)
    source.configure(html_theme_options={"measure": "30rem"})
    image = source.build().html("2025/03/served").select_one("img[srcset]")
    assert image["sizes"].endswith(", (min-width: calc(30rem + 4rem)) 30rem, 100vw")


def offered(built, page: str, selector: str = ".e-content img, main section img"):
    """Return path and width of what each image of a page is offered as."""
    return [
        [
            (unquote(urljoin(f"/{page}/", url)), width)
            for url, width in (one.split() for one in image["srcset"].split(", "))
        ]
        for image in built.html(page).select(selector)
        if image.get("srcset")
    ]


def of(path: str, *widths: int, whole: int = 1200) -> list[tuple[str, str]]:
    """Return what an image is offered as."""
    stem = path.rpartition(".")[0]
    copies = [(f"{stem}.{width}w.webp", f"{width}w") for width in widths]
    return [*copies, (path, f"{whole}w")]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            "2025/03/served",
            [
                of("/images/wide.png", 480, 960),
                of("/images/a b.jpg", 480, whole=800),
            ],
        ),
        ("2025/03/beside", [of("/2025/03/beside/wide.png", 480, 960)]),
        ("2025/03/html", [of("/2025/03/html/wide.png", 480, 960)]),
        ("2025/03/sized", [of("/images/wide.png", 480, 960)]),
        ("docs/page", [of("/_images/drawn.png", 480, 960)]),
    ],
)
def test_image_is_offered_in_the_widths_below_its_own(built, page, expected):
    """The copies lie beside it, and the page still names the original."""
    assert offered(built, page) == expected
    for path, width in (one for image in expected for one in image):
        with Image.open(built.out / path.lstrip("/")) as image:
            assert f"{image.width}w" == width
            assert image.format == ("WEBP" if "w.webp" in path else image.format)
    image = built.html(page).select_one(".e-content img, main section img")
    assert urljoin(f"/{page}/", image["src"]) == expected[0][-1][0]


@pytest.mark.parametrize(
    ("page", "sizes"),
    [
        ("2025/03/served", f"(min-width: 60rem) 56rem, {SIZES}"),
        ("2025/03/sized", "300px"),
        ("2025/03/tall", SIZES),
    ],
)
def test_page_says_how_wide_the_image_will_be(built, page, sizes):
    """As wide as the text or, if it is large and not tall, as it grows beyond it."""
    image = built.html(page).select_one("img[srcset]")
    assert image["sizes"] == sizes
    assert ("bt-wide" in image.get("class", ())) == ("56rem" in sizes)


@pytest.mark.parametrize("slug", ["small", "dense", "svg", "gif", "apng", "webp"])
def test_image_that_gains_nothing_stays_alone(built, slug):
    """It is small, or its copies would not be smaller in bytes, or it moves."""
    assert offered(built, f"2025/03/{slug}") == []
    assert {path.name for path in (built.out / "images").glob("*w.webp")} == {
        *("wide.480w.webp", "wide.960w.webp", "a b.480w.webp", "tall.480w.webp")
    }


def test_what_the_author_offers_is_kept(built):
    """An image with its own ``srcset`` gets no other."""
    (image,) = built.html("2025/03/own").select(".e-content img")

    assert image["srcset"] == "wide.png 2x"


def test_lists_offer_the_same_copies(built):
    """Wherever a post is shown, its copies are found."""
    found = offered(built, "", ".h-entry img")

    assert of("/images/wide.png", 480, 960) in found
    assert of("/2025/03/beside/wide.png", 480, 960) in found
    assert all(built.exists(path.lstrip("/")) for image in found for path, _ in image)


def test_feeds_and_twins_have_the_original(built):
    """Their readers know nothing of a page's width."""
    for path in ("feed/rss.xml", "feed/atom.xml", "feed/feed.json"):
        assert "https://example.org/images/wide.png" in built.text(path)
        assert ".480w.webp" not in built.text(path)
    assert built.text("2025/03/served.md").rstrip().endswith(BODIES["served"])


def test_off_by_default(site):
    """Without the option there are no copies."""
    built = site(FILES).build()

    assert not list(built.out.rglob("*w.webp"))
    assert offered(built, "2025/03/served") == []


def test_copies_take_nobodys_name(site):
    """Two images of one name have two copies, and a file of the author's stays."""
    made = site(
        {
            "x.md": post("![a](/a.png) ![a](/a.webp)\n\n![b](/b.png)"),
            "files/a.png": WIDE,
            "files/a.webp": saved(picture(600, 300), "WEBP", lossless=True),
            "files/b.png": WIDE,
            "files/b.480w.webp": b"mine",
        },
        blog_image_widths=[480],
    )
    built = made.build()

    assert offered(built, "2025/03/x") == [
        [("/a.480w.webp", "480w"), ("/a.png", "1200w")],
        [("/a.webp.480w.webp", "480w"), ("/a.webp", "600w")],
        [("/b.png.480w.webp", "480w"), ("/b.png", "1200w")],
    ]
    assert (built.out / "b.480w.webp").read_bytes() == b"mine"


@pytest.fixture
def made(site):
    """Return a site with three posts with images, built."""
    made = site(
        {
            "one.md": post("![a](/wide.png)", title="One"),
            "two.md": post("![a](/wide.png) ![b](own.jpg)", title="Two"),
            "three.md": post("![a](/small.png)", title="Three"),
            "own.jpg": MEDIUM,
            "files/wide.png": WIDE,
            "files/small.png": SMALL,
        },
        blog_image_widths=WIDTHS,
    )
    made.build()
    return made


@pytest.fixture
def conversions(monkeypatch):
    """Return a list that gets the widths of each conversion."""
    found = []
    shrink = copies._shrink

    def counted(data, widths):
        found.append(list(widths))
        return shrink(data, widths)

    monkeypatch.setattr(copies, "_shrink", counted)
    return found


def times(made):
    """Return when each file of the output and the cache was written."""
    folders = (made.outputs / "dirhtml", cache(made))
    return {
        path: path.stat().st_mtime_ns
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }


def cache(made):
    return made.outputs / "doctrees-dirhtml/blog/images"


def test_each_image_is_converted_once(made, conversions):
    """Two posts share its copies; a later build makes none and touches nothing."""
    before = times(made)
    made.build()

    assert conversions == []
    assert times(made) == before

    made.build(fresh=True)
    assert sorted(conversions) == [[480], [480, 960]]


def test_copies_that_were_lost_are_not_converted_again(made, conversions):
    """They are in the cache."""
    out = made.outputs / "dirhtml"
    before = {path: path.read_bytes() for path in out.rglob("*w.webp")}
    for path in before:
        path.unlink()
    made.build()

    assert len(before) == 3
    assert {path: path.read_bytes() for path in out.rglob("*w.webp")} == before
    assert conversions == []


EDITS = {
    "other image": {"files/wide.png": saved(picture(1000, 500))},
    "small image": {"files/wide.png": saved(picture(300, 200))},
    "image beside": {"own.jpg": saved(picture(1000, 500), "JPEG", quality=95)},
    "no image": {"two.md": post("Nothing.", title="Two")},
    "one image more": {
        "one.md": post("![a](/wide.png) ![b](own.jpg)", title="One"),
    },
    "name is taken": {"files/wide.480w.webp": SMALL},
    "wide image": {"files/small.png": WIDE},
    "page": {"page.md": "---\norphan: true\n---\n# Page\n\n![a](own.jpg)\n"},
}


@pytest.mark.parametrize("edit", EDITS)
def test_edit_gives_what_a_clean_build_gives(made, edit):
    """Nothing that changes is forgotten, whatever the number of processes."""
    made.write(EDITS[edit])
    built = made.build()

    assert built.differences(made.build(fresh=True, parallel=2)) == []


def test_copies_go_with_their_page(made):
    """What no page shows is neither in the output nor in the cache."""
    for name in ("one.md", "two.md"):
        made.remove(name)
    built = made.build()

    assert not list(built.out.rglob("*w.webp"))
    assert not list(cache(made).glob("*"))


@pytest.mark.parametrize(
    "conf",
    [
        {"blog_image_widths": []},
        {"blog_image_widths": [480]},
        {"blog_image_widths": [300, 480]},
        {"blog_image_sizes": "50vw"},
    ],
    ids=str,
)
def test_changed_option_gives_what_a_clean_build_gives(made, conf):
    """A change in ``conf.py`` reaches every page that shows an image."""
    made.configure(**conf)

    assert made.build().files() == made.build(fresh=True).files()


def test_build_that_was_killed_is_made_up_for(made, monkeypatch):
    """What it left half done is neither used nor kept."""
    whole = made.build(fresh=True).files()
    for path in cache(made).glob("*"):
        path.unlink()

    def die(*_, **__):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(copies, "_encode", die)
        with pytest.raises(KeyboardInterrupt):
            made.build()
    (cache(made) / ".x.webp.1.tmp").write_bytes(b"half")

    assert made.build().files() == whole
    assert not list(cache(made).glob(".*"))


@pytest.mark.parametrize("name", ["wide.png", "own.jpg"])
def test_broken_image_is_one_warning(site, name):
    """It names the post, and the image is used as it is."""
    data = {"wide.png": WIDE, "own.jpg": MEDIUM}[name][:5000]
    made = site(
        {"x.md": post(f"text\n\n![a]({name})"), name: data}, blog_image_widths=WIDTHS
    )
    built = made.build(warnings=[f"x.md:8: WARNING: {name} cannot be made smaller"])

    assert offered(built, "2025/03/x") == []
    assert (built.out / "2025/03/x" / name).read_bytes() == data


def test_without_pillow(site, monkeypatch):
    """One warning says what to install; pages are as without the option."""
    made = site(FILES, blog_image_widths=WIDTHS)
    with monkeypatch.context() as patch:
        patch.delitem(sys.modules, copies.__name__)
        patch.setitem(sys.modules, "PIL", None)
        built = made.build(warnings=[install_command("images")])

    assert offered(built, "2025/03/served") == []
    assert offered(made.build(), "2025/03/served")


def test_pillow_without_webp(site, monkeypatch):
    """Pillow can be built so that it has no WebP."""
    monkeypatch.setattr(features, "check", lambda name: name != "webp")
    site(FILES, blog_image_widths=WIDTHS).build(warnings=["Pillow cannot write WebP"])


def rotated() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "a secret place"
    return saved(picture(900, 600), "JPEG", exif=exif, quality=95)


def transparent() -> bytes:
    image = picture(900, 600, "RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return saved(image)


def grey16() -> bytes:
    grey = picture(900, 600, "L").convert("I").point(lambda x: x * 257)
    return saved(grey.convert("I;16"))


KINDS = {
    "rotated.jpg": rotated(),
    "transparent.png": transparent(),
    "profile.png": saved(picture(900, 600), icc_profile=PROFILE),
    "palette.png": saved(picture(900, 600).quantize(256)),
    "grey.png": saved(picture(900, 600, "L"), icc_profile=PROFILE),
    "grey16.png": grey16(),
    "cmyk.jpg": saved(picture(900, 600, "CMYK"), "JPEG", quality=95),
    "photo.webp": saved(picture(900, 600), "WEBP", quality=98),
}


@pytest.fixture(scope="module")
def kinds(module_site):
    """Return the copy of each kind of image, and the image itself."""
    text = "\n\n".join(f"![a]({name})" for name in KINDS)
    made = module_site({"x.md": post(text), **KINDS}, blog_image_widths=[300])
    out = made.build().out / "2025/03/x"

    def find(name: str) -> tuple[Image.Image, Image.Image]:
        copy = out / f"{name.rpartition('.')[0]}.300w.webp"
        return Image.open(copy), Image.open(out / name)

    return find


@pytest.mark.parametrize("name", KINDS)
def test_copy_looks_like_its_image(kinds, name):
    """Whatever its kind of colours, and whichever way up."""
    copy, image = kinds(name)
    with copy, image:
        assert copy.width == 300
        assert copy.height == (450 if name == "rotated.jpg" else 200)
        if name == "rotated.jpg":
            image = image.transpose(Image.Transpose.ROTATE_270)
        if name == "grey16.png":
            image = picture(900, 600, "L")
        small = image.convert("RGB").resize(copy.size, Image.Resampling.LANCZOS)
        pairs = zip(small.tobytes(), copy.convert("RGB").tobytes(), strict=True)
        difference = sum(abs(a - b) for a, b in pairs) / (copy.width * copy.height * 3)
        assert difference < 8


def test_copy_keeps_transparency_and_profile(kinds):
    """And nothing of what cameras note."""
    copies = {}
    for name in ("transparent.png", "profile.png", "rotated.jpg"):
        copy, image = kinds(name)
        with copy, image:
            copies[name] = copy.copy()
            copies[name].info = dict(copy.info)

    assert copies["transparent.png"].getchannel("A").getextrema() != (255, 255)
    assert copies["profile.png"].info["icc_profile"] == PROFILE
    assert "exif" not in copies["rotated.jpg"].info
