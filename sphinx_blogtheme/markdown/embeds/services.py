"""Find the player for the URL of a video, a recording or the like.

Each service is one row of `SERVICES`. If a service has a player that stores less about
its visitors (YouTube's other domain, Vimeo's ``dnt``), that one is used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

_TRACKING = re.compile(r"si|feature|pp|utm_\w+|context|ab_channel|auto_?play")
"""Parameters that say where a link was copied, and autoplay, which we set."""

_TIME = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?")

_UUID = r"(?P<id>[\w-]{22}|[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})"
_SPOTIFY = r"(?P<kind>track|album|artist|playlist|show|episode)/(?P<id>\w+)"


@dataclass(frozen=True, kw_only=True, slots=True)
class Service:
    """A service: patterns of its pages and of its players."""

    name: str
    noun: str = "Video"
    """What its players show, for a title: ``Video``, ``Map``."""
    pages: tuple[str, ...]
    """Patterns of pages: host (without ``www.``), path and ``?v=…``."""
    players: tuple[str, ...]
    """Such patterns of players, as authors paste them."""
    player: str = ""
    """URL of the player, with groups of the patterns; empty: that of the author."""
    page: str = ""
    """URL of the page, with groups of the patterns; empty: that of the player."""
    quiet: tuple[tuple[str, str], ...] = ()
    """Parameters with which the player stores less about its visitors."""
    autoplay: tuple[tuple[str, str], ...] = ()
    """Parameters with which the player plays at once."""
    keep: frozenset[str] = frozenset()
    """Parameters of a page that the player understands too."""
    height: int = 0
    """Height in pixels; zero if it depends on the ratio."""


SERVICES = (
    Service(
        name="YouTube",
        pages=(
            r"(?:(?:m|music)\.)?youtube\.com/watch\?v=(?P<id>[\w-]{11})",
            r"youtu\.be/(?P<id>[\w-]{11})",
            r"(?:m\.)?youtube\.com/(?:live|(?P<short>shorts))/(?P<id>[\w-]{11})",
            r"(?:(?:m|music)\.)?youtube\.com/(?P<playlist>playlist)",
        ),
        players=(
            r"youtube(?:-nocookie)?\.com/embed/(?P<playlist>videoseries)",
            r"youtube(?:-nocookie)?\.com/embed/(?P<id>[\w-]+)",
        ),
        player="https://www.youtube-nocookie.com/embed/{id}",
        page="https://www.youtube.com/watch?v={id}",
        autoplay=(("autoplay", "1"),),
        keep=frozenset(["list", "start", "end"]),
    ),
    Service(
        name="Vimeo",
        pages=(r"vimeo\.com/(?:channels/[\w-]+/)?(?P<id>\d+)(?:/(?P<h>[\da-f]+))?",),
        players=(r"player\.vimeo\.com/video/(?P<id>\d+)",),
        player="https://player.vimeo.com/video/{id}",
        page="https://vimeo.com/{id}",
        quiet=(("dnt", "1"),),
        autoplay=(("autoplay", "1"),),
        keep=frozenset(["h"]),
    ),
    Service(
        name="Dailymotion",
        pages=(r"(?:dailymotion\.com/video|dai\.ly)/(?P<id>\w+)",),
        players=(
            r"dailymotion\.com/embed/video/(?P<id>\w+)",
            r"geo\.dailymotion\.com/player(?:/\w+)?\.html",
        ),
        player="https://geo.dailymotion.com/player.html?video={id}",
        page="https://www.dailymotion.com/video/{id}",
    ),
    Service(
        name="TED",
        noun="Talk",
        pages=(r"ted\.com/talks/(?P<id>\w+)",),
        players=(r"embed\.ted\.com/talks/(?:lang/[\w-]+/)?(?P<id>\w+)",),
        page="https://www.ted.com/talks/{id}",
        player="https://embed.ted.com/talks/{id}",
    ),
    Service(
        name="PeerTube",
        pages=(rf"(?P<host>[\w.:-]+)/(?:w|videos/watch)/{_UUID}",),
        players=(rf"(?P<host>[\w.:-]+)/videos/embed/{_UUID}",),
        player="https://{host}/videos/embed/{id}",
        page="https://{host}/w/{id}",
        quiet=(("p2p", "0"),),
        autoplay=(("autoplay", "1"),),
        keep=frozenset(["start", "stop"]),
    ),
    Service(
        name="Internet Archive",
        noun="Recording",
        pages=(r"archive\.org/details/(?P<id>[\w.-]+)",),
        players=(r"archive\.org/embed/(?P<id>[\w.-]+)",),
        player="https://archive.org/embed/{id}",
        page="https://archive.org/details/{id}",
        autoplay=(("autoplay", "1"),),
        keep=frozenset(["start", "end", "playlist"]),
    ),
    Service(
        name="Spotify",
        noun="Audio",
        pages=(rf"open\.spotify\.com/(?:intl-[\w-]+/)?{_SPOTIFY}",),
        players=(rf"open\.spotify\.com/embed(?:-podcast)?/{_SPOTIFY}",),
        player="https://open.spotify.com/embed/{kind}/{id}",
        page="https://open.spotify.com/{kind}/{id}",
        height=152,
    ),
    Service(
        name="SoundCloud",
        noun="Audio",
        pages=(r"(?P<host>(?:m\.)?soundcloud\.com)/(?P<path>[\w-]+/(?:sets/)?[\w-]+)",),
        players=(r"w\.soundcloud\.com/player",),
        player="https://w.soundcloud.com/player/?url=https://soundcloud.com/{path}",
        page="https://soundcloud.com/{path}",
        autoplay=(("auto_play", "true"),),
        height=166,
    ),
    Service(
        name="Bandcamp",
        noun="Audio",
        pages=(),
        players=(r"bandcamp\.com/EmbeddedPlayer/.+",),
        height=120,
    ),
    Service(
        name="CodePen",
        noun="Code",
        pages=(r"codepen\.io/(?P<user>[\w-]+)/(?:pen|full|details)/(?P<id>\w+)",),
        players=(r"codepen\.io/(?P<user>[\w-]+)/embed/(?:preview/)?(?P<id>\w+)",),
        player="https://codepen.io/{user}/embed/{id}",
        page="https://codepen.io/{user}/pen/{id}",
    ),
    Service(
        name="Google Maps",
        noun="Map",
        pages=(),
        players=(r"(?:maps\.)?google\.com/maps(?:/d)?/embed(?:/.*)?",),
    ),
    Service(
        name="OpenStreetMap",
        noun="Map",
        pages=(),
        players=(r"openstreetmap\.org/export/embed\.html",),
    ),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Player:
    """The player for a URL of a service."""

    service: Service
    url: str
    """URL of the player, which doesn't play at once."""
    page: str
    """URL of the page at the service."""
    upright: bool = False
    """Whether the video is higher than wide."""

    @property
    def host(self) -> str:
        """Host of the player, such as ``player.vimeo.com``."""
        return urlsplit(self.url).netloc

    def called(self, title: str) -> str:
        """Return a title, with the name of the service if that isn't in it."""
        name = self.service.name
        return title if name in title else f"{title} ({name})"

    @property
    def playing(self) -> str:
        """URL of the player that plays at once."""
        return _with(self.url, dict(self.service.autoplay))


