"""The shape of the code: who may know whom, and how large a module may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import sphinx_blogtheme

PACKAGE = Path(sphinx_blogtheme.__file__).parent

MODULES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
}

STAGES = {
    "model",
    "source_text",
    "folders",
    "bodies",
    "front_matter",
    "dates",
    "date_forms",
    "header_reading",
    "headings",
    "mathml",
    "resource_paths",
    "permalinks",
    "slugs",
    "series",
    "related",
    "backlinks",
    "schedule",
    "taxonomy",
    "views",
    "writing",
    "checking",
    "vocabulary",
    "languages",
    "option_checks",
    "term_checks",
}

RIM = {"checking/site_build.py"}
"""Modules of a pure stage that know Sphinx."""

PURE = [
    name
    for name in MODULES
    if name.partition("/")[0].removesuffix(".py") in STAGES and name not in RIM
]

ABLOG_ONLY_IN = "ablog_bridge.py"

MAXIMUM_LINES = 299


def imports(tree: ast.Module) -> set[str]:
    """Return the full names that a module imports, at any depth of its code."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports are not used here"
            names.add(node.module)
    return names


def roots(tree: ast.Module) -> set[str]:
    """Return the top-level packages that a module imports."""
    return {name.partition(".")[0] for name in imports(tree)}


def test_each_pure_stage_exists():
    """A stage that moved does not escape the tests below."""
    assert {name.partition("/")[0].removesuffix(".py") for name in PURE} == STAGES


def test_pure_module_names_no_sphinx():
    """The core can be read, used and tested without Sphinx or docutils."""
    framework = {"sphinx", "docutils", "ablog", "myst_parser"}

    assert [name for name in PURE if roots(MODULES[name]) & framework] == []


def test_pure_modules_load_no_sphinx():
    """Nor do the modules that the core imports bring Sphinx in."""
    names = [
        "sphinx_blogtheme."
        + name.removesuffix(".py").removesuffix("__init__").replace("/", ".").strip(".")
        for name in PURE
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

    assert result.stdout.split() == []


def test_one_module_knows_ablog():
    """A new version of ABlog can break one module only."""
    knowing = [name for name, tree in MODULES.items() if "ablog" in roots(tree)]

    assert knowing == [ABLOG_ONLY_IN]


def test_each_module_is_small_and_says_what_it_is_for():
    """It fits into one reading, and its docstring begins with a sentence."""
    long, silent = [], []
    for name, tree in MODULES.items():
        lines = (PACKAGE / name).read_text(encoding="utf-8").splitlines()
        docstring = ast.get_docstring(tree) or ""
        long += [name] if len(lines) > MAXIMUM_LINES else []
        silent += [] if docstring.partition("\n\n")[0].endswith(".") else [name]

    assert (long, silent) == ([], [])
