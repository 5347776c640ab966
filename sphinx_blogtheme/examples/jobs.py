"""The job that the program for a post is given: its blocks and its limits."""

from __future__ import annotations

import ast
import re
import sys
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.code_names.code_blocks import parsed_python
from sphinx_blogtheme.examples.blocks import BlockKind
from sphinx_blogtheme.examples.consoles import write_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_blogtheme.examples.blocks import CodeBlock
    from sphinx_blogtheme.examples.sandboxes import Sandbox
    from sphinx_blogtheme.model.code_needs import CodeNeeds


@dataclass(frozen=True, kw_only=True, slots=True)
class RunLimits:
    """The limits with which the code of a post runs."""

    seconds: float = 60
    """Time that all blocks of the post may take."""
    seed: int = 0
    network: bool = False
    paths: tuple[str, ...] = ()
    """Folders, absolute, from which the code may import."""

    def with_needs(self, needs: CodeNeeds) -> RunLimits:
        """Return the limits with those that the header of the post sets."""
        return RunLimits(
            seconds=needs.timeout or self.seconds,
            seed=self.seed if needs.seed is None else needs.seed,
            network=self.network if needs.network is None else needs.network,
            paths=self.paths,
        )


def job_of(
    file: str,
    blocks: Sequence[CodeBlock],
    limits: RunLimits,
    box: Sandbox,
    *,
    shell: Sequence[str],
    packages: Sequence[str],
) -> dict[str, Any]:
    """Return the job for the blocks of a post that are to be run.

    :param file: name of the post's file, as it is shown.
    :param shell: the command that runs a script.
    :param packages: names of packages whose versions are of interest.
    """
    units = []
    for number, block in enumerate(blocks):
        if block.options.skip:
            continue
        unit: dict[str, Any] = {
            "id": number,
            "kind": block.kind.value,
            "code": block.code,
            "line": block.line,
            "value": bool(block.shown) or block.kind is BlockKind.CELL,
            "flags": block.options.flags,
            "without": block.options.without,
        }
        if block.kind is BlockKind.CONSOLE:
            folder = box.control / f"session-{number}"
            unit["script"] = str(write_session(block, folder, box.control / "at"))
        units.append(unit)
    return {
        "file": file,
        "blocks": units,
        "seconds": limits.seconds,
        "seed": limits.seed,
        "network": limits.network,
        "paths": list(limits.paths),
        "shell": list(shell),
        "packages": list(packages),
        "length": max(
            (block.line + len(block.lines) for block in blocks if block.lines),
            default=1,
        ),
    }


def imported_packages(blocks: Sequence[CodeBlock]) -> list[str]:
    """Return the names of modules that the code imports, but for the library's."""
    found = set()
    for block in blocks:
        for node in ast.walk(_tree_of(block.code)):
            if isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module)
    names = {name.partition(".")[0] for name in found}
    return sorted(names - sys.stdlib_module_names)


def parsed_code(code: str) -> ast.Module | None:
    """Return the tree of a piece of code; None if it is no Python."""
    return parsed_python(textwrap.dedent(code))


_BINDS = re.compile(
    r"^[ \t]*(?:(?:async )?def |class )?(?P<name>[A-Za-z_]\w*)(?=[ \t]*(?:=(?!=)|[(:]))"
    r"|^[ \t]*(?:from [\w.]+ )?import (?P<imported>[^\n#]+)",
    re.MULTILINE,
)
"""What defines names in code that is no Python."""


_RUN_FILE = re.compile(r"^\s*%run ", re.MULTILINE)
"""IPython's command that defines the names of another file."""

ANY_NAME = "*"


def _tree_of(code: str) -> ast.Module:
    """Return the tree of a piece of code, or of the code in examples."""
    tree = parsed_code(code)
    if tree is None and ">>>" in code:
        lines = textwrap.dedent(code).split("\n")
        tree = parsed_code("\n".join(n[4:] for n in lines if n[:4] in (">>> ", "... ")))
    return tree or ast.Module([], [])


def bound_names(code: str) -> set[str]:
    """Return the names that code defines; `ANY_NAME` for names that nobody knows."""
    tree, names = _tree_of(code), set[str]()
    for match in _BINDS.finditer(code) if not tree.body else ():
        imported = re.split(r"[,()]", match["imported"] or match["name"])
        words = (part.split() for part in imported if part.strip())
        names |= {
            part[-1] if "as" in part else part[0].partition(".")[0] for part in words
        }
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.add(node.name)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            names |= {a.asname or a.name.partition(".")[0] for a in node.names}
    if _RUN_FILE.search(code):
        names.add(ANY_NAME)
    return names
