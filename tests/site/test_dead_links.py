"""What is a dead link and what is none, in every kind of source."""

from __future__ import annotations

import re
from urllib.parse import urljoin

import pytest

from conftest import post

PAGES = {
    "guide/index.md": "# Guide\n\n## Part\n",
    "extra/hello.html": '<p id="hello">Hello</p>',
    "extra/deep/a.txt": "a",
    "_static/own.css": "a {}",
    "posts/other.md": post(
        '<a name="named"></a> <b id="of-html">x</b>\n', title="Other", categories="x"
    ),
}

ALIVE = [
    "[x](/guide/)",
    "[x](/guide)",
    "[x](/guide/#part)",
    "[x](/guide/index.html)",
    "[x](/guide/index.html#part)",
    "[x](/hello.html)",
    "[x](/hello.html#hello)",
    "[x](/hello.html#/place)",
    "[x](/deep/a.txt)",
    "[x](/_static/own.css)",
    "[x](/_static/basic.css)",
    "[x](/objects.inv)",
    "[x](/made-by-another.html#there)",
    "[x](/search/#content)",
    "[x](/x/#content)",
    "[x](/archives/#top)",
    "[x](/archives/#2025)",
    "[x](/2025/03/other/#:~:text=x)",
    "[x](/2025/03/other/#content)",
    "[x](/2025/03/other/#named)",
    "[x](other.md#named)",
    "[x](other.md#of-html)",
    "[x](other.md#top)",
    "[x](/feed/rss.xml)",
    "[x](/robots.txt)",
    "[x](https://example.org/blog/2025/03/other/#named)",
    "[x](https://example.org/elsewhere/)",
    "[x](#top)",
    "[x](#)",
    '[x](#a.b) <i id="a.b">y</i>',
    "[x](#raw) <a name='raw'></a>",
    "[x](#inner)\n\n```{eval-rst}\n.. _inner:\n\nText.\n```",
    '[x](#inner)\n\n```{eval-rst}\n.. raw:: html\n\n   <p id="inner">a</p>\n```',
    '<a href="#">x</a> <a href="#top">x</a> <a href="#!/app">x</a>',
    '<a href="#own">x</a> <i id="own">y</i>',
    '<a href="#comments">x</a>',
    '<a href="../other/">x</a>',
    '<a href="/2025/03/other/?a=1&region=2">x</a>',
]


@pytest.fixture(scope="module")
def writes_a_page():
    """Return the source of an extension that writes a page of its own."""
    return (
        "def pages(app):\n"
        "    (app.outdir / 'made-by-another.html').write_text('<p id=there>')\n"
        "    return []\n"
        "def setup(app):\n"
        "    app.connect('html-collect-pages', pages)\n"
    )


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_what_the_output_has_is_no_dead_link(site, builder, monkeypatch, writes_a_page):
    """Whoever made the page, the file or the id."""
    sources = {f"posts/p{n}.md": post(f"{text}\n") for n, text in enumerate(ALIVE)}
    if builder == "html":
        sources = {
            path: text
            for path, text in sources.items()
            if "_static/basic" not in text and "/search/" not in text
        }
    blog = site(
        {**PAGES, **sources, "writes_a_page.py": writes_a_page},
        extensions=["sphinx_blogtheme", "writes_a_page"],
        html_baseurl="https://example.org/blog/",
        html_extra_path=["extra"],
        html_static_path=["_static"],
    )
    monkeypatch.syspath_prepend(blog.source)
    blog.build(builder)


