"""Links are put into the HTML of code, whose text stays as it is."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
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
    assert ElementTree.fromstring(made).tag == "div"


def test_link_across_elements_is_in_pieces():
    """One that would not nest, of which the first is for the Tab key."""
    html = "<pre><i>@os</i>.<b>sep</b></pre>"

    assert linked(html, "@os.sep", "os.sep") == (
        '<pre><i>@<a class="bt-name" href="#">os</a></i>'
        '<a class="bt-name" href="#" tabindex="-1">.</a>'
        '<b><a class="bt-name" href="#" tabindex="-1">sep</a></b></pre>'
    )


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
