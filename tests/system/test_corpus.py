"""The real blog, from its dump to its last page: what the whole product is for."""

from __future__ import annotations

import gzip
import itertools
import json
import re
import shutil
from collections import Counter
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import feedparser
import html5lib
import pytest
from bs4 import BeautifulSoup

from conftest import Built, assert_warnings, build_folder
from sphinx_blogtheme.importers.exports.dump import split_dump

if TYPE_CHECKING:
    from pathlib import Path

    from bs4 import Tag

markdown2 = pytest.importorskip("markdown2")

ARTICLES, CATEGORIES = 220, 43
DISPLAY, INLINE = 162, 824
DEAD_LINKS = {
    "2025/03/llm-from-scratch-8-trainable-self-attention/": "/2025/05/llm-from-scratch-13-taking-stock-part-1",
    "2025/07/llm-from-scratch-16-layer-normalisation/": "/2025/07/llm-from-scratch-17-the-feed-forward-network",
}
WARNINGS = [
    "llm-from-scratch-8-trainable-self-attention.md:174: WARNING: dead link to",
    "llm-from-scratch-16-layer-normalisation.md:432: WARNING: dead link to",
    "another-youtube-screencast.md:5: WARNING: state: 'published, startups'",
]
XHTML = "{http://www.w3.org/1999/xhtml}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"


def pages(built: Built) -> dict[str, Path]:
    """Return our pages by their URL; files that the author brought are not ours."""
    return {
        path.parent.relative_to(built.out).as_posix().removeprefix(".").strip("/")
        + "/": path
        for path in built.out.rglob("index.html")
        if "post-assets" not in path.relative_to(built.out).parts
    }


@pytest.fixture(scope="module")
def documents(corpus_site: Built) -> dict[str, object]:
    """Return every page, parsed as a browser does; a parse error fails."""
    parsed = {}
    for url, path in pages(corpus_site).items():
        parser = html5lib.HTMLParser()
        parsed[url] = parser.parse(path.read_text(encoding="utf-8"))
        assert parser.errors == [], url
    return parsed


def articles(corpus: Path) -> list:
    """Return the articles of the dump."""
    found, faults = split_dump((corpus / "blog-dump.txt").read_bytes())
    assert faults == []
    return found


def permalink(article) -> str:
    """Return where an article was published, from its own header."""
    header = article.content.decode()
    slug = re.search(r"^slug: *(\S+)", header, re.MULTILINE)[1]
    year, month = re.search(r"^date: *(\d{4})-(\d\d)", header, re.MULTILINE).groups()
    return f"{year}/{month}/{slug}/"


def test_every_article_is_at_its_permalink(corpus, corpus_site):
    """The blog keeps each URL that it ever had."""
    urls = {permalink(article) for article in articles(corpus)}

    assert len(urls) == ARTICLES
    assert urls <= pages(corpus_site).keys()


def test_only_true_warnings_are_given(corpus_site):
    """Two dead links and one odd header, and nothing else."""
    assert_warnings(corpus_site.warnings, WARNINGS)


def test_each_category_and_archive_has_its_page(corpus, corpus_site):
    """Categories, months and years are found where they were."""
    urls = {permalink(article) for article in articles(corpus)}
    months = {
        url[:8] for url in urls if "/about/" not in url and "/contact/" not in url
    }
    headers = [a.content.decode().split("\n---\n")[0] for a in articles(corpus)]
    categories = {
        name.strip()
        for header in headers
        if "index: " not in header.lower()
        for line in re.findall(r"^categories: *(.+)$", header, re.MULTILINE)
        for name in line.split(",")
    }
    found = pages(corpus_site).keys()

    assert len(categories) == CATEGORIES
    assert {f"{name}/" for name in categories} <= found
    assert months <= found
    assert {month[:5] for month in months} <= found
    assert {"archives/", "categories/", "about/", "contact/", "page/2/"} <= found


def test_about_shows_its_newest_version(corpus_site):
    """Six posts are called ``about``; the address without a date has the last."""
    newest = corpus_site.html("2025/06/about").select_one(".e-content").get_text()

    assert corpus_site.html("about").select_one(".e-content").get_text() == newest


def test_each_page_has_one_heading_and_a_whole_outline(documents):
    """Screen readers and search engines find one ``h1`` and no level left out."""
    for url, document in documents.items():
        levels = [
            int(element.tag[-1])
            for element in document.iter()
            if isinstance(element.tag, str)
            and re.fullmatch(rf"{re.escape(XHTML)}h[1-6]", element.tag)
        ]
        jumps = [pair for pair in itertools.pairwise(levels) if pair[1] > pair[0] + 1]

        assert (url, levels.count(1), jumps) == (url, 1, [])


