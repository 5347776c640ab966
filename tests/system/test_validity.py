"""What we write is valid HTML, CSS and SVG: the Nu validator finds nothing to mend.

The validator is a program in Java, and no package of Python's has a current one:
``VNU_JAR`` names its ``vnu.jar``, which is in the npm package ``vnu-jar``.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from whole_blog import LANGUAGES

# A page and a stylesheet with one error each: the validator has looked if it says so.
CANARIES = {
    "canary.html": "<!DOCTYPE html><html lang=en><title>T</title><p><img src=x></p>",
    "canary.css": "p { colour: red }",
    "canary.svg": '<svg xmlns="http://www.w3.org/2000/svg"><p/></svg>',
}

SITES = ["corpus_site", "demo_site", "docs_site"]

YOUNG = re.compile(r"Property “position-(?:area|try-fallbacks)” doesn't exist")
"""Properties of CSS Anchor Positioning, which the validator does not know yet."""

# Its parser needs more of a stack than the quick compiler leaves it.
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m")
"""What makes a run of some seconds short: Java prepares for hours otherwise."""


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
    return [java, *QUICK, "-jar", jar]


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
        (
            Path(unquote(urlsplit(message["url"]).path)),
            message.get("lastLine"),
            message["message"],
        )
        for message in json.loads(result.stdout)["messages"]
        if not YOUNG.search(message["message"])
    ]


@pytest.fixture(scope="module")
def found(request, vnu, tmp_path_factory):
    """Return all complaints about the sites that there are, of one run of Java."""
    canaries = tmp_path_factory.mktemp("canaries")
    for name, text in CANARIES.items():
        (canaries / name).write_text(text, encoding="utf-8")
    folders = []
    for site in SITES:
        try:
            folders.append(request.getfixturevalue(site).out)
        except pytest.skip.Exception:
            continue  # Its own test says why.
    in_languages = request.getfixturevalue("sites_in_languages")
    folders += [built.out for built in in_languages.values()]
    # The first canary folder is looked at before all sites, the last one after them.
    last = shutil.copytree(canaries, tmp_path_factory.mktemp("last") / "canaries")
    found = complaints(vnu, canaries, *folders, last)
    for folder in (canaries, last):
        seen = {path.name for path, _, _ in found if path.is_relative_to(folder)}
        assert seen == CANARIES.keys()
    return found


@pytest.mark.parametrize("site", SITES)
def test_site_is_valid(request, found, site):
    """No page, stylesheet or picture of ours has an error or a warning."""
    built = request.getfixturevalue(site)

    # sphinx-design's tabs have an attribute that they may not have.
    faults = [
        (str(path.relative_to(built.out)), line, message)
        for path, line, message in found
        if path.is_relative_to(built.out) and "kitchen-sink-design" not in path.parts
    ]
    assert not faults, "\n".join(map(str, faults[:50]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_site_in_another_language_is_valid(sites_in_languages, found, language):
    """The words of no language break a page."""
    out = sites_in_languages[language].out
    faults = [fault for fault in found if fault[0].is_relative_to(out)]

    assert not faults, "\n".join(map(str, faults[:50]))
