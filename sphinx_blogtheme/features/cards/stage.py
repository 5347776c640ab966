"""Give each post and the site a social card, if the site wants cards.

A card is drawn when reading has ended, so that each page knows that there is one. It is
kept for the next build, which draws only cards with new texts.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.config.checks import SOCIAL_CARDS_OPTION
from sphinx_blogtheme.config.settings import location_of
from sphinx_blogtheme.feeds.paths import card_path
from sphinx_blogtheme.files import write_changed
from sphinx_blogtheme.installation import install_command
from sphinx_blogtheme.output.build import current_build
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.features.cards.deck import SiteCards


def draw_cards(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Draw the cards; return the documents to be written again.

    It is called on ``env-updated``, after `start_build`.
    """
    build = current_build(env)
    if build is None or not app.config.blog_social_cards:
        return []
    if deck := _deck_class(app):
        build.cards.update(deck(build).draw())
        for name in build.cards:
            build.addresses.claim_file(card_path(name))
    # Cards may appear without a new option: when Pillow has been installed.
    changed = {
        name
        for name in env.found_docs
        if not build.fingerprint(f"card:{name}", name in build.cards)
    }
    return sorted(env.found_docs if app.config.root_doc in changed else changed)


def _deck_class(app: Sphinx) -> type[SiteCards] | None:
    """Return the class `Deck`; None, with a warning, if there can be no cards."""
    try:
        if app.config.html_baseurl:
            from sphinx_blogtheme.features.cards.deck import SiteCards

            return SiteCards
        fault = "previews need absolute URLs, so set html_baseurl"
    except ImportError as error:
        fault = (
            f"{error}; add the extra `cards` to requirements.txt, if a host builds the"
            f" blog, and install Pillow with: {install_command('cards')}"
        )
    warn(
        WarningKind.CONFIG,
        f"{SOCIAL_CARDS_OPTION}: the site has no cards: {fault}",
        location=location_of(app.config, SOCIAL_CARDS_OPTION),
    )
    return None


def publish_cards(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Write the cards that differ (on ``html-collect-pages``)."""
    build = current_build(app.env)
    if build is not None:
        for docname, file in build.cards.items():
            if (path := card_path(docname)) not in build.addresses.lost:
                write_changed(Path(app.outdir, path), file.read_bytes())
        build.publish(map(card_path, build.cards))
    return []
