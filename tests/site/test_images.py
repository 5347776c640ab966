"""Images keep their URLs, and get their sizes."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import unquote, urljoin

import pytest
from PIL import Image

from conftest import post

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>'
BARE_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'


def png(width: int, height: int, kind: str = "PNG", **options) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height)).save(file, kind, **options)
    return file.getvalue()


BODIES = {
    "site": "![a](/images/a.png) ![](/images/a.png?v=2) ![](/images/a%20b.png)",
    "svg": "![a](/images/d.svg) ![](/images/bare.svg)",
    "beside": "![a](b.png) ![](sub/b.png) ![](../posts/b.png)",
    "intro": "![a](b.png)\n\n<!--more-->\n\nrest",
    "link": "[![a](/images/a.png)](/2025/03/site/)",
    "title": '![a "quoted" & b](/images/a.png "It\'s <b>")',
    "size": "```{image} /images/a.png\n:width: 20px\n```",
    "other": "![](https://example.net/a.png) ![](data:image/png;base64,AA==)",
}


@pytest.fixture(scope="module")
def built(module_site):
    """Return one site with a post for each body."""
    files = {f"posts/{slug}.md": post(text) for slug, text in BODIES.items()}
    return module_site(
        {
            **files,
            "files/images/a.png": png(40, 30),
            "files/images/a b.png": png(4, 3),
            "files/images/d.svg": SVG,
            "files/images/bare.svg": BARE_SVG,
            "posts/b.png": png(7, 8),
            "posts/sub/b.png": png(9, 8),
            "posts/sub/post.md": post("![a](b.png)"),
            "page.md": "# Page\n\n![a](/images/a.png)\n\n![b](posts/b.png)\n",
        },
        blog_page_size=50,
    ).build()


@pytest.fixture(scope="module")
def images(built):
    """Return a function that gives the images of a page, with absolute URLs."""

    def find(docname: str) -> list:
        found = built.html(docname).select(".e-content img, main section img")
        for image in found:
            image["src"] = unquote(urljoin(f"/{docname}/", image["src"]))
        return found

    return find


def facts(found) -> list[tuple[str, str | None, str | None]]:
    return [(i["src"], i.get("width"), i.get("height")) for i in found]


@pytest.mark.parametrize(
    ("docname", "expected"),
    [
        (
            "2025/03/site",
            [
                ("/images/a.png", "40", "30"),
                ("/images/a.png", "40", "30"),
                ("/images/a b.png", "4", "3"),
            ],
        ),
        (
            "2025/03/svg",
            [("/images/d.svg", "30", "20"), ("/images/bare.svg", None, None)],
        ),
        (
            "2025/03/beside",
            [
                ("/2025/03/beside/b.png", "7", "8"),
                ("/2025/03/beside/b-2.png", "9", "8"),
                ("/2025/03/beside/b.png", "7", "8"),
            ],
        ),
        ("2025/03/post", [("/2025/03/post/b.png", "9", "8")]),
        (
            "page",
            [("/images/a.png", "40", "30"), ("/_images/b.png", "7", "8")],
        ),
    ],
)
def test_images_are_where_their_authors_put_them(built, images, docname, expected):
    """Site-absolute ones at their URL, others beside their post; all with a size."""
    found = images(docname)

    assert facts(found) == expected
    assert all(built.exists(image["src"].lstrip("/")) for image in found)
    assert all(image["decoding"] == "async" for image in found)


@pytest.mark.parametrize(
    ("docname", "width"), [("2025/03/beside", 7), ("2025/03/post", 9)]
)
def test_images_of_one_name_are_kept_apart(built, docname, width):
    """``b.png`` of each folder is its own file."""
    with Image.open(built.out / docname / "b.png") as image:
        assert image.width == width


def test_images_work_on_lists_and_in_feeds(built):
    """Wherever a post is shown, its images are found."""
    front = {unquote(i["src"]) for i in built.html().select(".h-entry img")}

    assert "./2025/03/intro/b.png" in front
    assert "./images/a.png" in front
    assert "https://example.org/2025/03/intro/b.png" in built.text("feed/rss.xml")


def test_image_in_a_link(built, images):
    """A linked image is an image, and the link a checked one."""
    (image,) = images("2025/03/link")

    assert facts([image]) == [("/images/a.png", "40", "30")]
    assert image.parent.name == "a"
    assert image.parent["href"] == "../site/"


def test_image_has_alternative_text_and_title(images):
    """Both are plain text, whatever is in them."""
    (image,) = images("2025/03/title")

    assert image["alt"] == 'a "quoted" & b'
    assert image["title"] == "It's <b>"


def test_size_of_the_author_wins(images):
    """A width of the author's is completed with the height that goes with it."""
    assert facts(images("2025/03/size")) == [("/images/a.png", "20", "15")]


