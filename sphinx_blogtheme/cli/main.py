"""The entry point of the program: parse the command line, and run one command.

Each command is a module with ``register(subparsers)``, which adds the command with its
arguments, and ``run(args)``, which does the work and returns an exit code. Slow
imports (Sphinx above all) are within ``run``.
"""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from sphinx_blogtheme import __version__
from sphinx_blogtheme.cli import (
    check,
    drafts,
    import_site,
    new,
    post,
    publish,
    schema,
    serve,
    test,
)
from sphinx_blogtheme.cli.console import BROKEN_PIPE, FAILED, INTERRUPTED, print_message
from sphinx_blogtheme.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (new, post, drafts, publish, serve, check, test, import_site, schema)
"""The modules of the commands, in the order of the help."""

EXIT_CODES = """\
exit codes:
  0    all went well
  1    something went wrong; what was good was done
  2    the command could not begin: wrong arguments, or files in its way
  130  interrupted (Ctrl-C)
"""


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    parser = argparse.ArgumentParser(
        prog="sphinx-blogtheme",
        description="Commands for authors of a blog made with sphinx-blogtheme.",
        epilog=EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"sphinx-blogtheme {__version__}"
    )
    subparsers = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True
    )
    for command in COMMANDS:
        command.register(subparsers)
    for subparser in subparsers.choices.values():
        subparser.set_defaults(parser=subparser)
    return parser


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Parse a command line.

    :param argv: the arguments, without the program's name.
    :return: the arguments; `options` are those after ``--``, for sphinx-autobuild.
    :raises SystemExit: from argparse, for ``--help`` and wrong arguments.
    """
    own, handed_on = list(argv), list[str]()
    if own[:1] == ["serve"] and "--" in own:
        # Argparse would take an argument after `--` for the folder.
        border = own.index("--")
        own, handed_on = own[:border], own[border + 1 :]
    args, unknown = build_parser().parse_known_args(own)
    if unknown:
        # Argparse would show the usage of the program, not that of the command.
        fault = f"unrecognized arguments: {' '.join(unknown)}"
        if args.run is post.run and not unknown[0].startswith("-"):
            fault += "; put the title in quotes"
        args.parser.error(fault)
    args.options = handed_on
    return args


def _finish_output() -> None:
    """Flush standard output, so that a full disk is noticed before the exit.

    :raises OSError: if it fails. The output is then dropped, because the interpreter
        would flush it again at exit.
    """
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()
        raise


def _drop_output() -> None:
    """Redirect standard output to the null device, so that later writes don't fail."""
    # https://docs.python.org/3/library/signal.html#note-on-sigpipe
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    :param argv: the arguments, without the program's name; by default `sys.argv[1:]`.
    :raises SystemExit: from argparse, for ``--help`` and wrong arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        # On a terminal without UTF-8, a title's characters are printed as escapes.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    args = parse(sys.argv[1:] if argv is None else argv)
    try:
        code = int(args.run(args))
        _finish_output()
    except CommandError as error:
        print_message(f"sphinx-blogtheme: error: {error}")
        return error.code
    except BrokenPipeError:
        # The reader of the pipe has closed it, as `head` does.
        _drop_output()
        return BROKEN_PIPE
    except OSError as error:
        print_message(f"sphinx-blogtheme: error: {error}")
        return FAILED
    except KeyboardInterrupt:
        print_message(
            "sphinx-blogtheme: interrupted; every file that was written is whole"
        )
        return INTERRUPTED
    return code
