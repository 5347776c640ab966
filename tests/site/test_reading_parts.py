"""What the page of a post offers beside its text: time, contents, ways onward."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

import captured
from conftest import make_site, one_process_or_two, post

EXTENSIONS = ["sphinx_blogtheme", "captured"]


@pytest.fixture
def contexts(site):
    """Return a function that builds files and returns the contexts of the pages."""

    def build(files, **conf):
        site(files, extensions=EXTENSIONS, **conf).build(warnings=None)
        return dict(captured.CONTEXTS)

    return build


def docnames(refs) -> list[str]:
    """Return what references to pages lead to."""
    return [ref.docname for ref in refs]


TEXTS = [
    ("", 0),
    ("One two, three.\n", 3),
    ("Half*emphasised*word — and [a link](https://example.org/) \\*\n", 4),
    ("## Heading\n\n- item\n- item two\n\n> Quote\n", 5),
    ("Before\n\n```python\nprint('not read')\n```\n\n    nor this\n\nafter\n", 2),
    ("Inline `code` counts.\n", 3),
    ("Note[^1].\n\n[^1]: Read too.\n", 3),
    ("A $x^2 + 1$ b\n\n$$\\int a b c$$\n", 4),
    ("| a | b |\n|---|---|\n| c d | e |\n", 5),
    ("<div>raw <b>text</b></div><p>more</p>\n\n<!-- not this -->\n", 3),
    ("<script>\nvar not = 1;\n</script>\n\nwo<b>r</b>d\n", 1),
    ("日本語の文字 and 中\n", 5),
    ("Intro\n\n<!--more-->\n\nrest\n", 2),
]


@pytest.fixture(scope="module")
def counted(module_site):
    """Return the contexts of a post for each text, and of one for each length."""
    files = {f"text-{n}.md": post(body) for n, (body, _) in enumerate(TEXTS)}
    files |= {f"length-{n}.md": post("word " * n) for n in MINUTES}
    module_site(files, extensions=EXTENSIONS, blog_page_size=99).build()
    return dict(captured.CONTEXTS)


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_words_of_a_text_are_those_that_are_read(counted, number):
    """Neither the title nor code counts; two characters of Chinese are a word."""
    assert counted[f"2025/03/text-{number}"]["post"].words == TEXTS[number][1]


MINUTES = {0: 1, 1: 1, 230: 1, 231: 2, 460: 2, 2300: 10}


@pytest.mark.parametrize(("words", "minutes"), MINUTES.items())
def test_reading_time_is_in_whole_minutes(counted, words, minutes):
    """It is rounded up, and lists show it too."""
    (listed,) = [
        entry.post
        for entry in counted["2025/03"]["entries"]
        if entry.post.docname == f"2025/03/length-{words}"
    ]

    assert counted[listed.docname]["post"].reading_minutes == minutes
    assert listed.reading_minutes == minutes


OUTLINE = """\
## One *two* `three`

### Below ~~it~~ [a link](https://example.org/)[^1]

#### Deep $x^2$

##### Too deep

## One two three

[^1]: Note.
"""


def flat(items):
    """Return headings as text, id and level, each before those below it."""
    for item in items:
        yield item.title, item.id, item.level
        yield from flat(item.children)


def test_table_of_contents_has_the_headings_in_plain_text(site):
    """Each leads to an id of the page, as far down as the fourth level."""
    built = site({"x.md": post(OUTLINE)}, extensions=EXTENSIONS).build()
    toc = captured.CONTEXTS["2025/03/x"]["post_toc"]

    assert list(flat(toc)) == [
        ("One two three", "one-two-three", 2),
        ("Below it a link", "below-it-a-link", 3),
        ("Deep x^2", "deep-x2", 4),
        ("One two three", "one-two-three-1", 2),
    ]
    page = built.html("2025/03/x")
    for _, id_, level in flat(toc):
        assert page.find(id=id_).find(f"h{level}")


def test_short_post_has_no_table_of_contents(contexts):
    """Two headings need none."""
    pages = contexts({"x.md": post("## One\n\nText.\n\n### Two\n\nText.\n")})

    assert pages["2025/03/x"]["post_toc"] == []


def test_unlisted_post_has_its_own_parts_only(contexts):
    """Contents and time are the text's; nothing leads to others or from them."""
    pages = contexts(
        {
            "about.md": post(
                OUTLINE + "\n[x](/2025/03/x/)\n", index="false", tags="t", series="s"
            ),
            "x.md": post("[about](/2025/03/about/)", tags="t", series="s"),
            "y.md": post("[about](about.md)", tags="t", date="2025-01-01"),
        }
    )

    for name in ("2025/03/about", "about"):
        page = pages[name]
        assert (len(list(flat(page["post_toc"]))), page["post"].reading_minutes) == (
            4,
            1,
        )
        assert page["series"] is None
        assert (page["related"], page["backlinks"], page["breadcrumb"]) == ([], [], [])
    assert pages["2025/03/x"]["series"].total == 1
    assert pages["2025/03/x"]["related"] == pages["2025/03/x"]["backlinks"] == []


