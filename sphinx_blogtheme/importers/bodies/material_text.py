"""Rewrite the Markdown of Material for MkDocs as MyST.

Posts keep its boxes (``!!! note``), which a build understands. Ordinary pages are read
by MyST alone, so that their boxes become directives. The options of code become those
of MyST's directive, and the code stays as it is.

https://squidfunk.github.io/mkdocs-material/reference/
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.code_fences import (
    OPENING,
    code_lines,
    end_of_fence,
)
from sphinx_blogtheme.importers.bodies.code_mask import code_spans
from sphinx_blogtheme.importers.bodies.markdown_slugs import toc_id
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
from sphinx_blogtheme.markdown.shortcodes.elements import ADMONITION_KINDS
from sphinx_blogtheme.model.headings import heading_slug
from sphinx_blogtheme.model.inline_markdown import plain_text

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping, Sequence

    from sphinx_blogtheme.importers.bodies.material_inline import MaterialInline

_BOX = re.compile(
    r"(?P<indent>[ ]*)(?P<mark>!!!|\?\?\?\+?|===[!+]*)[ \t]+"
    r"(?P<kinds>[\w-]+(?:[ \t]+[\w-]+)*)?[ \t]*(?:\"(?P<title>.*)\")?[ \t]*"
)
_ITEM = re.compile(r" *(?:(?:[-*+:]|\d{1,9}[.)]) +)+(?=!!!|\?\?\?|===)")
_HEADING = re.compile(
    r"(?P<start> {0,3}#{1,6})(?P<text>[ \t]*[^\n]*?)(?:[ \t]+#+)?"
    r"(?:[ \t]*\{:?[ \t]*(?P<list>[^{}]*)\})?[ \t]*"
)
_ID = re.compile(r"(?:^|\s)(?:#|id=[\"']?)([\w:.-]+)")
_OWN_LINE = re.compile(
    r"[ \t]*\{(?::|:?[ \t]+)(?P<list>(?:(?:[.#][\w:.+-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[\w.%-]+))"
    r"[ \t]*)+)\}[ \t]*"
)
_BLOCK_START = re.compile(r"[ \t]*(?:[-*+|>]|\d+[.)]\s|#|<|!!!|\?\?\?|===|\{|:)")
_DEFINED = re.compile(r" {0,3}\[(?P<label>[^\]^][^\]]*)\]:[ \t]*\S")
_HTML = re.compile(r"<!--.*?-->|</?[a-zA-Z][^<>]*>")
_INDENT = 4


class MaterialText:
    """Rewrites the texts of a site."""

    def __init__(
        self,
        inline: MaterialInline,
        extensions: Mapping[str, Any],
        *,
        page: bool,
        linked: Container[str] = (),
    ) -> None:
        """
        Take what rewrites lines, and the settings.

        :param extensions: options of the Markdown extensions, by name.
        :param page: whether the text is that of an ordinary page.
        :param linked: the ids of headings to which links of the site lead.
        """
        self._linked = linked
        self._inline = inline
        self._extensions = extensions
        self._page = page
        self._ids: Counter[str] = Counter()
        self._ours: Counter[str] = Counter()
        toc = extensions.get("toc")
        how = toc.get("slugify") if isinstance(toc, dict) else None
        self._how = how if isinstance(how, dict) else None
        self._has_boxes = bool({"admonition", "pymdownx.details"} & set(extensions))
        self._has_boxes |= "pymdownx.tabbed" in extensions

    def note_title(self, heading: str) -> None:
        """Note that a heading above the text has taken its id, though it is not in it."""
        self._ids[toc_id(plain_text(_HTML.sub("", heading).strip()), self._how)] += 1

    def rewrite(self, text: str) -> str:
        """Return a body in Markdown as the blog reads it."""
        lines = _without_overridden(text.replace("\r\n", "\n").split("\n"))
        return "\n".join(self._blocks(lines))

    def _blocks(self, lines: Sequence[str]) -> list[str]:
        done: list[str] = []
        number = 0
        while number < len(lines):
            line = lines[number]
            opening = OPENING.fullmatch(line)
            if opening:
                end = end_of_fence(lines, number)
                done += self._fence(opening, lines[number:end])
                number = end
                continue
            # A build finds the boxes of posts in items of lists itself.
            item = _ITEM.match(line) if self._page else None
            lead = item[0] if item else ""
            bare = f"{' ' * len(lead)}{line[len(lead) :]}"
            match = _BOX.fullmatch(bare) if self._has_boxes else None
            if match and (end := _end_of_box(lines, number, match)):
                if self._page and not lead and done and done[-1].strip():
                    done.append("")
                first, *rest = self._box(match, lines[number + 1 : end])
                done += [f"{lead}{first[len(lead) :]}", *rest]
                number = end
                continue
            self._line(line, done)
            number += 1
        return done

    def _fence(self, opening: re.Match[str], lines: Sequence[str]) -> Iterator[str]:
        """Yield code, with its options as MyST's if it has any."""
        language, options = code_options(opening["info"], len(lines) - 2)
        if not options and opening["info"].strip() == language:
            yield from lines
            return
        indent = opening["indent"]
        head = code_directive(lexer_name(language), options)
        yield f"{indent}{opening['mark']}{head[0]}"
        yield from (f"{indent}{line}" for line in head[1:])
        yield from lines[1:]

    def _box(self, match: re.Match[str], body: Sequence[str]) -> list[str]:
        """Return a box or a tab, with its body rewritten."""
        width = len(match["indent"]) + _INDENT
        inner = self._blocks([line[width:] for line in body])
        indent, mark, title = match["indent"], match["mark"], match["title"]
        if not self._page:
            head = f"{indent}{mark} {match['kinds'] or ''}".rstrip()
            if title is not None:
                head += f' "{self._inline.rewrite(title)}"'
            return [head, *indented(inner, " " * width)]
        if mark.startswith("="):
            found = box(self._inline.rewrite(title or "").strip(), "bt-tab", inner)
        else:
            kind = match["kinds"].split()[0].lower() if match["kinds"] else "note"
            if title is None:
                title = kind.replace("-", " ").capitalize()
            title = self._inline.rewrite(title).strip()
            known = ADMONITION_KINDS.get(kind, "note")
            if mark.startswith("?"):
                found = folded_box(title, known, inner, is_open=mark.endswith("+"))
            else:
                found = box(title, known, inner)
        return [*indented(found, indent), ""]

    def _line(self, line: str, done: list[str]) -> None:
        """Add a line that is neither code nor a box."""
        if "attr_list" in self._extensions and (own := _OWN_LINE.fullmatch(line)):
            self._attributes(own["list"], done)
        elif line.lstrip(" ").startswith("#") and (match := _HEADING.fullmatch(line)):
            self._heading(match, done)
        else:
            line = shown_comment(line)
            if line.lstrip().startswith("|") and "`" in line:
                line = _without_bars(line)
            done.append(self._inline.rewrite(line))

    def _heading(self, match: re.Match[str], done: list[str]) -> None:
        """Add a heading, with the id that it had if it gets another one here."""
        text = self._inline.rewrite(match["text"]).rstrip()
        given = _ID.search(match["list"] or "")
        shown = plain_text(_HTML.sub("", text).strip())
        ours = heading_slug(shown)
        if given:
            wanted = given[1]
        else:
            bare = toc_id(shown, self._how)
            self._ids[bare] += 1
            wanted = bare if self._ids[bare] == 1 else f"{bare}_{self._ids[bare] - 1}"
            wanted = wanted if bare else ""
        self._ours[ours] += 1
        is_same = wanted == ours and self._ours[ours] == 1
        start = match["start"].strip()
        if is_same or not wanted or start == "#":
            done.append(f"{start}{text}")
        else:
            done += labelled_heading(
                start, text, wanted, page=self._page, linked=self._linked
            )

    def _attributes(self, given: str, done: list[str]) -> None:
        """Give the paragraph above an attribute list its classes and its id."""
        kept = re.findall(r"(?<!\S)[.#][\w:.+-]+", given)
        for part in given.split():
            if part not in kept:
                self._inline.dropped[f"{{{part}}}"] += 1
        kept = [part for part in kept if part != ".annotate"]
        first = len(done)
        while first and done[first - 1].strip():
            first -= 1
        is_text = first < len(done) and not _BLOCK_START.match(done[first])
        if kept and is_text:
            done.insert(first, f"{{{' '.join(kept)}}}")
        else:
            for part in kept:
                self._inline.dropped[f"{{{part}}}"] += 1


