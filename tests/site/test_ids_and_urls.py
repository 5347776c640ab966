"""Ids and URLs in HTML mean the same on a post's page, on lists and in feeds."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import urljoin

import pytest

from conftest import make_site, post
from sphinx_blogtheme.markdown.html_attributes import ATTRIBUTES, Form, Role
from sphinx_blogtheme.markdown.html_references import URLS, references

BASE = "https://example.org/blog/"
ALIVE = f"{BASE}files/a.txt?x=1&copy=2"
ROWS = [
    (attribute, element, meaning)
    for attribute, elements in ATTRIBUTES.items()
    for element, meaning in elements.items()
]
_TEXTS = {
    Form.ONE: "{}",
    Form.WORDS: "{0} {0}",
    Form.IMAGES: "{} 1x",
    Form.FRAGMENT: "#{}",
    Form.TIMES: "{}.click+1s",
    Form.STYLE: "background: url('{}')",
}


def tag(row: int, value: str) -> str:
    """Return HTML with an attribute of the table that has a value."""
    attribute, element, meaning = ROWS[row]
    name = {"*": "b", "input": "input type='radio'", "button": "button role='tab'"}.get(
        element, element
    )
    element = "b" if element == "*" else element
    text = escape(_TEXTS[meaning.form].format(value))
    return f'<div><{name} {attribute}="{text}" class="row{row}"></{element}></div>\n'


def values_in(html: str, row: int) -> list[str]:
    """Return the values that a row's elements have in an attribute of the table."""
    tags = re.findall(rf"<[^<>]*\brow{row}\b[^<>]*>", html)
    return [one.value for one in references("".join(tags))]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """Return a site whose posts have all attributes of the table."""
    alive, dead, ids = [], [], []
    for number, (_, _, meaning) in enumerate(ROWS):
        if meaning.role in URLS:
            alive.append(tag(number, "/files/a.txt?x=1&copy=2"))
            dead.append(tag(number, f"/dead-{number}/"))
        elif meaning.role in (Role.ID_REFERENCE, Role.GROUP_REFERENCE):
            frame = f'<iframe name="of-{number}"></iframe>'
            target = f'<p id="of-{number}"></p>'
            is_id = meaning.role is Role.ID_REFERENCE
            ids.append((target if is_id else frame) + tag(number, f"of-{number}"))
        else:
            ids.append(tag(number, f"own-{number}"))
    return make_site(
        tmp_path_factory.mktemp("table"),
        {
            "posts/alive.md": post("\n".join(alive), title="Alive"),
            "posts/dead.md": post("\n".join(dead), title="Dead"),
            "posts/ids.md": post("\n".join(ids), title="Ids"),
            "files/files/a.txt": "a",
        },
        html_baseurl=BASE,
    ).build(warnings=None)


@pytest.mark.parametrize("row", range(len(ROWS)))
def test_each_attribute_of_the_table_is_moved(built, row):
    """A list and a feed refer to what the post's own page refers to."""
    _, _, meaning = ROWS[row]
    front, feed = built.text("index.html"), built.text("feed/rss.xml")
    if meaning.role in URLS:
        count = 2 if meaning.form is Form.WORDS else 1
        page = values_in(built.text("2025/03/alive/index.html"), row)
        assert [urljoin(f"{BASE}2025/03/alive/", url) for url in page] == [
            ALIVE
        ] * count
        assert [urljoin(BASE, url) for url in values_in(front, row)].count(
            ALIVE
        ) == count
        assert values_in(feed, row).count(ALIVE) == count
        assert all(url.startswith(BASE) for url in values_in(feed, row))
        said = [text for text in built.warnings if f"'/dead-{row}/'" in text]
        assert len(said) == count
        assert re.search(r"dead\.md:\d+: WARNING: dead link to", said[0])
        return
    own = meaning.role in (Role.ID, Role.GROUP)
    name = f"own-{row}" if own else f"of-{row}"
    assert set(values_in(built.text("2025/03/ids/index.html"), row)) == {name}
    assert set(values_in(feed, row)) == {name}
    assert set(values_in(front, row)) == {f"p_2025_03_ids_{name}"}


def test_no_attribute_of_the_table_is_a_false_dead_link(built):
    """Only the post with dead links is warned of."""
    assert [text for text in built.warnings if "dead.md:" not in text] == []


PICTURE = """
<svg><defs><linearGradient id="heat"></linearGradient></defs>
<rect fill="url(#heat)"/><use href="#heat"/><use xlink:href="#gone"/></svg>
<style>#heat { fill: #bad } .x { mask: url(#heat) }</style>
<a href="#heat">there</a>
"""


def test_what_a_picture_reuses_is_beside_it(site):
    """In a feed too, where a link leads to the post's own page."""
    built = site({"posts/x.md": post(PICTURE)}).build()

    for text, prefix in (
        (built.text("index.html"), "p_2025_03_x_"),
        (built.text("feed/rss.xml"), ""),
    ):
        assert f'<linearGradient id="{prefix}heat">' in text
        assert f'fill="url(#{prefix}heat)"' in text
        assert f'<use href="#{prefix}heat"/>' in text
        assert f"<style>#{prefix}heat {{ fill: #bad }}" in text
        assert f"mask: url(#{prefix}heat)" in text
    assert '<a href="https://example.org/2025/03/x/#heat">' in built.text(
        "feed/rss.xml"
    )


RADIOS = """
<input type="radio" name="size"><details name="size"></details>

<form><input type="radio" name="size"><input name="size"></form>
"""


def test_radio_buttons_of_two_posts_are_apart(site):
    """On a list a choice in one post leaves the other as it is."""
    built = site({"posts/x.md": post(RADIOS), "posts/y.md": post(RADIOS)}).build()

    names = [
        el["name"] for el in built.html("").select("[name=size], main [name$=size]")
    ]
    assert sorted(names) == [
        *["2025-03-x-size"] * 2,
        *["2025-03-y-size"] * 2,
        *["size"] * 4,
    ]


@pytest.mark.parametrize("suffix", ["md", "rst"])
def test_heading_keeps_its_id_beside_the_themes(site, suffix):
    """Ids of the theme give way to those of headings, so that none is there twice."""
    lines = {"md": "## {}\n\nx\n", "rst": "{}\n========\n\nx\n"}[suffix]
    body = "\n".join(lines.format(name) for name in ("Content", "Comments"))
    built = site({f"posts/x.{suffix}": post(body), "posts/y.md": post()}).build()

    page, other = built.html("2025/03/x"), built.html("2025/03/y")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len({*ids})
    assert page.select_one("section#content h2")
    assert page.select_one("section#comments h2")
    for one in (page, other):
        assert one.select_one(one.select_one(".bt-skip")["href"]).name == "main"
    assert other.select_one("div#comments")
