"""Measure how long an author waits for a preview: from saving to what browsers hear.

``sphinx-blogtheme serve`` tells them when a build has ended, at once after it has
said that it goes on serving. Each edit adds a new word, which the search has to know.
"""

from __future__ import annotations

import gzip
import os
import signal
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from sites import middle_post

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SERVING = "Serving on"
PAUSE = 2.0
"""Seconds between two edits, and until the first: an author reads the page."""

PATIENCE = 60.0
"""Seconds until the search should have a new word."""

HEADING = (
    *("preview", "posts", "edits", "s from saving to the browser", "min–max"),
    "s until the search has a new word",
)


def measure_preview(name: str, source: Path, edits: int) -> tuple[str, ...]:
    """Edit a post in the middle of a site again and again, and return a table's line.

    :raises SystemExit: if the preview ends by itself.
    """
    count = len(list((source / "posts").rglob("*.md")))
    post = middle_post(source)
    pristine = post.read_bytes()
    command = [sys.executable, "-m", "sphinx_blogtheme", "serve", str(source)]
    process = subprocess.Popen(
        [*command, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        start_new_session=True,
    )
    seconds, until_found = [], []
    try:
        _wait(process.stdout or ())
        for number in range(edits):
            time.sleep(PAUSE)
            word = f"quillword{number}"
            start = time.perf_counter()
            with post.open("a", encoding="utf-8") as file:
                file.write(f"\n\nOne more sentence with {word}.\n")
            _wait(process.stdout or ())
            seconds.append(time.perf_counter() - start)
            while not _is_searched(source / "_build" / "preview", word):
                if time.perf_counter() - start > PATIENCE:
                    raise SystemExit(f"The search of the preview has no {word!r}.")
                time.sleep(0.05)
            until_found.append(time.perf_counter() - start)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait()
        post.write_bytes(pristine)
    spread = f"{min(seconds):.2f}–{max(seconds):.2f}"
    median = f"{statistics.median(seconds):.2f}"
    found = f"{statistics.median(until_found):.2f}"
    return name, str(count), str(edits), median, spread, found


def _is_searched(output: Path, word: str) -> bool:
    """Return whether a word is in what a preview's search reads: Sphinx's or Pagefind's."""
    index = output / "searchindex.js"
    if index.is_file():
        return word in index.read_text(encoding="utf-8")
    pages = (output / "_pagefind" / "changes" / "fragment").glob("*")
    return any(word.encode() in gzip.decompress(page.read_bytes()) for page in pages)


def _wait(output: Iterable[str]) -> None:
    said = ""
    for line in output:
        if SERVING in line:
            return
        said += line
    raise SystemExit(f"The preview ended:\n{said[-5000:]}")
