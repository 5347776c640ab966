"""Comments under posts: whose they are, and that they come when a reader gets there."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec

import pytest

from conftest import post
from serving import serve

LONG = "A line of the post.\n\n" * 120

POSTS = {
    "posts/with.md": post(LONG, title='With "comments" & more'),
    "posts/without.md": post(LONG, title="Without", comments="false"),
    "posts/unlisted.md": post(LONG, title="Unlisted", index="false"),
    "page.md": "# An ordinary page\n",
}

GISCUS = {
    "system": "giscus",
    "repo": "mara/blog",
    "repo-id": "R_1",
    "category": "Announcements",
    "category-id": "DIC_2",
}

SYSTEMS = {
    "isso": {"system": "isso", "url": "https://comments.example.org/"},
    "giscus": GISCUS,
    "utterances": {"system": "utterances", "repo": "mara/blog"},
    "html": {"system": "html", "url": "https://example.org/c/{slug}"},
}

WITH_SCRIPTS = ["isso", "giscus", "utterances"]


@pytest.fixture(scope="module")
def built_with(module_site):
    """Return a function that builds the posts with a system, once for all tests."""

    @cache
    def build(system):
        return module_site(POSTS, blog_comments=SYSTEMS[system]).build()

    return build


def place_of(built, docname="2025/03/with"):
    """Return the element that comments are loaded into."""
    return built.html(docname).select_one("section#comments [data-comments]")


def script_of(built):
    return json.loads(place_of(built)["data-script"])


def test_nothing_is_there_by_default(site):
    """No section, no script, no request; but the anchor that links may lead to."""
    page = site(POSTS).build().html("2025/03/with")

    assert page.find(id="comments").name == "div"
    assert not page.select("[data-comments], script[src*=comments], link[href*=comm]")


@pytest.mark.parametrize("system", SYSTEMS)
def test_comments_are_under_listed_posts_that_want_them(built_with, system):
    """A post may have none, an unlisted one has none, and pages neither."""
    built = built_with(system)

    section = built.html("2025/03/with").select_one("section#comments")
    assert section.h2.get_text() == "Comments"
    assert section["aria-labelledby"] == section.h2["id"]
    for name in ("2025/03/without", "2025/03/unlisted"):
        page = built.html(name)
        assert page.find(id="comments").name == "div"
        assert not page.select("[data-comments], script[src*=comments]")
    for name in ("page", "", "archives"):
        assert not built.html(name).select("[data-comments], #comments")


@pytest.mark.parametrize("system", SYSTEMS)
def test_page_asks_for_nothing_itself(built_with, system):
    """What the reader has not got to is in no attribute that a browser loads."""
    page = built_with(system).html("2025/03/with")
    loaded = page.select("script[src], link[rel=stylesheet], iframe, img, object")

    urls = [element.get("src") or element["href"] for element in loaded]
    assert urls
    assert not [url for url in urls if "://" in url]


def test_script_is_small(built_with):
    """A few kilobytes, for all systems."""
    built = built_with("isso")

    assert len(built.text("_static/js/comments.js").encode()) <= 3000


def test_slot_and_system_are_shown_together(site):
    """What an owner puts into the slot stays above."""
    files = {**POSTS, "templates/slots/comments.html": "<p>Be kind.</p>"}
    built = site(
        files, blog_comments=SYSTEMS["utterances"], templates_path=["templates"]
    ).build()

    section = built.html("2025/03/with").select_one("section#comments")
    assert section.p.get_text() == "Be kind."
    assert section.select_one("[data-comments]")


def test_isso_knows_the_thread_by_its_permalink(site):
    """Whatever address the reader came by, the thread is the post's."""
    built = site(
        POSTS,
        html_baseurl="https://example.org/blog/",
        blog_comments={
            "system": "isso",
            "url": "https://comments.example.org/",
            "reply_to_self": True,
            "max-comments-top": 10,
            "lang": "pt",
        },
    ).build()

    assert json.loads(place_of(built)["data-thread"]) == {
        "id": "isso-thread",
        "data-isso-id": "/blog/2025/03/with/",
        "data-title": 'With "comments" & more',
    }
    assert script_of(built) == {
        "src": "https://comments.example.org/js/embed.min.js",
        "data-isso": "https://comments.example.org/",
        "data-isso-reply-to-self": "true",
        "data-isso-max-comments-top": "10",
        "data-isso-lang": "pt",
    }


