"""Rewrite the Markdown of Quarto and R Markdown as MyST.

Cells and code stay code, callouts become admonitions, figures and their references get
the numbers that Quarto gives them, and the contents of all other divs stay.

https://quarto.org/docs/authoring/markdown-basics.html
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from sphinx_blogtheme.importers.bodies.code_fences import OPENING, end_of_fence
from sphinx_blogtheme.importers.bodies.grid_tables import pipe_table
from sphinx_blogtheme.importers.bodies.markdown_text import lexer_name
from sphinx_blogtheme.importers.bodies.myst_markup import (
    box,
    code_directive,
    code_options,
    folded_box,
    indented,
    labelled_heading,
    shown_comment,
)
from sphinx_blogtheme.importers.bodies.pandoc_brackets import Attributes, attributes_of
from sphinx_blogtheme.model.headings import heading_slug
from sphinx_blogtheme.model.inline_markdown import plain_text

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from sphinx_blogtheme.importers.bodies.quarto_inline import QuartoInline

_DIV = re.compile(
    r"[ \t]*(?P<mark>:{3,})[ \t]*(?:\{(?P<list>[^{}]*)\}|(?P<name>[\w-]+))[ \t]*:*[ \t]*"
)
_END = re.compile(r"[ \t]*:{3,}[ \t]*")
_CELL = re.compile(r"\{+\s*(?P<language>[\w+#.-]+)(?P<options>[\s,].*)?\}+")
_RAW = re.compile(r"\{=(?P<format>[\w-]+)\}")
_OPTION_LINE = re.compile(
    r"\s*(?:#|//|--|%|/\*|<!--)\|(?:\s*(?P<key>[\w.-]+):\s*(?P<value>.*?))?\s*(?:\*/|-->)?"
)
_HTML = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>")
_HEADING = re.compile(
    r"(?P<mark>#{1,6})[ \t]+(?P<text>.*?)[ \t]*(?:\{(?P<list>[^{}]*)\})?[ \t]*#*"
)
_CAPTION = re.compile(
    r"(?:[Tt]able)?:[ \t]+(?P<text>.*?)(?:[ \t]*\{(?P<list>[^{}]*)\})?", re.DOTALL
)
_EQUATION_END = re.compile(r"[ \t]*(?:\{#(?P<id>[\w:.-]+)[^{}]*\})?(?P<rest>.*)")
_LEXERS = {
    "default": "",
    "cell-code": "",
    "ojs": "javascript",
    "webr-r": "r",
    "pyodide-python": "python",
}
_BOXES = {
    "important": "important",
    "caution": "caution",
    "warning": "warning",
    "tip": "tip",
}
_USUAL = re.compile(
    r"cell|column|layout|aside|content-|panel|grid|g-col|figure|output|center|quarto"
)


class QuartoText:
    """Rewrites one document."""

    def __init__(
        self,
        inline: QuartoInline,
        *,
        page: bool = False,
        linked: Container[str] = (),
        folded: str = "",
    ) -> None:
        """
        Take what rewrites paragraphs.

        :param page: whether the text is that of an ordinary page.
        :param linked: the ids of headings to which links of the site lead.
        :param folded: what all cells show until a click shows their code; "" if they
            show their code.
        """
        self._inline, self._folded = inline, folded
        self._page, self._linked = page, linked
        self._ids: Counter[str] = Counter()
        self._ours: Counter[str] = Counter()
        self.dropped: Counter[str] = Counter()
        """How often there was a class or a part that is left out, by name."""
        self._caption = ""

    def rewrite(self, text: str) -> str:
        """Return a body in Markdown as the blog reads it."""
        lines = text.replace("\r\n", "\n").split("\n")
        self._inline.number(text)
        done = self._blocks(lines)
        notes = self._inline.notes()
        return "\n".join([*done, *(["", *notes, ""] if notes else [])])

    def _blocks(self, lines: Sequence[str]) -> list[str]:
        done: list[str] = []
        waiting: list[str] = []
        number = 0

        def flush() -> None:
            if waiting:
                done.extend(self._paragraph(waiting))
                waiting.clear()

        while number < len(lines):
            line = lines[number]
            if opening := OPENING.fullmatch(line):
                flush()
                end = end_of_fence(lines, number)
                done += self._fence(opening, lines[number:end])
                number = end
            elif line.count("$$") == 1 and "`" not in line:
                before, _, after = line.partition("$$")
                waiting += [before.rstrip()] if before.strip() else []
                flush()
                done += ["", f"$$ {after}".rstrip()]
                number = self._equation(lines, number, done)
            elif div := _DIV.fullmatch(line):
                flush()
                end = _end_of_div(lines, number)
                done += self._div(div, lines[number + 1 : end])
                number = end + 1
            elif _END.fullmatch(line):
                flush()
                number += 1
            elif not line.strip():
                flush()
                done.append(line)
                number += 1
            else:
                waiting.append(line)
                number += 1
        flush()
        return done

    def _paragraph(self, lines: Sequence[str]) -> list[str]:
        """Return the lines between two blank ones, rewritten."""
        if lines[0].startswith(("    ", "\t")):
            return list(lines)
        heading = _HEADING.fullmatch(lines[0])
        if heading:
            done = self._heading(heading)
            return done + (self._paragraph(lines[1:]) if lines[1:] else [])
        lines = [shown_comment(line) for line in lines]
        if table := pipe_table(lines):
            return [self._inline.rewrite(line) for line in table]
        text = "\n".join(lines)
        caption = _CAPTION.fullmatch(text)
        if caption:
            given = attributes_of(caption["list"] or "") or Attributes()
            label = self._inline.label_of(given.id)
            shown = f"{label}: {caption['text']}" if label else caption["text"]
            target = [f"({given.id})="] if given.id else []
            return [*target, self._inline.rewrite(shown)]
        return self._inline.block(text).split("\n")

    def _heading(self, match: re.Match[str]) -> list[str]:
        """Return a heading, with the id that it had if it gets another one here."""
        given = attributes_of(match["list"] or "")
        text = match["text"]
        if match["list"] and given is None:
            text = f"{text} {{{match['list']}}}"
        text = self._inline.rewrite(text)
        shown = plain_text(_HTML.sub("", text))
        name = given.id if given else ""
        if not name:
            name = _pandoc_id(shown)
            self._ids[name] += 1
            name += f"-{self._ids[name] - 1}" if self._ids[name] > 1 else ""
        ours = heading_slug(shown)
        self._ours[ours] += 1
        ours += f"-{self._ours[ours] - 1}" if self._ours[ours] > 1 else ""
        start = match["mark"] + " "
        if name == ours or (start == "# " and not (given and given.id)):
            return [f"{start}{text}"]
        return [
            "",
            *labelled_heading(start, text, name, page=self._page, linked=self._linked),
        ]

    def _equation(self, lines: Sequence[str], start: int, done: list[str]) -> int:
        """Add an equation; return the number of the line after it."""
        for number in range(start + 1, len(lines)):
            last, mark, rest = lines[number].partition("$$")
            if not mark:
                continue
            end = _EQUATION_END.fullmatch(rest)
            name = f" ({end['id']})" if end and end["id"] else ""
            done += [*lines[start + 1 : number], *([last] if last.strip() else [])]
            done += [f"$${name}", ""]
            after = (end["rest"] if end else rest).strip().removesuffix("\\")
            if after.strip():
                done.append(self._inline.rewrite(after.strip()))
            return number + 1
        return start + 1

    def _fence(self, opening: re.Match[str], lines: Sequence[str]) -> list[str]:
        """Return code, with its language as MyST has it and without its options."""
        info, indent = opening["info"].strip(), opening["indent"]
        raw = _RAW.fullmatch(info)
        if raw:
            if raw["format"] in ("html", "html5"):
                return ["", *lines[1:-1], ""]
            self.dropped[f"{{={raw['format']}}}"] += 1
            return []
        code = list(lines[1:])
        cell = None if info.startswith("{.") else _CELL.fullmatch(info)
        given = attributes_of(info.strip("{} ")) or Attributes()
        said = _cell_options(code) if cell else given.values
        if cell and said.get("echo") == "fenced":
            mark = f"{indent}{opening['mark']}`"
            return [mark, *lines, mark]
        if cell:
            language, options = cell["language"], dict[str, str]()
            named = re.search(r"filename=[\"']([^\"']+)", cell["options"] or "")
            if name := (named[1] if named else said.get("filename")):
                options["caption"] = f"`{name}`"
        else:
            language, options = code_options(info, len(lines) - 2)
        if self._caption:
            options.setdefault("caption", self._caption)
            self._caption = ""
        language = _LEXERS.get(language.lower(), lexer_name(language))
        if info == language:
            return list(lines)
        head = code_directive(language, options)
        bare = " " * len(indent)
        first = f"{indent}{opening['mark']}{head[0]}"
        made = [first, *(f"{bare}{line}".rstrip() for line in head[1:]), *code]
        is_cell = cell is not None or "cell-code" in given.classes
        fold = said.get("code-fold", "true" if is_cell and self._folded else "")
        return self._folded_code(made, indent, said, fold)

    def _folded_code(
        self, code: list[str], indent: str, said: Mapping[str, str], fold: str
    ) -> list[str]:
        """Return code that opens on a click if it is folded.

        :param said: the options of its cell.
        :param fold: ``true``, ``show`` if it is open at first, or another word.
        """
        if fold not in ("true", "show") or indent.strip():
            return code
        summary = said.get("code-summary") or self._folded or "Code"
        inner = [line.removeprefix(indent) for line in code]
        folded = folded_box(summary, "", inner, is_open=fold == "show")
        return ["", *indented(folded, indent), ""]

    def _div(self, div: re.Match[str], body: Sequence[str]) -> list[str]:
        given = attributes_of(div["list"] or "") or Attributes()
        classes = [*given.classes, *([div["name"]] if div["name"] else [])]
        kinds = [
            one.removeprefix("callout-")
            for one in classes
            if one.startswith("callout-")
        ]
        if "content-hidden" in classes or "content-visible" in classes:
            formats = (
                given.values.get("when-format", ""),
                given.values.get("unless-format", ""),
            )
            shown = (
                formats[0].startswith("html")
                if formats[0]
                else not formats[1].startswith("html")
            )
            if shown != ("content-visible" in classes):
                self.dropped[f".{classes[0]} {' '.join(formats).strip()}"] += 1
                return []
        if "hidden" in classes or given.id == "refs":
            return []
        if kinds:
            return ["", *self._callout(kinds[0], given, body), ""]
        if "panel-tabset" in classes:
            return ["", *self._tabs(body), ""]
        self._caption = given.values.get("filename", "").strip("[]")
        inner = self._blocks(body)
        self._caption = ""
        for one in classes:
            if not _USUAL.match(one):
                self.dropped[f".{one}"] += 1
        if given.id and (label := self._inline.label_of(given.id)):
            inner = _labelled(inner, label)
            return ["", f"({given.id})=", "", *inner, ""]
        return ["", *inner, ""]

    def _callout(self, kind: str, given: Attributes, body: Sequence[str]) -> list[str]:
        lines = list(body)
        while lines and not lines[0].strip():
            del lines[0]
        title = given.values.get("title", "")
        if not title and lines and (heading := _HEADING.fullmatch(lines[0])):
            title = heading["text"]
            del lines[0]
        title = self._inline.rewrite(title) if title else kind.capitalize()
        inner, known = self._blocks(lines), _BOXES.get(kind, "note")
        if "collapse" in given.values:
            is_open = given.values["collapse"] == "false"
            return folded_box(title, known, inner, is_open=is_open)
        return box(title, known, inner)

    def _tabs(self, body: Sequence[str]) -> list[str]:
        """Return the parts of a tabset, each as a box with its heading as title."""
        parts: list[tuple[str, list[str]]] = [("", [])]
        level, number = 0, 0
        while number < len(body):
            if OPENING.fullmatch(body[number]):
                end = end_of_fence(body, number)
                parts[-1][1].extend(body[number:end])
                number = end
                continue
            heading = _HEADING.fullmatch(body[number])
            if heading and (not level or len(heading["mark"]) == level):
                level = len(heading["mark"])
                parts.append((heading["text"], []))
            else:
                parts[-1][1].append(body[number])
            number += 1
        done = self._blocks(parts[0][1])
        for title, lines in parts[1:]:
            done += [
                "",
                *box(self._inline.rewrite(title), "bt-tab", self._blocks(lines)),
                "",
            ]
        return done


def _cell_options(code: list[str]) -> dict[str, str]:
    """Take the options off the code of a cell: ``#| echo: false``."""
    found = {}
    while code and (option := _OPTION_LINE.fullmatch(code[0])):
        if option["key"]:
            found[option["key"]] = option["value"].strip("\"'")
        del code[0]
    return found


