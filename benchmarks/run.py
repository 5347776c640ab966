"""Measure how fast a real blog is built, beside stock ABlog on the same posts.

``python benchmarks/run.py [--dump PATH] [--assets DIR] [--runs N]`` imports the
dump, makes from the same posts a site for stock ABlog and MyST with alabaster,
builds both by turns, each build in a process of its own, and prints one table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SCENARIOS = {
    "cold -j1": "a new folder, one process",
    "one post edited": "after that, a sentence added to one post",
    "unchanged": "after that, nothing changed",
    "cold -j2": "a new folder, two processes",
}

STOCK_CONF = """\
project = "Benchmark"
extensions = ["ablog", "myst_parser"]
html_theme = "alabaster"
html_baseurl = blog_baseurl = "https://example.org/"
blog_title = project
blog_feed_fulltext = True
blog_feed_length = 20
myst_enable_extensions = ["dollarmath", "strikethrough"]
"""

PROGRAM = {
    "import": "from sphinx_blogtheme.cli import main; sys.exit(main())",
    "build": "from sphinx.cmd.build import main; sys.exit(main())",
}


@dataclass(frozen=True, kw_only=True)
class Subject:
    """One way to build the posts: a site folder, and the post to edit in it."""

    name: str
    source: Path
    post: Path


@dataclass(frozen=True, kw_only=True)
class Measure:
    """What one build took."""

    seconds: float
    """Wall-clock time of the whole process."""
    mebibytes: float
    """Peak resident memory of the largest process of the build."""


def measure(*arguments: str | Path) -> Measure:
    """Run ``sphinx-build`` in a process of its own, and measure it.

    The usage is that of the process and of its workers (``wait4``), so that
    the memory is that of the largest of them.

    :raises SystemExit: if the build fails, with what it said.
    """
    program = f"import sys; {PROGRAM['build']}"
    with tempfile.TemporaryFile("w+", encoding="utf-8") as log:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-c", program, "-q", *arguments],
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            log.seek(0)
            raise SystemExit(f"A build failed:\n{log.read()[-5000:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Measure(seconds=seconds, mebibytes=usage.ru_maxrss * unit / 2**20)


def import_posts(dump: Path, assets: Path | None, site: Path) -> None:
    """Import the dump with the command that users have."""
    options = ["--assets", str(assets)] if assets else []
    subprocess.run(
        [
            *(sys.executable, "-c", f"import sys; {PROGRAM['import']}"),
            *("import", str(dump), str(site), *options),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def read_post(text: str) -> tuple[dict[str, str], str]:
    """Split a post into the lines of its header, as key and value, and its body."""
    _, header, body = re.split(
        r"^---[ \t]*\n", text.lstrip(), maxsplit=2, flags=re.MULTILINE
    )
    pairs = (line.partition(":") for line in header.splitlines() if ":" in line)
    return {key.strip(): value.strip() for key, _, value in pairs}, body


def stock_post(values: dict[str, str], body: str) -> str:
    """Write a post as stock ABlog and MyST can read it.

    That is: valid YAML, a naive date, ``category`` for ``categories``, and the
    title as a heading in the body.
    """
    header = {
        "blogpost": "true",
        "date": json.dumps(values["date"][:16]),
        "author": json.dumps(values.get("author", "admin")),
        "category": json.dumps(values.get("categories", "") or "none"),
        "tags": json.dumps(values.get("tags", "")),
    }
    title = re.sub(r"([\\`*_$<>\[\]#~])", r"\\\1", values["title"])
    lines = "".join(f"{key}: {value}\n" for key, value in header.items() if value)
    return f"---\n{lines}---\n\n# {title}\n{body}"


def prepare_stock(ours: Path, site: Path) -> None:
    """Make the site for stock ABlog from our imported one.

    The posts lie where their permalinks are (``2025/03/slug.md``) and the
    files at the root, so that the links between them work as they do in ours.
    """
    site.mkdir(parents=True)
    (site / "conf.py").write_text(STOCK_CONF, encoding="utf-8")
    (site / "index.md").write_text(
        "# Benchmark\n\n```{postlist} 10\n:excerpts:\n```\n", encoding="utf-8"
    )
    for path in sorted((ours / "posts").rglob("*.md")):
        values, body = read_post(path.read_text(encoding="utf-8"))
        target = site / path.relative_to(ours / "posts")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(stock_post(values, body), encoding="utf-8")
    if (ours / "files").is_dir():
        shutil.copytree(ours / "files", site, dirs_exist_ok=True)


def measure_subject(subject: Subject, folder: Path) -> dict[str, Measure]:
    """Build one site through all scenarios, and leave its source as it was."""

    def build(out: str, jobs: str) -> Measure:
        return measure("-b", "dirhtml", "-j", jobs, subject.source, folder / out)

    shutil.rmtree(folder, ignore_errors=True)
    pristine = subject.post.read_bytes()
    try:
        cold = build("j1", "1")
        subject.post.write_bytes(pristine + b"\n\nOne more sentence.\n")
        edited = build("j1", "1")
        unchanged = build("j1", "1")
    finally:
        subject.post.write_bytes(pristine)
    parallel = build("j2", "2")
    return dict(zip(SCENARIOS, (cold, edited, unchanged, parallel), strict=True))


def rows(
    results: dict[str, list[dict[str, Measure]]], posts: int
) -> Iterator[tuple[str, ...]]:
    """Yield the lines of the table, the heading first."""
    yield ("build", "site", "s", "min–max", "MiB", "posts/s", "of stock")
    for scenario in SCENARIOS:
        medians = {
            name: statistics.median(run[scenario].seconds for run in runs)
            for name, runs in results.items()
        }
        for name, runs in results.items():
            seconds = [run[scenario].seconds for run in runs]
            memory = max(run[scenario].mebibytes for run in runs)
            yield (
                scenario,
                name,
                f"{medians[name]:.2f}",
                f"{min(seconds):.2f}–{max(seconds):.2f}",
                f"{memory:.0f}",
                f"{posts / medians[name]:.0f}",
                f"{medians[name] / medians['stock']:.0%}",
            )


def print_table(lines: list[tuple[str, ...]]) -> None:
    """Print a table in Markdown; numbers stand right."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    left = 2

    def show(cells: tuple[str, ...]) -> str:
        padded = (
            cell.ljust(width) if index < left else cell.rjust(width)
            for index, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        return f"| {' | '.join(padded)} |"

    print(show(lines[0]))
    print(
        show(
            tuple(
                "-" * width if index < left else "-" * (width - 1) + ":"
                for index, width in enumerate(widths)
            )
        )
    )
    for cells in lines[1:]:
        print(show(cells))


def prepare(dump: Path, assets: Path | None, folder: Path) -> tuple[list[Subject], int]:
    """Make both sites; return them and the number of their posts."""
    ours, stock = folder / "ours", folder / "stock"
    import_posts(dump, assets, ours)
    prepare_stock(ours, stock)
    posts = sorted((ours / "posts").rglob("*.md"))
    middle = posts[len(posts) // 2].relative_to(ours / "posts")
    subjects = [
        Subject(name="ours", source=ours, post=ours / "posts" / middle),
        Subject(name="stock", source=stock, post=stock / middle),
    ]
    return subjects, len(posts)


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
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs must be at least 1")
    if arguments.assets is None and (arguments.dump.parent / "assets").is_dir():
        arguments.assets = arguments.dump.parent / "assets"
    return arguments


def main() -> None:
    """Run the benchmark and print its table."""
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory(prefix="blogtheme-benchmark-") as name:
        folder = Path(name)
        subjects, posts = prepare(arguments.dump, arguments.assets, folder)
        results: dict[str, list[dict[str, Measure]]] = {s.name: [] for s in subjects}
        for number in range(arguments.runs):
            # By turns, and the other one first each time: a busy minute of the
            # machine hits both.
            for subject in subjects if number % 2 == 0 else subjects[::-1]:
                progress = f"run {number + 1} of {arguments.runs}: {subject.name}"
                print(progress, file=sys.stderr)
                results[subject.name].append(
                    measure_subject(subject, folder / f"{subject.name}-out")
                )
    packages = ("Sphinx", "ablog", "myst-parser", "PyStemmer")
    print(
        f"{posts} posts, median of {arguments.runs} runs; "
        f"Python {platform.python_version()}, "
        + ", ".join(f"{package} {version(package)}" for package in packages)
        + f"; {os.cpu_count()} cores\n"
    )
    print_table(list(rows(results, posts)))
    print()
    for scenario, meaning in SCENARIOS.items():
        print(f"{scenario}: {meaning}")


if __name__ == "__main__":
    main()