def _without_bars(line: str) -> str:
    """Return a line of a table with the bars in its code escaped, which end cells."""
    for start, end in reversed(code_spans(line)):
        code = re.sub(r"(?<!\\)\|", r"\\|", line[start:end])
        line = f"{line[:start]}{code}{line[end:]}"
    return line


def _without_overridden(lines: list[str]) -> list[str]:
    """Return lines without the definitions of links that later ones override."""
    code = code_lines(lines)
    seen: dict[str, int] = {}
    spare = set()
    for number, line in enumerate(lines):
        if number in code or not (match := _DEFINED.match(line)):
            continue
        label = " ".join(match["label"].casefold().split())
        if label in seen:
            spare.add(seen[label])
        seen[label] = number
    return [line for number, line in enumerate(lines) if number not in spare]


def _end_of_box(lines: Sequence[str], start: int, match: re.Match[str]) -> int:
    """Return the number of the first line after a box; 0 if it is none."""
    is_tab = match["mark"].startswith("=")
    if match["title"] is None if is_tab else not (match["kinds"] or match["title"]):
        return 0
    width = len(match["indent"]) + _INDENT
    last = number = start + 1
    while number < len(lines):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip(" ")) < width:
            break
        number += 1
        last = number if line.strip() else last
    return last if last > start + 1 or match["title"] is not None else 0
