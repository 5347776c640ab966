"""Reader of ABlog sites.

Their files are Sphinx documents already: pages are copied unchanged, and the ``post``
directive of a post (ABlog's documentation, “Posting and Listing”) becomes its header.
"""

from __future__ import annotations

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
    first_settings,
    mapping_of,
    program_text,
    setting_text,
)
from sphinx_blogtheme.importers.kept_settings import PLAIN
from sphinx_blogtheme.importers.model import Document
from sphinx_blogtheme.importers.notebook_files import NOTEBOOKS, add_notebook
from sphinx_blogtheme.importers.post_directives import post_directives
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.model.posts import Status

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sphinx_blogtheme.importers.model import Blog

NAME = "ABlog"

_KEPT = (
    *("blog_authors", "blog_languages", "blog_locations", "blog_default_author"),
    *("blog_default_language", "blog_default_location"),
    *("post_date_format", "post_auto_image", "post_auto_excerpt", "language"),
    *("author", "copyright", "blog_description"),
    *("exclude_patterns", "myst_enable_extensions", "html_static_path"),
)
"""Settings that are copied to the new ``conf.py``, where they mean the same."""

_KINDS = {"restructuredtext": ".rst", "markdown": ".md", "myst-nb": NOTEBOOKS}
"""For each kind of source in ``source_suffix``: the suffix of its new files."""

_TAKEN = (
    *("tags", "category", "author", "language", "redirect", "title", "location"),
    *("nocomments", "canonical_link", "external_link", "excerpt"),
)
"""Options of the directive that are keys of front matter; the others are left out."""


def _add(tree: SiteFolder, path: str, text: str, kind: str) -> None:
    """Import a document: a post with its directive as header, a page unchanged.

    :param kind: suffix of the new file, which tells the markup.
    """
    zone = zone_of(None)
    found = post_directives(text, rst=kind in RST_SUFFIXES)
    defaults = []
    if found:
        first = found[0]
        values = {key: value for key, value in first.options.items() if key in _TAKEN}
        defaults = [{"date": first.date, **values}]
        for key in sorted(set(first.options) - set(_TAKEN)):
            tree.warn(path, f"{key}: of the post directive has no key here; left out")
        for other in found[1:]:
            message = (
                f"expected one post directive, got another one, {other.date!r}; left it"
                " in the text"
            )
            tree.warn(path, message)
        text = text[: first.start] + text[first.end :]
    draft = read_document(text, zone, suffix=kind, defaults=defaults)
    facts = draft.facts
    if found and not found[0].date and facts.date is None:
        facts = replace(facts, status=Status.DRAFT, undated=False)
    post = bool(found) or sign_of_header(facts) in POST_SIGNS
    if post:
        for problem in draft.problems:
            tree.warn(path, problem)
    bare = PurePosixPath(path).with_suffix("").as_posix()
    tree.add(
        Document(
            source=path,
            path=bare + kind,
            facts=replace(facts, slug=PurePosixPath(bare).name),
            body=rst_without_title(draft.body, facts.title)
            if kind in RST_SUFFIXES
            else draft.body,
            urls=(f"/{bare}/", *facts.aliases),
            page=not post,
            as_it_is=None if post else (tree.root / path).read_bytes(),
        )
    )


def _kinds(conf: dict[str, Any]) -> dict[str, str]:
    """Return the suffixes of the site's sources, with those of their new files."""
    kinds = {".md": ".md", ".rst": ".rst", NOTEBOOKS: NOTEBOOKS}
    given = conf.get("source_suffix")
    if isinstance(given, str):
        given = [given]
    if isinstance(given, list):
        given = dict.fromkeys(filter(lambda one: isinstance(one, str), given))
    if isinstance(given, dict):
        for suffix, kind in given.items():
            new = _KINDS.get(kind or "restructuredtext", "")
            if isinstance(suffix, str) and (suffix.lower() not in kinds or kind):
                kinds[suffix.lower()] = kinds.get(suffix.lower(), new)
    return kinds


def _extensions(tree: SiteFolder, conf: dict[str, Any]) -> list[str]:
    """Return the extensions that the imported notebooks need."""
    notebooks = [one for one in tree.documents if one.path.endswith(NOTEBOOKS)]
    if not notebooks:
        return []
    listed = conf.get("extensions")
    if isinstance(listed, list) and "myst_nb" in listed:
        return ["myst_nb"]
    for one in notebooks:
        tree.warn(
            one.source,
            "is a notebook, which MyST-NB reads here; to build it, `pip install myst-nb`"
            " and add 'myst_nb' to extensions",
        )
    return []


def _add_all(tree: SiteFolder, kinds: Mapping[str, str]) -> None:
    """Import the documents, and copy the other files.

    :param kinds: as `_kinds` returns them.
    """
    for path in list(tree.paths()):
        suffix = PurePosixPath(path).suffix.lower()
        kind = kinds.get(suffix)
        if kind is None:
            tree.copy(path, path)
        elif kind == NOTEBOOKS:
            add_notebook(tree, path)
        elif not kind:
            tree.error(path, f"is in {suffix}, which is not read; left out")
        elif (text := tree.take(path)) is not None:
            _add(tree, path, text, kind)


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of ABlog."""
    return "ablog" in program_text(path / "conf.py")


def read_blog(root: Path) -> Blog:
    """Return the posts, pages, files and settings of an ABlog site.

    :param root: folder with ``conf.py``.
    """
    tree = SiteFolder(root, NAME)
    _, conf = first_settings(root, "conf.py")
    why = f"configuration; of it, only {PLAIN}, address, authors and patterns are used"
    tree.skip("conf.py", why)
    for folder in ("_website", "_build", ".doctrees"):
        tree.skip_below(folder, "is made by ABlog")
    tree.skip_below("_templates", "templates of another theme")
    for name in ("Makefile", "make.bat"):
        if name in tree.paths():
            tree.skip(name, "is no part of the site")
    _add_all(tree, _kinds(conf))
    settings = {name: conf[name] for name in _KEPT if name in conf}
    if needed := _extensions(tree, conf):
        settings["extensions"] = needed
        settings |= {name: conf[name] for name in conf if name.startswith("nb_")}
    # ABlog's lists show that many paragraphs; ours count them under a name of their own.
    paragraphs = conf.get("post_auto_excerpt", 1)
    settings["blog_excerpt_paragraphs"] = paragraphs if paragraphs in range(100) else 1
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
