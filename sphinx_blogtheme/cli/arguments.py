"""Arguments that several commands have: the title and the URL of a blog."""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit

from sphinx_blogtheme.importers.new_blog import DEFAULT_BASE_URL, DEFAULT_TITLE


def add_site_options(parser: argparse.ArgumentParser, *, known: str = "") -> None:
    """Add ``--base-url`` and ``--title`` to a command.

    :param known: where the values come from by default, for the help: ``SOURCE``. They
        are then None, else `BASE_URL` and `TITLE`.
    """
    before = f"what {known} says, or " if known else ""
    parser.add_argument(
        "--base-url",
        metavar="URL",
        type=checked_base_url,
        default=None if known else DEFAULT_BASE_URL,
        help=f"where the blog will be published (default: {before}{DEFAULT_BASE_URL})",
    )
    parser.add_argument(
        "--title",
        type=checked_name,
        default=None if known else DEFAULT_TITLE,
        help=f"the name of the blog (default: {before}{DEFAULT_TITLE})",
    )


def checked_base_url(text: str) -> str:
    """Check the URL of a site, and return it with a slash at its end.

    :raises argparse.ArgumentTypeError: if it is no absolute HTTP URL, or has a query or
        a fragment.
    """
    try:
        parts = urlsplit(text)
        host = parts.hostname
    except ValueError:
        host = None
    if (
        not host
        or parts.scheme not in ("http", "https")
        or parts.query
        or parts.fragment
        or len(text.split()) != 1
    ):
        msg = f"expected a URL such as https://blog.example.org/, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return _encodable(text).rstrip("/") + "/"


def checked_name(text: str) -> str:
    """Check the name of a blog or a person, and return it on one line.

    :raises argparse.ArgumentTypeError: if it is empty, or cannot be encoded in UTF-8.
    """
    title = " ".join(_encodable(text).split())
    if not title:
        msg = "expected a name"
        raise argparse.ArgumentTypeError(msg)
    return title


def _encodable(text: str) -> str:
    """Return the text if it can be encoded in UTF-8; an argument may be any bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        msg = f"expected text in UTF-8, got {text!r}"
        raise argparse.ArgumentTypeError(msg) from None
    return text
