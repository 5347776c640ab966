"""Which files are posts, which are pages, and what a build says of them."""

from __future__ import annotations

import io
import unicodedata

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

from conftest import post

NO_DATE = "expected a date, such as `date: 2025-03-01`, in a folder of posts"


def log_of(site):
    """Build a site, and return what Sphinx says on its standard output."""
    said = io.StringIO()
    with patch_docutils(site.source), docutils_namespace():
        Sphinx(
            srcdir=site.source,
            confdir=site.source,
            outdir=site.outputs / "log",
            doctreedir=site.outputs / "doctrees-log",
            buildername="dirhtml",
            status=said,
            warning=None,
        ).build()
    return said.getvalue()


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("posts/2025-03-01-quill.md", "2025/03/quill"),
        ("posts/2025-3-1_quill.md", "2025/03/quill"),
        ("posts/deep/2025-03-01-quill/index.md", "2025/03/quill"),
        ("_posts/2025-03-01-quill.md", "2025/03/quill"),
        ("2025-03-01-quill.md", "2025-03-01-quill"),
        ("posts/2025-03-01.md", "2025/03/2025-03-01"),
    ],
)
def test_dated_name_makes_a_post_in_a_folder_of_posts(site, path, url):
    """Without front matter too."""
    built = site({path: "# Quill\n\nText.\n"}).build(warnings=None)

    assert built.exists(f"{url}/index.html")
    assert built.exists("feed/rss.xml") == url.startswith("2025/")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("fresh", [True, False])
def test_decomposed_name_is_as_good_as_a_composed_one(site, form, fresh):
    """MacOS and some archives write names so; the first build and the next find them."""
    name = unicodedata.normalize(form, "posts/é[1]/café.md")
    made = site({name: post(title="Coffee"), "é.md": "# Page\n"})
    if not fresh:
        made.build(warnings=None)
        made.write({name: post(title="More coffee")})
    built = made.build()

    title = "Coffee" if fresh else "More coffee"
    assert built.html("2025/03/café").h1.get_text() == title


@pytest.mark.parametrize(
    ("header", "asked"),
    [
        ("title: A", ""),
        ("tags: a", ""),
        ("series: A", ""),
        ("title: A\ndat: 2025-03-01", " ('dat': did you mean 'date'?)"),
        ("Dates: 2025-03-01", " ('Dates': did you mean 'date'?)"),
    ],
)
def test_header_of_a_post_without_date_is_one_warning(site, header, asked):
    """In a folder of posts, such a file is a page, and on no list."""
    built = site({"posts/a.md": f"---\n{header}\n---\n\n# A\n"}).build(
        warnings=[f"posts/a.md:1: WARNING: {NO_DATE}{asked};"]
    )

    assert built.exists("posts/a/index.html")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("posts/a.md", "---\ntitle: A\nblogpost: false\n---\n\n# A\n"),
        ("posts/a.md", "---\nmyst: {}\n---\n\n# A\n"),
        ("pages/a.md", "---\ntitle: A\n---\n\n# A\n"),
        ("posts/index.md", "# A\n"),
        ("posts/a.md", "---\ntitle: A\n---\n\n```{post} 2025-03-01\n```\n\n# A\n"),
    ],
)
def test_file_that_is_clear_is_no_warning(site, path, text):
    """It says that it is a page, or a directive in it makes it a post."""
    site({path: text}).build()


def test_pages_in_folders_of_posts_are_named_at_the_end(site):
    """One line for each reason, without a warning; those with a directive are posts."""
    directive = "# C\n\n```{post} 2025-03-01\n```\n\nText.\n"
    bare = {f"posts/n{n}.md": "# N\n" for n in range(6)}
    log = log_of(
        site(
            {
                **bare,
                "posts/m.md": "---\nmyst: {}\n---\n\n# M\n",
                "posts/c.md": directive,
                "posts/index.md": "# All\n",
                "page.md": "# Page\n",
            }
        )
    )
    lines = [
        line
        for line in log.splitlines()
        if line.startswith("blog: ") and "folder" in line
    ]

    assert lines == [
        (
            "blog: 6 files in folders of posts are no posts: each has no front matter:"
            " posts/n0.md, posts/n1.md, posts/n2.md, posts/n3.md, posts/n4.md and 1 more"
        ),
        (
            "blog: 1 file in a folder of posts is no post: it has no date in its front"
            " matter: posts/m.md"
        ),
    ]


@pytest.mark.parametrize(
    ("text", "times"),
    [("# Page\n", 1), (post(), 0), (post(draft="true"), 0)],
    ids=["a page", "a post", "a draft"],
)
def test_site_without_any_post_says_so_once(site, text, times):
    """It may be the first day of a blog, or a date that is missing; it is no warning."""
    log = log_of(site({"x.md": text}))

    assert log.count("blog: there is no post; ") == times


