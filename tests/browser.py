"""The system's Chromium for tests, driven by Playwright and shared by a session.

Tests that ask for it are skipped, with a reason, where one of the two is missing.
Playwright runs once in a process: whoever needs a browser takes it from here.
"""

from __future__ import annotations

import shutil

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")

TIMEOUT = 10_000  # milliseconds


@pytest.fixture(scope="session")
def chromium():
    """Return the system's Chromium, running."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed"
    )
    executable = next(filter(None, map(shutil.which, NAMES)), None)
    if executable is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=executable)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium):
    """Return an empty page in a session of its own."""
    context = chromium.new_context()
    context.set_default_timeout(TIMEOUT)
    yield context.new_page()
    context.close()