DEAD = [
    ("[x](/gone/)", "/gone/"),
    ("[x](/guide/#gone)", "/guide/#gone"),
    ("[x](/hello.html#gone)", "/hello.html#gone"),
    ("[x](/_static/gone.css)", "/_static/gone.css"),
    ("[x](/archives/#1999)", "/archives/#1999"),
    ("[x](/x/#gone)", "/x/#gone"),
    ("[x](/categories/#gone)", "/categories/#gone"),
    ("[x](/2025/#gone)", "/2025/#gone"),
    ("[x](/2025/03/#gone)", "/2025/03/#gone"),
    ("[x](/search/#gone)", "/search/#gone"),
    ("[x](/#gone)", "/#gone"),
    ("[x](/2025/03/other/#gone)", "/2025/03/other/#gone"),
    ("[x](https://example.org/blog/gone/)", "/gone/"),
    ("[x](http://EXAMPLE.org/blog/x/#gone)", "/x/#gone"),
    ("<https://example.org/blog/gone/>", "/gone/"),
    ('<a href="https://example.org/blog/gone/">x</a>', "/gone/"),
    ('<a href="//example.org/blog/gone/">x</a>', "/gone/"),
    ('<a href="#gone">x</a>', "/2025/03/{}/#gone"),
    ('<a href="../gone/">x</a>', "/2025/03/gone/"),
    ("<object data=/gone.svg></object>", "/gone.svg"),
    ('<b style="background: url(/gone.png)">x</b>', "/gone.png"),
    ("```{eval-rst}\n`x </gone/>`__\n```", "/gone/"),
]


def test_each_dead_link_is_one_warning_with_its_line(site):
    """Whatever it is written in."""
    body = "Text,\nand {}.\n"
    sources = {
        f"posts/p{n}.md": post(
            f"```\n```\n\n{text}\n" if "`" in text else body.format(text)
        )
        for n, (text, _) in enumerate(DEAD)
    }
    built = site(
        {**PAGES, **sources},
        html_baseurl="https://example.org/blog/",
        html_extra_path=["extra"],
    ).build(warnings=None)
    said = {
        int(found[1]): (int(found[2]), found[3])
        for text in built.warnings
        if (
            found := re.search(r"p(\d+)\.md:(\d+): WARNING: dead link to '(.*?)'", text)
        )
    }

    assert len(built.warnings) == len(DEAD)
    assert {number: url for number, (_, url) in said.items()} == {
        number: url.format(f"p{number}") for number, (_, url) in enumerate(DEAD)
    }
    assert {
        line for number, (line, _) in said.items() if "`" not in DEAD[number][0]
    } == {7}


RST = """
See `two </2025/03/other/>`__, `by path <../other/>`__ and other_,
`gone </gone/>`__,
`whole <https://example.org/gone-whole/>`__
and `nowhere <../nowhere/>`__.

.. _other: /2025/03/other/#named

.. raw:: html

   <a href="/gone-html/">x</a> <a href="/2025/03/other/">y</a>
"""


@pytest.mark.parametrize(
    ("path", "header", "docname", "line"),
    [
        ("posts/r.rst", ":date: 2025-03-02\n\n", "2025/03/r", 6),
        ("r.rst", ".. post:: 2025-03-02\n\n", "r", 6),
        ("r.rst", "", "r", 4),
    ],
    ids=["header", "directive", "page"],
)
def test_links_in_restructuredtext_are_those_of_markdown(
    site, path, header, docname, line
):
    """They are relative to the page, and checked."""
    text = RST if docname != "r" else RST.replace("<../", "</2025/03/")
    head = f":orphan:\n\n{header}Title\n=====\n" if not header else ""
    head = head or f"Title\n=====\n\n{header.rstrip()}\n"
    built = site(
        {**PAGES, path: head + text},
        extensions=["ablog", "sphinx_blogtheme"],
        blog_permalink="/{year}/{month}/{slug}/",
    ).build(warnings=None)

    urls = [
        a["href"] for a in built.html(docname).select(".bt-body a:not(.headerlink)")
    ]
    assert [url for url in urls if url.startswith("/")] == []
    dead = [
        re.search(r":(\d+): WARNING: dead link to '(.*?)'", w) for w in built.warnings
    ]
    first = (head + text).split("\n").index("`gone </gone/>`__,") + 1
    assert [found and (int(found[1]), found[2]) for found in dead] == [
        (first, "/gone/"),
        (first + 2, "/2025/03/nowhere/"),
        (first + 1, "/gone-whole/"),
        (first + 8, "/gone-html/"),
    ]


