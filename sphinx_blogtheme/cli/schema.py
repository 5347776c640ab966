"""Turn the keys of front matter into a JSON Schema on standard output."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from sphinx_blogtheme.cli.console import DONE, report

if TYPE_CHECKING:
    from sphinx_blogtheme.cli.import_dump import Subparsers

DESCRIPTION = """\
Print the JSON Schema of front matter, by which editors complete and check headers
and files of defaults.
"""

EPILOG = """\
examples:
  sphinx-blogtheme schema > front-matter.schema.json
"""


def register(subparsers: Subparsers) -> None:
    """Describe the arguments."""
    parser = subparsers.add_parser(
        "schema",
        help="print the JSON Schema of front matter, for editors",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the schema."""
    from sphinx_blogtheme.front_matter.schema import json_schema

    del args
    report(json.dumps(json_schema(), indent=2, ensure_ascii=False))
    return DONE
