"""What is read in bodies of other engines, without Sphinx."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from growth import assert_proportional
from sphinx_blogtheme.discovery.page_lookup import FoundPage, PageIndex
from sphinx_blogtheme.markdown.dialect import use_blog_dialect
from sphinx_blogtheme.markdown.shortcodes.context import BodyContext
from sphinx_blogtheme.markdown.shortcodes.detect import needs_translation
from sphinx_blogtheme.markdown.shortcodes.elements import Figure, line_numbers
from sphinx_blogtheme.markdown.shortcodes.markup import HtmlWriter
from sphinx_blogtheme.markdown.shortcodes.plugin import use_shortcodes
from sphinx_blogtheme.markdown.shortcodes.tags import ESCAPED, read_tag, unescaped

MARKS = [
    *("{{<", ">}}", "{{%", "%}}", "{%", "%}", "{{", "}}", "{:", "}", "{", "/", "/>}}"),
    *("{{</*", "*/>}}", "{{< /details >}}", "{{< details >}}", "{% raw %}"),
    *("{% endraw %}", "{% highlight x %}", "{% endhighlight %}", "{{< note >}}"),
    *("{{< /note >}}", '{% quote(a="b") %}', "{% end %}", "{{% foo %}}", "{: .x}"),
    *("figure", "ref", "youtube", "link", "include", '"', "'", "`", "```", "~~~"),
    *("\n", "\n\n", "    ", "  ", "> ", "- ", "1. ", "[!note]", "!!! note", "??? x"),
    *('=== "T"', "::: ", "](", "[", ")", "]: ", "{filename}", "|tag|", "@/", "|", "#"),
    *(
        "site.url",
        "| relative_url",
        "<",
        ">",
        "<div>",
        "</div>",
        "<a href='",
        "\\",
        "=",
        "é",
    ),
]


def parse(text: str, **options) -> tuple[str, BodyContext]:
    """Return all that a post's tokens hold, and how its body was read."""
    body = BodyContext(find_page={"a.md": "/2025/03/a/"}.get, **options)
    md = MarkdownIt("commonmark")
    use_blog_dialect(md)
    use_shortcodes(md, body)
    tokens = md.parse(text)
    return "\n".join(f"{token.content}{token.meta}" for token in tokens), body


@given(st.lists(st.sampled_from(MARKS), max_size=30), st.integers(0, 30))
def test_no_text_is_lost(marks, place):
    """A paragraph is on the page, whatever braces stand before and after it."""
    text = "".join([*marks[:place], "\n\n\nkept\n\n\n", *marks[place:]])

    assert "kept" in parse(text)[0]


@given(st.text(alphabet='{}<>%/*"`=| \nab[]()!:.\x00', max_size=200))
def test_any_text_can_be_read(text):
    """No text makes the rules fail."""
    parse(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "{{< a ",
            '{{< a "',
            "{% a ",
            "{{ a(",
            "{{</* ",
            "{{",
            "](",
            "]({{< ref ",
            "`",
        ),
        *(
            "{{< details >}}\n",
            "{{< details >}} ",
            "{% raw %}\n",
            "{% raw %} ",
            "{{< x >}}\n",
        ),
        *(
            "{{< figure\n",
            "!!! note\n",
            "> [!note]\n",
            "{: .x}\n",
            '<a href="{{ ',
            "{% end %} ",
        ),
        *("<pre>{{", "{{ page.x | a ", '{{ "/x" | a: b '),
    ],
)
def test_time_is_proportional_to_the_text(text):
    """Ten thousand beginnings without an end are no work for minutes."""
    assert_proportional(lambda size: parse(text * size), 10_000)


@pytest.mark.parametrize(
    "text",
    [
        "In Django, {% load x %}, {% include 'a.html' %} and {{ form.as_p }} are tags.",
        "{% for x in y %}\n{{ x }}\n{% endfor %}",
        "{{ macro('x') }}",
        "{% raw %} is a tag, and {% comment %} too.",
        "{% block title %}\n\n{% endblock %}",
        "$\\frac{{a}}{{b}}$",
        "!!! Surely note",
        "===\n",
    ],
)
def test_templates_of_other_kinds_are_text(text):
    """What may be Django's or Jinja's stays as it is, without a warning."""
    found, body = parse(text)

    assert text.split("\n")[0].strip() in found
    assert body.unknown == {}


