"""A Zola site's own shortcodes, filled in from the templates of the site.

By Zola's documentation, “Shortcodes”.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.expanded_tags import with_expanded_tags
from sphinx_blogtheme.importers.bodies.filled_pieces import (
    UnknownTemplateError,
    as_body,
)
from sphinx_blogtheme.importers.bodies.leftover_tags import is_understood, tag_kind
from sphinx_blogtheme.importers.bodies.tera_templates import filled_tera
from sphinx_blogtheme.importers.engine_settings import setting_text, text_in
from sphinx_blogtheme.markdown.shortcodes.tags import TagSyntax

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sphinx_blogtheme.importers.site_folder import SiteFolder
    from sphinx_blogtheme.markdown.shortcodes.tags import Tag

_FOLDER = "templates/shortcodes"


class ZolaShortcodes:
    """The shortcodes of a site."""

    def __init__(self, tree: SiteFolder, config: Mapping[str, Any]) -> None:
        self.unfilled: dict[str, str] = {}
        """Why tags stay, by their kind."""
        self._root = tree.root
        self._config = config
        self._templates: dict[str, tuple[str, str]] = {}
        """The suffix and the text of each template, by the name of its shortcode."""
        theme = setting_text(config, "theme")
        for place in ("", f"themes/{theme}/") if theme else ("",):
            for path in tree.paths(f"{place}{_FOLDER}"):
                file = PurePosixPath(path)
                if file.suffix in (".html", ".md"):
                    text = text_in(tree.root / path)
                    self._templates.setdefault(file.stem, (file.suffix, text))

    def expanded(self, text: str, page: Mapping[str, Any], path: str, line: int) -> str:
        """Return the body of a page with the texts of the site's own shortcodes.

        :param page: the values of its front matter.
        :param path: its file.
        :param line: number of the first line of its body.
        """
        tags = _PageTags(self, {"page": page, "config": self._config}, path)
        return with_expanded_tags(text, ("{{", "{%"), tags, line)

    def has_file(self, path: str) -> bool:
        """Return whether the site has a file of a path below its folder."""
        return ".." not in path.split("/") and (self._root / path).is_file()

    def template(self, tag: Tag) -> tuple[str, str] | None:
        """Return the suffix and the text of a shortcode's template, or None."""
        return self._templates.get(tag.name) if tag.called else None


class _PageTags:
    """The shortcodes of one page."""

    def __init__(self, site: ZolaShortcodes, page: dict[str, Any], path: str) -> None:
        self._site, self._page, self._path = site, page, path
        self._counts: dict[str, int] = {}
        self._random = 0

    def _functions(self) -> dict[str, Callable[..., Any]]:
        """Return the functions that a template may use."""

        def number(**_: Any) -> int:
            self._random += 1
            return self._random

        return {
            "get_url": lambda path="", **_: self._url(str(path)),
            "resize_image": lambda path="", **_: {"url": self._url(str(path))},
            "get_image_metadata": lambda path="", **_: self._facts(str(path)),
            "get_random": number,
        }

    def _is_beside(self, path: str) -> bool:
        folder = self._path.rpartition("/")[0]
        return ".." not in path.split("/") and self._site.has_file(f"{folder}/{path}")

    def _facts(self, path: str) -> dict[str, str]:
        """Return what is known of an image; nothing if there is no such file."""
        name = path.lstrip("/")
        places = (f"content/{name}", f"static/{name}", name)
        if self._is_beside(path) or any(map(self._site.has_file, places)):
            return {"format": path.rpartition(".")[2]}
        return {}

    def _url(self, path: str) -> str:
        """Return the address of a path of the site, or of a file beside the page."""
        if path.startswith("@/") or "://" in path or self._is_beside(path):
            return path
        return f"/{path.lstrip('/')}"

    def has_body(self, tag: Tag) -> bool:
        """Return whether a tag has an end tag."""
        known = self._site.template(tag) and not is_understood(tag)
        return bool(known) and tag.style is TagSyntax.LIQUID

    def text(self, tag: Tag, inner: str | None, line: int) -> str | None:
        """Return the text of a tag, or None if it is to stay as it is."""
        site, template = self._site, self._site.template(tag)
        if is_understood(tag) or not tag.called:
            return None
        if template is None:
            return None
        self._counts[tag.name] = count = self._counts.get(tag.name, 0) + 1
        values = {"nth": count, **_arguments(tag), **self._page}
        if inner is not None:
            values["body"] = inner.strip("\r\n").rstrip()
        suffix, text = template
        try:
            pieces = filled_tera(text, values, self._functions())
        except UnknownTemplateError as error:
            site.unfilled[tag_kind(tag)] = f"its template has {error}"
            return None
        return "".join(pieces).strip("\n") if suffix == ".md" else as_body(pieces)


def _arguments(tag: Tag) -> dict[str, Any]:
    """Return the arguments of a tag; numbers and truth values are no texts."""
    found: dict[str, Any] = {}
    for name, value in tag.named.items():
        quoted = f'{name}="{value}"' in tag.rest.replace(" ", "")
        if value in ("true", "false") and not quoted:
            found[name] = value == "true"
        elif value.isdecimal() and not quoted:
            found[name] = int(value)
        else:
            found[name] = value
    return found
