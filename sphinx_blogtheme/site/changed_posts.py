"""Find the documents whose posts are others although their files are the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx_blogtheme.config.given import sets_quotes
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.files import digest_of
from sphinx_blogtheme.site.domain import blog_domain, default_terms, make_post
from sphinx_blogtheme.site.session import session_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_WITH_DEFAULTS = ("author", "location", "language")
"""The terms of which options name those of posts that name none."""


def documents_with_changed_posts(
    app: Sphinx,
    env: BuildEnvironment,
    added: set[str],
    changed: set[str],
    removed: set[str],
) -> list[str]:
    """Return the documents to be read again although their files are the same.

    Their permalink, the time or the defaults of their folder may have changed, or a
    page has become a post (on ``env-get-outdated``).
    """
    del app, added, changed, removed
    domain, project = blog_domain(env), env.project
    if not isinstance(project, BlogProject):
        return []
    found = []
    made_from, options = domain.made_from, _options(env)
    for docname in env.found_docs & env.all_docs.keys():
        digest = project.sources.digests.get(docname)
        if digest and made_from.get(docname) == (options, digest):
            continue
        post, source = domain.posts.get(docname), project.sources.get(docname)
        if source is None:
            # A post of ABlog's directive has no source, and no header.
            differs = post is not None and (
                post.body_line > 0 or domain.with_notes(post) != post
            )
        else:
            words = post.words if post else 0
            made = make_post(source, domain.vocabulary, env.config, words)
            differs = domain.with_notes(made) != post
            if not differs:
                _note_origin(env, docname, options)
        found += [docname] * differs
    return found


def note_origins(app: Sphinx, env: BuildEnvironment) -> None:
    """Note what the posts that were read were made from (on ``env-updated``).

    Left out are those that the time may change: as their sources tell, or a directive.
    """
    del app
    domain = blog_domain(env)
    if not isinstance(env.project, BlogProject):
        return
    options = _options(env)
    for docname in domain.posts.keys() & session_of(env).read:
        _note_origin(env, docname, options)


def _note_origin(env: BuildEnvironment, docname: str, options: str) -> None:
    domain, project = blog_domain(env), cast("BlogProject", env.project)
    digest = project.sources.digests.get(docname)
    if digest and docname not in domain.updates and docname not in domain.withheld:
        domain.made_from[docname] = options, digest


def _options(env: BuildEnvironment) -> str:
    """Return the digest of the options that `make_post` asks for."""
    config = env.config
    quotes = (
        sets_quotes(config),
        config.smartquotes_action,
        config.smartquotes_excludes,
    )
    terms = [default_terms(config, kind) for kind in _WITH_DEFAULTS]
    return digest_of((blog_domain(env).vocabulary, terms, config.language, quotes))
