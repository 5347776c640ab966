"""Each kind of page, in a browser: reachable by all, light, steady, whole without a script.

A page is opened once, as a telephone does, and stays open for all tests of it.
"""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest

from browser import TIMEOUT
from measures import (
    BEYOND_THE_EDGE,
    FOCUS_UNSEEN,
    FONT,
    LINE_LENGTHS,
    LONGEST_MOVE,
    OBSERVE_SHIFTS,
    READ_TO_THE_END,
    VISIBLE_MENUS,
    axe_violations,
    weigh,
)
from page_kinds import DEMO_BLOG, DOCUMENTATION, REAL_BLOG
from serving import serve

pytest.importorskip(
    "axe_playwright_python", reason="axe-playwright-python is not installed"
)

pytestmark = pytest.mark.browser

PHONE = {"width": 412, "height": 823}
DESKTOP = {"width": 1280, "height": 800}
NARROWEST = {"width": 320, "height": 640}

KB = 1000  # bytes

CALM = 0.01

# The fixture, and the path at which `html_baseurl` says the site is.
SITES = {
    "real blog": ("corpus_site", "/", REAL_BLOG),
    "demo blog": ("demo_site", "/", DEMO_BLOG),
    "documentation": ("docs_site", "/en/latest/", DOCUMENTATION),
}

CASES = {
    f"{site}: {kind}": (site, kind, path)
    for site, (_, _, kinds) in SITES.items()
    for kind, path in kinds.items()
}


@dataclass(kw_only=True)
class Visit:
    """An open page, and what happened while it was loaded and read to its end."""

    kind: str
    url: str
    page: Any
    status: int = 0
    responses: list = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    shifts: list = field(default_factory=list)

    def open(self):
        """Load the page, and scroll through all of it."""
        self.page.on("response", self._receive)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)
        self.page.add_init_script(OBSERVE_SHIFTS)
        self.read()

    def read(self):
        """Load the page once more, and scroll through it."""
        self.responses.clear()
        self.status = self.page.goto(self.url, wait_until="networkidle").status
        self.page.evaluate(READ_TO_THE_END)
        self.shifts = self.page.evaluate("window.layoutShifts")

    @property
    def jump(self):
        """How much has moved (https://web.dev/articles/cls)."""
        return sum(shift[0] for shift in self.shifts)

    def _receive(self, response):
        self.responses.append(response)

    def _hear(self, message):
        # A missing page is reported as such, which is what it should be.
        if message.type == "error" and message.location["url"] != self.url:
            self.errors.append(f"{message.location['url']}: {message.text}")


@pytest.fixture(scope="module")
def address_of(request):
    """Return a function that gives the address of a site, which it serves."""
    with ExitStack() as stack:
        addresses = {}

        def address(name):
            if name not in addresses:
                fixture, prefix, _ = SITES[name]
                built = request.getfixturevalue(fixture)
                addresses[name] = stack.enter_context(serve(built.out, prefix))
            return addresses[name]

        yield address


def listed(faults):
    """Return faults as a message that pytest shows whole."""
    return "\n".join(["", *faults])


@pytest.fixture(scope="module", params=CASES.values(), ids=CASES)
def visit(request, chromium, address_of):
    """Return each page in turn, opened on a telephone."""
    site, kind, path = request.param
    url = address_of(site) + path
    context = chromium.new_context(viewport=PHONE)
    context.set_default_timeout(TIMEOUT)
    visit = Visit(kind=kind, url=url, page=context.new_page())
    visit.open()
    yield visit
    context.close()


@pytest.fixture(scope="module")
def bare(chromium):
    """Return a telephone's page that runs no script."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    context.set_default_timeout(TIMEOUT)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(visit):
    """Return the open page, as its reader found it."""
    visit.page.set_viewport_size(PHONE)
    visit.page.emulate_media(
        color_scheme="light",
        media="screen",
        reduced_motion="no-preference",
        forced_colors="none",
    )
    return visit.page


def test_page_is_there(visit, page):
    """It loads without an error; one that is missing says so, in the site's own look."""
    assert visit.status == (404 if visit.kind == "missing page" else 200)
    assert page.locator("h1").count() == 1
    assert visit.errors == []


def test_nobody_else_is_asked(visit):
    """A page and all it needs come from the site itself, and nothing is missing."""
    hosts = {urlsplit(response.url).netloc for response in visit.responses}
    missing = [r.url for r in visit.responses if not r.ok and r.url != visit.url]

    assert hosts == {urlsplit(visit.url).netloc}
    assert missing == []


def test_page_has_an_icon(visit, page):
    """A browser need not guess, and get an error from the server, for its tab."""
    icons = page.evaluate(
        "[...document.querySelectorAll('link[rel~=icon]')].map(link => link.href)"
    )
    statuses = [
        page.request.get(icon).status for icon in icons if not icon.startswith("data:")
    ]

    assert icons
    assert set(statuses) <= {200}


def test_page_is_light(visit, page):
    """At most 60 KB beyond its text and pictures, with 25 KB CSS and 10 KB script."""
    weight = weigh(page, visit.responses)

    assert weight.css <= 25 * KB
    assert weight.javascript <= 10 * KB
    assert weight.beyond_text <= 60 * KB


def test_fonts_come_with_formulas_only(visit, page):
    """Text has the reader's own fonts."""
    fonts = [r.url for r in visit.responses if r.request.resource_type == FONT]

    assert not fonts or page.locator("math").count()


