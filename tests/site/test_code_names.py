"""Names in the code of posts and pages lead to their documentation."""

from __future__ import annotations

import zlib

import pytest

from conftest import post

OBJECTS = """\
builtins py:module 0 library/builtins.html#module-$ -
print py:function 1 library/functions.html#$ -
str py:class 1 library/stdtypes.html#$ -
str.join py:method 1 library/stdtypes.html#$ -
os py:module 0 library/os.html#module-$ -
os.path py:module 0 library/os.path.html#module-$ -
os.environ py:data 1 library/os.html#$ -
pathlib py:module 0 library/pathlib.html#module-$ -
pathlib.Path py:class 1 library/pathlib.html#$ -
pathlib.Path.exists py:method 1 library/pathlib.html#$ -
shutil.which py:function 1 library/shutil.html#$ -
shutil.which.exists py:method 1 library/shutil.html#$ -
label std:label -1 tutorial.html#$ Label
"""
PYTHON = "https://docs.example/library"


def inventory(objects=OBJECTS):
    """Return an inventory as Sphinx writes it."""
    head = b"# Sphinx inventory version 2\n# Project: P\n# Version: 1\n"
    zipped = b"# The remainder of this file is compressed using zlib.\n"
    return head + zipped + zlib.compress(objects.encode())


API = """\
---
orphan: true
---
# API

```{py:module} quill
```

```{py:currentmodule} quill
```

```{py:function} ink()
```

```{py:class} Pen
```
"""

OPTIONS = {
    "extensions": ["sphinx.ext.intersphinx", "sphinx_blogtheme"],
    "intersphinx_mapping": {"py": ("https://docs.example/", "py.inv")},
}


def fence(code, language="python"):
    return f"```{language}\n{code}\n```\n\n"


def blog(site, files=None, **options):
    """Make a site with an inventory and an API page of its own."""
    return site(
        {"py.inv": inventory(), "api.md": API, **(files or {})}, **OPTIONS | options
    )


def links(page, place=".highlight"):
    """Return text and URL of each link in the code of a page."""
    found = page.select(f"{place} a.bt-name")
    return [(link.text, link["href"]) for link in found]


def linked(site, body, **options):
    """Return the links in the code of one post, without the site of the docs."""
    built = blog(site, {"posts/a.md": post(body)}, **options).build()
    found = links(built.html("2025/03/a"))
    return {text: url.removeprefix(f"{PYTHON}/") for text, url in found}


def test_names_lead_to_their_documentation(site):
    """To inventories and to pages of the site; what is not documented leads nowhere."""
    code = (
        "import os.path as p, quill, unknown\nfrom pathlib import Path\n"
        'print(Path("<&>").exists, os, p.sep, quill.ink(), unknown.x, "".join(a))\n'
        "os = p\nimport os\nos.environ.get"
    )

    assert linked(site, fence(code)) == {
        "os.path": "os.path.html#module-os.path",
        "quill": "../../../api/#module-quill",
        "pathlib": "pathlib.html#module-pathlib",
        "Path": "pathlib.html#pathlib.Path",
        "print": "functions.html#print",
        "exists": "pathlib.html#pathlib.Path.exists",
        "p": "os.path.html#module-os.path",
        "quill.ink": "../../../api/#quill.ink",
        "join": "stdtypes.html#str.join",
        "os": "os.html#module-os",
    }


def test_only_an_instance_of_a_class_has_its_attributes(site):
    """A function is none, whatever the inventory has below it."""
    code = "import shutil\nshutil.which().exists\nshutil.which"

    assert linked(site, fence(code)) == {"shutil.which": "shutil.html#shutil.which"}


def test_builtins_need_the_inventory_of_python(site):
    """Another project may have a function of that name."""
    without = OBJECTS.replace("builtins ", "other ")
    made = blog(
        site, {"posts/a.md": post(fence("print()")), "py.inv": inventory(without)}
    )

    assert links(made.build().html("2025/03/a")) == []


def test_name_without_a_dot_is_a_module(site):
    """So what is imported is not another thing of that name."""
    objects = "os py:class 1 x.html#$ -\n"
    made = blog(
        site, {"posts/a.md": post(fence("import os")), "py.inv": inventory(objects)}
    )

    assert links(made.build().html("2025/03/a")) == []


