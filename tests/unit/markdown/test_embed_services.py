"""Which addresses have a player."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.markdown.embeds.services import find_player

ID = "dQw4w9WgXcQ"
WATCH = f"https://www.youtube.com/watch?v={ID}"
QUIET = f"https://www.youtube-nocookie.com/embed/{ID}"
UUID = "9c9de5e8-0a1e-484a-b099-e80766180a6d"

# What authors write, the player, and the page.
KNOWN = [
    (WATCH, QUIET, WATCH),
    (f"http://m.youtube.com/watch?v={ID}&t=90&pp=x", f"{QUIET}?start=90", WATCH),
    (f"https://youtu.be/{ID}?si=x&t=1m30s", f"{QUIET}?start=90", WATCH),
    (f"https://youtube.com/shorts/{ID}", QUIET, WATCH),
    (f"https://www.youtube.com/live/{ID}", QUIET, WATCH),
    (f"{WATCH}&list=PL1&index=2", f"{QUIET}?list=PL1", WATCH),
    (
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube-nocookie.com/embed/videoseries?list=PL1",
        "https://www.youtube.com/playlist?list=PL1",
    ),
    (f"//www.youtube.com/embed/{ID}?start=3&rel=0", f"{QUIET}?start=3&rel=0", WATCH),
    (
        "https://vimeo.com/76979871/abc123#t=1m",
        "https://player.vimeo.com/video/76979871?h=abc123&dnt=1#t=60s",
        "https://vimeo.com/76979871",
    ),
    (
        "https://player.vimeo.com/video/76979871?title=0",
        "https://player.vimeo.com/video/76979871?title=0&dnt=1",
        "https://vimeo.com/76979871",
    ),
    (
        "https://dai.ly/x8abc",
        "https://geo.dailymotion.com/player.html?video=x8abc",
        "https://www.dailymotion.com/video/x8abc",
    ),
    (
        "https://www.ted.com/talks/a_talk",
        "https://embed.ted.com/talks/a_talk",
        "https://www.ted.com/talks/a_talk",
    ),
    (
        f"https://tube.example:8443/videos/watch/{UUID}?start=5s",
        f"https://tube.example:8443/videos/embed/{UUID}?start=5s&p2p=0",
        f"https://tube.example:8443/w/{UUID}",
    ),
    (
        "https://archive.org/details/a.film",
        "https://archive.org/embed/a.film",
        "https://archive.org/details/a.film",
    ),
    (
        "https://open.spotify.com/intl-de/track/11dF?si=x",
        "https://open.spotify.com/embed/track/11dF",
        "https://open.spotify.com/track/11dF",
    ),
    (
        "https://soundcloud.com/ann/a-song",
        "https://w.soundcloud.com/player/?url=https://soundcloud.com/ann/a-song",
        "https://soundcloud.com/ann/a-song",
    ),
    (
        "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/ann/a-song",
        "https://w.soundcloud.com/player/?url=https://soundcloud.com/ann/a-song",
        "https://soundcloud.com/ann/a-song",
    ),
    (
        "https://bandcamp.com/EmbeddedPlayer/album=1/size=large/",
        "https://bandcamp.com/EmbeddedPlayer/album=1/size=large/",
        "https://bandcamp.com/EmbeddedPlayer/album=1/size=large/",
    ),
    (
        "https://codepen.io/ann/pen/abc",
        "https://codepen.io/ann/embed/abc",
        "https://codepen.io/ann/pen/abc",
    ),
    (
        "https://www.openstreetmap.org/export/embed.html?bbox=1%2C2",
        "https://www.openstreetmap.org/export/embed.html?bbox=1%2C2",
        "https://www.openstreetmap.org/export/embed.html?bbox=1%2C2",
    ),
]

UNKNOWN = [
    "",
    "x",
    "https://example.org/",
    "https://youtube.com.example.org/embed/x",
    "https://www.youtube.com/watch?v=short",
    "https://www.youtube.com/playlist",
    "https://www.youtube.com/@ann",
    "https://vimeo.com/about",
    "javascript:alert(1)",
    f"ftp://youtube.com/embed/{ID}",
    "http://[x",
    "http://youtube.com:x/",
]


@pytest.mark.parametrize(("url", "player", "page"), KNOWN)
def test_page_and_player_of_a_service_are_known(url, player, page):
    """Players are those that keep less of their visitors, without trackers."""
    found = find_player(url)

    assert (found.url, found.page) == (player, page)
    assert find_player(found.url, pages=False).url == found.url


@pytest.mark.parametrize("url", UNKNOWN)
def test_other_addresses_have_no_player(url):
    """Whatever they are, and without an error."""
    assert find_player(url) is None
