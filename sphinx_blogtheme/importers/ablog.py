"""Reader of ABlog sites.

Their files are Sphinx documents already: pages are copied unchanged, and the ``post``
directive of a post (ABlog's documentation, “Posting and Listing”) becomes its header.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.discovery.gate import POST_SIGNS, sign_of_header
from sphinx_blogtheme.importers.documents import (
    RST_SUFFIXES,
    read_document,
    rst_without_title,
    zone_of,
)
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    first_settings,
    mapping_of,
    setting_text,
)
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.model import Blog

_KEPT = (
    *("blog_authors", "blog_languages", "blog_locations", "blog_default_author"),
    *("blog_default_language", "blog_default_location"),
    *("post_date_format", "post_auto_image", "post_auto_excerpt", "language"),
    *("exclude_patterns", "myst_enable_extensions", "html_static_path"),
)
"""Settings that are copied to the new ``conf.py``, where they mean the same."""


_RST_POST = re.compile(
    r"(?m)^\.\. post::[ \t]*(?P<date>.*)\n?(?P<options>(?:[ \t]+\S.*(?:\n|\Z))*)"
)
_MYST_POST = re.compile(
    r"(?ms)^(?P<fence>`{3,}|:{3,})\{post\}[ \t]*(?P<date>[^\n]*)\n"
    r"(?P<options>.*?)^(?P=fence)[ \t]*$"
)
_OPTION = re.compile(r"(?m)^\s*:?([\w-]+):[ \t]*(.*?)[ \t]*$")
_TAKEN = (
    *("tags", "category", "author", "language", "redirect", "title", "location"),
    *("nocomments", "canonical_link", "external_link"),
)
"""Options of the directive that are keys of front matter; the others are left out."""


def _add(tree: SiteFolder, path: str, text: str) -> None:
    """Import a document: a post with its directive as header, a page unchanged."""
    suffix, zone = PurePosixPath(path).suffix.lower(), zone_of(None)
    found = (_RST_POST if suffix in RST_SUFFIXES else _MYST_POST).search(text)
    defaults = []
    if found:
        options = dict(_OPTION.findall(found["options"]))
        values = {key: value for key, value in options.items() if key in _TAKEN}
        defaults = [{"date": found["date"].strip(), **values}]
        for key in sorted(set(options) - set(_TAKEN)):
            tree.warn(path, f"{key}: of the post directive has no key here; left out")
        text = text[: found.start()] + text[found.end() :]
    draft = read_document(text, zone, suffix=suffix, defaults=defaults)
    facts = draft.facts
    if found and not found["date"].strip() and facts.date is None:
        facts = replace(facts, status=Status.DRAFT, undated=False)
    post = bool(found) or sign_of_header(facts) in POST_SIGNS
    bare = PurePosixPath(path).with_suffix("").as_posix()
    tree.add(
        Document(
            source=path,
            path=path,
            facts=replace(facts, slug=PurePosixPath(bare).name),
            body=rst_without_title(draft.body, facts.title)
            if suffix in RST_SUFFIXES
            else draft.body,
            urls=(f"/{bare}/", *facts.aliases),
            page=not post,
            as_it_is=None if post else (tree.root / path).read_bytes(),
        )
    )


def read_ablog(root: Path) -> Blog:
    """Return the posts, pages, files and settings of an ABlog site.

    :param root: folder with ``conf.py``.
    """
    tree = SiteFolder(root, "ABlog")
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
        text = tree.take(path) if suffix in (".md", *RST_SUFFIXES) else None
        if text is None:
            if suffix not in (".md", *RST_SUFFIXES):
                tree.copy(path, path)
            continue
        _add(tree, path, text)
    settings = {name: conf[name] for name in _KEPT if name in conf}
    authors = mapping_of(settings, "blog_authors")
    if authors:
        settings["blog_authors"] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in authors.items()
        }
    return tree.blog(
        title=setting_text(conf, "blog_title", "project"),
        base_url=setting_text(conf, "blog_baseurl", "html_baseurl"),
        settings=settings,
    )