REST = """\
P
=

:date: 2025-03-01

.. code-block:: python
   :linenos:
   :emphasize-lines: 2
   :caption: os and more

   from pathlib import Path
   Path("<").exists()

>>> import os
>>> os.path

.. code-block:: pycon

   >>> os.environ
   {}

::

   os.path

.. code-block:: text

   import os

``os.path``
"""


def test_code_of_restructuredtext_has_links(site):
    """With line numbers, emphasis and captions, and in sessions of any kind."""
    built = blog(site, {"posts/a.rst": REST}).build()
    page = built.html("2025/03/a")
    code = page.select(".e-content pre")

    assert [[link.text for link in block.select("a")] for block in code] == [
        ["pathlib", "Path", "Path", "exists"],
        ["os", "os.path"],
        ["os.environ"],
        ["os.path"],
        [],
    ]
    assert code[0].text == '1 from pathlib import Path\n2 Path("<").exists()\n'
    assert not page.select("code a, .code-block-caption a.bt-name")


def test_notebook_has_links(site):
    """In the cells that MyST-NB shows."""
    pytest.importorskip("myst_nb")
    cell = '"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": 1'
    head = '"cell_type": "markdown", "metadata": {}, "source"'
    cells = f'{{{head}: "---\\ndate: 2025-03-01\\n---\\n# T"}}, {{{cell}, "source": "%time x\\nimport os"}}'
    meta = '"metadata": {"language_info": {"name": "python", "pygments_lexer": "ipython3"}}'
    text = f'{{"cells": [{cells}], {meta}, "nbformat": 4, "nbformat_minor": 5}}'
    built = blog(
        site,
        {"posts/a.ipynb": text},
        extensions=["sphinx.ext.intersphinx", "myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
    ).build()

    assert links(built.html("2025/03/a")) == [("os", f"{PYTHON}/os.html#module-os")]


def test_links_work_in_lists_and_feeds(site):
    """Where the post is shown whole."""
    built = blog(site, {"posts/a.md": post(fence("import os, quill"))}).build()

    assert links(built.html()) == [
        ("os", f"{PYTHON}/os.html#module-os"),
        ("quill", "./api/#module-quill"),
    ]
    feed = built.text("feed/atom.xml")
    assert f"{PYTHON}/os.html#module-os" in feed
    assert "https://example.org/api/#module-quill" in feed


def test_one_link_to_each_place_is_in_the_order_of_the_tab_key(site):
    """A page of code would have a hundred stops else; a pointer finds all links."""
    code = fence("import os\nos\nos.path\nos.path")
    built = blog(site, {"posts/a.md": post(code * 2)}).build()
    found = built.html("2025/03/a").select("a.bt-name")

    assert len(found) == 8
    assert [link.text for link in found if not link.has_attr("tabindex")] == [
        "os",
        "os.path",
    ]
    assert {link.get("tabindex") for link in found} == {None, "-1"}


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
@pytest.mark.parametrize("page", ["a/b/page.md", "posts/a.md"])
def test_inventory_may_be_of_a_site_beside_this_one(site, builder, page):
    """Its URLs are relative to the root, as in Sphinx."""
    mapping = {"py": ("../python", "py.inv")}
    text = fence("import os")
    source = post(text) if "posts" in page else f"---\norphan: true\n---\n# P\n\n{text}"
    built = blog(site, {page: source}, intersphinx_mapping=mapping).build(builder)
    where = {"posts/a.md": "2025/03/a/"}.get(page, "a/b/page/")
    where = where if builder == "dirhtml" or "posts" in page else "a/b/page.html"
    file = f"{where}index.html" if where.endswith("/") else where
    ((_, url),) = links(built.html(file))

    assert url == "../" * where.count("/") + "../python/library/os.html#module-os"


def test_disabled_kinds_are_not_looked_up(site):
    """As the option of intersphinx says for references."""
    code = fence("import os\nos.environ")
    found = linked(site, code, intersphinx_disabled_reftypes=["py:module"])
    assert found == {"os.environ": "os.html#os.environ"}
    assert linked(site, code, intersphinx_disabled_reftypes=["py:*"]) == {}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "posts/a.md",
            post(f"<!--\n{fence('import os')}-->\n\nText.\n\n{fence('os.environ')}"),
        ),
        (
            "posts/a.rst",
            (
                ":date: 2025-03-01\n\nA\n=\n\n.. test: set-up\n\n   import os\n\n"
                ".. code-block:: python\n\n   os.environ\n"
            ),
        ),
        (
            "posts/a.rst",
            (
                ":date: 2025-03-01\n\nA\n=\n\n.. testsetup::\n\n   import os\n\n"
                ">>> os.environ\n"
            ),
        ),
    ],
)
def test_imports_that_readers_do_not_see_count(site, file, text):
    """Those of hidden set-up; the link is the first to its place."""
    extensions = [*OPTIONS["extensions"], "sphinx.ext.doctest"]
    built = blog(site, {file: text}, extensions=extensions).build()
    (link,) = built.html("2025/03/a").select(".highlight a.bt-name")

    assert (link.text, link.get("tabindex")) == ("os.environ", None)
    assert link["href"].endswith("os.html#os.environ")


