"""Turn a site of ABlog into what is imported from it: its files, as they are.

The posts are documents of Sphinx already, and we read ABlog's directives; only
the configuration is another.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.cli.importing.documents import RST, read_document, zone_of
from sphinx_blogtheme.cli.importing.model import Document
from sphinx_blogtheme.cli.importing.settings import (
    SettingsError,
    first_settings,
    mapping_of,
    text_of,
)
from sphinx_blogtheme.cli.importing.tree import Tree

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.cli.importing.model import Blog

_KEPT = (
    *("blog_authors", "blog_languages", "blog_locations", "blog_default_author"),
    *("blog_default_language", "blog_default_location", "blog_post_pattern"),
    *("post_date_format", "post_auto_image", "post_auto_excerpt", "language"),
    *("exclude_patterns", "myst_enable_extensions", "html_static_path"),
)
"""Settings that mean here what they mean there."""


def read_ablog(root: Path) -> Blog:
    """Return what a site of ABlog has."""
    tree = Tree(root, "ABlog")
    conf: dict[str, Any] = {}
    try:
        _, conf = first_settings(root, "conf.py")
        why = "configuration; title, address, authors and patterns are taken"
        tree.skip("conf.py", why)
    except SettingsError as error:
        tree.error("conf.py", str(error))
    for folder in ("_website", "_build", ".doctrees"):
        tree.skip_below(folder, "is made by ABlog")
    tree.skip_below("_templates", "templates of another theme")
    for name in ("Makefile", "make.bat"):
        if name in tree.paths():
            tree.skip(name, "is no part of the site")
    for path in list(tree.paths()):
        suffix = PurePosixPath(path).suffix.lower()
        text = tree.take(path) if suffix in (".md", *RST) else None
        if text is None:
            if suffix not in (".md", *RST):
                tree.copy(path, path)
            continue
        draft = read_document(text, zone_of(None), suffix=suffix)
        post = draft.facts.date is not None or "post::" in text or "{post}" in text
        tree.add(
            Document(
                source=path,
                path=path,
                facts=draft.facts,
                body=draft.body,
                page=not post,
                as_it_is=(root / path).read_bytes(),
            )
        )
    settings = {name: conf[name] for name in _KEPT if name in conf}
    # Posts stay where their files are, as ABlog has them.
    settings["blog_permalink"] = ""
    authors = mapping_of(settings, "blog_authors")
    if authors:
        settings["blog_authors"] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in authors.items()
        }
    return tree.blog(
        title=text_of(conf, "blog_title", "project"),
        base_url=text_of(conf, "blog_baseurl", "html_baseurl"),
        settings=settings,
    )
