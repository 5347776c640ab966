"""Players from elsewhere load nothing until the reader asks for them."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest
from bs4 import BeautifulSoup

from conftest import posts
from serving import serve
from sphinx_blogtheme.markdown.embeds.services import find_player

ID = "dQw4w9WgXcQ"
WATCH = f"https://www.youtube.com/watch?v={ID}"
QUIET = f"https://www.youtube-nocookie.com/embed/{ID}"


RAW = f"""\
<iframe width="560" height="315" src="https://www.youtube.com/embed/{ID}?si=x"
 title="YouTube video player" frameborder="0" allow="autoplay; web-share; camera 'none'"
 onload="x()" allowfullscreen></iframe>

Within a text <IFRAME src=//www.youtube.com/embed/{ID} title='"A" <b>&amp; B' width=40>
no</IFRAME> and on.

<div><iframe src="https://player.vimeo.com/video/1" style="height: 9em"></iframe></div>

<iframe src="https://w.soundcloud.com/player/?url=x" width="100%" height="120"></iframe>

<iframe src="https://www.youtube.com/embed/{ID}" id="f" class="c" />

After.
"""

UNTOUCHED = f"""\
<!-- <iframe src="{QUIET}"></iframe> -->

    <iframe src="{QUIET}"></iframe>

<textarea><iframe src="{QUIET}"></iframe></textarea>
"""

OTHERS = """\
<iframe src="https://example.org/x" style="width: 9em" loading="eager"></iframe>

<iframe src="/x.html"></iframe> <iframe title="Mine" srcdoc="<p>x"></iframe>

<iframe src="https://example.org/y" title=""></iframe>
"""

DIRECTIVES = f"""\
```{{embed}} {WATCH}&t=90
:title: How a *nib* & co.
:name: nib

A caption with *emphasis*.

A legend.
```

```{{embed}} <https://youtube.com/shorts/{ID}>
```

```{{embed}} https://vimeo.com/1
:width: 320
:ratio: 4:3
:class: c
```

```{{embed}} https://open.spotify.com/track/1
:width: 80%
```
"""

BODIES = {
    "raw": RAW,
    "more": f'<iframe src="{QUIET}"></iframe>\n\n<!--more-->\n\n{RAW}',
    "untouched": UNTOUCHED,
    "others": OTHERS,
    "directives": DIRECTIVES,
}


@pytest.fixture(scope="module")
def blog(module_site):
    """Return a site with a post for each body, and with a page."""
    files = {"page.md": f"---\norphan: true\n---\n# Page\n\n{RAW}", "files/x.html": ""}
    return module_site(posts(**BODIES) | files)


@pytest.fixture(scope="module")
def built(blog):
    """Return the site, built."""
    return blog.build()


def frames(built, docname):
    """Return the frames of a page's text."""
    return built.html(docname).select("main iframe")


def document(frame):
    """Return the document that waits in a frame."""
    return BeautifulSoup(frame["srcdoc"], "html5lib")


def style(frame):
    """Return the style of a frame as a dictionary."""
    pairs = (part.split(":") for part in frame["style"].split(";"))
    return {name.strip(): value.strip() for name, value in pairs}


@pytest.mark.parametrize("docname", ["2025/03/raw", "2025/03/directives", "page", ""])
def test_no_player_is_loaded_with_the_page(built, docname):
    """Neither in a post, nor in a page, nor in a list."""
    found = frames(built, docname)

    assert len(found) >= 4
    known = [f for f in found if find_player(f.get("src", ""))]
    assert known == []
    assert all(f["loading"] in ("lazy", "eager") for f in found)


def test_frame_has_one_link_which_leads_it_to_the_player(built):
    """With what it will contact, in words; and it may play then."""
    frame = frames(built, "2025/03/raw")[1]
    waiting = document(frame)
    (link,) = waiting.select("a")
    target = urlsplit(link["href"])

    assert (target.netloc, target.path) == ("www.youtube-nocookie.com", f"/embed/{ID}")
    assert parse_qs(target.query) == {"autoplay": ["1"]}
    assert not link.has_attr("target")
    assert link.b.text == 'Play: "A" <b>& B (YouTube)'
    assert "www.youtube-nocookie.com" in link.small.text
    assert waiting.title.text == frame["title"] == '"A" <b>& B'
    assert waiting.html["lang"] == "en"
    assert not waiting.select("script, img, link")


