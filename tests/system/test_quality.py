"""Each kind of page, in a browser: reachable by all, light, steady, whole without a script.

A page is opened once, as a telephone does, and all that we promise of it is looked at
in one visit. What a page breaks is reported promise by promise.
"""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import pytest

from browser import new_page
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

USUAL = {
    "color_scheme": "light",
    "media": "screen",
    "reduced_motion": "no-preference",
    "forced_colors": "none",
}
"""What a browser tells a page of its reader."""

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
class Phone:
    """A browser's page, and what happens in it while it goes from URL to URL."""

    page: Any
    bare: Any
    """One that runs no script."""
    kind: str = ""
    url: str = ""
    status: int = 0
    requests: list = field(default_factory=list)
    responses: list = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    shifts: list = field(default_factory=list)
    _shown: dict = field(default_factory=dict)
    _statuses: dict = field(default_factory=dict)

    def __post_init__(self):
        self.page.on("request", self._ask)
        self.page.on("response", self._receive)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)
        self.page.add_init_script(OBSERVE_SHIFTS)
        # Each page is the first that a reader sees of the site.
        session = self.page.context.new_cdp_session(self.page)
        session.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def visit(self, kind, url):
        """Load a page, and scroll through all of it."""
        self.kind, self.url = kind, url
        self.show(PHONE)
        self.read()

    def read(self):
        """Load the page, once more if it is there, and scroll through it."""
        # Whatever the last page still asked for has ended with it.
        self.page.goto("about:blank")
        for happened in (self.requests, self.responses, self.errors):
            happened.clear()
        self.status = self.page.goto(self.url).status
        self.page.evaluate(READ_TO_THE_END)
        self.shifts = self.page.evaluate("window.layoutShifts")

    def show(self, viewport, **media):
        """Show the page in a window of a size, to a reader with usual wishes or these."""
        wanted = {"viewport": viewport, **USUAL, **media}
        if wanted["viewport"] != self._shown.get("viewport"):
            self.page.set_viewport_size(viewport)
        if wanted != self._shown:
            self.page.emulate_media(**USUAL | media)
        self._shown = wanted
        return self.page

    def status_of(self, url):
        """Return the status with which a file is served; it is asked for once."""
        if url not in self._statuses:
            self._statuses[url] = self.page.request.get(url).status
        return self._statuses[url]

    @property
    def jump(self):
        """How much has moved (https://web.dev/articles/cls)."""
        return sum(shift[0] for shift in self.shifts)

    def _ask(self, request):
        self.requests.append(request)

    def _receive(self, response):
        if response.request in self.requests:  # not of the page before
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


@pytest.fixture(scope="module")
def phone(chromium, bare_page):
    """Return a telephone, which goes from page to page."""
    with new_page(chromium, viewport=PHONE) as page:
        yield Phone(page=page, bare=bare_page)


def listed(faults):
    """Return faults as a message that pytest shows whole."""
    return "\n".join(["", *faults])


def is_there(phone):
    """Missing pages say so, in the site's own look; the others load."""
    page = phone.show(PHONE)

    assert phone.status == (404 if phone.kind == "missing page" else 200)
    assert page.locator("h1").count() == 1


def has_an_icon(phone):
    """Browsers need not guess, and get an error from the server, for their tab."""
    icons = phone.page.evaluate(
        "[...document.querySelectorAll('link[rel~=icon]')].map(link => link.href)"
    )
    statuses = [phone.status_of(icon) for icon in icons if not icon.startswith("data:")]

    assert icons
    assert set(statuses) <= {200}


def is_light(phone):
    """At most 60 KB beyond its text and pictures, with 25 KB CSS and 10 KB script.

    The page with every element of documentation has all of the styles: 30 KB.
    """
    weight = weigh(phone.page, phone.responses)

    assert weight.css <= (30 if phone.kind == "every element" else 25) * KB
    assert weight.javascript <= 10 * KB
    assert weight.beyond_text <= 60 * KB


def has_fonts_with_formulas_only(phone):
    """Text has the reader's own fonts."""
    fonts = [r.url for r in phone.responses if r.request.resource_type == FONT]

    assert not fonts or phone.page.locator("math").count()


