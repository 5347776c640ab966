"""URLs that authors write: whether they are of the site or of another one."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

HARMLESS_SCHEMES = frozenset(
    [
        *("http", "https", "mailto", "tel", "sms", "ftp", "ftps", "sftp"),
        *("irc", "ircs", "xmpp", "matrix", "sip", "sips", "acct", "web+ap"),
        *("gemini", "gopher", "news", "nntp", "magnet", "ipfs", "ipns", "dat"),
        *("geo", "webcal", "doi", "urn", "info", "git", "ssh", "nostr"),
    ]
)
"""Schemes of URLs that lead somewhere, and can't run or show code of their own."""

HARMFUL_SCHEMES = frozenset(
    [
        *("javascript", "vbscript", "livescript", "mocha", "data", "blob", "file"),
        *("filesystem", "view-source", "about", "jar", "ms-its", "mhtml", "feed"),
    ]
)
"""Schemes with which a link runs code, or shows a page that is no site's."""

_IGNORED = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060\ufeff]+"
)
"""What browsers leave out of a URL's scheme, and what readers don't see in it."""
_SCHEME = re.compile(r"([^:/?#\[\]]*):")

SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
"""The scheme of a URL, with its colon (RFC 3986, section 3.1)."""

_WHOLE = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_OF_MYST = ("inv:", "path:", "project:", "myst:")


def leads_out(destination: str) -> bool:
    """Return whether a link's destination has the scheme of a URL: ``tel:+49``.

    Not so MyST's schemes for references, the drive of a path (``C:``), and names of
    C++ (``std::vector``).
    """
    scheme = SCHEME.match(destination)
    return (
        scheme is not None
        and scheme.end() > len("C:")
        and not destination.startswith(_OF_MYST)
        and destination[scheme.end() :][:1] != ":"
    )


def path_in_site(url: str, base_url: str) -> str | None:
    """Return a whole URL of the site as one from its root; None if it is no such URL.

    ``https://example.org/blog/x/#y`` is ``/x/#y`` if the site is published at
    ``https://example.org/blog/``.

    :param base_url: the URL of the site; empty if it is not known.
    """
    if not base_url or not _WHOLE.match(url):
        return None
    try:
        parts, base = urlsplit(url), urlsplit(base_url)
    except ValueError:
        return None
    root = base.path.rstrip("/")
    if parts.netloc.lower() != base.netloc.lower() or not base.netloc:
        return None
    if not f"{parts.path}/".startswith(f"{root}/"):
        return None
    rest = parts._replace(scheme="", netloc="", path=parts.path[len(root) :] or "/")
    return rest.geturl()


def is_site_url(url: str) -> bool:
    """Return whether a URL begins at the root of the site, as ``/2025/03/x/`` does."""
    return url.startswith("/") and not url.startswith("//")


def is_elsewhere(url: str) -> bool:
    """Return whether a URL names its host or has a scheme: ``//x.org``, ``data:…``.

    A URL that cannot be parsed is taken for one of another site.
    """
    try:
        return url.startswith("//") or bool(urlsplit(url).scheme)
    except ValueError:
        return True


def scheme_of(url: str) -> str:
    """Return the scheme that a browser finds in a URL, in lower case, or "".

    Spaces, tabs and other characters that readers don't see don't count.
    """
    match = _SCHEME.match(_IGNORED.sub("", url))
    return match[1].lower() if match else ""


def is_harmless(url: str, allowed: frozenset[str] = HARMLESS_SCHEMES) -> bool:
    """Return whether a URL is one without a scheme, or with an allowed one.

    Percent signs count as what they stand for, in case a program decodes them.
    """
    return {scheme_of(url), scheme_of(unquote(url))} <= {*allowed, ""}
