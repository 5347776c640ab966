"""Two built sites are compared: URLs, feeds, and the texts within pages of any theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.importers.comparison.comparing import compare_sites
from sphinx_blogtheme.importers.comparison.site_output import SiteOutput

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.comparison.comparison_values import (
        ComparedText,
        Comparison,
    )

OLD = """<!doctype html><html><head><title>{title} | Old</title>
<link rel="canonical" href="https://old.example/blog{url}">
<meta property="og:type" content="article">
<script src="https://cdn.example/mathjax.js"></script></head>
<body><header><a href="/">Old site</a></header><main><article>
<header><h1>{title}</h1><time datetime="{date}">{date}</time></header>
<div class="words-here"><p class="kicker">Filed under notes</p>{body}
<p class="near"><a href="/blog/x/">Something near it</a></p></div>
<footer>Tags: <a rel="tag" href="/blog/tags/ink/">ink</a></footer></article></main>
<aside>Read more of us</aside><footer>Made long ago</footer></body></html>"""

NEW = """<!doctype html><html><head><title>{title}</title>
<meta property="og:type" content="article"></head><body class="bt-kind-post">
<main><article class="h-entry"><h1 class="p-name">{title}</h1>
<time class="dt-published" datetime="{date}">{date}</time>
<div class="e-content">{body}</div><p>Tags: <a rel="tag" href="/tag/ink/">Ink</a></p>
</article></main></body></html>"""


def site(
    folder: Path,
    layout: str,
    bodies: dict[str, str],
    more: dict[str, str] | None = None,
) -> SiteOutput:
    """Write a site with a page for each URL; the title is the last part of it."""
    pages = {
        url: layout.format(
            title=url.strip("/").rpartition("/")[2].capitalize(),
            date=f"2024-05-{number:02d}",
            url=url,
            body=body,
        )
        for number, (url, body) in enumerate(bodies.items(), start=1)
    }
    for url, text in {"/": "<p>Front</p>", **pages, **(more or {})}.items():
        name = f"{url}index.html" if url.endswith("/") else url
        file = folder / name.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return SiteOutput(folder)


def redirect(to: str) -> str:
    return f'<!doctype html><meta http-equiv="refresh" content="0; url={to}">'


def feed(*links: str) -> str:
    items = "".join(f"<item><link>{one}</link></item>" for one in links)
    return f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>"


def compared(old: SiteOutput, new: SiteOutput) -> Comparison:
    return compare_sites(old, new, lambda items, _: iter(items))


def texts(tmp_path: Path, before: str, after: str) -> ComparedText:
    """Return what one of five posts has lost, of which the others are the same."""
    others = {f"/same{n}/": f"<p>Quite the same text {n}.</p>" for n in range(4)}
    old = site(tmp_path / "old", OLD, {**others, "/post/": before})
    new = site(tmp_path / "new", NEW, {**others, "/post/": after})
    found = {one.url: one for one in compared(old, new).texts}
    assert not found["/same1/"].is_changed
    return found["/post/"]


def test_frame_of_pages_is_no_text(tmp_path: Path) -> None:
    """Menus, dates, terms and links that most pages have are not compared."""
    found = texts(tmp_path, "<p>One two.</p>", "<p>One two three.</p>")

    assert found.words == (2, 3)
    assert (found.lost_words, found.gained_words) == (0, 1)
    assert found.gained_text == "three"
    assert not found.is_changed


@pytest.mark.parametrize(
    ("before", "after", "lost"),
    [
        ("<p>A “fine” day…</p>", '<p>A "fine" day...</p>', 0),
        ("<p>won<b>der</b>ful</p><p>x</p>", "<p>wonderful x</p>", 0),
        ("<p>一二三</p>", "<p>一三</p>", 1),
        ("<p>here<!-- not here --></p><script>no()</script>", "<p>here</p>", 0),
        ("<pre><span class=ln>1</span>code</pre>", "<pre>code</pre>", 0),
        ("<p>soft\u00adware</p>", "<p>software</p>", 0),
        ("<p>twice twice</p>", "<p>twice</p>", 1),
        ("<p>a<sup><a href=#f>1</a></sup></p>", "<p>a <sup><a>1</a></sup></p>", 0),
        ("<p>a<a href=#f><sup>1</sup></a></p>", "<p>a <sup><a>1</a></sup></p>", 0),
        ("<p>Done :tada:</p>", "<p>Done \U0001f389</p>", 0),
        ("<p>at :then: o'clock</p>", "<p>at o'clock</p>", 1),
        ("<iframe>no frames</iframe><p>a</p>", "<iframe></iframe><p>a</p>", 0),
        ("<ul class=links-nextprev><li>Older</ul><p>a</p>", "<p>a</p>", 0),
        (
            '<h2 id="tags">Tags</h2><p>a b</p>',
            '<section id="tags"><h2>Tags<a href="#tags">#</a></h2><p>a</p></section>',
            1,
        ),
    ],
)
def test_words_are_compared(tmp_path: Path, before: str, after: str, lost: int) -> None:
    """Neither signs, nor marks within words, nor what nobody reads is a difference."""
    assert texts(tmp_path, before, after).lost_words == lost


@pytest.mark.parametrize(
    ("before", "after", "part"),
    [
        ('<img src="/i/a.png"><p>x</p>', "<p>x</p>", "1 picture (a.png)"),
        ("<iframe src=x></iframe><audio></audio>", "<audio></audio>", "1 media"),
        ("<pre>a</pre><pre>b</pre>", "<p>a b</p>", "2 code blocks"),
        ("<table><tr><td>a</table>", "<p>a</p>", "1 table"),
        (r"<p>\(a\) and $b$</p>", "<p><math>a</math> and</p>", "1 formula"),
        (
            '<span class="katex"><math></math></span><p>x</p>',
            "<p>x</p>",
            "1 formula",
        ),
        ('<h2 id="far">F</h2>', '<h2 id="near">F</h2>', "1 id of headings (far)"),
        ('<section id="s"><h2>F</h2></section>', "<h2>F</h2>", "1 id of headings (s)"),
    ],
)
def test_parts_are_counted(tmp_path: Path, before: str, after: str, part: str) -> None:
    """What a text has lost beside words is counted, and named where it has a name."""
    assert [*texts(tmp_path, before, after).lost_parts()] == [part]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>$5 or $6</p>", "<p>$5 or $6</p>"),
        (r"<pre>$a$ \(b\)</pre><p>x</p>", r"<pre>$a$ \(b\)</pre><p>x</p>"),
        ('<div class="math">x</div><p>a</p>', "<math>x</math><p>a</p>"),
        ('<table class="lntable"><tr><td><pre>a</pre></table>', "<pre>a</pre>"),
        ('<h1 id="post">Post</h1><p>a</p>', "<p>a</p>"),
        ('<h3 id="it">Post</h3><p>a</p>', "<p>a</p>"),
        ('<h2 class="anchor" id="b">B</h2>', '<h2 id="b">B<a href="#b">¶</a></h2>'),
    ],
)
def test_forms_of_parts_are_no_loss(tmp_path: Path, before: str, after: str) -> None:
    """Engines and themes write the same thing in many ways."""
    assert not texts(tmp_path, before, after).is_changed


def test_urls_are_kept_led_on_or_lost(tmp_path: Path) -> None:
    """Pages that lead on, rules of ``_redirects`` and files of feeds are followed."""
    bodies = dict.fromkeys(("/a/", "/b.html", "/c/", "/d/", "/e/"), "<p>Text.</p>")
    more = {
        "/tags/ink/": "<h1>Ink</h1>",
        "/page/2/": "Older",
        "/was-a/": redirect("https://old.example/blog/a/"),
        "/rss.xml": feed("https://old.example/blog/a/", "/blog/b.html"),
        "/drafts/f.html": "<p>Not yet.</p>",
    }
    old = site(tmp_path / "old", OLD, bodies, more)
    now = dict.fromkeys(("/a/", "/2024/b/", "/2024/c/", "/x/e/"), "<p>Text.</p>")
    more = {
        "/b.html": redirect("2024/b/"),
        "/_redirects": "/c/ /2024/c/ 301\n/was-a /a/ 301\n/old/* /new/:splat 301\n",
        "/tags/ink/": redirect("/tag/ink/"),
        "/tag/ink/": '<body class="bt-kind-list">',
        "/rss.xml": feed("/a/"),
        "/f/": NEW.format(title="F", date="2024-06-01", body=""),
    }
    found = compared(old, site(tmp_path / "new", NEW, now, more))
    states = {one.url: (one.kind, one.state, one.now) for one in found.urls}

    assert states == {
        "/": ("list", "kept", "/"),
        "/a/": ("post", "kept", "/a/"),
        "/b.html": ("post", "led on", "/2024/b/"),
        "/c/": ("post", "led on", "/2024/c/"),
        "/d/": ("post", "lost", ""),
        "/e/": ("post", "lost", "/x/e/"),
        "/tags/ink/": ("list", "led on", "/tag/ink/"),
        "/page/2/": ("paging", "lost", ""),
        "/was-a/": ("redirect", "led on", "/a/"),
        "/drafts/f.html": ("hidden", "lost", ""),
        "/rss.xml": ("feed", "kept", "/rss.xml"),
    }
    assert [(one.entries, one.found) for one in found.feeds] == [(2, 1)]
    assert found.added == ("/f/",)
    assert [one.url for one in found.lost_urls] == ["/d/", "/e/"]
    assert found.has_lost


def test_pages_have_another_layout(tmp_path: Path) -> None:
    """What the pages below a folder have in common is learnt apart from posts."""
    layout = """<title>{title}</title><main><div class="docs"><article>
