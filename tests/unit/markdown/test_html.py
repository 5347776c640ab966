"""HTML of authors is read as browsers read it."""

from __future__ import annotations

import time

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from sphinx_blogtheme.markdown.html import (
    attributed_tags,
    attributes,
    change_tags,
    elements,
    has_text,
    rename,
    start_tags,
    text_of,
    without,
    without_comments,
)

NO_TAG = [
    "<!-- <a> -->",
    "<script>'<a>'</script>",
    "<STYLE>/* <a> */</style >",
    "<textarea><a></textarea>",
    "<!-- <a>",
    "<script><a>",
    "&lt;a>",
    "< a>",
    "<abbr>",
    "</a>",
    '<i title="<a href=x>">',
    "<i rel=b title='b > c <a href=x>'>",
    "<a",
]
"""HTML in which there is no ``a``."""

names = st.sampled_from(["a", "href", "DATA-x", "xlink:href", "é"])
texts = st.text(st.sampled_from("ab/=>&;é "), max_size=6)
written_attributes = st.one_of(
    names,
    st.builds('{}="{}"'.format, names, texts),
    st.builds("{} = '{}'".format, names, texts),
    st.builds("{}=/a?b={}".format, names, st.sampled_from("a=b/")),
)


@pytest.mark.parametrize("html", NO_TAG)
def test_what_is_no_tag_is_passed_over(html):
    """Comments, scripts, values and text may have the letters of a tag."""
    assert list(start_tags(html, "a")) == []
    assert change_tags(html, lambda _: " x", "a") == html
    assert list(elements(html, "a")) == []
    assert without(html, "a") == html
    assert rename(html, {"a": "b"}) in (html, "</b>")


def test_tags_are_found_by_their_names():
    """In any case, and all of them where none is named."""
    html = "<A Href=x><img/>text<script src=y>'<b>'</script><br></a>"

    assert [tag.name for tag in start_tags(html)] == ["a", "img", "script", "br"]
    assert any(start_tags('<script src="x" /><a>', "a"))
    (tag,) = start_tags(html, "script")
    assert html[tag.start : tag.end] == "<script src=y>"
    assert [tag.attributes for tag in start_tags(html, "a", "img")] == [" Href=x", "/"]


@given(st.lists(written_attributes, max_size=4))
def test_attributes_have_the_values_that_they_have_for_browsers(written):
    """With quotes or without, and the first where a name is there twice."""
    html = f"<p {' '.join(written)} >"
    (tag,) = start_tags(html)
    (expected,) = BeautifulSoup(html, "html5lib").body.find_all("p")

    assert tag.values() == expected.attrs


def test_attribute_knows_its_place():
    """Its value can be replaced with the quotes around it."""
    text = ' hidden alt="a &amp; b" src=/x?a=b'
    hidden, alt, source = attributes(text)

    assert not hidden.has_value
    assert (alt.written, alt.value) == ("a &amp; b", "a & b")
    assert text[alt.start : alt.end] == '"a &amp; b"'
    assert text[source.start :] == source.value == "/x?a=b"


def test_attributes_of_a_tag_can_be_changed():
    """What stands around them stays as it was written."""
    html = '<IMG src="a>b"/><!-- <img> --><img>'

    assert change_tags(html, lambda tag: f" alt{tag.attributes}", "img") == (
        '<IMG alt src="a>b"/><!-- <img> --><img alt>'
    )
    assert change_tags(html, lambda _: None, "img") == html


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("/x?a=1&region=2", "/x?a=1&region=2"),
        ("/x?a=1&copy=2&amp;reg=3", "/x?a=1&copy=2&reg=3"),
        ("&notit;&notit&not &not", "&notit;&notit¬ ¬"),
        ("&amp;=&#38;&#x26;&lt", "&=&&<"),
        ("&copy;=&copy1&copy-", "©=&copy1©-"),
        ("a&b&;&#;", "a&b&;&#;"),
    ],
)
def test_only_whole_references_are_characters(written, value):
    """A parameter of a URL may have the name of a character."""
    expected = BeautifulSoup(f'<p x="{written}">', "html5lib").p["x"]
    (attribute,) = attributes(f' x="{written}"')

    assert attribute.value == value == expected


