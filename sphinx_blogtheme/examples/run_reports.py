"""Results as text for people, JSON for programs, JUnit's XML, or commands for GitHub."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from sphinx_blogtheme.annotations import annotation
from sphinx_blogtheme.examples.verdicts import BlockFate
from sphinx_blogtheme.feeds.xml import legal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_blogtheme.examples.post_runs import PostRun
    from sphinx_blogtheme.examples.verdicts import BlockVerdict, CodeFault


def run_lines(run: PostRun, *, each_block: bool) -> Iterator[str]:
    """Yield the lines about a post: ``blog/x.md:3: NameError: …``.

    :param each_block: whether all blocks are named, not only those that failed.
    """
    for fault in run.faults:
        yield f"{run.post.file}:{fault.line}: {fault.message}"
    for verdict in run.verdicts:
        for fault in verdict.faults:
            place = f"{run.post.file}:{fault.line}: {_cell(verdict)}"
            yield f"{place}{fault.message}"
            yield from _indented(fault.detail)
        if each_block and not verdict.faults:
            reason = f": {verdict.reason}" if verdict.reason else ""
            place = f"{run.post.file}:{verdict.block.line}: {_cell(verdict)}"
            yield f"{place}{verdict.fate.value}{reason}"


def _cell(verdict: BlockVerdict) -> str:
    """Return which cell of a notebook it is, for readers who see no lines there."""
    cell = verdict.block.cell
    return "" if cell is None else f"cell {cell + 1}: "


def _indented(text: str) -> Iterator[str]:
    for line in text.rstrip().split("\n") if text.strip() else ():
        yield f"    {line}".rstrip()


def counts_of(runs: Sequence[PostRun]) -> dict[str, int]:
    """Return the numbers of posts and of blocks, by what became of them."""
    verdicts = [verdict for run in runs for verdict in run.verdicts]
    fates = Counter(verdict.fate for verdict in verdicts)
    failed, passed = fates[BlockFate.FAILED], fates[BlockFate.PASSED]
    return {
        "posts": len(runs),
        "found": len(verdicts),
        "run": passed + failed,
        "passed": passed,
        "failed": failed,
        "skipped": fates[BlockFate.SKIPPED],
        "faulty_posts": sum(bool(run.faults) for run in runs),
    }


def run_summary(runs: Sequence[PostRun]) -> str:
    """Return the numbers in one line, with the reasons of what was skipped."""
    counts = counts_of(runs)
    reasons = Counter(
        _kind_of_reason(verdict.reason)
        for run in runs
        for verdict in run.verdicts
        if verdict.fate is BlockFate.SKIPPED
    )
    why = ", ".join(f"{n} {reason}" for reason, n in reasons.most_common())
    blocks = _count(counts["found"], "block")
    text = (
        f"{blocks} of code in {_count(counts['posts'], 'post')}: {counts['run']} run,"
        f" {counts['passed']} passed, {counts['failed']} failed,"
        f" {counts['skipped']} skipped{f' ({why})' if why else ''}"
    )
    if counts["faulty_posts"]:
        text += f"; {_count(counts['faulty_posts'], 'post')} could not be run"
    return f"{text}."


def _kind_of_reason(reason: str) -> str:
    if reason.startswith("it needs "):
        return "that need what failed"
    if reason.startswith("the program ended"):
        return "after the end of the program"
    return reason


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def runs_as_json(runs: Sequence[PostRun]) -> str:
    """Return a JSON object with the list ``posts`` and the numbers, ``counts``."""
    posts = [
        {
            "path": run.post.file,
            "python": run.python or None,
            "versions": dict(run.versions),
            "seconds": run.seconds,
            "faults": [_fault_facts(fault) for fault in run.faults],
            "blocks": [_block_facts(verdict) for verdict in run.verdicts],
        }
        for run in runs
    ]
    whole = {"posts": posts, "counts": counts_of(runs)}
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _fault_facts(fault: CodeFault) -> dict[str, Any]:
    return {"line": fault.line, "message": fault.message, "detail": fault.detail}


def _block_facts(verdict: BlockVerdict) -> dict[str, Any]:
    return {
        "line": verdict.block.line,
        "cell": None if verdict.block.cell is None else verdict.block.cell + 1,
        "kind": verdict.block.kind.value,
        "hidden": verdict.block.hidden,
        "result": verdict.fate.value,
        "reason": verdict.reason,
        "seconds": verdict.seconds,
        "faults": [_fault_facts(fault) for fault in verdict.faults],
    }


def runs_as_junit(runs: Sequence[PostRun]) -> str:
    """Return the results in the XML of JUnit, which many servers for CI show."""
    counts = counts_of(runs)
    whole = ET.Element(
        "testsuites",
        name="sphinx-blogtheme",
        tests=str(counts["found"]),
        failures=str(counts["failed"]),
        errors=str(counts["faulty_posts"]),
        skipped=str(counts["skipped"]),
        time=str(round(sum(run.seconds for run in runs), 3)),
    )
    for run in runs:
        own = counts_of([run])
        suite = ET.SubElement(
            whole,
            "testsuite",
            name=run.post.file,
            tests=str(own["found"] + bool(run.faults)),
            failures=str(own["failed"]),
            errors=str(own["faulty_posts"]),
            skipped=str(own["skipped"]),
            time=str(run.seconds),
        )
        for fault in run.faults:
            case = _case(suite, run, fault.line, 0)
            _add_fault(case, "error", run, fault, "")
        for verdict in run.verdicts:
            case = _case(suite, run, verdict.block.line, verdict.seconds)
            for fault in verdict.faults:
                _add_fault(case, "failure", run, fault, _cell(verdict))
            if verdict.fate is BlockFate.SKIPPED:
                ET.SubElement(case, "skipped", message=_plain(verdict.reason))
    ET.indent(whole)
    return ET.tostring(whole, encoding="unicode", xml_declaration=True)


def _case(suite: ET.Element, run: PostRun, line: int, seconds: float) -> ET.Element:
    return ET.SubElement(
        suite,
        "testcase",
        classname=run.post.path,
        name=f"line {line}",
        file=run.post.file,
        line=str(line),
        time=str(seconds),
    )


def _add_fault(
    case: ET.Element, tag: str, run: PostRun, fault: CodeFault, cell: str
) -> None:
    found = ET.SubElement(case, tag, message=_plain(f"{cell}{fault.message}"))
    found.text = _plain(f"{run.post.file}:{fault.line}\n{fault.detail}")


def _plain(text: str) -> str:
    """Return a text that shows where a character was that XML does not have."""
    return legal(text, put="\ufffd")


def runs_as_github(runs: Sequence[PostRun]) -> Iterator[str]:
    """Yield a workflow command for each fault, which GitHub shows beside its line."""
    for run in runs:
        found = [(fault, "") for fault in run.faults]
        found += [(f, _cell(v)) for v in run.verdicts for f in v.faults]
        for fault, cell in found:
            text = f"{cell}{fault.message}\n{fault.detail}".rstrip()
            yield annotation("error", run.post.file, fault.line, "code of a post", text)