@pytest.mark.parametrize(
    "text", ["Nothing.", "x {y} z", "![a](b.png)", "| a | b |\n|---|---|", "`{x}`"]
)
def test_ordinary_post_costs_nothing(text):
    """Posts without a sign of another engine are read without the rules."""
    assert not needs_translation(text)


@pytest.mark.parametrize(
    ("text", "name", "words", "named"),
    [
        ('{{< figure src="a > b" >}}', "figure", (), {"src": "a > b"}),
        ("{{%x%}}", "x", (), {}),
        ("{{< a/b.html `c d` />}}", "a/b.html", ("c d",), {}),
        ("{{< x href=/a/b/ >}}", "x", (), {"href": "/a/b/"}),
        ('{{< x "say \\"a\\"" >}}', "x", ('say "a"',), {}),
        ("{%- highlight ruby linenos -%}", "highlight", ("ruby", "linenos"), {}),
        ('{{ youtube(id="a", b=true) }}', "youtube", (), {"id": "a", "b": "true"}),
        ("{{< figure\n  src=x\n>}}", "figure", (), {"src": "x"}),
    ],
)
def test_tag_has_name_and_arguments(text, name, words, named):
    """The spellings of Hugo, Nikola, Liquid and Zola give the same value."""
    tag, end = read_tag(text)

    assert (tag.name, tag.words, tag.named, end) == (name, words, named, len(text))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('{{</* x "a" */>}}', '{{< x "a" >}}'),
        ("{{%/* /x */%}}", "{{% /x %}}"),
        ("{{/* x() */}}", "{{ x() }}"),
        ("{%/* end */%}", "{% end %}"),
    ],
)
def test_escaped_tag_is_shown(written, shown):
    """Hugo's and Zola's way of showing a shortcode is undone."""
    assert unescaped(ESCAPED.fullmatch(written)) == shown


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1,3-4 9", (1, 3, 4, 9)),
        ("x 2-y", ()),
        ("5-3", ()),
        ("7-999999999", range(7, 10007)),
    ],
)
def test_lines_are_named_by_numbers_and_ranges(text, lines):
    """Nonsense names none, and no range is endless."""
    assert line_numbers(text) == tuple(lines)


PLACES = PageIndex(
    FoundPage(path=path, docname=docname, slug=slug)
    for path, docname, slug in [
        ("posts/2020-01-02-one.md", "2020/01/one", "one"),
        ("posts/two/index.md", "2020/02/two", "second"),
        ("a/same.md", "2020/03/same", "same"),
        ("b/same.md", "2020/04/same", "same"),
        ("about.md", "about", ""),
    ]
)


@pytest.mark.parametrize(
    ("path", "docname"),
    [
        ("2020-01-02-one.md", "2020/01/one"),
        ("/posts/2020-01-02-one", "2020/01/one"),
        ("_posts/2020-01-02-one.md", "2020/01/one"),
        ("one", "2020/01/one"),
        ("two", "2020/02/two"),
        ("posts/two/", "2020/02/two"),
        ("second", "2020/02/two"),
        ("../b/same.md", "2020/04/same"),
        ("a/same", "2020/03/same"),
        ("same", None),
        ("/about.md", "about"),
        ("content/about.md", "about"),
        ("../../../etc/passwd", None),
        ("", None),
        ("/", None),
    ],
)
def test_page_is_found_by_what_its_engine_calls_it(path, docname):
    """A path, its end, a name without its date, or a slug; never one of several."""
    place = PLACES.find(path, "posts/here.md")

    assert (place and place.docname) == docname


def test_figure_in_html_is_whole():
    """It has both dimensions, and its caption is Markdown there too."""
    figure = Figure(source="/a.png", width="30", height="20", caption="A *b* & c")

    assert HtmlWriter().image(figure) == (
        '<img src="/a.png" alt="" width="30" height="20"> A <em>b</em> &amp; c'
    )
