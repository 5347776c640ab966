"""The system's Chromium for tests, driven by Playwright and shared by a session.

Tests that ask for it are skipped, with a reason, where one of the two is missing.
Playwright runs once in a process: whoever needs a browser takes it from here.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")

TIMEOUT = 60_000
"""Milliseconds until a test takes silence for failure: a busy machine is no fault."""


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


@contextmanager
def new_page(chromium, **options):
    """Open a page in a session of its own, which ends with it."""
    context = chromium.new_context(**options)
    context.set_default_timeout(TIMEOUT)
    try:
        yield context.new_page()
    finally:
        context.close()


@pytest.fixture
def page(chromium):
    """Return an empty page in a session of its own."""
    with new_page(chromium) as page:
        yield page


@pytest.fixture(scope="session")
def bare_page(chromium):
    """Return the page of a browser that runs no script, which all tests share.

    A test says how large it is, and takes back what it has changed.
    """
    with new_page(chromium, java_script_enabled=False) as page:
        yield page
