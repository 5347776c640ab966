# ruff: noqa: INP001 -- a folder of Sphinx extensions is not a package
"""The tables of the reference, made from what the code declares."""

from __future__ import annotations

import argparse
import ast
import re
import tomllib
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sphinx.util.docutils import SphinxDirective

import sphinx_blogtheme
from sphinx_blogtheme.check.rules import RULES, Level
from sphinx_blogtheme.cli.main import COMMANDS
from sphinx_blogtheme.config.declaring import default_of
from sphinx_blogtheme.config.defaults import DEFAULTS, THEME_DEFAULTS
from sphinx_blogtheme.config.options import PREFIX, option_fields
from sphinx_blogtheme.front_matter.fields import FIELDS
from sphinx_blogtheme.markdown.trust.header_options import HEADER_POLICY, Policy
from sphinx_blogtheme.warnings import WARNING_TYPE, WarningKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

PACKAGE = Path(sphinx_blogtheme.__file__).parent
THEME = PACKAGE / "theme" / "sphinx_blogtheme"


class ThemeOption(NamedTuple):
    """An option of the theme, as ``theme.toml`` declares it."""

    name: str
    default: object
    comment: str
    """What stands above it there; empty where it follows another option."""


class Token(NamedTuple):
    """A custom property of the theme's stylesheets."""

    name: str
    value: str


def theme_options() -> Iterator[ThemeOption]:
    """Yield the options of the theme, in the order of ``theme.toml``."""
    text = (THEME / "theme.toml").read_text(encoding="utf-8")
    values = tomllib.loads(text)["options"]
    comment: list[str] = []
    for line in text.partition("[options]")[2].splitlines():
        if line.startswith("#"):
            comment.append(line.removeprefix("#").strip())
            continue
        name = line.partition("=")[0].strip()
        if name in values:
            yield ThemeOption(name, values[name], " ".join(comment))
        comment = []


def tokens() -> Iterator[tuple[str, list[Token]]]:
    """Yield the custom properties in groups, each with the comment above it."""
    text = (THEME / "static" / "css" / "tokens.css").read_text(encoding="utf-8")
    heading, group = "", list[Token]()
    pattern = r"/\*(?P<comment>.*?)\*/|(?P<name>--bt-[\w-]+)\s*:(?P<value>[^;]+);"
    for match in re.finditer(pattern, text, re.DOTALL):
        if match["name"]:
            group.append(Token(match["name"], " ".join(match["value"].split())))
            continue
        if group:
            yield heading, group
        heading, group = " ".join(match["comment"].split()), []
    yield heading, group


