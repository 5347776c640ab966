"""Pages of terms, of all terms of a taxonomy, and of all years."""

from __future__ import annotations

import pytest

from conftest import Built, post

FILES = {
    "a.md": post(tags="Zebra, apple", date="2023-04-05", slug="a", series="S", part=2),
    "b.md": post(tags="apple, Éclair, 3D", date="2024-06-07", slug="b", series="S"),
    "c.md": post(tags="apple, egg, 中文", date="2024-05-06", slug="c"),
}

NAMES = ["3D", "Apple", "Éclair", "Egg", "Zebra", "中文"]


def tags(built: Built) -> list[str]:
    """Return the names on the overview of tags."""
    return [link.text for link in built.html("tag").select(".bt-terms a")]


def test_page_of_a_term_says_how_many_posts_and_the_date_of_the_newest(site):
    """A reader sees whether a subject is alive; further pages don't repeat it."""
    built = site(FILES, blog_page_size=1).build()

    summary = built.html("tag/apple").select_one(".bt-summary")
    assert summary.get_text(" ", strip=True) == "3 posts · newest: 7 June 2024"
    assert summary.time["datetime"].startswith("2024-06-07")
    assert not built.html("tag/apple/page/2").select(".bt-summary")
    alone = built.html("tag/zebra").select_one(".bt-summary")
    assert alone.get_text(" ", strip=True) == "1 post · 5 April 2023"


def test_newest_part_of_a_series_is_not_its_first(site):
    """Parts are in their own order, and the date is that of the latest."""
    summary = site(FILES).build().html("series/s").select_one(".bt-summary")
    assert summary.time.text == "7 June 2024"


def test_summary_is_that_of_the_posts_of_now(site):
    """A build after the change is like a clean one."""
    blog = site(FILES)
    blog.build()
    blog.write({"d.md": post(tags="apple", date="2025-01-02")})
    built = blog.build()

    assert built.html("tag/apple").select_one(".bt-summary").time.text == (
        "2 January 2025"
    )
    assert built.files() == blog.build(fresh=True).files()


def test_tags_are_in_the_order_of_their_names(site):
    """As everywhere, if nothing is said."""
    built = site(FILES).build()
    assert sorted(tags(built)) == sorted(NAMES)
    assert tags(built)[:2] == ["3D", "Apple"]


def test_tags_may_be_in_the_order_of_their_sizes(site):
    """Other taxonomies keep theirs."""
    built = site(FILES, blog_term_order={"tag": "count"}).build()
    counts = [
        int(next(count.strings)) for count in built.html("tag").select(".bt-count")
    ]

    assert counts == sorted(counts, reverse=True) != sorted(counts)
    assert tags(built)[0] == "Apple"


def test_tags_may_be_in_groups_by_their_initials(site):
    """Accents don't count, what is no letter is last, and the top leads to each."""
    page = site(FILES, blog_term_order="groups").build().html("tag")

    groups = {
        heading.text: [a.text for a in heading.find_next("ul").select("a")]
        for heading in page.select("h2.bt-group")
    }
    assert groups == {
        "A": ["Apple"],
        "E": ["Éclair", "Egg"],
        "Z": ["Zebra"],
        "#": ["3D", "中文"],
    }
    targets = [page.select_one(f"[id='{a['href'][1:]}']") for a in jumps(page)]
    assert [target.text for target in targets] == list(groups)


def jumps(page) -> list:
    """Return the links from the top of a page to its groups."""
    return page.select(".bt-jumps a")


@pytest.mark.parametrize("value", ["size", {"tag": "size"}, {"tags": "count"}])
def test_unknown_order_is_one_warning(site, value):
    """It names what there is, and the tags are by name."""
    built = site(FILES, blog_term_order=value).build(warnings=["blog_term_order"])
    assert tags(built)[0] == "3D"


def test_archive_leads_to_each_year_and_counts_its_posts(site):
    """A long blog can be entered anywhere."""
    page = site(FILES).build().html("archives")

    assert [link.text for link in jumps(page)] == ["2024", "2023"]
    headings = [page.select_one(f"[id='{link['href'][1:]}']") for link in jumps(page)]
    texts = [" ".join(heading.text.split()) for heading in headings]
    assert texts == ["2024 2 posts", "2023 1 post"]


def test_months_of_a_year_are_counted_too(site):
    """They need no jumps."""
    page = site(FILES).build().html("2024")

    assert not jumps(page)
    assert [" ".join(h2.text.split()) for h2 in page.select("h2")] == [
        "June 2024 1 post",
        "May 2024 1 post",
    ]


def test_single_year_needs_no_jumps(site):
    """A line with one link would lead nowhere."""
    assert not jumps(site({"x.md": post()}).build().html("archives"))


def test_other_themes_have_the_same(site):
    """Summary, groups, jumps and counts."""
    built = site(FILES, html_theme="alabaster", blog_term_order="groups").build()

    assert "3 posts · newest: 7 June 2024" in " ".join(
        built.html("tag/apple").get_text(" ").split()
    )
    assert len(built.html("tag").select("nav[aria-label='On this page'] a")) == 4
    archive = built.html("archives")
    assert [a.text for a in archive.select("a[href^='#20']")] == ["2024", "2023"]
    assert archive.find(id="2024").get_text(" ", strip=True) == "2024 2 posts"