def test_giscus_has_the_attributes_that_it_documents(site):
    """Those of https://giscus.app, with the reader's colour scheme."""
    built = site(
        POSTS, language="de", blog_comments={**GISCUS, "reactions-enabled": False}
    ).build()

    assert script_of(built) == {
        "src": "https://giscus.app/client.js",
        "crossorigin": "anonymous",
        "data-repo": "mara/blog",
        "data-repo-id": "R_1",
        "data-category": "Announcements",
        "data-category-id": "DIC_2",
        "data-mapping": "pathname",
        "data-theme": "preferred_color_scheme",
        "data-lang": "de",
        "data-reactions-enabled": "0",
    }


@pytest.mark.parametrize(
    ("settings", "attributes"),
    [
        ({}, {"issue-term": "pathname"}),
        ({"issue-number": 7}, {"issue-number": "7"}),
        ({"issue_term": "title", "label": "x"}, {"issue-term": "title", "label": "x"}),
    ],
)
def test_utterances_has_the_attributes_that_it_documents(site, settings, attributes):
    """Those of https://utteranc.es."""
    comments = {"system": "utterances", "repo": "mara/blog", **settings}
    built = site(POSTS, blog_comments=comments).build()

    assert script_of(built) == {
        "src": "https://utteranc.es/client.js",
        "crossorigin": "anonymous",
        "repo": "mara/blog",
        "theme": "preferred-color-scheme",
        **attributes,
    }


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://c.org/{slug}.html", "https://c.org/with.html"),
        ("/comments{path}", "/comments/blog/2025/03/with/"),
        (
            "https://c.org/?of={url}",
            "https://c.org/?of=https%3A%2F%2Fexample.org%2Fblog%2F2025%2F03%2Fwith%2F",
        ),
    ],
)
def test_html_is_a_plain_link_to_begin_with(site, url, expected):
    """It works without a script, and is the URL of this post's comments."""
    built = site(
        POSTS,
        html_baseurl="https://example.org/blog/",
        blog_comments={"system": "html", "url": url},
    ).build()

    assert place_of(built).a["href"] == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("isso", "expected None, or a dictionary with a 'system' from isso, giscus"),
        ({}, "expected a 'system' from isso, giscus, utterances, html"),
        ({"system": "disqus"}, "expected a 'system' from isso, giscus"),
        ({"system": ["isso"]}, "expected a 'system' from"),
        ({"system": "isso"}, "isso needs 'url', a string"),
        ({"system": "isso", "url": 7}, "isso needs 'url', a string"),
        ({"system": "isso", "url": "c.org"}, "'url' should begin with https://"),
        ({"system": "isso", "url": "https://"}, "'url' should begin with https://"),
        (
            {"system": "isso", "url": "/i", "colour": "x"},
            "isso has no setting 'colour'",
        ),
        ({"system": "isso", "url": "/i", "vote": None}, "'vote' should be a string"),
        ({"system": "giscus", "repo": "a/b"}, "giscus needs 'repo-id', a string"),
        ({**GISCUS, "repo": "blog"}, "'repo' should be 'owner/name'"),
        ({"system": "utterances", "repo": "https://x"}, "'repo' should be 'owner/"),
        ({"system": "html", "url": "/{id}"}, "'url' may hold {url}, {slug} and {path}"),
        ({"system": "html", "url": "javascript:x"}, "'url' should begin with"),
    ],
)
def test_setting_that_cannot_work_is_one_warning(site, value, expected):
    """It says what was expected, and the site has no comments."""
    built = site(POSTS, blog_comments=value).build(warnings=[expected])

    assert "using the default None" in built.warnings[0]
    assert place_of(built) is None


