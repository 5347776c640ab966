"""Images keep their URLs, and get their sizes."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import unquote, urljoin

import pytest
from PIL import Image

from conftest import post

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"></svg>'
BARE_SVG = b'<svg xmlns="http://www.w3.org/2000/svg"></svg>'


def png(width: int, height: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (width, height)).save(file, "PNG")
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
    assert all(image["loading"] == "lazy" for image in found)


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
    """An image that has been given a width is not measured."""
    (image,) = images("2025/03/size")

    assert image.get("height") is None
    assert "20px" in (image.get("style") or image["width"])


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
