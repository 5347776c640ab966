"""Rewrite the MyST of mystmd and Jupyter Book as the MyST that Sphinx reads.

Directives and roles that Sphinx has not are replaced by what they show; those of the
old site's own plugins are left out, and counted.

https://mystmd.org/guide/directives
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.code_fences import OPENING, end_of_fence
from sphinx_blogtheme.importers.bodies.destinations import outside_code, with_new_urls
from sphinx_blogtheme.importers.bodies.markdown_text import lexer_name
from sphinx_blogtheme.importers.bodies.myst_markup import (
    code_directive,
    directive,
    folded_box,
    labelled_heading,
    shown_comment,
)
from sphinx_blogtheme.model.headings import heading_slug
from sphinx_blogtheme.model.inline_markdown import plain_text

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from sphinx_blogtheme.importers.bodies.destinations import NewUrl

_COLONS = re.compile(
    r"(?P<indent>[ \t]*)(?P<mark>:{3,})\{(?P<name>[^{}\s]+)\}[ \t]*(?P<argument>.*)"
)
_NAME = re.compile(r"\{(?P<name>[^{}\s]+)\}[ \t]*(?P<argument>.*)")
_OPTION = re.compile(r"[ \t]*:(?P<key>[\w-]+):[ \t]*(?P<value>.*)")
_END = re.compile(r"[ \t]*(?P<mark>:{3,})[ \t]*")
_ROLE = re.compile(
    r"(?<![`\\])\{(?P<name>[\w:-]+)\}(?P<ticks>`+)(?P<text>[^`]+)(?P=ticks)"
)
_ROLE_OR_CODE = re.compile(
    rf"{_ROLE.pattern}|(?<![`\\])(?P<code>`+)(?!`).+?(?<!`)(?P=code)(?!`)"
)
_HEADING = re.compile(r"(?P<start>#{1,6}[ \t]+)(?P<text>.*?)[ \t]*#*[ \t]*")
_WIKI = re.compile(r"^wiki:")
_DOI = re.compile(r"^doi:")

_BOXES = frozenset(
    (
        *("admonition", "attention", "caution", "danger", "error", "hint", "important"),
        *("note", "seealso", "tip", "warning", "versionadded", "deprecated"),
    )
)
_KEPT = _BOXES | frozenset(
    (
        *("figure", "image", "table", "list-table", "csv-table", "math", "rubric"),
        *("topic", "sidebar", "epigraph", "pull-quote", "highlights", "glossary"),
        *("toctree", "contents", "raw", "container", "div", "parsed-literal", "only"),
        *("versionchanged", "eval-rst", "literalinclude", "index", "centered", "hlist"),
        *("code-block", "sourcecode", "code", "class", "compound", "line-block"),
        *("tab-set", "tab-item", "dropdown", "card", "grid", "grid-item", "cards"),
        *("grid-item-card", "button-link", "button-ref", "tab-set-code"),
    )
)
"""Directives that Sphinx or sphinx-design has."""

DESIGNED = frozenset(
    (
        *("tab-set", "tab-item", "dropdown", "card", "grid", "grid-item"),
        *("grid-item-card", "button-link", "button-ref", "tab-set-code"),
    )
)
"""Those of sphinx-design."""

_CODE = ("code-cell", "code", "code-block", "sourcecode")
_DIAGRAMS = ("mermaid", "raw-cell", "graphviz")
_OPTIONS_OF_CODE = ("caption", "emphasize-lines", "lineno-start")
_RAW_BODIES = ("table", "list-table", "csv-table", "raw", "toctree", "glossary", "math")
_SHOWN = (
    "aside",
    "margin",
    "blockquote",
    "proof",
    "exercise",
    "solution",
    "definition",
)
_WITH_FILE = ("figure", "image", "literalinclude", "iframe", "video")
_ROLES_OF_SPHINX = frozenset(
    (
        *("abbr", "any", "code", "command", "confval", "dfn", "doc", "eq"),
        *("emphasis", "file", "guilabel", "kbd", "literal", "mailheader", "math"),
        *("menuselection", "numref", "pep", "program", "ref", "rfc", "samp", "strong"),
        *("sub", "subscript", "sup", "superscript", "term", "title", "func", "class"),
        *(
            "meth",
            "mod",
            "py:func",
            "py:class",
            "py:meth",
            "py:mod",
            "envvar",
            "option",
        ),
    )
)
_TAGS = {"u": "u", "underline": "u", "del": "del", "strike": "del", "mark": "mark"}


class MystmdText:
    """Rewrites one document."""

    def __init__(
        self,
        new_url: NewUrl,
        *,
        page: bool = False,
        linked: Container[str] = (),
        makes_ids: bool = False,
    ) -> None:
        """
        Take what changes URLs.

        :param new_url: returns the new URL of a link, a picture or a file.
        :param page: whether the text is that of an ordinary page.
        :param linked: the ids of headings to which links of the site lead.
        :param makes_ids: whether headings have the ids that mystmd makes.
        """
        self._page, self._linked, self._makes_ids = page, linked, makes_ids
        self._ids: set[str] = set()
        self._has_heading = False
        self._new_url = new_url
        self.dropped: Counter[str] = Counter()
        """How often there was a directive or a role that is left out, by name."""
        self.design = False
        """Whether there are directives of sphinx-design."""

    def rewrite(self, text: str) -> str:
        """Return a body as Sphinx reads it."""
        return "\n".join(self._blocks(text.replace("\r\n", "\n").split("\n")))

    def _blocks(self, lines: Sequence[str]) -> list[str]:
        done: list[str] = []
        number = 0
        while number < len(lines):
            line = lines[number]
            if opening := OPENING.fullmatch(line):
                end = end_of_fence(lines, number)
                last = end - 1 if _is_closed(lines, number, end) else end
                name = _NAME.fullmatch(opening["info"].strip())
                if name:
                    body = lines[number + 1 : last]
                    done += self._directive(opening, name, body, lines[number:end])
                else:
                    done += lines[number:end]
                number = end
            elif opening := _COLONS.fullmatch(line):
                end = _end_of_colons(lines, number, len(opening["mark"]))
                body = lines[number + 1 : end]
                done += self._directive(opening, opening, body, [])
                number = end + 1
            elif line.startswith("+++") or re.match(r"%(?:\s|$)", line):
                number += 1  # a break between blocks, or a comment
            else:
                has_label = bool(done) and re.fullmatch(r"\(.+\)=\s*", done[-1])
                heading = None if has_label else _HEADING.fullmatch(line)
                done += self._heading(heading) if heading else self._line(line)
                number += 1
        return done

    def _line(self, line: str) -> list[str]:
        return [self._inline(shown_comment(line))]

    def _heading(self, match: re.Match[str]) -> list[str]:
        """Return a heading, with the id that it had if it gets another one here."""
        text = self._inline(match["text"])
        shown = plain_text(_ROLE.sub(r"\g<text>", text))
        name = _html_id(shown)
        is_same = name == heading_slug(shown)
        is_same |= not self._has_heading and match["start"].rstrip() == "#"  # the title
        self._has_heading = True
        if not self._makes_ids or not name or is_same or name in self._ids:
            return [f"{match['start']}{text}"]
        self._ids.add(name)
        return labelled_heading(
            match["start"], text, name, page=self._page, linked=self._linked
        )

    def _directive(
        self,
        opening: re.Match[str],
        called: re.Match[str],
        body: Sequence[str],
        whole: Sequence[str],
    ) -> list[str]:
        """Return a directive as Sphinx has it.

        :param whole: all its lines, if it is between backticks.
        """
        name, argument = called["name"].lower(), called["argument"].strip()
        options, inside = _options(body)
        if name in _CODE:
            return self._code(opening, called, options, inside)
        if name in _DIAGRAMS:
            return [f"```{name if name == 'mermaid' else ''}", *inside, "```"]
        if name in ("math", "eval-rst") and whole:
            return list(whole)
        if name in _WITH_FILE and argument:
            argument = self._new_url(argument, False)
        shown = self._as_html(name, argument, options, inside)
        if shown is None and (name in _SHOWN or name.partition(":")[0] in _SHOWN):
            title = [f"**{self._inline(argument)}**", ""] if argument else []
            shown = [*title, *self._blocks(inside)]
        elif shown is None and name not in _KEPT:
            self.dropped[f"{{{called['name']}}}"] += 1
            shown = self._blocks(inside) if any(line.strip() for line in inside) else []
        if shown is not None:
            return ["", *shown, ""]
        made = self._for_sphinx(name, argument, options, inside)
        return [f"{opening['indent']}{line}" if line.strip() else "" for line in made]

    def _code(
        self,
        opening: re.Match[str],
        called: re.Match[str],
        options: dict[str, str],
        inside: Sequence[str],
    ) -> list[str]:
        """Return a cell or a block of code."""
        if any(tag in options.get("tags", "") for tag in ("remove-cell", "hide-cell")):
            self.dropped[f"{{{called['name']}}} with a tag that hides it"] += 1
            return []
        words = called["argument"].split()
        kept = {key: options[key] for key in _OPTIONS_OF_CODE if key in options}
        if options.get("filename", "false") != "false":
            kept.setdefault("caption", f"`{options['filename']}`")
        head = code_directive(lexer_name(words[0]) if words else "", kept)
        longest = max(map(len, re.findall(r"`{3,}", "\n".join(inside))), default=2)
        is_fence = opening["mark"][0] in "`~"
        mark = opening["mark"] if is_fence else "`" * (longest + 1)
        indent = opening["indent"]
        return [f"{indent}{mark}{head[0]}", *head[1:], *inside, f"{indent}{mark}"]

    def _as_html(
        self, name: str, url: str, options: dict[str, str], inside: Sequence[str]
    ) -> list[str] | None:
        """Return what Sphinx has no directive for, but HTML an element; else None."""
        is_video = name == "video" or (
            name in ("figure", "image") and url.endswith((".mp4", ".webm"))
        )
        if name == "iframe":
            frame = f'<iframe src="{url}" width="100%"></iframe>'
            return [frame, "", *self._blocks(inside)]
        if is_video:
            return [f'<video src="{url}" controls></video>', "", *self._blocks(inside)]
        is_folded = name in _BOXES and "dropdown" in options.get("class", "")
        if name == "details" or is_folded:
            kind = name if name in _BOXES and name != "admonition" else "note"
            title, body = url or kind.capitalize(), self._blocks(inside)
            return folded_box(title, kind, body, is_open="open" in options)
        return None

    def _for_sphinx(
        self, name: str, argument: str, options: dict[str, str], inside: Sequence[str]
    ) -> list[str]:
        """Return a directive that Sphinx has, with its own names of the options."""
        if name == "div":
            name, argument = "container", options.pop("class", "") or argument
        if name == "literalinclude":
            shown = options.pop("filename", "") or argument.rpartition("/")[2]
            options |= {} if shown == "false" else {"caption": f"`{shown}`"}
            argument = f"/files{argument}" if argument[0] == "/" else argument
        self.design = self.design or name in DESIGNED
        inner = [*inside] if name in _RAW_BODIES else self._blocks(inside)
        if name not in _WITH_FILE:
            argument = self._inline(argument)
        if "link" in options:
            options["link"] = self._new_url(options["link"], False)
        return directive(name, argument, _renamed(options, name), inner)

    def _inline(self, line: str) -> str:
        if "{" in line:
            line = _ROLE_OR_CODE.sub(
                lambda match: match[0] if match["code"] else self._role(match), line
            )
        return outside_code(line, lambda text: with_new_urls(text, self._url))

    def _url(self, url: str, in_html: bool) -> str:
        if _WIKI.match(url):
            return f"https://en.wikipedia.org/wiki/{url.removeprefix('wiki:')}"
        if _DOI.match(url):
            return f"https://doi.org/{url.removeprefix('doi:')}"
        return self._new_url(url, in_html)

    def _role(self, match: re.Match[str]) -> str:
        name, text = match["name"].lower(), match["text"]
        if name == "download":
            shown = re.fullmatch(r"(?P<text>.+?)\s*<(?P<url>[^<>]+)>", text)
            url = shown["url"] if shown else text
            label = shown["text"] if shown else url.rpartition("/")[2]
            return f"[{label}]({url})"  # its file is copied as that of a link
        if name in _ROLES_OF_SPHINX:
            return match[0]
        if name in _TAGS:
            return f"<{_TAGS[name]}>{text}</{_TAGS[name]}>"
        titled = re.fullmatch(r"(?P<text>.+?)\s*<(?P<url>[^<>]+)>", text)
        if name in ("button", "link", "doi") and titled:
            return f"[{titled['text']}]({titled['url']})"
        if name == "doi":
            return f"<https://doi.org/{text.removeprefix('https://doi.org/')}>"
        self.dropped[f"{{{match['name']}}}"] += 1
        return titled["text"] if titled else text


def _html_id(text: str) -> str:
    """Return the id of a heading as mystmd makes it: ``id-1-its-a-b`` for "1. It's a.b"."""
    bare = re.sub("['\"\u2018\u2019\u201c\u201d]", "", text.lower())
    name = re.sub(r"[^a-z0-9-]", "-", bare)
    name = re.sub(r"^(?=[0-9-])", "id-", name)
    return re.sub(r"-+", "-", name).strip("-")


def _renamed(options: dict[str, str], name: str) -> dict[str, str]:
    """Return options with the names that they have in Sphinx."""
    found = {}
    for key, value in options.items():
        if key in ("label", "name"):
            found["label" if name == "math" else "name"] = value
        elif key not in (
            "enumerated",
            "enumerator",
            "number",
            "icon",
            "open",
            "no-subfigures",
        ):
            found[key] = value
    return found


def _is_closed(lines: Sequence[str], start: int, end: int) -> bool:
    return (
        end - 1 > start
        and not lines[end - 1].strip(" \t`~>")
        and bool(lines[end - 1].strip())
    )


def _options(body: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Return the options of a directive and the lines after them."""
    lines, options = list(body), dict[str, str]()
    if lines and lines[0].strip() == "---":
        end = next(
            (n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0
        )
        for line in lines[1:end]:
            key, _, value = line.partition(":")
            options[key.strip()] = value.strip()
        return options, lines[end + 1 :] if end else lines
    while lines and (match := _OPTION.fullmatch(lines[0])):
        options[match["key"]] = match["value"].strip()
        del lines[0]
    return options, lines


def _end_of_colons(lines: Sequence[str], start: int, count: int) -> int:
    """Return the number of the line that ends a directive between colons."""
    number, depth = start + 1, 0
    while number < len(lines):
        if OPENING.fullmatch(lines[number]):
            number = end_of_fence(lines, number)
            continue
        if (inner := _COLONS.fullmatch(lines[number])) and len(inner["mark"]) == count:
            depth += 1
        elif (end := _END.fullmatch(lines[number])) and len(end["mark"]) >= count:
            if not depth:
                return number
            depth -= 1
        number += 1
    return len(lines)
