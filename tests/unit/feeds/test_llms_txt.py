"""What language models read: ``llms.txt`` and Markdown twins, from values to text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinx_blogtheme.feeds.llms_txt import LlmsLink, write_llms
from sphinx_blogtheme.feeds.markdown_copies import write_markdown_copy

LISBON = timezone(timedelta(hours=1))
DATE = datetime(2025, 6, 15, 0, 30, tzinfo=LISBON)
URL = "https://example.org/2025/06/parchment/"

texts = st.text(
    st.characters()
    | st.sampled_from("\0\r\n\t\x85\u2028\ufffe\ud800")
    | st.sampled_from("<>&\"'`*_[]()!\\#-=:/ ")
)


def page(title="About", *, url=None, description=None, date=None):
    """Return a link, by default to a page that is nothing special."""
    url = url or f"https://example.org/{title.lower()}.md"
    return LlmsLink(title=title, url=url, description=description, date=date)


def markdown(text):
    """Return Markdown's tokens, inline ones in their places."""
    for token in MarkdownIt().parse(text):
        yield from token.children or [token]


def links(text):
    """Return the address of each link of a Markdown text."""
    return [
        token.attrs["href"] for token in markdown(text) if token.type == "link_open"
    ]


# llms.txt


def test_llms_is_as_the_proposal_describes_it():
    """Title, summary in a quotation, then sections with one link a line."""
    text = write_llms(
        "Ann's blog",
        "Notes on plain text.",
        [page("Ink", description="How it dries.", date=DATE), page("Quills")],
        [page("About")],
    )

    assert text == (
        "# Ann's blog\n"
        "\n"
        "> Notes on plain text.\n"
        "\n"
        "## Posts\n"
        "\n"
        "- [Ink](https://example.org/ink.md): How it dries.\n"
        "- [Quills](https://example.org/quills.md)\n"
        "\n"
        "## Pages\n"
        "\n"
        "- [About](https://example.org/about.md)\n"
    )


def test_llms_leaves_out_what_is_empty():
    """A blog without description, posts or pages has its title and no more."""
    assert write_llms("Ann's blog", "", [], []) == "# Ann's blog\n"


def test_llms_lists_posts_newest_first():
    """Posts are sorted by date, ties keep their order, pages are left alone."""
    posts = [
        page("Old", date=datetime(2024, 1, 1, tzinfo=UTC)),
        page("Tie", date=datetime(2025, 6, 14, 23, 30, tzinfo=UTC)),
        page("Undated"),
        page("Other tie", date=DATE),
        page("New", date=datetime(2025, 7, 1, tzinfo=UTC)),
    ]
    pages = [page("Contact"), page("About", date=DATE)]
    urls = links(write_llms("Blog", "", posts, pages))

    assert [url.rpartition("/")[2].removesuffix(".md") for url in urls] == [
        *("new", "tie", "other%20tie", "old", "undated"),
        *("contact", "about"),
    ]


@given(title=texts, description=texts)
@example(title="\ud800 [x](y) ](z) \\", description="[x](y)")
@example(title='<b c="', description='">')
@example(title="a ` b", description="c ` d")
def test_llms_has_one_link_a_line_whatever_the_text(title, description):
    """No title or description can end a line or a link, or add one."""
    url = "https://example.org/x.md"
    posts = [page(title, url=url, description=description)] * 2
    text = write_llms(title, description, posts, [])

    text.encode()
    assert links(text) == [url] * 2
    assert [line[:3] for line in text.splitlines()[-2:]] == ["- ["] * 2


@pytest.mark.parametrize("title", ["f(x) [sic]", "a\\b `c", "<b>", "one\n two", "C#"])
def test_llms_title_reads_as_written(title):
    """Brackets, backslashes and the like are shown, and line breaks are spaces."""
    text = write_llms("Blog", "", [page(title, url=URL)], [])
    tokens = list(markdown(text))
    start = next(n for n, token in enumerate(tokens) if token.type == "link_open")
    end = next(n for n, token in enumerate(tokens) if token.type == "link_close")

    assert "".join(token.content for token in tokens[start + 1 : end]) == (
        " ".join(title.split())
    )


def test_llms_address_may_have_brackets():
    """A bracket in a URL doesn't end the link."""
    text = write_llms("Blog", "", [page(url="https://example.org/f(x)")], [])

    assert links(text) == ["https://example.org/f%28x%29"]


# Markdown twins


def test_twin_is_title_date_address_and_body():
    """Whoever has only the file knows what it is, how old, and where it belongs."""
    twin = write_markdown_copy("Parchment", DATE, URL, "Some *text*.\n")

    assert twin == (
        f"# Parchment\n\n2025-06-15T00:30:00+01:00 · <{URL}>\n\nSome *text*.\n"
    )


@given(body=texts.filter(lambda text: "T" not in text))
def test_twin_ends_with_the_body_as_the_author_wrote_it(body):
    """Not a byte of the body is changed, after exactly one blank line or more."""
    twin = write_markdown_copy("T", DATE, URL, body)

    assert twin.endswith(body)
    assert twin.removesuffix(body).startswith("# T\n\n2025-06-15")


@pytest.mark.parametrize("body", ["Text\n", "\nText\n", "\r\nText\r\n"])
def test_twin_has_one_blank_line_before_the_body(body):
    """A blank line that the author left after the header is the only one."""
    assert write_markdown_copy("T", DATE, URL, body).splitlines()[3:] == ["", "Text"]


@pytest.mark.parametrize(
    "heading",
    [
        "# Parchment & ink\n",
        "\n  # Parchment & ink ##  \n",
        "\r\n#\tParchment & ink\r\n",
        "Parchment & ink\n===\n",
        "\nParchment & ink  \r\n=\r\n",
    ],
)
def test_twin_has_the_title_once(heading):
    """A body that opens with the title keeps everything else."""
    twin = write_markdown_copy(
        "Parchment & ink", DATE, URL, heading + "\nText\n\n# More\n"
    )

    assert twin == write_markdown_copy(
        "Parchment & ink", DATE, URL, "\nText\n\n# More\n"
    )


def test_twin_of_a_title_alone():
    """A body may be its title, without a newline."""
    assert write_markdown_copy("T", DATE, URL, "# T") == write_markdown_copy(
        "T", DATE, URL, ""
    )


@pytest.mark.parametrize(
    "body",
    [
        "# Other\n\nText\n",
        "## Parchment\n\nText\n",
        "    # Parchment\n\nText\n",
        "#Parchment\n\nText\n",
        "Parchment\n---\n\nText\n",
        "Parchment\n\nText\n",
        "Text\n\n# Parchment\n",
    ],
)
def test_twin_keeps_what_only_resembles_the_title(body):
    """Other headings, code and paragraphs stay where they are."""
    assert write_markdown_copy("Parchment", DATE, URL, body).endswith(f">\n\n{body}")


def test_twin_title_is_one_line():
    """A title of two lines is still one heading."""
    assert write_markdown_copy("Two\n lines", DATE, URL, "").startswith(
        "# Two lines\n\n"
    )


def test_twin_refuses_a_date_without_zone():
    """No zone is guessed."""
    with pytest.raises(ValueError, match="no time zone"):
        write_markdown_copy("T", datetime(2025, 6, 15), URL, "")  # noqa: DTZ001
