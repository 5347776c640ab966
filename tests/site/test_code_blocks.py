"""Blocks of code: titles, origins, notes on lines, numbers, languages, grounds."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup

from conftest import posts

CODE = "x = 1\ny = 2\n"

TITLES = {
    "material": ('```py title="src/a.py" linenums="1"', "src/a.py"),
    "docusaurus": ('```jsx {1} title="src/a.py"', "src/a.py"),
    "quarto": ('```{.python filename="src/a.py"}', "src/a.py"),
    "attributes": ('``` { .py .annotate title="src/a.py" }', "src/a.py"),
    "zola": ("```toml,hl_lines=1,name=src/a.py", "src/a.py"),
    "hugo": ('```go {hl_lines=[1], title="Two lines"}', "Two lines"),
    "bare": ('```title="Two lines"', "Two lines"),
    "caption": ('```py {caption="By *hand*"}', "By hand"),
    "both": ('```py title="src/a.py" caption="By *hand*"', "src/a.py: By hand"),
    "directive": ("```{code-block} py\n:caption: By *hand*\n", "By hand"),
    "shortcode": ('{{< highlight go "title=src/a.py" >}}', "src/a.py"),
}


def in_feed(built):
    """Return the HTML of the newest entry of the JSON feed, parsed."""
    [item, *_] = json.loads(built.text("feed/feed.json"))["items"]
    return BeautifulSoup(item["content_html"], "html5lib")


@pytest.fixture(scope="module")
def titled(module_site):
    """Return a site with a post for each way to give code a title."""
    ends = {"shortcode": "{{< /highlight >}}"}
    bodies = {
        name: f"{first}\n{CODE}{ends.get(name, '```')}\n"
        for name, (first, _) in TITLES.items()
    }
    return module_site(posts(**bodies), blog_page_size=50).build()


@pytest.mark.parametrize("name", TITLES)
def test_title_of_code_is_its_caption(titled, name):
    """In whichever engine's way it is written; a figure has it as its name."""
    page = titled.html(f"2025/03/{name}")
    figure = page.select_one('.literal-block-wrapper[role="figure"]')
    caption = page.find(id=figure["aria-labelledby"])
    for number in figure.select(".linenos"):
        number.decompose()

    assert caption.get_text() == TITLES[name][1]
    assert bool(caption.select_one("code")) == ("src/a.py" in TITLES[name][1])
    assert bool(caption.select_one("em")) == ("hand" in TITLES[name][1])
    assert figure.select_one("pre").get_text() == CODE


def test_title_leaves_the_other_options(titled):
    """Lines are emphasised and numbered beside it."""
    assert titled.html("2025/03/docusaurus").select_one(".hll").get_text() == "x = 1\n"
    assert len(titled.html("2025/03/material").select("span.linenos")) == 2


def test_titles_are_in_lists_and_feeds(titled):
    """Each with an id of its own where posts share a page; no description has one."""
    front, ids = titled.html(), set()
    for figure in front.select('[role="figure"]'):
        ids.add(figure["aria-labelledby"])
        assert front.find(id=figure["aria-labelledby"]).get_text()
    items = json.loads(titled.text("feed/feed.json"))["items"]

    assert len(ids) == len(TITLES)
    assert all("code-block-caption" in item["content_html"] for item in items)
    assert not any("a.py" in (item.get("summary") or "") for item in items)


ANNOTATED = """\
```python
import re  # (1)!

# Quills, sorted (2)
print(max(3))
x = 1 # (3)
```

1. *Patterns.*
2. In order.

   Always.
3. A number.
"""


@pytest.fixture(scope="module")
def annotated(module_site):
    """Return a site with notes on code in Markdown and reStructuredText."""
    rst = ":date: 2025-02-01\n\nPost\n====\n\n.. code-block:: c\n\n"
    rst += "   int x; /* (1) */\n   int y; // (2)\n\n1. one\n2. two\n"
    return module_site({**posts(a=ANNOTATED), "posts/b.rst": rst}).build()