def _pandoc_id(text: str) -> str:
    """Return the id of a heading as Pandoc makes it: ``so-v1.2`` for "1. So: V1.2"."""
    # Points and hyphens in a row are typographic signs, which are in no id.
    bare = re.sub(r"\.\.\.|---?|[^\w.\- ]", "", text.lower())
    name = re.sub(r"\s+", "-", bare.strip())
    return re.sub(r"^[\W\d_]+", "", name) or "section"


def _end_of_div(lines: Sequence[str], start: int) -> int:
    """Return the number of the line that ends a div, or that after the last line."""
    depth, number = 0, start
    while number < len(lines):
        if OPENING.fullmatch(lines[number]):
            number = end_of_fence(lines, number)
            continue
        if _DIV.fullmatch(lines[number]):
            depth += 1
        elif _END.fullmatch(lines[number]):
            depth -= 1
            if depth == 0:
                return number
        number += 1
    return len(lines)


def _labelled(lines: list[str], label: str) -> list[str]:
    """Return the contents of a figure, with its number before its last paragraph."""
    last = len(lines) - 1
    while last >= 0 and not lines[last].strip():
        last -= 1
    first = last
    while first > 0 and lines[first - 1].strip():
        first -= 1
    if last < 0 or lines[first].lstrip().startswith(("!", ":", "|", "`", "<")):
        return lines
    return [*lines[:first], f"{label}: {lines[first]}", *lines[first + 1 :]]
