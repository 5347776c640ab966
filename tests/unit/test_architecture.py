"""The shape of the code; who may import whom is checked by ``lint-imports``."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import sphinx_blogtheme

PACKAGE = Path(sphinx_blogtheme.__file__).parent

MODULES = {
    path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted(PACKAGE.rglob("*.py"))
}

PURE = (
    *("code_names", "errors", "feeds", "files", "front_matter", "importers", "model"),
)
"""What can be read, used and tested without Sphinx."""

MAXIMUM_LINES = 400


def test_pure_packages_load_no_sphinx():
    """Nor do the libraries that they import bring Sphinx in."""
    names = [
        ".".join(("sphinx_blogtheme", *Path(name).with_suffix("").parts))
        for name in MODULES
        if name.partition("/")[0].removesuffix(".py") in PURE
    ]
    program = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(*sorted({'sphinx', 'docutils', 'ablog'} & sys.modules.keys()))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=PACKAGE.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )

    assert len(names) > len(PURE)
    assert result.stdout.split() == []


def test_package_is_a_map():
    """An ``__init__`` describes its package, and imports nothing."""
    imports = (ast.Import, ast.ImportFrom)
    importing = [
        name
        for name, text in MODULES.items()
        if Path(name).name == "__init__.py" and "/" in name
        for node in ast.parse(text).body
        if isinstance(node, imports) and getattr(node, "module", "") != "__future__"
    ]

    assert importing == []


def test_module_is_described_and_not_too_long():
    """The first line of each module's docstring is a sentence; 400 lines are a guard."""
    summaries = {
        name: (ast.get_docstring(ast.parse(text)) or "").partition("\n\n")[0]
        for name, text in MODULES.items()
    }

    assert [name for name, summary in summaries.items() if summary[-1:] != "."] == []
    assert [
        name for name, text in MODULES.items() if text.count("\n") > MAXIMUM_LINES
    ] == []


PROTOCOLS = {
    *("register", "run", "DESCRIPTION", "EPILOG"),  # of each command
    *("setup",),  # of what Sphinx registers
    *("recognises", "read_blog", "NAME", "CONFIGS"),  # of importers
}
"""Names that several modules have with one meaning."""


def test_public_name_has_one_meaning():
    """No two modules define the same name, and no two files have one name."""
    places = defaultdict(set)
    for name, text in MODULES.items():
        for statement in ast.parse(text).body:
            for defined in _defined(statement) - PROTOCOLS:
                places[defined].add(name)
    files = defaultdict(set)
    for name in MODULES:
        if not name.endswith("__init__.py"):
            files[Path(name).name].add(name)

    assert {name: found for name, found in places.items() if len(found) > 1} == {}
    assert {name: found for name, found in files.items() if len(found) > 1} == {}


def _defined(statement):
    """Return the public names that a statement of a module defines."""
    targets = getattr(statement, "targets", [getattr(statement, "target", None)])
    names = {target.id for target in targets if isinstance(target, ast.Name)}
    if isinstance(statement, (ast.ClassDef, ast.FunctionDef)):
        names.add(statement.name)
    return {name for name in names if not name.startswith("_") and len(name) > 1}
