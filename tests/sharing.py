"""Turn what several processes of a session need into what one of them makes."""

from __future__ import annotations

import os
import time
import traceback
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PATIENCE = 1200
"""Seconds until another process, which makes the folder, is taken for dead."""


def made_once(
    temporary: pytest.TempPathFactory, name: str, make: Callable[[Path], object]
) -> Path:
    """Return a folder of the session, which the first that asks for it has filled.

    The processes of pytest-xdist have folders of their own, side by side in that of
    the session; what they share lies beside these.
    """
    root = temporary.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        root = root.parent
    folder, made, failed = (root / f"{name}{end}" for end in ("", ".made", ".failed"))
    try:
        folder.mkdir()
    except FileExistsError:
        _wait_for(made, failed)
        return folder
    try:
        make(folder)
    except BaseException:
        failed.write_text(traceback.format_exc(), encoding="utf-8")
        raise
    made.touch()
    return folder


def _wait_for(made: Path, failed: Path) -> None:
    end = time.monotonic() + PATIENCE
    while not made.exists():
        if failed.exists():
            pytest.fail(f"another process failed:\n{failed.read_text('utf-8')}")
        if time.monotonic() > end:
            pytest.fail(f"no other process has made {made}")
        time.sleep(0.1)