def test_unused_comments_change_nothing(site):
    """An edit of a post gives what a clean build gives."""
    blog = site(POSTS, blog_comments=SYSTEMS["isso"])
    blog.build()
    blog.write({"posts/without.md": post(LONG, title="With, now")})
    built = blog.build()

    assert place_of(built, "2025/03/without")
    assert built.files() == blog.build(fresh=True).files()


def scroll_to_comments(page):
    page.locator("#comments").scroll_into_view_if_needed()


@pytest.mark.browser
@pytest.mark.parametrize("system", WITH_SCRIPTS)
def test_script_is_asked_for_when_the_reader_gets_there(page, built_with, system):
    """Nobody else hears of a reader who doesn't; and a failure is told to one who does.

    An empty box would look like a post without comments.
    """
    built = built_with(system)
    urls = []
    page.on("request", lambda request: urls.append(request.url))
    page.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())
    with serve(built.out) as address:
        page.goto(f"{address}2025/03/with/", wait_until="networkidle")
        message = page.get_by_text("cannot be reached")
        assert [url for url in urls if not url.startswith(address)] == []
        assert not message.is_visible()
        with page.expect_event("requestfailed"):
            scroll_to_comments(page)
        message.wait_for()

    foreign = [url for url in urls if not url.startswith(address)]
    assert foreign == [script_of(built)["src"]]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("system", "attribute", "expected"),
    [("giscus", "data-theme", "dark"), ("utterances", "theme", "github-dark")],
)
def test_comments_have_the_colours_of_the_page(page, site, system, attribute, expected):
    """What the site or the reader chose for the page holds for the comments too."""
    built = site(
        POSTS,
        blog_comments=SYSTEMS[system],
        html_theme_options={"colour_scheme": "dark"},
    ).build()
    page.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())
    with serve(built.out) as address:
        page.goto(f"{address}2025/03/with/")
        scroll_to_comments(page)
        script = page.locator("#comments script[crossorigin]")
        script.wait_for(state="attached")

        assert script.get_attribute(attribute) == expected


FRAME = """\
<!DOCTYPE html><title>Comments</title><p></p>
<script>onmessage = e => document.querySelector("p").append(JSON.stringify(e.data))</script>
"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("system", "told"),
    [
        ("giscus", '{"giscus":{"setConfig":{"theme":"light"}}}'),
        ("utterances", '{"type":"set-theme","theme":"github-light"}'),
    ],
)
def test_comments_follow_the_reader(page, built_with, system, told):
    """Comments that are there change with the page, in the words of their system."""
    built = built_with(system)
    source = json.dumps(f"<iframe class={system}-frame src=/frame></iframe>")
    script = (
        f"const here = document.currentScript; const box = document.createElement('p');"
        f"box.innerHTML = {source}.replace('/frame', new URL('/frame', here.src));"
        f"here.after(box)"
    )

    def answer(route):
        is_frame = route.request.url.endswith("/frame")
        body, kind = (FRAME, "text/html") if is_frame else (script, "text/javascript")
        origin = {"Access-Control-Allow-Origin": "*"}
        route.fulfill(body=body, content_type=kind, headers=origin)

    page.route(lambda url: "127.0.0.1" not in url, answer)
    with serve(built.out) as address:
        page.goto(f"{address}2025/03/with/")
        scroll_to_comments(page)
        heard = page.frame_locator(f"iframe.{system}-frame").locator("p")
        heard.wait_for(state="attached")
        page.locator(".bt-scheme").click()
        page.frame_locator(f"iframe.{system}-frame").get_by_text(told).wait_for()


@pytest.mark.browser
def test_html_takes_the_place_of_its_link(page, site):
    """A fragment and a whole page will do, and a reader's focus is not lost."""
    comments = {"system": "html", "url": "/comments/{slug}.html"}
    answer = "<!DOCTYPE html><title>x</title><article><h3>Ivo</h3>Well said.</article>"
    built = site(
        {**POSTS, "files/comments/with.html": answer}, blog_comments=comments
    ).build()
    urls = []
    page.on("request", lambda request: urls.append(request.url))
    with serve(built.out) as address:
        page.goto(f"{address}2025/03/with/", wait_until="networkidle")
        assert not [url for url in urls if "/comments/with" in url]
        page.get_by_role("link", name="Read the comments").evaluate(
            "link => link.focus({preventScroll: true})"
        )
        scroll_to_comments(page)
        page.get_by_role("article").get_by_text("Well said.").wait_for()

        assert page.get_by_role("link", name="Read the comments").count() == 0
        assert page.evaluate("document.activeElement.dataset.comments") == "html"


