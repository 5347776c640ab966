"""Turn the categories or tags of a blog into the one that an author means."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.console import say
from sphinx_blogtheme.cli.prompts import answer, is_watched
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class KnownTerms:
    """The terms that a blog has, as its author writes them."""

    def __init__(self, used: Iterable[str], named: Mapping[str, object]) -> None:
        """Take the terms of all posts, and the names in the configuration.

        :param used: slugs or names, one for each time.
        :param named: from slugs to names, or to dictionaries with a ``name``.
        """
        spellings: dict[str, Counter[str]] = {}
        for raw in used:
            text = " ".join(raw.split())
            spellings.setdefault(term_slug(text), Counter())[text] += 1
        self._written = {term_slug(key): key for key in named} | {
            slug: counter.most_common(1)[0][0] for slug, counter in spellings.items()
        }
        self._slugs = {written: slug for slug, written in self._written.items()}
        for key, value in named.items():
            name = value.get("name") if hasattr(value, "get") else value
            if isinstance(name, str):
                self._slugs[name] = term_slug(key)
        self._slugs = {text.casefold(): slug for text, slug in self._slugs.items()}

    def __len__(self) -> int:
        return len(self._written)

    def find(self, text: str) -> str | None:
        """Return a term as the blog writes it, by its slug or name."""
        slug = self._slugs.get(text.casefold(), term_slug(text))
        return self._written.get(slug)

    def nearest(self, text: str) -> str | None:
        """Return the term that is most like a text, if any is."""
        slugs = get_close_matches(term_slug(text), self._written, n=1)
        if not slugs:
            names = get_close_matches(text.casefold(), self._slugs, n=1)
            slugs = [self._slugs[name] for name in names]
        return self._written.get(slugs[0]) if slugs else None


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
