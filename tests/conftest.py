"""Sites for tests: write a few files, build them with Sphinx, look at the result.

A build asserts that it gave no warning, unless the test says which it expects.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
import sphinx.locale
from bs4 import BeautifulSoup
from jinja2 import Environment
from sphinx.application import Sphinx
from sphinx.builders.html import _assets
from sphinx.util.docutils import docutils_namespace, patch_docutils

from sharing import made_once

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from types import CodeType

pytest_plugins = ["browser"]

# No test depends on how fast the machine is.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Begun in the background by a shell; programs that tests begin would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Sphinx colours its messages where `CI` is set, too.
os.environ["NO_COLOR"] = "1"

# Sphinx tells of each of the thousand things that extensions add, which nobody reads.
logging.disable(logging.DEBUG)

# A whole run writes hundreds of thousands of files, at most half a GB at a time: in
# memory, where there is enough.
_MEMORY = "/dev/shm"  # noqa: S108 -- pytest makes a folder of its own in it
if os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > 2 << 30:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", _MEMORY)

ROOT = Path(__file__).resolve().parents[1]

DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d494844520000000100000001080600000"
    "01f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A PNG of one pixel."""
WIDE = DOT[:16] + (7).to_bytes(4) + DOT[20:]
"""The same, seven pixels wide as far as its header says."""

_ESCAPE_SEQUENCE = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True, kw_only=True)
class Built:
    """The output of one build."""

    out: Path
    """Folder that holds the site."""
    warnings: list[str]
    """One text for each warning, as Sphinx printed it, without colours."""

    def text(self, path: str) -> str:
        """Return the text of an output file, ``feed/rss.xml`` for example."""
        return (self.out / path).read_text(encoding="utf-8")

    def html(self, path: str = "") -> BeautifulSoup:
        """Return a page, parsed: by docname (``2025/03/x``) or by file name."""
        file = self.out / path
        if not path.endswith(".html"):
            file = file / "index.html"
        return BeautifulSoup(file.read_text(encoding="utf-8"), "html5lib")

    def exists(self, path: str) -> bool:
        """Return whether the site has a file, or a folder, of that name."""
        return (self.out / path).exists()

    def files(self) -> dict[str, bytes]:
        """Return the content of each file of the site, by its path.

        Pagefind's index is left out: it differs from run to run on the same pages.
        """
        return {
            file.relative_to(self.out).as_posix(): file.read_bytes()
            for file in sorted(self.out.rglob("*"))
            if file.is_file() and "_pagefind" not in file.parts
        }

    def differences(self, other: Built) -> list[str]:
        """Return the paths of files that only one build has, or that differ."""
        ours, theirs = self.files(), other.files()
        return sorted(
            path
            for path in ours.keys() | theirs.keys()
            if ours.get(path) != theirs.get(path)
        )


@dataclass(frozen=True, kw_only=True)
class Site:
    """A source folder that can be edited and built, again and again."""

    source: Path
    outputs: Path
    """Folder for the doctrees and the output of each builder."""
    _conf: dict[str, Any] = field(default_factory=dict)

    def write(self, files: Mapping[str, str | bytes]) -> None:
        """Write source files, given by their path."""
        for name, content in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, encoding="utf-8", newline="\n")

    def remove(self, name: str) -> None:
        """Delete a source file."""
        (self.source / name).unlink()

    def configure(self, **conf: Any) -> None:
        """Set values of ``conf.py``; the others stay."""
        self._conf.update(conf)
        lines = (f"{name} = {value!r}\n" for name, value in self._conf.items())
        (self.source / "conf.py").write_text("".join(lines), encoding="utf-8")

    def build(
        self,
        builder: str = "dirhtml",
        *,
        parallel: int = 1,
        warnings: Sequence[str] | None = (),
        fresh: bool = False,
        anew: bool = False,
        env_anew: bool = False,
        doctrees: str = "",
    ) -> Built:
        """Build the site in this process; what an earlier build left is reused.

        :param warnings: a part of the text of each expected warning; None allows any.
        :param fresh: read and write all documents again, into a folder of its own.
        :param anew: write everything, as ``sphinx-build -a`` does.
        :param env_anew: read everything, as ``sphinx-build -E`` does.
        :param doctrees: name of the folder of the doctrees, if builders share it.
        """
        outputs = self.outputs
        if fresh:
            outputs = outputs / f"fresh-{len(list(outputs.glob('fresh-*')))}"
        out = outputs / builder
        stream = StringIO()
        # Sphinx keeps these from the process's first site.
        sphinx.locale.translators.clear()
        _assets._file_checksum_inner.cache_clear()
        with patch_docutils(self.source), docutils_namespace():
            app = Sphinx(
                srcdir=self.source,
                confdir=self.source,
                outdir=out,
                doctreedir=outputs / (doctrees or f"doctrees-{builder}"),
                buildername=builder,
                status=None,
                warning=stream,
                parallel=parallel,
                freshenv=env_anew,
            )
            app.build(force_all=anew)
        found = _split_warnings(stream.getvalue())
        if warnings is not None:
            assert_warnings(found, warnings)
        return Built(out=out, warnings=found)