def test_titles_are_unique(built):
    """Those that services put into their code are none."""
    titles = [frame["title"] for frame in frames(built, "2025/03/raw")]

    assert titles == [
        "Video on YouTube (1)",
        '"A" <b>& B',
        "Video on Vimeo",
        "Audio on SoundCloud",
        "Video on YouTube (2)",
    ]
    for docname in ("", "2025/03/more", "2025/03/directives"):
        found = [frame["title"] for frame in frames(built, docname)]
        assert len(found) == len(set(found))


def test_permissions_name_the_player(built):
    """Without a name they would be for the page that waits."""
    first, second = frames(built, "2025/03/raw")[:2]

    assert first["allow"].split("; ") == [
        "autoplay https://www.youtube-nocookie.com",
        "web-share https://www.youtube-nocookie.com",
        "camera 'none'",
    ]
    assert second["allow"] == "autoplay https://www.youtube-nocookie.com"
    assert first.has_attr("allowfullscreen")
    assert not second.has_attr("allowfullscreen")


def test_frame_keeps_its_shape_and_nothing_obsolete(built):
    """What was an attribute that HTML doesn't have is a style."""
    first, second, third, fourth, last = frames(built, "2025/03/raw")

    assert (first["width"], first["height"]) == ("560", "315")
    assert style(first)["aspect-ratio"] == "560/315"
    assert not {"frameborder", "onload", "src"} & first.attrs.keys()
    assert second["width"] == "40"
    assert style(third)["height"] == "9em"
    assert fourth.get("width") is None
    assert style(fourth)["width"] == "100%"
    assert style(fourth)["height"] == "120px"
    assert (last["id"], last["class"]) == ("f", ["c"])


def test_frame_ends_where_its_author_ended_it(built):
    """A slash at the end of the tag swallows nothing; nor does what is inside stay."""
    text = built.html("2025/03/raw").select_one(".e-content").get_text()

    assert "After." in text
    assert "no" not in text.split()


def test_what_is_not_a_frame_stays(built):
    """Comments, code and the text of a field."""
    page = built.html("2025/03/untouched")

    assert page.select("main iframe") == []
    assert str(page.select_one(".e-content")).count(QUIET) == 3


def test_other_frames_are_as_written_with_a_title(built):
    """They load when they are near, and are named after where they come from."""
    found = frames(built, "2025/03/others")

    assert [(f["title"], f["loading"], f.get("src")) for f in found] == [
        ("example.org (1)", "eager", "https://example.org/x"),
        ("x.html", "lazy", "../../../x.html"),
        ("Mine", "lazy", None),
        ("example.org (2)", "lazy", "https://example.org/y"),
    ]
    assert found[0]["style"] == "width: 9em"


def test_directive_takes_the_address_of_a_page(built):
    """With title, width, ratio, name, class, caption and legend."""
    page = built.html("2025/03/directives")
    nib, short, small, song = frames(built, "2025/03/directives")
    figure = nib.find_parent("figure")

    assert figure["id"] == "nib"
    assert figure.select_one("figcaption em").text == "emphasis"
    assert figure.select_one("figcaption .legend").text.strip() == "A legend."
    assert nib["title"] == "How a *nib* & co."
    assert "start=90" in document(nib).a["href"]
    assert style(nib)["width"] == "100%"
    assert style(short)["aspect-ratio"] == "9/16"
    assert style(small)["aspect-ratio"] == "4/3"
    assert style(small)["width"] == "320px"
    assert small.find_parent("div", class_="c")
    assert style(song)["width"] == "80%"
    assert style(song)["height"] == "152px"
    assert page.select("a.bt-embed-link:not([hidden])") == []


