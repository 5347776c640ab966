"""The command ``publish``, which makes a draft public."""

from __future__ import annotations

import argparse
import os
import shlex
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.blog import add_blog_option, blog_folder, read_blog
from sphinx_blogtheme.cli.console import DONE, print_result
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from datetime import datetime

    from sphinx_blogtheme.cli.blog import BlogFolder
    from sphinx_blogtheme.cli.console import Subparsers
    from sphinx_blogtheme.discovery.post_source import Source

DESCRIPTION = """\
Make a draft public: with the next build, or from its date on.

Its front matter then says that it is published, and has a date: the one it has,
or that of --date, or now. Nothing else of the file changes. A draft in a folder
`_drafts` is moved to where the blog's posts lie.
"""

EPILOG = """\
examples:
  sphinx-blogtheme publish posts/2026/11/not-yet.md
  sphinx-blogtheme publish posts/2026/11/not-yet.md --date "2026-12-24 08:00"

exit codes:
  0    it is published, or was already
  1    the file could not be written, or conf.py has an error; the file is as it was
  2    nothing was touched: no such post, a date that can't be read, or front matter
       that has to be changed by hand
  130  interrupted (Ctrl-C); the file is as it was
"""


def register(subparsers: Subparsers) -> None:
    """Add the command ``publish`` with its arguments."""
    parser = subparsers.add_parser(
        "publish",
        help="make a draft public",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", metavar="FILE", type=Path, help="the draft")
    parser.add_argument(
        "--date", help="when it is published: now, or a date such as 2026-12-31 18:00"
    )
    add_blog_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Change the header of the draft, and move its file out of ``_drafts``.

    :raises CommandError: if there is no such post, or its header can't be changed.
    """
    from sphinx_blogtheme.cli.layout import is_dated
    from sphinx_blogtheme.cli.post import date_of
    from sphinx_blogtheme.discovery.cascade import is_draft
    from sphinx_blogtheme.model.dates import now
    from sphinx_blogtheme.model.posts import Status

    file: Path = args.file
    if file.is_dir():
        raise CommandError(f"{file} is a folder; name the file of the draft")
    if not file.is_file():
        raise CommandError(f"{file}: there is no such file{_meant(args.blog, file)}")
    blog = read_blog(blog_folder(args.blog, file.parent))
    post = _post_of(blog, file)
    facts = post.header.front_matter
    today = now(blog.config.zone)
    date = date_of(args.date, today) if args.date else None
    dated = facts.date is not None or is_dated(_name(post.path))
    if facts.status is not Status.DRAFT and not date and dated:
        print_result(f"{file}: is published already, {_when(post.date, today)}")
        return DONE
    if date is None and not dated:
        if fault := _fault_of_date(post):
            raise CommandError(f"{file}: {fault}; give the date with --date")
        date = today.replace(microsecond=0)
    _change(blog, post, date)
    moved = file
    if is_draft(post.path):
        moved = _move(blog, post, date or post.date)
    print_result(f"{moved}: published, {_when(date or post.date, today)}")
    return DONE


def _meant(folder: Path | None, file: Path) -> str:
    """Return a question that names the draft whose title or file name was given."""
    try:
        blog = read_blog(blog_folder(folder, Path()))
    except CommandError:
        return ""
    wanted = {file.name.casefold(), file.stem.casefold()}
    for post in blog.posts:
        title = post.header.front_matter.title or ""
        names = {title.casefold(), PurePosixPath(post.path).stem.casefold()}
        if names & wanted:
            path = os.path.relpath(blog.folder / post.path)
            return f"; did you mean {shlex.quote(path)}?"
    return "; name the file, as `sphinx-blogtheme drafts` lists it"


def _fault_of_date(post: Source) -> str | None:
    """Return the problem of the date in a header, or None if there is no problem."""
    from sphinx_blogtheme.front_matter.fields import BY_KEY, folded

    for problem in post.header.problems:
        key = folded(problem.message.partition(":")[0])
        if "date" in [field.name for field, _ in BY_KEY.get(key, ())]:
            return problem.message.removesuffix("; going on without it")
    return None


def _post_of(blog: BlogFolder, file: Path) -> Source:
    resolved = file.resolve()
    for post in blog.posts:
        if (blog.folder / post.path).resolve() == resolved:
            return post
    raise CommandError(f"{file}: is no post of the blog in {blog.folder}")


def _change(blog: BlogFolder, post: Source, date: datetime | None) -> None:
    """Change the header of a post to published, and write its file.

    :param date: date to write; None keeps that of the header.
    :raises CommandError: if the changed header would not have exactly the new meaning,
        or the file is not UTF-8.
    """
    from sphinx_blogtheme.discovery.cascade import FolderDefaults, is_jekyll
    from sphinx_blogtheme.front_matter.editing import published_text
    from sphinx_blogtheme.front_matter.header import parse_header
    from sphinx_blogtheme.model.posts import NOTEBOOK, RST, Status

    file = blog.folder / post.path
    old = post.header.front_matter
    by_hand = CommandError(
        f"{post.path}: its front matter has to be changed by hand: let it say"
        " 'state: published'" + (f" and 'date: {_written(date)}'" if date else "")
    )
    try:
        text = file.read_bytes().decode()
    except UnicodeDecodeError:
        raise CommandError(f"{post.path}: is not UTF-8") from None
    if post.markup == NOTEBOOK or file.with_suffix(".meta").is_file():
        raise by_hand
    rst = post.markup == RST
    new = published_text(text, _written(date) if date else None, rst=rst)
    header = parse_header(
        new.removeprefix("\ufeff"),
        blog.config.zone,
        rst=rst,
        jekyll=is_jekyll(post.path),
        defaults=FolderDefaults(blog.folder, blog.config.zone).layers(post.path),
    )
    expected = replace(old, status=Status.PUBLISHED)
    if date:
        expected = replace(expected, date=date, undated=False)
    if header.front_matter != expected:
        raise by_hand
    if new != text:
        write_whole(file, new.encode())


def _move(blog: BlogFolder, post: Source, date: datetime) -> Path:
    """Move a post out of its folder ``_drafts``, and return the new absolute path.

    :raises CommandError: if there is such a file already.
    """
    from sphinx_blogtheme.cli.layout import without_leading_date
    from sphinx_blogtheme.cli.post import place_of

    path = PurePosixPath(post.path)
    target = place_of(blog, without_leading_date(_name(post.path)), date)
    target = target.with_suffix(path.suffix)
    if (blog.folder / target).exists():
        raise CommandError(
            f"{post.path}: its front matter says that it is published, but it can't be"
            f" moved to {target}, which is there already"
        )
    (blog.folder / target).parent.mkdir(parents=True, exist_ok=True)
    (blog.folder / path).rename(blog.folder / target)
    return Path(blog.folder / target)


def _name(path: str) -> str:
    """Return the name of a post's file without suffix; for ``index``, its folder's."""
    place = PurePosixPath(path)
    return place.parent.name if place.stem == "index" else place.stem


def _written(date: datetime) -> str:
    return date.isoformat(" ")


def _when(date: datetime, today: datetime) -> str:
    shown = f"{date:%Y-%m-%d %H:%M} {date.tzname() or ''}".rstrip()
    return f"public from {shown} on" if date > today else f"dated {shown}"
