"""Turn the categories or tags on a command line into those that a blog has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.console import say
from sphinx_blogtheme.cli.prompts import answer, is_watched
from sphinx_blogtheme.cli.terms import KnownTerms
from sphinx_blogtheme.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def choose(
    kind: str,
    given: Iterable[str],
    used: Iterable[str],
    named: Mapping[str, object],
    *,
    new: bool,
) -> tuple[str, ...]:
    """Return the terms that an author means, as the blog writes them.

    A category has to be known; a tag that is like no other is taken, and said.

    :param kind: ``category`` or ``tag``.
    :param given: one or several with commas between them.
    :param used: the terms of all posts.
    :param named: the names in the configuration, from slugs.
    :param new: whether what is not known is meant.
    :raises CommandError: if one is not known, and nobody says that it is meant.
    """
    known = KnownTerms(used, named)
    chosen: dict[str, None] = {}
    for text in given:
        for part in text.split(","):
            name = " ".join(part.split())
            if name:
                chosen[known.find(name) or _stranger(kind, name, known, new=new)] = None
    return tuple(chosen)


def _stranger(kind: str, name: str, known: KnownTerms, *, new: bool) -> str:
    """Return what is meant by a term that no post has."""
    nearest = known.nearest(name)
    if new or (kind == "tag" and nearest is None):
        say(f"new {kind}: {name}")
        return name
    hint = f"; did you mean {nearest!r}?" if nearest else ""
    fault = f"no post has the {kind} {name!r}{hint}"
    if not is_watched():
        raise CommandError(f"{fault} (--new-{kind} takes it as it is)")
    say(fault)
    while True:
        offer = f"[Enter] for {nearest!r}, " if nearest else ""
        reply = answer(f"{offer}n for the new {kind} {name!r}, q to stop:").lower()
        if nearest and reply == "":
            return nearest
        if reply in ("n", "new"):
            return name
        if reply in ("q", "quit"):
            raise CommandError("nothing was written")
        say(f"{reply!r} is no answer")
