"""Turn what Sphinx draws pages with into what does the same with less ado.

Sphinx (9.0) draws in Jinja's sandbox, which looks twice at each attribute and each
call: a sixth of the time that a page takes.  A template is a file of the theme or of
the site, as ``conf.py`` is, and what it may do is no secret from the site.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, TemplateError
from jinja2.sandbox import SandboxedEnvironment

if TYPE_CHECKING:
    from pathlib import Path


class TrustingEnvironment(SandboxedEnvironment):
    """Looks attributes up and calls functions as Jinja does without a sandbox."""

    sandboxed = False
    getattr = Environment.getattr
    getitem = Environment.getitem


def trust(environment: SandboxedEnvironment) -> None:
    """Let the templates of an environment do what they like, and keep all else."""
    if type(environment) is SandboxedEnvironment:  # nobody else's
        environment.__class__ = TrustingEnvironment


def compile_all(environment: Environment, folder: Path) -> None:
    """Compile the templates that are below a folder, or what stands in their place."""
    for file in sorted(folder.rglob("*.html")):
        name = file.relative_to(folder).as_posix()
        if name.startswith("ablog/"):  # few sites draw with these
            continue
        with suppress(TemplateError, OSError, UnicodeError):  # told when it is drawn
            environment.get_template(name)


class TemplateContext(dict[str, Any]):
    """What a template is given, without its text where it is only mentioned.

    Sphinx (9.0) puts the whole of it, a page's text included, into a line of its log
    that few ask for, and then cuts the line.
    """

    def __repr__(self) -> str:
        return f"{{{', '.join(map(repr, self))}}}"

    def copy(self) -> TemplateContext:
        """Return a copy of the same kind."""
        return TemplateContext(self)
