"""Turn the environment that Sphinx draws pages in into one that trusts the templates.

Sphinx (9.0) draws in Jinja's sandbox, which looks twice at each attribute and each
call: a sixth of the time that a page takes.  A template is a file of the theme or of
the site, as ``conf.py`` is, and what it may do is no secret from the site.
"""

from __future__ import annotations

from jinja2 import Environment
from jinja2.sandbox import SandboxedEnvironment


class TrustingEnvironment(SandboxedEnvironment):
    """Looks attributes up and calls functions as Jinja does without a sandbox."""

    sandboxed = False
    getattr = Environment.getattr
    getitem = Environment.getitem


def trust(environment: SandboxedEnvironment) -> None:
    """Let the templates of an environment do what they like, and keep all else."""
    if type(environment) is SandboxedEnvironment:  # nobody else's
        environment.__class__ = TrustingEnvironment
