"""Compare an imported blog with its old site, for ``import --compare``."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.console import print_message, print_result, with_progress
from sphinx_blogtheme.errors import CommandError
from sphinx_blogtheme.files import write_whole
from sphinx_blogtheme.installation import install_command

if TYPE_CHECKING:
    from sphinx_blogtheme.importers.comparison.comparison_values import Comparison

_OVERRIDES = ("blog_search=sphinx", "blog_social_cards=0", "blog_drafts=0")
"""Options without which a build takes longer; they change no page that is compared."""

_OUTPUTS = (
    *("public", "_site", "output", "dist", "build", "site", "_website", "_book"),
    *("out", "docs", "_build/html", "_build/dirhtml"),
)
"""Folders that engines fill, from the folder of a site."""

_TABLES = (".md", ".markdown", ".txt")


def check_old_output(path: Path) -> None:
    """Make sure that there is an old site, before anything else is done.

    :raises CommandError: if not, or if what reads HTML is not installed.
    """
    if not path.exists():
        msg = f"--compare: {path} does not exist; expected the folder of the old site"
        msg += " as it was built, or its sitemap"
        raise CommandError(msg)
    try:
        import bs4  # noqa: F401
    except ImportError:
        msg = "--compare reads pages with Beautiful Soup; install it with: "
        raise CommandError(msg + install_command("import")) from None


def compare_output(old: Path, blog: Path) -> Comparison:
    """Compare a blog with its old site, and print the table.

    :param old: the folder of the old site as it was built, or its sitemap.
    :param blog: the folder of a blog, which is built elsewhere, or of a built one.
    :raises CommandError: if a folder has no pages, or the blog cannot be built.
    """
    from sphinx_blogtheme.importers.comparison.comparing import (
        compare_sites,
        compare_with_sitemap,
    )
    from sphinx_blogtheme.importers.comparison.comparison_tables import comparison_text
    from sphinx_blogtheme.importers.comparison.site_output import SiteOutput

    old = _output_in(old)
    with tempfile.TemporaryDirectory(prefix="blog-comparison-") as temporary:
        output = blog
        if (blog / "conf.py").is_file():
            output = Path(temporary, "html")
            _build(blog, output, Path(temporary, "doctrees"))
        new = SiteOutput(output)
        if old.is_dir():
            found = compare_sites(SiteOutput(old), new, with_progress)
        else:
            found = compare_with_sitemap(old, new)
    print_result(f"Compared with {old}:\n")
    print_result(comparison_text(found))
    return found


def _output_in(old: Path) -> Path:
    """Return the folder that an engine fills within the folder of a site."""
    if not old.is_dir() or (old / "index.html").is_file():
        return old
    found = [old / name for name in _OUTPUTS if (old / name / "index.html").is_file()]
    if len(found) != 1:
        return old
    print_message(f"{old} is no built site; comparing with {found[0]}")
    return found[0]


def write_report(comparison: Comparison, file: Path) -> None:
    """Write a comparison in the format of a file's suffix.

    That is text (``.txt``), Markdown (``.md``), or JSON, which is added to the report of
    the import, if there is one.
    """
    from sphinx_blogtheme.importers.comparison.comparison_tables import (
        comparison_data,
        comparison_markdown,
        comparison_text,
    )

    if file.suffix.lower() in _TABLES:
        is_text = file.suffix.lower() == ".txt"
        text = (
            f"{comparison_text(comparison, whole=True)}\n"
            if is_text
            else comparison_markdown(comparison)
        )
    else:
        report = json.loads(file.read_bytes()) if file.is_file() else {}
        report["comparison"] = comparison_data(comparison)
        text = json.dumps(report, indent=2, ensure_ascii=False) + "\n"
    write_whole(file, text.encode())


def is_table(file: Path | None) -> bool:
    """Return whether a report is the table of a comparison, by its suffix."""
    return file is not None and file.suffix.lower() in _TABLES


def _build(blog: Path, output: Path, doctrees: Path) -> None:
    """Build a blog in a folder of its own.

    :raises CommandError: if Sphinx cannot.
    """
    print_message(f"building {blog} to compare it …")
    options = [word for value in _OVERRIDES for word in ("-D", value)]
    show = [] if sys.stderr.isatty() else ["-q"]
    command = [sys.executable, "-m", "sphinx", *show, "-b", "dirhtml", *options]
    done = subprocess.run(  # noqa: S603 - our own command
        [*command, "-d", str(doctrees), str(blog), str(output)],
        check=False,
        stdout=sys.stderr if sys.stderr.isatty() else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    if done.returncode:
        last = next(reversed(done.stderr.strip().splitlines()), "")
        msg = f"{blog} cannot be built, so it is not compared: {last}"
        raise CommandError(msg)
    count = sum("WARNING: " in line for line in done.stderr.splitlines())
    if count:
        print_message(f"the build gave {count} warning{'' if count == 1 else 's'}")
