"""Hand our posts to ABlog, so that its directives, references and templates work.

The only module that touches ABlog's internals, pinned to ``>=0.11.13,<0.12``. The parts
of ABlog that are slow or wrong are disconnected here, and other packages do their work:

- it reads posts out of docinfo, loses lists and crashes on aware dates,
- it keeps a deep copy of each doctree and renders it again for every list
  (https://github.com/sunpy/ablog/issues/327),
- it writes drafts, and archives over other pages
  (https://github.com/sunpy/ablog/issues/293).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import ablog
import ablog.blog
import ablog.post
from docutils import nodes
from sphinx.errors import ExtensionError
from sphinx.util.i18n import format_date

from sphinx_blogtheme.config.given import ablog_keeps_urls
from sphinx_blogtheme.config.settings import site_url
from sphinx_blogtheme.discovery.project import BlogProject
from sphinx_blogtheme.feeds.formats import FORMATS
from sphinx_blogtheme.model.dates import parse_date
from sphinx_blogtheme.model.inline_markdown import escape_markdown
from sphinx_blogtheme.model.library import ARCHIVES, OVERVIEWS, term_docname, terms_in
from sphinx_blogtheme.model.posts import ChangeNote
from sphinx_blogtheme.model.terms import term_slug
from sphinx_blogtheme.site.directive_posts import read_directive_posts
from sphinx_blogtheme.site.domain import blog_domain
from sphinx_blogtheme.site.session import session_of
from sphinx_blogtheme.warnings import WarningKind, warn

if TYPE_CHECKING:
    from collections.abc import Callable

    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

    from sphinx_blogtheme.model.library import Library
    from sphinx_blogtheme.model.posts import Post

REPLACED = {
    "doctree-read": ablog.post.process_posts,
    "env-purge-doc": ablog.post.purge_posts,
    "html-collect-pages": ablog.post.generate_archive_pages,
    "html-collect-pages ": ablog.post.generate_atom_feeds,
}
"""ABlog's listeners that our functions replace, by event.

A space distinguishes two of the same event.
"""

_CATALOGS = {
    "category": "category",
    "tag": "tags",
    "author": "author",
    "location": "location",
    "language": "language",
}
"""ABlog's names of its taxonomies, by our names."""


_TOMORROW = ablog.blog.TOMORROW
"""ABlog's own value: posts from then on are in the future."""


def disconnect_replaced(app: Sphinx) -> None:
    """Disconnect the parts of ABlog that are replaced.

    :raises ExtensionError: if this version of ABlog lacks a listener.
    """
    for event, handler in REPLACED.items():
        for listener in app.events.listeners.get(event.strip(), []):
            if listener.handler is handler:
                app.disconnect(listener.id)
                break
        else:
            message = (
                f"ABlog {ablog.__version__} does not connect {handler.__name__} to "
                f"{event}; sphinx-blogtheme needs ablog>=0.11.13,<0.12."
            )
            raise ExtensionError(message)
    app.registry.transforms.remove(ablog.post.CheckFrontMatter)
    # With its listeners gone, nothing of ABlog writes while documents are read.
    app.extensions["ablog"].parallel_read_safe = True


def reset_ablog(app: Sphinx) -> None:
    """Reset ABlog's module to the state in which it was imported.

    Its singleton outlives an application in its process, as does the date from which a
    post is in the future. Nor does it keep the files that match ``blog_post_pattern``,
    which Sphinx would store, since not all of them are public.
    """
    if not ablog_keeps_urls(app.config):
        app.config.matched_blog_posts = []
    ablog.blog.Blog._dict.clear()  # noqa: SLF001
    ablog.blog.TOMORROW = _TOMORROW


def put_templates_last(app: Sphinx) -> None:
    """Let a theme's ``page.html`` win over ABlog's, which announces ABlog's feed."""
    if ablog_keeps_urls(app.config):
        return
    folder = ablog.get_html_templates_path()
    templates = getattr(app.builder, "templates", None)
    loaders: list[Any] = getattr(templates, "loaders", [])
    loaders.sort(key=lambda loader: folder in getattr(loader, "searchpath", ()))


def read_directives(app: Sphinx, doctree: nodes.document) -> None:
    """Read the ``post`` and ``update`` directives of a document.

    It is called on ``doctree-read``.
    """
    if ablog_keeps_urls(app.config):
        return
    env = app.env
    found = list(doctree.findall(ablog.post.PostNode))
    if found and isinstance(env.project, BlogProject):
        read_directive_posts(env, env.project, doctree, found, partial(_date, env))
    for node in found:
        node.replace_self([] if node["exclude"] else node.children)
    _read_updates(app, updates_in(doctree))
    for node in doctree.findall(ablog.post.PostList):
        blog_domain(env).lists[env.docname] = True
        for catalog in _CATALOGS.values():
            node[catalog] = [term_slug(name) for name in node[catalog]]


