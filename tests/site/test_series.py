"""Series: posts that are meant to be read in order, and pages that list terms."""

from __future__ import annotations

import pytest

import captured
from conftest import Built, make_site, post

EXTENSIONS = ["sphinx_blogtheme", "captured"]


FILES = {
    "a.md": post(title="A", date="2025-01-01", series="Build a *boat*", tags="wood"),
    "b.md": post(title="B", date="2025-01-02", series="build-a-boat", author="Ann"),
    "c.md": post(title="C", date="2025-01-03", series="[Build a Boat]", part="1"),
    "hidden.md": post(title="H", date="2025-01-04", series="Build a boat", index="no"),
    "alone.md": post(title="Alone", date="2025-01-05", tags="wood, glue"),
}


@pytest.fixture(scope="module")
def boat(tmp_path_factory) -> tuple[Built, dict]:
    """Return a site with a series, built, and the contexts of its pages."""
    built = make_site(
        tmp_path_factory.mktemp("series"),
        FILES,
        extensions=EXTENSIONS,
        blog_page_size=2,
    ).build()
    return built, dict(captured.CONTEXTS)


def test_post_knows_its_place_in_the_series(boat):
    """The page of a part lists all parts, and leads to the ones beside it."""
    _, contexts = boat
    series = contexts["2025/01/a"]["series"]

    assert (series.name, series.docname) == ("Build a *boat*", "series/build-a-boat")
    assert (series.number, series.total) == (2, 3)
    assert [(p.title, p.docname, p.current) for p in series.parts] == [
        ("C", "2025/01/c", False),
        ("A", "2025/01/a", True),
        ("B", "2025/01/b", False),
    ]
    assert (series.previous.docname, series.next.docname) == ("2025/01/c", "2025/01/b")


def test_first_and_last_part_have_one_neighbour(boat):
    """Nothing leads out of the series."""
    _, contexts = boat

    assert contexts["2025/01/c"]["series"].previous is None
    assert contexts["2025/01/b"]["series"].next is None


@pytest.mark.parametrize("theme", ["sphinx_blogtheme", "alabaster"])
def test_parts_lead_to_each_other_in_order(site, theme):
    """Below the text, whatever their dates, and in other themes too."""
    built = site(FILES, html_theme=theme).build()

    def beside(docname: str) -> list[tuple[str, str]]:
        lines = built.html(docname).select("nav > p:has(a), .bt-parts li")
        found = [
            (line.get_text().split()[0].rstrip(":"), line.a.text) for line in lines
        ]
        return [(way, title) for way, title in found if way in ("Previous", "Next")]

    assert beside("2025/01/c") == [("Next", "A")]
    assert beside("2025/01/a") == [("Previous", "C"), ("Next", "B")]
    assert beside("2025/01/b") == [("Previous", "A")]
    assert beside("2025/01/alone") == []


@pytest.mark.parametrize("docname", ["2025/01/alone", "2025/01/hidden", "hidden"])
def test_post_without_a_series_and_an_unlisted_one_show_none(boat, docname):
    """An unlisted post is in nothing, not even in its own series."""
    _, contexts = boat

    assert contexts[docname]["series"] is None


def test_page_of_a_series_has_the_first_part_first(boat):
    """Readers begin at the beginning, and the pager knows which way is newer."""
    built, contexts = boat
    first, second = (
        contexts[name] for name in ("series/build-a-boat", "series/build-a-boat/page/2")
    )

    assert [e.post.title for e in first["entries"]] == ["C", "A"]
    assert [e.post.title for e in second["entries"]] == ["B"]
    assert (first["page_kind"], first["list_kind"]) == ("list", "series")
    assert (first["pager"].newer, first["pager"].older) == (
        "series/build-a-boat/page/2",
        None,
    )
    assert (second["pager"].newer, second["pager"].older) == (
        None,
        "series/build-a-boat",
    )
    assert built.html("series/build-a-boat").h1.get_text() == "Build a *boat*"


@pytest.mark.parametrize(
    ("docname", "heading", "terms"),
    [
        ("series", "Series", [("Build a *boat*", "series/build-a-boat", 3)]),
        ("tag", "Tags", [("Glue", "tag/glue", 1), ("Wood", "tag/wood", 2)]),
        ("author", "Authors", [("Ann", "author/ann", 1)]),
    ],
)
def test_each_taxonomy_has_an_overview(boat, docname, heading, terms):
    """Tags, authors and series are listed with their counts, as categories are."""
    built, contexts = boat
    context = contexts[docname]

    assert context["page_kind"] == "terms"
    assert [(t.name, t.docname, t.count) for t in context["terms"]] == terms
    page = built.html(docname)
    assert page.h1.get_text() == heading
    assert heading.lower() in page.select_one("meta[name=description]")["content"]


def test_taxonomy_without_terms_has_no_overview(boat):
    """No page is empty."""
    built, contexts = boat

    assert not built.exists("categories")
    assert contexts["tag/wood"]["parent"].docname == "tag"


def test_ablogs_overviews_lead_to_ours(site):
    """References and sidebars of ABlog's find the pages of tags and authors."""
    page = "---\norphan: true\n---\n# P\n\n{ref}`blog-tags` {ref}`blog-authors`\n"
    built = site({**FILES, "page.md": page}).build()

    links = built.html("page").select(".bt-body a.reference")
    assert [link["href"] for link in links] == ["../tag/", "../author/"]


@pytest.mark.parametrize(
    ("header", "warning"),
    [
        ({"series": "[One, Two]"}, "series: 'One, Two': expected one name; assumed"),
        ({"series": "S", "part": "two"}, "part: 'two': expected a whole number"),
        ({"series": "S", "part": "-1"}, "part: '-1': expected a whole number"),
        ({"series": "S", "part": "2.5"}, "part: '2.5': expected a whole number"),
    ],
)
def test_doubtful_place_in_a_series_is_a_warning(site, header, warning):
    """The post keeps its series, and is placed by its date."""
    built = site({"x.md": post(**header)}).build(warnings=[warning])

    slug = "one" if "[" in header["series"] else "s"
    assert built.exists(f"series/{slug}/index.html")
