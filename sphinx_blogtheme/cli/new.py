"""The command ``new``, which makes a blog."""

from __future__ import annotations

import argparse
import shlex
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sphinx_blogtheme.cli.arguments import checked_base_url, checked_name
from sphinx_blogtheme.cli.console import DONE, print_message, print_result
from sphinx_blogtheme.cli.deploy import HOSTS, deploy_files
from sphinx_blogtheme.cli.prompts import ask, is_interactive
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import write_together, write_whole
from sphinx_blogtheme.importers.new_blog import DEFAULT_BASE_URL, DEFAULT_TITLE

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx_blogtheme.cli.console import Subparsers
    from sphinx_blogtheme.cli.requirements import Requirements

_READMES = ("README.md", "README.rst", "README.txt", "README")

DESCRIPTION = """\
Make a new blog, which builds at once.

It has a configuration, a front page, a page about you, a first post, a draft, a
README with the commands, and what a host needs to publish it. What you don't
say is asked for on a terminal, and assumed elsewhere. The name with which you log
in to this computer is written nowhere.

A blog that is there already, such as an imported one, gets what the host of
--deploy needs, a .gitignore and a README, and keeps all files that it has. Its
conf.py gets the lines by which the README is no page.

With --into, a Sphinx project that is there gets a blog below a folder of its site,
as /blog/; the documentation stays as it is, with its theme. What would change is
shown, and written only with --yes, or if you say so on a terminal.
"""

EPILOG = """\
examples:
  sphinx-blogtheme new my-blog
  sphinx-blogtheme new my-blog --title "My notes" --author "Ann Lee" \\
      --base-url https://ann.example.org/ --deploy github
  sphinx-blogtheme new my-imported-blog --deploy netlify
  sphinx-blogtheme new --into docs
  sphinx-blogtheme new --into docs --path news --title "Project news" --yes

exit codes:
  0    the blog is there, or what --into would change has been shown
  1    it could not be written; nothing of it was left
  2    nothing was touched: wrong arguments, or files in the way
  130  interrupted (Ctrl-C); nothing of it was left
"""


