"""The command ``post``, which begins a post."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.arguments import checked_name
from sphinx_blogtheme.cli.blog import add_blog_option, blog_folder, read_blog
from sphinx_blogtheme.cli.console import DONE, FAILED, print_message, print_result
from sphinx_blogtheme.cli.known_terms import choose_terms
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import write_new

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sphinx_blogtheme.cli.blog import BlogFolder
    from sphinx_blogtheme.cli.console import Subparsers
    from sphinx_blogtheme.model.posts import FrontMatter

DESCRIPTION = """\
Begin a post: make its file, with front matter, and print its path.

The file goes where the blog's latest posts lie, and is named like them. A
category has to be one that the blog has; a new one is taken with
--new-category, or if you say so when you are asked on a terminal.
"""

EPILOG = """\
examples:
  sphinx-blogtheme post "Why it broke"
  sphinx-blogtheme post "Why it broke" --category python --tags "bugs, tests" --draft
  sphinx-blogtheme post "New year" --date "2027-01-01 00:00" --edit

exit codes:
  0    the file is there
  1    it could not be written, conf.py has an error, or the editor failed
  2    nothing was made: no blog, a category that the blog doesn't have, a date
       that is none, or a post that is there already
  130  interrupted (Ctrl-C); the file is whole or not there
"""


def register(subparsers: Subparsers) -> None:
    """Add the command ``post`` with its arguments."""
    parser = subparsers.add_parser(
        "post",
        help="begin a post",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("title", metavar="TITLE", type=checked_name)
    for name in ("category", "tag"):
        plural = "categories" if name == "category" else "tags"
        parser.add_argument(
            f"--{name}",
            f"--{plural}",
            dest=plural,
            metavar="NAME",
            action="append",
            default=[],
            help="several with commas between them, or one after the other",
        )
    parser.add_argument(
        "--new-category", action="store_true", help="take categories that are new"
    )
    parser.add_argument(
        "--new-tag", action="store_true", help="take tags that look like others"
    )
    parser.add_argument("--draft", action="store_true", help="keep it from readers")
    parser.add_argument("--date", help="such as 2026-12-31 18:00 (default: now)")
    parser.add_argument("--slug", help="default: made of the title")
    parser.add_argument(
        "--format",
        choices=("yaml", "toml"),
        help="of the front matter (default: that of the latest post)",
    )
    parser.add_argument(
        "--dir", metavar="DIR", type=Path, help="folder of the file, in the blog's"
    )
    parser.add_argument(
        "--edit", action="store_true", help="open it in $VISUAL or $EDITOR"
    )
    add_blog_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write the file of the new post, print its path, and open it with ``--edit``.

    :raises CommandError: in the cases that `EPILOG` lists under the exit codes.
    """
    from sphinx_blogtheme.front_matter.writing import write_header
    from sphinx_blogtheme.model.dates import now
    from sphinx_blogtheme.model.permalinks import FALLBACK_SLUG
    from sphinx_blogtheme.model.posts import FrontMatter, Status
    from sphinx_blogtheme.model.terms import term_slug

    editor = _editor() if args.edit else None
    blog = read_blog(blog_folder(args.blog, Path()))
    date = date_of(args.date or "now", now(blog.config.zone))
    slug = term_slug(args.slug or args.title)
    file = _free_place(blog, args.dir, slug, date)
    headers = [post.header.front_matter for post in blog.posts]
    facts = FrontMatter(
        title=args.title,
        # A draft gets its date when it is published.
        date=None if args.draft and not args.date else date,
        status=Status.DRAFT if args.draft else Status.PUBLISHED,
        categories=choose_terms(
            "category",
            args.categories,
            [name for header in headers for name in header.categories],
            blog.config.categories,
            new=args.new_category,
        ),
        tags=choose_terms(
            "tag",
            args.tags,
            [name for header in headers for name in header.tags],
            blog.config.tags,
            new=args.new_tag,
        ),
    )
    toml = (args.format or _usual_format(blog)) == "toml"
    header = _toml_header(facts) if toml else write_header(facts)
    try:
        write_new(file, f"{header}\n".encode())
    except FileExistsError:
        raise CommandError(f"{file} is there already; nothing was written") from None
    print_result(_shown(file))
    if slug == FALLBACK_SLUG and not args.slug and slug not in args.title.lower():
        print_message(
            f"the title makes no slug, so it is {slug!r}; choose one with --slug"
        )
    if editor:
        return _edit(editor, file)
    return DONE


