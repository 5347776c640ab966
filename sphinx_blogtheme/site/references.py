"""Find the documents whose references lead elsewhere since another document changed.

A reference to a label shows the heading at the label and has the URL of its page; both
are the other document's. So each document's references are kept when it is read, and
resolved again when others have changed: where the outcome differs, or a warning, the
page is written again.
"""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING, Any

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.transforms.post_transforms import ReferencesResolver
from sphinx.util import logging
from sphinx.util.docutils import LoggingReporter

from sphinx_blogtheme.files import digest_of
from sphinx_blogtheme.markdown.renderer import SITE_LINK
from sphinx_blogtheme.site.code_targets import found_targets
from sphinx_blogtheme.site.domain import blog_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_NO_TARGETS = ("blog", "blog-images", "changeset", "index")
"""Domains to which no references lead."""


def store_references(app: Sphinx, doctree: nodes.document) -> None:
    """Store the references of a document (on ``doctree-read``).

    Links by URL are left out, whose targets `site_map` finds.
    """
    found = [
        _detached(reference)
        for reference in doctree.findall(addnodes.pending_xref)
        if reference.get("reftype") != SITE_LINK
    ]
    if found:
        store = blog_domain(app.env).references
        store[app.env.docname] = pickle.dumps(found, pickle.HIGHEST_PROTOCOL)


def _detached(reference: addnodes.pending_xref) -> nodes.Node:
    copy = reference.deepcopy()
    node: Any
    for node in copy.findall():
        node.document = None  # else it would be pickled
    return copy


def targets(env: BuildEnvironment) -> str:
    """Return a digest of all that references can show of other documents."""
    facts: list[Any] = [
        sorted((name, title.astext()) for name, title in env.titles.items()),
        sorted(env.toc_secnumbers.items()),
        sorted(env.toc_fignumbers.items()),
        sorted(
            (name, [entry[1:] for entry in values["myst_slugs"].values()])
            for name, values in env.metadata.items()
            if "myst_slugs" in values
        ),
        sorted(env.found_docs),
    ]
    for name, data in sorted(env.domaindata.items()):
        if name not in _NO_TARGETS:
            facts += [name, sorted((key, _in_order(data[key])) for key in data)]
    return digest_of(facts)


def _in_order(value: object) -> object:
    """Return a value whose ``repr`` doesn't depend on the order of reading."""
    if isinstance(value, dict):
        return sorted((repr(key), repr(_in_order(value[key]))) for key in value)
    if isinstance(value, (set, frozenset)):
        return sorted(map(repr, value))
    return value


def outcome(app: Sphinx, docname: str) -> str:
    """Return a digest of what a document's references become, and of the warnings.

    The names in its code are references too.
    """
    env, domain = app.env, blog_domain(app.env)
    named = found_targets(env, domain.code_names.get(docname, ()))
    if docname not in domain.references:
        return digest_of(named)
    document = new_document(str(env.doc2path(docname)))
    document.settings.env = env
    document.settings.language_code = env.config.language or "en"
    document.reporter = LoggingReporter(str(env.doc2path(docname)))
    for reference in pickle.loads(domain.references[docname]):  # noqa: S301
        document += nodes.paragraph("", "", reference)
    before = env.current_document.docname
    env.current_document.docname = docname
    try:
        with logging.suppress_logging() as log:
            for transform in sorted(
                filter(_resolves, app.registry.get_post_transforms()),
                key=lambda transform: transform.default_priority or 0,
            ):
                transform(document).apply()
    finally:
        env.current_document.docname = before
    said = [(record.getMessage(), record.levelno) for record in log.buffer]
    return digest_of([said, named, [child.pformat() for child in document.children]])


def _resolves(transform: type[Any]) -> bool:
    return issubclass(transform, ReferencesResolver) or hasattr(transform, "resolves")
