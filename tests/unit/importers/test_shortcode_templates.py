"""Small templates of shortcodes, filled in as Hugo and Zola do it."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_blogtheme.importers.bodies.filled_pieces import (
    Markdown,
    Markup,
    UnknownTemplateError,
    as_body,
)
from sphinx_blogtheme.importers.bodies.go_templates import (
    GoContext,
    filled_template,
    go_functions,
)
from sphinx_blogtheme.importers.bodies.tera_templates import filled_tera


def go(template: str, inner: str = "In *it*", **named: str) -> str:
    context = GoContext(
        root={
            ".inner": Markup(inner),
            ".params": named,
            ".site.params": {"Version": "1.2"},
            ".page.title": "A & B",
        },
        get=lambda key: named.get(str(key), ""),
        functions=go_functions(lambda path: f"/{path}", Markdown),
    )
    return as_body(filled_template(template, context))


def tera(template: str, **values: Any) -> str:
    functions = {"get_url": lambda path: f"/{path}"}
    return as_body(filled_tera(template, values, functions))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ .Inner }}", "In *it*"),
        ("<b>{{ .Inner | safeHTML }}</b>", "<b>In *it*</b>"),
        ("<div>{{ .Inner | markdownify }}</div>", "<div>In <em>it</em></div>"),
        ("<b>{{ .Inner | markdownify }}</b>", "<b>In *it*</b>"),
        ("<div>{{ .Page.RenderString .Inner }}</div>", "<div>In <em>it</em></div>"),
        ('{{/* note */}}{{ .Get "x" }}', "&lt;b&gt;"),
        ("{{- $a := .Get `x` -}} {{ $a | safeHTML }}", "<b>"),
        ('{{ with .Get "no" }}a{{ else }}b{{ end }}', "b"),
        ('{{ with .Get "x" }}<i>{{ . }}</i>{{ end }}', "<i>&lt;b&gt;</i>"),
        ('{{ if eq (.Get "x") "a" }}1{{ else if .Inner }}2{{ end }}', "2"),
        ("{{ .Site.Params.version }} {{ site.Params.version }}", "1.2 1.2"),
        ("{{ .Page.Title }}", "A &amp; B"),
        ('{{ .Get "y" | default "none" }}', "none"),
        ('{{ printf "%s-%v" "a" 2 }}', "a-2"),
        ('<a href="{{ "x/y" | relURL }}">', '<a href="/x/y">'),
        (
            "{{ range $k, $v := .Params }}{{ $k }}={{ $v | safeHTML }} {{ end }}",
            "x=<b>",
        ),
        ("<div>\n\n  <i>a</i>\n</div>", "<div>\n<i>a</i>\n</div>"),
    ],
)
def test_template_of_hugo_is_filled_in(template: str, expected: str) -> None:
    """Texts, values and choices are those that Hugo writes."""
    assert go(template, x="<b>") == expected


@pytest.mark.parametrize(
    "template",
    [
        "{{ readFile .Inner }}",
        "{{ partial `x` . }}",
        "{{ .Site.Data.books }}",
        "{{ range .Inner }}{{ end }}",
        "{{ with .Inner }}",
        "{{ $x }}",
        "{{ .Get 1 2 3 }}",
        "{{ template `x` }}",
        "{{ end }}",
        "{{ `unclosed",
        "{{ (len .Params }}",
    ],
)
def test_program_is_not_run(template: str) -> None:
    """What is more than a small template is left to the author."""
    with pytest.raises(UnknownTemplateError):
        go(template)


def test_markdown_of_several_blocks_stays_markdown() -> None:
    """It stands between blank lines, so that a build reads it within the HTML."""
    made = go("<div>{{ .Inner | markdownify }}</div>", inner="- a\n- b\n\nc")

    assert made == "<div>\n\n- a\n- b\n\nc\n\n</div>"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<aside>{{ body | markdown | safe }}</aside>", "<aside>a <em>b</em></aside>"),
        ("{% if class %}{{ class }}{% else %}no{% endif %}", "no"),
        ("{%- set x = body ~ '!' -%}{{ x }}", "a *b*!"),
        ("{{ missing | default(value='d') }}{# note #}", "d"),
        ("{% if body is starting_with('a') and not class %}y{% endif %}", "y"),
        ("{{ get_url(path='x') }}", "/x"),
        ("{% for one in many %}<i>{{ one }}</i>{% endfor %}", "<i>1</i><i>2</i>"),
        ("{{ config.extra.name }}", "&lt;"),
    ],
)
def test_template_of_zola_is_filled_in(template: str, expected: str) -> None:
    """Texts, values, choices and loops are those that Zola writes."""
    values = {"body": "a *b*", "many": [1, 2], "config": {"extra": {"name": "<"}}}

    assert tera(template, **values) == expected


@pytest.mark.parametrize(
    "template",
    ["{{ load_data(path='x') }}", "{% include 'x' %}", "{{ a | json_encode }}", "{% x"],
)
def test_program_of_zola_is_not_run(template: str) -> None:
    """What is more than a small template is left to the author."""
    with pytest.raises(UnknownTemplateError):
        tera(template)


def test_template_that_names_itself_ends() -> None:
    """A loop without an end is no template."""
    with pytest.raises(UnknownTemplateError):
        tera("{% for a in many %}" * 9 + "{% endfor %}" * 9, many=list(range(50)))