def test_site_may_have_none(site):
    """By its option, or because nothing is documented."""
    code = fence("import os")
    assert linked(site, code, blog_code_links=False) == {}
    assert linked(site, code, intersphinx_mapping={}) == {}


def test_site_without_inventories_has_its_own_pages(site):
    """If it has autodoc, or says so."""
    code, own = fence("import quill"), {"quill": "../../../api/#module-quill"}
    for options in (
        {"extensions": ["sphinx.ext.autodoc", "sphinx_blogtheme"]},
        {"extensions": ["sphinx_blogtheme"], "blog_code_links": True},
    ):
        assert linked(site, code, intersphinx_mapping=None, **options) == own


def test_links_of_another_extension_are_the_only_ones(site):
    """Also where the site asks for ours, which its search for names would not find."""
    pytest.importorskip("sphinx_codeautolink")
    extensions = ["sphinx.ext.intersphinx", "sphinx_codeautolink", "sphinx_blogtheme"]
    made = blog(
        site,
        {"posts/a.md": post(fence("import os\nos.path"))},
        extensions=extensions,
        blog_code_links=True,
    )
    page = made.build().html("2025/03/a")

    assert page.select(".highlight a")
    assert not page.select("a.bt-name")


def test_code_of_all_highlighting_is_linked(site, monkeypatch):
    """In Pygments' colours, and without speed-ups."""
    monkeypatch.setenv("SPHINX_BLOGTHEME_PLAIN", "1")
    code = fence("import os.path\nos.path")
    options = {"html_theme_options": {"code_colours": "pygments"}}

    assert set(linked(site, code, **options)) == {"os.path"}


def test_page_of_another_theme_has_the_styles(site):
    """Where a name is linked, and nowhere else."""
    pytest.importorskip("furo")
    built = blog(
        site,
        {
            "posts/a.md": post(fence("import os")),
            "code.md": f"---\norphan: true\n---\n# C\n\n{fence('import os')}",
        },
        html_theme="furo",
    ).build()
    sheet = 'link[href*="blogtheme/css/blog.css"]'

    assert ".bt-name" in built.text("_static/blogtheme/css/blog.css")
    for name, has_names in (("2025/03/a", True), ("code", True), ("api", False)):
        page = built.html(name)
        assert bool(page.select("a.bt-name")) == has_names
        assert bool(page.select(sheet)) == has_names


EDITS = {
    "name in the inventory": {"py.inv": inventory(OBJECTS + "os.sep py:data 1 os.html#$ -\n")},
    "place in the inventory": {"py.inv": inventory(OBJECTS.replace("os.html", "o.html"))},
    "less in the inventory": {"py.inv": inventory("os.sep py:data 1 os.html#$ -\n")},
    "class in the inventory": {"py.inv": inventory(OBJECTS.replace("Path py:class", "Path py:data"))},
    "object of a page": {"api.md": API.replace("ink()", "sep()")},
    "place of an object": {"api.md": "---\norphan: true\n---\n# A\n", "new.md": API},
    "other code": {"posts/a.md": post(fence("import quill\nquill.Pen"))},
}  # fmt: skip


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_edit_gives_the_links_of_a_clean_build(site, edit):
    """Of an inventory, an API page or the code; lists and feeds follow."""
    code = "import os, quill\nfrom pathlib import Path\nos.sep, quill.ink, quill.sep\nPath().exists"
    made = blog(
        site,
        {"posts/a.md": post(fence(code)), "posts/b.md": post(fence("import os"))},
        blog_search="none",
    )
    before = made.build().files()
    made.write(edit)
    built = made.build()

    assert built.differences(made.build(fresh=True)) == []
    assert before["2025/03/a/index.html"] != built.files()["2025/03/a/index.html"]


