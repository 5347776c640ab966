"""Turn the title and the address of a blog into the files that it begins with."""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from urllib.parse import urlsplit

_MARKDOWN = re.compile(r"([\\`*_\[\]<>#$&~|{}])")


def add_site_options(parser: argparse.ArgumentParser) -> None:
    """Describe the arguments that a new blog needs."""
    parser.add_argument(
        "--base-url",
        metavar="URL",
        type=base_url,
        default="https://example.org/",
        help="where the blog will be published (default: %(default)s)",
    )
    parser.add_argument(
        "--title",
        type=name_of,
        default="My blog",
        help="the name of the blog (default: %(default)s)",
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


def site_files(title: str, base_url: str) -> dict[Path, bytes]:
    """Return the configuration and the front page of a new blog."""
    conf = f'''\
"""Configuration of the blog, for Sphinx."""

project = {literal(title)}
extensions = ["sphinx_blogtheme"]
html_theme = "sphinx_blogtheme"

# Where the blog is published; feeds and the sitemap need it.
html_baseurl = {literal(base_url)}
'''
    index = "# " + markdown_text(title) + "\n"
    return {Path("conf.py"): conf.encode(), Path("index.md"): index.encode()}


def markdown_text(text: str) -> str:
    """Return a text as Markdown that shows it as it is."""
    return _MARKDOWN.sub(r"\\\1", text)


def literal(text: str) -> str:
    """Return a text as Python source, in double quotes where that is plain."""
    return json.dumps(text, ensure_ascii=False) if text.isprintable() else repr(text)