<div class="improve"><a href="/x">Improve it</a></div><h1>{title}</h1>
<div class="page-info">24 January 2017 Ann<img src="/ann.png"></div>
<p>Words of page {title}.</p><p>{body}</p></article></div></main>"""
    posts = {f"/p{n}/": f"<p>Text of post {n}.</p>" for n in range(5)}
    pages = {f"/docs/{n}/": f"<p>Own {n}.</p>" for n in ("a", "b", "c", "d", "e")}
    whole = {
        url: layout.format(title=url.split("/")[2].upper(), body=body)
        for url, body in pages.items()
    }
    now = {
        url: f"<title>{url[6].upper()}</title><body class='bt-kind-page'><main><article>"
        f"<h1>{url[6].upper()}</h1><div class='e-content'><p>Words of page"
        f" {url[6].upper()}.</p>{body if url != '/docs/c/' else ''}</div></article></main>"
        for url, body in pages.items()
    }
    old = site(tmp_path / "old", OLD, posts, whole)
    found = compared(old, site(tmp_path / "new", NEW, posts, now))
    pages_found = {one.url: one for one in found.texts if one.kind == "page"}

    assert [one.lost_words for one in pages_found.values()] == [0, 0, 2, 0, 0]
    assert not any(one.lost_pictures for one in pages_found.values())


def test_numbers_of_words_add_up(tmp_path: Path) -> None:
    """What stands beside a text on the other page counts in neither."""
    found = texts(tmp_path, "<h1>Post</h1><p>One two.</p>", "<p>One three four.</p>")
    before, now = found.words

    assert before - found.lost_words + found.gained_words == now


def test_another_site_is_doubted(tmp_path: Path) -> None:
    """A folder whose posts are none of the blog may be the wrong one."""
    bodies = {"/a/": "<p>x</p>"}
    old = site(tmp_path / "old", OLD, {"/b/": "<p>x</p>"})
    same = site(tmp_path / "same", OLD.replace("/blog", ""), bodies)
    new = site(tmp_path / "new", NEW, bodies)

    assert "expected the folder of the same site" in compared(old, new).notes[0]
    assert compared(same, new).notes == ()


def test_lists_in_feeds_are_no_posts(tmp_path: Path) -> None:
    """Hugo's feeds have entries for terms, which have feeds of their own."""
    bodies = {"/a/": "<p>x</p>"}
    more = {
        "/tags/ink/": "<h1>Ink</h1>",
        "/tags/ink/index.xml": feed("/blog/a/"),
        "/tags/index.xml": feed("/blog/tags/ink/"),
    }
    old = site(tmp_path / "old", OLD, bodies, more)
    more = {
        "/tags/ink/": redirect("/tag/ink/"),
        "/tag/ink/": '<body class="bt-kind-list">',
        "/tags/ink/index.xml": feed("/a/"),
        "/tags/index.xml": feed("/a/"),
    }
    found = compared(old, site(tmp_path / "new", NEW, bodies, more))

    assert {one.url: one.kind for one in found.urls}["/tags/ink/"] == "list"
    assert [one.missing for one in found.feeds] == [0, 0]
    assert [*found.lost_urls] == []


