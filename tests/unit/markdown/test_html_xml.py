"""HTML of authors as XML."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.markdown.html_xml import as_xml, is_well_formed


@pytest.mark.parametrize(
    ("html", "xml"),
    [
        ("a<br>b<hr>", "a<br />b<hr />"),
        ("<IMG SRC=a.png SRC=b ALT>", '<img src="a.png" alt="" />'),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("&nbsp;&copy; AT&T &lt; &amp; &nope;", "\xa0© AT&amp;T &lt; &amp; &amp;nope;"),
        ("<!-- a -- b --->", "<!-- a - - b -->"),
        ("<!-- never", "<!-- never-->"),
        ("<script>a<b && c</script>", "<script>a&lt;b &amp;&amp; c</script>"),
        ('<a href="?a=1&b=2">x</a>', '<a href="?a=1&amp;b=2">x</a>'),
        ('<div @click="x" v-on:y="z" id=i>w</div>', '<div id="i">w</div>'),
        ("<o:p>x</o:p>", "<o-p>x</o-p>"),
        ("\0\v\ufffex", "x"),
        ("<?php x ?><!DOCTYPE html>y", "y"),
        ("<p/>x", "<p>x</p>"),
        ("<svg><a/></svg>", '<svg xmlns="http://www.w3.org/2000/svg"><a /></svg>'),
    ],
)
def test_html_is_written_as_xml(html, xml):
    """It means the same to a browser."""
    assert as_xml(html) == xml
    assert is_well_formed(xml)


PARTS = [
    *["<p>", "</p>", "<br>", "<img a=1 a=2>", "<script>", "</script>", "<!--", "-->"],
    *["--", "&nbsp;", "&", "<", ">", '"', "x", " ", "<td>", "<b>", "</b>", "<a:b c:d>"],
    *["<svg>", "</svg>", "<textarea>", "]]>", "<![CDATA[", "<?", "\0", "é", "<title/>"],
]


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_any_text_becomes_xml(html):
    """An XML parser takes it."""
    xml = as_xml(html)

    assert is_well_formed(xml), xml
    ET.fromstring(f"<div xmlns:epub='http://x'>{xml}</div>")  # noqa: S314 -- our own