def test_numbers_in_comments_lead_to_the_notes_below(annotated):
    """A comment without words is all mark; the text is what the author typed."""
    page = annotated.html("2025/03/a")
    marks = page.select("pre .bt-code-mark > button")
    notes = [page.find(id=mark["popovertarget"]) for mark in marks]
    code = page.select_one("pre")
    typed = code.get_text()
    for mark in page.select(".bt-code-mark"):
        mark.replace_with("@")

    assert [mark.get_text() for mark in marks] == ["(1)", "(2)", "(3)"]
    assert typed == ANNOTATED.partition("\n")[2].partition("```")[0]
    assert notes == page.select("ol.bt-code-notes > li > [popover]")
    assert notes == [page.find(id=mark["aria-describedby"]) for mark in marks]
    assert code.get_text().splitlines() == [
        "import re  @",
        "",
        "# Quills, sorted @",
        "print(max(3))",
        "x = 1 @",
    ]


def test_notes_are_in_restructuredtext_too(annotated):
    """Whatever begins and ends a comment."""
    page = annotated.html("2025/02/b")
    for mark in page.select(".bt-code-mark"):
        mark.decompose()

    assert page.select_one("pre").get_text() == "int x; \nint y; \n"
    assert len(page.select(".bt-code-notes > li > [id]")) == 2


def test_notes_are_readable_in_feeds_and_copies(annotated):
    """The feed has the comments as they are, with links to the page."""
    feed = in_feed(annotated)

    assert "import re  # (1)!\n" in feed.select_one("pre").get_text()
    assert feed.select_one(".bt-code-mark > a")["href"].startswith(
        "https://example.org/2025/03/a/#"
    )
    assert len(feed.select("ol > li")) == 3
    assert not feed.select("button, [popover]")
    assert ANNOTATED in annotated.text("2025/03/a.md")


def test_page_with_notes_loads_their_styles(annotated, site):
    """No other page does, and they need no script."""
    page = str(annotated.html("2025/03/a").head)
    plain = str(site(posts(a=f"```py\n{CODE}```\n")).build().html("2025/03/a").head)

    assert "annotations.css" in page
    assert "popover.css" in page
    assert "notes." not in page
    assert "annotations.css" not in plain


@pytest.mark.parametrize("place", ["front page", "option", "other theme"])
def test_numbers_are_links_where_notes_do_not_open(site, place):
    """On pages with several posts, with `footnotes = "end"`, and in other themes."""
    conf = {"option": {"html_theme_options": {"footnotes": "end"}}}
    conf["other theme"] = {"html_theme": "alabaster"}
    built = site(posts(a=ANNOTATED, b=ANNOTATED), **conf.get(place, {})).build()
    page = built.html("" if place == "front page" else "2025/03/a")
    links = page.select(".bt-code-mark > a")

    assert len({link["href"] for link in links}) == len(links) >= 3
    assert all(page.find(id=link["href"].removeprefix("#")) for link in links)
    assert not page.select("[popover]:has(p)")


NOT_ANNOTATED = {
    "no-list": "```py\nx = 1  # (1)\n```\n\nText.\n",
    "text-between": "```py\nx = 1  # (1)\n```\n\nText.\n\n1. one\n",
    "too-few": "```py\nx = 1  # (1)\n```\n\n1. one\n2. two\n",
    "twice": "```py\nx = 1  # (1)\ny = 1  # (1)\n```\n\n1. one\n",
    "no-comment": "```py\nx = f(1)\n```\n\n1. one\n",
    "string": "```py\nx = '# (1)\\\n'\n```\n\n1. one\n",
    "macro": "```c\n#define X (1)\n```\n\n1. one\n",
    "no-language": "```\nx = 1  # (1)\n```\n\n1. one\n",
    "from-two": "```py\nx = 1  # (1)\n```\n\n2. two\n",
    "bullets": "```py\nx = 1  # (1)\n```\n\n- one\n",
}


def test_other_lists_below_code_are_lists(site):
    """Unless every number of the list is once at the end of a comment, nothing changes."""
    built = site(posts(**NOT_ANNOTATED)).build()
    for name, body in NOT_ANNOTATED.items():
        page = built.html(f"2025/03/{name}")
        assert not page.select(".bt-code-mark, .bt-code-notes"), name
        assert (
            page.select_one("pre").get_text() == body.split("```")[1].partition("\n")[2]
        )


