"""Rewrite what Pelican and Nikola read in reStructuredText otherwise than Sphinx does.

By the documentation of docutils (“Directives”), of Pygments (“Using Pygments in
ReST documents”) and of Nikola (“Handbook”, “reStructuredText reference”).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme.importers.bodies.rst_scan import LITERAL_DIRECTIVES, rewritten
from sphinx_blogtheme.markdown.embeds.services import find_player

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sphinx_blogtheme.importers.bodies.rst_scan import RstDirective

_KNOWN = frozenset(
    [
        "admonition",
        "attention",
        "caution",
        "danger",
        "error",
        "hint",
        "important",
        "note",
        "tip",
        "warning",
        "seealso",
        "image",
        "figure",
        "topic",
        "sidebar",
        "line-block",
        "parsed-literal",
        "rubric",
        "epigraph",
        "highlights",
        "pull-quote",
        "compound",
        "container",
        "table",
        "csv-table",
        "list-table",
        "contents",
        "sectnum",
        "section-numbering",
        "header",
        "footer",
        "target-notes",
        "meta",
        "include",
        "raw",
        "class",
        "rst-class",
        "role",
        "default-role",
        "title",
        "date",
        "unicode",
        "replace",
        "math",
        "code",
        "code-block",
        "sourcecode",
        "highlight",
        "literalinclude",
        "versionadded",
        "versionchanged",
        "versionremoved",
        "deprecated",
        "centered",
        "hlist",
        "productionlist",
        "glossary",
        "only",
        "toctree",
        "index",
        "tabularcolumns",
        "codeauthor",
        "moduleauthor",
        "sectionauthor",
        "py:class",
        "embed",
        "restructuredtext-test-directive",
        "post",
    ]
)
"""Names of directives that a build knows."""

_CODE = ("code", "code-block", "sourcecode", "highlight")
_OF_CODE = frozenset(
    (
        *("linenos", "lineno-start", "emphasize-lines", "class", "name", "caption"),
        *("dedent", "force", "number-lines"),
    )
)
_LINES = {"linenostart": "lineno-start", "hl_lines": "emphasize-lines"}
_OFF = ("none", "false", "0", "no")
_OF_FIGURE = frozenset(
    (
        *("alt", "height", "width", "scale", "align", "target", "class", "name"),
        *("figwidth", "figclass", "loading"),
    )
)
_MOST_INCLUDED = 5
"""How deep files may include each other."""

_PAGES = {
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "dailymotion": "https://www.dailymotion.com/video/{}",
    "soundcloud": "https://w.soundcloud.com/player/?url=https://api.soundcloud.com/tracks/{}",
    "soundcloud_playlist": (
        "https://w.soundcloud.com/player/?url=https://api.soundcloud.com/playlists/{}"
    ),
}
"""URLs of players, by the directive that has their number."""


class RewrittenText(NamedTuple):
    """A text as Sphinx reads it, and what of it nothing stands for."""

    text: str
    unknown: tuple[str, ...]
    """Directives and shortcodes that no build knows, as ``..  chart::``."""
    dropped: tuple[str, ...]
    """Options of directives that have no effect, as ``:preview:``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RstPlaces:
    """What the texts of one document name."""

    listing: Callable[[str], str] = lambda _: ""
    """Returns the new path of a file that a listing shows, or ""."""
    included: Callable[[str], str | None] = lambda _: None
    """Returns the text of a file that is included, or None."""
    plain: Callable[[str], str] | None = None
    """Changes a line that is no code."""


def rst_for_sphinx(text: str, places: RstPlaces | None = None) -> RewrittenText:
    """Return a text in which each directive means what it did."""
    job = _Rewriting(places or RstPlaces())
    return RewrittenText(job.of(text), tuple(job.unknown), tuple(job.dropped))