def test_linked_image_in_restructuredtext_leads_to_the_site(site):
    """With a caption or without, in a post, a page and ``{eval-rst}``."""
    image = (
        ".. image:: /a.svg\n   :alt: A\n   :target: /2025/03/other/\n\n"
        ".. figure:: /a.svg\n   :alt: A\n   :target: /2025/03/other/\n\n   Caption\n"
    )
    files = {
        **PAGES,
        "a.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "posts/r.rst": f"Title\n=====\n\n:date: 2025-03-02\n\n{image}",
        "r.rst": f":orphan:\n\nTitle\n=====\n\n{image}",
        "posts/m.md": post(f"```{{eval-rst}}\n{image}```\n"),
    }
    built = site(files).build()

    for docname in ("2025/03/r", "r", "2025/03/m"):
        links = built.html(docname).select(".bt-body a:has(img)")
        urls = [urljoin(f"/{docname}/", link["href"]) for link in links]
        assert urls == ["/2025/03/other/"] * 2


OUT = ["tel:+49-30-1", "sms:+1?body=a", "geo:1,2", "xmpp:a/b", "magnet:?xt=urn:a"]
OUT += ["web+x://y/z", "TEL:1", "urn:isbn:1", "news:a.b", "HTTPS://example.com/"]


@pytest.mark.parametrize("suffix", [".md", ".rst"])
def test_every_scheme_leads_out(site, suffix):
    """A link to a telephone is no label."""
    form = "[x]({})" if suffix == ".md" else "`x <{}>`__"
    body = " ".join(map(form.format, OUT))
    text = (
        post(f"{body}\n")
        if suffix == ".md"
        else f"Title\n=====\n\n:date: 2025-03-01\n\n{body}\n"
    )
    built = site({f"posts/p{suffix}": text}).build()

    links = built.html("2025/03/p").select(".bt-body a:not(.headerlink)")
    assert [link["href"] for link in links] == OUT


def test_names_with_colons_are_names(site):
    """MyST's references keep their meaning."""
    body = (
        "(fig:plot)=\n\n## Plot\n\n[a](fig:plot) [b](#fig:plot) [c](project:other.md)"
        " [d](path:note.txt) [e](C:/x.md) [f](std::vector)\n"
    )
    built = site({**PAGES, "posts/p.md": post(body), "posts/note.txt": "a"}).build(
        warnings=["not found: 'C:/x.md'"]
    )

    links = built.html("2025/03/p").select(".bt-body p a")
    assert [link.text for link in links] == ["a", "b", "c", "d"]
    assert [link["href"] for link in links][:3] == [
        "#fig-plot",
        "#fig-plot",
        "../other/",
    ]


@pytest.mark.parametrize(
    ("url", "said"),
    [("none.md", "not found"), ("a-label", "not found"), ("", "has no address")],
)
def test_dead_link_by_name_keeps_its_text_only(site, url, said):
    """There is no link to nowhere, on the page or in a feed."""
    text = post(f"Before [some *text*]({url}).\n")
    built = site({"p.md": text}).build(warnings=[said])

    paragraph = built.html("2025/03/p").select_one(".bt-body p")
    assert paragraph.text == "Before some text."
    assert paragraph.find("a") is None
    assert paragraph.find("em") is not None


