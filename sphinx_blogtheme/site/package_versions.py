"""Read everything again when the packages that read it have other versions.

A pipeline restores what the last build left, and installs what is newest on the day.
Sphinx compares the options of the site, so the versions are the value of one.
"""

from __future__ import annotations

import hashlib
import sys
from importlib import metadata
from typing import TYPE_CHECKING, Any

import docutils
import markdown_it
import mdit_py_plugins
import pygments
import sphinx

from sphinx_blogtheme.installation import DISTRIBUTION

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

_OPTION = "blogtheme_versions"

_PACKAGES = (docutils, markdown_it, mdit_py_plugins, pygments, sphinx)
"""Packages that are no extensions, and that make documents of texts."""


def note_versions(app: Sphinx, config: Config) -> None:
    """Store the versions in the options of the site (late on ``config-inited``)."""
    config[_OPTION] = {
        "python": ".".join(map(str, sys.version_info[:2])),
        **{package.__name__: package.__version__ for package in _PACKAGES},
        **{name: one.version for name, one in sorted(app.extensions.items())},
        DISTRIBUTION: _digest_of_files(),
    }


def _digest_of_files() -> str:
    """Return a digest of this package's files, as pip noted them when it installed it.

    Two wheels of one version may differ between releases. An editable installation has
    no such digests of its files.
    """
    try:
        record = metadata.distribution(DISTRIBUTION).read_text("RECORD") or ""
    except metadata.PackageNotFoundError:
        return ""
    name = f"{DISTRIBUTION.replace('-', '_')}/"
    ours = sorted(line for line in record.splitlines() if line.startswith(name))
    return hashlib.sha256("\n".join(ours).encode()).hexdigest()[:16]


def setup(app: Sphinx) -> None:
    """Register the option, which nobody sets."""
    app.add_config_value(_OPTION, {}, "env", types=Any)
