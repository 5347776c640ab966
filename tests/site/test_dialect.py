"""What authors write, and what their readers see."""

from __future__ import annotations

import html5lib
import pytest

from conftest import posts

BODIES = {
    "display": "Before $$a^2$$ after.\n\n- item\n\n  $$\n  b\n  $$\n\n- $$c$$\n\n"
    "> $$\n> d\n> $$\n\nabove\n$$e$$\nbelow\n\n## Heading $$f$$\n",
    "titles": '![a](https://x.org/a.png "He said "hello" to me")\n\n'
    '[b](https://x.org/ "A "quoted" title") and [c](https://x.org/ "plain")',
    "table": "Name | Size | Colour\n--- | ---\na | b | c\n",
    "nested": "- list\n\n  | a | b |\n  |---|\n  | 1 | 2 |\n",
    "quoted": "> | a | b |\n> |---|\n> | 1 | 2 |\n",
    "rows": "| | |\n|---|---|\n| a | b |\n\n| | x |\n|---|---|\n| c | d |\n",
    "lines": "% not a comment\n\n+++\n\ntext\n% inside",
    "outline": "### A\n\n### B\n\n##### C\n\n# D\n\n## E",
    "repeated": "# Post\n\nText.\n\n# Post\n",
    "styles": '~~gone~~ <b title="x">bold</b>\n\n<div class="mine">\n\n*text*\n\n</div>',
    "indented": "Text\n\n    import this &lt;\n",
    "stray": "Text.\n\n```python\nx = 1\n```\n\nMore.\n\n```\n",
    "known": "```Python\nimport this\n```\n\n```json\n{not json}\n```",
    "plain": "```\nimport this\n```",
    "tasks": "- [x] one\n- all\n  - [ ] two",
    "directive": "```{note}\n## Inside\n\nA *note*.\n```\n\n## Inside\n",
}


@pytest.fixture(scope="module")
def built(module_site):
    """Return one site with a post for each body."""
    return module_site(posts(**BODIES), blog_page_size=50).build()


@pytest.fixture(scope="module")
def body(built):
    """Return a function that gives the body of a post, parsed."""
    return lambda slug: built.html(f"2025/03/{slug}").select_one(".e-content")


def texts(elements) -> list[str]:
    return [element.get_text().strip().removesuffix("¶") for element in elements]


def test_pages_parse_strictly(built):
    """No body makes HTML that a browser would have to mend."""
    for slug in ("", *(f"2025/03/{slug}/" for slug in BODIES)):
        parser = html5lib.HTMLParser()
        parser.parse(built.text(f"{slug}index.html"))
        assert parser.errors == [], slug


def test_display_maths_is_where_it_was_written(body):
    """In a paragraph, a list, a quote or a heading, a formula is displayed."""
    shown = body("display").select('math[display="block"]')
    places = [f.find_parent(["p", "li", "blockquote", "h2", "div"]) for f in shown]

    assert [formula["alttext"] for formula in shown] == ["a^2", *"bcdef"]
    assert [place.name for place in places] == ["p", *["div"] * 4, "h2"]
    assert [place.parent.name for place in places[1:4]] == ["li", "li", "div"]
    assert places[3].find_parent("blockquote")
    assert places[0].find(string=" after.", recursive=False)


def test_title_may_hold_quotation_marks(body):
    """A link's or an image's title goes to the last mark before the parenthesis."""
    titles = [element["title"] for element in body("titles").select("img, a[title]")]

    assert titles == ['He said "hello" to me', 'A "quoted" title', "plain"]


@pytest.mark.parametrize("slug", ["table", "nested", "quoted"])
def test_short_delimiter_row_still_makes_a_table(body, slug):
    """The header counts the columns, as in older engines."""
    rows = [texts(row.select("th, td")) for row in body(slug).select("tr")]

    assert rows in (
        [["Name", "Size", "Colour"], ["a", "b", "c"]],
        [["a", "b"], ["1", "2"]],
    )


def test_empty_header_of_a_table_is_not_drawn(body):
    """A table without one is written so; one with any text is a header."""
    heads = [table.select_one("thead") for table in body("rows").select("table")]

    assert [head and head.get_text(strip=True) for head in heads] == [None, "x"]
    assert texts(body("rows").select("td")) == [*"abcd"]


def test_stray_fence_is_dropped(body):
    """A closing fence too many doesn't leave an empty block of code."""
    assert texts(body("stray").select("p, pre")) == ["Text.", "x = 1", "More."]


def test_headings_are_below_the_title(built, body):
    """Wherever the author started, the title is the one ``h1``."""
    names = [heading.name for heading in body("outline").select("h2, h3, h4")]

    assert names == ["h2", "h2", "h3", "h2", "h3"]
    assert texts(built.html("2025/03/outline").select("h1")) == ["Post"]


def test_repeated_title_is_dropped(body):
    """A first heading that is the title again goes; a later one is a heading."""
    assert texts(body("repeated").select("h1, h2, p")) == ["Text.", "Post"]


def test_no_line_is_lost(body):
    """``%`` and ``+++`` are text, not MyST's comments and breaks."""
    assert texts(body("lines").select("p")) == [
        "% not a comment",
        "+++",
        "text\n% inside",
    ]


def test_raw_html_and_struck_text_are_kept(body):
    """HTML passes through, and Markdown between its blocks is Markdown."""
    styles = body("styles")

    assert texts(styles.select("s, b[title=x], div.mine > p > em")) == [
        "gone",
        "bold",
        "text",
    ]


def test_box_of_a_task_has_a_name(body):
    """Who can't see it hears whether the task is done."""
    boxes = body("tasks").select("li > p > input, li > input")
    found = [(box["aria-label"], box.has_attr("checked")) for box in boxes]
    assert found == [("Completed task", True), ("Incomplete task", False)]


def highlighted(body) -> list[str]:
    """Return the classes of Pygments that colour the code."""
    return [name for span in body.select("pre span") for name in span.get("class", ())]


@pytest.mark.parametrize("slug", ["indented", "plain"])
def test_code_without_a_language_is_not_guessed(body, slug):
    """It is shown as it is, in no colours."""
    assert body(slug).pre.get_text().startswith("import this")
    assert highlighted(body(slug)) == []


def test_indented_code_is_verbatim(body):
    """Nothing in indented code is an entity."""
    assert body("indented").pre.get_text() == "import this &lt;\n"


def test_known_language_is_highlighted(body):
    """In any case, and without a warning where the lexer can't follow."""
    python, json = body("known").select("pre")

    assert "kn" in highlighted(python.parent)
    assert "err" in highlighted(json.parent)
    assert json.get_text() == "{not json}\n"


def test_unknown_language_is_one_warning(site):
    """Code in a language that Pygments doesn't know is shown, and reported."""
    built = site(posts(x="```klingon\nqapla &lt;\n```")).build(
        warnings=["x.md:6: WARNING: Pygments lexer name 'klingon'"]
    )

    assert built.html("2025/03/x").pre.get_text() == "qapla <\n"


def test_directive_holds_only_what_it_was_given(body):
    """The post's title and outline are not repeated inside a directive."""
    note = body("directive").select_one(".admonition")

    assert texts(note.select("p")) == ["Note", "Inside", "A note."]
    assert texts(body("directive").select("h2")) == ["Inside"]
