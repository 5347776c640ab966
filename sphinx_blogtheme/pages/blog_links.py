"""Lead from the pages of a site to its blog, in the navigation of any theme.

Themes draw their navigation from the tree of pages, which Sphinx's function ``toctree``
gives them as HTML. The blog is added to that HTML, and so to the navigation, unless a
toctree of the site names its pages already. pydata-sphinx-theme draws its header from
the tree itself, and gets the same entries there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.pages.blog_context import ContextCompleter
    from sphinx_blogtheme.pages.template_values import MenuItem

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

    sections: Sequence[MenuItem]
    """The front pages of the sections; none if the blog is the front page of the site."""
    items: Sequence[MenuItem]
    """The other entries of the blog's menu."""
    here: str | None = None
    """URL, as in `sections`, of the section that the page is in."""
    is_blog: bool = False
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
    named = completer.in_toctrees
    root, home = env.config.root_doc, completer.pages.home
    if not is_blog and named & session_of(env).pages.keys() - {root}:
        return BlogLinks((), ())
    fronts = {section.docname for section in completer.sections}
    sections: list[MenuItem] = []
    items: list[MenuItem] = []
    here = None
    shown = zip(completer.menu, completer.menu_of(pagename), strict=True)
    for entry, item in shown:
        docname = entry.target and entry.target.docname
        if docname in named:
            continue
        (sections if docname in fronts else items).append(item)
        if docname == home and is_blog and docname in fronts:
            here = item.uri
    return BlogLinks(sections, items, here, is_blog)


def with_blog(html: str, links: BlogLinks, **options: Any) -> str:
    """Return the HTML of a tree of pages, with the blog at its end.

    :param html: what Sphinx's function ``toctree`` returned for `options`.
    """
    has_captions = 'class="caption"' in html
    inside = [_entry(item, 2) for item in links.items if links.here is not None]
    if str(options.get("maxdepth")) == "1":
        inside = []
    caption, sections = _("Blog"), links.sections
    if has_captions and len(sections) == 1:
        caption, sections = sections[0].label, [sections[0]._replace(label=_("Posts"))]
    entries = [
        _entry(one, 1, inside, is_here=True)
        if one.uri == links.here
        else _entry(one, 1)
        for one in sections
    ]
    if links.here is None:
        entries += [_entry(item, 1) for item in links.items]
    if not entries:
        return html
    tree = Markup(html)  # noqa: S704 -- it is Sphinx's
    if has_captions:  # else the blog would seem to belong to the last of them
        tree += _CAPTION.format(caption)
    here = Markup(' class="current"') if links.is_blog else ""
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
    shown = links.sections or links.items
    if draw is None or not shown:
        return
    entries = Markup("").join(
        _IN_HEADER.format(
            " current active" if item.current or item.uri == links.here else "",
            item.uri,
            item.label,
        )
        for item in shown
    )

    def draw_all(n_links_before_dropdown: int = 5, *args: Any, **options: Any) -> str:
        room = max(1, int(n_links_before_dropdown) - len(shown))
        return str(draw(room, *args, **options)) + str(entries)

    context["generate_header_nav_html"] = draw_all
    sidebars = context.get("sidebars") or []
    has_tree = any(str(name).startswith(_TREE_OF_PYDATA) for name in sidebars)
    if links.here is not None and has_tree:
        context["sidebars"] = [*sidebars, SIDEBAR]