def test_paper_has_a_link(built):
    """It stands beside the frame, out of sight on a screen."""
    links = built.html("2025/03/raw").select("main a.bt-embed-link[hidden]")

    assert links[1]["href"] == WATCH
    assert links[1].text == '"A" <b>& B (YouTube)'
    assert len(links) == len(frames(built, "2025/03/raw"))


def test_feeds_have_what_the_author_wrote(built):
    """And for the directive an ordinary frame, with a link for strict readers."""
    entries = feedparser.parse(built.out / "feed/rss.xml", sanitize_html=False).entries
    texts = {
        entry.link.split("/")[-2]: BeautifulSoup(entry.content[0].value, "html5lib")
        for entry in entries
    }

    assert not texts["raw"].select("[srcdoc]")
    raw = texts["raw"].select("iframe")
    assert raw[0]["src"] == f"https://www.youtube.com/embed/{ID}?si=x"
    assert raw[0]["frameborder"] == "0"
    nib = texts["directives"].iframe
    assert nib["src"] == f"{QUIET}?start=90"
    assert nib.find_next("a")["href"] == f"{WATCH}&t=90"
    assert "hidden" not in nib.find_next("a").attrs
    assert "srcdoc" not in built.text("2025/03/raw.md")


def test_players_can_be_loaded_at_once(blog):
    """The frames are their author's, with title and lazy; and back is the same."""
    before = blog.build().files()
    blog.configure(blog_embeds="direct")
    built = blog.build()
    direct = frames(built, "2025/03/raw")

    assert [f.get("src", "") for f in direct][::4] == [
        f"https://www.youtube.com/embed/{ID}?si=x",
        f"https://www.youtube.com/embed/{ID}",
    ]
    assert [f["title"] for f in direct][::4] == [
        "Video on YouTube (1)",
        "Video on YouTube (2)",
    ]
    assert frames(built, "2025/03/directives")[0]["src"] == f"{QUIET}?start=90"
    for docname in ("", "2025/03/raw", "2025/03/directives"):
        for frame in frames(built, docname):
            assert "loading" in frame.attrs
            assert frame.get("srcdoc") in (None, "<p>x")
    assert built.files() == blog.build(fresh=True).files()
    blog.configure(blog_embeds="click")
    assert blog.build().files() == before


def test_unknown_address_is_one_warning_and_a_link(site):
    """It names line and value; what is no address is text."""
    body = (
        "```{embed} https://example.net/a\n:title: A\n```\n\n"
        "```{embed} javascript:alert(1)\n```\n"
    )
    built = site(posts(x=body)).build(
        warnings=[
            "x.md:6: WARNING: embed: 'https://example.net/a': expected",
            "x.md:10: WARNING: embed: 'javascript:alert(1)': expected",
        ]
    )
    text = built.html("2025/03/x").select_one(".e-content")

    assert [(a["href"], a.text) for a in text.select("a")] == [
        ("https://example.net/a", "A")
    ]
    assert "javascript:alert(1)" in text.text


@pytest.mark.parametrize(
    ("option", "expected"),
    [("width: 9em", "480px"), ("ratio: wide", "16/9"), ("ratio: 0/9", "16/9")],
)
def test_bad_option_is_one_warning(site, option, expected):
    """It says what would be good, and the player is there."""
    built = site(posts(x=f"```{{embed}} {WATCH}\n:{option}\n```\n")).build(
        warnings=[expected]
    )

    assert len(frames(built, "2025/03/x")) == 1


@pytest.mark.parametrize("builder", ["text", "latex", "epub", "man"])
def test_other_builders_have_links(site, builder):
    """Of what the page would have shown; frames of the site itself go."""
    files = {f"{name}.md": f"# {name}\n\n{text}" for name, text in BODIES.items()}
    toctree = "\n".join(BODIES)
    files["index.md"] = f"# T\n\n```{{toctree}}\n{toctree}\n```\n"
    built = site(files).build(builder, warnings=None)

    expected = ("EPUB", "conf value", "dead link to '/x.html'")
    assert not [w for w in built.warnings if not any(part in w for part in expected)]
    texts = [
        data.decode()
        for name, data in built.files().items()
        if name.endswith((".txt", ".tex", ".xhtml", ".1"))
    ]
    text = "\n".join(texts)
    assert "How a *nib* & co" in text.replace("\\&", "&").replace("&amp;", "&")
    assert "srcdoc" not in text.replace('srcdoc="<p>x"', "")
    if builder == "epub":
        page = BeautifulSoup((built.out / "raw.xhtml").read_bytes(), "html5lib")
        assert page.select("iframe") == []
        assert WATCH in {a["href"] for a in page.select("a.external")}


