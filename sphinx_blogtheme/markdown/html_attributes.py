"""The table of attributes that hold ids, names, references to ids, or URLs.

It covers HTML, SVG, MathML and ARIA, with the attributes of scripts that many sites
use. All code that moves HTML to another page, or checks it, has it from here, by way of
`html_references`.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Role(Enum):
    """What a value is for."""

    ID = auto()
    """It names an element, which a fragment of a URL can lead to."""
    ID_REFERENCE = auto()
    """It is the id of another element of the page."""
    GROUP = auto()
    """It is a name that elements of the page share, such as that of radio buttons."""
    GROUP_REFERENCE = auto()
    """It may be the name of a frame of the page."""
    LINK = auto()
    """It is a URL that the reader follows."""
    RESOURCE = auto()
    """It is a URL of what the page shows or runs, or of an element that it reuses."""


class Form(Enum):
    """How the values stand in an attribute."""

    ONE = auto()
    WORDS = auto()
    """Several, with spaces between them."""
    IMAGES = auto()
    """URLs, each with a width or a density: ``a.png 1x, b.png 2x``."""
    FRAGMENT = auto()
    """An id with ``#`` before it, or a selector of another kind."""
    TIMES = auto()
    """Times of an animation, which may begin with an id: ``dot.click+1s``."""
    STYLE = auto()
    """Declarations in CSS, with ``url(…)``."""


class Meaning(NamedTuple):
    """What an attribute holds."""

    role: Role
    form: Form = Form.ONE


ANY = "*"
"""Stands for all elements that the table does not name."""

_LINK, _RESOURCE = Meaning(Role.LINK), Meaning(Role.RESOURCE)
_IDS = Meaning(Role.ID_REFERENCE, Form.WORDS)
_GROUP = Meaning(Role.GROUP)
_TARGET = Meaning(Role.GROUP_REFERENCE)
_FRAGMENT = Meaning(Role.ID_REFERENCE, Form.FRAGMENT)
_IMAGES = Meaning(Role.RESOURCE, Form.IMAGES)
_TIMES = Meaning(Role.ID_REFERENCE, Form.TIMES)

_LOADERS = ("audio", "embed", "iframe", "img", "source", "track", "video")
_ANIMATIONS = (
    "animate",
    "animatecolor",
    "animatemotion",
    "animatetransform",
    "discard",
    "set",
)


def _each(
    names: Iterable[str], meaning: Meaning, elements: Iterable[str] = (ANY,)
) -> dict[str, dict[str, Meaning]]:
    return {name: dict.fromkeys(elements, meaning) for name in names}


ATTRIBUTES: Mapping[str, Mapping[str, Meaning]] = {
    "id": {ANY: Meaning(Role.ID)},
    "name": {
        "a": Meaning(Role.ID),
        "map": Meaning(Role.ID),
        **dict.fromkeys(["button", "details", "embed", "iframe"], _GROUP),
        **dict.fromkeys(["input", "object"], _GROUP),
    },
    **_each(["target"], _TARGET, ["a", "area", "form"]),
    **_each(["formtarget"], _TARGET),
    "href": {"a": _LINK, "area": _LINK, ANY: _RESOURCE},
    "xlink:href": {"a": _LINK, ANY: _RESOURCE},
    **_each(["action", "cite", "formaction", "longdesc"], _LINK),
    **_each(["ping"], Meaning(Role.LINK, Form.WORDS)),
    **_each(
        ["altimg", "background", "dynsrc", "itemid", "lowsrc", "poster", "src"],
        _RESOURCE,
    ),
    **_each(["data"], _RESOURCE, ["object"]),
    **_each(["data-original", "data-poster", "data-src"], _RESOURCE, _LOADERS),
    **_each(["imagesrcset", "srcset"], _IMAGES),
    **_each(["data-srcset"], _IMAGES, _LOADERS),
    **_each(
        ["data-bs-parent", "data-bs-target", "data-parent", "data-target", "usemap"],
        _FRAGMENT,
    ),
    **_each(["begin", "end"], _TIMES, _ANIMATIONS),
    **_each(["style"], Meaning(Role.RESOURCE, Form.STYLE)),
    **_each(
        [
            "anchor",
            "aria-actions",
            "aria-activedescendant",
            "aria-controls",
            "aria-describedby",
            "aria-details",
            "aria-errormessage",
            "aria-flowto",
            "aria-labelledby",
            "aria-owns",
            "commandfor",
            "contextmenu",
            "for",
            "form",
            "headers",
            "indenttarget",
            "interestfor",
            "itemref",
            "list",
            "popovertarget",
            "xref",
        ],
        _IDS,
    ),
}
"""Meanings by attribute and element, both in lower case."""

_PAINT = Meaning(Role.RESOURCE, Form.STYLE)
_TEXTS = frozenset(
    [
        "abbr",
        "alt",
        "alttext",
        "class",
        "content",
        "label",
        "placeholder",
        "srcdoc",
        "summary",
        "title",
        "value",
    ]
)
_TEXT_PREFIXES = ("aria-", "data-", "on")


def meaning_of(element: str, attribute: str, written: str) -> Meaning | None:
    """Return what an attribute holds; None if that is no id and no URL.

    Any attribute that is no text may refer to an element with ``url(#…)``, as SVG's
    ``fill`` and ``marker-end`` do.

    :param element: its name in lower case, as the attribute's.
    :param written: the value as written.
    """
    if by_element := ATTRIBUTES.get(attribute):
        return by_element.get(element) or by_element.get(ANY)
    if (
        "(" in written
        and "url(" in written.lower()
        and attribute not in _TEXTS
        and not attribute.startswith(_TEXT_PREFIXES)
    ):
        return _PAINT
    return None
