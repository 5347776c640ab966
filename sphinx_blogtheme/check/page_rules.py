"""The rules of HTML pages: unique ids, and correct nesting of elements.

A validator checks far more; these are the faults that authors' own HTML can cause, and
they are found fast enough for each build.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sphinx_blogtheme.markdown.html import attributes
from sphinx_blogtheme.markdown.html_elements import OPTIONAL
from sphinx_blogtheme.markdown.html_nesting import Nesting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TWICE = 2
_NO_NESTING = frozenset(["a", "button", "form", "label"])


def page_faults(html: str) -> Iterator[tuple[str, str]]:
    """Yield the faults of a page: a message, and a text near the fault in the source.

    Such as ``("<b> is never closed", "<b")``.

    :param html: the whole page.
    """
    ids: Counter[str] = Counter()
    # Elements that a fault has closed already: their end tags are no further faults.
    lost: Counter[str] = Counter()
    nesting = Nesting()
    for tag, ended in nesting.tags(html):
        if not tag["name"]:
            yield "a comment is never closed", tag[0].partition("\n")[0]
            continue
        name = tag["name"].lower()
        if not tag["close"]:
            yield from _repeated(tag["attributes"], ids)
        if tag["close"] and not ended:
            lost[name] -= 1
            if lost[name] < 0:
                yield f"</{name}> closes nothing", f"</{name}>"
                lost[name] = 0
        elif not tag["close"] and _is_within_its_like(name, nesting, ended):
            yield f"<{name}> is within another <{name}>", f"<{name}"
            lost.update(ended)
        else:
            for other in _needed(ended):
                if other != name:
                    message = f"<{other}> is not closed before <{tag['close']}{name}>"
                    yield message, f"<{other}"
                    lost[other] += 1
    for name in _needed(reversed(nesting.open)):
        yield f"<{name}> is never closed", f"<{name}"


def _is_within_its_like(name: str, nesting: Nesting, ended: list[str]) -> bool:
    return name in _NO_NESTING and (name in ended or nesting.has(name))


def _needed(names: Iterable[str]) -> list[str]:
    """Return the elements whose end tags are required."""
    return [name for name in names if name not in OPTIONAL]


def _repeated(text: str, ids: Counter[str]) -> Iterator[tuple[str, str]]:
    """Count the id of a tag, and yield a fault when it occurs the second time."""
    if "id" not in text.lower():
        return
    for attribute in attributes(text):
        if attribute.name == "id" and attribute.has_value:
            value = attribute.value
            ids[value] += 1
            if ids[value] == _TWICE:
                yield f"the id {value!r} is there twice", value
