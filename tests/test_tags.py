"""HTML whose tags don't nest becomes HTML whose tags do."""

from __future__ import annotations

import re

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.markdown.html import balance

BLOCKS = ["p", "ul", "ol", "li", "div", "blockquote", "section", "h2", "h3", "dl", "dd"]
INLINE = ["a", "em", "strong", "code", "span", "s"]
VOID = ["<br>", "<br/>", "<hr>", '<img alt="a > b">']

pieces = st.sampled_from(
    [
        *(f"<{close}{name}>" for name in BLOCKS + INLINE for close in ("", "/")),
        *VOID,
        *(
            "text",
            " ",
            "&amp;",
            "<!-- </p> -->",
            "<table><tr><td>",
            "</td></tr></table>",
        ),
    ]
)
html = st.lists(pieces, max_size=15).map("".join)
balanced = st.recursive(
    st.sampled_from(["text", "&lt;", *VOID]),
    lambda inner: st.tuples(
        st.sampled_from(["div", "ul", "section", "em"]), st.lists(inner, max_size=3)
    ).map(lambda pair: f'<{pair[0]} class="x">{"".join(pair[1])}</{pair[0]}>'),
)


def unmarked(text: str) -> str:
    return re.sub(r"<!--.*?-->|</?[a-z](?:\"[^\"]*\"|[^\">])*>", "", text)


@given(html)
def test_any_tags_are_balanced(text):
    """A strict parser finds no fault in the nesting, and no text has gone."""
    result = balance(text)
    parser = html5lib.HTMLParser()
    parser.parseFragment(result)

    assert parser.errors == []
    assert unmarked(result) == unmarked(text)


@given(html)
def test_balancing_again_changes_nothing(text):
    """What is balanced stays."""
    assert balance(balance(text)) == balance(text)


@given(balanced)
def test_balanced_html_is_unchanged(text):
    """Attributes, empty elements and text are none of its business."""
    assert balance(text) == text


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("<p>a", "<p>a</p>"),
        ("a</li>", "a"),
        ("<p>a<div>b</div>", "<p>a</p><div>b</div>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a<ul><li>b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<dl><dt>a<dd>b</dl>", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("<b><i>a</b>b", "<b><i>a</i></b>b"),
        ("<table><tr><td>a</table>", "<table><tr><td>a</td></tr></table>"),
        ("<div><table><tr><td></div>", "<div><table><tr><td></td></tr></table></div>"),
        ("<h2>a<h3>b</h3>", "<h2>a</h2><h3>b</h3>"),
        ('<a href="x">a<a href="y">b</a>', '<a href="x">a</a><a href="y">b</a>'),
        ("<P>a", "<P>a</p>"),
        ("<svg><path/></svg>", "<svg><path/></svg>"),
        ("<script>if (a<b) '<p>'</script>", "<script>if (a<b) '<p>'</script>"),
        ("<textarea><p></textarea>", "<textarea><p></textarea>"),
        ("<!-- <p> -->", "<!-- <p> -->"),
        ("1 < 2 and a<b", "1 < 2 and a<b"),
    ],
)
def test_elements_end_where_browsers_end_them(text, result):
    """The end tags are those that HTML implies."""
    assert balance(text) == result
