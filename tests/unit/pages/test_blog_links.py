"""The blog in the navigation of other themes."""

from __future__ import annotations

from bs4 import BeautifulSoup

from sphinx_blogtheme.pages.blog_links import (
    SIDEBAR,
    BlogLinks,
    add_to_header,
    with_blog,
)
from sphinx_blogtheme.pages.template_values import MenuItem

TREE = (
    '<ul><li class="toctree-l1"><a class="reference internal" href="a/">A</a></li></ul>'
)
CAPTIONED = f'<p class="caption"><span class="caption-text">Guide</span></p>{TREE}'
NEWS = MenuItem("News & more", "../news/", current=False)
ITEMS = [
    MenuItem("Archives", "../news/archives/", current=False),
    MenuItem("Feed", "../news/feed/", current=False),
]


def shown(html):
    """Return the labels of a tree of pages, with those below each in a list."""

    def entries(element):
        return [
            [item.a.text, *entries(item.ul)] if item.ul else item.a.text
            for item in element.find_all("li", recursive=False)
        ]

    soup = BeautifulSoup(html, "html.parser")
    captions = [caption.text for caption in soup.select(".caption")]
    lists = [entries(found) for found in soup.find_all("ul", recursive=False)]
    return [*captions, *lists]


def test_section_opens_where_the_reader_is():
    """On other pages it is one entry, as Sphinx does for the tree."""
    elsewhere = BlogLinks([NEWS], [])
    inside = BlogLinks([NEWS], ITEMS, here=NEWS.uri, is_blog=True)

    assert shown(with_blog(TREE, elsewhere)) == [["A"], ["News & more"]]
    assert shown(with_blog(TREE, inside)) == [
        ["A"],
        [["News & more", "Archives", "Feed"]],
    ]
    assert shown(with_blog(TREE, inside, maxdepth=1)) == [["A"], ["News & more"]]


def test_blog_has_a_caption_where_the_tree_has_some():
    """It would seem to be a part of the last of them otherwise."""
    one, two = BlogLinks([NEWS], []), BlogLinks([NEWS, ITEMS[0]], [])

    assert shown(with_blog(CAPTIONED, one)) == [
        "Guide",
        "News & more",
        ["A"],
        ["Posts"],
    ]
    assert shown(with_blog(CAPTIONED, two))[1:] == [
        "Blog",
        ["A"],
        ["News & more", "Archives"],
    ]


def test_blog_on_the_front_page_has_its_menu_beside_the_pages():
    """The theme leads to the front page itself."""
    assert shown(with_blog("", BlogLinks([], ITEMS))) == [["Archives", "Feed"]]
    assert with_blog(TREE, BlogLinks([], [], is_blog=True)) == TREE


def test_entry_of_the_page_itself_is_current():
    """As Sphinx marks it, so that themes show where the reader is."""
    here = [ITEMS[0]._replace(current=True)]
    tree = with_blog("", BlogLinks([NEWS], here, here=NEWS.uri, is_blog=True))
    soup = BeautifulSoup(tree, "html.parser")

    assert [li.a.text for li in soup.select("li.current")] == [
        "News & more",
        "Archives",
    ]
    assert soup.select_one("a.current.internal").text == "Archives"


def test_header_of_pydata_has_room_for_the_blog():
    """Its pages go into the menu `More` earlier, and the blog never does."""
    context = {
        "generate_header_nav_html": "<li>{}</li>".format,
        "sidebars": ["sidebar-nav-bs.html"],
    }
    add_to_header(context, BlogLinks([NEWS], ITEMS, here=NEWS.uri, is_blog=True))
    html = BeautifulSoup(context["generate_header_nav_html"](5, "More"), "html.parser")

    assert [li.text for li in html.select("li")] == ["4", "News & more"]
    assert html.select_one("li.current a")["href"] == "../news/"
    assert context["sidebars"] == ["sidebar-nav-bs.html", SIDEBAR]
