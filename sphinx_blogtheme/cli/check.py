"""The command ``check``, which reports and fixes faults of a blog."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urldefrag

from sphinx_blogtheme.check import report as reports
from sphinx_blogtheme.check.rules import RULES, Level
from sphinx_blogtheme.cli.console import (
    DONE,
    FAILED,
    INTERRUPTED,
    print_message,
    print_result,
    with_progress,
)
from sphinx_blogtheme.config.checks import is_url
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sphinx_blogtheme.check.fixing import Fix
    from sphinx_blogtheme.check.rules import Finding
    from sphinx_blogtheme.check.site_build import BuiltSite
    from sphinx_blogtheme.check.sources import SourceText
    from sphinx_blogtheme.cli.console import Subparsers

DESCRIPTION = """\
Look for what is wrong with a blog, and say where and what to do about it.

The site is built into a folder of its own, so that headers, links and images
are judged as a build judges them, and pages and feeds can be looked at.
Nothing is asked of other sites without --external.
"""

EPILOG = """\
examples:
  sphinx-blogtheme check blog
  sphinx-blogtheme check blog --diff            # what --fix would change
  sphinx-blogtheme check blog --fix
  sphinx-blogtheme check blog --external --ignore no-description,term-once
  sphinx-blogtheme check blog --format github   # in a workflow

exit codes:
  0    nothing is wrong (hints alone count only with --strict)
  1    there are errors or warnings
  2    the blog can't be checked: wrong arguments, no conf.py, no site
  130  interrupted (Ctrl-C); every file that was written is whole, and with
       --external the report has the links that were asked
