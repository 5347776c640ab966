"""The guides show what the commands really print."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from sphinx_blogtheme import __version__

GUIDES = sorted((ROOT / "docs/guides").glob("*.md"))

CONSOLE = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
"""Blocks of commands with their output, one after the other on a page."""

NOW = "1795600800"  # 2026-11-25 10:00 UTC

DIRECT_URL = '{"url": "file:///home/ann/sphinx-blogtheme", "dir_info": {}}'
"""What pip notes for a reader who installed from a clone, as README says."""


def installed(folder: Path) -> Path:
    """Make the metadata of an installed package in a folder, and return the folder."""
    info = folder / f"sphinx_blogtheme-{__version__}.dist-info"
    info.mkdir(parents=True)
    head = f"Metadata-Version: 2.4\nName: sphinx-blogtheme\nVersion: {__version__}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    (info / "direct_url.json").write_text(DIRECT_URL, encoding="utf-8")
    return folder


def run(command: str, folder: Path) -> str:
    """Run a command as a reader would, and return what the terminal shows.

    :param folder: the folder to run it in, beside which metadata are made.
    """
    metadata = folder.with_name(f"{folder.name}-metadata")
    if not metadata.is_dir():
        installed(metadata)
    environ = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "PYTHONPATH": os.pathsep.join([str(metadata), str(ROOT)]),
        "SOURCE_DATE_EPOCH": NOW,
    }
    return subprocess.run(  # noqa: S602 -- our own documentation
        command,
        shell=True,
        cwd=folder,
        env=environ,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    ).stdout


def played(text: str, folder: Path) -> str:
    """Return a page with the output that its commands have now."""

    def block(match: re.Match[str]) -> str:
        commands = [c[2:] for c in match[1].splitlines() if c.startswith("$ ")]
        shown = "".join(f"$ {c}\n{run(c, folder)}" for c in commands)
        return f"```console\n{shown}```"

    return CONSOLE.sub(block, text)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_guide_shows_what_its_commands_print(tmp_path, guide):
    """Each command works, one after the other, in an empty folder."""
    text = guide.read_text(encoding="utf-8")

    assert played(text, tmp_path) == text
    assert "Traceback" not in text
    assert "Warning" not in text


def test_guides_have_commands():
    """A new way of writing them would be noticed."""
    for guide in GUIDES:
        assert CONSOLE.search(guide.read_text(encoding="utf-8")), guide


if __name__ == "__main__":  # writes the outputs into the guides
    import tempfile

    for page in GUIDES:
        with tempfile.TemporaryDirectory() as scratch:
            empty = Path(scratch, "empty")
            empty.mkdir()
            page.write_text(played(page.read_text("utf-8"), empty), encoding="utf-8")
