"""Draw the blog in the frame of a theme that is not ours, with our theme's templates.

The templates in `SHARED_FOLDERS` are the same for all themes. Where another theme draws
the frame, a layout extends ``layouts/frameless.html`` in place of ``layout.html``, and
what it gives is the body of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import TemplateNotFound
from markupsafe import escape
from sphinx.jinja2glue import SphinxFileSystemLoader

from sphinx_blogtheme.builder.missing_head import HEAD
from sphinx_blogtheme.builder.other_theme_files import FACETS, STYLES
from sphinx_blogtheme.config.theme_options import THEME, draws
from sphinx_blogtheme.pages.source_buttons import remove_source_buttons

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from sphinx.application import Sphinx

SHARED_FOLDERS = ("layouts/", "parts/", "slots/")
"""Folders of our theme whose templates also draw blogs in other themes."""

_HEAD_TEMPLATE, _LAYOUT = "parts/head-other-theme.html", "layouts/of-kind.html"

_NOT_OURS = ("page", "search")
"""The kinds of pages whose text is that of the other theme, or of a document."""

_OURS = 'class="bt-'
"""What is in a page of the other theme that shows something of ours."""

_OPTIONS = {
    "blog_frame": "layouts/frameless.html",
    # The theme has these of its own.
    "theme_contents": "none",
    "theme_show_breadcrumb": False,
    "theme_source_forge": "auto",
    "theme_post_tools": ("markdown", "cite"),
}
"""Values for our templates, which have the options of the other theme otherwise."""


class SharedTemplates(SphinxFileSystemLoader):
    """Loads the templates of our theme that other themes share."""

    def __init__(self) -> None:
        super().__init__(str(THEME))

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        """Return the source of a template.

        :raises TemplateNotFound: if it is not in one of the shared folders.
        """
        if not template.startswith(SHARED_FOLDERS):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


def share_templates(builder: Any) -> None:
    """Let the templates of a builder include those of our theme, as a last resort."""
    loaders = builder.templates.loaders
    if not any(isinstance(loader, SharedTemplates) for loader in loaders):
        loaders.append(SharedTemplates())


def own_options(context: dict[str, Any]) -> dict[str, Any]:
    """Return a context in which options of our theme have values for other themes."""
    return {**context, **_OPTIONS}


def draw_blog(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Put the blog into a page of another theme (on ``html-page-context``).

    It is called when the context is complete.
    """
    del pagename, templatename, doctree
    if "blog" not in context or draws(app):
        return
    builder: Any = app.builder
    render: Callable[[str, dict[str, Any]], str] = builder.templates.render
    values = own_options(context)
    context[HEAD] = render(_HEAD_TEMPLATE, values)
    context["metatags"] = (context.get("metatags") or "") + context[HEAD]
    if "_sphinx_extensions" in context:
        # Shibuya's layout has metadata of its own unless this extension gives them.
        context["_sphinx_extensions"] = [
            *context["_sphinx_extensions"],
            "sphinxext.opengraph",
        ]
    if context["page_kind"] == "post" and not context.get("sourcename"):
        twin, base = context["page_twin"], context["blog"].base_url
        remove_source_buttons(context, f"{base}{twin}" if twin and base else None)
    if context["page_kind"] not in _NOT_OURS:
        context["body"] = render(_LAYOUT, values)
        context["parents"] = [
            {
                "link": context["pathto"](page.docname),
                "title": escape(page.title),
            }
            for page in context["breadcrumb"]
            if page.docname != app.config.root_doc  # with which themes begin
        ]


def style_blog(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: object,
) -> None:
    """Add styles to what is ours in another theme (on ``html-page-context``).

    It is called when the assets of a post have been kept for other pages.
    """
    del pagename, templatename, doctree
    if HEAD not in context:
        return
    if context["page_kind"] != "page" or _OURS in context.get("body", ""):
        app.add_css_file(STYLES, priority=800)
        if context.get("search_facets"):
            app.add_js_file(FACETS, loading_method="defer")
