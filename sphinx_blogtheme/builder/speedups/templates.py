"""Render templates without Jinja's sandbox, and precompile the theme's.

Sphinx (9.0) renders in Jinja's sandbox, which checks each attribute and each call: a
sixth of the time of drawing a page.  A template is a file of the theme or of the site,
as trusted as ``conf.py``.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateError
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from pathlib import Path


class TrustingEnvironment(SandboxedEnvironment):
    """Looks up attributes and items as Jinja does without a sandbox."""

    sandboxed = False
    getattr = Environment.getattr
    getitem = Environment.getitem


def disable_sandbox(environment: SandboxedEnvironment) -> None:
    """Switch the sandbox of an environment off, and change nothing else."""
    if type(environment) is SandboxedEnvironment:  # not a subclass of an extension's
        environment.__class__ = TrustingEnvironment


def compile_all(environment: Environment, folder: Path) -> None:
    """Compile the templates with the names of the files below a folder.

    These are the files, or templates of the site that override them.
    """
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder).as_posix()
        if name.startswith("ablog/"):  # few sites draw with these
            continue
        with suppress(TemplateError, OSError, UnicodeError):  # raised again when drawn
            environment.get_template(name)


class TemplateContext(dict[str, Any]):
    """A template's context, whose ``repr`` has only the names of its values.

    Sphinx (9.0) puts the ``repr`` of the whole context, with the text of the page, into
    a log record at debug level, and then cuts it.
    """

    def __repr__(self) -> str:
        return f"{{{', '.join(map(repr, self))}}}"

    def copy(self) -> TemplateContext:
        """Return a copy of the same class."""
        return TemplateContext(self)
