"""Write the outputs that the code of a post has now into its file."""

from __future__ import annotations

import json
import re
from doctest import DocTestParser, Example
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.examples.blocks import BlockKind
from sphinx_blogtheme.examples.consoles import commands_of
from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from sphinx_blogtheme.examples.blocks import CodeBlock
    from sphinx_blogtheme.examples.post_runs import PostRun
    from sphinx_blogtheme.examples.verdicts import BlockVerdict, NewOutput


def rewrite(
    run: PostRun, file: Path, read: Callable[[str], Sequence[CodeBlock]]
) -> set[NewOutput]:
    """Write the outputs of a run that differ from those in the file of the post.

    Line endings, indentation and the marks of quotations stay. A file that is not UTF-8
    stays as it is; so does an output in whose place the new one would be read as
    something else, such as one with the mark that ends its fence.

    :param read: returns the blocks of a text, as those of the file were read.
    :return: the outputs that were written.
    """
    changed = [verdict for verdict in run.verdicts if verdict.outputs]
    outputs = [output for verdict in changed for output in verdict.outputs]
    try:
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return set()
    if file.suffix == ".ipynb":
        new = _notebook_with(text, changed)
        written = set(outputs) if new != text else set()
    else:
        new, written = _text_with(text, outputs, read)
    if new != text:
        write_whole(file, new.encode("utf-8"))
    return written


def _text_with(
    text: str,
    outputs: Sequence[NewOutput],
    read: Callable[[str], Sequence[CodeBlock]],
) -> tuple[str, set[NewOutput]]:
    """Return a text with other outputs, and which of them it has."""
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = re.split(r"\r\n|\r|\n", text)
    if newline == "\n" and "\r" in text:  # old line endings are left alone
        return text, set()
    pieces = list(_pieces(read(text)))
    written = set()
    for output in sorted(outputs, key=lambda output: output.line, reverse=True):
        made = lines.copy()
        bare = output.prefix.rstrip()
        made[output.line - 1 : output.end - 1] = [
            f"{output.prefix}{line}" if line else bare for line in _lines_of(output)
        ]
        found = list(_pieces(read(newline.join(made))))
        if _is_only_change(pieces, found, output):
            lines, pieces = made, found
            written.add(output)
    return newline.join(lines), written


def _pieces(blocks: Iterable[CodeBlock]) -> Iterator[tuple[bool, str]]:
    """Yield the code and the outputs of blocks, and whether each is an output."""
    for block in blocks:
        if block.kind is BlockKind.DOCTEST:
            for part in DocTestParser().parse(block.code):
                if isinstance(part, Example):
                    yield from ((False, part.source), (True, part.want))
        elif block.kind is BlockKind.CONSOLE:
            for command in commands_of(block):
                yield from ((False, command.text), (True, command.shown))
        else:
            yield False, block.code
        yield from ((True, output.text) for output in block.shown)


def _is_only_change(
    before: list[tuple[bool, str]], after: list[tuple[bool, str]], output: NewOutput
) -> bool:
    """Return whether an output is all by which the second list differs."""
    if len(before) != len(after):
        return False
    pairs = zip(before, after, strict=True)
    changed = [new for old, new in pairs if old != new]
    wanted = "\n".join(_lines_of(output)).rstrip()
    return [(kind, text.rstrip()) for kind, text in changed] in ([], [(True, wanted)])


def _lines_of(output: NewOutput) -> list[str]:
    text = output.text.rstrip("\n")
    if not text:
        return []
    lines = [line.rstrip() for line in text.split("\n")]
    if output.after_prompt:
        return [line or "<BLANKLINE>" for line in lines]
    return lines


def _notebook_with(text: str, changed: Sequence[BlockVerdict]) -> str:
    """Return the text of a notebook with other outputs.

    If its JSON is written in a way that cannot be kept, it stays as it is.
    """
    content = json.loads(text)
    for verdict in changed:
        if verdict.block.cell is not None:
            _set_output(content["cells"][verdict.block.cell], verdict.outputs[0])
    original = json.loads(text)
    for options in _styles():
        end = text[len(text.rstrip()) :]
        if json.dumps(original, **options) + end == text:
            return json.dumps(content, **options) + end
    return text


def _styles() -> list[dict[str, Any]]:
    return [
        {"indent": indent, "ensure_ascii": escaped, "sort_keys": False}
        for indent in (1, 2, 4, None)
        for escaped in (False, True)
    ]


def _set_output(cell: dict[str, Any], output: NewOutput) -> None:
    """Let a cell show what it prints and gives now, each in the place of the old."""
    texts = {"stream": output.text, "execute_result": output.value}
    kept = []
    for one in cell.get("outputs", []):
        kind = one.get("output_type")
        is_stdout = kind == "stream" and one.get("name") == "stdout"
        if not is_stdout and kind != "execute_result":
            kept.append(one)
        elif text := texts.pop(kind, ""):
            kept.append(_with_text(one, text))
    if text := texts.get("stream", ""):
        kept.insert(0, _with_text({"name": "stdout", "output_type": "stream"}, text))
    if text := texts.get("execute_result", ""):
        made: dict[str, Any] = {
            "data": {},
            "execution_count": cell.get("execution_count"),
        }
        made |= {"metadata": {}, "output_type": "execute_result"}
        kept.append(_with_text(made, text))
    cell["outputs"] = kept


def _with_text(output: dict[str, Any], text: str) -> dict[str, Any]:
    """Return an output of a cell with another text."""
    lines = text.splitlines(keepends=True)
    if output["output_type"] == "stream":
        return {**output, "text": lines}
    lines[-1] = lines[-1].rstrip("\n")
    return {**output, "data": {"text/plain": lines}}
