"""Posts of other engines come out as their readers knew them."""

from __future__ import annotations

import pytest

from conftest import DOT, assert_warnings, post, posts

OTHER = post("## Part {#step}\n", title="Other", tags="[red]")
HERE = "2025/03/x"


@pytest.fixture
def body(site):
    """Return a function that builds a post and returns its text, parsed."""

    def build(text, *, warnings=(), files=(), **conf):
        sources = {
            "posts/x.md": post(text, colour="red"),
            "posts/2025-03-01-other.md": OTHER,
            "files/images/a.png": DOT,
            **dict(files),
        }
        built = site(sources, **conf).build(warnings=warnings)
        return built.html(HERE).select_one(".bt-body")

    return build


@pytest.fixture
def shared(case):
    """Return a function that does so for one of several posts in a site."""
    files = {"posts/2025-03-01-other.md": OTHER, "files/images/a.png": DOT}

    def build(bodies, key, warnings=()):
        sources = {each: post(text, colour="red") for each, text in bodies.items()}
        found = case(sources, key, files=files)
        assert_warnings(found.warnings, warnings)
        return found.html().select_one(".bt-body")

    return build


HUGO = [
    ('{{< figure src="/images/a.png" caption="A *b*" >}}', "figcaption em", "b"),
    ('{{< figure src="/images/a.png" title="T" >}}', "figcaption strong", "T"),
    (
        '{{< figure src="/images/a.png" attr="Ann" attrlink="https://a.example/" >}}',
        'figcaption a[href="https://a.example/"]',
        "Ann",
    ),
    (
        '{{< figure\n  src="/images/a.png"\n  link="/2025/03/other/"\n>}}',
        'figure a[href="../other/"] > img',
        "",
    ),
    (
        '{{< figure src="/images/a.png" alt="Alt" width="40%" class="wide" >}}',
        'figure.wide img[alt="Alt"][style*="40%"]',
        "",
    ),
    (
        '{{< figure src="/images/a.png" caption="A *b* & c" >}}',
        'figure img[alt="A b & c"]',
        "",
    ),
    (
        '{{< blockquote author="Ann" title="A book" >}}\nx\n{{< /blockquote >}}',
        "blockquote .attribution",
        "—Ann, A book",
    ),
    (
        '{{< quote source="A book" link="https://a.example/" >}}\nx\n{{< /quote >}}',
        'blockquote .attribution a[href="https://a.example/"]',
        "A book",
    ),
    (
        'A {{< quote "Ann" "A book" >}}x{{< /quote >}}',
        "p + p",
        "A (Ann, A book) x",
    ),
    ("{{< highlight go >}}\na\n{{< /highlight >}}", ".highlight-go pre", "a\n"),
    (
        '{{< highlight py "hl_lines=2 3" >}}\na\nb\nc\nd\n{{< / highlight >}}',
        ".highlight-py .hll ~ .hll",
        "c\n",
    ),
    (
        "{{< highlight py >}}\n{{< x >}}\n\n    y\n{{< /highlight >}}",
        ".highlight-py pre",
        "{{< x >}}\n\n    y\n",
    ),
    ("```py {linenos=true,linenostart=7}\na\n```", "pre .linenos", "7 "),
    ('```py linenums="1" hl_lines="1"\na\n```', "pre .hll .linenos", "1 "),
    ("```js {1}\na\n```", "pre .hll", "a\n"),
    ("{{< youtube abcdefghijk >}}", ".bt-embed iframe[srcdoc]", ""),
    ('{{< vimeo id="12345" title="V" >}}', '.bt-embed iframe[title*="V"]', ""),
    (
        '{{< x user="ann" id="12" >}}',
        'a[href="https://x.com/ann/status/12"]',
        "Post by @ann on X",
    ),
    ("{{< gist ann 12 >}}", 'a[href="https://gist.github.com/ann/12"]', None),
    ("{{< instagram AbC_1 >}}", 'a[href*="instagram.com/p/AbC_1"]', None),
    ("See {{< youtube abcdefghijk >}}.", 'p > a[href*="youtube.com"]', None),
    ("Is {{< param colour >}}.", "p + p", "Is red."),
    (
        '{{% details "A *b*" %}}\n- c\n{{% /details %}}',
        "details:not([open]) li",
        "c",
    ),
    (
        '{{< details summary="S" open=true >}}t{{< /details >}}',
        "details[open] p",
        "t",
    ),
    ('{{% notice tip "T" %}}\n*x*\n{{% /notice %}}', ".admonition.tip em", "x"),
    ("- a\n\n  {{% note %}}\n  x\n  {{% /note %}}", "li .admonition p + p", "x"),
    ("`{{</* x */>}}` b", "code", "{{< x >}}"),
    ("a {{</* x */>}} b", "p + p", "a {{< x >}} b"),
    ("```\n{{%/* x */%}}\n```", "pre", "{{% x %}}\n"),
    ("```\n{{< youtube a >}}\n```", "pre", "{{< youtube a >}}\n"),
]