@pytest.mark.browser
def test_link_stays_where_there_is_no_html(page, site):
    """A server that is down takes nothing away."""
    built = site(
        POSTS, blog_comments={"system": "html", "url": "/comments/{slug}.html"}
    ).build()
    with serve(built.out) as address:
        page.goto(f"{address}2025/03/with/")
        with page.expect_response("**/comments/with.html"):
            scroll_to_comments(page)
        page.locator("[data-comments]:not([aria-busy])").wait_for()

        assert page.get_by_role("link", name="Read the comments").is_visible()


@pytest.mark.browser
@pytest.mark.parametrize("system", SYSTEMS)
def test_without_javascript_the_page_says_so(bare_page, built_with, system):
    """Or it offers the link."""
    with serve(built_with(system).out) as address:
        bare_page.goto(f"{address}2025/03/with/#comments")
        text = bare_page.locator("#comments").inner_text()

    wanted = "Read the comments" if system == "html" else "need JavaScript"
    assert wanted in text


# Isso's own command says nowhere at which port it listens, if it may choose one.
ISSO = """
import sys
from isso import config, make_app
from werkzeug.serving import make_server
app = make_app(config.load(config.default_file(), sys.argv[1]))
server = make_server("127.0.0.1", 0, app, threaded=True)
print(server.port, flush=True)
server.serve_forever()
"""


@contextmanager
def isso_server(folder, sites):
    """Run Isso on loopback for a site, and give its address."""
    (folder / "isso.cfg").write_text(
        f"[general]\ndbpath = {folder}/comments.db\nhost = {sites}\n"
        "notify = stdout\n[guard]\nenabled = false\n",
        encoding="utf-8",
    )
    log = folder / "isso.log"
    with (
        log.open("wb") as file,
        subprocess.Popen(
            [sys.executable, "-c", ISSO, str(folder / "isso.cfg")],
            stdout=subprocess.PIPE,
            stderr=file,
            encoding="utf-8",
        ) as server,
    ):
        try:
            port = server.stdout.readline().strip()
            assert port, log.read_text("utf-8")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.mark.browser
@pytest.mark.skipif(find_spec("isso") is None, reason="Isso is not installed")
def test_comment_posted_to_isso_is_there_after_a_reload(page, site, tmp_path):
    """A reader writes below a post, and the next one reads it."""
    blog = site(POSTS)
    folder = blog.outputs / "dirhtml"
    folder.mkdir(parents=True)
    with serve(folder) as address, isso_server(tmp_path, address) as comments:
        blog.configure(blog_comments={"system": "isso", "url": comments})
        blog.build()
        page.goto(f"{address}2025/03/with/")
        scroll_to_comments(page)
        box = page.locator(".isso-postbox").first
        box.locator(".isso-textarea").fill("A *fine* post.")
        box.locator("[name=author]").fill("Ivo")
        box.locator("[type=submit]").click()
        comment = page.locator("#isso-1")
        comment.wait_for()

        page.reload()
        scroll_to_comments(page)
        comment.wait_for()
        assert comment.locator(".isso-author").text_content() == "Ivo"
        assert comment.locator(".isso-text em").text_content() == "fine"
