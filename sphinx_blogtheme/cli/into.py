"""Add a blog to a Sphinx project that is there: ``new --into docs``.

What would change is shown as a diff; it is written only if that is asked for.
"""

from __future__ import annotations

import difflib
import shlex
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sphinx_blogtheme.cli.conf_edit import Settings, settings_of, with_extension
from sphinx_blogtheme.cli.console import DONE, print_result
from sphinx_blogtheme.cli.prompts import ask_line, is_interactive
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import write_together, write_whole
from sphinx_blogtheme.front_matter.writing import write_header
from sphinx_blogtheme.importers.new_blog import python_literal
from sphinx_blogtheme.model.posts import FrontMatter

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import datetime

_EXTENSION = "sphinx_blogtheme"
_CHANGELOGS = ("changelog", "changes", "release-notes", "releases", "history", "news")
"""Names, in lower case and without suffix, of files of release notes."""

_WELCOME = """\
This is the first post of the blog.
Write the next one into a file beside it, or anywhere else in the documentation: a file with a date at its top is a post.
"""


@dataclass(kw_only=True)
class Plan:
    """What would change."""

    folder: Path
    """Folder of ``conf.py``."""
    changed: dict[Path, tuple[bytes, bytes]] = field(default_factory=dict)
    """Old and new contents of files that are there, by path from the folder."""
    new: dict[Path, bytes] = field(default_factory=dict)
    """Contents of new files."""
    needs_requirement: bool = False
    """Whether the author has to name the package where the project is built."""

    def diff(self) -> Iterator[str]:
        """Yield the lines of a unified diff."""
        for path, (before, after) in self.changed.items():
            yield from self._diff(path, before, after)
        for path, after in self.new.items():
            yield from self._diff(path, None, after)

    def _diff(self, path: Path, before: bytes | None, after: bytes) -> Iterator[str]:
        name = (self.folder / path).as_posix()
        lines = difflib.unified_diff(
            (before or b"").decode(errors="replace").splitlines(),
            after.decode(errors="replace").splitlines(),
            "/dev/null" if before is None else name,
            name,
            lineterm="",
        )
        yield from lines

    def write(self) -> None:
        """Write everything; a new file that is there by now stops it before.

        :raises FileExistsError: if a new file is in the way.
        """
        write_together(self.folder, self.new)
        for path, (_, after) in self.changed.items():
            write_whole(self.folder / path, after)


def add_into(given: Path, args: argparse.Namespace) -> int:
    """Show what a blog in a project would change, and write it if that is wanted.

    :raises CommandError: if there is no project, or one that has a blog.
    """
    from sphinx_blogtheme.model.dates import now

    folder = _folder_of_conf(given)
    plan = plan_of(folder, args, now(ZoneInfo("UTC")))
    for line in plan.diff():
        print_result(line)
    wanted = args.yes
    if not wanted and is_interactive():
        answer = ask_line("Write this? [y/N]")
        wanted = answer.casefold() in ("y", "yes")
    if not wanted:
        print_result("Nothing was written; --yes writes it.")
        return DONE
    try:
        plan.write()
    except FileExistsError as error:
        raise CommandError(
            f"{error.filename} is there already; nothing was written"
        ) from None
    if plan.needs_requirement:
        print_result("Install sphinx-blogtheme wherever the documentation is built.")
    print_result("Written. Build it as before, or see it with:")
    print_result(f"  sphinx-blogtheme serve {shlex.quote(str(folder))}")
    return DONE


def _folder_of_conf(given: Path) -> Path:
    """Return the folder of a project's ``conf.py``.

    :raises CommandError: if there is none.
    """
    for folder in (given, given / "source", given / "docs", given / "docs/source"):
        if (folder / "conf.py").is_file():
            return folder
    raise CommandError(
        f"{given}: there is no conf.py; expected the folder of a Sphinx project, as"
        " sphinx-quickstart makes one"
    )


def plan_of(folder: Path, args: argparse.Namespace, moment: datetime) -> Plan:
    """Return what would change in a project.

    :param folder: the folder of ``conf.py``.
    :param moment: the current time, which is the date of the first post.
    :raises CommandError: if the project cannot have a blog this way.
    """
    path = args.path.strip("/")
    data = (folder / "conf.py").read_bytes()
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        settings = settings_of(text)
    except (UnicodeDecodeError, SyntaxError) as error:
        raise CommandError(f"{folder / 'conf.py'}: {error}") from None
    _check(folder, settings)
    made = with_extension(text, _EXTENSION)
    made = f"{made.rstrip()}\n{_settings(folder, path, settings, args)}"
    compile(made, "conf.py", "exec")
    if b"\r\n" in data:
        made = made.replace("\n", "\r\n")
    plan = Plan(folder=folder)
    plan.changed[Path("conf.py")] = (data, made.encode())
    name, content = _first_post(folder, path, settings, moment)
    if (folder / name).exists():
        raise CommandError(f"{folder / name} is there already; nothing was written")
    plan.new[name] = content
    _add_requirement(plan)
    return plan