def _date(env: BuildEnvironment, text: str, node: nodes.Element) -> datetime | None:
    """Return the date of a directive, which ABlog reads with dateutil."""
    project = env.project
    if not isinstance(project, BlogProject):
        return None
    try:
        return date_of_directive(project, text, env.config)
    except ValueError as error:
        held = (
            "holding the post back"
            if isinstance(node, ablog.post.PostNode)
            else ("showing it as it is")
        )
        warn(
            WarningKind.POST_DIRECTIVE,
            f"the date {text!r} cannot be read ({error}); {held}.",
            location=node,
        )
        return None


def date_of_directive(project: BlogProject, text: str, config: Config) -> datetime:
    """Return the date of a directive, aware.

    :raises ValueError: if neither we nor ABlog can read it.
    """
    zone = project.blog.zone
    try:
        return parse_date(text, zone)
    except ValueError:
        date = _ablogs_date(text, config.post_date_format)
        if date is None:
            raise
        return date if date.tzinfo else date.replace(tzinfo=zone)


def updates_in(document: nodes.document) -> list[nodes.Element]:
    """Return the nodes of the ``update`` directives of a document."""
    return list(document.findall(ablog.post.UpdateNode))


def _ablogs_date(text: str, pattern: str) -> datetime | None:
    """Return a date as ABlog reads it: by the site's format, or as dateutil does.

    What dateutil takes from the day of the build, such as the year, is no date.
    """
    with suppress(ValueError):
        return datetime.strptime(text, pattern)  # noqa: DTZ007 -- the caller adds it
    found = set()
    for default in (datetime(2000, 1, 1), datetime(2001, 2, 2)):  # noqa: DTZ001
        with suppress(ValueError, OverflowError):
            found.add(ablog.post.date_parser(text, default=default))
    return found.pop() if len(found) == 1 else None


def _read_updates(app: Sphinx, found: list[nodes.Element]) -> None:
    """Read the updates of a document; those of a post are change notes.

    One with a date in the future is held back, if it is a post's.
    """
    domain, docname = blog_domain(app.env), app.env.docname
    post, project = domain.posts.get(docname), app.env.project
    noted = []
    for node in found:
        date = _date(app.env, node["date"], node)
        if post and date and isinstance(project, BlogProject):
            held = date > project.today
            # The environment, which is stored, has no text that isn't public.
            text = "" if held else _first_words(node)
            noted.append((ChangeNote(date=date, text=text, in_text=True), node))
            if held:
                node.replace_self([])
                continue
        _title_update(app, node, date)
    if not post or not noted:
        return
    domain.updates[docname] = tuple(note for note, _ in noted)
    post = domain.with_notes(post)
    domain.add_post(post)
    ids = {
        replace(note, id=""): note.id for note in reversed(post.changes) if note.in_text
    }
    for note, node in noted:
        if note in ids:
            node["ids"].append(ids.pop(note))


def _first_words(node: nodes.Element) -> str:
    """Return the first paragraph of an update as Markdown that shows its text."""
    first = next((n.astext() for n in node.findall(nodes.paragraph)), "")
    return escape_markdown(" ".join(first.split()))


def _title_update(app: Sphinx, node: nodes.Element, date: datetime | None) -> None:
    """Put ABlog's title, with the date, on top of an update."""
    text = node["date"]
    if date:
        language = app.config.language or "en"
        text = format_date(app.config.post_date_format, date=date, language=language)
    words = ablog.post._  # of its catalog, so that they are not collected for ours
    node.insert(0, nodes.title("", words("Updated on ") + text))
    node["classes"] = ["note", "update"]


def hand_over_posts(
    app: Sphinx, site: Library, body_of: Callable[[str, str], str]
) -> None:
    """Give ABlog the listed posts of a site.

    :param site: the library of the site.
    :param body_of: returns a post's HTML as a page shows it, from the docnames of the
        post and of the page.
    """
    if ablog_keeps_urls(app.config):
        return
    app.env.ablog_posts = _Handed(  # type: ignore[attr-defined]
        (post.docname, [_postinfo(post)])
        for post in sorted(site.posts, key=lambda p: p.docname)
    )
    reset_ablog(app)
    # ABlog compares naive local time, taken when it was imported, with the dates
    # of posts that we know to be published.
    ablog.blog.TOMORROW = ablog.blog.FUTURE
    blog = ablog.blog.Blog(app)
    _lead_to_our_pages(blog, site)
    for taxonomy, name in _CATALOGS.items():
        catalog = blog.catalogs[name]
        for term in site.terms[taxonomy]:
            catalog[term.slug] = _collection(app, catalog, taxonomy, term)
    for year in site.years:
        blog.archive[year] = ablog.blog.Collection(
            blog.archive, year, path=f"{year:04d}"
        )
    ablog.post.register_posts(app)
    _drop_dead_references(app, blog)
    for post in blog.posts:
        # Replaces the method of the class, which would render a doctree.
        post.to_html = partial(_to_html, body_of, post.docname)
        if app.builder.name in _BOOKS:
            post.options["external_link"] = f"{site_url(app.config)}{post.docname}/"