def stands_still(phone):
    """While a page is loaded and read, text stays where it was (CLS)."""
    if phone.jump > CALM:
        # A busy machine shows a long table by and by, which is not the page's fault.
        phone.read()
    assert phone.jump <= CALM, phone.shifts


def has_text_that_can_be_twice_as_large(phone):
    """Text follows the size that a reader sets, and still fits (WCAG 1.4.4)."""
    page = phone.show(PHONE)
    session = page.context.new_cdp_session(page)
    size = "parseFloat(getComputedStyle(document.querySelector('main')).fontSize)"
    before = page.evaluate(size)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})

    after, faults = page.evaluate(size), page.evaluate(BEYOND_THE_EDGE)
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    session.detach()

    assert after == pytest.approx(2 * before, rel=0.05)
    assert not faults, listed(faults)


def has_text_that_can_be_spaced(phone):
    """Lines, words and letters can be as far apart as WCAG 1.4.12 says."""
    page = phone.show(PHONE)
    style = page.add_style_tag(
        content="* { line-height: 1.5 !important; letter-spacing: 0.12em !important;"
        " word-spacing: 0.16em !important } p { margin-block-end: 2em !important }"
    )

    faults = page.evaluate(BEYOND_THE_EDGE)
    style.evaluate("style => style.remove()")

    assert not faults, listed(faults)


def fits_the_narrowest_screen(phone):
    """All is in view there, or scrolls within itself (WCAG 1.4.10)."""
    faults = phone.show(NARROWEST).evaluate(BEYOND_THE_EDGE)

    assert not faults, listed(faults)


def has_nothing_that_axe_finds_in_the_dark(phone):
    """WCAG 2.2 AA and the best practices of axe-core hold in the dark scheme."""
    page = phone.show(PHONE, color_scheme="dark", reduced_motion="reduce")

    faults = axe_violations(page)

    assert not faults, listed(faults)


def has_nothing_that_axe_finds_in_the_light(phone):
    """And in the light one, on a large screen."""
    page = phone.show(DESKTOP, reduced_motion="reduce")

    faults = axe_violations(page)

    assert not faults, listed(faults)


def has_the_same_text_without_a_script(phone):
    """JavaScript adds no text, and its absence hides none; only search explains itself."""
    page = phone.show(PHONE)
    phone.bare.set_viewport_size(PHONE)
    phone.bare.goto(phone.url)
    page.evaluate(
        "document.querySelectorAll('.bt-copy, [data-copy]').forEach(b => b.remove())"
    )
    text, bare_text = (p.locator("main").inner_text() for p in (page, phone.bare))

    assert text.strip()
    if phone.kind == "search":
        assert "JavaScript" in bare_text
    else:
        assert bare_text == text


def lets_the_keyboard_skip_to_the_text(phone):
    """Tab, the first key, shows a link that leads past the menu."""
    page = phone.show(PHONE)
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


def shows_where_the_focus_is(phone):
    """Whatever the keyboard reaches is ringed when it does (WCAG 2.4.7)."""
    page = phone.show(PHONE)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    faults = page.evaluate(FOCUS_UNSEEN)

    assert not faults, listed(faults)


def shows_the_focus_in_forced_colours(phone):
    """Those of a reader's own choice, in which shadows and grounds are lost."""
    page = phone.show(PHONE, forced_colors="active")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")

    faults = page.evaluate(FOCUS_UNSEEN)

    assert not faults, listed(faults)


def asks_nobody_else(phone):
    """Pages and all they need come from the site itself, and nothing is missing."""
    hosts = {urlsplit(request.url).netloc for request in phone.requests}
    missing = [
        (r.url, r.status)
        for r in phone.responses
        # What a browser has already is there too.
        if not r.ok and r.status != HTTPStatus.NOT_MODIFIED and r.url != phone.url
    ]

    assert hosts == {urlsplit(phone.url).netloc}
    assert missing == []


def has_no_error(phone):
    """Neither when it is loaded, nor in anything that was done with it here."""
    assert phone.errors == []


