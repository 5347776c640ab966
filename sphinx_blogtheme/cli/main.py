"""Turn a command line into one of the author's commands.

Each command is a module with ``register(subparsers)``, which describes its
arguments, and ``run(args)``, which does the work and returns an exit code. What
is slow to import (Sphinx above all) is imported by ``run``.
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
)
from sphinx_blogtheme.cli.console import BROKEN_PIPE, FAILED, INTERRUPTED, say
from sphinx_blogtheme.errors import CommandError

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS = (new, post, drafts, publish, serve, check, import_site, schema)
"""The commands, in the order of the help."""

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
    """Return the arguments of a command, with those that it hands on in `options`.

    :param argv: the arguments, without the program.
    :raises SystemExit: from argparse, for ``--help`` and wrong arguments.
    """
    own, handed_on = list(argv), list[str]()
    if own[:1] == ["serve"] and "--" in own:
        # For argparse, `--` is no border: what follows may be the folder as well.
        border = own.index("--")
        own, handed_on = own[:border], own[border + 1 :]
    args, unknown = build_parser().parse_known_args(own)
    if unknown:
        # Argparse would show the usage of all commands, which helps nobody.
        fault = f"unrecognized arguments: {' '.join(unknown)}"
        if args.run is post.run and not unknown[0].startswith("-"):
            fault += "; put the title in quotes"
        args.parser.error(fault)
    args.options = handed_on
    return args


def _finish_output() -> None:
    """Write what waits to be written; a full disk shows itself here too.

    :raises OSError: if it can't be written, once: the interpreter would try again.
    """
    try:
        sys.stdout.flush()
    except OSError:
        _drop_output()
        raise


def _drop_output() -> None:
    """Let nothing more be written, which could only fail again."""
    # https://docs.python.org/3/library/signal.html#note-on-sigpipe
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    :param argv: the arguments, without the program; by default `sys.argv`'s.
    :raises SystemExit: from argparse, for ``--help`` and wrong arguments.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal without UTF-8 shows a title's characters as escapes.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    args = parse(sys.argv[1:] if argv is None else argv)
    try:
        code = int(args.run(args))
        _finish_output()
    except CommandError as error:
        say(f"sphinx-blogtheme: error: {error}")
        return error.code
    except BrokenPipeError:
        # Who reads has enough, `head` for example.
        _drop_output()
        return BROKEN_PIPE
    except OSError as error:
        say(f"sphinx-blogtheme: error: {error}")
        return FAILED
    except KeyboardInterrupt:
        say("sphinx-blogtheme: interrupted; every file that was written is whole")
        return INTERRUPTED
    return code
