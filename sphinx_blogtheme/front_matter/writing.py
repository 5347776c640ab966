"""Write `FrontMatter` as a header in YAML that is read as the same values.

What is a text stays one for every reader of YAML, whether it knows version 1.1 or
1.2: it is in quotation marks wherever a plain word could be something else.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import yaml

from sphinx_blogtheme.front_matter.fields import BY_KEY, folded
from sphinx_blogtheme.model.code_needs import CodeNeeds
from sphinx_blogtheme.model.decoding import readable
from sphinx_blogtheme.model.posts import ChangeNote, FrontMatter, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ESCAPED = re.compile(r'["\\\U00010000-\U0010ffff]')
"""Characters that PyYAML escapes between double quotes; emoji are among them."""

_KEYS = (
    ("title", "title"),
    ("short_title", "short_title"),
    ("slug", "slug"),
    ("url", "url"),
    ("date", "date"),
    ("publish_date", "publish_date"),
    ("updated", "updated"),
    ("changes", "changes"),
    ("expires", "expires"),
    ("on_menu", "on-menu"),
    ("order", "order"),
    ("redirect_to", "redirect_to"),
    ("categories", "categories"),
    ("tags", "tags"),
    ("authors", "author"),
    ("locations", "location"),
    ("series", "series"),
    ("part", "part"),
    ("description", "description"),
    ("summary", "summary"),
    ("excerpt_paragraphs", "excerpt_paragraphs"),
    ("excerpt_separator", "excerpt_separator"),
    ("show_date", "show_date"),
    ("reading_time", "reading_time"),
    ("image", "image"),
    ("image_alt", "image_alt"),
    ("image_caption", "image_caption"),
    ("hide_cover", "hide_cover"),
    ("hide_cover_on_post", "hide_cover_on_post"),
    ("hide_cover_in_lists", "hide_cover_in_lists"),
    ("language", "language"),
    ("translation_of", "translation_of"),
    ("translation_key", "translation_key"),
    ("comments", "comments"),
    ("toc", "toc"),
    ("maths", "maths"),
    ("python", "python"),
    ("template", "template"),
    ("canonical", "canonical_url"),
    ("feed_id", "feed_id"),
    ("link", "link"),
    ("kind", "kind"),
    ("aliases", "aliases"),
    ("is_post", "blogpost"),
)
"""The fields, each with the key that it is written with, in the order of the header."""


def write_header(facts: FrontMatter) -> str:
    """Return the header, with its delimiters and a newline at the end.

    If a mapping in `extra` sets a field too, such as ``cover: {image: …}``, and to the
    same value, the field has no key of its own.
    """
    told = set(_told_by_mappings(facts))
    entries = [(key, value) for key, value in _entries(facts) if key not in told]
    known = {folded(key) for key, _ in entries}
    others = [(k, v) for k, v in facts.extra.items() if folded(k) not in known]
    header = dict([*entries, *others])
    return f"---\n{_dump(header) if header else ''}---\n"


def quoted(text: str) -> str:
    """Return a text in quotation marks, on one line: ``"a: b"``, ``'"a": b'``."""
    return _dump(text, default_style="'").removesuffix("\n")


def _told_by_mappings(facts: FrontMatter) -> Iterator[str]:
    """Yield the keys of the fields that a mapping in `extra` sets to the same value."""
    keys = dict(_KEYS)
    for outer, mapping in facts.extra.items():
        for inner, value in mapping.items() if isinstance(mapping, dict) else ():
            for field, _ in BY_KEY.get(f"{folded(outer)}.{folded(inner)}", ()):
                if field.name in keys and getattr(facts, field.name) == value:
                    yield keys[field.name]


def _entries(facts: FrontMatter) -> Iterator[tuple[str, Any]]:
    for name, key in _KEYS:
        value = getattr(facts, name)
        if name == "on_menu":
            if facts.undated:
                yield "date", ""
            if facts.status is Status.DRAFT:
                yield "state", Status.DRAFT.value
            if not facts.listed:
                yield "index", False
            if facts.pinned:
                yield "pinned", True
        if value not in (None, ()):
            yield key, value


def _dump(value: Any, default_style: str | None = None) -> str:
    return yaml.dump(
        value,
        Dumper=_Dumper,
        default_style=default_style,
        allow_unicode=True,
        sort_keys=False,
        width=float("inf"),
    )


class _Dumper(yaml.SafeDumper):
    """Writes mappings in block style, lists as ``[a, b]`` and texts on one line."""

    def ignore_aliases(self, data: Any) -> bool:
        """Write no aliases, which our own reader refuses."""
        return True

    def choose_scalar_style(self) -> str:
        """Prefer double quotes to single ones, unless they need more escapes."""
        style: str = super().choose_scalar_style()
        text = self.analysis
        if (
            style == "'"
            and text
            and (text.multiline or not _ESCAPED.search(text.scalar))
        ):
            return '"'
        return style


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_str(readable(text))


def _list(dumper: _Dumper, items: Sequence[Any]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)


def _date(dumper: _Dumper, value: datetime) -> yaml.ScalarNode:
    offset = value.utcoffset()
    if offset is None or offset.total_seconds() % 60:
        value = value.astimezone(UTC)  # local mean time, from before there were zones
    return dumper.represent_datetime(value)


def _note(dumper: _Dumper, note: ChangeNote) -> yaml.MappingNode:
    return dumper.represent_dict({"date": note.date, "note": note.text})


def _needs(dumper: _Dumper, needs: CodeNeeds) -> yaml.MappingNode:
    given = ((name, getattr(needs, name)) for name in CodeNeeds.__dataclass_fields__)
    return dumper.represent_dict({n: v for n, v in given if v not in (None, "", ())})


_Dumper.add_representer(str, _text)
_Dumper.add_representer(list, _list)
_Dumper.add_representer(tuple, _list)
_Dumper.add_representer(datetime, _date)
_Dumper.add_representer(ChangeNote, _note)
_Dumper.add_representer(CodeNeeds, _needs)

# Words that PyYAML takes for texts, and other readers of YAML for booleans (1.1,
# https://yaml.org/type/bool.html) and numbers (1.2.2, section 10.3.2).
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"[yYnN]\Z"), list("yYnN")
)
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"(?:0o[0-7]+|[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?)\Z"),
    list("-+.0123456789"),
)
