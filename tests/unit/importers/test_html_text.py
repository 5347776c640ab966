"""HTML becomes Markdown that says the same."""

from __future__ import annotations

import html

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinx_blogtheme.importers.bodies.html_text import markdown_of
from sphinx_blogtheme.importers.exports.wordpress_html import html_of
from sphinx_blogtheme.importers.exports.wordpress_shortcodes import WordPressPost

MARKS = (
    *("*", "_", "`", "``", "[", "](x)", "![", "<b>", "&amp;", "#", "# ", "- ", "1. "),
    *("> ", "~~", "\\", "===", "---", "|", "{", "}", ":::", "\n", " ", "a", "Ä", "9"),
)

CASES = [
    ("<b>a</b>b<i>,c</i>d", "**a**b<em>,c</em>d"),
    ("a<b> b </b>c", "a **b** c"),
    ("<h2>A  b</h2>", "## A b"),
    ('<h2 id="own">A b</h2>', "## A b {#own}"),
    ('<a href="#x">a</a><div id="x"><h3>B</h3></div>', "[a](#x)\n\n### B {#x}"),
    ('<a href="#x">a</a><div id="x"><p>b</p></div>', '[a](#x)\n\n<a id="x"></a>b'),
    ('<a href="#x">a</a> <span id="x">b</span>', '[a](#x) <a id="x"></a>b'),
    ('<div id="x"><p>b</p></div>', "b"),
    ('<h2 id="-a">👁 A</h2>', "## 👁 A {#-a}"),
    ('<h2 id="it%E2%80%99s">It’s</h2>', '<div id="it’s"></div>\n\n## It’s'),
    ("<p>a:<br>$$<br>x_1<br>$$<br>b</p>", "a:\\\n$$x_1$$\\\nb"),
    ('<a href="http://a.example/%22">http://a.example/%22</a>', "[http://a.example/%22](http://a.example/%22)"),
    ('<a href="/a (b).png">x</a>', "[x](/a%20%28b%29.png)"),
    (
        "<ul><li><a href=/u><figure><img src=/a.png><figcaption>B</figcaption></a></ul>",
        "- ```{figure} /a.png\n  :target: /u\n\n  B\n  ```",
    ),
    ('<a href="/u"><p>a</p><p><img src="/b.png"></p></a>', "[![](/b.png) a](/u)"),
    ('<img src="/a.png" alt="a [b]">', r"![a \[b\]](/a.png)"),
    ("<pre>a\n\n```\nb</pre>", "````\na\n\n```\nb\n````"),
    ('<pre class="brush: php; gutter: 1">x</pre>', "```php\nx\n```"),
    ('<pre class="lang:python">x</pre>', "```python\nx\n```"),
    ('<pre data-enlighter-language="c++">x</pre>', "```cpp\nx\n```"),
    ("<pre>\tmake\n</pre>", "```\n\tmake\n```"),
    ("<p>x<br><br></p>", "x"),
    ("<p>1. a</p><p>2</p>", "1\\. a\n\n2"),
    ("<p>$5, {{ x }}, [^1]</p>", r"\$5, \{{ x }}, \[^1]"),
    ("<p>$latex x_1$ \\(y*\\)</p>", "$x_1$ $y*$"),
    ("H<sub>2</sub>O", "H<sub>2</sub>O"),
    ("<p>https://example.org/a_b</p>", "<https://example.org/a_b>"),
    ("a<!--more-->b<!-- c -->", "a\n\n<!--more-->\n\nb"),
    ('<script src="https://gist.github.com/a/1.js"></script>', "<https://gist.github.com/a/1>"),
    ('<table><tr><td rowspan="2">a\n\nb</td></tr></table>', '<table><tr><td rowspan="2">a\nb</td></tr></table>'),
    ("<table><tr><td>a<br>b|c</td></tr></table>", "|  |\n| --- |\n| a<br>b\\|c |"),
    ("<div>a<br> <br/>b<br>c</div>", "a\n\nb\\\nc"),
    ("<li>a<br><br>b</li>", "- a\n\n  b"),
    ("<pre>a<br><br>b</pre>c<br><br>d", "```\na\n\nb\n```\n\nc\n\nd"),
    ('a <span style="font-weight:bold">b</span> <font color="red">c</font>', "a **b** c"),
    ('<span style="font-style: italic"><p>a</p></span>', "a"),
    ('<table class="tr-caption-container"><tr><td><img src="/a.png"></td></tr><tr><td class="tr-caption">A <i>b</i></td></tr></table>', "```{figure} /a.png\n\nA *b*\n```"),
    ('<pre data-code-block-lang="ruby"><span>x<br>y</span></pre>', "```ruby\nx\ny\n```"),
    ('<p>x<a class="footnote-anchor" id="r" href="#n">1</a></p><div class="footnote"><a id="n" href="#r" class="footnote-number">1</a><div><p>N</p></div></div>', "x[^1]\n\n[^1]: N"),
    ('<p>x<sup><a href="#n" id="r">1</a></sup></p><ol><li id="n">N <a href="#r">↩</a></li></ol>', "x[^1]\n\n[^1]: N"),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_element_becomes_markdown(source, expected):
    """Each element has its form; what Markdown cannot say stays HTML."""
    assert markdown_of(source).text == f"{expected}\n"


@settings(max_examples=200)
@given(st.lists(st.sampled_from(MARKS), min_size=1, max_size=12).map("".join))
def test_text_stays_text(text):
    """Nothing that was text becomes markup, in CommonMark with GitHub's tables."""
    made = markdown_of(f"<p>{html.escape(text)}</p>").text
    page = MarkdownIt("gfm-like", {"linkify": False}).render(made)

    assert BeautifulSoup(page, "html.parser").get_text().split() == text.split()


@pytest.mark.parametrize(
    "source",
    [
        *("<br>" * 20000, "<section>a<br><br>" * 90 + "b<br><br>" * 5000),
        *("<div>" * 5000, "<b>" * 5000, "[a " * 30000, "[a]" * 20000 + "[/a]"),
        *("[code]" * 20000, "<pre>" * 1000, r"\(" * 20000, "$$a" * 20000, "*" * 50000),
    ],
    ids=lambda source: source[:5],
)
def test_hostile_body_ends_soon(source):
    """No body takes a time that grows faster than it, and depth is no crash."""
    made, _ = html_of(source, WordPressPost(post="1"))

    markdown_of(made)
