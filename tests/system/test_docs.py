"""The documentation says everything that there is to know, and its examples work."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, build_folder
from sphinx_blogtheme.check.rules import RULES
from sphinx_blogtheme.config.defaults import DEFAULTS
from sphinx_blogtheme.config.options import PREFIX, option_fields
from sphinx_blogtheme.extension import EVENTS, THEME_EVENTS
from sphinx_blogtheme.front_matter.fields import FIELDS
from sphinx_blogtheme.warnings import WARNING_TYPE, WarningKind

if TYPE_CHECKING:
    from pathlib import Path

DOCS = ROOT / "docs"
PACKAGE = ROOT / "sphinx_blogtheme"
THEME = PACKAGE / "theme/sphinx_blogtheme"
TEST_FOLDERS = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}

PAGES = sorted(path.stem for path in DOCS.glob("*.md"))

# A line `% conf` or `% post` above a fence marks what a reader can use as it is.
EXAMPLE = re.compile(
    r"^% (?P<kind>conf|post)\n(?P<fence>`{3,})\w+\n(?P<text>.*?)\n(?P=fence)$",
    re.MULTILINE | re.DOTALL,
)

EXAMPLES = [
    pytest.param(match["kind"], match["text"], id=f"{page}-{number}")
    for page in PAGES
    for number, match in enumerate(
        EXAMPLE.finditer((DOCS / f"{page}.md").read_text(encoding="utf-8")), start=1
    )
]


def theme_options():
    text = (THEME / "theme.toml").read_text(encoding="utf-8")
    return list(tomllib.loads(text)["options"])


def properties():
    text = (THEME / "static/css/tokens.css").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^ *(--bt-[\w-]+):", text, re.MULTILINE)))


THINGS = {
    "options": [PREFIX + option.name for option in option_fields()],
    "checking": [*RULES],
    "warnings": [f"{WARNING_TYPE}.{kind.value}" for kind in WarningKind],
    "front-matter": [key for field in FIELDS for key in (*field.keys, *field.instead)],
    "theming": [
        *theme_options(),
        *properties(),
        *(f"slots/{path.name}" for path in sorted((THEME / "slots").iterdir())),
        *(f"parts/{path.name}" for path in sorted((THEME / "parts").iterdir())),
    ],
}


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return build_folder(DOCS, tmp_path_factory.mktemp("docs"))


def test_documentation_builds_without_a_warning(built):
    """Each directive, link and reference in it works."""
    assert built.warnings == []


@pytest.mark.parametrize("page", THINGS)
def test_everything_has_its_place_in_the_documentation(built, page):
    """What an author or a site's owner can set is named, as code, on its page."""
    shown = {code.get_text() for code in built.html(page).select("main code, main dt")}
    words = {text.split("¶")[0].strip() for text in shown}

    assert [name for name in THINGS[page] if name not in words] == []


def test_settings_of_others_that_we_change_are_listed(built):
    """Whoever wonders about Sphinx, MyST or ABlog finds our default."""
    listed = {term.get_text() for term in built.html("options").select("dt")}

    assert DEFAULTS.keys() <= listed


def test_each_page_is_in_the_tree(built):
    """No page of the documentation can only be found by searching."""
    links = {
        link["href"].removeprefix("../").strip("/#") or "index"
        for link in built.html("options").select("nav.bt-tree a")
    }

    assert set(PAGES) - {"index", "options"} <= links


def test_each_guard_is_a_test():
    """The table of invariants names tests that exist."""
    named = re.findall(r"`(test_\w+)`", (DOCS / "design.md").read_text("utf-8"))
    source = "".join(p.read_text("utf-8") for p in (ROOT / "tests").rglob("test_*.py"))

    assert [name for name in named if f"def {name}(" not in source] == []


def test_each_package_and_module_is_described(built):
    """A newcomer finds each of them, with its description, and none that has gone."""
    described = {
        section.select_one("h2 code").get_text(): {
            row.select_one("td").get_text(): row.select("td")[1].get_text()
            for row in section.select("tr:has(td)")
        }
        for section in built.html("packages").select("section:has(> h2)")
    }

    for folder in {path.parent for path in PACKAGE.glob("*/__init__.py")}:
        modules = described.pop(folder.name)
        files = {p for p in folder.rglob("*.py") if p.name != "__init__.py"}
        packages = {p.parent for p in folder.rglob("*/__init__.py")}
        names = {
            ".".join(path.relative_to(folder).with_suffix("").parts)
            for path in files | packages
        }

        assert modules.keys() == names
        assert [name for name in names if not modules[name].endswith(".")] == []
    assert described == {}


def test_picture_shows_the_imports_of_the_table(built):
    """Both are made of the same imports; the ground's modules share a column."""
    page = built.html("architecture")
    lowest = {
        "annotations",
        "errors",
        "files",
        "installation",
        "patching",
        "translation",
        "warnings",
    }
    table = page.select_one("svg.layers ~ table, svg.layers ~ * table")
    listed = {
        (row.select_one("td code").get_text(), code.get_text())
        for row in table.select("tr:has(td)")
        for code in row.select("td:nth-of-type(3) code")
    }
    pattern = r"\d+ modules? of (\w+) imports? (\w+)"
    drawn = {
        re.fullmatch(pattern, title.get_text()).groups()
        for title in page.select("svg.layers circle title")
    }

    assert drawn == {(a, "ground" if b in lowest else b) for a, b in listed}


