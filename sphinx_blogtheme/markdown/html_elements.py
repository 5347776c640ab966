"""What the HTML Living Standard says of elements by their names, for `tags`."""

from __future__ import annotations

VOID = frozenset(
    [
        "area",
        "base",
        "basefont",
        "bgsound",
        "br",
        "col",
        "embed",
        "frame",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
"""HTML Living Standard, section 13.3: elements without an end tag, old ones too."""

RAW_TEXT = frozenset(
    [
        "iframe",
        "noembed",
        "noframes",
        "script",
        "style",
        "textarea",
        "title",
        "xmp",
    ]
)
"""Sections 13.2.6.4.4 and 13.2.6.4.7: elements that hold text only."""

LITERAL = frozenset(["script", "style", "textarea", "xmp"])
"""Those whose text is not what browsers show instead of them."""

ENDS_PARAGRAPH = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
        "li",
        "dd",
        "dt",
        "listing",
        "plaintext",
        "xmp",
    ]
)
"""Section 13.2.6.4.7: start tags that close an open ``p``."""

SCOPE = frozenset(
    [
        "button",
        "caption",
        "html",
        "marquee",
        "math",
        "object",
        "svg",
        "table",
        "td",
        "template",
        "th",
    ]
)
"""Elements across which nothing is closed by implication."""

SPECIAL = (SCOPE | ENDS_PARAGRAPH) - {"dialog"} | {
    "body",
    "colgroup",
    "head",
    "noscript",
    "select",
    "tbody",
    "tfoot",
    "thead",
    "tr",
}
"""Section 13.2.4.2: elements that no end tag of a simple one closes."""

FORMATTING = frozenset(
    [
        "a",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "nobr",
        "s",
        "small",
        "strike",
        "strong",
        "tt",
        "u",
    ]
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
PARAGRAPH = frozenset(["p"])
_TERMS = frozenset(["dt", "dd"])
_ITEMS = SPECIAL - {"address", "div", "p"}

LIKE = {
    "li": (frozenset(["li"]), _ITEMS - {"li"}),
    "dt": (_TERMS, _ITEMS - _TERMS),
    "dd": (_TERMS, _ITEMS - _TERMS),
    "a": (frozenset(["a"]), SCOPE),
    "button": (frozenset(["button"]), SCOPE - {"button"}),
}
"""Elements that close their like, and what they don't look beyond."""

TABLE = frozenset(["table", "template"])
_ROWS = TABLE | {"tbody", "tfoot", "thead"}
_CHOICES = frozenset(["select", "datalist"])
PARENTS = {
    "tr": _ROWS,
    "td": _ROWS | {"tr"},
    "th": _ROWS | {"tr"},
    **dict.fromkeys(["caption", "colgroup", "tbody", "tfoot", "thead"], TABLE),
    "option": _CHOICES | {"optgroup"},
    "optgroup": _CHOICES,
    **dict.fromkeys(["rb", "rtc"], frozenset(["ruby"])),
    **dict.fromkeys(["rp", "rt"], frozenset(["ruby", "rtc"])),
}
"""Elements that close all within the innermost of these."""

FOREIGN = frozenset(["svg", "math"])
HTML_WITHIN = frozenset(
    [
        "annotation-xml",
        "desc",
        "foreignobject",
        "mi",
        "mn",
        "mo",
        "ms",
        "mtext",
        "title",
    ]
)
"""Section 13.2.4.2: elements of SVG and MathML that may hold HTML."""

OPTIONAL = frozenset(
    [
        "html",
        "head",
        "body",
        "li",
        "dt",
        "dd",
        "p",
        "rb",
        "rt",
        "rp",
        "optgroup",
        "option",
        "colgroup",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
    ]
)
"""Section 13.1.2.4: elements whose end tag may be left out."""

URLS = frozenset(
    [
        "action",
        "cite",
        "data",
        "formaction",
        "href",
        "poster",
        "src",
        "xlink:href",
    ]
)
"""Attributes of HTML and SVG that hold one URL."""
SITE_URLS = URLS & {"data", "href", "poster", "src", "xlink:href"}
"""Those whose URLs change with the page that they are shown on."""
IMAGE_SETS = frozenset(["srcset"])
"""Attributes that hold several URLs, each with a width or a density."""

IDS = frozenset(["id"])
ANCHORS = IDS | {"name"}
"""Attributes whose value a fragment of a URL can name."""
ID_REFERENCES = frozenset(["aria-describedby", "aria-labelledby", "for"])
"""Attributes that hold ids, which get the prefix that the ids get."""