_BOOKS = ("latex", "texinfo")
"""Builders whose books have pages, and links, only for what is in their toctrees."""


class _Handed(dict[str, Any]):
    """Posts that ABlog gets in each build; Sphinx pickles an empty dictionary."""

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, ()


def _lead_to_our_pages(blog: Any, site: Library) -> None:
    """Point ABlog's references to overviews and feed to our pages."""
    blog.config["blog_path"] = ARCHIVES
    overviews = {
        "archives": (blog.archive, ""),
        "authors": (blog.author, "author"),
        "categories": (blog.category, "category"),
        "tags": (blog.tags, "tag"),
        "locations": (blog.location, "location"),
        "languages": (blog.language, "language"),
    }
    for name, (catalog, taxonomy) in overviews.items():
        place = OVERVIEWS[taxonomy] if site.terms.get(taxonomy) else ARCHIVES
        catalog.path = catalog.docname = place
        blog.references[f"blog-{name}"] = (place, name.capitalize())
        if taxonomy and place == ARCHIVES:  # no post has such a term
            del blog.references[f"blog-{name}"]
    blog.references["blog-posts"] = (ARCHIVES, "Posts")


def list_page(config: Config) -> str:
    """Return the docname of the page where ABlog lists the posts, such as ``blog``.

    It is empty if the site isn't one that ABlog made before.
    """
    if "ablog" not in config.extensions or ablog_keeps_urls(config):
        return ""
    path = config.blog_path
    return path.strip("/") if isinstance(path, str) else ""


def _drop_dead_references(app: Sphinx, blog: Any) -> None:
    """Drop ABlog's references to pages that the site has not, and find the feed.

    Sphinx warns of them as of other labels that nobody has set.
    """
    session, references = session_of(app.env), blog.references
    feeds = (FORMATS[kind].file_name for kind in ("atom", *app.config.blog_feeds))
    paths = [f"feed/{name}" for name in feeds if f"feed/{name}" in session.resources]
    references["blog-feed"] = (paths[0] if paths else "", f"{blog.blog_title} Feed")
    pages = {*session.pages, *app.env.found_docs, *session.resources}
    for label in [
        label for label, (page, _) in references.items() if page not in pages
    ]:
        del references[label]


def reference(app: Sphinx, label: str) -> tuple[str, str] | None:
    """Return docname and title of the page of one of ABlog's labels, if it has one."""
    found = ablog.blog.Blog(app).references.get(label)
    return (found[0], str(found[1])) if found else None


def _collection(app: Sphinx, catalog: Any, taxonomy: str, term: Any) -> Any:
    about = blog_domain(app.env).vocabulary.about(taxonomy, term.slug)
    href = about.url if about and about.url else None
    return ablog.blog.Collection(
        catalog, term.slug, term.name, href, path=term_docname(taxonomy, term)
    )


def _to_html(
    body_of: Callable[[str, str], str], docname: str, pagename: str, **options: Any
) -> str:
    """Replace ABlog's ``Post.to_html``: return the post's HTML, rendered before."""
    del options
    return body_of(docname, pagename)


def _postinfo(post: Post) -> dict[str, Any]:
    """Return ABlog's record of a post, without its doctree."""
    summary = post.description or ""
    naive = post.date.replace(tzinfo=None)
    return {
        "docname": post.docname,
        "section": "",
        "order": 1,
        "date": naive,
        "update": post.last_change.replace(tzinfo=None),
        "title": post.title,
        "excerpt": [nodes.paragraph(text=summary)] if summary else [],
        "doctree": None,
        "redirect": [],
        "nocomments": not post.comments,
        "image": None,
        "exclude": False,
        "canonical_link": None,
        "external_link": None,
    } | {
        name: [term.slug for term in terms_in(post, taxonomy)]
        for taxonomy, name in _CATALOGS.items()
    }


def replace_listeners(app: Sphinx, config: Config) -> None:
    """Replace ABlog's listeners, unless ABlog keeps its URLs (on ``config-inited``)."""
    if not ablog_keeps_urls(config):
        disconnect_replaced(app)


def setup(app: Sphinx) -> None:
    """Load ABlog."""
    app.setup_extension("ablog")
