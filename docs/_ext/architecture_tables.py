# ruff: noqa: INP001 -- a folder of Sphinx extensions is not a package
"""The picture and the tables of the pages on architecture, made from the code."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from reference_tables import PACKAGE, ReferenceDirective, code, table
from sphinx.util.docutils import SphinxDirective

import sphinx_blogtheme
from sphinx_blogtheme import extension
from sphinx_blogtheme.builder.speedups.switch import SPEEDUPS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

NAME = "sphinx_blogtheme"
PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"
EXTENSION = PACKAGE / "extension.py"

GROUND = "ground"
"""Name in the picture of the lowest layer, which has modules and no package."""

SPHINX_EVENTS = (
    "config-inited",
    "builder-inited",
    "env-get-outdated",
    "env-before-read-docs",
    "source-read",
    "include-read",
    "doctree-read",
    "env-updated",
    "env-get-updated",
    "env-check-consistency",
    "write-started",
    "doctree-resolved",
    "html-page-context",
    "html-collect-pages",
    "build-finished",
)
"""The events that we use, in the order in which a build emits them."""


class Module(NamedTuple):
    """A module, or a package by its ``__init__``."""

    name: str
    """Below ``sphinx_blogtheme``, with dots: ``markdown.embeds.frames``."""
    docstring: str

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return plain(self.docstring.partition("\n\n")[0])


def contracts() -> list[dict[str, Any]]:
    """Return the contracts of import-linter."""
    text = PYPROJECT.read_text(encoding="utf-8")
    found = tomllib.loads(text)["tool"]["importlinter"]["contracts"]
    return [dict(contract) for contract in found]


def layers() -> list[list[str]]:
    """Return the names in each layer, from top to bottom."""
    contract = next(c for c in contracts() if c["type"] == "layers")
    return [re.split(r"\s*[:|]\s*", layer) for layer in contract["layers"]]


def pure_names() -> set[str]:
    """Return the packages and modules that may import neither Sphinx nor docutils."""
    contract = next(c for c in contracts() if c["type"] == "forbidden")
    return {name.removeprefix(f"{NAME}.") for name in contract["source_modules"]}


def rows() -> list[list[str]]:
    """Return the layers without ``__main__``, which only starts the command line."""
    return [layer for layer in layers() if layer != ["__main__"]]


def packages() -> list[str]:
    """Return the names of all packages in the layers, from top to bottom."""
    return [n for layer in rows() for n in layer if (PACKAGE / n).is_dir()]


def files_of(name: str) -> list[Path]:
    """Return the files of a package with its subpackages, or of a module."""
    folder = PACKAGE / name
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{name}.py"]


def modules_of(package: str) -> Iterator[Module]:
    """Yield a package's modules in reading order, each subpackage with its own.

    The reading order is that of the list in the package's docstring; modules that it
    does not name follow by name.
    """
    folder = PACKAGE.joinpath(*package.split("."))
    listed = docstring_of(folder / "__init__.py").partition("\n\n- ")[2]
    named = re.findall(r"`(\w+)`", listed)
    names = {p.stem for p in folder.glob("*.py")} - {"__init__"}
    names |= {p.parent.name for p in folder.glob("*/__init__.py")}
    order = [*dict.fromkeys(n for n in named if n in names)]
    for name in (*order, *sorted(names.difference(order))):
        inner = f"{package}.{name}"
        if (folder / name).is_dir():
            yield Module(inner, docstring_of(folder / name / "__init__.py"))
            yield from modules_of(inner)
        else:
            yield Module(inner, docstring_of(folder / f"{name}.py"))


def docstring_of(file: Path) -> str:
    """Return the docstring of a module."""
    return ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""


def plain(text: str) -> str:
    """Return text in one line, with Markdown's marks of code instead of reST's."""
    return re.sub(r"`{1,2}([^`]+)`{1,2}", r"`\1`", " ".join(text.split()))


def paragraphs(docstring: str) -> Iterator[str]:
    """Yield the paragraphs of a package's docstring, without its list of modules."""
    for part in docstring.split("\n\n"):
        is_list = re.match(r"\s*[-*] ", part) or part.rstrip().endswith(":")
        if not is_list:
            yield plain(part)


def imports() -> dict[str, dict[str, int]]:
    """Return how many of a package's modules import each other package."""
    names = [name for layer in rows() for name in layer]
    found: dict[str, dict[str, int]] = {}
    for name in names:
        counts: dict[str, int] = {}
        for file in files_of(name):
            for other in _imported(file) & {*names} - {name}:
                counts[other] = counts.get(other, 0) + 1
        found[name] = counts
    return found


