"""The command ``drafts``, which lists the documents that are not public."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.blog import add_blog_option, blog_folder, read_blog
from sphinx_blogtheme.cli.console import DONE, print_result
from sphinx_blogtheme.errors import CommandError

if TYPE_CHECKING:
    from sphinx_blogtheme.cli.console import Subparsers

DESCRIPTION = """\
List the drafts, the posts that are to be published later, those that expired, and the
change notes of public posts that have a future date.

What comes due next is first; a time is as its author wrote it. Then come the files in
folders of posts that are ordinary pages, and why. Only documents that may have a
`post` directive are read; notebooks are not run.
"""

EPILOG = """\
examples:
  sphinx-blogtheme drafts
  sphinx-blogtheme drafts my-blog

exit codes:
  0    the list is complete, and may be empty
  1    the blog's conf.py has an error
  2    there is no blog
  130  interrupted (Ctrl-C)
"""


def register(subparsers: Subparsers) -> None:
    """Add the command ``drafts`` with its arguments."""
    parser = subparsers.add_parser(
        "drafts",
        help="list what is not public yet, and when it will be",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "source",
        metavar="SOURCE",
        type=Path,
        nargs="?",
        help="the blog's folder, as --blog",
    )
    add_blog_option(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the list: reason, date, path and title of each document.

    :raises CommandError: if there is no blog, or its ``conf.py`` has an error.
    """
    from sphinx_blogtheme.model.schedule import schedule_summary

    if args.source and args.blog:
        raise CommandError("expected SOURCE or --blog, got both")
    blog = read_blog(
        blog_folder(args.source or args.blog, Path()), with_directives=True
    )
    found = sorted(
        (*blog.withheld, *blog.held_notes),
        key=lambda item: (
            ("scheduled", "change", "draft", "expired").index(item.reason.value),
            item.moment.timestamp() if item.moment else 0,
            item.path,
        ),
    )
    for item in found:
        moment = f"{item.moment:%Y-%m-%d %H:%M}" if item.moment else ""
        print_result(f"{item.reason.value:9}  {moment:16}  {item.path}  {item.title}")
    for path, why in blog.no_posts:
        print_result(f"no post    {'':16}  {path}  It {why}.")
    held_back = {item.path for item in blog.withheld}
    public = sum(post.path not in held_back for post in blog.posts) + blog.declared
    print_result(schedule_summary(found) or "Nothing is held back.")
    print_result(f"{public} post{'' if public == 1 else 's'} public.")
    return DONE
