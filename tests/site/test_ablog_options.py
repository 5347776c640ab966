"""A wrong value of an option of ABlog's is one warning, and the blog is built."""

from __future__ import annotations

import pytest

from conftest import assert_warnings, post

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
    "post_date_format": [5, "%-d %e", "%Q", "%d %", "100 % %B", "%-é"],
    "post_date_format_short": [5],
}


def assert_defaults(make, wrong):
    """Assert that each wrong option is one warning, and that the blog is built."""
    built = make(FILES, **wrong).build(warnings=None)

    said = [text for text in built.warnings if "[blogtheme.config]" in text]
    assert all("using the default" in warning for warning in said)
    assert_warnings(said, [f": {name} = " for name in wrong])
    assert built.exists("2025/03/x/index.html")


@pytest.mark.parametrize("number", range(max(map(len, BAD.values()))))
def test_wrong_values_are_one_warning_each_and_the_defaults(site, number):
    """They say what was expected, and what is used instead; nothing crashes."""
    wrong = {name: values[number] for name, values in BAD.items() if values[number:]}

    assert_defaults(site, wrong)


@pytest.mark.long
@pytest.mark.parametrize(
    ("name", "value"),
    [(name, value) for name, values in BAD.items() for value in values],
)
def test_wrong_value_is_one_warning_and_the_default(site, name, value):
    """Each of them, in a site that has no other."""
    assert_defaults(site, {name: value})


FAULTS = {
    "kim": ({"bio": "B", "colour": "red"}, "for 'kim'; got 'colour'"),
    "lee": ({"bio": "B", "picture": "data:x"}, "as 'picture' of 'lee'"),
    "max": ({"bio": "B", "links": ["x"]}, "as 'links' of 'max'"),
    "pat": ((1, None), "for 'pat'; got (1, None)"),
}


def assert_shown(make, names):
    """Assert that the faults of authors are told, and that the rest is shown."""
    authors = {name: FAULTS[name][0] for name in names}
    files = FILES | {f"{name}.md": post(author=name) for name in names}

    built = make(files, blog_authors={**authors, "ann": {"name": "Ann Example"}}).build(
        warnings=["blog_authors: expected"] * len(authors)
    )

    assert_warnings(built.warnings, [FAULTS[name][1] for name in names])
    byline = built.html("2025/03/x").select_one(".p-author")
    assert byline.get_text().strip() == "Ann Example"
    for name, value in authors.items():
        bio = built.html(f"author/{name}").select(".p-note")
        assert [text.get_text().strip() for text in bio] == (
            ["B"] if isinstance(value, dict) else []
        )


def test_faults_of_authors_cost_no_other(site):
    """A warning names each, and what is right of a profile is shown too."""
    assert_shown(site, FAULTS)


@pytest.mark.long
@pytest.mark.parametrize("name", FAULTS)
def test_fault_of_one_author_costs_no_other(site, name):
    """Each of them, in a site that has no other."""
    assert_shown(site, [name])


def test_author_may_be_a_name_alone(site):
    """Who has no URL needs no pair."""
    authors = {"ann": "Ann Example", "bob": ("Bob Example",)}
    built = site(FILES | {"y.md": post(author="bob")}, blog_authors=authors).build()

    for slug, name in (("x", "Ann Example"), ("y", "Bob Example")):
        byline = built.html(f"2025/03/{slug}").select_one(".p-author")
        assert byline.get_text().strip() == name


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


def test_folders_of_tools_hold_no_pages(site):
    """A virtual environment beside the posts is not published."""
    folders = (".venv/lib", "env/lib/python3.11/site-packages/x", "node_modules/x")
    files = {f"{folder}/TERMS.md": "# Terms\n" for folder in folders}
    built = site(FILES | files).build()

    assert not [path for path in built.files() if "TERMS" in path]