@pytest.mark.parametrize(("text", "selector", "shown"), HUGO)
def test_shortcode_of_hugo_is_what_it_stood_for(shared, text, selector, shown):
    """Figures, code, players, boxes and values are in the post."""
    bodies = {text: f"Before.\n\n{text}\n\nAfter.\n" for text, *_ in HUGO}
    found = shared(bodies, text).select_one(selector)

    assert found is not None
    assert shown is None or found.get_text() == shown


JEKYLL = [
    ("{% highlight ruby %}\na\n{% endhighlight %}", ".highlight-ruby pre", "a\n"),
    ("{% highlight c linenos %}\na\n{% endhighlight %}", "pre .linenos", "1 "),
    ("{% raw %}\n`{{ site.url }}` {{ site.url }}\n{% endraw %}", "p", None),
    ("{% raw %}{{ x }}{% endraw %} y", "p", "{{ x }} y"),
    ("`{% raw %}{{ x }}{% endraw %}`", "code", "{{ x }}"),
    ("```liquid\n{% raw %}\n{{ x }}\n{% endraw %}\n```", "pre", "{{ x }}\n"),
    ("At {{ site.url }}.", "p", "At https://example.org."),
    ("{% include youtube.html id='abcdefghijk' %}", ".bt-embed iframe", ""),
    ('{% include figure image_path="/images/a.png" %}', "figure img", ""),
    ('{% include figure.html src="/images/a.png" %}', "figure img", ""),
    ("Para.\n{: .lead}", "p.lead", "Para."),
    ("[a](https://a.example/){:target='_blank'}", "p", "a"),
    ("* TOC\n{:toc}\n\nText.", "p", "Text."),
    ("## H\n{: #own}\n\n[a](#own)", "#own h2", None),
    ("```\n{{ site.url }} {% post_url x %}\n```", "pre", None),
    ("    {% highlight a %}\n\n`{% link a.md %}`", "p code", "{% link a.md %}"),
]


@pytest.mark.parametrize(("text", "selector", "shown"), JEKYLL)
def test_tag_of_jekyll_is_what_it_stood_for(shared, text, selector, shown):
    """Liquid works in the text, and is left alone in code."""
    bodies = {text: f"{text}\n" for text, *_ in JEKYLL}
    found = shared(bodies, text, []).select_one(selector)

    assert found is not None
    assert shown is None or found.get_text() == shown


def test_raw_text_has_its_braces(body):
    """What stands between raw and endraw is not printed by anybody."""
    text = body("{% raw %}\n{{ site.url }} `{{ page.title }}`\n{% endraw %}\n")

    assert text.select_one("p").get_text() == "{{ site.url }} {{ page.title }}"


def test_comment_is_not_seen(body):
    """Neither a comment in a line of its own nor one of several lines."""
    text = body(
        "{% comment %} a {% endcomment %}\n\nb\n\n{% comment %}\nc\n\nd\n{% endcomment %}\n"
    )

    assert text.get_text().split() == ["b"]


def three_links(url):
    """Return a text that has a URL in a link, in a reference and in HTML."""
    html = url if url != "2025-03-01-other.md#step" else "/2025/03/other/#step"
    return f'[a]({url}) [b][r]\n\n[r]: {url}\n\n<a href="{html}">c</a>\n'


