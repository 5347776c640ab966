"""The command ``test``, which runs the code of posts."""

from __future__ import annotations

import argparse
import dataclasses
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.blog import add_blog_option, blog_folder, read_blog
from sphinx_blogtheme.cli.console import DONE, FAILED, print_message, print_result
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.model.code_needs import LARGEST_SEED, run_seconds, seed_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sphinx_blogtheme.cli.blog import BlogFolder
    from sphinx_blogtheme.cli.console import Subparsers
    from sphinx_blogtheme.examples.environments import Environments
    from sphinx_blogtheme.examples.jobs import RunLimits
    from sphinx_blogtheme.examples.post_runs import PostCode, PostRun

DESCRIPTION = """\
Run the code of posts, and compare what it gives with what the posts show.

Examples with >>>, blocks in python, and the cells of notebooks are run in the
order of the text; each post in a process and a temporary folder of its own,
without the network. A build never runs code: only this command does.
"""

EPILOG = """\
examples:
  sphinx-blogtheme test                         # all posts, drafts too
  sphinx-blogtheme test posts/2026/11 -v        # those of a folder, each block
  sphinx-blogtheme test posts/hello.md --update # write the outputs into the post
  sphinx-blogtheme test --format junit --report code.xml

exit codes:
  0    no code failed
  1    some code failed, or there is no Python for a post
  2    the command could not begin: no blog, or no such file
  130  interrupted (Ctrl-C); every file that was written is whole
"""

_FORMATS = ("text", "json", "junit", "github")


def register(subparsers: Subparsers) -> None:
    """Add the command ``test`` with its arguments."""
    parser = subparsers.add_parser(
        "test",
        help="run the code of posts",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "files",
        metavar="FILE",
        type=Path,
        nargs="*",
        help="a source file, or a folder of them (default: all posts of the blog)",
    )
    add_blog_option(parser)
    parser.add_argument(
        "-v",
        "--verbose",
        action="store_true",
        help="name each block, not only failures",
    )
    parser.add_argument(
        "-j",
        "--jobs",
        metavar="N",
        type=_positive_number,
        default=os.cpu_count() or 1,
        help="number of posts that run at the same time (default: number of processors)",
    )
    parser.add_argument(
        "--format", choices=_FORMATS, default="text", help="default: text"
    )
    parser.add_argument(
        "--report",
        metavar="FILE",
        type=Path,
        help="write the result into a file, in place of standard output",
    )
    changes = parser.add_argument_group("changes")
    changes.add_argument(
        "--update",
        action="store_true",
        help="write the outputs of the code into the posts",
    )
    changes.add_argument(
        "--lock",
        action="store_true",
        help="note in tested-code.json what passed, when, and with which versions",
    )
    limits = parser.add_argument_group("limits")
    limits.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=_positive_seconds,
        default=60.0,
        help="time that the code of a post may take (default: 60)",
    )
    limits.add_argument(
        "--seed",
        metavar="N",
        type=_seed,
        default=0,
        help="seed of random numbers and of hashes (default: %(default)s)",
    )
    limits.add_argument(
        "--network", action="store_true", help="let the code use the network"
    )
    limits.add_argument(
        "--path",
        metavar="DIR",
        type=Path,
        action="append",
        default=[],
        help="a folder from which the code may import; may be given several times",
    )
    environments = parser.add_argument_group("environments of posts with dependencies")
    environments.add_argument(
        "--fresh", action="store_true", help="make them again, with the newest packages"
    )
    environments.add_argument(
        "--offline", action="store_true", help="download nothing for them"
    )
    parser.set_defaults(run=run)


def _positive_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:6]) < 1000):  # noqa: PLR2004
        msg = f"expected a number, 1 or more, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return int(text)


def _positive_seconds(text: str) -> float:
    number = run_seconds(text)
    if number is None:
        msg = f"expected a number of seconds, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return number


def _seed(text: str) -> int:
    number = seed_of(text)
    if number is None:
        msg = f"expected a whole number, 0 to {LARGEST_SEED}, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return number


def run(args: argparse.Namespace) -> int:
    """Run the code of posts, print the result, and write outputs with ``--update``.

    :raises CommandError: if there is no blog, or no such file.
    """
    from sphinx_blogtheme.examples.environments import Environments
    from sphinx_blogtheme.examples.jobs import RunLimits
    from sphinx_blogtheme.examples.lock_file import write_lock
    from sphinx_blogtheme.model.dates import now

    for path in args.files:
        if not path.exists():
            raise CommandError(f"{path}: there is no such file or folder")
    for path in args.path:
        if not path.is_dir():
            raise CommandError(f"{path} is not a folder")
    first = args.files[0] if args.files else Path()
    start = first if first.is_dir() else first.parent
    blog = read_blog(blog_folder(args.blog, start))
    posts = list(_posts(args, blog))
    if args.lock:
        _check_lock(blog.folder)
    limits = RunLimits(
        seconds=args.timeout,
        seed=args.seed,
        network=args.network,
        paths=tuple(str(path.resolve()) for path in args.path),
    )
    environments = Environments(
        blog.folder / "_build" / "environments",
        offline=args.offline,
        anew=args.fresh,
        tell=lambda text: print_message(f"sphinx-blogtheme: {text}"),
    )
    runs = []
    for found in _runs(posts, environments, limits, args.jobs):
        done = _updated(found, blog) if args.update else found
        runs.append(done)
        if args.format == "text" and args.report is None:
            _print_lines(done, each_block=args.verbose)
    _report(args, runs)
    if args.lock:
        today = now(blog.config.zone).date()
        write_lock(blog.folder, runs, today, whole=not args.files)
    return FAILED if any(one.failed for one in runs) else DONE


