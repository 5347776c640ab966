"""Turn elements of HTML into Markdown as MyST reads it, by markdownify.

It is imported only where there is HTML to turn: markdownify is an extra.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from markdownify import MarkdownConverter

_Base: Any = MarkdownConverter
"""Its methods are named for elements, and not all of them have types."""

_RAW = ("iframe", "video", "audio", "object", "details", "form", "svg", "math")
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_LANGUAGE = re.compile(r"(?:lang(?:uage)?|brush)[-:]\s*([\w+#.-]+)")
_FENCE = re.compile(r"`{3,}")
_UNSAFE_URL = re.compile(r"[\s<>()\\]")


class Converter(_Base):  # type: ignore[misc]
    """Markdown as MyST reads it."""

    def __init__(self) -> None:
        super().__init__(
            heading_style="atx",
            bullets="-",
            escape_misc=True,
            sub_symbol="<sub>",
            sup_symbol="<sup>",
            newline_style="backslash",
            code_language_callback=_language,
            keep_inline_images_in=["td", "th", "h1", "h2", "h3", "h4", "h5", "h6"],
        )

    def escape(self, text: str, parent_tags: Any) -> Any:
        """Keep dollars, and a per cent sign that MyST would take for a comment."""
        found = str(super().escape(text, parent_tags)).replace("$", r"\$")
        return re.sub(r"(^|\n)([ \t]*)%", r"\1\2\\%", found)

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> Any:
        """Keep the anchors of links, and make their URLs whole."""
        name = el.get("id") or el.get("name")
        anchor = f'<a id="{_attribute(name)}"></a>' if name else ""
        if el.get("href"):
            el["href"] = _url(el["href"])
            return anchor + str(super().convert_a(el, text, parent_tags))
        return anchor + text

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> Any:
        """Make the URL of an image whole, and its text one line."""
        if el.get("src"):
            el["src"] = _url(el["src"])
        el["alt"] = self.escape(" ".join((el.get("alt") or "").split()), set())
        return super().convert_img(el, text, parent_tags)

    def convert_hN(  # noqa: N802 -- as the library calls it
        self, n: int, el: Any, text: str, parent_tags: Any
    ) -> Any:
        """Keep the id of a heading, as links lead there."""
        found = str(super().convert_hN(n, el, text, parent_tags))
        if el.get("id") and "_inline" not in parent_tags and found.strip():
            return f'\n\n<a id="{_attribute(el["id"])}"></a>{found}'
        return found

    def convert_pre(self, el: Any, text: str, parent_tags: Any) -> Any:
        """Keep code as it is, with its language, in a fence that is long enough."""
        code = el.get_text().strip("\r\n")
        longest = max(map(len, _FENCE.findall(code)), default=2)
        fence = "`" * (longest + 1)
        return f"\n\n{fence}{_language(el)}\n{code}\n{fence}\n\n"


def _raw(self: Any, el: Any, text: str, parent_tags: Any) -> str:
    """Keep an element as HTML, in one block."""
    html = _BLANK.sub("", str(el))
    return html if "_inline" in parent_tags else f"\n\n<div>{html}</div>\n\n"


def _language(el: Any) -> str:
    inner = el.find("code")
    for one in (el, inner):
        classes = " ".join(one.get("class") or ()) if one is not None else ""
        if match := _LANGUAGE.search(classes):
            return match[1]
    return ""


def _url(url: str) -> str:
    return _UNSAFE_URL.sub(lambda match: quote(match[0]), str(url).strip())


def _attribute(text: str) -> str:
    return re.sub(r"[^\w.:-]+", "-", str(text))


for _name in _RAW:
    setattr(Converter, f"convert_{_name}", _raw)
