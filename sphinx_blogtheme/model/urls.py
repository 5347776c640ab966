"""URLs that authors write: whether they are of the site or of another one."""

from __future__ import annotations

from urllib.parse import urlsplit


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
