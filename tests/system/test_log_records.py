"""What nobody reads is not written into the log; what somebody asks for is."""

from __future__ import annotations

import logging
import subprocess
import sys

import pytest

FILES = {"index.md": "# Front\n"}

LEVEL = """
import logging

def setup(app):
    app.connect("env-updated", lambda *_: print(logging.getLogger("sphinx").level))
"""


@pytest.mark.parametrize(
    ("options", "level"), [([], logging.INFO), (["-vv"], logging.DEBUG)]
)
def test_log_is_as_fine_as_it_was_asked_to_be(site, options, level):
    """Sphinx's own is always the finest."""
    blog = site(FILES)
    with (blog.source / "conf.py").open("a", encoding="utf-8") as conf:
        conf.write(LEVEL)
    command = [sys.executable, "-m", "sphinx", "-b", "dirhtml", *options]
    out = blog.outputs / "here"
    said = subprocess.run(
        [*command, blog.source, out], capture_output=True, text=True, check=True
    ).stdout

    assert f"{level}\n" in said
    assert ("emitting event: 'env-updated'" in said) == (level == logging.DEBUG)