def keeps_still_for_who_wants_it(phone):
    """Neither scrolling nor colours nor boxes are animated."""
    page = phone.show(DESKTOP, reduced_motion="reduce")

    assert page.evaluate(LONGEST_MOVE) <= 0.01
    assert page.evaluate(
        "getComputedStyle(document.documentElement).scrollBehavior"
    ) == ("auto")


def has_lines_that_are_a_pleasure_to_read(phone):
    """Lines have 60 to 75 characters of at least 16 pixels, one and a half lines high."""
    page = phone.show(DESKTOP)
    text = page.locator("article.bt-post .e-content p").first
    size, height = text.evaluate(
        "p => [getComputedStyle(p).fontSize, getComputedStyle(p).lineHeight]"
        ".map(parseFloat)"
    )

    assert 60 <= statistics.median(page.evaluate(LINE_LENGTHS)) <= 75
    assert size >= 16
    assert height >= 1.5 * size


def has_the_text_alone_on_paper(phone):
    """Paper has the post, black on white, without menus."""
    page = phone.show(PHONE, media="print", color_scheme="dark")

    assert page.locator("article h1").is_visible()
    faults = page.evaluate(VISIBLE_MENUS)
    assert not faults, listed(faults)
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


# In the order of a visit: first what a reader finds, then what changes the page; and at
# the end what must not have happened in all the time.
OF_PAGES = [
    is_there,
    is_light,
    has_fonts_with_formulas_only,
    has_an_icon,
    stands_still,
    has_text_that_can_be_twice_as_large,
    has_text_that_can_be_spaced,
    fits_the_narrowest_screen,
    has_nothing_that_axe_finds_in_the_dark,
    has_nothing_that_axe_finds_in_the_light,
    has_the_same_text_without_a_script,
    lets_the_keyboard_skip_to_the_text,
    shows_where_the_focus_is,
    shows_the_focus_in_forced_colours,
    asks_nobody_else,
    has_no_error,
]

OF_POSTS = [
    keeps_still_for_who_wants_it,
    has_lines_that_are_a_pleasure_to_read,
    has_the_text_alone_on_paper,
]


@pytest.mark.parametrize("case", CASES)
def test_page_keeps_each_promise(subtests, phone, address_of, case):
    """What each function above says of a page; a failure is named after it."""
    site, kind, path = CASES[case]
    phone.visit(kind, address_of(site) + path)
    for promise in [*(OF_POSTS if kind == "plain post" else []), *OF_PAGES]:
        with subtests.test(promise.__name__):
            promise(phone)


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("case", CASES)
def test_every_word_stands_out(phone, address_of, case, scheme):
    """Each element has the contrast that above a few of each look were found to have."""
    site, kind, path = CASES[case]
    phone.visit(kind, address_of(site) + path)
    viewport = DESKTOP if scheme == "light" else PHONE
    page = phone.show(viewport, color_scheme=scheme, reduced_motion="reduce")

    faults = axe_violations(page, every_contrast=True)

    assert not faults, listed(faults)


BAD_PAGE = """\
<!DOCTYPE html><html><head><title>Bad</title></head><body><main><h1>Bad</h1>
<img src="x.png"><p style="color: #ccc">Pale.</p>
<button style="width: 9px; height: 9px; padding: 0">x</button>
<button style="width: 9px; height: 9px; padding: 0">y</button>
<p style="width: 2000px; outline: none">Wide.</p>
<a href="#" style="outline: none">Unseen</a></main></body></html>
"""


def test_faults_are_found(page):
    """What the tests above look for, they would find."""
    page.set_viewport_size(PHONE)
    page.set_content(BAD_PAGE)
    rules = {fault.partition(":")[0] for fault in axe_violations(page)}
    beyond, unseen = page.evaluate(BEYOND_THE_EDGE), page.evaluate(FOCUS_UNSEEN)

    assert {"image-alt", "color-contrast", "target-size", "html-has-lang"} <= rules
    assert any("Wide." in fault for fault in beyond)
    assert ["Unseen" in fault for fault in unseen] == [True]
