"""Where authors may write prose only, nothing that they write runs anywhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from vectors import CALL, HTML, LINKS, SCHEMES, dangers, dangers_in

from conftest import DOT, post

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conftest import Site

PROSE = {
    "blog_trust": "prose",
    "html_copy_source": False,
    "suppress_warnings": ["image.not_readable", "myst.xref_missing"],
    "blog_search": "none",
    "myst_enable_extensions": [
        *("attrs_inline", "attrs_block", "colon_fence", "strikethrough", "tasklist"),
        *("linkify", "substitution", "html_image", "html_admonition", "deflist"),
        *("amsmath", "dollarmath", "fieldlist", "alert", "smartquotes"),
    ],
}


def test_page_is_seen_as_browsers_see_it() -> None:
    """The test itself finds what it looks for."""
    for found in (
        f"<script>{CALL}</script>",
        f"<p onclick={CALL}>",
        f"<a href='java\nscript:{CALL}'>",
        f"<img src=x onerror={CALL}>",
        f"<!--><script>{CALL}</script>-->",
    ):
        assert list(dangers(found)), found
    assert not list(dangers(f"<!-- <script>{CALL}</script> --><p>{CALL}</p>"))


def test_html_in_prose_is_text(site: Callable[..., Site]) -> None:
    """No form of HTML, raw directives and roles is drawn as HTML."""
    sources = {
        f"posts/v{number}.md": post(f"Start.\n\n{vector}\n\nEnd.\n", title=f"V{number}")
        for number, vector in enumerate(HTML)
    }
    pages = {
        f"page{number}.md": f"# Page {number}\n\n{vector}\n"
        for number, vector in enumerate(HTML)
    }
    built = site({**sources, **pages}, **PROSE).build(warnings=None)

    assert dangers_in(built.out) == {}
    assert len(list(built.out.glob("2025/03/v*/index.html"))) == len(HTML)


def filled(template: str, url: str) -> str:
    """Return a template of `LINKS` with a URL."""
    text = template.replace("{}", "\0").replace("{{", "{").replace("}}", "}")
    return text.replace("\0", url)


def vectors(templates: Iterable[str], *, alone: bool) -> list[str]:
    """Return texts with each template and each URL that runs a script.

    :param alone: each in a text of its own; otherwise, each text has all templates
        once, with one URL after the other.
    """
    urls = list(SCHEMES.values())
    filled_in = [[filled(template, url) for url in urls] for template in templates]
    if alone:
        return [text for texts in filled_in for text in texts]
    turned = []
    for place, texts in enumerate(filled_in):
        start = place % len(urls)
        turned.append([*texts[start:], *texts[:start]])
    return ["\n\nBetween.\n\n".join(texts) for texts in zip(*turned, strict=True)]


each_way = pytest.mark.parametrize(
    "alone", [False, pytest.param(True, marks=pytest.mark.long)]
)


@each_way
@pytest.mark.parametrize("folder", ["posts", "pages"])
def test_url_that_runs_a_script_is_no_link(
    site: Callable[..., Site], folder: str, alone: bool
) -> None:
    """Whatever takes a URL takes none with a scheme that isn't harmless."""
    sources = {
        f"{folder}/l{place}.md": post(f"{text}\n", title=f"L{place}")
        if folder == "posts"
        else f"# L{place}\n\n{text}\n"
        for place, text in enumerate(vectors(LINKS.values(), alone=alone))
    }
    built = site(sources, **PROSE).build(warnings=None)

    assert dangers_in(built.out) == {}


RST = (
    "`a <{}>`__\n",
    "`a`__\n\n__ {}\n",
    "t_\n\n.. _t: {}\n",
    "{}\n",
    ".. image:: {}\n",
    ".. image:: https://example.org/a.png\n   :target: {}\n",
    ".. figure:: https://example.org/a.png\n   :target: {}\n\n   C\n",
    "|s|\n\n.. |s| image:: https://example.org/a.png\n   :target: {}\n",
    ".. toctree::\n\n   A <{}>\n",
    ".. meta::\n   :http-equiv=refresh: 0;url={}\n",
    ".. meta::\n   :x onload=zyx(): {}\n",
    ".. raw:: html\n\n   <a href='{}' onclick='zyx()'>a</a>\n",
    ".. role:: h(raw)\n   :format: html\n\n:h:`<a href='{}' onclick='zyx()'>`\n",
    ":download:`a <{}>`\n",
    ":math:`\\href{{{}}}{{x}}`\n",
    ".. math::\n\n   \\href{{{}}}{{x}}\n",
    ".. embed:: {}\n",
    '.. csv-table::\n\n   "`a <{}>`__"\n',
    ":a: `a <{}>`__\n",
)


@each_way
def test_restructuredtext_has_the_same_limits(
    site: Callable[..., Site], alone: bool
) -> None:
    """Posts in reStructuredText run no script either."""
    sources = {
        f"posts/r{place}.rst": post(text, title=f"R{place}")
        for place, text in enumerate(vectors(RST, alone=alone))
    }
    built = site(sources, **PROSE).build(warnings=None)

    assert dangers_in(built.out) == {}


