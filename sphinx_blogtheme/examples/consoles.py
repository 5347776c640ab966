"""Terminal sessions: their commands, and the output that is shown for each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.examples.blocks import CodeBlock

PROMPT = "$ "


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionCommand:
    """A command of a terminal session."""

    text: str
    line: int
    """1-based line of the file in which it begins."""
    shown: str
    """The output below it."""
    output_line: int
    """Line in which the output begins, or would begin."""


def commands_of(block: CodeBlock) -> list[SessionCommand]:
    """Return the commands of a session; lines above the first are left out."""
    commands: list[SessionCommand] = []
    texts: list[str] = []
    lines = block.code.split("\n")
    number = 0
    while number < len(lines):
        if not lines[number].startswith(PROMPT):
            number += 1
            continue
        first, texts = number, [lines[number].removeprefix(PROMPT)]
        while texts[-1].endswith("\\") and number + 1 < len(lines):
            number += 1
            texts.append(lines[number].removeprefix("> "))
        number += 1
        start = number
        while number < len(lines) and not lines[number].startswith(PROMPT):
            number += 1
        shown = lines[start:number]
        commands.append(
            SessionCommand(
                text="\n".join(texts),
                line=block.line + first,
                shown="".join(f"{line}\n" for line in shown),
                output_line=block.line + start,
            )
        )
    return commands


def write_session(block: CodeBlock, folder: Path, at: Path) -> Path:
    """Write the script that runs the commands of a session, and return its file.

    The output of each is in a file of its own, ``0``, ``1`` …, with its exit code in
    ``0.code``.

    :param at: file into which the line of the command is written that is being run.
    """
    folder.mkdir(parents=True)
    script = []
    for number, command in enumerate(commands_of(block)):
        output = f"{folder}/{number}"
        script.append(f"echo {command.line} > '{at}'\nexec > '{output}' 2>&1\n")
        script.append(f"{command.text}\necho $? > '{output}.code'\n")
    file = folder / "script"
    file.write_text("".join(script), encoding="utf-8")
    return file


def read_session(folder: Path, count: int) -> list[tuple[str, str]]:
    """Return the output and the exit code of each command; "" for none."""
    return [
        (_text_of(folder / str(n)), _text_of(folder / f"{n}.code").strip())
        for n in range(count)
    ]


def _text_of(file: Path) -> str:
    if not file.is_file():
        return ""
    with file.open("rb") as source:
        return source.read(1_000_000).decode("utf-8", errors="replace")
