"""The command ``import`` for a dump, whose articles are written as they are."""

from __future__ import annotations

import errno
import json
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sphinx_blogtheme.cli.console import (
    DONE,
    FAILED,
    print_message,
    print_result,
    with_progress,
)
from sphinx_blogtheme.cli.next_steps import print_next_steps
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import copy_file, files_below, write_whole
from sphinx_blogtheme.front_matter.header import parse_header
from sphinx_blogtheme.importers.bodies.active_text import without_active_body
from sphinx_blogtheme.importers.exports.dump import DumpArticle, split_dump
from sphinx_blogtheme.importers.new_blog import (
    DEFAULT_BASE_URL,
    DEFAULT_TITLE,
    blog_site_files,
)
from sphinx_blogtheme.importers.site_folder import is_junk
from sphinx_blogtheme.model.permalinks import safe_slug

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from sphinx_blogtheme.model.posts import Header

_IMAGE = re.compile(rb"!\[[^\]\n]*\]\((/[^/\s)][^\s)]*)")


@dataclass(kw_only=True, slots=True)
class _Import:
    """The files to write, and the errors and warnings of a dump."""

    dump: Path
    """Path of the dump, for messages."""
    contents: dict[Path, bytes] = field(default_factory=dict)
    """Contents of the posts, by path from the blog's folder."""
    taken: dict[str, DumpArticle] = field(default_factory=dict)
    """Articles by their paths in lower case, so that no two differ in case only."""
    repaired: int = 0
    """Number of headers that are not valid YAML, but were read without loss."""
    errors: list[str] = field(default_factory=list)
    """Lines such as ``dump.txt:12: error: article 3: is not UTF-8; left out``."""
    warnings: list[str] = field(default_factory=list)

    def error(self, line: int, message: str) -> None:
        """Note an article, or another part of the dump, that is not imported."""
        self.errors.append(f"{self.dump}:{line}: error: {message}")

    def unread_folder(self, error: OSError) -> None:
        """Note a folder of files that cannot be read."""
        why = f"cannot be read ({error.strerror}); all that is in it is left out"
        self.errors.append(f"{error.filename}: error: {why}")

    def warning(self, line: int, message: str) -> None:
        """Note an assumption about an article that is imported."""
        self.warnings.append(f"{self.dump}:{line}: warning: {message}")

    def add(self, article: DumpArticle) -> None:
        """Add an article to the files to write, or note why it can't be imported."""
        name = f"article {article.number}"
        try:
            text = article.content.decode()
        except UnicodeDecodeError as error:
            line = article.line + article.content.count(b"\n", 0, error.start)
            self.error(line, f"{name}: is not UTF-8; left out")
            return
        header = parse_header(text, ZoneInfo("UTC"))
        slug = header.front_matter.slug
        name += f" ({slug})" if slug else ""
        for problem in header.problems:
            line = article.line + (problem.line or 1) - 1
            self.warning(line, f"{name}: {problem.message}")
        path = self._path(header, article, name)
        if path:
            body, found = without_active_body(text, header.body_line, path.suffix)
            for message in found:
                self.warning(article.line, f"{name}: {message}")
            self.contents[path] = body.encode()
            self.repaired += header.repaired

    def _path(self, header: Header, article: DumpArticle, name: str) -> Path | None:
        """Return the path of an article, such as ``posts/2025/03/x.md``.

        It is None, with an error, if slug, date or header are missing, or if another
        article has the same path.
        """
        if not header.body_line:
            self.error(article.line, f"{name}: has no header between '---'; left out")
            return None
        slug, date = header.front_matter.slug, header.front_matter.date
        missing = [key for key, value in (("slug", slug), ("date", date)) if not value]
        if not slug or not date:
            what = " and no ".join(missing)
            self.error(article.line, f"{name}: its header has no {what}; left out")
            return None
        safe = safe_slug(slug)
        path = Path("posts", f"{date.year:04d}", f"{date.month:02d}", f"{safe}.md")
        if safe != slug:
            message = f"{name}: the slug is no name for a file; assumed {safe!r}"
            self.warning(article.line, message)
        first = self.taken.setdefault(path.as_posix().casefold(), article)
        if first is not article:
            message = (
                f"{name}: article {first.number} (line {first.line}) has the same path,"
                f" {path.as_posix()}; left out"
            )
            self.error(article.line, message)
            return None
        return path


