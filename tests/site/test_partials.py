"""Titles and tables of contents are written as Sphinx writes them."""

from __future__ import annotations

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sphinx_blogtheme.builder.speedups import partials

texts = st.lists(
    st.one_of(
        st.builds(nodes.Text, st.text("a<>&\"'@é \n", max_size=6)),
        st.builds(lambda text: nodes.literal(text, text), st.sampled_from("a<")),
    ),
    max_size=2,
)
LINKS = [
    {"internal": True, "refuri": "#a", "anchorname": "#a"},
    {"internal": True, "refuri": '#"&', "anchorname": ""},
    {"internal": True, "refuri": "#", "anchorname": ""},
    {"internal": True, "refuri": "#a", "secnumber": (1, 2)},
    {"internal": False, "refuri": "https://a.org"},
    {"internal": True, "refid": "a"},
    {"internal": True, "refuri": "#a", "classes": ["b"]},
    {"internal": True, "refuri": "#a", "reftitle": "b"},
]
links = st.builds(
    lambda children, options: nodes.reference("", "", *children, **options),
    texts,
    st.sampled_from(LINKS),
)
lines = st.builds(
    lambda children: addnodes.compact_paragraph("", "", *children),
    st.lists(links, min_size=1, max_size=2),
)
lists = st.recursive(
    st.builds(lambda line: [nodes.list_item("", line)], lines),
    lambda inner: st.builds(
        lambda line, items, more: [
            nodes.list_item("", line, *(nodes.bullet_list("", *i) for i in items)),
            *more,
        ],
        lines,
        st.lists(inner, max_size=2),
        inner,
    ),
    max_leaves=6,
)
tables = st.builds(lambda items: nodes.bullet_list("", *items), lists)
titles = st.builds(lambda children: nodes.title("", "", *children), texts)


@pytest.fixture(scope="module")
def builder(module_site):
    """Return the builder of a site that was built."""
    blog = module_site()
    folder = blog.outputs / "app"
    with patch_docutils(blog.source), docutils_namespace():
        app = Sphinx(
            blog.source, blog.source, folder, folder / "d", "dirhtml", status=None
        )
        app.build()
        yield app.builder


@given(node=st.one_of(tables, titles))
def test_what_is_plain_is_written_as_sphinx_writes_it(builder, node):
    """And what is not is left to Sphinx."""
    expected = StandaloneHTMLBuilder.render_partial(builder, node.deepcopy())
    part = "title" if isinstance(node, nodes.title) else "fragment"
    found = partials.plain_html(node)

    assert builder.render_partial(node.deepcopy())[part] == expected[part]
    assert found is None or found[part] == expected[part]


def table(**options):
    """Return a table of contents with one link."""
    link = nodes.reference("", "A & b", **options)
    line = addnodes.compact_paragraph("", "", link)
    return nodes.bullet_list("", nodes.list_item("", line))


@pytest.mark.parametrize("options", LINKS)
def test_link_is_written_as_sphinx_writes_it(builder, options):
    """Whatever it has beside its text."""
    expected = StandaloneHTMLBuilder.render_partial(builder, table(**options))
    found = builder.render_partial(table(**options))

    assert found["fragment"] == expected["fragment"]