def test_nothing_jumps(visit):
    """While a page is loaded and read, text stays where it was (CLS)."""
    if visit.jump > CALM:
        # A busy machine shows a long table by and by, which is not the page's fault.
        visit.read()
    assert visit.jump <= CALM, visit.shifts


@pytest.mark.parametrize(
    ("scheme", "viewport"), [("light", DESKTOP), ("dark", PHONE)], ids=["light", "dark"]
)
def test_axe_finds_nothing(page, scheme, viewport):
    """WCAG 2.2 AA and the best practices of axe-core hold in both schemes."""
    page.set_viewport_size(viewport)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")

    faults = axe_violations(page)

    assert not faults, listed(faults)


def test_nobody_scrolls_sideways(page):
    """On the narrowest screen all is in view, or scrolls within itself (WCAG 1.4.10)."""
    page.set_viewport_size(NARROWEST)

    faults = page.evaluate(BEYOND_THE_EDGE)

    assert not faults, listed(faults)


def test_text_can_be_twice_as_large(page):
    """It follows the size that a reader sets, and still fits (WCAG 1.4.4)."""
    session = page.context.new_cdp_session(page)
    size = "parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
    before = page.evaluate(size)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})

    after, faults = page.evaluate(size), page.evaluate(BEYOND_THE_EDGE)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})

    assert after == pytest.approx(2 * before, rel=0.05)
    assert not faults, listed(faults)


def test_text_can_be_spaced(page):
    """Lines, words and letters can be as far apart as WCAG 1.4.12 says."""
    style = page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
    )

    faults = page.evaluate(BEYOND_THE_EDGE)
    style.evaluate("style => style.remove()")

    assert not faults, listed(faults)


def test_text_is_the_same_without_a_script(visit, page, bare):
    """JavaScript adds no text, and its absence hides none; only search explains itself."""
    bare.goto(visit.url)
    page.evaluate("document.querySelectorAll('.bt-copy').forEach(b => b.remove())")
    text, bare_text = (p.locator("main").inner_text() for p in (page, bare))

    assert text.strip()
    if visit.kind == "search":
        assert "JavaScript" in bare_text
    else:
        assert bare_text == text


def test_keyboard_skips_to_the_text(page):
    """The first key shows a link that leads past the menu."""
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.keyboard.press("Tab")
    link = page.locator(":focus")

    assert link.get_attribute("href") == f"#{page.locator('main').get_attribute('id')}"
    box = link.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(
        "!document.activeElement.closest('header:not(main header), .bt-skip')"
    )


@pytest.mark.parametrize("colours", ["none", "active"])
def test_focus_can_be_seen(page, colours):
    """Whatever the keyboard reaches is ringed when it does, in any colours (WCAG 2.4.7)."""
    page.emulate_media(forced_colors=colours)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    faults = page.evaluate(FOCUS_UNSEEN)

    assert not faults, listed(faults)


POSTS = [name for name in CASES if "plain post" in name]

of_posts = pytest.mark.parametrize(
    "visit", [CASES[name] for name in POSTS], ids=POSTS, indirect=True
)


@of_posts
def test_nothing_moves_for_who_wants_it_still(page):
    """Neither scrolling nor colours nor boxes are animated."""
    page.emulate_media(reduced_motion="reduce")

    assert page.evaluate(LONGEST_MOVE) <= 0.01
    assert page.evaluate(
        "getComputedStyle(document.documentElement).scrollBehavior"
    ) == ("auto")


@of_posts
def test_paper_has_the_text_alone(page):
    """A print has the post, black on white, without menus."""
    page.emulate_media(media="print", color_scheme="dark")

    assert page.locator("article h1").is_visible()
    faults = page.evaluate(VISIBLE_MENUS)
    assert not faults, listed(faults)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


@of_posts
def test_lines_are_a_pleasure_to_read(page):
    """Lines have 60 to 75 characters of at least 16 pixels, one and a half lines high."""
    page.set_viewport_size(DESKTOP)
    text = page.locator("article.bt-post .e-content p").first
    size, height = text.evaluate(
        "p => [getComputedStyle(p).fontSize, getComputedStyle(p).lineHeight]"
        ".map(parseFloat)"
    )

    assert 60 <= statistics.median(page.evaluate(LINE_LENGTHS)) <= 75
    assert size >= 16
    assert height >= 1.5 * size


BAD_PAGE = """\
<!DOCTYPE html><html><head><title>Bad</title></head><body><main><h1>Bad</h1>
<img src="x.png"><p style="color: #ccc">Pale.</p>
<button style="width: 9px; height: 9px; padding: 0">x</button>
<button style="width: 9px; height: 9px; padding: 0">y</button>
<p style="width: 2000px; outline: none">Wide.</p>
<a href="#" style="outline: none">Unseen</a></main></body></html>
"""


def test_faults_are_found(chromium):
    """What the tests above look for, they would find."""
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    page.set_content(BAD_PAGE)
    rules = {fault.partition(":")[0] for fault in axe_violations(page)}
    beyond, unseen = page.evaluate(BEYOND_THE_EDGE), page.evaluate(FOCUS_UNSEEN)
    context.close()

    assert {"image-alt", "color-contrast", "target-size", "html-has-lang"} <= rules
    assert any("Wide." in fault for fault in beyond)
    assert ["Unseen" in fault for fault in unseen] == [True]
