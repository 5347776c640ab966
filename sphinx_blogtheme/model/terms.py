"""Terms: their slugs and names, and their entries in the options of the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from sphinx_blogtheme.model.permalinks import safe_slug
from sphinx_blogtheme.model.posts import Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

TERM_OPTIONS = {
    "category": "blog_categories",
    "tag": "blog_tags",
    "author": "blog_authors",
    "series": "blog_series",
    "location": "blog_locations",
    "language": "blog_languages",
}
"""For each taxonomy: the option with the names and descriptions of its terms."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TermEntry:
    """The entry of one term in the site's options: a category, an author, a place."""

    key: str
    """Key of the entry, as the owner wrote it."""
    name: str = ""
    url: str = ""
    """URL of a page elsewhere, or path from the root of this site."""
    description: str = ""
    """Markdown: the introduction of the term's page, or an author's biography."""
    picture: str = ""
    """Picture of an author: a URL, or the path of a file of the site."""
    links: tuple[tuple[str, str], ...] = ()
    """Other pages of an author: label and URL of each."""

    @classmethod
    def parse(cls, key: str, value: object) -> TermEntry:
        """Parse one entry of an option, which has been checked.

        :param value: a name, ABlog's pair of name and URL, or a dictionary with
            ``name``, ``url``, ``description`` (or ``bio``), ``picture`` and ``links``.
        """
        if isinstance(value, str):
            return cls(key=key, name=value)
        if isinstance(value, dict):
            return cls(
                key=key,
                name=value.get("name", ""),
                url=value.get("url", ""),
                description=value.get("bio", "") or value.get("description", ""),
                picture=value.get("picture", ""),
                links=tuple(value.get("links", {}).items()),
            )
        name, url = [*value, None][:2] if isinstance(value, (list, tuple)) else ("", "")
        return cls(key=key, name=name, url=url or "")


def slug_of(taxonomy: str, text: str) -> str:
    """Return the slug of a term, from the name or slug that an author wrote.

    In a language an underscore is a hyphen: ``pt_BR`` is ``pt-br``.
    """
    return term_slug(text.replace("_", "-") if taxonomy == "language" else text)


class Vocabulary:
    """The terms that the site's options describe, by taxonomy."""

    def __init__(self, values: Mapping[str, Mapping[str, object]]) -> None:
        """Take the values of the options, by taxonomy and key."""
        self._known = {
            taxonomy: {
                slug_of(taxonomy, k): TermEntry.parse(k, v) for k, v in terms.items()
            }
            for taxonomy, terms in values.items()
        }
        self._slugs = {
            taxonomy: {about.name.casefold(): slug for slug, about in terms.items()}
            for taxonomy, terms in self._known.items()
        }
        self._terms: dict[tuple[str, str], Term] = {}
        """Terms by taxonomy and text as written: most posts name the same ones."""

    def about(self, taxonomy: str, slug: str) -> TermEntry | None:
        """Return the entry of a term in the site's options, if there is one."""
        return self._known.get(taxonomy, {}).get(slug)

    def terms(self, taxonomy: str, raw: Iterable[str]) -> tuple[Term, ...]:
        """Return the terms that an author names, in that order, each once.

        :param raw: slugs or names.
        """
        terms: dict[str, Term] = {}
        for text in raw:
            key = taxonomy, text
            if key not in self._terms:
                self._terms[key] = self._term(taxonomy, text)
            terms.setdefault(self._terms[key].slug, self._terms[key])
        return tuple(terms.values())

    def _term(self, taxonomy: str, text: str) -> Term:
        slug = slug_of(taxonomy, text)
        if self.about(taxonomy, slug) is None:
            name = " ".join(text.split()).casefold()
            slug = self._slugs.get(taxonomy, {}).get(name, slug)
        about = self.about(taxonomy, slug)
        own = about and about.name
        person = taxonomy == "author"
        return Term(slug=slug, name=own or term_name(text, {}, of_person=person))

    def nearest(self, taxonomy: str, term: Term) -> str | None:
        """Return the key of the known term that is most like an unknown one, if any."""
        known = self._known.get(taxonomy, {})
        slugs = get_close_matches(term.slug, known, n=1)
        if not slugs:
            names = get_close_matches(term.name.casefold(), self._slugs[taxonomy], n=1)
            slugs = [self._slugs[taxonomy][name] for name in names]
        return known[slugs[0]].key if slugs else None

    def __repr__(self) -> str:
        """Return a text that differs between vocabularies, for fingerprints."""
        return repr(self._known)