def test_entry_that_newer_ones_push_out_is_not_lost(tmp_path: Path) -> None:
    """A feed is as long as it is; only what is missing within its days is lost."""

    def dated(*days: int) -> str:
        items = "".join(
            f"<item><link>/{n}/</link><guid>/{n}/</guid>"
            f"<pubDate>{n:02d} May 2024 10:00:00 GMT</pubDate></item>"
            for n in days
        )
        return f"<rss version='2.0'><channel>{items}</channel></rss>"

    bodies = {f"/{n}/": "<p>x</p>" for n in range(1, 6)}
    old = site(
        tmp_path / "old", OLD.replace("/blog", ""), bodies, {"/f.xml": dated(5, 3, 1)}
    )
    kept = site(tmp_path / "new", NEW, bodies, {"/f.xml": dated(5, 4, 3)})
    lost = site(tmp_path / "lost", NEW, bodies, {"/f.xml": dated(5, 4, 2)})

    assert [one.missing for one in compared(old, kept).feeds] == [0]
    assert [one.missing for one in compared(old, lost).feeds] == [1]


def test_order_dates_and_terms_are_compared(tmp_path: Path) -> None:
    """Posts that changed places, days, titles or terms are named."""
    bodies = {"/a/": "<p>x</p>", "/b/": "<p>y</p>"}
    old = site(tmp_path / "old", OLD, bodies, {"/f.xml": feed("/blog/a/", "/blog/b/")})
    layout = NEW.replace("2024", "2023").replace(">Ink<", ">Pens<")
    layout = layout.replace("{date}", "2024-05-09").replace("{title}", "Other {title}")
    new = site(tmp_path / "new", layout, bodies, {"/f.xml": feed("/b/", "/a/")})
    found = compared(old, new)
    first = found.texts[0]

    assert found.order == (2, 2)
    assert first.new_title == "Other A"
    assert first.dates == ("2024-05-01T00:00:00", "2024-05-09T00:00:00")
    assert first.lost_terms == ("ink",)


def test_folder_without_pages_is_refused(tmp_path: Path) -> None:
    """It is no built site."""
    with pytest.raises(CommandError, match="has no pages"):
        SiteOutput(tmp_path)
