"""Comments that are HTML run nothing on the blog, whatever a reader has written."""

from __future__ import annotations

import pytest

from browser import new_page
from conftest import post
from serving import serve

pytestmark = pytest.mark.browser

RUN = "document.documentElement.dataset.ran=1"
IN_FRAME = "parent.document.documentElement.dataset.ran=1"
DATA = f"data:text/html,<script>{IN_FRAME}</script>"

VECTORS = [
    f"<script>{RUN}</script>",
    f'<script type="module">{RUN}</script>',
    f'<img src="/nope" alt="" onerror="{RUN}">',
    f"<IMG SRC=x OnError={RUN}>",
    f'<img src="x` `<script>{RUN}</script>"` `>',
    f'<details open ontoggle="{RUN}"><summary>S</summary></details>',
    f'<p onmouseover="{RUN}" onpointerenter="{RUN}" class="go">P</p>',
    f'<p onfocus="{RUN}" tabindex="0" autofocus>P</p>',
    f'<p style="animation-name:x" onanimationstart="{RUN}">P</p>',
    f'<video src="x" onerror="{RUN}"><source onerror="{RUN}" src="x"></video>',
    f'<audio src="x" onerror="{RUN}"></audio>',
    f'<marquee onstart="{RUN}">M</marquee>',
    f'<body onload="{RUN}" onpageshow="{RUN}"><p>B</p>',
    f'<iframe srcdoc="<script>{IN_FRAME}</script>"></iframe>',
    f'<iframe src="javascript:{IN_FRAME}"></iframe>',
    f'<iframe src="{DATA}"></iframe>',
    f'<object data="{DATA}"></object><embed src="{DATA}">',
    f'<object data="javascript:{RUN}"></object>',
    f'<svg onload="{RUN}"><script>{RUN}</script></svg>',
    f'<svg><animate onbegin="{RUN}" attributeName="x" dur="1s"></animate></svg>',
    f'<svg><a href="javascript:{RUN}"><text y="20">T</text></a></svg>',
    f'<svg><a><set attributeName="href" to="javascript:{RUN}"/><text>T</text></a></svg>',
    f'<svg><use href="data:image/svg+xml,<svg onload={RUN}>"/></svg>',
    f'<math href="javascript:{RUN}"><mi>x</mi></math>',
    f"<math><mtext><table><mglyph><style><img src=x onerror={RUN}></style></math>",
    f'<noscript><p title="</noscript><img src=x onerror={RUN}>"></noscript>',
    f'<template shadowrootmode="open"><img src=x onerror={RUN}></template>',
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={RUN}>",
    f'<textarea><img title="</textarea><img src onerror={RUN}>"></textarea>',
    f'<a href="javascript:{RUN}" class="go">L</a>',
    f'<a href="  java&#10;script:{RUN}" class="go">L</a>',
    f'<a href="JaVaScRiPt&colon;{RUN}" class="go">L</a>',
    f'<a href="&#1;javascript:{RUN}" class="go">L</a>',
    f'<a href="vbscript:{RUN}" class="go">L</a>',
    f'<a href="{DATA}" class="go">L</a>',
    f'<a href="/" ping="javascript:{RUN}" class="stay">L</a>',
    f'<form action="javascript:{RUN}"><button class="go">B</button></form>',
    f'<button formaction="javascript:{RUN}" form="f" class="go">B</button>',
    '<form action="https://evil.example/"><input name="password"></form>',
    f'<meta http-equiv="refresh" content="0;url=javascript:{RUN}">',
    '<meta http-equiv="refresh" content="0;url=/elsewhere">',
    '<base href="https://evil.example/"><base target="_top">',
    '<link rel="stylesheet" href="/evil.css"><style>* { display: none }</style>',
    '<p style="position:fixed;inset:0">P</p>',
    '<p id="content">P</p><img name="querySelector" src="/x" alt="">',
    "<frameset><frame src=/></frameset>",
    f"<xmp><img src=x onerror={RUN}></xmp><plaintext><img src=x onerror={RUN}>",
]

ACTIVE = (
    "#comments :is(form, input, button, textarea, select, meta, base, style, iframe,"
    " object, embed, frame, video, audio, svg, math, template, noscript, script:not([src]),"
    " [style], [name], [ping], [tabindex], [srcdoc], [autofocus])"
)

GOOD = """\
<article id="c1" class="comment" lang="de"><h3>Ann <time datetime="2025-03-02">2 March</time></h3>
<p>So <em>fine</em>, see <a href="https://example.org/x">x</a>, <a href="#c1">me</a> and
<a href="mailto:a@b.example">write</a>.</p>
<ul><li>one</li></ul><pre><code>&lt;b&gt;</code></pre>
<img src="https://example.org/a.png" alt="A" width="16" height="16"><custom-part>own</custom-part>
</article><!-- no -->"""


@pytest.fixture(scope="module")
def built(module_site):
    files = {"x.md": post("A line.\n\n" * 80, title="X")}
    comments = {"system": "html", "url": "/c.html"}
    return module_site(files, blog_comments=comments).build()


@pytest.fixture(scope="module")
def shown(chromium, built):
    """Return a function that loads comments into a page, and returns the page."""
    with serve(built.out) as address, new_page(chromium) as page:
        page.set_default_timeout(20_000)
        page.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())

        def show(html):
            (built.out / "c.html").write_text(f"{html}<p id=end>End</p>", "utf-8")
            page.goto(f"{address}2025/03/x/")
            page.locator("#comments").scroll_into_view_if_needed()
            page.locator(
                ".bt-comments-place:not([aria-busy]):not(:has(> p > a))"
            ).wait_for(state="attached")
            return page

        yield show


@pytest.mark.parametrize("html", VECTORS)
def test_comment_runs_nothing(shown, html):
    """Neither by itself nor when it is touched."""
    page = shown(html)
    address = page.url
    for part in page.locator("#comments .go").all():
        part.dispatch_event("mouseover")
        part.dispatch_event("pointerenter")
        part.click(force=True, timeout=5000)
    page.evaluate("new Promise((go) => setTimeout(go, 60))")

    assert page.url == address
    assert page.locator("html[data-ran]").count() == 0
    assert page.locator(ACTIVE).count() == 0
    assert page.locator("#content").count() == 1
    assert page.evaluate("document.querySelectorAll('base').length") == 0


def test_comment_is_shown_as_it_was_written(shown):
    """Its text, links, pictures and names are those of the server."""
    page = shown(GOOD)
    place = page.locator(".bt-comments-place")

    assert (
        place.locator("#c1.comment[lang=de] time[datetime]").inner_text() == "2 March"
    )
    assert [link.get_attribute("href") for link in place.locator("a").all()] == [
        *("https://example.org/x", "#c1", "mailto:a@b.example"),
    ]
    assert place.locator("code").inner_text() == "<b>"
    assert place.locator("img").get_attribute("alt") == "A"
    assert "own" in place.inner_text()
    assert place.locator("em, li").count() == 2
