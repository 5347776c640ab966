"""What we write is valid HTML, CSS and SVG: the Nu validator finds nothing to mend.

The validator is a program in Java, and no package of Python's has a current one:
``VNU_JAR`` names its ``vnu.jar``, which is in the npm package ``vnu-jar``.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

# A page and a stylesheet with one error each: the validator has looked if it says so.
CANARIES = {
    "canary.html": "<!DOCTYPE html><html lang=en><title>T</title><p><img src=x></p>",
    "canary.css": "p { colour: red }",
    "canary.svg": '<svg xmlns="http://www.w3.org/2000/svg"><p/></svg>',
}


@pytest.fixture(scope="module")
def vnu():
    """Return the command that runs the validator."""
    jar = os.environ.get("VNU_JAR")
    if not jar:
        pytest.skip("VNU_JAR does not name the Nu validator's vnu.jar")
    if not Path(jar).is_file():
        pytest.fail(f"VNU_JAR: there is no {jar}")
    java = shutil.which("java")
    if java is None:
        pytest.skip("Java is not installed")
    return [java, "-jar", jar]


def complaints(vnu, *paths):
    """Return the errors and warnings about all files at these paths, by file."""
    result = subprocess.run(
        [
            *vnu,
            *("--format", "json", "--stdout", "--exit-zero-always"),
            *("--skip-info-messages", "--skip-non-html"),
            *("--also-check-css", "--also-check-svg"),
            *paths,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return [
        (message["url"], message.get("lastLine"), message["message"])
        for message in json.loads(result.stdout)["messages"]
    ]


@pytest.mark.parametrize("site", ["corpus_site", "demo_site", "docs_site"])
def test_site_is_valid(request, vnu, tmp_path, site):
    """No page, stylesheet or picture of ours has an error or a warning."""
    built = request.getfixturevalue(site)
    for name, text in CANARIES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    found = complaints(vnu, tmp_path, built.out)

    canaries = [c for c in found if Path(c[0]).name in CANARIES]
    assert {Path(url).name for url, _, _ in canaries} == CANARIES.keys()
    # sphinx-design's tabs have an attribute that they may not have.
    faults = [
        c for c in found if c not in canaries and "kitchen-sink-design" not in c[0]
    ]
    assert not faults, "\n".join(map(str, faults[:50]))
