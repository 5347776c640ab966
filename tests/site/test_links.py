"""Links by URL and by file: where they lead, and what is said of the dead ones."""

from __future__ import annotations

import re
from base64 import b64decode
from urllib.parse import quote, unquote, urljoin

import pytest

from conftest import make_site, post

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)

HERE = "https://example.org/2025/03/from/"

TARGET = """
## A heading

A footnote[^1]. <span id="raw-id">Raw</span>

[^1]: Note.
"""

FILES = {
    "posts/target.md": post(TARGET, title="Target", categories="python"),
    "page.md": "---\norphan:\n---\n# Page\n\n## Part\n",
    "files/images/a.txt": "a",
    "files/demo/index.html": "<!DOCTYPE html><title>Demo</title>",
    "files/post assets/é.txt": "b",
}


def links_of(built, docname="2025/03/from"):
    """Return the absolute URLs that a post's links and images lead to, below /blog/."""
    body = built.html(docname).select_one(".e-content")
    urls = [
        element.get("href") or element.get("src")
        for element in body.select("a:not(.headerlink), img, video")
    ]
    assert [url for url in urls if url.startswith("/")] == []
    base = f"https://example.org/blog/{docname}/"
    return [urljoin(base, url) for url in urls]


LEADING = [
    ("[x](/2025/03/target)", "2025/03/target/"),
    ("[x](/2025/03/target/)", "2025/03/target/"),
    ("[x](/2025/03/target/index.html)", "2025/03/target/"),
    ("[x](/2025/03/target#a-heading)", "2025/03/target/#a-heading"),
    ("[x](/2025/03/target/#a-heading)", "2025/03/target/#a-heading"),
    ("[x](/2025/03/target/#fn-1)", "2025/03/target/#fn-1"),
    ("[x](/2025/03/target/#raw-id)", "2025/03/target/#raw-id"),
    ("[x](/2025/03/target/#comments)", "2025/03/target/#comments"),
    ("[x](#comments)", "{here}/#comments"),
    ("[x](../target/)", "2025/03/target/"),
    ("[x](../target)", "2025/03/target/"),
    ("[x](../target/#a-heading)", "2025/03/target/#a-heading"),
    ("[x](target.md)", "2025/03/target/"),
    ("[x](target.md#a-heading)", "2025/03/target/#a-heading"),
    ("[x](/posts/target.md)", "2025/03/target/"),
    ("[x](../page.md)", "page/"),
    ("[x](/page)", "page/"),
    ("[x](/page/#part)", "page/#part"),
    ("[x](/)", ""),
    ("[x](/python)", "python/"),
    ("[x](/python/)", "python/"),
    ("[x](/2025/03/)", "2025/03/"),
    ("[x](/2025)", "2025/"),
    ("[x](/archives/)", "archives/"),
    ("[x](/categories)", "categories/"),
    ("[x](/search/)", "search/"),
    ("[x](/feed/rss.xml)", "feed/rss.xml"),
    ("[x](/python/feed/atom.xml)", "python/feed/atom.xml"),
    ("[x](/llms.txt)", "llms.txt"),
    ("[x](/sitemap.xml)", "sitemap.xml"),
    ("[x](/2025/03/target.md)", "2025/03/target.md"),
    ("[x](/images/a.txt)", "images/a.txt"),
    ("[x](/images/a.txt?v=1)", "images/a.txt?v=1"),
    ("[x](/post%20assets/%C3%A9.txt)", "post%20assets/%C3%A9.txt"),
    ("[x](/demo/)", "demo/"),
    ("[x](/demo/index.html)", "demo/index.html"),
    ("[x][ref]\n\n[ref]: /2025/03/target", "2025/03/target/"),
    ("[*x* `y`](/2025/03/target)", "2025/03/target/"),
    ('<a class="b" href="/2025/03/target">x</a>', "2025/03/target/"),
    ("<p><a href='/python'>x</a></p>", "python/"),
    ("<p><a class=b href=/python>x</a></p>", "python/"),
    ('<img alt="x" src="/images/a.txt">', "images/a.txt"),
    ('<video poster="/images/a.txt" src="/demo/"></video>', "demo/"),
    ('<video src="/images/a.txt"></video>', "images/a.txt"),
    ("[x](https://example.com/a)", "https://example.com/a"),
    ("[x](//example.com/a)", "https://example.com/a"),
]