def _imported(file: Path) -> set[str]:
    """Return the packages and modules below ours that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == NAME:
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            top, _, rest = (node.module or "").partition(".")
            if top == NAME:
                found.add(rest.partition(".")[0])
    return found


class Cell(NamedTuple):
    """A row of the picture."""

    label: str
    names: tuple[str, ...]
    pure: bool


def cells() -> list[Cell]:
    """Return the rows of the picture, from top to bottom."""
    pure = pure_names()
    *upper, ground = rows()
    return [
        *(Cell(name, (name,), name in pure) for layer in upper for name in layer),
        Cell(GROUND, tuple(ground), {*ground} <= pure),
    ]


ROW, COLUMN, BOX, TOP = 22, 14, 92, 90

TITLE = (
    "The packages from top to bottom, and which of them import which; the table below"
    " says the same"
)


def picture() -> str:
    """Return an SVG of the layers, with a mark for each import of one by another."""
    found, shown = imports(), cells()
    width = BOX + 6 + COLUMN * (len(shown) - 1)
    height = TOP + ROW * len(shown)
    parts = [
        f'<svg class="layers" viewBox="0 0 {width} {height}" role="img">',
        f"<title>{TITLE}</title>",
        f"<style>{STYLE}</style>",
    ]
    for number, cell in enumerate(shown[1:]):
        x = BOX + 6 + COLUMN * number + COLUMN // 2
        label = escape(cell.label)
        parts.append(
            f'<text class="head" transform="translate({x + 3} {TOP - 4}) rotate(-90)">'
            f"{label}</text>"
        )
        bottom = TOP + ROW * (number + 1)
        parts.append(f'<path class="line" d="M{x} {TOP}V{bottom}"/>')
    for number, cell in enumerate(shown):
        y = TOP + ROW * number
        kind = "box pure" if cell.pure else "box"
        parts.append(
            f'<rect class="{kind}" x="1" y="{y + 2}" width="{BOX - 2}" '
            f'height="{ROW - 4}" rx="3"/><text x="7" y="{y + 15}">{cell.label}</text>'
        )
        across = f"M{BOX} {y + ROW // 2}H{width - COLUMN // 2}"
        parts.append(f'<path class="line" d="{across}"/>')
        parts += _marks(number, shown, found, y + ROW // 2)
    return "\n".join((*parts, "</svg>"))


def _marks(
    number: int, shown: list[Cell], found: dict[str, dict[str, int]], y: int
) -> Iterator[str]:
    """Yield the marks of one row of the picture."""
    ours = shown[number].names
    for column, other in enumerate(shown[1:]):
        count = sum(found[a].get(b, 0) for a in ours for b in other.names)
        if count and other.names != ours:
            x = BOX + 6 + COLUMN * column + COLUMN // 2
            radius = min(5.5, 2 + count**0.5 / 2)
            noun = "module" if count == 1 else "modules"
            yield (
                f'<circle cx="{x}" cy="{y}" r="{radius:.1f}"><title>{count} {noun} of '
                f"{shown[number].label} import {other.label}</title></circle>"
            )


STYLE = """
.layers { display: block; width: 100%; max-width: 34rem; margin: 1.5rem 0; }
.layers text { font: 11px var(--bt-font-mono, monospace); fill: var(--bt-ink, #000); }
.layers .head { fill: var(--bt-faded, #555); }
.layers .box { fill: none; stroke: var(--bt-faded, #555); }
.layers .pure { fill: var(--bt-shade, #eee); stroke-width: 2.5; }
.layers .line { stroke: var(--bt-hairline, #ccc); }
.layers circle { fill: var(--bt-rubric, #900); }
"""


class PackagePicture(SphinxDirective):
    """The layers and the imports between them, as an SVG in the page."""

    def run(self) -> list[nodes.Node]:
        """Return the picture."""
        for file in (PYPROJECT, *PACKAGE.rglob("*.py")):
            self.env.note_dependency(str(file))
        return [nodes.raw("", picture(), format="html")]


class CodeDirective(ReferenceDirective):
    """A directive that writes Markdown made from all modules of the package."""

    sources = (PYPROJECT, *sorted(PACKAGE.rglob("*.py")))


class PackageTable(CodeDirective):
    """Each package with what it imports."""

    def lines(self) -> Iterator[str]:
        """Yield one row for each package, from top to bottom."""
        found, ground = imports(), rows()[-1]
        lines = []
        for layer in rows()[:-1]:
            for name in layer:
                uses = [n for row in rows() for n in row if n in found[name]]
                lines.append((_linked(name), _about(name), ", ".join(map(code, uses))))
        lines += [(code(name), _about(name), "") for name in ground]
        yield from table(("Package", "What it does", "Imports"), lines)


def _linked(name: str) -> str:
    """Return a package's name as a link to its section, or a module's name."""
    anchor = name.replace("_", "-")
    return (
        f"[`{name}`](packages.md#{anchor})" if (PACKAGE / name).is_dir() else code(name)
    )


def _about(name: str) -> str:
    """Return the first line of the docstring of a package or module."""
    folder = PACKAGE / name
    file = folder / "__init__.py" if folder.is_dir() else PACKAGE / f"{name}.py"
    return Module(name, docstring_of(file)).summary


class ImportContracts(CodeDirective):
    """The contracts of import-linter."""

    def lines(self) -> Iterator[str]:
        """Yield one item for each contract."""
        yield from (f"- {contract['name']}." for contract in contracts())


class PackageMap(CodeDirective):
    """What a package does, and its modules."""

    required_arguments = 1

    def lines(self) -> Iterator[str]:
        """Yield the package's docstring, then a row for each module."""
        (name,) = self.arguments
        for paragraph in paragraphs(docstring_of(PACKAGE / name / "__init__.py")):
            yield from (paragraph, "")
        rows = (
            (code(module.name.removeprefix(f"{name}.")), module.summary)
            for module in modules_of(name)
        )
        yield from table(("Module", "What it does"), rows)


class Listener(NamedTuple):
    """A function that Sphinx calls for an event."""

    event: str
    priority: int
    function: Callable[..., Any]


def listeners() -> list[Listener]:
    """Return all listeners in the order in which a build calls them."""
    found = [
        Listener(event, priority, function)
        for event, priority, functions in (*extension.THEME_EVENTS, *extension.EVENTS)
        for function in functions
    ]
    order = {event: number for number, event in enumerate(SPHINX_EVENTS)}
    return sorted(found, key=lambda one: (order[one.event], one.priority))


def name_of(function: Callable[..., Any]) -> str:
    """Return the name of a function below the package: ``site.grouping.group_posts``.

    A function that another makes, such as a filter of bodies, has the other's name.
    """
    name = function.__qualname__.partition(".<locals>")[0]
    return f"{function.__module__.removeprefix(f'{NAME}.')}.{name}"


def summary_of(function: Callable[..., Any]) -> str:
    """Return the first line of a function's docstring, without its event."""
    text = plain((inspect.getdoc(function) or "").partition("\n\n")[0])
    return re.sub(r" \(on `[\w-]+`(?:, [^()]*)?\)", "", text)


class PipelineEvents(CodeDirective):
    """Sphinx's events, and the functions of ours that they call."""

    def lines(self) -> Iterator[str]:
        """Yield one row for each function, in order."""
        rows, last = [], None
        for one in listeners():
            event = f"`{one.event}`, {one.priority}"
            shown = "" if event == last else event
            last = event
            rows.append((shown, _described(one.function)))
        yield from table(("Event, priority", "Functions"), rows)


def _described(function: Callable[..., Any]) -> str:
    """Return the name of a function, and what it does, for the cell of a table."""
    return f"{code(name_of(function))}: {summary_of(function)}"


class BodyFilters(CodeDirective):
    """The filters of bodies."""

    def lines(self) -> Iterator[str]:
        """Yield one row for each filter, in order."""
        filters = extension.BODY_FILTERS
        rows = ((code(name_of(choose)), summary_of(choose)) for choose in filters)
        yield from table(("Filter", "What it does"), rows)


class RegisteredModules(CodeDirective):
    """The modules that register parsers, nodes, transforms and builders."""

    def lines(self) -> Iterator[str]:
        """Yield one row for each module, in order."""
        rows = []
        for module in extension.MODULES_WITH_SETUP:
            setup = importlib.import_module(module.__name__).setup
            name = module.__name__.removeprefix(f"{NAME}.")
            rows.append((code(f"{name}.setup"), summary_of(setup)))
        yield from table(("Function", "What it does"), rows)


class SpeedUps(CodeDirective):
    """The speed-ups."""

    def lines(self) -> Iterator[str]:
        """Yield one row for each speed-up."""
        head = ("Name", "What it replaces, and when", "Gain", "Versions")
        yield from table(head, map(_of_speedup, SPEEDUPS.values()))


def _of_speedup(speedup: Any) -> Sequence[str]:
    tested = (f"{p} from {a}, below {b}" for p, (a, b) in speedup.tested.items())
    gain = speedup.gain if speedup.gain != "?" else "not measured"
    return (
        code(speedup.name),
        f"{speedup.replaces}; {speedup.scope}",
        gain,
        "; ".join(tested) or "any",
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    directives: Iterable[tuple[str, type[SphinxDirective]]] = (
        ("package-picture", PackagePicture),
        ("package-table", PackageTable),
        ("import-contracts", ImportContracts),
        ("package-map", PackageMap),
        ("pipeline-events", PipelineEvents),
        ("body-filters", BodyFilters),
        ("registered-modules", RegisteredModules),
        ("speed-ups", SpeedUps),
    )
    for name, directive in directives:
        app.add_directive(name, directive)
    return {
        "version": sphinx_blogtheme.__version__,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
