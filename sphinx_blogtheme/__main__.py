"""Run the command line with ``python -m sphinx_blogtheme``."""

from __future__ import annotations

import sys

from sphinx_blogtheme.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