@pytest.mark.parametrize(("markdown", "expected"), LEADING)
def test_link_leads_there_and_can_be_deployed_anywhere(case, markdown, expected):
    """No link to the site begins with a slash, and none needs JavaScript."""
    sources = {text: post(f"Text {text}\n", title="From") for text, _ in LEADING}
    base = "https://example.org/blog/"
    found = case(sources, markdown, files=FILES, html_baseurl=base)
    url = urljoin(base, expected.format(here=found.docname))

    assert links_of(found.built, found.docname) == [url]
    assert found.warnings == []


def test_text_and_title_of_a_link_are_kept(site):
    """Only where a link leads is changed."""
    link = '[see *this* `one`](/2025/03/target "A title")'
    built = site({**FILES, "posts/from.md": post(link)}).build()

    anchor = built.html("2025/03/from").select_one(".e-content a")
    assert anchor.decode_contents() == (
        'see <em>this</em> <code class="docutils literal notranslate">'
        '<span class="pre">one</span></code>'
    )
    assert anchor["title"] == "A title"


DEAD = """First line.

[a](/nowhere)
and [b](/2025/03/target/#nowhere).

[c](/images/none.png)

[d](../none/)

<a href="/raw-nowhere/">e</a>

[f](none.md)

[g](#none)

[h](target.md#none)
"""


def test_each_dead_link_is_one_warning_at_its_line(site):
    """The reader of the log finds the link, and the link stays as it was."""
    expected = [
        "from.md:8: WARNING: dead link to '/nowhere'",
        "from.md:9: WARNING: dead link to '/2025/03/target/#nowhere'",
        "from.md:11: WARNING: dead link to '/images/none.png'",
        "from.md:13: WARNING: dead link to '/2025/03/none/'",
        "from.md:15: WARNING: dead link to '/raw-nowhere/'",
        "from.md:17: WARNING:",
        "from.md:19: WARNING:",
        "from.md:21: WARNING:",
    ]
    built = site({**FILES, "posts/from.md": post(DEAD)}).build(warnings=expected)

    urls = links_of(built)
    assert "https://example.org/blog/nowhere" in urls


def test_warnings_of_dead_links_can_be_silenced(site):
    """``blogtheme.link`` covers them all."""
    files = {"x.md": post("[a](/nowhere) <a href='/n'>n</a>\n")}

    site(files, suppress_warnings=["blogtheme.link"]).build()


def test_links_of_ordinary_pages_are_checked_too(site):
    """A page that isn't a post may link by URL as well."""
    page = "---\norphan:\n---\n# About\n\n[x](/2025/03/target/#a-heading) [y](/none)\n"
    files = {**FILES, "about.md": page}
    built = site(files).build(warnings=["about.md:6: WARNING: dead link to '/none'"])

    link = built.html("about").select_one(".bt-body a:not(.headerlink)")
    assert link["href"] == "../2025/03/target/#a-heading"


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_no_page_has_a_url_from_the_root_of_the_host(site, builder):
    """The output can be moved below any path; only the server's 404 page knows it."""
    files = {**FILES, "posts/from.md": post("[x](/python) ![](/images/a.txt)\n")}
    built = site(files).build(builder, warnings=["cannot be read as an image"])

    for path in {*built.out.rglob("*.html")} - {built.out / "404.html"}:
        name = path.relative_to(built.out).as_posix()
        for element in built.html(name).select("[href], [src], [action]"):
            for attribute in ("href", "src", "action"):
                assert not element.get(attribute, "").startswith("/"), (name, element)


def test_intro_in_a_list_leads_where_the_post_does(site):
    """Links, fragments and images of a post work from every page that shows it."""
    body = "[a](../target/) [b](#part) [c](/python) [d](#comments)\n\n## Part\n"
    built = site(
        {**FILES, "posts/from.md": post(body, title="From", categories="python")}
    ).build()

    for name in ("", "python", "2025/03"):
        base = f"https://example.org/{name}{'/' if name else ''}"
        entries = built.html(name).select(".h-entry")
        entry = next(e for e in entries if e.select_one(".p-name").text == "From")
        links = entry.select_one(".e-content").select("a:not(.headerlink)")
        targets = [urljoin(base, link["href"]) for link in links]
        assert targets[0] == "https://example.org/2025/03/target/"
        assert targets[2] == "https://example.org/python/"
        assert targets[3] == HERE + "#comments"
        fragment = targets[1].partition("#")[2]
        assert built.html(name).find(id=fragment) or targets[1] == HERE + "#part"