def test_dead_link_is_reported_again_when_its_target_is_gone(site):
    """A page or an id of another file may go, and the links to it stand in HTML too."""
    html = '<a href="/2025/03/other/#named">x</a>\n'
    blog = site({**PAGES, "p.md": post(html)})
    blog.build()
    blog.write({"posts/other.md": post("Text.\n", title="Other", categories="x")})
    expected = ["p.md:6: WARNING: dead link to '/2025/03/other/#named'"]
    blog.build(warnings=expected)
    blog.build(warnings=expected)
    blog.build(warnings=expected, fresh=True)


def test_links_in_options_are_checked_against_the_output(site):
    """A menu may lead to what another extension makes."""
    menu = [("A", "/archives/#content"), ("B", "/archives/#gone"), ("C", "/gone/")]
    site({"p.md": post()}, blog_menu=menu).build(
        warnings=["dead link to '/archives/#gone'", "dead link to '/gone/'"]
    )


def test_pages_of_ablog_are_no_dead_links(site):
    """Where ABlog makes the lists, links to them are checked too."""
    body = "[a](/blog/archive/) [b](/blog/tag/knots/) [c](/blog/tag/none/)\n"
    text = f"# P\n\n```{{post}} 2025-03-01\n:tags: knots\n```\n\n{body}"
    site({"p.md": text}, extensions=["ablog", "sphinx_blogtheme"]).build(
        warnings=["dead link to '/blog/tag/none/'"]
    )


def test_another_project_at_the_same_host_is_no_page_of_the_site(site):
    """A person's site and those of their projects share a host at some services."""
    body = (
        "[a](https://ann.github.io/other/) [b](https://ann.github.io/2025/03/gone/)\n"
    )
    built = site({"p.md": post(body)}, html_baseurl="https://ann.github.io/").build(
        warnings=["p.md:6: WARNING: dead link to '/2025/03/gone/'"]
    )

    links = [a["href"] for a in built.html("2025/03/p").select(".e-content p a")]
    assert links[0] == "https://ann.github.io/other/"


def test_misspelt_label_with_a_colon_is_no_scheme(site):
    """Where the site has labels that begin so, or where the text is the target's."""
    body = "(fig:one)=\n## One\n\n[](fig:two) [x](fig:tow) [y](tel:123) [](doi:1)\n"
    built = site({"p.md": post(body)}).build(
        warnings=[
            f"target not found: '{name}'" for name in ("fig:two", "fig:tow", "doi:1")
        ]
    )

    assert built.html("2025/03/p").select_one("a[href='tel:123']")


def test_link_without_text_has_the_title_of_its_page(site):
    """By URL, as MyST gives it to links by file; and it follows the title."""
    files = {"guide.md": "# Guide\n", "posts/q.md": post(title="Q", slug="q")}
    blog = site({**files, "p.md": post("[](/guide/) [](/2025/03/q/)\n")})
    links = blog.build().html("2025/03/p").select(".e-content p a")
    assert [link.text for link in links] == ["Guide", "Q"]

    blog.write({"guide.md": "# Manual\n"})
    built = blog.build()
    assert built.html("2025/03/p").select_one(".e-content p a").text == "Manual"
    assert built.differences(blog.build(fresh=True)) == []


LINES = """A paragraph
with [a file](nope.md) and
`code` and [an anchor](#nowhere),
[a page](/2025/03/nope/),
a note[^z],
[the file again](nope.md) and
$\\nope$.
"""
"""Each fault is on a line of its own, from line 7 of the post on."""

WORDS = ["nope.md", "nowhere", "/2025/03/nope/", "[^z]", "nope.md", r"'\nope'"]


def test_fault_within_a_paragraph_is_at_its_own_line(site):
    """An author looks there, not where the paragraph begins."""
    built = site({"posts/x.md": post(LINES)}).build(warnings=None)
    found = sorted(
        (int(m[1]), m[2])
        for text in built.warnings
        if (m := re.search(r"posts/x\.md:(\d+): WARNING: (.*)", text))
    )

    assert [
        (line, next(w for w in WORDS if w in text)) for line, text in found
    ] == list(enumerate(WORDS, start=7))
