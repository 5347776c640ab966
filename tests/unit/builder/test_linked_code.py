"""Links are put into the HTML of code, whose text stays as it is."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from lxml.etree import fromstring as parse_xml
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonConsoleLexer, PythonLexer

from sphinx_blogtheme.builder.linked_code import link_code
from sphinx_blogtheme.site.named_code import CodeLink

CODE = 'import os.path as p\n\n@p.join\ndef f(): return "<&>" < p.sep\n'
SESSION = ">>> import os.path as p\n>>> p.sep < '&'\nTrue\n"

FORMATS = {
    "plain": {},
    "numbers": {"linenos": "inline"},
    "table of numbers": {"linenos": "table"},
    "emphasis": {"hl_lines": [1, 3, 4]},
    "numbers and emphasis": {"linenos": "inline", "hl_lines": [4]},
    "anchors": {"linespans": "l", "lineanchors": "a"},
}


def linked(html, code, *texts):
    """Put a link around each of some texts."""
    places = [(code.index(text), text) for text in texts]
    links = [CodeLink(at, at + len(text), "#", text, True) for at, text in places]
    return link_code(html, code, links)


def code_of(html):
    """Return the text of the code, without numbers."""
    page = BeautifulSoup(html, "html5lib")
    for number in page.select(".linenos"):
        number.decompose()
    return page.text


@pytest.mark.parametrize("options", FORMATS.values(), ids=FORMATS)
@pytest.mark.parametrize(
    ("lexer", "code", "texts"),
    [
        (PythonLexer(), CODE, ["os.path", "p.join", "p.sep"]),
        (PythonConsoleLexer(), SESSION, ["os.path", "p.sep"]),
    ],
    ids=["code", "session"],
)
def test_links_stand_around_names(lexer, code, texts, options):
    """However code is highlighted; they nest, and add no text."""
    html = highlight(code, lexer, HtmlFormatter(**options))
    made = linked(html, code, *texts)
    page = BeautifulSoup(made, "html5lib")

    assert [link.text for link in page.select("a.bt-name")] == texts
    assert code_of(made) == code_of(html)
    assert parse_xml(made).tag == "div"


def test_link_may_begin_or_end_within_a_mark():
    """As the name of a decorator does; the mark is then in two parts."""
    html = '<pre><span class="nd">@os</span>.<span class="n">sep</span>()</pre>'
    link = '<a class="bt-name" href="#"'

    assert linked(html, "@os.sep()", "os.sep") == (
        f'<pre><span class="nd">@</span>{link}><span class="nd">os</span>.'
        '<span class="n">sep</span></a>()</pre>'
    )
    assert linked(html, "@os.sep()", "s.se") == (
        f'<pre><span class="nd">@o</span>{link}><span class="nd">s</span>.'
        '<span class="n">se</span></a><span class="n">p</span>()</pre>'
    )


def test_link_leaves_other_elements_whole():
    """What is no mark of the highlighter is not divided."""
    html = "<pre><i>@os</i>.sep</pre>"

    assert linked(html, "@os.sep", "os.sep") == html


def test_links_stand_side_by_side():
    """One may end where the next begins."""
    assert linked("<pre>a.b.c</pre>", "a.b.c", "a", ".b").count("<a ") == 2


def test_empty_lines_before_code_may_be_missing():
    """Some lexers drop them."""
    html = linked("<pre>os</pre>", "\n\nos\n", "os")

    assert html == '<pre><a class="bt-name" href="#">os</a></pre>'


@pytest.mark.parametrize("html", ["<pre>Os</pre>", "<pre>os os</pre>", "os", "<pre>os"])
def test_html_of_another_text_is_left(html):
    """Nobody knows where the names are in it."""
    assert linked(html, "os", "os") == html


def test_title_says_what_the_text_does_not():
    """Of what other extensions may name with a quotation mark."""
    link = CodeLink(0, 2, 'a"&', "x.<os>", True)

    assert link_code("<pre>os</pre>", "os", [link]) == (
        '<pre><a class="bt-name" href="a&quot;&amp;" title="x.&lt;os&gt;">os</a></pre>'
    )
