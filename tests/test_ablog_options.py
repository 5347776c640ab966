"""A wrong value of an option of ABlog's is one warning, and the blog is built."""

from __future__ import annotations

import pytest

from conftest import post

FILES = {"x.md": post(author="ann")}

BAD = {
    "blog_authors": [["ann"], "ann"],
    "blog_languages": [["en"]],
    "blog_locations": [["here"]],
    "blog_default_author": ["nobody", 5, [["ann"]]],
    "blog_default_location": ["nowhere"],
    "blog_title": [5],
    "blog_feed_fulltext": ["yes"],
    "blog_feed_length": [-1, "ten"],
    "post_date_format": [5],
    "post_date_format_short": [5],
}


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in BAD.items() for value in values],
)
def test_wrong_value_is_one_warning_and_the_default(site, name, value):
    """It says what was expected, and what is used instead; nothing crashes."""
    built = site(FILES, **{name: value}).build(warnings=None)

    (warning,) = [text for text in built.warnings if "[blogtheme.config]" in text]
    assert f"{name} = " in warning
    assert "using the default" in warning
    assert built.exists("2025/03/x/index.html")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"bio": "B", "colour": "red"}, "for 'kim'; got 'colour'"),
        ({"bio": "B", "picture": "data:x"}, "as 'picture' of 'kim'"),
        ({"bio": "B", "links": ["x"]}, "as 'links' of 'kim'"),
        ((1, None), "for 'kim'; got (1, None)"),
    ],
)
def test_fault_of_one_author_costs_no_other(site, value, said):
    """A warning names it, and what is right of the profile is shown too."""
    authors = {"kim": value, "ann": {"name": "Ann Example"}}
    files = {**FILES, "y.md": post(author="kim")}

    built = site(files, blog_authors=authors).build(warnings=["blog_authors: expected"])

    assert said in built.warnings[0]
    byline = built.html("2025/03/x").select_one(".p-author")
    assert byline.get_text().strip() == "Ann Example"
    bio = built.html("author/kim").select(".p-note")
    assert [text.get_text().strip() for text in bio] == (
        ["B"] if isinstance(value, dict) else []
    )


@pytest.mark.parametrize("value", ["Ann Example", ("Ann Example",)])
def test_author_may_be_a_name_alone(site, value):
    """Who has no URL needs no pair."""
    built = site(FILES, blog_authors={"ann": value}).build()
    byline = built.html("2025/03/x").select_one(".p-author")
    assert byline.get_text().strip() == "Ann Example"


def test_misspelt_option_is_recognised(site):
    """What is close to an option is probably meant; anything else is the owner's."""
    blog = site(FILES, blog_pagesize=5, blog_of_mine=1)
    blog.build(warnings=["no option blog_pagesize; did you mean blog_page_size?"])


def test_option_set_twice_is_reported_where_it_counts(site):
    """That is where it is set last."""
    blog = site(FILES)
    conf = blog.source / "conf.py"
    text = conf.read_text(encoding="utf-8")
    conf.write_text(f"blog_page_size = 5\n{text}blog_page_size = 0\n", encoding="utf-8")
    line = len(text.splitlines()) + 2
    blog.build(warnings=[f"conf.py:{line}: WARNING: blog_page_size = 0"])


@pytest.mark.parametrize(
    "folder", [".venv/lib", "env/lib/python3.11/site-packages/x", "node_modules/x"]
)
def test_folders_of_tools_hold_no_pages(site, folder):
    """A virtual environment beside the posts is not published."""
    built = site({**FILES, f"{folder}/TERMS.md": "# Terms\n"}).build()
    assert not [path for path in built.files() if "TERMS" in path]
