"""Reader of Zola sites.

By Zola's documentation, “Content”: overview, section, page.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.documents import date_from_name, read_document, zone_of
from sphinx_blogtheme.importers.engine_settings import (
    SettingsError,
    first_settings,
    setting_text,
    text_in,
)
from sphinx_blogtheme.importers.kept_settings import PLAIN, plain_settings
from sphinx_blogtheme.importers.site_folder import SiteFolder
from sphinx_blogtheme.importers.text_files import (
    add_document,
    engine_term_slug,
    read,
    suffix_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.importers.model import Blog

NAME = "Zola"


def recognises(path: Path) -> bool:
    """Return whether a folder is a site of Zola."""
    return "base_url" in text_in(path / "config.toml")


def read_blog(root: Path) -> Blog:
    """Return the posts, pages and files of a Zola site.

    :param root: folder with ``config.toml`` or ``zola.toml``.
    """
    tree = SiteFolder(root, NAME)
    config: dict[str, Any] = {}
    try:
        path, config = first_settings(root, "config.toml", "zola.toml")
        if path:
            tree.skip(
                path.name, f"configuration; of it, only {PLAIN} and address are used"
            )
    except SettingsError as error:
        tree.error("config.toml", str(error))
    intro = ""
    tree.skip_hidden("content")
    for name in list(tree.paths("content")):
        if PurePosixPath(name).name == "_index.md":
            intro = _list_page(tree, name) or intro
        elif suffix_of(name) == ".md":
            _page(tree, name)
    bundles = {
        PurePosixPath(document.source).parent.as_posix()
        for document in tree.documents
        if PurePosixPath(document.source).name == "index.md"
    }
    tree.copy_content("content", bundles - {"content"})
    for name in list(tree.paths("static")):
        tree.copy(name, f"files/{name.removeprefix('static/')}")
    for folder in ("templates", "themes", "sass", "public", "i18n"):
        tree.skip_below(folder, "templates and what they use, or what Zola makes")
    return tree.blog(
        title=setting_text(config, "title"),
        base_url=setting_text(config, "base_url"),
        intro=intro,
        settings=plain_settings(
            author=setting_text(config, "author", "extra.author", "extra.author.name"),
            description=setting_text(config, "description"),
            language=setting_text(config, "default_language"),
            rights=setting_text(config, "extra.copyright"),
        ),
    )


def _list_page(tree: SiteFolder, path: str) -> str:
    """Skip the page of a list; return its text if it is the front page, else ""."""
    body = read_document(tree.take(path) or "", zone_of(None)).body
    if path == "content/_index.md":
        tree.skip(path, "the front page; its text is in index.md")
        return body
    why = "; its text is left out" if body.strip() else ""
    tree.skip(path, f"the page of a list, which is made anew{why}")
    return ""


def _page(tree: SiteFolder, path: str) -> None:
    place = PurePosixPath(path.removeprefix("content/"))
    draft = read(tree, path, zone_of(None))
    if draft is None:
        return
    folders = list(place.parts[:-1])
    name = place.stem
    if name == "index" and folders:
        name = folders.pop()
    facts, bare = date_from_name(draft.facts, name, zone_of(None))
    if draft.raw.get("render") is False or str(draft.raw.get("render")) == "false":
        tree.skip(path, "is no page of its own (render)")
        return
    slug = facts.slug or engine_term_slug(bare)
    own = str(draft.raw.get("path") or "")
    url = f"/{own.strip('/')}/" if own else "/" + "/".join([*folders, slug]) + "/"
    aliases = [f"/{alias.lstrip('/')}" for alias in facts.aliases]
    add_document(
        tree,
        path,
        draft,
        replace(facts, slug=slug, url=None, aliases=()),
        [url, *aliases],
        target=place.as_posix(),
        page=facts.date is None,
    )
