"""A header can't run code, and can't take back a limit that the owner has set."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from myst_parser.config.main import MdParserConfig

from conftest import post
from sphinx_blogtheme.markdown.trust.header_options import HEADER_POLICY

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Site

RUNS = "{{ cycler.__init__.__globals__.os.system('touch ran') }}"

EXPRESSIONS = {
    "globals": RUNS,
    "class": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "attribute": "{{ ''|attr('__class__') }}",
    "chance": "{{ ''|attr(['__class__', '__class__']|random) }}",
    "format": "{{ '{0.__class__}'.format(1) }}",
    "environment": "{{ env.srcdir.joinpath('ran').write_text('x') }}",
    "application": "{{ env._app.srcdir }}",
    "options": "{{ env.config['html_context'] }}",
    "lipsum": "{{ lipsum.__globals__ }}",
}
"""Expressions that want more than values."""

MYST = """\
---
title: A
date: 2025-03-01
myst:
  {}
---

Text.

"""


def test_each_option_of_myst_has_a_rule() -> None:
    """A new option of MyST is looked at before a header may set it."""
    assert {field.name for field in fields(MdParserConfig)} == HEADER_POLICY.keys()


def test_header_turns_on_nothing_that_runs_code(site: Callable[..., Site]) -> None:
    """A substitution is an expression of Jinja, whichever way it is turned on."""
    option = "myst: {enable_extensions: [substitution], substitutions: {a: b}}\n"
    sources = {
        "posts/a.md": MYST.format("enable_extensions: [substitution, deflist]") + RUNS,
        "posts/b.md": MYST.format("substitutions: {a: b}") + "{{ a }}",
        "about.md": f"---\n{option}---\n# About\n\n{RUNS}\n",
        "old.md": f"---\nsubstitutions: {{a: b}}\n---\n# Old\n\n{RUNS}\n",
    }
    made = site(sources)
    built = made.build(
        warnings=["a.md:5", "b.md:5", "about.md:2", "about.md:2", "old.md:2"]
    )

    assert not list(made.source.parent.rglob("ran"))
    assert "cycler" in built.html("2025/03/a").text
    assert "cycler" in built.html("about").text


@pytest.mark.parametrize("expression", EXPRESSIONS.values(), ids=EXPRESSIONS)
def test_expression_reaches_no_python(
    site: Callable[..., Site], expression: str
) -> None:
    """Where the owner has turned substitutions on, they are of values only."""
    made = site(
        {"posts/a.md": post(f"Before {expression} after.\n")},
        myst_enable_extensions=["substitution"],
        html_context={"token": "zyxwv"},
    )
    built = made.build(warnings=["posts/a.md:6"])

    text = built.html("2025/03/a").text
    assert "Before" in text
    assert "zyxwv" not in text
    assert "class" not in text
    assert not list(made.source.parent.rglob("ran"))


def test_substitutions_of_the_owner_work(site: Callable[..., Site]) -> None:
    """Values, filters, methods of texts and facts of the site are shown."""
    body = (
        "{{ name }}, {{ name | upper }}, {{ name.title() }}, {{ env.docname }},\n"
        "{{ env.config.project }}, {{ mine }}, {{ mine ~ '!' }}, {{ both }},\n"
        "{{ '[{}]'.format(name) }}.\n"
    )
    source = MYST.format("substitutions: {mine: '*own*', both: '{{ name }}'}") + body
    built = site(
        {"posts/a.md": source},
        myst_enable_extensions=["substitution"],
        myst_substitutions={"name": "ada byron"},
    ).build()

    text = " ".join(built.html("2025/03/a").text.split())
    assert "ada byron, ADA BYRON, Ada Byron, 2025/03/a, Test blog, own, own!," in text
    assert "[ada byron]." in text
    assert built.html("2025/03/a").select("em")


def test_circle_of_substitutions_is_left_out(site: Callable[..., Site]) -> None:
    """A value that names itself is one warning, and no endless loop."""
    source = MYST.format("substitutions: {a: \"{{ b ~ '' }}\", b: \"{{ a ~ '' }}\"}")
    site(
        {"posts/a.md": source + "{{ a }}\n"}, myst_enable_extensions=["substitution"]
    ).build(warnings=["circular"])


LIMITS = {
    "empty": "disable_syntax: []",
    "other": "disable_syntax: [table]",
    "plain parser": "commonmark_only: true",
    "parser of GitHub": "gfm_only: true",
}


@pytest.mark.parametrize("option", LIMITS.values(), ids=LIMITS)
def test_header_takes_back_no_limit(site: Callable[..., Site], option: str) -> None:
    """What ``myst_disable_syntax`` takes away stays away."""
    built = site(
        {
            "posts/a.md": MYST.format(option) + "<script>x()</script>\n\na <b>b</b>\n",
            "about.md": MYST.format(option).replace("date: 2025-03-01\n", "")
            + "# About\n\n<script>x()</script>\n\na <b>b</b>\n",
        },
        myst_disable_syntax=["html_block", "html_inline"],
    ).build(warnings=None)

    for page in ("2025/03/a", "about"):
        assert "<script>x()" in built.html(page).select_one("main").text
        assert not built.html(page).select("main b")


ODD = {
    "no name": ("enable_extensions: [[deflist]]", ["unhashable type"]),
    "a mapping": ("enable_extensions: [{deflist: 1}]", ["unhashable type"]),
    "half a character": ('html_meta: {keywords: "\\uD800"}', []),
}


@pytest.mark.parametrize(("option", "told"), ODD.values(), ids=ODD)
def test_odd_value_costs_the_option_only(
    site: Callable[..., Site], option: str, told: list[str]
) -> None:
    """The text is read as it would be without it."""
    built = site({"a.md": MYST.format(option) + "A **b**.\n"}).build(warnings=told)

    assert built.html("2025/03/a").select_one("strong").text == "b"


def test_substitution_makes_text_that_a_file_can_hold(
    site: Callable[..., Site],
) -> None:
    """A literal of YAML or Jinja can have half a character."""
    header = 'substitutions: {a: "x\\uD800"}'
    built = site(
        {"a.md": MYST.format(header) + "{{ a }} {{ 'y\\ud800' }}\n"},
        myst_enable_extensions=["substitution"],
    ).build()

    assert "x\ufffd y\ufffd" in built.html("2025/03/a").text


def test_header_still_chooses_its_dialect(site: Callable[..., Site]) -> None:
    """Options that only change how text is read are the author's."""
    option = "enable_extensions: [deflist]\n  disable_syntax: [emphasis]"
    built = site({"posts/a.md": MYST.format(option) + "T\n: D\n\n*e*\n"}).build()

    assert built.html("2025/03/a").select("dl dd")
    assert "*e*" in built.html("2025/03/a").text


