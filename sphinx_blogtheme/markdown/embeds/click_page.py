"""The page that a frame shows until the reader clicks to load the player.

The page is one link, which opens the player in the frame itself: without a script, and
without a request to the service before the click. Its background is that of the
surrounding page, if the browser allows it, and its colours are the system's.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sphinx_blogtheme.translation import _

if TYPE_CHECKING:
    from sphinx_blogtheme.markdown.embeds.services import Player

LINK_CLASS = "bt-embed-link"
"""Class of the link to a service's page, which is shown in feeds and on paper only."""

REFERRER = "strict-origin-when-cross-origin"
"""Policy for frames: some players refuse one without a referrer (YouTube's error
153)."""

_STYLE = (
    "*{box-sizing:border-box}"
    "body{margin:0;font:1rem/1.4 system-ui,sans-serif}"
    "a{position:fixed;inset:0;display:flex;flex-direction:column;gap:.75rem;"
    "align-items:center;justify-content:center;padding:.75rem 1rem;"
    "overflow:hidden;text-align:center;color:CanvasText;text-decoration:none;"
    "background:rgb(128 128 128/.14);border:1px solid rgb(128 128 128/.5)}"
    "svg{flex:none;width:4rem;height:4rem;fill:CanvasText}"
    "path{fill:Canvas}"
    "b,small{display:block;overflow-wrap:anywhere}"
    "small{margin-top:.25em}"
    "a:hover b,a:focus-visible b{text-decoration:underline}"
    "a:focus-visible{outline:3px solid;outline-offset:-6px}"
    "@media(max-height:13rem){a{flex-direction:row;text-align:start}"
    "svg{width:3rem;height:3rem}b{display:-webkit-box;-webkit-box-orient:vertical;"
    "-webkit-line-clamp:2;overflow:hidden}}"
    "@media(max-height:9rem){a{padding-block:0;font-size:.875rem}}"
)

_BUTTON = (
    '<svg viewBox="0 0 64 64" aria-hidden="true">'
    '<circle cx="32" cy="32" r="31"/><path d="M25 19l23 13-23 13z"/></svg>'
)


def click_page(player: Player, title: str, *, language: str, scheme: str) -> str:
    """Return the HTML of the page before the click.

    :param title: title of the player, in plain text.
    :param language: BCP 47 tag of the site.
    :param scheme: ``light`` or ``dark`` if the site has only one colour scheme. A frame
        doesn't inherit it, and with another one its background is opaque.
    """
    schemes = scheme if scheme in ("light", "dark") else "light dark"
    verb = _("Show") if player.service.noun in ("Map", "Code") else _("Play")
    note = _("This contacts %s.") % player.host
    return (
        f'<!DOCTYPE html><html lang="{escape(language)}"><head>'
        '<meta charset="utf-8"><meta name="color-scheme" content="'
        f'{schemes}"><title>{escape(title)}</title>'
        f"<style>{_STYLE}</style></head><body><main>"
        f'<a href="{escape(player.playing)}" referrerpolicy="{REFERRER}">{_BUTTON}'
        f"<span><b>{escape(verb + _(': ') + player.called(title))}</b> <small>{escape(note)}</small>"
        "</span></a></main></body></html>"
    )