"""


def register(subparsers: Subparsers) -> None:
    """Add the command ``check`` with its arguments."""
    parser = subparsers.add_parser(
        "check",
        help="find dead links, odd headers, heavy images and the like",
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
        "--select",
        metavar="RULE",
        type=_rules,
        action="append",
        help="look for these rules only; several with commas",
    )
    parser.add_argument(
        "--ignore",
        metavar="RULE",
        type=_rules,
        action="append",
        default=[],
        help="leave these rules out; several with commas",
    )
    parser.add_argument(
        "--format", choices=reports.REPORT_FORMATS, default="text", help="default: text"
    )
    parser.add_argument(
        "--strict", action="store_true", help="let hints fail the check too"
    )
    parser.add_argument(
        "--max-image",
        metavar="KB",
        type=_positive,
        default=500,
        help="how heavy an image may be (default: %(default)s)",
    )
    parser.add_argument(
        "--output",
        metavar="DIR",
        type=Path,
        help="folder of the site that is made (default: SOURCE/_build/check)",
    )
    fixes = parser.add_argument_group("changes")
    fixes.add_argument(
        "--fix", action="store_true", help="put right what is safe, and show the diff"
    )
    fixes.add_argument(
        "--diff",
        "--dry-run",
        action="store_true",
        help="show what --fix would change, and change nothing",
    )
    external = parser.add_argument_group("other sites")
    external.add_argument(
        "--external", action="store_true", help="try the links to other sites too"
    )
    external.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=_positive,
        default=15,
        help="how long to wait for an answer (default: %(default)s)",
    )
    external.add_argument(
        "--delay",
        metavar="SECONDS",
        type=_positive,
        default=1,
        help="pause between questions to one host (default: %(default)s)",
    )
    external.add_argument(
        "--archive-api",
        metavar="URL",
        type=_url_or_nothing,
        default="https://archive.org/wayback/available",
        help="where to ask for archived copies; '' asks nobody (default: %(default)s)",
    )
    parser.set_defaults(run=run)


def _rules(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    unknown = [name for name in names if name not in RULES]
    if unknown or not names:
        msg = f"no such rule: {', '.join(unknown)}; there are {', '.join(RULES)}"
        raise argparse.ArgumentTypeError(msg)
    return names


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = -1
    if not 0 <= number < 1e9:  # noqa: PLR2004 -- "inf" and "nan" are no pauses
        msg = f"expected a number, 0 or more, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return number


def _url_or_nothing(text: str) -> str:
    if text and not is_url(text, "https", "http"):
        msg = f"expected a URL such as https://archive.example/available, got {text!r}"
        raise argparse.ArgumentTypeError(msg)
    return text


def run(args: argparse.Namespace) -> int:
    """Check the blog, print the report, and fix findings with ``--fix``.

    :raises CommandError: if there is no blog, or it can't be built, read or written.
    """
    try:
        return _check(args)
    except OSError as error:
        raise CommandError(str(error)) from error


def _check(args: argparse.Namespace) -> int:
    folder: Path = args.source
    if not folder.is_dir():
        raise CommandError(f"{folder} is not a folder")
    if not (folder / "conf.py").is_file():
        raise CommandError(f"{folder}: there is no conf.py; name the blog's folder")
    output: Path = args.output or folder / "_build" / "check"

    # Sphinx is slow to import.
    from sphinx_blogtheme.check.findings import Gathering
    from sphinx_blogtheme.check.site_build import BuildError, build_site

    print_message(f"sphinx-blogtheme: building {folder} into {output}")
    try:
        built = build_site(folder, output.resolve())
    except BuildError as error:
        raise CommandError(str(error)) from error
    gathering = Gathering(built, image_limit=int(args.max_image * 1024))
    findings = list(gathering.findings())
    unasked = 0
    if args.external:
        found, unasked = _external(args, built, gathering.sources, output)
        findings += found
    findings = sorted(_chosen(args, findings), key=lambda finding: finding.order)

    fixes: list[Fix] = []
    if args.fix or args.diff:
        fixes = _fixes(built, findings)
    prefix = "" if folder == Path() else f"{folder.as_posix().rstrip('/')}/"
    diff = "".join(fix.diff() for fix in fixes)
    if args.fix and not args.diff:
        for fix in fixes:
            write_whole(built.folder / fix.path, fix.data)
        right = {finding for fix in fixes for finding in fix.findings}
        findings = [finding for finding in findings if finding not in right]
    _report(args, findings, prefix, diff, len(gathering.sources))
    if args.fix and fixes and not args.diff:
        print_message(f"{len(fixes)} file{'' if len(fixes) == 1 else 's'} changed.")
    if unasked:
        print_message(
            f"sphinx-blogtheme: interrupted; {unasked} of the links to other sites were"
            " not asked, which the next check goes on with"
        )
        return INTERRUPTED
    bad = args.strict or any(f.rule.level is not Level.INFO for f in findings)
    return FAILED if findings and bad else DONE


def _chosen(args: argparse.Namespace, findings: Iterable[Finding]) -> list[Finding]:
    selected = [name for names in args.select or [list(RULES)] for name in names]
    ignored = {name for names in args.ignore for name in names}
    return [
        finding
        for finding in dict.fromkeys(findings)
        if finding.rule.name in selected and finding.rule.name not in ignored
    ]


def _external(
    args: argparse.Namespace,
    built: BuiltSite,
    sources: Sequence[SourceText],
    output: Path,
) -> tuple[list[Finding], int]:
    """Return the findings, and after an interruption the number of links left."""
    from sphinx_blogtheme.check.external_links import (
        AnswerStore,
        LinkChecker,
        external_links,
    )
    from sphinx_blogtheme.check.external_rules import check_links

    links = external_links(sources, own=built.base_url)
    asking = LinkChecker(timeout=args.timeout, delay=args.delay)
    with AnswerStore(output / "external.json") as answers:
        found = asking.all([link.url for link in links], answers, watched=with_progress)
        if not asking.interrupted:
            archived = asking.archive(args.archive_api)
            return list(check_links(links, found, archived)), 0
        left = {urldefrag(link.url)[0] for link in links} - found.keys()
        return list(check_links(links, found, _nothing_archived)), len(left)


def _nothing_archived(_url: str, _date: datetime | None) -> str:
    return ""


def _fixes(built: BuiltSite, findings: Sequence[Finding]) -> list[Fix]:
    from sphinx_blogtheme.check.fixing import fix_file

    by_path: dict[str, list[Finding]] = {}
    for finding in findings:
        file = built.folder / finding.path
        if finding.rule.fixable and file.resolve() == file:  # no symbolic link
            by_path.setdefault(finding.path, []).append(finding)
    found = (
        fix_file(path, (built.folder / path).read_bytes(), wrong, built.blog.zone)
        for path, wrong in by_path.items()
    )
    return [fix for fix in found if fix]


def _report(
    args: argparse.Namespace,
    findings: Sequence[Finding],
    prefix: str,
    diff: str,
    files: int,
) -> None:
    if args.format == "json":
        print_result(reports.as_json(findings, prefix, diff))
        return
    if diff:
        stream = sys.stdout if args.format == "text" else sys.stderr
        stream.write(diff)
    draw = reports.as_text if args.format == "text" else reports.as_github
    for line in draw(findings, prefix):
        print_result(line)
    print_message(reports.summary_line(findings, files))
