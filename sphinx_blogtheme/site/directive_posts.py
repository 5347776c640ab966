"""The posts that ABlog's ``post`` directives declare, which may be held back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_blogtheme.config.checks import is_url
from sphinx_blogtheme.markdown.smart_text import smart_text
from sphinx_blogtheme.model.kinds import ARTICLE, LINK
from sphinx_blogtheme.model.languages import language_tag
from sphinx_blogtheme.model.posts import Post, Reason
from sphinx_blogtheme.model.schedule import Withheld
from sphinx_blogtheme.site.domain import blog_domain, default_terms
from sphinx_blogtheme.site.term_names import language_terms, smart_terms
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.discovery.project import BlogProject

OPTIONS_OF_TERMS = {
    "category": "category",
    "tag": "tags",
    "author": "author",
    "location": "location",
    "language": "language",
}
"""The options of the directive, which name ABlog's catalogs too, by taxonomy."""

_WRITTEN, _PARAGRAPHS = "blogtheme-terms", "blogtheme-excerpt"
"""What the metadata of a document have of its directive, where Sphinx keeps them."""


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

    domain = blog_domain(env)
    terms, written = smart_terms(domain.vocabulary, env.config), _written(env, node)
    languages = written["language"]
    title = next((n.astext() for n in doctree.findall(nodes.title)), env.docname)
    # The content of the directive is the text for ABlog's lists.
    about = " ".join(" ".join(n.astext().split()) for n in node.findall(_is_text))
    link = _address(node, "external_link")
    env.metadata[env.docname][_WRITTEN] = written
    env.metadata[env.docname][_PARAGRAPHS] = node["excerpt"]
    return Post(
        docname=env.docname,
        path=env.doc2path(env.docname, base=False).as_posix(),
        slug=env.docname.removesuffix("/index").rpartition("/")[2],
        title=node["title"] or title,
        date=date,
        categories=terms("category", written["category"]),
        tags=terms("tag", written["tag"]),
        authors=terms("author", written["author"]),
        locations=terms("location", written["location"]),
        languages=language_terms(domain.vocabulary, languages, env.config),
        language=next(filter(None, map(language_tag, languages)), None),
        words=word_count(doctree),
        description=smart_text(about or None, None, env.config),
        image=str(node["image"]) if node["image"] else None,
        aliases=tuple(f"/{name.strip('/')}" for name in node["redirect"] if name),
        canonical=_address(node, "canonical_link"),
        link=link,
        kind=LINK if link else ARTICLE,
        comments=not node["nocomments"],
    )


def _is_text(node: nodes.Node) -> bool:
    """Return whether a node is a text without others of the kind in it."""
    return isinstance(node, nodes.TextElement) and not isinstance(
        node.parent, nodes.TextElement
    )


def _written(env: BuildEnvironment, node: nodes.Element) -> dict[str, tuple[str, ...]]:
    """Return the terms of a directive as they are written, or ABlog's defaults."""
    found = {
        taxonomy: tuple(filter(None, node[option]))
        for taxonomy, option in OPTIONS_OF_TERMS.items()
    }
    return found | {
        taxonomy: found[taxonomy] or default_terms(env.config, taxonomy)
        for taxonomy in ("author", "location", "language")
    }


def terms_as_written(
    env: BuildEnvironment, docname: str
) -> Mapping[str, tuple[str, ...]]:
    """Return the terms of a directive's post as its author wrote them, by taxonomy."""
    found: Mapping[str, tuple[str, ...]] = env.metadata[docname].get(_WRITTEN, {})
    return found


def paragraphs_of_excerpt(env: BuildEnvironment, docname: str) -> int:
    """Return how many paragraphs of a post ABlog's lists show."""
    own = env.metadata[docname].get(_PARAGRAPHS)
    number = env.config.post_auto_excerpt if own is None else own
    return number if isinstance(number, int) else 1


def _address(node: nodes.Element, option: str) -> str | None:
    """Return the URL in an option of a directive; warn of what is none."""
    value: str = node[option] or ""
    if not value or is_url(value, "https", "http"):
        return value or None
    warn(
        WarningKind.POST_DIRECTIVE,
        f"{option}: {value!r}: expected a URL that begins with 'https://'; leaving it"
        " out.",
        location=node,
    )
    return None