def test_inventory_with_other_labels_changes_nothing(site):
    """No page is written for what no code names."""
    made = blog(site, {"posts/a.md": post(fence("import os"))}, blog_search="none")
    page = made.build().out / "2025/03/a/index.html"
    time = page.stat().st_mtime_ns
    made.write({"py.inv": inventory(OBJECTS.replace("tutorial", "manual"))})
    made.build()

    assert page.stat().st_mtime_ns == time


ABOUT = {
    "posts/code.md": post(fence("import quill\nquill.ink"), title="Code"),
    "posts/text.md": post(
        "See {py:func}`quill.ink`.\n", title="Text", date="2025-03-02"
    ),
    "posts/link.md": post("See [](#quill.Pen).\n", title="Link", date="2025-03-03"),
    "posts/other.md": post(fence("import os\nquill.ink"), title="Other"),
    "posts/draft.md": post(fence("import quill"), title="Draft", draft="true"),
    "posts/hidden.md": post(fence("import quill"), title="Hidden", index="false"),
}


def about(built, page="api"):
    """Return the titles of the posts at the end of an API page."""
    return [link.text for link in built.html(page).select(".bt-api-posts li a")]


@pytest.mark.parametrize("theme", ["sphinx_blogtheme", "furo"])
def test_api_page_has_the_posts_about_it(site, theme):
    """By code and by text, newest first; none that is not public."""
    pytest.importorskip(theme)
    built = blog(site, ABOUT, blog_api_backlinks=True, html_theme=theme).build()
    page = built.html("api")

    assert about(built) == ["Link", "Text", "Code"]
    assert page.select_one(".bt-api-posts h2").text == "Posts about this"
    assert page.select_one(".bt-api-posts a")["href"] == "../2025/03/link/"
    assert page.select_one(".bt-api-posts time")["datetime"] == "2025-03-03"
    assert not built.html("2025/03/code").select(".bt-api-posts")
    sheet = {"furo": "blog.css", "sphinx_blogtheme": "post.css"}[theme]
    assert page.select(f'link[href*="css/{sheet}"]')


def test_preview_has_no_drafts_about_it(site):
    """They are on the other pages of a preview."""
    built = blog(site, ABOUT, blog_api_backlinks=True, blog_drafts=True).build()

    assert about(built) == ["Link", "Text", "Code"]


def test_api_page_has_them_only_if_asked_for(site):
    """And those of texts alone without links in code."""
    assert about(blog(site, ABOUT).build()) == []
    options = {"blog_api_backlinks": True, "blog_code_links": False}
    assert about(blog(site, ABOUT, **options).build()) == ["Link", "Text"]


@pytest.mark.parametrize(
    "edit",
    [
        {"posts/code.md": post(fence("import os"), title="Code")},
        {"posts/code.md": post(fence("import quill"), title="New")},
        {"posts/code.md": post(fence("import quill"), title="Code", draft="true")},
        {"posts/text.md": post("Nothing.", title="Text", date="2025-03-02")},
        {"posts/new.md": post("{py:class}`quill.Pen`", title="New")},
        {"api.md": API.replace("ink()", "blot()")},
        {"api.md": "---\norphan: true\n---\n# A\n", "new.md": API},
    ],
    ids=["code", "title", "draft", "text", "new", "object", "page"],
)
def test_edit_gives_the_posts_of_a_clean_build(site, edit):
    """Of a post or an API page."""
    made = blog(site, ABOUT, blog_api_backlinks=True, blog_search="none")
    made.build()
    made.write(edit)

    assert (
        made.build(warnings=None).differences(made.build(fresh=True, warnings=None))
        == []
    )


def test_workers_make_the_same(site):
    """Which read and write some of the documents each."""
    many = {f"posts/p{n}.md": post(fence("import quill\nquill.ink")) for n in range(8)}
    made = blog(site, ABOUT | many, blog_api_backlinks=True, blog_search="none")

    assert made.build().differences(made.build(fresh=True, parallel=2)) == []


def test_nothing_is_parsed_without_documentation(site, monkeypatch):
    """A blog without inventories pays nothing."""

    def fail(*_):
        raise AssertionError

    monkeypatch.setattr("sphinx_blogtheme.code_names.name_uses.uses_in", fail)

    site({"posts/a.md": post(fence("import os"))}).build()
