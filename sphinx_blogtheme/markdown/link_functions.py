"""Give one Markdown parser its own functions for the parts of a link.

markdown-it's rules for links, images and references call functions of ``md.helpers``
for the label, the destination and the title. In a new parser that is a module, which
all parsers of the process share: a function that is put there would be used by all of
them.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it import MarkdownIt


def use_link_functions(md: MarkdownIt, **functions: Callable[..., object]) -> None:
    """Replace functions of `md`, and of no other parser.

    :param functions: functions by markdown-it's names, such as ``parseLinkTitle``.
    """
    own: Any = SimpleNamespace(**vars(md.helpers) | functions)
    md.helpers = own
