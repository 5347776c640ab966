"""Sphinx configuration of the documentation."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx-blogtheme"
author = "The sphinx-blogtheme authors"

extensions = [
    "sphinx_blogtheme",
    "sphinx.ext.autodoc",
    "sphinx_design",
    "reference_tables",
    "architecture_tables",
    "contrast_table",
]
html_theme = "sphinx_blogtheme"
html_baseurl = "https://sphinx-blogtheme.readthedocs.io/en/latest/"

myst_enable_extensions = [
    "alert",
    "colon_fence",
    "deflist",
    "dollarmath",
    "fieldlist",
    "tasklist",
]

html_static_path = ["_static"]
html_css_files = ["docs.css"]
