"""Measure how fast a real blog is built, beside others that build the same posts.

``benchmarks/run [--dump PATH] [--runs N] [--times N …]`` makes the environments,
imports the dump, makes the same posts into sites for stock ABlog and other engines,
builds all by turns, each build in a process of its own, and prints tables.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from measuring import measure
from peers import peer_versions, prepare_peers
from preview import HEADING, measure_preview
from sites import (
    Subject,
    import_posts,
    middle_post,
    multiply,
    prepare_empty,
    prepare_stock,
)
from tables import ratio_rows, replace_part, second_rows, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tables import Measure, Results

EDITED, RESTORED = "one post edited", "restored"
SCENARIOS = {
    "cold -j1": "a new folder, one process",
    "cold -j2": "a new folder, two processes",
    EDITED: "after the first, a sentence added to one post",
    "unchanged": "after that, nothing changed",
    RESTORED: "after that, output and doctrees copied to another folder, and the sources"
    " too, with new times",
}
COLD = list(SCENARIOS)[:2]
LONGEST_PREVIEW = 50
"""Times the dump of which there is a preview: it begins with all pages."""
SPHINX = "import sys; from sphinx.cmd.build import main; sys.exit(main())"


def build(subject: Subject, source: Path, out: Path, jobs: str) -> Measure:
    """Build a site into a folder."""
    if not subject.program:
        options = ("-q", "-b", "dirhtml", "-j", jobs, *subject.options)
        return measure(sys.executable, "-c", SPHINX, *options, source, out)
    if subject.writes_beside:
        shutil.copytree(source, out, symlinks=True)
        source = out
    values = {"out": out, "source": source}
    command = (part.format(**values) for part in subject.program)
    return measure(*command, folder=source)


def measure_scenario(subject: Subject, scenario: str, folder: Path) -> Measure | None:
    """Build one site for one scenario; None if it has none such.

    No folder is deleted between two builds: file systems do that for seconds after
    the command, at the cost of what comes next.
    """
    one = folder / "j1"
    if scenario in COLD:
        jobs = scenario[-1]
        return build(subject, subject.source, folder / f"j{jobs}", jobs)
    if subject.program:
        return None
    if scenario == EDITED:
        if subject.post is None:
            return None
        subject.post.write_bytes(subject.pristine + b"\n\nOne more sentence.\n")
    if scenario != RESTORED:
        return build(subject, subject.source, one, "1")
    shutil.copytree(subject.source, folder / "source", copy_function=shutil.copy)
    shutil.copytree(one, folder / "restored")
    return build(subject, folder / "source", folder / "restored", "1")


def run(subjects: list[Subject], folder: Path, runs: int) -> Results:
    """Measure all subjects by turns, the last one first every other time."""
    results: Results = {scenario: {} for scenario in SCENARIOS}
    for number in range(runs):
        for scenario in SCENARIOS:
            print(f"run {number + 1} of {runs}: {scenario}", file=sys.stderr)
            for subject in subjects if number % 2 == 0 else subjects[::-1]:
                out = folder / f"out-{number}-{subject.name.replace(' ', '-')}"
                if found := measure_scenario(subject, scenario, out):
                    results[scenario].setdefault(subject.name, []).append(found)
        for subject in subjects:
            if subject.post is not None:
                subject.post.write_bytes(subject.pristine)
    return results


def prepare(
    dump: Path, assets: Path | None, folder: Path, peers: Path | None
) -> tuple[list[Subject], int]:
    """Make all sites; return them, ours first, and the number of their posts."""
    ours, stock, empty = folder / "ours", folder / "stock", folder / "empty"
    import_posts(dump, assets, ours)
    prepare_stock(ours, stock)
    prepare_empty(empty)
    posts = list((ours / "posts").rglob("*.md"))
    middle = middle_post(ours).relative_to(ours / "posts")
    subjects = [
        Subject(name=name, source=ours, options=(f"-Dblog_search={engine}",))
        for name, engine in (("ours", "sphinx"), ("with Pagefind", "pagefind"))
        if engine == "sphinx" or find_spec("pagefind")
    ]
    subjects.append(Subject(name="stock ABlog", source=stock))
    edited = [ours / "posts" / middle] * (len(subjects) - 1) + [stock / middle]
    subjects = [
        replace(subject, post=post, pristine=post.read_bytes())
        for subject, post in zip(subjects, edited, strict=True)
    ]
    if peers is not None:
        subjects += prepare_peers(ours, folder, peers)
    subjects.append(Subject(name="empty", source=empty))
    return subjects, len(posts)


def measure_lengths(
    dump: Path, assets: Path | None, folder: Path, times: list[int]
) -> list[tuple[str, ...]]:
    """Return the table of a blog that is many times as long.

    The edits are of one post in the middle, with both engines of the search.
    """
    lines: list[tuple[str, ...]] = [
        (
            *("posts", "new folder, s", "ms for a post", "memory, MiB", "edited, s"),
            *("unchanged, s", "edited with Pagefind, s", "memory, MiB"),
        )
    ]
    for number in (1, *times):
        print(f"the dump × {number}", file=sys.stderr)
        site = folder / f"times-{number}"
        import_posts(dump, assets, site)
        multiply(site, number)
        count, post = len(list((site / "posts").rglob("*.md"))), middle_post(site)
        found: dict[str, list[Measure]] = {}
        for engine in ("sphinx", "pagefind"):
            options = (f"-Dblog_search={engine}", "-Dsuppress_warnings=blogtheme")
            subject = Subject(name="ours", source=site, options=options)
            out = folder / f"times-out-{number}-{engine}"
            found[engine] = [build(subject, site, out, "2")]
            with post.open("a", encoding="utf-8") as file:
                file.write("\n\nOne more sentence.\n")
            found[engine] += [build(subject, site, out, "2") for _ in range(2)]
        cold, edited, unchanged = found["sphinx"]
        lines.append(
            (
                f"{count:,}",
                f"{cold.seconds:.1f}",
                f"{1000 * cold.seconds / count:.1f}",
                f"{cold.mebibytes:.0f}",
                f"{edited.seconds:.1f}",
                f"{unchanged.seconds:.1f}",
                f"{found['pagefind'][1].seconds:.1f}",
                f"{max(one.mebibytes for one in found['pagefind']):.0f}",
            )
        )
    return lines


def parse_arguments() -> argparse.Namespace:
    """Read the command line; the dump's default is in ``BLOGTHEME_CORPUS``."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    corpus = os.environ.get("BLOGTHEME_CORPUS")
    default = Path(corpus) / "blog-dump.txt" if corpus else None
    parser.add_argument("--dump", type=Path, default=default, required=default is None)
    parser.add_argument(
        "--assets", type=Path, help="default: the folder 'assets' beside the dump"
    )
    parser.add_argument("--runs", type=int, default=5, help="default: 5")
    parser.add_argument(
        "--edits", type=int, default=5, help="edits in a preview, default: 5; 0: none"
    )
    parser.add_argument("--peers", type=Path, help="environment of the other engines")
    parser.add_argument(
        "--times", type=int, nargs="*", default=[], help="build longer blogs too"
    )
    parser.add_argument(
        "--write", metavar="PAGE", type=Path, help="put the tables into a page, too"
    )
    arguments = parser.parse_args()
    if arguments.runs < 0:
        parser.error("--runs must not be negative")
    if arguments.assets is None and (arguments.dump.parent / "assets").is_dir():
        arguments.assets = arguments.dump.parent / "assets"
    return arguments


