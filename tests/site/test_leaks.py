"""What is held back leaves no trace below the output folder, doctrees included."""

from __future__ import annotations

import gzip
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from conftest import DOT, post, run

if TYPE_CHECKING:
    from pathlib import Path

WORD = b"xyzzy"
"""A word of the post that is held back: of its name, header, text and files only."""

EPOCH = "1750000000"
"""The clock of the builds: June 2025."""

HELD_BACK = {
    "draft": {"state": "draft"},
    "boolean": {"draft": "true"},
    "future": {"date": "2025-09-01"},
    "zone": {"date": "2025-06-15T14:00:00-02:00"},
    "expired": {"expires": "2025-05-01"},
}
"""Headers that hold a post back at `EPOCH`."""

PUBLIC = post("Words.\n", title="Public", tags="common")

SECRET = {
    "title": "Xyzzytitle",
    "slug": "xyzzyslug",
    "description": "Xyzzydescription",
    "categories": "xyzzycategory",
    "tags": "common, xyzzytag",
    "author": "Xyzzyauthor",
    "series": "xyzzyseries",
    "location": "xyzzylocation",
    "language": "en-xyzzylan",
    "aliases": "/xyzzyalias/",
    "oddkey": "xyzzyextra",
}

BODY = """\
Xyzzyintro.

<!--more-->

## Xyzzyheading

(xyzzylabel)=

[Public](/2025/03/public/), ![Xyzzyalt](xyzzypicture.png) and
{download}`its file <xyzzyfile.txt>`.

```{index} xyzzyentry
```
"""


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of the builds."""

    def at(epoch):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    at(EPOCH)
    return at


@pytest.fixture
def blog(site, clock):
    """Return a function that makes a site with a post that may be held back."""
    del clock

    def make(header, **conf):
        files = {
            "posts/public.md": PUBLIC,
            "list.md": "# List\n\n```{postlist}\n```\n",
            "posts/xyzzyname/index.md": post(BODY, **{**SECRET, **header}),
            "posts/xyzzyname/xyzzypicture.png": DOT,
            "posts/xyzzyname/xyzzyfile.txt": b"xyzzycontent",
        }
        return site(files, html_copy_source=True, **conf)

    return make


def traces(built):
    """Return the files below the output, and beside it, that hold the word."""
    folder = built.out.parent
    return {
        file.relative_to(folder).as_posix()
        for file in folder.rglob("*")
        if file.is_file()
        and (WORD in str(file.relative_to(folder)).encode().lower() or holds(file))
    }


def holds(file: Path) -> bool:
    """Tell whether a file holds the word, packed or not."""
    data = file.read_bytes()
    if file.name == "objects.inv":
        data = zlib.decompress(data.split(b"\n", 4)[4])
    elif data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    return WORD in data.lower()


@pytest.mark.parametrize("search", ["sphinx", "pagefind"])
@pytest.mark.parametrize("kind", HELD_BACK)
def test_what_is_held_back_is_nowhere(blog, kind, search):
    """Whatever holds it back, and where the doctrees are deployed with the site."""
    built = blog(HELD_BACK[kind], blog_search=search, blog_social_cards=True).build()

    assert built.exists("2025/03/public/index.html")
    assert traces(built) == set()


@pytest.mark.parametrize("search", ["sphinx", "pagefind"])
@pytest.mark.parametrize("preview", [False, True])
def test_post_that_is_held_back_later_leaves_no_trace(blog, search, preview):
    """What its publication, or its preview, left behind is taken away."""
    conf = {"blog_social_cards": True, "blog_image_widths": [3]}
    header = HELD_BACK["draft"] if preview else {}
    made = blog(header, blog_search=search, blog_drafts=preview, **conf)
    picture = BytesIO()
    Image.new("RGB", (9, 9)).save(picture, "PNG")
    made.write({"posts/xyzzyname/xyzzypicture.png": picture.getvalue()})
    assert traces(made.build())

    made.configure(blog_drafts=False)
    made.write({"posts/xyzzyname/index.md": post(BODY, **SECRET, state="draft")})
    built = made.build()

    assert traces(built) == set()
    assert built.files() == made.build(fresh=True).files()


def test_unlisted_post_and_page_that_are_held_back_later_leave_no_trace(blog):
    """Even where no other document has to be read or written for that."""
    made = blog({"index": "false"})
    page = f"# Xyzzy\n\n{BODY}"
    made.write(
        {
            "page.md": page,
            "xyzzypicture.png": DOT,
            "xyzzyfile.txt": b"xyzzycontent",
        }
    )
    assert traces(made.build())

    made.write(
        {
            "posts/xyzzyname/index.md": post(BODY, **SECRET, state="draft"),
            "page.md": f"---\ndraft: true\n---\n\n{page}",
        }
    )

    assert traces(made.build()) == set()


def test_clock_alone_publishes_and_withdraws(blog, clock):
    """A build after the due time has the post, one after its end hasn't, unedited."""
    made = blog({"date": "2025-09-01", "expires": "2025-11-01"})
    built, again = made.build(), made.build()
    assert traces(built) == traces(again) == set()

    clock("1760000000")  # October
    assert "Xyzzytitle" in made.build().html().text
    assert made.build().exists("2025/09/xyzzyslug/index.html")

    clock("1765000000")  # December
    built = made.build()
    assert traces(built) == set()
    assert built.files() == made.build(fresh=True).files()


def test_zone_of_the_date_counts(blog, clock):
    """A date is a moment, wherever it is written and built."""
    made = blog({"date": "2025-06-15T14:00:00-02:00"}, blog_timezone="Asia/Tokyo")
    clock("1750003199")  # one second before 16:00 UTC
    assert traces(made.build()) == set()

    clock("1750003200")
    assert traces(made.build())


LINKS = """\
[by URL](/2025/09/xyzzyslug/) and [by file](xyzzyname/index.md)
"""


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ({"date": "2025-09-01", "draft": "true"}, "is a draft"),
        ({"date": "2025-09-01"}, "is to be published at 2025-09-01 00:00 UTC"),
        (
            {"date": "2025-09-01", "expires": "2025-05-01"},
            "expired at 2025-05-01 00:00 UTC",
        ),
    ],
)
def test_link_to_what_is_held_back_says_so(blog, clock, header, fault):
    """It isn't missing; and the link is one when its target is there."""
    made = blog(header)
    made.write({"posts/linking.md": post(LINKS, title="Linking")})
    text = f"posts/xyzzyname/index.md {fault}"
    made.build(warnings=[f"/xyzzyslug/': {text}", f"dead link: {text}"])

    clock("1760000000")
    made.write({"posts/xyzzyname/index.md": post(**{**SECRET, "date": "2025-09-01"})})
    page = made.build().html("2025/03/linking")
    assert [link["href"] for link in page.select(".e-content a")] == [
        "../../09/xyzzyslug/"
    ] * 2


def test_preview_in_the_output_is_told(site):
    """Whoever publishes the whole folder would publish the drafts of the preview."""
    source = site({"a.md": PUBLIC, "_build/preview/index.html": ""}).source
    log = source / "log"
    for output in ("_build", "_build/html", "_build/preview"):
        run("-m", "sphinx", "-q", "-b", "dirhtml", "-w", log, source, source / output)
        assert ("_build/preview, with pages of drafts" in log.read_text()) == (
            output == "_build"
        )
