"""Lead from the pages of a site to its blog, in the navigation of any theme.

Themes draw their navigation from the tree of pages, which Sphinx's function ``toctree``
gives them as HTML. The blog is added to that HTML, and so to the navigation, unless a
toctree of the site names its pages already. pydata-sphinx-theme draws its header from
the tree itself, and gets the same entries there.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from sphinx_blogtheme.pages.template_values import MenuItem
from sphinx_blogtheme.pages.toctree_titles import named_pages
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.pages.blog_context import ContextCompleter

SIDEBAR = "parts/blog-navigation.html"
"""The template of the blog's menu beside the text."""

_TREE_OF_PYDATA = "sidebar-nav-bs"

_CAPTION = Markup(
    '<p class="caption" role="heading"><span class="caption-text">{}</span></p>\n'
)
_LIST = Markup("<ul{}>\n{}</ul>\n")
_ENTRY = Markup('<li class="toctree-l{}{}"><a class="{}" href="{}"{}>{}</a>{}</li>\n')
_BELOW = Markup("\n<ul>\n{}</ul>\n")
_LANGUAGE = Markup(' lang="{}"')
_IN_HEADER = Markup(
    '<li class="nav-item{}"><a class="nav-link nav-internal" href="{}">{}</a></li>'
)
"""The HTML of Sphinx's trees, and of the header of pydata-sphinx-theme."""


class BlogLinks(NamedTuple):
    """The entries of the blog in the navigation of one page."""

    section: MenuItem | None
    """The blog itself; None if it is the front page of the site."""
    items: Sequence[MenuItem]
    """The entries of the blog's menu: below the blog, or beside other pages."""
    is_here: bool
    """Whether the page is one of the blog."""


def blog_links(
    completer: ContextCompleter, env: BuildEnvironment, pagename: str, *, is_blog: bool
) -> BlogLinks:
    """Return the entries of the blog that the toctrees of the site lack.

    A site whose toctrees name a page of the blog has decided itself what leads there, so
    the others are named on pages of the blog only.

    :param completer: that of the edition of the page.
    :param is_blog: whether the page is a post or a generated page.
    """
    named = {*chain(*env.toctree_includes.values()), *named_pages(env)}
    shown = zip(completer.menu, completer.menu_of(pagename), strict=True)
    items = [
        item
        for entry, item in shown
        if not (entry.target and entry.target.docname in named)
    ]
    root, home = env.config.root_doc, completer.pages.home
    if named & session_of(env).pages.keys() - {root}:
        return BlogLinks(None, items if is_blog else (), is_blog)
    if home == root or completer.pages.site.language:
        return BlogLinks(None, items, is_blog)
    label = completer.title_of(home) or completer.pages.title
    section = MenuItem(label, completer.uri_of(pagename, home), pagename == home)
    return BlogLinks(section, items, is_blog)


def with_blog(html: str, links: BlogLinks, **options: Any) -> str:
    """Return the HTML of a tree of pages, with the blog at its end.

    :param html: what Sphinx's function ``toctree`` returned for `options`.
    """
    has_captions = 'class="caption"' in html
    section = links.section
    if section is None:
        entries = [_entry(item, 1) for item in links.items]
    else:
        opens = links.is_here or not options.get("collapse", True)
        items = links.items if opens and str(options.get("maxdepth")) != "1" else ()
        inside = [_entry(item, 2) for item in items]
        shown = section._replace(label=_("Posts")) if has_captions else section
        entries = [_entry(shown, 1, inside, is_here=links.is_here)]
    tree = Markup(html)  # noqa: S704 -- it is Sphinx's
    if not entries:
        return html
    if has_captions:  # else the blog would seem to belong to the last of them
        tree += _CAPTION.format(section.label if section else _("Blog"))
    here = Markup(' class="current"') if links.is_here else ""
    return str(tree + _LIST.format(here, Markup("").join(entries)))


def _entry(
    item: MenuItem,
    level: int,
    inside: Sequence[Markup] = (),
    *,
    is_here: bool = False,
) -> Markup:
    """Return an entry as Sphinx writes it."""
    return _ENTRY.format(
        level,
        " current" if item.current or is_here else "",
        "current reference internal" if item.current else "reference internal",
        item.uri,
        _LANGUAGE.format(item.language) if item.language else "",
        item.label,
        _BELOW.format(Markup("").join(inside)) if inside else "",
    )


def add_to_header(context: dict[str, Any], links: BlogLinks) -> None:
    """Add the blog to the header of pydata-sphinx-theme, and to its sidebar."""
    draw: Callable[..., str] | None = context.get("generate_header_nav_html")
    shown = [links.section] if links.section else links.items
    if draw is None or not shown:
        return
    is_here = " current active" if links.is_here and links.section else ""
    entries = Markup("").join(
        _IN_HEADER.format(is_here, item.uri, item.label) for item in shown
    )

    def draw_all(n_links_before_dropdown: int = 5, *args: Any, **options: Any) -> str:
        room = max(1, int(n_links_before_dropdown) - len(shown))
        return str(draw(room, *args, **options)) + str(entries)

    context["generate_header_nav_html"] = draw_all
    sidebars = context.get("sidebars") or []
    has_tree = any(str(name).startswith(_TREE_OF_PYDATA) for name in sidebars)
    if links.section and links.is_here and has_tree:
        context["sidebars"] = [*sidebars, SIDEBAR]