def find_player(url: str, *, pages: bool = True) -> Player | None:
    """Return the player for a URL; None if it is not one of a known service.

    :param pages: whether the URL may be that of a page; else it is a player's.
    """
    parsed = _parse(url)
    if parsed is None:
        return None
    place, query, fragment = parsed
    for service in SERVICES:
        for pattern in service.players:
            if match := re.fullmatch(pattern, place):
                return _player(service, match, query, fragment, url)
        for pattern in service.pages if pages else ():
            if match := re.fullmatch(pattern, _with_video(place, query)):
                start = _seconds(query.pop("t", "") or fragment.removeprefix("t="))
                kept = {k: v for k, v in query.items() if k in service.keep}
                if start and "start" in service.keep:
                    kept = {"start": start, **kept}
                fragment = f"t={start}s" if start and service.name == "Vimeo" else ""
                return _player(service, match, kept, fragment, url)
    return None


def _parse(url: str) -> tuple[str, dict[str, str], str] | None:
    """Return host with path, parameters, and fragment of a URL of the web, or None."""
    try:
        parts = urlsplit(f"https:{url}" if url.startswith("//") else url)
        host = (parts.hostname or "") + (f":{parts.port}" if parts.port else "")
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    query = {
        name: value
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    }
    return f"{host.removeprefix('www.')}{parts.path.rstrip('/')}", query, parts.fragment


def _with_video(place: str, query: dict[str, str]) -> str:
    """Return host and path, with YouTube's parameter ``v`` if there is one."""
    return (
        f"{place}?v={query['v']}"
        if place.endswith("/watch") and "v" in query
        else place
    )


def _player(
    service: Service,
    match: re.Match[str],
    query: dict[str, str],
    fragment: str,
    url: str,
) -> Player | None:
    groups = {name: value for name, value in match.groupdict().items() if value}
    page = service.page
    if "playlist" in groups:
        if "list" not in query:
            return None
        groups["id"] = "videoseries"
        page = f"https://www.youtube.com/playlist?list={quote(query['list'], safe='')}"
    if "h" in groups:
        query = {"h": groups["h"], **query}
    address = _filled(service.player, groups)
    if not address:
        address = f"https://{urlsplit(url).netloc}{urlsplit(url).path}"
    address = _with(address, {**query, **dict(service.quiet)})
    return Player(
        service=service,
        url=f"{address}#{quote(fragment, safe='=&')}" if fragment else address,
        page=_filled(page, groups) or _sound_page(query) or address,
        upright="short" in groups,
    )


def _filled(template: str, groups: dict[str, str]) -> str:
    """Return a URL with its placeholders filled in; empty if a value is missing."""
    names = set(re.findall(r"\{(\w+)\}", template))
    return template.format(**groups) if names <= groups.keys() else ""


def _sound_page(query: dict[str, str]) -> str:
    """Return the page of a recording at SoundCloud, which its player's URL names."""
    url = query.get("url", "")
    return url if url.startswith("https://soundcloud.com/") else ""


def _seconds(text: str) -> str:
    """Return a time as a number of seconds: ``1m30s`` and ``90`` are ``90``."""
    match = _TIME.fullmatch(text)
    if not match:
        return ""
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return str(hours * 3600 + minutes * 60 + seconds or "")


def _with(url: str, query: dict[str, str]) -> str:
    """Return a URL with further parameters."""
    if not query:
        return url
    url, mark, fragment = url.partition("#")
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}{urlencode(query, safe='/:', quote_via=quote)}{mark}{fragment}"
