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

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.pages.blog_context import ContextCompleter

SIDEBAR = "parts/blog-navigation.html"
"""The template of the blog's menu beside the text."""

_TREE_OF_PYDATA = "sidebar-nav-bs"


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
    home = completer.pages.home
    if home == env.config.root_doc or completer.pages.site.language:
        return BlogLinks(None, items, is_blog)
    if home in named:
        return BlogLinks(None, items if is_blog else (), is_blog)
    label = completer.title_of(home) or completer.pages.title
    section = MenuItem(label, completer.uri_of(pagename, home), pagename == home)
    return BlogLinks(section, items, is_blog)


def with_blog(html: str, links: BlogLinks, **options: Any) -> Markup:
    """Return the HTML of a tree of pages, with the blog at its end.

    :param html: what Sphinx's function ``toctree`` returned for `options`.
    """
    below = [_entry(item, 2) for item in links.items]
    if links.section is None:
        entries = [_entry(item, 1) for item in links.items]
    else:
        opens = links.is_here or not options.get("collapse", True)
        inside = below if opens and str(options.get("maxdepth")) != "1" else []
        entries = [_entry(links.section, 1, inside, is_here=links.is_here)]
    if not entries:
        return Markup(html)  # noqa: S704 -- it is Sphinx's
    here = ' class="current"' if "current" in entries[0] and links.is_here else ""
    tree = Markup("").join(entries)
    return Markup(html) + Markup(f"<ul{here}>\n") + tree + Markup("</ul>\n")  # noqa: S704


def _entry(
    item: MenuItem,
    level: int,
    inside: Sequence[Markup] = (),
    *,
    is_here: bool = False,
) -> Markup:
    """Return an entry as Sphinx writes it."""
    below = Markup("\n<ul>\n{}</ul>\n").format(Markup("").join(inside))
    return Markup('<li class="toctree-l{}{}"><a class="{}" href="{}"{}>{}</a>{}</li>\n').format(
        level,
        " current" if item.current or is_here else "",
        "current reference internal" if item.current else "reference internal",
        item.uri,
        Markup(' lang="{}"').format(item.language) if item.language else "",
        item.label,
        below if inside else "",
    )


def add_to_header(context: dict[str, Any], links: BlogLinks) -> None:
    """Add the blog to the header of pydata-sphinx-theme, and to its sidebar."""
    draw: Callable[..., str] | None = context.get("generate_header_nav_html")
    shown = [links.section] if links.section else links.items
    if draw is None or not shown:
        return
    entries = Markup("").join(
        Markup(
            '<li class="nav-item{}"><a class="nav-link nav-internal" href="{}">{}</a></li>'
        ).format(
            " current active" if links.is_here and links.section else "",
            item.uri,
            item.label,
        )
        for item in shown
    )

    def draw_all(n_links_before_dropdown: int = 5, *args: Any, **options: Any) -> str:
        room = max(1, int(n_links_before_dropdown) - len(shown))
        return draw(room, *args, **options) + entries

    context["generate_header_nav_html"] = draw_all
    sidebars = context.get("sidebars") or []
    if links.section and links.is_here:
        if any(str(name).startswith(_TREE_OF_PYDATA) for name in sidebars):
            context["sidebars"] = [*sidebars, SIDEBAR]