def date_of(text: str, today: datetime) -> datetime:
    """Parse the value of ``--date``: a date, or ``now``.

    :param today: the current time, aware; its zone is that of dates that name none.
    :raises CommandError: if the text is no date.
    """
    from zoneinfo import ZoneInfo

    from sphinx_blogtheme.model.dates import parse_date

    if text.strip().lower() == "now":
        return today.replace(microsecond=0)
    zone = today.tzinfo
    try:
        return parse_date(text, zone if isinstance(zone, ZoneInfo) else ZoneInfo("UTC"))
    except ValueError as error:
        raise CommandError(f"--date {text!r}: {error}") from None


def place_of(blog: BlogFolder, slug: str, date: datetime) -> Path:
    """Return the path of a new post from the blog's folder, like those of its posts."""
    from sphinx_blogtheme.cli.layout import Placed, next_path
    from sphinx_blogtheme.discovery.cascade import is_draft

    placed = [
        Placed(path=post.path, date=post.date)
        for post in blog.posts
        if not is_draft(post.path) and post.header.front_matter.listed
    ]
    return Path(next_path(placed, slug, date, _patterns(blog)))


def _patterns(blog: BlogFolder) -> Iterator[str]:
    """Yield globs of the paths of posts, for a blog without posts."""
    yield from blog.post_patterns
    for section in blog.config.parts:
        if not section.releases:
            places = section.posts or (section.path,)
            yield from (f"{place.removesuffix('/*').strip('/')}/*" for place in places)


def _free_place(
    blog: BlogFolder, folder: Path | None, slug: str, date: datetime
) -> Path:
    """Return the absolute path of a new post.

    :param folder: value of ``--dir``.
    :raises CommandError: if it is outside of the blog, or if the path or the permalink
        is taken.
    """
    if folder is None:
        file = blog.folder / place_of(blog, slug, date)
    else:
        file = (blog.folder / folder).resolve() / f"{slug}.md"
        if not file.is_relative_to(blog.folder):
            raise CommandError(f"--dir {folder}: is not in the blog's folder")
    if os.path.lexists(file):
        raise CommandError(f"{file} is there already; choose another with --slug")
    section = blog.config.parts.of_source(file.relative_to(blog.folder).as_posix())
    if pattern := blog.config.pattern(section):
        docname = pattern.docname(slug, date)
        for post in blog.posts:
            if post.docname.casefold() == docname.casefold():
                raise CommandError(
                    f"{post.path} has the permalink /{docname}/ already;"
                    " choose another with --slug"
                )
    return file


def _usual_format(blog: BlogFolder) -> str:
    """Return the format of the latest post's header: ``yaml`` or ``toml``."""
    latest = max(blog.posts, key=lambda post: post.date.timestamp(), default=None)
    if latest is None:
        return "yaml"
    with (blog.folder / latest.path).open("rb") as file:
        return "toml" if file.readline().strip() == b"+++" else "yaml"


def _toml_header(facts: FrontMatter) -> str:
    """Return a header in TOML between lines of ``+++``, as Hugo and Zola write it."""
    from sphinx_blogtheme.model.posts import Status

    def text(value: str) -> str:
        # https://toml.io/en/v1.1.0#string; DEL is the one character JSON leaves.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

    lines = []
    for key in ("title", "date", "categories", "tags"):
        value = getattr(facts, key)
        if value and isinstance(value, tuple):
            lines.append(f"{key} = [{', '.join(map(text, value))}]")
        elif value:
            lines.append(f"{key} = {text(value) if isinstance(value, str) else value}")
    if facts.status is Status.DRAFT:
        lines.append("draft = true")
    return "\n".join(["+++", *lines, "+++", ""])


def _shown(file: Path) -> str:
    """Return a path from the current folder if it lies below, else unchanged."""
    here = Path.cwd()
    return str(file.relative_to(here) if file.is_relative_to(here) else file)


def _editor() -> list[str]:
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if not command:
        raise CommandError("--edit: neither VISUAL nor EDITOR names an editor")
    return command


def _edit(command: list[str], file: Path) -> int:
    try:
        code = subprocess.call([*command, str(file)])  # noqa: S603 -- the author's own
    except OSError as error:
        print_message(f"sphinx-blogtheme: error: {command[0]}: {error.strerror}")
        return FAILED
    if code:
        print_message(f"sphinx-blogtheme: error: {command[0]} ended with {code}")
    return FAILED if code else DONE
