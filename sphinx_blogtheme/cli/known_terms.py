"""Find the known category or tag that an author means, or ask about a new one."""

from __future__ import annotations

from collections import Counter
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.console import print_message
from sphinx_blogtheme.cli.prompts import ask_line, is_interactive
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.model.terms import term_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class KnownTerms:
    """The categories or the tags of a blog, each in its commonest spelling."""

    def __init__(self, used: Iterable[str], named: Mapping[str, object]) -> None:
        """Take the terms of all posts, and those of the configuration.

        :param used: terms as written, slugs or names, once for each use.
        :param named: names, or dictionaries with a ``name``, by slug.
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
        """Return the blog's spelling of a term, or None if it is unknown.

        :param text: slug or name, in any case.
        """
        slug = self._slugs.get(text.casefold(), term_slug(text))
        return self._written.get(slug)

    def nearest(self, text: str) -> str | None:
        """Return the most similar term in the blog's spelling, or None."""
        slugs = get_close_matches(term_slug(text), self._written, n=1)
        if not slugs:
            names = get_close_matches(text.casefold(), self._slugs, n=1)
            slugs = [self._slugs[name] for name in names]
        return self._written.get(slugs[0]) if slugs else None


def choose_terms(
    kind: str,
    given: Iterable[str],
    used: Iterable[str],
    named: Mapping[str, object],
    *,
    new: bool,
) -> tuple[str, ...]:
    """Return the terms that an author means, in the blog's spelling, each once.

    An unknown category has to be confirmed, on the terminal or by `new`; so does an
    unknown tag that is similar to a known one. Other unknown tags are reported.

    :param kind: ``category`` or ``tag``.
    :param given: values of the option, each with one or several terms between commas.
    :param used: the terms of all posts, as written, once for each use.
    :param named: names, or dictionaries with a ``name``, by slug: the site's option.
    :param new: whether unknown terms are meant.
    :raises CommandError: if an unknown term is not confirmed.
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
    """Return the new term, or the known one that the author chooses instead."""
    nearest = known.nearest(name)
    if new or (kind == "tag" and nearest is None):
        print_message(f"new {kind}: {name}")
        return name
    hint = f"; did you mean {nearest!r}?" if nearest else ""
    fault = f"no post has the {kind} {name!r}{hint}"
    if not is_interactive():
        raise CommandError(f"{fault} (--new-{kind} takes it as it is)")
    print_message(fault)
    while True:
        offer = f"[Enter] for {nearest!r}, " if nearest else ""
        reply = ask_line(f"{offer}n for the new {kind} {name!r}, q to stop:").lower()
        if nearest and reply == "":
            return nearest
        if reply in ("n", "new"):
            return name
        if reply in ("q", "quit"):
            raise CommandError("nothing was written")
        print_message(f"{reply!r} is no answer")