def said_of_machine(posts: int, runs: int, peers: Path | None) -> str:
    """Return what the tables are of: posts, versions, machine and its load."""
    packages = ("Sphinx", "ablog", "myst-parser", "PyStemmer")
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    memory = resource.getpagesize() * os.sysconf("SC_PHYS_PAGES") / 2**30
    day = datetime.now(tz=UTC)
    others = f" Beside them: {', '.join(peer_versions(peers))}." if peers else ""
    return (
        f"{posts} posts, {runs} runs by turns, on {day:%d %B %Y} at {day:%H:%M} UTC;"
        f" {os.cpu_count()} cores, {memory:.0f} GiB;"
        f" Python {platform.python_version()}, {versions}.{others}"
    )


def load() -> str:
    """Return the load of the machine, which should be idle but for the builds."""
    return " ".join(f"{number:.1f}" for number in os.getloadavg())


def measured(arguments: argparse.Namespace, folder: Path) -> Iterator[str]:
    """Yield the text of the tables, part by part, as they are measured."""
    subjects, posts = prepare(arguments.dump, arguments.assets, folder, arguments.peers)
    before = load()
    yield said_of_machine(posts, arguments.runs, arguments.peers)
    if arguments.runs:
        results = run(subjects, folder, arguments.runs)
        names = [subject.name for subject in subjects]
        yield "Seconds: median (fastest–slowest); median of the processor time."
        yield table(list(second_rows(results, names)))
        yield "Our time divided by theirs: medians / fastest runs / processor time."
        yield table(list(ratio_rows(results, names)))
        yield "\n".join(f"- {name}: {text}." for name, text in SCENARIOS.items())
    if arguments.times:
        yield "Longer blogs, two processes, one run:"
        yield table(
            measure_lengths(arguments.dump, arguments.assets, folder, arguments.times)
        )
    if arguments.edits:
        yield table([HEADING, *previews(arguments, subjects, folder)])
    yield f"Load before: {before}; after: {load()}."


def main() -> None:
    """Run the benchmark and print its tables."""
    arguments = parse_arguments()
    folder = Path(tempfile.mkdtemp(prefix="blogtheme-benchmark-"))
    parts = []
    try:
        for part in measured(arguments, folder):
            parts.append(part.strip())
            print(f"{parts[-1]}\n", flush=True)
        if arguments.write:
            replace_part(arguments.write, "\n\n".join(parts) + "\n")
    finally:
        shutil.rmtree(folder)


def previews(
    arguments: argparse.Namespace, subjects: list[Subject], folder: Path
) -> Iterator[tuple[str, ...]]:
    """Yield a line for the preview of each blog that is not too long."""
    print("the previews", file=sys.stderr)
    yield measure_preview("× 1", subjects[0].source, arguments.edits)
    for number in arguments.times:
        if number <= LONGEST_PREVIEW:
            site = folder / f"times-{number}"
            yield measure_preview(f"× {number}", site, arguments.edits)


if __name__ == "__main__":
    main()
