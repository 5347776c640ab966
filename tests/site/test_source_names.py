"""Extensions and themes find the source of a post, whose docname is no path."""

from __future__ import annotations

import zlib

import pytest

from conftest import build_folder, post

HOST = {
    "github_user": "me",
    "github_repo": "blog",
    "github_version": "main",
    "conf_py_path": "/docs/",
    "doc_path": "docs",
    "display_github": True,
    "source_type": "github",
    "source_user": "me",
    "source_repo": "blog",
    "source_version": "main",
    "source_docs_path": "/docs/",
}
"""What themes ask for to make links to a forge."""

FORGE = "https://github.com/me/blog"

THEMES = {
    "furo": {
        "source_repository": f"{FORGE}/",
        "source_branch": "main",
        "source_directory": "docs/",
    },
    "pydata_sphinx_theme": {"use_edit_page_button": True},
    "sphinx_book_theme": {
        "repository_url": FORGE,
        "repository_branch": "main",
        "path_to_docs": "docs",
        "use_edit_page_button": True,
        "use_source_button": True,
    },
    "sphinx_rtd_theme": {},
    "shibuya": {},
}
"""Options of themes with which they show links to the source."""


@pytest.mark.parametrize("theme", THEMES)
def test_edit_link_of_a_theme_leads_to_the_file(site, theme):
    """Each link to the forge names the path of the file, of a post as of a page."""
    pytest.importorskip(theme)
    made = site(
        {"posts/a.md": post(slug="quills"), "page.md": "---\norphan: true\n---\n# P\n"},
        html_theme=theme,
        html_theme_options=THEMES[theme],
        html_context=HOST,
    )
    # Some themes change Sphinx for the whole process.
    built = build_folder(made.source, made.outputs)

    for page, path in (("2025/03/quills", "posts/a.md"), ("page", "page.md")):
        links = [a["href"] for a in built.html(page).select(f'a[href^="{FORGE}/"]')]
        paths = [link.partition("?")[0] for link in links if "docs" in link]
        assert paths
        assert all(link.endswith(f"/main/docs/{path}") for link in paths)


FORMS = {
    "plus": "{{ pagename + page_source_suffix }}",
    "after text": '{{ "docs/" + pagename + page_source_suffix }}',
    "tilde": '{{ "docs/" ~ pagename ~ page_source_suffix }}',
    "side by side": "docs/{{ pagename }}{{ page_source_suffix }}",
    "format": '{{ "docs/{}{}".format(pagename, page_source_suffix) }}',
}


def test_template_may_make_a_path_of_the_docname(site):
    """Whichever way it puts the suffix behind it; as a docname it is the permalink."""
    lines = "".join(f'<p class="form">{form}</p>\n' for form in FORMS.values())
    known = "{{ hasdoc(pagename) }} {{ pathto(pagename) }}"
    lines = f"{{% if page_source_suffix %}}{lines}<b>{known}</b>{{% endif %}}"
    template = f'{{% extends "!page.html" %}}{{% block body %}}{lines}'
    built = site(
        {
            "posts/a.md": post(slug="quills"),
            "_templates/page.html": f"{template}{{{{ super() }}}}{{% endblock %}}",
        },
        templates_path=["_templates"],
    ).build()
    page = built.html("2025/03/quills")

    found = [form.text.removeprefix("docs/") for form in page.select(".form")]
    assert found == ["posts/a.md"] * len(FORMS)
    assert page.select_one("b").text == "True #"


LISTENER = """\
from pathlib import Path

def note(app, pagename, templatename, context, doctree):
    if suffix := context.get("page_source_suffix"):
        path = Path(app.srcdir, pagename + suffix)
        url = pagename + "/"
        context["metatags"] += f'<meta name="x" content="{path.is_file()} {url}">'

def setup(app):
    app.connect("html-page-context", note)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""


def test_listener_may_make_a_path_of_the_docname(site, tmp_path, monkeypatch):
    """With the suffix of a source behind it; else it stays the permalink."""
    (tmp_path / "noting_extension.py").write_text(LISTENER, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    built = site(
        {"posts/a.md": post(slug="quills")},
        extensions=["noting_extension", "sphinx_blogtheme"],
    ).build()

    (meta,) = built.html("2025/03/quills").select('meta[name="x"]')
    assert meta["content"] == "True 2025/03/quills/"


CODE = "```python\nfrom fractions import Fraction\nimport quill\nFraction()\nquill.ink()\n```\n"
INVENTORY = b"".join(
    [
        b"# Sphinx inventory version 2\n# Project: P\n# Version: 1\n",
        b"# The remainder of this file is compressed using zlib.\n",
        zlib.compress(b"fractions.Fraction py:class 1 fractions.html#$ -\n"),
    ]
)


@pytest.fixture
def linked_code(site):
    """Return a site with sphinx-codeautolink and an API page of its own."""
    pytest.importorskip("sphinx_codeautolink")
    api = "---\norphan: true\n---\n# API\n\n```{py:function} quill.ink()\n```\n"
    return site(
        {
            "posts/a.md": post(CODE, slug="quills"),
            "api.md": api,
            "py.inv": INVENTORY,
        },
        extensions=[
            "sphinx.ext.intersphinx",
            "sphinx_codeautolink",
            "sphinx_blogtheme",
        ],
        intersphinx_mapping={"py": ("https://docs.example/", "py.inv")},
    )


@pytest.mark.parametrize("builder", ["dirhtml", "html"])
def test_names_in_the_code_of_a_post_lead_to_their_documentation(linked_code, builder):
    """On its page, on lists and in feeds; also after an edit of another post."""
    api = {"dirhtml": "api/#quill.ink", "html": "api.html#quill.ink"}[builder]
    linked_code.build(builder)
    linked_code.write({"posts/b.md": post(slug="later", date="2025-04-01")})
    built = linked_code.build(builder)

    for page, root in (("2025/03/quills", "../../../"), ("", "./")):
        links = built.html(page).select(".highlight a")
        assert {link["href"].removeprefix("./") for link in links} == {
            "https://docs.example/fractions.html#fractions.Fraction",
            f"{root}{api}".removeprefix("./"),
        }
    assert f"https://example.org/{api}" in built.text("feed/atom.xml")


SIZING = """\
from docutils import nodes

def note(app, doctree):
    for image in doctree.findall(nodes.image):
        image["size"] = (3, 4)

def setup(app):
    app.connect("doctree-read", note)
    return {"parallel_read_safe": True}
"""


def test_picture_may_have_attributes_of_another_extension(site, tmp_path, monkeypatch):
    """As the thumbnails of sphinxcontrib-images have: a size that is not ours."""
    (tmp_path / "sizing_extension.py").write_text(SIZING, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    text = "```{image} a.svg\n:width: 3px\n:height: 4px\n```\n"
    built = site(
        {"posts/a.md": post(text), "posts/a.svg": "<svg/>"},
        extensions=["sizing_extension", "sphinx_blogtheme"],
    ).build()

    assert built.html("2025/03/a").select(".e-content img")