def test_images_elsewhere_are_left_alone(images):
    """They are neither fetched nor measured."""
    assert facts(images("2025/03/other")) == [
        ("https://example.net/a.png", None, None),
        ("data:image/png;base64,AA==", None, None),
    ]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("![a](/images/gone.png)", "images/gone.png"),
        ("![](/images/gone.png)", "images/gone.png"),
        ("![a](gone.png)", "posts/gone.png"),
        ("[![](gone.png)](https://example.net/)", "posts/gone.png"),
    ],
)
def test_missing_image_is_one_warning(site, text, name):
    """It names the author's line, and the page keeps the author's URL."""
    made = site({"posts/x.md": post(f"intro\n\n{text}\n")})
    built = made.build(
        warnings=[f"posts/x.md:8: WARNING: image file not readable: {name}"]
    )
    image = built.html("2025/03/x").select_one(".e-content img")

    assert image["src"] in ("gone.png", "../../../images/gone.png")


def test_missing_image_of_a_page_is_one_warning(site):
    """Pages that are no posts have the same warning."""
    text = "---\norphan: true\n---\n\n# Page\n\n![](/images/gone.png)\n"
    site({"page.md": text}).build(
        warnings=["page.md:7: WARNING: image file not readable: images/gone.png"]
    )


@pytest.mark.parametrize("data", [b"", b"no image", b"\x89PNG\r\n\x1a\n"])
def test_unreadable_image_is_one_warning(site, data):
    """It is served as it is, without a size."""
    built = site(
        {"posts/x.md": post("![a](b.png)"), "posts/b.png": data},
    ).build(warnings=["posts/x.md:6: WARNING: posts/b.png cannot be read as an image"])

    assert built.html("2025/03/x").img.get("width") is None
    assert (built.out / "2025/03/x/b.png").read_bytes() == data


def directive(*options: str) -> str:
    return "\n".join(["```{image} b.png", *options, "```"])


@pytest.mark.parametrize(
    ("text", "size", "style"),
    [
        (directive(":width: 200px"), ("200", "150"), None),
        (directive(":width: 200"), ("200", "150"), None),
        (directive(":height: 30"), ("40", "30"), None),
        (directive(":scale: 50"), ("200", "150"), None),
        (directive(":width: 200px", ":scale: 50"), ("100", "75"), None),
        (directive(":width: 50%"), ("400", "300"), "width: 50%; height: auto"),
        (directive(":width: 2.5em"), ("400", "300"), "width: 2.5em; height: auto"),
        (directive(":height: 3em"), ("400", "300"), "height: 3em; width: auto"),
        (directive(":width: 50%", ":scale: 50"), ("400", "300"), "width: 25%"),
    ],
)
def test_missing_dimension_is_found(site, text, size, style):
    """The browser knows the image's shape, whatever the author's unit."""
    built = site({"posts/x.md": post(text), "posts/b.png": png(400, 300)}).build()
    image = built.html("2025/03/x").select_one(".e-content img")

    assert (image["width"], image["height"]) == size
    assert (image.get("style") or "").startswith(style or "")
    assert bool(image.get("style")) == bool(style)


