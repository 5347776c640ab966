"""What became of each block: passed, failed or skipped."""

from __future__ import annotations

import doctest
import enum
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.examples.blocks import BlockKind
from sphinx_blogtheme.examples.consoles import commands_of
from sphinx_blogtheme.examples.exceptions_shown import names_exception, shown_error
from sphinx_blogtheme.examples.jobs import ANY_NAME, bound_names
from sphinx_blogtheme.examples.output_comparison import (
    difference,
    first_difference,
    output_detail,
    same_error,
    same_output,
    shortened_detail,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_blogtheme.examples.blocks import CodeBlock
    from sphinx_blogtheme.examples.processes import ProgramOutcome

_TRACEBACK = "Traceback (most recent call last)"
_NETWORK = "; allow the network with `python: {network: true}` or --network"


class BlockFate(enum.Enum):
    """What became of a block."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeFault:
    """What is wrong with a block, at a line."""

    line: int
    """1-based line of the file."""
    message: str
    """One line, without a full stop."""
    detail: str = ""
    """More lines: a traceback, or what was expected."""
    is_written: bool = False
    """Whether it is gone when the new output is written into the post."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewOutput:
    """An output that differs from the one that a post shows."""

    line: int
    """1-based line of the file at which the shown one begins, or would begin."""
    end: int
    """Line after the shown one."""
    text: str
    value: str = ""
    """What the last line of a cell gives; `text` is only what the cell prints then."""
    prefix: str = ""
    after_prompt: bool = False
    """Whether an empty line would end it, as in a session with ``>>>``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockVerdict:
    """A block with what became of it."""

    block: CodeBlock
    fate: BlockFate
    reason: str = ""
    """Why it was skipped."""
    faults: tuple[CodeFault, ...] = ()
    seconds: float = 0
    outputs: tuple[NewOutput, ...] = ()
    """Outputs that the post could show instead of its own."""


class Judge:
    """Judges the blocks of one post, in their order."""

    def __init__(self, outcome: ProgramOutcome) -> None:
        self._outcome = outcome
        self._lost: dict[str, tuple[int, bool]] = {}
        """Names that were not defined: by the block at a line, if that failed."""

    def verdicts(
        self, blocks: Sequence[CodeBlock], sessions: dict[int, list[tuple[str, str]]]
    ) -> Iterator[BlockVerdict]:
        """Yield a verdict for each block.

        :param sessions: for each terminal session, the outputs and exit codes.
        """
        last = max(self._outcome.results, default=-1)
        ended = ""
        for number, block in enumerate(blocks):
            result = self._outcome.results.get(number)
            if block.options.unknown:
                yield _unknown_words(block)
            elif block.options.skip:
                self._lose(block, block.line, failed=False)
                yield BlockVerdict(
                    block=block, fate=BlockFate.SKIPPED, reason=block.options.skip
                )
            elif result is None:
                yield self._unfinished(number, block, ended)
                ended = ended or f"the program ended in line {self._end_line(block)}"
            else:
                if block.kind is BlockKind.CONSOLE:
                    found = _judged_session(block, sessions.get(number, []))
                elif block.kind is BlockKind.DOCTEST:
                    found = self._judged_examples(block, result)
                else:
                    found = self._judged_code(block, result, is_last=number == last)
                yield replace(found, seconds=result.get("seconds", 0))

    def _end_line(self, block: CodeBlock) -> int:
        return self._outcome.line or block.line

    def _unfinished(self, number: int, block: CodeBlock, ended: str) -> BlockVerdict:
        if number == self._outcome.begun or (not ended and not self._outcome.results):
            line = self._outcome.line
            inside = line and block.line <= line <= block.line + len(block.lines)
            fault = CodeFault(
                line=line if line and inside else block.line,
                message=self._outcome.fault,
            )
            return BlockVerdict(block=block, fate=BlockFate.FAILED, faults=(fault,))
        return BlockVerdict(block=block, fate=BlockFate.SKIPPED, reason=ended)

    def _lose(self, block: CodeBlock, line: int, *, failed: bool) -> None:
        for name in bound_names(block.code):
            self._lost.setdefault(name, (line, failed))

    def _needs(self, error: dict[str, Any]) -> tuple[str, str]:
        """Return why an error only follows from another, and what to add to its message.

        Each is "" if it does not apply.
        """
        missing = error.get("missing", "")
        if missing and missing not in self._lost and ANY_NAME in self._lost:
            line, _ = self._lost[ANY_NAME]
            return (
                f"it needs {missing!r}, perhaps of line {line}, which was not run",
                "",
            )
        if missing not in self._lost:
            return "", ""
        line, failed = self._lost[missing]
        if failed:
            return f"it needs {missing!r} of line {line}, which failed", ""
        return "", f"; the block at line {line} defines it, and is skipped"

    def _judged_code(
        self, block: CodeBlock, result: dict[str, Any], *, is_last: bool
    ) -> BlockVerdict:
        error = result["error"]
        shown = "".join(output.text for output in block.shown)
        wanted = block.options.error
        if error and not (error["exit"] and is_last and wanted is None):
            return self._judged_error(block, result, shown)
        if wanted is not None:
            what = wanted or "an exception"
            return _failed(block, block.line, f"expected {what}, but none was raised")
        if not block.shown or block.options.any_output:
            return BlockVerdict(block=block, fate=BlockFate.PASSED)
        return self._compared(block, result, shown)

    def _judged_error(
        self, block: CodeBlock, result: dict[str, Any], shown: str
    ) -> BlockVerdict:
        """Judge a block that raised an exception, by what it shows of that."""
        error, wanted = result["error"], block.options.error
        traceback = shown_error(shown) if shown else None
        trace = "" if result["network"] else error["trace"]
        line = _file_line(block, error["line"])
        if wanted is None and traceback is None:
            self._lose(block, line, failed=True)
            reason, more = self._needs(error)
            if reason:
                return BlockVerdict(block=block, fate=BlockFate.SKIPPED, reason=reason)
            more += _NETWORK if result["network"] else ""
            return _failed(block, line, error["message"] + more, trace)
        if not names_exception(wanted or "", error["names"]):
            message = f"expected {wanted}, but got {error['message']}"
            return _failed(block, line, message, error["trace"])
        if traceback and not same_error(traceback.message, error, _flags(block)):
            before = shown[: shown.rindex(traceback.message)]
            at = block.shown[0].file_line(before.count("\n"))
            message = f"the error is not what is shown: {error['message']}"
            return _failed(block, at, message, error["trace"])
        return BlockVerdict(block=block, fate=BlockFate.PASSED)

    def _compared(
        self, block: CodeBlock, result: dict[str, Any], shown: str
    ) -> BlockVerdict:
        """Judge a block that ran, by its output."""
        printed = result["stdout"]
        value = f"{result['value']}\n" if result["value"] is not None else ""
        errors = result["stderr"]
        is_cell = block.kind is BlockKind.CELL
        passed = BlockVerdict(block=block, fate=BlockFate.PASSED)
        if not any(output.certain for output in block.shown) and not (printed or value):
            return passed
        break_ = "" if printed.endswith("\n") or not printed else "\n"
        both = f"{printed}{break_}{value}"
        candidates = {
            **dict.fromkeys((printed, errors, f"{printed}{break_}{errors}"), False),
            **({value: True, both: True} if value else {}),
            **({printed: True} if is_cell else {}),
        }
        flags = _flags(block)
        given = {got: is_value for got, is_value in candidates.items() if got}
        if any(
            same_output(shown, got, flags, is_value=is_value)
            for got, is_value in (given or {"": False}).items()
        ):
            return passed
        if not is_cell:
            both = printed or value or errors
        place = block.shown[0]
        at = place.file_line(first_difference(shown, both)) if shown else block.line
        changed = NewOutput(
            line=place.line,
            end=place.end,
            text=printed if is_cell else both,
            value=value if is_cell else "",
            prefix=place.prefix,
        )
        is_written = len(block.shown) == 1 and place.is_text
        advice = "" if place.is_text else "; run the notebook to renew all its forms"
        fault = CodeFault(
            line=at,
            message=f"{difference(shown, both)}{advice}",
            detail=output_detail(shown, both, flags),
            is_written=is_written,
        )
        return BlockVerdict(
            block=block,
            fate=BlockFate.FAILED,
            faults=(fault,),
            outputs=(changed,) if is_written else (),
        )

    def _judged_examples(
        self, block: CodeBlock, result: dict[str, Any]
    ) -> BlockVerdict:
        faults, outputs, reasons = [], [], []
        raised = [e["error"] for e in result["examples"] if e["error"]]
        wanted = block.options.error
        if wanted is not None and not result["error"]:
            if any(names_exception(wanted, error["names"]) for error in raised):
                return BlockVerdict(block=block, fate=BlockFate.PASSED)
            what = wanted or "an exception"
            return _failed(block, block.line, f"expected {what}, but none was raised")
        for example in result["examples"]:
            error, line = example["error"], example["line"]
            if error:
                reason, more = self._needs(error)
                for name in bound_names(example["source"]):
                    self._lost.setdefault(name, (line, True))
                if reason:
                    reasons.append(reason)
                    continue
                more += _NETWORK if result["network"] else ""
                faults.append(_fault(line, error["message"] + more, error["trace"]))
            elif example["status"] == "differs" and not block.options.any_output:
                faults.append(_differing_example(block, example))
                outputs.append(_new_output(block, example))
        if error := result["error"]:
            more = _NETWORK if result["network"] else ""
            faults.append(
                _fault(error["line"], error["message"] + more, error["trace"])
            )
        if not faults and reasons:
            return BlockVerdict(block=block, fate=BlockFate.SKIPPED, reason=reasons[0])
        return BlockVerdict(
            block=block,
            fate=BlockFate.FAILED if faults else BlockFate.PASSED,
            faults=tuple(faults),
            outputs=tuple(outputs),
        )


def _judged_session(block: CodeBlock, results: list[tuple[str, str]]) -> BlockVerdict:
    faults, outputs = [], []
    flags = _flags(block)
    commands = commands_of(block)
    if not commands:
        message = "there is no command: expected a line that begins with '$ '"
        return _failed(block, block.line, message)
    for command, (got, code) in zip(commands, results, strict=False):
        if not code:
            faults.append(_fault(command.line, "the session ended in this command"))
            break
        same = block.options.any_output or same_output(command.shown, got, flags)
        if not same:
            message = difference(command.shown, got)
            detail = output_detail(command.shown, got, flags)
            faults.append(_differing(command.line, message, detail))
            outputs.append(
                NewOutput(
                    line=command.output_line,
                    end=command.output_line + command.shown.count("\n"),
                    text=got,
                    prefix=block.prefix,
                )
            )
        elif code != "0" and not command.shown.strip() and block.options.error is None:
            faults.append(_fault(command.line, f"the command failed, with code {code}"))
    failed = bool(results) and results[-1][1] not in ("0", "")
    if block.options.error is not None and not faults and not failed:
        faults.append(_fault(commands[-1].line, "expected a command that fails"))
    return BlockVerdict(
        block=block,
        fate=BlockFate.FAILED if faults else BlockFate.PASSED,
        faults=tuple(faults),
        outputs=tuple(outputs),
    )


def _flags(block: CodeBlock) -> int:
    """Return the option flags of doctest for the outputs of a block."""
    flags, without = block.options.flags, block.options.without
    for output in block.shown:
        flags, without = flags | output.flags, without | output.without
    return (doctest.ELLIPSIS | flags) & ~without


def _file_line(block: CodeBlock, line: int) -> int:
    """Return the line of the file for a line that the program reports."""
    place = line - block.line
    return block.lines[place] if 0 <= place < len(block.lines) else line


def _unknown_words(block: CodeBlock) -> BlockVerdict:
    from difflib import get_close_matches

    from sphinx_blogtheme.examples.block_options import WORDS

    word = block.options.unknown[0]
    near = get_close_matches(word.lower(), WORDS, 1)
    meant = f"did you mean {near[0]!r}?" if near else f"expected {', '.join(WORDS)}"
    return _failed(block, block.line, f"the word {word!r} is not known; {meant}")


def _fault(line: int, message: str, detail: str = "") -> CodeFault:
    return CodeFault(line=line, message=message, detail=shortened_detail(detail))


def _differing(line: int, message: str, detail: str) -> CodeFault:
    return replace(_fault(line, message, detail), is_written=True)


def _failed(
    block: CodeBlock, line: int, message: str, detail: str = ""
) -> BlockVerdict:
    fault = _fault(line, message, detail)
    return BlockVerdict(block=block, fate=BlockFate.FAILED, faults=(fault,))


def _differing_example(block: CodeBlock, example: dict[str, Any]) -> CodeFault:
    want, got = example["want"], _given_by(example)
    error = shown_error(got) if got.startswith(_TRACEBACK) else None
    message = difference(want, got)
    if error and shown_error(want):
        message = f"the error is not what is shown: {error.message}"
    detail = output_detail(want, got, block.options.flags)
    return _differing(example["line"], message, detail)


def _given_by(example: dict[str, Any]) -> str:
    """Return the output of an example; of a traceback, the last line only."""
    got: str = example["got"]
    error = shown_error(got) if got.startswith(_TRACEBACK) else None
    return f"{_TRACEBACK}:\n    ...\n{error.message}\n" if error else got


def _new_output(block: CodeBlock, example: dict[str, Any]) -> NewOutput:
    lines = block.code.split("\n")[example["line"] - block.line + 1 :]
    more = takewhile(lambda line: line.lstrip(" ").startswith("..."), lines)
    start = example["line"] + 1 + sum(1 for _ in more)
    return NewOutput(
        line=start,
        end=start + example["want"].count("\n"),
        text=_given_by(example),
        prefix=block.prefix + " " * example["indent"],
        after_prompt=True,
    )
