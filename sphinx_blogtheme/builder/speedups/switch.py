"""List the speed-ups, and decide which of them apply in this process.

A speed-up has the same result as the function of Sphinx, docutils, MyST or Jinja that
it replaces. It applies only with the versions that it was tested with. With others, or
with the environment variable ``SPHINX_BLOGTHEME_PLAIN=1``, nothing is replaced;
``SPHINX_BLOGTHEME_PLAIN=garbage,templates`` switches off single ones.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "SPHINX_BLOGTHEME_PLAIN"

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Speedup:
    """A speed-up, with the facts by which to judge whether it is worth keeping."""

    name: str
    replaces: str
    scope: str
    """When it applies."""
    gain: str
    """Share of a cold build that it saves by itself, of 55 posts with one process.

    Instructions are counted, with Valgrind's cachegrind, since times differ from run
    to run by more; where the gain is in memory, it is of the processor time.
    """
    tested: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """First version that was tested and first that wasn't, by package."""


_SPHINX = ("9.0", "9.3")
_DOCUTILS = ("0.21", "0.24")

SPEEDUPS = {
    speedup.name: speedup
    for speedup in (
        Speedup(
            name="garbage",
            replaces="the threshold of Python's garbage collector",
            scope="from `setup` to the end of the build",
            gain="17 % of the time",
        ),
        Speedup(
            name="docutils_settings",
            replaces=(
                "`sphinx.util.docutils._get_settings`, and the document that MyST's "
                "`DocutilsRenderer.setup_render` makes in vain"
            ),
            scope="while documents are read",
            gain="4 %",
            tested={
                "sphinx": _SPHINX,
                "docutils": _DOCUTILS,
                "myst-parser": ("5.2", "6"),
            },
        ),
        Speedup(
            name="node_search",
            replaces=(
                "`Element.__init__`, `Node.setup_child`, `Node._fast_findall` and "
                "`Node.walk` of docutils; `NodeMatcher.findall` and "
                "`HighlightLanguageTransform.apply` of Sphinx"
            ),
            scope="while documents are read or written",
            gain="17 %",
            tested={"sphinx": _SPHINX, "docutils": _DOCUTILS},
        ),
        Speedup(
            name="templates",
            replaces="Jinja's sandbox, and the text of contexts in Sphinx's log",
            scope="while pages are drawn",
            gain="4 %",
            tested={"sphinx": _SPHINX, "jinja2": ("3.1", "3.2")},
        ),
        Speedup(
            name="highlighter",
            replaces="`PygmentsBridge.get_formatter`, which makes one for each block",
            scope="while pages are written",
            gain="3 %",
            tested={"sphinx": _SPHINX},
        ),
    )
}


@cache
def is_on(name: str) -> bool:
    """Return whether a speed-up applies; a version that wasn't tested is logged."""
    off = os.environ.get(VARIABLE, "")
    if off == "1" or name in off.split(","):
        return False
    for package, (first, end) in SPEEDUPS[name].tested.items():
        found = version(package)
        if not _numbers(first) <= _numbers(found) < _numbers(end):
            _logger.verbose(
                "speed-up %s: not tested with %s %s; doing without it.",
                name,
                package,
                found,
            )
            return False
    return True


def _numbers(text: str) -> tuple[int, ...]:
    """Return the first two numbers of a version: ``(9, 0)`` for ``9.0.4``."""
    parts = text.split(".")[:2]
    return tuple(int("".join(filter(str.isdigit, part)) or 0) for part in parts)
