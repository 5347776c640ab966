"""Which parts of a text are plain."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_blogtheme.builder.speedups import partials

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


def table(**options):
    """Return a table of contents with one link."""
    link = nodes.reference("", "A & b", **options)
    line = addnodes.compact_paragraph("", "", link)
    return nodes.bullet_list("", nodes.list_item("", line))


def test_most_is_plain():
    """Text in a title, and links with text in a list of them."""
    assert partials.plain_html(table(**LINKS[0]))["fragment"] == (
        '<ul>\n<li><a class="reference internal" href="#a">A &amp; b</a></li>\n</ul>\n'
    )
    assert partials.plain_html(nodes.title("", "A & b"))["title"] == "A &amp; b"
    assert partials.plain_html(None) is None