def test_tags_with_attributes_are_found_fast():
    """Those of highlighted code, which have a class only, are passed over."""
    html = (
        '<b><i class="k">a</i><p class="x" id=y><style a="b">c</style><!-- <p id=z> -->'
    )
    found = [(tag.name, html[tag.end : end]) for tag, end in attributed_tags(html)]

    assert found == [("p", ""), ("style", "c")]


@pytest.mark.parametrize(
    ("html", "inside"),
    [
        ("<p>a</p><P class=x>b</p >", ["a", "b"]),
        ("<p>a<i><p>b</p></i></p>c", ["a<i><p>b</p></i>"]),
        ("<p>a<p>b</p>", [None, "b"]),
        ("<td>a<p>b</p></td>c</p>", ["a<p>b</p>"]),
        ("<p>a<!-- </p> --></p>", ["a<!-- </p> -->"]),
        ("</p><p><script>'</p>'</script></p>", ["<script>'</p>'</script>"]),
    ],
)
def test_elements_are_the_outermost_of_their_names(html, inside):
    """An end tag ends the last one that is open, and none is implied."""
    found = list(elements(html, "p", "td"))

    assert [element.inside for element in found] == inside
    assert all(
        html[element.tag.end : element.end].startswith(element.inside or "")
        for element in found
    )


def test_elements_can_be_left_out():
    """All of a name, or those of a class; what has no end stays."""
    html = 'a<pre>b<pre>c</pre></pre>d<a class="x y">e</a><a title="x">f</a><pre>g'

    assert without(html, "pre", put=" ") == (
        'a d<a class="x y">e</a><a title="x">f</a><pre>g'
    )
    assert without(html, "a", classes=["x"]) == (
        'a<pre>b<pre>c</pre></pre>d<a title="x">f</a><pre>g'
    )


def test_headings_get_other_names():
    """Their start tags and their end tags."""
    html = "<h1 id=a>A</h1><H2>B</H2><header><!-- <h1> -->"

    assert rename(html, {"h1": "h2", "h2": "h3"}) == (
        "<h2 id=a>A</h2><h3>B</h3><header><!-- <h1> -->"
    )


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<b>c</b>d", "acd"),
        ('a<img alt="b > c">&amp;', "a&amp;"),
        ("1 < 2 > 0", "1 < 2 > 0"),
        ("a<!-- b --><?c?><!-- d", "a"),
    ],
)
def test_text_is_what_stands_between_tags(html, text):
    """With all signs that only look like the beginning of a tag."""
    assert text_of(html) == text
    assert text_of("a<br>b", " ") == "a b"
    assert has_text(html)
    assert not has_text(f" <br alt='x'><!-- {html.partition('<!--')[0]} -->\n")


@pytest.mark.parametrize(
    ("html", "rest"),
    [
        ("a<!-- b -->c<!-->d", "acd"),
        ("<!-- a --!><p>-->", "<p>-->"),
        ("<!-- a", "<!-- a"),
    ],
)
def test_comments_end_where_browsers_end_them(html, rest):
    """What stands after that is part of the page."""
    assert without_comments(html) == rest


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 20000,
        "<div>" * 20000 + "</div>" * 20000,
        "<!--" * 20000,
        "<script>" * 20000,
        "<div a b='' href=\"" * 20000,
        "<div " + "a " * 20000,
    ],
    ids=["open", "deep", "comments", "scripts", "values", "attributes"],
)
def test_time_grows_with_the_length_only(html):
    """Whatever was forgotten at the end of a tag, a comment or an element."""
    start = time.process_time()
    list(elements(html, "div"))
    list(attributed_tags(html))
    text_of(html)

    assert time.process_time() - start < 2