def test_link_that_dies_is_reported_without_an_edit_of_its_page(site):
    """What a link leads to is looked at in every build."""
    link = post("[x](/2025/03/target/#a-heading) [y](/python)\n", title="From")
    blog = site({**FILES, "posts/from.md": link})
    blog.build()
    blog.write({"posts/target.md": post("## Other heading\n", categories="perl")})
    blog.build(
        warnings=[
            "from.md:6: WARNING: dead link to '/2025/03/target/#a-heading'",
            "from.md:6: WARNING: dead link to '/python'",
        ]
    )
    blog.write({"posts/target.md": FILES["posts/target.md"]})
    built = blog.build()

    assert built.files() == blog.build(fresh=True).files()


def test_link_follows_a_post_to_its_new_place(site):
    """A link by file leads to the permalink that the post has now."""
    blog = site({**FILES, "posts/from.md": post("[x](target.md)\n")})
    blog.build()
    blog.write({"posts/target.md": post(slug="moved", categories="python")})
    built = blog.build()

    assert links_of(built) == ["https://example.org/blog/2025/03/moved/"]


def test_link_by_url_to_a_new_post_comes_alive(site):
    """A post that is published later is linked from the older one."""
    blog = site({"from.md": post("[x](/2025/03/new/) [y](new.md)\n")})
    first = blog.build(warnings=["from.md:6: WARNING: dead", "from.md:6: WARNING:"])
    assert re.search("new", str(first.html("2025/03/from").select(".e-content")))
    blog.write({"new.md": post()})
    built = blog.build()

    assert links_of(built) == ["https://example.org/blog/2025/03/new/"] * 2


def test_links_are_the_same_from_two_processes(tmp_path):
    """Whoever reads a page, its links are checked when all has been read."""
    files = {f"{n}.md": post(f"[x](/2025/03/{n + 1}/)\n") for n in range(12)}
    blog = make_site(tmp_path, files)
    warning = ["11.md:6: WARNING: dead link to '/2025/03/12/'"]

    serial = blog.build(warnings=warning)
    parallel = blog.build(warnings=warning, parallel=2, fresh=True)
    assert parallel.files() == serial.files()


NAMES = ["a#b", "a%b", "a&b", "a?b", "a b", "é", "100%25", "(a)"]


@pytest.mark.parametrize("where", ["posts", "."])
def test_files_with_any_name_can_be_linked(site, where):
    """Beside the text and in ``files/``, as links, images and in HTML."""
    name = {text: quote(text) for text in NAMES}
    body = "\n".join(
        f"[x]({url}.pdf) [x](/down/{url}.pdf) ![]({url}.png) ![](/down/{url}.png)"
        f' <a href="/down/{url}.pdf">x</a> <img alt="" src="{url}.png">\n'
        for url in name.values()
    )
    files: dict[str, str | bytes] = {}
    for text in NAMES:
        for folder in (where, "files/down"):
            files |= {f"{folder}/{text}.pdf": text, f"{folder}/{text}.png": PNG}
    text = post(body) if where == "posts" else f"# P\n\n{body}"
    built = site({**files, f"{where}/p.md": text}).build()

    docname = "2025/03/p" if where == "posts" else "p"
    page = built.html(docname).select_one(".bt-body")
    for element in page.select("a:not(.headerlink), img"):
        url = urljoin(f"/{docname}/", element.get("href") or element["src"])
        assert built.exists(unquote(url).lstrip("/")), url
    assert len(page.select("a:not(.headerlink), img")) == 6 * len(NAMES)


def test_link_without_a_text_has_the_name_of_an_object(site):
    """Also where the object is described on the page itself."""
    body = "```{py:class} tools.Pen\n```\n\n<project:#tools.Pen>, [b](#tools.Pen).\n"
    page = site({"a.md": post(body)}).build().html("2025/03/a")

    links = page.select(".bt-body a.reference[href='#tools.Pen']")
    assert [link.text for link in links] == ["tools.Pen", "b"]


def test_link_without_an_address_is_one_warning(site):
    """It says what is missing, at the line of the link; the text is shown."""
    body = "Text,\n**an [empty]() link**\nand [another](<>).\n"
    built = site({"p.md": post(body), "about.md": f"# About\n\n{body}"}).build(
        warnings=None
    )

    assert sorted(re.sub(r"^.*/", "", text) for text in built.warnings) == [
        f"{place}: WARNING: the link has no address: expected one between its"
        " parentheses; only its text is shown. [blogtheme.link]"
        for place in ("about.md:4", "about.md:5", "p.md:7", "p.md:8")
    ]
    for docname in ("2025/03/p", "about"):
        text = built.html(docname).select_one(".bt-body")
        assert "an empty link\nand another." in text.text
        assert not text.select("a:not(.headerlink)")