@pytest.fixture(autouse=True)
def _in_english(request: pytest.FixtureRequest) -> None:
    """Forget the words of the site that was built last, where a test builds none."""
    if "unit" in request.path.parts:
        sphinx.locale.translators.clear()


@pytest.fixture(scope="session", autouse=True)
def _templates_compiled_once() -> Iterator[None]:
    """Compile each template once in a process, which is more than half of a build.

    A key is all that Jinja makes code of: source, names and kind of environment.
    """
    compiled: dict[Any, CodeType] = {}
    compile_ = Environment.compile

    def compile_once(
        self: Environment,
        source: Any,
        name: Any = None,
        filename: Any = None,
        **other: Any,
    ) -> Any:
        if other or not isinstance(source, str):
            return compile_(self, source, name, filename, **other)
        kind = (type(self), self.sandboxed, self.autoescape, *self.extensions)
        key = (kind, source, name, filename)
        if key not in compiled:
            compiled[key] = compile_(self, source, name, filename)
        return compiled[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compile_once)
        yield


def _split_warnings(text: str) -> list[str]:
    """Split Sphinx's stream of warnings; one of several lines stays together."""
    warnings: list[str] = []
    for line in _ESCAPE_SEQUENCE.sub("", text).splitlines():
        if not warnings or re.search(
            r"(?:^|: )(?:WARNING|ERROR|CRITICAL|SEVERE): ", line
        ):
            warnings.append(line)
        elif line.strip():
            warnings[-1] += "\n" + line
    return warnings


def assert_warnings(found: Sequence[str], expected: Sequence[str]) -> None:
    """Assert that each warning was expected, and each expected one was given."""
    rest = list(found)
    missing = []
    for part in expected:
        match = next((warning for warning in rest if part in warning), None)
        if match is None:
            missing.append(part)
        else:
            rest.remove(match)

    assert (rest, missing) == ([], [])


def make_site(
    folder: Path, files: Mapping[str, str | bytes] | None = None, **conf: Any
) -> Site:
    """Write a site into a folder.

    The site uses the extension and the theme, and has an empty ``index.md``,
    unless the test says otherwise; ``language=None`` leaves a value out.
    """
    made = Site(source=folder / "source", outputs=folder / "out")
    files = dict(files or {})
    if not {"index.md", "index.rst"} & files.keys():
        files["index.md"] = "# Test blog\n"
    made.write(files)
    values = {
        "project": "Test blog",
        "extensions": ["sphinx_blogtheme"],
        "html_theme": "sphinx_blogtheme",
        "html_baseurl": "https://example.org/",
        **conf,
    }
    made.configure(**{k: v for k, v in values.items() if v is not None})
    return made


def _site_maker(folder: Path) -> Callable[..., Site]:
    """Return `make_site` for folders of its own below `folder`."""

    def make(files: Mapping[str, str | bytes] | None = None, **conf: Any) -> Site:
        number = len(list(folder.glob("site-*")))
        return make_site(folder / f"site-{number}", files, **conf)

    return make


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Site]:
    """Return `make_site` for a folder of its own: ``site({"posts/x.md": ""})``."""
    return _site_maker(tmp_path)


@pytest.fixture(scope="module")
def module_site(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Site]:
    """Return what `site` does, for a build that the tests of a module share."""
    return _site_maker(tmp_path_factory.mktemp("module"))


def post(body: str = "Text.\n", **header: str | None) -> str:
    """Return the source of a post of March 2025; its body begins on line 6.

    :param header: further keys, which add lines; None leaves one out.
    """
    values = {"title": "Post", "date": "2025-03-01", **header}
    lines = "".join(f"{name}: {value}\n" for name, value in values.items() if value)
    return f"---\n{lines}---\n\n{body}"


def posts(**bodies: str) -> dict[str, str]:
    """Return the sources of posts, from slug to body; all are of March 2025."""
    return {f"posts/{slug}.md": post(body) for slug, body in bodies.items()}


@dataclass(frozen=True, kw_only=True)
class Case:
    """A post that was built among others, and what was said of it."""

    built: Built
    docname: str
    warnings: list[str]
    """The warnings that name its file."""

    def html(self) -> BeautifulSoup:
        """Return its page, parsed."""
        return self.built.html(self.docname)