LINKS = [
    '{{< ref "2025-03-01-other.md#step" >}}',
    '{{< relref "/posts/2025-03-01-other#step" >}}',
    '{{% ref "other" %}}#step',
    "{% post_url 2025-03-01-other %}#step",
    "{{ site.baseurl }}{% link _posts/2025-03-01-other.md %}#step",
    "{{ site.url }}/2025/03/other/#step",
    '{{ "/2025/03/other/#step" | relative_url }}',
    "{filename}2025-03-01-other.md#step",
    "{filename}/posts/2025-03-01-other.md#step",
    "|filename|2025-03-01-other.md#step",
    "@/posts/2025-03-01-other.md#step",
    "2025-03-01-other.md#step",
]


@pytest.mark.parametrize("url", LINKS)
def test_link_by_the_way_of_its_engine_is_one_of_the_site(shared, url):
    """In a link, in a reference and in HTML, with its fragment."""
    text = shared({each: three_links(each) for each in LINKS}, url)

    assert [a["href"] for a in text.select("a")] == ["../other/#step"] * 3


PELICAN = [
    ("{static}/images/a.png", "../../../images/a.png"),
    ("{attach}/images/a.png", "../../../images/a.png"),
    ("{tag}Red", "../../../tag/red/"),
    ("{index}", "../../../"),
]


@pytest.mark.parametrize(("url", "href"), PELICAN)
def test_pelican_names_files_terms_and_the_front_page(shared, url, href):
    """Its other words in braces lead where they led."""
    bodies = {url: f"[a]({url})\n" for url, _ in PELICAN}

    assert shared(bodies, url).select_one("a")["href"] == href


def test_image_of_pelican_or_jekyll_is_shown(body):
    """The path of an image may be in either's spelling."""
    text = body(
        "![]({static}/images/a.png) ![]({{ site.baseurl }}/images/a.png)\n"
        '<img src="{static}/images/a.png" alt="">\n'
    )

    assert [i["src"] for i in text.select("img")] == ["../../../images/a.png"] * 3


DEAD = [
    '{{< ref "none.md" >}}',
    "{% post_url none %}",
    "{filename}none.md",
    "@/none.md",
]


@pytest.mark.parametrize("url", DEAD)
def test_dead_link_is_one_warning_at_its_line(shared, url):
    """The warning of a link in another engine's spelling points at its line."""
    bodies = {each: f"Text\nand [a]({each}).\n" for each in DEAD}
    text = shared(bodies, url, [".md:8: WARNING: dead link to '/"])

    assert text.select_one("a").get_text() == "a"


def test_page_that_comes_later_is_linked_to(site):
    """A post is read again when the page is there that it names."""
    made = site(posts(x='[a]({{< ref "later" >}})\n'))
    made.build(warnings=["dead link"])
    made.write({"posts/later.md": post(title="Later")})

    assert made.build().html(HERE).select_one(".bt-body a")["href"] == "../later/"


def test_page_that_moves_is_linked_to(site):
    """A post is read again when the page that it names has another URL."""
    made = site(posts(x='[a]({{< ref "later" >}})\n', later="Text.\n"))
    made.build()
    made.write({"posts/later.md": post(slug="now")})

    assert made.build().html(HERE).select_one(".bt-body a")["href"] == "../now/"


def test_draft_is_not_named(body):
    """A reference to a draft is dead, and no file has its text."""
    draft = {"posts/secret.md": post("Secret.\n", state="draft")}
    text = body('[a]({{< ref "secret.md" >}})\n', files=draft, warnings=["dead link"])

    assert "Secret" not in text.get_text()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{{< quote author="Ann" title="B" cite="C" >}}\nx\n{{< /quote >}}', "'cite'"),
        ('See {{< youtube id="abcdefghijk" caption="C" >}}.', "'caption'"),
        ('{% include youtube.html id="abcdefghijk" note="a b" %}', "'note'"),
        ('{{< figure "/images/a.png" "A lost caption" >}}', "'A lost caption'"),
    ],
)
def test_argument_that_nothing_shows_is_told(body, text, told):
    """Words for readers in a known shortcode are not lost in silence."""
    body(f"{text}\n", warnings=[f"{told} of {{"])


