"""Make the URLs on the 404 page work at any depth of the site.

A web server sends ``404.html`` instead of ``/a/b/c/``, where a browser would look for
``../style.css`` in ``/a/b/``. So every URL of this page begins with the path of
``html_baseurl``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sphinx_blogtheme.config.settings import site_url
from sphinx_blogtheme.markdown.html_attributes import Role
from sphinx_blogtheme.model.urls import SCHEME
from sphinx_blogtheme.site.permalink_builder import makes_site

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_blogtheme.markdown.html_references import Reference

_MARKUP = ("css_tag", "js_tag", "toctree")
"""Functions of Sphinx that give templates HTML with URLs in it."""

_ABSOLUTE = re.compile(rf"[#/]|{SCHEME.pattern}")


def root_path(config: Config) -> str:
    """Return the path of the site on its host, such as ``/`` or ``/blog/``."""
    return urlsplit(site_url(config)).path or "/"


def from_root(uri: str, root: str) -> str:
    """Return a URL that works from any page of the host, such as ``/blog/style.css``.

    :param uri: URL relative to the root of the site, or one that is absolute.
    :param root: path of the site, from `root_path`.
    """
    return uri if _ABSOLUTE.match(uri) else root + uri.removeprefix("./")


def use_root(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Let all URLs in the context begin at the root (on ``html-page-context``)."""
    del templatename, doctree
    builder = app.builder
    if not (makes_site(builder) and builder.is_not_found(pagename)):
        return
    root = root_path(app.config)
    relative: Callable[..., str] = context["pathto"]

    def pathto(otheruri: str, resource: bool = False, baseuri: str = "") -> str:
        del baseuri  # URLs of this page don't depend on where it is shown
        return from_root(relative(otheruri, resource), root)

    def from_anywhere(reference: Reference) -> str | None:
        is_url = reference.role in (Role.LINK, Role.RESOURCE)
        return from_root(reference.value, root) if is_url else None

    def rooted(function: Callable[..., str]) -> Callable[..., str]:
        def call(*args: Any, **kwargs: Any) -> str:
            from sphinx_blogtheme.markdown.html_references import change_references

            return change_references(function(*args, **kwargs) or "", from_anywhere)

        return call

    context |= {name: rooted(context[name]) for name in _MARKUP if name in context}
    context |= {"pathto": pathto, "content_root": root}
    context["pageurl"] = None  # the page has no URL of its own