def test_site_of_one_scheme_has_frames_of_that(site):
    """A frame follows the reader's system, which such a site doesn't."""
    built = site(posts(x=RAW), html_theme_options={"colour_scheme": "dark"}).build()
    meta = document(frames(built, "2025/03/x")[0]).select_one("[name=color-scheme]")

    assert meta["content"] == "dark"


@pytest.fixture(scope="module")
def address(built):
    """Return the address of the site, served."""
    with serve(built.out) as address:
        yield address


STUB = "<!DOCTYPE html><title>Player</title><p>Playing"

ALLOWED = "document.featurePolicy.allowsFeature('autoplay')"


@pytest.fixture
def asked(page):
    """Return the requests to other hosts, which a stub answers."""
    requests = []

    def answer(route):
        requests.append(route.request)
        route.fulfill(body=STUB, content_type="text/html")

    page.route(lambda url: urlsplit(url).hostname != "127.0.0.1", answer)
    return requests


def _show(page, address):
    page.goto(f"{address}2025/03/raw/", wait_until="networkidle")
    frame = page.frame_locator("main iframe >> nth=0")
    frame.locator("a").scroll_into_view_if_needed()
    return frame


@pytest.mark.browser
@pytest.mark.parametrize("key", ["", "Enter"], ids=["mouse", "keyboard"])
def test_player_is_asked_for_by_the_reader(page, asked, address, key):
    """Nobody else before; then the player, in its frame, with what it needs."""
    frame = _show(page, address)
    for element in page.locator("main iframe").all():
        element.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert asked == []

    if key:
        for _ in range(40):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.localName") == "iframe":
                break
        page.keyboard.press(key)
    else:
        page.locator("main iframe").first.scroll_into_view_if_needed()
        frame.locator("a").click()
    frame.get_by_text("Playing").wait_for()

    (request,) = asked
    assert request.url == f"{QUIET}?autoplay=1"
    assert request.headers["referer"] == address
    assert page.url == f"{address}2025/03/raw/"
    inner = next(f for f in page.frames if f.url == request.url)
    assert inner.evaluate(ALLOWED) is True


@pytest.mark.browser
def test_player_is_asked_for_without_javascript(bare_page, address):
    """The link does it all."""
    bare_page.route(
        "https://www.youtube-nocookie.com/**",
        lambda route: route.fulfill(body=STUB, content_type="text/html"),
    )
    frame = _show(bare_page, address)
    frame.locator("a").click()
    frame.get_by_text("Playing").wait_for()
    bare_page.unroute_all()


@pytest.mark.browser
def test_button_is_large_and_its_text_fits(subtests, page, asked, address):
    """At least 44 pixels, in frames of any size that services have."""
    for docname in ("raw", "directives"):
        page.goto(f"{address}2025/03/{docname}/")
        for width in (1280, 320):
            page.set_viewport_size({"width": width, "height": 800})
            for element in page.locator("main iframe:not([width='40'])").all():
                with subtests.test(element.get_attribute("title"), width=width):
                    _assert_fits(element)


def _assert_fits(frame):
    """Assert that a frame's button is large, and the frame as large as its text."""
    frame.scroll_into_view_if_needed()
    inner = frame.content_frame
    button, text = inner.locator("svg"), inner.locator("span")
    box = frame.bounding_box()
    assert button.bounding_box()["width"] >= 44
    inside = text.bounding_box()
    assert inside["y"] >= box["y"]
    assert inside["y"] + inside["height"] <= box["y"] + box["height"]
    assert inside["x"] + inside["width"] <= box["x"] + box["width"]
