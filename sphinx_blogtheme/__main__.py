"""Turn ``python -m sphinx_blogtheme`` into the command line."""

from __future__ import annotations

import sys

from sphinx_blogtheme.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
