"""Texts in MDX as Markdown."""

from __future__ import annotations

import pytest

from sphinx_blogtheme.importers.bodies.code_options import with_code_options
from sphinx_blogtheme.importers.bodies.destinations import with_destinations
from sphinx_blogtheme.importers.bodies.mdx import MdxReader
from sphinx_blogtheme.importers.script_settings import exported_settings

PARTS = {"./part.mdx": "A *part*.\n", "./x.py?raw": None, "./x.py": "x = 1\n"}


def reader() -> MdxReader:
    return MdxReader(
        lambda url: f"/new/{url[2:]}" if url.startswith("./") else url,
        {"title": "A title"},
        PARTS.get,
    )


def markdown(text: str) -> str:
    return "\n".join(
        line for line in reader().markdown(text).split("\n") if line.strip()
    )


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ('import A from "./a.astro";\nimport {B} from "b"\n\nText.', "Text."),
        ("export const a = {\n\n  b: 1,\n};\n\nText.", "Text."),
        ("Text.\n\nimport duties rise.\n", "Text.\nimport duties rise."),
        ('```js\nimport a from "a";\n{x}\n```', '```js\nimport a from "a";\n{x}\n```'),
        ("export const a = 3;\n\nIs {a}{/* no */} {' '}{`b*`}.", "Is 3  b\\*."),
        ("{frontmatter.title} \\{x} $\\frac{a}{b}$", "A title \\{x} $\\frac{a}{b}$"),
        ("a < b and <https://a.b/>", "a < b and <https://a.b/>"),
        ("## A {#own}\n\n{/* truncate */}", "## A {#own}\n<!-- more -->"),
        ("## A { /*#o:wn*/ }\n\nb {/* #c */}", "## A {#o:wn}\nb "),
        ('An <Link id="old"/>anchor.', 'An <span id="old"></span>anchor.'),
        ('A <b className="x">b</b><br/>c', 'A <b class="x">b</b><br>c'),
        (
            '<div style={{textAlign: "left", top: 2}} onClick={f}>a *b*</div>',
            '<div style="text-align: left; top: 2px">a <em>b</em></div>',
        ),
        ("<div>\n  a *b*\n  c\n</div>", "<div>\na *b*\nc\n</div>"),
        ("<Note>In *it*.</Note>", ":::note\nIn *it*.\n:::"),
        ('<Aside type="tip" title="T">\n  In.\n</Aside>', ":::tip[T]\nIn.\n:::"),
        (
            "<Callout>\n<Note>\nIn.\n</Note>\n</Callout>",
            "::::note\n:::note\nIn.\n:::\n::::",
        ),
        (
            'import a from "./a.png";\n\n<Image src={a} alt="A" width={3} />',
            "![A](/new/a.png)",
        ),
        ("See <img src={require('./b.png').default} alt='B'/>", None),
        (
            '<Tabs>\n  <TabItem value="a" label="An a">\n    In.\n  </TabItem>\n</Tabs>',
            '=== "An a"\n    In.',
        ),
        ('<YouTube id="abc-123" />', "{{< youtube abc-123 >}}"),
        ('<Link to="/x">a *b*</Link>', "[a *b*](/x)"),
        ("import P from './part.mdx'\n\n<P />", "A *part*."),
        (
            "import c from './x.py?raw'\n\n<CodeBlock language='python'>{c}</CodeBlock>",
            "```python\nx = 1\n```",
        ),
        ("<style>{`a{}`}</style>\n\nText.", "Text."),
    ],
)
def test_mdx_is_markdown(text: str, made: str | None) -> None:
    """Imports go, values are filled in, and elements and known components stay."""
    assert markdown(text) == (made or 'See <img src="/new/b.png" alt="B">')


def test_text_of_other_components_is_kept() -> None:
    """An unknown component leaves its text and its title, and its name is noted."""
    mdx = reader()
    text = mdx.markdown(
        '<Card title="My card" href="/x">\n  - a\n    - b\n</Card>\n\n'
        "Is <Odd>it *so*</Odd>?\n\n<Chart data={x} />\n"
    )

    assert text.split() == [
        *("**[My", "card](/x)**", "-", "a", "-", "b", "Is", "it", "*so*?")
    ]
    assert "- a\n  - b" in text
    assert mdx.left.components == [(1, "Card"), (6, "Odd"), (8, "Chart")]


def test_what_is_lost_is_noted() -> None:
    """Values that only a program knows, and functions, are noted with their lines."""
    mdx = reader()
    mdx.markdown(
        "export const F = () => <b>x</b>\n\nIs {now()}.\n\n<script>1</script>\n"
    )

    assert mdx.left.exports == [(1, "F")]
    assert mdx.left.expressions == [(3, "now()")]
    assert mdx.left.dropped == [(5, "script")]


@pytest.mark.parametrize(
    ("text", "made"),
    [
        (
            '```js title="src/a.js" {1,3} showLineNumbers\na\n```',
            (
                "```{code-block} js\n:caption: src/a.js\n:emphasize-lines: 1,3\n"
                ":linenos:\n\na\n```"
            ),
        ),
        ("```js\n// highlight-next-line\na\nb\n```", "```js {1}\na\nb\n```"),
        (
            "```\na\n# highlight-start\nb\nc\n# highlight-end\n```",
            "```text {2,3}\na\nb\nc\n```",
        ),
        ("````md\n```js title='x'\n```\n````", None),
    ],
)
def test_code_has_its_title_and_marked_lines(text: str, made: str | None) -> None:
    """Title, marked lines and comments that mark lines are those of MyST."""
    assert with_code_options(text) == (made or text)


def test_destinations_are_changed_but_not_in_code() -> None:
    """Links, images, definitions and attributes have new destinations."""
    text = "[a](x) ![b](<x y> 't') `[c](x)`\n\n[d]: x 't'\n\n<img alt='e' src=\"x\">\n"
    text += "<video src='x' poster='y'></video>\n\n[^n]: x\n"

    assert with_destinations(text, lambda url: f"/{url}") == (
        "[a](/x) ![b](/x%20y 't') `[c](x)`\n\n[d]: /x 't'\n\n<img alt='e' src=\"/x\">\n"
        "<video src='/x' poster='/y'></video>\n\n[^n]: x\n"
    )


@pytest.mark.parametrize(
    ("text", "settings"),
    [
        ("export default {a: 'b', c: [1, -2.5, true, null]}", None),
        (
            (
                "const x: Config = {a: `b`, /* no */ f() {}, g: (y) => ({a: 1}), c: [1,"
                " -2.5, true, null], ...z};\nexport default x;"
            ),
            None,
        ),
        ("export default define({a: 'b' as const, c: [1, -2.5, true, null],})", None),
        ("module.exports = make();", {}),
    ],
)
def test_settings_are_the_literals_of_a_program(text: str, settings: object) -> None:
    """Nothing is run: literals are read, and all else counts as not given."""
    usual = {"a": "b", "c": [1, -2.5, True, None]}

    assert exported_settings(text) == (usual if settings is None else settings)
