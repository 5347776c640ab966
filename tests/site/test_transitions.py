"""A rule in Markdown may stand anywhere."""

from __future__ import annotations

import pytest

from conftest import post

RULES = {
    "last": ("Text.\n\n---\n", 1),
    "last in a section": ("## H\n\nText.\n\n***\n", 1),
    "first": ("---\n\nText.\n", 1),
    "first in a section": ("## H\n\n---\n\nText.\n", 1),
    "alone": ("---\n", 1),
    "twice": ("Text.\n\n---\n\n---\n\nText.\n", 2),
    "many at the end": ("Text.\n\n---\n\n---\n\n---\n", 3),
    "between sections": ("## H\n\nText.\n\n---\n\n## K\n\nText.\n", 1),
    "before the notes": ("Text.[^1]\n\n---\n\n[^1]: Note.\n", 1),
    "in a list": ("- a\n\n  ---\n\n  b\n- ---\n- c\n\n  ***\n", 3),
    "in a numbered list": ("1. ___\n2. a\n   - b\n\n     ---\n", 2),
    "in a quotation": ("> a\n>\n> ---\n", 1),
    "in an admonition": (":::{note}\nText.\n\n---\n\nText.\n\n---\n:::\n", 2),
    "in a note": ("Text.[^1]\n\n[^1]: Note.\n\n    ---\n", 1),
    "before and after the mark": ("Text.\n\n---\n\n<!--more-->\n\n---\n", 2),
    "in a section before the notes": ("## H\n\nText.[^1]\n\n---\n\n[^1]: Note.\n", 1),
}


@pytest.mark.parametrize("kind", RULES)
def test_rule_of_a_post_is_no_warning(case, kind):
    """No other engine warns of one."""
    built = case({name: post(body) for name, (body, _) in RULES.items()}, kind)

    assert built.warnings == []
    rules = built.html().select(".bt-body hr:not(.footnotes)")
    assert len(rules) == RULES[kind][1]


RST = "Title\n=====\n\n{}Text.\n\n----\n"


def test_rule_is_free_in_all_that_is_no_documentation(site):
    """Pages in Markdown have none of docutils' rules; those in its own language do."""
    built = site(
        {
            "page.md": "---\norphan: true\n---\n# Page\n\nText.\n\n---\n",
            "directive.rst": RST.format(".. post:: 2025-01-01\n\n"),
            "fields.rst": ":date: 2025-01-01\n:blogpost: true\n\n" + RST.format(""),
            "plain.rst": ":orphan:\n\n" + RST.format(""),
        }
    ).build(warnings=["plain.rst:8"])

    for docname in ("page", "directive", "2025/01/fields"):
        assert len(built.html(docname).select(".bt-body hr")) == 1
