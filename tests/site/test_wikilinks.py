"""Wikilinks, where `blog_wikilinks` is on."""

from __future__ import annotations

import json

import pytest

from conftest import DOT, Built, make_site, post

FILES = {
    "posts/Other Note.md": post(
        "## A Part\n\nText.\n\n- Item <span id='^b1'></span>\n",
        title="Another, with a title",
        slug="other",
    ),
    "posts/2025-03-04-dated.md": post("Text.", title="A dated post"),
    "page.md": "# The page\n\n## Its part\n\nTo [[a dated post]].\n",
    "pics/deep/one.png": DOT,
    "files/images/two.png": DOT,
    "posts/hidden.md": "---\ntitle: Hidden\ndraft: true\n---\nSecret.\n",
    "a/twice.md": post("Text.", slug="twice-a"),
    "b/twice.md": post("Text.", slug="twice-b"),
}


@pytest.fixture
def build(tmp_path):
    """Return a function that builds a site with a post of a text."""

    def built(text: str, warnings=(), **conf) -> Built:
        files = {**FILES, "posts/from.md": post(text, title="From", slug="from")}
        made = make_site(tmp_path, files, **{"blog_wikilinks": True, **conf})
        return made.build(warnings=warnings)

    return built


def links(built: Built) -> list[tuple[str, str]]:
    body = built.html("2025/03/from").select_one(".e-content")
    return [(a.get_text(), a["href"]) for a in body.select("a:not(.headerlink)")]


def test_page_is_named_by_title_file_or_slug(build) -> None:
    """A title, a file's name, its path and a slug lead to the page; text is kept."""
    built = build(
        "[[another, with a title]] [[Other Note]] [[posts/Other Note.md]] [[other]]"
        " [[dated|then]] [[A dated post]] [[page]] [[The page]]\n"
    )

    assert links(built) == [
        ("another, with a title", "../other/"),
        ("Other Note", "../other/"),
        ("posts/Other Note.md", "../other/"),
        ("Another, with a title", "../other/"),
        ("then", "../dated/"),
        ("A dated post", "../dated/"),
        ("The page", "../../../page/"),
        ("The page", "../../../page/"),
    ]


def test_heading_and_block_are_named(build) -> None:
    """After `#` stands a heading, also of the same page, or the id of a block."""
    text = "## Here\n\n[[Other Note#A Part]] [[Other Note#^b1|b]] [[#Here]]"
    built = build(f"{text} [[page#Its part]]\n")

    assert links(built) == [
        ("Other Note > A Part", "../other/#a-part"),
        ("b", "../other/#%5Eb1"),
        ("Here", "#here"),
        ("page > Its part", "../../../page/#its-part"),
    ]


def test_link_to_nothing_is_one_warning(build) -> None:
    """A page that is missing, private or not the only one, and a missing heading."""
    built = build(
        "[[Gone]]\n[[hidden|x]]\n[[twice]]\n[[Other Note#Gone]]\n",
        warnings=[
            "from.md:7: WARNING: dead link [[Gone]]: the site has no page with",
            "from.md:8: WARNING: dead link [[hidden|x]]: ",
            "from.md:9: WARNING: dead link [[twice]]: several pages have that name",
            "from.md:10: WARNING: dead link [[Other Note#Gone]]: that page has no head",
        ],
    )

    assert links(built) == [("Other Note > Gone", "../other/")]
    text = built.html("2025/03/from").select_one(".e-content").get_text()
    assert text.split()[:3] == ["Gone", "x", "twice"]


def test_picture_is_found_by_its_name(build) -> None:
    """An embed shows a picture, wherever it lies, as wide as its number says."""
    built = build("![[one.png|300]]\n\n![[two.png|A *two*]]\n\n![[Other Note]]\n")
    one, two = built.html("2025/03/from").select(".e-content img")

    assert (one["width"], one["alt"]) == ("300", "")
    assert two["alt"] == "A *two*"
    assert two["src"] == "../../../images/two.png"
    assert built.exists("2025/03/from/" + one["src"])
    assert links(built)[-1] == ("Other Note", "../other/")


def test_code_and_links_are_no_wikilinks(build) -> None:
    """Code stays as it is, and so do brackets in a link of Markdown."""
    built = build("`[[Gone]]` [[1]](/2025/03/other/)\n\n```\n[[Gone]]\n```\n")

    assert links(built) == [("[1]", "../other/")]


def test_wikilinks_are_off_by_default(build) -> None:
    """Without the option, brackets are text."""
    built = build("[[Gone]]\n", blog_wikilinks=False)

    assert "[[Gone]]" in built.html("2025/03/from").get_text()


def test_lists_and_feeds_have_the_links(build) -> None:
    """A wikilink leads to its page from lists and from feeds too."""
    built = build("[[Other Note]]\n")
    feed = json.loads(built.text("feed/feed.json"))
    texts = {item["title"]: item["content_html"] for item in feed["items"]}

    assert 'href="https://example.org/2025/03/other/"' in texts["From"]
    assert built.html().select_one('a[href="2025/03/other/"]')


def test_page_is_written_again_when_its_links_change(tmp_path) -> None:
    """A page that comes, or gets a title, makes a link of what was text."""
    files = {**FILES, "posts/from.md": post("[[New]]", slug="from")}
    made = make_site(tmp_path, files, blog_wikilinks=True)
    assert links(made.build(warnings=["dead link [[New]]"])) == []

    made.write({"posts/x.md": post("Text.", title="New")})
    assert links(made.build()) == [("New", "../x/")]
