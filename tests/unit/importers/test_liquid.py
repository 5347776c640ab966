"""Tags of Liquid that an import fills in, and tags that are left for the report."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sphinx_blogtheme.importers.bodies.leftover_tags import (
    leftover_tags,
    without_template_comments,
)
from sphinx_blogtheme.importers.bodies.liquid import Liquid
from sphinx_blogtheme.importers.bodies.liquid_values import UNKNOWN, Values

SCOPE = {
    "site": {
        "title": "A <b>",
        "posts": UNKNOWN,
        "list": ["x", "y", "z"],
        "map": {"one": 1},
        "none": None,
    },
    "page": {"date": datetime(2024, 3, 5, 7, 8, tzinfo=UTC), "n": 3, "toc": False},
}
INCLUDES = {
    "a.html": "<i>\n\n{{ include.x }}</i>\n",
    "loop.html": "{% include loop.html %}",
    "open.html": "{{ site.posts.size }}",
}


def filled(text: str) -> str:
    values = Values(SCOPE, {})
    return Liquid(values, lambda _, name: INCLUDES.get(name)).filled(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ site.title | escape }}", "A &lt;b&gt;"),
        ("{{ page.date | date: '%-d %b %y' }}", "5 Mar 24"),
        ("{{ page.n | plus: 2 | divided_by: 2 }}", "2"),
        ("{{ site.list | join: ', ' | upcase }}", "X, Y, Z"),
        ("{{ site.list[1] }}{{ site.list.last }}{{ site.list.size }}", "yz3"),
        ("{{ site.none | default: 'd' }}{{ site.missing }}", "d"),
        ("{% for i in (1..3) reversed %}{{ i }}{% endfor %}", "321"),
        ("{% for i in site.list limit:2 offset:1 %}{{ i }}{% endfor %}", "yz"),
        ("{% for i in site.none %}{{ i }}{% else %}none{% endfor %}", "none"),
        ("{% if page.toc %}a{% elsif page.n >= 3 %}b{% else %}c{% endif %}", "b"),
        ("{% unless page.n == 3 or page.toc %}a{% endunless %}", ""),
        ("{% if site.list contains 'x' and page.n != 4 %}a{% endif %}", "a"),
        ("{% case page.n %}{% when 1, 2 %}a{% when 3 %}b{% endcase %}", "b"),
        ("{% assign a = site.list | first %}{{ a }}{{ a }}", "xx"),
        ("{% capture a %}({{ page.n }}){% endcapture %}{{ a | size }}", "3"),
        ("a {%- comment -%} b {%- endcomment -%} c {% # d %}", "ac "),
        ("{% include a.html x=page.n %}.", "<i>\n3</i>\n."),
        ("{% raw %}\n```\n{{ a }}\n{% endraw %}\n```\n", "```\n{{ a }}\n```\n"),
    ],
)
def test_known_value_is_filled_in(text: str, shown: str) -> None:
    """Values, filters, loops, conditions and includes are what Liquid makes of them."""
    assert filled(text) == shown


def test_html_has_no_code_of_markdown() -> None:
    """Lines of a page in HTML are indented as they please, and so are an include's."""
    liquid = Liquid(Values(SCOPE, {}), lambda *_: "\n\n\t{{ include.x }}\n")

    assert liquid.filled("\n\n\t<b>{{ page.n }}</b>", html=True) == "\n\n\t<b>3</b>"
    div = "<div>\n\n    <a href='{{ page.n }}'>\n</div>\n\n    {{ page.n }}\n"
    assert liquid.filled(div) == div.replace("{{ page.n }}", "3", 1)
    assert liquid.filled("{% include a.html x=page.n %}").strip() == "3"


@pytest.mark.parametrize(
    "text",
    [
        "{{ other }} {{ site.posts.size }} {{ site.title | own_filter }}",
        "{% for p in site.posts %}{{ p.title }}{% endfor %}",
        "{% include loop.html %} {% include open.html %} {% include none.html %}",
        "{% own 'tag' %} {% if other %}a{% endif %}",
        "{% raw %}{{ site.title }}{% endraw %} `{{ site.title }}`",
        "```\n{{ site.title }}\n```\n",
        "{% for i in (1..100000) %}a{% endfor %}",
        "{{ 1 | divided_by: 0 }} {{ site.map }}",
        "{% highlight ruby %}\n{{ site.title }}\n{% endhighlight %}",
        "{% if page.n %}{% for",
    ],
)
def test_unknown_value_stays(text: str) -> None:
    """What only the old program knows stays as it is, and so does all code."""
    assert filled(text) == text


def named(text: str, engine: str) -> list[str]:
    return [tag.name for tag in leftover_tags(text, engine, {"mood": "good"})]


def test_tags_that_a_build_reads_are_not_left() -> None:
    """What is understood, protected, or code is nobody's concern."""
    text = """{% highlight py %}{{ a }}{% endhighlight %} {% raw %}{% b %}{% endraw %}
{{ page.mood }} {% post_url 2024-01-02-a %} `{% c %}` \\{% d %}
{{< youtube abcdefghijk >}} {{</* e */>}} {% include figure image_path="/a.png" %}
"""
    assert named(text, "Jekyll") == []


def test_comment_of_a_template_is_no_text() -> None:
    """Only engines that fill in texts have such comments, and code has none."""
    text = (
        "a {# b #}{% comment %}c{% endcomment %}d `{# e #}`\n\n## F {#f}\n\n{#g} #}\n"
    )

    assert (
        without_template_comments(text, "11ty")
        == "a d `{# e #}`\n\n## F {#f}\n\n{#g} #}\n"
    )
    assert without_template_comments(text, "Hugo") == text


def test_each_engine_has_its_tags() -> None:
    """A text of Hugo may show those of Liquid, and exports have none."""
    text = '{{< own >}}\n{% other "x" %}\n{{ third }}\n{{ fourth(a="b") }}\n'

    assert named(text, "Hugo") == ["{{< own"]
    assert named(text, "11ty") == ["{{< own", "{% other", "{{ third", "{{ fourth"]
    assert named(text, "Zola") == ["{{< own", "{% other", "{{ fourth"]
    assert named(text, "WordPress") == []
