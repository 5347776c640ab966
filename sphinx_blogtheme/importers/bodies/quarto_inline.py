"""What Quarto adds to paragraphs: figures, references, notes, spans, shortcodes.

https://quarto.org/docs/authoring/figures.html and
https://quarto.org/docs/authoring/cross-references.html
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.importers.bodies.code_mask import code_spans
from sphinx_blogtheme.importers.bodies.destinations import (
    outside_code,
    with_new_urls,
)
from sphinx_blogtheme.importers.bodies.pandoc_brackets import Bracketed, bracketed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_blogtheme.importers.bodies.destinations import NewUrl

_LABELS = {
    "fig": "Figure",
    "tbl": "Table",
    "eq": "Equation",
    "lst": "Listing",
    "sec": "Section",
    "thm": "Theorem",
    "lem": "Lemma",
    "cor": "Corollary",
    "prp": "Proposition",
    "def": "Definition",
    "exm": "Example",
    "exr": "Exercise",
}
_KINDS = "|".join(_LABELS)
_DEFINED = re.compile(
    rf"\{{[^{{}}\n]*#(?P<id>(?P<kind>{_KINDS})-[\w:.-]+)|^\s*#\|\s*label:\s*(?P<cell>(?P<of>{_KINDS})-[\w:.-]+)",
    re.MULTILINE,
)
_REFERENCE = re.compile(
    rf"(?<![\w@/.`])(?P<minus>-?)@(?P<id>(?P<kind>{_KINDS})-[\w:-]+(?:\.[\w:-]+)*)",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(
    rf"\[(?P<inside>[^\[\]]*-?@(?:{_KINDS})-[^\[\]]*)\](?![(\[{{])", re.IGNORECASE
)
_CITATION = re.compile(
    r"(?<![\w@/.:`=\"\\])@(?!(?:fig|tbl|sec|eq|lst)-)[A-Za-z_][\w:.+-]*\w"
)
_NOTE = re.compile(r"\^\[")
_SHORTCODE = re.compile(r"\{\{<\s*(?P<name>[\w-]+)(?P<rest>[^{}]*?)/?>\}\}")
_QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")
_RAW_SPAN = re.compile(
    r"(?<!`)(`+)(?!`)(?P<raw>.+?)(?<!`)\1\{=(?P<format>\w+)\}", re.DOTALL
)
_SUPER = re.compile(r"(?<![\\^\[])\^(?![\^\s\[])(?P<text>(?:\\ |[^\s^])+?)\^(?!\^)")
_SUB = re.compile(r"(?<![~\\])~(?![~\s])(?P<text>(?:\\ |[^\s~])+?)~(?!~)")
_KEPT = re.compile(
    r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)|<[^<>\s][^<>]*>|https?://[^\s<>\"]+|(?<!\\)\$[^$]+\$"
)
_SIZES = ("width", "height")


class QuartoInline:
    """Rewrites the paragraphs of one document."""

    def __init__(
        self, new_url: NewUrl, meta: Mapping[str, Any], *, cites: bool = False
    ) -> None:
        """
        Take what a document has.

        :param new_url: returns the new URL of a link or a picture.
        :param meta: values for the shortcodes ``meta`` and ``var``, by ``meta.title``.
        :param cites: whether it has a bibliography, whose entries are not imported.
        """
        self.dropped: Counter[str] = Counter()
        """Shortcodes and citations that are left as they are, or left out, by name."""
        self._new_url = new_url
        self._meta = meta
        self._cites = cites
        self._numbers: dict[str, str] = {}
        self._notes: list[str] = []

    def number(self, text: str) -> None:
        """Give the figures, tables and equations of a document their numbers."""
        counts: Counter[str] = Counter()
        for match in _DEFINED.finditer(text):
            name = match["id"] or match["cell"]
            kind = match["kind"] or match["of"]
            if name not in self._numbers:
                counts[kind] += 1
                self._numbers[name] = f"{_LABELS[kind]} {counts[kind]}"

    def label_of(self, name: str) -> str:
        """Return the label of an id, such as ``Figure 2``, or ""."""
        return self._numbers.get(name, "")

    def notes(self) -> list[str]:
        """Return the footnotes that were written within the text."""
        return self._notes

    def block(self, text: str) -> str:
        """Return a paragraph; one of a picture alone becomes a figure."""
        alone = next(iter(bracketed(text)), None)
        if (
            alone
            and alone.is_image
            and not text[: alone.start].strip()
            and not text[alone.end :].strip()
        ):
            return self._figure(alone)
        return self.rewrite(text)

    def rewrite(self, text: str) -> str:
        """Return a text within a paragraph, rewritten."""
        text = _RAW_SPAN.sub(_raw, text)
        return outside_code(self._with_notes(text), self._rewritten)

    def _rewritten(self, text: str) -> str:
        if "{{<" in text:
            text = _SHORTCODE.sub(self._shortcode, text)
        text = self._with_brackets(text)
        text = "\n".join(
            with_new_urls(line, self._new_url) for line in text.split("\n")
        )
        text = _IN_BRACKETS.sub(
            lambda m: _REFERENCE.sub(self._reference, m["inside"]), text
        )
        text = _REFERENCE.sub(self._reference, text)
        if self._cites:
            self.dropped.update(match[0] for match in _CITATION.finditer(text))
        done, end = [], 0
        for span in _KEPT.finditer(text):
            done += [_with_marks(text[end : span.start()]), span[0]]
            end = span.end()
        return "".join([*done, _with_marks(text[end:])])

    def _reference(self, match: re.Match[str]) -> str:
        label = self._numbers.get(match["id"])
        if label is None:
            return match[0]
        if match["kind"].lower() == "eq":
            # MyST shows the number of an equation in parentheses.
            return f"{'' if match['minus'] else 'Equation '}{{eq}}`{match['id']}`"
        shown = label.partition(" ")[2] if match["minus"] else label
        return f"[{shown}](#{match['id']})"

    def _with_notes(self, text: str) -> str:
        """Return a text with its notes at the end of the document."""
        while match := _first_note(text):
            depth, end = 1, match.end()
            while end < len(text) and depth:
                depth += (text[end] == "[") - (text[end] == "]")
                end += 1
            if depth:
                break
            name = f"inline-{len(self._notes) + 1}"
            self._notes.append("")
            place = len(self._notes) - 1
            inside = " ".join(text[match.end() : end - 1].split())
            self._notes[place] = f"[^{name}]: {self.rewrite(inside)}\n"
            text = f"{text[: match.start()]}[^{name}]{text[end:]}"
        return text

    def _with_brackets(self, text: str) -> str:
        done, end = [], 0
        for one in bracketed(text):
            done += [text[end : one.start], self._bracketed(one)]
            end = one.end
        return "".join([*done, text[end:]])

    def _bracketed(self, one: Bracketed) -> str:
        inside = self._with_brackets(one.text)
        given = one.attributes
        if one.url is None:
            classes = " ".join(given.classes) if given else ""
            tag = "kbd" if classes == "kbd" else "mark" if classes == "mark" else "span"
            named = f' class="{classes}"' if classes and tag == "span" else ""
            named += f' id="{given.id}"' if given and given.id else ""
            return f"<{tag}{named}>{inside}</{tag}>"
        if not one.is_image:
            return f"[{inside}]({_destination(one.url)}{one.title})"
        kept = []
        for key in _SIZES:
            value = given.values.get(key, "") if given else ""
            if re.fullmatch(r"\d+(?:px)?", value):
                kept.append(f"{key}={value.removesuffix('px')}")
            elif re.fullmatch(r"[\d.]+(?:%|em|in|cm)", value):
                kept.append(f'{key}="{value}"')
        alt = given.values.get("fig-alt", "") if given else ""
        end = f"{{{' '.join(kept)}}}" if kept else ""
        return f"![{alt or one.text}]({_destination(one.url)}{one.title}){end}"

    def _figure(self, one: Bracketed) -> str:
        """Return a picture that stands alone, with its text as a caption."""
        given = one.attributes
        url = self._new_url(one.url or "", False)
        label = self.label_of(given.id) if given else ""
        caption = " ".join(self.rewrite(one.text).split())
        if label:
            caption = f"{label}: {caption}" if caption else label
        if not caption:
            return self.rewrite(self._bracketed(one))
        options = []
        if given and given.id:
            options.append(f":name: {given.id}")
        alt = given.values.get("fig-alt", "") if given else ""
        if alt:
            options.append(
                f":alt: {json.dumps(' '.join(alt.split()), ensure_ascii=False)}"
            )
        for key in _SIZES:
            value = given.values.get(key, "") if given else ""
            if re.fullmatch(r"[\d.]+(?:px|%|em)?", value):
                options.append(
                    f":{key}: {value if not value.isdecimal() else value + 'px'}"
                )
        return "\n".join([f":::{{figure}} {url}", *options, "", caption, ":::"])

    def _shortcode(self, match: re.Match[str]) -> str:
        name = match["name"].lower()
        words = ["".join(part) for part in _QUOTED.findall(match["rest"])]
        first = words[0] if words else ""
        if name in ("meta", "var") and f"{name}.{first}" in self._meta:
            return str(self._meta[f"{name}.{first}"])
        if name == "video" and first:
            return f"[{first}]({first})" if "://" not in first else f"<{first}>"
        if name == "kbd":
            return "+".join(f"<kbd>{key}</kbd>" for key in first.split("-"))
        if name in ("pagebreak", "fa", "bi", "iconify", "ai"):
            self.dropped[f"{{{{< {name} >}}}}"] += 1
            return ""
        self.dropped[f"{{{{< {name} >}}}}"] += 1
        return match[0]


def _first_note(text: str) -> re.Match[str] | None:
    """Return where the first note outside of code begins."""
    code = code_spans(text)
    found = _NOTE.finditer(text)
    return next((m for m in found if not any(a < m.start() < b for a, b in code)), None)


def _raw(match: re.Match[str]) -> str:
    """Return HTML that is written as code; what is for other formats is left out."""
    return match["raw"] if match["format"].startswith("html") else ""


def _with_marks(text: str) -> str:
    text = _SUPER.sub(r"<sup>\g<text></sup>", text)
    return _SUB.sub(r"<sub>\g<text></sub>", text)


def _destination(url: str) -> str:
    return f"<{url}>" if re.search(r"\s", url) else url