def test_ids_are_unique_on_each_page(documents):
    """Footnotes of ten posts on one page do not get mixed up."""
    for url, document in documents.items():
        ids = Counter(e.get("id") for e in document.iter() if e.get("id"))

        assert (url, [name for name, count in ids.items() if count > 1]) == (url, [])


def test_no_link_is_broken_but_the_two(corpus_site, documents):
    """Every relative URL leads to a file, every fragment to an id."""
    ids = {url: {e.get("id") for e in d.iter()} for url, d in documents.items()}
    files = corpus_site.files().keys()
    broken = []
    for url, document in documents.items():
        here = f"http://site/{url.lstrip('/')}"
        for element in document.iter():
            for value in (element.get("href"), element.get("src")):
                if value is None or re.match(r"[a-z]+:|//", value):
                    continue
                assert not value.startswith("/"), (url, value)
                target = urlsplit(urljoin(here, value))
                path = unquote(target.path[1:])
                page = path if path.endswith("/") else f"{path}/"
                if not {path, f"{page}index.html".lstrip("/")} & files or (
                    target.fragment
                    and page in ids
                    and unquote(target.fragment) not in ids[page]
                ):
                    broken.append((url, f"/{path}"))

    assert sorted(broken) == sorted(DEAD_LINKS.items())


def test_all_formulas_are_mathml(corpus, documents):
    """What markdown2 takes for maths is maths, and prices are not."""
    found = Counter()
    for article in articles(corpus):
        (body,) = [
            element
            for element in documents[permalink(article)].iter()
            if "e-content" in (element.get("class") or "").split()
        ]
        for formula in body.iter(f"{MATHML}math"):
            if formula.get("alttext") is not None:
                found[formula.get("display", "inline")] += 1

    assert found == {"block": DISPLAY, "inline": INLINE}


def words(soup: Tag) -> list[str]:
    """Return the words of a text, without formulas and the marks of footnotes."""
    marks = (
        "math, .headerlink, .footnote-reference, .footnoteBackLink, sup.footnote-ref,"
        " aside.footnote > .label, sup[id^=fnref]"
    )
    for mark in soup.select(marks):
        mark.decompose()
    return soup.get_text().split()


# Where markdown2 and we differ, markdown2 is wrong: it leaves placeholders for
# code after a formula-like text, and takes underscores in nested code for emphasis.
DIFFERENT = {
    "project-automated-offsite-backups-for-an-nslu2-part-10": "an entity without ;",
    "3d-graphics-in-resolver-one-using-opengl-and-tao": "underscores, a stray fence",
    "generating-political-news-using-nltk": "code after raw HTML",
    "reverse-proxying-http-and-websockets-with-virtual-hosts-using-nginx"
    "-and-tcp_proxy_module": "underscores",
    "fine-tuning-4": "placeholders",
    "fine-tuning-10": "placeholders",
    "llm-from-scratch-2": "placeholders",
}


def test_the_text_of_every_article_is_complete(corpus, corpus_site):
    """The words are those that the author's own engine made of the same source."""
    different = {}
    for article in articles(corpus):
        body = article.content.decode().split("\n---\n", 1)[1]
        theirs = markdown2.markdown(
            body,
            extras=[
                "fenced-code-blocks",
                "footnotes",
                "header-ids",
                "latex",
                "strike",
                "tables",
            ],
        )
        ours = corpus_site.html(permalink(article)).select_one(".e-content")
        expected, actual = words(BeautifulSoup(theirs, "html5lib")), words(ours)
        if "".join(expected) != "".join(actual):
            slug = permalink(article).split("/")[2]
            different[slug] = unexplained(expected, actual)

    assert {slug: rest for slug, rest in different.items() if rest} == {}
    assert different.keys() == DIFFERENT.keys()


