"""What users install: the files, the metadata, and the commands that we promise."""

from __future__ import annotations

import email
import email.policy
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from configparser import ConfigParser
from importlib import import_module

import pytest

import sphinx_blogtheme
from conftest import ROOT

PACKAGE = ROOT / "sphinx_blogtheme"

THEME = "sphinx_blogtheme/theme/sphinx_blogtheme/"


def build(kind, folder):
    """Build one distribution from the repository, without the network."""
    program = (
        f"from flit_core.buildapi import build_{kind}; "
        f"print(build_{kind}({str(folder)!r}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return folder / result.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    path = build("wheel", tmp_path_factory.mktemp("wheel"))
    with zipfile.ZipFile(path) as archive:
        yield archive


@pytest.fixture(scope="module")
def sdist_names(tmp_path_factory):
    path = build("sdist", tmp_path_factory.mktemp("sdist"))
    with tarfile.open(path) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def dist_info(wheel, name):
    """Return the text of a file of the wheel's metadata."""
    (path,) = (n for n in wheel.namelist() if n.endswith(f".dist-info/{name}"))
    return wheel.read(path).decode()


def source_files():
    """Return all files of the package, as the wheel should name them."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_wheel_holds_each_file_of_the_package(wheel):
    """Code, templates, stylesheets and fonts are installed, and nothing else is."""
    names = {name for name in wheel.namelist() if ".dist-info/" not in name}

    assert names == source_files()


def test_wheel_holds_what_a_site_needs(wheel):
    """Neither the types nor the theme and its parts were lost in the tree itself."""
    names = wheel.namelist()
    kinds = {
        name.rpartition(".")[2] for name in names if name.startswith(f"{THEME}static/")
    }

    assert "sphinx_blogtheme/py.typed" in names
    assert f"{THEME}theme.toml" in names
    assert f"{THEME}layout.html" in names
    assert {"css", "woff2"} <= kinds


def test_each_font_has_its_licence(wheel):
    """A font's licence lies in the same folder."""
    names = wheel.namelist()
    folders = {n.rpartition("/")[0] for n in names if n.endswith(".woff2")}
    licensed = {n.rpartition("/")[0] for n in names if "LICENSE" in n}

    assert folders
    assert folders <= licensed


def test_stylesheets_of_the_theme_exist(wheel):
    """What theme.toml lists is in the wheel."""
    theme = tomllib.loads(wheel.read(f"{THEME}theme.toml").decode())["theme"]
    listed = {f"{THEME}static/{sheet}" for sheet in theme["stylesheets"]}

    assert listed - set(wheel.namelist()) == set()


def test_metadata(wheel):
    """Name, version, licence and lowest Python are the ones we announce."""
    metadata = email.message_from_string(
        dist_info(wheel, "METADATA"), policy=email.policy.default
    )

    assert metadata["Name"] == "sphinx-blogtheme"
    assert metadata["Version"] == sphinx_blogtheme.__version__
    assert metadata["License-Expression"] == "MIT"
    assert "LICENSE" in metadata.get_all("License-File")
    assert metadata["Requires-Python"] == ">=3.11"


def test_entry_points_load(wheel):
    """The command can be run, and Sphinx finds the theme by its name."""
    entries = ConfigParser(delimiters=["="])
    entries.optionxform = str
    entries.read_string(dist_info(wheel, "entry_points.txt"))
    module, _, function = entries["console_scripts"]["sphinx-blogtheme"].partition(":")
    theme = entries["sphinx.html_themes"]["sphinx_blogtheme"]

    assert callable(getattr(import_module(module), function))
    assert callable(import_module(theme).setup)


def test_theme_is_found_by_its_name_alone(site):
    """A site of plain Sphinx pages needs no more than `html_theme`."""
    plain = site({"index.rst": "Plain\n=====\n\nText.\n"}, extensions=[])

    page = plain.build().html()

    assert [h1.get_text(strip=True).rstrip("¶#") for h1 in page.select("h1")] == [
        "Plain"
    ]


@pytest.mark.parametrize("folder", ["tests", "docs", "content", "benchmarks"])
def test_sdist_holds_each_file_of(sdist_names, folder):
    """Who packages us for a distribution can test and document us too."""
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not {"__pycache__", "_build"} & set(path.parts)
    }

    assert files - sdist_names == set()


def test_readme_and_ci_run_the_same_command():
    """What we test is what we tell people to do."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (command,) = [line for line in lines if line.endswith("/tox run")]

    assert command in (ROOT / ".ci/run").read_text(encoding="utf-8").splitlines()