def test_both_dimensions_are_as_the_author_gave_them(site):
    """In attributes; in a style, as docutils before 0.22 writes them."""
    text = directive(":width: 7", ":height: 7")
    built = site({"posts/x.md": post(text), "posts/b.png": png(400, 300)}).build()
    image = built.html("2025/03/x").select_one(".e-content img")
    style = "width: 7px; height: 7px;"

    assert image.get("style") == style or (image["width"], image["height"]) == (
        ("7", "7")
    )


def test_photograph_is_measured_the_right_way_up(site):
    """A camera that was held upright says so in EXIF, and browsers turn the image."""
    exif = Image.Exif()
    exif[0x0112] = 6
    files = {
        "posts/x.md": post("![a](b.jpg)"),
        "posts/b.jpg": png(40, 30, "JPEG", exif=exif),
    }
    image = site(files).build().html("2025/03/x").select_one(".e-content img")

    assert (image["width"], image["height"]) == ("30", "40")


RAW = {
    '<img src="b.png">': '<img width="7" height="8" LAZY src="b.png">',
    "<IMG  SRC=b.png Alt='it'>": '<IMG width="7" height="8" LAZY  SRC=b.png Alt=\'it\'>',
    '<img src="/images/a.png" class=x />': (
        '<img width="40" height="30" LAZY src="../../../images/a.png" class=x />'
    ),
    '<img src="../../../images/a.png">': (
        '<img width="40" height="30" LAZY src="../../../images/a.png">'
    ),
    '<img src="sub/c.png?v=2">': '<img width="9" height="8" LAZY src="c.png?v=2">',
    '<img width=14 src="b.png">': '<img height="16" LAZY width=14 src="b.png">',
    '<img width="50%" src="b.png">': '<img LAZY width="50%" src="b.png">',
    '<img src="b.png" style="width: 3em">': '<img LAZY src="b.png" style="width: 3em">',
    '<img loading=eager src="b.png" width=1 height=2>': (
        '<img decoding="async" loading=eager src="b.png" width=1 height=2>'
    ),
    '<img src="https://example.net/a.png">': '<img LAZY src="https://example.net/a.png">',
    '<img src="data:image/png;base64,AA==">': (
        '<img LAZY src="data:image/png;base64,AA==">'
    ),
    '<!-- <img src="gone.png"> -->': '<!-- <img src="gone.png"> -->',
    '<script>"<img src=gone.png>"</script>': '<script>"<img src=gone.png>"</script>',
    "<img alt='no src'>": "<img alt='no src'>",
    '<img src="../../../_static/file.png">': '<img LAZY src="../../../_static/file.png">',
}

RAW_FILES = {
    "posts/b.png": png(7, 8),
    "posts/sub/c.png": png(9, 8),
    "files/images/a.png": png(40, 30),
}


@pytest.fixture(scope="module")
def raw(module_site):
    """Return one site in which a post has each image, in a line and on its own."""
    bodies = {
        f"posts/{place}{number}.md": post(text.format(html))
        for number, html in enumerate(RAW)
        for place, text in {
            "block": "One.\n\nTwo.\n\n<div>\n{}\n</div>\n",
            "inline": "One.\n\nTwo.\n\nA {} b.\n",
        }.items()
        if (place, html[:7]) != ("inline", "<script")  # CommonMark has no such thing
    }
    return module_site(bodies | RAW_FILES, blog_page_size=50).build()


@pytest.mark.parametrize(
    ("html", "place"),
    [
        (html, place)
        for html in RAW
        for place in ("block", "inline")
        if (place, html[:7]) != ("inline", "<script")
    ],
)
def test_image_in_html_gets_what_it_lacks(raw, html, place):
    """Its size and how it is loaded; what the author wrote stays, byte for byte."""
    page = raw.text(f"2025/03/{place}{list(RAW).index(html)}/index.html")
    expected = RAW[html].replace("LAZY", 'loading="lazy" decoding="async"')

    assert expected in page


