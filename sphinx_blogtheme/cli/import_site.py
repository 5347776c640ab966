"""The command ``import``, which makes a blog of another engine's site or export."""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import shutil
import tempfile
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_blogtheme.cli.arguments import add_site_options
from sphinx_blogtheme.cli.console import (
    DONE,
    FAILED,
    print_message,
    print_result,
    with_progress,
)
from sphinx_blogtheme.cli.next_steps import print_next_steps
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import copy_file, write_whole
from sphinx_blogtheme.importers.bodies.media import NOT_GIVEN
from sphinx_blogtheme.importers.engines import (
    ENGINES,
    NOTHING_WRITTEN,
    engine_named,
    read_site,
    recognise,
)
from sphinx_blogtheme.importers.near_sites import LOOSE_ENGINES, near_sites

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_blogtheme.cli.console import Subparsers
    from sphinx_blogtheme.importers.blog_files import NewBlog
    from sphinx_blogtheme.importers.model import Blog, Note

DESCRIPTION = """\
Make a blog that Sphinx can build of a site made with another engine.

SOURCE is the folder of a site of Hugo, Jekyll, Pelican, Nikola, 11ty, Zola,
Astro, Docusaurus, ABlog, MkDocs, Zensical, Quarto, mystmd or Jupyter Book, a vault
of Obsidian, any folder of Markdown, an export of WordPress, Ghost, Blogger, Medium,
Substack, Movable Type or micro.blog (a file, a folder or a ZIP archive), or a dump
of articles. Front matter is written anew (but of a dump stays as it is), bodies in
Markdown stay as they are, and HTML becomes Markdown. Posts stay at
their URLs, or these lead to them. Nothing of SOURCE is run, changed, or fetched
from elsewhere.

--compare proves it: it builds the blog in a temporary folder, and compares its pages
with those of the old site as its engine built it, or its URLs with a sitemap. Without
DEST, SOURCE is a blog that was imported before, or a built one. The table says which
URLs are kept, lead on or are lost, and what posts and feeds have lost; --report writes
it too.
"""

EPILOG = """\
examples:
  sphinx-blogtheme import my-hugo-site blog
  sphinx-blogtheme import my-site blog --from jekyll --dry-run
  sphinx-blogtheme import export.xml blog --assets uploads
  sphinx-blogtheme import dump.txt blog --assets assets \\
      --base-url https://blog.example.org/ --title "My notes"
  sphinx-blogtheme import my-hugo-site blog --compare my-hugo-site/public
  sphinx-blogtheme import --compare old-output blog --report lost.md
  sphinx-build -b dirhtml -d blog/_build/doctrees blog blog/_build/html

exit codes:
  0    everything was imported (there may be warnings), and --compare found no loss
  1    part of SOURCE could not be read, or not be written; the rest was. Or
       --compare found a loss: a URL, a feed's entry, a post's title, date, term,
       picture, code block, table, formula or heading's id, or more than one of
       2000 words
  2    nothing was touched: wrong arguments, no such SOURCE, a configuration that
       cannot be read, nothing to publish, or files in the way
  130  interrupted (Ctrl-C); every file that was written is whole
"""