def test_related_posts_leave_out_neighbours_and_the_parts_beside(contexts):
    """Tags, categories and series relate; what the page leads to anyway doesn't."""
    series = {"series": "s"}
    pages = contexts(
        {
            "a.md": post(title="A", date="2025-01-01", **series),
            "b.md": post(title="B", date="2025-01-02", tags="t"),
            "c.md": post(title="C", date="2025-01-03", categories="k", author="Ann"),
            "d.md": post(title="D", date="2025-01-04", tags="t", **series),
            "e.md": post(title="E", date="2025-01-05", categories="k"),
            "f.md": post(title="F", date="2025-01-06", author="Ann", **series),
            "g.md": post(title="G", date="2025-01-07", **series),
        }
    )

    found = {name: docnames(pages[f"2025/01/{name}"]["related"]) for name in "abcdefg"}
    # a and d, d and f, f and g follow each other in the series.
    assert found == {
        "a": ["2025/01/f", "2025/01/g"],
        "b": ["2025/01/d"],
        "c": ["2025/01/e"],
        "d": ["2025/01/b", "2025/01/g"],
        "e": ["2025/01/c"],
        "f": ["2025/01/a"],
        "g": ["2025/01/d", "2025/01/a"],
    }


def test_backlinks_are_the_posts_that_link_here(contexts):
    """By URL or by file, each once, the newest first, and no page or unlisted post."""
    pages = contexts(
        {
            "x.md": post("[me](/2025/03/x/) [me](#part)\n\n## Part\n"),
            "a.md": post("[x](/2025/03/x) [x](/2025/03/x/#part)", date="2025-01-01"),
            "b.md": post("[x](x.md)", date="2025-01-02"),
            "c.md": post("[x](x.md#part) [x](../../03/x/)", date="2025-01-03"),
            "d.md": post("[month](/2025/03/)", date="2025-01-04"),
            "hidden.md": post("[x](x.md)", index="false"),
            "page.md": "---\norphan: true\n---\n# Page\n\n[x](x.md)\n",
        }
    )

    found = pages["2025/03/x"]["backlinks"]
    assert docnames(found) == ["2025/01/c", "2025/01/b", "2025/01/a"]
    assert {ref.title for ref in found} == {"Post"}
    assert pages["2025/01/a"]["backlinks"] == []


@pytest.mark.parametrize(
    ("docname", "path"),
    [
        ("2025/03/x", ["Archives", "2025", "March 2025"]),
        ("2025/03", ["Archives", "2025"]),
        ("2025/03/page/2", ["Archives", "2025", "March 2025"]),
        ("2025", ["Archives"]),
        ("archives", []),
        ("index", []),
        ("page/2", []),
        ("python", ["Categories"]),
        ("python/page/2", ["Categories", "Python"]),
        ("tag/t", ["Tags"]),
        ("author/ann", ["Authors"]),
        ("series/s", ["Series"]),
        ("categories", []),
        ("page", []),
        ("404", []),
        ("search", []),
    ],
)
def test_breadcrumb_leads_down_to_a_page(parted, docname, path):
    """It has the pages above, from the root of the archive, and not the page."""
    refs = parted[docname]["breadcrumb"]

    assert [ref.title for ref in refs] == path
    assert all(ref.docname in parted for ref in refs)


@pytest.fixture(scope="module")
def parted(tmp_path_factory):
    """Return the contexts of a site that has every kind of page."""
    more = {"categories": "python", "tags": "t", "author": "Ann", "series": "s"}
    files = {
        "x.md": post(**more),
        "y.md": post(categories="python"),
        "page.md": "---\norphan: true\n---\n# Page\n",
    }
    folder = tmp_path_factory.mktemp("parted")
    make_site(folder, files, extensions=EXTENSIONS, blog_page_size=1).build()
    return dict(captured.CONTEXTS)


def test_search_is_a_kind_of_page(parted):
    """A theme can tell it from ordinary pages."""
    assert parted["search"]["page_kind"] == "search"
    assert parted["page"]["page_kind"] == "page"


def test_other_themes_show_the_ways_onward(site):
    """They are drawn with the same parts."""
    built = site(
        {
            "a.md": post(title="<A>", slug="a", date="2025-01-01", tags="t"),
            "b.md": post(title="B", date="2025-01-02", series="s"),
            "c.md": post("[a](a.md)", title="C", date="2025-01-03", tags="t"),
        },
        html_theme="alabaster",
    ).build()

    def ways(docname):
        return {
            nav["aria-label"]: [link["href"] for link in nav.select("a")]
            for nav in built.html(docname).select(".bt-blog nav[aria-label]")
        }

    assert ways("2025/01/a") == {
        "Related posts": ["../c/"],
        "Linked from": ["../c/"],
        "Older and newer posts": ["../b/"],
    }
    assert built.html("2025/01/c").find("a", string="<A>")


