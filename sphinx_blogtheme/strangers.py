"""Turn terms that are not in a closed vocabulary into warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_blogtheme.reading import blog_domain
from sphinx_blogtheme.taxonomy import terms_in
from sphinx_blogtheme.vocabulary import OPTIONS
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model import Post, Term


def report(app: Sphinx, env: BuildEnvironment) -> None:
    """Give each post with a stranger one warning (on ``env-updated``)."""
    domain, closed = blog_domain(env), app.config.blog_vocabularies
    for docname in sorted(domain.posts if closed else ()):
        post = domain.posts[docname]
        strangers = [
            (taxonomy, term)
            for taxonomy in closed
            for term in terms_in(post, taxonomy)
            if domain.vocabulary.about(taxonomy, term.slug) is None
        ]
        if strangers:
            file = env.doc2path(docname)
            texts = [_fault(env, taxonomy, term) for taxonomy, term in strangers]
            warn(
                WarningKind.TERM,
                f"{'; '.join(texts)}. The post is listed there all the same.",
                location=f"{file}:{_line(file, post, strangers[0][1])}",
            )


def _fault(env: BuildEnvironment, taxonomy: str, term: Term) -> str:
    near = blog_domain(env).vocabulary.nearest(taxonomy, term)
    hint = f", did you mean {near!r}?" if near else ""
    return f"{taxonomy} {term.name!r} is not in {OPTIONS[taxonomy]}{hint}"


def _line(file: Path, post: Post, term: Term) -> int:
    """Return the line of the header that names a term, or the first one."""
    lines = file.read_text(encoding="utf-8-sig", errors="replace").split("\n")
    for number, line in enumerate(lines[: post.body_line or None], start=1):
        text = line.casefold()
        if term.name.casefold() in text or term.slug in text:
            return number
    return 1


def setup(app: Sphinx) -> None:
    """Register the stage, when the posts are known."""
    app.connect("env-updated", report, priority=110)