KEYS = (
    *("title", "description", "summary", "image", "image-alt", "author", "tags"),
    *("category", "series", "location", "language", "link", "canonical", "aliases"),
    *("redirect", "slug", "url", "template", "color", "external_url", "og_image"),
)


def test_header_has_no_script(site: Callable[..., Site]) -> None:
    """No key of a header, or of a folder's defaults, brings a script to a page."""
    evil = (
        f"javascript:{CALL}",
        f"<script>{CALL}</script>",
        f'"><img src=x onerror={CALL}>',
        f"data:text/html,<script>{CALL}</script>",
        f"</title><script>{CALL}</script>",
        f"--><script>{CALL}</script>",
    )
    sources = {}
    for number, key in enumerate(KEYS):
        for place, value in enumerate(evil):
            keys = {"title": f"T{number}-{place}", key: json.dumps(value)}
            sources[f"posts/h{number}-{place}.md"] = post("Text.\n", **keys)
    meta = {
        "refresh http-equiv=refresh": f"0;url=javascript:{CALL}",
        f"x onload={CALL}": "y",
        "property=og:url": f"javascript:{CALL}",
        "description lang=en": f'"><script>{CALL}</script>',
        "keywords": "kept",
    }
    sources["posts/meta.md"] = post(
        "Text.\n", title="M", myst=json.dumps({"html_meta": meta})
    )
    sources["posts/list.md"] = (
        "---\ntitle: L\ndate: 2025-03-01\nmyst:\n  html_meta:\n"
        + "".join(f"    {json.dumps(k)}: {json.dumps(v)}\n" for k, v in meta.items())
        + "  enable_extensions: [html_image]\n  url_schemes: [javascript]\n"
        "  all_links_external: true\n  disable_syntax: []\n---\n\n"
        f"<img src=x onerror={CALL}> [a](javascript:{CALL})\n"
    )
    sources["posts/_defaults.yml"] = "blog_trust: full\ntrust: full\n"
    built = site(sources, **PROSE).build(warnings=None)

    assert dangers_in(built.out) == {}
    assert built.html("2025/03/list").select("meta[name=keywords][content=kept]")
    assert not built.html("2025/03/list").select(
        "meta[onload], meta[http-equiv=refresh]"
    )


def test_good_prose_stays_as_it_is(site: Callable[..., Site]) -> None:
    """Everything that prose needs works, and gives no warning."""
    body = """\
Intro with [a link](https://example.org/), <https://example.org/>, a mail to
<mailto:a@example.org>, ~~old~~ text, `code` and a note.[^1]

<!--more-->

<!-- A note to myself: later! -->

- [x] done

[^1]: The note.

```{note}
A box with [a page](/2025/03/b/) and [a label](sec:one).
```

(sec:one)=
## Head

```python
print("<script>")
```

| a | b |
|---|---|
| 1 | 2 |

```{figure} p.png
:target: https://example.org/
Caption.
```

{{< youtube dQw4w9WgXcQ >}}

```{embed} https://vimeo.com/76979871
```

```{eval-rst}
.. list-table::

   * - x
```

Formula $x^2$, {sub}`2`, {abbr}`A (b)` and [above](#head).
"""
    sources = {
        "posts/a.md": post(body, title="A"),
        "posts/b.md": post("B.\n", title="B"),
    }
    made = site({**sources, "posts/p.png": DOT}, blog_trust="prose")
    prose = made.build()
    free = site({**sources, "posts/p.png": DOT}).build()

    article = prose.html("2025/03/a").select_one("article")
    assert article == free.html("2025/03/a").select_one("article") or (
        "A note to myself" not in str(article)
    )
    assert "later" not in article.text
    assert "<!--more-->" in str(article) or "Head" in article.text
    assert "Head" not in prose.html().select_one("main").text
    assert article.select("del, s")
    assert article.select("input[type=checkbox][checked]")
    assert article.select("iframe, .bt-embed")


def test_directives_and_roles_that_run_code_are_off(
    site: Callable[..., Site],
) -> None:
    """What an extension runs while the site is built, prose doesn't run."""
    body = (
        "```{automodule} zyxmodule\n```\n\n```{doctest}\n\n```\n\n"
        "{autolink}`zyx`\n\n"
        "```{eval-rst}\n.. automodule:: zyxmodule\n\n.. testcode::\n\n   1\n```\n"
    )
    made = site(
        {
            "posts/a.md": post(body, title="A"),
            "posts/b.rst": post(".. automodule:: zyxmodule\n", title="B"),
            "zyxmodule.py": "open(__file__ + '-ran', 'w').close()\n",
        },
        extensions=[
            "sphinx.ext.autodoc",
            "sphinx.ext.autosummary",
            "sphinx.ext.doctest",
            "sphinx_blogtheme",
        ],
        blog_trust="prose",
        autosummary_generate=False,
    )
    conf = made.source / "conf.py"
    conf.write_text(
        f"import sys\nsys.path.insert(0, {str(made.source)!r})\n{conf.read_text('utf-8')}",
        encoding="utf-8",
    )
    built = made.build(warnings=None)

    assert not list(made.source.parent.rglob("*ran"))
    assert len(built.warnings) == 6, built.warnings
    assert all("blogtheme.trust" in one for one in built.warnings)


