"""The command ``serve``, which serves a preview and rebuilds it after each save."""

from __future__ import annotations

import argparse
import errno
import importlib
import logging
import os
import pickle
import signal
import socket
import sys
import threading
import time
import webbrowser
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_blogtheme.cli.console import DONE, FAILED, INTERRUPTED, print_message
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.installation import install_command
from sphinx_blogtheme.output import preview

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sphinx_blogtheme.cli.console import Subparsers

DESCRIPTION = """\
Build a blog, serve it on this computer, and build it again whenever you save.

The browser reloads the page that it shows. Drafts and posts that are to be
published later are there, marked as such; in what `sphinx-build` makes they are
not. The preview has a folder of its own, so that nothing of it is published, and
it answers only to requests for 127.0.0.1, localhost or the name after --host.
"""

EPILOG = """\
examples:
  sphinx-blogtheme serve blog
  sphinx-blogtheme serve blog --open
  sphinx-blogtheme serve blog --port 8080 -- -j auto -D blog_title="A preview"

What follows `--` goes to sphinx-autobuild, and from there to sphinx-build.

exit codes:
  1    the preview could not be started
  2    there is no blog, sphinx-autobuild is not installed, or the port is in use
  130  it was stopped (Ctrl-C)
"""

IGNORED = ("*/.git/*", "*/__pycache__/*", "*.swp", "*.swx", "*~", "*/.#*", "*/4913")
"""Globs of files that editors and tools write; changes of them start no build."""

_STARTUP_FAILURE = 3
"""Exit code of uvicorn, the server, if it could not start."""


