"""What readers have on a telephone, with a finger and without JavaScript."""

from __future__ import annotations

import pytest

from conftest import post

playwright = pytest.importorskip("playwright.sync_api")