LANGUAGES = {
    "yaml": ("x: 1 # (1)", "x: 1 @"),
    "html": ("<p>x</p> <!-- (1) -->", "<p>x</p> @"),
    "xml": ("<p>x</p> <!-- why (1) -->", "<p>x</p> <!-- why @ -->"),
    "css": ("p { x: y } /* (1) */", "p { x: y } @"),
    "jsx": ("<p>{/* (1) */}\n</p>", "<p>{@}"),
    "sql": ("SELECT 1; -- (1)", "SELECT 1; @"),
    "bash": ("ls  #(1)!", "ls  @"),
    "ocaml": ("let x = 1 (* (1) *)", "let x = 1 @"),
    "js": ("\n\nlet x = '(1)'; // (1)", "let x = '(1)'; @"),
    "python": ('\n\nx = 1  # "why" (1)', 'x = 1  # "why" @'),
    "lisp": ("(x 1) ; '\"& (1)", "(x 1) @"),
    "ini": ("[a]\n; (1)", "@"),
    "c": ("/* why,\n * and (1)\n */", " * and @"),
}


def test_comment_is_that_of_the_language(site):
    """The number stays in its line, also below empty lines."""
    bodies = {
        language: f"```{language}\n{code}\n```\n\n1. one\n"
        for language, (code, _) in LANGUAGES.items()
    }
    built = site(posts(**bodies)).build()
    for language, (_, line) in LANGUAGES.items():
        code = built.html(f"2025/03/{language}").select_one("pre")
        for mark in code.select(".bt-code-mark"):
            mark.replace_with("@")
        assert line in code.get_text().split("\n"), language


def test_two_numbers_may_be_in_one_comment(site):
    """Each is a button of its own."""
    body = "```py\nx = 1  # (2) (1)\n```\n\n1. one\n2. two\n"
    page = site(posts(a=body)).build().html("2025/03/a")
    notes = [
        page.find(id=mark["popovertarget"]).get_text(strip=True)
        for mark in page.select(".bt-code-mark > button")
    ]

    assert notes == ["two", "one"]


def test_notes_follow_an_edit(site):
    """A build after an edit gives what a clean one would."""
    blog = site(posts(a=ANNOTATED, b="Text.\n"))
    blog.build()
    blog.write(posts(a=ANNOTATED.replace("# (1)!", "#(1)").replace("*", "**")))
    edited = blog.build()

    assert edited.html("2025/03/a").select_one(".bt-code-notes strong")
    assert edited.differences(blog.build(fresh=True)) == []


def test_other_builders_show_what_was_typed(site):
    """The numbers stay in their comments."""
    text = site(posts(a=ANNOTATED)).build("text").text("2025/03/a.txt")

    assert "import re  # (1)!" in text


NUMBERED = (
    "```{code-block} python\n:linenos:\n:emphasize-lines: 2\n\nx = 1\ny = 2\n```\n"
)


@pytest.mark.parametrize("style", ["inline", "table"])
def test_numbers_of_lines_are_apart_from_the_code(site, style):
    """On pages they are elements that no copy has; feeds have none."""
    built = site(posts(a=NUMBERED), html_codeblock_linenos_style=style).build()
    page, feed = built.html("2025/03/a"), in_feed(built)
    code = page.select(".e-content pre")[-1]

    assert "1x" not in page.select_one(".e-content").get_text()
    assert code["tabindex"] == "0"
    assert not feed.select(".linenos, table")
    assert feed.select_one("pre").get_text() == CODE
    for number in code.select(".linenos"):
        number.decompose()
    assert code.get_text() == CODE


def test_language_is_named_where_the_site_asks_for_it(site):
    """In an attribute, which no copy of the code has."""
    blog = site(posts(a=f"```py\n{CODE}```\n\n```\n{CODE}```\n"))
    plain = blog.build().html("2025/03/a")
    blog.configure(html_theme_options={"show_code_language": True})
    page = blog.build().html("2025/03/a")

    assert not plain.select("[data-language]")
    named, without = page.select(".highlight")
    assert named["data-language"] == "Python"
    assert not without.has_attr("data-language")
    assert [pre.get_text() for pre in page.select(".e-content pre")] == [CODE, CODE]


TABS = """\
::::{tab-set}
:::{tab-item} Python
```python
x = 1
```
:::
:::{tab-item} C
```c
int x;
```
:::
::::
"""


