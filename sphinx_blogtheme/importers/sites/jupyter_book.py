"""Reader of Jupyter Books of the first version, which Sphinx built.

By its documentation: “Configuration reference” and “Structure and organize content”.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    mapping_of,
    read_settings,
    setting_text,
    text_in,
)
from sphinx_blogtheme.importers.sites.mystmd import MystSite

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.model import Blog

NAME = "Jupyter Book"


class JupyterBook(MystSite):
    """Reader of one book."""

    name = NAME
    config_names = ("_config.yml", "docs/_config.yml", "book/_config.yml")

    makes_ids = False

    def read_config(self, path: Path) -> dict[str, Any]:
        """Return the configuration and the contents in the form of ``myst.yml``."""
        found = read_settings(path)
        contents: Any = []
        try:
            contents = read_toc(path.parent / "_toc.yml")
            why = "contents, which are in the toctrees of the pages"
            self.tree.skip(posixpath.join(self.root, "_toc.yml"), why)
        except SettingsError as error:
            self.tree.error("_toc.yml", str(error))
        project = {
            "title": setting_text(found, "title"),
            "authors": [setting_text(found, "author")],
            "copyright": setting_text(found, "copyright"),
            "toc": contents,
        }
        base = setting_text(mapping_of(found, "html"), "baseurl")
        return {"project": project, "site": {"base": base}}

    def place(self, path: str) -> str:
        """Return the place of a text, which is the path of its file."""
        bare = path.rpartition(".")[0]
        return "" if bare == "index" else bare.removesuffix("/index")

    def old_url(self, path: str) -> str:
        """Return the old URL of a text."""
        return f"/{path.rpartition('.')[0]}.html"

    def base_url(self) -> str:
        """Return the address of the book, or ""."""
        return setting_text(self.site, "base")


def read_toc(path: Path) -> list[Any]:
    """Return the entries of ``_toc.yml``, in its newer or its older form.

    :raises SettingsError: if the file cannot be read.
    """
    text = text_in(path)
    if text.lstrip().startswith("-") or "\n- " in f"\n{text.partition('root:')[0]}":
        import yaml

        try:
            found = yaml.safe_load(text)
        except yaml.YAMLError as error:
            raise SettingsError(" ".join(str(error).split())) from None
        return found if isinstance(found, list) else []
    values = read_settings(path)
    return [
        {"file": setting_text(values, "root")},
        {"children": [values | {"root": ""}]},
    ]


def recognises(path: Path) -> bool:
    """Return whether a folder is a Jupyter Book."""
    return any(
        (path / name).is_file() and (path / name).with_name("_toc.yml").is_file()
        for name in JupyterBook.config_names
    )


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a book.

    :param root: folder with ``_config.yml`` and ``_toc.yml``.
    """
    return JupyterBook(root).read()
