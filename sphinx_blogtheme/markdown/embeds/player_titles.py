"""Titles of players without one of their own, in the language of the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from sphinx_blogtheme.markdown.embeds.services import Service


def title_of_player(service: Service) -> str:
    """Return a title such as "Video on YouTube"."""
    titles = {
        "Video": _("Video on %(service)s"),
        "Talk": _("Talk on %(service)s"),
        "Recording": _("Recording on %(service)s"),
        "Audio": _("Audio on %(service)s"),
        "Code": _("Code on %(service)s"),
        "Map": _("Map on %(service)s"),
    }
    return titles[service.noun] % {"service": service.name}
