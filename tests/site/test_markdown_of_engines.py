"""Options for what the Markdown of another engine has."""

from __future__ import annotations

import pytest

from conftest import posts

BODY = """See https://a.example/x, www.b.example and `https://c.example` :tada: :no_such:.

[a link](https://d.example/) at 10:30:45

```java
escaped = &lt;b&gt;
```

## What's next?

## What's next?
"""


@pytest.fixture(scope="module")
def body(module_site):
    """Return a function that builds the post with some options."""

    def build(**options):
        built = module_site(posts(a=BODY), **options).build()
        return built.html("2025/03/a").select_one(".e-content")

    return build


def test_options_are_off_by_default(body):
    """Plain text stays as it is, and ids are GitHub's."""
    shown = body()

    assert [link["href"] for link in shown.select("p a")] == ["https://d.example/"]
    assert ":tada:" in shown.get_text()
    assert [one["id"] for one in shown.select("section")] == [
        "whats-next",
        "whats-next-1",
    ]


def test_bare_addresses_are_links(body):
    """Those in code and in links are not."""
    links = body(blog_autolinks=True).select("p a")

    assert [link["href"] for link in links] == [
        "https://a.example/x",
        "http://www.b.example",
        "https://d.example/",
    ]


def test_names_of_emoji_are_emoji(body):
    """Other words between colons stay."""
    text = body(blog_emoji=True).get_text()

    assert "\U0001f389 :no_such:" in text
    assert "10:30:45" in text


@pytest.mark.parametrize(
    ("way", "ids"),
    [
        ("zola", ["what-s-next", "what-s-next-1"]),
        ("python-markdown", ["whats-next", "whats-next_1"]),
    ],
)
def test_ids_of_headings_are_those_of_the_engine(body, way, ids):
    """So old links to headings live."""
    sections = body(blog_heading_ids=way).select("section")

    assert [one["id"] for one in sections] == ids


def test_formula_with_doubled_backslashes(site):
    """Its author wrote for an engine that takes them away."""
    body = "$\\\\frac{1}{2} \\_n$ and $x \\\\ y$\n\n"
    body += "$$\n\\\\begin{aligned} f &= g \\\\\\\\ h &= i \\\\end{aligned}\n$$\n"
    built = site(posts(a=body)).build()
    formulas = built.html("2025/03/a").select("math")

    assert [one["alttext"] for one in formulas] == [
        "\\frac{1}{2} _n",
        "x \\\\ y",
        "\\begin{aligned} f &= g \\\\ h &= i \\end{aligned}",
    ]


def test_image_of_a_header_may_have_a_query(site):
    """What other engines do with a file is no part of its name."""
    built = site(
        {
            "a.md": "---\ndate: 2025-03-01\nimage: /a.svg?raw=true#center\n---\n\nText.\n",
            "files/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        }
    ).build()

    (image,) = built.html("2025/03/a").select("meta[property='og:image']")
    assert image["content"].endswith("/a.svg")


@pytest.mark.parametrize(
    ("option", "shown"), [(True, "escaped = <b>\n"), (False, "escaped = &lt;b&gt;\n")]
)
def test_escapes_in_code_may_stay(body, option, shown):
    """By default they are what they stand for, as old engines had it."""
    assert body(blog_code_entities=option).pre.get_text() == shown