def test_docutils_limits_hold(site: Callable[..., Site]) -> None:
    """``docutils.conf`` turns off raw HTML and inserted files for all documents."""
    raw = "```{raw} html\n<i>raw</i>\n```\n\n```{literalinclude} index.md\n```\n"
    limits = "[general]\nraw_enabled: no\nfile_insertion_enabled: no\n"
    built = site({"posts/a.md": post(raw), "docutils.conf": limits}).build(
        warnings=None
    )

    assert not built.html("2025/03/a").select("i")
    assert "Test blog" not in built.html("2025/03/a").select_one("article").text


def test_notebook_is_not_run_against_the_owners_will(
    site: Callable[..., Site],
) -> None:
    """A notebook's metadata can't turn on what ``nb_execution_mode`` turns off."""
    pytest.importorskip("myst_nb")
    code = "open('ran', 'w')"
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 4,
        "metadata": {
            "kernelspec": {
                "name": "python3",
                "display_name": "P",
                "language": "python",
            },
            "mystnb": {"execution_mode": "inline", "render_plugin": "x"},
            "myst": {"enable_extensions": ["substitution"]},
        },
        "cells": [
            {
                "cell_type": "markdown",
                "metadata": {},
                "source": f"---\ntitle: N\ndate: 2025-03-01\n---\n\n{RUNS}",
            },
            {
                "cell_type": "code",
                "metadata": {},
                "source": code,
                "outputs": [],
                "execution_count": None,
            },
        ],
    }
    text = (
        "---\ntitle: T\ndate: 2025-03-01\nfile_format: mystnb\n"
        "kernelspec: {name: python3}\nmystnb: {execution_mode: force}\n---\n\n"
        f"```{{code-cell}}\n{code}\n```\n"
    )
    made = site(
        {"posts/n.ipynb": json.dumps(notebook), "posts/t.md": text},
        extensions=["myst_nb", "sphinx_blogtheme"],
        nb_execution_mode="off",
    )
    built = made.build(warnings=None)

    assert not list(made.source.parent.rglob("ran"))
    refused = [one for one in built.warnings if "blogtheme.trust" in one]
    assert len(refused) == 4, built.warnings