class _Rewriting:
    def __init__(self, places: RstPlaces) -> None:
        self.places = places
        self.plain = places.plain
        self.depth = 0
        self.unknown: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()

    def of(self, text: str) -> str:
        """Return a text, or the content of a directive, as Sphinx reads it."""
        return rewritten(text, self.directive, self.shortcode, self.plain)

    def directive(self, one: RstDirective) -> Sequence[str] | None:
        """Return the lines in the place of a directive; None if it stays."""
        name = one.name.lower()
        own = {
            **dict.fromkeys(_CODE, self._code),
            "listing": self._listing,
            "include": self._included,
        }
        if name in own:
            return own[name](one)
        if name in ("media", "gist") or name in _PAGES:
            url = self._page(name, one.argument or "".join(one.content[:1]).strip())
            return self._player(one, url) if url else None
        if name in ("class", "thumbnail", "slides"):
            return self._renamed(one, name)
        if name not in _KNOWN and ":" not in name:
            self.unknown[f".. {one.name}::"] += 1
            return self._text_of(one)
        return None

    def _text_of(self, one: RstDirective) -> list[str] | None:
        """Return the text of a directive that no build knows, so that it isn't lost."""
        if not one.content or one.place:
            return None
        if one.name.lower() in LITERAL_DIRECTIVES:
            return one.made("code-block", "text", {})
        return self._within(one).made("container", one.name.lower(), {})

    def _included(self, one: RstDirective) -> list[str] | None:
        """Return the text of a file in the place of the directive that includes it."""
        text = self.places.included(one.argument)
        plain = not one.options.keys() - {"code", "literal", "encoding", "tab-width"}
        if text is None or not plain or self.depth > _MOST_INCLUDED:
            return None
        code = one.options.get("code", "" if "literal" in one.options else None)
        before = " " * len(one.before.expandtabs())
        if code is not None:
            lines = [f"{one.before}.. code-block:: {code or 'text'}", ""]
            return [*lines, *(f"{before}   {line}" for line in text.splitlines()), ""]
        self.depth += 1
        new = self.of(text).splitlines()
        self.depth -= 1
        return [*(f"{before}{line}" if line else "" for line in new), ""]

    def _renamed(self, one: RstDirective, name: str) -> list[str]:
        if name == "class":
            return self._within(one).made("rst-class")
        if name == "thumbnail":
            figure = self._within(one)
            return figure.made("figure", options=self._only(one.options, _OF_FIGURE))
        made = []
        for path in filter(str.strip, one.content):
            made += [f"{one.before}.. image:: {path.strip()}", ""]
        return made

    def shortcode(self, before: str, name: str, rest: str) -> Sequence[str] | None:
        """Return the lines in the place of one of Nikola's shortcodes in its line."""
        words = [word.strip("\"'") for word in rest.split()]
        given = dict(word.split("=", 1) for word in words if "=" in word)
        bare = [word for word in words if "=" not in word]
        argument = given.get("url") or given.get("id") or " ".join(bare[:1])
        argument = argument.strip("\"'")
        if name == "thumbnail" and argument:
            return [f"{before}.. image:: {argument}", f"{before}   :target: {argument}"]
        if name in ("media", "gist") or name in _PAGES:
            url = self._page(name, argument)
            return [*_shown(before, url), ""] if url else None
        self.unknown[f"{{{{% {name} %}}}}"] += 1
        return None

    def _within(self, one: RstDirective) -> RstDirective:
        content = self.of("\n".join(one.content)).split("\n")
        argument = self.plain(one.argument) if self.plain else one.argument
        return one._replace(
            content=tuple(content if one.content else ()), argument=argument
        )

    def _page(self, name: str, argument: str) -> str:
        argument = argument.strip().partition(" ")[0]
        if name == "gist" and re.fullmatch(r"[\w/-]+", argument):
            return f"https://gist.github.com/{argument}"
        if "://" in argument:
            return argument
        number = argument.partition("?")[0].partition("&")[0]
        if name in _PAGES and re.fullmatch(r"[\w-]+", number):
            return _PAGES[name].format(number)
        return ""

    def _player(self, one: RstDirective, url: str) -> list[str]:
        lines = _shown(one.before, url)
        width = one.options.get("width", "")
        if ".. embed" in lines[0] and re.fullmatch(r"[1-9]\d{0,3}(?:px|%)?", width):
            lines.append(f"{' ' * len(one.before)}   :width: {width}")
        return [*lines, ""]

    def _only(
        self, options: Mapping[str, str], known: frozenset[str]
    ) -> dict[str, str]:
        self.dropped.update(f":{key}:" for key in options if key not in known)
        return {key: value for key, value in options.items() if key in known}

    def _code(self, one: RstDirective) -> list[str] | None:
        """Return code with the options of Sphinx instead of Pygments' and docutils'."""
        if not one.content:
            return None
        options = {_LINES.get(key, key): value for key, value in one.options.items()}
        numbered = options.pop("number-lines", None)
        wanted = options.pop("linenos", None)
        options = self._only(options, _OF_CODE)
        if (wanted is not None and wanted.lower() not in _OFF) or numbered is not None:
            options["linenos"] = ""
        if numbered and numbered.isdecimal() and numbered != "1":
            options["lineno-start"] = numbered
        if lines := options.get("emphasize-lines"):
            options["emphasize-lines"] = ",".join(re.findall(r"\d+(?:-\d+)?", lines))
        language, *rest = one.argument.split() or [""]
        if rest and not one.argument.startswith(("{", "$")):
            self.dropped[" ".join(rest)] += 1
        changed = options != one.options or rest or one.name == "highlight"
        return one.made("code-block", language, options) if changed else None

    def _listing(self, one: RstDirective) -> list[str] | None:
        name, *language = one.argument.split()
        path = self.places.listing(name)
        if not path:
            self.unknown[f".. listing:: {name}"] += 1
            return None
        kept = {
            key: value
            for key, value in one.options.items()
            if key in ("start-after", "end-before", "lines", "linenos")
        }
        if language:
            kept["language"] = language[0]
        kept["caption"] = name
        return one.made("literalinclude", path, kept)