def test_options_of_a_shortcode_are_no_lost_words(body):
    """A class, a size and the options of code are not for readers."""
    body(
        '{{< youtube id="abcdefghijk" class="a b" loading="lazy" >}}\n\n'
        '{{< highlight py "hl_lines=1 2" >}}\na\nb\n{{< /highlight >}}\n'
    )


ZOLA_AND_NIKOLA = [
    ('{{ youtube(id="abcdefghijk") }}', ".bt-embed iframe", ""),
    ('{% quote(author="Ann") %}\n*a*\n{% end %}', "blockquote em", "a"),
    ('{% quote(author="Ann") %}\na\n{% end %}', "blockquote .attribution", "—Ann"),
    ("{% tip() %}\na\n{% end %}", ".admonition.tip p + p", "a"),
    ("{{% media url=https://vimeo.com/12345 %}}", ".bt-embed iframe", ""),
    (
        "{{% media https://a.example/x %}}",
        'a[href="https://a.example/x"]',
        "a.example",
    ),
    ("{{% raw %}}{{< a >}}{{% /raw %}}", "p", "{{< a >}}"),
]


@pytest.mark.parametrize(("text", "selector", "shown"), ZOLA_AND_NIKOLA)
def test_zola_and_nikola_have_theirs(shared, text, selector, shown):
    """Their players, quotations and boxes are in the post."""
    bodies = {text: f"{text}\n" for text, *_ in ZOLA_AND_NIKOLA}

    assert shared(bodies, text).select_one(selector).get_text() == shown


BOXES = [
    ("> [!NOTE]\n> text", ".admonition.note", "Note"),
    ("> [!CAUTION]\n> text", ".admonition.caution", "Caution"),
    ("> [!info] A *title*\n> text", ".admonition.note", "A title"),
    ("> [!tip]- Title\n> text", "details.admonition.tip:not([open])", "Title"),
    ("> [!bug]+\n> text", "details.admonition.danger[open]", "Bug"),
    ("> [!question]\n>\n> text", ".admonition.note", "Question"),
    ('!!! note "A *title*"\n    text', ".admonition.note", "A title"),
    ("!!! warning\n\n    text", ".admonition.warning", "Warning"),
    ("- a\n\n    !!! tip\n        text", "li .admonition.tip", "Tip"),
    ("??? tip\n    text", "details.admonition.tip:not([open])", "Tip"),
    ('???+ tip "T"\n    text', "details.admonition.tip[open]", "T"),
    ('=== "Linux"\n\n    text', ".bt-tab", "Linux"),
    ("::: {.callout-tip}\n## Title\ntext\n:::", ".admonition.tip", "Title"),
    ('::: {.callout-note title="T" collapse="true"}\ntext\n:::', "details", "T"),
    (":::note[T]\ntext\n:::", ".admonition.note", "T"),
]


@pytest.mark.parametrize(("text", "selector", "title"), BOXES)
def test_box_of_another_engine_is_an_admonition(shared, text, selector, title):
    """GitHub's, Obsidian's, Material's, Quarto's and Docusaurus's have title and text."""
    bodies = {text: f"{text}\n\nAfter.\n" for text, *_ in BOXES}
    box = shared(bodies, text).select_one(selector)

    assert box.find().get_text() == title
    assert [p.get_text() for p in box.find().find_next_siblings()] == ["text"]


def test_box_without_a_title_has_none(body):
    """Material's empty title leaves the text alone."""
    assert body('!!! note ""\n    text\n').select_one(
        ".admonition"
    ).get_text().split() == ["text"]


def test_loop_over_a_site_of_jekyll_is_reported(body):
    """No other template language has its names; what it would print stays as it is."""
    loop = "{% for post in site.posts %}\n{{ post.title }}\n{% endfor %}\n"
    text = body(loop, warnings=["x.md:7: WARNING: {% for post in site.posts %} is not"])

    assert "site.posts" in text.get_text()
    assert "not" not in body("{% for a in b %}\n").get_text()