def unexplained(expected: list[str], actual: list[str]) -> list[tuple[str, str]]:
    """Return the differences that markdown2's known faults do not account for."""
    rest = []
    matcher = SequenceMatcher(None, expected, actual, autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        theirs, ours = " ".join(expected[i:j]), " ".join(actual[k:m])
        if kind == "equal" or "CODE_BLOCK" in theirs:
            continue
        plain = [re.sub(r"&lt|[\W_]", "", text) for text in (theirs, ours)]
        if plain[0] != plain[1]:
            rest.append((theirs, ours))
    return rest


def test_feeds_are_whole_and_absolute(corpus_site):
    """A feed reader finds every post, with links and images that work."""
    for name in ("feed/rss.xml", "feed/atom.xml", "python/feed/atom.xml"):
        feed = feedparser.parse(corpus_site.text(name))

        assert not feed.bozo, name
        assert len(feed.entries) == 10
        dates = [entry.published_parsed for entry in feed.entries]
        assert dates == sorted(dates, reverse=True)
        for entry in feed.entries:
            assert_absolute(entry.content[0].value)
    items = json.loads(corpus_site.text("feed/feed.json"))["items"]
    assert len(items) == 10
    for item in items:
        assert_absolute(item["content_html"])
    assert any("<math" in item["content_html"] for item in items)
    assert any('role="doc-footnote"' in item["content_html"] for item in items)


def assert_absolute(html: str) -> None:
    """Assert that no URL in a text depends on where the text is shown."""
    soup = BeautifulSoup(html, "html5lib")
    for attribute in ("href", "src"):
        for element in soup.select(f"[{attribute}]"):
            assert re.match(r"[a-z]+:", element[attribute]), element


def test_twins_hold_the_authors_own_markdown(corpus, corpus_site):
    """The Markdown beside a post is its source, below title and date."""
    for article in articles(corpus):
        source = article.content.decode()
        header, body = source.split("\n---\n", 1)
        twin = corpus_site.out / f"{permalink(article).rstrip('/')}.md"
        if re.search("^index: *false", header, re.IGNORECASE | re.MULTILINE):
            assert not twin.exists()
        else:
            assert twin.read_text(encoding="utf-8").endswith(body)


def test_llms_txt_lists_every_listed_post(corpus_site):
    """A language model finds the Markdown of all posts that the blog lists."""
    links = re.findall(
        r"^- \[.*\]\((.*?)\)", corpus_site.text("llms.txt"), re.MULTILINE
    )
    posts = [link for link in links if link.endswith(".md")]

    assert len(posts) == ARTICLES - 8
    for link in posts:
        assert corpus_site.exists(link.removeprefix("https://example.org/"))


def search_texts(built: Built) -> dict[str, bytes]:
    """Return the texts that can be searched, with Sphinx or with Pagefind."""
    texts = {
        path.name: gzip.decompress(path.read_bytes())
        for path in built.out.glob("_pagefind/fragment/*")
    }
    index = built.out / "searchindex.js"
    return texts | ({index.name: index.read_bytes()} if index.exists() else {})


def test_unlisted_posts_are_in_nothing_else(corpus_site):
    """``index: false`` is published at its URL, and found nowhere."""
    for name in ("sitemap.xml", "llms.txt", "feed/rss.xml"):
        assert "long-s-google-books" not in corpus_site.text(name), name
    texts = search_texts(corpus_site)
    assert texts
    assert not [name for name, text in texts.items() if b"long-s-google" in text]
    for name in ("", "oddities", "archives", "2010", "2010/12"):
        links = corpus_site.html(name).select(".h-entry a, main a")
        assert not [a for a in links if "long-s-google" in a.get("href", "")], name


@pytest.mark.long
def test_parallel_build_is_the_same(corpus_source, corpus_site, tmp_path):
    """Two processes leave what one does, byte for byte."""
    built = build_folder(corpus_source, tmp_path, parallel=2)

    assert_warnings(built.warnings, WARNINGS)
    assert built.files() == corpus_site.files()


@pytest.mark.long
def test_html_builder_has_the_same_permalinks(corpus_source, corpus_site, tmp_path):
    """Whichever builder a site uses, its posts are where they were."""
    built = build_folder(corpus_source, tmp_path, builder="html")

    assert_warnings(built.warnings, WARNINGS)
    same = pages(corpus_site).keys() - {"genindex/", "search/"}
    assert same <= pages(built).keys()
    assert built.text("feed/rss.xml") == corpus_site.text("feed/rss.xml")


@pytest.fixture
def edited(corpus_source):
    """Return a post of the real blog, which is afterwards as it was."""
    post = corpus_source / "posts/2025/03/llmstxt.md"
    text = post.read_bytes()
    yield post
    post.write_bytes(text)


def test_edits_give_what_a_clean_build_gives(
    corpus_source, corpus_site, edited, tmp_path
):
    """Nothing is written twice, and nothing is forgotten, with any processes."""
    out = shutil.copytree(corpus_site.out.parent, tmp_path / "out")
    times = {path: path.stat().st_mtime_ns for path in (out / "dirhtml").rglob("*")}

    again = build_folder(corpus_source, out)

    assert {path: path.stat().st_mtime_ns for path in again.out.rglob("*")} == times

    text = edited.read_text(encoding="utf-8")
    header, body = text.split("\n---\n", 1)
    header = re.sub("^title:.*", "title: Another title", header, flags=re.MULTILINE)
    header = re.sub(
        "^date:.*", "date: 2024-12-22 10:00:00+00:00", header, flags=re.MULTILINE
    )
    header = re.sub(
        "^categories:.*", "categories: funny, new-one", header, flags=re.MULTILINE
    )
    edited.write_text(f"{header}\n---\n{body}", encoding="utf-8")
    built = build_folder(corpus_source, out)
    clean = build_folder(corpus_source, tmp_path / "clean", parallel=2)

    link = "llmstxt.md:67: WARNING: dead link to '/2025/03/llmstxt.md'"
    assert_warnings(clean.warnings, [*WARNINGS, link])
    assert built.differences(clean) == []