def _shown(before: str, url: str) -> list[str]:
    """Return a player, or a link if nothing plays the URL."""
    if find_player(url):
        return [f"{before}.. embed:: {url}"]
    return [f"{before}`{url.partition('://')[2]} <{url}>`__"]


_PLACE = re.compile(
    r"(?P<open>[{|])(?P<kind>static|attach|filename|photo)(?P<close>[}|])"
    r"(?P<path>[^\s>`\"'()\[\]]+)"
)


def with_places(text: str, find: Callable[[str, str], str]) -> str:
    """Return a line with the URLs of what Pelican's ``{static}`` and the like name.

    :param find: returns the URL of a file, by the kind of the mark and the path, or ""
        if it is no such file.
    """

    def found(match: re.Match[str]) -> str:
        path, mark, fragment = match["path"].partition("#")
        url = find(match["kind"], path)
        return f"{url}{mark}{fragment}" if url else match[0]

    return _PLACE.sub(found, text) if "{" in text or "|" in text else text


def without_docinfo(text: str) -> str:
    """Return a text whose first field list is shown, as that below a title is.

    Sphinx takes one at the top for data of the document.
    """
    lines = text.lstrip("\r\n").splitlines()
    end = 0
    while end < len(lines) and re.match(r":[^:\s][^:]*:(?:\s|$)|[ \t]+\S", lines[end]):
        end += 1
    if not end or lines[0][:1] != ":" or (end < len(lines) and lines[end].strip()):
        return text
    inside = [f"   {line}" for line in lines[:end]]
    return "\n".join([".. container:: docinfo", "", *inside, *lines[end:], ""])


def unknown_roles(text: str) -> Iterator[str]:
    """Yield the names of roles that only Nikola and Pelican's plugins have."""
    defined = set(re.findall(r"\.\.[ \t]+role::[ \t]+([\w.+-]+)", text))
    for name in re.findall(r"(?<![\w`:]):([a-z][\w+-]*):`(?=\S)", text):
        if name in ("sc", "smallcaps", "slug", "icon") and name not in defined:
            yield name
