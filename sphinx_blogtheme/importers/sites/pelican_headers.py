"""Headers of Pelican's articles that are no front matter of other engines.

In Markdown, any first lines ``Key: value`` are metadata, also a title alone. In HTML,
they are the title and the ``meta`` elements of the head.
"""

from __future__ import annotations

import json
import re

from sphinx_blogtheme.front_matter.dialects import read_header
from sphinx_blogtheme.importers.documents import HTML_SUFFIXES, RST_SUFFIXES

_PAIR = re.compile(r"([A-Za-z][\w-]{0,39}):(?:[ \t]+(.*?))?[ \t]*")
_HEAD = re.compile(r"<head\b", re.IGNORECASE)


def with_pelican_header(text: str, suffix: str) -> str:
    """Return an article with its metadata in YAML; the same if it needs none.

    :param suffix: suffix of the file, which tells its format.
    """
    text = text.removeprefix("\ufeff")
    if suffix in HTML_SUFFIXES:
        return _from_html(text) if _HEAD.search(text) else text
    first = text.partition("\n")[0].rstrip("\r")
    if suffix in RST_SUFFIXES or not _PAIR.fullmatch(first):
        return text
    raw = read_header(text)
    if raw.entries or raw.body_line:
        return text
    head, gap, body = text.replace("\r\n", "\n").partition("\n\n")
    values: dict[str, str] = {}
    last = ""
    for line in head.split("\n"):
        if pair := _PAIR.fullmatch(line):
            last = pair[1]
            values[last] = pair[2] or ""
        elif last and line[:4].isspace():
            values[last] = f"{values[last]}\n{line.strip()}".strip()
        else:
            return text
    if "title" not in {name.lower() for name in values}:
        return text
    return _header(values) + gap.lstrip("\n") + body


def _from_html(text: str) -> str:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(text, "html.parser")
    values = {}
    if soup.head and soup.head.title:
        values["title"] = soup.head.title.get_text(" ", strip=True)
    for meta in soup.select("head meta[name]"):
        name = str(meta["name"]).lower()
        said = str(meta.get("content") or meta.get("contents") or "")
        values["tags" if name == "keywords" else name] = said
    values.pop("viewport", None)
    values.pop("generator", None)
    inside = soup.body.decode_contents() if soup.body else ""
    return _header(values) + inside.strip() + "\n" if values else text


def _header(values: dict[str, str]) -> str:
    lines = (
        f"{name}: {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in values.items()
    )
    return f"---\n{''.join(lines)}---\n"
