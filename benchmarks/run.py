"""Measure how fast a real blog is built, beside others that build the same posts.

``benchmarks/run [--dump PATH] [--runs N] [--times N …]`` makes the environments,
imports the dump, makes the same posts into sites for stock ABlog, Pelican and Hugo,
builds all by turns, each build in a process of its own, and prints tables.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from preview import HEADING, measure_preview
from sites import (
    Subject,
    import_posts,
    multiply,
    prepare_empty,
    prepare_peers,
    prepare_stock,
)
from tables import Measure, print_table, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tables import Results

SCENARIOS = {
    "cold -j1": "a new folder, one process",
    "cold -j2": "a new folder, two processes",
    "one post edited": "after that, a sentence added to one post",
    "unchanged": "after that, nothing changed",
}
COLD = list(SCENARIOS)[:2]
LONGEST_PREVIEW = 10
"""Times the dump of which there is a preview: it begins with all pages."""
SPHINX = "import sys; from sphinx.cmd.build import main; sys.exit(main())"


def measure(*command: str | Path) -> Measure:
    """Run a command in a process of its own, and measure it.

    The usage is that of the process and of its workers (``wait4``), so that
    the memory is that of the largest of them.

    :raises SystemExit: if it fails, with what it said.
    """
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as log:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            raise SystemExit(f"A build failed:\n{log.read()[-5000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Measure(seconds=seconds, mebibytes=usage.ru_maxrss * unit / 2**20)


def build(subject: Subject, out: Path, jobs: str) -> Measure:
    """Build a site into a folder."""
    if subject.program:
        return measure(*(part.format(out=out) for part in subject.program))
    options = ("-q", "-b", "dirhtml", "-j", jobs, *subject.options)
    return measure(sys.executable, "-c", SPHINX, *options, subject.source, out)


def measure_subject(subject: Subject, folder: Path) -> Iterator[tuple[str, Measure]]:
    """Build one site through its scenarios, and leave its source as it was.

    No folder is deleted between two builds: file systems do that for seconds after
    the command, at the cost of what comes next.
    """
    if subject.program:
        found = build(subject, folder / "peer", "")
        yield from ((scenario, found) for scenario in COLD)
        return
    yield COLD[0], build(subject, folder / "j1", "1")
    yield COLD[1], build(subject, folder / "j2", "2")
    if subject.post is not None:
        pristine = subject.post.read_bytes()
        try:
            subject.post.write_bytes(pristine + b"\n\nOne more sentence.\n")
            yield "one post edited", build(subject, folder / "j1", "1")
            yield "unchanged", build(subject, folder / "j1", "1")
        finally:
            subject.post.write_bytes(pristine)
    else:
        yield "unchanged", build(subject, folder / "j1", "1")


def run(subjects: list[Subject], folder: Path, runs: int) -> Results:
    """Measure all subjects by turns, the last one first every other time."""
    results: Results = {scenario: {} for scenario in SCENARIOS}
    for number in range(runs):
        for subject in subjects if number % 2 == 0 else subjects[::-1]:
            print(f"run {number + 1} of {runs}: {subject.name}", file=sys.stderr)
            out = folder / f"out-{number}-{subject.name.replace(' ', '-')}"
            for scenario, found in measure_subject(subject, out):
                results[scenario].setdefault(subject.name, []).append(found)
    return results


def prepare(
    dump: Path, assets: Path | None, folder: Path, peers: Path | None
) -> tuple[list[Subject], int]:
    """Make all sites; return them, ours first, and the number of their posts."""
    ours, stock, empty = folder / "ours", folder / "stock", folder / "empty"
    import_posts(dump, assets, ours)
    prepare_stock(ours, stock)
    prepare_empty(empty)
    posts = sorted((ours / "posts").rglob("*.md"))
    middle = posts[len(posts) // 2].relative_to(ours / "posts")
    post = ours / "posts" / middle
    subjects = [
        Subject(name="ours", source=ours, post=post, options=("-Dblog_search=sphinx",))
    ]
    subjects.append(Subject(name="stock", source=stock, post=stock / middle))
    subjects.append(Subject(name="empty", source=empty))
    if find_spec("pagefind"):
        options = ("-Dblog_search=pagefind",)
        named = "ours with Pagefind"
        subjects.append(Subject(name=named, source=ours, post=post, options=options))
    if peers is not None:
        pelican, hugo = folder / "pelican", folder / "hugo"
        prepare_peers(ours, pelican, hugo)
        conf = str(pelican / "pelicanconf.py")
        command = (str(peers / "pelican"), str(pelican / "content"), "-s", conf)
        subjects.append(
            Subject(name="Pelican", source=pelican, program=(*command, "-o", "{out}"))
        )
        program = (str(peers / "hugo"), "--source", str(hugo), "--destination", "{out}")
        subjects.append(Subject(name="Hugo", source=hugo, program=program))
    return subjects, len(posts)


def measure_lengths(
    dump: Path, assets: Path | None, folder: Path, times: list[int]
) -> list[tuple[str, ...]]:
    """Return the table of a blog that is many times as long."""
    lines: list[tuple[str, ...]] = [
        ("blog", "posts", "cold -j2 s", "ms/post", "MiB", "edited s")
    ]
    for number in (1, *times):
        print(f"the dump × {number}", file=sys.stderr)
        site = folder / f"times-{number}"
        import_posts(dump, assets, site)
        multiply(site, number)
        posts = sorted((site / "posts").rglob("*.md"))
        options = ("-Dblog_search=sphinx", "-Dsuppress_warnings=blogtheme")
        subject = Subject(name="ours", source=site, options=options)
        cold = build(subject, folder / f"times-out-{number}", "2")
        with posts[len(posts) // 2].open("a", encoding="utf-8") as post:
            post.write("\n\nOne more sentence.\n")
        edited = build(subject, folder / f"times-out-{number}", "2")
        lines.append(
            (
                f"× {number}",
                str(len(posts)),
                f"{cold.seconds:.1f}",
                f"{1000 * cold.seconds / len(posts):.1f}",
                f"{max(cold.mebibytes, edited.mebibytes):.0f}",
                f"{edited.seconds:.1f}",
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
    parser.add_argument("--runs", type=int, default=3, help="default: 3")
    parser.add_argument(
        "--edits", type=int, default=5, help="edits in a preview, default: 5; 0: none"
    )
    parser.add_argument(
        "--peers", type=Path, help="folder of Pelican's and Hugo's program"
    )
    parser.add_argument(
        "--times", type=int, nargs="*", default=[], help="build longer blogs too"
    )
    arguments = parser.parse_args()
    if arguments.runs < 0:
        parser.error("--runs must not be negative")
    if arguments.assets is None and (arguments.dump.parent / "assets").is_dir():
        arguments.assets = arguments.dump.parent / "assets"
    return arguments


def main() -> None:
    """Run the benchmark and print its tables."""
    arguments = parse_arguments()
    folder = Path(tempfile.mkdtemp(prefix="blogtheme-benchmark-"))
    try:
        subjects, posts = prepare(
            arguments.dump, arguments.assets, folder, arguments.peers
        )
        packages = ("Sphinx", "ablog", "myst-parser", "PyStemmer")
        versions = ", ".join(f"{name} {version(name)}" for name in packages)
        memory = resource.getpagesize() * os.sysconf("SC_PHYS_PAGES") / 2**30
        print(
            f"{posts} posts, medians of {arguments.runs} runs; {os.cpu_count()} cores, "
            f"{memory:.0f} GiB; Python {platform.python_version()}, {versions}\n"
        )
        if arguments.runs:
            results = run(subjects, folder, arguments.runs)
            names = [subject.name for subject in subjects]
            print_table(list(rows(results, names, posts)))
            print()
            for scenario, meaning in SCENARIOS.items():
                print(f"{scenario}: {meaning}")
        if arguments.times:
            print()
            print_table(
                measure_lengths(
                    arguments.dump, arguments.assets, folder, arguments.times
                )
            )
        sites = {1: subjects[0].source} | {
            number: folder / f"times-{number}"
            for number in arguments.times
            if number <= LONGEST_PREVIEW
        }
        if arguments.edits:
            print("the previews", file=sys.stderr)
            lines = [
                measure_preview(f"× {number}", site, arguments.edits)
                for number, site in sites.items()
            ]
            print()
            print_table([HEADING, *lines])
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