def run(args: argparse.Namespace) -> int:
    """Import the dump, and print the report.

    :raises CommandError: if the dump cannot be read, or files are in the way.
    """
    try:
        data = args.source.read_bytes()
    except OSError as error:
        msg = f"cannot read the dump: {error}"
        raise CommandError(msg) from None
    from sphinx_blogtheme.cli.compare import is_table, report_text

    articles, faults = split_dump(data)
    work = _Import(dump=args.source)
    for fault in faults:
        work.error(fault.line, fault.message)
    for article in with_progress(articles, "reading articles"):
        work.add(article)

    assets = _find_assets(work, args.assets, args.dest)
    title, base_url = args.title or DEFAULT_TITLE, args.base_url or DEFAULT_BASE_URL
    site = blog_site_files(title, base_url) if work.contents else {}
    targets = [*site, *work.contents, *assets]
    check_targets(args.dest, targets, force=args.force)
    if args.report:
        summary = _summary(work, args.dest, len(assets), dry=args.dry_run)
        lines = [*work.errors, *work.warnings, *summary]
        is_text = is_table(args.report)
        whole = report_text(lines, args.report) if is_text else b""
        write_whole(args.report, whole or _machine_readable(work, assets))
    if args.dry_run:
        return _report(work, args.dest, len(assets), dry=True)
    missing = len(_shown_files(work)) if args.assets is None else 0
    _require_writable(args.dest)
    for path, content in with_progress(
        [*site.items(), *work.contents.items()], "writing"
    ):
        write_whole(args.dest / path, content)
    for path, source in with_progress([*assets.items()], "copying files"):
        copy_file(source, args.dest / path)
    code = _report(work, args.dest, len(assets))
    if conf := site.get(Path("conf.py"), b""):
        compared = args.compare is not None
        print_next_steps(args.dest, conf, missing=missing, compared=compared)
    return code


def _find_assets(work: _Import, folder: Path | None, dest: Path) -> dict[Path, Path]:
    """Return the files to copy, by new path from the blog's folder.

    :param folder: value of ``--assets``.
    :raises CommandError: if that is no folder, or if it and the blog's folder ``files``
        lie within one another.
    """
    if folder is None:
        return {}
    if not folder.is_dir():
        msg = f"--assets: {folder} is not a folder"
        raise CommandError(msg)
    source, target = folder.resolve(), (dest / "files").resolve()
    if source.is_relative_to(target) or target.is_relative_to(source):
        msg = f"--assets: {folder} and {dest / 'files'} lie within one another"
        raise CommandError(msg)
    if not work.contents:
        return {}
    found, left = files_below(folder, failed=work.unread_folder)
    taken = [path for path in found if not is_junk(path.name)]
    for path in left:
        message = "not a plain file within the folder; left out"
        work.errors.append(f"{folder / path}: error: {message}")
    return {Path("files") / path: folder / path for path in taken}


def _require_writable(dest: Path) -> None:
    """Make sure that the folder of the blog can be made.

    :raises CommandError: if not.
    """
    nearest = next(path for path in (dest, *dest.absolute().parents) if path.exists())
    if not os.access(nearest, os.W_OK):
        msg = f"cannot write to {nearest}: {os.strerror(errno.EACCES)}"
        raise CommandError(f"{msg}; nothing was written")


def check_targets(dest: Path, targets: list[Path], *, force: bool) -> None:
    """Make sure that nothing is in the way of the files that will be written.

    :param targets: paths of the files from `dest`.
    :param force: whether existing files may be overwritten.
    :raises CommandError: if something is.
    """
    folders = {dest, *(dest / parent for path in targets for parent in path.parents)}
    for folder in sorted(folders):
        if folder.exists() and not folder.is_dir():
            msg = f"{folder} is in the way: a folder has to be there"
            raise CommandError(msg)
    existing = [path for path in targets if (dest / path).exists()]
    blocked = [path for path in existing if not (dest / path).is_file()]
    if blocked:
        msg = f"{dest / blocked[0]} is in the way: a file has to be there"
        raise CommandError(msg)
    if existing and not force:
        more = f" and {len(existing) - 1} more" if len(existing) > 1 else ""
        msg = (
            f"{dest / existing[0]}{more} would be overwritten; nothing was"
            " written (--force overwrites)"
        )
        raise CommandError(msg)


def _machine_readable(work: _Import, assets: dict[Path, Path]) -> bytes:
    found = {
        "engine": "dump",
        "documents": [{"path": path.as_posix()} for path in work.contents],
        "files": [path.as_posix() for path in assets],
        "skipped": [],
        "warnings": work.warnings,
        "errors": work.errors,
    }
    return json.dumps(found, indent=2).encode() + b"\n"


def _shown_files(work: _Import) -> set[bytes]:
    """Return the URLs from the site's root of the images in the articles."""
    return {url for text in work.contents.values() for url in _IMAGE.findall(text)}


def _report(work: _Import, dest: Path, files: int, *, dry: bool = False) -> int:
    for message in [*work.errors, *work.warnings]:
        print_message(message)
    for line in _summary(work, dest, files, dry=dry):
        print_result(line)
    return FAILED if work.errors else DONE


def _summary(work: _Import, dest: Path, files: int, *, dry: bool) -> Iterator[str]:
    articles = len(work.contents)
    done = ("would be imported", "to copy") if dry else ("imported", "copied")
    yield (
        f"{articles} article{_s(articles)} {done[0]} to {dest},"
        f" {files} file{_s(files)} {done[1]}, {len(work.errors)} error{_s(len(work.errors))},"
        f" {len(work.warnings)} warning{_s(len(work.warnings))}."
    )
    if work.repaired:
        count = work.repaired
        yield (
            f"The front matter of {count} article{_s(count)} is not valid YAML, and is"
            " read without loss; `sphinx-blogtheme check --fix` corrects it."
        )


def _s(count: int) -> str:
    return "" if count == 1 else "s"
