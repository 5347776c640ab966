"""Score each kind of page with Lighthouse, as a middling telephone loads it.

``python benchmarks/lighthouse.py [--dump PATH] [--assets DIR] [--runs N]`` builds
the demo blog, the documentation and, with a dump, a real blog; it installs
Lighthouse from npm into a temporary folder, and prints one table.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]

# The kinds of page, and the server with a site's own 404 page, are those of the tests.
sys.path.insert(0, str(ROOT / "tests"))

from page_kinds import DEMO_BLOG, DOCUMENTATION, REAL_BLOG  # noqa: E402
from serving import serve  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

LIGHTHOUSE = "lighthouse@12.8.2"

CATEGORIES = {
    "performance": "perf",
    "accessibility": "a11y",
    "best-practices": "practices",
    "seo": "SEO",
}

# Audit, heading, factor to the unit of the heading, decimals.
TIMINGS = (
    ("largest-contentful-paint", "LCP s", 1e-3, 2),
    ("total-blocking-time", "TBT ms", 1, 0),
    ("cumulative-layout-shift", "CLS", 1, 3),
    ("total-byte-weight", "KB", 1e-3, 0),
)

CHROME_FLAGS = "--headless=new --no-sandbox --disable-gpu"

# Lighthouse does not score a page that is served as missing.
UNSCORED = {"missing page"}


@dataclass(frozen=True, kw_only=True)
class Site:
    """A built site, and its pages by kind."""

    name: str
    out: Path
    prefix: str
    """The path at which the site is meant to be."""
    kinds: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Result:
    """What Lighthouse says of one page: medians of all runs."""

    scores: list[float]
    """One for each category, of 100."""
    timings: list[float]
    """One for each of `TIMINGS`, in its unit."""
    failures: list[str]
    """Audits below their best in the categories that do not depend on time."""


def run(*command: str | Path) -> None:
    """Run a command, and end with what it said if it fails.

    :raises SystemExit: if the command fails.
    """
    result = subprocess.run(
        list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False
    )
    if result.returncode:
        raise SystemExit(f"{command}\n{result.stdout}{result.stderr}")


def build(name: str, source: Path, folder: Path) -> Path:
    """Build a site, and return the folder of its pages."""
    out = folder / name / "html"
    run(
        *(sys.executable, "-m", "sphinx", "-q", "-b", "dirhtml"),
        *("-d", folder / name / "doctrees", source, out),
    )
    return out


def sites(dump: Path | None, assets: Path | None, folder: Path) -> Iterator[Site]:
    """Build the sites, one after the other."""
    for name, prefix, kinds in (
        ("content", "/", DEMO_BLOG),
        ("docs", "/en/latest/", DOCUMENTATION),
    ):
        out = build(name, ROOT / name, folder)
        yield Site(name=name, out=out, prefix=prefix, kinds=kinds)
    if dump:
        source = folder / "source"
        options = ["--assets", str(assets)] if assets else []
        run(sys.executable, "-m", "sphinx_blogtheme", "import", dump, source, *options)
        out = build("dump", source, folder)
        yield Site(name="dump", out=out, prefix="/", kinds=REAL_BLOG)


def install(folder: Path) -> Path:
    """Install Lighthouse into a folder, and return its program."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("npm is not installed")
    run(npm, "install", "--silent", "--ignore-scripts", "--prefix", folder, LIGHTHOUSE)
    return folder / "node_modules" / ".bin" / "lighthouse"


def audit(program: Path, url: str, report: Path) -> dict[str, Any]:
    """Run Lighthouse once, with its defaults for a telephone."""
    run(
        *(program, url, "--quiet", "--output=json", f"--output-path={report}"),
        *(
            f"--chrome-flags={CHROME_FLAGS}",
            f"--only-categories={','.join(CATEGORIES)}",
        ),
    )
    found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return found


def failures(report: dict[str, Any]) -> Iterator[str]:
    """Yield the audits that cost points, apart from those of performance."""
    for category in list(CATEGORIES)[1:]:
        for reference in report["categories"][category]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if (
                reference["weight"]
                and audit["score"] is not None
                and audit["score"] < 1
            ):
                yield reference["id"]


def score(program: Path, url: str, runs: int, folder: Path) -> Result:
    """Run Lighthouse on a page, and return the medians."""
    reports = [audit(program, url, folder / "report.json") for _ in range(runs)]
    return Result(
        scores=[
            100
            * statistics.median(r["categories"][name]["score"] or 0 for r in reports)
            for name in CATEGORIES
        ],
        timings=[
            factor
            * statistics.median(r["audits"][name]["numericValue"] for r in reports)
            for name, _, factor, _ in TIMINGS
        ],
        failures=sorted({name for r in reports for name in failures(r)}),
    )


def print_row(*cells: str) -> None:
    """Print a row of a Markdown table."""
    print(f"| {' | '.join(cells)} |", flush=True)


def parse_arguments() -> argparse.Namespace:
    """Read the command line; the dump's default is in ``BLOGTHEME_CORPUS``."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    corpus = os.environ.get("BLOGTHEME_CORPUS")
    default = Path(corpus) / "blog-dump.txt" if corpus else None
    parser.add_argument("--dump", type=Path, default=default)
    parser.add_argument(
        "--assets", type=Path, help="default: the folder 'assets' beside the dump"
    )
    parser.add_argument("--runs", type=int, default=1, help="default: 1")
    parser.add_argument("--only", help="a part of the names to score: 'docs', 'maths'")
    parser.add_argument("--lighthouse", type=Path, help="an installed program to use")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error("--runs must be at least 1")
    if arguments.dump and not arguments.assets:
        beside = arguments.dump.parent / "assets"
        arguments.assets = beside if beside.is_dir() else None
    return arguments


def main() -> None:
    """Build, install, score and print."""
    arguments = parse_arguments()
    names = ("chromium", "chromium-browser", "google-chrome")
    chrome = next(filter(None, map(shutil.which, names)), None)
    if chrome is None:
        raise SystemExit("Chromium is not installed")
    os.environ["CHROME_PATH"] = chrome
    with ExitStack() as stack:
        name = stack.enter_context(tempfile.TemporaryDirectory(prefix="lighthouse-"))
        folder = Path(name)
        program = arguments.lighthouse or install(folder / "npm")
        head = ["page", *CATEGORIES.values(), *(timing[1] for timing in TIMINGS)]
        print_row(*head, "what costs points")
        print_row("---", *["--:"] * (len(head) - 1), "---")
        for site in sites(arguments.dump, arguments.assets, folder):
            address = stack.enter_context(serve(site.out, site.prefix))
            for kind, path in site.kinds.items():
                page = f"{site.name}: {kind}"
                if kind in UNSCORED or (arguments.only or "") not in page:
                    continue
                result = score(program, address + path, arguments.runs, folder)
                lost = result.failures
                print_row(
                    page,
                    *(f"{points:.0f}" for points in result.scores),
                    *(
                        f"{value:.{timing[3]}f}"
                        for value, timing in zip(result.timings, TIMINGS, strict=True)
                    ),
                    ", ".join(lost),
                )


if __name__ == "__main__":
    main()