@pytest.fixture(
    scope="module", params=["together", pytest.param("alone", marks=pytest.mark.long)]
)
def case(
    request: pytest.FixtureRequest, module_site: Callable[..., Site]
) -> Callable[..., Case]:
    """Return a function that builds posts, and returns one: ``case(SOURCES, key)``.

    The posts of a dictionary are built together, and each a second time in a site
    of its own where tests marked ``long`` are asked for.  All warnings have to be
    about one of them.
    """
    alone = request.param == "alone"
    builds: dict[Any, tuple[Built, dict[str, list[str]]]] = {}

    def build(
        sources: Mapping[str, str], key: str, *, suffix: str = ".md", **site: Any
    ) -> Case:
        chosen = {key: sources[key]} if alone else sources
        made = (tuple(chosen.items()), suffix, repr(site))
        names = {each: f"case-{number}" for number, each in enumerate(sources)}
        if made not in builds:
            files = {f"posts/{names[each]}{suffix}": chosen[each] for each in chosen}
            files |= site.pop("files", {})
            built = module_site(files, **site).build(warnings=None)
            said: dict[str, list[str]] = {name: [] for name in names.values()}
            for warning in built.warnings:
                named = re.search(rf"posts/(case-\d+){re.escape(suffix)}:", warning)
                assert named, warning
                said[named[1]].append(warning)
            builds[made] = (built, said)
        built, said = builds[made]
        name = names[key]
        return Case(built=built, docname=f"2025/03/{name}", warnings=said[name])

    return build


one_process_or_two = pytest.mark.parametrize(
    "parallel", [1, pytest.param(2, marks=pytest.mark.long)]
)
"""For edits: what they leave is what a clean build makes with that many processes."""


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave out tests marked ``long`` unless ``-m`` mentions them."""
    if "long" in config.option.markexpr:
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of the real blog: ``blog-dump.txt`` and ``assets/``."""
    folder = os.environ.get("BLOGTHEME_CORPUS")
    if not folder:
        pytest.skip("BLOGTHEME_CORPUS does not name the folder of a real blog")
    path = Path(folder).resolve()
    if not (path / "blog-dump.txt").is_file():
        pytest.fail(f"BLOGTHEME_CORPUS: {path} has no blog-dump.txt")
    return path


def run(*command: str | Path, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command of ours in the repository's folder, and return what it said."""
    result = subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if check:
        assert result.returncode == 0, result.stdout + result.stderr
    return result


def build_folder(
    source: Path, outputs: Path, *, builder: str = "dirhtml", parallel: int = 1
) -> Built:
    """Build a folder as ``sphinx-build`` does, in a process of its own."""
    log = _log(outputs, builder)
    outputs.mkdir(parents=True, exist_ok=True)
    log.unlink(missing_ok=True)
    run(
        *("-m", "sphinx", "-q", "-b", builder, "-j", str(parallel), "-w", log),
        *("-d", outputs / f"doctrees-{builder}", source, outputs / builder),
    )
    return built_folder(outputs, builder)


def built_folder(outputs: Path, builder: str = "dirhtml") -> Built:
    """Return what `build_folder` made, in this process or another."""
    log = _log(outputs, builder)
    text = log.read_text(encoding="utf-8") if log.exists() else ""
    return Built(out=outputs / builder, warnings=_split_warnings(text))


def _log(outputs: Path, builder: str) -> Path:
    """Return the file that holds the warnings of a build in a process of its own."""
    return outputs / f"warnings-{builder}.txt"


def import_dump(dump: Path, destination: Path, *options: str | Path) -> str:
    """Run ``sphinx-blogtheme import`` and return what it printed."""
    command = ("-m", "sphinx_blogtheme", "import", dump, destination)
    return run(*command, *options).stdout


@pytest.fixture(scope="session")
def corpus_source(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real blog, imported once; a test that edits it takes a copy."""
    dump, assets = corpus / "blog-dump.txt", corpus / "assets"

    def make(folder: Path) -> None:
        import_dump(dump, folder / "source", "--assets", assets)

    return made_once(tmp_path_factory, "real-blog", make) / "source"


@pytest.fixture(scope="session")
def corpus_site(
    corpus_source: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Built]:
    """Return the real blog, built once with ``dirhtml``; tests only read it."""
    built = _built_once(tmp_path_factory, "real-blog-built", corpus_source)
    before = len(built.files())
    yield built
    assert len(built.files()) == before


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the demo blog, built once with ``dirhtml``; tests only read it."""
    return _built_once(tmp_path_factory, "demo-built", ROOT / "content")


@pytest.fixture(scope="session")
def docs_site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Return the documentation, built once with ``dirhtml``; tests only read it."""
    return _built_once(tmp_path_factory, "docs-built", ROOT / "docs")


@pytest.fixture(scope="session")
def sites_in_languages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Built]:
    """Return the same blog in several languages, by language."""
    from whole_blog import FILES, LANGUAGES, OPTIONS  # noqa: PLC0415 -- needs `post`

    make = _site_maker(tmp_path_factory.mktemp("languages"))
    options = {**OPTIONS, "blog_search": "sphinx"}
    return {
        language: make(FILES, **options, language=language).build(warnings=None)
        for language in LANGUAGES
    }


def _built_once(temporary: pytest.TempPathFactory, name: str, source: Path) -> Built:
    """Return a folder's site, built once for all processes of the session."""
    folder = made_once(temporary, name, lambda outputs: build_folder(source, outputs))
    return built_folder(folder)
