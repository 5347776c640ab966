"""What the code of a post needs to be run, and whether its page says when it was."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_RUN = 86_400
"""Number of seconds that a time limit may have: a day."""

LARGEST_SEED = 2**32 - 1
"""The largest seed that all random numbers can have."""


def run_seconds(text: str) -> float | None:
    """Return a time limit in seconds, at most `LONGEST_RUN`; None if it is none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 < value <= LONGEST_RUN else None


def seed_of(text: str) -> int | None:
    """Return a seed, at most `LARGEST_SEED`; None if it is none."""
    good = text.isascii() and text.isdecimal() and len(text) <= len(str(LARGEST_SEED))
    return int(text) if good and int(text) <= LARGEST_SEED else None


@dataclass(frozen=True, kw_only=True)
class CodeNeeds:
    """The values of ``python`` in a header; the first two are those of PEP 723."""

    requires: str = ""
    """Versions of Python, such as ``>=3.12``; "" for any."""
    dependencies: tuple[str, ...] = ()
    """Packages, such as ``numpy>=2``."""
    files: tuple[str, ...] = ()
    """Files and folders that the code reads: paths or globs from the post's folder."""
    timeout: float | None = None
    """Seconds that the code of the post may take."""
    seed: int | None = None
    """Seed of random numbers."""
    network: bool | None = None
    """Whether the code may use the network."""
    skip: str | None = None
    """Why none of the code is run; None if it is."""
    note: bool | None = None
    """Whether the page of the post says when its code was run."""
