"""HTML whose tags don't nest becomes HTML whose tags do."""

from __future__ import annotations

import re
import time

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.markdown.html_nesting import balance

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
        # Its author ended it; a browser would not, and show nothing more.
        ("<iframe src=x />a<b>b", "<iframe src=x></iframe>a<b>b</b>"),
        ("<svg><path/></svg>", "<svg><path/></svg>"),
        ("<script>if (a<b) '<p>'</script>", "<script>if (a<b) '<p>'</script>"),
        ("<textarea><p></textarea>", "<textarea><p></textarea>"),
        ("<!-- <p> -->", "<!-- <p> -->"),
        ("1 < 2 and a<b", "1 < 2 and a<b"),
        (
            "<table><thead><tr><th>a<tbody><tr><td>b</table>",
            (
                "<table><thead><tr><th>a</th></tr></thead>"
                "<tbody><tr><td>b</td></tr></tbody></table>"
            ),
        ),
        (
            "<ul><li><table><tr><td><li>a</li></table></ul>",
            "<ul><li><table><tr><td><li>a</li></td></tr></table></li></ul>",
        ),
        ("<h1>a</h2>b", "<h1>a</h1>b"),
        ("<span><div>a</span>b</div>", "<span><div>ab</div></span>"),
        ("<iframe><p></iframe><p>a", "<iframe><p></iframe><p>a</p>"),
        ("<p>a<xmp><b></xmp>", "<p>a</p><xmp><b></xmp>"),
        ("<button>a<button>b", "<button>a</button><button>b</button>"),
        ("<ruby>a<rt>b<rt>c</ruby>", "<ruby>a<rt>b</rt><rt>c</rt></ruby>"),
        (
            "<select><optgroup><option>a<option>b<optgroup></select>",
            (
                "<select><optgroup><option>a</option><option>b</option></optgroup>"
                "<optgroup></optgroup></select>"
            ),
        ),
        ("<object><param name=a></object>", "<object><param name=a></object>"),
        ("<svg><a><a>x</a></a></svg>", "<svg><a><a>x</a></a></svg>"),
        ("<?php echo '<b>' ?>a", "<?php echo '<b>' ?>a"),
    ],
)
def test_elements_end_where_browsers_end_them(text, result):
    """The end tags are those that HTML implies."""
    assert balance(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("<div/>a", "<div>a</div>"),
        ('<p><a id="x" />a</p>', '<p><a id="x">a</a></p>'),
        ("<a href=http://e.org/>a</a>", "<a href=http://e.org/>a</a>"),
        ("<svg><g/><path d=M0/></svg>", "<svg><g/><path d=M0/></path></svg>"),
        ("<svg/>a", "<svg/>a"),
    ],
)
def test_slash_ends_elements_of_svg_and_mathml_only(text, result):
    """Browsers ignore it elsewhere, and the rest of the page would be within."""
    assert balance(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("<p>a<!-- b <div>", "<p>a<!-- b <div>--></p>"),
        ("<!-->a<!-- b --!>c", "<!-->a<!-- b --!>c"),
        ("a<? b", "a<? b>"),
        ("<script>a", "<script>a</script>"),
        ('<iframe src="x" />a', '<iframe src="x"></iframe>a'),
        ("<script src='x'/> </script>a", "<script src='x'></script> a"),
    ],
)
def test_what_hides_the_rest_of_a_page_ends(text, result):
    """An author who forgets the end of a comment keeps what comes after the post."""
    assert balance(text) == result


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ('<p title="5" tall">a', '<p title="5" tall">a</p>'),
        ("<p title=it's>a", "<p title=it's>a</p>"),
        ("<p title='>'>a", "<p title='>'>a</p>"),
    ],
)
def test_quotes_are_those_of_values(text, result):
    """A quote elsewhere in a tag hides nothing, neither here nor in browsers."""
    assert balance(text) == result


def test_well_formed_html_keeps_its_spelling():
    """Tags are written as their author wrote them."""
    text = "<P>a</P><svg><foreignObject><p>a</p></foreignObject></svg><p>b</p >"

    assert balance(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20000,
        "<div>" * 20000 + "</p>" * 20000,
        "<span>" * 20000 + "<p>" * 20000,
        "".join(f"<x{number}>" for number in range(20000)) + "<p>" * 20000,
        "<!--" * 20000,
        "<![CDATA[" * 20000,
        "<a b='' c=\"" * 20000,
    ],
    ids=["deep", "ends", "paragraphs", "names", "comments", "cdata", "attributes"],
)
def test_time_grows_with_the_length_only(text):
    """A fraction of a second, where each depth once had to be looked through."""
    start = time.process_time()
    balance(text)

    assert time.process_time() - start < 2