def warning_kinds() -> Iterator[tuple[str, str]]:
    """Yield each kind of warning with the docstring under its member."""
    source = (PACKAGE / "warnings.py").read_text(encoding="utf-8")
    body = next(
        node.body
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and node.name == WarningKind.__name__
    )
    for member, docstring in pairwise(body):
        match member, docstring:
            case (
                ast.Assign(targets=[ast.Name(id=name)]),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield WarningKind[name].value, " ".join(text.split())


def command_help() -> Iterator[tuple[str, str]]:
    """Yield each command with its help, as a terminal of 80 columns shows it."""
    parser = argparse.ArgumentParser(prog="sphinx-blogtheme")
    subparsers = parser.add_subparsers()
    for command in COMMANDS:
        command.register(subparsers)
    for name, subparser in subparsers.choices.items():
        formatter = partial(subparser.formatter_class, width=80)
        subparser.formatter_class = formatter
        yield name, subparser.format_help()


def code(value: object) -> str:
    """Return a value as code in Markdown; nothing where it is empty."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{text}`" if text else ""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


class ReferenceDirective(SphinxDirective):
    """A directive that writes Markdown from files of ours."""

    sources: tuple[Path, ...]

    def run(self) -> list[nodes.Node]:
        """Return what the Markdown means."""
        for source in self.sources:
            self.env.note_dependency(str(source))
        text = "\n".join(self.lines())
        return self.parse_text_to_nodes(text, allow_section_headings=False)

    def lines(self) -> Iterator[str]:
        """Yield lines of Markdown."""
        raise NotImplementedError


class BlogOptions(ReferenceDirective):
    """The options in ``conf.py`` that its lines name.

    With the argument ``rest`` they are those that nothing on the page names.
    """

    optional_arguments = 1
    has_content = True
    sources = tuple(
        PACKAGE / "config" / name
        for name in ("options.py", "list_options.py", "mermaid_options.py")
    )

    def lines(self) -> Iterator[str]:
        """Yield one entry for each option."""
        known = {option.name: option for option in option_fields()}
        names = [line.strip() for line in self.content if line.strip()]
        if self.arguments == ["rest"]:
            page = self.env.doc2path(self.env.docname).read_text(encoding="utf-8")
            blocks = re.findall(
                r"^```{blog-options}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
            )
            grouped = set("".join(blocks).split())
            names = [name for name in known if name not in grouped]
            if names:
                yield from ("**More options**", "")
        for name in names:
            yield f"```{{confval}} {PREFIX}{name}"
            yield f":default: `{default_of(known[name])!r}`"
            yield ""
            yield known[name].metadata["help"]
            yield "```"
            yield ""


class BlogDefaults(ReferenceDirective):
    """The values that we give to settings of others."""

    sources = (PACKAGE / "config" / "defaults.py",)

    def lines(self) -> Iterator[str]:
        """Yield one entry for each setting."""
        for name, value in DEFAULTS.items():
            yield from (code(name), f": `{value!r}`", "")
        for name, value in THEME_DEFAULTS.items():
            yield from (
                code(name),
                f": `{value!r}` with the theme sphinx_blogtheme",
                "",
            )


class ThemeOptions(ReferenceDirective):
    """The options of the theme."""

    sources = (THEME / "theme.toml",)

    def lines(self) -> Iterator[str]:
        """Yield one entry for each option, which small screens show whole."""
        for option in theme_options():
            default = code(option.default)
            yield code(option.name) + (f" (default: {default})" if default else "")
            yield f": {option.comment}"
            yield ""


class FrontMatterKeys(ReferenceDirective):
    """The keys of the header of a post."""

    sources = tuple(sorted((PACKAGE / "front_matter").glob("fields*.py")))

    def lines(self) -> Iterator[str]:
        """Yield one entry for each key, with all that it may set."""
        entries: dict[str, list[str]] = {}
        for field in FIELDS:
            key, *others = (*field.keys, *field.instead)
            meanings = entries.setdefault(key, [])
            meanings.append(f": {field.meaning}")
            if others:
                meanings.append(f"  Also: {', '.join(map(code, others))}.")
        for key, lines in entries.items():
            yield from (code(key), *lines, "")


class BlogWarnings(ReferenceDirective):
    """The kinds of warnings."""

    sources = (PACKAGE / "warnings.py",)

    def lines(self) -> Iterator[str]:
        """Yield one entry for each kind."""
        for kind, meaning in warning_kinds():
            yield from (code(f"{WARNING_TYPE}.{kind}"), f": {meaning}", "")


class CheckRules(ReferenceDirective):
    """The rules of the check."""

    sources = (PACKAGE / "check" / "rules.py",)

    def lines(self) -> Iterator[str]:
        """Yield one entry for each rule."""
        for rule in RULES.values():
            level = "hint" if rule.level is Level.INFO else rule.level.value
            fix = ", `--fix`" if rule.fixable else ""
            yield from (f"{code(rule.name)} ({level}{fix})", f": {rule.help}", "")


class CssProperties(ReferenceDirective):
    """The custom properties of the theme."""

    sources = (THEME / "static" / "css" / "tokens.css",)

    def lines(self) -> Iterator[str]:
        """Yield a table for each group."""
        for heading, group in tokens():
            yield ""
            yield heading
            yield ""
            rows = [(code(token.name), code(token.value)) for token in group]
            yield from table(("Property", "Value"), rows)


class CommandHelp(ReferenceDirective):
    """The help of the commands."""

    sources = tuple(sorted((PACKAGE / "cli").glob("*.py")))

    def lines(self) -> Iterator[str]:
        """Yield one entry for each command."""
        for name, text in command_help():
            yield f"**`sphinx-blogtheme {name}`**"
            yield ""
            yield f"```text\n{text}```"
            yield ""


class HeaderPolicyTable(ReferenceDirective):
    """Which of MyST's options a header may set."""

    sources = (PACKAGE / "markdown" / "trust" / "header_options.py",)

    def lines(self) -> Iterator[str]:
        """Yield one entry for each policy."""
        for policy in Policy:
            names = [code(name) for name, own in HEADER_POLICY.items() if own is policy]
            yield from (policy.value, f": {', '.join(names)}", "")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("blog-options", BlogOptions)
    app.add_directive("blog-defaults", BlogDefaults)
    app.add_directive("theme-options", ThemeOptions)
    app.add_directive("front-matter-keys", FrontMatterKeys)
    app.add_directive("blog-warnings", BlogWarnings)
    app.add_directive("check-rules", CheckRules)
    app.add_directive("header-policy", HeaderPolicyTable)
    app.add_directive("css-properties", CssProperties)
    app.add_directive("command-help", CommandHelp)
    return {
        "version": sphinx_blogtheme.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
