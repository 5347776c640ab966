"""A Hugo site's own shortcodes, filled in from the templates of the site.

By Hugo's documentation, “Shortcode templates”.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.expanded_tags import with_expanded_tags
from sphinx_blogtheme.importers.bodies.filled_pieces import (
    Markdown,
    Markup,
    UnknownTemplateError,
    as_body,
)
from sphinx_blogtheme.importers.bodies.go_templates import (
    GoContext,
    filled_template,
    go_functions,
)
from sphinx_blogtheme.importers.bodies.leftover_tags import is_understood, tag_kind
from sphinx_blogtheme.importers.engine_settings import list_of, text_in
from sphinx_blogtheme.markdown.shortcodes.tags import TagSyntax

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_blogtheme.importers.site_folder import SiteFolder
    from sphinx_blogtheme.importers.sites.hugo_settings import HugoSettings
    from sphinx_blogtheme.markdown.shortcodes.tags import Tag

_FOLDERS = ("layouts/_shortcodes", "layouts/shortcodes")
_PARTIALS = ("layouts/_partials", "layouts/partials")
_INNER = re.compile(r"\.Inner\b|\.InnerDeindent\b")


class HugoShortcodes:
    """The shortcodes of a site."""

    def __init__(self, tree: SiteFolder, settings: HugoSettings) -> None:
        self._tree, self._settings = tree, settings
        self.unfilled: dict[str, str] = {}
        """Why tags stay, by their kind."""
        self._templates: dict[str, str] = {}
        self._partials: dict[str, str] = {}
        said = settings.config.get("theme")
        themes = list_of(settings.config, "theme") or [said] if said else []
        places = ["", *(f"themes/{theme}/" for theme in themes)]
        for place in places:
            for folder in _FOLDERS:
                for path in tree.paths(f"{place}{folder}"):
                    name, _, suffix = path.rpartition(".")
                    if suffix in ("html", "md"):
                        key = name.removeprefix(f"{place}{folder}/")
                        file = tree.root / path
                        self._templates.setdefault(key, text_in(file))
            for folder in _PARTIALS:
                for path in tree.paths(f"{place}{folder}"):
                    key = path.removeprefix(f"{place}{folder}/")
                    self._partials.setdefault(key, text_in(tree.root / path))

    def expanded(self, text: str, page: Mapping[str, Any], path: str, line: int) -> str:
        """Return the body of a page with the texts of the site's own shortcodes.

        :param page: its values, as templates name them: ``.page.title``.
        :param path: its file.
        :param line: number of the first line of its body.
        """
        one = _PageTags(self, page, path)
        return with_expanded_tags(text, ("{{<", "{{%"), one, line)

    def template(self, tag: Tag) -> str | None:
        """Return the template of a shortcode of the site, or None."""
        return self._templates.get(tag.name.removesuffix(".html"))

    def resource(self, name: str, folder: str) -> dict[str, str] | None:
        """Return the address of a file beside a page, or of ``assets``; else None.

        :param folder: folder of the page.
        """
        name = str(name).lstrip("/").removeprefix("./")
        if not name or ".." in name.split("/"):
            return None
        for place, url in ((folder, name), ("assets", f"/{name}")):
            if (self._tree.root / place / name).is_file():
                return {
                    "relpermalink": url,
                    "permalink": url,
                    "name": name,
                    "title": name,
                }
        return None

    def filled(
        self, tag: Tag, inner: str | None, page: Mapping[str, Any], folder: str
    ) -> str:
        """Return the text of a shortcode.

        :param folder: folder of the page.

        :raises UnknownTemplateError: if its template is more than a small one.
        """
        template = self.template(tag) or ""
        text = inner or ""

        def get(key: Any) -> str:
            if isinstance(key, int):
                return tag.words[key] if key < len(tag.words) else ""
            return tag.named.get(str(key), "")

        root = {
            ".inner": Markup(text),
            ".innerdeindent": Markup(text),
            ".params": dict(tag.named) or list(tag.words),
            ".isnamedparams": bool(tag.named),
            ".name": tag.name,
            ".site.baseurl": "/",
            ".site.title": self._settings.config.get("title", ""),
            ".site.params": self._settings.params,
            ".site.language.lang": self._settings.language,
            **page,
        }
        functions = go_functions(
            _url, lambda value, *rest: Markdown((*rest, value)[-1])
        )
        for name in ("page.resources.getmatch", "page.resources.get"):
            functions[f".{name}"] = lambda value: self.resource(value, folder)
        for name in ("resources.get", "resources.getmatch"):
            functions[name] = lambda value: self.resource(value, "assets")
        context = GoContext(root=root, get=get, functions=functions)
        functions["partial"] = functions["partialcached"] = lambda name, *_: (
            self._partial(str(name), context)
        )
        pieces = filled_template(template, context)
        if tag.style is TagSyntax.PERCENT:
            return "".join(pieces).strip("\n")
        return as_body(pieces)

    def _partial(self, name: str, context: GoContext) -> Markup:
        """Return what a partial template makes for a shortcode."""
        name = name if name.endswith(".html") else f"{name}.html"
        template = self._partials.get(name)
        if template is None:
            raise UnknownTemplateError(f"the partial template {name!r}")
        inner = replace(context, variables={}, depth=context.depth + 1)
        pieces = filled_template(template, inner)
        if not all(isinstance(piece, Markup) for piece in pieces):
            raise UnknownTemplateError("Markdown in a partial template")
        return Markup("".join(pieces))

    def param(self, tag: Tag, page: Mapping[str, Any]) -> str | None:
        """Return the value that Hugo's shortcode ``param`` shows, or None."""
        path = tag.get("name", place=0).lower().split(".")
        for values in (page.get(".page.params"), self._settings.params):
            value: Any = values
            for part in path:
                folded = value if isinstance(value, dict) else {}
                value = {str(k).lower(): v for k, v in folded.items()}.get(part)
            if isinstance(value, (str, int, float)):
                return str(value).lower() if isinstance(value, bool) else str(value)
        return None


class _PageTags:
    """The shortcodes of one page."""

    def __init__(
        self, site: HugoShortcodes, page: Mapping[str, Any], path: str
    ) -> None:
        self._site, self._page, self._path = site, page, path

    def has_body(self, tag: Tag) -> bool:
        """Return whether a tag has an end tag: its template asks for what is inside."""
        if is_understood(tag):
            return False
        template = self._site.template(tag)
        return template is not None and bool(_INNER.search(template))

    def text(self, tag: Tag, inner: str | None, line: int) -> str | None:
        """Return the text of a tag, or None if it is to stay as it is."""
        site = self._site
        if tag.name == "param" and (value := site.param(tag, self._page)) is not None:
            return value
        if is_understood(tag):
            return None
        if site.template(tag) is not None:
            try:
                folder = self._path.rpartition("/")[0]
                return site.filled(tag, inner, self._page, folder)
            except UnknownTemplateError as error:
                site.unfilled[tag_kind(tag)] = f"its template has {error}"
        return None


def _url(path: Any) -> str:
    text = str(path)
    if re.match(r"[a-z][\w+.-]*:|//|#", text, re.IGNORECASE):
        return text
    return f"/{text.lstrip('/')}"
