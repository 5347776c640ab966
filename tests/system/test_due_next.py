"""What a build says at its end of posts that are held back."""

from __future__ import annotations

import pytest

from conftest import post, run

EPOCH = "1750000000"
"""The clock of the builds: June 2025."""

PUBLIC = post("Words.\n", title="Public", tags="common")


@pytest.fixture
def clock(monkeypatch):
    """Set the clock of the builds."""

    def at(epoch):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    at(EPOCH)
    return at


def test_build_says_what_comes_due_next(site, clock):
    """One line at its end counts what is held back, also where a preview shows it."""
    del clock
    made = site(
        {
            "public.md": PUBLIC,
            "idea.md": post(title="Idea", date=None, state="draft"),
            "late.md": post(title="Late", date="2026-01-01"),
            "posts/soon.md": post(title="Soon", date="2025-09-01 09:00:00+02:00"),
            "old.md": post(title="Old", expires="2025-05-01"),
        }
    )
    out = made.outputs / "dirhtml"
    command = ("-m", "sphinx", "-b", "dirhtml", made.source, out)
    said = run(*command).stdout

    assert (
        "blog: 1 draft, 2 scheduled, 1 expired; "
        'next due: 2025-09-01 09:00 UTC+02:00 "Soon" (posts/soon.md)\n'
    ) in said
    assert "next due: 2025-09-01" in run(*command, "-D", "blog_drafts=1").stdout


def test_change_note_comes_due_too(site, clock):
    """A public post whose note has a future date is counted, and still public."""
    del clock
    changes = "{2025-08-01: Soon., 2025-05-01: Seen.}"
    noted = post(title="Noted", changes=changes)
    made = site({"noted.md": noted, "late.md": post(title="Late", date="2026-01-01")})
    command = ("-m", "sphinx", "-b", "dirhtml", made.source, made.outputs / "dirhtml")
    due = '1 scheduled, 1 change; next due: 2025-08-01 00:00 UTC "Noted" (noted.md)\n'

    assert f"blog: {due}" in run(*command).stdout
    listed = run("-m", "sphinx_blogtheme", "drafts", made.source).stdout
    assert "change     2025-08-01 00:00  noted.md  Noted\n" in listed
    assert f"{due}1 post public.\n" in listed
