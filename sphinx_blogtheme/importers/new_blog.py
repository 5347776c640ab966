"""The configuration and the front page of a new blog."""

from __future__ import annotations

import json
from pathlib import Path
from pprint import pformat
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.model.inline_markdown import escape_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping


DEFAULT_TITLE = "My blog"
"""Default title of a new blog."""


DEFAULT_BASE_URL = "https://example.org/"
"""Default URL of a new blog."""


def blog_site_files(
    title: str,
    base_url: str,
    settings: Mapping[str, Any] | None = None,
    intro: str = "",
) -> dict[Path, bytes]:
    """Return the contents of ``conf.py`` and ``index.md`` of a new blog, by path.

    :param settings: further settings of ``conf.py``, by name; the ``repr`` of a value
        has to be Python source. ``extensions`` are those that the blog needs besides.
    :param intro: text of the front page below its title, in Markdown.
    """
    given = dict(settings or {})
    extensions = [*given.pop("extensions", ()), "sphinx_blogtheme"]
    more = "".join(f"{name} = {_value(value)}\n" for name, value in given.items())
    more = more and f"\n{more}"
    conf = f'''\
"""Configuration of the blog, for Sphinx."""

project = {python_literal(title)}
extensions = {json.dumps(extensions)}
html_theme = "sphinx_blogtheme"

# Where the blog is published; feeds and the sitemap need it.
html_baseurl = {python_literal(base_url)}
{more}'''
    index = "# " + escape_markdown(title) + "\n"
    index += f"\n{intro.strip()}\n" if intro.strip() else ""
    return {Path("conf.py"): conf.encode(), Path("index.md"): index.encode()}


def _value(value: Any) -> str:
    if isinstance(value, str):
        return python_literal(value)
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        pairs = (f"    {_value(k)}: {_value(v)},\n" for k, v in value.items())
        return f"{{\n{''.join(pairs)}}}"
    return pformat(value, width=88, sort_dicts=False)


def python_literal(text: str) -> str:
    """Return a text as a Python literal, in double quotes if all is printable."""
    return json.dumps(text, ensure_ascii=False) if text.isprintable() else repr(text)
