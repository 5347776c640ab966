"""What the importer of 11ty reads of programs, which it does not run."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePosixPath

import pytest

from sphinx_blogtheme.importers.sites.eleventy_headers import with_plain_header
from sphinx_blogtheme.importers.sites.eleventy_lists import (
    ListTemplate,
    lists_of_program,
    lists_of_template,
)
from sphinx_blogtheme.importers.sites.eleventy_settings import (
    directories,
    heading_settings,
    passed_copies,
    program_without_comments,
    script_data,
)
from sphinx_blogtheme.importers.sites.eleventy_text import filled_text
from sphinx_blogtheme.importers.sites.eleventy_urls import EleventyPage

CONFIG = """
// c.addPassthroughCopy("not/this");
export default function (c) {
  c.addPassthroughCopy("img");
  c.addPassthroughCopy({ "./public/": "/", "src/fonts/*.woff": "fonts" });
  c.addPassthroughCopy("src/**/*.{png,jpg}", { expand: true });
  c.addPassthroughCopy(folders.map(String));
  return { dir: { input: "src", includes: "../parts" } };
}
"""
COPIES = [
    ("img/a.png", "img/a.png"),
    ("public/b/c.txt", "b/c.txt"),
    ("src/fonts/d.woff", "fonts/d.woff"),
    ("src/blog/e.jpg", "blog/e.jpg"),
    ("src/blog/e.gif", None),
    ("not/this/f.png", None),
]


def test_rules_for_copied_files_are_found() -> None:
    """Paths, patterns and objects are read; a rule that is a program is told."""
    rules, unread = passed_copies(program_without_comments(CONFIG))

    for path, place in COPIES:
        found = [rule.place_of(path, path.removeprefix("src/")) for rule in rules]
        assert next((one for one in found if one is not None), None) == place, path
    assert unread == ["folders.map(String)"]
    assert directories(CONFIG) == {"input": "src", "includes": "../parts"}


def page(place: str = "blog/2024-05-06-a-b.md", **values: object) -> EleventyPage:
    date = datetime(2024, 5, 6, tzinfo=UTC)
    return EleventyPage(
        place=PurePosixPath(place), title="A & B", slug="", date=date, values=values
    )


@pytest.mark.parametrize(
    ("place", "url"),
    [
        ("blog/a.md", "/blog/a/"),
        ("blog/a/a.md", "/blog/a/"),
        ("blog/a/index.md", "/blog/a/"),
        ("index.md", "/"),
        ("blog/2024-05-06-a-b.md", "/blog/2024-05-06-a-b/"),
    ],
)
def test_files_have_urls_by_their_places(place: str, url: str) -> None:
    """A file that has the name of its folder is the page of the folder."""
    assert page(place).url("") == url


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("/x/{{ page.fileSlug }}/index.html", "/x/a-b/"),
        ("{{ page.filePathStem }}.html", "/blog/a-b.html"),
        ("/{{ title | slugify }}/", "/a-b/"),
        ("/{{ page.date | date: '%Y/%m' }}/{{ page.fileSlug }}/", "/2024/05/a-b/"),
        ("/{{ page.date | readable('yyyy/LL') }}/", "/2024/05/"),
        ("/{{ kind | default('note') }}/{{ meta.no }}/", "/note/7/"),
        ("/{% if draft %}x{% endif %}/", ""),
        ("/{{ title | ownFilter }}/", ""),
    ],
)
def test_permalinks_are_filled_in(permalink: str, url: str) -> None:
    """Known values and filters are; anything else is a program, and no URL."""
    assert page(meta={"no": 7}).url(permalink) == url


@pytest.mark.parametrize(
    "text",
    [
        'export default { tags: ["posts"], permalink: "/n/{{ page.fileSlug }}/" };',
        (
            "module.exports = {\n  tags: ['posts'],\n  permalink: (data) =>"
            " `/n/${data.page.fileSlug}/`,\n};"
        ),
        (
            "module.exports = () => ({ tags: ['posts'],"
            " eleventyComputed: { permalink: '/n/{{ page.fileSlug }}/' } });"
        ),
        (
            "export default function () {\n  return { tags: ['posts'],\n"
            "    permalink({ page }) {\n      return `/n/${page.fileSlug}/`;\n    } };\n}"
        ),
    ],
)
def test_data_in_javascript_is_read(text: str) -> None:
    """Literals are, and a function that makes a URL of one text."""
    found = script_data(text)

    assert found["tags"] == ["posts"]
    assert found["permalink"] == "/n/{{ page.fileSlug }}/"


@pytest.mark.parametrize(
    "header",
    [
        'const title = "A"; const draft = true;',
        "{\n  title: 'A', // the title\n  draft: true,\n}",
    ],
)
def test_headers_of_literals_are_read(header: str) -> None:
    """A header in JavaScript becomes one in YAML."""
    found = with_plain_header(f"---js\n{header}\n---\nText.\n")

    assert found.startswith('---\ntitle: "A"\ndraft: true\n')
    assert found.endswith("---\nText.\n")


@pytest.mark.parametrize(
    "header",
    [
        'const title = "A";\nconst draft = isLive();',
        "{ title: 'A', draft: process.env.LIVE }",
        "import x from 'y';\nconst title = 'A';",
        "const [a, b] = ['A', true];",
    ],
)
def test_headers_with_programs_stay(header: str) -> None:
    """They are not half read, so that their files are drafts."""
    text = f"---js\n{header}\n---\nText.\n"

    assert with_plain_header(text) == text


LISTS = {
    "en/tags.njk": (
        "/en/tags/{{ tag | slugify }}/",
        "",
        {"pagination": {"data": "collections.tagsEn", "size": 1, "alias": "tag"}},
        {"/en/tags/{tag}/": "/tag/{tag}/"},
    ),
    "pt/index.njk": ("", "{% set list = collections.pt %}", {}, {"/pt/": "/pt/"}),
    "pt/all.njk": (
        "",
        "{% for t in collections.pt | getAllTags %}",
        {},
        {"/pt/all/": "/pt/tag/"},
    ),
    "feed.njk": ("/pt/a.xml", "<feed>", {}, {"/pt/a.xml": "/pt/feed/atom.xml"}),
    "news.njk": (
        "/news/{% if pagination.pageNumber %}{{ pagination.pageNumber }}/{% endif %}",
        "{%- for post in collections.news %}",
        {"pagination": {"data": "collections.news", "size": 9}},
        {"/news/": "/archives/"},
    ),
    "oak.njk": ("", "{% for tree in trees %}", {}, {}),
}


@pytest.mark.parametrize("name", LISTS)
def test_templates_say_where_lists_and_feeds_were(name: str) -> None:
    """Pages of one term, of all terms, of posts, and feeds, in each language."""
    permalink, body, values, expected = LISTS[name]
    place = PurePosixPath(name).with_suffix("")
    lang = "pt" if "pt/" in f"{name} {permalink}" else "en"
    template = ListTemplate(
        place=place,
        header="pagination" if "pagination" in values else "",
        body=body,
        permalink=permalink,
        values={"lang": lang, **values},
    )

    assert lists_of_template(template, "en") == expected


def test_plugin_for_feeds_says_its_url() -> None:
    """Its options are in the configuration."""
    program = 'c.addPlugin(feedPlugin, { type: "json", outputPath: "/f.json" });'

    assert lists_of_program(program) == {"/f.json": "/feed/feed.json"}


@pytest.mark.parametrize(
    ("program", "way"),
    [
        ("c.addPlugin(IdAttributePlugin);", "eleventy"),
        ("md.use(markdownItAnchor, { slugify: c.getFilter('slugify') })", "eleventy"),
        ("md.use(markdownItAnchor, { level: 2 })", "markdown-it-anchor"),
        ("md.use(footnotes)", None),
    ],
)
def test_ids_of_headings_are_those_of_the_plugin(program: str, way: str | None) -> None:
    """Links to headings still lead there."""
    assert heading_settings(program).get("blog_heading_ids") == way


def test_urls_of_a_language_are_filled_in() -> None:
    """The plugin for translations puts the language of the page before them."""
    body = "[a]({{ '/a/' | locale_url }}) [b]({{ \"/\" | locale_url }})"

    made = filled_text(body, {}, PurePosixPath("en/about.md"))
    assert made == "[a](/en/a/) [b](/en/)"


def test_quotes_in_the_text_of_an_image_stay() -> None:
    """They are escaped where they would end it."""
    body = r"""{% image "a.png", "say \"git push\", it's so", [648] %} rest"""

    made = filled_text(body, {}, PurePosixPath("a.md"))
    assert made == """![say "git push", it's so](a.png) rest"""
