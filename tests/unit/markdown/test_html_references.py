"""Ids, references to ids and URLs are found wherever HTML, SVG and ARIA have them."""

from __future__ import annotations

import time

import pytest

from sphinx_blogtheme.markdown.html_attributes import ATTRIBUTES, Form, Role
from sphinx_blogtheme.markdown.html_references import change_references, references

ROWS = [
    (attribute, element, meaning)
    for attribute, elements in ATTRIBUTES.items()
    for element, meaning in elements.items()
]

WRITTEN = {
    Form.ONE: ("a&amp;b", ["a&b"]),
    Form.WORDS: (" a  b ", ["a", "b"]),
    Form.IMAGES: ("a 1x, b,c 20w", ["a", "b,c"]),
    Form.FRAGMENT: ("#a", ["a"]),
    Form.TIMES: ("a.click; 2s ; b.end+1.5s", ["a", "b"]),
    Form.STYLE: ("x: url(a) url( 'b' ), URL(&quot;c&quot;)", ["a", "b", "c"]),
}


def changed(html: str) -> str:
    return change_references(html, lambda one: f"{one.role.name}-{one.value}")


@pytest.mark.parametrize(("attribute", "element", "meaning"), ROWS)
def test_each_row_of_the_table_is_found(attribute, element, meaning):
    """One by one, decoded, in capitals as in small letters."""
    written, expected = WRITTEN[meaning.form]
    name = "b" if element == "*" else element
    if attribute == "name":
        name = {"button": "button role=tab", "input": "input type=radio"}.get(
            name, name
        )
    html = f'<i>-</i><{name.upper()} {attribute.upper()}="{written}">'

    assert [(one.role, one.value) for one in references(html)] == [
        (meaning.role, value) for value in expected
    ]
    assert change_references(html, lambda _: None) == html


@pytest.mark.parametrize(
    ("html", "result"),
    [
        ("<a HREF = '/x'>", "<a HREF = 'LINK-/x'>"),
        ("<img src=/a?b=c>", '<img src="RESOURCE-/a?b=c">'),
        ("<a href='/it&#39;s'>", "<a href='LINK-/it&#39;s'>"),
        ('<a href="/?x=1&region=2">', '<a href="LINK-/?x=1&amp;region=2">'),
        ('<use href="#a"/>', '<use href="RESOURCE-#a"/>'),
        ('<a xlink:href="#a">', '<a xlink:href="LINK-#a">'),
        ('<rect fill="url(#a) red">', '<rect fill="url(RESOURCE-#a) red">'),
        ("<p style=\"a:url('b c')\">", "<p style=\"a:url('RESOURCE-b c')\">"),
        ("<p style='a:url(\"b\")'>", "<p style='a:url(\"RESOURCE-b\")'>"),
        (
            '<img srcset="a.png 1x, b.png 2x">',
            '<img srcset="RESOURCE-a.png 1x, RESOURCE-b.png 2x">',
        ),
        ('<td headers="a b">', '<td headers="ID_REFERENCE-a ID_REFERENCE-b">'),
        ('<set begin="a.click+1s;2s">', '<set begin="ID_REFERENCE-a.click+1s;2s">'),
        ('<i data-bs-target="#a">', '<i data-bs-target="#ID_REFERENCE-a">'),
        (
            "<style>#a:hover, p > #b {c: #abc; x: url(#c)} @media x { #d {} }</style>",
            """<style>#ID_REFERENCE-a:hover, p > #ID_REFERENCE-b {c: #abc;\
 x: url(RESOURCE-#c)} @media x { #ID_REFERENCE-d {} }</style>""",
        ),
        (
            "<style>@import 'a.css'; a{b:url(c)}</style>",
            "<style>@import 'RESOURCE-a.css'; a{b:url(RESOURCE-c)}</style>",
        ),
    ],
)
def test_values_are_changed_in_their_places(html, result):
    """What stands around them stays as it was written."""
    assert changed(html) == result


@pytest.mark.parametrize(
    "html",
    [
        "<!-- <a href=x> -->",
        "<script>'<a href=x id=y>'</script>",
        "<p title='<a href=x>'>",
        '<p title="url(#a)" data-x="url(#a)" aria-label="url(#a)">',
        '<p data-href="x" title="href=x">',
        "<a href>",
        '<input name="q"><input type=checkbox name=a><meta name="b">',
        '<param data="x"><i data-target=".a">',
    ],
)
def test_other_text_is_no_reference(html):
    """Names of controls are sent to servers, and text is for readers."""
    found = [one for one in references(html) if one.role is not Role.GROUP]

    assert found == []


@pytest.mark.parametrize(
    "html",
    [
        '<p style="' + "url(" * 20000 + '">',
        "<style>" + "a#b" * 20000,
        "<style>" + "{#b" * 20000,
        '<set begin="' + "a;" * 20000 + '">',
        '<img srcset="' + "a, " * 20000 + '">',
        '<a href="x" id="y">' * 5000,
    ],
    ids=["urls", "selectors", "braces", "times", "images", "links"],
)
def test_time_grows_with_the_number_of_references(html):
    """Whatever was forgotten at the end of a value."""
    start = time.process_time()
    references(html)

    assert time.process_time() - start < 2