def test_each_listener_is_in_the_architecture(built):
    """The table has the functions of each event in the order of their list."""
    shown = [code.get_text() for code in built.html("architecture").select("td code")]
    for _, _, functions in (*EVENTS, *THEME_EVENTS):
        names = [
            f"{function.__module__}.{function.__qualname__.partition('.<')[0]}"
            for function in functions
        ]
        places = [shown.index(n.removeprefix("sphinx_blogtheme.")) for n in names]

        assert places == sorted(places)


INTERNALS = ("architecture", "design", "overrides")
"""Pages for those who change the package."""

OURS = "|".join(path.parent.name for path in PACKAGE.glob("*/__init__.py"))

OTHERS = "ablog|docutils|markdown_it|myst_parser|sphinx|sphinx_autobuild"


@pytest.mark.parametrize("page", INTERNALS)
def test_named_function_exists(page):
    """A function, class or module that a page names is there, ours and others'."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    ours = re.findall(rf"`((?:{OURS}|extension|patching)\.[\w.]*\w)`", text)
    ours = [name for name in ours if not name.endswith(".py")]
    others = re.findall(rf"`((?:{OTHERS})\.[\w.]*\w)`", text)
    names = [*(f"sphinx_blogtheme.{name}" for name in ours), *others]

    assert [name for name in names if not is_there(name)] == []


def is_there(name: str) -> bool:
    """Return whether a dotted name can be imported."""
    try:
        pkgutil.resolve_name(name)
    except (AttributeError, ImportError):
        return False
    return True


def existing(name: str) -> Path | None:
    """Return the file or folder that a page names, from where the page may name it."""
    folders = (ROOT, PACKAGE, THEME, *TEST_FOLDERS)
    return next((f / name for f in folders if (f / name).exists()), None)


@pytest.mark.parametrize("page", INTERNALS)
def test_named_part_of_a_file_exists(page):
    """Where a page says "`SERVICES` in `services.py`", that file has it."""
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    parts = re.findall(r"`([A-Za-z_][\w.]*)`(?: in|,) `([\w/]+\.py)`", text)
    missing = [
        (name, file)
        for name, file in parts
        if not name.endswith(".py")  # a list of files
        for part in name.split(".")
        if not re.search(rf"\b{part}\b", existing(file).read_text("utf-8"))
    ]

    assert missing == []


@pytest.mark.parametrize(
    "page", [*(f"docs/{name}.md" for name in INTERNALS), "CONTRIBUTING.md"]
)
def test_named_file_exists(page):
    """A file that a page names is there; `NAME` stands for one to be made."""
    text = (ROOT / page).read_text(encoding="utf-8")
    named = re.findall(r"`([\w.][\w./-]*(?:\.py|\.toml|/))`", text)
    named += re.findall(r"`((?:benchmarks|content|docs)/[\w./-]+\.md)`", text)
    missing = [
        name
        for name in named
        if "NAME" not in name
        and name not in ("conf.py", "assets/")  # of a site
        and not name.startswith("blog/")  # in the folder of doctrees
        and not existing(name)
    ]

    assert missing == []


def test_there_are_examples():
    """A new way of marking them would be noticed."""
    assert {param.values[0] for param in EXAMPLES} == {"conf", "post"}


@pytest.mark.parametrize(("kind", "text"), EXAMPLES)
def test_example_builds(site, kind, text):
    """A reader can copy it, and gets no warning."""
    values = {}
    if kind == "conf":
        # Our own documentation, as trusted as this test.
        exec(text, values)  # noqa: S102
        values.pop("__builtins__")
    files = {"posts/hello.md": text} if kind == "post" else {}
    if values.get("extensions") == []:
        files["index.rst"] = "Test\n====\n"

    built = site(files, **values).build()

    assert built.exists("index.html")


def test_import_prints_what_the_documentation_shows(tmp_path):
    """The dump on the page gives the output on the page."""
    page = (DOCS / "moving/dump.md").read_text(encoding="utf-8")
    dump = re.search(r"^```text\n(<\|article.*?)^```$", page, re.MULTILINE | re.DOTALL)
    session = re.search(
        r"^\$ sphinx-blogtheme import .*?^```$", page, re.DOTALL | re.MULTILINE
    )
    assert dump
    assert session
    (tmp_path / "blog-dump.txt").write_text(dump[1], encoding="utf-8")
    (tmp_path / "assets/images").mkdir(parents=True)
    (tmp_path / "assets/images/contrast.png").touch()

    command, *expected = session[0].splitlines()
    result = import_in(tmp_path, command.split()[2:])

    assert result == expected[: len(result)]


def test_check_prints_what_the_documentation_shows(site):
    """The posts on the page give the findings and the diff on the page."""
    page = (DOCS / "checking.md").read_text(encoding="utf-8")
    first, second = re.findall(
        r"^% checked\n```markdown\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    sessions = re.findall(
        r"^\$ sphinx-blogtheme (check .*?)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL
    )
    made = site({"posts/ink.md": first, "posts/paper.md": second}).source
    made = made.rename(made.with_name("my-blog"))

    assert len(sessions) == 2
    for command, output in sessions:
        result = subprocess.run(
            [sys.executable, "-m", "sphinx_blogtheme", *command.split()],
            cwd=made.parent,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

        assert (result.returncode, result.stdout) == (1, output), result.stderr


def import_in(folder: Path, arguments: list[str]) -> list[str]:
    """Return the lines that the command prints, both streams together."""
    result = subprocess.run(
        [sys.executable, "-m", "sphinx_blogtheme", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return result.stdout.splitlines()