def test_file_of_an_image_in_html_is_brought_along(raw):
    """It is where the page looks for it, and where lists and feeds do."""
    for html in ('<img src="b.png">', '<img src="sub/c.png?v=2">'):
        docname = f"2025/03/inline{list(RAW).index(html)}"
        for page in ("", docname):
            image = raw.html(page).select_one(
                f'img[src*="{docname}"]' if not page else ".e-content img"
            )
            path = urljoin(f"/{page}/", image["src"]).split("?")[0].lstrip("/")
            assert (raw.out / path).is_file()


def test_image_in_html_of_a_page(site):
    """A page that is no post brings its images along too."""
    text = '---\norphan: true\n---\n# Page\n\n<img src="img/b.png">\n'
    files = {"docs/page.md": text, "docs/img/b.png": png(7, 8)}
    for builder in ("dirhtml", "html"):
        built = site(files).build(builder)
        name = "docs/page.html" if builder == "html" else "docs/page"
        image = built.html(name).select_one("main img")
        base = "/docs/page.html" if builder == "html" else "/docs/page/"

        assert image["width"] == "7"
        assert built.exists(urljoin(base, image["src"]).lstrip("/"))


@pytest.mark.parametrize(
    "text",
    [
        'intro\n\n<p>\n<img src="gone.png">\n',
        'one\n\ntwo\nthree <img src="gone.png">\n',
        "one\n\ntwo\nthree\n<img src='sub/gone.png'/>\n",
    ],
)
def test_missing_image_in_html_is_one_warning(site, text):
    """It names the author's line, and the page keeps the author's URL."""
    line = 6 + text[: text.index("<img")].count("\n")
    name = "sub/gone.png" if "sub" in text else "gone.png"
    made = site({"posts/x.md": post(text)})
    built = made.build(
        warnings=[f"posts/x.md:{line}: WARNING: image {name!r} is neither"]
    )

    assert built.html("2025/03/x").select_one(".e-content img")["src"] == name
    made.write({f"posts/{name}": png(7, 8)})
    assert made.build().html("2025/03/x").select_one(".e-content img")["width"] == "7"


def test_image_in_html_is_measured_again_when_it_changes(site):
    """A build after a new file leaves what a clean one would."""
    made = site({"posts/x.md": post('<img src="b.png">'), "posts/b.png": png(7, 8)})
    made.build()
    made.write({"posts/b.png": png(70, 80)})

    assert made.build().files() == made.build(fresh=True).files()


@pytest.mark.parametrize(
    ("text", "loading"),
    [
        ("![a](b.png)\n\n![b](b.png)", ["eager", "lazy"]),
        ("One.\n\n<!--more-->\n\n![a](b.png)", ["eager"]),
        ("One.\n\n<p><img src='b.png'></p>", ["eager"]),
        ("One.\n\n<img src='b.png' loading='lazy'>", ["lazy"]),
        ("One.\n\n## Two\n\n![a](b.png)", ["lazy"]),
        ("One.\n\nTwo.\n\n![a](b.png)", ["lazy"]),
    ],
)
def test_image_at_the_top_is_fetched_at_once(site, text, loading):
    """The first one of a post, on its own page; on lists it waits like the others."""
    built = site({"posts/x.md": post(text), "posts/b.png": png(7, 8)}).build()
    images = built.html("2025/03/x").select(".e-content img")

    assert [image["loading"] for image in images] == loading
    assert [image.get("fetchpriority") for image in images] == [
        "high" if how == "eager" else None for how in loading
    ]
    assert not built.html().select(".h-entry img[fetchpriority]")
    assert "fetchpriority" not in built.text("feed/rss.xml")
