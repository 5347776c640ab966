"""Terminal sessions: their commands, and the output that is shown for each."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sphinx_blogtheme.examples.sandboxes import shell_command

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.examples.blocks import CodeBlock

_PROMPT = re.compile(r"(?:\(\S+\) )?\$ ")
"""That of a shell, maybe in a virtual environment."""
_CONTINUED = re.compile(r">(?: |$)")


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
        if not _PROMPT.match(lines[number]):
            number += 1
            continue
        first, texts = number, [_PROMPT.sub("", lines[number], count=1)]
        number += 1
        while number < len(lines) and _goes_on("\n".join(texts), lines[number]):
            texts.append(_CONTINUED.sub("", lines[number], count=1))
            number += 1
        start = number
        while number < len(lines) and not _PROMPT.match(lines[number]):
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


def _goes_on(text: str, line: str) -> bool:
    """Return whether a command goes on in the next line of a session."""
    if text.endswith("\\"):
        return True
    return bool(_CONTINUED.match(line)) and not _is_whole(text)


@cache
def _is_whole(text: str) -> bool:
    """Return whether the shell would run a command, and not ask for more of it."""
    shell = shell_command(network=True)
    if not shell:
        return True
    # Of a document without its end, it only complains.
    found = subprocess.run(  # noqa: S603 -- it reads the text, and runs nothing
        [*shell, "-n", "-c", text], capture_output=True, check=False
    )
    return not found.returncode and not found.stderr


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