def register(subparsers: Subparsers) -> None:
    """Add the command ``serve`` with its arguments."""
    parser = subparsers.add_parser(
        "serve",
        help="preview a blog, drafts included, while you write",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "source",
        metavar="SOURCE",
        type=Path,
        nargs="?",
        default=Path(),
        help="the blog's folder, with conf.py (default: this one)",
    )
    parser.add_argument(
        "--output",
        metavar="DIR",
        type=Path,
        help="folder of the preview (default: SOURCE/_build/preview)",
    )
    parser.add_argument("--host", default="127.0.0.1", help="default: 127.0.0.1")
    parser.add_argument(
        "--port",
        type=port_of,
        default=8000,
        help="default: 8000; 0 is any that is free",
    )
    parser.add_argument(
        "--no-drafts",
        dest="drafts",
        action="store_false",
        help="leave out what is not published yet",
    )
    parser.add_argument(
        "--open",
        action="store_true",
        help="open the post that was saved last in the browser",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Serve the preview until interrupted.

    :raises CommandError: if the folder is no blog, sphinx-autobuild is missing, or the
        port is not free.
    """
    source: Path = args.source
    if not (source / "conf.py").is_file():
        raise CommandError(f"{source}: there is no conf.py; name the blog's folder")
    try:
        server = importlib.import_module("sphinx_blogtheme.cli.preview_server")
    except ImportError as error:
        hint = install_command("serve")
        raise CommandError(f"{error}; install it with: {hint}") from error
    output: Path = args.output or source / "_build" / "preview"
    args.port = bound_port(args.host, args.port)
    if args.open:
        place = (args.host, args.port)
        threading.Thread(
            target=_open, args=(place, source, output), daemon=True
        ).start()
    sys.argv[0] = "sphinx-blogtheme serve"
    interrupted = False

    def stop(*_: object) -> None:
        nonlocal interrupted
        interrupted = True
        raise KeyboardInterrupt

    # Uvicorn hides an interruption from us, and logs a traceback of one at its start.
    logging.getLogger("uvicorn.error").addFilter(lambda _: not interrupted)
    before = signal.signal(signal.SIGINT, stop)
    # What was begun is put away also where a program ends the preview.
    ended = signal.signal(signal.SIGTERM, lambda number, _: sys.exit(128 + number))
    _end_with_the_terminal()
    preview.begin()
    try:
        with _builder(server) as builder:
            server.serve(command(args, output), builder)
    except KeyboardInterrupt:
        pass
    except SystemExit as failure:
        if failure.code != _STARTUP_FAILURE:
            raise
        return INTERRUPTED if interrupted else FAILED
    finally:
        signal.signal(signal.SIGINT, before)
        signal.signal(signal.SIGTERM, ended)
    return INTERRUPTED if interrupted else DONE


def _end_with_the_terminal() -> None:
    """End as if told to when the terminal is closed, unless begun with ``nohup``.

    Uvicorn ends in order after the signals of `SIGINT` and `SIGTERM` only.
    """
    number = getattr(signal, "SIGHUP", None)  # Windows has none
    if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
        signal.signal(number, lambda *_: signal.raise_signal(signal.SIGTERM))


@contextmanager
def _builder(server: Any) -> Iterator[Callable[..., Any]]:
    """Yield the class of a builder, with Sphinx loaded already if there is `fork`.

    :param server: the module `preview_server`.
    """
    if not hasattr(os, "fork"):
        yield server.autobuild.Builder
        return
    from sphinx_blogtheme.cli.preview_builder import Builder, standing_by

    with standing_by() as address:
        yield partial(Builder, address=address)


def port_of(text: str) -> int:
    """Parse the value of ``--port``.

    :raises argparse.ArgumentTypeError: if it is no number from 0 to 65535.
    """
    if not text.isdecimal() or int(text) > 65535:  # noqa: PLR2004 -- RFC 9293, 3.1
        raise argparse.ArgumentTypeError(f"{text!r}: expected a number from 0 to 65535")
    return int(text)


def bound_port(host: str, port: int) -> int:
    """Return a port at which a server can listen: the given one, or a free one for 0.

    :param host: host name or address to listen at.
    :raises CommandError: if that fails, because another server does for example.
    """
    absent = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)
    found = port
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        for family, *_, place in places:
            try:
                with socket.create_server((place[0], found), family=family) as server:
                    found = server.getsockname()[1]
            except OSError as error:
                # `localhost` has an IPv4 and an IPv6 address, even without IPv6.
                if error.errno not in absent or len(places) == 1:
                    raise
    except OSError as error:
        hint = "; choose another with --port" if error.errno == errno.EADDRINUSE else ""
        raise CommandError(f"{host}:{port}: {error.strerror}{hint}") from None
    return found


def command(args: argparse.Namespace, output: Path) -> list[str]:
    """Return the arguments of sphinx-autobuild."""
    ignored = [part for pattern in IGNORED for part in ("--ignore", pattern)]
    return [
        *("-b", "dirhtml", "-d", str(output / ".doctrees")),
        *("-D", f"blog_drafts={int(args.drafts)}", "-j", "auto"),
        *("--host", args.host, "--port", str(args.port)),
        *ignored,
        *args.options,
        *(str(args.source), str(output)),
    ]


def _open(place: tuple[str, int], source: Path, output: Path) -> None:
    """Wait until the server accepts connections, and open the post that was saved last.

    :param place: host and port of the server.
    """
    while True:
        try:
            socket.create_connection(place, timeout=1).close()
            break
        except OSError:
            time.sleep(0.2)
    host, port = place
    name = f"[{host}]" if ":" in host else host
    page = f"http://{name}:{port}/{newest_page(source, output)}"
    print_message(f"Opening {page}")
    webbrowser.open(page)


def newest_page(source: Path, output: Path) -> str:
    """Return the relative URL of the post that was saved last, such as ``2025/03/x/``.

    It is "", that of the front page, if there is no post, or no complete build.

    :param source: the blog's folder.
    :param output: folder of the preview.
    """
    try:
        with (output / ".doctrees" / "environment.pickle").open("rb") as file:
            environment: Any = pickle.load(file)  # noqa: S301 -- Sphinx's own
        posts = environment.domaindata["blog"]["posts"].values()
        newest = max(posts, key=lambda post: (source / post.path).stat().st_mtime)
    except (OSError, LookupError, ValueError, pickle.PickleError):
        return ""
    return f"{quote(newest.docname)}/"