def _check_lock(folder: Path) -> None:
    """See that the lock file can be written without losing what it has.

    :raises CommandError: if it is not as the command writes it.
    """
    from sphinx_blogtheme.examples.lock_file import read_lock

    try:
        read_lock(folder)
    except ValueError as error:
        raise CommandError(f"{folder}: {error}; mend the file, or delete it") from None


def _posts(args: argparse.Namespace, blog: BlogFolder) -> Iterator[PostCode]:
    """Yield the code of the files that are to be run, sorted by path.

    :raises CommandError: if a file is not in the blog's folder.
    """
    from sphinx_blogtheme.examples.post_code import read_post_code

    sources = {post.path: post for post in blog.posts}
    paths = set(sources) if not args.files else set[str]()
    project = blog.env.project
    pages = {project.doc2path(name, absolute=False) for name in project.docnames}
    known = {path.replace(os.sep, "/") for path in map(str, pages)} | set(sources)
    for file in args.files:
        place = file.resolve()
        if not place.is_relative_to(blog.folder):
            raise CommandError(f"{file} is not in the blog's folder, {blog.folder}")
        path = place.relative_to(blog.folder).as_posix()
        if place.is_file():
            paths.add(path)
        else:
            start = "" if path == "." else f"{path}/"
            paths |= {one for one in known if one.startswith(start)}
    for path in sorted(paths):
        shown = Path(os.path.relpath(blog.folder / path)).as_posix()
        source = sources.get(path)
        yield read_post_code(blog.env, blog.folder, path, shown, source)


def _runs(
    posts: Sequence[PostCode], environments: Environments, limits: RunLimits, jobs: int
) -> Iterator[PostRun]:
    """Yield what became of each post, in their order."""
    from sphinx_blogtheme.examples.environments import NoEnvironmentError
    from sphinx_blogtheme.examples.post_runs import (
        run_post,
        run_without,
        skipped_run,
    )
    from sphinx_blogtheme.examples.processes import Programs

    programs = Programs()

    def run_one(post: PostCode, python: str | NoEnvironmentError | None) -> PostRun:
        if python is None:
            return skipped_run(post)
        if isinstance(python, NoEnvironmentError):
            return run_without(post, "Python", str(python))
        return run_post(post, python, limits, programs)

    pythons: list[str | NoEnvironmentError | None] = []
    for post in posts:
        try:
            pythons.append(environments.python_for(post.needs) if post.is_run else None)
        except NoEnvironmentError as error:
            pythons.append(error)
    with ThreadPoolExecutor(jobs) as pool:
        try:
            yield from pool.map(run_one, posts, pythons)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            programs.stop()
            raise


def _updated(run: PostRun, blog: BlogFolder) -> PostRun:
    """Write the outputs of a post into its file, and return what is wrong still."""
    from sphinx_blogtheme.examples.post_code import read_blocks
    from sphinx_blogtheme.examples.rewriting import rewrite
    from sphinx_blogtheme.examples.verdicts import BlockFate

    if not any(verdict.outputs for verdict in run.verdicts):
        return run
    path = run.post.path
    source = next((post for post in blog.posts if post.path == path), None)
    written = rewrite(
        run, blog.folder / path, partial(read_blocks, blog.env, path, source)
    )
    verdicts = []
    for verdict in run.verdicts:
        if not written.issuperset(verdict.outputs):
            verdicts.append(verdict)
            continue
        faults = tuple(fault for fault in verdict.faults if not fault.is_written)
        right = bool(verdict.outputs) and not faults
        fate = BlockFate.PASSED if right else verdict.fate
        verdicts.append(dataclasses.replace(verdict, faults=faults, fate=fate))
    if count := len(written):
        print_message(f"{run.post.file}: wrote {count} output{'s' * (count > 1)}")
    if left := sum(len(verdict.outputs) for verdict in run.verdicts) - count:
        print_message(
            f"{run.post.file}: wrote {left} output{'s' * (left > 1)} not, since the file"
            " would be read in another way"
        )
    return dataclasses.replace(run, verdicts=tuple(verdicts))


def _print_lines(run: PostRun, *, each_block: bool) -> None:
    from sphinx_blogtheme.examples.run_reports import run_lines

    for line in run_lines(run, each_block=each_block):
        print_result(line)
    sys.stdout.flush()  # before messages, and as soon as it is known


def _report(args: argparse.Namespace, runs: Sequence[PostRun]) -> None:
    """Print the result, or write it into the file that is asked for."""
    from sphinx_blogtheme.examples import run_reports as reports
    from sphinx_blogtheme.files import write_whole

    if args.format == "json":
        text = reports.runs_as_json(runs)
    elif args.format == "junit":
        text = reports.runs_as_junit(runs)
    elif args.format == "github":
        text = "\n".join(reports.runs_as_github(runs))
    elif args.report is None:
        text = ""  # it has been printed
    else:
        each = (reports.run_lines(one, each_block=args.verbose) for one in runs)
        text = "\n".join(line for lines in each for line in lines)
    if args.report is not None:
        write_whole(args.report, f"{text}\n".encode("utf-8", "backslashreplace"))
    elif text:
        print_result(text)
    print_message(reports.run_summary(runs))
