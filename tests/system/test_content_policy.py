"""Pages run only their own scripts: the policy that says so, and what it allows."""

from __future__ import annotations

from functools import partial
from http.server import ThreadingHTTPServer
from threading import Thread

import pytest

from browser import new_page
from conftest import post
from page_kinds import DEMO_BLOG, DOCUMENTATION
from serving import Handler
from sphinx_blogtheme.features import content_policy
from sphinx_blogtheme.features.content_policy import digest_source, sources_of

SCRIPT = "<script>a()</script>"
DIGEST = digest_source("a()")
FAR = "https://far.example"
LIBRARY = {f"{name}-src {FAR}" for name in ("script", "style", "font", "connect")}

USES = [
    ("<p>Text</p>", set()),
    ('<script type="application/ld+json">{"a": 1}</script>', set()),
    ('<script type="math/tex">x</script><script src="a.js"></script>', set()),
    (SCRIPT, {f"script-src {DIGEST}"}),
    ('<script type="module">a()</script>', {f"script-src {DIGEST}"}),
    ("<SCRIPT TYPE='text/JavaScript'>a()</SCRIPT>", {f"script-src {DIGEST}"}),
    (f"<!-- {SCRIPT} --><p title='{SCRIPT}'>x</p>", set()),
    (
        f'<script async src="{FAR}/x/y.js?z"></script>',
        {f"{d}-src {FAR}" for d in ("script", "style", "font", "connect")},
    ),
    (f'<iframe src="{FAR}:8443/x"></iframe>', {f"frame-src {FAR}:8443"}),
    ('<iframe src="//far.example/x"></iframe>', {f"frame-src {FAR}"}),
    (
        f"<iframe srcdoc='&lt;a href=\"{FAR}/play\"&gt;Play&lt;/a&gt;'></iframe>",
        {f"frame-src {FAR}"},
    ),
    ('<iframe src="/own/"></iframe><iframe src="javascript:a()"></iframe>', set()),
    *(
        (
            f"<script {kind}>{text}</script>",
            {f"script-src {digest_source(text)}", *LIBRARY},
        )
        for kind, text in (
            ("type=module", f'import a from "{FAR}/a.mjs";\na();'),
            ("type='module'", f"import {{a as b}}from'{FAR}/a.mjs'"),
            ("type=module", f'import "{FAR}/a.mjs"'),
            ("type=module", 'export * from "//far.example/a.mjs"'),
            ("", f"import(`{FAR}/a.mjs`).then(a)"),
            ("type=importmap", f'{{"imports": {{"a": "{FAR}/a.mjs", "b": "./b"}}}}'),
            ("type=importmap", f'{{"scopes": {{"/x/": {{"a": "{FAR}/a.mjs"}}}}}}'),
        )
    ),
    *(
        (f"<script type={kind}>{text}</script>", {f"script-src {digest_source(text)}"})
        for kind, text in (
            ("module", 'import a from "./a.js"; b("https://far.example/")'),
            ("importmap", "{imports"),
            ("importmap", '{"imports": ["https://far.example/"]}'),
        )
    ),
    (f'<object data="{FAR}/a.pdf"></object>', {f"object-src {FAR}"}),
    (f'<form action="{FAR}/subscribe"></form>', {f"form-action {FAR}"}),
    (
        f'<link rel="stylesheet" href="{FAR}/a.css">',
        {f"style-src {FAR}", f"font-src {FAR}"},
    ),
    (f'<link rel="canonical" href="{FAR}/"><a href="{FAR}/">x</a>', set()),
    (f'<img src="{FAR}/a.png"><p onclick="a()">x</p>', set()),
    ('<iframe src="https://a.example;script-src x/"></iframe>', set()),
    ("<iframe src=\"https://a.example,'unsafe-inline'\"></iframe>", set()),
    ('<iframe src="https://user:word@far.example/"></iframe>', set()),
    ('<iframe src="https://[far/"></iframe>', set()),
]


@pytest.mark.parametrize(("html", "expected"), USES)
def test_page_may_use_what_it_uses(html, expected):
    """And no more; a script within it is known by its digest."""
    assert {" ".join(pair) for pair in sources_of(html)} == expected


def policy(built):
    """Return the sources by directive, from the file for hosts."""
    (line,) = [x for x in built.text("_headers").splitlines() if "Content-Sec" in x]
    parts = [part.split() for part in line.partition(": ")[2].split("; ")]
    return {name: sources for name, *sources in parts}


PLAIN = {"x.md": post("Text.\n", title="X")}

