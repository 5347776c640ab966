"""The posts that ABlog's ``post`` directives declare, which may be held back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_blogtheme.model.languages import language_tag
from sphinx_blogtheme.model.posts import Post, Reason
from sphinx_blogtheme.model.schedule import Withheld
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.term_names import language_terms, smart_terms
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.discovery.project import BlogProject


def read_directive_posts(
    env: BuildEnvironment,
    project: BlogProject,
    doctree: nodes.document,
    found: list[nodes.Element],
    date_of: Callable[[str, nodes.Element], datetime | None],
) -> None:
    """Read the posts that the directives of a document declare.

    ABlog has each as a post, a part of the page. Here a document is one post, the
    first; and it is held back as a whole if one of its posts is, since its source and
    its Markdown copy show all of them.

    :param found: ABlog's nodes of the directives, in order.
    :param date_of: returns the date in a text; it warns of one that cannot be read.
    """
    domain, docname = blog_domain(env), env.docname
    has_header = docname in project.sources
    sections = project.gate.sections
    path = env.doc2path(docname, base=False).as_posix()
    title = next((n.astext() for n in doctree.findall(nodes.title)), docname)
    dates = []
    for node in found:
        date = date_of(node["date"], node) if node["date"] else None
        held_back = date > project.today if date else not has_header
        if held_back and docname == env.config.root_doc:
            warn(
                WarningKind.POST_DIRECTIVE,
                "expected no post that is held back on the front page, without which"
                " there is no site; published it as a page.",
                location=node,
            )
            date = None
        elif held_back:
            domain.withheld[docname] = Withheld(
                path=path,
                title=_title(node) or title,
                reason=Reason.SCHEDULED if date else Reason.DRAFT,
                docname=docname,
                moment=date,
            )
            if len(found) > 1:
                _warn_of_one_of_many(node, "is not public yet; holding back the file")
        dates.append(date)
    for node in found[1:]:
        if docname not in domain.withheld:
            _warn_of_one_of_many(node, "is in no list and no feed")
    if has_header or dates[0] is None:
        return
    post = _post_of(env, doctree, found[0], dates[0])
    section = sections.of_source(path) or next(iter(sections), None)
    post = replace(post, section=section.path if section else "")
    held = domain.withheld.get(docname)
    domain.posts[docname] = replace(post, reason=held.reason if held else None)
    env.metadata[docname]["orphan"] = True


def _warn_of_one_of_many(node: nodes.Element, outcome: str) -> None:
    warn(
        WarningKind.POST_DIRECTIVE,
        f"expected one post in a file, but {_title(node)!r} is one of several; it"
        f" {outcome}. Give it a file of its own.",
        location=node,
    )


def _title(node: nodes.Element) -> str:
    """Return the title of a post: the directive's, or that of its section."""
    above: Any = node
    while above is not None and not isinstance(above, nodes.section):
        above = above.parent
    titles = above.findall(nodes.title) if above is not None else ()
    return str(node["title"] or next((n.astext() for n in titles), ""))


def _post_of(
    env: BuildEnvironment,
    doctree: nodes.document,
    node: nodes.Element,
    date: datetime,
) -> Post:
    """Return the post that a ``post`` directive declares."""
    from sphinx_blogtheme.markdown.contents import word_count

    vocabulary = blog_domain(env).vocabulary
    terms = smart_terms(vocabulary, env.config)
    languages = [*filter(None, node["language"])]
    title = next((n.astext() for n in doctree.findall(nodes.title)), env.docname)
    return Post(
        docname=env.docname,
        path=env.doc2path(env.docname, base=False).as_posix(),
        slug=env.docname.removesuffix("/index").rpartition("/")[2],
        title=node["title"] or title,
        date=date,
        categories=terms("category", filter(None, node["category"])),
        tags=terms("tag", filter(None, node["tags"])),
        authors=terms("author", filter(None, node["author"])),
        locations=terms("location", filter(None, node["location"])),
        languages=language_terms(vocabulary, languages, env.config),
        language=next(filter(None, map(language_tag, languages)), None),
        words=word_count(doctree),
        comments=not node["nocomments"],
    )
