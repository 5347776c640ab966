"""Change the URLs of links and pictures in Markdown, and text outside of code."""

from __future__ import annotations

import re
from collections.abc import Callable

NewUrl = Callable[[str, bool], str]
"""Returns the new URL for an old one; the second argument is whether it is in HTML."""

CODE_SPAN = re.compile(r"(?<![`\\])(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_LINK = re.compile(
    r"(?P<before>!?\[(?:[^\[\]]|\[[^\[\]]*\]\([^()]*\)|\[[^\[\]]*\])*\]\([ \t]*)"
    r"(?P<url><[^<>]*>|[^()\s<]*(?:\([^()\s]*\)[^()\s]*)*)"
)
_PICTURE_OF_LINK = re.compile(
    r"(?P<before>\[!\[[^\[\]]*\]\()(?P<url>[^()\s]+)(?=[^()]*\)\])"
)
_DEFINITION = re.compile(r"(?P<before>\s*\[[^\]^][^\]]*\]:[ \t]*)(?P<url><[^<>]*>|\S+)")
_IN_HTML = re.compile(
    r"(?P<before><[a-z][^<>]*?\s(?:src|href|poster)=)(?P<mark>[\"'])(?P<url>[^\"'<>]*)",
    re.IGNORECASE,
)


def with_new_urls(text: str, new_url: NewUrl) -> str:
    """Return a text without code, with its URLs changed."""

    def link(match: re.Match[str]) -> str:
        url = match["url"]
        if "mark" in match.re.groupindex:
            return f"{match['before']}{match['mark']}{new_url(url, True)}"
        bare = url.removeprefix("<").removesuffix(">")
        new = new_url(bare, False)
        return f"{match['before']}{url if new == bare else _destination(new)}"

    text = _IN_HTML.sub(link, text)
    found = _DEFINITION.match(text)
    if found and not found["url"].startswith("{"):
        return link(found) + text[found.end() :]
    # A picture may be the text of a link.
    text = _PICTURE_OF_LINK.sub(link, text)
    return _LINK.sub(link, text)


def outside_code(line: str, change: Callable[[str], str]) -> str:
    """Return a text in which all but the code in it was changed.

    The code is hidden, and not cut out, since a mark may follow it directly.
    """
    spans = [match.span() for match in CODE_SPAN.finditer(line)]
    if not spans:
        return change(line)
    hidden, kept = line, []
    for number, (start, end) in enumerate(reversed(spans)):
        kept.append(line[start:end])
        hidden = f"{hidden[:start]}`\ue000{number}\ue000`{hidden[end:]}"
    changed = change(hidden)
    return re.sub(r"`\ue000(\d+)\ue000`", lambda match: kept[int(match[1])], changed)


def _destination(url: str) -> str:
    return f"<{url}>" if re.search(r"[\s()]", url) else url