SYSTEMS = {
    "isso": ({"url": FAR}, {"script-src", "connect-src", "style-src"}),
    "giscus": (
        {
            "repo": "a/b",
            "repo-id": "1",
            "category": "c",
            "category-id": "2",
            "url": FAR,
        },
        {"script-src", "frame-src", "style-src"},
    ),
    "utterances": ({"repo": "a/b", "url": FAR}, {"script-src", "frame-src"}),
    "html": ({"url": f"{FAR}/{{slug}}"}, {"connect-src"}),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_comments_are_allowed_where_they_are_used(site, system):
    """Their server, in what it does; without comments nobody is allowed anything."""
    settings, expected = SYSTEMS[system]
    blog = site(PLAIN, blog_comments={"system": system, **settings})
    found = policy(blog.build())
    assert expected <= {name for name, sources in found.items() if FAR in sources}

    blog.configure(blog_comments=None)
    assert FAR not in blog.build().text("_headers")


def test_no_script_within_a_page_runs_by_itself(site):
    """Only those that were there when the site was built."""
    found = policy(site({"x.md": post(f"{SCRIPT}\n")}, blog_search="none").build())

    assert found["script-src"] == ["'self'", DIGEST]
    assert found["object-src"] == ["'none'"]
    assert "'unsafe-inline'" not in found["default-src"]


def test_policy_follows_the_pages(site):
    """Also in a build of what changed."""
    blog = site({**PLAIN, "y.md": post(f'<iframe src="{FAR}/"></iframe>\n')})
    assert FAR in blog.build().text("_headers")
    blog.write({"y.md": post("Text.\n")})
    built = blog.build()

    assert FAR not in built.text("_headers")
    assert built.files() == blog.build(fresh=True).files()


def test_worker_reads_the_documents_of_a_new_site(site, monkeypatch):
    """While others draw lists, so that only these are left to read at the end."""
    read = []

    def note(html):
        read.append(html)
        return sources_of(html)

    monkeypatch.setattr(content_policy, "sources_of", note)
    frame = f'<iframe src="{FAR}/"></iframe>\n'
    files = {f"{name}.md": post(frame, title=name) for name in "abcdefgh"}
    built = site(files).build(parallel=2)

    assert not [page for page in read if "bt-kind-post" in page]
    assert FAR in policy(built)["frame-src"]


def test_headers_of_the_site_stay(site):
    """Its own rules come first, and its own policy is the only one."""
    own = "/a/*\n  X-Robots-Tag: noindex\n"
    blog = site(
        {**PLAIN, "files/_headers": own}, html_baseurl="https://b.example/blog/"
    )
    text = blog.build().text("_headers")
    assert text.startswith(own)
    assert "\n/blog/*\n  Content-Security-Policy: default-src" in text

    blog.write({"files/_headers": "/*\n  content-security-policy: none\n"})
    assert blog.build().text("_headers") == "/*\n  content-security-policy: none\n"


def test_policy_is_an_option(site):
    """Sources can be added, or all of it left out."""
    more = {
        "script-src": [FAR],
        "frame-ancestors": ["'none'"],
        "object-src": ["'self'"],
    }
    blog = site(PLAIN, blog_content_security_policy=more)
    found = policy(blog.build())
    assert FAR in found["script-src"]
    assert found["frame-ancestors"] == ["'none'"]
    assert found["object-src"] == ["'self'"]

    blog.configure(blog_content_security_policy=False)
    assert "_headers" not in blog.build().files()


@pytest.mark.parametrize(
    "value",
    ["x", {"Script": ["a"]}, {"img-src": "a"}, {"img-src": ["a; script-src b"]}],
)
def test_policy_that_makes_no_sense_is_one_warning(site, value):
    """Nothing gets in that has another meaning there."""
    built = site(PLAIN, blog_content_security_policy=value).build(
        warnings=["using the default True"]
    )
    assert policy(built)["img-src"][0] == "'self'"


class Protected(Handler):
    """Sends the policy with each file, as a host does that reads ``_headers``."""

    def __init__(self, *args, policy, **options):
        self.policy = policy
        super().__init__(*args, **options)

    def end_headers(self):
        """Add the policy to the headers."""
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()


WATCH = """
window.violations = [];
addEventListener("securitypolicyviolation", (event) => {
  if (event.disposition === "enforce")
    violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`);
});
"""


@pytest.mark.browser
@pytest.mark.parametrize(
    ("fixture", "prefix", "kinds"),
    [
        ("demo_site", "/", DEMO_BLOG),
        ("docs_site", "/en/latest/", DOCUMENTATION),
    ],
)
def test_no_page_does_what_the_policy_forbids(
    request, chromium, fixture, prefix, kinds
):
    """Every kind of page, scrolled through, and a search."""
    built = request.getfixturevalue(fixture)
    text = (built.out / "_headers").read_text("utf-8").partition("Policy: ")[2].strip()
    handler = partial(Protected, directory=str(built.out), prefix=prefix, policy=text)
    with (
        ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        new_page(chromium) as page,
    ):
        Thread(target=server.serve_forever, daemon=True).start()
        page.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort())
        page.add_init_script(WATCH)
        found = {}
        for kind, path in kinds.items():
            page.goto(f"http://127.0.0.1:{server.server_port}{prefix}{path}")
            if kind == "search":
                page.locator("input[name=q]").last.fill("footnotes")
                page.locator("form[role=search] button").last.click()
                page.locator("#search-results a").first.wait_for()
            page.evaluate("scrollTo(0, document.body.scrollHeight)")
            page.wait_for_load_state("networkidle")
            if violations := page.evaluate("violations"):
                found[kind] = violations
        server.shutdown()

    assert found == {}