def register(subparsers: Subparsers) -> None:
    """Add the command ``import`` with its arguments."""
    parser = subparsers.add_parser(
        "import",
        help="make a blog from another engine's site, an export or a dump",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("source", metavar="SOURCE", type=Path, help="what to read")
    parser.add_argument(
        "dest",
        metavar="DEST",
        type=Path,
        nargs="?",
        help="the blog's folder; not needed with --compare",
    )
    parser.add_argument(
        "--from",
        dest="engine",
        metavar="ENGINE",
        type=engine_named,
        choices=ENGINES,
        help=f"what SOURCE is (default: recognised): {', '.join(ENGINES)}",
    )
    parser.add_argument(
        "--assets",
        metavar="DIR",
        type=Path,
        help="folder of files that an export or a dump uses: WordPress's uploads,"
        " Ghost's content, pictures of Blogger, Medium or Substack",
    )
    add_site_options(parser, known="SOURCE")
    parser.add_argument(
        "--dry-run", action="store_true", help="tell what would be done, and do nothing"
    )
    parser.add_argument(
        "--compare",
        metavar="OLD_OUTPUT",
        type=Path,
        help="compare the blog with this folder of the old site as it was built, or"
        " with its sitemap",
    )
    parser.add_argument(
        "--report",
        metavar="FILE",
        type=Path,
        help="write the report there: as text if it is FILE.md or FILE.txt (with"
        " --compare, the table), or else as JSON",
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="overwrite files that exist, conf.py and index.md included",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Import the source, print the report, and compare the blog with its old site.

    :raises CommandError: if the source cannot be read, or files are in the way.
    """
    from sphinx_blogtheme.cli.compare import check_old_output, is_table

    if args.compare is None:
        if args.dest is None:
            raise CommandError("expected DEST, the blog's folder, or --compare")
        return _import(args)
    check_old_output(args.compare)
    if args.dest is None:
        if not args.source.is_dir():
            msg = f"{args.source} is not a folder; expected that of a blog"
            raise CommandError(msg)
        return _compare(args, args.source)
    table = args.report if is_table(args.report) else None
    code = _import(_with(args, report=None) if table else args)
    if not args.dry_run:
        is_there = (args.dest / "conf.py").is_file()
        return max(code, _compare(args, args.dest)) if is_there else code
    with tempfile.TemporaryDirectory(prefix="blog-import-") as temporary:
        blog = Path(temporary, "blog")
        with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
            _import(_with(args, dest=blog, report=None, dry_run=False))
        is_there = (blog / "conf.py").is_file()
        return max(code, _compare(args, blog)) if is_there else code


def _with(args: argparse.Namespace, **values: Any) -> argparse.Namespace:
    return argparse.Namespace(**{**vars(args), **values})


def _compare(args: argparse.Namespace, blog: Path) -> int:
    """Compare a blog, and write the report."""
    from sphinx_blogtheme.cli.compare import compare_output, write_report

    found = compare_output(args.compare, blog)
    if args.report:
        write_report(found, args.report)
    return FAILED if found.has_lost else DONE


def _import(args: argparse.Namespace) -> int:
    from sphinx_blogtheme.cli import import_dump
    from sphinx_blogtheme.cli.compare import is_table, report_text
    from sphinx_blogtheme.importers.blog_files import new_blog_files

    engine = args.engine or recognise(args.source)
    if engine == "dump":
        return import_dump.run(args)
    source, dest = args.source.resolve(), args.dest.resolve()
    if dest.is_relative_to(source) or (source.is_relative_to(dest) and source.is_dir()):
        msg = f"{args.source} and {args.dest} lie within one another"
        raise CommandError(msg)
    if args.assets and not args.assets.is_dir():
        msg = f"--assets: {args.assets} is not a folder"
        raise CommandError(msg)
    blog = read_site(engine, args.source, args.assets, args.base_url)
    if args.engine is None and engine in LOOSE_ENGINES:
        hints = near_sites(args.source)
        blog = dataclasses.replace(blog, warnings=(*hints, *blog.warnings))
    output = new_blog_files(blog, title=args.title, base_url=args.base_url)
    targets = [Path(path) for path in (*output.contents, *output.copies)]
    if blog.documents:
        import_dump.check_targets(args.dest, targets, force=args.force)
        if not args.dry_run:
            _write(args.dest, output)
    if args.report:
        lines = [*_notes(blog), *_left_out(blog), *_sums(output, args)]
        is_text = is_table(args.report)
        data = report_text(lines, args.report) if is_text else _machine_readable(output)
        write_whole(args.report, data)
    return _tell(output, args)


def _write(dest: Path, output: NewBlog) -> None:
    """Write all files to a temporary folder beside the blog's, then move them there."""
    try:
        dest.parent.mkdir(parents=True, exist_ok=True)
        stage = Path(tempfile.mkdtemp(prefix=f".{dest.name}-", dir=dest.parent))
    except OSError as error:
        msg = f"cannot write to {dest.parent}: {error.strerror}; {NOTHING_WRITTEN}"
        raise CommandError(msg) from None
    try:
        for path, content in with_progress([*output.contents.items()], "writing"):
            write_whole(stage / path, content)
        for path, source in with_progress([*output.copies.items()], "copying files"):
            copy_file(source, stage / path)
        if not dest.exists():
            # mkdtemp() makes folders that only their owner may enter.
            stage.chmod((stage / "conf.py").stat().st_mode | 0o111 & ~_umask())
            stage.rename(dest)
            return
        for path in (*output.contents, *output.copies):
            (dest / path).parent.mkdir(parents=True, exist_ok=True)
            (stage / path).replace(dest / path)
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _tell(output: NewBlog, args: argparse.Namespace) -> int:
    """Print the report.

    :raises CommandError: if there is nothing to publish.
    """
    blog = output.blog
    for line in _notes(blog):
        print_message(line)
    for line in _left_out(blog):
        print_result(line)
    if not blog.documents:
        msg = f"{args.source}: there is no post and no page; {NOTHING_WRITTEN}"
        raise CommandError(msg + _built_site(args.source))
    for line in _sums(output, args):
        print_result(line)
    if not args.dry_run:
        missing = [one for one in blog.warnings if one.message.startswith(NOT_GIVEN)]
        print_next_steps(
            args.dest,
            output.contents["conf.py"],
            missing=0 if args.assets else len(missing),
            compared=args.compare is not None,
        )
    return FAILED if blog.errors else DONE


def _built_site(source: Path) -> str:
    """Return what to do with a folder of HTML that an engine has made; or nothing."""
    if not source.is_dir() or not any(source.rglob("*.html")):
        return ""
    return (
        ". It has pages in HTML, as engines make them: import the folder from which they"
        " are made, and give this one to --compare"
    )


def _notes(blog: Blog) -> Iterator[str]:
    for kind, notes in (("error", blog.errors), ("warning", blog.warnings)):
        for note in notes:
            yield f"{note.source}: {kind}: {note.message}"


def _left_out(blog: Blog) -> Iterator[str]:
    if blog.skipped:
        yield "Not imported:"
        for note in blog.skipped:
            yield f"  {note.source}: {note.message}"


def _sums(output: NewBlog, args: argparse.Namespace) -> Iterator[str]:
    """Yield how many documents there are, and how many notes."""
    blog = output.blog
    pages = sum(document.page for document in blog.documents)
    drafts = sum(document.facts.status.value == "draft" for document in blog.documents)
    posts = len(blog.documents) - pages
    aliases = sum(len(document.facts.aliases) for document in blog.documents)
    verb = "would be imported" if args.dry_run else "imported"
    yield (
        f"{_n(posts, 'post')} and {_n(pages, 'page')} ({_n(drafts, 'draft')}) {verb}"
        f" from {blog.engine} to {args.dest}, with {_n(aliases, 'old URL')} that"
        f" {'leads' if aliases == 1 else 'lead'} on, and {_n(len(blog.files), 'file')}."
    )
    counts = (len(blog.skipped), len(blog.warnings), len(blog.errors))
    yield (
        f"{counts[0]} not imported, {_n(counts[1], 'warning')},"
        f" {_n(counts[2], 'error')}."
    )


def _n(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _machine_readable(output: NewBlog) -> bytes:
    blog: Blog = output.blog

    def told(notes: tuple[Note, ...]) -> list[dict[str, str]]:
        return [{"source": note.source, "message": note.message} for note in notes]

    found: dict[str, Any] = {
        "engine": blog.engine,
        "documents": [
            {
                "source": document.source,
                "path": document.path,
                "kind": "page" if document.page else "post",
                "state": document.facts.status.value,
                "url": output.urls.get(document.path, ""),
                "aliases": list(document.facts.aliases),
            }
            for document in blog.documents
        ],
        "files": sorted(blog.files),
        "skipped": told(blog.skipped),
        "warnings": told(blog.warnings),
        "errors": told(blog.errors),
    }
    return json.dumps(found, indent=2).encode() + b"\n"
