"""The theme's style sheets are published short, and mean the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tinycss2

from sphinx_blogtheme.builder.style_sheets import compact, own_sheets
from sphinx_blogtheme.config.theme_options import THEME

SHEETS = sorted(THEME.glob("static*/css/*.css"))


def words(nodes):
    """Return the text of tokens, without the space and the noughts that say nothing."""
    text = tinycss2.serialize([n for n in nodes if n.type != "comment"])
    parts = (" ".join(part.split()) for part in text.split(","))
    text = ",".join(parts).replace(": ", ":").replace(" > ", ">")
    return re.sub(r"(?<![\d.])0\.", ".", text)


def meaning(nodes):
    """Return rules and declarations as nested lists."""
    found = []
    for node in nodes:
        assert node.type in ("qualified-rule", "at-rule", "declaration"), node
        if node.type == "declaration":
            found.append((node.name, words(node.value), node.important))
        else:
            body = tinycss2.parse_blocks_contents(
                node.content or (), skip_comments=True, skip_whitespace=True
            )
            name = getattr(node, "at_keyword", "")
            found.append((name, words(node.prelude), meaning(body)))
    return found


def read(css):
    return meaning(
        tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    )


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_compact_sheet_means_the_same_on_one_line(sheet):
    """Only comments and space go."""
    css = sheet.read_text(encoding="utf-8")
    short = compact(css)

    assert read(short) == read(css)
    assert "/*" not in short
    assert "\n" not in short


def test_sheet_of_another_theme_stays_as_it_is(tmp_path):
    """A theme that inherits from this one may replace a sheet."""
    other = tmp_path / "static" / "css" / "base.css"
    other.parent.mkdir(parents=True)
    other.touch()

    assert "css/base.css" in set(own_sheets([THEME]))
    assert "css/base.css" not in set(own_sheets([Path(tmp_path), THEME]))