def test_tabs_have_titles_in_feeds(site):
    """And all of their panels; programs for feeds have neither buttons nor styles."""
    extensions = ["sphinx_blogtheme", "sphinx_design"]
    built = site(posts(a=TABS), extensions=extensions).build()
    feed = in_feed(built)
    shown = [part.get_text().strip() for part in feed.select("strong, pre")]

    assert shown == ["Python", "x = 1", "C", "int x;"]
    assert not feed.select("input, label")
    assert len(built.html("2025/03/a").select("input[type=radio]")) == 2


QUILLS = (
    '"""Quills."""\n\n\ndef cut(x):\n    return x[1:]\n\n\ndef dip(x):\n    return x\n'
)

INCLUDED = """\
```{literalinclude} ../examples/quills.py
:pyobject: cut
```

```{literalinclude} ../examples/quills.py
:lines: 8
:caption: Dip *it*
```

```{literalinclude} ../examples/quills.py
```

```{literalinclude} ../NOTES.md
:start-at: two
:caption:
```
"""


def with_origins(site, **conf):
    """Return the post of a site that shows files, built."""
    files = {
        **posts(a=INCLUDED),
        "examples/quills.py": QUILLS,
        "NOTES.md": "---\norphan: true\n---\none\ntwo\n",
    }
    conf = {"blog_code_origin": True, "exclude_patterns": ["NOTES.md"], **conf}
    return site(files, **conf)


def origins(page):
    """Return the texts and URLs of the links in the captions of code."""
    links = page.select(".code-block-caption a.bt-code-origin")
    return [(link.get_text(), link["href"]) for link in links]


def test_included_code_leads_to_its_lines_at_the_forge(site):
    """A caption stays before it."""
    options = {
        "source_repository": "https://codeberg.org/ann/blog",
        "source_directory": "site",
    }
    blog = with_origins(site, html_theme_options=options)
    built = blog.build()
    root = "https://codeberg.org/ann/blog/src/branch/main/site/"
    page = built.html("2025/03/a")

    assert origins(page) == [
        ("site/examples/quills.py:4–5", f"{root}examples/quills.py#L4-L5"),
        ("site/examples/quills.py:8", f"{root}examples/quills.py#L8-L8"),
        ("site/examples/quills.py:1–9", f"{root}examples/quills.py#L1-L9"),
        ("site/NOTES.md:5", f"{root}NOTES.md?display=source#L5-L5"),
    ]
    captions = [one.get_text() for one in page.select(".caption-text")]
    assert captions[1] == "Dip it site/examples/quills.py:8"
    assert len({one["id"] for one in page.select('[role="figure"]')}) == 4
    assert "quills.py#L4-L5" in built.text("feed/rss.xml")

    blog.write({"examples/quills.py": f"# new\n{QUILLS}"})
    edited = blog.build()
    assert origins(edited.html("2025/03/a"))[2][0] == "site/examples/quills.py:1–10"
    assert edited.differences(blog.build(fresh=True)) == []


def test_code_without_a_repository_has_no_origin(site):
    """Nor has code in a site that does not ask for it; captions stay."""
    options = {"source_repository": "https://codeberg.org/ann/blog"}
    pages = [
        with_origins(site).build().html("2025/03/a"),
        with_origins(site, blog_code_origin=False, html_theme_options=options)
        .build()
        .html("2025/03/a"),
    ]

    assert [origins(page) for page in pages] == [[], []]
    assert all(
        "Dip it" in page.select_one(".caption-text").get_text() for page in pages
    )


def test_file_outside_of_the_repository_has_no_origin(site, tmp_path):
    """A link would lead nowhere."""
    (tmp_path / "other.py").write_text(CODE, encoding="utf-8")
    options = {"source_repository": "https://codeberg.org/ann/blog"}
    body = "```{literalinclude} ../../../other.py\n```\n"
    blog = site(
        posts(a=body),
        blog_code_origin=True,
        blog_trusted_paths=[str(tmp_path)],
        html_theme_options=options,
    )
    page = blog.build().html("2025/03/a")

    assert page.select_one("pre").get_text() == CODE
    assert not origins(page)


def test_origin_is_that_of_other_themes_too(site):
    """`html_context` names the repository, as they want it."""
    context = {"github_user": "ann", "github_repo": "blog", "github_version": "trunk"}
    blog = with_origins(site, html_theme="alabaster", html_context=context)
    page = blog.build().html("2025/03/a")

    assert origins(page)[0] == (
        "examples/quills.py:4–5",
        "https://github.com/ann/blog/blob/trunk/examples/quills.py#L4-L5",
    )
