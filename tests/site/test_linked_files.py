"""A link that names a file leads to that file, whatever the link is written in."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from conftest import DOT, post
from sphinx_blogtheme.markdown.html_references import URLS, references

RST = "---\ntitle: Post\ndate: 2025-03-01\n---\n\n"
IMAGE = ".. image:: a.png\n   :target: {}\n"
SHARED = "../density/a.png"
"""The picture at the first of the posts that have it."""

SOURCES = {
    "rst-file.rst": (f"{RST}`x <plan.pdf>`__ `y <./plan.pdf>`__", "plan.pdf"),
    "rst-post.rst": (f"{RST}`x <other.md>`__ `y <other.html>`__", "../other/"),
    "rst-root.rst": (f"{RST}`x </pics/b#1.png>`__", "../../../pics/b%231.png"),
    "eval.md": (post("```{eval-rst}\n`x <plan.pdf>`__\n```"), "plan.pdf"),
    "html.md": (post('<a href="plan.pdf">x</a>'), "plan.pdf"),
    "html-post.md": (post('<a href="other.md">x</a>'), "../other/"),
    "video.md": (post('<video src="v.mp4" poster="a.png"></video>'), ""),
    "source.md": (post('<picture><source srcset="a.png 2x"></picture>'), ""),
    "density.md": (post('<img src="a.png" srcset="c%23.png 2x" alt="">'), ""),
    "object.md": (post('<object data="plan.pdf"></object>'), ""),
    "page-target.rst": (RST + IMAGE.format("other.html"), "../other/"),
    "sign-target.rst": (RST + IMAGE.format("c#.png"), "c%23.png"),
    "own-target.rst": (RST + IMAGE.format("/_images/a.png"), "a.png"),
    "near-target.rst": (RST + IMAGE.format("../_images/a.png"), "a.png"),
    "own-markdown.md": (post("[![](a.png)](/_images/a.png)"), SHARED),
    "own-url.md": (post('![](a.png) <a href="/_images/a.png">x</a>'), SHARED),
    "tel.md": (post("[![](a.png)](tel:+49)"), "tel:+49"),
    "host.md": (post("![](//pics.example.net/a.png)"), ""),
    "signs.rst": (f"{RST}.. image:: c#.png\n\n.. image:: /pics/b#1.png\n", ""),
    "served.rst": (f"{RST}.. image:: /images/s#.png\n", ""),
    "fragment.md": (post("![](a.png#center)"), ""),
}
"""Posts, and the URL of the links in each."""
FILES = {
    **dict.fromkeys(["posts/a.png", "posts/c#.png", "pics/b#1.png"], DOT),
    "files/images/s#.png": DOT,
    "pics/d.png": DOT,
    "posts/plan.pdf": "a",
    "posts/v.mp4": "a",
    "posts/other.md": post("Other.", title="Other"),
}


@pytest.fixture(scope="module")
def linked(module_site):
    """Return a site with a post for each way to name a file."""
    posts = {f"posts/{name}": text for name, (text, _) in SOURCES.items()}
    page = "# Page\n\n```{image} pics/d.png\n:target: posts/plan.pdf\n```\n"
    return module_site(
        posts | FILES | {"page.md": page}, html_baseurl="https://example.org/blog/"
    ).build()


def slug_of(name: str) -> str:
    return name.rpartition(".")[0]


def urls_in(html: object) -> list[str]:
    return [one.value for one in references(str(html)) if one.role in URLS]


@pytest.mark.parametrize("name", SOURCES)
def test_named_file_is_found_on_the_page(linked, name):
    """Each URL has a file in the output, or leads to another site."""
    page = f"2025/03/{slug_of(name)}/"
    body = linked.html(page).select_one(".e-content")
    found = urls_in(body)

    assert found
    for url in found:
        parts = urlsplit(urljoin(f"https://example.org/blog/{page}", url))
        if parts.hostname == "example.org":
            path = unquote(parts.path.removeprefix("/blog/"))
            assert linked.exists(f"{path}index.html" if path[-1] == "/" else path), url
    target = SOURCES[name][1]
    assert {link["href"] for link in body.select("a[href]")} == ({target} - {""})


def test_target_of_a_picture_on_a_page_is_brought_along(linked):
    """As for a post."""
    (link,) = linked.html("page").select("a:has(> img)")

    assert linked.exists(f"page/{link['href']}")


def test_link_to_a_page_that_no_source_has_is_dead(site):
    """A name without a slash is a URL too, relative to that of the post."""
    built = site({"posts/x.rst": f"{RST}`x <gone.html>`__ and `y <gone.pdf>`__"})

    said = built.build(warnings=None).warnings

    assert [re.search(r"dead link to '(.*?)'", text)[1] for text in said] == [
        "/2025/03/x/gone.html",
        "/2025/03/x/gone.pdf",
    ]


def test_fragment_hides_no_file_that_is_not_the_sites(site):
    """A refused image is refused with a fragment, too."""
    built = site({"posts/x.md": post("![](../conf.py#x) <a href='../conf.py'>y</a>")})

    built = built.build(warnings=None)

    assert len(built.warnings) == 2
    assert not built.exists("2025/03/x/conf.py")
