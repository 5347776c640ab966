"""Turn the title and the address of a blog into the files that it begins with."""

from __future__ import annotations

import argparse
from urllib.parse import urlsplit

from sphinx_blogtheme.importers.new_blog import BASE_URL, TITLE


def add_site_options(parser: argparse.ArgumentParser, *, known: str = "") -> None:
    """Describe the arguments that a new blog needs.

    :param known: what says these things where the arguments don't, if anything;
        the values are then None.
    """
    before = f"what {known} says, or " if known else ""
    parser.add_argument(
        "--base-url",
        metavar="URL",
        type=base_url,
        default=None if known else BASE_URL,
        help=f"where the blog will be published (default: {before}{BASE_URL})",
    )
    parser.add_argument(
        "--title",
        type=name_of,
        default=None if known else TITLE,
        help=f"the name of the blog (default: {before}{TITLE})",
    )


def base_url(text: str) -> str:
    """Return a checked address of a site, with a slash at its end.

    :raises argparse.ArgumentTypeError: with what was expected.
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


def name_of(text: str) -> str:
    """Return a checked name, of a blog or of a person, on one line.

    :raises argparse.ArgumentTypeError: with what was expected.
    """
    title = " ".join(_encodable(text).split())
    if not title:
        msg = "expected a name"
        raise argparse.ArgumentTypeError(msg)
    return title


def _encodable(text: str) -> str:
    """Return the text if it can be written; an argument may hold any bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        msg = f"expected text in UTF-8, got {text!r}"
        raise argparse.ArgumentTypeError(msg) from None
    return text
