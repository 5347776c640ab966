"""Files of a Hugo site: what pages show of ``assets``, and the images for previews.

By Hugo's documentation, “Page resources” and “Open Graph”.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.text_files import suffix_of
from sphinx_blogtheme.model.urls import is_elsewhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.importers.documents import ParsedFile
    from sphinx_blogtheme.importers.site_folder import SiteFolder
    from sphinx_blogtheme.model.posts import FrontMatter

_IMAGES = (".avif", ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp")
_MEDIA = (*_IMAGES, ".mp3", ".mp4", ".ogg", ".pdf", ".webm", ".zip")
_PREVIEWS = ("*feature*", "*cover*", "*thumbnail*")
"""Names of images for previews, in the order in which Hugo looks for them."""
_NAMED = frozenset(("cover", "feature", "featured", "featured-image", "thumbnail"))


def with_image(
    tree: SiteFolder, path: str, draft: ParsedFile, facts: FrontMatter
) -> FrontMatter:
    """Return front matter with the image that Hugo's previews have.

    A path from the folder ``static`` or ``assets`` gets a slash in front.
    """
    folder = path.rpartition("/")[0]
    is_bundle = PurePosixPath(path).stem.partition(".")[0] == "index"
    image = facts.image or ""
    if not image and is_bundle:
        image = next(_resources(tree, folder, draft), "")
        return replace(facts, image=image) if image else facts
    if not image or image[0] in "/." or image.isdecimal() or is_elsewhere(image):
        return facts
    if not (tree.root / folder / image).is_file() and any(
        (tree.root / place / image).is_file() for place in ("static", "assets")
    ):
        return replace(facts, image=f"/{image}")
    return facts


def _resources(tree: SiteFolder, folder: str, draft: ParsedFile) -> Iterator[str]:
    """Yield the images of a bundle that are for previews."""
    said = draft.raw.get("resources")
    for one in said if isinstance(said, list) else ():
        if isinstance(one, dict) and str(one.get("name")).lower() in _NAMED:
            source = str(one.get("src") or "")
            if "*" not in source and (tree.root / folder / source).is_file():
                yield source
    names = [
        name
        for found in tree.paths(folder)
        if suffix_of(name := found.removeprefix(f"{folder}/")) in _IMAGES
        and "/" not in name
    ]
    for pattern in _PREVIEWS:
        yield from (name for name in names if fnmatchcase(name.lower(), pattern))


def copy_assets(tree: SiteFolder) -> None:
    """Copy the files of ``assets`` that a page names: templates showed these."""
    paths = [path for path in tree.paths("assets") if suffix_of(path) in _MEDIA]
    if not paths:
        return
    texts = [f"{one.facts.image or ''}\n{one.body}" for one in tree.documents]
    named = {
        word for text in texts for word in re.findall(r"[^\s()<>\"'\[\]{}|=?#]+", text)
    }
    for path in paths:
        below = path.removeprefix("assets/")
        if {below, f"/{below}"} & named:
            tree.copy(path, f"files/{below}")