MARKED = post("A ==b== $x$ and ~~c~~\n\n:::{note}\nText.\n:::\n")


@pytest.mark.parametrize("suffix", [".markdown", ".MD", ".mdown"])
@pytest.mark.parametrize("form", ["list", "dictionary"])
def test_suffix_that_the_site_names_is_markdown_of_the_blog(site, suffix, form):
    """Whether it names the file type or not, and under whatever builder."""
    suffixes = [".md", suffix]
    if form == "dictionary":
        suffixes = dict.fromkeys(suffixes, "markdown")
    made = site(
        {f"posts/a{suffix}": MARKED, "posts/b.md": MARKED}, source_suffix=suffixes
    )
    built = made.build()
    bodies = [built.html(f"2025/03/{n}").select_one(".e-content") for n in "ab"]

    assert str(bodies[0]) == str(bodies[1])
    assert bodies[0].select("math, s, .admonition")


def test_unread_suffixes_among_the_posts_are_one_warning(site):
    """It names a file and a remedy; files elsewhere, and READMEs, are nobody's post."""
    files = dict.fromkeys(
        ["posts/a.markdown", "posts/b.MD", "posts/README.MD", "pages/c.markdown"], ""
    )
    site(files).build(
        warnings=[
            "posts/a.markdown:1: WARNING: a file among the posts (and 1 more) has"
        ]
    )


@pytest.mark.parametrize(
    ("conf", "is_page"),
    [
        ({}, True),
        ({"source_suffix": {".rst": "restructuredtext"}}, False),
        ({"source_suffix": [".rst"]}, False),
        ({"source_suffix": [".rst", ".md"]}, True),
        (
            {
                "source_suffix": [".rst"],
                "extensions": ["myst_parser", "sphinx_blogtheme"],
            },
            True,
        ),
    ],
)
def test_readme_is_no_page_of_a_site_with_other_suffixes(site, conf, is_page):
    """A site that names its suffixes, and does not load MyST itself, has only those."""
    files = {"README.md": "# How to build\n", "index.rst": "Home\n====\n"}
    built = site(files, **conf).build(warnings=None)

    assert built.exists("README/index.html") == is_page
    if is_page:
        assert built.html("README").h1.get_text().rstrip("¶") == "How to build"


@pytest.mark.parametrize(
    ("date", "day"),
    [
        ("2025-03-01", "2025-03-01T00:00:00+00:00"),
        ("Mar 01, 2025", "2025-03-01T00:00:00+00:00"),
        ("1 March 2025 10:30", "2025-03-01T10:30:00+00:00"),
        ("2025-03-01 10:30:00.123456", "2025-03-01T10:30:00+00:00"),
        ("2025-03-01T10:30:00.5+01:00", "2025-03-01T10:30:00+01:00"),
    ],
)
def test_directive_has_the_dates_of_ablog(site, date, day):
    """Whatever ABlog reads; a feed has whole seconds."""
    text = f"A\n=\n\n.. post:: {date}\n\nText.\n"
    built = site({"a.rst": text}).build()

    assert f"<published>{day}</published>" in built.text("feed/atom.xml").replace(
        "Z</published>", "+00:00</published>"
    )


@pytest.mark.parametrize("date", ["March 1", "10:30", "soonish"])
def test_directive_with_half_a_date_is_held_back(site, date):
    """The day of the build is no part of a date."""
    built = site({"a.rst": f"A\n=\n\n.. post:: {date}\n\nText.\n"}).build(
        warnings=[f"the date {date!r} cannot be read"]
    )

    assert not built.exists("a")


def test_second_post_of_a_file_is_one_warning(site):
    """The file is one post, the first of them, and is published."""
    text = "A\n=\n\n.. post:: {}\n\nOne.\n\nSecond\n------\n\n.. post:: {}\n\nTwo.\n"
    built = site({"a.rst": text.format("2025-03-01", "2025-03-02")}).build(
        warnings=["'Second' is one of several; it is in no list and no feed"]
    )

    assert "Two." in built.html("a").get_text()


@pytest.mark.parametrize(
    ("files", "warning"),
    [
        ({"index.md": "---\ndraft: true\n---\n\n# Home\n"}, "holds it back"),
        ({"_defaults.yml": "draft: true\n", "index.md": "# Home\n"}, "holds it back"),
        ({"index.md": "---\nexpires: 2020-01-01\n---\n# Home\n"}, "holds it back"),
        ({"index.md": "# Home\n\n```{post} 2999-01-01\n```\n"}, "held back"),
        ({"index.md": "# Home\n\n```{post}\n```\n"}, "held back"),
    ],
)
def test_front_page_is_never_held_back(site, files, warning):
    """There is no site without one: a warning, and the rest is whole."""
    built = site({**files, "posts/a.md": post()}).build(warnings=[warning])

    assert built.exists("index.html")
    assert built.exists("2025/03/a/index.html") == ("_defaults.yml" not in files)
