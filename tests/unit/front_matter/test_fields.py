"""Keys of headers in the words of each engine: which field they set."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sphinx_blogtheme.front_matter.fields import FIELDS, folded
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.model.posts import FrontMatter, Status

ZONE = ZoneInfo("UTC")

DAY = datetime(2025, 3, 1, tzinfo=UTC)
NEXT = datetime(2025, 3, 2, tzinfo=UTC)

ENGINES = {
    "hugo": (
        (
            "date: 2025-03-01\nlastmod: 2025-03-02\nexpiryDate: 2025-03-02\nkeywords: [a]\n"
            "cover:\n  image: c.png\n  alt: C\n  caption: D\nsummary: S\n"
            "canonicalURL: https://e.org/\nshowToc: false\nhiddenInHomeList: true\n"
            "menu: main\nlocale: fr\nparams:\n  plumage: good\nlayout: wide\nmath: true\n"
        ),
        FrontMatter(
            date=DAY,
            updated=NEXT,
            expires=NEXT,
            tags=("a",),
            image="c.png",
            image_alt="C",
            image_caption="D",
            description="S",
            summary="S",
            canonical="https://e.org/",
            toc=False,
            listed=False,
            on_menu=True,
            language="fr",
            template="wide",
            maths=True,
            extra={"plumage": "good"},
        ),
    ),
    "jekyll": (
        (
            "date: 2025-03-01\nlast_modified_at: 2025-03-02\npermalink: /a/b/\n"
            "redirect_from: [/c/, /d/]\npublished: false\nexcerpt: S\n"
            "image: {path: c.png, alt: C, height: 9}\nlink: https://e.org/\n"
            "sitemap: false\nmathjax: true\nusemath: true\n"
        ),
        FrontMatter(
            date=DAY,
            updated=NEXT,
            url="/a/b/",
            aliases=("/c/", "/d/"),
            status=Status.DRAFT,
            description="S",
            summary="S",
            image="c.png",
            image_alt="C",
            link="https://e.org/",
            listed=False,
            maths=True,
            extra={"image": {"path": "c.png", "alt": "C", "height": "9"}},
        ),
    ),
    "pelican": (
        (
            "Date: 2025-03-01\nModified: 2025-03-02\nStatus: hidden\nTags: a; b, c\n"
            "Summary: S\nTemplate: wide\nseries_index: 2\n"
        ),
        FrontMatter(
            date=DAY,
            updated=NEXT,
            listed=False,
            tags=("a", "b, c"),
            summary="S",
            description="S",
            template="wide",
            part=2,
        ),
    ),
    "nikola": (
        (
            "date: 2025-03-01\nupdated: 2025-03-02\nstatus: featured\npreviewimage: c.png\n"
            "nocomments: True\nhas_math: true\n"
        ),
        FrontMatter(
            date=DAY,
            updated=NEXT,
            pinned=True,
            image="c.png",
            comments=False,
            maths=True,
        ),
    ),
    "material": (
        (
            "date:\n  created: 2025-03-01\n  updated: 2025-03-02\nsearch:\n"
            "  exclude: true\nhide: [toc]\ndraft: true\n"
        ),
        FrontMatter(
            date=DAY,
            updated=NEXT,
            listed=False,
            toc=False,
            status=Status.DRAFT,
        ),
    ),
    "zola": (
        (
            "date: 2025-03-01\npath: a/b\ntaxonomies:\n  tags: [a]\n  categories: [b]\n"
            "  people: [c]\nin_search_index: false\nextra:\n  plumage: good\n  author: ann\n"
        ),
        FrontMatter(
            date=DAY,
            url="a/b",
            tags=("a",),
            categories=("b",),
            authors=("ann",),
            listed=False,
            extra={"people": ["c"], "plumage": "good"},
        ),
    ),
    "11ty": (
        "date: 2025-03-01\npermalink: false\neleventyExcludeFromCollections: true\n",
        FrontMatter(date=DAY, status=Status.DRAFT, listed=False),
    ),
    "astro": (
        "pubDate: 2025-03-01\nupdatedDate: 2025-03-02\nheroImage: c.png\n",
        FrontMatter(date=DAY, publish_date=DAY, updated=NEXT, image="c.png"),
    ),
    "astro paper": (
        "pubDatetime: 2025-03-01\nmodDatetime: 2025-03-02\nogImage: c.png\n",
        FrontMatter(date=DAY, updated=NEXT, image="c.png"),
    ),
    "ablog": (
        "blogpost: true\nexcerpt: 2\nimage: 1\nredirect: a, b\n",
        FrontMatter(
            is_post=True, excerpt_paragraphs=2, image="1", aliases=("a", "b"), extra={}
        ),
    ),
    "quarto": (
        (
            "date: 1 March 2025\ndate-modified: 2025-03-02\nsubtitle: S\nimage-alt: C\n"
            "author:\n  - name: Ann\n  - Bob\nlang: fr\nsearch: false\n"
        ),
        FrontMatter(
            date=DAY,
            updated=NEXT,
            description="S",
            image_alt="C",
            authors=("Ann", "Bob"),
            language="fr",
            listed=False,
            extra={},
        ),
    ),
    "ghost": (
        (
            "published_at: 2025-03-01T00:00:00Z\nupdated_at: 2025-03-02\n"
            "custom_excerpt: S\nmeta_description: D\nfeature_image: c.png\n"
            "feature_image_alt: C\nvisibility: public\n"
        ),
        FrontMatter(
            date=DAY,
            updated=NEXT,
            summary="S",
            description="D",
            image="c.png",
            image_alt="C",
        ),
    ),
}


@pytest.mark.parametrize(("lines", "expected"), ENGINES.values(), ids=ENGINES)
def test_keys_of_an_engine_are_ours(lines: str, expected: FrontMatter) -> None:
    """A header keeps its meaning when its site moves here."""
    header = parse_header(f"---\n{lines}---\n", ZONE)

    assert header.front_matter == expected
    assert header.problems == ()


@pytest.mark.parametrize(
    ("lines", "name", "value"),
    [
        ("date: 2025-03-01\npublishDate: 2025-03-02", "publish_date", NEXT),
        ("date: 2025-03-01\npublishDate: 2025-03-02", "date", DAY),
        ("published: 2025-03-02", "date", NEXT),
        ("published: no", "status", Status.DRAFT),
        ("headless: true", "status", Status.DRAFT),
        ("build:\n  render: never", "status", Status.DRAFT),
        ("build:\n  list: never", "listed", False),
        ("build:\n  list: always", "listed", True),
        ("summary: a\ndescription: b", "description", "b"),
        ("description:\nsummary: a", "description", "a"),
        ("tags: a\nkeywords: b", "tags", ("a",)),
        ("tags: a\nkeywords: b", "extra", {"keywords": "b"}),
        ("images: [a.png, b.png]", "image", "a.png"),
        ("images: [{src: a.png}]", "image", "a.png"),
        ("image: a.png\ncover: b.png", "image", "a.png"),
        ("image: a.png\ncover: b.png", "extra", {"cover": "b.png"}),
        ("comments: {id: 5}", "comments", None),
        ("comments: {id: 5}", "extra", {"comments": {"id": "5"}}),
        ("extra:\n  title: a\ntitle: b", "title", "b"),
        ("permalink: /a.html", "url", "/a.html"),
        ("date:\n  created: 2025-03-01\n  reviewed: x", "date", DAY),
    ],
)
def test_precedence(lines: str, name: str, value: object) -> None:
    """A key of its own wins over one that stands in for it, without a word."""
    header = parse_header(f"---\n{lines}\n---\n", ZONE)

    assert getattr(header.front_matter, name) == value
    assert header.problems == ()


@pytest.mark.parametrize(
    ("line", "name", "told"),
    [
        ("permalink: /:year/:title/", "url", "expected a path"),
        ("permalink: pretty", "url", "expected a path"),
        ("url: https://example.org/a/", "url", "expected a path"),
        ("path: ../../etc/passwd", "url", "expected a path"),
        ("permalink: /{{ slug }}/", "url", "expected a path"),
        ("permalink: /", "url", "expected a path"),
        ("canonical: /a/", "canonical", "https://"),
        ("link: javascript:alert(1)", "link", "https://"),
        ("feed_id: 12", "feed_id", "expected a URI"),
        ("feed_id: [urn:x]", "feed_id", "expected a URI"),
        ("link: 'https://e.org/\" onclick=\"'", "link", "https://"),
        ("expires: soon", "expires", "going on without it"),
        ("toc: perhaps", "toc", "true or false"),
    ],
)
def test_unfit_value_is_one_problem(line: str, name: str, told: str) -> None:
    """What cannot be used is left out, with one problem that says so."""
    header = parse_header(f"---\n{line}\n---\n", ZONE)

    assert getattr(header.front_matter, name) is None
    (problem,) = header.problems
    assert told in problem.message
    assert problem.line == 2


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("categories: a b", ("a", "b")),
        ("categories: a b, c", ("a b", "c")),
        ("categories: [a b]", ("a b",)),
        ("category: a b", ("a b",)),
    ],
)
def test_spaces_part_the_names_of_jekyll(line: str, expected: tuple[str, ...]) -> None:
    """Only Jekyll's plural keys part names by spaces."""
    text = f"---\n{line}\n---\n"

    assert parse_header(text, ZONE, jekyll=True).front_matter.categories == expected
    assert " " in "".join(parse_header(text, ZONE).front_matter.categories)


def test_every_field_has_a_key() -> None:
    """What a header can say is what the table says, and no key is there twice.

    But for the two of a state, which may say that a post is pinned.
    """
    names = {field.name for field in FIELDS}
    keys = [folded(key) for field in FIELDS for key in field.keys]
    twice = {key for key in keys if keys.count(key) > 1}

    assert names == set(FrontMatter.__dataclass_fields__) - {"undated", "extra"}
    assert twice == {"state", "status"}