PARTS = """\
{%- if page_kind == "post" %}
<p>{{ post.words }} {{ post.reading_minutes }}</p>
<ul>
{%- for item in post_toc recursive %}
<li>{{ item.title|e }}<ul>{{ loop(item.children) }}</ul></li>
{%- endfor %}
</ul>
{%- if series %}
<p>{{ series.name|e }} {{ series.number }} {{ series.total }}</p>
{%- for part in series.parts %}<p>{{ part.title|e }} {{ part.current }}</p>{% endfor %}
{%- endif %}
{%- for ref in related + backlinks + breadcrumb %}
<a href="{{ pathto(ref.docname) }}">{{ ref.title|e }}</a>
{%- endfor %}
{%- endif %}
"""

FILES = {
    "templates/slots/body-start.html": PARTS,
    "list.md": "---\norphan: true\n---\n# L\n\n```{postlist}\n:category: k\n```\n",
    "a.md": post(title="A", date="2024-01-01", tags="t, u", series="S one"),
    "b.md": post(title="B", date="2024-02-01", categories="k", series="s-one"),
    "c.md": post(OUTLINE, title="C", date="2024-03-01", tags="t", categories="k"),
    "d.md": post("[a](a.md)", title="D", date="2024-04-01", series="s-one"),
    "e.md": post("[c](/2024/03/c/)", title="E", date="2024-05-01", tags="u"),
}

PLAIN = {"blog_search": "sphinx"}
"""Pagefind's index is not what is looked at here, and takes its time."""

EDITS = {
    "title of a part, a related and a linking post": {
        "d.md": post("[a](a.md)", title="D2", date="2024-04-01", series="s-one")
    },
    "text alone": {"c.md": post("Short.\n", title="C", date="2024-03-01", tags="t")},
    "name of the series": {
        "a.md": post(title="A", date="2024-01-01", series="S-One", tags="t, u")
    },
    "no series": {"d.md": post("[a](a.md)", title="D", date="2024-04-01")},
    "part": {"d.md": post("", title="D", date="2024-04-01", series="s-one", part="1")},
    "no more link": {"e.md": post(title="E", date="2024-05-01", tags="u")},
    "another link": {"e.md": post("[b](b.md)", title="E", date="2024-05-01", tags="u")},
    "a term gets common": {
        "f.md": post(title="F", date="2020-01-01", tags="t"),
        "g.md": post(title="G", date="2020-02-01", tags="t"),
    },
    "first author, and so an overview": {
        "e.md": post("[c](/2024/03/c/)", title="E", date="2024-05-01", author="Ann")
    },
    "category of a post in ABlog's list": {
        "c.md": post(OUTLINE, title="C", date="2024-03-01", tags="t")
    },
    "unlisted": {
        "d.md": post("[a](a.md)", title="D", date="2024-04-01", index="false")
    },
    "text for dead links": {"404.md": "# Lost\n\n[c](/2024/03/c/)\n"},
}


@pytest.fixture(scope="module")
def pristine(tmp_path_factory):
    """Return a folder with a site that shows all parts, built, and a copy of it."""
    folder = tmp_path_factory.mktemp("parts")
    made = make_site(folder / "site", FILES, templates_path=["templates"], **PLAIN)
    made.build()
    shutil.copytree(folder / "site", folder / "pristine")
    return made, folder


@pytest.fixture
def blog(pristine):
    """Return that site as it was, with all that its build left behind."""
    made, folder = pristine
    shutil.rmtree(folder / "site")
    shutil.copytree(folder / "pristine", folder / "site")
    return replace(made, _conf=dict(made._conf))


@one_process_or_two
@pytest.mark.parametrize("edit", EDITS)
def test_edit_changes_all_pages_that_show_it(blog, edit, parallel):
    """What a page shows of others is there after any edit, and with any processes."""
    blog.write(EDITS[edit])
    built = blog.build()

    assert built.differences(blog.build(fresh=True, parallel=parallel)) == []


@pytest.mark.parametrize("name", ["a.md", "c.md", "d.md"])
def test_deletion_changes_all_pages_that_showed_it(blog, name):
    """Nothing leads to a post that has gone."""
    blog.remove(name)
    found = blog.build(warnings=None).files()
    expected = blog.build(fresh=True, warnings=None).files()

    assert found.keys() == expected.keys()
    assert [name for name in expected if found[name] != expected[name]] == []