def register(subparsers: Subparsers) -> None:
    """Add the command ``new`` with its arguments."""
    parser = subparsers.add_parser(
        "new",
        help="make a new blog",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "folder", metavar="DIR", type=_folder, nargs="?", help="the blog's folder"
    )
    parser.add_argument(
        "--into",
        metavar="DIR",
        type=_folder,
        help="add a blog to the Sphinx project in this folder",
    )
    parser.add_argument(
        "--path",
        metavar="PATH",
        type=_path,
        default="blog",
        help="with --into: where the blog is in the site (default: blog)",
    )
    parser.add_argument(
        "--no-releases",
        action="store_true",
        help="with --into: make no posts of the releases in a changelog beside it",
    )
    parser.add_argument(
        "--yes", action="store_true", help="with --into: write without a question"
    )
    parser.add_argument("--title", type=checked_name, help="the name of the blog")
    parser.add_argument(
        "--author", type=checked_name, help="who writes it (default: the title)"
    )
    parser.add_argument(
        "--base-url",
        "--url",
        metavar="URL",
        type=checked_base_url,
        help="where it will be published",
    )
    parser.add_argument(
        "--deploy",
        choices=HOSTS,
        help="write what this host needs to build and publish it (default: none)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the files of the blog, and list them.

    :raises CommandError: if a file is in the way.
    """
    from sphinx_blogtheme.cli.requirements import requirements_of
    from sphinx_blogtheme.cli.starter import starter_files
    from sphinx_blogtheme.installation import origin, repository
    from sphinx_blogtheme.model.dates import now

    if args.into is not None:
        return _into(args)
    if args.folder is None:
        raise CommandError("expected the folder of the blog, or --into")
    folder: Path = args.folder
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise CommandError(f"{place} is in the way: a folder has to be there")
    if (folder / "conf.py").is_file() and args.deploy not in (None, "none"):
        return _add_host(folder, args)
    title = args.title or _asked("Title", DEFAULT_TITLE, checked_name)
    author = args.author or _asked("Author", title, checked_name)
    url = args.base_url or _asked("URL", DEFAULT_BASE_URL, checked_base_url)
    host = args.deploy or _asked(f"Deploy to ({', '.join(HOSTS)})", "none", _host)
    required = requirements_of(origin(), repository(), folder)
    files = starter_files(title, author, url, now(ZoneInfo("UTC")), required.text)
    files |= deploy_files(host, _project_name(title))
    try:
        write_together(folder, files)
    except FileExistsError as error:
        raise CommandError(
            f"{error.filename} is there already; nothing was written"
        ) from None
    print_result(f"Your blog is in {folder}:")
    for path in sorted(files):
        print_result(f"  {path.as_posix()}")
    if url == DEFAULT_BASE_URL:
        print_result(
            "Before you publish it, set html_baseurl in conf.py to its address."
        )
    if host != "none":
        _tell_requirements(required)
    print_result("See it with:")
    print_result(f"  sphinx-blogtheme serve {shlex.quote(str(folder))}")
    return DONE


def _into(args: argparse.Namespace) -> int:
    """Add a blog to a project that is there.

    :raises CommandError: if there are arguments for a new blog.
    """
    from sphinx_blogtheme.cli.into import add_into

    if args.folder is not None or args.author or args.deploy:
        raise CommandError(
            "--into goes with --path, --title, --base-url and --yes only"
        )
    return add_into(args.into, args)


def _add_host(folder: Path, args: argparse.Namespace) -> int:
    """Write what a host needs beside a blog that is there, and list it.

    :raises CommandError: if the options name what only a new blog gets.
    """
    from sphinx_blogtheme.cli.requirements import requirements_of
    from sphinx_blogtheme.cli.starter import GIT_IGNORED, README
    from sphinx_blogtheme.installation import origin, repository

    if args.title or args.author or args.base_url:
        raise CommandError(
            f"{folder / 'conf.py'} is there already; nothing was written. Give --deploy"
            " alone to add what a host needs"
        )
    required = requirements_of(origin(), repository(), folder)
    files = {
        Path(".gitignore"): GIT_IGNORED.encode(),
        Path("requirements.txt"): required.text.encode(),
        **deploy_files(args.deploy, _project_name(folder.resolve().name)),
    }
    missing = {p: text for p, text in files.items() if not (folder / p).exists()}
    if not any((folder / name).exists() for name in _READMES):
        missing |= _readme(folder)
        files |= missing
    conf = missing.pop(Path("conf.py"), None)
    write_together(folder, missing)
    print_result(f"What {args.deploy} needs is in {folder}:")
    if conf is not None:
        write_whole(folder / "conf.py", conf)
        missing[Path("conf.py")] = conf
        print_result(
            f"  conf.py (two new lines: {README} is for the host, and no page)"
        )
    for path in sorted(files.keys() - {Path("conf.py")}):
        kept = "" if path in missing else " (was there, and is kept)"
        print_result(f"  {path.as_posix()}{kept}")
    if Path("requirements.txt") in missing:
        _tell_requirements(required)
    out = folder / "_build"
    command = ("sphinx-build", "-nW", "--keep-going", "-b", "dirhtml")
    places = ("-d", out / "doctrees", folder, out / "html")
    print_result("It publishes the blog only if this gives no warning:")
    print_result(f"  {shlex.join(map(str, (*command, *places)))}")
    return DONE


def _readme(folder: Path) -> dict[Path, bytes]:
    """Return a README, and the ``conf.py`` by which it is no page; none if that is odd."""
    from sphinx_blogtheme.cli.conf_edit import settings_of, with_excluded
    from sphinx_blogtheme.cli.starter import README, readme_text

    try:
        text = (folder / "conf.py").read_bytes().decode("utf-8-sig")
        title = settings_of(text).values.get("project", "")
        changed = with_excluded(text, README.name)
    except (SyntaxError, ValueError) as error:
        print_message(
            f"{folder / 'conf.py'}: {error}; {README} is left out, which would be a page"
        )
        return {}
    readme = readme_text(title or folder.resolve().name).encode()
    if README.name in text:
        return {README: readme}
    return {README: readme, Path("conf.py"): changed.encode()}


def _tell_requirements(required: Requirements) -> None:
    """Print the command that makes what ``requirements.txt`` names, if it needs one."""
    if required.to_do:
        print_result(
            "Before another computer builds it, make the file that it installs:"
        )
        print_result(f"  {shlex.join(required.to_do)}")


def _project_name(title: str) -> str:
    """Return a name for hosts: lower case, digits and hyphens, 50 characters at most."""
    from sphinx_blogtheme.model.terms import term_slug

    slug = term_slug(title).encode("ascii", "ignore").decode()
    name = "".join(c if c.isalnum() else "-" for c in slug).strip("-")
    return name[:50].strip("-") or "blog"


def _folder(text: str) -> Path:
    # An unset shell variable would otherwise make the current folder a blog.
    if not text.strip():
        raise argparse.ArgumentTypeError("expected a folder; `.` is this one")
    return Path(text)


def _path(text: str) -> str:
    from sphinx_blogtheme.config.section_checks import section_path

    if not text.strip("/") or section_path(text):
        raise argparse.ArgumentTypeError(f"expected a path such as blog, got {text!r}")
    return text


def _asked(question: str, default: str, check: Callable[[str], str]) -> str:
    return ask(question, default, check) if is_interactive() else default


def _host(text: str) -> str:
    if text not in HOSTS:
        raise argparse.ArgumentTypeError(f"expected one of {', '.join(HOSTS)}")
    return text