def test_owner_allows_more_markup(site: Callable[..., Site]) -> None:
    """The owner knows an extension, and lets prose use it."""
    built = site(
        {"posts/a.md": post("```{versionmark} 1\n```\n\n```{testsetup}\nx\n```\n")},
        extensions=["sphinx.ext.doctest", "sphinx_blogtheme"],
        blog_trust="prose",
        blog_prose_markup=["testsetup"],
    ).build(warnings=["versionmark"])

    assert "versionmark" not in built.html("2025/03/a").select_one("article").text


def test_end_of_the_excerpt_needs_no_html(site: Callable[..., Site]) -> None:
    """``<!--more-->`` works in prose, even if MyST is to know no HTML."""
    built = site(
        {"posts/a.md": post("Start.\n\n<!--more-->\n\nRest of <!-- x --> it.\n")},
        blog_trust="prose",
        myst_disable_syntax=["html_block", "html_inline"],
    ).build()

    assert "Rest" not in built.html().select_one("main").text
    assert "more--" not in built.html("2025/03/a").text
    assert "Rest of  it." in built.html("2025/03/a").text


def test_trust_is_by_path(site: Callable[..., Site]) -> None:
    """The owner's own pages may use HTML where guests may not."""
    html = "<div class=mine>x</div>\n"
    built = site(
        {
            "guests/a.md": post(html, title="A"),
            "posts/b.md": post(html, title="B"),
            "about.md": f"# About\n\n{html}",
        },
        blog_trust={"guests/*": "prose"},
    ).build(warnings=["guests/a.md:6"])

    assert not built.html("2025/03/a").select(".mine")
    assert built.html("2025/03/b").select(".mine")
    assert built.html("about").select(".mine")


UNUSED = {
    "fits no path": ({"gests/*": "prose"}, "'gests/*': expected a pattern that fits"),
    "folder": ({"guests/": "prose"}, "did you mean 'guests/*'?"),
    "path": ({"./guests/a.md": "prose"}, "did you mean 'guests/a.md'?"),
    "hidden": ({"*": "full", "guests/*": "prose"}, "'*' stands before it"),
}


@pytest.mark.parametrize(("levels", "told"), UNUSED.values(), ids=UNUSED)
def test_pattern_that_sets_no_level_is_told(site, levels, told):
    """Whom it misses may have everything."""
    files = {"guests/a.md": post("T\n"), "posts/b.md": post("T\n")}
    site(files, blog_trust=levels).build(warnings=[told])


def test_pattern_sets_a_level_of_drafts_too(site):
    """And one that another pattern takes a document from is not told."""
    files = {"guests/a.md": "---\ntitle: A\ndraft: true\n---\n", "b.md": post("T\n")}
    levels = {"guests/a.md": "full", "guests/*": "prose"}
    site(files, blog_trust=levels).build()


def test_wrong_level_is_the_stricter_one(site: Callable[..., Site]) -> None:
    """A typing error doesn't let guests do more."""
    built = site(
        {"posts/a.md": post("<div class=mine>x</div>\n")}, blog_trust="pros"
    ).build(warnings=["using 'prose'", "posts/a.md:6"])

    assert not built.html("2025/03/a").select(".mine")


def test_notebook_in_prose_runs_nothing(site: Callable[..., Site]) -> None:
    """A guest's notebook is shown, and neither it nor its outputs run."""
    pytest.importorskip("myst_nb")
    output = {
        "output_type": "display_data",
        "metadata": {},
        "data": {
            "text/html": f"<script>{CALL}</script><img src=x onerror={CALL}>",
            "application/javascript": CALL,
            "image/svg+xml": f"<svg onload={CALL}><script>{CALL}</script></svg>",
        },
    }
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {"kernelspec": {"name": "python3", "display_name": "P"}},
        "cells": [
            {
                "cell_type": "markdown",
                "metadata": {},
                "source": f"---\ntitle: N\ndate: 2025-03-01\n---\n\n# N\n\n"
                f"<script>{CALL}</script> [a](javascript:{CALL})",
            },
            {
                "cell_type": "code",
                "metadata": {},
                "source": "open('zyxran', 'w')",
                "outputs": [output],
                "execution_count": 1,
            },
            {
                "cell_type": "code",
                "metadata": {},
                "source": "open('zyxran', 'w')",
                "outputs": [],
                "execution_count": None,
            },
        ],
    }
    made = site(
        {"posts/n.ipynb": json.dumps(notebook)},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="force",
        blog_trust="prose",
    )
    built = made.build(warnings=None)

    assert not list(made.source.parent.rglob("ran"))
    assert dangers_in(built.out) == {}
    assert "open(" in built.html("2025/03/n").text
