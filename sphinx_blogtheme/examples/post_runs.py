"""Run the code of a post, from its text to the verdicts."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.examples.blocks import BlockKind
from sphinx_blogtheme.examples.consoles import commands_of, read_session
from sphinx_blogtheme.examples.jobs import imported_packages, job_of
from sphinx_blogtheme.examples.sandboxes import (
    NoFileError,
    Sandbox,
    files_beside,
    shell_command,
)
from sphinx_blogtheme.examples.verdicts import (
    BlockFate,
    BlockVerdict,
    CodeFault,
    Judge,
)
from sphinx_blogtheme.model.code_needs import CodeNeeds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sphinx_blogtheme.examples.blocks import CodeBlock
    from sphinx_blogtheme.examples.jobs import RunLimits
    from sphinx_blogtheme.examples.processes import Programs


@dataclass(frozen=True, kw_only=True, slots=True)
class PostCode:
    """The code of a post, and what it needs."""

    path: str
    """Path from the blog's folder, with forward slashes."""
    file: str
    """Path as it is shown."""
    blocks: tuple[CodeBlock, ...] = ()
    needs: CodeNeeds = field(default_factory=CodeNeeds)
    folder: Path = Path()
    """The blog's folder, absolute."""
    needs_line: int = 1
    """Line of the file at which its header says what it needs."""
    faults: tuple[CodeFault, ...] = ()
    """What is wrong with the file, or with what its header says of its code."""

    @property
    def is_run(self) -> bool:
        """Whether any of its code is to be run."""
        kept = any(block.options.skip is None for block in self.blocks)
        return kept and self.needs.skip is None and not self.faults


@dataclass(frozen=True, kw_only=True, slots=True)
class PostRun:
    """What became of the code of a post."""

    post: PostCode
    verdicts: tuple[BlockVerdict, ...] = ()
    faults: tuple[CodeFault, ...] = ()
    """What is wrong with the post as a whole."""
    python: str = ""
    """Version of Python; "" if nothing was run."""
    versions: tuple[tuple[str, str], ...] = ()
    """Names and versions of packages."""
    seconds: float = 0

    @property
    def failed(self) -> bool:
        """Whether anything failed."""
        fates = (verdict.fate for verdict in self.verdicts)
        return bool(self.faults) or BlockFate.FAILED in fates


def skipped_run(post: PostCode) -> PostRun:
    """Return the result for a post of which nothing is run."""
    reason = "its header has a fault" if post.faults else post.needs.skip
    verdicts = (
        BlockVerdict(
            block=block,
            fate=BlockFate.SKIPPED,
            reason=reason or block.options.skip or "",
        )
        for block in post.blocks
        if reason is not None or block.options.skip is not None
    )
    return PostRun(post=post, verdicts=tuple(verdicts), faults=post.faults)


def run_without(post: PostCode, missing: str, message: str) -> PostRun:
    """Return the result for a post whose needs cannot be met.

    :param missing: what there is not: "Python", or "file".
    """
    fault = CodeFault(line=post.needs_line, message=message)
    verdicts = (
        BlockVerdict(
            block=block, fate=BlockFate.SKIPPED, reason=f"there is no {missing} for it"
        )
        for block in post.blocks
    )
    return PostRun(post=post, verdicts=tuple(verdicts), faults=(fault,))


def run_post(
    post: PostCode, python: str, limits: RunLimits, programs: Programs
) -> PostRun:
    """Run the code of a post in a process and a temporary folder of its own.

    :param python: path of the interpreter.
    :param limits: limits of the command; the post's header may set others.
    """
    limits = limits.with_needs(post.needs)
    started = time.monotonic()
    packages = _packages_of(post)
    shell: tuple[str, ...] = ()
    if any(block.kind is BlockKind.CONSOLE for block in post.blocks):
        shell = shell_command(network=limits.network)
        post = post if shell else _without_sessions(post)
    with Sandbox() as box:
        try:
            box.bring(files_beside(post.folder, post.path, post.needs.files))
        except NoFileError as error:
            return run_without(post, "file", str(error))
        job = job_of(
            post.file, post.blocks, limits, box, shell=shell, packages=packages
        )
        environ = box.environ(python, limits.seed)
        outcome = programs.run(job, python, environ, box)
        sessions = {
            number: read_session(
                box.control / f"session-{number}", len(commands_of(block))
            )
            for number, block in enumerate(post.blocks)
            if block.kind is BlockKind.CONSOLE
        }
    return PostRun(
        post=post,
        verdicts=tuple(Judge(outcome).verdicts(post.blocks, sessions)),
        python=outcome.facts.get("python", ""),
        versions=_distinct(outcome.facts.get("versions", {})),
        seconds=round(time.monotonic() - started, 3),
    )


def _without_sessions(post: PostCode) -> PostCode:
    """Return a post whose terminal sessions are skipped."""
    blocks = (
        replace(block, options=replace(block.options, skip="there is no shell"))
        if block.kind is BlockKind.CONSOLE
        else block
        for block in post.blocks
    )
    return replace(post, blocks=tuple(blocks))


def _packages_of(post: PostCode) -> list[str]:
    """Return the names of the packages that a post depends on, or may import."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    needed = (Requirement(text).name for text in post.needs.dependencies)
    return sorted({*map(canonicalize_name, needed), *imported_packages(post.blocks)})


def _distinct(versions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return names and versions, sorted, each package under one of its names."""
    from packaging.utils import canonicalize_name

    names = sorted(versions, reverse=True)
    found = {canonicalize_name(name): (name, versions[name]) for name in names}
    return tuple(found[name] for name in sorted(found))