def test_unknown_shortcode_is_kept_and_reported_once(body):
    """It is in the text as code, and its first line is named."""
    text = body(
        'A\n\n{{< qr text="a `b`" >}}\n\n{{< qr >}} b\n\n{{< qr >}}\n*c*\n{{< /qr >}}\n',
        warnings=['x.md:9: WARNING: {{< qr text="a `b`" >}} is not understood'],
    )

    assert [code.get_text() for code in text.select("p > code")] == [
        '{{< qr text="a `b`" >}}',
        "{{< qr >}}",
        "{{< qr >}}",
        "{{< /qr >}}",
    ]
    assert text.select_one("em").get_text() == "c"


def test_unknown_name_is_one_warning_for_the_site(site):
    """Its first place is named, and how many posts have more of the same."""
    tag = '{{< qr text="a" >}}\n'
    made = site(posts(x=tag, y=tag + "\n" + tag, z="{{< other >}}\n"))

    first = made.build(warnings=["x.md:6: WARNING: {{< qr", "z.md:6: WARNING"])
    assert "as it is (1 more post has such a tag): write" in "".join(first.warnings)

    made.write({"posts/x.md": post("Text.\n")})
    (told, _) = made.build(warnings=["y.md:6: WARNING: {{< qr", "z.md"]).warnings
    assert "as it is: write" in told

    made.write({"posts/z.md": post("Text.\n", state="draft")})
    made.build(warnings=["y.md:6: WARNING: {{< qr"])


def test_unknown_shortcode_can_be_silenced(body):
    """Those who know may say so."""
    conf = {"suppress_warnings": ["blogtheme.shortcode"]}

    assert body("{{< qr >}}\n", **conf).select_one("code").get_text() == "{{< qr >}}"


def test_unknown_shortcode_in_a_directive_is_named_by_its_line(body):
    """Lines of what is parsed on its own are those of the file."""
    body("```{note}\na\n\n{{< qr >}}\n```\n", warnings=["x.md:10: WARNING: {{< qr"])


def test_shortcode_without_an_end_is_reported(body):
    """What comes after it is on the page."""
    text = body("{{< details >}}\n\nb\n", warnings=["which has no end, is not"])

    assert text.get_text().split() == ["{{<", "details", ">}}", "b"]


def test_lines_after_a_shortcode_are_the_author_s(body):
    """A warning below knows where it stands."""
    body(
        "{{< highlight text >}}\nx\n\ny\n{{< /highlight >}}\n\n[a](/none/)\n",
        warnings=["x.md:13: WARNING: dead link"],
    )


def test_dialect_can_be_left_out(body):
    """A blog about Liquid may keep its Liquid."""
    text = body("A {{ site.url }} {{< x >}}\n", blog_dialects=[])

    assert text.get_text().strip() == "A {{ site.url }} {{< x >}}"


def test_unknown_dialect_is_one_warning(body):
    """The option names the engines that there are."""
    body("A\n", blog_dialects=["wordpress"], warnings=["expected a list of names from"])


def test_twin_is_what_the_author_wrote(site):
    """The Markdown beside a post has its shortcodes."""
    built = site(posts(x="{{< youtube abcdefghijk >}}\n")).build()

    assert "{{< youtube abcdefghijk >}}" in built.text("2025/03/x.md")


def test_feed_shows_what_the_page_shows(site):
    """Subscribers see no shortcode."""
    built = site(posts(x='{{% notice tip "T" %}}\nb\n{{% /notice %}}\n')).build()

    assert "{{%" not in built.text("feed/rss.xml")
    assert "admonition-title" in built.text("feed/rss.xml")


def test_closed_part_is_open_where_nothing_can_be_clicked(site):
    """A book has the text of a part that a page would open."""
    built = site(posts(x="{{< details S >}}\nb\n{{< /details >}}\n")).build("text")

    assert "b" in built.text("2025/03/x.txt")
