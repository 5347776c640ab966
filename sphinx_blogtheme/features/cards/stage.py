"""Give each post, and the site, a card: a picture with its title.

A card is drawn when reading has ended, so that each page knows that there is one,
and kept for the next build, which draws only those that say something else.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.features.metadata.picture_files import card_path
from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


INSTALL = 'pip install "sphinx-blogtheme[cards]"'

OPTION = "blog_social_cards"


def draw(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Draw the cards (on ``env-updated``, when the build has begun)."""
    build = blog_domain(env).build
    if build is None or not app.config.blog_social_cards:
        return []
    if deck := _deck(app):
        build.cards = deck.Deck(build).draw()
    # Whether there are cards may change without the option: with Pillow.
    build.digests |= {f"card:{name}": "drawn" for name in build.cards}
    changed = {
        name
        for name in env.found_docs
        if build.manifest.digests.get(f"card:{name}")
        != build.digests.get(f"card:{name}")
    }
    return sorted(env.found_docs if app.config.root_doc in changed else changed)


def _deck(app: Sphinx) -> ModuleType | None:
    """Return the module that draws, or say why there are no cards."""
    try:
        if app.config.html_baseurl:
            return import_module("sphinx_blogtheme.features.cards.deck")
        fault = "previews need absolute URLs, so set html_baseurl"
    except ImportError as error:
        fault = f"{error}; install Pillow with: {INSTALL}"
    warn(
        WarningKind.CONFIG,
        f"{OPTION}: the site has no cards: {fault}",
        location=location_of(app.config, OPTION),
    )
    return None


def publish(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the cards that differ (on ``html-collect-pages``)."""
    yield from ()
    build = blog_domain(app.env).build
    if build is not None:
        for docname, file in build.cards.items():
            write_changed(Path(app.outdir, card_path(docname)), file.read_bytes())
        build.published = [*build.published, *map(card_path, build.cards)]