def _check(folder: Path, settings: Settings) -> None:
    """Check that a project can have a blog this way.

    :raises CommandError: if it has one.
    """
    file = folder / "conf.py"
    if (
        _EXTENSION in settings.extensions
        or {"blog_sections", "blog_path"} & settings.names
    ):
        raise CommandError(
            f"{file}: the project has a blog already; a new section is an entry of"
            " blog_sections"
        )
    if "ablog" in settings.extensions:
        raise CommandError(
            f"{file}: the project has a blog of ABlog's; see the page"
            ' "Coming from ABlog" of the documentation'
        )


def _settings(
    folder: Path, path: str, settings: Settings, args: argparse.Namespace
) -> str:
    """Return the lines at the end of ``conf.py``."""
    lines = ["", f"# The blog, at /{path}/."]
    notes = None if args.no_releases else _changelog(folder)
    if notes:
        news = "news" if path != "news" else "releases"
        title = f'"title": {python_literal(args.title)}' if args.title else ""
        lines += [
            "blog_sections = {",
            f"    {python_literal(path)}: {{{title}}},",
            "    # Each release with a date is a post.",
            f'    {python_literal(news)}: {{"releases": {python_literal(notes)}}},',
            "}",
        ]
    else:
        lines.append(f"blog_path = {python_literal(path)}")
        if args.title:
            lines.append(f"blog_title = {python_literal(args.title)}")
    if unread := _unread_markdown(folder, settings):
        sign = "+=" if "exclude_patterns" in settings.names else "="
        lines.append(
            "# Markdown is read now; these files stay what they were, no pages."
        )
        lines += [f"exclude_patterns {sign} ["]
        lines += [f"    {python_literal(name)}," for name in unread]
        lines.append("]")
    if "html_baseurl" not in settings.names:
        lines.append("# Where the site is published; without it there are no feeds.")
        url = args.base_url or "https://example.org/"
        hidden = "" if args.base_url else "# "
        lines.append(f"{hidden}html_baseurl = {python_literal(url)}")
    return "\n".join([*lines, ""])


def _unread_markdown(folder: Path, settings: Settings) -> list[str]:
    """Return the files in Markdown of a project that does not read Markdown."""
    reads = {"source_suffix"} & settings.names or any(
        name.startswith(("myst", "recommonmark")) for name in settings.extensions
    )
    found = () if reads else folder.rglob("*.md")
    paths = (path.relative_to(folder) for path in sorted(found))
    return [
        path.as_posix()
        for path in paths
        if not any(part.startswith((".", "_")) for part in path.parts)
    ]


def _changelog(folder: Path) -> str | None:
    """Return the path of a project's release notes from the folder of ``conf.py``."""
    from sphinx_blogtheme.model.decoding import read_source
    from sphinx_blogtheme.model.release_notes import releases_in

    # As `sphinx-quickstart --sep` has it: docs/source/conf.py.
    above = ("", "../", "../../") if folder.name == "source" else ("", "../")
    for place in above:
        for file in sorted((folder / place).resolve().iterdir()):
            is_named = file.stem.lower().replace("_", "-") in _CHANGELOGS
            if is_named and file.suffix in (".md", ".rst") and file.is_file():
                rst = file.suffix == ".rst"
                if releases_in(read_source(file), ZoneInfo("UTC"), rst=rst):
                    return f"{place}{file.name}"
    return None


def _first_post(
    folder: Path, path: str, settings: Settings, moment: datetime
) -> tuple[Path, bytes]:
    """Return the path of the first post, and its text in the project's markup."""
    root = settings.values.get("root_doc") or settings.values.get("master_doc", "index")
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0)
    if (folder / f"{root}.rst").is_file():
        header = f":blogpost: true\n:date: {day:%Y-%m-%d}\n"
        text = f"{header}\nHello\n=====\n\n{_WELCOME}"
        return Path(path, "hello.rst"), text.encode()
    facts = FrontMatter(title="Hello", date=day)
    return Path(path, "hello.md"), f"{write_header(facts)}\n{_WELCOME}".encode()


def _add_requirement(plan: Plan) -> None:
    """Add the package to the requirements of a project, unless they name it.

    A package that is installed from a folder needs more than a line there.
    """
    from sphinx_blogtheme.cli.requirements import requirements_of
    from sphinx_blogtheme.installation import origin, repository

    path = Path("requirements.txt")
    file = plan.folder / path
    data = file.read_bytes() if file.is_file() else b""
    required = requirements_of(origin(), repository(), plan.folder)
    named = b"sphinx-blogtheme" in data.lower().replace(b"_", b"-")
    if named or required.to_do or not file.is_file():
        plan.needs_requirement = not named
        return
    lines = (line for line in required.text.splitlines() if not line.startswith("#"))
    added = "".join(f"{line}\n" for line in lines)
    plan.changed[path] = (data, data.rstrip() + b"\n" + added.encode())