_SPELLED = {"c++": "cpp", "c#": "csharp", "f#": "fsharp", ".net": "dotnet"}
"""Slugs of names that would otherwise lose the characters that make them differ."""


_SPELLED_WORD = re.compile(
    rf"(?<![\w.])(?:{'|'.join(map(re.escape, _SPELLED))})(?![\w+#])"
)


_PROPER = (
    "3D AI API APL ASCII AWS BASIC BBC BSD C CI CLI CMS CPU CSS CSV DIY DNA DNS DOM"
    " Django Docker EPUB EU EUV FAQ FTP GCC GDPR GIMP GIS GitHub GitLab GNU GPS GPT"
    " GPU GraphQL GUI HTML HTTP HTTPS IDE iOS IoT IP IPv4 IPv6 IRC ISP JavaScript JIT"
    " JSON Jupyter JVM Kubernetes LaTeX LED LLM LLVM Linux macOS MathML MIDI ML MQTT"
    " MySQL NAS NASA NLP NLTK NSLU2 NumPy OAuth OCR OLPC OpenGL OS PDF PHP PKI"
    " PostgreSQL PyPI PyPy PyTorch Python QR RAG RAM Raspberry-Pi REST RFC RPC RSS"
    " Ruby Rust SciPy SDK SEO SQL SQLite SSD SSH SSL SVG TCP TeX TIL TLS TV"
    " TypeScript UDP UI UK Unicode Unix URL US USB UTF UX VM VoIP VPN VPS VR W3C"
    " WASM WebGL WebRTC Wi-Fi Windows WSGI WWW X11 XML XO XSLT YAML ZFS"
)


_NAMES = {name.lower(): name for name in _PROPER.split()} | {
    "cpp": "C++",
    "csharp": "C#",
    "dotnet": ".NET",
    "fsharp": "F#",
    "raspberry-pi": "Raspberry Pi",
}
"""Spelling of well-known words, by slug."""
del _NAMES["us"]  # The pronoun is the commoner word.


def term_slug(name: str) -> str:
    """Return a name's slug, one safe URL segment in lower case: ``open-source``."""
    spelled = _SPELLED_WORD.sub(lambda match: _SPELLED[match[0]], name.strip().lower())
    return safe_slug(spelled)


def term_name(raw: str, names: Mapping[str, str], *, of_person: bool = False) -> str:
    """Return the name shown to readers, from a name or slug as an author wrote it.

    :param names: the site's own names, by slug.
    :param of_person: whether words in lower case stay so: "bell hooks".
    """
    slug = term_slug(raw)
    if slug in names:
        return names[slug]
    name = " ".join(raw.split())
    if not name or name == slug:
        return _name_from_slug(slug)
    return _with_capital(name) if name.islower() and not of_person else name


def _with_capital(name: str) -> str:
    """Return a name in lower case as one made from a slug is written: "HTML forms"."""
    first, *others = (_NAMES.get(word, word) for word in name.split(" "))
    return " ".join(
        [first[:1].upper() + first[1:] if first.islower() else first, *others]
    )


def _name_from_slug(slug: str) -> str:
    """Return a name made from a slug: "HTML forms" for ``html-forms``."""
    if slug in _NAMES:
        return _NAMES[slug]
    words = [word for word in re.split(r"[-_]+", slug) if word]
    if not words:
        return slug
    first = _NAMES.get(words[0], words[0][0].upper() + words[0][1:])
    return " ".join([first, *(_NAMES.get(word, word) for word in words[1:])])
