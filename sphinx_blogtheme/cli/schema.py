"""The command ``schema``, which prints the JSON Schema of front matter for editors."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.console import DONE, print_message, print_result
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from sphinx_blogtheme.cli.console import Subparsers

DESCRIPTION = """\
Print the JSON Schema of the header of a post, or write it to a file.

An editor that knows it completes and explains keys, and marks values that would
be warnings of a build. It is that of the version which is installed.
"""

EPILOG = """\
examples:
  sphinx-blogtheme schema
  sphinx-blogtheme schema .vscode/front-matter.schema.json

exit codes:
  0    it was printed, or the file is there
  1    the file could not be written; an earlier one is as it was
  2    nothing was touched: wrong arguments, or a folder in place of the file
"""


def register(subparsers: Subparsers) -> None:
    """Add the command ``schema`` with its arguments."""
    parser = subparsers.add_parser(
        "schema",
        help="print the JSON Schema of front matter, for editors",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        type=Path,
        nargs="?",
        help="the file to write, in place of standard output; its folder is made",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema, or write it to a file.

    :raises CommandError: if the file is a folder.
    :raises OSError: if the file can't be written.
    """
    import json

    from sphinx_blogtheme.front_matter.json_schema import json_schema

    if args.file and args.file.is_dir():
        raise CommandError(f"{args.file} is a folder; name the file to write")
    text = json.dumps(json_schema(), indent=2)
    if args.file is None:
        print_result(text)
    else:
        write_whole(args.file, f"{text}\n".encode())
        print_message(f"wrote {args.file}")
    return DONE
