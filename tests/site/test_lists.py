"""What lists show of a post, and how many posts a page of a list holds."""

from __future__ import annotations

import pytest

from conftest import Built, post

PLACES = {"home": "", "terms": "python", "archives": "2025/03"}
"""A page of each place that the options name."""

LONG = " ".join(f"word{number}" for number in range(1, 31)) + "."

FILES = {
    "a.md": post(
        f"{LONG}\n\n<!--more-->\n\nThe rest.\n",
        title="A",
        slug="a",
        category="python",
        description="What A says.",
    ),
    "b.md": post("Short & plain.\n", title="B", slug="b", category="python"),
}


def shown(built: Built, docname: str) -> list[str]:
    """Return the texts below the titles of a list, A's before B's."""
    entries = built.html(docname).select(".h-entry")
    entries.sort(key=lambda entry: entry.select_one(".p-name").text)
    texts = (entry.select_one(".p-summary, .e-content") for entry in entries)
    return [text.get_text(" ", strip=True) if text else "" for text in texts]


TEXTS = {
    "intro": [LONG, "Short & plain."],
    "excerpt": ["word1 word2 word3 word4…", "Short & plain."],
    "description": ["What A says.", "Short & plain."],
    "title": ["", ""],
}


@pytest.mark.parametrize("value", TEXTS)
def test_list_shows_what_the_option_says(site, value):
    """The excerpt, its first words, a description, or the title alone; everywhere."""
    built = site(FILES, blog_list_shows=value, blog_excerpt_words=4).build()

    for docname in PLACES.values():
        assert shown(built, docname) == TEXTS[value]


def test_places_differ_where_the_option_is_a_dictionary(site):
    """Those that it leaves out show what they show by default."""
    values = {"terms": "description", "archives": "title"}
    built = site(FILES, blog_list_shows=values).build()

    assert shown(built, "") == TEXTS["intro"]
    assert shown(built, "python") == TEXTS["description"]
    assert shown(built, "2025/03") == TEXTS["title"]


@pytest.mark.parametrize("docname", ["archives", "2025"])
@pytest.mark.parametrize("value", TEXTS)
def test_archive_of_years_shows_titles_and_at_most_a_text(site, docname, value):
    """All posts of a year are on one page, so none of them is there as a whole."""
    built = site(FILES, blog_list_shows=value, blog_excerpt_words=4).build()
    texts = TEXTS["title" if value == "intro" else value]

    assert shown(built, docname) == texts
    assert len(built.html(docname).select(".bt-line")) == 2


def test_reader_is_told_where_a_list_shows_a_part(site):
    """A post that is shown whole has no more to read."""
    built = site(FILES, blog_list_shows="excerpt", blog_excerpt_words=4).build()

    links = built.html().select(".bt-more a")
    assert [link["href"] for link in links] == ["2025/03/a/"]


def test_pages_of_each_place_have_a_size(site):
    """Lists of titles may hold more posts than a front page with whole ones."""
    files = {
        f"{n}.md": post(title=f"P{n}", slug=f"p{n}", category="python")
        for n in range(12)
    }
    built = site(files, blog_page_size={"home": 2, "terms": 20}).build()

    counts = [len(built.html(name).select(".h-entry")) for name in PLACES.values()]
    assert counts == [2, 12, 10]


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("blog_list_shows", {"home": "titel"}, "(did you mean 'title'?) for 'home'"),
        ("blog_list_shows", {"tags": "title"}, "expected keys from home, terms"),
        ("blog_page_size", {"home": 0}, "a whole number above zero for 'home'; got 0"),
    ],
)
def test_invalid_entry_is_one_warning_and_the_others_stay(site, option, value, message):
    """It says what was expected; the rest of the dictionary holds."""
    good = {"blog_list_shows": "description", "blog_page_size": 1}[option]
    blog = site(FILES, **{option: {**value, "terms": good}})
    built = blog.build(warnings=[message])

    expected = site(FILES, **{option: {"terms": good}}).build()
    assert shown(built, "python") == shown(expected, "python")


def test_option_of_lists_changes_them_in_the_next_build(site):
    """A build after the change is like a clean one."""
    blog = site(FILES)
    blog.build()
    blog.configure(blog_list_shows={"home": "title"})
    built = blog.build()

    assert shown(built, "") == TEXTS["title"]
    assert built.files() == blog.build(fresh=True).files()


@pytest.mark.parametrize(
    ("pattern", "below_year", "below_month"),
    [
        ("%-d %B %Y", "7 March", "7"),
        ("%B %d, %Y", "March 07", "07"),
        ("%Y-%m-%d", "03-07", "07"),
        ("%-d. %B %Y", "7. March", "7"),
        ("%Y年%-m月%-d日", "3月7日", "7日"),
        ("%B %Y", "March 2025", "March 2025"),
    ],
)
def test_date_below_a_heading_leaves_out_what_the_heading_says(
    site, pattern, below_year, below_month
):
    """The archive names the year, and the page of a year the month."""
    files = {"x.md": post(date="2025-03-07", category="python")}
    built = site(files, post_date_format=pattern, blog_list_shows="title").build()

    def date(docname: str) -> str:
        return built.html(docname).select_one(".bt-line time").text

    assert date("archives") == below_year
    assert date("2025") == date("2025/03") == below_month
    assert date("") == date("python") == built.html("2025/03/x").time.text
