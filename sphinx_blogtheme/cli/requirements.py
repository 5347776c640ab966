"""The ``requirements.txt`` of a new blog: a line that works, or says what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_blogtheme import __version__
from sphinx_blogtheme.installation import requirement

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx_blogtheme.installation import Origin

EXTRAS = "search,serve"
"""Extras that a new blog installs."""

WHEELS = "wheels"
"""Folder of the wheel, from the blog's folder."""

_INDEX = """\
# sphinx-blogtheme was installed by its name, from a package index or a folder of wheels.
# Make sure that the name means the same package where the blog is built.
"""

_REPOSITORY = """\
# Add @ and a commit or tag to build with this version of it always.
"""

_ADDRESS = """\
# The address that sphinx-blogtheme was installed from. It is on no package index yet:
# its name alone would install whatever somebody uploads under that name.
"""

_WHEEL = """\
# sphinx-blogtheme was installed from this computer, and is on no package index yet:
# its name alone would install whatever somebody uploads under that name.
# So the next line installs a file, which you make once and commit with the blog:
#     pip wheel --no-deps -w wheels FOLDER
# FOLDER is the clone of sphinx-blogtheme. If the clone is in a repository that your
# host can read, write the address of that repository instead:
#     sphinx-blogtheme[search,serve] @ git+https://HOST/OWNER/sphinx-blogtheme.git
"""


class Requirements(NamedTuple):
    """The text of the file, and the command that has to be run for it."""

    text: str
    to_do: tuple[str, ...] = ()
    """A command as a list of words; empty if the file works as it is."""


def requirements_of(source: Origin, repository: str, blog: Path) -> Requirements:
    """Return the requirements of a blog that is built with the installed package.

    :param source: where the package was installed from.
    :param repository: the address of the package's repository, or "".
    :param blog: the blog's folder, for the command.
    """
    if source.folder is None and not source.address:
        return Requirements(f"{_INDEX}{requirement(EXTRAS)}>={__version__}\n")
    if source.folder is None:
        return Requirements(f"{_ADDRESS}{requirement(EXTRAS, source.address)}\n")
    if repository:
        line = requirement(EXTRAS, f"git+{repository}")
        return Requirements(f"{_ADDRESS}{_REPOSITORY}{line}\n")
    wheel = f"sphinx_blogtheme-{__version__}-py3-none-any.whl"
    return Requirements(
        f"{_WHEEL}./{WHEELS}/{wheel}[{EXTRAS}]\n",
        ("pip", "wheel", "--no-deps", "-w", str(blog / WHEELS), str(source.folder)),
    )
